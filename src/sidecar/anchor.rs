//! Whether an annotation still says what it said, and where it is when it has moved. What is not sure
//! is told as such: nothing is ever placed on a guess.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::cells::{Cells, Keys, occurrences, softened};
use super::follow::Follow;
use super::{Annotation, Piece, Quote, build};
use crate::text::index::TextIndex;
use crate::text::position::{Byte, CodePoint, Span};

mod again;
mod context;

pub use again::reanchor;
use context::{Context, Side};

/// What the position selector cuts out of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// The quote; and whether the text before and behind it is what the line says.
    Fits {
        /// The prefix stands before it (or the line names none).
        prefix: bool,
        /// The suffix stands behind it (or the line names none).
        suffix: bool,
    },
    /// Nothing: the end is not behind the start.
    Empty,
    /// It reaches behind the article's end.
    OutOfBounds,
    /// Another text than the quote.
    Differs,
    /// The line has no quote to compare with.
    NoQuote,
}

/// Places in an article, in order. There can be as many as the article has sentences, and annotations that are in the
/// same doubt share them.
pub type Places = Arc<[Span<CodePoint>]>;

/// Where the annotation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Where it says.
    Here,
    /// Surely there: the quote stands there in its context, and nowhere else.
    Moved(Span<CodePoint>),
    /// Its context stands there, with another text inside.
    Changed(Span<CodePoint>),
    /// At one of these places, and nothing tells which.
    Ambiguous(Places),
    /// Not to be found. The quote stands at these places in other surroundings, or something else in its own.
    Nowhere(Places),
}

/// What [`Article::verify`] tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What stands at its position.
    pub position: Position,
    /// Where it is.
    pub found: Found,
}

impl Verdict {
    /// What is known of the place by another way than the quote alone. Where that way has lost it, the places that the
    /// quote leads to are told all the same.
    pub fn follow(&mut self, follow: Follow) {
        self.found = match follow {
            Follow::Same => Found::Here,
            Follow::Moved(span) => Found::Moved(span),
            Follow::Changed(span) => Found::Changed(span),
            Follow::Ambiguous(places) => Found::Ambiguous(places),
            Follow::Deleted => match std::mem::replace(&mut self.found, Found::Here) {
                Found::Moved(place) | Found::Changed(place) => Found::Nowhere([place].into()),
                Found::Ambiguous(places) | Found::Nowhere(places) => Found::Nowhere(places),
                Found::Here => Found::Nowhere([].into()),
            },
        };
    }
}

/// An article to look for annotations in.
#[derive(Debug)]
pub struct Article<'t> {
    text: &'t str,
    index: OnceCell<TextIndex>,
    /// The span that was asked for last, in bytes: the same one is asked for again and again.
    last: Cell<Option<(Span<CodePoint>, Span<Byte>)>>,
    /// Its characters, with one cell for any run of white space.
    cells: OnceCell<(Cells, RefCell<Keys>)>,
    /// Their keys, with a space for a line break.
    soft: OnceCell<Vec<u32>>,
    /// Where each quote stands.
    quoted: RefCell<FxHashMap<Vec<u32>, Quoted>>,
    /// What each quote in its context led to: in an article of equal sentences there are many annotations of each.
    searches: RefCell<FxHashMap<Quote, Rc<Search>>>,
    /// How often all places of a quote were looked at.
    looks: Cell<usize>,
}

/// Where a quote stands, in cells and in code points.
type Quoted = (Rc<[Range<usize>]>, Places);

/// What a quote in its context leads to, wherever its annotation stood.
#[derive(Debug)]
struct Search {
    /// Where the quote stands.
    places: Places,
    /// Where it stands in its context; `None` where it does nowhere.
    found: Option<Found>,
    /// The only place where its context stands around something else, if the quote stands nowhere.
    elsewhere: Option<Range<usize>>,
    /// Where it stands with some of its context, in cells and in code points; once somebody asked.
    company: OnceCell<Quoted>,
}

/// Share of a text that has to be the quote's where its surroundings stand elsewhere.
const CLOSE: f64 = 0.9;

impl<'t> Article<'t> {
    /// An article's text.
    pub fn new(text: &'t str) -> Self {
        let index = OnceCell::new();
        Self {
            text,
            index,
            last: Cell::new(None),
            cells: OnceCell::new(),
            soft: OnceCell::new(),
            quoted: RefCell::default(),
            searches: RefCell::default(),
            looks: Cell::new(0),
        }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Its index.
    pub fn index(&self) -> &TextIndex {
        self.index.get_or_init(|| TextIndex::new(self.text))
    }

    /// Tells the bytes of a span to whoever asks for them next.
    pub fn know(&self, span: Span<CodePoint>, bytes: Span<Byte>) {
        if !span.is_empty() && self.text.get(bytes.range()).is_some() {
            self.last.set(Some((span, bytes)));
        }
    }

    /// The text of a span; `None` when the span is turned round or reaches behind the end.
    pub fn slice(&self, span: Span<CodePoint>) -> Option<&'t str> {
        self.text.get(self.bytes(span)?)
    }

    /// The bytes of a span; `None` when it is turned round or reaches behind the end.
    pub fn bytes(&self, span: Span<CodePoint>) -> Option<Range<usize>> {
        if let Some((last, bytes)) = self.last.get()
            && last == span
        {
            return Some(bytes.range());
        }
        let index = self.index();
        let (start, end) = (index.byte(self.text, span.start)?, index.byte(self.text, span.end)?);
        let bytes = (start <= end).then_some(Span::new(start, end))?;
        self.last.set(Some((span, bytes)));
        Some(bytes.range())
    }

    /// Compares an annotation with the text. `current` says that its position was written for exactly
    /// this text (the header's hash is the text's); then a quote that fits is in its place, whatever
    /// stands elsewhere.
    pub fn verify(&self, annotation: &Annotation, current: bool) -> Verdict {
        let position = self.position(annotation.span, &annotation.quote);
        let found = match position {
            Position::Fits { .. } | Position::NoQuote if current => Found::Here,
            // Nothing can tell whether it is still right.
            Position::NoQuote => Found::Nowhere([].into()),
            Position::Fits { prefix, suffix } => self.still_here(annotation, prefix && suffix),
            _ => self.find(annotation),
        };
        Verdict { position, found }
    }

    /// Where an annotation is by its quote and context alone; `current` as for [`Article::verify`].
    pub fn by_quote(&self, annotation: &Annotation, current: bool) -> Follow {
        match self.verify(annotation, current).found {
            Found::Here => Follow::Same,
            Found::Moved(span) => Follow::Moved(span),
            Found::Changed(span) => Follow::Changed(span),
            Found::Ambiguous(places) => Follow::Ambiguous(places),
            Found::Nowhere(_) => Follow::Deleted,
        }
    }

    /// Where an annotation that was lost is, if just what it quotes has come back, with all that stood around it:
    /// a deletion was taken back. In the text `old`, which did not have it, it must not have stood.
    pub fn returned(&self, annotation: &Annotation, old: Option<&Article<'_>>) -> Follow {
        let quote = &annotation.quote;
        let length = |side: &Option<Piece>| side.as_deref().map_or(0, |s| s.chars().count());
        let had = |old: &Article<'_>| old.search(quote).found.is_some();
        if length(&quote.prefix) + length(&quote.suffix) < build::CONTEXT || old.is_some_and(had) {
            return Follow::Deleted;
        }
        let whole = |span| self.position(span, quote) == Position::Fits { prefix: true, suffix: true };
        match self.verify(annotation, false).found {
            Found::Here if whole(annotation.span) => Follow::Same,
            // Where it stands elsewhere, only the old text tells that it has not always stood there.
            Found::Moved(span) if old.is_some() && whole(span) => Follow::Moved(span),
            _ => Follow::Deleted,
        }
    }

    fn position(&self, span: Span<CodePoint>, quote: &Quote) -> Position {
        let is_known = self.last.get().is_some_and(|(last, _)| last == span);
        if !is_known && span.start.max(span.end) > self.index().length() {
            return Position::OutOfBounds;
        }
        if span.is_empty() {
            return Position::Empty;
        }
        let Some(exact) = quote.exact.as_deref() else { return Position::NoQuote };
        let Some(bytes) = self.bytes(span).filter(|b| self.text[b.clone()] == *exact) else {
            return Position::Differs;
        };
        let (before, behind) = (&self.text[..bytes.start], &self.text[bytes.end..]);
        let fits = |given: &Option<Piece>, fits: &dyn Fn(&str) -> bool| given.as_deref().is_none_or(fits);
        Position::Fits {
            prefix: fits(&quote.prefix, &|p| before.ends_with(p)),
            suffix: fits(&quote.suffix, &|s| behind.starts_with(s)),
        }
    }

    /// The text has changed, and yet the quote stands at the old position: by chance, if its context is
    /// elsewhere; and which of two it was nobody knows, if its context is there and elsewhere too.
    fn still_here(&self, annotation: &Annotation, whole: bool) -> Found {
        match self.find(annotation) {
            Found::Moved(span) if span != annotation.span && whole => {
                let mut places = [annotation.span, span];
                places.sort_by_key(|s| s.order());
                Found::Ambiguous(places.into())
            }
            Found::Moved(span) if span != annotation.span => Found::Moved(span),
            Found::Ambiguous(places) => Found::Ambiguous(places),
            Found::Moved(_) => Found::Here,
            _ if whole => Found::Here,
            _ => self.half_here(annotation),
        }
    }

    /// The quote stands at the old position with one side of its context at most: it may be here by chance where
    /// nothing around it is what it was, and where it stands elsewhere with as much of its context.
    fn half_here(&self, annotation: &Annotation) -> Found {
        let nowhere = || Found::Nowhere([annotation.span].into());
        let Some(here) = self.range(annotation.span) else { return nowhere() };
        let context = Context::of(&annotation.quote, self);
        if !Side::is_company(context.sides(&here)) {
            return nowhere();
        }
        let search = self.search(&annotation.quote);
        let (ranges, spans) = search.company.get_or_init(|| {
            let exact = self.cut(annotation.quote.exact.as_deref());
            let (all, spans) = self.occurrences(&exact);
            self.looks.set(self.looks.get() + 1);
            let all = all.iter().zip(spans.iter());
            let near: Vec<_> = all.filter(|(r, _)| Side::is_company(context.sides(r))).collect();
            (near.iter().map(|(r, _)| (*r).clone()).collect(), near.iter().map(|(_, s)| **s).collect())
        });
        let rivals = ranges.iter().filter(|r| r.start != here.start).count();
        if rivals == 0 {
            return Found::Here;
        }
        if rivals < ranges.len() && spans.contains(&annotation.span) {
            return Found::Ambiguous(spans.clone());
        }
        let others = ranges.iter().zip(spans.iter()).filter(|(r, _)| r.start != here.start).map(|(_, s)| *s);
        let mut places: Vec<_> = others.chain([annotation.span]).collect();
        places.sort_by_key(|s| s.order());
        Found::Ambiguous(places.into())
    }

    /// The cells of a span.
    fn range(&self, span: Span<CodePoint>) -> Option<Range<usize>> {
        let cells = &self.cells().0;
        let (start, end) = (cells.cell(span.start)?, cells.cell_after(span.end)?);
        Some(start..end.max(start))
    }

    /// The cells of a text of a line.
    fn cut(&self, text: Option<&str>) -> Vec<u32> {
        Cells::new(text.unwrap_or_default(), &mut self.cells().1.borrow_mut()).collapsed().keys
    }

    fn cells(&self) -> &(Cells, RefCell<Keys>) {
        self.cells.get_or_init(|| {
            let mut keys = Keys::default();
            let cells = Cells::new(self.text, &mut keys).collapsed();
            (cells, RefCell::new(keys))
        })
    }

    /// Looks for an annotation by its quote and context alone.
    pub fn find(&self, annotation: &Annotation) -> Found {
        self.lead(annotation, &self.search(&annotation.quote), &|_| true)
    }

    /// The same among some places.
    fn find_within(&self, annotation: &Annotation, within: &dyn Fn(Span<CodePoint>) -> bool) -> Found {
        self.lead(annotation, &self.look(&annotation.quote, within), within)
    }

    /// Where what is known of a quote leads an annotation that has it.
    fn lead(
        &self,
        annotation: &Annotation,
        search: &Search,
        within: &dyn Fn(Span<CodePoint>) -> bool,
    ) -> Found {
        if let Some(found) = &search.found {
            return found.clone();
        }
        if annotation.quote.exact.as_deref().is_none_or(str::is_empty) {
            return Found::Nowhere([].into());
        }
        let span = |r: &Range<usize>| self.cells().0.span(r.start, r.end);
        // Sentences made after one pattern share their words, so that what stands there has to be nearly the quote.
        let close = search.elsewhere.clone().filter(|r| self.is_close(annotation, span(r)));
        match self.changed_here(annotation).or(close) {
            Some(r) if within(span(&r)) => Found::Changed(span(&r)),
            _ => match &search.elsewhere {
                Some(elsewhere) => Found::Nowhere([span(elsewhere)].into()),
                None => Found::Nowhere(search.places.clone()),
            },
        }
    }

    /// What a quote in its context leads to in all of the article.
    fn search(&self, quote: &Quote) -> Rc<Search> {
        if let Some(known) = self.searches.borrow().get(quote) {
            return known.clone();
        }
        let search = Rc::new(self.look(quote, &|_| true));
        self.searches.borrow_mut().insert(quote.clone(), search.clone());
        search
    }

    fn look(&self, quote: &Quote, within: &dyn Fn(Span<CodePoint>) -> bool) -> Search {
        self.looks.set(self.looks.get() + 1);
        let exact = self.cut(quote.exact.as_deref());
        let context = Context::of(quote, self);
        let (ranges, mut places) = self.occurrences(&exact);
        let both = || ranges.iter().zip(places.iter()).filter(|(_, span)| within(**span));
        let fit: Vec<_> = both().filter(|(r, _)| Side::suffice(context.sides(r))).collect();
        let half = |r: &Range<usize>| Side::is_half(context.sides(r));
        let found = match fit.as_slice() {
            // A copy of the sentence, put in before it or behind it, leaves one of the two with the old surroundings on
            // one side only, and nothing tells which.
            [(one, _)] if both().any(|(r, _)| r != *one && half(r)) => {
                let doubtful = both().filter(|(r, _)| r == one || half(r));
                Some(Found::Ambiguous(doubtful.map(|(_, span)| *span).collect()))
            }
            [(_, span)] => Some(Found::Moved(**span)),
            // A copy beside the old line can have taken over half of its surroundings, so that none of
            // several places is more likely, however well one of them fits.
            [_, ..] => Some(Found::Ambiguous(fit.iter().map(|(_, span)| **span).collect())),
            [] => None,
        };
        if both().count() < places.len() {
            places = both().map(|(_, span)| *span).collect();
        }
        // Where the quote stands somewhere yet, it may be that its surroundings have changed, and that those
        // it had are another's.
        let lost = places.is_empty() && !exact.is_empty();
        let elsewhere = lost.then(|| context.around_another(exact.len())).flatten();
        Search { places, found, elsewhere, company: OnceCell::new() }
    }

    /// Whether a place's text is the quote but for a letter or a figure.
    fn is_close(&self, annotation: &Annotation, span: Span<CodePoint>) -> bool {
        let (quote, here) = (annotation.quote.exact.as_deref(), self.slice(span));
        quote.zip(here).is_some_and(|(a, b)| strsim::normalized_damerau_levenshtein(a, b) >= CLOSE)
    }

    /// The annotation's own place, when its whole context stands around another text there.
    fn changed_here(&self, annotation: &Annotation) -> Option<Range<usize>> {
        let quote = &annotation.quote;
        let here = Quote { exact: self.slice(annotation.span).map(Piece::from), ..quote.clone() };
        let told = |side: &Option<Piece>| side.as_ref().is_some_and(|s| !s.trim().is_empty());
        if !(told(&quote.prefix) || told(&quote.suffix)) || here.exact == quote.exact {
            return None;
        }
        match self.position(annotation.span, &here) {
            Position::Fits { prefix: true, suffix: true } => {
                self.range(annotation.span).filter(|r| Side::are_whole(Context::of(quote, self).sides(r)))
            }
            _ => None,
        }
    }

    /// Where a quote stands, whatever its white space: nowhere, where it is empty.
    fn occurrences(&self, quote: &[u32]) -> Quoted {
        if let Some(known) = self.quoted.borrow().get(quote) {
            return known.clone();
        }
        let cells = &self.cells().0;
        let (text, part) = (self.soft.get_or_init(|| softened(&cells.keys)), softened(quote));
        let starts = occurrences(text, &part).filter(|_| !quote.is_empty());
        let ranges: Rc<[Range<usize>]> = starts.map(|start| start..start + quote.len()).collect();
        let spans = ranges.iter().map(|r| cells.span(r.start, r.end)).collect();
        self.quoted.borrow_mut().insert(quote.to_vec(), (ranges.clone(), spans));
        self.occurrences(quote)
    }
}

#[cfg(test)]
mod tests;

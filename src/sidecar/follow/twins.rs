//! Equal copies. Where what an annotation quotes stands in a sentence that the new text has more often than the old one,
//! or less often, the diff takes one of the copies; whether that is the right one is told by what stands around each.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::{Follow, TextMap};
use crate::sidecar::anchor::Places;
use crate::sidecar::cells::{BREAK, is_blank, occurrences};
use crate::text::position::{CodePoint, Span};

/// Cells that show a sentence to be the same where its end is not reached.
const LIKE: usize = 16;
/// So many more cells have to speak for one copy than for another.
const MORE: usize = 6;
/// Cells that are compared on one side, at most.
const FAR: usize = 240;
/// Cells that are compared in all; in texts that need more, copies are not told apart.
const PATIENCE: usize = 8_000_000;

/// What is known of the copies of quotes.
#[derive(Clone, Debug, Default)]
pub struct Twins {
    known: RefCell<HashMap<Box<[u32]>, Rc<Copies>>>,
    compared: Cell<usize>,
}

/// Where a quote stands in both texts, in cells.
#[derive(Debug)]
struct Copies {
    /// In the old text, and where the diff has each in the new one.
    old: Vec<(Range<usize>, Option<Range<usize>>)>,
    /// In what is new of the new text.
    fresh: Vec<Range<usize>>,
    /// All places in the new text.
    places: Places,
}

impl Copies {
    /// Whether each copy of the old text is one of the new text, and the other way round.
    fn are_settled(&self) -> bool {
        self.fresh.is_empty() && self.old.iter().all(|(_, image)| image.is_some())
    }
}

/// How much of what stands around a place stands around another, before and behind: cells without white space,
/// up to the last end of a sentence that both have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Around([Reach; 2]);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Reach {
    same: usize,
    /// Whether all of the sentence on this side is the same, and ends or begins there in both.
    whole: bool,
}

impl Around {
    /// Whether it is a copy of the same sentence.
    fn is_copy(self) -> bool {
        self.0.iter().all(|side| side.whole || side.same >= LIKE)
    }

    /// Whether it is surely the same place rather than the other.
    fn beats(self, other: Around) -> bool {
        let sides = || self.0.iter().zip(&other.0);
        sides().all(|(a, b)| a.same >= b.same) && sides().map(|(a, b)| a.same - b.same).sum::<usize>() >= MORE
    }
}

impl TextMap {
    /// What became of a span of the old text. Where copies of it leave a doubt, all that it could be are told.
    pub fn follow(&self, span: Span<CodePoint>) -> Follow {
        let found = self.by_diff(span);
        let place = match &found {
            Follow::Same => Some(span),
            Follow::Moved(place) => Some(*place),
            Follow::Deleted => None,
            Follow::Changed(_) | Follow::Ambiguous(_) => return found,
        };
        self.doubt(span, place).map_or(found, Follow::Ambiguous)
    }

    /// The places that a span of the old text could as well be at, where it is thought to be at `place`, or nowhere;
    /// nothing where there is no doubt.
    pub fn doubt(&self, span: Span<CodePoint>, place: Option<Span<CodePoint>>) -> Option<Places> {
        let old = cells(&self.whole.0, span)?;
        let new = place.and_then(|place| cells(&self.whole.1, place));
        if self.hunks.is_empty() && self.moved.is_empty() {
            return None;
        }
        let copies = self.copies(&self.whole.0.keys[old.clone()]);
        if copies.are_settled() {
            return None;
        }
        let places = match new {
            Some(new) => self.rivals(&copies, &old, &new),
            None => self.takers(&copies, &old),
        };
        match places {
            Ok(places) if places.is_empty() => None,
            Ok(mut places) => {
                places.sort_by_key(|p| p.start);
                Some(places.into_iter().map(|p| self.whole.1.span(p.start, p.end)).collect())
            }
            Err(TooMany) => Some(copies.places.clone()),
        }
    }

    /// All places that it could be at, where another copy is as likely as `new`.
    fn rivals(
        &self,
        copies: &Copies,
        old: &Range<usize>,
        new: &Range<usize>,
    ) -> Result<Vec<Range<usize>>, TooMany> {
        let here = self.around(old, new)?;
        let mut places = Vec::new();
        for other in copies.fresh.iter().filter(|other| !overlap(other, new)) {
            let there = self.around(old, other)?;
            if there.is_copy() && !here.beats(there) {
                places.push(other.clone());
            }
        }
        let mut is_doubtful = !places.is_empty();
        let gone = copies.old.iter().filter(|(other, image)| image.is_none() && !overlap(other, old));
        for (other, _) in gone {
            let theirs = self.around(other, new)?;
            is_doubtful |= theirs.is_copy() && !here.beats(theirs);
        }
        if is_doubtful {
            places.push(new.clone());
        }
        Ok(places)
    }

    /// The places of other copies, where what is gone could as well be one of those.
    fn takers(&self, copies: &Copies, old: &Range<usize>) -> Result<Vec<Range<usize>>, TooMany> {
        let mut places = Vec::new();
        for (other, image) in &copies.old {
            let Some(image) = image.as_ref().filter(|_| other != old) else { continue };
            let mine = self.around(old, image)?;
            if mine.is_copy() && !self.around(other, image)?.beats(mine) && !places.contains(image) {
                places.push(image.clone());
            }
        }
        Ok(places)
    }

    fn copies(&self, quote: &[u32]) -> Rc<Copies> {
        if let Some(known) = self.twins.known.borrow().get(quote) {
            return known.clone();
        }
        let (was, is) = (&self.whole.0, &self.whole.1);
        let all = |keys: &[u32]| -> Vec<Range<usize>> {
            occurrences(keys, quote).map(|at| at..at + quote.len()).collect()
        };
        let image = |place: &Range<usize>| {
            let span = was.span(place.start, place.end);
            match self.by_diff(span) {
                Follow::Same => cells(is, span),
                // One that was edited, or is in doubt already, stands for nothing else.
                Follow::Moved(to) | Follow::Changed(to) => cells(is, to),
                Follow::Ambiguous(to) => to.first().and_then(|to| cells(is, *to)),
                Follow::Deleted => None,
            }
        };
        let old = all(&was.keys).into_iter().map(|place| (place.clone(), image(&place))).collect();
        let new = all(&is.keys);
        let places = new.iter().map(|p| is.span(p.start, p.end)).collect();
        let fresh = |place: &Range<usize>| {
            let span = is.span(place.start, place.end);
            self.inserted_from(span.start).is_some_and(|part| part.start < span.end)
        };
        let fresh = new.iter().filter(|place| fresh(place)).cloned().collect();
        let copies = Rc::new(Copies { old, fresh, places });
        self.twins.known.borrow_mut().insert(quote.into(), copies.clone());
        copies
    }

    fn around(&self, old: &Range<usize>, new: &Range<usize>) -> Result<Around, TooMany> {
        let (was, is) = (&self.whole.0.keys, &self.whole.1.keys);
        let mut count = 0;
        let before = reach(
            Walk::new(was[..old.start].iter().rev().copied(), false),
            Walk::new(is[..new.start].iter().rev().copied(), false),
            &mut count,
        );
        let behind = reach(
            Walk::new(was[old.end..].iter().copied(), true),
            Walk::new(is[new.end..].iter().copied(), true),
            &mut count,
        );
        let all = self.twins.compared.get() + count;
        self.twins.compared.set(all);
        if all > PATIENCE { Err(TooMany) } else { Ok(Around([before, behind])) }
    }
}

/// More copies than can be compared.
struct TooMany;

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn cells(of: &super::Cells, span: Span<CodePoint>) -> Option<Range<usize>> {
    let (start, end) = (of.cell(span.start)?, of.cell_after(span.end)?);
    (start < end).then_some(start..end)
}

fn reach(
    mut old: Walk<impl Iterator<Item = u32>>,
    mut new: Walk<impl Iterator<Item = u32>>,
    count: &mut usize,
) -> Reach {
    let (mut out, mut is_past) = (Reach::default(), false);
    for same in 0..FAR {
        *count += 1;
        let (a, b) = (old.step(), new.step());
        let is_end = |step: Option<(u32, bool)>| step.is_none_or(|(_, is_end)| is_end);
        // All of the old sentence, even if it goes on now.
        is_past |= is_end(a);
        if is_end(a) || !is_past {
            out.same = same;
        }
        out.whole |= is_end(a) && is_end(b);
        match (a, b) {
            (Some((a, _)), Some((b, _))) if a == b => {}
            _ => return out,
        }
    }
    Reach { same: FAR, whole: true }
}

/// The cells of a text one after the other from a place on, without white space, and whether a sentence ended between
/// each and the last.
struct Walk<I> {
    cells: I,
    forwards: bool,
    last: Option<u32>,
}

impl<I: Iterator<Item = u32>> Walk<I> {
    fn new(cells: I, forwards: bool) -> Self {
        Walk { cells, forwards, last: None }
    }

    fn step(&mut self) -> Option<(u32, bool)> {
        let is_stop = |key: u32| matches!(char::from_u32(key), Some('.' | '!' | '?' | '…'));
        let (mut is_apart, mut is_end) = (false, false);
        loop {
            let key = self.cells.next()?;
            if is_blank(key) {
                is_apart = true;
                is_end |= key == BREAK;
                continue;
            }
            let before = if self.forwards { self.last } else { Some(key) };
            is_end |= is_apart && before.is_some_and(is_stop);
            self.last = Some(key);
            return Some((key, is_end));
        }
    }
}

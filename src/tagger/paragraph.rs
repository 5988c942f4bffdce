//! One paragraph, read: its tokens and the forms of the lexicon that stand in it.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use crate::gazetteer::lexicon::{First, Hit, first, forms_at, forms_behind_designator, written};
use crate::gazetteer::own::Overlay;
use crate::gazetteer::sense::{Case, Sense, SenseKind};
use crate::text::position::{Byte, Span};
use crate::text::token::{Gap, Token, TokenKind, tokenize_noting};
use crate::text::words::Words;
use unicode_normalization::UnicodeNormalization;

/// Reads paragraphs one after the other.
#[derive(Default)]
pub struct Reader {
    /// The names that the project adds.
    own: Option<Arc<Overlay>>,
    buffers: Option<Box<Buffers>>,
}

/// What is used again from paragraph to paragraph, and by the thread's next reader: most words of the next
/// article are met already. Lists hold what belongs to several paragraphs, one behind the other.
#[derive(Default)]
struct Buffers {
    words: Words<First>,
    /// For each token of the last paragraph, the forms that it begins.
    firsts: Vec<First>,
    tokens: Vec<Token>,
    hits: Vec<Hit>,
    /// For each token, and one behind each paragraph, the number of the paragraph's hits that start before it.
    first_hit: Vec<u32>,
    /// The tokens that are numbers.
    numbers: Vec<u32>,
    /// The words that begin with a capital.
    capitals: Vec<u32>,
    /// For each token, and one behind each paragraph, the kinds of the hits that end right before it.
    ending: Vec<Ending>,
    /// Those of the paragraphs that need composing.
    composed: Vec<Composed>,
    /// Where what belongs to each paragraph begins, and where that of the last one ends.
    marks: Vec<Mark>,
}

/// How much of each list stands before a paragraph.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    tokens: usize,
    hits: usize,
    numbers: usize,
    capitals: usize,
    composed: usize,
}

/// A paragraph of decomposed letters, composed: the grammars compare words as the tables write them.
#[derive(Debug, Default)]
struct Composed {
    text: String,
    /// For each token its bytes in it.
    spans: Vec<Range<u32>>,
}

impl Composed {
    /// None where no letter is decomposed.
    fn read(text: &str, tokens: &[Token]) -> Option<Composed> {
        // Lead bytes of the combining marks U+0300 to U+036F.
        memchr::memchr2(0xcc, 0xcd, text.as_bytes())?;
        let mut composed = Composed::default();
        let mut end = 0;
        for token in tokens {
            composed.text.push_str(&text[end..token.start as usize]);
            end = token.end as usize;
            let start = composed.text.len() as u32;
            composed.text.extend(text[token.start as usize..end].nfc());
            composed.spans.push(start..composed.text.len() as u32);
        }
        Some(composed)
    }
}

/// What the hits that end at one place can be.
#[derive(Clone, Copy, Debug, Default)]
struct Ending {
    /// Kinds of their senses.
    kinds: u32,
    /// Kinds of those that fit how they are written.
    fits: u32,
    /// Number of the first of them, which is the longest.
    first: u32,
}

thread_local! {
    static KEPT: Cell<Option<Box<Buffers>>> = const { Cell::new(None) };
}

/// Buffers for more tokens than this are not kept.
const MOST_KEPT: usize = 1 << 14;

impl Drop for Reader {
    fn drop(&mut self) {
        let buffers = self.buffers.take().filter(|b| b.tokens.capacity() <= MOST_KEPT);
        // A thread that is ending keeps nothing.
        let _ = KEPT.try_with(|kept| kept.set(buffers.or_else(|| kept.take())));
    }
}

/// A paragraph with its tokens and hits. Token numbers and offsets count from its own start.
#[derive(Clone, Copy)]
pub struct Paragraph<'t> {
    /// Its text.
    pub text: &'t str,
    /// Its first byte within the article.
    pub offset: u32,
    /// Its tokens.
    pub tokens: &'t [Token],
    /// Its hits, by start, the shorter first.
    pub hits: &'t [Hit],
    first_hit: &'t [u32],
    /// The tokens that are numbers, in order.
    pub numbers: &'t [u32],
    /// The words that begin with a capital, in order.
    pub capitals: &'t [u32],
    ending: &'t [Ending],
    composed: Option<&'t Composed>,
    own: Option<&'t Overlay>,
}

impl Reader {
    /// A reader that knows a project's names besides the tables'.
    pub fn new(own: Option<Arc<Overlay>>) -> Reader {
        Reader { own, buffers: None }
    }

    /// Reads a paragraph of `article`.
    pub fn read<'t>(&'t mut self, article: &'t str, range: Range<usize>) -> Paragraph<'t> {
        let own = self.own.as_deref();
        let buffers = self.buffers.get_or_insert_with(|| KEPT.take().unwrap_or_default());
        buffers.read_all(article, std::slice::from_ref(&range), own);
        buffers.paragraph(article, &range, 0, own)
    }

    /// Reads paragraphs of `article`, which stand in memory at once.
    pub fn read_several<'t>(&'t mut self, article: &'t str, ranges: &[Range<usize>]) -> Vec<Paragraph<'t>> {
        let own = self.own.as_deref();
        let buffers = self.buffers.get_or_insert_with(|| KEPT.take().unwrap_or_default());
        buffers.read_all(article, ranges, own);
        ranges.iter().enumerate().map(|(n, range)| buffers.paragraph(article, range, n, own)).collect()
    }
}

impl Buffers {
    fn read_all(&mut self, article: &str, ranges: &[Range<usize>], own: Option<&Overlay>) {
        self.tokens.clear();
        self.hits.clear();
        self.first_hit.clear();
        self.numbers.clear();
        self.capitals.clear();
        self.ending.clear();
        self.composed.clear();
        self.marks.clear();
        self.marks.push(Mark::default());
        ranges.iter().for_each(|range| self.read(&article[range.clone()], own));
    }

    /// Reads a paragraph behind the others.
    fn read(&mut self, text: &str, own: Option<&Overlay>) {
        let Buffers { words, firsts, tokens, hits, first_hit, numbers, capitals, ending, composed, marks } =
            self;
        let before = Mark {
            tokens: tokens.len(),
            hits: hits.len(),
            numbers: numbers.len(),
            capitals: capitals.len(),
            composed: composed.len(),
        };
        firsts.clear();
        tokenize_noting(text, tokens, firsts, words, first);
        let tokens = &tokens[before.tokens..];
        composed.extend(Composed::read(text, tokens));
        let known = ending.len();
        ending.resize(known + tokens.len() + 1, Ending::default());
        let ending = &mut ending[known..];
        for (at, first) in firsts.iter().enumerate() {
            let from = hits.len();
            first_hit.push((from - before.hits) as u32);
            let token = &tokens[at];
            if token.kind == TokenKind::Number {
                numbers.push(at as u32);
                continue;
            }
            if token.capital {
                capitals.push(at as u32);
            }
            forms_at(tokens, at, first, hits);
            if let Some(own) = own {
                own.forms_at(tokens, at, from, hits);
            }
            for (number, hit) in (from - before.hits..).zip(&hits[from..]) {
                let ending = &mut ending[hit.end as usize];
                if ending.kinds == 0 {
                    ending.first = number as u32;
                }
                ending.kinds |= hit.kinds;
                ending.fits |= hit.fits;
            }
        }
        first_hit.push((hits.len() - before.hits) as u32);
        marks.push(Mark {
            tokens: before.tokens + tokens.len(),
            hits: hits.len(),
            numbers: numbers.len(),
            capitals: capitals.len(),
            composed: composed.len(),
        });
    }

    /// The paragraph that was read as number `number`.
    fn paragraph<'t>(
        &'t self,
        article: &'t str,
        range: &Range<usize>,
        number: usize,
        own: Option<&'t Overlay>,
    ) -> Paragraph<'t> {
        let (from, to) = (self.marks[number], self.marks[number + 1]);
        // With one more for each paragraph before.
        let and_behind = from.tokens + number..to.tokens + number + 1;
        Paragraph {
            text: &article[range.clone()],
            offset: range.start as u32,
            tokens: &self.tokens[from.tokens..to.tokens],
            hits: &self.hits[from.hits..to.hits],
            first_hit: &self.first_hit[and_behind.clone()],
            numbers: &self.numbers[from.numbers..to.numbers],
            capitals: &self.capitals[from.capitals..to.capitals],
            ending: &self.ending[and_behind],
            composed: self.composed[from.composed..to.composed].first(),
            own,
        }
    }
}

impl<'t> Paragraph<'t> {
    /// All forms that start at a token, figures included: names behind a designator (Quận 1).
    pub fn names_behind_designator(&self, at: u32, names: &mut Vec<Hit>) {
        let from = names.len();
        forms_behind_designator(self.tokens, at as usize, names);
        if let Some(own) = self.own {
            own.forms_at(self.tokens, at as usize, from, names);
        }
    }

    /// The hits that start at a token, the shorter first.
    pub fn hits_at(&self, token: u32) -> &'t [Hit] {
        let token = token as usize;
        match (self.first_hit.get(token), self.first_hit.get(token + 1)) {
            (Some(a), Some(b)) => &self.hits[*a as usize..*b as usize],
            _ => &[],
        }
    }

    /// The longest hit with a sense of `kind` at a token, written as that sense demands, with that sense.
    pub fn longest(&self, token: u32, kind: SenseKind) -> Option<(Hit, Sense)> {
        self.hits_at(token).iter().rev().find_map(|h| Some((*h, self.sense(h, kind)?)))
    }

    /// The first sense of `kind` that fits how the hit is written.
    pub fn sense(&self, hit: &Hit, kind: SenseKind) -> Option<Sense> {
        hit.fitting(kind)
    }

    /// The longest hit with a sense of `kind` that ends right before `token`, looking back at most six tokens.
    pub fn longest_before(&self, token: u32, kind: SenseKind) -> Option<(Hit, Sense)> {
        if !self.fits_before(token, kind) {
            return None;
        }
        self.hits_before(token).find_map(|hit| Some((*hit, self.sense(hit, kind)?)))
    }

    /// The hits of at most six tokens that end right before `token`, the longest first.
    pub fn hits_before(&self, token: u32) -> impl Iterator<Item = &'t Hit> + use<'t> {
        let first = self.ending.get(token as usize).map_or(usize::MAX, |e| e.first as usize);
        let from = self.hits.get(first..).unwrap_or_default();
        let before = from.iter().take_while(move |h| h.start < token);
        before.filter(move |h| h.end == token && h.start + 6 >= token)
    }

    /// Whether a hit of any of the kinds ends right before `token`.
    #[inline]
    pub fn ends_before(&self, token: u32, kinds: u32) -> bool {
        self.ending.get(token as usize).is_some_and(|e| e.kinds & kinds != 0)
    }

    /// Whether a hit with a sense of `kind` that fits how it is written ends right before `token`.
    #[inline]
    pub fn fits_before(&self, token: u32, kind: SenseKind) -> bool {
        self.ending.get(token as usize).is_some_and(|e| e.fits & kind.mask() != 0)
    }

    /// Whether the words of a token range are written as `case` demands.
    pub fn written(&self, range: Range<u32>, case: Case) -> bool {
        written(&self.tokens[range.start as usize..range.end as usize], case)
    }

    /// A token, if there is one at this place.
    pub fn token(&self, at: u32) -> Option<&'t Token> {
        self.tokens.get(at as usize)
    }

    /// What stands between a token and the one before.
    pub fn gap(&self, at: u32) -> Gap {
        self.token(at).map_or(Gap::Line, |t| t.gap)
    }

    /// Whether the token at `at` is the character `c`.
    pub fn is(&self, at: u32, c: char) -> bool {
        self.token(at).is_some_and(|t| t.is(c))
    }

    /// Bytes of the article that a token range covers.
    pub fn bytes(&self, range: Range<u32>) -> Span<Byte> {
        let start = self.tokens[range.start as usize].start;
        let end = self.tokens[range.end as usize - 1].end;
        Span::new(Byte(self.offset + start), Byte(self.offset + end))
    }

    /// The text that a token range covers, with its letters composed.
    pub fn str(&self, range: Range<u32>) -> &'t str {
        if let Some(composed) = self.composed
            && let Some(spans) = composed.spans.get(range.start as usize..range.end as usize)
            && let (Some(first), Some(last)) = (spans.first(), spans.last())
        {
            return &composed.text[first.start as usize..last.end as usize];
        }
        let span = self.bytes(range);
        &self.text[(span.start.0 - self.offset) as usize..(span.end.0 - self.offset) as usize]
    }

    /// Whether the token at `at` is written just so.
    pub fn reads(&self, at: u32, word: &str) -> bool {
        self.token(at).is_some() && self.str(at..at + 1) == word
    }

    /// Whether the token at `at` is a word, which is given in small letters.
    pub fn says(&self, at: u32, word: &str) -> bool {
        let lower = || self.str(at..at + 1).chars().flat_map(char::to_lowercase);
        self.reads(at, word) || self.token(at).is_some_and(|t| t.capital) && lower().eq(word.chars())
    }

    /// Whether a comma or "và" stands at `at`, which joins names.
    pub fn joins(&self, at: u32) -> bool {
        self.is(at, ',') || self.reads(at, "và")
    }

    /// Number of tokens.
    pub fn len(&self) -> u32 {
        self.tokens.len() as u32
    }

    /// Whether it has no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

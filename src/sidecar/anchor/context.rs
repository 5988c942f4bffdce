//! What a line says of the text around its annotation, beside an article.

use std::ops::Range;

use super::super::Quote;
use super::super::build::CONTEXT;
use super::super::cells::{BREAK, is_blank, occurrences};
use super::Article;

/// Cells of context within the line that make a place sure where the neighbouring lines have changed.
const SURE: usize = 5;
/// Cells of context on one side that are not the same by chance.
const HALF: usize = 16;
/// Cells of context within the line, on both sides, that show an annotation to be still at its old position where the
/// text on the other side has changed.
const COMPANY: usize = 12;
/// Less than so many cells before an article's first line, or behind its last, are words that were put there.
const EDGE: usize = 48;

/// The prefix and the suffix of a quote, as cells, and the article's cells.
pub struct Context<'a> {
    quote: &'a Quote,
    prefix: Vec<u32>,
    suffix: Vec<u32>,
    text: &'a [u32],
}

impl<'a> Context<'a> {
    pub fn of(quote: &'a Quote, article: &'a Article<'_>) -> Context<'a> {
        let (prefix, suffix) = (article.cut(quote.prefix.as_deref()), article.cut(quote.suffix.as_deref()));
        Context { quote, prefix, suffix, text: &article.cells().0.keys }
    }

    /// How far it is what stands around these cells.
    pub fn sides(&self, at: &Range<usize>) -> (Side, Side) {
        (
            Side::before(&self.prefix, &self.text[..at.start], self.quote.prefix.as_deref()),
            Side::behind(&self.suffix, &self.text[at.end..], self.quote.suffix.as_deref()),
        )
    }

    /// The only place where all of it stands around something else.
    pub fn around_another(&self, length: usize) -> Option<Range<usize>> {
        let Context { prefix, suffix, text, .. } = self;
        if prefix.len() + suffix.len() < CONTEXT || prefix.len().min(suffix.len()) <= SURE {
            return None;
        }
        let mut found = None;
        for at in occurrences(text, prefix) {
            let start = at + prefix.len();
            let room = &text[start..text.len().min(start + 2 * length + CONTEXT / 2 + suffix.len())];
            let inside = occurrences(room, suffix).find(|gap| *gap > 0).map(|gap| start..start + gap);
            // A short context is that of the article's beginning or end, and stands for nothing elsewhere.
            if let Some(inside) = inside.filter(|r| Side::are_whole(self.sides(r))) {
                if found.is_some() {
                    return None;
                }
                found = Some(inside);
            }
        }
        found.filter(|r| !text[r.clone()].contains(&BREAK))
    }
}

/// How far the text on one side of a place is what the line says. Counted are cells without white space, which may be
/// another: a text can be wrapped anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// All of it.
    Whole {
        /// Of both lines.
        same: usize,
        /// Within the annotation's line.
        line: usize,
    },
    /// All of it within the line; the neighbouring line is another.
    Line(usize),
    /// All of it within the line, which goes on now where it ended.
    Grown(usize),
    /// Only so much of it.
    Other(usize),
}

impl Side {
    fn before(prefix: &[u32], text: &[u32], written: Option<&str>) -> Side {
        Side::compare(prefix.iter().rev().copied(), text.iter().rev().copied(), written)
    }

    fn behind(suffix: &[u32], text: &[u32], written: Option<&str>) -> Side {
        Side::compare(suffix.iter().copied(), text.iter().copied(), written)
    }

    /// A context that is shorter than usual ended where the article did, so it is whole only there.
    fn compare(
        given: impl Iterator<Item = u32>,
        text: impl Iterator<Item = u32>,
        written: Option<&str>,
    ) -> Side {
        let Some(written) = written else { return Side::Line(0) };
        let (mut given, mut text) = (Steps::new(given), Steps::new(text));
        let (mut line, mut same) = (None, 0);
        loop {
            let told = given.next();
            if given.broke {
                line = line.or(Some(same));
            }
            let Some(told) = told else { break };
            let here = text.next();
            if here == Some(told) {
                same += 1;
                continue;
            }
            return match line {
                None => Side::Other(same),
                // It goes on where the line ended.
                Some(line) if line == same && here.is_some() && !text.broke => text.grown(line),
                Some(line) => Side::Line(line),
            };
        }
        // A grapheme that was not to be split can have made it a little shorter.
        let cut_short = written.chars().count() + 8 < CONTEXT;
        let whole = Side::Whole { same, line: line.unwrap_or(same) };
        match cut_short.then(|| text.next()) {
            None | Some(None) => whole,
            Some(Some(_)) if text.broke || line.is_some_and(|line| line < same) => {
                Side::Line(line.unwrap_or(same))
            }
            Some(Some(_)) => text.grown(line.unwrap_or(same)),
        }
    }

    /// Cells that are the same within the line.
    fn near(self) -> usize {
        match self {
            Side::Whole { line, .. } => line,
            Side::Line(same) | Side::Grown(same) | Side::Other(same) => same,
        }
    }

    /// Whether one side is what it was, and is long enough to tell something.
    pub fn is_half(sides: (Side, Side)) -> bool {
        let whole = |side| matches!(side, Side::Whole { same, .. } if same >= HALF);
        whole(sides.0) || whole(sides.1)
    }

    /// Whether both sides are what they were.
    pub fn are_whole(sides: (Side, Side)) -> bool {
        let whole = |side| matches!(side, Side::Whole { .. } | Side::Line(0));
        whole(sides.0) && whole(sides.1)
    }

    /// Whether one side is what it was, within the line at least, and enough of both to be no mere coincidence: two
    /// lines can well begin alike.
    pub fn is_company(sides: (Side, Side)) -> bool {
        let is_other = |side| matches!(side, Side::Other(_));
        !(is_other(sides.0) && is_other(sides.1)) && sides.0.near() + sides.1.near() >= COMPANY
    }

    pub fn suffice(sides: (Side, Side)) -> bool {
        match sides {
            (Side::Whole { .. }, Side::Whole { .. }) => true,
            (Side::Other(_), _) | (_, Side::Other(_)) | (Side::Grown(_), Side::Grown(_)) => false,
            (Side::Grown(a), Side::Whole { same: b, .. } | Side::Line(b))
            | (Side::Whole { same: b, .. } | Side::Line(b), Side::Grown(a)) => a >= SURE && a + b >= HALF,
            (Side::Whole { same: a, .. } | Side::Line(a), Side::Whole { same: b, .. } | Side::Line(b)) => {
                a + b >= SURE
            }
        }
    }
}

/// Cells one after the other, without white space.
struct Steps<I> {
    cells: I,
    /// Whether a line ended right before the last one that was taken.
    broke: bool,
}

impl<I: Iterator<Item = u32>> Steps<I> {
    fn new(cells: I) -> Self {
        Steps { cells, broke: false }
    }

    fn next(&mut self) -> Option<u32> {
        self.broke = false;
        loop {
            match self.cells.next()? {
                BREAK => self.broke = true,
                key if is_blank(key) => {}
                key => return Some(key),
            }
        }
    }

    /// What a side is whose line goes on here. Words that were put before an article's first line or behind its last are
    /// no other line.
    fn grown(mut self, line: usize) -> Side {
        let rest = self.cells.by_ref().take(EDGE).take_while(|key| *key != BREAK).count();
        let is_edge = rest < EDGE && self.cells.next().is_none();
        if is_edge { Side::Line(line) } else { Side::Grown(line) }
    }
}

//! What a line says of the text around its annotation, beside an article.

use std::ops::Range;

use super::super::Quote;
use super::super::build::CONTEXT;
use super::super::cells::BREAK;
use super::{Article, occurrences};

/// Cells of context within the line that make a place sure where the neighbouring lines have changed.
const SURE: usize = 6;
/// Cells of context on one side that are not the same by chance.
const HALF: usize = 16;

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
        if prefix.len() + suffix.len() < CONTEXT || prefix.len().min(suffix.len()) < SURE {
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

/// How far the text on one side of a place is what the line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// All of it.
    Whole(usize),
    /// All of it within the line; the neighbouring line is another.
    Line(usize),
    /// Not even that.
    Other,
}

impl Side {
    fn before(prefix: &[u32], text: &[u32], written: Option<&str>) -> Side {
        let at_edge = text.len() == prefix.len();
        Side::compare(prefix.iter().rev().copied(), text.iter().rev().copied(), at_edge, written)
    }

    fn behind(suffix: &[u32], text: &[u32], written: Option<&str>) -> Side {
        let at_edge = text.len() == suffix.len();
        Side::compare(suffix.iter().copied(), text.iter().copied(), at_edge, written)
    }

    /// A context that is shorter than usual ended where the article did, so it is whole only there.
    fn compare(
        given: impl Iterator<Item = u32>,
        mut text: impl Iterator<Item = u32>,
        at_edge: bool,
        written: Option<&str>,
    ) -> Side {
        let Some(written) = written else { return Side::Line(0) };
        let (mut line, mut same) = (None, 0);
        for key in given {
            match text.next() {
                Some(k) if k == key => same += 1,
                // The line was the article's first or last, and now it is not, or the other way round.
                None if key == BREAK => return Side::Line(line.unwrap_or(same)),
                _ => return line.map_or(Side::Other, Side::Line),
            }
            if key == BREAK {
                line = line.or(Some(same - 1));
            }
        }
        // A grapheme that was not to be split can have made it a little shorter.
        let cut_short = written.chars().count() + 8 < CONTEXT;
        match text.next() {
            _ if !cut_short || at_edge => Side::Whole(same),
            Some(BREAK) => Side::Line(line.unwrap_or(same)),
            _ => line.map_or(Side::Other, Side::Line),
        }
    }

    /// Whether one side is what it was, and is long enough to tell something.
    pub fn is_half(sides: (Side, Side)) -> bool {
        let whole = |side| matches!(side, Side::Whole(same) if same >= HALF);
        whole(sides.0) || whole(sides.1)
    }

    /// Whether both sides are what they were.
    pub fn are_whole(sides: (Side, Side)) -> bool {
        matches!(sides, (Side::Whole(_) | Side::Line(0), Side::Whole(_) | Side::Line(0)))
    }

    /// Whether one side is what it was, within the line at least, and is no mere coincidence of a word.
    pub fn is_company(sides: (Side, Side)) -> bool {
        let enough = |side| matches!(side, Side::Whole(same) | Side::Line(same) if same >= SURE);
        enough(sides.0) || enough(sides.1)
    }

    pub fn suffice(sides: (Side, Side)) -> bool {
        match sides {
            (Side::Whole(_), Side::Whole(_)) => true,
            (Side::Whole(a) | Side::Line(a), Side::Whole(b) | Side::Line(b)) => a + b >= SURE,
            _ => false,
        }
    }
}

//! Which paragraphs an edit concerns.

use std::ops::Range;

use super::edit::Edit;
use crate::text::index::CodePointCursor;
use crate::text::paragraph::{paragraphs, paragraphs_from};
use crate::text::position::Byte;

/// A paragraph's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its first byte.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// Code points before it.
    pub chars: u32,
    /// Its first byte when its spans were last brought up to that: they move only when somebody needs them.
    pub base: u32,
}

impl Piece {
    /// Moves with the text behind an edit.
    pub fn shift(&mut self, edit: &Edit) {
        let by = |at: u32, by: i64| (i64::from(at) + by) as u32;
        (self.start, self.end) = (by(self.start, edit.shift()), by(self.end, edit.shift()));
        self.chars = by(self.chars, edit.grown);
    }

    /// How far its spans lag behind.
    pub fn lag(&self) -> i64 {
        i64::from(self.start) - i64::from(self.base)
    }
}

/// The places of paragraphs; `start`: a byte before the first of them, with the code points before it.
pub fn pieces(text: &str, start: (usize, usize), ranges: &[Range<usize>]) -> Vec<Piece> {
    let mut cursor = CodePointCursor::starting(text, Byte::from(start.0), start.1.into());
    let piece = |range: &Range<usize>| {
        let start = Byte::from(range.start);
        Piece { start: start.0, end: Byte::from(range.end).0, chars: cursor.at(start).0, base: start.0 }
    };
    ranges.iter().map(piece).collect()
}

/// Paragraphs that go, by number, and those that come instead.
pub struct Cut {
    pub old: Range<usize>,
    pub new: Vec<Range<usize>>,
}

/// Cuts the edited text anew from the paragraph before the edit on, until it is as it was.
pub fn cut(text: &str, pieces: &[Piece], edit: &Edit) -> Cut {
    let at_edit = pieces.partition_point(|p| p.start as usize <= edit.start);
    // A paragraph ends where the line behind it does not go on with it: the one before may go on now.
    let first = at_edit.saturating_sub(2);
    let mut new = Vec::new();
    let ranges = match pieces.get(first).filter(|_| first > 0) {
        Some(piece) => paragraphs_from(text, piece.start as usize),
        None => paragraphs(text),
    };
    for range in ranges {
        if range.start >= edit.new_end {
            let start = (range.start as i64 - edit.shift()) as usize;
            let at = pieces.partition_point(|p| (p.start as usize) < start);
            // What follows is as it was, so it is cut as it was.
            if at >= first
                && pieces.get(at).is_some_and(|p| p.start as usize == start && start >= edit.old_end)
            {
                return Cut { old: first..at, new };
            }
        }
        new.push(range);
    }
    Cut { old: first..pieces.len(), new }
}

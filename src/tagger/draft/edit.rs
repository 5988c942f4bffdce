//! One replacement in a text, and where it moves what it does not touch.

use std::ops::Range;

use crate::text::position::{Byte, CodePoint, Span};

/// A replacement, in bytes and in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it begins.
    pub start: usize,
    /// Where what went away ended, in the text before.
    pub old_end: usize,
    /// Where what came instead ends, in the text since.
    pub new_end: usize,
    /// What went away, in code points of the text before.
    pub chars: Span<CodePoint>,
    /// By how many code points the text grew; less than none where it shrank.
    pub grown: i64,
}

impl Edit {
    /// Makes `range` of `text` hold `with`. What is as it was is no part of the edit; `None` where all is. `before`
    /// tells the code points before a byte.
    pub fn make(
        text: &mut String,
        range: Range<usize>,
        with: &str,
        before: impl Fn(&str, usize) -> usize,
    ) -> Option<Edit> {
        let old = text.get(range.clone()).unwrap_or("");
        let head = common(old.bytes(), with.bytes());
        let head = floor(old, with, head, |text, at| text.is_char_boundary(at));
        let (old, with) = (&old[head..], &with[head..]);
        let tail = common(old.bytes().rev(), with.bytes().rev());
        let tail = floor(old, with, tail, |text, at| text.is_char_boundary(text.len() - at));
        let (old, with) = (&old[..old.len() - tail], &with[..with.len() - tail]);
        if old.is_empty() && with.is_empty() {
            return None;
        }
        let start = range.start + head;
        let first = before(text, start);
        let length = old.chars().count();
        let edit = Edit {
            start,
            old_end: start + old.len(),
            new_end: start + with.len(),
            chars: Span::new(first.into(), (first + length).into()),
            grown: with.chars().count() as i64 - length as i64,
        };
        text.replace_range(start..edit.old_end, with);
        Some(edit)
    }

    /// By how many bytes the text grew.
    pub fn shift(&self) -> i64 {
        self.new_end as i64 - self.old_end as i64
    }

    /// Where a span stands now; `None` where something in it changed.
    pub fn map(&self, span: Span<Byte>) -> Option<Span<Byte>> {
        if span.end.index() <= self.start {
            return Some(span);
        }
        (span.start.index() >= self.old_end).then(|| moved(span, self.shift()))
    }

    /// The same in code points.
    pub fn map_chars(&self, span: Span<CodePoint>) -> Option<Span<CodePoint>> {
        if span.end <= self.chars.start {
            return Some(span);
        }
        (span.start >= self.chars.end).then(|| self.grow(span))
    }

    /// Where a span behind the edit stands now.
    pub fn grow(&self, span: Span<CodePoint>) -> Span<CodePoint> {
        let at = |p: CodePoint| CodePoint((i64::from(p.0) + self.grown) as u32);
        Span::new(at(span.start), at(span.end))
    }
}

/// A span so many bytes further on.
pub fn moved(span: Span<Byte>, by: i64) -> Span<Byte> {
    let at = |b: Byte| Byte((i64::from(b.0) + by) as u32);
    Span::new(at(span.start), at(span.end))
}

fn common(a: impl Iterator<Item = u8>, b: impl Iterator<Item = u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

fn floor(a: &str, b: &str, mut at: usize, fits: impl Fn(&str, usize) -> bool) -> usize {
    while !(fits(a, at) && fits(b, at)) {
        at -= 1;
    }
    at
}

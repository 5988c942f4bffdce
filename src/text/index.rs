//! From bytes to code points and back.

use super::position::{Byte, CodePoint, Span};

/// Counts code points up to byte offsets that are asked for in rising order, in one pass.
#[derive(Clone, Debug)]
pub struct CodePointCursor<'t> {
    text: &'t str,
    byte: usize,
    count: usize,
}

impl<'t> CodePointCursor<'t> {
    /// A cursor at the start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, count: 0 }
    }

    /// A cursor at `byte`, a character's start before which `count` code points stand.
    pub fn starting(text: &'t str, byte: Byte, count: CodePoint) -> Self {
        Self { text, byte: byte.index(), count: count.index() }
    }

    /// The code point offset of `byte`. An offset inside a character counts as that character's
    /// start; one behind the end as the end; one before the last asked for starts over.
    pub fn at(&mut self, byte: Byte) -> CodePoint {
        let mut byte = byte.index().min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        self.count += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        CodePoint::from(self.count)
    }
}

/// Distance in bytes between two remembered places: what lies between is counted at each question.
const STEP: usize = 64;

/// Random access between bytes and code points: a remembered count every few words.
#[derive(Clone, Debug)]
pub struct TextIndex {
    /// Code points before byte `STEP * i` (rounded down to a character's start).
    marks: Vec<u32>,
    length: CodePoint,
}

impl TextIndex {
    /// Indexes `text`; every later call must be given the same text.
    pub fn new(text: &str) -> Self {
        let mut cursor = CodePointCursor::new(text);
        let marks = (0..=text.len() / STEP).map(|i| cursor.at(Byte::from(i * STEP)).0).collect();
        Self { marks, length: cursor.at(Byte::from(text.len())) }
    }

    /// Length of the text in code points.
    pub fn length(&self) -> CodePoint {
        self.length
    }

    /// Code point offset of `byte`, rounded down to a character's start, clamped to the end.
    pub fn code_point(&self, text: &str, byte: Byte) -> CodePoint {
        let byte = floor(text, byte.index().min(text.len()));
        let mark = byte / STEP;
        let from = floor(text, mark * STEP);
        CodePoint(self.marks[mark] + text[from..byte].chars().count() as u32)
    }

    /// Byte offset of a code point; `None` behind the end.
    pub fn byte(&self, text: &str, at: CodePoint) -> Option<Byte> {
        if at > self.length {
            return None;
        }
        let mark = self.marks.partition_point(|m| *m <= at.0) - 1;
        let from = floor(text, mark * STEP);
        let rest = (at.0 - self.marks[mark]) as usize;
        let offset = text[from..].char_indices().nth(rest).map_or(text.len(), |(i, _)| from + i);
        Some(Byte::from(offset))
    }

    /// The text between two code points; `None` when it reaches behind the end or is turned round.
    pub fn slice<'t>(&self, text: &'t str, span: Span<CodePoint>) -> Option<&'t str> {
        let (start, end) = (self.byte(text, span.start)?, self.byte(text, span.end)?);
        text.get(start.index()..end.index())
    }
}

fn floor(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "[aế😀\u{301}\\r\\n]{0,900}", times in 1usize..5) {
            let text = text.repeat(times);
            let index = TextIndex::new(&text);
            let mut cursor = CodePointCursor::new(&text);
            prop_assert_eq!(index.length().index(), text.chars().count());
            for (n, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.code_point(&text, Byte::from(byte)).index(), n);
                prop_assert_eq!(cursor.at(Byte::from(byte)).index(), n);
                prop_assert_eq!(index.byte(&text, CodePoint::from(n)), Some(Byte::from(byte)));
            }
            prop_assert_eq!(index.byte(&text, CodePoint(index.length().0 + 1)), None);
        }
    }
}

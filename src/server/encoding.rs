//! Positions at the door: lines and characters as the client counts them, bytes inside.

use memchr::memchr2;
use ropey::Rope;
use tower_lsp::ls_types::{Position, PositionEncodingKind, Range};

use crate::text::position::{Byte, Span};

/// What a `character` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 code units.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Unicode code points.
    Utf32,
}

impl Encoding {
    /// The first of the client's that we know; UTF-16 when it names none.
    pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        offered.unwrap_or_default().iter().find_map(Encoding::from_kind).unwrap_or_default()
    }

    fn from_kind(kind: &PositionEncodingKind) -> Option<Encoding> {
        match kind.as_str() {
            "utf-8" => Some(Encoding::Utf8),
            "utf-16" => Some(Encoding::Utf16),
            "utf-32" => Some(Encoding::Utf32),
            _ => None,
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The character (of the rope, in code points) at a position. A character past the end of its
    /// line counts as the line's end, a line past the last as the end of the text, and a position
    /// inside a character as that character's start.
    pub fn char_at(self, rope: &Rope, position: Position) -> usize {
        let line = position.line as usize;
        if line >= rope.len_lines() {
            return rope.len_chars();
        }
        let start = rope.line_to_char(line);
        let end = content_end(rope, line);
        let wanted = position.character as usize;
        let at = match self {
            Encoding::Utf32 => start.saturating_add(wanted),
            Encoding::Utf16 => {
                let unit = rope.char_to_utf16_cu(start).saturating_add(wanted);
                rope.utf16_cu_to_char(unit.min(rope.len_utf16_cu()))
            }
            Encoding::Utf8 => {
                let byte = rope.char_to_byte(start).saturating_add(wanted);
                rope.byte_to_char(byte.min(rope.len_bytes()))
            }
        };
        at.min(end)
    }

    /// The byte at a position, as [`Encoding::char_at`].
    pub fn byte_at(self, rope: &Rope, position: Position) -> Byte {
        Byte::from(rope.char_to_byte(self.char_at(rope, position)))
    }

    /// The position of a byte (inside a character: of its start; behind the end: of the end).
    pub fn position(self, rope: &Rope, byte: Byte) -> Position {
        let char = rope.byte_to_char(byte.index().min(rope.len_bytes()));
        let line = rope.char_to_line(char);
        let start = rope.line_to_char(line);
        let character = match self {
            Encoding::Utf32 => char - start,
            Encoding::Utf16 => rope.char_to_utf16_cu(char) - rope.char_to_utf16_cu(start),
            Encoding::Utf8 => rope.char_to_byte(char) - rope.char_to_byte(start),
        };
        Position::new(small(line), small(character))
    }

    /// The range of a span of bytes.
    pub fn range(self, rope: &Rope, span: Span<Byte>) -> Range {
        Range::new(self.position(rope, span.start), self.position(rope, span.end))
    }

    /// How many units of this encoding a span of bytes takes.
    pub fn length(self, rope: &Rope, span: Span<Byte>) -> u32 {
        let (start, end) = (rope.byte_to_char(span.start.index()), rope.byte_to_char(span.end.index()));
        small(match self {
            Encoding::Utf32 => end - start,
            Encoding::Utf16 => rope.char_to_utf16_cu(end) - rope.char_to_utf16_cu(start),
            Encoding::Utf8 => span.end.index() - span.start.index(),
        })
    }

    /// How many units of this encoding a text takes: counted by the bytes that begin a character, and those that
    /// begin one of two units.
    pub fn count(self, text: &str) -> u32 {
        let begins = |bytes: &[u8]| bytes.iter().filter(|b| **b & 0xc0 != 0x80).count();
        let pairs = |bytes: &[u8]| bytes.iter().filter(|b| **b >= 0xf0).count();
        let bytes = text.as_bytes();
        small(match self {
            Encoding::Utf8 => bytes.len(),
            Encoding::Utf16 => begins(bytes) + pairs(bytes),
            Encoding::Utf32 => begins(bytes),
        })
    }

    /// The byte at which a line's break begins, or the text's end.
    pub fn line_end(self, rope: &Rope, line: usize) -> Byte {
        Byte::from(rope.char_to_byte(content_end(rope, line)))
    }

    /// The span of bytes of a range; one that is turned round is turned back.
    pub fn span(self, rope: &Rope, range: Range) -> Span<Byte> {
        let (a, b) = (self.byte_at(rope, range.start), self.byte_at(rope, range.end));
        Span::new(a.min(b), a.max(b))
    }
}

/// Tells ranges that rise through a text, mostly by walking on from the one before.
pub struct Cursor<'t> {
    encoding: Encoding,
    rope: &'t Rope,
    /// The same as the rope.
    text: &'t str,
    at: usize,
    position: Position,
}

/// Farther off than this, in bytes, a position is looked up.
const FAR: usize = 1024;

impl<'t> Cursor<'t> {
    /// A cursor at the start of a text, which the rope holds too.
    pub fn new(encoding: Encoding, rope: &'t Rope, text: &'t str) -> Self {
        Self { encoding, rope, text, at: 0, position: Position::default() }
    }

    /// The range of a span of bytes.
    pub fn range(&mut self, span: Span<Byte>) -> Range {
        (self.at, self.position) = self.go(span.start);
        Range::new(self.position, self.go(span.end).1)
    }

    fn go(&self, byte: Byte) -> (usize, Position) {
        let to = byte.index().min(self.text.len());
        let way = self.text.get(self.at..to).filter(|way| way.len() <= FAR);
        let Some(way) = way else { return (to, self.encoding.position(self.rope, byte)) };
        let Position { mut line, mut character } = self.position;
        if memchr2(b'\n', b'\r', way.as_bytes()).is_none() {
            return (to, Position::new(line, character + self.encoding.count(way)));
        }
        for (i, c) in way.char_indices() {
            let breaks = match c {
                '\n' => true,
                '\r' => self.text.as_bytes().get(self.at + i + 1) != Some(&b'\n'),
                _ => false,
            };
            if breaks {
                (line, character) = (line + 1, 0);
            } else {
                character += match self.encoding {
                    Encoding::Utf8 => c.len_utf8() as u32,
                    Encoding::Utf16 => c.len_utf16() as u32,
                    Encoding::Utf32 => 1,
                };
            }
        }
        (to, Position::new(line, character))
    }
}

/// The character at which a line's break begins, or the text's end.
fn content_end(rope: &Rope, line: usize) -> usize {
    if line + 1 >= rope.len_lines() {
        return rope.len_chars();
    }
    let start = rope.line_to_char(line);
    let mut end = rope.line_to_char(line + 1);
    if end > start && rope.char(end - 1) == '\n' {
        end -= 1;
        if end > start && rope.char(end - 1) == '\r' {
            end -= 1;
        }
    } else if end > start && rope.char(end - 1) == '\r' {
        end -= 1;
    }
    end
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn clamps() {
        let rope = Rope::from_str("ế😀\r\nab\rc\n");
        for encoding in ALL {
            let at = |line, character| encoding.char_at(&rope, Position::new(line, character));
            assert_eq!(at(0, 99), 2);
            assert_eq!(at(0, u32::MAX), 2);
            assert_eq!(at(1, 99), 6);
            assert_eq!(at(2, 99), 8);
            assert_eq!((at(3, 99), at(9, 0), at(u32::MAX, 0)), (9, 9, 9));
        }
        // Inside the emoji: its start.
        assert_eq!(Encoding::Utf16.char_at(&rope, Position::new(0, 2)), 1);
        assert_eq!(Encoding::Utf8.char_at(&rope, Position::new(0, 5)), 1);
    }

    #[test]
    fn takes_the_clients_first() {
        let kinds =
            |names: &[&'static str]| names.iter().map(|n| PositionEncodingKind::new(n)).collect::<Vec<_>>();
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&kinds(&["x", "utf-32", "utf-8"]))), Encoding::Utf32);
        assert_eq!(Encoding::negotiate(Some(&kinds(&["utf-8", "utf-16"]))), Encoding::Utf8);
    }

    proptest! {
        #[test]
        fn there_and_back(text in "[aế😀\u{301}\\r\\n\u{a0}]{0,60}") {
            let rope = Rope::from_str(&text);
            for encoding in ALL {
                for (byte, c) in text.char_indices() {
                    // Between CR and LF there is no position.
                    if c == '\n' && text[..byte].ends_with('\r') {
                        continue;
                    }
                    let position = encoding.position(&rope, Byte::from(byte));
                    prop_assert_eq!(encoding.byte_at(&rope, position), Byte::from(byte));
                }
            }
        }
    }
}

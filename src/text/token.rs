//! Splits a paragraph into words, numbers and punctuation, each with its folded key, in one pass.
//! Shared with the build script, which splits the tables' names with this very code.

use super::letter::{Letter, letter};
use super::syllable::{Key, KeyBuilder};
use super::words::Words;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters (an apostrophe between letters included): `Hà`, `H'Drai`, `UBND`.
    Word,
    /// Digits, with `.` and `,` between digits: `33.662`, `1,5`, `2019`.
    Number,
    /// Any hyphen or dash.
    Hyphen,
    /// One character of anything else.
    Other,
}

/// What stands between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: the two touch.
    None,
    /// Spaces, tabs, no-break spaces, any number of them.
    Space,
    /// Spaces with one line break among them.
    Line,
}

/// One token of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Folded form.
    pub key: Key,
    /// First byte, counted from the start of the paragraph.
    pub start: u32,
    /// First byte behind.
    pub end: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// What stands before it.
    pub gap: Gap,
    /// Whether its first letter is upper case.
    pub capital: bool,
    /// Whether it has two letters or more and all are upper case.
    pub all_caps: bool,
}

impl Token {
    /// Whether it is a word that begins with a capital.
    #[inline]
    pub fn is_capital_word(&self) -> bool {
        self.capital
    }
    /// Whether it is a word.
    #[inline]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
    /// Whether it is exactly the character `c`.
    #[inline]
    pub fn is(&self, c: char) -> bool {
        self.key == Key::punctuation(c)
    }
}

const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '\u{2018}', '\u{2bc}'];
const HYPHENS: [char; 8] =
    ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}'];

/// Characters that are not there for a reader: soft hyphen, zero-width space and joiners, BOM.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Decodes the character at `at`. `text` is valid UTF-8 and `at` a boundary inside it.
#[inline(always)]
fn char_at(text: &str, at: usize) -> (char, usize) {
    let bytes = text.as_bytes();
    let first = bytes[at];
    if first < 0x80 {
        return (first as char, 1);
    }
    // `text` is UTF-8, so the bytes of the character are there.
    let continuation = |i: usize| u32::from(bytes[at + i] & 0x3f);
    let first = u32::from(first);
    let (code, size) = match first {
        0..0xe0 => ((first & 0x1f) << 6 | continuation(1), 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | continuation(1) << 6 | continuation(2), 3),
        _ => ((first & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3), 4),
    };
    (char::from_u32(code).unwrap_or('\u{fffd}'), size)
}

/// Splits `text` into `out` (which is cleared first).
///
/// A word ends where a lower-case letter is followed by an upper-case one (`phươngNâng`), and where
/// letters and digits meet, since neither happens inside a Vietnamese word.
pub fn tokenize(text: &str, out: &mut Vec<Token>) {
    out.clear();
    split(text, out, &mut Vec::new(), None::<&mut Words<()>>, |_| ());
}

/// Splits `text` behind what is in `out` already, with the words met before at hand, and for each token what `note`
/// says of how it is written (of numbers nothing: the default). Offsets count from the start of `text`.
pub fn tokenize_noting<N: Copy + Default>(
    text: &str,
    out: &mut Vec<Token>,
    notes: &mut Vec<N>,
    words: &mut Words<N>,
    note: impl Fn(&Token) -> N,
) {
    split(text, out, notes, Some(words), note);
}

#[inline(always)]
fn split<N: Copy + Default>(
    text: &str,
    out: &mut Vec<Token>,
    notes: &mut Vec<N>,
    mut words: Option<&mut Words<N>>,
    note: impl Fn(&Token) -> N,
) {
    let length = text.len();
    let mut at = 0;
    let mut gap = Gap::None;
    let bytes = text.as_bytes();
    while at < length {
        let byte = bytes[at];
        if byte == b' ' {
            if gap == Gap::None {
                gap = Gap::Space;
            }
            at += 1;
            continue;
        }
        if let Some(words) = words.as_deref_mut() {
            if let Some(end) = words.word(text, at, gap, (out, notes), &note) {
                at = end;
                gap = Gap::None;
                continue;
            }
            if byte.is_ascii_punctuation() {
                let token = mark(at, 1, char::from(byte), gap);
                notes.push(words.mark(byte, || note(&token)));
                out.push(token);
                at += 1;
                gap = Gap::None;
                continue;
            }
        }
        let (c, size) = char_at(text, at);
        if letter(c as u32).is_letter() {
            let (token, end) = word(text, at, gap);
            out.push(token);
            at = end;
        } else if c.is_ascii_digit() {
            at = number(text, at, gap, out);
            notes.push(N::default());
            gap = Gap::None;
            continue;
        } else if c == '\n' || c == '\r' {
            gap = Gap::Line;
            at += size;
            continue;
        } else if c == ' ' || c == '\u{a0}' || c.is_whitespace() {
            if gap == Gap::None {
                gap = Gap::Space;
            }
            at += size;
            continue;
        } else if is_ignorable(c) {
            at += size;
            continue;
        } else {
            out.push(mark(at, size, c, gap));
            at += size;
        }
        notes.extend(out.last().map(&note));
        gap = Gap::None;
    }
}

/// The token of a character that is no letter and no digit.
#[inline(always)]
fn mark(at: usize, size: usize, c: char, gap: Gap) -> Token {
    let hyphen = HYPHENS.contains(&c);
    Token {
        key: if hyphen { Key::HYPHEN } else { Key::punctuation(c) },
        start: at as u32,
        end: (at + size) as u32,
        kind: if hyphen { TokenKind::Hyphen } else { TokenKind::Other },
        gap,
        capital: false,
        all_caps: false,
    }
}

/// The letter at `at`, where it is one of the two- and three-byte ranges that hold Vietnamese, or ASCII;
/// with its size in bytes. `Letter::NONE` for anything else, letter or not.
#[inline(always)]
fn common_letter(bytes: &[u8], at: usize) -> (Letter, usize) {
    let first = bytes[at];
    if first < 0x80 {
        return (letter(u32::from(first)), 1);
    }
    let second = u32::from(bytes.get(at + 1).copied().unwrap_or(0) & 0x3f);
    match first {
        // U+00C0 to U+01FF
        0xc3..=0xc7 => (letter((u32::from(first) & 0x1f) << 6 | second), 2),
        // U+1E80 to U+1EFF
        0xe1 if second >= 0x3a => {
            let third = u32::from(bytes.get(at + 2).copied().unwrap_or(0) & 0x3f);
            (letter(0x1000 | second << 6 | third), 3)
        }
        _ => (Letter::NONE, 1),
    }
}

/// The word that starts at a byte, and its end.
#[inline]
pub(super) fn word(text: &str, start: usize, gap: Gap) -> (Token, usize) {
    let bytes = text.as_bytes();
    let mut builder = KeyBuilder::default();
    let mut at = start;
    let mut end = start;
    let mut uppers = 0;
    let mut capital = false;
    let mut lower_before = false;
    while at < bytes.len() {
        let (l, size) = common_letter(bytes, at);
        if l.is_letter() {
            if l.is_upper() {
                if lower_before {
                    break;
                }
                uppers += 1;
                capital |= builder.is_empty();
            } else {
                lower_before = true;
            }
            builder.push_letter(l);
            at += size;
            end = at;
            continue;
        }
        // The usual end of a word.
        if bytes[at] < 0x80 && bytes[at] != b'\'' {
            break;
        }
        let (c, size) = char_at(text, at);
        let l = letter(c as u32);
        if l.is_letter() {
            if l.is_upper() && lower_before {
                break;
            }
            uppers += u32::from(l.is_upper());
            capital |= l.is_upper() && builder.is_empty();
            lower_before |= !l.is_upper();
            builder.push(l);
        } else if l.is_mark() {
            builder.push(l);
        } else if APOSTROPHES.contains(&c) && joins_letters(text, at + size) {
            // An elision (H'Lan, d'Ivoire): the apostrophe is folded away, and a capital may follow.
            lower_before = false;
            at += size;
            continue;
        } else if is_ignorable(c) && joins_letters(text, at + size) {
            at += size;
            continue;
        } else {
            break;
        }
        at += size;
        end = at;
    }
    let token = Token {
        key: builder.finish(),
        start: start as u32,
        end: end as u32,
        kind: TokenKind::Word,
        gap,
        capital,
        all_caps: uppers >= 2 && uppers == builder.len(),
    };
    (token, end)
}

fn joins_letters(text: &str, at: usize) -> bool {
    at < text.len() && letter(char_at(text, at).0 as u32).is_letter()
}

fn number(text: &str, start: usize, gap: Gap, out: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut value = Some(0u32);
    while at < bytes.len() {
        let b = bytes[at];
        if b.is_ascii_digit() {
            value = value
                .and_then(|v| v.checked_mul(10))
                .and_then(|v| v.checked_add(u32::from(b - b'0')))
                .filter(|v| *v < u32::MAX);
        } else if (b == b'.' || b == b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            value = None;
        } else {
            break;
        }
        at += 1;
    }
    out.push(Token {
        key: Key::number(value),
        start: start as u32,
        end: at as u32,
        kind: TokenKind::Number,
        gap,
        capital: false,
        all_caps: false,
    });
    at
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, &mut out);
        out.iter().map(|t| &text[t.start as usize..t.end as usize]).collect()
    }

    #[test]
    fn splits_as_a_reader_does() {
        assert_eq!(words("TP.HCM, Q1"), ["TP", ".", "HCM", ",", "Q", "1"]);
        assert_eq!(words("33.662 tỉ đồng."), ["33.662", "tỉ", "đồng", "."]);
        assert_eq!(words("xã mớiNâng tầm"), ["xã", "mới", "Nâng", "tầm"]);
        assert_eq!(words("Ia H’Drai – Kon\u{a0} Tum"), ["Ia", "H’Drai", "–", "Kon", "Tum"]);
        assert_eq!(words("KH&ĐT"), ["KH", "&", "ĐT"]);
        assert_eq!(words("500.000đ/kg"), ["500.000", "đ", "/", "kg"]);
        assert_eq!(words("e\u{301}\u{323}a"), ["e\u{301}\u{323}a"]);
        assert_eq!(words("cu\u{ad}ba"), ["cu\u{ad}ba"]);
        assert_eq!(words("‘Hà’"), ["‘", "Hà", "’"]);
    }

    #[test]
    fn gaps_tell_lines_from_spaces() {
        let mut out = Vec::new();
        tokenize("a  b\r\n c.", &mut out);
        let gaps: Vec<_> = out.iter().map(|t| t.gap).collect();
        assert_eq!(gaps, [Gap::None, Gap::Space, Gap::Line, Gap::None]);
    }

    proptest! {
        #[test]
        fn any_text_is_covered_in_order(text in "\\PC*|.{0,40}|[a-zA-Zàáếộ '\\-0-9.,\\n\u{300}\u{301}\u{a0}]{0,60}") {
            let mut out = Vec::new();
            tokenize(&text, &mut out);
            let (mut words, mut again, mut notes) = (Words::default(), Vec::new(), Vec::new());
            for _ in 0..2 {
                again.clear();
                notes.clear();
                tokenize_noting(&text, &mut again, &mut notes, &mut words, |token| token.key);
                prop_assert_eq!(&out, &again);
                let keys = out.iter().map(|t| if t.kind == TokenKind::Number { Key::default() } else { t.key });
                prop_assert!(keys.eq(notes.iter().copied()));
            }
            let mut last = 0;
            for t in &out {
                prop_assert!(t.start as usize >= last && t.end > t.start);
                prop_assert!(text.is_char_boundary(t.start as usize) && text.is_char_boundary(t.end as usize));
                let between = &text[last..t.start as usize];
                prop_assert!(between.chars().all(|c| c.is_whitespace() || is_ignorable(c)
                    || letter(c as u32).is_mark() || APOSTROPHES.contains(&c)), "{between:?}");
                last = t.end as usize;
            }
        }
    }
}

//! A fast look at the ends of a span, right for nearly all: where both stand between a word and what parts words, no
//! rule about ends has anything to say.

use std::ops::Range;

/// Whether a span begins and ends with a word, at an end of that word, within one line.
pub fn are_plain(text: &str, span: Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let (Some(before), Some(inside), Some(behind)) =
        (bytes.get(..span.start), text.get(span.clone()), bytes.get(span.end..))
    else {
        return false;
    };
    let begins = matches!(before.last(), None | Some(b' ' | b'\n' | b'(' | b'"'));
    let ends = match behind {
        [] | [b' ' | b'\n' | b'\r' | b')' | b'"' | b';' | b':', ..] => true,
        [b'.' | b',', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_digit),
        _ => false,
    };
    let is_word = |c: Option<char>| c.is_some_and(is_word);
    begins
        && ends
        && is_word(inside.chars().next())
        && is_word(inside.chars().next_back())
        && memchr::memchr2(b'\n', b'\r', inside.as_bytes()).is_none()
}

/// Latin letters in one piece, and digits.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, 'À'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

//! Numbers of a line that no number of the machine holds (`12345678901234567890123`, `1.50`, `1e400`). What was added to a
//! line is kept as it is written: in a tree such a number stands as a string behind a mark, and is written as the number.

use std::borrow::Cow;

use serde_json::Value;

use super::Object;

/// Marks the text of a number. Unicode will never give this code point a meaning.
const MARK: char = '\u{fdd0}';
/// The mark as JSON can spell it.
const ESCAPED: &[u8] = br"\ufdd0";

/// Reads a line as JSON.
pub fn read(line: &str) -> serde_json::Result<Value> {
    serde_json::from_str(&marked(line))
}

/// Reads a line that is known to be an object.
pub fn object(line: &str) -> Object {
    serde_json::from_str(&marked(line)).unwrap_or_default()
}

/// The number that a string of a tree stands for.
pub fn number(text: &str) -> Option<&str> {
    text.strip_prefix(MARK).filter(|number| is_number(number))
}

/// The JSON of a value, with its numbers as they stood.
pub fn json(value: &Value) -> String {
    let text = value.to_string();
    let marked = ['"', MARK].iter().collect::<String>();
    let mut parts = text.split(marked.as_str());
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('"').filter(|(number, _)| is_number(number)) {
            Some((number, rest)) => out.extend([number, rest]),
            None => out.extend([marked.as_str(), part]),
        }
    }
    out
}

/// A line with a string for each number that would be written in another way than it stands there. Where the mark is
/// used for something else, numbers are what JSON makes of them.
fn marked(line: &str) -> Cow<'_, str> {
    let bytes = line.as_bytes();
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at),
            b'-' | b'0'..=b'9' => {
                let is_part = |b: &u8| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
                let end = bytes[at..].iter().position(|b| !is_part(b)).map_or(bytes.len(), |i| at + i);
                let number = &line[at..end];
                if is_number(number) && !is_kept(number) {
                    out += &line[done..at];
                    out.extend(['"', MARK]);
                    out += number;
                    out.push('"');
                    done = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    let is_taken =
        || line.contains(MARK) || bytes.windows(ESCAPED.len()).any(|w| w.eq_ignore_ascii_case(ESCAPED));
    if done == 0 || is_taken() {
        return Cow::Borrowed(line);
    }
    out += &line[done..];
    Cow::Owned(out)
}

/// Behind the string that begins at a byte.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// Whether a number is written as it stands once it has been read.
fn is_kept(number: &str) -> bool {
    // Figures alone, as nearly all are.
    let short = number.len() < 16 && number.bytes().all(|b| b.is_ascii_digit());
    short && !(number.len() > 1 && number.starts_with('0'))
        || serde_json::from_str::<serde_json::Number>(number).is_ok_and(|n| n.to_string() == number)
}

/// Whether a text is a number of JSON.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sidecar::canonical;

    #[test]
    fn numbers_are_written_as_they_stand() {
        let line = r#"{"a":12345678901234567890123,"b":[-0,1.50,1E5,1e400,0.12345678901234567890,7,-3,1.5],"c":"1.50 \" 1e400","d":{"1.50":2.0}}"#;
        assert_eq!(canonical::line(&object(line)), line);
        assert_eq!(json(&object(line).into()), line);
        assert_eq!(object(line)["b"][5], 7);
        for broken in [r#"{"a":01.50}"#, r#"{"a":1.}"#, r#"{"a":1.50.2}"#, r#"{"a":--1}"#, r#"{"a":1.50"}"#] {
            assert!(read(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn the_mark_is_no_number() {
        let line = "{\"a\":\"\u{fdd0}12.50\",\"b\":\"\\\\\"}";
        assert_eq!(object(line)["b"], "\\");
        assert!(canonical::line(&object(line)).starts_with("{\"a\":"));
    }

    proptest::proptest! {
        #[test]
        fn what_is_no_json_stays_so(line in r#"[\[\]{}",:\\0-9eE.+\- -]{0,30}"#) {
            let plain: serde_json::Result<Value> = serde_json::from_str(&line);
            let range = plain.as_ref().is_err_and(|e| e.to_string().starts_with("number out of range"));
            proptest::prop_assert!(read(&line).is_ok() == plain.is_ok() || range);
        }
    }
}

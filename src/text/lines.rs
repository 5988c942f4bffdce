//! Line breaks as LSP has them: LF, CRLF and a lone CR, and nothing else.

use memchr::memchr2;

/// Byte offsets at which the lines of `text` start; the first is 0.
pub fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    let mut at = 0;
    while let Some(i) = memchr2(b'\n', b'\r', &bytes[at..]) {
        at += i + 1;
        if bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        starts.push(at);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn three_kinds_of_break_and_no_other() {
        assert_eq!(line_starts("a\nb\r\nc\rd\u{2028}e\u{85}\u{b}\u{c}"), [0, 2, 5, 7]);
    }

    proptest! {
        /// Guards the features ropey is built with: another crate that switches its defaults on
        /// would make it break lines at U+2028 and its like, and every position would be wrong.
        #[test]
        fn ropey_breaks_lines_where_we_do(text in "[ab\\r\\n\u{2028}\u{2029}\u{85}\u{b}\u{c}ế]{0,40}") {
            let rope = ropey::Rope::from_str(&text);
            let ours = line_starts(&text);
            prop_assert_eq!(rope.len_lines(), ours.len());
            for (i, start) in ours.iter().enumerate() {
                prop_assert_eq!(rope.line_to_byte(i), *start);
            }
        }
    }
}

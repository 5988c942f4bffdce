//! Cuts an article into paragraphs. A line end closes a paragraph, unless the text is wrapped by hand:
//! then the lines of a paragraph hang together, so that a name broken over a line end stays whole.

use std::ops::Range;

/// Lines that are wrapped by hand have at most this many bytes: longer ones are whole paragraphs.
const LONGEST_WRAPPED: usize = 150;

/// A line at least this long may go on in one that begins with a capital: shorter ones are headings.
const SHORTEST_WRAPPED: usize = 56;

/// A line at least this long may go on in one that begins with a small letter, as no sentence does.
const SHORTEST_BEFORE_SMALL: usize = 20;

/// The ends of blank lines.
const BLANK: [&[u8]; 3] = [b"\n\n", b"\n\r\n", b"\r\r"];

/// Byte ranges of the paragraphs of `text`, in order, without the line breaks behind them.
/// Blank lines belong to none.
pub fn paragraphs(text: &str) -> Paragraphs<'_> {
    Paragraphs { text, at: 0 }
}

/// The same from `start` on, where a paragraph begins or a blank line before one: what stands before tells
/// nothing of what follows.
pub fn paragraphs_from(text: &str, start: usize) -> Paragraphs<'_> {
    Paragraphs { text, at: start }
}

/// A byte behind a blank line that stands not too far behind `at`: a paragraph begins there or further on.
pub fn blank_line_behind(text: &str, at: usize) -> Option<usize> {
    const REACH: usize = 1 << 16;
    let bytes = text.as_bytes();
    let near = bytes.get(at..bytes.len().min(at + REACH))?;
    BLANK.iter().filter_map(|blank| Some(at + memchr::memmem::find(near, blank)? + blank.len())).min()
}

/// The paragraph that holds a byte. Looked for from the last blank line before it on, behind which a paragraph begins.
pub fn paragraph_at(text: &str, byte: usize) -> Option<Range<usize>> {
    let before = text.as_bytes().get(..byte)?;
    let blank = BLANK.iter();
    let start = blank.filter_map(|b| Some(memchr::memmem::rfind(before, b)? + b.len())).max().unwrap_or(0);
    paragraphs_from(text, start).take_while(|range| range.start <= byte).find(|range| range.contains(&byte))
}

/// Iterator of [`paragraphs`].
#[derive(Clone, Debug)]
pub struct Paragraphs<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Paragraphs<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        loop {
            if self.at >= bytes.len() {
                return None;
            }
            let start = self.at;
            let (mut end, mut next) = line(bytes, start);
            self.at = next;
            if self.text[start..end].trim().is_empty() {
                continue;
            }
            let mut line_start = start;
            while next < bytes.len() && end - line_start <= LONGEST_WRAPPED {
                let (end2, next2) = line(bytes, next);
                if !continues(&self.text[line_start..end], &self.text[next..end2]) {
                    break;
                }
                line_start = next;
                (end, next) = (end2, next2);
                self.at = next;
            }
            return Some(start..end);
        }
    }
}

/// End of the line that starts at `start` (without its break), and the start of the next one.
fn line(bytes: &[u8], start: usize) -> (usize, usize) {
    match memchr::memchr2(b'\n', b'\r', &bytes[start..]) {
        None => (bytes.len(), bytes.len()),
        Some(i) => {
            let end = start + i;
            let crlf = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
            (end, end + if crlf { 2 } else { 1 })
        }
    }
}

/// Whether `next` goes on with the sentence that `line` has not finished.
fn continues(line: &str, next: &str) -> bool {
    let closed = line.trim_end().ends_with(['.', '!', '?', ':', ';', '…', '"', '”', '»']);
    if closed || next.len() > LONGEST_WRAPPED {
        return false;
    }
    next.chars().next().is_some_and(|c| {
        line.len() >= SHORTEST_WRAPPED && c.is_alphanumeric()
            || line.len() >= SHORTEST_BEFORE_SMALL
                && (c.is_lowercase() || c.is_uppercase() && breaks_name(line))
    })
}

/// Whether a line ends in the first word of a name, behind a small word that asks for more than one: "… tỉnh Quảng".
fn breaks_name(line: &str) -> bool {
    const BEFORE: [&str; 7] = ["tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn"];
    let mut words = line.split_ascii_whitespace().rev();
    words
        .next()
        .is_some_and(|last| last.starts_with(char::is_uppercase) && last.chars().all(char::is_alphabetic))
        && words.next().is_some_and(|before| BEFORE.contains(&before))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text).map(|r| &text[r]).collect()
    }

    proptest::proptest! {
        #[test]
        fn a_byte_is_in_the_paragraph_that_holds_it(text in "([a-zếA-Z.]{0,70}( |\\n|\\r\\n|\\r|\\n\\n)){0,12}") {
            let all: Vec<Range<usize>> = paragraphs(&text).collect();
            for byte in 0..=text.len() {
                let holds = all.iter().find(|r| r.contains(&byte)).cloned();
                proptest::prop_assert_eq!(paragraph_at(&text, byte), holds);
            }
        }
    }

    #[test]
    fn each_line_is_a_paragraph() {
        assert_eq!(cut("một\n\nhai\r\nba\r"), ["một", "hai", "ba"]);
        assert_eq!(cut(""), Vec::<&str>::new());
        assert_eq!(cut("\n \n"), Vec::<&str>::new());
    }

    #[test]
    fn wrapped_lines_hang_together() {
        let a = "Sáng nay tại hội trường lớn của nhà văn hóa trung tâm thuộc tỉnh Quảng";
        let text = format!("{a}\nNam, nhiều người dân đã đến dự.\nKết thúc");
        assert_eq!(cut("Lễ hội mở màn ở bờ sông\nSáng nay"), ["Lễ hội mở màn ở bờ sông", "Sáng nay"]);
        assert_eq!(cut("tổng vốn đầu tư là 4.872\ntỷ đồng").len(), 1);
        assert_eq!(cut("Bão đổ bộ vào địa phận tỉnh Quảng\nNam rạng sáng nay").len(), 1);
        assert_eq!(cut("Bão đổ bộ vào Huế\nSáng nay").len(), 2);
        assert_eq!(cut(&text), [&format!("{a}\nNam, nhiều người dân đã đến dự."), "Kết thúc"]);
    }
}

//! A text as the row of characters that a reader sees, each with a key that is the same for all its
//! spellings: `é` as one code point or two, a line break as LF, CRLF or CR. Quotes are compared and
//! texts are diffed over these, so that neither NFD nor autocrlf counts as a change.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::GraphemeCursor;

use crate::text::position::{CodePoint, Span};

/// Key of a line break.
pub const BREAK: u32 = '\n' as u32;

/// Key of a space.
pub const SPACE: u32 = ' ' as u32;

const BOM: char = '\u{feff}';

/// Whether a key is white space.
pub fn is_blank(key: u32) -> bool {
    char::from_u32(key).is_some_and(char::is_whitespace)
}

/// Keys of characters that are made of several code points in NFC too; shared by texts that are compared.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    clusters: HashMap<String, u32>,
}

/// A text as cells.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// What each cell is.
    pub keys: Vec<u32>,
    /// Code point at which each starts; one more than there are cells, the last being the length.
    starts: Vec<u32>,
}

impl Cells {
    /// Cuts a text into cells.
    pub fn new(text: &str, keys: &mut Keys) -> Cells {
        let mut cells =
            Cells { keys: Vec::with_capacity(text.len()), starts: Vec::with_capacity(text.len() + 1) };
        // A byte order mark at the beginning says nothing.
        let bom = text.chars().next().filter(|c| *c == BOM);
        let (mut at, mut count) = (bom.map_or(0, char::len_utf8), bom.map_or(0, |_| 1));
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            let after = text[next..].chars().next();
            cells.starts.push(count);
            if is_plain(c) && after.is_none_or(is_plain) {
                cells.keys.push(u32::from(c));
                (at, count) = (next, count + 1);
                continue;
            }
            let mut cursor = GraphemeCursor::new(at, text.len(), true);
            let end = cursor.next_boundary(text, 0).ok().flatten().unwrap_or(next).max(next);
            cells.keys.push(keys.of(&text[at..end]));
            count += text[at..end].chars().count() as u32;
            at = end;
        }
        cells.starts.push(count);
        cells
    }

    /// The same without some ranges of cells, which are in order; positions stay those of the whole text.
    pub fn without(&self, ranges: &[Range<usize>]) -> Cells {
        let mut out = Cells::default();
        let mut at = 0;
        for range in ranges.iter().cloned().chain(std::iter::once(self.len()..self.len())) {
            out.keys.extend_from_slice(&self.keys[at..range.start]);
            out.starts.extend_from_slice(&self.starts[at..range.start]);
            at = range.end;
        }
        out.starts.extend(self.starts.last());
        out
    }

    /// The same with the white space of another text, whose keys are `from`, in some places of its own. Each pair
    /// names the other's and its own; both are in order.
    pub fn with_gaps(self, from: &[u32], gaps: &[(Range<usize>, Range<usize>)]) -> Cells {
        let mut out =
            Cells { keys: Vec::with_capacity(self.len()), starts: Vec::with_capacity(self.starts.len()) };
        let mut at = 0;
        for (theirs, ours) in gaps {
            out.keys.extend_from_slice(&self.keys[at..ours.start]);
            out.starts.extend_from_slice(&self.starts[at..ours.start]);
            // Those that are more than it has stand at its end.
            out.keys.extend_from_slice(&from[theirs.clone()]);
            out.starts.extend((0..theirs.len()).map(|i| self.starts[(ours.start + i).min(ours.end)]));
            at = ours.end;
        }
        out.keys.extend_from_slice(&self.keys[at..]);
        out.starts.extend_from_slice(&self.starts[at..]);
        out
    }

    /// The same with one cell for any run of white space: a break where one is in it, else a space.
    pub fn collapsed(self) -> Cells {
        let mut out = Cells { keys: Vec::with_capacity(self.len()), starts: Vec::new() };
        let mut in_gap = false;
        for (key, start) in self.keys.iter().zip(&self.starts) {
            match out.keys.last_mut().filter(|_| in_gap && is_blank(*key)) {
                Some(gap) if *key == BREAK => *gap = BREAK,
                Some(_) => {}
                None => {
                    let blank = is_blank(*key) && *key != BREAK;
                    out.keys.push(if blank { SPACE } else { *key });
                    out.starts.push(*start);
                }
            }
            in_gap = is_blank(*key);
        }
        out.starts.extend(self.starts.last());
        out
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The code points of a range of cells.
    pub fn span(&self, start: usize, end: usize) -> Span<CodePoint> {
        Span::new(self.code_point(start), self.code_point(end))
    }

    /// The code point at which a cell starts.
    pub fn code_point(&self, cell: usize) -> CodePoint {
        CodePoint(self.starts.get(cell).or(self.starts.last()).copied().unwrap_or(0))
    }

    /// The cell that a code point starts, or lies in; `None` behind the end.
    pub fn cell(&self, at: CodePoint) -> Option<usize> {
        let behind = (at.0 <= *self.starts.last()?).then(|| self.starts.partition_point(|s| *s <= at.0))?;
        Some(behind.saturating_sub(1))
    }

    /// The first cell that starts at a code point or behind it; `None` behind the end.
    pub fn cell_after(&self, at: CodePoint) -> Option<usize> {
        (at.0 <= *self.starts.last()?).then(|| self.starts.partition_point(|s| *s < at.0))
    }
}

impl Keys {
    fn of(&mut self, cluster: &str) -> u32 {
        if matches!(cluster, "\r\n" | "\r") {
            return BREAK;
        }
        let mut composed = cluster.nfc();
        if let (Some(c), None) = (composed.next(), composed.next()) {
            return u32::from(c);
        }
        let next = u32::from(char::MAX) + 1 + self.clusters.len() as u32;
        *self.clusters.entry(cluster.nfc().collect()).or_insert(next)
    }
}

/// Keys with a space for each white space.
pub fn softened(keys: &[u32]) -> Vec<u32> {
    keys.iter().map(|key| if is_blank(*key) { SPACE } else { *key }).collect()
}

/// Where a part stands in a row of keys.
pub fn occurrences<'a>(text: &'a [u32], part: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
    let first = part.first().copied();
    (0..(text.len() + 1).saturating_sub(part.len().max(1)))
        .filter(move |i| Some(text[*i]) == first && text[*i..].starts_with(part))
}

/// Characters between which there is always a boundary, and which are in NFC by themselves.
fn is_plain(c: char) -> bool {
    matches!(c, '\n' | ' '..='\u{2ff}' | '\u{1ea0}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    proptest! {
        #[test]
        fn cells_are_graphemes(text in "[aế\u{301}\u{302}\u{323}😀\u{200d}\u{fe0f}🇻🇳\u{a9}\u{ad}\\r\\n ềa\u{1100}\u{1161}]{0,60}") {
            let cells = Cells::new(&text, &mut Keys::default());
            let expected: Vec<u32> = text.graphemes(true).scan(0, |at, g| {
                let start = *at;
                *at += g.chars().count() as u32;
                Some(start)
            }).chain([text.chars().count() as u32]).collect();
            prop_assert_eq!(&cells.starts, &expected);
            let mut keys = Keys::default();
            let nfc: String = text.nfc().collect();
            let nfd: String = text.nfd().collect();
            prop_assert_eq!(Cells::new(&nfc, &mut keys).keys, Cells::new(&nfd, &mut keys).keys);
        }
    }
}

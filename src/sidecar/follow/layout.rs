//! White space is no change: what stands in a text that was wrapped, joined or indented anew is compared as if it
//! stood in the lines that it stood in before.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Interner, Token};

use super::Hunk;
use super::compare::{is_word, lines_compared};
use crate::sidecar::cells::{BREAK, Cells, is_blank};

/// So many words and signs on either side of white space show that it is the same place in both texts.
const SHOWN: usize = 3;

/// The cells of a new text with the old one's white space wherever the same words stand around some in both. Positions
/// stay the new text's.
pub fn laid_out_as(old: &Cells, new: Cells) -> Cells {
    let mut gaps = Vec::new();
    for hunk in hunks(&old.keys, &new.keys) {
        same_gaps(&old.keys, &new.keys, &hunk, &mut gaps);
    }
    if gaps.is_empty() { new } else { new.with_gaps(&old.keys, &gaps) }
}

/// The lines that differ. Blank lines are all alike, so that they hold nothing apart.
fn hunks(old: &[u32], new: &[u32]) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::new();
    for hunk in lines_compared(old, new) {
        match out.last_mut() {
            Some(last) if old[last.old.end..hunk.old.start].iter().all(|k| *k == BREAK) => {
                (last.old.end, last.new.end) = (hunk.old.end, hunk.new.end);
            }
            _ => out.push(hunk),
        }
    }
    out.retain(|h| !h.old.is_empty() && !h.new.is_empty());
    out
}

/// Words, and each sign between them.
fn tokens<'k>(
    keys: &'k [u32],
    range: Range<usize>,
    interner: &mut Interner<&'k [u32]>,
) -> (Vec<Range<usize>>, Vec<Token>) {
    let mut at = range.start;
    let (mut ranges, mut out) = (Vec::new(), Vec::new());
    for token in keys[range].chunk_by(|a, b| is_word(*a) && is_word(*b)) {
        if !token.iter().copied().all(is_blank) {
            ranges.push(at..at + token.len());
            out.push(interner.intern(token));
        }
        at += token.len();
    }
    (ranges, out)
}

/// The white space of a hunk that stands between the same words in both texts and is another, as ranges of both.
fn same_gaps(old: &[u32], new: &[u32], hunk: &Hunk, out: &mut Vec<(Range<usize>, Range<usize>)>) {
    let mut interner = Interner::new(0);
    let (was, before) = tokens(old, hunk.old.clone(), &mut interner);
    let (is, after) = tokens(new, hunk.new.clone(), &mut interner);
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &before, &after, interner.num_tokens());
    let end = (was.len(), is.len());
    let mut at = (0, 0);
    let others = diff.hunks().map(|h| {
        ((h.before.start as usize, h.after.start as usize), (h.before.end as usize, h.after.end as usize))
    });
    for (stop, next) in others.chain([(end, end)]) {
        let length = stop.0 - at.0;
        let (first, last) = (at == (0, 0), stop == end);
        let gap = |all: &[Range<usize>], i: usize, whole: &Range<usize>| {
            all[i].end..all.get(i + 1).map_or(whole.end, |t| t.start)
        };
        for i in 0..length {
            let is_end = i + 1 == length;
            if (is_end && !last) || !(first || i + 1 >= SHOWN) || !(last || length - i > SHOWN) {
                continue;
            }
            let (o, n) = (gap(&was, at.0 + i, &hunk.old), gap(&is, at.1 + i, &hunk.new));
            // Where there was none, or is none now, words have grown together or were taken apart.
            if !o.is_empty() && !n.is_empty() && old[o.clone()] != new[n.clone()] {
                out.push((o, n));
            }
        }
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sidecar::cells::Keys;

    #[test]
    fn old_lines_and_new_positions() {
        let old = "Chợ họp sớm, khách rất đông.\nHọ mua mận.  Rồi về Lào.\n\nTrời mưa.\n";
        let new = "Chợ họp sớm,\nkhách rất đông. Họ mua mận. Rồi\u{a0}về Lào. Hôm sau nắng.\nTrời mưa.\n";
        let mut keys = Keys::default();
        let (old, plain) = (Cells::new(old, &mut keys), Cells::new(new, &mut keys));
        let laid = laid_out_as(&old, plain.clone());
        let text: String = laid.keys.iter().filter_map(|k| char::from_u32(*k)).collect();
        assert_eq!(text, "Chợ họp sớm, khách rất đông.\nHọ mua mận.  Rồi về Lào. Hôm sau nắng.\nTrời mưa.\n");
        let at = |cells: &Cells, word: &str| {
            let word: Vec<u32> = word.chars().map(u32::from).collect();
            let cell = cells.keys.windows(word.len()).position(|w| w == word).expect("it is there");
            cells.span(cell, cell + word.len())
        };
        for word in ["khách", "Họ", "mận.", "Rồi", "Lào", "nắng", "Trời"] {
            assert_eq!(at(&laid, word), at(&plain, word), "{word}");
        }
    }
}

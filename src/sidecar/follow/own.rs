//! What tells a line from all others: the words that stand in no other line of its text. That two lines share the words
//! of a pattern (`Xã … nhận … tỷ đồng`) does not show that one is the other, edited.

use std::cell::OnceCell;
use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use super::FIRM;
use super::compare::is_word;
use super::lines::lines;
use crate::sidecar::cells::occurrences;

/// Whether a new line is an old one that was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// More of what was the old line's alone is in it than is not, and than came to it.
    Sure,
    /// As much of it speaks for that as against it.
    Doubtful,
    /// Nothing shows it.
    None,
}

/// In how many lines of the old text and of the new one each word stands.
pub struct Own<'k> {
    texts: (&'k [u32], &'k [u32]),
    counts: OnceCell<FxHashMap<&'k [u32], [u32; 2]>>,
}

impl<'k> Own<'k> {
    pub fn new(texts: (&'k [u32], &'k [u32])) -> Self {
        Self { texts, counts: OnceCell::new() }
    }

    /// What holds a line of the old text and one of the new together.
    pub fn bond(&self, old: &[u32], new: &[u32]) -> Bond {
        let counts = self.counts.get_or_init(|| count(self.texts));
        let own = |line, side: usize| -> FxHashSet<&[u32]> {
            words(line).filter(|word| counts.get(word).is_none_or(|n| n[side] <= 1)).collect()
        };
        let (was, is) = (own(old, 0), own(new, 1));
        let kept = was.intersection(&is).count();
        let lost = was.iter().filter(|word| !is.contains(*word)).count();
        let came = is.len() - kept;
        match kept.cmp(&lost.max(came)) {
            Ordering::Greater => Bond::Sure,
            _ if self.has_all(old, new) => Bond::Sure,
            Ordering::Equal => Bond::Doubtful,
            Ordering::Less => Bond::None,
        }
    }

    /// Whether one of two lines is all in the other, but for signs at its ends, and stands nowhere else in either text:
    /// something was put before it or behind it, or was cut away there.
    fn has_all(&self, old: &[u32], new: &[u32]) -> bool {
        let part = if old.len() <= new.len() { trimmed(old) } else { trimmed(new) };
        let whole = if old.len() <= new.len() { new } else { old };
        let stands = |text: &[u32]| occurrences(text, part).take(2).count();
        part.len() >= FIRM
            && stands(whole) == 1
            && is_apart(whole, part)
            && stands(self.texts.0) == 1
            && stands(self.texts.1) == 1
    }
}

/// Whether a part of a line begins and ends with words of its own there.
fn is_apart(line: &[u32], part: &[u32]) -> bool {
    let ends = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| line.get(at));
        !(before.is_some_and(|key| is_word(*key)) && line.get(at).is_some_and(|key| is_word(*key)))
    };
    occurrences(line, part).any(|at| ends(at) && ends(at + part.len()))
}

/// A line without white space and signs at its ends.
fn trimmed(line: &[u32]) -> &[u32] {
    let first = line.iter().position(|key| is_word(*key)).unwrap_or(line.len());
    let end = line.iter().rposition(|key| is_word(*key)).map_or(first, |last| last + 1);
    &line[first..end]
}

fn words(line: &[u32]) -> impl Iterator<Item = &[u32]> {
    line.split(|key| !is_word(*key)).filter(|word| !word.is_empty())
}

fn count<'k>(texts: (&'k [u32], &'k [u32])) -> FxHashMap<&'k [u32], [u32; 2]> {
    let mut counts: FxHashMap<&[u32], [u32; 2]> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    for (side, text) in [texts.0, texts.1].into_iter().enumerate() {
        for line in lines(text) {
            seen.clear();
            for word in words(&text[line]).filter(|word| seen.insert(*word)) {
                counts.entry(word).or_default()[side] += 1;
            }
        }
    }
    counts
}

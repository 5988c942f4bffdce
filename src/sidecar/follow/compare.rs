//! The differences of two texts: by lines, of those that differ by words, of these by characters.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Interner, Token};

use super::Hunk;
use super::lines;
use super::own::{Bond, Own};
use crate::sidecar::cells::BREAK;

/// How a level cuts: whether a token ends between two neighbouring keys.
type Cut = fn(u32, u32) -> bool;

const LEVELS: [Cut; 3] = [|a, _| a == BREAK, |a, b| !(is_word(a) && is_word(b)), |_, _| true];

pub fn is_word(key: u32) -> bool {
    char::from_u32(key).is_none_or(char::is_alphanumeric)
}

/// What differs.
#[derive(Debug, Default)]
pub struct Compared {
    /// The runs of cells that gave way to others, as short as can be.
    pub hunks: Vec<Hunk>,
    /// Old lines that may have become the new line that they are compared with, and may not.
    pub doubtful: Vec<Range<usize>>,
}

/// The lines that gave way to others.
pub fn lines_compared(old: &[u32], new: &[u32]) -> Vec<Hunk> {
    let mut comparison = Comparison::of((old, new), (old, new));
    comparison.compare(Hunk { old: 0..old.len(), new: 0..new.len() }, &LEVELS[..1]);
    comparison.out.hunks
}

/// All that differs in two texts. `whole`: the texts that they are taken from.
pub fn compared(texts: (&[u32], &[u32]), whole: (&[u32], &[u32])) -> Compared {
    let mut comparison = Comparison::of(texts, whole);
    comparison.compare(Hunk { old: 0..texts.0.len(), new: 0..texts.1.len() }, &LEVELS);
    comparison.out
}

struct Comparison<'k> {
    old: &'k [u32],
    new: &'k [u32],
    own: Own<'k>,
    out: Compared,
}

impl<'k> Comparison<'k> {
    fn of((old, new): (&'k [u32], &'k [u32]), whole: (&'k [u32], &'k [u32])) -> Self {
        Self { old, new, own: Own::new(whole), out: Compared::default() }
    }

    fn compare(&mut self, hunk: Hunk, levels: &[Cut]) {
        let (cut, finer) = match levels {
            _ if hunk.old.is_empty() && hunk.new.is_empty() => return,
            _ if hunk.old.is_empty() || hunk.new.is_empty() => return self.out.hunks.push(hunk),
            [] => return self.out.hunks.push(hunk),
            [cut, finer @ ..] => (cut, finer),
        };
        let mut interner = Interner::new(0);
        let (old_ends, before) = tokens(self.old, hunk.old.clone(), *cut, &mut interner);
        let (new_ends, after) = tokens(self.new, hunk.new.clone(), *cut, &mut interner);
        let mut diff = Diff::default();
        // Lines are seldom alike, characters often are: each has its algorithm.
        let algorithm = if finer.is_empty() { Algorithm::Myers } else { Algorithm::Histogram };
        diff.compute_with(algorithm, &before, &after, interner.num_tokens());
        let cells = |ends: &[usize], r: Range<u32>| ends[r.start as usize]..ends[r.end as usize];
        let parts =
            diff.hunks().map(|h| Hunk { old: cells(&old_ends, h.before), new: cells(&new_ends, h.after) });
        if levels.len() < LEVELS.len() || finer.is_empty() {
            parts.for_each(|part| self.compare(part, finer));
            return;
        }
        // Blank lines are all alike, so that they hold nothing apart.
        let mut whole: Vec<Hunk> = Vec::new();
        for part in parts {
            match whole.last_mut() {
                Some(last) if self.old[last.old.end..part.old.start].iter().all(|k| *k == BREAK) => {
                    (last.old.end, last.new.end) = (part.old.end, part.new.end);
                }
                _ => whole.push(part),
            }
        }
        for part in whole {
            self.line_by_line(part, finer);
        }
    }

    /// Of lines that gave way to others, those that are alike are compared with each other.
    fn line_by_line(&mut self, hunk: Hunk, finer: &[Cut]) {
        let lines = |keys: &[u32], range: &Range<usize>| -> Vec<Range<usize>> {
            let mut at = range.start;
            let pieces = keys[range.clone()].split_inclusive(|k| *k == BREAK);
            pieces.map(|line| (at, at += line.len()).0..at).collect()
        };
        let (olds, news) = (lines(self.old, &hunk.old), lines(self.new, &hunk.new));
        let mut at = (hunk.old.start, hunk.new.start);
        for (i, j) in lines::pairs((self.old, self.new), &olds, &news, &self.own) {
            let (o, n) = (olds[i].clone(), news[j].clone());
            self.between(at, (o.start, n.start));
            at = (o.end, n.end);
            if self.own.bond(&self.old[o.clone()], &self.new[n.clone()]) == Bond::Doubtful {
                self.out.doubtful.push(o.clone());
            }
            self.compare(Hunk { old: o, new: n }, finer);
        }
        self.between(at, (hunk.old.end, hunk.new.end));
    }

    fn between(&mut self, from: (usize, usize), to: (usize, usize)) {
        if from != to {
            self.out.hunks.push(Hunk { old: from.0..to.0, new: from.1..to.1 });
        }
    }
}

/// The tokens of a range, and the cells where they begin and end.
fn tokens<'k>(
    keys: &'k [u32],
    range: Range<usize>,
    cut: Cut,
    interner: &mut Interner<&'k [u32]>,
) -> (Vec<usize>, Vec<Token>) {
    let (mut ends, mut out) = (vec![range.start], Vec::new());
    let mut start = range.start;
    for at in range.clone() {
        if at + 1 == range.end || cut(keys[at], keys[at + 1]) {
            out.push(interner.intern(&keys[start..=at]));
            start = at + 1;
            ends.push(start);
        }
    }
    (ends, out)
}

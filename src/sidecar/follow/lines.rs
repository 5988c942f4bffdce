//! What can be said of whole lines: which were moved, and which of those that changed is which.

use std::collections::HashMap;
use std::ops::Range;

use super::Hunk;
use super::compare::is_word;
use super::own::{Bond, Own};
use crate::sidecar::cells::{BREAK, is_blank};

/// Cells of a line that is not there by chance.
const TELLING: usize = 20;
/// Share of two lines' words that are the same, from which on they may be one line that was edited; whether they are is
/// told by the words that are theirs alone.
const ALIKE: f32 = 0.7;
/// The same for short lines (headings), of which a few letters are much.
const ALIKE_SHORT: f32 = 0.5;
/// Cells below which a line is short.
const SHORT: usize = 20;
/// So many pairs of lines of one hunk are compared, at most; of a longer one, those that stand about as deep in it.
const MOST: usize = 400_000;

/// A line that stands elsewhere now, in cells of the old text and of the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// The ranges of lines, without their breaks.
pub fn lines(keys: &[u32]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    keys.split(|k| *k == BREAK).map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}

/// The lines that the hunks of two texts tell to be gone here and new there, and that stand once in either text.
pub fn moved(old: &[u32], new: &[u32], hunks: &[Hunk]) -> Vec<Moved> {
    type Seen = (usize, Option<Range<usize>>);
    let mut seen: HashMap<&[u32], [Seen; 2]> = HashMap::new();
    for (side, keys) in [old, new].into_iter().enumerate() {
        for line in lines(keys).filter(|l| l.len() >= TELLING) {
            let range = |h: &Hunk| if side == 0 { h.old.clone() } else { h.new.clone() };
            let first = hunks.partition_point(|h| range(h).end <= line.start);
            let inside =
                hunks.get(first).is_some_and(|h| range(h).start <= line.start && line.end <= range(h).end);
            let entry = &mut seen.entry(&keys[line.clone()]).or_default()[side];
            entry.0 += 1;
            entry.1 = inside.then_some(line);
        }
    }
    let mut out: Vec<Moved> = seen
        .into_values()
        .filter_map(|sides| match sides {
            [(1, Some(old)), (1, Some(new))] => Some(Moved { old, new }),
            _ => None,
        })
        .collect();
    out.sort_by_key(|m| m.old.start);
    out
}

/// Which of the old lines of a hunk became which of the new ones, both in order. A line that is like none, or more like
/// another than the one that would be its turn, or like it only as all lines of one pattern are, is in no pair.
pub fn pairs(
    keys: (&[u32], &[u32]),
    old: &[Range<usize>],
    new: &[Range<usize>],
    own: &Own<'_>,
) -> Vec<(usize, usize)> {
    let words: [Vec<Words<'_>>; 2] = [
        old.iter().map(|l| Words::of(&keys.0[l.clone()])).collect(),
        new.iter().map(|l| Words::of(&keys.1[l.clone()])).collect(),
    ];
    let band = MOST / old.len().max(1);
    let middle = |i: usize| i * new.len() / old.len().max(1);
    let columns = |i: usize| middle(i).saturating_sub(band / 2)..new.len().min(middle(i) + band / 2 + 1);
    // The greatest likeness of each line to any.
    let mut most = (vec![0.0_f32; old.len()], vec![0.0_f32; new.len()]);
    let mut likes: Vec<Vec<f32>> = Vec::with_capacity(old.len());
    for i in 0..old.len() {
        likes.push(columns(i).map(|j| words[0][i].likeness(&words[1][j])).collect());
        for (j, like) in columns(i).zip(&likes[i]) {
            most.0[i] = most.0[i].max(*like);
            most.1[j] = most.1[j].max(*like);
        }
    }
    // The greatest likeness that lines up to here can have, and what it comes from.
    let mut best: Vec<Vec<(f32, Step)>> = Vec::with_capacity(old.len());
    let at = |best: &[Vec<(f32, Step)>], i: Option<usize>, j: Option<usize>| -> f32 {
        let (Some(i), Some(j)) = (i, j) else { return 0.0 };
        let range = columns(i);
        let j = j.min(range.end.saturating_sub(1));
        if j < range.start { 0.0 } else { best[i].get(j - range.start).map_or(0.0, |b| b.0) }
    };
    for i in 0..old.len() {
        best.push(Vec::new());
        for (j, like) in columns(i).zip(&likes[i]) {
            let short = old[i].len().max(new[j].len()) < SHORT;
            let alike = *like >= if short { ALIKE_SHORT } else { ALIKE };
            let best_of_all = alike && *like >= most.0[i] && *like >= most.1[j];
            let fits =
                best_of_all && own.bond(&keys.0[old[i].clone()], &keys.1[new[j].clone()]) != Bond::None;
            let pair = if fits { at(&best, i.checked_sub(1), j.checked_sub(1)) + like } else { -1.0 };
            let (up, left) = (at(&best, i.checked_sub(1), Some(j)), best[i].last().map_or(0.0, |b| b.0));
            let step = if pair > up && pair > left {
                (pair, Step::Pair)
            } else if up >= left {
                (up, Step::Up)
            } else {
                (left, Step::Left)
            };
            best[i].push(step);
        }
    }
    let (mut i, mut j) = (old.len(), new.len());
    let mut out = Vec::new();
    while i > 0 && j > 0 {
        let range = columns(i - 1);
        if j > range.end {
            j = range.end;
            continue;
        }
        match (j - 1).checked_sub(range.start).and_then(|at| best[i - 1].get(at)) {
            Some((_, Step::Pair)) => {
                (i, j) = (i - 1, j - 1);
                out.push((i, j));
            }
            Some((_, Step::Left)) => j -= 1,
            Some((_, Step::Up)) | None => i -= 1,
        }
    }
    out.reverse();
    out
}

#[derive(Clone, Copy)]
enum Step {
    Pair,
    Up,
    Left,
}

/// The words of a line and each sign between them, sorted; of a short line, its characters as well: of two short ones
/// these are compared, since there one letter makes another word.
struct Words<'k> {
    whole: Vec<&'k [u32]>,
    letters: Option<Vec<&'k [u32]>>,
}

impl<'k> Words<'k> {
    fn of(line: &'k [u32]) -> Words<'k> {
        let cut = |letters: bool| {
            let mut out: Vec<&[u32]> = line.chunk_by(|a, b| !letters && is_word(*a) && is_word(*b)).collect();
            out.retain(|w| w.first().is_some_and(|k| !is_blank(*k)));
            out.sort_unstable();
            out
        };
        Words { whole: cut(false), letters: (line.len() < SHORT).then(|| cut(true)) }
    }

    fn likeness(&self, other: &Words<'_>) -> f32 {
        match (&self.letters, &other.letters) {
            (Some(a), Some(b)) => likeness(a, b),
            _ => likeness(&self.whole, &other.whole),
        }
    }
}

/// Share of cells that two lines have in common, by whole words, wherever they stand.
fn likeness(a: &[&[u32]], b: &[&[u32]]) -> f32 {
    let length = |words: &[&[u32]]| words.iter().map(|w| w.len()).sum::<usize>();
    let (all_a, all_b) = (length(a), length(b));
    if all_a + all_b == 0 {
        return 1.0;
    }
    if 2.0 * all_a.min(all_b) as f32 / ((all_a + all_b) as f32) < ALIKE_SHORT {
        return 0.0;
    }
    let (mut i, mut j, mut same) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Equal => {
                same += x.len();
                (i, j) = (i + 1, j + 1);
            }
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
        }
    }
    2.0 * same as f32 / (all_a + all_b) as f32
}

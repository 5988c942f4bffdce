//! Where the places of an old text are in a new one. Everything here says what is so for sure, or says
//! that it is not sure: nothing is ever placed on a guess.

use std::cell::OnceCell;
use std::ops::Range;

use super::anchor::Places;
use super::cells::{BREAK, Cells, Keys, is_blank};
use crate::text::position::{CodePoint, Span};
use compare::{Compared, compared, lines_compared};
use layout::laid_out_as;
use lines::Moved;
use twins::Twins;

mod compare;
mod layout;
mod lines;
mod own;
mod twins;

/// What became of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follow {
    /// It stands where it stood.
    Same,
    /// The same characters stand here now (perhaps in another Unicode form).
    Moved(Span<CodePoint>),
    /// Its place is sure, but other characters stand there now.
    Changed(Span<CodePoint>),
    /// The same characters stand at each of these places, and nothing tells which are the old ones.
    Ambiguous(Places),
    /// It is gone, or its place can't be told.
    Deleted,
}

/// One edit of a text in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced, in code points of the text before.
    pub range: Span<CodePoint>,
    /// Code points that stand there afterwards.
    pub length: u32,
}

/// What becomes of a span under one edit. Text put in at either end of the span stays outside.
pub fn follow_edit(span: Span<CodePoint>, edit: TextEdit) -> Follow {
    let (from, to) = (edit.range.start.0, edit.range.end.0.max(edit.range.start.0));
    let (start, end) = (span.start.0, span.end.0);
    let shift = |at: u32| CodePoint((at - to).saturating_add(from).saturating_add(edit.length));
    if from >= end || (from == to && edit.length == 0) {
        return Follow::Same;
    }
    if to <= start {
        let moved = Span::new(shift(start), shift(end));
        return if moved == span { Follow::Same } else { Follow::Moved(moved) };
    }
    let new_end = from.saturating_add(edit.length);
    let changed = match (from <= start, to >= end) {
        // All of it replaced by something: its place is sure only when nothing else was replaced.
        (true, true) if from == start && to == end => Span::new(CodePoint(start), CodePoint(new_end)),
        (true, true) => return Follow::Deleted,
        (false, true) => Span::new(span.start, if to == end { CodePoint(new_end) } else { CodePoint(from) }),
        (true, false) => Span::new(CodePoint(if from == start { start } else { new_end }), shift(end)),
        (false, false) => Span::new(span.start, shift(end)),
    };
    if changed.is_empty() { Follow::Deleted } else { Follow::Changed(changed) }
}

/// A run of cells that gave way to another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// An old text beside a new one.
#[derive(Clone, Debug)]
pub struct TextMap {
    /// Lines that stand elsewhere now, with the whole texts.
    moved: Vec<Moved>,
    whole: (Cells, Cells),
    /// The texts without the lines that were moved.
    old: Cells,
    new: Cells,
    hunks: Vec<Hunk>,
    /// Lines of the old text, without those that were moved, that may be others now: what was left of them tells as
    /// much for it as against it.
    doubtful: Vec<Range<usize>>,
    /// For each hunk the outermost other places, relative to its own, where it could as well have happened.
    slides: Vec<Vec<isize>>,
    inserted: OnceCell<Box<[Span<CodePoint>]>>,
    twins: Twins,
}

impl TextMap {
    /// Compares two texts: by lines, the lines that differ by words, the words that differ by characters. White space
    /// that stands in the same place in both is no difference.
    pub fn new(old: &str, new: &str) -> TextMap {
        let mut keys = Keys::default();
        let old = Cells::new(old, &mut keys);
        let new = laid_out_as(&old, Cells::new(new, &mut keys));
        let whole = (old, new);
        let by_line = lines_compared(&whole.0.keys, &whole.1.keys);
        let moved = lines::moved(&whole.0.keys, &whole.1.keys, &by_line);
        let mut arrived: Vec<Range<usize>> = moved.iter().map(|m| m.new.clone()).collect();
        arrived.sort_by_key(|r| r.start);
        let gone: Vec<Range<usize>> = moved.iter().map(|m| m.old.clone()).collect();
        let (old, new) = (whole.0.without(&gone), whole.1.without(&arrived));
        let Compared { hunks, doubtful } = compared((&old.keys, &new.keys), (&whole.0.keys, &whole.1.keys));
        let slides = vec![Vec::new(); hunks.len()];
        let (inserted, twins) = (OnceCell::new(), Twins::default());
        let mut map = TextMap { moved, whole, old, new, hunks, doubtful, slides, inserted, twins };
        for i in 0..map.hunks.len() {
            map.settle(i);
        }
        map
    }

    /// What the diff tells of a span of the old text.
    fn by_diff(&self, span: Span<CodePoint>) -> Follow {
        if let Some(outcome) = self.with_its_line(span) {
            return outcome;
        }
        let (Some(start), Some(end)) = (self.old.cell(span.start), self.old.cell_after(span.end)) else {
            return Follow::Deleted;
        };
        if span.is_empty() {
            return Follow::Deleted;
        }
        let place = self.place(&self.hunks, start, end);
        let mut places: Vec<(usize, usize)> = match place {
            Place::At(a, b) => vec![(a, b)],
            _ => Vec::new(),
        };
        let mut elsewhere = false;
        for (i, slides) in self.slides.iter().enumerate() {
            let hunk = &self.hunks[i];
            let reach = slides.iter().fold((0, 0), |(a, b): (isize, isize), s| (a.min(*s), b.max(*s)));
            let zone = hunk.old.start as isize + reach.0..hunk.old.end as isize + reach.1;
            if (end as isize) <= zone.start || start as isize >= zone.end {
                continue;
            }
            for slide in slides {
                let mut hunks = self.hunks.clone();
                hunks[i] = shifted(hunk, *slide);
                match self.place(&hunks, start, end) {
                    other if other == place => {}
                    Place::At(a, b) => {
                        elsewhere = true;
                        if !places.contains(&(a, b)) {
                            places.push((a, b));
                        }
                    }
                    _ => elsewhere |= matches!(place, Place::At(..)) && hunk.new.is_empty(),
                }
            }
        }
        if elsewhere {
            places.sort_unstable();
            return Follow::Ambiguous(places.into_iter().map(|(a, b)| self.new.span(a, b)).collect());
        }
        let arrived = |span| if self.arrived().any(|line| line.overlaps(span)) { None } else { Some(span) };
        let found = match place {
            // The same characters in what may be another line are no proof.
            Place::At(..) if self.is_doubtful(start..end) => None,
            Place::At(a, b) => {
                arrived(self.new.span(a, b)).map(|_| kept((&self.old, &self.new), span, start..end, a..b))
            }
            Place::Changed(a, b) => arrived(self.new.span(a, b)).map(Follow::Changed),
            Place::Gone => None,
        };
        found.unwrap_or(Follow::Deleted)
    }

    fn is_doubtful(&self, cells: Range<usize>) -> bool {
        let first = self.doubtful.partition_point(|line| line.end <= cells.start);
        self.doubtful.get(first).is_some_and(|line| line.start < cells.end)
    }

    /// What became of a span in a line that was moved; nothing when no such line is touched.
    fn with_its_line(&self, span: Span<CodePoint>) -> Option<Follow> {
        let (old, new) = (&self.whole.0, &self.whole.1);
        let touched = self.moved.iter().find(|m| old.span(m.old.start, m.old.end).overlaps(span))?;
        let (start, end) = (old.cell(span.start)?, old.cell_after(span.end)?);
        if start < touched.old.start || end > touched.old.end {
            return Some(Follow::Deleted);
        }
        let at = touched.new.start + (start - touched.old.start);
        Some(kept((old, new), span, start..end, at..at + end - start))
    }

    /// The places of the moved lines in the new text.
    fn arrived(&self) -> impl Iterator<Item = Span<CodePoint>> {
        self.moved.iter().map(|m| self.whole.1.span(m.new.start, m.new.end))
    }

    /// The parts of the new text that the old one did not have, in order.
    fn inserted(&self) -> &[Span<CodePoint>] {
        self.inserted.get_or_init(|| self.find_inserted())
    }

    /// The first of them that ends behind a place of the new text.
    pub fn inserted_from(&self, start: CodePoint) -> Option<Span<CodePoint>> {
        let parts = self.inserted();
        parts.get(parts.partition_point(|part| part.end <= start)).copied()
    }

    fn find_inserted(&self) -> Box<[Span<CodePoint>]> {
        let mut arrived: Vec<Span<CodePoint>> = self.arrived().collect();
        arrived.sort_by_key(|s| s.start);
        let parts = |whole: Span<CodePoint>| {
            let (mut out, mut at) = (Vec::new(), whole.start);
            for line in arrived.iter().filter(|line| line.overlaps(whole)) {
                out.push(Span::new(at, line.start));
                at = line.end;
            }
            out.push(Span::new(at, whole.end));
            out.retain(|s| !s.is_empty());
            out
        };
        let hunks = self.hunks.iter().filter(|h| !h.new.is_empty());
        hunks.flat_map(|h| parts(self.new.span(h.new.start, h.new.end))).collect()
    }

    fn place(&self, hunks: &[Hunk], start: usize, end: usize) -> Place {
        let first =
            hunks.partition_point(|h| h.old.end < start || (h.old.end == start && h.old.start < start));
        let before = first.checked_sub(1).map(|i| &hunks[i]);
        // Hunks that cut into the span, and those that only touch its ends.
        let touching: Vec<&Hunk> = hunks[first..].iter().take_while(|h| h.old.start <= end).collect();
        let cuts = |h: &Hunk| {
            (h.old.start < end && h.old.end > start)
                || (h.old.is_empty() && start < h.old.start && h.old.start < end)
        };
        let mut base = before.map_or(0, |h| h.new.end as isize - h.old.end as isize);
        for h in touching.iter().filter(|h| h.old.end <= start && !cuts(h)) {
            base = h.new.end as isize - h.old.end as isize;
        }
        let cutting: Vec<&&Hunk> = touching.iter().filter(|h| cuts(h)).collect();
        let (Some(head), Some(tail)) = (cutting.first(), cutting.last()) else {
            let at = (start as isize + base).max(0) as usize;
            let same = at..at + end - start;
            return match self.grown(start..end, same.clone()) {
                grown if self.context(start..end, grown.clone()) < FIRM => Place::Gone,
                grown if grown == same => Place::At(same.start, same.end),
                grown => Place::Changed(grown.start, grown.end),
            };
        };
        if tail.old.start <= start && tail.old.end >= end && tail.old != (start..end) {
            return Place::Gone;
        }
        let from = match head {
            h if h.old.start > start => (start as isize + base).max(0) as usize,
            h if h.old.start == start => h.new.start,
            h => h.new.end,
        };
        let to = match tail {
            h if h.old.end < end => h.new.end + (end - h.old.end),
            h if h.old.end == end => h.new.end,
            h => h.new.start,
        };
        let lost: usize =
            cutting.iter().map(|h| h.old.end.min(end).saturating_sub(h.old.start.max(start))).sum();
        let torn = head.old.start < start || tail.old.end > end;
        let kept_half = (end - start - lost.min(end - start)) * 2 >= end - start;
        let sure = kept_half || (!torn && from <= to && self.context(start..end, from..to) >= FIRM);
        match self.new.keys.get(from..to) {
            Some(text) if sure && !text.iter().copied().all(is_blank) => {
                let grown = self.grown(start..end, from..to);
                Place::Changed(grown.start, grown.end)
            }
            _ => Place::Gone,
        }
    }

    /// Cells around a place of either text that are the same in both, up to the line's end, which counts
    /// as much as a few cells.
    fn context(&self, old: Range<usize>, new: Range<usize>) -> usize {
        let side = |old: &mut dyn Iterator<Item = u32>, new: &mut dyn Iterator<Item = u32>| {
            let mut firm = 0;
            while firm < FIRM {
                match (old.next().unwrap_or(BREAK), new.next().unwrap_or(BREAK)) {
                    (BREAK, BREAK) => return firm + FIRM / 2,
                    (a, b) if a == b => firm += 1,
                    _ => break,
                }
            }
            firm
        };
        let (o, n) = (&self.old.keys, &self.new.keys);
        let before = side(
            &mut o[..old.start.min(o.len())].iter().rev().copied(),
            &mut n[..new.start.min(n.len())].iter().rev().copied(),
        );
        let behind = side(
            &mut o[old.end.min(o.len())..].iter().copied(),
            &mut n[new.end.min(n.len())..].iter().copied(),
        );
        before + behind
    }

    /// What was put in right at an end of the span and has grown together with it (`12,4` from `2,4`)
    /// belongs to it now.
    fn grown(&self, old: Range<usize>, new: Range<usize>) -> Range<usize> {
        let joined = |cells: &[u32], at: usize| {
            let is = |i: Option<usize>, what: fn(char) -> bool| {
                i.and_then(|i| cells.get(i)).and_then(|k| char::from_u32(*k)).is_some_and(what)
            };
            let (a, b) = (at.checked_sub(1), Some(at));
            let point = |c: char| matches!(c, '.' | ',');
            let digit = |c: char| c.is_ascii_digit();
            (is(a, char::is_alphanumeric) && is(b, char::is_alphanumeric))
                || (is(a, point) && is(b, digit) && is(at.checked_sub(2), digit))
                || (is(a, digit) && is(b, point) && is(Some(at + 1), digit))
        };
        let (o, n) = (&self.old.keys, &self.new.keys);
        let mut out = new.clone();
        if !joined(o, old.start) {
            while joined(n, out.start) {
                out.start -= 1;
            }
        }
        if !joined(o, old.end) {
            while joined(n, out.end) {
                out.end += 1;
            }
        }
        out
    }

    /// Where a hunk that only adds or only takes away could as well have happened (`S S` from `S`: the
    /// first or the second?), it is put where it looks most like what a person does: whole lines, else
    /// whole sentences, else whole words. Other places that look as good are remembered.
    fn settle(&mut self, i: usize) {
        let hunk = self.hunks[i].clone();
        let (keys, block) = match (hunk.old.is_empty(), hunk.new.is_empty()) {
            (true, false) => (&self.new.keys, &hunk.new),
            (false, true) => (&self.old.keys, &hunk.old),
            _ => return,
        };
        let room_up = hunk.old.start - i.checked_sub(1).map_or(0, |p| self.hunks[p].old.end);
        let room_down = self.hunks.get(i + 1).map_or(self.old.len(), |n| n.old.start) - hunk.old.end;
        let up = (0..room_up).take_while(|k| keys[block.start - 1 - k] == keys[block.end - 1 - k]).count();
        let down = (0..room_down).take_while(|k| keys[block.start + k] == keys[block.end + k]).count();
        let scores: Vec<(u8, isize)> = (-(up as isize)..=down as isize)
            .map(|slide| {
                let at = (block.start as isize + slide) as usize;
                (seam(keys, at..at + block.len()), slide)
            })
            .collect();
        let best = scores.iter().map(|(score, _)| *score).max().unwrap_or(0);
        let good: Vec<isize> =
            scores.into_iter().filter(|(s, _)| *s == best).map(|(_, slide)| slide).collect();
        let Some(chosen) = good.iter().copied().min_by_key(|s| s.abs()) else { return };
        self.hunks[i] = shifted(&hunk, chosen);
        // A span that two places treat differently is treated differently by the outermost ones too.
        let outermost = [good.first(), good.last()].into_iter().flatten().copied();
        self.slides[i] = outermost.filter(|s| *s != chosen).map(|s| s - chosen).collect();
    }
}

/// Unchanged cells around a span that make its place sure.
const FIRM: usize = 8;

/// A span whose cells `old` are the cells `new` now. One that cuts through a cell keeps its distance from that cell's
/// start.
fn kept(texts: (&Cells, &Cells), span: Span<CodePoint>, old: Range<usize>, new: Range<usize>) -> Follow {
    let (from, to) = (|cell| texts.0.code_point(cell).0, |cell| texts.1.code_point(cell).0);
    let start = to(new.start) + (span.start.0 - from(old.start));
    let end = to(new.end).saturating_sub(from(old.end) - span.end.0).max(start);
    let moved = Span::new(CodePoint(start), CodePoint(end));
    let same = |i: usize| from(old.start + i) - from(old.start) == to(new.start + i) - to(new.start);
    if moved == span && (0..=old.len()).all(same) { Follow::Same } else { Follow::Moved(moved) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    At(usize, usize),
    Changed(usize, usize),
    Gone,
}

fn shifted(hunk: &Hunk, by: isize) -> Hunk {
    let add = |at: usize| (at as isize + by).max(0) as usize;
    Hunk { old: add(hunk.old.start)..add(hunk.old.end), new: add(hunk.new.start)..add(hunk.new.end) }
}

/// How likely a person puts just this in or takes it out: 3 for whole lines, 2 for sentences, 1 for words.
fn seam(keys: &[u32], block: Range<usize>) -> u8 {
    let is = |i: Option<usize>, what: &dyn Fn(char) -> bool| {
        i.and_then(|i| keys.get(i)).and_then(|k| char::from_u32(*k)).is_some_and(what)
    };
    let (before, after) = (block.start.checked_sub(1), Some(block.start));
    let line = |c: char| c == '\n';
    let space = |c: char| c.is_whitespace();
    let stop = |c: char| matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | ';');
    let is_first = block.start == 0 || is(before, &line);
    let is_last = block.end >= keys.len();
    let lines = is_first && (is_last || is(block.end.checked_sub(1), &line));
    if lines || (is(after, &line) && (is_last || is(Some(block.end), &line))) {
        3
    } else if is_first || (is(before, &space) && is(block.start.checked_sub(2), &stop)) || is(before, &stop) {
        2
    } else {
        u8::from(is(before, &space) || is(after, &space))
    }
}

#[cfg(test)]
mod tests;

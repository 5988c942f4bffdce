//! How the text in the editor differs from the text that the sidecar speaks of, so that annotations
//! follow while the article is edited. Everything here counts code points.

use ropey::Rope;

use crate::text::position::{CodePoint, Span};

/// One replacement, in the text as it was before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it begins.
    pub start: usize,
    /// How much went away.
    pub removed: usize,
    /// How much came instead.
    pub inserted: usize,
}

impl Edit {
    /// The one replacement that makes `new` of `old`, as short as its ends allow.
    pub fn between(old: &Rope, new: &str) -> Edit {
        let new = Rope::from_str(new);
        let (head, tail) = common(old.slice(..), new.slice(..));
        Edit { start: head, removed: old.len_chars() - head - tail, inserted: new.len_chars() - head - tail }
    }
}

/// A stretch of the base text and what stands in its place now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hunk {
    /// Start in the base text.
    base: usize,
    /// Length there.
    old: usize,
    /// Length now.
    new: usize,
}

/// All differences, in order; between two hunks there is always unchanged text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    hunks: Vec<Hunk>,
}

impl Drift {
    /// Whether the two texts are the same.
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty()
    }

    /// The differences between the file as stored and the text that the editor made of it: a BOM that
    /// it hides, line breaks that it made equal; beyond these, one stretch from the first difference
    /// to the last.
    pub fn between(base: &Rope, now: &Rope) -> Drift {
        let mut drift = Drift::default();
        if base == now {
            return drift;
        }
        let bom = |rope: &Rope| usize::from(rope.get_char(0) == Some('\u{feff}'));
        let (mut at_base, mut at_now) = (0, 0);
        if bom(base) != bom(now) {
            (at_base, at_now) = (bom(base), bom(now));
            drift.add(Hunk { base: 0, old: at_base, new: at_now });
        }
        let (base_rest, now_rest) = (base.slice(at_base..), now.slice(at_now..));
        for (old, new) in base_rest.lines().zip(now_rest.lines()) {
            let (old_break, new_break) = (break_length(old), break_length(new));
            let (old_text, new_text) = (old.len_chars() - old_break, new.len_chars() - new_break);
            if old.slice(..old_text) != new.slice(..new_text) || (old_break == 0) != (new_break == 0) {
                break;
            }
            if old.slice(old_text..) != new.slice(new_text..) {
                drift.add(Hunk { base: at_base + old_text, old: old_break, new: new_break });
            }
            at_base += old.len_chars();
            at_now += new.len_chars();
        }
        let (old, new) = (base.slice(at_base..), now.slice(at_now..));
        let (head, tail) = common(old, new);
        let rest = Hunk {
            base: at_base + head,
            old: old.len_chars() - head - tail,
            new: new.len_chars() - head - tail,
        };
        drift.add(rest);
        drift
    }

    fn add(&mut self, hunk: Hunk) {
        if hunk.old == 0 && hunk.new == 0 {
            return;
        }
        match self.hunks.last_mut() {
            Some(last) if last.base + last.old == hunk.base => {
                last.old += hunk.old;
                last.new += hunk.new;
            }
            _ => self.hunks.push(hunk),
        }
    }

    /// Takes in an edit of the text as it is now.
    pub fn push(&mut self, edit: Edit) {
        let (start, end) = (edit.start, edit.start + edit.removed);
        // Now-position minus base-position, behind the hunks passed so far.
        let mut shift = 0_i64;
        let now_of = |hunk: &Hunk, shift: i64| {
            let at = offset(hunk.base, shift);
            (at, at + hunk.new)
        };
        let mut first = 0;
        while let Some(hunk) = self.hunks.get(first) {
            if now_of(hunk, shift).1 >= start {
                break;
            }
            shift += hunk.new as i64 - hunk.old as i64;
            first += 1;
        }
        let shift_before = shift;
        let (mut now_start, mut now_end) = (start, end);
        let mut last = first;
        while let Some(hunk) = self.hunks.get(last) {
            let (hunk_start, hunk_end) = now_of(hunk, shift);
            if hunk_start > end {
                break;
            }
            now_start = now_start.min(hunk_start);
            now_end = now_end.max(hunk_end);
            shift += hunk.new as i64 - hunk.old as i64;
            last += 1;
        }
        let base = offset(now_start, -shift_before);
        let merged = Hunk {
            base,
            old: offset(now_end, -shift) - base,
            new: now_end - now_start - edit.removed + edit.inserted,
        };
        let merged = Some(merged).filter(|h| h.old + h.new > 0);
        self.hunks.splice(first..last, merged);
    }

    /// Takes back what turned out to be no difference: what was undone, or typed again as it was.
    pub fn settle(&mut self, base: &Rope, now: &Rope) {
        let mut shift = 0_i64;
        for hunk in &mut self.hunks {
            let at = offset(hunk.base, shift);
            shift += hunk.new as i64 - hunk.old as i64;
            let old = base.get_slice(hunk.base..hunk.base + hunk.old);
            let new = now.get_slice(at..at + hunk.new);
            let (Some(old), Some(new)) = (old, new) else { continue };
            let (head, tail) = common(old, new);
            hunk.base += head;
            hunk.old -= head + tail;
            hunk.new -= head + tail;
        }
        self.hunks.retain(|h| h.old + h.new > 0);
    }

    /// Where a span of the base text stands now; `None` when something in it changed.
    pub fn to_now(&self, span: Span<CodePoint>) -> Option<Span<CodePoint>> {
        self.map(span, |h, _| (h.base, h.old), |h| h.new as i64 - h.old as i64)
    }

    /// Where a span of the text now stands in the base text; `None` when part of it is new.
    pub fn to_base(&self, span: Span<CodePoint>) -> Option<Span<CodePoint>> {
        self.map(span, |h, shift| (offset(h.base, shift), h.new), |h| h.old as i64 - h.new as i64)
    }

    /// Moves a span past the hunks before it. `place` tells a hunk's start and length on the span's
    /// side, given now-minus-base so far; `step` what it moves the text behind it by.
    fn map(
        &self,
        span: Span<CodePoint>,
        place: impl Fn(&Hunk, i64) -> (usize, usize),
        step: impl Fn(&Hunk) -> i64,
    ) -> Option<Span<CodePoint>> {
        let (start, end) = (span.start.index(), span.end.index());
        let (mut moved, mut shift) = (0_i64, 0_i64);
        for hunk in &self.hunks {
            let (at, length) = place(hunk, shift);
            shift += hunk.new as i64 - hunk.old as i64;
            if at >= end {
                break;
            }
            if at + length > start {
                return None;
            }
            moved += step(hunk);
        }
        Some(Span::new(CodePoint::from(offset(start, moved)), CodePoint::from(offset(end, moved))))
    }
}

fn offset(at: usize, by: i64) -> usize {
    usize::try_from(at as i64 + by).unwrap_or(0)
}

/// Length of a line's break in code points.
fn break_length(line: ropey::RopeSlice<'_>) -> usize {
    let length = line.len_chars();
    match length.checked_sub(1).map(|i| line.char(i)) {
        Some('\n') if length > 1 && line.char(length - 2) == '\r' => 2,
        Some('\n' | '\r') => 1,
        _ => 0,
    }
}

/// Lengths of the common beginning and of the common end behind it.
fn common(old: ropey::RopeSlice<'_>, new: ropey::RopeSlice<'_>) -> (usize, usize) {
    let head = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let most = old.len_chars().min(new.len_chars()) - head;
    let backwards = |rope: ropey::RopeSlice<'_>| {
        let mut chars = rope.chars_at(rope.len_chars());
        std::iter::from_fn(move || chars.prev()).take(most).collect::<Vec<_>>()
    };
    let tail = backwards(old).iter().zip(&backwards(new)).take_while(|(a, b)| a == b).count();
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(start: usize, end: usize) -> Span<CodePoint> {
        Span::new(CodePoint::from(start), CodePoint::from(end))
    }

    #[test]
    fn a_hidden_bom_and_equal_line_breaks_shift() {
        let base = Rope::from_str("\u{feff}a\r\nb\nc");
        let now = Rope::from_str("a\nb\nc");
        let drift = Drift::between(&base, &now);
        assert_eq!(drift.to_now(span(1, 2)), Some(span(0, 1)));
        assert_eq!(drift.to_base(span(2, 3)), Some(span(4, 5)));
        assert_eq!(drift.to_base(span(4, 5)), Some(span(6, 7)));
        assert!(Drift::between(&base, &base).is_empty());
    }

    #[test]
    fn an_edit_inside_touches_and_one_beside_moves() {
        let mut drift = Drift::default();
        drift.push(Edit { start: 5, removed: 0, inserted: 3 });
        assert_eq!(drift.to_now(span(5, 9)), Some(span(8, 12)));
        assert_eq!(drift.to_now(span(1, 5)), Some(span(1, 5)));
        assert_eq!(drift.to_now(span(4, 6)), None);
        assert_eq!(drift.to_base(span(5, 8)), None);
        drift.push(Edit { start: 5, removed: 3, inserted: 0 });
        assert!(drift.is_empty());
    }

    #[test]
    fn what_was_undone_is_no_difference() {
        let base = Rope::from_str("ở Hà Nội nay");
        let mut drift = Drift::default();
        drift.push(Edit { start: 2, removed: 6, inserted: 0 });
        assert_eq!(drift.to_now(span(2, 8)), None);
        drift.push(Edit { start: 2, removed: 0, inserted: 6 });
        drift.settle(&base, &base);
        assert_eq!(drift.to_now(span(2, 8)), Some(span(2, 8)));
    }

    proptest! {
        /// Every span that is said to have moved still holds its text, there and back.
        #[test]
        fn moved_spans_hold_their_text(
            base in "[abcdefgh\\r\\n]{0,30}",
            edits in prop::collection::vec((0usize..40, 0usize..6, "[xyz]{0,4}"), 0..12),
            settled: bool,
        ) {
            let base = Rope::from_str(&base);
            let mut now = base.clone();
            let mut drift = Drift::default();
            for (start, removed, text) in edits {
                let start = start.min(now.len_chars());
                let end = (start + removed).min(now.len_chars());
                now.remove(start..end);
                now.insert(start, &text);
                drift.push(Edit { start, removed: end - start, inserted: text.chars().count() });
            }
            if settled {
                drift.settle(&base, &now);
            }
            for drift in [drift, Drift::between(&base, &now)] {
                for start in 0..base.len_chars() {
                    for end in start + 1..=base.len_chars() {
                        if let Some(to) = drift.to_now(span(start, end)) {
                            let (a, b) = (to.start.index(), to.end.index());
                            prop_assert_eq!(base.slice(start..end), now.slice(a..b));
                            prop_assert_eq!(drift.to_base(to), Some(span(start, end)));
                        }
                    }
                }
                if drift.is_empty() {
                    prop_assert_eq!(&base, &now);
                }
            }
        }
    }
}

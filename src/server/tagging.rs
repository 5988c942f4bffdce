//! What is found in the text of an open article, brought from one version to the next.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;
use ropey::Rope;
use rustc_hash::{FxHashMap, FxHashSet};

use super::handlers::inlay_hint::Referent;
use super::snapshot::World;
use crate::lint::article::follow::{self, Context};
use crate::lint::{Document, Finding, lint_article};
use crate::sidecar::Sidecar;
use crate::tagger::article::Article as Text;
use crate::tagger::draft::Draft;
use crate::tagger::mention::{Analysis, Kind, Mention};
use crate::text::position::{Byte, Span};

/// A text and what was found in it.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// The text.
    pub text: String,
    /// What it says, of the types that are wanted.
    pub analysis: Analysis,
    /// All that it says, where not all types are wanted.
    whole: Option<Analysis>,
    /// How that was found out, where the text is under edit.
    draft: Option<(Draft, Rope)>,
    remarks: OnceLock<Vec<Finding>>,
    /// Whether all of the text is known to be in NFC.
    is_composed: bool,
}

impl Tagged {
    /// Of mentions, by number in rising order, those that are the article's first of who or what they mean.
    pub fn firsts(&self, numbers: &[usize]) -> FxHashSet<usize> {
        let mentions = &self.analysis.mentions;
        let mut asked: FxHashMap<Referent<'_>, usize> = FxHashMap::default();
        for number in numbers {
            if let Some(mention) = mentions.get(*number) {
                asked.entry(Referent::of(self, mention)).or_insert(*number);
            }
        }
        // Most are named near the article's head, so that is where to look for an earlier one.
        let end = numbers.last().map_or(0, |last| last + 1);
        for (number, mention) in mentions.iter().enumerate().take(end) {
            if asked.is_empty() {
                break;
            }
            let referent = Referent::of(self, mention);
            if asked.get(&referent).is_some_and(|first| number < *first) {
                asked.remove(&referent);
            }
        }
        asked.into_values().collect()
    }

    /// The mentions that touch some bytes, with their numbers: those that end or begin there included.
    pub fn touching(&self, bytes: Span<Byte>) -> impl Iterator<Item = (usize, &Mention)> {
        let mentions = &self.analysis.mentions;
        // No mention goes beyond its paragraph.
        let from = self.draft.as_ref().map_or(0, |(draft, _)| draft.paragraph_before(bytes.start));
        let first = mentions.partition_point(|m| m.bytes.start.0 < from);
        let near = mentions[first..].iter().zip(first..);
        let near = near.take_while(move |(m, _)| m.bytes.start <= bytes.end);
        near.filter(move |(m, _)| m.bytes.end >= bytes.start).map(|(m, number)| (number, m))
    }

    /// What the rules about articles find in it.
    pub fn remarks(&self) -> &[Finding] {
        let document = || Document::new(&self.text, &self.analysis).composed(self.is_composed);
        self.remarks.get_or_init(|| lint_article(&document()))
    }

    /// A text that was not tagged before; `rope`: the same, where it is under edit.
    fn new(text: String, date: Option<Date>, world: &World, rope: Option<&Rope>) -> Tagged {
        let article = Text { text: &text, date };
        let (draft, analysis) = match rope {
            Some(rope) => {
                let (draft, analysis) = Draft::new(&article, &world.knowledge);
                (Some((draft, rope.clone())), analysis)
            }
            None => (None, crate::tagger::analyse(&article, &world.knowledge)),
        };
        let mut tagged =
            Tagged { text, analysis, whole: None, draft, remarks: OnceLock::new(), is_composed: false };
        tagged.choose(world);
        tagged
    }

    /// Leaves out the types that are not wanted.
    fn choose(&mut self, world: &World) {
        if !Kind::ALL.into_iter().all(|kind| world.settings.has(kind)) {
            let mut wanted = self.analysis.clone();
            wanted.mentions.retain(|m| world.settings.has(m.value.kind()));
            self.whole = Some(std::mem::replace(&mut self.analysis, wanted));
        }
    }

    /// The same text edited to what `rope` holds; nothing where it was read as of another date.
    fn follow(mut self, rope: &Rope, date: Option<Date>, world: &World) -> Option<Tagged> {
        let (mut draft, before) = self.draft.take().filter(|(draft, _)| draft.date() == date)?;
        let (range, with) = difference(&before, rope);
        let remarks = self.remarks.take();
        let context =
            remarks.as_ref().map(|_| Context::around(&Document::new(&self.text, &self.analysis), &range));
        if let Some(whole) = self.whole.take() {
            self.analysis = whole;
        }
        let change = draft.change(&mut self.text, &mut self.analysis, &world.knowledge, (range, &with));
        let same_lines = before.len_lines() == rope.len_lines();
        self.draft = Some((draft, rope.clone()));
        self.choose(world);
        self.is_composed = match &change.edit {
            Some(edit) => follow::stays_composed(remarks.as_deref(), &self.text, edit),
            None => self.is_composed,
        };
        if let (Some(mut remarks), Some(context), true) = (remarks, context, change.is_slight) {
            let document = Document::new(&self.text, &self.analysis);
            let follow = |edit| follow::follow(&mut remarks, &context, &document, &edit, same_lines);
            let stands = change.edit.is_none_or(follow);
            if stands {
                self.remarks = remarks.into();
            }
        }
        Some(self)
    }
}

/// The bytes of the old text that differ in the new one, and what stands there. What both ropes share is not read.
fn difference(old: &Rope, new: &Rope) -> (Range<usize>, String) {
    let same = |(a, b): &(&str, &str)| std::ptr::eq(a.as_ptr(), b.as_ptr()) && a.len() == b.len();
    let head: usize = old.chunks().zip(new.chunks()).take_while(same).map(|(a, _)| a.len()).sum();
    let mut a = old.chunks_at_byte(old.len_bytes()).0.reversed();
    let mut b = new.chunks_at_byte(new.len_bytes()).0.reversed();
    let most = old.len_bytes().min(new.len_bytes()) - head;
    let pairs = std::iter::from_fn(|| a.next().zip(b.next()));
    let tail: usize = pairs.take_while(same).map(|(a, _)| a.len()).sum();
    let tail = if tail > most { 0 } else { tail };
    (head..old.len_bytes() - tail, String::from(new.byte_slice(head..new.len_bytes() - tail)))
}

/// The findings of one text, by the date that it was read as of. `None` where the analysis panicked.
#[derive(Debug, Default)]
pub struct Tagging {
    cells: Mutex<Vec<(Option<Date>, Cell)>>,
    /// The version that was tagged last, for the next one to go on from.
    desk: Arc<Mutex<Option<Cell>>>,
}

/// What is found out once, by whoever needs it first.
pub type Cell = Arc<OnceLock<Option<Tagged>>>;

impl Tagging {
    /// For the next version of the text.
    pub fn next(&self) -> Tagging {
        Tagging { cells: Mutex::default(), desk: self.desk.clone() }
    }

    /// The cell of the findings as of a date.
    pub fn cell(&self, date: Option<Date>) -> Cell {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, cell)) = cells.iter().find(|(d, _)| *d == date) {
            return cell.clone();
        }
        // Only the newest date is wanted again.
        cells.clear();
        let cell = Cell::default();
        cells.push((date, cell.clone()));
        cell
    }

    /// Fills a cell, from the version before where there is one.
    pub fn fill(&self, cell: &Cell, rope: &Rope, date: Option<Date>, world: &World) {
        let desk = || self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let mut is_new = false;
        cell.get_or_init(|| {
            is_new = true;
            let before = desk().take();
            guarded(|| {
                let before = before.and_then(|cell| match Arc::try_unwrap(cell) {
                    Ok(cell) => cell.into_inner().flatten(),
                    // Somebody still reads it.
                    Err(cell) => cell.get().cloned().flatten(),
                });
                let followed = before.and_then(|before| before.follow(rope, date, world));
                followed.unwrap_or_else(|| Tagged::new(String::from(rope), date, world, Some(rope)))
            })
        });
        if is_new {
            *desk() = Some(cell.clone());
        }
    }
}

/// What was found; a panic is logged and gives nothing.
fn guarded(run: impl FnOnce() -> Tagged) -> Option<Tagged> {
    let found = catch_unwind(AssertUnwindSafe(run));
    if found.is_err() {
        tracing::error!("the analysis panicked");
    }
    found.ok()
}

impl World {
    /// What an article says to a sidecar: as of the date in its header. `None` where the analysis failed.
    pub fn read(&self, article: &str, sidecar: &Sidecar) -> Option<Tagged> {
        let date = sidecar.header().and_then(|h| h.date);
        guarded(|| Tagged::new(article.to_string(), date, self, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PARTS: &[&str] = &[
        "Ngày 14/3/2024.\n",
        "Ông Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, đến thị xã Cửa Lò.\n",
        "Bà Trần Thị Mẫu, Bí thư Tỉnh ủy Hậu Giang, về thị xã Cửa Lò.\n",
        "Huyện Hòa Vang, huyện Hoà Vang và huyện Hoà Vang chi 6,766 tỷ đồng.\n",
        "nguyên ",
        "nay là ",
        "năm 1999 ",
        "thay ",
        ". ",
        "\n",
        "x",
        " ",
        "Hue\u{302}\u{301} ",
        "cũ",
    ];

    proptest! {
        /// Typed or all at once, a text says the same, and the rules find the same in it.
        #[test]
        fn what_follows_is_what_is_new(
            start in proptest::collection::vec(0..5usize, 1..7),
            edits in proptest::collection::vec((any::<usize>(), 0..12usize, 0..PARTS.len()), 1..8),
        ) {
            let world = World::default();
            let mut rope = Rope::from_str(&start.iter().map(|i| PARTS[*i % 4]).collect::<String>());
            let mut tagged = Tagged::new(String::from(&rope), None, &world, Some(&rope));
            tagged.remarks();
            for (at, removed, part) in edits {
                let at = at % (rope.len_chars() + 1);
                rope.remove(at..(at + removed).min(rope.len_chars()));
                rope.insert(at, PARTS[part]);
                tagged = tagged.follow(&rope, None, &world).expect("the same date");
                let fresh = Tagged::new(String::from(&rope), None, &world, None);
                prop_assert_eq!(&tagged.text, &fresh.text);
                prop_assert_eq!(&tagged.analysis.mentions, &fresh.analysis.mentions);
                prop_assert_eq!(tagged.remarks(), fresh.remarks());
            }
        }
    }

    #[test]
    fn only_what_differs_is_read() {
        let old = Rope::from_str(&"Một dòng dài.\n".repeat(2000));
        let mut new = old.clone();
        new.insert(9_000, "x");
        let (range, with) = difference(&old, &new);
        assert!(range.len() < 4_000 && with.len() == range.len() + 1, "{range:?}");
        assert_eq!(difference(&old, &old).0.len(), 0);
        let all = Rope::from_str(&String::from(&old));
        assert_eq!(difference(&old, &all).0, 0..old.len_bytes());
    }
}

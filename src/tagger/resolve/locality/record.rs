//! What the resolution of localities learned on its way, so that a paragraph can be settled again by itself.
//! A paragraph knows of the others only what they taught in earlier phases: as long as all paragraphs teach the
//! same in the same order, each of them stands as it was settled.

use super::super::{ResolvedLocality, drop_in_amounts};
use super::slot::Slot;
use super::tally::{Altered, Tally};
use super::{Facts, PHASES, Phase, Run, value, vote};
use crate::gazetteer::UnitId;
use crate::tagger::article::Article;
use crate::tagger::candidate::Findings;
use crate::tagger::mention::{AsOf, Certainty};
use crate::tagger::share;

/// What was known in the whole article before each phase.
#[derive(Clone, Debug, Default)]
pub struct Record {
    before: Vec<Facts>,
    votes: i32,
    tally: Tally,
}

/// So often paragraphs are settled anew with what they teach themselves.
const ROUNDS: usize = 4;

/// The localities of a paragraph, and what they teach the others.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// Ordered by start.
    pub localities: Vec<ResolvedLocality>,
    lessons: Vec<Lesson>,
    votes: i32,
}

/// What one settled name teaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lesson {
    pub(super) phase: Phase,
    /// Node of the name in the trie.
    pub(super) node: Option<u32>,
    pub(super) name: u64,
    pub(super) unit: Option<UnitId>,
    pub(super) doubtful: bool,
}

impl Lesson {
    fn of(phase: Phase, slot: &Slot<'_>) -> Option<Lesson> {
        let outcome = slot.outcome?;
        let doubtful = outcome.certainty == Certainty::Ambiguous;
        let candidate = slot.candidate;
        Some(Lesson { phase, node: candidate.node, name: candidate.name_key, unit: outcome.unit, doubtful })
    }
}

/// Settles the candidates of all paragraphs, as [`super::resolve`] does, by paragraph.
pub fn resolve(article: &Article<'_>, as_of: AsOf, paragraphs: &[Findings]) -> (Record, Vec<Settled>) {
    let text = article.text;
    let runs = share::map(paragraphs, share::parts(text.len()), |run| (run.len(), Run::new(text, run)));
    let (lengths, mut runs): (Vec<usize>, Vec<Run<'_>>) = runs.into_iter().unzip();
    let firsts: Vec<usize> =
        lengths.iter().scan(0, |next, n| Some(std::mem::replace(next, *next + n))).collect();
    let mut settled = vec![Settled::default(); paragraphs.len()];
    let mut record = Record::default();
    if as_of.date.is_none() {
        each_slot(&runs, &firsts, |paragraph, slot| settled[paragraph].votes += vote(slot));
        record.votes = settled.iter().map(|s| s.votes).sum();
    }
    let before = &mut record.before;
    super::settle_all(
        &mut runs,
        as_of,
        record.votes,
        |facts| before.push(facts.clone()),
        |phase, run, slot| {
            settled[firsts[run] + slot.paragraph].lessons.extend(Lesson::of(phase, slot));
        },
    );
    take_localities(text, (&runs, &firsts), paragraphs, &mut settled);
    drop(runs);
    settled.iter().flat_map(|s| &s.lessons).for_each(|lesson| record.tally.count(lesson, true));
    paragraphs.iter().for_each(|findings| record.tally.count_names(findings, true));
    (record, settled)
}

/// Calls `each` with every slot and the number of its paragraph; `firsts`: of the first one of each run.
fn each_slot(runs: &[Run<'_>], firsts: &[usize], mut each: impl FnMut(usize, &Slot<'_>)) {
    for (run, first) in runs.iter().zip(firsts) {
        run.slots.iter().for_each(|slot| each(first + slot.paragraph, slot));
    }
}

/// Gives each paragraph its localities.
fn take_localities(
    text: &str,
    (runs, firsts): (&[Run<'_>], &[usize]),
    paragraphs: &[Findings],
    settled: &mut [Settled],
) {
    each_slot(runs, firsts, |paragraph, slot| {
        settled[paragraph].localities.extend(slot.outcome.map(|o| value::value(text, slot, o)));
    });
    for (settled, findings) in settled.iter_mut().zip(paragraphs) {
        drop_in_amounts(&mut settled.localities, std::slice::from_ref(findings), |l| l.bytes);
    }
}

impl Record {
    /// Settles some paragraphs with what the article taught.
    pub fn settle(&self, text: &str, as_of: AsOf, paragraphs: &[Findings]) -> Vec<Settled> {
        let mut run = Run::new(text, paragraphs);
        let mut settled = vec![Settled::default(); paragraphs.len()];
        for slot in run.slots.iter().filter(|_| as_of.date.is_none()) {
            settled[slot.paragraph].votes += vote(slot);
        }
        for (phase, facts) in PHASES.into_iter().zip(&self.before) {
            run.settle(phase, as_of, facts);
            for slot in run.fresh.drain(..).map(|i| &run.slots[i as usize]) {
                settled[slot.paragraph].lessons.extend(Lesson::of(phase, slot));
            }
        }
        take_localities(text, (&[run], &[0]), paragraphs, &mut settled);
        settled
    }

    /// Settles `paragraphs` that come in the place of `old` ones. `None` where other paragraphs may not stand: then nothing
    /// of this counts any more.
    pub fn follow(
        &mut self,
        (text, as_of): (&str, AsOf),
        old: (&[Findings], &[Settled]),
        paragraphs: &[Findings],
    ) -> Option<Vec<Settled>> {
        old.0.iter().for_each(|findings| self.tally.count_names(findings, false));
        paragraphs.iter().for_each(|findings| self.tally.count_names(findings, true));
        let mut altered = Altered::default();
        let mut taught: Vec<Lesson> = old.1.iter().flat_map(|s| &s.lessons).copied().collect();
        let votes = |all: &[Settled]| all.iter().map(|s| s.votes).sum::<i32>();
        for round in 0..ROUNDS {
            let settled = self.settle(text, as_of, paragraphs);
            if round == 0 {
                let sum = self.votes - votes(old.1) + votes(&settled);
                // Only which side has more votes counts.
                if (sum > 0) != (self.votes > 0) {
                    return None;
                }
                self.votes = sum;
            }
            if PHASES.into_iter().all(|phase| of(&taught, phase).eq(lessons(&settled, phase))) {
                return (!self.tally.reaches(&altered, paragraphs)).then_some(settled);
            }
            let new: Vec<Lesson> = settled.iter().flat_map(|s| &s.lessons).copied().collect();
            let all = || taught.iter().chain(&new);
            // What the article teaches first counts.
            if all().any(|lesson| self.tally.is_disputed(lesson)) {
                return None;
            }
            new.iter().for_each(|lesson| self.tally.count(lesson, true));
            taught.iter().for_each(|lesson| self.tally.count(lesson, false));
            for lesson in all() {
                self.tally.update(lesson, &mut self.before, &mut altered)?;
            }
            taught = new;
        }
        None
    }
}

fn of(lessons: &[Lesson], phase: Phase) -> impl Iterator<Item = &Lesson> {
    lessons.iter().filter(move |l| l.phase == phase)
}

fn lessons(all: &[Settled], phase: Phase) -> impl Iterator<Item = &Lesson> {
    all.iter().flat_map(|s| &s.lessons).filter(move |l| l.phase == phase)
}

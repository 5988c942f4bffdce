//! What the resolution of localities learned on its way, so that a paragraph can be settled again by itself.
//! A paragraph knows of the others only what they taught in earlier phases: as long as all paragraphs teach the
//! same in the same order, each of them stands as it was settled.

use super::super::{ResolvedLocality, drop_in_amounts};
use super::slot::Slot;
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
}

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
struct Lesson {
    phase: Phase,
    /// Node of the name in the trie.
    node: Option<u32>,
    name: u64,
    unit: Option<UnitId>,
    doubtful: bool,
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

    /// Whether the other paragraphs stand when `new` ones come in the place of `old` ones. Takes their votes in.
    pub fn stands(&mut self, old: &[Settled], new: &[Settled]) -> bool {
        let votes = |all: &[Settled]| all.iter().map(|s| s.votes).sum::<i32>();
        let sum = self.votes - votes(old) + votes(new);
        // Only which side has more votes counts.
        if (sum > 0) != (self.votes > 0) {
            return false;
        }
        self.votes = sum;
        PHASES.into_iter().all(|phase| {
            let of = |all| lessons(all, phase);
            of(old).eq(of(new))
        })
    }
}

fn lessons(all: &[Settled], phase: Phase) -> impl Iterator<Item = &Lesson> {
    all.iter().flat_map(|s| &s.lessons).filter(move |l| l.phase == phase)
}

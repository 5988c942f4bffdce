//! Localities of a whole article: units are settled from the large ones down, since a named province
//! tells which commune is meant.
//!
//! That goes in phases. Within a phase each run of paragraphs is settled by itself, with what the phases
//! before found in the whole article; so runs can be settled at once, and their order tells nothing.

mod others;
pub mod record;
mod slot;
mod tally;
mod value;

pub use others::{others, readings};

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::article::Article;
use super::super::candidate::{Findings, LocalityCandidate};
use super::super::locality::designator;
use super::super::locality::{Evidence, units_of};
use super::super::mention::{AsOf, Certainty, Level, Reason};
use super::super::share;
use super::accept::{self, Support};
use super::homonym::{self, Beside, Option_, Setting};
use super::{ResolvedLocality, drop_in_amounts};
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Presence, Unit};
use slot::{Link, Outcome, Slot, own_designator};

/// A reading this much behind the best one no longer competes.
const MARGIN: i32 = 3;

/// Large units first; then those with a designator, those whose parent stands beside first of all; then
/// bare names, which lean on the rest. What has several readings left waits for what the others tell;
/// then bare names again, which count where the name counts elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Phase {
    Large,
    Parented,
    Designated,
    Bare,
    Doubtful,
    Elsewhere,
}

const PHASES: [Phase; 6] =
    [Phase::Large, Phase::Parented, Phase::Designated, Phase::Bare, Phase::Doubtful, Phase::Elsewhere];

impl Phase {
    /// Whether a candidate is looked at.
    fn concerns(self, slot: &Slot<'_>) -> bool {
        let own = own_designator(slot.candidate).is_some();
        let linked = slot.link != Link::None;
        match (self, slot.candidate.node) {
            (Phase::Large, _) => slot.large,
            (Phase::Parented, Some(_)) => own && linked,
            (Phase::Designated, Some(_)) => own || linked,
            (Phase::Parented, None) => false,
            (Phase::Designated, None) => own,
            _ => true,
        }
    }

    /// The bit that stands for it.
    fn mask(self) -> u8 {
        1 << self as u8
    }
}

/// A slot that is not settled yet.
struct Open {
    /// Its number.
    slot: u32,
    /// A bit for each phase that looks at it: most look at few.
    phases: u8,
}

impl Open {
    fn new((number, slot): (usize, &Slot<'_>)) -> Self {
        let phases = PHASES.into_iter().filter(|phase| phase.concerns(slot));
        Open { slot: number as u32, phases: phases.fold(0, |mask, phase| mask | phase.mask()) }
    }
}

fn is_large(unit: Unit) -> bool {
    unit.level() <= Level::Province
}

/// What the phases so far found in the whole article.
#[derive(Clone, Debug, Default)]
struct Facts {
    setting: Setting,
    /// Folded names that no table has, and that count.
    unknown: FxHashSet<u64>,
}

/// Node of a name with its own designator and its list's.
type Form = (u32, Option<usize>, Option<usize>);

/// The slots of a run of paragraphs.
struct Run<'a> {
    slots: Vec<Slot<'a>>,
    /// The slots that are not settled yet.
    open: Vec<Open>,
    /// Numbers of the slots settled in this phase.
    fresh: Vec<u32>,
    /// What they tell.
    learned: Facts,
    /// The ranked readings of the names met in this phase: they come again and again.
    ranks: FxHashMap<Form, Vec<Option_>>,
    around: Beside,
}

/// Settles the candidates of all paragraphs; those that count come back, ordered by start.
pub fn resolve(article: &Article<'_>, as_of: AsOf, paragraphs: &[Findings]) -> Vec<ResolvedLocality> {
    let text = article.text;
    let mut runs = share::map(paragraphs, share::parts(text.len()), |run| Run::new(text, run));
    let votes = match as_of.date {
        None => runs.iter().flat_map(|r| &r.slots).map(vote).sum(),
        Some(_) => 0,
    };
    settle_all(&mut runs, as_of, votes, |_| {}, |_, _, _| {});
    let slots = runs.iter().flat_map(|run| &run.slots);
    let mut settled: Vec<(&Slot<'_>, Outcome)> = slots.filter_map(|s| Some((s, s.outcome?))).collect();
    drop_in_amounts(&mut settled, paragraphs, |(slot, _)| slot.candidate.bytes);
    let parts = share::parts(text.len());
    let localities = share::map_each(&settled, parts, |(slot, outcome)| value::value(text, slot, *outcome));
    share::discard(runs, parts);
    localities
}

/// Takes the runs of an article through all phases. `before` is told what is known before each of them, `told` of
/// each slot that is settled in one, with the number of its run.
fn settle_all(
    runs: &mut [Run<'_>],
    as_of: AsOf,
    votes: i32,
    mut before: impl FnMut(&Facts),
    mut told: impl FnMut(Phase, usize, &Slot<'_>),
) {
    let mut facts = Facts::default();
    facts.setting.old_votes = votes;
    for phase in PHASES {
        before(&facts);
        share::each(runs, |run| run.settle(phase, as_of, &facts));
        for (number, run) in runs.iter_mut().enumerate() {
            facts.take(&mut run.learned);
            run.fresh.drain(..).for_each(|i| told(phase, number, &run.slots[i as usize]));
        }
    }
}

impl Facts {
    /// Takes in what the paragraphs behind found: of a name what came first stands.
    fn take(&mut self, behind: &mut Facts) {
        self.unknown.extend(behind.unknown.drain());
        self.setting.take(&mut behind.setting);
    }

    fn learn(&mut self, slot: &Slot<'_>) {
        let Some(outcome) = slot.outcome else { return };
        let (Some(unit), Some(node)) = (outcome.unit.and_then(Unit::get), slot.candidate.node) else {
            self.unknown.insert(slot.candidate.name_key);
            return;
        };
        let setting = &mut self.setting;
        if outcome.certainty == Certainty::Ambiguous {
            // It is a place all the same, whichever.
            setting.doubted.entry(node).or_insert(unit.id());
            return;
        }
        setting.settled.entry(node).or_insert(unit.id());
        setting.learn(unit);
    }
}

impl<'a> Run<'a> {
    fn new(text: &str, paragraphs: &'a [Findings]) -> Self {
        let slots = slot::slots(text, paragraphs);
        Run {
            open: slots.iter().enumerate().filter(|(_, slot)| !slot.hopeless).map(Open::new).collect(),
            slots,
            fresh: Vec::new(),
            learned: Facts::default(),
            ranks: FxHashMap::default(),
            around: Beside::default(),
        }
    }

    fn settle(&mut self, phase: Phase, as_of: AsOf, facts: &Facts) {
        self.ranks.clear();
        let mut open = std::mem::take(&mut self.open);
        open.retain(|open| {
            if open.phases & phase.mask() == 0 {
                return true;
            }
            let i = open.slot as usize;
            let candidate = self.slots[i].candidate;
            let outcome = match candidate.node {
                Some(node) => self.known(i, node, phase, as_of, facts),
                None => unknown(candidate, facts),
            };
            if outcome.is_some() {
                self.slots[i].outcome = outcome;
                self.fresh.push(open.slot);
                self.learned.learn(&self.slots[i]);
            }
            outcome.is_none()
        });
        self.open = open;
    }

    /// The outcome of a name that the tables have.
    fn known(&mut self, i: usize, node: u32, phase: Phase, as_of: AsOf, facts: &Facts) -> Option<Outcome> {
        let candidate = self.slots[i].candidate;
        let (own, listed) = designator_rows(candidate);
        slot::beside(i, &self.slots, as_of, &mut self.around);
        let ranked = self
            .ranks
            .entry((node, own, listed))
            .or_insert_with(|| homonym::rank(units_of(node), own, listed, as_of, &facts.setting, node));
        let weighed = homonym::weigh(ranked, &self.around);
        let options: &[Option_] = weighed.as_deref().unwrap_or(ranked);
        if phase == Phase::Large && !options.first().and_then(|o| Unit::get(o.unit)).is_some_and(is_large) {
            return None;
        }
        // The best reading that counts: a commune's name by itself does not, a former province's may.
        let mut tried = 0u32;
        for option in options {
            let Some(unit) = Unit::get(option.unit) else { continue };
            let kind = 1 << (unit.level() as u32 * 2 + u32::from(unit.era() == Era::Former));
            if tried & kind != 0 {
                continue;
            }
            tried |= kind;
            // What a name alone means is there, or was; and here, where the article names a province that has it.
            let to_come = listed.is_none() && is_to_come(unit, as_of);
            if own.is_none() && (to_come || is_far(unit, options, &facts.setting)) {
                continue;
            }
            let judged = judge(i, unit, *option, options, &self.around, &self.slots, (&facts.setting, as_of));
            if let Some((certainty, reason)) = judged {
                if certainty == Certainty::Ambiguous {
                    if phase < Phase::Doubtful {
                        return None;
                    }
                    self.slots[i].options = options.to_vec();
                }
                return Some(Outcome { unit: Some(unit.id()), certainty, reason });
            }
            if own.is_some() {
                return None;
            }
        }
        None
    }
}

/// Rows of a candidate's own designator, else of its list's or its body's.
fn designator_rows(candidate: &LocalityCandidate) -> (Option<usize>, Option<usize>) {
    let own = own_designator(candidate);
    (own, candidate.designator.or(candidate.seat).map(usize::from).filter(|_| own.is_none()))
}

fn is_to_come(unit: Unit, as_of: AsOf) -> bool {
    as_of.presence(unit) == Some(Presence::No)
        && unit.valid_from().zip(as_of.date).is_some_and(|(from, day)| from > day)
}

/// Whether a unit lies in a country that the article does not name, and another one of the name in a province that it names.
fn is_far(unit: Unit, options: &[Option_], setting: &Setting) -> bool {
    let near = |o: &Option_| {
        Unit::get(o.unit).is_some_and(|u| {
            u.era() != Era::Abroad
                && u.province().is_some_and(|p| setting.provinces.contains_key(&p.name_id()))
        })
    };
    unit.era() == Era::Abroad
        && !unit.country().is_some_and(|c| setting.countries.contains(&c.id()))
        && options.iter().any(near)
}

/// The outcome of a name that no table has.
fn unknown(candidate: &LocalityCandidate, facts: &Facts) -> Option<Outcome> {
    let level = candidate.designator.map_or(Level::Village, |row| designator::level(usize::from(row)));
    let support = Support { elsewhere: facts.unknown.contains(&candidate.name_key), ..Support::default() };
    let (certainty, reason) = accept::unknown(candidate, level, support)?;
    Some(Outcome { unit: None, certainty, reason })
}

/// Without a date: units and designators that are gone speak for the time before the mergers (1), those
/// that are new for the time since (-1).
fn vote(slot: &Slot<'_>) -> i32 {
    let candidate = slot.candidate;
    let Some(node) = candidate.node else { return 0 };
    let own = own_designator(candidate);
    let fits = |u: &Unit| own.is_none_or(|row| designator::fits(*u, row) == designator::Fit::Type);
    let counts = |u: &Unit| fits(u) && (u.level() <= Level::District || candidate.designator.is_some());
    let in_era = |era| units_of(node).any(|u| u.era() == era && counts(&u));
    match (in_era(Era::Before2025), in_era(Era::Since2025)) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    }
}

/// Whether a candidate counts in one reading, how sure that is, and why.
fn judge(
    i: usize,
    unit: Unit,
    best: Option_,
    options: &[Option_],
    beside: &Beside,
    slots: &[Slot<'_>],
    (setting, as_of): (&Setting, AsOf),
) -> Option<(Certainty, Reason)> {
    let candidate = slots[i].candidate;
    let own = own_designator(candidate);
    let node = candidate.node?;
    let rivals = options
        .iter()
        .filter(|o| (best.score - o.score).abs() < MARGIN && !homonym::same_place(o.unit, best.unit))
        .count();
    let by_parent = beside.parents.iter().any(|p| p.is_above(unit));
    let (certainty, reason) = if let Some(row) = own {
        let reason = if by_parent { Reason("locality-parent") } else { Reason("locality-designator") };
        let fits = designator::fits(unit, row) > designator::Fit::No;
        let sure = fits && !candidate.evidence.has(Evidence::MISSPELT);
        (if sure { Certainty::Certain } else { Certainty::Likely }, reason)
    } else {
        let told = setting.settled.get(&node).or_else(|| setting.doubted.get(&node)).copied();
        let support = Support {
            parent: by_parent,
            elsewhere: told.is_some_and(|id| {
                // A town told with its designator tells of its district, too.
                let province = |u: Unit| u.province().map(Unit::name_id);
                let told = Unit::get(id).and_then(province);
                id == unit.id() || unit.level() == Level::District && told.is_some() && told == province(unit)
            }),
            province: unit.province().is_some_and(|p| setting.provinces.contains_key(&p.name_id())),
            district: unit.parent().is_some_and(|d| {
                d.level() == Level::District && setting.districts.contains_key(&d.name_id())
            }),
            former: setting.former >= 2,
            among: slot::among(i, slots),
            sibling: slot::sibling(i, slots, unit, rivals == 0),
            unique: rivals == 0,
            heir: units_of(node).any(|district| homonym::succeeds(unit, district, as_of)),
            office: slots[i].office,
        };
        accept::bare(candidate, unit, support)?
    };
    if rivals > 0 && setting.settled.get(&node) != Some(&best.unit) {
        return Some((Certainty::Ambiguous, Reason("locality-homonyms")));
    }
    Some((certainty, reason))
}

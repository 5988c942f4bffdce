//! How often each lesson is taught, so that what an article knows follows when some are taught no more and others
//! are new; and whom that may concern.

use rustc_hash::{FxHashMap, FxHashSet};

use super::record::Lesson;
use super::{Facts, PHASES, Phase};
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::candidate::{Findings, LocalityCandidate};
use crate::tagger::locality::units_of;
use crate::tagger::mention::Level;
use crate::tagger::resolve::counted::{count, count_item};

/// What a lesson is about: the name's node, or a name that no table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Node(u32),
    Name(u64),
}

impl Subject {
    fn of(candidate: &LocalityCandidate) -> Subject {
        candidate.node.map_or(Subject::Name(candidate.name_key), Subject::Node)
    }
}

/// What is counted besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Fact {
    Province(u32),
    /// A district of that province.
    Within(u32),
    District(u32),
    Country(UnitId),
    Former,
}

/// All that an article teaches, counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    lessons: FxHashMap<Subject, Vec<(Lesson, u32)>>,
    facts: FxHashMap<(Phase, Fact), u32>,
    /// How many candidates there are of each name.
    candidates: FxHashMap<Subject, u32>,
}

/// What is known otherwise than before.
#[derive(Debug, Default)]
pub struct Altered {
    subjects: FxHashSet<Subject>,
    /// Names of provinces and districts.
    units: FxHashSet<u32>,
    countries: FxHashSet<UnitId>,
    former: bool,
}

impl Altered {
    fn is_nothing(&self) -> bool {
        self.subjects.is_empty() && self.units.is_empty() && self.countries.is_empty() && !self.former
    }

    /// Whether a name may be settled otherwise for it.
    fn concerns(&self, subject: Subject) -> bool {
        if self.former || self.subjects.contains(&subject) {
            return true;
        }
        let Subject::Node(node) = subject else { return false };
        (!self.units.is_empty() || !self.countries.is_empty()) && units_of(node).any(|unit| self.is_of(unit))
    }

    fn is_of(&self, unit: Unit) -> bool {
        let mut above = unit.ancestors().chain([unit]).chain(unit.province()).chain(unit.parent());
        above.any(|u| self.units.contains(&u.name_id()))
            || unit.country().is_some_and(|c| self.countries.contains(&c.id()))
    }
}

impl Lesson {
    fn subject(&self) -> Subject {
        match (self.node, self.unit) {
            (Some(node), Some(_)) => Subject::Node(node),
            _ => Subject::Name(self.name),
        }
    }

    /// As [`Facts::learn`] has it.
    fn facts(&self, mut each: impl FnMut(Fact)) {
        let taught = self.unit.filter(|_| self.node.is_some() && !self.doubtful);
        let Some(unit) = taught.and_then(Unit::get) else { return };
        if unit.era() == Era::Former {
            each(Fact::Former);
        }
        if let Some(country) = unit.country().filter(|c| c.code() != Some("VN")) {
            each(Fact::Country(country.id()));
        }
        match unit.level() {
            Level::Province => each(Fact::Province(unit.name_id())),
            Level::District => {
                each(Fact::District(unit.name_id()));
                if let Some(province) = unit.province() {
                    each(Fact::Within(province.name_id()));
                }
            }
            _ => {}
        }
    }
}

impl Tally {
    /// Counts one lesson more, or one less.
    pub fn count(&mut self, lesson: &Lesson, more: bool) {
        count_item(&mut self.lessons, lesson.subject(), *lesson, more);
        lesson.facts(|fact| count(&mut self.facts, (lesson.phase, fact), more));
    }

    /// Counts the names of a paragraph, or no more.
    pub fn count_names(&mut self, findings: &Findings, more: bool) {
        for candidate in &findings.localities {
            count(&mut self.candidates, Subject::of(candidate), more);
        }
    }

    /// Whether several units are taught of a lesson's name, so that the first one counts.
    pub fn is_disputed(&self, lesson: &Lesson) -> bool {
        let all = self.lessons.get(&lesson.subject()).map_or(&[][..], Vec::as_slice);
        all.iter()
            .any(|(l, _)| l.unit != lesson.unit && l.phase == lesson.phase && l.doubtful == lesson.doubtful)
    }

    /// Whether what is altered may concern a name that stands outside of some paragraphs.
    pub fn reaches(&self, altered: &Altered, inside: &[Findings]) -> bool {
        if altered.is_nothing() {
            return false;
        }
        let mut here: FxHashMap<Subject, u32> = FxHashMap::default();
        for candidate in inside.iter().flat_map(|f| &f.localities) {
            *here.entry(Subject::of(candidate)).or_default() += 1;
        }
        let outside = |(subject, count): (&Subject, &u32)| *count > here.get(subject).copied().unwrap_or(0);
        let all = self.candidates.iter();
        all.filter(|entry| outside(*entry)).any(|(subject, _)| altered.concerns(*subject))
    }

    /// Brings what is known before each phase up to the counts, as far as a lesson tells of it. `None` where the order
    /// of the article decides.
    pub fn update(&self, lesson: &Lesson, before: &mut [Facts], altered: &mut Altered) -> Option<()> {
        let later = PHASES.iter().zip(before).filter(|(phase, _)| **phase > lesson.phase);
        for (phase, facts) in later {
            self.update_subject(lesson.subject(), *phase, facts, altered)?;
            lesson.facts(|fact| self.update_fact(fact, *phase, facts, altered));
        }
        Some(())
    }

    fn update_subject(
        &self,
        subject: Subject,
        phase: Phase,
        facts: &mut Facts,
        altered: &mut Altered,
    ) -> Option<()> {
        let all = self.lessons.get(&subject).map_or(&[][..], Vec::as_slice);
        let taught = || all.iter().map(|(l, _)| l).filter(|l| l.phase < phase);
        let changed = match subject {
            Subject::Name(name) => {
                let known = taught().next().is_some();
                if known { facts.unknown.insert(name) } else { facts.unknown.remove(&name) }
            }
            Subject::Node(node) => {
                let mut changed = false;
                let setting = &mut facts.setting;
                for (doubtful, map) in [(false, &mut setting.settled), (true, &mut setting.doubted)] {
                    let mut of = taught().filter(|l| l.doubtful == doubtful);
                    let first = of.clone().map(|l| l.phase).min();
                    let mut units = of.by_ref().filter(|l| Some(l.phase) == first).filter_map(|l| l.unit);
                    let unit = units.next();
                    if units.any(|other| Some(other) != unit) {
                        return None;
                    }
                    let old = match unit {
                        Some(unit) => map.insert(node, unit),
                        None => map.remove(&node),
                    };
                    changed |= old != unit;
                }
                changed
            }
        };
        if changed {
            altered.subjects.insert(subject);
        }
        Some(())
    }

    fn update_fact(&self, fact: Fact, phase: Phase, facts: &mut Facts, altered: &mut Altered) {
        let sum = |fact: Fact| -> u32 {
            let earlier = PHASES.iter().filter(|p| **p < phase);
            earlier.filter_map(|p| self.facts.get(&(*p, fact))).sum()
        };
        let setting = &mut facts.setting;
        match fact {
            Fact::Province(name) | Fact::Within(name) => {
                let told = sum(Fact::Province(name));
                let is_named = told > 0 || sum(Fact::Within(name)) > 0;
                let old = if is_named {
                    setting.provinces.insert(name, told)
                } else {
                    setting.provinces.remove(&name)
                };
                // More than three are as good as three.
                if old.map(|n| n.min(3)) != is_named.then(|| told.min(3)) {
                    altered.units.insert(name);
                }
            }
            Fact::District(name) => {
                let told = sum(fact);
                let old = if told > 0 {
                    setting.districts.insert(name, told)
                } else {
                    setting.districts.remove(&name)
                };
                if old.is_some() != (told > 0) {
                    altered.units.insert(name);
                }
            }
            Fact::Country(id) => {
                let told = sum(fact) > 0;
                let changed = if told { setting.countries.insert(id) } else { setting.countries.remove(&id) };
                if changed {
                    altered.countries.insert(id);
                }
            }
            Fact::Former => {
                let told = sum(fact);
                altered.former |= (setting.former >= 2) != (told >= 2);
                setting.former = told;
            }
        }
    }
}

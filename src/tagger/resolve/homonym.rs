//! Which of the units of one name is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::locality::designator::{self, Fit};
use super::super::mention::{AsOf, Level};
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Presence, Unit, UnitId};

/// A unit that a candidate can stand for, with what speaks for it.
#[derive(Clone, Copy, Debug)]
pub struct Option_ {
    pub unit: UnitId,
    pub score: i32,
    /// The unit's.
    pub level: Level,
}

/// What the article says so far: the places it names for sure.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// Provinces that the article names, by their name's number, with how often.
    pub provinces: FxHashMap<u32, u32>,
    /// Districts that it names, likewise.
    pub districts: FxHashMap<u32, u32>,
    /// Countries that it names.
    pub countries: FxHashSet<UnitId>,
    /// Without a date: whether the article speaks of the time before the mergers (more votes for it
    /// than against).
    pub old_votes: i32,
    /// Units that a name was settled to earlier in the article, by node.
    pub settled: FxHashMap<u32, UnitId>,
    /// Units that a name with a designator was settled to with doubt, by node.
    pub doubted: FxHashMap<u32, UnitId>,
}

/// A unit that the article names: by name and level, since rows of different years are one unit.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    id: UnitId,
    name: u32,
    level: Level,
    /// Whether it is of the map before July 2025 and no more.
    past: bool,
}

impl From<Unit> for Named {
    fn from(unit: Unit) -> Self {
        let past = unit.era() == Era::Before2025 && unit.valid_to().is_some();
        Self { id: unit.id(), name: unit.name_id(), level: unit.level(), past }
    }
}

impl Named {
    fn is(self, unit: Unit) -> bool {
        self.id == unit.id() || (self.name == unit.name_id() && self.level == unit.level())
    }

    /// Whether it is above a unit, or was above what the unit was made of: phường Vị Tân (tỉnh Hậu Giang cũ).
    pub fn is_above(self, unit: Unit) -> bool {
        unit.ancestors().any(|above| self.is(above)) || self.was_above(unit)
    }

    fn was_above(self, unit: Unit) -> bool {
        self.past
            && unit.era() == Era::Since2025
            && unit.predecessors().any(|(before, _)| before.ancestors().any(|above| self.is(above)))
    }
}

/// What stands beside a candidate.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Units named behind it as its parents (xã X, huyện Y), all readings.
    pub parents: Vec<Named>,
    /// Units named before it in the paragraph, the nearest first.
    pub before: Vec<Named>,
}

impl Beside {
    /// How many of the units above one stand beside: xã A, huyện B, tỉnh C. Where none does, how many of those above
    /// what it was made of.
    fn holding(&self, unit: Unit) -> usize {
        let named = |unit: Unit| unit.ancestors().filter(|a| self.parents.iter().any(|p| p.is(*a))).count();
        match named(unit) {
            0 if self.parents.iter().any(|p| p.was_above(unit)) => {
                unit.predecessors().map(|(before, _)| named(before)).max().unwrap_or(0)
            }
            held => held,
        }
    }
}

/// Points for each kind of evidence. Only their order matters: a parent beside beats everything, the
/// years beat habit, habit beats nothing.
mod points {
    /// For each level above that stands beside it.
    pub const PARENT: i32 = 40;
    pub const SETTLED: i32 = 16;
    pub const PRESENT: i32 = 14;
    /// Abolished by then: still named, where nothing of the name was there.
    pub const PAST: i32 = -4;
    /// Probably not yet, or no longer, there.
    pub const UNLIKELY: i32 = -45;
    /// Not yet there.
    pub const FUTURE: i32 = -60;
    pub const TYPE: i32 = 4;
    pub const BEFORE: i32 = 8;
    pub const PROVINCE: i32 = 5;
    pub const DISTRICT: i32 = 20;
    /// A place abroad whose country the article does not name, where a place here bears the name.
    pub const ABROAD: i32 = -34;
    pub const ERA: i32 = 2;
}

/// Scores every unit by itself, best first. `own_designator`: row of the designator that is part of the
/// mention; `list_designator`: of the list that it stands in.
pub fn rank(
    units: impl Iterator<Item = Unit>,
    own_designator: Option<usize>,
    list_designator: Option<usize>,
    as_of: AsOf,
    setting: &Setting,
    node: u32,
) -> Vec<Option_> {
    let mut options: Vec<(Fit, Option_)> = units
        .map(|unit| {
            let fit = own_designator.or(list_designator).map_or(Fit::Type, |row| designator::fits(unit, row));
            let mut score = presence(unit, as_of, setting);
            if fit == Fit::Type {
                score += points::TYPE;
            }
            if own_designator.is_none() {
                score += habit(unit);
            }
            score += named(unit, setting);
            if setting.settled.get(&node).is_some_and(|s| *s == unit.id()) {
                score += points::SETTLED;
            }
            (fit, Option_ { unit: unit.id(), score, level: unit.level() })
        })
        .collect();
    let here = |o: &(Fit, Option_)| Unit::get(o.1.unit).is_some_and(|u| u.era() != Era::Abroad);
    if own_designator.is_none() && options.iter().any(here) {
        for (_, option) in &mut options {
            let Some(unit) = Unit::get(option.unit).filter(|u| u.era() == Era::Abroad) else { continue };
            if !unit.country().is_some_and(|c| setting.countries.contains(&c.id())) {
                option.score += points::ABROAD;
            }
        }
    }
    // A unit that the designator does not fit counts only where it fits none.
    let any_fit = options.iter().any(|(fit, _)| *fit > Fit::No);
    if any_fit {
        options.retain(|(fit, _)| *fit > Fit::No);
    }
    let mut options: Vec<Option_> = options.into_iter().map(|(_, o)| o).collect();
    order(&mut options);
    options
}

/// The readings with what stands beside the candidate; `None` where that speaks for none of them.
pub fn weigh(options: &[Option_], beside: &Beside) -> Option<Vec<Option_>> {
    if beside.parents.is_empty() && beside.before.is_empty() {
        return None;
    }
    let points = |option: &Option_| {
        let Some(unit) = Unit::get(option.unit) else { return 0 };
        // Each level above that is named beside counts: xã A, huyện B, tỉnh C.
        let held = beside.holding(unit);
        let distance = beside.before.iter().position(|p| p.is_above(unit));
        points::PARENT * held as i32 + distance.map_or(0, |d| (points::BEFORE - d as i32).max(2))
    };
    let first = options.iter().position(|o| points(o) != 0)?;
    let mut weighed = options.to_vec();
    for option in &mut weighed[first..] {
        option.score += points(option);
    }
    order(&mut weighed);
    Some(weighed)
}

fn order(options: &mut [Option_]) {
    if options.len() > 1 {
        options.sort_by_key(|o| (std::cmp::Reverse(o.score), o.level, o.unit));
    }
}

fn presence(unit: Unit, as_of: AsOf, setting: &Setting) -> i32 {
    match as_of.presence(unit) {
        Some(Presence::Yes) => points::PRESENT,
        // Likelier there than not: nearly as good as certain. Else it has to lean on other evidence.
        Some(Presence::Perhaps(percent)) if percent >= 50 => {
            points::PRESENT - 1 - i32::from(100 - percent) / 12
        }
        Some(Presence::Perhaps(_)) => points::UNLIKELY,
        // Abolished units are still named; the later their end, the likelier.
        Some(Presence::No) if unit.valid_from().zip(as_of.date).is_some_and(|(from, day)| from > day) => {
            points::FUTURE
        }
        Some(Presence::No) => points::PAST,
        None => match unit.era() {
            Era::Before2025 if setting.old_votes > 0 => points::ERA,
            Era::Since2025 if setting.old_votes <= 0 => points::ERA,
            Era::Former => -10,
            Era::Abroad => -1,
            Era::Before2025 if unit.valid_to().is_none_or(|d| d < jiff::civil::date(2025, 6, 30)) => -2,
            _ => 0,
        },
    }
}

/// What a bare name usually means: the larger unit, also where it was abolished and a smaller one bears
/// the name now.
fn habit(unit: Unit) -> i32 {
    let points = match unit.level() {
        Level::Country | Level::Region => 70,
        Level::Province => 60,
        Level::District if matches!(unit.designator(), "thành phố" | "thị xã") => 44,
        Level::District => 40,
        Level::Commune | Level::Village => 0,
    };
    match unit.era() {
        Era::Former => points - 54,
        Era::Own => points + 10,
        // Bare, a name that a city shares with its province is the city.
        Era::Abroad => match unit.designator() {
            "thủ đô" => 34,
            "thành phố" => 32,
            _ => 30,
        },
        _ => points,
    }
}

/// Whether the article names the province or district that the unit lies in.
fn named(unit: Unit, setting: &Setting) -> i32 {
    let mut score = 0;
    for above in unit.ancestors() {
        match above.level() {
            Level::Province => {
                if let Some(n) = setting.provinces.get(&above.name_id()) {
                    score += points::PROVINCE + (*n).min(3) as i32;
                }
            }
            Level::District if setting.districts.contains_key(&above.name_id()) => score += points::DISTRICT,
            _ => {}
        }
    }
    score
}

/// Whether two units are one place at different times, or one row twice.
pub fn same_place(a: UnitId, b: UnitId) -> bool {
    let (Some(a), Some(b)) = (Unit::get(a), Unit::get(b)) else { return a == b };
    let province = |u: Unit| u.province().map(Unit::name_id);
    a.id() == b.id()
        || (a.level() == b.level()
            && province(a) == province(b)
            && (a.level() <= Level::District
                || a.parent().map(Unit::name_id) == b.parent().map(Unit::name_id)
                || a.era() != b.era()))
}

//! Which of the units of one name is meant.

use std::cmp::Reverse;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::locality::designator::{self, Fit};
use super::super::mention::{AsOf, Level};
use super::beside::count;
pub use super::beside::{Beside, Kin, Named};
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
    /// How often it names former provinces.
    pub former: u32,
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

impl Setting {
    /// Takes in that the article names a unit.
    pub fn learn(&mut self, unit: Unit) {
        self.former += u32::from(unit.era() == Era::Former);
        if let Some(country) = unit.country().filter(|c| c.code() != Some("VN")) {
            self.countries.insert(country.id());
        }
        match unit.level() {
            Level::Province => *self.provinces.entry(unit.name_id()).or_default() += 1,
            Level::District => {
                *self.districts.entry(unit.name_id()).or_default() += 1;
                if let Some(province) = unit.province() {
                    self.provinces.entry(province.name_id()).or_default();
                }
            }
            _ => {}
        }
    }

    /// Takes in what further paragraphs told: of a name what came first stands.
    pub fn take(&mut self, further: &mut Setting) {
        let sum = |sums: &mut FxHashMap<u32, u32>, further: &mut FxHashMap<u32, u32>| {
            further.drain().for_each(|(name, times)| *sums.entry(name).or_default() += times);
        };
        sum(&mut self.provinces, &mut further.provinces);
        sum(&mut self.districts, &mut further.districts);
        let first = |units: &mut FxHashMap<u32, UnitId>, further: &mut FxHashMap<u32, UnitId>| {
            for (node, unit) in further.drain() {
                units.entry(node).or_insert(unit);
            }
        };
        first(&mut self.settled, &mut further.settled);
        first(&mut self.doubted, &mut further.doubted);
        self.former += std::mem::take(&mut further.former);
        self.countries.extend(further.countries.drain());
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
    /// "quận Thủ Đức" is the quận, though a city bears the name by then.
    pub const OWN_TYPE: i32 = 22;
    pub const BEFORE: i32 = 8;
    /// For each name beside it in a list that can be a unit of the same parent; two tell a district from a province.
    pub const KIN: i32 = 12;
    pub const PROVINCE: i32 = 5;
    pub const DISTRICT: i32 = 20;
    /// A place abroad whose country the article does not name, where a place here bears the name.
    pub const ABROAD: i32 = -34;
    pub const ERA: i32 = 2;
    /// The same unit was named just before.
    pub const SAME: i32 = 30;
    /// A former province beside another one.
    pub const ALIKE: i32 = 24;
    /// "cũ", "sáp nhập" stands behind the name: the unit that is no more.
    pub const REFORMED: i32 = 24;
    /// A district that is no more, where the article names a unit of the name that was there.
    pub const REPLACED: i32 = -24;
    /// A district that is no more, bare, where a commune bears its name in its place.
    pub const LIVES_ON: i32 = -40;
    /// A district of a province that the article does not name, where it names another unit of the name.
    pub const STRANGE: i32 = -36;
}

/// What speaks for a unit by itself: its type, its years, what the name usually means, what of it the article names,
/// and what the article has told of the name.
fn parts(
    unit: Unit,
    fit: Fit,
    designated: bool,
    as_of: AsOf,
    setting: &Setting,
    settled: Option<Unit>,
) -> [i32; 5] {
    let kind = match fit {
        Fit::Type if designated => points::OWN_TYPE,
        Fit::Type => points::TYPE,
        _ => 0,
    };
    let habit = if designated { 0 } else { habit(unit) };
    let told = match settled {
        Some(settled) if settled.id() == unit.id() => points::SETTLED,
        Some(settled) if !designated => told(unit, settled, as_of, setting),
        _ => 0,
    };
    [kind, presence(unit, as_of, setting), habit, named(unit, setting), told]
}

/// Why a unit of the name is not the one meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The word before the name is another type's.
    Designator,
    /// It was not there at the article's date.
    Date,
    /// The bare name usually means the other.
    Habit,
    /// The article names the other's province or district.
    Province,
    /// The article tells the other one elsewhere.
    Told,
    /// The article does not name its country.
    Abroad,
    /// What stands beside the name speaks for the other.
    Beside,
    /// The bare name is this one only with evidence, which is missing.
    Bare,
    /// Nothing parts them.
    Even,
}

impl Why {
    /// The end of its message's key.
    pub fn name(self) -> &'static str {
        match self {
            Why::Designator => "designator",
            Why::Date => "date",
            Why::Habit => "habit",
            Why::Province => "province",
            Why::Told => "told",
            Why::Abroad => "abroad",
            Why::Beside => "beside",
            Why::Bare => "bare",
            Why::Even => "even",
        }
    }
}

/// The units of a name but `meant`, best first, each with what spoke most against it; forms of one place once.
pub fn losers(
    units: impl Iterator<Item = Unit>,
    meant: Unit,
    designators: (Option<usize>, Option<usize>),
    as_of: AsOf,
    setting: &Setting,
    settled: Option<Unit>,
    beside: &Beside,
) -> Vec<(UnitId, Why)> {
    const KINDS: [Why; 5] = [Why::Designator, Why::Date, Why::Habit, Why::Province, Why::Told];
    let (own, listed) = designators;
    let near = NearBy::new(beside);
    let weigh = |unit: Unit| -> (Fit, [i32; 7]) {
        let fit = own.or(listed).map_or(Fit::Type, |row| designator::fits(unit, row));
        let [a, b, c, d, e] = parts(unit, fit, own.is_some(), as_of, setting, settled);
        let far =
            unit.era() == Era::Abroad && !unit.country().is_some_and(|c| setting.countries.contains(&c.id()));
        (fit, [a, b, c, d, e, if far { points::ABROAD } else { 0 }, near.points(unit)])
    };
    let (best_fit, best) = weigh(meant);
    let mut losers: Vec<(i32, UnitId, Why)> = Vec::new();
    for unit in units {
        let known = |id: UnitId| same_place(id, unit.id());
        if known(meant.id()) || losers.iter().any(|l| known(l.1)) {
            continue;
        }
        let (fit, score) = weigh(unit);
        let total: i32 = score.iter().sum();
        let worst = (0..score.len()).max_by_key(|i| best[*i] - score[*i]).filter(|i| best[*i] > score[*i]);
        let why = match worst {
            _ if fit == Fit::No && best_fit > Fit::No => Why::Designator,
            _ if own.is_none() && succeeds(meant, unit, as_of) => Why::Date,
            _ if total > best.iter().sum() => Why::Bare,
            None => Why::Even,
            Some(5) => Why::Abroad,
            Some(6) => Why::Beside,
            Some(kind) => KINDS[kind],
        };
        losers.push((if fit == Fit::No { i32::MIN } else { total }, unit.id(), why));
    }
    losers.sort_by_key(|(total, unit, _)| (Reverse(*total), *unit));
    losers.into_iter().map(|(_, unit, why)| (unit, why)).collect()
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
    let settled = setting.settled.get(&node).and_then(|s| Unit::get(*s));
    let mut options: Vec<(Fit, Option_)> = units
        .map(|unit| {
            let fit = own_designator.or(list_designator).map_or(Fit::Type, |row| designator::fits(unit, row));
            let score = parts(unit, fit, own_designator.is_some(), as_of, setting, settled).iter().sum();
            (fit, Option_ { unit: unit.id(), score, level: unit.level() })
        })
        .collect();
    let here =
        |o: &(Fit, Option_)| o.0 > Fit::No && Unit::get(o.1.unit).is_some_and(|u| u.era() != Era::Abroad);
    if options.iter().any(here) {
        for (_, option) in &mut options {
            let Some(unit) = Unit::get(option.unit).filter(|u| u.era() == Era::Abroad) else { continue };
            if !unit.country().is_some_and(|c| setting.countries.contains(&c.id())) {
                option.score += points::ABROAD;
            }
        }
    }
    if own_designator.is_none() && as_of.date.is_some() {
        lives_on(&mut options, as_of);
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

/// Takes points from the rural districts that are no more and whose name a commune of their own bears by then: "Trà Lĩnh"
/// of 2024, "Giồng Riềng" of 2026. A city's name (Nha Trang) goes on meaning the city.
fn lives_on(options: &mut [(Fit, Option_)], as_of: AsOf) {
    let unit = |o: &(Fit, Option_)| Unit::get(o.1.unit);
    for at in 0..options.len() {
        let Some(gone) = unit(&options[at]).filter(|u| u.level() == Level::District && is_gone(*u, as_of))
        else {
            continue;
        };
        if options.iter().filter_map(unit).any(|u| is_heir(u, gone, as_of)) {
            options[at].1.score += points::LIVES_ON;
        }
    }
}

/// Whether a commune bears the name of a district of its own that is no more.
pub fn succeeds(commune: Unit, district: Unit, as_of: AsOf) -> bool {
    district.level() == Level::District && is_gone(district, as_of) && is_heir(commune, district, as_of)
}

/// Whether a commune that is there bears a district's name in its province, or in what became of that.
fn is_heir(commune: Unit, district: Unit, as_of: AsOf) -> bool {
    let (Some(own), Some(old)) = (commune.province(), district.province()) else { return false };
    commune.level() == Level::Commune
        && matches!(district.designator(), "huyện" | "quận" | "thị xã")
        && as_of.presence(commune).is_some_and(|p| p.percent() >= 50)
        && (own.id() == old.id() || old.successors().any(|(next, _)| next.id() == own.id()))
}

/// The readings with what stands beside the candidate; `None` where that speaks for none of them.
pub fn weigh(options: &[Option_], beside: &Beside) -> Option<Vec<Option_>> {
    let lists = !(beside.kin.is_empty() && beside.below.is_empty());
    if beside.parents.is_empty() && beside.before.is_empty() && beside.reformed.is_none() && !lists {
        return None;
    }
    let near = NearBy::new(beside);
    let points = |option: &Option_| Unit::get(option.unit).map_or(0, |unit| near.points(unit));
    let first = options.iter().position(|o| points(o) != 0)?;
    let mut weighed = options.to_vec();
    for option in &mut weighed[first..] {
        option.score += points(option);
    }
    order(&mut weighed);
    Some(weighed)
}

/// What stands beside a candidate, as points for its readings.
struct NearBy<'b> {
    beside: &'b Beside,
    /// Whether a former province is named right beside.
    former: bool,
}

impl<'b> NearBy<'b> {
    fn new(beside: &'b Beside) -> Self {
        let mut near = beside.parents.iter().chain(beside.before.first());
        let former = near.any(|n| Unit::get(n.id).is_some_and(|u| u.era() == Era::Former));
        Self { beside, former }
    }

    fn points(&self, unit: Unit) -> i32 {
        let beside = self.beside;
        // Each level above that is named beside counts: xã A, huyện B, tỉnh C.
        let held = beside.holding(unit);
        let distance = beside.before.iter().position(|p| p.is_above(unit));
        let mut score =
            points::PARENT * held as i32 + distance.map_or(0, |d| (points::BEFORE - d as i32).max(2));
        let again = beside.bare && beside.parents.is_empty();
        if again && unit.level() >= Level::District && beside.before.iter().any(|p| p.id == unit.id()) {
            score += points::SAME;
        }
        if unit.level() == Level::District && beside.before.iter().any(|p| p.was_in(unit)) {
            score += points::BEFORE;
        }
        let holder = unit.parent().map(|p| (p.name_id(), p.level()));
        if let Some(holder) = holder.filter(|_| !beside.kin.is_empty()) {
            score +=
                points::KIN * count(&beside.kin, |k| k.level == unit.level() && k.holder == holder).min(3);
        }
        if !beside.below.is_empty() {
            let own = (unit.name_id(), unit.level());
            score += points::KIN * count(&beside.below, |k| k.holder == own).min(3);
        }
        if self.former && unit.era() == Era::Former {
            score += points::ALIKE;
        }
        if beside.reformed.is_some_and(|as_of| is_gone(unit, as_of)) {
            score += points::REFORMED;
        }
        score
    }
}

/// Whether a unit was no more by then, and is no unit of long ago.
fn is_gone(unit: Unit, as_of: AsOf) -> bool {
    unit.era() == Era::Before2025 && unit.valid_to().zip(as_of.date).is_some_and(|(to, day)| to < day)
}

fn order(options: &mut [Option_]) {
    if options.len() > 1 {
        let order = |o: &Option_| (Reverse(o.score), o.level);
        options.sort_by(|a, b| {
            order(a).cmp(&order(b)).then_with(|| end(b.unit).cmp(&end(a.unit))).then(a.unit.cmp(&b.unit))
        });
    }
}

/// The last day of a former unit: of two that are gone the later one is meant.
fn end(unit: UnitId) -> Option<Date> {
    Unit::get(unit).filter(|u| u.era() == Era::Former).map_or(Some(Date::MAX), Unit::valid_to)
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

/// What a bare name loses where the article has told another unit of the name: the larger one is meant by habit only.
fn told(unit: Unit, settled: Unit, as_of: AsOf, setting: &Setting) -> i32 {
    if unit.level() != Level::District || settled.level() < Level::District {
        return 0;
    }
    let named = |u: Unit| u.province().is_some_and(|p| setting.provinces.contains_key(&p.name_id()));
    let there = |u: Unit| as_of.presence(u).is_none_or(|p| p != Presence::No);
    match () {
        () if !named(unit) && named(settled) => points::STRANGE,
        () if !there(unit) && there(settled) => points::REPLACED,
        () => 0,
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

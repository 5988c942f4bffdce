//! Units: a name and a type, with a code, parents and years.

use jiff::civil::Date;

use super::date::{from_packed, to_packed};
use super::layout::{self, UnitRow};
use super::tables::TABLES;
use crate::tagger::mention::Level;

/// A unit, by its number in the tables of this build. Not stable across builds: files use codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// A unit in one form (type and name) for one stretch of time.
#[derive(Clone, Copy)]
pub struct Unit {
    id: UnitId,
    row: &'static UnitRow,
}

/// The list that a unit's code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Era {
    /// Vietnam until 2025-06-30.
    Before2025,
    /// Vietnam since 2025-07-01.
    Since2025,
    /// A former province without a code.
    Former,
    /// A country.
    Country,
    /// A region.
    Region,
    /// A place abroad, without a code.
    Abroad,
    /// A place that a project adds, with the project's code or none.
    Own,
}

/// Whether a unit was there on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The sources say so.
    Yes,
    /// Between a snapshot with it and one without: how likely, in percent, if the change came on any
    /// day between them alike.
    Perhaps(u8),
    /// It was not there.
    No,
}

impl Presence {
    /// The likelihood in percent.
    pub fn percent(self) -> u8 {
        match self {
            Presence::Yes => 100,
            Presence::Perhaps(percent) => percent,
            Presence::No => 0,
        }
    }
}

/// The days of the snapshots behind [`UnitRow::seen`] (data/README.md).
pub(super) const SNAPSHOTS: [u32; 4] = [20_190_510, 20_211_101, 20_221_001, 20_250_630];

/// The unit of a code in one of the lists that have codes; of several forms of one unit the last.
pub fn by_code(era: Era, code: &str) -> Option<Unit> {
    let end = |unit: &Unit| if unit.row.to == 0 { u32::MAX } else { unit.row.to };
    with_code(era, code).reduce(|last, unit| if end(&unit) > end(&last) { unit } else { last })
}

/// All units.
pub fn all() -> impl Iterator<Item = Unit> {
    (0..TABLES.units.len() as u32).filter_map(|i| Unit::get(UnitId(i)))
}

/// The units that have or had a code of a list, in all their forms; none for lists without codes.
pub fn with_code(era: Era, code: &str) -> impl Iterator<Item = Unit> {
    let key = match era {
        Era::Before2025 => layout::code_key(layout::ERA_BEFORE_2025, code),
        Era::Since2025 => layout::code_key(layout::ERA_2025, code),
        Era::Country => layout::code_key(layout::ERA_COUNTRY, code),
        Era::Former | Era::Region | Era::Abroad | Era::Own => 0,
    };
    let rows = TABLES.codes;
    let start = rows.partition_point(|row| row.key < key);
    let same = rows[start..].iter().take_while(move |row| row.key == key && key != 0);
    same.filter_map(|row| Unit::get(UnitId(row.unit)))
}

impl Unit {
    /// The unit with this number; `None` when no such row is there.
    pub fn get(id: UnitId) -> Option<Unit> {
        let row = TABLES.units.get(id.0 as usize).or_else(|| super::own::row(id))?;
        Some(Unit { id, row })
    }

    /// Its number.
    pub fn id(self) -> UnitId {
        self.id
    }

    /// Bare name as the tables write it: `Hậu Giang`.
    pub fn name(self) -> &'static str {
        text(self.row.name, self.row.name_length)
    }

    /// How many words the bare name has.
    pub fn words(self) -> u32 {
        u32::from(self.row.words)
    }

    /// A number that is the same for units of one name, and only for these.
    pub fn name_id(self) -> u32 {
        self.row.name
    }

    /// Its type in lower case: `tỉnh`; empty for countries and regions.
    pub fn designator(self) -> &'static str {
        text(self.row.designator, u32::from(self.row.designator_length))
    }

    /// Name with its designator: `tỉnh Hậu Giang`, `Lào`.
    pub fn full_name(self) -> String {
        if self.designator().is_empty() {
            self.name().to_string()
        } else {
            format!("{} {}", self.designator(), self.name())
        }
    }

    /// Its level.
    pub fn level(self) -> Level {
        Level::from_index(self.row.level).unwrap_or(Level::Commune)
    }

    /// Its code: of the statistics office for Vietnamese units, ISO 3166-1 for countries; else none.
    pub fn code(self) -> Option<&'static str> {
        let row = self.row;
        let length = row.code.iter().position(|b| *b == 0).unwrap_or(row.code.len());
        std::str::from_utf8(&row.code[..length]).ok().filter(|c| !c.is_empty())
    }

    /// The list that the code belongs to.
    pub fn era(self) -> Era {
        match self.row.era {
            layout::ERA_BEFORE_2025 => Era::Before2025,
            layout::ERA_2025 => Era::Since2025,
            layout::ERA_FORMER => Era::Former,
            layout::ERA_COUNTRY => Era::Country,
            layout::ERA_REGION => Era::Region,
            layout::ERA_OWN => Era::Own,
            _ => Era::Abroad,
        }
    }

    /// The unit above: commune → district → province → country, and from 2025-07-01 commune → province.
    pub fn parent(self) -> Option<Unit> {
        Some(self.row.parent).filter(|above| *above != u32::MAX).and_then(|above| Unit::get(UnitId(above)))
    }

    /// The units above, the nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = Unit> {
        std::iter::successors(self.parent(), |u| u.parent())
    }

    /// Whether the two are one unit in forms of different years: they have one code of one list.
    pub fn is_form_of(self, other: Unit) -> bool {
        let key = |unit: Unit| (unit.row.era, unit.row.code);
        key(self) == key(other) && self.row.code[0] != 0
    }

    /// The form that the unit had on a day (tỉnh Thừa Thiên Huế was thành phố Huế from 2025 on); itself where no other
    /// form fits better.
    pub fn form_on(self, day: Date) -> Unit {
        if self.presence(day) == Presence::Yes {
            return self;
        }
        let forms = self.code().into_iter().flat_map(|code| with_code(self.era(), code));
        forms.fold(self, |best, form| {
            let better = form.presence(day).percent() > best.presence(day).percent();
            if better { form } else { best }
        })
    }

    /// The units above in the forms that they had on a day; of a unit that was not there then, on its own first or last
    /// day. Without a day as [`Unit::ancestors`].
    pub fn ancestors_on(self, day: Option<Date>) -> impl Iterator<Item = Unit> {
        let lived = |day: Date| {
            let since = self.valid_from().map_or(day, |from| day.max(from));
            self.valid_to().map_or(since, |to| since.min(to))
        };
        let day = day.map(lived);
        let above = move |unit: Unit| unit.parent().map(|p| day.map_or(p, |day| p.form_on(day)));
        std::iter::successors(above(self), move |unit| above(*unit))
    }

    /// Whether `other` is this unit or one above it.
    pub fn is_within(self, other: UnitId) -> bool {
        self.id == other || self.ancestors().any(|u| u.id == other)
    }

    /// The province that it is or lies in, if any.
    pub fn province(self) -> Option<Unit> {
        std::iter::once(self).chain(self.ancestors()).find(|u| u.level() == Level::Province)
    }

    /// The country that it is or lies in.
    pub fn country(self) -> Option<Unit> {
        std::iter::once(self).chain(self.ancestors()).find(|u| u.level() == Level::Country)
    }

    /// First day, where the sources tell the day.
    pub fn valid_from(self) -> Option<Date> {
        from_packed(self.row.from)
    }

    /// Last day, where it has ended and the sources tell the day.
    pub fn valid_to(self) -> Option<Date> {
        from_packed(self.row.to)
    }

    /// Resolution that made this form, as the sources write it.
    pub fn decree(self) -> Option<&'static str> {
        Some(text(self.row.decree, self.row.decree_length)).filter(|d| !d.is_empty())
    }

    /// What became of it: each successor, and whether only a part went there.
    pub fn successors(self) -> impl Iterator<Item = (Unit, bool)> {
        let start = self.row.successors as usize;
        let rows = TABLES.successors.get(start..start + self.row.successor_count as usize).unwrap_or(&[]);
        rows.iter().filter_map(|s| Some((Unit::get(UnitId(s.unit))?, s.partial != 0)))
    }

    /// Whether the bare name is an everyday word too.
    pub fn is_everyday(self) -> bool {
        self.row.flags & layout::EVERYDAY != 0
    }

    /// Whether the bare name is a person's too.
    pub fn is_person(self) -> bool {
        self.row.flags & layout::PERSON != 0
    }

    /// Whether the bare name counts only with evidence beside it.
    pub fn needs_context(self) -> bool {
        self.row.flags & layout::NEEDS_CONTEXT != 0
    }

    /// Whether the name is no place of its own where a country follows it (miền Nam nước Pháp).
    pub fn not_before_country(self) -> bool {
        self.row.flags & layout::NOT_BEFORE_COUNTRY != 0
    }

    /// Whether it was there on a day.
    pub fn presence(self, day: Date) -> Presence {
        let day = to_packed(day);
        let row = self.row;
        if (row.from != 0 && day < row.from) || (row.to != 0 && day > row.to) {
            return Presence::No;
        }
        if row.seen == 0 || row.from != 0 {
            return Presence::Yes;
        }
        // Only the snapshots bracket it.
        let first = row.seen.trailing_zeros() as usize;
        let last = 7 - row.seen.leading_zeros() as usize;
        let (Some(seen_first), Some(seen_last)) = (SNAPSHOTS.get(first), SNAPSHOTS.get(last)) else {
            return Presence::Yes;
        };
        if day < *seen_first {
            match first.checked_sub(1).map(|i| SNAPSHOTS[i]) {
                None => Presence::Yes,
                Some(absent) if day <= absent => Presence::No,
                Some(absent) => Presence::Perhaps(percent(absent, day, *seen_first)),
            }
        } else if day > *seen_last && row.to == 0 {
            match SNAPSHOTS.get(last + 1) {
                Some(absent) if day >= *absent => Presence::No,
                Some(absent) => Presence::Perhaps(100 - percent(*seen_last, day, *absent)),
                None => Presence::Yes,
            }
        } else {
            Presence::Yes
        }
    }
}

impl std::fmt::Debug for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({:?})", self.full_name(), self.code().unwrap_or("-"), self.era())
    }
}

/// How far a packed day lies on the way from `start` to `end`, in percent.
fn percent(start: u32, day: u32, end: u32) -> u8 {
    let days = |d: u32| d / 10_000 * 365 + d / 100 % 100 * 30 + d % 100;
    let (way, whole) = (days(day).saturating_sub(days(start)), days(end).saturating_sub(days(start)).max(1));
    (way * 100 / whole).min(100) as u8
}

fn text(start: u32, length: u32) -> &'static str {
    let range = start as usize..start as usize + length as usize;
    match TABLES.strings.get(range) {
        Some(bytes) => std::str::from_utf8(bytes).unwrap_or_default(),
        None => super::own::text(start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_unit() {
        let coded = || all().filter(|u| matches!(u.era(), Era::Before2025 | Era::Since2025 | Era::Country));
        // A country that is gone has no code.
        let coded = || coded().filter(|u| u.code().is_some());
        assert!(coded().count() > 16_000);
        for unit in coded() {
            let code = unit.code().expect("a code");
            assert!(with_code(unit.era(), code).any(|u| u.id() == unit.id()), "{unit:?}");
        }
        assert!(with_code(Era::Since2025, "92").all(|u| u.name() == "Cần Thơ"));
        for nothing in ["", "9", "999999", "12345678", "123456789", "việt"] {
            assert_eq!(with_code(Era::Since2025, nothing).count(), 0, "{nothing}");
        }
        assert_eq!(with_code(Era::Region, "92").count(), 0);
    }

    #[test]
    fn parents_have_the_form_of_their_day() {
        let commune = |name: &str| {
            let named = crate::gazetteer::lexicon::units_named(name).into_iter().filter_map(Unit::get);
            let old = named.filter(|u| u.era() == Era::Before2025 && u.level() == Level::Commune);
            old.collect::<Vec<_>>()
        };
        let above = |unit: Unit, day: Date| {
            let units = unit.ancestors_on(Some(day)).filter(|u| u.level() != Level::Country);
            units.map(Unit::full_name).collect::<Vec<_>>().join(", ")
        };
        let date = jiff::civil::date;
        let hue = |day: Date| {
            commune("Quảng Phước").into_iter().any(|u| above(u, day) == "huyện Quảng Điền, thành phố Huế")
        };
        assert!(hue(date(2025, 6, 15)) && !hue(date(2024, 6, 15)));
        // Who is gone keeps the parents of its last day.
        let gone = commune("Quảng Phước")
            .into_iter()
            .find(|u| above(*u, date(2020, 1, 1)).ends_with("Thừa Thiên Huế"));
        let gone = gone.expect("xã Quảng Phước");
        assert_eq!(above(gone, date(2026, 1, 1)), above(gone, date(2025, 6, 30)));
        assert!(gone.ancestors().any(|u| u.form_on(date(2025, 6, 15)).is_form_of(u)));
    }
}

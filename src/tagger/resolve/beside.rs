//! What stands beside a name: its parents, the names before it, those of its list.

use super::super::mention::{AsOf, Level};
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, UnitId};

/// A unit that the article names: by name and level, since rows of different years are one unit.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    pub(super) id: UnitId,
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
        self.id == unit.id()
            || self.level == unit.level()
                && (self.name == unit.name_id() || Unit::get(self.id).is_some_and(|own| own.is_form_of(unit)))
    }

    /// Whether it is a commune of today that was made of communes of this district.
    pub(super) fn was_in(self, district: Unit) -> bool {
        self.level == Level::Commune
            && district.era() == Era::Before2025
            && Unit::get(self.id).filter(|u| u.era() == Era::Since2025).is_some_and(|u| {
                u.predecessors().any(|(p, _)| p.parent().is_some_and(|d| d.id() == district.id()))
            })
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
    /// Whether the name stands without a designator.
    pub bare: bool,
    /// Whether what stands behind the name says that it is no more, as of the date given.
    pub reformed: Option<AsOf>,
    /// What holds the names beside it in its list, all readings.
    pub kin: Vec<Kin>,
    /// The same for those behind its colon, which it may hold itself ("Quảng Ninh: xã A, xã B").
    pub below: Vec<Kin>,
}

/// A unit that may hold a name which stands beside in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kin {
    /// Which of the names.
    pub of: u8,
    /// That name's level in this reading.
    pub level: Level,
    /// Name of the unit, and its level.
    pub holder: (u32, Level),
}

/// How many of the names have a reading that fits; each counts once.
pub(super) fn count(kin: &[Kin], fits: impl Fn(&Kin) -> bool) -> i32 {
    let mut last = None;
    let once = |k: &&Kin| {
        let new = last != Some(k.of);
        last = Some(k.of);
        new
    };
    kin.iter().filter(|k| fits(k)).filter(once).count() as i32
}

impl Beside {
    /// How many of the units above one stand beside: xã A, huyện B, tỉnh C. Where none does, how many of those above
    /// what it was made of.
    pub(super) fn holding(&self, unit: Unit) -> usize {
        let named = |unit: Unit| unit.ancestors().filter(|a| self.parents.iter().any(|p| p.is(*a))).count();
        if self.parents.is_empty() {
            return 0;
        }
        match named(unit) {
            0 if self.parents.iter().any(|p| p.was_above(unit)) => {
                unit.predecessors().map(|(before, _)| named(before)).max().unwrap_or(0)
            }
            held => held,
        }
    }
}

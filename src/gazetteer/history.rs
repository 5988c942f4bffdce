//! What was there before, and what the snapshots saw: looked up by people, not by the tagger.

use jiff::civil::Date;

use super::date::from_packed;
use super::tables::TABLES;
use super::unit::{SNAPSHOTS, Unit, UnitId};

impl Unit {
    /// What it was made of: each unit that became a part of it, and whether only a part of that unit did.
    pub fn predecessors(self) -> impl Iterator<Item = (Unit, bool)> {
        let id = self.id();
        let rows = TABLES.predecessors;
        let start = rows.partition_point(|row| row.unit < id.0);
        let before = rows[start..].iter().take_while(move |row| row.unit == id.0);
        before.filter_map(move |row| {
            let before = Unit::get(UnitId(row.before))?;
            let (_, partial) = before.successors().find(|(s, _)| s.id() == id)?;
            Some((before, partial))
        })
    }

    /// The first and the last snapshot that saw it; `None` for units that do not come from snapshots.
    pub fn sightings(self) -> Option<(Date, Date)> {
        let seen = TABLES.units.get(self.id().0 as usize)?.seen;
        if seen == 0 {
            return None;
        }
        let day = |i: u32| SNAPSHOTS.get(i as usize).copied().and_then(from_packed);
        Some((day(seen.trailing_zeros())?, day(7 - seen.leading_zeros())?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::unit::Era;
    use super::*;
    use crate::gazetteer::lexicon::units_named;
    use crate::tagger::mention::Level;

    #[test]
    fn successors_backwards() {
        let named = units_named("Cần Thơ").into_iter().filter_map(Unit::get);
        let new =
            named.into_iter().find(|u| u.era() == Era::Since2025 && u.level() == Level::Province).unwrap();
        let mut before: Vec<_> = new.predecessors().map(|(u, partial)| (u.full_name(), partial)).collect();
        before.sort();
        let whole = |name: &str| (name.to_string(), false);
        assert_eq!(before, [whole("thành phố Cần Thơ"), whole("tỉnh Hậu Giang"), whole("tỉnh Sóc Trăng")]);
    }

    #[test]
    fn both_directions_agree() {
        let forth: usize = super::super::unit::all().map(|u| u.successors().count()).sum();
        let back: usize = super::super::unit::all().map(|u| u.predecessors().count()).sum();
        assert!(forth > 10_000);
        assert_eq!(forth, back);
    }
}

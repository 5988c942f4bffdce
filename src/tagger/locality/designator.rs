//! The words that name a unit's type: `data/lexicon/designator.tsv`.

use crate::gazetteer::Unit;
use crate::gazetteer::unit::Era;
use crate::tagger::mention::Level;

/// What a designator tells of the unit behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Designator {
    /// nước
    Country,
    /// tỉnh
    Province,
    /// thành phố: of province level, or of district level until 2025-06-30
    City,
    /// thủ đô
    Capital,
    /// đặc khu: of commune level since 2025-07-01, of province level before 1991
    SpecialZone,
    /// quận, huyện, thị xã
    District,
    /// xã, phường, thị trấn
    Commune,
    /// thôn, ấp, khóm, bản …
    Village,
    /// bang
    State,
}

/// A row of the table.
#[derive(Debug)]
pub struct DesignatorRow {
    /// Its full form in lower case.
    pub canonical: &'static str,
    /// What it tells.
    pub class: Designator,
}

/// The table.
pub static DESIGNATORS: &[DesignatorRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_designator.rs"));

/// How well a designator fits a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not at all.
    No,
    /// The level fits, the type does not (a huyện that became a thị xã).
    Level,
    /// The type is the unit's own.
    Type,
}

/// How well the designator of a row fits a unit.
pub fn fits(unit: Unit, row: usize) -> Fit {
    let DesignatorRow { canonical, class } = &DESIGNATORS[row];
    let own = unit.designator();
    let level = unit.level();
    let abroad = unit.era() == Era::Abroad;
    let typed = |same: bool| if same { Fit::Type } else { Fit::Level };
    match class {
        Designator::Country if level == Level::Country => Fit::Type,
        Designator::Province if level == Level::Province && !(abroad && own == "bang") => {
            typed(own == *canonical || abroad)
        }
        Designator::State if level == Level::Province && abroad => typed(own == "bang"),
        Designator::City if own.starts_with("thành phố") => Fit::Type,
        // thành phố Osaka is the city, no prefecture.
        Designator::City if abroad && matches!(level, Level::Province | Level::District) => {
            typed(!matches!(own, "tỉnh" | "phủ" | "bang"))
        }
        Designator::City if level == Level::District && own == "thị xã" => Fit::Level,
        Designator::Capital if own == "thủ đô" || unit.code() == Some("01") && level == Level::Province => {
            Fit::Type
        }
        Designator::Capital if abroad => Fit::Level,
        Designator::SpecialZone if own == *canonical => Fit::Type,
        Designator::District if level == Level::District => {
            typed(own == *canonical || (*canonical == "huyện đảo" && own == "huyện"))
        }
        Designator::Commune if level == Level::Commune => {
            typed(own == *canonical || (*canonical == "xã đảo" && own == "xã"))
        }
        Designator::Village if level == Level::Village => typed(own == *canonical),
        _ => Fit::No,
    }
}

/// Whether units change their type into this one: then a known name of another type is believed.
pub fn may_have_changed(row: usize) -> bool {
    matches!(
        DESIGNATORS[row].class,
        Designator::City | Designator::District | Designator::Commune | Designator::Province
    )
}

/// The row of a designator, written in full.
pub fn row(canonical: &str) -> Option<u16> {
    DESIGNATORS.iter().position(|d| d.canonical == canonical).map(|row| row as u16)
}

/// The level that a designator tells for a unit that no table has.
pub fn level(row: usize) -> Level {
    match DESIGNATORS[row].class {
        Designator::Country => Level::Country,
        Designator::Province | Designator::State | Designator::Capital => Level::Province,
        Designator::City | Designator::District => Level::District,
        Designator::Commune | Designator::SpecialZone => Level::Commune,
        Designator::Village => Level::Village,
    }
}

//! The words that name a unit's type: `data/lexicon/designator.tsv`.

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

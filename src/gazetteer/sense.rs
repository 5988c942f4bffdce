//! What a lexicon entry means: a kind and a row number, in 32 bits. Shared with the build script.

/// The kinds of entry, in the order of the tables that they come from. The name of a lexicon table
/// (`data/lexicon/NAME.tsv`) is [`SenseKind::table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SenseKind {
    /// A unit of the gazetteer; the row is the unit's number.
    Unit = 0,
    /// tỉnh, TP., huyện …
    Designator,
    /// Words before a name that say what the name is not (sông, cầu), or is (sân bay, tuyến).
    Context,
    /// hai, các, những: what follows is several.
    Plural,
    /// Bí thư, Phó Chủ tịch, Bộ trưởng …
    Title,
    /// Thành ủy, UBND, Sở, Bộ …
    Organ,
    /// nguyên, cựu, quyền, kiêm, thường trực …
    OfficeWord,
    /// đồng chí, ông, bà, GS, TS
    Honorific,
    /// Nguyễn, Trần, Lê …
    Surname,
    /// một, hai, mươi, rưỡi …
    NumberWord,
    /// nghìn, triệu, tỷ …
    Scale,
    /// đồng, USD, $ …
    Currency,
    /// khoảng, gần, hơn …
    AmountWord,
    /// Other words that a grammar looks at: verbs after a name, months, and so on.
    Cue,
    /// The form names the unit of this number only with evidence beside it (Thái: Thái Lan).
    Weak,
    /// The form names the country of this number only joined to another one by a dash (Việt - Lào).
    Pair,
    /// A likely misspelling of the name of the unit of this number (Quãng Ngãi).
    Misspelt,
    /// A word with another meaning that only looks like a designator or a name (nhà nước, Thái Bình
    /// Dương): passed over whole.
    Compound,
}

impl SenseKind {
    /// All kinds that come from a lexicon table, with the table's name.
    pub const TABLES: [(SenseKind, &'static str); 14] = [
        (SenseKind::Designator, "designator"),
        (SenseKind::Context, "context"),
        (SenseKind::Plural, "plural"),
        (SenseKind::Title, "title"),
        (SenseKind::Organ, "organ"),
        (SenseKind::OfficeWord, "office_word"),
        (SenseKind::Honorific, "honorific"),
        (SenseKind::Surname, "surname"),
        (SenseKind::NumberWord, "number_word"),
        (SenseKind::Scale, "scale"),
        (SenseKind::Currency, "currency"),
        (SenseKind::AmountWord, "amount_word"),
        (SenseKind::Cue, "cue"),
        (SenseKind::Compound, "compound"),
    ];

    /// The bit that stands for the kind in a node's mask.
    pub const fn mask(self) -> u32 {
        1 << self as u8
    }
}

/// How a form must be written to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    /// Any way.
    Any = 0,
    /// Each word's first letter a capital (a form with `^` before it in its table).
    Capital = 1,
    /// All capitals (a form with `^^` before it), as for abbreviations.
    Upper = 2,
    /// No capital at all (a form with `_` before it).
    Lower = 3,
}

/// A sense: bits 0–23 the row, 24–25 the case, 26–31 the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct Sense(pub u32);

impl Sense {
    /// Packs a sense; rows stay below 2²⁴.
    pub const fn new(kind: SenseKind, case: Case, row: u32) -> Self {
        Self(row | (case as u32) << 24 | (kind as u32) << 26)
    }
    /// Row number in the kind's table.
    pub const fn row(self) -> usize {
        (self.0 & 0xff_ffff) as usize
    }
    /// The bit that stands for its kind ([`SenseKind::mask`]).
    pub const fn kind_mask(self) -> u32 {
        1 << (self.0 >> 26)
    }
    /// Whether it is of this kind.
    pub const fn is(self, kind: SenseKind) -> bool {
        self.0 >> 26 == kind as u32
    }
    /// How it must be written.
    pub const fn case(self) -> Case {
        match (self.0 >> 24) & 3 {
            1 => Case::Capital,
            2 => Case::Upper,
            3 => Case::Lower,
            _ => Case::Any,
        }
    }
}

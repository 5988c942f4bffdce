//! What speaks for a candidate being a place, and against it.

/// A set of observations about one candidate.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence(u32);

macro_rules! evidence {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        #[repr(u32)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name,)* }
        impl Evidence {
            $($(#[$doc])* pub const $name: Evidence = Evidence(1 << Bit::$name as u32);)*
            const NAMES: &[(&str, Evidence)] = &[$((stringify!($name), Evidence::$name),)*];
        }
    };
}

evidence! {
    /// In a list that a plural designator opens (các huyện A, B và C).
    LIST,
    /// An end of a route: behind a word for routes, or beside a dash with a place on the other side.
    ROUTE,
    /// Beside a dash that joins two capitalised names.
    DASH,
    /// Behind a word for something that bears its place's name (sân bay, báo, chợ).
    FACILITY,
    /// Behind a word that asks for a place (tại, ở, về).
    LOCATIVE,
    /// Behind tại, ở, về: nothing but a place stands there.
    AT,
    /// Behind a word for people, whom an ethnic group's name tells too.
    PEOPLE,
    /// The form holds its designator: TP.HCM.
    TYPED,
    /// Before cũ, sáp nhập: it is a unit, or was.
    REFORMED,
    /// Behind sân: a club's ground.
    GROUND,
    /// In the name of a public body.
    ORGAN,
    /// Directly behind a body or a title that belongs to a place (Huyện ủy X).
    SEATED,
    /// Behind a title (Tổng thống Mỹ).
    OFFICE,
    /// In a company's name, with words between.
    COMPANY,
    /// Directly behind a company's form: its own brand.
    BRAND,
    /// Behind a word for a river, bridge, mountain …
    NATURAL,
    /// Behind a word for a street, school, monument …: named after something.
    ROAD,
    /// Behind an honorific or a word for a person.
    PERSON,
    /// Inside a run of capitals that begins with a surname.
    NAME_RUN,
    /// Capitalised words go on behind it that are no name, place or office: part of a longer name.
    LONGER,
    /// Capitalised words that nobody knows stand before it.
    AFTER_CAPITALS,
    /// Behind a word for a school, which bears a person's name or its place's.
    SCHOOL,
    /// Behind a word for what people are (ca sĩ, cầu thủ): a name follows, or a country.
    OCCUPATION,
    /// A capitalised word follows that is no Vietnamese syllable.
    BEFORE_FOREIGN,
    /// Among who wrote, who took the picture.
    BYLINE,
    /// Behind tiếng, chữ …
    LANGUAGE,
    /// Not every syllable that should be is capitalised (Hà nội).
    CAPITALS,
    /// First word of a sentence: its capital says nothing.
    SENTENCE_START,
    /// Among words in capitals only: case says nothing.
    SHOUTED,
    /// The form counts only with evidence beside it (Thái, Hàn).
    WEAK,
    /// The name is misspelt.
    MISSPELT,
    /// A country follows directly.
    BEFORE_COUNTRY,
}

impl Evidence {
    /// Whether every observation of `other` is there.
    pub const fn has(self, other: Evidence) -> bool {
        self.0 & other.0 == other.0
    }
    /// Whether any observation of `other` is there.
    pub const fn any(self, other: Evidence) -> bool {
        self.0 & other.0 != 0
    }
    /// Both sets.
    pub const fn with(self, other: Evidence) -> Evidence {
        Evidence(self.0 | other.0)
    }
    /// This set less the other.
    pub const fn without(self, other: Evidence) -> Evidence {
        Evidence(self.0 & !other.0)
    }
    /// Adds observations.
    pub fn add(&mut self, other: Evidence) {
        self.0 |= other.0;
    }
}

impl std::fmt::Debug for Evidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(Self::NAMES.iter().filter(|(_, e)| self.has(*e)).map(|(n, _)| n)).finish()
    }
}

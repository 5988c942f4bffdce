//! What the tagger finds: mentions with their parts, values, certainty and reason.

use std::sync::Arc;

use iso_currency::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::officials::Holder;
use crate::gazetteer::{Presence, Unit, UnitId};
use crate::text::position::{Byte, CodePoint, Span};

/// Everything that one article says.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Ordered by start, the longer first.
    pub mentions: Vec<Mention>,
    /// The date the article is read as of.
    pub as_of: AsOf,
}

/// The date that units are resolved at, and why that one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// Null where nothing tells; never the clock.
    pub date: Option<Date>,
    /// Where the date comes from.
    pub source: DateSource,
    /// Bytes of the article where it stands, when it was read there.
    pub at: Option<Span<Byte>>,
}

impl AsOf {
    /// Whether a unit was there then: on the day, or at some time of the year where only that is known.
    pub fn presence(self, unit: Unit) -> Option<Presence> {
        let date = self.date?;
        if self.source != DateSource::Year {
            return Some(unit.presence(date));
        }
        let days = [date.first_of_year(), date, date.last_of_year()];
        days.into_iter().map(|d| unit.presence(d)).max_by_key(|p| p.percent())
    }
}

impl std::fmt::Display for AsOf {
    /// `2019-08-23`, `2019` where only the year is known, nothing where that is not.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.date, self.source) {
            (Some(date), DateSource::Year) => write!(f, "{}", date.year()),
            (Some(date), _) => write!(f, "{date}"),
            (None, _) => Ok(()),
        }
    }
}

/// Where an article's date comes from, the most trusted first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateSource {
    /// Given by the caller: an argument, or the sidecar's header.
    Given,
    /// A date line or a full date in the text.
    Text,
    /// The latest year that the text names; of the date only the year counts (it is set to 1 July).
    Year,
    /// The project's configuration says what holds where nothing else tells.
    Setting,
    /// Nothing tells.
    #[default]
    None,
}

/// One mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands, in code points of the article as stored.
    pub span: Span<CodePoint>,
    /// Where it stands, in bytes.
    pub bytes: Span<Byte>,
    /// What it says.
    pub value: Value,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why it was tagged so.
    pub reason: Reason,
}

/// The three types of mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A place that is or was an administrative unit, or a region of such.
    Locality,
    /// One particular holder of a public office.
    Official,
    /// A sum of money.
    Amount,
}

impl Kind {
    /// All three, in the order of the guideline.
    pub const ALL: [Kind; 3] = [Kind::Locality, Kind::Official, Kind::Amount];

    /// The name in JSON: `locality`, `official`, `amount`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Locality => "locality",
            Kind::Official => "official",
            Kind::Amount => "amount",
        }
    }

    /// The class of a sidecar's body: `Locality`, `Official`, `Amount`.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Locality => "Locality",
            Kind::Official => "Official",
            Kind::Amount => "Amount",
        }
    }

    /// The kind of either name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == name || k.class() == name)
    }
}

/// What a mention says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A place.
    Locality(LocalityValue),
    /// A holder of offices.
    Official(OfficialValue),
    /// A sum.
    Amount(AmountValue),
}

impl Value {
    /// Which of the three types it is.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Locality(_) => Kind::Locality,
            Value::Official(_) => Kind::Official,
            Value::Amount(_) => Kind::Amount,
        }
    }
}

/// Administrative level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// A state.
    Country = 0,
    /// A named region made of units.
    Region = 1,
    /// tỉnh, thành phố trực thuộc trung ương; abroad the first level and capitals.
    Province = 2,
    /// huyện, quận, thị xã, thành phố thuộc tỉnh (until 2025-06-30); cities abroad.
    District = 3,
    /// xã, phường, thị trấn, đặc khu.
    Commune = 4,
    /// thôn, ấp, khóm, bản, làng, buôn, khu phố, tổ dân phố.
    Village = 5,
}

impl Level {
    /// All levels, the largest first.
    pub const ALL: [Level; 6] =
        [Level::Country, Level::Region, Level::Province, Level::District, Level::Commune, Level::Village];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        ["country", "region", "province", "district", "commune", "village"][self as usize]
    }

    /// The level of a number 0–5, as the tables store it.
    pub fn from_index(index: u8) -> Option<Level> {
        Level::ALL.get(usize::from(index)).copied()
    }
}

/// Which place is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalityValue {
    /// The unit, or nothing for a place that the gazetteer does not hold (a village, mostly).
    pub unit: Option<UnitId>,
    /// Level of the unit, or the level that the designator tells.
    pub level: Level,
    /// Full name as the article spells it, designator first: of a place that the gazetteer does not hold,
    /// and of places abroad, which have no official Vietnamese name; else empty.
    pub name: String,
    /// For such a place: the unit named as its parent, if any.
    pub within: Option<UnitId>,
    /// What else it could be, best first, the chosen unit included; empty when nothing competes.
    pub candidates: Vec<UnitId>,
    /// Whether the name stands inside another name.
    pub inside: Inside,
}

/// What a locality's name stands inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inside {
    /// It stands by itself.
    #[default]
    Nothing,
    /// In an office's name.
    Office,
    /// In the name of an organisation, a body, a company, an event.
    Organisation,
}

impl Inside {
    /// The name in JSON.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Inside::Nothing => None,
            Inside::Office => Some("office"),
            Inside::Organisation => Some("organisation"),
        }
    }
}

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct OfficialValue {
    /// The person: the name as written, or of whom an office alone refers to.
    pub person: Option<String>,
    /// How the person is known.
    pub person_from: Option<PersonFrom>,
    /// Number of the person within the article: mentions of one person share it.
    pub person_id: Option<u32>,
    /// Who it is by the project's table of officials, where that tells for sure.
    pub holder: Option<Arc<Holder>>,
    /// The parts of the mention, in order.
    pub parts: Vec<Part>,
    /// One for each office part, in order; for a name alone, empty.
    pub offices: Vec<OfficeValue>,
}

/// How the person of a mention is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonFrom {
    /// Named in the mention.
    Text,
    /// Named elsewhere in the article.
    Coreference,
}

/// A part of an official.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Office or person.
    pub role: Role,
    /// In code points.
    pub span: Span<CodePoint>,
    /// In bytes.
    pub bytes: Span<Byte>,
}

/// What a part of an official is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Title, body and jurisdiction.
    Office,
    /// The name.
    Person,
}

impl Role {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Role::Office => "office",
            Role::Person => "person",
        }
    }
}

/// One office.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct OfficeValue {
    /// The title as written, spaces and form normalised: `Phó Chủ tịch Thường trực`.
    pub title: String,
    /// The body as written with its place, if one is named: `Thành ủy Hà Nội`, `Bộ Công Thương`.
    pub organ: Option<String>,
    /// The unit it has power over.
    pub jurisdiction: Option<UnitId>,
    /// How the jurisdiction is known.
    pub jurisdiction_from: Option<JurisdictionFrom>,
}

/// How a jurisdiction is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JurisdictionFrom {
    /// Named in the office.
    Text,
    /// Implied: by the sentence, the host, the level, or the title itself.
    Context,
}

/// How much money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountValue {
    /// In the currency's major unit; the lower end of a range.
    pub decimal: Decimal,
    /// The upper end of a range.
    pub decimal_max: Option<Decimal>,
    /// ISO 4217.
    pub currency: Currency,
    /// Whether the currency is not written, but meant.
    pub currency_implied: bool,
    /// What an approximating word beside it says.
    pub modifier: Option<Modifier>,
    /// All readings, the likeliest (which `decimal` holds) first; empty when there is one only.
    pub candidates: Vec<Reading>,
}

/// One way to read a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As in [`AmountValue::decimal`].
    pub decimal: Decimal,
    /// As in [`AmountValue::decimal_max`].
    pub decimal_max: Option<Decimal>,
}

/// Words of approximation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// khoảng, chừng, độ, xấp xỉ …
    About,
    /// gần, ngót
    Almost,
    /// hơn, trên, ngoài
    Over,
    /// dưới, chưa đến, chưa đầy
    Under,
    /// ít nhất, tối thiểu, không dưới, từ … trở lên
    AtLeast,
    /// tối đa, nhiều nhất, không quá, từ … trở xuống
    AtMost,
}

impl Modifier {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::About => "about",
            Modifier::Almost => "almost",
            Modifier::Over => "over",
            Modifier::Under => "under",
            Modifier::AtLeast => "at_least",
            Modifier::AtMost => "at_most",
        }
    }
}

/// How sure a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing else fits.
    Certain,
    /// The evidence is good, but a person should look.
    Likely,
    /// Several readings are left; the value lists them.
    Ambiguous,
}

impl Certainty {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Ambiguous => "ambiguous",
        }
    }
}

/// Why a mention was tagged, as a key of the message catalogue. Messages take no arguments, so that a
/// reason costs nothing until somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reason(pub &'static str);

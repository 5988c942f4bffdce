//! Officials: offices, persons, and how the two stand together. This module knows its paragraph only;
//! who an office alone refers to, and whether a name alone is an official's, is settled over the
//! article (`resolve::official`).

mod apposition;
mod body;
mod context;
pub mod given;
pub mod lexicon;
mod name;
mod office;
mod places;

use std::ops::Range;

use super::candidate::LocalityCandidate;
use super::locality::Evidence;
use super::locality::designator::Designator;
use super::paragraph::Paragraph;
use crate::gazetteer::sense::SenseKind;
use crate::text::position::{Byte, Span};
use lexicon::{Alone, Honorific, OrganClass, Seat, TITLES, TitleRow};
use places::Places;

/// A possible official of a paragraph: offices and a name in one apposition, or offices alone.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficialCandidate {
    /// The whole apposition.
    pub bytes: Span<Byte>,
    /// The person, if one is named; of a predicate, the one whom it gives the office.
    pub person: Option<PersonName>,
    /// The offices, in order.
    pub offices: Vec<OfficeCandidate>,
    /// What the text around says of it.
    pub standing: Standing,
    /// The place of "về phía X có …" before it in the paragraph.
    pub side: Option<Span<Byte>>,
    /// Whether the offices, without a name, are who says or does something: "Giám đốc nói", "Thẩm phán tuyên".
    pub acts: bool,
    /// Whether "này" behind them points back at who was named: "Đại biểu này".
    pub this: bool,
}

/// What the words around an apposition say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It refers to one holder.
    Reference,
    /// The offices are a predicate: nobody is referred to, but a name before may be an official's.
    Predicate,
    /// One of many or any holder.
    Generic,
}

/// A name of a person, for telling who is who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    /// The name.
    pub bytes: Span<Byte>,
    /// All syllables, folded.
    pub full: u64,
    /// The last syllable, folded.
    pub last: u64,
    /// The last two syllables, folded as a whole name of two is.
    pub pair: u64,
    /// The first two syllables, likewise; 0 where nobody goes by them.
    pub head: u64,
    /// The first syllable, folded.
    pub first: u64,
    /// Whether it is one syllable only.
    pub short: bool,
    /// Whether it begins with a Vietnamese surname.
    pub surname: bool,
    /// Whether only foreigners bear such a name (a single word behind a foreign office).
    pub foreign: bool,
}

impl PersonName {
    /// A single word of a foreigner's name that the article tells in full.
    pub fn foreign(bytes: Span<Byte>) -> Self {
        let (surname, short, foreign) = (false, true, true);
        Self { bytes, full: 0, last: 0, pair: 0, head: 0, first: 0, short, surname, foreign }
    }

    /// Whether it is two syllables without a surname: the last two of somebody's name, maybe.
    pub fn is_given(&self) -> bool {
        !self.short && !self.surname && self.full == self.pair
    }
}

/// An office.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeCandidate {
    /// All of it.
    pub bytes: Span<Byte>,
    /// The title with the words around it.
    pub title: Span<Byte>,
    /// The body with its place.
    pub organ: Option<Span<Byte>>,
    /// Row of the title's table.
    pub row: u16,
    /// The title proper, folded, without the words around it.
    pub title_key: u64,
    /// nguyên, cựu
    pub former: bool,
    /// phó
    pub deputy: bool,
    /// thường trực, phụ trách …
    pub qualified: bool,
    /// The body's kind, when one is named.
    pub class: Option<OrganClass>,
    /// The body's level by its name.
    pub seat: Option<Seat>,
    /// The body, whatever its spelling, without places; 0 for none.
    pub key: u64,
    /// Places inside, in order.
    pub places: Vec<Span<Byte>>,
    /// The type of a unit that is not named: `UBND tỉnh`.
    pub designator: Option<Designator>,
    /// Whether the body is named and public, so that nobody else's post can be meant.
    pub public: bool,
    /// Whether any holder of a level is meant: `UBND cấp xã`.
    pub generic: bool,
    /// Whether the body's name says that it is the whole country's.
    pub central: bool,
    /// Whether a field is named that only government has.
    pub of_state: bool,
    /// The body's key without the body above it.
    pub own_key: u64,
    /// tân: whoever has just been given it
    pub new: bool,
    /// Whether only the kind of its body is named: Giám đốc Sở.
    pub is_short: bool,
    /// A deputy in small letters whose unit has no name: "lương phó chủ tịch phường" is any one's.
    pub vague: bool,
}

impl OfficeCandidate {
    /// The title's row.
    pub fn entry(&self) -> &'static TitleRow {
        &TITLES[usize::from(self.row)]
    }

    /// Whether it is the whole country's by its form.
    pub fn is_central(&self) -> bool {
        self.entry().central || self.seat == Some(Seat::Central) || self.central
    }

    /// Whether it refers to somebody without a name beside it, by its own form.
    pub fn is_definite(&self) -> bool {
        match self.entry().alone {
            _ if self.generic || self.vague || !self.public => false,
            Alone::Yes => true,
            // "Chánh Văn phòng Bộ": the ministry that the article speaks of.
            Alone::Body if self.entry().head > 0 && self.class == Some(OrganClass::Ministry) => true,
            // A department's head without a word of whose it is: "Trưởng phòng Nhân sự".
            Alone::Body if self.entry().head > 0 && self.class.is_none() => {
                self.designator.is_some() || !self.places.is_empty() || self.of_state
            }
            Alone::Body => self.key != 0 || self.designator.is_some() || !self.places.is_empty(),
            Alone::Acting | Alone::Never => false,
        }
    }
}

/// A name of a person that stands outside of every official.
#[derive(Clone, Debug, PartialEq)]
pub struct NameCandidate {
    /// The name.
    pub name: PersonName,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Whether an honorific stands before it.
    pub honoured: bool,
    /// Whether that is đồng chí, as officials call each other.
    pub comrade: bool,
    /// Whether a predicate behind it gives the person an office, or a plural title before it does.
    pub in_office: bool,
}

/// Finds the officials of a paragraph, and the names outside of them.
pub fn find(
    paragraph: &Paragraph<'_>,
    localities: &[LocalityCandidate],
    officials: &mut Vec<OfficialCandidate>,
    names: &mut Vec<NameCandidate>,
) {
    let places = Places::new(localities);
    let mut finder = apposition::Finder::new(paragraph, places, officials, names);
    const OFFICE: u32 = SenseKind::Title.mask() | SenseKind::OfficeWord.mask();
    const NAME: u32 = SenseKind::Honorific.mask() | SenseKind::Surname.mask();
    let mut done = 0;
    // End of the last body's name.
    let mut covered = 0;
    // End of the last official: a name before an office starts behind it.
    let mut floor = 0;
    for hit in paragraph.hits {
        // A title's word inside a body's name is none: Bộ Tư lệnh, Hội đồng Bộ trưởng.
        if hit.fits & SenseKind::Organ.mask() != 0 && hit.len() > 1 && hit.start >= done {
            let title = paragraph.hits_at(hit.start).iter().any(|h| h.fits & OFFICE != 0);
            if !title {
                covered = covered.max(hit.end);
            }
        }
        if hit.start < done || hit.fits & (OFFICE | NAME) == 0 {
            continue;
        }
        if hit.start < covered && hit.fits & OFFICE != 0 && hit.end <= covered {
            continue;
        }
        let kinds = paragraph.hits_at(hit.start).iter().fold(0, |k, h| k | h.fits);
        let mut end = None;
        if kinds & OFFICE != 0 {
            end = finder.official(hit.start, floor);
            floor = end.unwrap_or(floor);
        }
        if end.is_none() && kinds & NAME != 0 {
            end = finder.name(hit.start);
        }
        done = end.unwrap_or(hit.start + 1);
    }
}

/// Tells the localities' candidates what the officials' grammar knows: a place in an office's name is one,
/// a word in a person's name is none.
pub fn inform(officials: &[OfficialCandidate], localities: &mut [LocalityCandidate]) {
    const AGAINST: Evidence = Evidence::NAME_RUN
        .with(Evidence::PERSON)
        .with(Evidence::LONGER)
        .with(Evidence::OCCUPATION)
        .with(Evidence::AFTER_CAPITALS);
    for official in officials {
        for place in official.offices.iter().flat_map(|o| &o.places) {
            let first = localities.partition_point(|c| c.bytes.start < place.start);
            for candidate in localities[first..].iter_mut().take_while(|c| c.bytes.start == place.start) {
                if candidate.bytes == *place {
                    candidate.evidence = candidate.evidence.without(AGAINST).with(Evidence::SEATED);
                }
            }
        }
        let Some(person) = official.person.as_ref().filter(|n| !n.short) else { continue };
        let first = localities.partition_point(|c| c.bytes.start < person.bytes.start);
        for candidate in localities[first..].iter_mut().take_while(|c| c.bytes.start < person.bytes.end) {
            candidate.evidence.add(Evidence::PERSON);
        }
    }
}

/// Adds a syllable to the key of a name.
fn fold(key: u64, syllable: u64) -> u64 {
    (key.rotate_left(7) ^ syllable).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The name in a token range.
fn person(p: &Paragraph<'_>, name: &name::Name, foreign: bool) -> PersonName {
    let mut full = 0u64;
    let (mut first, mut last, mut pair, mut head) = (0, 0, 0, 0);
    let mut count = 0;
    for token in p.tokens[name.start as usize..name.end as usize].iter().filter(|t| t.is_word()) {
        full = fold(full, token.key.0);
        pair = fold(fold(0, last), token.key.0);
        if first == 0 {
            first = token.key.0;
        }
        last = token.key.0;
        count += 1;
        if count <= 2 {
            head = full;
        }
    }
    // Nobody is called "ông Trần Văn".
    if name.surname && lexicon::surname(p, name.start) != Some(lexicon::Surname::Minority) {
        head = 0;
    }
    PersonName {
        bytes: p.bytes(name.start..name.end),
        full,
        last,
        pair,
        head,
        first,
        // K'Sọi is a whole name.
        short: name.is_short() && !name::has_elision(p, name.start),
        surname: name.surname,
        foreign,
    }
}

/// A name of a person as [`PersonName::full`] has it.
pub fn name_key(tokens: &[crate::text::token::Token]) -> u64 {
    tokens.iter().filter(|t| t.is_word()).fold(0, |key, t| fold(key, t.key.0))
}

/// Whether an honorific makes whoever bears it worth a look.
fn is_address(honorific: Honorific) -> bool {
    honorific != Honorific::Degree
}

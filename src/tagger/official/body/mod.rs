//! The body of an office, as far as its name goes: `Sở Kế hoạch và Đầu tư tỉnh X`, `Phòng CSGT Công an
//! TP Y`, `UBND xã X, huyện Y, tỉnh Z`.
//!
//! The name of a body is open (any field may follow `Sở`), so it is read element by element, each step
//! deciding whether what comes belongs to it, and what it leaves is a person's name, a verb or a mark.

mod joint;
mod place;

use std::sync::LazyLock;

use super::lexicon::{
    Cue, OfficeWord, OrganClass, OrganRow, Seat, Surname, TitleClass, TitleRow, cue, office_word, organ,
    surname, title,
};
use super::name::{Ground, name_at};
use super::places::Places;
use crate::gazetteer::lexicon::{Hit, senses};
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::locality::designator::Designator;
use crate::tagger::mention::Level;
use crate::tagger::paragraph::Paragraph;
use crate::text::letter::letter;
use crate::text::phonotactics::{is_roman, is_syllable};
use crate::text::position::{Byte, Span};
use crate::text::syllable::{Key, fold};
use crate::text::token::{Gap, TokenKind};

/// How many elements a body may have.
const LONGEST: usize = 24;

/// What follows a title.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// First token of the body's name, if there is one.
    pub start: Option<u32>,
    /// First token behind.
    pub end: u32,
    /// The first body's kind.
    pub organ: Option<OrganClass>,
    /// The level that the first body has by its name.
    pub seat: Option<Seat>,
    /// Whether a public body or a field of government is named.
    pub public: bool,
    /// The same for all spellings of one body: abbreviations count as their letters, words as their first.
    pub key: u64,
    /// Places inside, in order.
    pub places: Vec<Span<Byte>>,
    /// Type of unit named without a name: `tỉnh` in `UBND tỉnh`.
    pub designator: Option<Designator>,
    /// Whether the body's name says that it is the whole country's: tối cao, Trung ương, … Việt Nam.
    pub central: bool,
    /// Any holder of a level is meant (`UBND cấp huyện`), or several (`Giám đốc các Sở`).
    pub generic: bool,
}

struct Reader<'p, 't, 'l> {
    p: &'p Paragraph<'t>,
    places: &'p Places<'l>,
    title: &'static TitleRow,
    /// Whether the title is written in capitals throughout, so that capitals tell nothing.
    shouting: bool,
    out: Body,
    /// A field may come.
    open: bool,
    /// A body above may come after a comma.
    unit: bool,
    /// A field has just been read, and whether it was in lower case.
    field: Option<bool>,
    /// A place has been read, and whether it was a country only.
    place: Option<bool>,
    /// The last place had a designator.
    designated: bool,
    /// The last body takes a number.
    numbered: bool,
    /// A body that is not public, inside one that is.
    within: bool,
}

/// Reads the body behind a title whose words end at `at`; `hit_end` is where the title proper ends.
/// `None` when the body is no public one.
pub fn body(
    p: &Paragraph<'_>,
    places: &Places<'_>,
    start: u32,
    at: u32,
    hit_end: u32,
    title: &'static TitleRow,
) -> Option<Body> {
    let mut reader = Reader {
        p,
        places,
        title,
        shouting: (start..hit_end).all(|t| p.token(t).is_some_and(|t| t.all_caps)),
        out: Body { end: at, ..Body::default() },
        open: title.open,
        unit: title.class == TitleClass::Office,
        field: None,
        place: None,
        designated: false,
        numbered: title.class == TitleClass::Military,
        within: false,
    };
    if title.class == TitleClass::Rank {
        return Some(reader.out);
    }
    if title.head > 0 {
        let head = hit_end - u32::from(title.head);
        reader.out.start = Some(head);
        // The head of a village: Trưởng bản X.
        if let Some(place) = places.longest(head).filter(|c| c.designator.is_some() && c.tokens.start == head)
        {
            reader.out.places.push(place.bytes);
            reader.out.end = place.tokens.end;
            reader.place = Some(false);
            reader.designated = true;
        }
    }
    for _ in 0..LONGEST {
        match reader.step()? {
            Some(end) => reader.out.end = end,
            None => break,
        }
    }
    if let Some(end) = reader.own_name().or_else(|| reader.charge()) {
        reader.out.end = end;
    }
    Some(reader.out)
}

impl Reader<'_, '_, '_> {
    /// Reads one element. The outer `None`: no public body; the inner: nothing more belongs to it.
    fn step(&mut self) -> Option<Option<u32>> {
        let p = self.p;
        let at = self.out.end;
        let Some(token) = p.token(at) else { return Some(None) };
        if title(p, at).is_some_and(|(h, _)| h.len() >= 2 && organ(p, at).is_none_or(|(o, ..)| o.end < h.end))
            || office_word(p, at).is_some_and(|(h, _)| title(p, h.end).is_some())
        {
            return Some(None);
        }
        // "Bộ trưởng Ngoại giao hai nước": one of each.
        let both = !token.capital && cue(p, at, Cue::Both).is_some();
        if both
            || cue(p, at, Cue::Generic).is_some() && !token.capital
            || (!token.capital && matches!(p.str(at..at + 1), "các" | "những"))
                && organ(p, at).is_none_or(|(_, row, _)| !(row.class == OrganClass::Field && self.open))
        {
            self.out.generic = true;
            return Some(None);
        }
        if !token.is_word()
            || matches!(
                p.str(at..at + 1),
                "và" | "của" | "thuộc" | "trực" | "về" | "tại" | "khóa" | "khoá" | "nhiệm" | "số"
            )
        {
            if self.leads_to_private(at) {
                return None;
            }
            if let Some(end) = self.connected(at) {
                return Some(Some(end));
            }
            if token.is_word() && organ(p, at).is_none() || !token.is_word() {
                return Some(None);
            }
        }
        // Kiểm toán nhà nước khu vực XIII
        if self.field.is_some()
            && token.all_caps
            && !self.shouting
            && is_roman(token.key)
            && self.place.is_none()
        {
            self.mix_letters(at);
            return Some(Some(at + 1));
        }
        if let Some((hit, row, id)) = organ(p, at) {
            if row.class == OrganClass::Private && self.is_private(&hit) {
                return self.short_for_mass(&hit).map(Some);
            }
            if let Some(end) = self.organ(hit, row, id) {
                return Some(Some(end));
            }
        }
        if let Some(end) = self.abbreviation(at).or_else(|| self.place(at)).or_else(|| self.unit_type(at)) {
            return Some(Some(end));
        }
        Some(self.unknown(at))
    }

    /// Whether a unit's parent behind a mark or của is a company: `phòng Nhân sự của nhà máy`.
    fn leads_to_private(&self, at: u32) -> bool {
        let p = self.p;
        let unit = self.title.class == TitleClass::Office && self.out.organ.is_none() && self.place.is_none();
        let joint = p.is(at, ',')
            || p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen)
            || matches!(p.str(at..at + 1), "của" | "thuộc");
        unit && joint && organ(p, at + 1).is_some_and(|(_, row, _)| row.class == OrganClass::Private)
    }

    /// Whether a company, a school, an association is the holder's body.
    fn is_private(&self, hit: &Hit) -> bool {
        let inside_public = matches!(self.out.organ, Some(OrganClass::Committee | OrganClass::Mass));
        let named_unit = self.title.class == TitleClass::Office && self.title.head == 0 && self.open;
        !(inside_public || named_unit) && self.place.is_none() && self.p.gap(hit.start) != Gap::None
    }

    /// "Chủ tịch Hội", where the paragraph names the women's or the farmers' organisation before.
    fn short_for_mass(&mut self, hit: &Hit) -> Option<u32> {
        let p = self.p;
        let alone = hit.len() == 1
            && p.str(hit.start..hit.end) == "Hội"
            && p.token(hit.end).is_none_or(|t| !t.is_word() || !t.capital && organ(p, hit.end).is_none());
        let until = p.hits.partition_point(|h| h.start < self.out.end);
        let mass = |h: &Hit| {
            h.fitting(SenseKind::Organ)
                .and_then(|s| super::lexicon::ORGANS.get(s.row()))
                .is_some_and(|row| row.class == OrganClass::Mass)
        };
        if !alone || self.title.class != TitleClass::Chair || !p.hits[..until].iter().any(mass) {
            return None;
        }
        self.begin(hit.start);
        self.out.public = true;
        self.out.organ = Some(OrganClass::Mass);
        self.mix(hit.len().into());
        Some(hit.end)
    }

    fn begin(&mut self, at: u32) {
        self.out.start.get_or_insert(at);
    }

    fn mix(&mut self, value: u64) {
        self.out.key = (self.out.key.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// Adds the first letters of the words to the key.
    fn mix_words(&mut self, from: u32, to: u32) {
        for at in from..to {
            let text = self.p.str(at..at + 1);
            if let Some(c) = text.chars().next().filter(|_| !matches!(text, "và" | "các" | "của")) {
                self.mix(letter(c as u32).code());
            }
        }
    }

    /// Adds all letters of an abbreviation to the key.
    fn mix_letters(&mut self, at: u32) {
        for c in self.p.str(at..at + 1).chars().take(12) {
            self.mix(letter(c as u32).code());
        }
    }

    fn organ(&mut self, hit: Hit, row: &'static OrganRow, id: u16) -> Option<u32> {
        let p = self.p;
        let token = p.token(hit.start)?;
        match row.class {
            OrganClass::Field => {
                if !(self.open || self.within) || self.place.is_some() {
                    return None;
                }
                let lower = !token.capital;
                let verb = lower && cue(p, hit.start, Cue::Verb).is_some();
                if verb && self.field.is_some() {
                    return None;
                }
                if hit.len() == 1
                    && token.capital
                    && !self.shouting
                    && name_at(p, self.places, hit.start, Ground::Bare).is_some()
                {
                    return None;
                }
                self.begin(hit.start);
                self.out.public = true;
                self.field = Some(lower);
                if hit.len() == 1 && token.all_caps && !self.shouting {
                    self.mix_letters(hit.start);
                } else {
                    self.mix_words(hit.start, hit.end);
                }
            }
            OrganClass::Tail => {
                if self.out.start.is_none() || self.place == Some(false) {
                    return None;
                }
                self.out.central |= is_central(p, hit);
                self.mix_words(hit.start, hit.end);
            }
            OrganClass::Private => {
                if self.place.is_some() {
                    return None;
                }
                self.within = true;
                self.open = true;
                self.field = Some(false);
                self.mix(u64::from(id) + 64);
            }
            class => {
                if self.place == Some(false)
                    || (self.place.is_some() && class != OrganClass::State && class != OrganClass::Party)
                {
                    return None;
                }
                self.begin(hit.start);
                self.out.public = true;
                self.out.central |= is_central(p, hit);
                if self.out.organ.is_none() {
                    self.out.organ = Some(class);
                }
                if self.out.seat.is_none_or(|s| s == Seat::Any) {
                    self.out.seat = Some(row.seat);
                }
                self.open = row.open;
                self.field = None;
                self.unit = self.unit && class != OrganClass::Ministry || class == OrganClass::Unit;
                self.numbered = matches!(
                    class,
                    OrganClass::Army | OrganClass::Unit | OrganClass::Court | OrganClass::Agency
                );
                // Bộ trưởng Công Thương is Bộ trưởng Bộ Công Thương.
                if class != OrganClass::Ministry {
                    self.mix(u64::from(id) + 64);
                }
            }
        }
        Some(hit.end)
    }

    /// KH&ĐT, LĐ-TB&XH, NN-PTNT behind an open body.
    fn abbreviation(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        let token = p.token(at)?;
        if !(self.open || self.within) || self.shouting || !token.all_caps || self.place.is_some() {
            return None;
        }
        // A name in capitals behind a body is at least two words side by side.
        if self.field.is_some()
            || self.places.starts(at)
            || p.token(at + 1).is_some_and(|t| t.all_caps && t.gap == Gap::Space)
        {
            return None;
        }
        let mut end = at + 1;
        self.mix_letters(at);
        // PC46
        if p.token(end).is_some_and(|t| t.kind == TokenKind::Number && t.gap == Gap::None) {
            end = self.number(end);
        }
        loop {
            let joint = p.is(end, '&')
                || p.is(end, '/')
                || p.is(end, ',') && p.gap(end) == Gap::None && p.gap(end + 1) == Gap::None
                || p.token(end).is_some_and(|t| t.kind == TokenKind::Hyphen);
            let next = p.token(end + 1).filter(|t| t.is_word() && t.capital);
            let short = next.is_some_and(|t| t.all_caps || t.end - t.start <= 3);
            if !joint || !short || (p.gap(end) != Gap::None) != (p.gap(end + 1) != Gap::None) {
                break;
            }
            self.mix_letters(end + 1);
            end += 2;
        }
        self.begin(at);
        self.out.public |= self.out.organ.is_some() || self.title.head > 0;
        self.field = Some(false);
        Some(end)
    }

    /// The body's own name, which no table has, where a person's name follows: Ban Quản lý Khu kinh tế `Vân Phong`
    /// Trần Minh A.
    fn own_name(&self) -> Option<u32> {
        const LONGEST: u32 = 3;
        let p = self.p;
        let at = self.out.end;
        let plain = |t: u32| {
            p.token(t).is_some_and(|t| {
                t.is_word() && t.capital && !t.all_caps && t.gap == Gap::Space && is_syllable(t.key)
            })
        };
        if !self.out.public
            || self.out.organ.is_none() && self.title.head == 0
            || self.place.is_some()
            || self.shouting
            || !plain(at)
            || surname(p, at).is_some()
            || self.places.starts(at)
        {
            return None;
        }
        let start = (at + 1..=at + LONGEST).find(|t| surname(p, *t) == Some(Surname::Common))?;
        let end = (start..start + 5).find(|t| !plain(*t)).unwrap_or(start);
        ((at..start).all(plain) && (start + 3..=start + 4).contains(&end)).then_some(start)
    }

    /// What a deputy is in charge of, where a person's name follows: Phó Chủ tịch UBND tỉnh `phụ trách kinh tế` A.
    fn charge(&self) -> Option<u32> {
        const LONGEST: u32 = 9;
        let p = self.p;
        let at = self.out.end;
        let (hit, class) = office_word(p, at)?;
        if class != OfficeWord::After || hit.len() != 2 || p.str(at + 1..at + 2) != "trách" {
            return None;
        }
        let field = |t: u32| {
            p.token(t).is_some_and(|t| t.is_word() && t.gap == Gap::Space)
                && (p.token(t).is_some_and(|t| t.capital)
                    || cue(p, t, Cue::Verb).is_none_or(|c| c.len() == 1 && p.str(t..t + 1) == "và"))
        };
        let abroad =
            matches!(self.title.class, TitleClass::National | TitleClass::Foreign | TitleClass::Envoy);
        let capital = |t: u32| p.token(t).is_some_and(|t| t.is_word() && t.capital && !t.all_caps);
        // "phụ trách châu Á - Thái Bình Dương Daniel K.": the first two words that are no Vietnamese ones.
        let foreign =
            |t: &u32| capital(*t) && capital(*t + 1) && p.token(*t).is_some_and(|t| !is_syllable(t.key));
        let own = |t: &u32| {
            surname(p, *t) == Some(Surname::Common)
                && name_at(p, self.places, *t, Ground::Bare)
                    .is_some_and(|n| n.surname && n.end - n.start >= 3)
        };
        let mut range = hit.end + 1..hit.end + LONGEST;
        let start = range.clone().find(|t| abroad && foreign(t)).or_else(|| range.find(own))?;
        (hit.end..start).all(field).then_some(start)
    }

    /// A field that no table has: a capital word and the lower-case one behind it.
    fn unknown(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        if !(self.open || self.within) || self.place.is_some() || self.shouting {
            return None;
        }
        let token = p.token(at).filter(|t| t.is_word() && t.capital && t.gap != Gap::None)?;
        if self.places.starts(at) || title(p, at).is_some() {
            return None;
        }
        if self.within && !token.all_caps {
            // A company's own name inside a Party committee's.
            let named = name_at(p, self.places, at, Ground::Bare).is_some();
            return (!named).then_some(at + 1);
        }
        p.token(at + 1).filter(|t| t.is_word() && !t.capital && t.gap == Gap::Space)?;
        let verb = cue(p, at + 1, Cue::Verb).is_some();
        if verb {
            return None;
        }
        self.begin(at);
        self.mix_words(at, at + 2);
        self.out.public |= self.out.organ.is_some();
        self.field = Some(false);
        Some(at + 2)
    }
}

/// Whether the words of a body's name say that it is the whole country's.
fn is_central(p: &Paragraph<'_>, hit: Hit) -> bool {
    static WORDS: LazyLock<[[Key; 2]; 3]> =
        LazyLock::new(|| [["việt", "nam"], ["tối", "cao"], ["trung", "ương"]].map(|pair| pair.map(fold)));
    let [vietnam, supreme, central] = *WORDS;
    let tokens = &p.tokens[hit.start as usize..hit.end as usize];
    let mut pairs = tokens.windows(2).map(|w| [w[0].key, w[1].key]);
    let last = pairs.clone().next_back();
    last.is_some_and(|pair| pair == vietnam || pair == supreme) || pairs.any(|pair| pair == central)
}

fn is_country(node: u32) -> bool {
    units(node).any(|u| u.level() == Level::Country)
}

/// Whether a name can only be a commune's.
pub fn is_commune(node: u32) -> bool {
    units(node).all(|u| u.level() == Level::Commune)
}

/// Whether a name can be a country, a region or a province.
fn is_large(node: u32) -> bool {
    units(node).any(|u| matches!(u.level(), Level::Country | Level::Region | Level::Province))
}

fn units(node: u32) -> impl Iterator<Item = Unit> {
    senses(node).iter().filter(|s| s.is(SenseKind::Unit)).filter_map(|s| Unit::get(UnitId(s.row() as u32)))
}

/// The key of a people's committee.
pub fn council_key() -> u64 {
    let id = super::lexicon::ORGANS.iter().position(|row| row.class == OrganClass::Council).unwrap_or(0);
    (id as u64 + 64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

//! The body of an office, as far as its name goes: `Sở Kế hoạch và Đầu tư tỉnh X`, `Phòng CSGT Công an
//! TP Y`, `UBND xã X, huyện Y, tỉnh Z`.
//!
//! The name of a body is open (any field may follow `Sở`), so it is read element by element, each step
//! deciding whether what comes belongs to it, and what it leaves is a person's name, a verb or a mark.

mod joint;
mod own;
mod place;

use std::sync::LazyLock;

use super::lexicon::{Cue, OrganClass, OrganRow, Seat, TitleClass, TitleRow, cue, office_word, organ, title};
use super::name::{Ground, name_at};
use super::places::Places;
use crate::gazetteer::lexicon::{Hit, senses};
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::locality::designator::Designator;
use crate::tagger::mention::Level;
use crate::tagger::paragraph::Paragraph;
use crate::text::letter::letter;
use crate::text::phonotactics::is_roman;
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
    /// That of the body without the one above it: `Cục A` of `Cục A (Bộ B)`.
    pub own_key: Option<u64>,
    /// Places inside, in order.
    pub places: Vec<Span<Byte>>,
    /// Type of unit named without a name: `tỉnh` in `UBND tỉnh`.
    pub designator: Option<Designator>,
    /// Whether the body's name says that it is the whole country's: tối cao, Trung ương, … Việt Nam.
    pub central: bool,
    /// Whether a field is named that only government has.
    pub of_state: bool,
    /// Any holder of a level is meant (`UBND cấp huyện`), or several (`Giám đốc các Sở`).
    pub generic: bool,
}

struct Reader<'p, 't, 'l> {
    p: &'p Paragraph<'t>,
    places: &'p Places<'l>,
    title: &'static TitleRow,
    /// First token behind the title's words.
    title_end: u32,
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
    /// A name of its own may follow the last word: Trại giam, Khu kinh tế.
    named: bool,
    /// The last field stands in no table.
    guessed: bool,
    /// One of several of a kind, told apart by number: khu vực, cơ sở.
    regional: bool,
}

/// The small words that a body's name goes on behind.
static SMALL: LazyLock<[(Key, &str); 10]> = LazyLock::new(|| {
    ["và", "của", "thuộc", "trực", "về", "tại", "khóa", "nhiệm", "số", "bên"].map(|w| (fold(w), w))
});

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
        title_end: at,
        shouting: (start..hit_end).all(|t| p.token(t).is_some_and(|t| t.all_caps)),
        out: Body { end: at, ..Body::default() },
        open: title.open,
        unit: title.class == TitleClass::Office,
        field: None,
        place: None,
        designated: false,
        numbered: title.class == TitleClass::Military,
        within: false,
        named: false,
        guessed: false,
        regional: false,
    };
    if title.class == TitleClass::Rank {
        return Some(reader.out);
    }
    if title.head > 0 {
        let head = hit_end - u32::from(title.head);
        reader.out.start = Some(head);
        if let Some((_, row, _)) = organ(p, head).filter(|(hit, ..)| hit.end == hit_end) {
            (reader.named, reader.numbered, reader.regional) = (row.named, row.numbered, row.numbered);
        }
        // The head of a village: Trưởng bản X.
        let place = places.longest(head).filter(|c| c.designator.is_some() && c.tokens.start == head);
        if let Some(place) = place.filter(|c| !reader.begins_holder(c)) {
            reader.out.places.push(place.bytes);
            reader.out.end = place.tokens.end;
            reader.place = Some(false);
            reader.designated = true;
        }
    }
    for _ in 0..LONGEST {
        match reader.step()?.or_else(|| reader.rest_of_field()) {
            Some(end) => reader.out.end = end,
            None => break,
        }
    }
    reader.finish(start);
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
        // "UBND cấp huyện", but "Giám đốc Sở Tài chính cấp ngay", "VKSND cấp cao".
        let of_level = |hit: Hit| {
            hit.len() > 1 || !p.reads(at, "cấp") || p.longest(hit.end, SenseKind::Designator).is_some()
        };
        let longer = |hit: &Hit| organ(p, at).is_none_or(|(o, ..)| o.end <= hit.end);
        if both
            || !token.capital && cue(p, at, Cue::Generic).filter(longer).is_some_and(of_level)
            || (!token.capital && matches!(p.str(at..at + 1), "các" | "những"))
                && organ(p, at).is_none_or(|(_, row, _)| !(row.class == OrganClass::Field && self.open))
        {
            self.out.generic = true;
            return Some(None);
        }
        if !token.is_word() || self.small(at).is_some() {
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
        // Kiểm toán nhà nước khu vực XIII; in a heading all in capitals VI is a surname as well.
        let roman = token.all_caps && is_roman(token.key) && self.place.is_none();
        if roman && (self.field.is_some() && !self.shouting || self.numbered && at > self.title_end) {
            self.mix_letters(at);
            return Some(Some(at + 1));
        }
        // Trạm Tấu is a district, no station.
        let place =
            |hit: &Hit| hit.len() == 1 && self.places.longest(at).is_some_and(|c| c.tokens.end > hit.end);
        if let Some((hit, row, id)) = self.organ_at(at).filter(|(hit, ..)| !place(hit)) {
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

    /// The word of a body at a token, unless it is something else here: a verb (báo cáo is no newspaper), the type of a unit
    /// and its head's surname (huyện Đoàn Công A), or words that a place's name goes on from (Chính phủ nhân dân | Khu tự
    /// trị dân tộc Choang Quảng Tây).
    fn organ_at(&self, at: u32) -> Option<(Hit, &'static OrganRow, u16)> {
        let p = self.p;
        let (hit, row, id) = organ(p, at)?;
        let lower = p.token(at).is_some_and(|t| !t.capital);
        let verb = |class| cue(p, at, class).is_some_and(|c| c.end > hit.end);
        if row.class == OrganClass::Private && lower && [Cue::Verb, Cue::Speech].into_iter().any(verb) {
            return None;
        }
        let capital = |t: u32| p.token(t).is_some_and(|t| t.is_word() && t.capital && t.gap == Gap::Space);
        if row.class == OrganClass::Mass && lower && hit.len() == 2 && capital(at + 1) && capital(at + 2) {
            return None;
        }
        let inside =
            |end: u32| (at + 2..end).any(|t| self.places.longest(t).is_some_and(|c| c.tokens.end > end));
        if hit.len() < 5 || !inside(hit.end) {
            return Some((hit, row, id));
        }
        let shorter = p
            .hits_at(at)
            .iter()
            .rev()
            .find(|h| h.end < hit.end && !inside(h.end) && h.has(SenseKind::Organ))?;
        let sense = shorter.fitting(SenseKind::Organ)?;
        Some((*shorter, super::lexicon::ORGANS.get(sense.row())?, sense.row() as u16))
    }

    /// The small word at a token, however it is written: VÀ in a heading.
    fn small(&self, at: u32) -> Option<&'static str> {
        let token = self.p.token(at).filter(|t| t.is_word())?;
        SMALL.iter().find(|(key, _)| *key == token.key).map(|(_, word)| *word)
    }

    /// Whether a unit's parent behind a mark or của is a company: `phòng Nhân sự của nhà máy`.
    fn leads_to_private(&self, at: u32) -> bool {
        let p = self.p;
        let unit = self.title.class == TitleClass::Office && self.out.organ.is_none() && self.place.is_none();
        let joint = p.is(at, ',')
            || p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen)
            || matches!(self.small(at), Some("của" | "thuộc"));
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
        let guessed = std::mem::replace(&mut self.guessed, false);
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
                // "Bộ trưởng Bộ Tài chính nghiên cứu"
                let joined = self.small(hit.start - 1).is_some()
                    || !p.token(hit.start - 1).is_some_and(|t| t.is_word());
                if lower
                    && self.field == Some(false)
                    && self.out.organ == Some(OrganClass::Ministry)
                    && !joined
                {
                    return None;
                }
                self.guessed = guessed && lower;
                (self.named, self.numbered) = (row.named, self.numbered || row.numbered);
                self.regional |= row.numbered;
                self.out.of_state |= !row.common;
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
                self.named = row.named;
                self.regional |= row.numbered || class == OrganClass::Army;
                self.numbered = row.numbered
                    || matches!(
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

    /// Whether a mark stands between two words without a space on either side.
    fn tight(&self, mark: u32) -> bool {
        let p = self.p;
        let kind = p.is(mark, '&')
            || p.is(mark, ',')
            || p.is(mark, '/')
            || p.token(mark).is_some_and(|t| t.kind == TokenKind::Hyphen);
        kind && p.gap(mark) == Gap::None
            && p.gap(mark + 1) == Gap::None
            && p.token(mark + 1).is_some_and(|t| t.is_word() && t.all_caps)
    }

    /// KH&ĐT, LĐ-TB&XH, NN-PTNT behind an open body.
    fn abbreviation(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        let token = p.token(at)?;
        // In a heading all in capitals only marks show an abbreviation: SỞ GD&ĐT.
        let shown = !self.shouting || self.tight(at + 1);
        if !(self.open || self.within) || !shown || !token.all_caps || self.place.is_some() {
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

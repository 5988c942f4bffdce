//! Places in a body's name, and the types of units without a name.

use super::super::lexicon::{Need, OrganClass, Seat, Surname, TitleClass, surname};
use super::super::name::{Ground, name_at};
use super::{Reader, is_commune, is_country, is_large};
use crate::gazetteer::sense::SenseKind;
use crate::tagger::candidate::LocalityCandidate;
use crate::tagger::locality::designator::{DESIGNATORS, Designator};
use crate::text::phonotactics::is_syllable;
use crate::text::token::Gap;

impl Reader<'_, '_, '_> {
    /// A named place.
    pub(super) fn place(&mut self, at: u32) -> Option<u32> {
        if self.place == Some(false) && !self.p.hits_at(at).iter().any(|h| h.has(SenseKind::Designator)) {
            return None;
        }
        // A company's director is no official because the company's name begins with a place.
        if self.title.class == TitleClass::Director && !self.out.public {
            return None;
        }
        let place = self.places.longest(at).filter(|place| !self.begins_holder(place))?;
        // "Chủ tịch Tư" is called so, though there is a commune Tư.
        if place.designator.is_none()
            && place.tokens.len() == 1
            && self.out.start.is_none()
            && place.node.is_some_and(is_commune)
        {
            return None;
        }
        // Behind a country only a unit that says what it is, but in "Hội Nông dân Việt Nam" any.
        let named_after = matches!(self.out.organ, Some(OrganClass::Mass | OrganClass::Front));
        if self.place == Some(true) && place.designator.is_none() && !named_after {
            return None;
        }
        if place.designator.is_none()
            && self.is_person_instead(at, place.tokens.end, place.node.is_some_and(is_large))
        {
            return None;
        }
        if self.title.need == Need::Optional
            || self.out.start.is_some()
            || self.title.class == TitleClass::Chair
        {
            self.begin(at);
        }
        self.out.places.push(place.bytes);
        let country = place.node.is_some_and(is_country);
        self.place = Some(country);
        self.designated = place.designator.is_some();
        Some(place.tokens.end)
    }

    /// Whether a place is a unit's type and the first words of the holder's name: Chủ tịch UBND `xã | Hồ` Thị Xíu, though
    /// there is a town called Hồ; `huyện | Vũ Quang` Thuần.
    pub(super) fn begins_holder(&self, place: &LocalityCandidate) -> bool {
        let p = self.p;
        let from = place.tokens.start;
        let Some((designator, _)) = p.longest(from, SenseKind::Designator) else { return false };
        let (at, end) = (designator.end, place.tokens.end);
        let Some(family) = surname(p, at).filter(|_| place.designator.is_some() && at < end) else {
            return false;
        };
        let next = |t: u32| p.token(t).is_some_and(|t| t.is_word() && t.capital && t.gap == Gap::Space);
        let holder = || {
            name_at(p, self.places, at, Ground::Strong)
                .is_some_and(|n| n.surname && n.end - n.start >= 3 && n.end > end)
        };
        if end - at > 1 {
            // One word more makes a name of them; two are the holder's own.
            return family == Surname::Common && next(end) && !next(end + 1) && self.plain(end) && holder();
        }
        let middle = p.reads(at + 1, "Văn") || p.reads(at + 1, "Thị");
        let another = surname(p, at + 1) == Some(Surname::Common)
            && name_at(p, self.places, at + 1, Ground::Bare).is_some_and(|n| n.end - n.start >= 3);
        (family == Surname::Common && !another || middle) && holder()
    }

    /// Whether what looks like a place is the beginning of a person's name: `Lâm Đồng Tiến`. Behind a
    /// title without a body a large place is its place (`Thủ tướng Hà Lan X`), a small one is none
    /// (`Thủ tướng Đinh Văn X`).
    fn is_person_instead(&self, at: u32, end: u32, large: bool) -> bool {
        let p = self.p;
        let beside = |t: u32| p.token(t).is_some_and(|t| t.capital && t.gap == Gap::Space && t.is_word());
        // "Hạ viện Úc Milton Dick": no Úc is followed so.
        let syllable = p.token(end).is_some_and(|t| is_syllable(t.key));
        // "Đại sứ quán Úc Lê Thị Ngọc Hà"
        let before_person = large
            && end == at + 1
            && surname(p, end) == Some(Surname::Common)
            && name_at(p, self.places, end, Ground::Bare).is_some_and(|n| n.end - n.start >= 3);
        if before_person {
            return false;
        }
        if end == at + 1 && surname(p, at).is_some() && beside(end) && (syllable || !large) {
            return true;
        }
        // "Chủ tịch Hồ Chí Minh" is no city's chairman.
        if self.out.start.is_none() && end - at >= 3 && surname(p, at).is_some_and(|s| s != Surname::Minority)
        {
            return true;
        }
        // A Sở is a province's: what else stands behind it is a name (Sở GTVT Hà Trung Đoàn).
        let other = !large
            && (self.out.seat == Some(Seat::Province)
                || self.title.class == TitleClass::National
                || surname(p, end) != Some(Surname::Common));
        surname(p, at).is_some()
            && beside(end)
            && !beside(end + 1)
            && (surname(p, end).is_none() || other)
            && !self.places.starts(end)
            && (self.out.start.is_some() || !large)
            && name_at(p, self.places, at, Ground::Strong).is_some_and(|n| n.end == end + 1)
    }

    /// The type of a unit without its name: UBND `tỉnh`.
    pub(super) fn unit_type(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        let (hit, sense) = p.longest(at, SenseKind::Designator)?;
        let class = DESIGNATORS.get(sense.row())?.class;
        if matches!(class, Designator::Country | Designator::State) || self.place == Some(false) {
            return None;
        }
        let municipal = matches!(self.title.class, TitleClass::Chair | TitleClass::Head | TitleClass::Foreign)
                || self.title.head > 0
                || self.out.start.is_some()
                // đại biểu Quốc hội tỉnh
                || self.title.class == TitleClass::Deputy
                    && (p.says(at - 1, "hội") || p.says(at - 1, "đbqh"));
        if !municipal {
            return None;
        }
        self.begin(at);
        self.out.designator.get_or_insert(class);
        self.place = Some(false);
        self.designated = true;
        // Two types side by side mean any unit: UBND tỉnh, thành phố.
        if (p.is(hit.end, ',') || p.is(hit.end, '/'))
            && p.longest(hit.end + 1, SenseKind::Designator).is_some()
            && !self.places.starts(hit.end + 1)
        {
            self.out.generic = true;
        }
        // A dot behind an abbreviation without a name ends the sentence.
        let dot = hit.len() > 1 && p.is(hit.end - 1, '.');
        Some(self.unknown_unit(hit.end).unwrap_or(if dot { hit.end - 1 } else { hit.end }))
    }

    /// The name behind a designator that no table has, where a person's name follows it or nothing.
    fn unknown_unit(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        let capital = |t: u32| p.token(t).is_some_and(|t| t.is_word() && t.capital && t.gap == Gap::Space);
        if let Some(end) = self.before_holder(at) {
            self.out.designator = None;
            self.out.places.push(p.bytes(at - 1..end));
            return Some(end);
        }
        if !capital(at) || surname(p, at).is_some() && capital(at + 1) {
            return None;
        }
        let end = (at..at + 5)
            .find(|t| !capital(*t) || (*t > at && surname(p, *t).is_some() && capital(*t + 1)))?;
        // A run without any surname is a person's name, unless a mark or a chain of units follows.
        let chained = p.is(end, ',') && p.hits_at(end + 1).iter().any(|h| h.has(SenseKind::Designator));
        let named = capital(end);
        if !(named || chained) || end - at > 4 {
            return None;
        }
        self.out.designator = None;
        self.out.places.push(p.bytes(at - 1..end));
        Some(end)
    }
}

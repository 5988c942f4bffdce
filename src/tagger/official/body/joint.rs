//! Marks and small words that a body's name goes on behind: và, của, a comma, a bracket.

use super::super::lexicon::{Cue, OrganClass, TitleClass, cue, organ, title};
use super::super::name::{Ground, name_at};
use super::{Reader, is_country};
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::phonotactics::is_syllable;
use crate::text::token::{Gap, TokenKind};

impl Reader<'_, '_, '_> {
    /// Marks and small words between elements.
    pub(super) fn connected(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        let token = p.token(at)?;
        let next = at + 1;
        if token.kind == TokenKind::Number {
            // "bí thư đảng ủy 103 xã": of many units.
            let name = self.regional && self.numbered;
            if p.longest(next, SenseKind::Designator).is_some() && !self.places.starts(at) && !name {
                self.out.generic = true;
                return None;
            }
            return (self.numbered && self.place.is_none()).then(|| self.number(at));
        }
        if token.kind == TokenKind::Hyphen {
            return self
                .more_field(next)
                .or_else(|| self.parent_unit(next))
                .or_else(|| self.place_of_numbered(next, false));
        }
        if token.is(',') {
            return self
                .more_field_after_comma(next)
                .or_else(|| self.parent_body(next))
                .or_else(|| self.parent_unit(next))
                .or_else(|| self.place_of_numbered(next, true));
        }
        if token.is('&') {
            return self.more_field(next);
        }
        if token.is('(') {
            return self.bracket(next);
        }
        match self.small(at)? {
            "và" => self.more_field(next),
            "của" | "thuộc" => self.parent(next),
            "trực" if p.says(next, "thuộc") => self.parent(next + 1),
            "về" if (self.out.organ == Some(OrganClass::Agency) || self.title.head > 0)
                && self.field.is_none()
                && self.place.is_none() =>
            {
                let hit = organ(p, next).filter(|(_, row, _)| row.class == OrganClass::Field)?;
                self.open = true;
                self.field = None;
                self.organ(hit.0, hit.1, hit.2)
            }
            "bên" if self.title.class == TitleClass::Envoy && p.says(next, "cạnh") => {
                let hit = organ(p, next + 1).filter(|(_, row, _)| row.class == OrganClass::State)?.0;
                self.begin(at);
                self.place = Some(false);
                Some(hit.end)
            }
            "về" if self.out.organ == Some(OrganClass::State) => self.subject(next),
            "tại"
                if self.title.class == TitleClass::Envoy
                    || matches!(
                        self.out.organ,
                        Some(OrganClass::Court | OrganClass::Mission | OrganClass::State)
                    )
                    // Ban Quản lý lao động Việt Nam tại Nhật Bản
                    || self.place == Some(true) && self.places.longest(next).is_some_and(|c| c.node.is_some_and(is_country)) =>
            {
                let end = match self.places.longest(next) {
                    Some(place) => {
                        self.out.places.push(place.bytes);
                        place.tokens.end
                    }
                    // Đại sứ Việt Nam tại Liên hợp quốc
                    None => organ(p, next).filter(|(_, row, _)| row.class == OrganClass::State)?.0.end,
                };
                self.begin(at);
                self.place = Some(false);
                Some(end)
            }
            "khóa" if self.out.public || self.title.class == TitleClass::Deputy => {
                p.token(next).filter(|t| {
                    t.kind == TokenKind::Number || t.all_caps || p.str(next..next + 1).len() == 1
                })?;
                Some(next + 1)
            }
            "nhiệm" if self.out.public && p.str(at..(at + 2).min(p.len())).ends_with("kỳ") => {
                p.token(at + 2).filter(|t| t.kind == TokenKind::Number)?;
                let range = p.token(at + 3).is_some_and(|t| t.kind == TokenKind::Hyphen)
                    && p.token(at + 4).is_some_and(|t| t.kind == TokenKind::Number);
                Some(if range { at + 5 } else { at + 3 })
            }
            "số" if self.out.start.is_some() => {
                p.token(next).filter(|t| t.kind == TokenKind::Number)?;
                Some(self.number(next))
            }
            _ => None,
        }
    }

    pub(super) fn number(&mut self, at: u32) -> u32 {
        self.begin(at);
        let numbered = self.title.head > 0 && self.regional;
        self.out.public |= numbered;
        self.out.of_state |= numbered;
        if let Some(token) = self.p.token(at) {
            self.mix(token.key.0);
        }
        at + 1
    }

    /// What somebody is sent out or put in charge for: Cao ủy Liên hợp quốc về `người tị nạn`, Đặc phái viên về `Syria`.
    fn subject(&mut self, at: u32) -> Option<u32> {
        const LONGEST: u32 = 7;
        if let Some(place) = self.places.longest(at) {
            self.out.places.push(place.bytes);
            return Some(place.tokens.end);
        }
        let p = self.p;
        let inside = |t: u32| {
            p.token(t).is_some_and(|t| t.is_word() && !t.capital && t.gap == Gap::Space)
                && [Cue::Verb, Cue::Speech, Cue::Adverb].into_iter().all(|c| cue(p, t, c).is_none())
        };
        let end = (at..at + LONGEST).find(|t| !inside(*t)).unwrap_or(at);
        (end > at + 1).then_some(end)
    }

    /// A further field behind và, & or a dash.
    fn more_field(&mut self, at: u32) -> Option<u32> {
        self.field?;
        if self.place.is_some() {
            return None;
        }
        let p = self.p;
        if let Some((hit, row, id)) = organ(p, at) {
            let lower = p.token(at).is_some_and(|t| !t.capital);
            // A lower-case verb behind "và" begins another clause.
            let verb = lower && self.field == Some(false) && cue(p, at, Cue::Verb).is_some();
            return if row.class == OrganClass::Field && !verb { self.organ(hit, row, id) } else { None };
        }
        let token = p.token(at)?;
        if token.all_caps
            && (!self.shouting || self.tight(at - 1) || !is_syllable(token.key))
            && !self.places.starts(at)
            && (self.shouting || !p.token(at + 1).is_some_and(|t| t.all_caps))
        {
            self.mix_letters(at);
            return Some(at + 1);
        }
        self.unknown(at)
    }

    fn more_field_after_comma(&mut self, at: u32) -> Option<u32> {
        let lower_before = self.field?;
        let p = self.p;
        let (hit, row, id) = organ(p, at).filter(|(_, row, _)| row.class == OrganClass::Field)?;
        let capital = p.token(at)?.capital;
        let follows = capital || lower_before && cue(p, at, Cue::Verb).is_none();
        (follows && self.place.is_none()).then(|| self.organ(hit, row, id)).flatten()
    }

    /// The body that a unit belongs to: `Vụ A, Bộ B`.
    fn parent_body(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        if !self.unit || self.place.is_some() || self.out.start.is_none() || title(p, at).is_some() {
            return None;
        }
        if !(self.field.is_some() || self.out.organ.is_some()) {
            return None;
        }
        let (hit, row, id) = organ(p, at)?;
        let body = !matches!(row.class, OrganClass::Field | OrganClass::Tail | OrganClass::Private);
        if body {
            self.out.own_key.get_or_insert(self.out.key);
        }
        body.then(|| self.organ(hit, row, id)).flatten()
    }

    /// The body or country behind của, thuộc.
    fn parent(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        self.out.start?;
        if self.place.is_some() {
            return None;
        }
        if let Some((hit, row, id)) = organ(p, at) {
            let body = !matches!(row.class, OrganClass::Field | OrganClass::Tail | OrganClass::Private);
            return body.then(|| self.organ(hit, row, id)).flatten();
        }
        self.places.longest(at).is_some().then(|| self.place(at)).flatten()
    }

    /// The next unit of a chain: `xã X, huyện Y, tỉnh Z`.
    fn parent_unit(&mut self, at: u32) -> Option<u32> {
        if self.place != Some(false) || self.out.places.is_empty() {
            return None;
        }
        let place = self.places.longest(at)?;
        let p = self.p;
        let alone =
            !p.token(place.tokens.end).is_some_and(|t| t.is_word() && t.capital && t.gap == Gap::Space);
        // "tỉnh Kratie, Vương quốc Campuchia": a state by its full name.
        let state = place.node.is_some_and(is_country) && place.tokens.len() > 2 && self.designated;
        let bare = place.designator.is_none()
            && self.designated
            && !place.node.is_some_and(is_country)
            && p.is(at - 1, ',')
            && (alone && ends_chain(p, place.tokens.end)
                || name_at(p, self.places, place.tokens.end, Ground::Bare).is_some());
        if place.designator.is_none() && !bare && !state {
            return None;
        }
        self.out.places.push(place.bytes);
        self.designated = place.designator.is_some();
        Some(place.tokens.end)
    }

    /// The place behind the number of a regional body: `TAND khu vực 3 - Đồng Nai`, `Thuế cơ sở 2, tỉnh X`.
    fn place_of_numbered(&mut self, at: u32, comma: bool) -> Option<u32> {
        let numbered = self.p.token(at.checked_sub(2)?).is_some_and(|t| t.kind == TokenKind::Number);
        let regional = self.out.organ == Some(OrganClass::Court) || self.regional;
        if !(numbered && regional && self.place.is_none()) {
            return None;
        }
        if comma && self.places.longest(at)?.designator.is_none() {
            return None;
        }
        self.place(at)
    }

    /// The units above one, in brackets before the holder's name: `xã X (huyện Y, tỉnh Z) Nguyễn Văn A`.
    fn parents_in_bracket(&mut self, mut at: u32) -> Option<u32> {
        let p = self.p;
        if self.place != Some(false) || !self.designated {
            return None;
        }
        let mut found = Vec::new();
        loop {
            let place = self.places.longest(at)?;
            found.push(place.bytes);
            at = place.tokens.end + 1;
            if !(p.is(at - 1, ',') || p.token(at - 1).is_some_and(|t| t.kind == TokenKind::Hyphen)) {
                break;
            }
        }
        let named = p.is(at - 1, ')') && p.gap(at) == Gap::Space;
        name_at(p, self.places, at, Ground::Bare).filter(|n| named && n.surname)?;
        self.out.places.append(&mut found);
        Some(at)
    }

    /// A parent body in brackets.
    fn bracket(&mut self, at: u32) -> Option<u32> {
        if let Some(end) = self.parents_in_bracket(at) {
            return Some(end);
        }
        let p = self.p;
        let (hit, row, id) = organ(p, at)?;
        self.out.start?;
        if matches!(row.class, OrganClass::Field | OrganClass::Tail | OrganClass::Private)
            || title(p, at).is_some()
        {
            return None;
        }
        // Look first, then take it.
        let close = (hit.end..hit.end + 14).find(|t| p.is(*t, ')'))?;
        let saved = (self.out.clone(), self.place);
        let unit = std::mem::replace(&mut self.unit, true);
        self.place = None;
        self.out.own_key.get_or_insert(self.out.key);
        self.out.end = self.organ(hit, row, id)?;
        while self.out.end < close {
            match self.step().flatten() {
                Some(end) if end > self.out.end => self.out.end = end,
                _ => break,
            }
        }
        self.unit = unit;
        if self.out.end == close {
            return Some(close + 1);
        }
        (self.out, self.place) = saved;
        None
    }
}

/// Whether a chain of units can end here: a mark, or a word in lower case.
fn ends_chain(p: &Paragraph<'_>, at: u32) -> bool {
    p.token(at).is_none_or(|t| !t.is_word() || !t.capital)
}

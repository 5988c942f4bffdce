//! Persons whom a plural title makes officials: "các Phó Chủ tịch: A, B", "hai Phó Chủ tịch là các ông A và B", "các ông
//! A, B, hai Phó Chủ tịch".

use super::super::context;
use super::super::lexicon::{Cue, Honorific, cue, honorific, honorific_before};
use super::super::name::{Ground, Name, name_at};
use super::super::office::{office, starts};
use super::super::{NameCandidate, PersonName, Standing, is_address, person};
use super::{Chain, Finder};
use crate::gazetteer::sense::SenseKind;
use crate::text::token::TokenKind;

impl Finder<'_, '_, '_> {
    /// "các Phó Chủ tịch A, B" – the title is a group's, the names are officials'.
    pub(super) fn several(&mut self, chain: &Chain) -> Option<u32> {
        let (name, foreign) = chain.name?;
        let office_end = chain.offices.iter().map(|o| o.tokens.end).find(|e| *e <= name.start)?;
        Some(self.list(name.start, foreign, office_end))
    }

    /// Where the names begin that a group's title is given: behind a colon, behind "là", "gồm" and an address.
    pub(super) fn opens_list(&self, end: u32) -> Option<u32> {
        let p = self.p;
        if p.is(end, ':') {
            return Some(self.past_address(end + 1));
        }
        // "ba Phó Giám đốc Sở mới gồm các ông A, B"
        let end = if p.reads(end, "mới") { end + 1 } else { end };
        let at = match () {
            () if p.reads(end, "bao") && p.reads(end + 1, "gồm") => end + 2,
            () if p.reads(end, "gồm") && p.reads(end + 1, "có") => end + 2,
            () if p.reads(end, "là") || p.reads(end, "gồm") => end + 1,
            () => return None,
        };
        let from = self.past_address(at);
        let ground = if from > at { Ground::Strong } else { Ground::Bare };
        name_at(p, &self.places, from, ground).map(|_| from)
    }

    /// Past "các ông, bà:" before names.
    fn past_address(&self, mut at: u32) -> u32 {
        const WORDS: usize = 6;
        let p = self.p;
        for _ in 0..WORDS {
            at = match honorific(p, at) {
                Some((hit, _)) => hit.end,
                None if p.is(at, ':') || p.is(at, ',') && honorific(p, at + 1).is_some() => at + 1,
                None if p.reads(at, "các") => at + 1,
                None => return at,
            };
        }
        at
    }

    /// Names one after the other, of persons whom a plural title makes officials. Who has an office of his own behind his
    /// name is left to that.
    pub(super) fn list(&mut self, from: u32, foreign: bool, office_end: u32) -> u32 {
        let p = self.p;
        let mut at = from;
        while let Some(next) = name_at(p, &self.places, at, Ground::Strong) {
            if self.has_office(&next) {
                at = next.start;
                break;
            }
            self.push_name(&next, foreign, true, true);
            at = next.end;
            if !p.joins(at) || starts(p, at + 1) {
                break;
            }
            at = self.past_address(if p.reads(at + 1, "và") { at + 2 } else { at + 1 });
        }
        self.previous = Some((office_end, Standing::Generic));
        at
    }

    /// Whether an office stands behind a name that is not the next person's.
    fn has_office(&self, name: &Name) -> bool {
        let p = self.p;
        let mark = p.is(name.end, ',')
            || p.is(name.end, '(')
            || p.token(name.end).is_some_and(|t| t.kind == TokenKind::Hyphen);
        mark && starts(p, name.end + 1)
            && office(p, &self.places, name.end + 1).is_some_and(|o| self.name_behind(&o, false).is_none())
    }

    /// The name behind "là" that tells who holds an office that ends at a token: "… lúc bấy giờ là ông A".
    pub(super) fn told_behind(&self, end: u32) -> Option<Name> {
        let p = self.p;
        let at = cue(p, end, Cue::Meanwhile).map_or(end, |hit| hit.end);
        if !p.reads(at, "là") {
            return None;
        }
        let mut from = at + 1;
        for _ in 0..super::MOST_HONORIFICS {
            match honorific(p, from) {
                Some((hit, class)) if is_address(class) || class == Honorific::Degree => from = hit.end,
                _ => break,
            }
        }
        let addressed = from > at + 1;
        let ground = if addressed { Ground::Strong } else { Ground::Bare };
        let name = name_at(p, &self.places, from, ground).filter(|n| n.surname)?;
        // "Chủ tịch là Nguyễn Văn A, Phó Chủ tịch là …" with no honorific only in full.
        (addressed || name.end - name.start >= 3).then_some(name)
    }

    pub(super) fn push_name(&mut self, name: &Name, foreign: bool, honoured: bool, in_office: bool) {
        let name_tokens = name.start..name.end;
        // "các đồng chí A và B" are both addressed.
        let also = || self.joins_person(name.start) && self.names.last().is_some_and(|n| n.comrade);
        let comrade = honoured
            && match honorific_before(self.p, name.start) {
                Some((_, class)) => class == Honorific::Comrade,
                None => also(),
            };
        let name = person(self.p, name, foreign);
        self.names.push(NameCandidate { name, tokens: name_tokens, honoured, comrade, in_office });
    }

    /// Who is named with another office right before a predicate gives a new one: "A, Phó Bí thư X, giữ chức Bí thư Y".
    fn holder_before(&self, at: u32) -> Option<PersonName> {
        const REACH: u32 = 8;
        let p = self.p;
        let (end, _) = self.previous.filter(|(_, standing)| *standing == Standing::Reference)?;
        let official = self.officials.last()?;
        let same = end > 0 && official.bytes.end == p.bytes(end - 1..end).end;
        let later = self.names[self.first_name..].last().is_none_or(|n| n.tokens.end <= end);
        let near = (end..=end + REACH).contains(&at) && !(end..at).any(|t| p.is(t, '.') || p.is(t, ';'));
        (same && later && near && p.is(end, ',')).then(|| official.person.clone())?
    }

    /// The person whom a predicate gives an office: the last name before it in the sentence. Given back
    /// when the office is the person's now.
    pub(super) fn mark_subject(&mut self, at: u32) -> Option<PersonName> {
        const REACH: u32 = 20;
        let p = self.p;
        if let Some(person) = self.holder_before(at) {
            return Some(person);
        }
        let name = self.names[self.first_name..].last()?;
        let near =
            name.tokens.end + REACH > at && !(name.tokens.end..at).any(|t| p.is(t, '.') || p.is(t, ';'));
        if !near {
            return None;
        }
        self.mark_joined();
        let name = self.names.last()?;
        // "từng làm": the office is somebody else's by now.
        let once = (name.tokens.end..at).any(|t| p.str(t..t + 1) == "từng");
        (!once).then(|| name.name.clone())
    }

    /// Whether the honorific at a token addresses whom a predicate before gives or takes an office: "miễn nhiệm chức vụ
    /// Phó Chủ tịch UBND tỉnh đối với ông A".
    pub(super) fn is_given_office(&self, honorific: u32) -> bool {
        const REACH: u32 = 14;
        let p = self.p;
        let near = |end: u32| {
            (end..=end + REACH).contains(&honorific)
                && !(end..honorific).any(|t| p.is(t, '.') || p.is(t, ';') || p.is(t, ':'))
        };
        honorific > 0
            && self.given_to.is_some_and(near)
            && p.token(honorific - 1).is_some_and(|t| t.is_word())
            && matches!(p.str(honorific - 1..honorific), "với" | "cho" | "thay")
    }

    /// Whether "và" or a comma joins what stands at a token to a person who is addressed: "các ông A và B".
    pub(super) fn joins_person(&self, at: u32) -> bool {
        let p = self.p;
        let joint = at.checked_sub(1).filter(|i| p.joins(*i));
        let last = self.names[self.first_name..].last();
        joint.zip(last).is_some_and(|(joint, last)| last.honoured && last.tokens.end == joint)
    }

    /// Marks the persons named last, joined by commas or "và": "các ông A, B".
    fn mark_joined(&mut self) {
        let p = self.p;
        let mut first = None;
        for name in self.names[self.first_name..].iter_mut().rev() {
            let joint = name.tokens.end..first.unwrap_or(name.tokens.end);
            let listed = joint.len() <= 2
                && joint.clone().all(|t| {
                    p.joins(t) || p.hits_at(t).iter().any(|h| h.fits & SenseKind::Honorific.mask() != 0)
                });
            if !listed {
                break;
            }
            name.in_office = true;
            first = Some(name.tokens.start);
        }
    }

    /// "các ông A và B, hai Phó Chủ tịch": what stands before a plural office that begins at `start` and whose holders
    /// are named before a comma.
    pub(super) fn mark_listed(&mut self, start: u32) {
        let p = self.p;
        let Some(plural) = context::plural_before(p, start) else { return };
        let Some(comma) = plural.checked_sub(1).filter(|at| p.is(*at, ',')) else { return };
        let names = &self.names[self.first_name..];
        let [.., one, other] = names else { return };
        let joined = other.tokens.start.saturating_sub(one.tokens.end) <= 2;
        if other.tokens.end == comma && joined && one.name.surname && other.name.surname {
            self.mark_joined();
        }
    }
}

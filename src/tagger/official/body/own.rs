//! What no table has of a body's name: a field of its own, the place or thing that it is named after, and how far such
//! words go.

use super::super::lexicon::{
    Cue, OfficeWord, OrganClass, Surname, TitleClass, cue, honorific, office_word, organ, surname, title,
};
use super::super::name::{Ground, name_at};
use super::Reader;
use crate::gazetteer::sense::SenseKind;
use crate::text::phonotactics::is_syllable;
use crate::text::token::{Gap, TokenKind};

impl Reader<'_, '_, '_> {
    /// Takes what of the body's name no table has: its own name, what a deputy is in charge of. `start`: the title's.
    pub(super) fn finish(&mut self, start: u32) {
        if let Some(end) = self.own_name().or_else(|| self.charge()).or_else(|| self.named()) {
            self.begin(end - 1);
            self.out.end = end;
        }
        if let Some(end) = self.in_charge(start) {
            self.out.end = end;
        }
        // "đội trưởng đội bóng": a word for a team, and what it does stands in no table.
        let p = self.p;
        let lower = |at: u32| p.token(at).is_some_and(|t| t.is_word() && !t.capital);
        let only = self.out.organ == Some(OrganClass::Unit)
            && self.out.start.is_some_and(|at| at + 1 == self.out.end && lower(at));
        let goes_on = lower(self.out.end)
            && [Cue::Verb, Cue::Speech, Cue::Adverb]
                .into_iter()
                .all(|class| cue(p, self.out.end, class).is_none());
        if only && goes_on {
            self.out.public = false;
        }
    }

    /// A capitalised Vietnamese word, not all in capitals.
    pub(super) fn plain(&self, at: u32) -> bool {
        self.p.token(at).is_some_and(|t| {
            t.is_word() && t.capital && !t.all_caps && t.gap == Gap::Space && is_syllable(t.key)
        })
    }

    /// Where the holder's name begins behind a name of one to three words: `Vân Phong | Trần Minh A`.
    pub(super) fn before_holder(&self, at: u32) -> Option<u32> {
        const LONGEST: u32 = 3;
        let p = self.p;
        let end = (at..at + LONGEST + 5).find(|t| !self.plain(*t)).unwrap_or(at + LONGEST + 5);
        let family = |t: u32| surname(p, t) == Some(Surname::Common);
        // "Đoàn Công Lập", "Trần Lê Đoan Trang" are names themselves.
        let shortest = if family(at) { at + 2 } else { at + 1 };
        (shortest..=at + LONGEST).find(|start| family(*start) && (start + 3..=start + 4).contains(&end))
    }

    /// The body's own name, which no table has, where a person's name follows: Ban Quản lý Khu kinh tế `Vân Phong`
    /// Trần Minh A.
    fn own_name(&self) -> Option<u32> {
        let p = self.p;
        let at = self.out.end;
        if !self.out.public
            || self.out.organ.is_none() && self.title.head == 0
            || self.place.is_some()
            || self.shouting
            || surname(p, at).is_some()
            || self.places.starts(at)
        {
            return None;
        }
        self.before_holder(at)
    }

    /// The own name of a body that bears one, up to a mark or a word in lower case: Trại giam `Sông Cái`, Vườn quốc gia
    /// Phong Nha - `Kẻ Bàng`.
    fn named(&mut self) -> Option<u32> {
        const LONGEST: u32 = 3;
        let p = self.p;
        let at = self.out.end;
        if !self.named || !(self.out.public || self.title.head > 0) || self.shouting {
            return None;
        }
        let dash =
            |t: u32| p.token(t).is_some_and(|t| t.kind == TokenKind::Hyphen) && p.gap(t) == p.gap(t + 1);
        let half = |from: u32| {
            if let Some(end) = self.before_holder(from) {
                return Some(end);
            }
            let end = (from..=from + LONGEST).find(|t| !self.plain(*t))?;
            let person = surname(p, from) == Some(Surname::Common) && end - from > 2;
            (end > from && !person && title(p, from).is_none() && organ(p, from).is_none()).then_some(end)
        };
        let end = if self.place.is_some() {
            // The other half of a double name.
            let free = self.place == Some(false) && !self.designated && dash(at);
            half(at + 1).filter(|_| free)?
        } else {
            let first =
                half(at).filter(|end| self.places.longest(at).is_none_or(|c| c.tokens.end <= *end))?;
            if dash(first) { half(first + 1).unwrap_or(first) } else { first }
        };
        self.out.public = true;
        Some(end)
    }

    /// The rest of a field whose first words no table has: Cục Tần số `vô tuyến điện`; or up to the holder's name. Of a
    /// committee for some task any words: Ban Chỉ đạo `chống dịch`.
    pub(super) fn rest_of_field(&mut self) -> Option<u32> {
        const LONGEST: u32 = 6;
        const FARTHEST: u32 = 12;
        /// How many of a title's words are "Ban Chỉ đạo", "Tổ công tác".
        const TASK: u8 = 3;
        let p = self.p;
        let at = self.out.end;
        let for_task = self.title.head == TASK && self.title.open && self.out.organ.is_none();
        if self.place.is_some() || self.shouting || self.field.is_none() && !for_task {
            return None;
        }
        let inside = |t: u32| {
            p.token(t).is_some_and(|t| t.is_word() && t.gap == Gap::Space)
                && [Cue::Verb, Cue::Speech, Cue::Adverb, Cue::Predicate, Cue::Deed, Cue::Toward]
                    .into_iter()
                    .all(|c| cue(p, t, c).is_none())
                && honorific(p, t).is_none()
                && title(p, t).is_none()
                && organ(p, t).is_none_or(|(_, row, _)| row.class == OrganClass::Field)
                && p.longest(t, SenseKind::Designator).is_none()
                && !self.places.starts(t)
        };
        let joined = |t: u32| p.reads(t, "và") || p.is(t, ',');
        // The holder's name ends it.
        let own = |t: &u32| {
            surname(p, *t) == Some(Surname::Common)
                && p.token(*t).is_some_and(|t| t.capital)
                && name_at(p, self.places, *t, Ground::Bare)
                    .is_some_and(|n| n.surname && n.end - n.start >= 3)
        };
        let capital = |t: u32| p.token(t).is_some_and(|t| t.is_word() && t.capital);
        if own(&at) {
            return None;
        }
        let guessed = self.guessed || for_task;
        let named = (at + 1..at + FARTHEST).take_while(|t| inside(*t - 1) || joined(*t - 1)).find(own);
        let long = |start: &u32| (at..*start).any(capital) || guessed || start - at >= LONGEST / 3;
        let end = match named.filter(|start| inside(start - 1) && long(start)) {
            Some(start) => start,
            None if guessed => (at..at + LONGEST).find(|t| !inside(*t) || capital(*t)).unwrap_or(at),
            None => at,
        };
        if end == at {
            return None;
        }
        self.field = Some(true);
        self.out.public |= for_task;
        self.mix_words(at, end);
        Some(end)
    }

    /// What a body's head is for now, behind its name: Phó Giám đốc Sở Y tế `phụ trách`. "do Đồn trưởng X phụ trách" is no
    /// such thing.
    fn in_charge(&self, start: u32) -> Option<u32> {
        let p = self.p;
        self.out.start?;
        let (hit, class) = office_word(p, self.out.end)?;
        let verb = start > 0 && p.says(start - 1, "do");
        let mark = [',', ';', ')', '('].into_iter().any(|mark| p.is(hit.end, mark));
        let ends = mark
            || p.token(hit.end).is_some_and(|t| t.kind == TokenKind::Hyphen)
            || cue(p, hit.end, Cue::Speech).is_some()
            || name_at(p, self.places, hit.end, Ground::Bare).is_some_and(|n| n.surname);
        (class == OfficeWord::After && hit.len() == 2 && ends && !verb).then_some(hit.end)
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
            let joint = p.is(t, ',') || p.token(t).is_some_and(|t| t.kind == TokenKind::Hyphen);
            joint
                || p.token(t).is_some_and(|t| t.is_word() && t.gap == Gap::Space)
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
            surname(p, *t).is_some_and(|s| s != Surname::Rare)
                && name_at(p, self.places, *t, Ground::Bare)
                    .is_some_and(|n| n.surname && n.end - n.start >= 3)
        };
        let mut range = hit.end + 1..hit.end + LONGEST;
        let start = range.clone().find(|t| abroad && foreign(t)).or_else(|| range.find(own))?;
        (hit.end..start).all(field).then_some(start)
    }

    /// A field that no table has: a capital word and the lower-case one behind it.
    pub(super) fn unknown(&mut self, at: u32) -> Option<u32> {
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
        self.guessed = true;
        Some(at + 2)
    }
}

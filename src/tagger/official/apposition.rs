//! How offices and a name stand together: `OFFICE NAME`, `NAME, OFFICE, OFFICE`, `OFFICE NAME, OFFICE`,
//! `NAME (OFFICE)`, `OFFICE kiêm OFFICE NAME`.

use super::context;
use super::lexicon::{
    Alone, Cue, Honorific, OfficeWord, Surname, TitleClass, cue, cue_before, honorific, honorific_before,
    office_word, surname,
};
use super::name::{Ground, Name, born_before, given_at, is_surname_ong, name_at, name_before};
use super::office::{Office, goes_with, office, starts};
use super::places::Places;
use super::{NameCandidate, OfficialCandidate, Standing, is_address, person};

mod group;

use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::position::{Byte, Span};
use crate::text::token::{Gap, TokenKind};

/// How many offices one mention may have: real ones have up to six.
const MOST_OFFICES: usize = 12;
/// How many honorifics and dots may stand before one name.
const MOST_HONORIFICS: usize = 5;

/// Walks over a paragraph.
pub struct Finder<'p, 't, 'o> {
    p: &'p Paragraph<'t>,
    places: Places<'p>,
    officials: &'o mut Vec<OfficialCandidate>,
    names: &'o mut Vec<NameCandidate>,
    /// Number of names that earlier paragraphs left.
    first_name: usize,
    /// End of the last apposition, and its standing.
    previous: Option<(u32, Standing)>,
    /// "về phía X", and how far it has been looked for.
    side: Option<Span<Byte>>,
    side_seen: usize,
    /// The colon behind the years of a line of a life: "- Từ 1965 đến 1975: Bí thư …".
    curriculum: Option<u32>,
    /// End of the last predicate: who is named behind "đối với", "cho" got or lost that office.
    given_to: Option<u32>,
}

/// What was read at one place.
struct Chain {
    offices: Vec<Office>,
    name: Option<(Name, bool)>,
    end: u32,
}

impl<'p, 't, 'o> Finder<'p, 't, 'o> {
    /// Starts at the beginning of a paragraph.
    pub fn new(
        p: &'p Paragraph<'t>,
        places: Places<'p>,
        officials: &'o mut Vec<OfficialCandidate>,
        names: &'o mut Vec<NameCandidate>,
    ) -> Self {
        let first_name = names.len();
        let curriculum = context::curriculum(p);
        let (previous, side, side_seen, given_to) = (None, None, 0, None);
        Self { p, places, officials, names, first_name, previous, side, side_seen, curriculum, given_to }
    }

    /// The official whose first office starts at `at`; returns where it ends.
    pub fn official(&mut self, at: u32, floor: u32) -> Option<u32> {
        let p = self.p;
        if !starts(p, at) {
            return None;
        }
        let before = self.name_in_front(at, floor);
        let mut chain = self.chain(at, before.is_some())?;
        // "Chủ tọa phiên tòa, thẩm phán A": a part in the trial, then the office.
        if let [role, calling, ..] = chain.offices.as_slice()
            && [role, calling].iter().all(|o| o.entry().alone == Alone::Acting)
            && p.is(role.tokens.end, ',')
            && before.is_none()
        {
            return Some(role.tokens.end);
        }
        let (name, bracket) = match before {
            Some((name, bracket)) => (Some(name), bracket),
            None => (chain.name.map(|(n, _)| n), false),
        };
        let foreign = chain.name.is_some_and(|(_, f)| f);
        if bracket && p.is(chain.end, ')') {
            chain.end += 1;
        }
        let start = before.map_or(at, |(n, _)| n.start);
        let mut standing = context::standing(p, start, self.previous);
        if standing == Standing::Reference && self.curriculum.is_some_and(|colon| colon < start) {
            standing = Standing::Predicate;
        }
        if name.is_some() && standing == Standing::Generic && before.is_none() && context::is_plural(p, at) {
            // "chào mừng các đại biểu, Chủ tịch UBND tỉnh A cho biết": one after many.
            let [first, .., last] = chain.offices.as_slice() else { return self.several(&chain) };
            let single = first.entry().class == TitleClass::Deputy
                && last.entry().class != TitleClass::Deputy
                && p.is(first.tokens.end, ',');
            return if single { Some(first.tokens.end) } else { self.several(&chain) };
        }
        if context::is_part(p, start) {
            // "Lăng Chủ tịch …": neither the office nor the name is anybody's here. "Phủ Chủ tịch, Chủ tịch nước A":
            // the next office is somebody's.
            let first = chain.offices.first().map_or(chain.end, |o| o.tokens.end);
            return Some(if p.is(first, ',') { first } else { chain.end });
        }
        if standing == Standing::Generic && name.is_none() {
            if let Some(from) = self.opens_list(chain.end) {
                return Some(self.list(from, false, chain.end));
            }
            self.mark_listed(start);
        }
        // A name shows that a holder is meant, unless the name's own post is the predicate.
        let standing = if name.is_some() { Standing::Reference } else { standing };
        let comrade = self.names[self.first_name..].last().is_some_and(|n| n.comrade);
        let public = chain.offices.iter().any(|o| {
            o.is_public() && (o.body.start.is_some() || comrade)
                || context::heads_body_before(p, o)
                || o.entry().class == TitleClass::National
                || o.entry().central
        });
        self.given_to = Some(chain.end).filter(|_| standing == Standing::Predicate && public);
        let subject = if standing == Standing::Predicate && public { self.mark_subject(at) } else { None };
        self.previous = Some((chain.end, standing));
        self.look_for_side(at);
        while self.names.len() > self.first_name && self.names.last().is_some_and(|n| n.tokens.end > start) {
            self.names.pop();
        }
        let split = name.is_none() && standing == Standing::Reference;
        let offices = std::mem::take(&mut chain.offices);
        if split {
            let told = self.told_behind(chain.end).filter(|_| public && offices.len() == 1);
            if let Some(name) = told {
                // "Phó Chủ tịch huyện lúc bấy giờ là ông A": no mention of its own, but it tells who holds the office.
                self.push(start..chain.end, Some(person(p, &name, false)), &offices, Standing::Predicate);
            }
            self.push_alone(offices);
            if let Some(name) = told {
                self.push_name(&name, false, true, true);
                return Some(name.end);
            }
        } else {
            let of_state = name.is_some_and(|n| cue(p, n.start, Cue::Statesman).is_some());
            let person = name.map(|n| person(p, &n, foreign)).or(subject);
            self.push(start..chain.end, person, &offices, standing);
            if of_state && let Some(official) = self.officials.last_mut() {
                official.offices.iter_mut().for_each(|o| o.public = true);
            }
        }
        Some(chain.end)
    }

    /// Offices that nobody is named with: one mention for each holder.
    fn push_alone(&mut self, offices: Vec<Office>) {
        // "mỗi tháng một lần, giám đốc sở, chủ tịch quận hãy bỏ xe": nobody in particular.
        let small = |o: &Office| {
            o.body.places.is_empty()
                && !o.entry().central
                && self.p.token(o.tokens.start).is_some_and(|t| !t.capital)
        };
        if offices.len() > 1 && offices.iter().all(small) && !goes_with(self.p, &offices[0], &offices[1]) {
            return;
        }
        let mut from = 0;
        for to in 1..=offices.len() {
            let goes_on = to < offices.len() && goes_with(self.p, &offices[to - 1], &offices[to]);
            if !goes_on {
                let group = &offices[from..to];
                let tokens = group[0].tokens.start..group[group.len() - 1].tokens.end;
                self.push(tokens, None, group, Standing::Reference);
                from = to;
            }
        }
    }

    fn push(
        &mut self,
        tokens: std::ops::Range<u32>,
        person: Option<super::PersonName>,
        offices: &[Office],
        standing: Standing,
    ) {
        let p = self.p;
        let acts = person.is_none() && context::acts(p, &tokens);
        let this = person.is_none() && context::is_this(p, tokens.end);
        self.officials.push(OfficialCandidate {
            bytes: p.bytes(tokens),
            person,
            offices: offices.iter().map(|o| o.candidate(p)).collect(),
            standing,
            side: self.side,
            acts,
            this,
        });
    }

    /// Looks for "về phía X" up to a token, each token once.
    fn look_for_side(&mut self, at: u32) {
        while let Some(hit) = self.p.hits.get(self.side_seen).filter(|h| h.start < at) {
            if hit.has(SenseKind::Cue)
                && let Some(place) = context::side(self.p, &self.places, hit.start)
            {
                self.side = Some(place);
            }
            self.side_seen += 1;
        }
    }

    /// A name before the first office, with the mark between them; whether that is a bracket.
    fn name_in_front(&self, at: u32, floor: u32) -> Option<(Name, bool)> {
        let p = self.p;
        let mark = at.checked_sub(1)?;
        if mark < floor || mark == 0 {
            return None;
        }
        let mut bracket = p.is(mark, '(');
        let dash = p.token(mark).is_some_and(|t| t.kind == TokenKind::Hyphen) && p.gap(mark) != Gap::None;
        if !(bracket || dash || p.is(mark, ',')) {
            return None;
        }
        let mut end = mark;
        // A few words in brackets between name and office: (52 tuổi).
        if !bracket && p.is(mark - 1, ')') {
            let open = (mark.saturating_sub(8)..mark).rev().find(|t| p.is(*t, '('))?;
            end = open;
        }
        // "Nguyễn Văn A, 58 tuổi, Bí thư": an age between marks, or in the office's bracket.
        let age = end == mark
            && mark >= 4
            && p.str(mark - 1..mark) == "tuổi"
            && p.token(mark - 2).is_some_and(|t| t.kind == TokenKind::Number)
            && (p.is(mark - 3, ',') || p.is(mark - 3, '('));
        if age {
            end = mark - 3;
            bracket = p.is(end, '(');
        } else if end == mark
            && let Some(open) = born_before(p, mark)
        {
            end = open;
            bracket = p.is(end, '(');
        }
        let name = name_before(p, &self.places, end, floor)?;
        // "A, Bí thư B": the office belongs to B, who follows at once.
        let rest = office(p, &self.places, at)?;
        // "ông A, Bí thư X, bà B": the next one is addressed anew.
        let anew = p.is(rest.tokens.end, ',') && honorific_before(p, name.start).is_some();
        let other = !bracket && !anew && self.name_behind(&rest, false).is_some() && !is_rank(&rest);
        // A byline, or the end of a list of names that have no office.
        let byline = cue_before(p, name.start, Cue::Byline).is_some();
        (!other && !byline).then_some((name, bracket))
    }

    /// Offices from `at` on, and a name among or behind them.
    fn chain(&self, at: u32, has_name: bool) -> Option<Chain> {
        let p = self.p;
        let first = office(p, &self.places, at)?;
        let mut end = first.tokens.end;
        let mut offices = vec![first];
        let mut name = None;
        while offices.len() < MOST_OFFICES {
            let last = offices.last()?;
            if !has_name
                && name.is_none()
                && let Some(found) = self.name_behind(last, true)
            {
                end = found.0.end;
                name = Some(found);
                // "Thay mặt Bộ trưởng A, Thứ trưởng biểu dương": two persons.
                if p.is(end, ',') && cue_before(p, at, Cue::Delegate).is_some() {
                    break;
                }
                continue;
            }
            let named = has_name || name.is_some();
            let Some((next_at, bracket)) = self.joint(end, named) else { break };
            let Some(next) = office(p, &self.places, next_at) else { break };
            // "Ủy viên trưởng … Trung Quốc, Phó Chủ tịch Quốc hội A": of two states.
            let abroad = offices
                .last()
                .is_some_and(|l| l.entry().class == TitleClass::Foreign && !l.body.places.is_empty())
                && !matches!(
                    next.entry().class,
                    TitleClass::Foreign | TitleClass::Head | TitleClass::Military
                )
                && p.is(end, ',');
            if abroad && !named && next.body.places.is_empty() {
                break;
            }
            // Two of one title are two persons: "Bộ trưởng Bộ A, Bộ trưởng Bộ B".
            let twin = !named && offices.last().is_some_and(|l| is_twin(l, &next));
            // "Bí thư, Chủ tịch 114 xã": nobody in particular.
            if next.body.generic && !named {
                // "Bộ trưởng Bộ A, Chủ tịch UBND các tỉnh": the ministry has one.
                let any = |o: &&mut Office| o.body.places.is_empty() && !o.entry().central;
                offices.iter_mut().filter(any).for_each(|o| o.body.generic = true);
                break;
            }
            if next.body.generic || twin {
                break;
            }
            // The next office is the next person's, when that one is named right behind it.
            if named && self.name_behind(&next, false).is_some() && !bracket {
                break;
            }
            if bracket {
                let mut close = next.tokens.end;
                let mut inside = vec![next];
                while let Some((again, false)) = self.joint(close, true)
                    && let Some(more) = office(p, &self.places, again)
                    && inside.len() < MOST_OFFICES
                {
                    close = more.tokens.end;
                    inside.push(more);
                }
                if !p.is(close, ')') {
                    break;
                }
                end = close + 1;
                offices.append(&mut inside);
                break;
            }
            end = next.tokens.end;
            offices.push(next);
        }
        Some(Chain { offices, name, end })
    }

    /// What joins an office to what is before it: where the office starts, and whether in brackets.
    fn joint(&self, end: u32, named: bool) -> Option<(u32, bool)> {
        let p = self.p;
        let token = p.token(end)?;
        if named && token.is('(') && starts(p, end + 1) {
            return Some((end + 1, true));
        }
        let dash = token.kind == TokenKind::Hyphen;
        let mut at = if token.is(',') || dash { end + 1 } else { end };
        if let Some((hit, OfficeWord::Join)) = office_word(p, at) {
            at = hit.end;
            // "kiêm chức Bí thư" is a predicate.
        } else if at == end {
            // A rank needs no mark: "Phó Cục trưởng Cục A Đại tá B".
            let rank = office(p, &self.places, at).is_some_and(|o| is_rank(&o));
            return (!named && rank).then_some((at, false));
        }
        starts(p, at).then_some((at, false))
    }

    /// The name right behind an office, past a degree; whether the office is one foreigners hold.
    fn name_behind(&self, office: &Office, comma: bool) -> Option<(Name, bool)> {
        let p = self.p;
        let mut at = office.tokens.end;
        // "thừa ủy quyền của Chủ tịch nước, đồng chí A trao": A is somebody else.
        if p.is(at, ',') && cue_before(p, office.tokens.start, Cue::Delegate).is_some() {
            return None;
        }
        let foreign =
            matches!(office.entry().class, TitleClass::Foreign | TitleClass::National | TitleClass::Envoy);
        // Degrees and honorifics between.
        let mut addressed = false;
        let mut skipped = at;
        if p.is(skipped, ',') || p.token(skipped).is_some_and(|t| t.kind == TokenKind::Hyphen) {
            skipped += 1;
        }
        for _ in 0..MOST_HONORIFICS {
            let Some((hit, class)) = honorific(p, skipped) else { break };
            if matches!(class, Honorific::Other | Honorific::Peer) || is_surname_ong(p, &hit) {
                break;
            }
            addressed = true;
            skipped = hit.end;
            if p.is(skipped, '.') || p.is(skipped, ',') && honorific(p, skipped + 1).is_some() {
                skipped += 1;
            }
        }
        if addressed {
            at = skipped;
        } else if comma && p.is(at, ',') && p.gap(at + 1) == Gap::Space {
            // "Bí thư Tỉnh ủy, Nguyễn Văn A cho biết": only a full name with a common surname.
            let name = name_at(p, &self.places, at + 1, Ground::Bare)
                .filter(|n| n.surname && n.end - n.start >= 3)?;
            let sure = surname(p, at + 1) == Some(Surname::Common);
            let closed = !p.is(name.end, ',') && !p.is(name.end, ';') && !p.is(name.end, '(');
            let joined = p.token(name.end).is_some_and(|t| t.kind == TokenKind::Hyphen)
                || p.token(name.end).is_some_and(|t| t.is_word())
                    && matches!(p.str(name.end..name.end + 1), "và" | "cùng");
            return (sure && closed && !joined && office.is_public()).then_some((name, false));
        } else if p.gap(at) == Gap::None {
            return None;
        }
        let ground = if foreign { Ground::Foreign } else { Ground::Strong };
        // "Báo cáo Thủ tướng, ông A, Giám đốc B": A has a post of his own.
        if addressed
            && !is_rank(office)
            && p.is(office.tokens.end, ',')
            && name_at(p, &self.places, at, ground).is_some_and(|n| p.is(n.end, ',') && starts(p, n.end + 1))
        {
            return None;
        }
        // A single word is a given name, which only the article can tell.
        name_at(p, &self.places, at, ground)
            .or_else(|| given_at(p, &self.places, at, false).filter(|_| !addressed || comma))
            .map(|n| (n, foreign))
    }

    /// A name at an honorific or a surname; returns where it ends.
    pub fn name(&mut self, at: u32) -> Option<u32> {
        let p = self.p;
        // "xã Anh Sơn Đông" is nobody called so.
        let unit = p.token(at).is_some_and(|t| t.capital) && p.fits_before(at, SenseKind::Designator);
        if let Some((hit, class)) = honorific(p, at).filter(|_| !unit) {
            let mut from = hit.end;
            // "người đồng cấp Pháp Jean-Luc Ferrand" holds the same office there.
            if class == Honorific::Peer {
                let from = self.places.longest(from).map_or(from, |place| place.tokens.end);
                let name = name_at(p, &self.places, from, Ground::Foreign)?;
                self.push_name(&name, !name.surname, true, true);
                return Some(name.end);
            }
            // "GS.TS", "ông TS.": a few at most.
            for _ in 0..MOST_HONORIFICS {
                match honorific(p, from) {
                    Some((more, _)) => from = more.end,
                    None if p.is(from, '.') => from += 1,
                    None => break,
                }
            }
            let name = name_at(p, &self.places, from, Ground::Strong)
                .or_else(|| given_at(p, &self.places, from, true))
                .filter(|_| is_address(class) || from > hit.end || class == Honorific::Degree);
            if let Some(name) = name {
                let holder = self.is_given_office(at);
                self.push_name(&name, false, true, holder);
                return Some(name.end);
            }
        }
        surname(p, at)?;
        let name = match name_at(p, &self.places, at, Ground::Bare) {
            Some(name) => name,
            // "các ông Hồ Văn A và Lương Sơn B", "Bạch Ngọc Chinh": a place's name begins a person's.
            None => name_at(p, &self.places, at, Ground::Strong).filter(|n| {
                n.surname
                    && n.end - n.start == 3
                    && surname(p, n.end - 1).is_none_or(|s| s != Surname::Common)
                    && self.places.longest(at).is_some_and(|c| c.tokens.end < n.end)
            })?,
        };
        // Streets, schools, wards and prizes bear persons' names.
        let named_after = p.fits_before(at, SenseKind::Designator) || context::is_namesake(p, at);
        if named_after || context::is_part(p, at) {
            return Some(name.end);
        }
        if cue_before(p, at, Cue::Byline).is_some()
            || at > 1
                && p.is(at - 1, ':')
                && [Cue::Byline, Cue::Source].into_iter().any(|c| cue_before(p, at - 1, c).is_some())
        {
            return Some(name.end);
        }
        let joined = self.joins_person(at);
        self.push_name(&name, false, joined, false);
        Some(name.end)
    }
}

fn is_twin(one: &Office, other: &Office) -> bool {
    (one.key, one.deputy) == (other.key, other.deputy) && one.entry().class != TitleClass::Member
}

fn is_rank(office: &Office) -> bool {
    office.entry().class == TitleClass::Rank
}

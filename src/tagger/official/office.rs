//! One office: its title with the words around it, and its body.

use std::ops::Range;
use std::sync::LazyLock;

use super::body::{Body, body, council_key};
use super::lexicon::organ;
use super::lexicon::{
    Alone, Cue, Need, OfficeWord, OrganClass, TITLES, TitleClass, TitleRow, cue, cue_before, office_word,
    title,
};
use super::places::Places;
use super::{OfficeCandidate, context};
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::syllable::{Key, fold};
use crate::text::token::TokenKind;

static DEPUTY: LazyLock<Key> = LazyLock::new(|| fold("phó"));

/// An office as it stands in a paragraph.
#[derive(Clone, Debug)]
pub struct Office {
    /// All of it.
    pub tokens: Range<u32>,
    /// The title.
    pub title: Range<u32>,
    /// Row of the title's table.
    pub row: u16,
    /// The title proper, folded, without the words around it.
    pub key: u64,
    /// nguyên, cựu
    pub former: bool,
    /// phó
    pub deputy: bool,
    /// thường trực, phụ trách …
    pub qualified: bool,
    /// The body.
    pub body: Body,
}

impl Office {
    /// The title's row.
    pub fn entry(&self) -> &'static TitleRow {
        &TITLES[usize::from(self.row)]
    }

    /// Whether it names a public office by itself, whoever bears it.
    pub fn is_public(&self) -> bool {
        let row = self.entry();
        let local = matches!(row.class, TitleClass::Chair | TitleClass::Head | TitleClass::Office)
            && (self.body.designator.is_some() || !self.body.places.is_empty());
        row.need != Need::Required
            || self.body.public
            || (local
                && (row.head == 0 || row.open)
                && self.body.organ.is_none_or(|o| o != OrganClass::Private))
    }

    /// What the resolver keeps of it.
    pub fn candidate(&self, p: &Paragraph<'_>) -> OfficeCandidate {
        let office = self;
        let body = &office.body;
        let mut key = body.key;
        // "Chủ tịch xã" is the chairman of its people's committee.
        if key == 0
            && office.entry().class == TitleClass::Chair
            && (body.designator.is_some() || !body.places.is_empty())
        {
            key = council_key();
        }
        OfficeCandidate {
            bytes: p.bytes(office.tokens.clone()),
            title: p.bytes(office.title.clone()),
            organ: body.start.filter(|s| *s < body.end).map(|s| p.bytes(s..body.end)),
            row: office.row,
            title_key: office.key,
            former: office.former,
            deputy: office.deputy,
            qualified: office.qualified,
            class: body.organ,
            seat: body.seat,
            key,
            places: body.places.clone(),
            designator: body.designator,
            public: office.is_public() || context::heads_body_before(p, office),
            generic: body.generic,
            central: body.central,
            of_state: body.of_state,
            own_key: body.own_key.unwrap_or(key),
            new: p.says(office.title.start, "tân"),
            is_short: body.start.is_some_and(|s| s + 1 == body.end) && body.places.is_empty(),
            vague: office.deputy
                && !office.entry().central
                && body.organ.is_none()
                && body.places.is_empty()
                && p.token(office.title.start).is_some_and(|t| !t.capital),
        }
    }
}

/// The words before a title.
#[derive(Clone, Copy, Default)]
struct Before {
    former: bool,
    acting: bool,
    deputy: bool,
    end: u32,
}

fn words_before(p: &Paragraph<'_>, at: u32) -> Before {
    let mut before = Before { end: at, ..Before::default() };
    // At most: nguyên + quyền + phó.
    for _ in 0..3 {
        let last = before;
        match office_word(p, before.end) {
            Some((hit, OfficeWord::Former)) => (before.former, before.end) = (true, hit.end),
            Some((hit, OfficeWord::Acting)) => (before.acting, before.end) = (true, hit.end),
            Some((hit, OfficeWord::Deputy)) => (before.deputy, before.end) = (true, hit.end),
            _ => break,
        }
        // "nguyên Phó Ban Chỉ huy": the title begins with the word itself.
        if before.deputy && title(p, before.end).is_none() && title(p, last.end).is_some() {
            return last;
        }
    }
    before
}

/// Whether an office may start at a token: a title, or words before one.
pub fn starts(p: &Paragraph<'_>, at: u32) -> bool {
    p.hits_at(at).iter().any(|h| h.has(SenseKind::Title) || h.has(SenseKind::OfficeWord))
        && (title(p, words_before(p, at).end).is_some() || title(p, at).is_some())
}

/// The office that starts at `at`, unless its body is no public one.
pub fn office(p: &Paragraph<'_>, places: &Places<'_>, at: u32) -> Option<Office> {
    if !p.hits_at(at).iter().any(|h| h.has(SenseKind::Title) || h.has(SenseKind::OfficeWord)) {
        return None;
    }
    // "chức vụ Phó Chủ tịch" is no Vụ phó's.
    if cue_before(p, at + 1, Cue::Predicate).is_some_and(|hit| hit.start < at) {
        return None;
    }
    // A title of its own (Phó Đô đốc, Phó ban) is longer than the word before a title.
    let whole = title(p, at);
    let before = words_before(p, at);
    let (before, hit, row) = match (whole, title(p, before.end)) {
        (Some((w, row)), Some((t, _))) if w.end >= t.end => (Before { end: at, ..Before::default() }, w, row),
        (_, Some((t, row))) => (before, t, row),
        (Some((w, row)), None) => (Before { end: at, ..Before::default() }, w, row),
        (None, None) => return None,
    };
    let entry = TITLES.get(usize::from(row))?;
    // Đại sứ quán is a house, Đại biểu Quốc hội a title.
    if organ(p, hit.start).is_some_and(|(o, ..)| o.end > hit.end) {
        return None;
    }
    let mut end = hit.end;
    let mut qualified = before.acting;
    for _ in 0..2 {
        match office_word(p, end) {
            // Words that go with a name only by accident: "phụ trách" is a verb as well.
            Some((after, OfficeWord::After)) if qualifies(p, after.end, after.start) => {
                // An ambassador's full title is no other post.
                (end, qualified) = (after.end, entry.class != TitleClass::Envoy);
            }
            _ => break,
        }
    }
    // "Phó Chủ tịch - Tổng Thư ký Hội X": both titles of the one body.
    let mut title_end = hit.end;
    let dash = p.token(end).is_some_and(|t| t.kind == TokenKind::Hyphen);
    if dash
        && entry.class == TitleClass::Chair
        && let Some((second, row)) = title(p, end + 1)
        && TITLES
            .get(usize::from(row))
            .is_some_and(|t| t.class == TitleClass::Head && t.need == Need::Required)
    {
        (end, title_end) = (second.end, second.end);
    }
    let body = body(p, places, at, end, title_end, entry)?;
    let tokens = at..body.end.max(end);
    let named_deputy =
        p.token(hit.start).is_some_and(|t| t.key == *DEPUTY) && entry.class != TitleClass::Rank;
    let deputy = before.deputy || named_deputy;
    let key = p.tokens[hit.start as usize..hit.end as usize]
        .iter()
        .fold(0u64, |k, t| (k.rotate_left(7) ^ t.key.0).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    Some(Office { tokens, title: at..end, row, key, former: before.former, deputy, qualified, body })
}

/// Whether a word behind a title belongs to it: written with a capital, or followed by what an office
/// goes on with (a body, a name, the end), and not by what a verb takes.
fn qualifies(p: &Paragraph<'_>, end: u32, start: u32) -> bool {
    let capital = p.token(start).is_some_and(|t| t.capital);
    match p.token(end) {
        None => true,
        Some(next) => {
            capital
                || next.capital
                || !next.is_word()
                || p.hits_at(end).iter().any(|h| h.has(SenseKind::Designator))
                || cue(p, end, Cue::Verb).is_some()
                || organ(p, end).is_some_and(|(_, row, _)| row.class != OrganClass::Field)
        }
    }
}

/// Whether two offices that nobody is named with are one person's: a member's, a party secretary's who
/// heads the council as well, or joined by kiêm or a dash.
pub fn goes_with(p: &Paragraph<'_>, one: &Office, other: &Office) -> bool {
    let between = one.tokens.end..other.tokens.start;
    let joined =
        between.clone().any(|t| p.token(t).is_some_and(|t| t.kind == TokenKind::Hyphen || t.is_word()));
    let secretary = one.body.organ == Some(OrganClass::Committee)
        && one.entry().class == TitleClass::Head
        && matches!(
            other.body.organ,
            Some(OrganClass::Council | OrganClass::Assembly | OrganClass::Delegation)
        );
    let class = one.entry().class;
    // "Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc"
    let minister = class == TitleClass::National
        && one.entry().alone == Alone::Body
        && one.body.key == 0
        && one.body.organ.is_none()
        && matches!(other.entry().class, TitleClass::Head | TitleClass::Office)
        && other.entry().need == Need::Required
        && other.body.public;
    joined
        || secretary
        || minister
        || matches!(class, TitleClass::Member | TitleClass::Rank | TitleClass::Deputy)
        || class == TitleClass::National
            && other.entry().class == TitleClass::National
            && one.body.organ.is_none()
            && one.body.key == 0
}

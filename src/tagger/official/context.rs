//! What stands before an apposition: a plural, a predicate, another name that it is part of.

use std::ops::Range;

use super::Standing;
use super::lexicon::{
    Cue, Honorific, Need, ORGANS, OrganClass, OrganRow, Seat, TitleClass, cue, cue_before, honorific_before,
};
use super::office::Office;
use super::places::Places;
use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::locality::Evidence;
use crate::tagger::locality::context::evidence_before;
use crate::tagger::paragraph::Paragraph;
use crate::text::position::{Byte, Span};
use crate::text::token::TokenKind;

/// What the words before `start` make of offices that begin there.
pub fn standing(p: &Paragraph<'_>, start: u32, previous: Option<(u32, Standing)>) -> Standing {
    let mut at = start;
    // "một đồng chí Phó Chủ tịch", "làm đồng chí Bí thư"
    for _ in 0..3 {
        match honorific_before(p, at) {
            Some((hit, _)) => at = hit.start,
            None => break,
        }
    }
    if at == 0 {
        return Standing::Reference;
    }
    if is_count(p, at - 1) && p.gap(at) != crate::text::token::Gap::None {
        return Standing::Generic;
    }
    let plural = cue_before(p, at, Cue::Plural).is_some() || cue_before(p, at, Cue::Indefinite).is_some();
    if plural {
        return Standing::Generic;
    }
    // "đảm nhiệm các chức vụ: Bí thư …"
    let listed = if p.is(at - 1, ':') { at - 1 } else { at };
    if let Some(predicate) = cue_before(p, listed, Cue::Predicate) {
        let told = names_holder(p, &predicate);
        return if told { Standing::Reference } else { Standing::Predicate };
    }
    // "từng làm Chủ tịch xã, rồi Bí thư Huyện ủy": the predicate goes on.
    if let Some((end, Standing::Predicate)) = previous {
        let mut back = at;
        if let Some(hit) = cue_before(p, back, Cue::Then) {
            back = hit.start;
        }
        if back > 0 && p.is(back - 1, ',') {
            back -= 1;
        }
        if back <= end && back < at {
            return Standing::Predicate;
        }
    }
    Standing::Reference
}

/// The colon behind the years that a paragraph begins with: a line of somebody's life, where offices are what he was.
pub fn curriculum(p: &Paragraph<'_>) -> Option<u32> {
    const REACH: u32 = 14;
    const WORDS: [&str; 9] = ["từ", "Từ", "đến", "năm", "Năm", "tháng", "Tháng", "nay", "ngày"];
    let first = p.token(0)?;
    let begin = u32::from(!first.is_word() && first.kind != TokenKind::Number);
    let dated = |at: u32| {
        p.token(at).is_some_and(|t| match t.kind {
            TokenKind::Number | TokenKind::Hyphen => true,
            TokenKind::Word => WORDS.contains(&p.str(at..at + 1)),
            TokenKind::Other => t.is('/') || t.is('.') || t.is(','),
        })
    };
    let end = (begin..begin + REACH).find(|at| !dated(*at))?;
    let year = (begin..end)
        .any(|at| p.token(at).is_some_and(|t| t.kind == TokenKind::Number && t.end - t.start == 4));
    (p.is(end, ':') && year).then_some(end)
}

/// Whether "là" tells who somebody is, not what somebody became: "còn phía bạn là Phó Chủ tịch …", "dẫn đầu là …".
fn names_holder(p: &Paragraph<'_>, predicate: &Hit) -> bool {
    const REACH: u32 = 3;
    const LEADS: [&str; 5] = ["đầu", "đoàn", "trì", "dự", "đi"];
    let word = |at: u32, words: &[&str]| {
        words
            .iter()
            .any(|w| p.token(at).is_some_and(|t| t.is_word()) && p.str(at..at + 1).eq_ignore_ascii_case(w))
    };
    let start = predicate.start;
    predicate.len() == 1
        && start > 0
        && word(start, &["là"])
        && (word(start - 1, &LEADS)
            || (start.saturating_sub(REACH)..start).any(|at| word(at, &["phía", "Phía"])))
}

/// Whether a number counts what follows: no day (24/9) and no year.
fn is_count(p: &Paragraph<'_>, at: u32) -> bool {
    let number = p.token(at).is_some_and(|t| t.kind == TokenKind::Number);
    let mark = at > 0
        && p.gap(at) == crate::text::token::Gap::None
        && (p.is(at - 1, '/')
            || p.is(at - 1, '.')
            || p.token(at - 1).is_some_and(|t| t.kind == TokenKind::Hyphen));
    let dated =
        at > 0 && matches!(p.str(at - 1..at), "ngày" | "tháng" | "năm" | "Ngày" | "Năm" | "mùng" | "mồng");
    number && !mark && !dated
}

/// Whether the words right before make what follows a part of another name: Lăng, Phủ, đường.
pub fn is_part(p: &Paragraph<'_>, start: u32) -> bool {
    cue_before(p, start, Cue::Part).is_some()
}

/// Whether the word right before makes a person's name that of something else, or of somebody of another calling: đường,
/// trường, ca sĩ. A word for a place (của, với, tại) does not.
pub fn is_namesake(p: &Paragraph<'_>, start: u32) -> bool {
    const BEARS: Evidence = Evidence::NATURAL
        .with(Evidence::ROAD)
        .with(Evidence::ROUTE)
        .with(Evidence::FACILITY)
        .with(Evidence::BRAND)
        .with(Evidence::SCHOOL)
        .with(Evidence::PERSON)
        .with(Evidence::OCCUPATION)
        .with(Evidence::LANGUAGE)
        .with(Evidence::PEOPLE);
    p.fits_before(start, SenseKind::Context) && evidence_before(p, start).any(BEARS)
}

/// Whether a plural stands right before, with nothing but the title behind it.
pub fn is_plural(p: &Paragraph<'_>, start: u32) -> bool {
    plural_before(p, start).is_some()
}

/// Where the plural word or number begins that stands right before.
pub fn plural_before(p: &Paragraph<'_>, start: u32) -> Option<u32> {
    let cue = cue_before(p, start, Cue::Plural).map(|hit| hit.start);
    cue.or_else(|| start.checked_sub(1).filter(|at| is_count(p, *at)))
}

/// The place of a "về phía X" that starts at a token.
pub fn side(p: &Paragraph<'_>, places: &Places<'_>, at: u32) -> Option<Span<Byte>> {
    let hit = super::lexicon::cue(p, at, Cue::Side)?;
    if let Some(place) = places.longest(hit.end) {
        return Some(place.bytes);
    }
    // Through a body: "về phía Tỉnh ủy Hậu Giang".
    let body = p.longest(hit.end, SenseKind::Organ)?.0;
    places.longest(body.end).map(|place| place.bytes)
}

/// Whether offices without a name are who says or does something: a verb of office follows at once, or behind "cũng" and
/// its like; or an honorific stands before (bà Chủ tịch).
pub fn acts(p: &Paragraph<'_>, tokens: &Range<u32>) -> bool {
    let mut at = tokens.end;
    for _ in 0..2 {
        match cue(p, at, Cue::Adverb) {
            Some(hit) => at = hit.end,
            None => break,
        }
    }
    // "Đại biểu này nói": the one named before.
    if is_this(p, tokens.end) {
        return true;
    }
    let addressed = honorific_before(p, tokens.start).is_some_and(|(_, class)| class == Honorific::Person);
    addressed || p.token(tokens.start).is_some_and(|t| t.capital) && cue(p, at, Cue::Speech).is_some()
}

/// Whether a word points back at who was named: "Đại biểu này".
pub fn is_this(p: &Paragraph<'_>, at: u32) -> bool {
    p.token(at).is_some_and(|t| t.is_word()) && matches!(p.str(at..at + 1), "này" | "ấy" | "nọ")
}

/// Whether a bare title heads the last body that the paragraph names before it: "VKSND tỉnh đã phê chuẩn. Viện trưởng A
/// cho biết".
pub fn heads_body_before(p: &Paragraph<'_>, office: &Office) -> bool {
    const REACH: u32 = 60;
    /// How many bodies back a department's head is looked for.
    const BODIES: usize = 3;
    let title = office.entry();
    let bare = office.body.key == 0 && office.body.organ.is_none() && office.body.places.is_empty();
    if title.need != Need::Required || !bare || office.body.designator.is_some() {
        return false;
    }
    let at = office.title.start;
    let until = p.hits.partition_point(|h| h.start < at);
    let names_body =
        |row: &&OrganRow| !matches!(row.class, OrganClass::Field | OrganClass::Tail | OrganClass::Inner);
    let mut bodies = p.hits[..until]
        .iter()
        .rev()
        .take_while(|h| h.start + REACH >= at)
        .filter(|h| h.end <= at && p.token(h.start).is_some_and(|t| t.capital))
        .filter_map(|h| {
            Some((h, h.fitting(SenseKind::Organ).and_then(|s| ORGANS.get(s.row())).filter(names_body)?))
        });
    let same_word =
        |word: u32, hit: &Hit| p.token(word).zip(p.token(hit.start)).is_some_and(|(a, b)| a.key == b.key);
    // "Ban Dân tộc HĐND tỉnh … Trưởng Ban A", "Trạm Thú y huyện … Trạm trưởng B": of what only government has.
    if title.class == TitleClass::Office {
        return bodies.take(BODIES).any(|(hit, body)| {
            body.class != OrganClass::Private
                && office.title.clone().any(|word| same_word(word, hit))
                && p.longest(hit.end, SenseKind::Organ).is_some()
        });
    }
    let Some((hit, body)) = bodies.next() else { return false };
    match title.class {
        _ if body.class == OrganClass::Private => false,
        TitleClass::Director => body.seat == Seat::Province || body.class == OrganClass::Police,
        TitleClass::Chair => {
            matches!(
                body.class,
                OrganClass::Council | OrganClass::Assembly | OrganClass::Front | OrganClass::Mass
            )
        }
        TitleClass::Head => office.title.clone().any(|word| same_word(word, hit)),
        _ => false,
    }
}

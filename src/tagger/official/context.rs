//! What stands before an apposition: a plural, a predicate, another name that it is part of.

use std::ops::Range;

use super::Standing;
use super::lexicon::{
    Cue, Honorific, Need, ORGANS, OrganClass, OrganRow, Seat, TitleClass, cue, cue_before, honorific_before,
};
use super::office::Office;
use super::places::Places;
use crate::gazetteer::sense::SenseKind;
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
    if cue_before(p, listed, Cue::Predicate).is_some() {
        return Standing::Predicate;
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

/// Whether a plural stands right before, with nothing but the title behind it.
pub fn is_plural(p: &Paragraph<'_>, start: u32) -> bool {
    cue_before(p, start, Cue::Plural).is_some() || start > 0 && is_count(p, start - 1)
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
    let addressed = honorific_before(p, tokens.start).is_some_and(|(_, class)| class == Honorific::Person);
    addressed || p.token(tokens.start).is_some_and(|t| t.capital) && cue(p, at, Cue::Speech).is_some()
}

/// Whether a bare title heads the last body that the paragraph names before it: "VKSND tỉnh đã phê chuẩn. Viện trưởng A
/// cho biết".
pub fn heads_body_before(p: &Paragraph<'_>, office: &Office) -> bool {
    const REACH: u32 = 60;
    let title = office.entry();
    let bare = office.body.key == 0 && office.body.organ.is_none() && office.body.places.is_empty();
    if title.need != Need::Required || !bare || office.body.designator.is_some() {
        return false;
    }
    let at = office.title.start;
    let until = p.hits.partition_point(|h| h.start < at);
    let names_body =
        |row: &&OrganRow| !matches!(row.class, OrganClass::Field | OrganClass::Tail | OrganClass::Inner);
    let last = p.hits[..until]
        .iter()
        .rev()
        .take_while(|h| h.start + REACH >= at)
        .filter(|h| h.end <= at && p.token(h.start).is_some_and(|t| t.capital))
        .find_map(|h| {
            Some((h, h.fitting(SenseKind::Organ).and_then(|s| ORGANS.get(s.row())).filter(names_body)?))
        });
    let Some((hit, body)) = last else { return false };
    let same_word = |word: u32| p.token(word).zip(p.token(hit.start)).is_some_and(|(a, b)| a.key == b.key);
    match title.class {
        _ if body.class == OrganClass::Private => false,
        TitleClass::Director => body.seat == Seat::Province || body.class == OrganClass::Police,
        TitleClass::Chair => {
            matches!(
                body.class,
                OrganClass::Council | OrganClass::Assembly | OrganClass::Front | OrganClass::Mass
            )
        }
        TitleClass::Head => office.title.clone().any(same_word),
        _ => false,
    }
}

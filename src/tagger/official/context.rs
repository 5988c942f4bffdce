//! What stands before an apposition: a plural, a predicate, another name that it is part of.

use super::Standing;
use super::lexicon::{Cue, cue_before, honorific_before};
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
    if p.token(at - 1).is_some_and(|t| t.kind == TokenKind::Number)
        && p.gap(at) != crate::text::token::Gap::None
    {
        return Standing::Generic;
    }
    let plural = cue_before(p, at, Cue::Plural).is_some() || cue_before(p, at, Cue::Indefinite).is_some();
    if plural {
        return Standing::Generic;
    }
    if cue_before(p, at, Cue::Predicate).is_some() {
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

/// Whether the words right before make what follows a part of another name: Lăng, Phủ, đường.
pub fn is_part(p: &Paragraph<'_>, start: u32) -> bool {
    cue_before(p, start, Cue::Part).is_some()
}

/// Whether a plural stands right before, with nothing but the title behind it.
pub fn is_plural(p: &Paragraph<'_>, start: u32) -> bool {
    cue_before(p, start, Cue::Plural).is_some()
        || start > 0 && p.token(start - 1).is_some_and(|t| t.kind == TokenKind::Number)
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

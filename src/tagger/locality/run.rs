//! Runs of capitalised words around a name: does it stand alone, in a person's name, or in a longer one?

use super::evidence::Evidence;
use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::official::lexicon::{ORGANS, OrganClass};
use crate::tagger::paragraph::Paragraph;
use crate::text::phonotactics::{is_roman, is_syllable};
use crate::text::token::{Gap, Token, TokenKind};

/// Kinds whose forms explain a capitalised word beside a name.
const KNOWN: u32 = SenseKind::Organ.mask()
    | SenseKind::Title.mask()
    | SenseKind::Designator.mask()
    | SenseKind::Context.mask()
    | SenseKind::Compound.mask();

/// Whether the words around are all in capitals, so that case tells nothing.
pub fn is_shouted(paragraph: &Paragraph<'_>, start: u32, end: u32) -> bool {
    let caps = |t: &Token| t.all_caps || !t.is_word();
    let own = (start..end).all(|i| paragraph.token(i).is_some_and(caps));
    let beside = [start.checked_sub(1), Some(end)].into_iter().flatten().filter_map(|i| paragraph.token(i));
    own && end > start && beside.into_iter().filter(|t| t.is_word()).all(|t| t.all_caps)
}

/// What stands before a bare name in the same run of capitals.
pub fn before(paragraph: &Paragraph<'_>, start: u32) -> Evidence {
    let mut at = start;
    let mut seen = Evidence::default();
    // A person's name has at most five words.
    for _ in 1..=4 {
        if at == 0 || paragraph.gap(at) != Gap::Space {
            break;
        }
        let Some(word) = paragraph.token(at - 1) else { break };
        if !word.capital || !word.is_word() || known_before(paragraph, at) {
            break;
        }
        at -= 1;
        if paragraph.hits_at(at).iter().any(|h| h.len() == 1 && h.has(SenseKind::Surname)) {
            return Evidence::NAME_RUN;
        }
        if !starts_sentence(paragraph, at) {
            // The first word of a sentence owes its capital to the sentence.
            seen.add(Evidence::AFTER_CAPITALS);
        }
    }
    seen
}

/// Whether a token is the first of a sentence.
pub fn starts_sentence(paragraph: &Paragraph<'_>, at: u32) -> bool {
    at == 0
        || paragraph
            .token(at - 1)
            .is_some_and(|t| t.kind == TokenKind::Other && ".!?:;“\"…".chars().any(|c| t.is(c)))
}

/// Whether a form that we know ends right before `token`.
fn known_before(paragraph: &Paragraph<'_>, token: u32) -> bool {
    if !paragraph.ends_before(token, KNOWN | SenseKind::Unit.mask()) {
        return false;
    }
    let known = |h: &Hit| h.kinds & KNOWN != 0 || (h.len() > 1 && h.has(SenseKind::Unit));
    paragraph.hits_before(token).any(known)
}

/// What goes on behind a name from `start` to `end` in the same run of capitals.
pub fn after(paragraph: &Paragraph<'_>, start: u32, end: u32) -> Evidence {
    let mut length = 0;
    while let Some(word) = paragraph.token(end + length) {
        if !(word.capital && word.is_word() && word.gap == Gap::Space) || length == 6 {
            break;
        }
        length += 1;
    }
    // Behind a numeral in capitals (KCN X II) nothing of the name goes on.
    if length == 0 || paragraph.token(end).is_some_and(|t| is_roman(t.key)) {
        return Evidence::default();
    }
    let mut seen = Evidence::default();
    if paragraph.token(end).is_some_and(|t| !is_syllable(t.key)) {
        seen.add(Evidence::BEFORE_FOREIGN);
    }
    let explained = paragraph.hits_at(end).iter().any(|h| {
        h.kinds & (KNOWN | SenseKind::Unit.mask()) != 0 || (h.has(SenseKind::Surname) && length >= 2)
    });
    if explained {
        return seen;
    }
    // One capital, then lower case: a phrase begins there (Chi nhánh …), but in a company's name (Doanh nghiệp Hòa Bình
    // Xanh).
    let lower_next = paragraph.token(end + 1).is_some_and(|t| t.is_word() && !t.capital);
    let company = || {
        let body = paragraph.longest_before(start, SenseKind::Organ);
        body.and_then(|(_, s)| ORGANS.get(s.row())).is_some_and(|o| o.class == OrganClass::Private)
    };
    // "Mỹ Nghiệp mở cửa": a word that may be a name by itself goes on rather than not.
    let word = end == start + 1 && paragraph.token(end).is_some_and(|t| is_syllable(t.key));
    if !(length == 1 && lower_next) || word || company() {
        seen.add(Evidence::LONGER);
    }
    seen
}

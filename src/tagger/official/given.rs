//! Given names without an honorific: "song Lợi duyệt 1,2 triệu đồng". Reports of trials call people so, and features their
//! heroes. A capital says little by itself (Trung ương, Hải quan), so a verb has to follow; whether somebody is called so
//! the article tells.

use super::PersonName;
use super::lexicon::{Cue, cue, has_cue};
use super::name::Name;
use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::token::Gap;

/// Appends the single capitalised words of a paragraph that do something, or to whom something is done.
pub fn find(p: &Paragraph<'_>, out: &mut Vec<PersonName>) {
    let capital = |at: u32| p.token(at).is_some_and(|t| t.is_word() && t.capital);
    for &at in p.capitals.iter().filter(|at| !capital(**at + 1)) {
        let run = at > 0 && p.gap(at) == Gap::Space && capital(at - 1);
        let named = if does(p, at + 1) {
            !run && p.gap(at + 1) == Gap::Space
        } else {
            // "bào chữa cho Dũng": behind a word that asks for somebody, with no deed of his behind.
            let toward = |hit: &Hit| hit.len() == 1 && has_cue(hit, Cue::Toward);
            p.gap(at) == Gap::Space && p.fits_before(at, SenseKind::Cue) && p.hits_before(at).any(toward)
        };
        if named {
            push(p, at, out);
        }
    }
}

/// Whether somebody says or does something at a token, "đã", "cũng" before it or not.
fn does(p: &Paragraph<'_>, at: u32) -> bool {
    const ADVERBS: usize = 2;
    let acts = |h: &Hit| has_cue(h, Cue::Speech) || has_cue(h, Cue::Deed);
    let mut at = at;
    for _ in 0..ADVERBS {
        if p.hits_at(at).iter().any(acts) {
            return true;
        }
        match cue(p, at, Cue::Adverb) {
            Some(adverb) => at = adverb.end,
            None => return false,
        }
    }
    p.hits_at(at).iter().any(acts)
}

/// Appends a word, unless all of it is in capitals or a longer form begins there.
fn push(p: &Paragraph<'_>, at: u32, out: &mut Vec<PersonName>) {
    let shouted = p.token(at).is_some_and(|t| t.all_caps);
    if !shouted && !p.hits_at(at).iter().any(|h| h.len() > 1) {
        out.push(super::person(p, &Name { start: at, end: at + 1, surname: false }, false));
    }
}

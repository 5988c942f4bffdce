//! Who wrote, who took the picture: names there are persons', whatever place they sound like.

use crate::gazetteer::sense::SenseKind;
use crate::tagger::official::lexicon::{Cue, cue, cue_before};
use crate::tagger::paragraph::Paragraph;
use crate::text::token::{Gap, TokenKind};

/// How many tokens behind "Ảnh:" a name may stand.
const REACH: u32 = 8;

/// Whether the name at a token stands behind "Ảnh:" and its like, with nothing but names between.
pub fn is_in(p: &Paragraph<'_>, at: u32) -> bool {
    for colon in (at.saturating_sub(REACH)..at).rev() {
        let Some(token) = p.token(colon) else { return false };
        if p.is(colon, ':') {
            return credits(p, colon);
        }
        let between =
            token.capital || token.kind == TokenKind::Hyphen || p.is(colon, ',') || p.is(colon, '.');
        // A paper is named by its place: Ảnh: A/Báo X.
        if !between
            || p.gap(colon + 1) == Gap::Line
            || p.hits_at(colon).iter().any(|h| h.has(SenseKind::Organ))
        {
            return false;
        }
    }
    false
}

/// Whether a paragraph holds nothing but a few capitalised words and marks: names, or a heading.
pub fn only_names(p: &Paragraph<'_>) -> bool {
    const MOST: u32 = 10;
    let mark = |at: u32| p.is(at, '.') || p.is(at, ',') || p.is(at, '&') || p.is(at, '(') || p.is(at, ')');
    (1..=MOST).contains(&p.len())
        && (0..p.len())
            .all(|at| p.token(at).is_some_and(|t| t.capital || t.kind == TokenKind::Hyphen) || mark(at))
}

/// Whether a paragraph begins with "Ảnh:", "Nguồn:" and their like.
pub fn is_credit(p: &Paragraph<'_>) -> bool {
    (1..6.min(p.len())).any(|at| p.is(at, ':') && credits(p, at))
}

/// Whether a paragraph is a site's line below an article: the head of the comments, a link to another article.
pub fn is_below(p: &Paragraph<'_>) -> bool {
    const LONGEST: u32 = 12;
    let Some(first) = p.token(0) else { return false };
    if first.kind == TokenKind::Other {
        return first.is('»') || first.is('>') && p.is(1, '>');
    }
    p.len() <= LONGEST && first.capital && cue(p, 0, Cue::Below).is_some()
}

/// Whether the words before a colon say that a source follows.
fn credits(p: &Paragraph<'_>, colon: u32) -> bool {
    [Cue::Byline, Cue::Source].into_iter().any(|class| cue_before(p, colon, class).is_some())
}

//! Finding an annotation again with the text at hand that it was made on.

use super::super::Annotation;
use super::super::follow::{Follow, TextMap};
use super::{Article, Found, Position};
use crate::text::position::{CodePoint, Span};

/// Where an annotation of the old text is in the new one: by the diff, and for what the diff has lost,
/// by quote and context among what is new (a paragraph that was moved). A twin that stood in the old
/// text already is never taken. One whose quote was stale already keeps its place and stays stale; any
/// other that did not fit the old text is lost, unless it fits the new one, which then it was made for.
pub fn reanchor(map: &TextMap, old: &Article<'_>, new: &Article<'_>, annotation: &Annotation) -> Follow {
    let fitted = old.position(annotation.span, &annotation.quote);
    let stale = fitted == Position::Differs && old.changed_here(annotation).is_some();
    if stale {
        return match map.follow(annotation.span) {
            Follow::Same => stays_stale(new, annotation, annotation.span),
            Follow::Moved(span) | Follow::Changed(span) => stays_stale(new, annotation, span),
            lost => lost,
        };
    }
    if !matches!(fitted, Position::Fits { .. } | Position::NoQuote) {
        let whole = Position::Fits { prefix: true, suffix: true };
        let made_for_new = new.position(annotation.span, &annotation.quote) == whole;
        return if made_for_new { Follow::Same } else { Follow::Deleted };
    }
    match map.follow(annotation.span) {
        Follow::Deleted => {
            let is_new =
                |span: Span<CodePoint>| map.inserted_from(span.start).is_some_and(|part| part.contains(span));
            match new.find_within(annotation, &is_new) {
                Found::Moved(span) => {
                    map.doubt(annotation.span, Some(span)).map_or(Follow::Moved(span), Follow::Ambiguous)
                }
                Found::Ambiguous(places) => Follow::Ambiguous(places),
                _ => Follow::Deleted,
            }
        }
        known => known,
    }
}

/// Unless the quote's own text has come back.
fn stays_stale(new: &Article<'_>, annotation: &Annotation, span: Span<CodePoint>) -> Follow {
    let back = annotation.quote.exact.as_deref() == new.slice(span);
    if back { Follow::Moved(span) } else { Follow::Changed(span) }
}

//! Where the lines of a sidecar stand in a text, and whether they leave room for a suggestion.

use rustc_hash::FxHashSet;

use super::anchor::{Article, Found, Places};
use super::sync::{AMBIGUOUS, UNMERGED};
use super::{Annotation, Sidecar, Status};
use crate::tagger::mention::{Analysis, Kind};
use crate::text::position::{CodePoint, Span};

/// What a line says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In the article's text.
    pub span: Span<CodePoint>,
    /// As what, where the line tells.
    pub kind: Option<Kind>,
    /// Whether it annotates or remembers a refusal.
    pub status: Status,
    /// Line of the sidecar, from 0.
    pub line: usize,
    /// Whether the line surely speaks of this place and of what stands there now; else it may.
    pub sure: bool,
    /// Whether the line surely speaks of this place, and not of what stands there now.
    pub changed: bool,
}

/// The places that a sidecar speaks of in `article`. A line that stands nowhere is not among them; one that may
/// stand at several is there with each.
pub fn places(article: &Article<'_>, sidecar: &Sidecar) -> Vec<Place> {
    let header = sidecar.header();
    let current = header.and_then(|h| h.describes(article.text())) == Some(true);
    let mut out = Vec::new();
    // Places that several lines may be about are as much in doubt by the first of these.
    let (mut told, mut kept) = (FxHashSet::default(), Vec::new());
    for (line, a) in sidecar.annotations() {
        let place = |span, sure| Place { span, kind: a.kind, status: a.status, line, sure, changed: false };
        let mut add_all = |places: Places| {
            if told.insert((places.as_ptr(), a.kind, a.status)) {
                places.iter().for_each(|span| out.push(place(*span, false)));
                kept.push(places);
            }
        };
        // What could not follow once has a position in a text that is no more.
        match header.and_then(|h| h.unanchored(a.id.as_deref().unwrap_or_default())) {
            Some(AMBIGUOUS) => add_all(candidates(article, a)),
            Some(reason) if reason != UNMERGED => {}
            reason => match article.verify(a, current && reason.is_none()).found {
                Found::Here => out.push(place(a.span, true)),
                Found::Moved(span) => out.push(place(span, true)),
                Found::Changed(span) => out.push(Place { changed: true, ..place(span, false) }),
                Found::Ambiguous(places) => add_all(places),
                Found::Nowhere(_) => {}
            },
        }
    }
    out
}

/// Where the quote of a line stands that could be one of several.
fn candidates(article: &Article<'_>, annotation: &Annotation) -> Places {
    match article.find(annotation) {
        Found::Ambiguous(places) | Found::Nowhere(places) => places,
        Found::Moved(span) => [span].into(),
        Found::Here | Found::Changed(_) => [].into(),
    }
}

/// Places by where they are.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    places: Vec<Place>,
    /// For each place the farthest end of it and those before it.
    reach: Vec<CodePoint>,
}

impl Taken {
    /// Of these places.
    pub fn new(mut places: Vec<Place>) -> Taken {
        places.sort_by_key(|p| p.span.order());
        let reach = places
            .iter()
            .scan(CodePoint(0), |farthest, p| {
                *farthest = p.span.end.max(*farthest);
                Some(*farthest)
            })
            .collect();
        Taken { places, reach }
    }

    /// Whether a suggestion of `analysis` is new: nobody has annotated or refused it, and no annotation with a
    /// person's own extent stands in its place. One mention may stand in another of its kind when the tagger finds
    /// both.
    pub fn leaves(&self, span: Span<CodePoint>, kind: Kind, analysis: &Analysis) -> bool {
        self.overlapping(span).all(|p| {
            if p.span == span && p.kind.is_none_or(|k| k == kind) {
                return false;
            }
            let nested = p.span.contains(span) || span.contains(p.span);
            p.status == Status::Rejected
                || (nested && (p.kind != Some(kind) || finds(analysis, p.span, kind)))
        })
    }

    fn overlapping(&self, span: Span<CodePoint>) -> impl Iterator<Item = &Place> {
        let end = self.places.partition_point(|p| p.span.start < span.end);
        let near = self.places.iter().zip(&self.reach).take(end).rev();
        near.take_while(move |(_, reach)| **reach > span.start)
            .map(|(p, _)| p)
            .filter(move |p| p.span.overlaps(span))
    }
}

fn finds(analysis: &Analysis, span: Span<CodePoint>, kind: Kind) -> bool {
    let all = &analysis.mentions;
    let first = all.partition_point(|m| m.span.order() < span.order());
    all[first..].iter().take_while(|m| m.span == span).any(|m| m.value.kind() == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::analyse;
    use crate::tagger::article::{Article as Text, Knowledge};

    const TEXT: &str = "Ông Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La, đã đến tỉnh Điện Biên.";

    #[track_caller]
    fn check(part: &str, kind: Kind, status: Status, free: &[&str]) {
        let span = |part: &str| {
            let start = TEXT[..TEXT.find(part).expect("it is there")].chars().count();
            Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count()))
        };
        let place = Place { span: span(part), kind: Some(kind), status, line: 1, sure: true, changed: false };
        let analysis = analyse(&Text { text: TEXT, date: None }, &Knowledge::default());
        let taken = Taken::new(vec![place]);
        let left: Vec<&str> = analysis
            .mentions
            .iter()
            .filter(|m| taken.leaves(m.span, m.value.kind(), &analysis))
            .map(|m| &TEXT[m.bytes.range()])
            .collect();
        assert_eq!(left, free);
    }

    #[test]
    fn what_is_said_is_not_said_again() {
        let (official, son_la, dien_bien) =
            ("Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La", "tỉnh Sơn La", "tỉnh Điện Biên");
        check("đã", Kind::Locality, Status::Active, &[official, son_la, dien_bien]);
        check(son_la, Kind::Locality, Status::Active, &[official, dien_bien]);
        check(son_la, Kind::Locality, Status::Rejected, &[official, dien_bien]);
        check(official, Kind::Official, Status::Active, &[son_la, dien_bien]);
        // A person's own extent, of one kind and of another.
        check("Sơn La", Kind::Locality, Status::Active, &[official, dien_bien]);
        check("Sơn La", Kind::Locality, Status::Rejected, &[official, son_la, dien_bien]);
        check("Lò Văn Ín", Kind::Official, Status::Active, &[son_la, dien_bien]);
        check("UBND tỉnh Sơn La, đã", Kind::Amount, Status::Active, &[son_la, dien_bien]);
    }
}

//! What a person decides about a line: where it stands, that it is right, that its value is to be read anew, that it
//! goes. Each gives the whole new file.

use jiff::Timestamp;

use super::anchor::Article;
use super::suggestion::Suggestion;
use super::{Annotation, Object, Origin, Persons, Sidecar, apply, rewrite};
use crate::tagger::mention::{Analysis, Mention};
use crate::text::position::{CodePoint, Span};

fn annotation(sidecar: &Sidecar, line: usize) -> Option<&Annotation> {
    sidecar.annotations().find(|(at, _)| *at == line).map(|(_, annotation)| annotation)
}

/// The header once the annotation has a place again, where it had none.
fn anchored(sidecar: &Sidecar, annotation: &Annotation) -> Option<(usize, Object)> {
    let (line, header) = sidecar.header_line()?;
    let id = annotation.id.as_deref()?;
    header.unanchored(id).map(|_| (line, header.anchored(id)))
}

/// The file with another line, and a header that no longer misses its annotation.
fn update(sidecar: &Sidecar, line: usize, annotation: &Annotation, json: Object) -> Vec<u8> {
    let changes = [(line, json)].into_iter().chain(anchored(sidecar, annotation));
    sidecar.update(&changes.collect::<Vec<_>>())
}

/// The annotation of a line stands here. `None` where the line is none, or the place is not in the article.
pub fn place(
    sidecar: &Sidecar,
    line: usize,
    span: Span<CodePoint>,
    article: &Article<'_>,
) -> Option<Vec<u8>> {
    let annotation = annotation(sidecar, line)?;
    let same = article.slice(span) == annotation.quote.exact.as_deref();
    let write = if same { rewrite::moved } else { rewrite::placed };
    let json = write(annotation, span, article.text(), article.index())?;
    Some(update(sidecar, line, annotation, json))
}

/// The line goes, and nothing remembers it.
pub fn delete(sidecar: &Sidecar, line: usize) -> Option<Vec<u8>> {
    let annotation = annotation(sidecar, line)?;
    let header = anchored(sidecar, annotation).and_then(|(at, json)| sidecar.replace(at, &json));
    let mut edits: Vec<_> = header.into_iter().chain(sidecar.remove(line)).collect();
    edits.sort_by_key(|e| e.range.start);
    Some(apply(sidecar.bytes(), &edits))
}

/// A person has looked at a line that was written with many others, and it is right. `None` for any other line.
pub fn accept(sidecar: &Sidecar, line: usize, now: Timestamp) -> Option<Vec<u8>> {
    let annotation = annotation(sidecar, line).filter(|a| is_bulk(a))?;
    let edit = sidecar.replace(line, &rewrite::reviewed(annotation, Origin::Accepted, now))?;
    Some(apply(sidecar.bytes(), &[edit]))
}

/// Whether an annotation was written with many others, and nobody has looked at it yet.
pub fn is_bulk(annotation: &Annotation) -> bool {
    annotation.is_active() && annotation.origin == Some(Origin::Bulk)
}

/// What the tagger reads at an annotation's place as what the line says it is: just there, else the only such
/// mention that touches the place.
pub fn mention<'a>(
    annotation: &Annotation,
    span: Span<CodePoint>,
    analysis: &'a Analysis,
) -> Option<&'a Mention> {
    let of_kind = || analysis.mentions.iter().filter(|m| Some(m.value.kind()) == annotation.kind);
    let mut touching = of_kind().filter(|m| m.span.overlaps(span));
    let only = touching.next().filter(|_| touching.next().is_none());
    of_kind().find(|m| m.span == span).or(only)
}

/// The line quotes what stands at its place now, and says what the tagger reads there ([`mention`]). `None` where it
/// reads nothing of this kind.
pub fn recompute(
    sidecar: &Sidecar,
    line: usize,
    span: Span<CodePoint>,
    article: &Article<'_>,
    analysis: &Analysis,
    now: Timestamp,
) -> Option<Vec<u8>> {
    let annotation = annotation(sidecar, line)?;
    let mention = mention(annotation, span, analysis)?;
    let suggestion = Suggestion::of(mention, analysis, Origin::Edited);
    let json = renewed(sidecar, annotation, mention.span, article, suggestion, now)?;
    Some(update(sidecar, line, annotation, json))
}

/// The annotation as one of what stands at a place now, with the value of a suggestion.
pub fn renewed(
    sidecar: &Sidecar,
    annotation: &Annotation,
    span: Span<CodePoint>,
    article: &Article<'_>,
    suggestion: Suggestion,
    now: Timestamp,
) -> Option<Object> {
    let source = suggestion.source(&mut Persons::of(sidecar));
    let moved = rewrite::moved(annotation, span, article.text(), article.index())?;
    let valued = rewrite::valued(&Annotation::from_json(moved)?, suggestion.fields, Some(source));
    Some(rewrite::reviewed(&Annotation::from_json(valued)?, Origin::Edited, now))
}

/// The line quotes what stands at its place now, and its value holds all the same.
pub fn keep(
    sidecar: &Sidecar,
    line: usize,
    span: Span<CodePoint>,
    article: &Article<'_>,
    now: Timestamp,
) -> Option<Vec<u8>> {
    let annotation = annotation(sidecar, line)?;
    let moved = rewrite::moved(annotation, span, article.text(), article.index())?;
    let json = rewrite::reviewed(&Annotation::from_json(moved)?, Origin::Edited, now);
    Some(update(sidecar, line, annotation, json))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sidecar::{bulk, sync};
    use crate::tagger::analyse;
    use crate::tagger::article::{Article as Text, Knowledge};

    const OLD: &str = "Tỉnh Sơn La góp 2 tỷ đồng, tỉnh Lào Cai góp 300 triệu đồng.\n";
    const NEW: &str = "Tỉnh Sơn La góp 3 tỷ đồng, rồi thôi.\nTin cũ: tỉnh Lào Cai đã góp.\n";
    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn read(text: &str) -> Analysis {
        analyse(&Text { text, date: None }, &Knowledge::default())
    }

    fn sidecar() -> Sidecar {
        let (article, analysis) = (Article::new(OLD), read(OLD));
        let empty = Sidecar::default();
        let (name, creator) = ("a.txt", "Lê Na");
        let task = bulk::Task { article: &article, name, analysis: &analysis, creator, created: NOW };
        let fresh = bulk::fresh(&empty, &article, &analysis);
        Sidecar::read(bulk::add(&empty, &fresh, &task))
    }

    fn line_of<'s>(sidecar: &'s Sidecar, exact: &str) -> (usize, &'s Annotation) {
        sidecar.annotations().find(|(_, a)| a.quote.exact.as_deref() == Some(exact)).expect("it is there")
    }

    #[test]
    fn a_person_decides() {
        let new = Article::new(NEW);
        let synced = Sidecar::read(sync::by_diff(&sidecar(), OLD, &new).bytes);
        // The sum has another text; its value is read anew.
        let (line, sum) = line_of(&synced, "2 tỷ đồng");
        let span = sum.span;
        assert_eq!(new.slice(span), Some("3 tỷ đồng"));
        let after = Sidecar::read(recompute(&synced, line, span, &new, &read(NEW), NOW).expect("a sum"));
        let (_, sum) = line_of(&after, "3 tỷ đồng");
        assert_eq!(sum.json()["body"]["decimal"], "3000000000");
        let said = (sum.origin, sum.source.as_deref());
        assert_eq!(said, (Some(Origin::Edited), Some("urn:gannhan:amount:VND:3000000000")));
        // Or the value holds.
        let kept = Sidecar::read(keep(&synced, line, span, &new, NOW).expect("a place"));
        let (_, sum) = line_of(&kept, "3 tỷ đồng");
        assert_eq!(sum.json()["body"]["decimal"], "2000000000");
        // The place is an orphan until one is chosen; then the header forgets it.
        let (line, orphan) = line_of(&after, "tỉnh Lào Cai");
        let id = orphan.id.clone().unwrap_or_default();
        assert!(after.header().is_some_and(|h| h.unanchored(&id).is_some()));
        let start = NEW[..NEW.find("tỉnh Lào Cai").expect("there")].chars().count();
        let span = Span::new(CodePoint::from(start), CodePoint::from(start + 12));
        let chosen = Sidecar::read(place(&after, line, span, &new).expect("a place"));
        assert_eq!(line_of(&chosen, "tỉnh Lào Cai").1.span, span);
        assert!(chosen.header().is_some_and(|h| h.unanchored(&id).is_none()));
        assert_eq!(chosen.sorted(), chosen.bytes());
        let gone = Sidecar::read(delete(&after, line).expect("a line"));
        assert!(gone.find(&id).is_none() && gone.header().is_some_and(|h| h.unanchored(&id).is_none()));
        // Nothing to read there.
        let nowhere = Span::new(CodePoint(28), CodePoint(31));
        assert_eq!(recompute(&after, line, nowhere, &new, &read(NEW), NOW), None);
        // Accepted once.
        let (line, _) = line_of(&after, "Tỉnh Sơn La");
        let accepted = Sidecar::read(accept(&after, line, NOW).expect("a bulk line"));
        assert_eq!(line_of(&accepted, "Tỉnh Sơn La").1.origin, Some(Origin::Accepted));
        assert_eq!(accept(&accepted, line, NOW), None);
    }
}

//! What a position means, in an article or in a sidecar, and where else that is named.

use std::collections::BTreeSet;

use tower_lsp::ls_types::Position;

use super::super::snapshot::{Mark, Snapshot, Tagged};
use super::code_action::same_name;
use super::mentions_at;
use crate::sidecar::{Annotation, Content, Sidecar, Status, iri};
use crate::tagger::mention::{Kind, Mention, Value};
use crate::text::position::{Byte, CodePoint, Span};

/// What stands at a position of an article.
pub struct Meant<'s> {
    /// Where it stands.
    pub span: Span<Byte>,
    /// What was found there.
    pub mention: Option<&'s Mention>,
    /// What the sidecar says of it.
    pub mark: Option<&'s Mark>,
}

impl Meant<'_> {
    /// The things of the corpus that it may be.
    pub fn things(&self, snapshot: &Snapshot) -> Things {
        let annotation = self.mark.and_then(|m| annotation(snapshot.sidecar(), m.line));
        let mut things = annotation.map(Things::of).unwrap_or_default();
        match self.mention.map(|m| &m.value) {
            Some(Value::Locality(place)) => things.add(iri::locality(place)),
            Some(Value::Amount(sum)) => things.add(iri::amount(sum)),
            Some(Value::Official(official)) => {
                things.person = things.person.take().or_else(|| official.person.clone());
            }
            None => {}
        }
        things
    }
}

/// What is looked for in the corpus.
#[derive(Debug, Default)]
pub struct Things {
    /// IRIs.
    pub iris: Vec<String>,
    /// A person, whose ids hold in one article only.
    pub person: Option<String>,
}

impl Things {
    /// What an annotation names.
    pub fn of(annotation: &Annotation) -> Things {
        let body = annotation.body().filter(|_| annotation.kind == Some(Kind::Official));
        let person = body.and_then(|b| b.person.as_deref()).map(str::to_string);
        Things { iris: annotation.source.iter().map(|iri| iri.as_str().to_owned()).collect(), person }
    }

    fn add(&mut self, iri: String) {
        if !self.iris.contains(&iri) {
            self.iris.push(iri);
        }
    }
}

/// The annotation on a line.
pub fn annotation(sidecar: &Sidecar, line: usize) -> Option<&Annotation> {
    match &sidecar.lines().get(line)?.content {
        Content::Annotation(annotation) => Some(annotation),
        _ => None,
    }
}

/// Bytes of a span of code points of the text in the editor.
pub fn bytes(snapshot: &Snapshot, span: Span<CodePoint>) -> Span<Byte> {
    let rope = &snapshot.rope;
    let byte = |at: CodePoint| Byte::from(rope.char_to_byte(at.index().min(rope.len_chars())));
    Span::new(byte(span.start), byte(span.end))
}

/// The innermost that stands at a position of an article.
pub fn at<'s>(snapshot: &'s Snapshot, tagged: &'s Tagged, position: Position) -> Option<Meant<'s>> {
    let byte = snapshot.world.encoding.byte_at(&snapshot.rope, position);
    if let Some(mention) = mentions_at(tagged, byte).first() {
        return Some(Meant { span: mention.bytes, mention: Some(mention), mark: snapshot.mark_of(mention) });
    }
    // What a person has marked where nothing was found.
    let marks = snapshot.marks().all.iter().map(|m| (bytes(snapshot, m.span), m));
    let here = marks.filter(|(span, _)| span.start <= byte && byte <= span.end);
    let (span, mark) = here.min_by_key(|(span, _)| span.end.0 - span.start.0)?;
    Some(Meant { span, mention: None, mark: Some(mark) })
}

/// Everywhere in the article that the same is named, in order. What a person has refused is no mention.
pub fn in_article(snapshot: &Snapshot, tagged: &Tagged, meant: &Meant<'_>) -> Vec<Span<Byte>> {
    let mut spans: BTreeSet<(Byte, Byte)> = BTreeSet::new();
    let refused = |m: &Mention| snapshot.mark_of(m).is_some_and(|m| m.status == Status::Rejected);
    if let Some(mention) = meant.mention {
        let same = same_name(tagged, mention).filter(|m| !refused(m));
        spans.extend(same.map(|m| (m.bytes.start, m.bytes.end)));
    }
    spans.extend(annotated(snapshot, &meant.things(snapshot)).map(|s| (s.start, s.end)));
    spans.insert((meant.span.start, meant.span.end));
    spans.into_iter().map(|(start, end)| Span::new(start, end)).collect()
}

/// Where the sidecar of an article says that one of these things stands.
pub fn annotated(snapshot: &Snapshot, things: &Things) -> impl Iterator<Item = Span<Byte>> {
    let sidecar = snapshot.sidecar();
    let is = |a: &Annotation| {
        let of = Things::of(a);
        of.iris.iter().any(|iri| things.iris.contains(iri))
            || of.person.is_some() && of.person == things.person
    };
    let active = snapshot.marks().all.iter().filter(|m| m.status == Status::Active);
    active.filter(move |m| annotation(sidecar, m.line).is_some_and(is)).map(|m| bytes(snapshot, m.span))
}

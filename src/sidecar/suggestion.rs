//! From what the tagger found to new lines of a sidecar.

use std::collections::HashSet;

use serde_json::{Value as Json, json};

use super::{NewAnnotation, Object, Origin, Persons, Sidecar, State, fresh_id, iri, os_random};
use crate::tagger::json;
use crate::tagger::mention::{Analysis, Kind, Mention, Part, Value};
use crate::text::index::TextIndex;
use crate::text::position::{CodePoint, Span};

/// One thing to annotate.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// Where, in the text that was tagged.
    pub span: Span<CodePoint>,
    /// As what.
    pub kind: Kind,
    /// Fields of the value; positions in it count in the text that was tagged.
    pub fields: Object,
    /// What it means.
    pub meant: Meant,
    /// How it comes to be.
    pub origin: Origin,
}

/// What a suggestion means.
#[derive(Clone, Debug)]
pub enum Meant {
    /// What the tagger read.
    Value(Value),
    /// A text that nothing was found in.
    Text(String),
}

impl Suggestion {
    /// A mention that the tagger found.
    pub fn of(mention: &Mention, analysis: &Analysis, origin: Origin) -> Suggestion {
        let mut fields = json::value(mention, analysis);
        if let Value::Official(official) = &mention.value {
            let part =
                |p: &Part| json!({"role": p.role.name(), "start": p.span.start.0, "end": p.span.end.0});
            fields.insert("parts".into(), official.parts.iter().map(part).collect());
        }
        Suggestion {
            span: mention.span,
            kind: mention.value.kind(),
            fields,
            meant: Meant::Value(mention.value.clone()),
            origin,
        }
    }

    /// Moves the positions inside the value.
    pub fn shift_parts(&mut self, to: impl Fn(i64) -> i64) {
        let parts = self.fields.get_mut("parts").and_then(Json::as_array_mut);
        for part in parts.into_iter().flatten().filter_map(Json::as_object_mut) {
            for key in ["start", "end"] {
                if let Some(at) = part.get(key).and_then(Json::as_i64) {
                    part.insert(key.into(), to(at).max(0).into());
                }
            }
        }
    }

    /// IRI of the thing meant.
    pub fn source(&self, persons: &mut Persons) -> String {
        match &self.meant {
            Meant::Value(value) => iri::source(value, persons, &mut os_random),
            Meant::Text(text) => match self.kind {
                Kind::Locality => format!("urn:gannhan:place:{}", iri::slug(text)),
                Kind::Official => persons.named(text, &mut os_random),
                Kind::Amount => "urn:gannhan:amount:unknown".into(),
            },
        }
    }
}

/// The article that new lines are about, and who writes them.
#[derive(Clone, Copy, Debug)]
pub struct Author<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its index.
    pub index: &'a TextIndex,
    /// Its bare file name as stored.
    pub article: &'a str,
    /// The annotator's name.
    pub creator: &'a str,
    /// When.
    pub created: jiff::Timestamp,
    /// Whether the suggestions are refused instead of taken.
    pub reject: bool,
}

/// New lines for `sidecar`: each suggestion at its span of the author's text. Ids stand nowhere in the
/// sidecar yet; a person whom it names already keeps that id.
pub fn lines(
    sidecar: &Sidecar,
    suggestions: impl IntoIterator<Item = (Suggestion, Span<CodePoint>)>,
    author: &Author<'_>,
) -> Vec<Object> {
    let mut persons = Persons::of(sidecar);
    let mut ids = HashSet::new();
    let mut lines = Vec::new();
    for (mut item, span) in suggestions {
        let by = i64::from(span.start.0) - i64::from(item.span.start.0);
        item.shift_parts(|at| at + by);
        let source = item.source(&mut persons);
        let id = fresh_id(sidecar, &ids, &mut os_random);
        ids.insert(id.clone());
        let state = if author.reject { State::Rejected } else { State::Taken(item.origin) };
        let annotation = NewAnnotation {
            kind: item.kind,
            span,
            text: author.text,
            index: author.index,
            value: item.fields,
            source,
            article: author.article,
            creator: author.creator,
            created: author.created,
            state,
        };
        lines.extend(annotation.build(id));
    }
    lines
}

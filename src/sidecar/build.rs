//! Making a new annotation.

use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::{Value, json};
use unicode_segmentation::GraphemeCursor;

use super::{Object, Origin, Quote, Sidecar, iri};
use crate::tagger::mention::Kind;
use crate::text::index::TextIndex;
use crate::text::position::{CodePoint, Span};

/// Code points of context on either side of a quote, at most.
pub const CONTEXT: usize = 32;
/// Motivation of an annotation: it says which thing is meant.
pub const IDENTIFYING: &str = "identifying";
/// Motivation of a rejected suggestion: it says that the thing is not meant.
pub const MODERATING: &str = "moderating";
/// Digits and letters of an id behind `urn:gannhan:`.
pub const ID_LENGTH: usize = 8;

/// The IRI of this program, with its version.
pub fn generator() -> String {
    concat!("urn:gannhan:software:", env!("CARGO_PKG_VERSION")).to_owned()
}

/// Why an annotation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It annotates.
    Taken(Origin),
    /// A person has refused the suggestion.
    Rejected,
}

/// What an annotation is made of.
#[derive(Clone, Debug)]
pub struct NewAnnotation<'a> {
    /// Its class.
    pub kind: Kind,
    /// Where, in code points of `text`.
    pub span: Span<CodePoint>,
    /// The article.
    pub text: &'a str,
    /// Its index.
    pub index: &'a TextIndex,
    /// The value's fields; keys with nothing in them (`null`) are left out, since JSON-LD loses them.
    pub value: Object,
    /// IRI of the thing meant ([`super::iri`]).
    pub source: String,
    /// The article's bare file name as stored.
    pub article: &'a str,
    /// The annotator's name.
    pub creator: &'a str,
    /// When.
    pub created: Timestamp,
    /// Why.
    pub state: State,
}

impl NewAnnotation<'_> {
    /// The annotation as JSON. `None` when the span is empty or reaches behind the text.
    pub fn build(self, id: String) -> Option<Object> {
        if self.span.is_empty() {
            return None;
        }
        let quote = quote(self.text, self.index, self.span)?;
        let motivation = match self.state {
            State::Taken(_) => IDENTIFYING,
            State::Rejected => MODERATING,
        };
        let mut body = Object::new();
        body.insert("type".into(), json!(["SpecificResource", self.kind.class()]));
        body.insert("purpose".into(), motivation.into());
        body.insert("source".into(), self.source.into());
        for (key, value) in self.value {
            // These three are the body's own; a value has no business with them.
            if let (false, Some(value)) = (body.contains_key(&key), without_null(value)) {
                body.insert(key, value);
            }
        }
        let mut json = Object::new();
        json.insert("@context".into(), context());
        json.insert("id".into(), id.into());
        json.insert("type".into(), "Annotation".into());
        json.insert("motivation".into(), motivation.into());
        json.insert("body".into(), body.into());
        json.insert("target".into(), target(self.article, self.span, &quote));
        json.insert("creator".into(), json!({"type": "Person", "name": self.creator}));
        json.insert("created".into(), time(self.created).into());
        match self.state {
            State::Taken(origin) => json.insert("origin".into(), origin.name().into()),
            State::Rejected => json.insert("status".into(), "rejected".into()),
        };
        json.insert("generator".into(), generator().into());
        Some(json)
    }
}

/// The context of every annotation: W3C's, and a vocabulary for our own keys that needs no file.
pub fn context() -> Value {
    json!(["http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:gannhan:"}])
}

/// A target in the article that is named so (bare file name as stored).
pub fn target(article: &str, span: Span<CodePoint>, quote: &Quote) -> Value {
    json!({
        "source": iri::encode(article),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start.0, "end": span.end.0},
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        ],
    })
}

/// The quote of a span with its context: at most [`CONTEXT`] code points on either side, fewer where
/// the article ends or the cut would go through a character that a reader sees as one. `None` when
/// the span reaches behind the text or is turned round.
pub fn quote(text: &str, index: &TextIndex, span: Span<CodePoint>) -> Option<Quote> {
    let exact = index.slice(text, span)?;
    let (start, end) = (index.byte(text, span.start)?.index(), index.byte(text, span.end)?.index());
    let first = text[..start].char_indices().rev().take(CONTEXT).last().map_or(start, |(i, _)| i);
    let last = text[end..].char_indices().nth(CONTEXT).map_or(text.len(), |(i, _)| end + i);
    Some(Quote {
        exact: Some(exact.into()),
        prefix: Some(text[boundary_after(text, first).min(start)..start].into()),
        suffix: Some(text[end..boundary_before(text, last).max(end)].into()),
    })
}

/// Whether no character that a reader sees as one is cut at this byte.
pub fn is_boundary(text: &str, byte: usize) -> bool {
    GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

fn boundary_after(text: &str, byte: usize) -> usize {
    if is_boundary(text, byte) {
        return byte;
    }
    GraphemeCursor::new(byte, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

fn boundary_before(text: &str, byte: usize) -> usize {
    if is_boundary(text, byte) {
        return byte;
    }
    GraphemeCursor::new(byte, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// A time as RFC 3339 in UTC, to the second.
pub fn time(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A new id (`urn:gannhan:` and [`ID_LENGTH`] of `[0-9a-z]`) that stands neither in the sidecar nor
/// among those already `given` for it.
pub fn fresh_id(sidecar: &Sidecar, given: &HashSet<String>, random: &mut dyn FnMut() -> u64) -> String {
    unused(random, |id| given.contains(id) || sidecar.uses_id(id), "urn:gannhan:")
}

/// A name behind `prefix` that is not `taken`. The count keeps a random source that stands still from
/// holding us for ever.
pub(crate) fn unused(random: &mut dyn FnMut() -> u64, taken: impl Fn(&str) -> bool, prefix: &str) -> String {
    let mut count = 0u64;
    loop {
        let id = format!("{prefix}{}", symbols(random().wrapping_add(count)));
        if !taken(&id) {
            return id;
        }
        count += 1;
    }
}

fn symbols(mut number: u64) -> String {
    const SYMBOLS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut out = String::with_capacity(ID_LENGTH);
    for _ in 0..ID_LENGTH {
        out.push(char::from(SYMBOLS[(number % 36) as usize]));
        number /= 36;
    }
    out
}

/// Random bits of the operating system; where it has none, those that the standard library seeds its
/// hash maps with.
pub fn os_random() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    getrandom::u64().unwrap_or_else(|_| RandomState::new().build_hasher().finish())
}

pub(super) fn without_null(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        // An empty list has nothing in it either.
        Value::Array(all) => {
            let all: Vec<Value> = all.into_iter().filter_map(without_null).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        }
        Value::Object(object) => {
            Some(Value::Object(object.into_iter().filter_map(|(k, v)| Some((k, without_null(v)?))).collect()))
        }
        other => Some(other),
    }
}

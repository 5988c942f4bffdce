//! The lines that this program writes, taken apart at the words that stand in each of them. A line that is not wholly
//! of this form, in canonical form and with every key that it needs and no other, is none of these, and is read as any JSON.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use memchr::memmem::Finder;
use serde_json::Value;

use super::annotation::{Origin, Quote, Status, Whole, kind_of};
use super::body::{Body, known};
use super::build::{IDENTIFYING, MODERATING};
use super::{Annotation, Object, Piece, canonical, iri};
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};

const HEAD: &str = r#"{"@context":["http://www.w3.org/ns/anno.jsonld",{"@vocab":"urn:gannhan:"}],"id":""#;
const TYPE: &str = r#","type":"Annotation","motivation":""#;
const BODY: &str = r#","body":"#;
const TARGET: &str = r#","target":{"source":""#;
const START: &str = r#","selector":[{"type":"TextPositionSelector","start":"#;
const END: &str = r#","end":"#;
const EXACT: &str = r#"},{"type":"TextQuoteSelector","exact":""#;
const PREFIX: &str = r#","prefix":""#;
const SUFFIX: &str = r#","suffix":""#;
const TAIL: &str = r#"}]}"#;
const CREATOR: &str = r#","creator":{"type":"Person","name":""#;
const CREATED: &str = r#"},"created":""#;
const MODIFIED: &str = r#","modified":""#;
const ORIGIN: &str = r#","origin":""#;
const REJECTED: &str = r#","status":"rejected""#;
const GENERATOR: &str = r#","generator":""#;
const OFFICIAL: &str = r#"{"type":["SpecificResource","Official"],"purpose":""#;
const SOURCE: &str = r#","source":""#;
const PARTS: &str = r#","parts":["#;

static TARGETS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TARGET));
static ALL_PARTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(PARTS));

/// Reads lines one after the other; most end like the one before.
#[derive(Default)]
pub struct Quick {
    last: Option<(Piece, Tail)>,
}

/// The end of a line: who made the annotation, and how.
#[derive(Clone)]
struct Tail {
    creator: Piece,
    created: Piece,
    generator: Piece,
    origin: Option<Origin>,
    status: Status,
}

/// What of a line is still to be read.
struct Rest<'l> {
    line: &'l Piece,
    at: usize,
}

impl Quick {
    /// The annotation of a line; `None` for lines of another form.
    pub fn read(&mut self, line: &Piece) -> Option<Annotation> {
        let mut rest = Rest { line, at: 0 };
        rest.word(HEAD)?;
        // Raw control characters are no JSON.
        if has_controls(line.as_bytes()) {
            return None;
        }
        let id = rest.string()?;
        if !iri::is_annotation(&id) {
            return None;
        }
        rest.word(TYPE)?;
        let motivation = rest.string()?;
        rest.word(BODY)?;
        let end = rest.at + TARGETS.find(rest.left().as_bytes())?;
        let (kind, source, body) = body(&line.part(rest.at..end))?;
        rest.at = end;
        rest.word(TARGET)?;
        let target_source = rest.string()?;
        rest.word(START)?;
        let start = rest.number()?;
        rest.word(END)?;
        let span = Span::new(CodePoint(start), CodePoint(rest.number()?));
        rest.word(EXACT)?;
        let exact = rest.string()?;
        rest.word(PREFIX)?;
        let prefix = rest.string()?;
        rest.word(SUFFIX)?;
        let suffix = rest.string()?;
        rest.word(TAIL)?;
        let tail = self.tail(line, rest.at)?;
        let wanted = if tail.status == Status::Active { IDENTIFYING } else { MODERATING };
        let refers = [&target_source, &exact, &prefix, &suffix].into_iter().any(|s| iri::is_annotation(s));
        if &*motivation != wanted || refers {
            return None;
        }
        Some(Annotation {
            id: Some(id),
            kind: Some(kind),
            span,
            quote: Quote { exact: Some(exact), prefix: Some(prefix), suffix: Some(suffix) },
            source: Some(source),
            target_source: Some(target_source),
            origin: tail.origin,
            creator: Some(tail.creator),
            created: Some(tail.created),
            generator: Some(tail.generator),
            status: tail.status,
            suppress: Vec::new(),
            body: Some(body),
            is_plain: true,
            whole: Whole::Line(line.clone()),
        })
    }

    fn tail(&mut self, line: &Piece, at: usize) -> Option<Tail> {
        if let Some((_, tail)) = self.last.as_ref().filter(|(last, _)| last.as_str() == &line[at..]) {
            return Some(tail.clone());
        }
        let tail = Tail::read(Rest { line, at })?;
        self.last = Some((line.part(at..line.len()), tail.clone()));
        Some(tail)
    }
}

impl Tail {
    fn read(mut rest: Rest<'_>) -> Option<Tail> {
        rest.word(CREATOR)?;
        let creator = rest.string()?;
        rest.word(CREATED)?;
        let created = rest.string()?;
        let is_time = |time: &Piece| time.parse::<jiff::Timestamp>().is_ok();
        if creator.trim().is_empty() || !is_time(&created) {
            return None;
        }
        if rest.word(MODIFIED).is_some() {
            rest.string().filter(is_time)?;
        }
        let origin = match rest.word(ORIGIN) {
            Some(()) => Some(Origin::from_name(&rest.string()?)?),
            None => None,
        };
        let status = if rest.word(REJECTED).is_some() { Status::Rejected } else { Status::Active };
        if status == Status::Active && origin.is_none() {
            return None;
        }
        rest.word(GENERATOR)?;
        let generator = rest.string()?;
        let refers = iri::is_annotation(&creator) || iri::is_annotation(&generator);
        (rest.left() == "}" && !refers).then_some(Tail { creator, created, generator, origin, status })
    }
}

impl Rest<'_> {
    fn left(&self) -> &str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// Passes over these words.
    fn word(&mut self, word: &str) -> Option<()> {
        let here = self.line.as_bytes().get(self.at..self.at + word.len())?;
        (here == word.as_bytes()).then(|| self.at += word.len())
    }

    /// A string whose opening quote was passed; the closing one is passed too.
    fn string(&mut self) -> Option<Piece> {
        let bytes = self.line.as_bytes();
        let first = self.at + memchr::memchr2(b'"', b'\\', bytes.get(self.at..)?)?;
        if bytes[first] == b'"' {
            let text = self.line.part(self.at..first);
            self.at = first + 1;
            return Some(text);
        }
        let mut end = first;
        while bytes.get(end)? != &b'"' {
            let escape = usize::from(bytes[end] == b'\\');
            end += escape + 1;
        }
        let written = self.line.get(self.at - 1..=end)?;
        let text: String = serde_json::from_str(written).ok()?;
        // There is one way to write it.
        if serde_json::to_string(&text).ok()? != written {
            return None;
        }
        self.at = end + 1;
        Some(text.into())
    }

    /// A whole number.
    fn number(&mut self) -> Option<u32> {
        let left = self.line.as_bytes().get(self.at..)?;
        let digits = left.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 1 && left[0] == b'0' {
            return None;
        }
        let number = self.line.get(self.at..self.at + digits)?.parse().ok()?;
        self.at += digits;
        Some(number)
    }
}

fn has_controls(bytes: &[u8]) -> bool {
    bytes.chunks(64).any(|chunk| chunk.iter().fold(false, |found, b| found | (*b < b' ')))
}

/// The type, the thing and the value of a body.
fn body(whole: &Piece) -> Option<(Kind, Piece, Arc<Body>)> {
    let mut rest = Rest { line: whole, at: 0 };
    if rest.word(OFFICIAL).is_some() {
        return official(rest);
    }
    let (kind, body) = known(whole, || {
        let (kind, json) = object(whole)?;
        let source = json.get("source")?.as_str()?.into();
        Some((kind, Body { source: Some(source), ..Body::of(&json) }))
    })?;
    Some((kind, body.source.clone()?, body))
}

/// Persons' ids and the places of parts differ from line to line; the rest is what is known.
fn official(mut rest: Rest<'_>) -> Option<(Kind, Piece, Arc<Body>)> {
    // The purpose has but two values.
    let purpose = rest.string()?;
    rest.word(SOURCE)?;
    let source = rest.string()?;
    if ![IDENTIFYING, MODERATING].contains(&&*purpose) || iri::is_annotation(&source) {
        return None;
    }
    let line = rest.line;
    let fields = rest.at..line.len().checked_sub(1)?;
    let parts = if line.ends_with("}]}") { parts(line, fields.clone()) } else { None };
    let fields = line.get(fields.start..parts.map_or(fields.end, |at| at))?;
    let (kind, body) = known(fields, || {
        let (kind, json) = object(&format!(r#"{{"type":["SpecificResource","Official"]{fields}}}"#))?;
        // What stands behind the parts is not before them.
        let own = !json.contains_key("source") && !json.contains_key("purpose");
        let behind = parts.is_some() && (json.contains_key("parts") || json.contains_key("holder"));
        (own && !behind).then(|| (kind, Body::of(&json)))
    })?;
    Some((kind, source, body))
}

/// Where the list of parts begins, when that is the last of the fields and all of it is as it should be.
fn parts(line: &Piece, fields: Range<usize>) -> Option<usize> {
    let at = fields.start + ALL_PARTS.find(line.get(fields)?.as_bytes())?;
    let mut rest = Rest { line, at };
    rest.word(PARTS)?;
    loop {
        rest.word(r#"{"role":""#)?;
        if iri::is_annotation(&rest.string()?) {
            return None;
        }
        rest.word(r#","start":"#)?;
        rest.number()?;
        rest.word(END)?;
        rest.number()?;
        rest.word("}")?;
        if rest.word(",").is_none() {
            break;
        }
    }
    (rest.left() == "]}").then_some(at)
}

/// A body in canonical form without unknown keys that refers to no other annotation.
fn object(written: &str) -> Option<(Kind, Object)> {
    let Ok(Value::Object(json)) = serde_json::from_str(written) else { return None };
    let kind = kind_of(&json)?;
    let is_known = |key: &String| {
        matches!(key.as_str(), "type" | "purpose" | "source")
            || canonical::fields(kind).contains(&key.as_str())
    };
    let plain = canonical::is_line(written.as_bytes(), &json)
        && json.keys().all(is_known)
        && !json.values().any(refers);
    plain.then_some((kind, json))
}

/// Whether a value names an annotation.
fn refers(value: &Value) -> bool {
    match value {
        Value::String(text) => iri::is_annotation(text),
        Value::Array(all) => all.iter().any(refers),
        Value::Object(object) => object.values().any(refers),
        _ => false,
    }
}

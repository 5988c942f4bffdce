//! One annotation as a line of a sidecar says it.

use std::sync::Arc;

use serde_json::Value;

use super::body::Body;
use super::{Object, Piece, exact};
use crate::gazetteer::Unit;
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};

/// An annotation. What is missing or wrong in the line is `None` here; all that the line says tells [`Annotation::json`].
#[derive(Clone, Debug)]
pub struct Annotation {
    /// `urn:gannhan:…`, as written.
    pub id: Option<Piece>,
    /// By the class in the body's `type`.
    pub kind: Option<Kind>,
    /// Of the position selector; may be empty, turned round or behind the article's end.
    pub span: Span<CodePoint>,
    /// Of the quote selector.
    pub quote: Quote,
    /// IRI of the thing meant.
    pub source: Option<Piece>,
    /// The article, as the target names it (percent-encoded).
    pub target_source: Option<Piece>,
    /// How it came to be.
    pub origin: Option<Origin>,
    /// Name of the annotator; never empty.
    pub creator: Option<Piece>,
    /// Time as written.
    pub created: Option<Piece>,
    /// IRI of the program.
    pub generator: Option<Piece>,
    /// Whether it says that something is so, or that a suggestion was wrong.
    pub status: Status,
    /// Names of the lint rules that keep silent about this line.
    pub suppress: Vec<String>,
    /// What the body says; `None` where it is no object.
    pub body: Option<Arc<Body>>,
    /// Whether the line is as this program writes it: in canonical form, with all that an annotation needs, without
    /// unknown keys, and without the name of another annotation.
    pub is_plain: bool,
    pub(super) whole: Whole,
}

/// Where all that a line says can be read. A tree is built when somebody asks for it: a hundred thousand of them are
/// a gigabyte.
#[derive(Clone, Debug)]
pub(super) enum Whole {
    /// The line of a file.
    Line(Piece),
    /// An object that stands in no file yet.
    Tree(Arc<Object>),
}

impl PartialEq for Annotation {
    fn eq(&self, other: &Annotation) -> bool {
        match (&self.whole, &other.whole) {
            (Whole::Line(a), Whole::Line(b)) if a == b => true,
            _ => self.json() == other.json(),
        }
    }
}

/// The quote of a text quote selector.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Quote {
    /// The text of the span.
    pub exact: Option<Piece>,
    /// What stands before it.
    pub prefix: Option<Piece>,
    /// What stands behind it.
    pub suffix: Option<Piece>,
}

/// How an annotation came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A suggestion taken by a person.
    Accepted,
    /// A suggestion changed by a person.
    Edited,
    /// Made by a person.
    Manual,
    /// Written with many others, and not yet reviewed.
    Bulk,
}

impl Origin {
    /// All of them.
    pub const ALL: [Origin; 4] = [Origin::Accepted, Origin::Edited, Origin::Manual, Origin::Bulk];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Accepted => "accepted",
            Origin::Edited => "edited",
            Origin::Manual => "manual",
            Origin::Bulk => "bulk",
        }
    }

    /// The origin of a name.
    pub fn from_name(name: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|o| o.name() == name)
    }
}

/// What a line does with its span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It annotates.
    #[default]
    Active,
    /// It remembers that a person refused this suggestion.
    Rejected,
}

impl Annotation {
    /// Reads a line's object; `None` when it has no target whose position can be read.
    pub fn from_json(json: Object) -> Option<Annotation> {
        let json = Arc::new(json);
        Annotation::read(&json, Whole::Tree(json.clone()))
    }

    /// Reads the object of a line.
    pub(super) fn read(json: &Object, whole: Whole) -> Option<Annotation> {
        let target = json.get("target").and_then(Value::as_object)?;
        let selectors = || items(target.get("selector"));
        let span = selectors().find_map(position)?;
        let quote = selectors().find(|s| is_a(s, "TextQuoteSelector")).map(quote).unwrap_or_default();
        let body = main_body(json);
        let kind = body.and_then(kind_of);
        let status = match (string(json, "status"), string(json, "origin")) {
            (Some("rejected"), _) | (_, Some("rejected")) => Status::Rejected,
            _ => Status::Active,
        };
        let suppress = items(json.get("suppress")).filter_map(Value::as_str).map(str::to_owned).collect();
        Some(Annotation {
            id: string(json, "id").filter(|id| !id.is_empty()).map(Piece::from),
            kind,
            span,
            quote,
            source: body.and_then(|b| string(b, "source")).map(Piece::from),
            target_source: string(target, "source").map(Piece::from),
            origin: string(json, "origin").and_then(Origin::from_name),
            creator: creator(json).map(Piece::from),
            created: string(json, "created").map(Piece::from),
            generator: string(json, "generator").map(Piece::from),
            status,
            suppress,
            body: body.map(|body| Arc::new(Body::of(body))),
            is_plain: false,
            whole,
        })
    }

    /// All that the line says, unknown keys included.
    pub fn json(&self) -> Object {
        match &self.whole {
            Whole::Tree(json) => json.as_ref().clone(),
            Whole::Line(line) => exact::object(line),
        }
    }

    /// The object of the body that carries the value: its fields beside `type`, `purpose` and `source`.
    pub fn body_json(&self) -> Option<Object> {
        main_body(&self.json()).cloned()
    }

    /// What the body says.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_deref()
    }

    /// The units that the thing's IRI names by code, in all their forms; `None` for other IRIs.
    pub fn units(&self) -> Option<&[Unit]> {
        self.body()?.units(self.source.as_deref()?)
    }

    /// Whether it annotates (and is not a rejected suggestion).
    pub fn is_active(&self) -> bool {
        self.status == Status::Active
    }

    /// The place among the lines of a sidecar: by start, the longer first.
    pub fn order(&self) -> (CodePoint, std::cmp::Reverse<CodePoint>) {
        self.span.order()
    }

    /// Whether a rule keeps silent about this line.
    pub fn suppresses(&self, rule: &str) -> bool {
        self.suppress.iter().any(|s| s == rule)
    }
}

/// A single value or each of an array: W3C allows either nearly everywhere.
pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value {
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
    .iter()
}

pub(crate) fn string<'o>(object: &'o Object, key: &str) -> Option<&'o str> {
    object.get(key).and_then(Value::as_str)
}

fn is_a(value: &Value, class: &str) -> bool {
    items(value.get("type")).any(|t| t.as_str() == Some(class))
}

fn position(selector: &Value) -> Option<Span<CodePoint>> {
    if !is_a(selector, "TextPositionSelector") {
        return None;
    }
    Some(Span::new(offset(selector.get("start"))?, offset(selector.get("end"))?))
}

/// A whole number that is not negative; one that no article can reach counts as the farthest.
fn offset(value: Option<&Value>) -> Option<CodePoint> {
    let value = value?;
    if let Some(n) = value.as_u64() {
        return Some(CodePoint(u32::try_from(n).unwrap_or(u32::MAX)));
    }
    value.as_f64().filter(|f| *f >= 0.0 && f.fract() == 0.0).map(|f| CodePoint(f as u32))
}

fn quote(selector: &Value) -> Quote {
    let field = |key| selector.get(key).and_then(Value::as_str).map(Piece::from);
    Quote { exact: field("exact"), prefix: field("prefix"), suffix: field("suffix") }
}

pub(super) fn kind_of(body: &Object) -> Option<Kind> {
    items(body.get("type"))
        .filter_map(Value::as_str)
        .find_map(|class| Kind::ALL.into_iter().find(|k| k.class() == class))
}

/// Of several bodies the first one of our classes, else the first object.
pub(crate) fn main_body(json: &Object) -> Option<&Object> {
    let bodies = || items(json.get("body")).filter_map(Value::as_object);
    bodies().find(|b| kind_of(b).is_some()).or_else(|| bodies().next())
}

fn creator(json: &Object) -> Option<&str> {
    items(json.get("creator"))
        .find_map(|c| c.as_str().or_else(|| items(c.get("name")).find_map(Value::as_str)))
        .filter(|name| !name.trim().is_empty())
}

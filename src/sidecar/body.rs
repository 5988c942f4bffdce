//! What a body says, without its JSON. Articles name the same places again and again, so a body that was read once is
//! known when it comes again.

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::annotation::string;
use super::claims::Told;
use super::memo::Memo;
use super::{Object, Piece, iri};
use crate::gazetteer::Unit;
use crate::tagger::mention::Kind;

/// A field that should be a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The string; of anything else its JSON.
    pub written: Box<str>,
    /// Whether it is a string.
    pub is_string: bool,
}

/// The value of an annotation as its body says it. What the body does not say, or says in a form that is none, is
/// `None`.
#[derive(Debug, Default)]
pub struct Body {
    /// Of a place.
    pub level: Option<Box<str>>,
    /// Of a place.
    pub code: Option<Box<str>>,
    /// Of a place.
    pub name: Option<Box<str>>,
    /// Of an official.
    pub person: Option<Box<str>>,
    /// Whether it tells where the person is known from.
    pub has_person_from: bool,
    /// Of an official.
    pub offices: Box<[Office]>,
    /// Of a sum.
    pub decimal: Option<Leaf>,
    /// Of a sum.
    pub decimal_max: Option<Leaf>,
    /// Of a sum.
    pub currency: Option<Leaf>,
    /// Of a sum.
    pub modifier: Option<Box<str>>,
    /// Whether it lists what else could be meant.
    pub has_candidates: bool,
    /// IRI of the thing meant, where all annotations with this body mean the same.
    pub(super) source: Option<Piece>,
    pub(super) units: OnceLock<Option<Box<[Unit]>>>,
    /// What claims say of it.
    pub(super) told: OnceLock<Told>,
    pub(super) sound: OnceLock<bool>,
    /// The words that were annotated so first, and those as they are compared.
    pub(super) words: OnceLock<(Box<str>, Arc<str>)>,
}

/// An office of an official.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// As written.
    pub title: Option<Box<str>>,
    /// The body.
    pub organ: Option<Box<str>>,
    /// Of what.
    pub jurisdiction: Option<Jurisdiction>,
    /// Where that is known from.
    pub jurisdiction_from: Option<Box<str>>,
}

/// The unit of an office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jurisdiction {
    /// Its level.
    pub level: Option<Box<str>>,
    /// Its code.
    pub code: Option<Box<str>>,
    /// Its name.
    pub name: Option<Box<str>>,
}

impl Jurisdiction {
    /// Level, code and name as one word to compare.
    pub fn word(&self) -> String {
        let part = |field: &Option<Box<str>>| field.as_deref().unwrap_or_default().to_owned();
        format!("{} {} {}", part(&self.level), part(&self.code), part(&self.name))
    }
}

impl Leaf {
    fn of(value: &Value) -> Leaf {
        match value {
            Value::String(text) => Leaf { written: text.as_str().into(), is_string: true },
            other => Leaf { written: other.to_string().into(), is_string: false },
        }
    }

    /// The string, where it is one.
    pub fn string(&self) -> Option<&str> {
        self.is_string.then_some(&*self.written)
    }
}

impl Body {
    /// Reads a body's object.
    pub fn of(json: &Object) -> Body {
        let text = |key| string(json, key).map(Box::from);
        let offices = json.get("offices").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        Body {
            level: text("level"),
            code: text("code"),
            name: text("name"),
            person: text("person"),
            has_person_from: json.get("person_from").is_some_and(|from| !from.is_null()),
            offices: offices.iter().filter_map(Value::as_object).map(office).collect(),
            decimal: json.get("decimal").map(Leaf::of),
            decimal_max: json.get("decimal_max").map(Leaf::of),
            currency: json.get("currency").map(Leaf::of),
            modifier: text("modifier"),
            has_candidates: json.contains_key("candidates"),
            source: None,
            units: OnceLock::new(),
            told: OnceLock::new(),
            sound: OnceLock::new(),
            words: OnceLock::new(),
        }
    }

    /// The units that `source`, the body's IRI, names by code, in all their forms; `None` for other IRIs.
    pub fn units(&self, source: &str) -> Option<&[Unit]> {
        self.units.get_or_init(|| iri::units(source).map(Vec::into_boxed_slice)).as_deref()
    }

    /// Whether nothing is wrong with the value by itself, as `check` tells, which is asked once.
    pub fn is_sound(&self, check: impl FnOnce(&Body) -> bool) -> bool {
        *self.sound.get_or_init(|| check(self))
    }

    /// A quote as it is compared, which `fold` tells: one thing is mostly called the same.
    pub fn words(&self, quote: &str, fold: impl Fn(&str) -> Arc<str>) -> Arc<str> {
        match self.words.get_or_init(|| (quote.into(), fold(quote))) {
            (known, words) if **known == *quote => words.clone(),
            _ => fold(quote),
        }
    }

    /// The person's name, unless it is empty.
    pub fn named_person(&self) -> Option<&str> {
        self.person.as_deref().filter(|name| !name.trim().is_empty())
    }
}

fn office(json: &Object) -> Office {
    let text = |object: &Object, key| string(object, key).map(Box::from);
    let unit = json.get("jurisdiction").and_then(Value::as_object);
    Office {
        title: text(json, "title"),
        organ: text(json, "organ"),
        jurisdiction: unit.map(|unit| Jurisdiction {
            level: text(unit, "level"),
            code: text(unit, "code"),
            name: text(unit, "name"),
        }),
        jurisdiction_from: text(json, "jurisdiction_from"),
    }
}

/// Bytes of bodies that a thread remembers, at most.
const KNOWN: usize = 1 << 20;

thread_local! {
    static BODIES: Memo<(Kind, Arc<Body>)> = Memo::new(KNOWN);
}

/// The body of these words, read by `read` where they are new.
pub fn known(words: &str, read: impl FnOnce() -> Option<(Kind, Body)>) -> Option<(Kind, Arc<Body>)> {
    let read = || read().map(|(kind, body)| (kind, Arc::new(body)));
    BODIES.with(|known| known.find(words, read))
}

//! `textDocument/inlayHint`: short labels behind mentions.

use std::collections::HashSet;

use tower_lsp::ls_types::{InlayHint, InlayHintLabel, Range};

use super::super::settings::Hints;
use super::super::snapshot::{Snapshot, Tagged};
use super::offered;
use crate::gazetteer::{Unit, UnitId};
use crate::prose;
use crate::tagger::mention::{AmountValue, Certainty, Level, Mention, OfficeValue, Role, Value};

/// The hints that end within a range.
pub fn hints(snapshot: &Snapshot, range: Range) -> Option<Vec<InlayHint>> {
    let world = &snapshot.world;
    if world.settings.inlay_hints == Hints::Off {
        return Some(Vec::new());
    }
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let wanted = world.encoding.span(&snapshot.rope, range);
    let mut seen = HashSet::new();
    let mut hints = Vec::new();
    for mention in &tagged.analysis.mentions {
        if mention.bytes.start > wanted.end {
            break;
        }
        // The first mention of a referent is the first of the article, not of the range.
        let first = seen.insert(Referent::of(tagged, mention));
        let shown = world.settings.inlay_hints == Hints::All || first || is_informative(tagged, mention);
        if !shown || mention.bytes.end < wanted.start || mention.bytes.end > wanted.end {
            continue;
        }
        let label = prose::label(&tagged.text, mention, &tagged.analysis, world.locale);
        if !label.is_empty() {
            hints.push(InlayHint {
                position: world.encoding.position(&snapshot.rope, mention.bytes.end),
                label: InlayHintLabel::String(label),
                kind: None,
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            });
        }
    }
    Some(hints)
}

/// Who or what a mention means, as far as one article tells.
#[derive(PartialEq, Eq, Hash)]
pub enum Referent<'t> {
    Unit(UnitId),
    Place(&'t str, Level, Option<UnitId>),
    Person(u32),
    Offices(Vec<(&'t str, Option<&'t str>)>),
    Sum(String),
    Text(&'t str),
}

impl<'t> Referent<'t> {
    /// What `mention` means.
    pub fn of(tagged: &'t Tagged, mention: &'t Mention) -> Referent<'t> {
        let written = || Referent::Text(tagged.text.get(mention.bytes.range()).unwrap_or(""));
        match &mention.value {
            Value::Locality(v) => match v.unit {
                Some(unit) => Referent::Unit(unit),
                None => Referent::Place(&v.name, v.level, v.within),
            },
            Value::Official(v) => match v.person_id {
                Some(person) => Referent::Person(person),
                None if v.offices.is_empty() => written(),
                None => {
                    let key = |o: &'t OfficeValue| (o.title.as_str(), o.organ.as_deref());
                    Referent::Offices(v.offices.iter().map(key).collect())
                }
            },
            Value::Amount(v) => Referent::Sum(crate::sidecar::iri::amount(v)),
        }
    }
}

/// Whether a hint tells what the text does not, also where its referent was named before.
fn is_informative(tagged: &Tagged, mention: &Mention) -> bool {
    if mention.certainty == Certainty::Ambiguous {
        return true;
    }
    match &mention.value {
        Value::Locality(v) => {
            let abolished = v.unit.and_then(Unit::get).is_some_and(|u| u.valid_to().is_some());
            // Several candidates and no doubt: the context has told.
            abolished || v.candidates.len() > 1
        }
        Value::Official(v) => !v.parts.iter().any(|p| p.role == Role::Person),
        Value::Amount(v) => !spells_out(tagged.text.get(mention.bytes.range()).unwrap_or(""), v),
    }
}

/// Whether the digits of the text are those of the figure.
fn spells_out(text: &str, value: &AmountValue) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let max = value.decimal_max.map(|d| d.normalize().to_string()).unwrap_or_default();
    digits(text) == digits(&(value.decimal.normalize().to_string() + &max))
}

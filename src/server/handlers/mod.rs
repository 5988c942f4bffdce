//! One file per request: each a function of a snapshot and parameters.

pub mod code_action;
pub mod code_lens;
pub mod diagnostics;
pub mod document;
pub mod entity;
pub mod execute_command;
pub mod hover;
pub mod inlay_hint;
pub mod navigate;
pub mod pull;
pub mod remark;
pub mod semantic_tokens;
pub mod sidecar_completion;
pub mod sidecar_hover;
pub mod status;
pub mod suggestion;
pub mod symbols;
pub mod toml;

use super::snapshot::{Snapshot, Tagged};
use crate::messages::Locale;
use crate::prose::{figure, unit};
use crate::tagger::mention::{Mention, Value};
use crate::text::position::{Byte, Span};

/// A mention's name in a line of text: the unit, the person or the office, the figure.
fn name_of(text: &str, mention: &Mention, locale: Locale) -> String {
    let written = || text.get(mention.bytes.range()).unwrap_or("").to_string();
    match &mention.value {
        Value::Locality(v) => match v.unit.and_then(crate::gazetteer::Unit::get) {
            Some(place) => unit::name_and_code(place),
            None if v.name.is_empty() => written(),
            None => v.name.clone(),
        },
        Value::Official(v) => v.person.clone().unwrap_or_else(written),
        Value::Amount(v) => {
            let grouped = |d| figure::grouped(d, figure::Style::of(locale));
            let range = v.decimal_max.map(|max| format!("–{}", grouped(max))).unwrap_or_default();
            format!("{}{range} {}", grouped(v.decimal), figure::sign(v.currency))
        }
    }
}

/// The mentions at a byte, the shortest first: what lies inside another is what the cursor means.
fn mentions_at(tagged: &Tagged, at: Byte) -> Vec<&Mention> {
    let mut mentions: Vec<&Mention> = tagged.touching(Span::new(at, at)).map(|(_, m)| m).collect();
    // Behind the last character a mention is still meant, unless another begins there.
    if mentions.iter().any(|m| at < m.bytes.end) {
        mentions.retain(|m| at < m.bytes.end);
    }
    mentions.sort_by_key(|m| (m.bytes.end.0 - m.bytes.start.0, m.bytes.start));
    mentions
}

/// Whether there is something to offer at all.
fn offered(snapshot: &Snapshot) -> bool {
    snapshot.is_sound() && snapshot.uri.is_some()
}

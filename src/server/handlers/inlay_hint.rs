//! `textDocument/inlayHint`: short labels behind mentions.

use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintTooltip, MarkupContent, MarkupKind, Range, Uri,
};

use super::super::snapshot::{Snapshot, Tagged};
use super::hover::plain;
use super::{navigate, offered};
use crate::config::Hints;
use crate::gazetteer::{Unit, UnitId};
use crate::prose;
use crate::tagger;
use crate::tagger::mention::{AmountValue, Certainty, Level, Mention, OfficeValue, Role, Value};

/// The hints that end within a range.
pub fn hints(snapshot: &Snapshot, range: Range) -> Option<Vec<InlayHint>> {
    let world = &snapshot.world;
    if world.settings.inlay_hints == Hints::Off {
        return Some(Vec::new());
    }
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let wanted = world.encoding.span(&snapshot.rope, range);
    let mut hints = Vec::new();
    let ending = tagged.touching(wanted).filter(|(_, mention)| mention.bytes.end <= wanted.end);
    let here: Vec<(usize, &Mention)> = ending.collect();
    let told =
        |mention: &Mention| world.settings.inlay_hints == Hints::All || is_informative(tagged, mention);
    // The first mention of a referent is the first of the article, not of the range.
    let silent: Vec<usize> = here.iter().filter(|(_, m)| !told(m)).map(|(number, _)| *number).collect();
    let firsts = tagged.firsts(&silent);
    for (number, mention) in here {
        if !told(mention) && !firsts.contains(&number) {
            continue;
        }
        let label = prose::label(&tagged.text, mention, &tagged.analysis, world.locale);
        if !label.is_empty() {
            hints.push(hint(snapshot, mention, label));
        }
    }
    Some(hints)
}

/// A hint. For a client that asks for more when it is looked at, its label leads to the sidecar's line, or to
/// the gazetteer.
fn hint(snapshot: &Snapshot, mention: &Mention, label: String) -> InlayHint {
    let world = &snapshot.world;
    let lazily = snapshot.uri.clone().filter(|_| world.client.hint_resolve);
    let data = lazily.and_then(|uri| {
        let later = Later {
            uri,
            generation: snapshot.generation,
            start: mention.span.start.0,
            end: mention.span.end.0,
            kind: mention.value.kind().name().into(),
        };
        serde_json::to_value(later).ok()
    });
    let label = if data.is_some() {
        let location = navigate::target(snapshot, mention);
        InlayHintLabel::LabelParts(vec![InlayHintLabelPart {
            value: label,
            location,
            ..InlayHintLabelPart::default()
        }])
    } else {
        InlayHintLabel::String(label)
    };
    InlayHint {
        position: world.encoding.position(&snapshot.rope, mention.bytes.end),
        label,
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data,
    }
}

/// What a hint remembers until somebody looks at it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Later {
    /// The article.
    pub uri: Uri,
    /// Its state.
    generation: u64,
    /// The mention.
    start: u32,
    end: u32,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads what a hint remembers; nothing where it has all.
///
/// # Errors
/// When it is none of ours.
pub fn later(hint: &InlayHint) -> Result<Option<Later>> {
    let read = |data| serde_json::from_value(data).map_err(|e| Error::invalid_params(e.to_string()));
    hint.data.clone().map(read).transpose()
}

/// Gives a hint its tooltip.
///
/// # Errors
/// When the article is not what it was when the hint was shown.
pub fn resolve(snapshot: Option<&Snapshot>, mut hint: InlayHint, later: &Later) -> Result<InlayHint> {
    let same = |m: &&Mention| {
        m.span.start.0 == later.start && m.span.end.0 == later.end && m.value.kind().name() == later.kind
    };
    let snapshot = snapshot.filter(|s| s.generation == later.generation);
    let found = snapshot.and_then(|s| Some((s, s.tagged()?)));
    let found = found.and_then(|(s, tagged)| Some((s, tagged, tagged.analysis.mentions.iter().find(same)?)));
    let Some((snapshot, tagged, mention)) = found else {
        return Err(Error::new(ErrorCode::ContentModified));
    };
    let written = tagged.text.get(mention.bytes.range()).unwrap_or("");
    let world = &snapshot.world;
    let others = tagger::others(&tagged.text, &world.knowledge, &tagged.analysis, mention);
    let value = prose::hover(written, mention, &others, &tagged.analysis, world.locale);
    hint.tooltip = Some(InlayHintTooltip::MarkupContent(if snapshot.world.client.hover_markdown {
        MarkupContent { kind: MarkupKind::Markdown, value }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(&value) }
    }));
    Ok(hint)
}

/// Who or what a mention means, as far as one article tells.
#[derive(PartialEq, Eq, Hash)]
pub enum Referent<'t> {
    Unit(UnitId),
    Place(&'t str, Level, Option<UnitId>),
    Person(u32),
    Offices(Vec<(&'t str, Option<&'t str>)>),
    Sum(Decimal, Option<Decimal>, Currency),
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
            Value::Amount(v) => Referent::Sum(v.decimal, v.decimal_max, v.currency),
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
            let day = tagged.analysis.as_of.date;
            let end = v.unit.and_then(Unit::get).and_then(|u| u.valid_to());
            let abolished = end.is_some_and(|end| day.is_none_or(|day| end < day));
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

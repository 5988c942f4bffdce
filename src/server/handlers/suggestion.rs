//! The diagnostic of a mention that is not annotated yet. Up to a thousand of them are told at a keystroke, so what
//! they share is made once, and each is written as it is.

use std::fmt;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use serde_json::json;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, Uri,
};

use super::super::encoding::Cursor;
use super::super::snapshot::{Snapshot, Tagged};
use super::diagnostics::{SOURCE, UNANNOTATED, describe, diagnostic};
use super::inlay_hint::Referent;
use super::name_of;
use crate::gazetteer::UnitId;
use crate::messages::text;
use crate::tagger::mention::{Mention, Value};

/// Any diagnostic of an article.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Told<'s> {
    Suggestion(Suggestion<'s>),
    Other(Diagnostic),
}

/// What all suggestions share.
pub struct Shared {
    /// What the message says before the name and behind it.
    message: (String, String),
    related: String,
    description: Option<CodeDescription>,
}

/// One of them; its fields are those of a [`Diagnostic`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion<'s> {
    range: Range,
    severity: DiagnosticSeverity,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<&'s CodeDescription>,
    source: &'static str,
    message: Words<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_information: Option<[Related<'s>; 1]>,
    data: Data,
}

struct Words<'s> {
    shared: &'s (String, String),
    name: Rc<str>,
}

#[derive(Serialize)]
struct Related<'s> {
    location: Place<'s>,
    message: &'s str,
}

#[derive(Serialize)]
struct Place<'s> {
    uri: &'s Uri,
    range: Range,
}

/// What a code action needs.
#[derive(Serialize)]
struct Data {
    #[serde(rename = "type")]
    kind: &'static str,
    start: u32,
    end: u32,
}

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, behind) = self.shared;
        f.write_str(before)?;
        f.write_str(&self.name)?;
        f.write_str(behind)
    }
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Told<'_> {
    /// Where it stands.
    pub fn range(&self) -> Range {
        match self {
            Told::Suggestion(suggestion) => suggestion.range,
            Told::Other(diagnostic) => diagnostic.range,
        }
    }
}

impl From<Told<'_>> for Diagnostic {
    fn from(told: Told<'_>) -> Diagnostic {
        let suggestion = match told {
            Told::Other(diagnostic) => return diagnostic,
            Told::Suggestion(suggestion) => suggestion,
        };
        let Suggestion { range, severity, code, message, data: Data { kind, start, end }, .. } = suggestion;
        let related = suggestion.related_information.into_iter().flatten();
        let related = related.map(|Related { location, message }| DiagnosticRelatedInformation {
            location: Location { uri: location.uri.clone(), range: location.range },
            message: message.to_string(),
        });
        Diagnostic {
            code_description: suggestion.code_description.cloned(),
            related_information: Some(related.collect::<Vec<_>>()).filter(|r| !r.is_empty()),
            data: Some(json!({"type": kind, "start": start, "end": end})),
            ..diagnostic(range, severity, code, message.to_string())
        }
    }
}

impl Shared {
    /// For the articles of a client.
    pub fn of(snapshot: &Snapshot) -> Shared {
        const NAME: char = '\u{1}';
        let world = &snapshot.world;
        let message = text(world.locale, "server-unannotated", &[("name", String::from(NAME).into())]);
        let (before, behind) = message.split_once(NAME).unwrap_or((&message, ""));
        let severity = DiagnosticSeverity::INFORMATION;
        let mut sample = diagnostic(Range::default(), severity, UNANNOTATED, String::new());
        describe(&mut sample, UNANNOTATED, world);
        Shared {
            message: (before.to_string(), behind.to_string()),
            related: text(world.locale, "server-first-named", &[]),
            description: sample.code_description,
        }
    }

    /// The suggestions of mentions that come in order.
    pub fn tell<'s>(
        &'s self,
        (snapshot, tagged): (&'s Snapshot, &'s Tagged),
        mentions: &[&'s Mention],
        severity: DiagnosticSeverity,
        out: &mut Vec<Told<'s>>,
    ) {
        let world = &snapshot.world;
        let uri = snapshot.uri.as_ref().filter(|_| world.client.related_information);
        let mut first: FxHashMap<Referent<'_>, &Mention> = FxHashMap::default();
        if let (Some(_), Some(last)) = (uri, mentions.last()) {
            let before = tagged.analysis.mentions.iter().take_while(|m| m.span.order() <= last.span.order());
            for mention in before {
                first.entry(Referent::of(tagged, mention)).or_insert(mention);
            }
        }
        let mut names: FxHashMap<UnitId, Rc<str>> = FxHashMap::default();
        let mut cursor = Cursor::new(world.encoding, &snapshot.rope, &tagged.text);
        out.reserve(mentions.len());
        for mention in mentions {
            let name = || Rc::from(name_of(&tagged.text, mention, world.locale));
            let name = match &mention.value {
                Value::Locality(value) => match value.unit {
                    Some(unit) => names.entry(unit).or_insert_with(name).clone(),
                    None => name(),
                },
                _ => name(),
            };
            let before = first.get(&Referent::of(tagged, mention)).filter(|f| f.span != mention.span);
            let related = before.zip(uri).map(|(before, uri)| {
                let range = world.encoding.range(&snapshot.rope, before.bytes);
                [Related { location: Place { uri, range }, message: self.related.as_str() }]
            });
            out.push(Told::Suggestion(Suggestion {
                range: cursor.range(mention.bytes),
                severity,
                code: UNANNOTATED,
                code_description: self.description.as_ref(),
                source: SOURCE,
                message: Words { shared: &self.message, name },
                related_information: related,
                data: Data {
                    kind: mention.value.kind().name(),
                    start: mention.span.start.0,
                    end: mention.span.end.0,
                },
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::ls_types::Position;

    #[test]
    fn it_is_written_as_the_library_would() {
        let uri: Uri = "file:///a.txt".parse().expect("a URI");
        let shared = Shared {
            message: ("chưa ".into(), " \"x\"".into()),
            related: "trước".into(),
            description: Some(CodeDescription { href: uri.clone() }),
        };
        let range = Range::new(Position::new(1, 2), Position::new(1, 9));
        for full in [true, false] {
            let told = || {
                Told::Suggestion(Suggestion {
                    range,
                    severity: DiagnosticSeverity::WARNING,
                    code: UNANNOTATED,
                    code_description: shared.description.as_ref().filter(|_| full),
                    source: SOURCE,
                    message: Words { shared: &shared.message, name: Rc::from("Hà\tNội") },
                    related_information: full.then(|| {
                        [Related { location: Place { uri: &uri, range }, message: &shared.related }]
                    }),
                    data: Data { kind: "locality", start: 7, end: 9 },
                })
            };
            let written = serde_json::to_string(&told()).expect("JSON");
            assert_eq!(written, serde_json::to_string(&Diagnostic::from(told())).expect("JSON"));
        }
    }
}

//! Findings as SARIF 2.1.0, for code scanning and editors.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::finding::Record;
use crate::lint::{RULES, Rule, Severity};
use crate::messages::{Locale, text};
use crate::sidecar::iri;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one log with one run.
pub fn write(out: &mut impl Write, findings: &[Record], locale: Locale) -> io::Result<()> {
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gannhan",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|r| rule(r, locale)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn rule(rule: &Rule, locale: Locale) -> Value {
    let meaning = text(locale, rule.meaning, &[]);
    json!({
        "id": rule.name,
        "shortDescription": {"text": meaning},
        "help": {"text": format!("gannhan explain {}", rule.name)},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [rule.group.name()]},
    })
}

/// SARIF has no hints.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn result(finding: &Record) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": RULES.iter().position(|r| r.name == finding.rule),
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&finding.file)},
            "region": {
                "startLine": finding.line,
                "startColumn": finding.column,
                "endLine": finding.end_line,
                "endColumn": finding.end_column,
            },
        }}],
    });
    // The annotation's id stays while lines come and go: with it a host knows a finding again.
    if let Some(id) = &finding.annotation {
        result["partialFingerprints"] = json!({"annotationAndRule/v1": format!("{id} {}", finding.rule)});
    }
    if !finding.places.is_empty() {
        let related = |place: &super::finding::Place| {
            json!({"physicalLocation": {
                "artifactLocation": {"uri": uri(&place.file)},
                "region": {
                    "startLine": place.line,
                    "startColumn": place.column,
                    "charOffset": place.span.start.0,
                    "charLength": place.span.end.0.saturating_sub(place.span.start.0),
                },
            }})
        };
        result["relatedLocations"] = finding.places.iter().map(related).collect();
    }
    result
}

/// A path as a URI: relative where the path is.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let encoded = path.split('/').map(iri::encode).collect::<Vec<_>>().join("/");
    if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

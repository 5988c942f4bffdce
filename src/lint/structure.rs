//! Rules about the sidecar itself: whether it is what docs/sidecar.md says.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::finding::Fix;
use super::subject::{Report, Subject};
use crate::sidecar::anchor::{Found, Position};
use crate::sidecar::line::Marker;
use crate::sidecar::{Annotation, Content, Header, Object, Origin, Trouble, canonical, iri};

/// `bad-json`
pub fn bad_json(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (i, line) in subject.sidecar.lines().iter().enumerate() {
        let Content::Unreadable(bad) = &line.content else { continue };
        let end = line.range.len();
        match &bad.trouble {
            Trouble::NotUtf8(byte) => report
                .add_as(i, "lint-bad-json.not-utf8")
                .on(bad.at..bad.at + 1)
                .with("byte", format!("0x{byte:02x}"))
                .done(),
            Trouble::Json(says) => {
                report.add(i).on(bad.at.min(end)..(bad.at + 1).min(end)).with("error", says.as_str()).done()
            }
            Trouble::NotObject => report.add_as(i, "lint-bad-json.not-object").done(),
            Trouble::NoTarget => {}
        }
    }
}

/// Keys of an annotation, those that W3C allows besides ours included.
const ANNOTATION: &[&str] = &[
    "@context",
    "id",
    "type",
    "motivation",
    "body",
    "target",
    "creator",
    "created",
    "modified",
    "origin",
    "status",
    "suppress",
    "generator",
    "generated",
    "rights",
    "audience",
    "canonical",
    "via",
    "bodyValue",
    "stylesheet",
];
const HEADER: &[&str] = &[
    "type",
    "version",
    "source",
    "sha256",
    "length",
    "date",
    "status",
    "finished_by",
    "finished_at",
    "guideline",
    "suppress",
    "unanchored",
];
const TARGET: &[&str] = &["id", "type", "source", "selector", "state", "scope", "format", "language"];
const BODY: &[&str] = &["id", "type", "purpose", "source", "creator", "created", "modified"];
/// `unknown-key`
pub fn unknown_key(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut tell = |line: usize, object: &Object, known: &[&[&str]]| {
        for key in object.keys().filter(|k| !known.iter().any(|list| list.contains(&k.as_str()))) {
            report.add(line).on_key(key).with("key", key.as_str()).done();
        }
    };
    for (line, header) in subject.sidecar.headers() {
        tell(line, &header.json, &[HEADER]);
    }
    for (line, annotation) in subject.sidecar.annotations() {
        tell(line, &annotation.json, &[ANNOTATION]);
        if let Some(target) = annotation.json.get("target").and_then(Value::as_object) {
            tell(line, target, &[TARGET]);
        }
        if let (Some(body), Some(kind)) = (annotation.body(), annotation.kind) {
            tell(line, body, &[BODY, canonical::fields(kind)]);
        }
    }
}

/// `bad-schema`
pub fn bad_schema(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (i, line) in subject.sidecar.lines().iter().enumerate() {
        let wrong: Vec<(&str, &str)> = match &line.content {
            Content::Unreadable(bad) if bad.trouble == Trouble::NoTarget => {
                vec![("target", "a TextPositionSelector with start and end")]
            }
            Content::Header(header) => header_faults(header),
            Content::Annotation(annotation) => annotation_faults(annotation),
            _ => continue,
        };
        for (key, expected) in wrong {
            report.add(i).on_key(key).with("key", key).with("expected", expected).done();
        }
        let json = match &line.content {
            Content::Header(header) => &header.json,
            Content::Annotation(annotation) => &annotation.json,
            _ => continue,
        };
        // What is written in full again says all that the line says.
        if !subject.is_canonical(i) && has_repeated_keys(subject.sidecar.line_bytes(i), json) {
            report.add_as(i, "lint-bad-schema.repeated-key").done();
        }
    }
}

/// What a header must say: key, whether it does, and what is expected.
fn header_faults(header: &Header) -> Vec<(&'static str, &'static str)> {
    let has = |key| header.json.contains_key(key);
    let bare = header.source.as_deref().is_some_and(|s| !s.contains('/'));
    [
        ("version", header.version.is_some(), "a whole number"),
        ("source", bare, "the article's bare file name"),
        ("sha256", header.sha256.is_some(), "64 hexadecimal digits in lower case"),
        ("length", header.length.is_some(), "the article's length in code points"),
        ("date", header.date.is_some() || !has("date"), "a date YYYY-MM-DD"),
        ("status", header.status.is_some(), "open or finished"),
    ]
    .into_iter()
    .filter(|(_, fine, _)| !fine)
    .map(|(key, _, expected)| (key, expected))
    .collect()
}

fn annotation_faults(a: &Annotation) -> Vec<(&'static str, &'static str)> {
    let text = |key| a.json.get(key).and_then(Value::as_str);
    let origin =
        text("origin").and_then(Origin::from_name).is_some() || (!a.is_active() && text("origin").is_none());
    let motivation = if a.is_active() { "identifying" } else { "moderating" };
    let time = |key| text(key).is_some_and(|t| t.parse::<jiff::Timestamp>().is_ok());
    [
        ("@context", a.json.contains_key("@context"), "the context of W3C and the vocabulary urn:gannhan:"),
        ("id", a.id.as_deref().is_some_and(is_id), "urn:gannhan: and at least 6 of [0-9a-z]"),
        ("type", text("type") == Some("Annotation"), "Annotation"),
        (
            "motivation",
            text("motivation") == Some(motivation),
            "identifying (moderating for a rejected suggestion)",
        ),
        ("body", a.kind.is_some(), "an object of type Locality, Official or Amount"),
        ("body", a.kind.is_none() || a.source.is_some(), "a source IRI"),
        ("target", a.target_source.is_some(), "a source: the article's percent-encoded name"),
        ("exact", a.quote.exact.is_some(), "a TextQuoteSelector"),
        ("created", time("created"), "a time as 2026-01-31T08:00:00Z"),
        ("modified", !a.json.contains_key("modified") || time("modified"), "a time as 2026-01-31T08:00:00Z"),
        ("origin", origin, "accepted, edited, manual or bulk"),
        ("generator", a.generator.is_some(), "the program's IRI"),
    ]
    .into_iter()
    .filter(|(_, fine, _)| !fine)
    .map(|(key, _, expected)| (key, expected))
    .collect()
}

fn is_id(id: &str) -> bool {
    id.strip_prefix("urn:gannhan:")
        .is_some_and(|s| s.len() >= 6 && s.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()))
}

/// Whether an object in the line has a key twice: JSON readers take the last and forget the others.
fn has_repeated_keys(line: &[u8], read: &Object) -> bool {
    fn all_members(object: &Object) -> usize {
        object.values().map(|v| 1 + members(v)).sum()
    }
    fn members(value: &Value) -> usize {
        match value {
            Value::Object(object) => all_members(object),
            Value::Array(all) => all.iter().map(members).sum(),
            _ => 0,
        }
    }
    let (mut colons, mut inside, mut escaped) = (0, false, false);
    for byte in line {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b':' if !inside => colons += 1,
            _ => {}
        }
    }
    all_members(read) < colons
}

/// `duplicate-id`
pub fn duplicate_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (line, annotation) in subject.sidecar.annotations() {
        let Some(id) = annotation.id.as_deref() else { continue };
        match seen.get(id) {
            Some(first) => report.add(line).on_key("id").with("id", id).with("line", first + 1).done(),
            None => {
                seen.insert(id, line);
            }
        }
    }
}

/// `duplicate-annotation`
pub fn duplicate_annotation(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seen = HashMap::new();
    for (line, annotation) in subject.sidecar.annotations().filter(|(_, a)| a.is_active()) {
        let Some(kind) = annotation.kind else { continue };
        match seen.get(&(annotation.span, kind)) {
            Some(first) => report.add(line).with("line", first + 1).done(),
            None => {
                seen.insert((annotation.span, kind), line);
            }
        }
    }
}

/// `crossing`
pub fn crossing(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut all: Vec<(usize, &Annotation)> =
        subject.sidecar.annotations().filter(|(_, a)| a.is_active() && !a.span.is_empty()).collect();
    all.sort_by_key(|(_, a)| a.order());
    let mut open: Vec<(usize, &Annotation)> = Vec::new();
    for (line, annotation) in all {
        open.retain(|(_, o)| o.span.end > annotation.span.start);
        if let Some((other, _)) = open.iter().find(|(_, o)| o.span.end < annotation.span.end) {
            report.add(line).on_key("start").with("line", other + 1).done();
        }
        open.push((line, annotation));
    }
}

/// `dangling-reference`
pub fn dangling_reference(subject: &Subject<'_>, report: &mut Report<'_>) {
    let ids: HashSet<&str> = subject.sidecar.annotations().filter_map(|(_, a)| a.id.as_deref()).collect();
    for (line, header) in subject.sidecar.headers() {
        if header.source.as_deref().is_some_and(|s| s != subject.article_name) {
            report
                .add_as(line, "lint-dangling-reference.article")
                .on_key("source")
                .with("source", header.source.as_deref().unwrap_or_default())
                .with("article", subject.article_name)
                .done();
        }
    }
    for (line, annotation) in subject.sidecar.annotations() {
        // A name as it stands is taken too; whether it should be encoded is no question of reference.
        let source = annotation.target_source.as_deref().unwrap_or(subject.article_name);
        if source != subject.article_name && iri::decode(source).as_deref() != Some(subject.article_name) {
            report
                .add_as(line, "lint-dangling-reference.article")
                .on_key("target")
                .with("source", source)
                .with("article", subject.article_name)
                .done();
        }
        let mut named = Vec::new();
        for (key, value) in &annotation.json {
            if key != "id" && key != "@context" {
                references(value, &mut named);
            }
        }
        for id in named.into_iter().filter(|id| !ids.contains(id)) {
            report.add(line).with("id", id).done();
        }
    }
}

/// Ids of annotations that a value names.
fn references<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::String(text) if is_id(text) => out.push(text),
        Value::Array(all) => all.iter().for_each(|v| references(v, out)),
        Value::Object(object) => object.values().for_each(|v| references(v, out)),
        _ => {}
    }
}

/// `not-canonical`
pub fn not_canonical(subject: &Subject<'_>, report: &mut Report<'_>) {
    let sidecar = subject.sidecar;
    let mut last = None;
    for (i, line) in sidecar.lines().iter().enumerate() {
        let (json, order) = match &line.content {
            Content::Header(header) => (&header.json, None),
            Content::Annotation(annotation) => (&annotation.json, Some(annotation.order())),
            _ => continue,
        };
        let bytes = sidecar.line_bytes(i);
        let marked = i == 0 && sidecar.has_bom();
        if !subject.is_canonical(i) || line.break_length != 1 || marked {
            let fix = (!has_repeated_keys(bytes, json)).then_some(Fix::Canonical);
            report.add(i).fix(fix).done();
        }
        if order.is_some() && order < last {
            report.add_as(i, "lint-not-canonical.order").on_key("start").fix(Some(Fix::Sort)).done();
        } else {
            last = order.or(last);
        }
    }
}

/// `header-missing`
pub fn header_missing(subject: &Subject<'_>, report: &mut Report<'_>) {
    let sidecar = subject.sidecar;
    if sidecar.header().is_some() || sidecar.is_blank() {
        return;
    }
    // A header vouches for the text that the positions belong to, so all of them must fit.
    let fits = subject.verdicts().all(|(_, _, v)| {
        matches!(v.position, Position::Fits { prefix: true, suffix: true }) && v.found == Found::Here
    });
    let fix = subject
        .article
        .as_ref()
        .filter(|_| fits)
        .map(|a| Fix::Header(Header::create(subject.article_name, a.text(), None).json));
    report.add(0).fix(fix).done();
}

/// `header-repeated`
pub fn header_repeated(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut headers = subject.sidecar.headers();
    let Some((first, kept)) = headers.next() else { return };
    for (line, header) in headers {
        // One that says the same can go; of two that differ a person must choose.
        let fix = (header.json == kept.json).then_some(Fix::Remove);
        report.add(line).with("line", first + 1).fix(fix).done();
    }
}

/// `conflict-marker`
pub fn conflict_marker(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (i, line) in subject.sidecar.lines().iter().enumerate() {
        if let Content::Conflict(marker) = &line.content {
            let marker = match marker {
                Marker::Ours => "<<<<<<<",
                Marker::Base => "|||||||",
                Marker::Middle => "=======",
                Marker::Theirs => ">>>>>>>",
            };
            report.add(i).with("marker", marker).done();
        }
    }
}

/// `no-article`
pub fn no_article(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.article.is_none() {
        report.add(0).with("article", subject.article_name).done();
    }
}

/// `missing-creator`
pub fn missing_creator(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation) in subject.sidecar.annotations() {
        if annotation.creator.is_none() {
            report.add(line).on_key("creator").done();
        }
    }
}

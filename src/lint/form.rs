//! The form of a line: keys, canonical writing, and what an annotation needs. Lines as this program writes them are
//! right by themselves (`Annotation::is_plain`); of the others the JSON is looked at once, for all rules.

use serde_json::Value;

use crate::sidecar::annotation::main_body;
use crate::sidecar::schema::{self, Fault};
use crate::sidecar::{Annotation, Content, Header, Line, Object, Origin, canonical, iri};

/// What is to be told of a line's form.
#[derive(Debug, Default)]
pub struct Form {
    /// Whether what could be read of the line is written just so.
    pub is_canonical: bool,
    /// Whether an object in it has a key twice.
    pub repeats_keys: bool,
    /// Keys that the format does not know.
    pub unknown: Vec<String>,
    /// What it must say and does not.
    pub faults: Vec<Fault>,
    /// Ids of annotations that it names.
    pub references: Vec<String>,
}

/// Keys that an annotation may have besides those that every one has; most are W3C's.
const ANNOTATION: &[&str] =
    &["modified", "generated", "rights", "audience", "canonical", "via", "bodyValue", "stylesheet"];
/// Keys that a header may have besides.
const HEADER: &[&str] = &["finished_by", "finished_at", "guideline", "unanchored"];
/// Keys of which rules of their own tell what is wrong: `bad-decimal` and `unknown-currency`.
const TOLD_ELSEWHERE: [&str; 3] = ["decimal", "decimal_max", "currency"];
const TARGET: &[&str] = &["id", "type", "source", "selector", "state", "scope", "format", "language"];
const BODY: &[&str] = &["id", "type", "purpose", "source", "creator", "created", "modified"];

impl Form {
    /// Of a line that is not plain; `None` for lines that are neither a header nor an annotation.
    pub fn of(line: &Line, bytes: &[u8]) -> Option<Form> {
        match &line.content {
            Content::Header(header) if !header.is_plain => Some(of_header(header, bytes)),
            Content::Annotation(annotation) if !annotation.is_plain => Some(of_annotation(annotation, bytes)),
            _ => None,
        }
    }

    fn written(bytes: &[u8], json: &Object) -> Form {
        let is_canonical = canonical::is_line(bytes, json);
        // What is written in full again says all that the line says.
        let repeats_keys = !is_canonical && has_repeated_keys(bytes, json);
        Form { is_canonical, repeats_keys, ..Form::default() }
    }

    /// What the schema refuses, but for what other rules tell, and for keys of which something was told.
    fn tell_shape(&mut self, refused: impl IntoIterator<Item = Fault>) {
        for fault in refused {
            if !TOLD_ELSEWHERE.contains(&fault.key.as_str()) && self.faults.iter().all(|f| f.key != fault.key)
            {
                self.faults.push(fault);
            }
        }
    }

    fn tell_unknown(&mut self, object: &Object, known: &[&[&str]]) {
        let unknown = object.keys().filter(|k| !known.iter().any(|list| list.contains(&k.as_str())));
        self.unknown.extend(unknown.cloned());
    }
}

fn of_header(header: &Header, bytes: &[u8]) -> Form {
    let mut form = Form::written(bytes, &header.json);
    form.tell_unknown(&header.json, &[&canonical::HEADER, HEADER]);
    form.faults = header_faults(header);
    form.tell_shape(schema::of_header(&header.json));
    form
}

fn of_annotation(annotation: &Annotation, bytes: &[u8]) -> Form {
    let json = annotation.json();
    let mut form = Form::written(bytes, &json);
    form.tell_unknown(&json, &[&canonical::ANNOTATION, ANNOTATION]);
    if let Some(target) = json.get("target").and_then(Value::as_object) {
        form.tell_unknown(target, &[TARGET]);
    }
    if let (Some(body), Some(kind)) = (main_body(&json), annotation.kind) {
        form.tell_unknown(body, &[BODY, canonical::fields(kind)]);
    }
    form.faults = annotation_faults(annotation, &json);
    // An annotation by nobody is told by a rule of its own.
    let is_by_nobody = |fault: &Fault| annotation.creator.is_none() && fault.top == "creator";
    form.tell_shape(schema::of_annotation(&json).into_iter().filter(|fault| !is_by_nobody(fault)));
    for (key, value) in &json {
        if key != "id" && key != "@context" {
            references(value, &mut form.references);
        }
    }
    form
}

/// What the schema can't tell of a header.
fn header_faults(header: &Header) -> Vec<Fault> {
    let is_day = header.date.is_some() || !header.json.contains_key("date");
    faults([("date", is_day, "day")])
}

/// What the schema can't tell of an annotation, or tells of another key.
fn annotation_faults(a: &Annotation, json: &Object) -> Vec<Fault> {
    let text = |key| json.get(key).and_then(Value::as_str);
    let origin =
        text("origin").and_then(Origin::from_name).is_some() || (!a.is_active() && text("origin").is_none());
    let motivation = if a.is_active() { "identifying" } else { "moderating" };
    let is_time =
        |key| !json.contains_key(key) || text(key).is_some_and(|t| t.parse::<jiff::Timestamp>().is_ok());
    faults([
        ("@context", json.contains_key("@context"), "context"),
        ("motivation", text("motivation") == Some(motivation), motivation),
        ("exact", a.quote.exact.is_some(), "TextQuoteSelector"),
        ("created", is_time("created"), "time"),
        ("modified", is_time("modified"), "time"),
        ("origin", origin, "accepted | edited | manual | bulk"),
    ])
}

/// Of what is expected under some keys, with whether it is there: that which is not.
fn faults<const N: usize>(of: [(&str, bool, &str); N]) -> Vec<Fault> {
    let wrong = of.into_iter().filter(|(_, fine, _)| !fine);
    wrong
        .map(|(key, _, expected)| Fault {
            top: key.to_owned(),
            key: key.to_owned(),
            expected: expected.to_owned(),
        })
        .collect()
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

/// Ids of annotations that a value names.
fn references(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) if iri::is_annotation(text) => out.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|v| references(v, out)),
        Value::Object(object) => object.values().for_each(|v| references(v, out)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sidecar::{Sidecar, anchor, bulk};
    use crate::tagger::analyse;
    use crate::tagger::article::{Article, Knowledge};

    const TEXT: &str = "Sáng 3/5/2024, ông Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La,\ncho biết \"tỉnh Điện Biên\" góp 4,2 tỷ đồng.\n";

    fn written() -> Vec<u8> {
        let text = Article { text: TEXT, date: None };
        let (article, analysis) = (anchor::Article::new(TEXT), analyse(&text, &Knowledge::default()));
        let (empty, created) = (Sidecar::default(), jiff::Timestamp::UNIX_EPOCH);
        let fresh = bulk::fresh(&empty, &article, &analysis);
        let task = bulk::Task {
            article: &article,
            name: "số 1.txt",
            analysis: &analysis,
            creator: "Lê Na",
            created,
        };
        bulk::add(&empty, &fresh, &task)
    }

    /// All that rules ask of a line.
    fn said(a: &Annotation) -> String {
        let body = a.body.as_ref().map(|b| {
            let place = (&b.level, &b.code, &b.name);
            let official = (&b.person, b.has_person_from, &b.offices);
            format!(
                "{place:?} {official:?} {:?}",
                (&b.decimal, &b.decimal_max, &b.currency, &b.modifier, b.has_candidates)
            )
        });
        let who = (&a.id, a.kind, a.span, &a.quote, &a.source, &a.target_source);
        format!(
            "{who:?} {:?} {body:?}",
            (a.origin, &a.creator, &a.created, &a.generator, a.status, &a.suppress)
        )
    }

    #[track_caller]
    fn check(line: &[u8]) -> usize {
        let sidecar = Sidecar::read(line);
        for (n, header) in sidecar.headers().filter(|(_, h)| h.is_plain) {
            let form = of_header(header, sidecar.line_bytes(n));
            let clean = form.is_canonical && !form.repeats_keys && form.unknown.is_empty();
            assert!(clean && form.faults.is_empty(), "{form:?} {header:?}");
            let read = Header::from_json(Object::clone(&header.json)).unwrap();
            let said = |h: &Header| {
                let article = (&h.source, &h.sha256, h.length, h.date);
                format!("{article:?} {:?}", (h.version, h.status, &h.suppress, h.has_left()))
            };
            assert_eq!(said(header), said(&read));
        }
        let plain = sidecar.annotations().filter(|(_, a)| a.is_plain);
        plain
            .map(|(n, a)| {
                let form = of_annotation(a, sidecar.line_bytes(n));
                let clean = form.is_canonical && !form.repeats_keys && form.unknown.is_empty();
                assert!(clean && form.faults.is_empty() && form.references.is_empty(), "{form:?} {a:?}");
                assert_eq!(said(a), said(&Annotation::from_json(a.json()).unwrap()));
            })
            .count()
    }

    #[test]
    fn what_this_program_writes_is_plain() {
        let written = written();
        let lines = Sidecar::read(written.as_slice()).annotations().count();
        assert!(lines >= 4);
        assert_eq!(check(&written), lines);
        assert!(Sidecar::read(written).header().is_some_and(|h| h.is_plain));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]
        /// However a line is spoilt: what is still called plain is plain, and says what its JSON says.
        #[test]
        fn what_is_called_plain_is_plain(
            line in 0usize..5,
            at in 0.0..1.0f64,
            cut in 0usize..12,
            put in prop::sample::select(vec!["", " ", "\\n", "\\u0041", ",\"x\":1", "urn:gannhan:abc123", "\"", "é", "0", "\t", "}", ":null", "\\\"", ",\"source\":\"y\"", ",\"suppress\":[]", "f", "-", "/"]),
        ) {
            let written = String::from_utf8(written()).unwrap();
            let line: Vec<char> = written.lines().nth(line).unwrap_or_default().chars().collect();
            let at = (at * line.len() as f64) as usize;
            let behind = line.iter().skip(at + cut);
            let spoilt: String = line[..at].iter().copied().chain(put.chars()).chain(behind.copied()).collect();
            check(spoilt.as_bytes());
        }
    }
}

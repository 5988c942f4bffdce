//! The one way to write a line: keys in a fixed order, no spaces, no escapes that are not needed.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::{Object, exact};
use crate::tagger::mention::Kind;

/// Keys in the order in which they are written, whatever object they stand in. A key that is not here
/// (of a newer version, or a person's own) stands behind these, among its like in the order it had.
pub const KEYS: &[&str] = &[
    "@context",
    "id",
    "type",
    "version",
    "motivation",
    "body",
    "target",
    "purpose",
    "role",
    "source",
    "selector",
    "start",
    "end",
    "exact",
    "prefix",
    "suffix",
    "sha256",
    "length",
    "date",
    "person",
    "person_from",
    "offices",
    "title",
    "organ",
    "jurisdiction",
    "jurisdiction_from",
    "parts",
    "holder",
    "decimal",
    "decimal_max",
    "currency",
    "currency_implied",
    "modifier",
    "level",
    "code",
    "name",
    "within",
    "as_of",
    "valid_from",
    "valid_to",
    "successors",
    "partial",
    "inside",
    "candidates",
    "creator",
    "created",
    "modified",
    "origin",
    "status",
    "finished_by",
    "finished_at",
    "guideline",
    "suppress",
    "unanchored",
    "generator",
];

/// Keys of a header that says where it belongs and how far the work is, in their order.
pub const HEADER: [&str; 8] = ["type", "version", "source", "sha256", "length", "date", "status", "suppress"];

/// Keys of an annotation's line, in their order.
pub const ANNOTATION: [&str; 12] = [
    "@context",
    "id",
    "type",
    "motivation",
    "body",
    "target",
    "creator",
    "created",
    "origin",
    "status",
    "suppress",
    "generator",
];

/// Keys of a type's value, as they stand in a body.
pub const fn fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Locality => &[
            "level",
            "code",
            "name",
            "within",
            "as_of",
            "valid_from",
            "valid_to",
            "successors",
            "inside",
            "candidates",
        ],
        Kind::Official => &["person", "person_from", "offices", "parts", "holder"],
        Kind::Amount => &["decimal", "decimal_max", "currency", "currency_implied", "modifier", "candidates"],
    }
}

/// Every annotation of an article asks for the places of dozens of keys.
static RANKS: LazyLock<FxHashMap<&str, usize>> =
    LazyLock::new(|| KEYS.iter().enumerate().map(|(rank, key)| (*key, rank)).collect());

fn rank(key: &str) -> usize {
    RANKS.get(key).copied().unwrap_or(KEYS.len())
}

/// The canonical line of an object, without its line break.
pub fn line(object: &Object) -> String {
    let mut out = Vec::with_capacity(1024);
    write_object(object, &mut out);
    // JSON is written as UTF-8.
    String::from_utf8(out).unwrap_or_default()
}

/// Whether these bytes are the canonical line of an object.
pub fn is_line(bytes: &[u8], object: &Object) -> bool {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    write_object(object, &mut out);
    out == bytes
}

fn write_object(object: &Object, out: &mut Vec<u8>) {
    out.push(b'{');
    let mut first = true;
    let mut entry = |key: &String, value: &Value| {
        if !std::mem::take(&mut first) {
            out.push(b',');
        }
        write_text(key, out);
        out.push(b':');
        write(value, out);
    };
    if object.keys().is_sorted_by_key(|key| rank(key)) {
        object.iter().for_each(|(key, value)| entry(key, value));
    } else {
        let mut entries: Vec<(usize, (&String, &Value))> =
            object.iter().map(|(key, value)| (rank(key), (key, value))).collect();
        entries.sort_by_key(|(rank, _)| *rank);
        entries.into_iter().for_each(|(_, (key, value))| entry(key, value));
    }
    out.push(b'}');
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(object) => write_object(object, out),
        Value::Array(all) => {
            out.push(b'[');
            for (i, item) in all.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Value::String(text) => match exact::number(text) {
            Some(number) => out.extend_from_slice(number.as_bytes()),
            None => write_text(text, out),
        },
        // `Display` of a value is its compact JSON.
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            out.extend_from_slice(value.to_string().as_bytes())
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Object {
        match serde_json::from_str(text) {
            Ok(Value::Object(object)) => object,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn known_keys_first_and_unknown_ones_kept() {
        let given = parse(
            r#"{"mine":{"z":1,"a":[true,null]},"type":"Annotation","id":"x","body":{"source":"s","type":"T"}}"#,
        );
        assert_eq!(
            line(&given),
            r#"{"id":"x","type":"Annotation","body":{"type":"T","source":"s"},"mine":{"z":1,"a":[true,null]}}"#
        );
    }

    #[test]
    fn no_key_twice() {
        let mut keys = KEYS.to_vec();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), KEYS.len());
    }

    #[test]
    fn every_field_of_a_value_has_its_place() {
        for field in Kind::ALL.into_iter().flat_map(fields) {
            assert!(KEYS.contains(field), "{field}");
        }
    }

    proptest! {
        #[test]
        fn says_the_same_in_one_line(text in "\\PC*", breaks in "[\\r\\n\\t\u{2028}\\x00]{0,4}") {
            let mut object = Object::new();
            object.insert("exact".into(), format!("{text}{breaks}").into());
            object.insert(text.clone(), 1.into());
            let written = line(&object);
            prop_assert!(!written.contains(['\n', '\r']));
            prop_assert_eq!(parse(&written), object);
        }
    }
}

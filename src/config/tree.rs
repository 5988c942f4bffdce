//! Settings as they are written, in TOML or JSON: values with the bytes where they stand.

use std::ops::Range;

use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the file; empty in JSON, which comes without a file.
    pub at: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// JSON's null: the key takes itself back.
    Null,
    /// true, false
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A text, or a date of TOML.
    Text(String),
    /// Several values.
    List(Vec<Node>),
    /// Keys with values.
    Table(Vec<Entry>),
    /// A fraction, a number too large.
    Other,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Bytes of the key.
    pub at: Range<usize>,
    /// Its value.
    pub value: Node,
}

/// What a TOML file says, as far as it can be read, in the file's order; and what can't be, with its bytes.
pub fn of_toml(text: &str) -> (Vec<Entry>, Vec<(Range<usize>, String)>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors =
        errors.into_iter().map(|e| (e.span().unwrap_or(0..0), e.message().replace('\n', ", "))).collect();
    (entries(table.into_inner()), errors)
}

fn entries(table: DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            at: key.span(),
            key: key.into_inner().into_owned(),
            value: node(value.span(), value.into_inner()),
        })
        .collect();
    entries.sort_by_key(|e| e.at.start);
    entries
}

fn node(at: Range<usize>, value: DeValue<'_>) -> Node {
    let kind = match value {
        DeValue::String(text) => Kind::Text(text.into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Kind::Integer(number),
            Err(_) => Kind::Other,
        },
        DeValue::Float(_) => Kind::Other,
        DeValue::Boolean(yes) => Kind::Bool(yes),
        DeValue::Datetime(day) => Kind::Text(day.to_string()),
        DeValue::Array(all) => Kind::List(all.into_iter().map(|v| node(v.span(), v.into_inner())).collect()),
        DeValue::Table(table) => Kind::Table(entries(table)),
    };
    Node { at, kind }
}

/// What an object of JSON says; nothing where it is none.
pub fn of_json(value: &Json) -> Vec<Entry> {
    let entry = |(key, value): (&String, &Json)| Entry { key: key.clone(), at: 0..0, value: of_value(value) };
    value.as_object().into_iter().flatten().map(entry).collect()
}

fn of_value(value: &Json) -> Node {
    let kind = match value {
        Json::Null => Kind::Null,
        Json::Bool(yes) => Kind::Bool(*yes),
        Json::Number(number) => number.as_i64().map_or(Kind::Other, Kind::Integer),
        Json::String(text) => Kind::Text(text.clone()),
        Json::Array(all) => Kind::List(all.iter().map(of_value).collect()),
        Json::Object(_) => Kind::Table(of_json(value)),
    };
    Node { at: 0..0, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_is_read() {
        let text = "a = 1\nb = \nc = 'x'\n[t]\nd = 2020-01-02\n";
        let (entries, errors) = of_toml(text);
        let keys: Vec<(&str, &str)> =
            entries.iter().map(|e| (e.key.as_str(), text.get(e.value.at.clone()).unwrap_or("?"))).collect();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].0.start >= 8 && errors[0].0.end <= 11, "{errors:?}");
        assert!(keys.contains(&("a", "1")) && keys.contains(&("c", "'x'")), "{keys:?}");
        let table = entries.iter().find(|e| e.key == "t").map(|e| &e.value.kind);
        let Some(Kind::Table(inner)) = table else { panic!("{table:?}") };
        assert_eq!(inner[0].value.kind, Kind::Text("2020-01-02".into()));
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_tried(text in "[ -~\\n\\[\\]='\"ế]{0,60}") {
            let (_, errors) = of_toml(&text);
            for (at, _) in errors {
                proptest::prop_assert!(at.end <= text.len());
            }
        }
    }
}

//! The shape of a line, by the JSON Schema in the documentation: what that refuses is told, key by key. Only the words of
//! JSON Schema that stand in it are known here; a test holds that. `oneOf` is left to the rule: it knows which of the two
//! forms of an annotation a line is meant to be.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::Object;

/// The schema of a line, as it is documented.
pub const SOURCE: &str = include_str!("../../docs/sidecar.schema.json");

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(SOURCE).unwrap_or_default());

/// The patterns in the schema.
static PATTERNS: LazyLock<FxHashMap<&str, Regex>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    compile(&SCHEMA, &mut all);
    all
});

/// Adds the patterns of a schema and of all that is in it; a test holds that each can be compiled.
fn compile(schema: &'static Value, all: &mut FxHashMap<&'static str, Regex>) {
    match schema {
        Value::Object(words) => {
            let pattern = words.get("pattern").and_then(Value::as_str);
            all.extend(pattern.and_then(|pattern| Some((pattern, Regex::new(pattern).ok()?))));
            words.values().for_each(|inner| compile(inner, all));
        }
        Value::Array(inner) => inner.iter().for_each(|inner| compile(inner, all)),
        _ => {}
    }
}

/// Whether a name is percent-encoded, as the schema's pattern has it; asked of every sidecar.
pub fn is_encoded(name: &str) -> bool {
    let mut parts = name.split('%');
    let is_plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b));
    let is_digit = |b: &u8| matches!(b, b'0'..=b'9' | b'A'..=b'F');
    let behind = |part: &str| {
        part.as_bytes().first_chunk::<2>().is_some_and(|code| code.iter().all(is_digit)) && is_plain(part)
    };
    !name.is_empty() && parts.next().is_none_or(is_plain) && parts.all(behind)
}

/// Whether a text is written as a time, as the schema's pattern has it; asked of every line.
pub fn is_time(text: &str) -> bool {
    has_form(text, "0000-00-00T00:00:00Z")
}

/// Whether a text has the form of another, in which a zero stands for any digit.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(a, b): (u8, u8)| if b == b'0' { a.is_ascii_digit() } else { a == b };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

fn is_match(pattern: &str, text: &str) -> bool {
    PATTERNS.get(pattern).is_some_and(|pattern| pattern.is_match(text))
}

/// Something that a line says in another way than it should, or does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key of the line under which it is.
    pub top: String,
    /// The nearest key.
    pub key: String,
    /// What should be there: the name of a definition or a key that the messages know, else in JSON's own words.
    pub expected: String,
}

/// What is wrong with a header.
pub fn of_header(json: &Object) -> Vec<Fault> {
    faults("header", json)
}

/// What is wrong with an annotation.
pub fn of_annotation(json: &Object) -> Vec<Fault> {
    faults("annotation", json)
}

/// Whether nothing is wrong with a body.
pub fn fits_body(json: &Object) -> bool {
    faults("body", json).is_empty()
}

fn faults(definition: &str, json: &Object) -> Vec<Fault> {
    let mut out = Vec::new();
    let schema = named(definition);
    object(schema, json, Place { top: None, key: definition, named: definition, around: schema }, &mut out);
    out
}

fn named(definition: &str) -> &'static Value {
    &SCHEMA["$defs"][definition]
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// The key of the line under which it is.
    top: Option<&'p str>,
    /// Its key.
    key: &'p str,
    /// The definition that it should be as, else its key.
    named: &'p str,
    /// What tells of the properties that a condition asks for.
    around: &'static Value,
}

impl Place<'_> {
    fn fault(&self, key: &str, expected: String) -> Fault {
        Fault { top: self.top.unwrap_or(key).to_owned(), key: key.to_owned(), expected }
    }
}

fn check(schema: &'static Value, value: &Value, place: Place<'_>, out: &mut Vec<Fault>) {
    if let Some(name) = reference(schema) {
        let schema = named(name);
        return check(schema, value, Place { named: name, around: schema, ..place }, out);
    }
    if !is_itself(schema, value) {
        out.push(place.fault(place.key, expected(schema, place.named)));
        return;
    }
    match value {
        Value::Object(json) => object(schema, json, place, out),
        Value::Array(all) => {
            let prefix = list(schema, "prefixItems");
            for (n, item) in all.iter().enumerate() {
                if let Some(inner) = prefix.get(n).or_else(|| schema.get("items")) {
                    check(inner, item, place, out);
                }
            }
        }
        _ => {}
    }
}

fn object(schema: &'static Value, json: &Object, place: Place<'_>, out: &mut Vec<Fault>) {
    members(schema, json, place, out);
    let Some(condition) = schema.get("if") else { return };
    let mut wrong = Vec::new();
    object(condition, json, place, &mut wrong);
    if let Some(inner) = schema.get(if wrong.is_empty() { "then" } else { "else" }) {
        object(inner, json, place, out);
    }
}

fn members(schema: &'static Value, json: &Object, place: Place<'_>, out: &mut Vec<Fault>) {
    let properties = schema.get("properties");
    let told = properties.or_else(|| place.around.get("properties"));
    for key in list(schema, "required").iter().filter_map(Value::as_str) {
        if !json.contains_key(key) {
            let of_key = told.and_then(|p| p.get(key));
            out.push(place.fault(key, of_key.map_or_else(|| key.to_owned(), |inner| expected(inner, key))));
        }
    }
    for (key, value) in json {
        let place = |around| Place { top: place.top.or(Some(key)), key, named: key, around };
        if let Some(inner) = properties.and_then(|p| p.get(key)).or(schema.get("additionalProperties")) {
            check(inner, value, place(inner), out);
        }
        if let Some(inner) = schema.get("propertyNames") {
            check(inner, &Value::from(key.as_str()), place(inner), out);
        }
    }
}

/// Whether a value is as it should be, but for what is inside it.
fn is_itself(schema: &Value, value: &Value) -> bool {
    let number = |key| schema.get(key).and_then(Value::as_u64);
    let text = value.as_str();
    let length = || text.map(|t| t.chars().count() as u64).or(value.as_array().map(|a| a.len() as u64));
    let is_type = schema.get("type").and_then(Value::as_str).is_none_or(|wanted| is_a(value, wanted));
    let is_const = schema.get("const").is_none_or(|wanted| wanted == value);
    let is_listed = schema.get("enum").and_then(Value::as_array).is_none_or(|all| all.contains(value));
    let pattern = schema.get("pattern").and_then(Value::as_str).zip(text);
    let fits = pattern.is_none_or(|(pattern, text)| is_match(pattern, text));
    let is_long = number("minLength").is_none_or(|least| text.is_none() || length() >= Some(least));
    let is_full = number("minItems").is_none_or(|least| !value.is_array() || length() >= Some(least));
    let minimum = schema.get("minimum").and_then(Value::as_f64).zip(value.as_f64());
    let is_large = minimum.is_none_or(|(least, number)| number >= least);
    is_type && is_const && is_listed && fits && is_long && is_full && is_large
}

fn is_a(value: &Value, wanted: &str) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        // 5.0 is a whole number too.
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|f| f.fract() == 0.0),
        _ => value.is_number(),
    }
}

fn reference(schema: &'static Value) -> Option<&'static str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

fn list(schema: &'static Value, key: &str) -> &'static [Value] {
    schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What should be there: of what has a pattern its name, else what JSON calls it.
fn expected(schema: &'static Value, name: &str) -> String {
    if let Some(name) = reference(schema) {
        return expected(named(name), name);
    }
    if let Some(wanted) = schema.get("const") {
        return wanted.to_string();
    }
    let listed = list(schema, "enum");
    if !listed.is_empty() {
        let words = listed.iter().map(|word| word.as_str().map_or_else(|| word.to_string(), str::to_owned));
        return words.collect::<Vec<_>>().join(" | ");
    }
    let is_plain = schema.get("pattern").is_none()
        && schema.get("minimum").is_none()
        && schema.get("properties").is_none();
    match schema.get("type").and_then(Value::as_str) {
        Some(kind) if is_plain => kind.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A word that nobody looks at here would let everything through.
    #[test]
    fn every_word_of_the_schema_is_known() {
        const KNOWN: [&str; 18] = [
            "$ref",
            "type",
            "const",
            "enum",
            "pattern",
            "minLength",
            "minItems",
            "minimum",
            "required",
            "properties",
            "additionalProperties",
            "propertyNames",
            "items",
            "prefixItems",
            "oneOf",
            "if",
            "then",
            "else",
        ];
        fn look(schema: &Value) {
            let Some(object) = schema.as_object() else { return };
            for (word, inner) in object {
                match word.as_str() {
                    "properties" | "$defs" => {
                        inner.as_object().into_iter().flatten().for_each(|(_, s)| look(s))
                    }
                    "prefixItems" | "oneOf" => inner.as_array().into_iter().flatten().for_each(look),
                    "$schema" | "$id" | "title" | "description" | "const" | "enum" => {}
                    _ => {
                        assert!(KNOWN.contains(&word.as_str()), "{word}");
                        look(inner);
                    }
                }
                if let (Some(pattern), "pattern") = (inner.as_str(), word.as_str()) {
                    assert!(PATTERNS.contains_key(pattern), "{pattern}");
                }
            }
        }
        look(&SCHEMA);
    }

    #[test]
    fn patterns() {
        let is_exact = |text: &str| is_match("^-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?$", text);
        let is_thing = |text: &str| is_match("^urn:gannhan:(unit|country|region|place|person|amount):", text);
        for right in ["0", "-1.5", "10", "0.05", "1200.01"] {
            assert!(is_exact(right), "{right}");
        }
        for wrong in ["", "-", "01", "1.", ".5", "1.50", "1e3", "1,5", "+1", "--1"] {
            assert!(!is_exact(wrong), "{wrong}");
        }
        assert!(is_encoded("a%20b.txt") && is_encoded("%C5%A9"));
        assert!(["", "a b", "%2", "%g0", "a%c5", "%", "ũ"].iter().all(|name| !is_encoded(name)));
        assert!(is_thing("urn:gannhan:unit:2025:92") && !is_thing("urn:gannhan:unit") && !is_thing("x"));
        assert!(
            is_time("2026-01-31T08:00:00Z") && !is_time("2026-01-31") && !is_time("2026-01-31 08:00:00Z")
        );
        let pattern = |name: &str| named(name)["pattern"].as_str().unwrap_or_default();
        for text in [
            "a%20b.txt",
            "a%c5",
            "%",
            "ũ",
            "",
            "2026-01-31T08:00:00Z",
            "2026-01-31T08:00:00Z\n",
            "2026-01-31",
        ] {
            assert_eq!(is_encoded(text), is_match(pattern("name"), text), "{text:?}");
            assert_eq!(is_time(text), is_match(pattern("time"), text), "{text:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_its_key() {
        let header = json!({"type": "Article", "version": 2, "source": "a/b", "sha256": "0", "length": -1, "status": "finished",
            "suppress": [1], "unanchored": {"x": "orphan", "urn:gannhan:aaaaaa": "lost"}});
        let told: Vec<(String, String)> =
            of_header(header.as_object().unwrap()).into_iter().map(|f| (f.key, f.expected)).collect();
        let told: Vec<(&str, &str)> =
            told.iter().map(|(key, expected)| (key.as_str(), expected.as_str())).collect();
        assert_eq!(
            told,
            [
                ("version", "1"),
                ("source", "source"),
                ("sha256", "sha256"),
                ("length", "position"),
                ("suppress", "string"),
                ("x", "id"),
                ("urn:gannhan:aaaaaa", "orphan | ambiguous | unmerged"),
                ("finished_by", "string"),
                ("finished_at", "time"),
                ("guideline", "guideline"),
            ]
        );
        let body = |value: Value| fits_body(value.as_object().unwrap());
        let mut fine = json!({"type": ["SpecificResource", "Locality"], "purpose": "identifying", "source": "urn:gannhan:country:LA", "level": "country"});
        assert!(body(fine.clone()));
        fine["within"] = json!([{"level": "hamlet", "name": "x"}]);
        assert!(!body(fine));
    }
}

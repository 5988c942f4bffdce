//! JSON Schemas of `gannhan.toml` and of the editors' settings, and the documentation's list of keys: all made
//! from the table of keys and the registry of rules.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, Setter};
use super::shape::{Choice, Shape, WEIGHTS};
use super::tree;
use crate::lint::{Group, RULES};
use crate::messages::{Locale, text};

const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of `gannhan.toml`.
pub fn project() -> Value {
    let properties: Map<String, Value> = KEYS
        .iter()
        .filter(|key| key.setter.in_project())
        .map(|key| (key.name.to_owned(), property(key, false)))
        .collect();
    json!({
        "$schema": DIALECT,
        "title": "gannhan.toml",
        "description": "An annotation project of gannhan. All keys are optional.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// The schema of the editors' settings, section `gannhan`. Null stands for "as the project says".
pub fn editor() -> Value {
    let properties: Map<String, Value> = KEYS
        .iter()
        .filter(|key| key.setter.in_editor())
        .map(|key| (key.setting(), property(key, true)))
        .collect();
    json!({
        "$schema": DIALECT,
        "title": "Settings of gannhan in an editor (section \"gannhan\", or initializationOptions)",
        "description": "They override gannhan.toml; null leaves a key to it. Other keys are let be.",
        "type": "object",
        "properties": properties,
    })
}

fn property(key: &Key, nullable: bool) -> Value {
    let mut schema = shape(key.shape);
    if nullable {
        let inner = schema;
        schema = Map::from_iter([("anyOf".to_owned(), json!([inner, {"type": "null"}]))]);
    }
    schema.insert("description".into(), key.about.into());
    let default = if nullable { Value::Null } else { default(key) };
    if nullable || !default.is_null() {
        schema.insert("default".into(), default);
    }
    schema.into()
}

fn shape(shape: Shape) -> Map<String, Value> {
    let schema = match shape {
        Shape::Choice(choices) => one_of(choices),
        Shape::Switch => json!({"type": "boolean"}),
        Shape::Count => json!({"type": "integer", "minimum": 0}),
        Shape::FileName => json!({"type": "string", "pattern": r"^[^/\\]*$"}),
        Shape::Name => json!({"type": "string"}),
        Shape::Day => json!({"type": "string", "pattern": "^(\\d{4}-\\d{2}-\\d{2})?$"}),
        Shape::Globs => json!({
            "anyOf": [{"type": "array", "items": {"type": "string", "minLength": 1}}, {"type": "string", "minLength": 1}],
        }),
        Shape::Switches(names) => {
            let switch = |(name, about): &Choice| {
                ((*name).to_owned(), json!({"type": "boolean", "description": *about, "default": true}))
            };
            let properties: Map<String, Value> = names.iter().map(switch).collect();
            json!({"type": "object", "additionalProperties": false, "properties": properties})
        }
        Shape::Severities => {
            let weight = |about: String, default: Option<&str>| {
                let mut schema = one_of(WEIGHTS);
                schema["description"] = about.into();
                if let Some(default) = default {
                    schema["default"] = default.into();
                }
                schema
            };
            let groups = Group::ALL.iter().map(|g| {
                (g.name().to_owned(), weight(format!("All rules of the group {}.", g.name()), None))
            });
            let rules = RULES.iter().map(|r| {
                (r.name.to_owned(), weight(text(Locale::En, r.meaning, &[]), Some(r.severity.name())))
            });
            let properties: Map<String, Value> = groups.chain(rules).collect();
            json!({"type": "object", "additionalProperties": false, "properties": properties})
        }
    };
    if let Value::Object(map) = schema { map } else { Map::new() }
}

fn one_of(choices: &[Choice]) -> Value {
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let about: Vec<&str> = choices.iter().map(|(_, about)| *about).collect();
    json!({"type": "string", "enum": names, "enumDescriptions": about})
}

/// The default of a key as JSON; null for none.
fn default(key: &Key) -> Value {
    let (entries, _) = tree::of_toml(&format!("x = {}", key.default));
    entries.first().map_or(Value::Null, |entry| json_of(&entry.value.kind))
}

fn json_of(kind: &tree::Kind) -> Value {
    match kind {
        tree::Kind::Bool(yes) => (*yes).into(),
        tree::Kind::Integer(number) => (*number).into(),
        tree::Kind::Text(text) => text.as_str().into(),
        tree::Kind::List(all) => all.iter().map(|n| json_of(&n.kind)).collect(),
        tree::Kind::Table(entries) => {
            Value::Object(entries.iter().map(|e| (e.key.clone(), json_of(&e.value.kind))).collect())
        }
        tree::Kind::Null | tree::Kind::Other => Value::Null,
    }
}

/// The documentation's list of keys.
pub fn list() -> String {
    use std::fmt::Write;
    let mut page = String::new();
    for key in KEYS.iter().filter(|key| key.setter.in_project()) {
        let setting = match key.setter {
            Setter::Both => format!(" · editor: `{}`", key.setting()),
            Setter::Project | Setter::Editor => String::new(),
        };
        let _ = write!(page, "\n### `{}`\n\n`{} = {}`{setting}", key.name, key.name, key.example);
        if !key.default.is_empty() {
            let _ = write!(page, " · default: `{}`", key.default);
        }
        let _ = write!(page, "\n\n{}\n", key.about);
        if let Shape::Choice(choices) | Shape::Switches(choices) = key.shape {
            page.push('\n');
            for (name, about) in choices {
                let _ = writeln!(page, "- `{name}`: {about}");
            }
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;

    fn pretty(value: &Value) -> String {
        serde_json::to_string_pretty(value).expect("JSON") + "\n"
    }

    /// With `UPDATE_EXPECT=1` the files are written anew.
    #[test]
    fn the_schemas_are_up_to_date() {
        expect_file!["../../docs/gannhan.schema.json"].assert_eq(&pretty(&project()));
        expect_file!["../../docs/settings.schema.json"].assert_eq(&pretty(&editor()));
    }

    /// What stands before the list in `docs/configuration.md` is written by hand.
    #[test]
    fn the_page_lists_every_key() {
        const PAGE: &str = include_str!("../../docs/configuration.md");
        const FROM: &str = "<!-- keys: made from the table of keys -->\n";
        const TO: &str = "\n<!-- end of keys -->";
        let from = PAGE.find(FROM).expect("the mark") + FROM.len();
        let to = PAGE.find(TO).expect("the mark") + 1;
        let now = format!("{}{}{}", &PAGE[..from], list(), &PAGE[to..]);
        expect_file!["../../docs/configuration.md"].assert_eq(&now);
    }
}

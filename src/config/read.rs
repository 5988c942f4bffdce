//! From what is written to a layer of settings. A wrong key or value is told and left out; the rest counts.

use serde_json::Value as Json;

use super::keys::{KEYS, Key};
use super::settings::Layer;
pub use super::shape::Problem;
use super::source::Lines;
use super::tree::{self, Entry};
use crate::lint::Finding;

/// Name of the rule that speaks of wrong keys and values.
pub const RULE: &str = "bad-config";

/// What a project's file says, and what is wrong with it.
pub fn from_toml(text: &str) -> (Layer, Vec<Finding>) {
    // Editors hide it; TOML has none.
    let shift = text.len() - text.trim_start_matches('\u{feff}').len();
    let (entries, errors) = tree::of_toml(&text[shift..]);
    let mut layer = Layer::default();
    let mut problems = apply(&entries, &mut layer, |key| key.name.to_owned(), |key| key.setter.in_project());
    for pattern in [&mut layer.gazetteer, &mut layer.officials].into_iter().flatten().flatten() {
        pattern.at = pattern.at.start + shift..pattern.at.end + shift;
    }
    problems.extend(
        errors.iter().map(|(at, error)| Problem::new(at, "lint-bad-config.syntax", &[("error", error)])),
    );
    let lines = Lines::new(text);
    let mut findings: Vec<Finding> = problems
        .into_iter()
        .filter_map(|p| lines.finding(RULE, p.at.start + shift..p.at.end + shift, p.message))
        .collect();
    findings.sort_by_key(|f| (f.line, f.bytes.start));
    // One slip can be several errors to the parser: the first of a place says it.
    findings.dedup_by_key(|f| (f.line, f.bytes.clone()));
    (layer, findings)
}

/// Takes in what an editor sends, with or without the section's name around it, on top of `layer`: a key that is
/// missing stays as it is there, one that is null takes itself back.
pub fn from_json(value: &Json, layer: &mut Layer) -> Vec<Problem> {
    let value = value.get("gannhan").unwrap_or(value);
    apply(&tree::of_json(value), layer, Key::setting, |key| key.setter.in_editor())
}

fn apply(
    entries: &[Entry],
    layer: &mut Layer,
    name: impl Fn(&Key) -> String,
    may: impl Fn(&Key) -> bool,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in entries {
        match KEYS.iter().find(|key| may(key) && name(key) == entry.key) {
            Some(key) => {
                if let Some(value) = key.shape.read(&entry.value, &mut problems) {
                    (key.set)(layer, value);
                }
            }
            None => {
                let names: Vec<String> = KEYS.iter().filter(|key| may(key)).map(&name).collect();
                problems.push(Problem::unknown(&entry.at, &entry.key, names.iter().map(String::as_str)));
            }
        }
    }
    problems
}

/// Where and what, in English: `line:from-to message`, lines and columns from 1.
#[cfg(test)]
pub fn said(finding: &Finding) -> String {
    use crate::lint::Argument;
    use crate::messages::{Arg, Locale, text};
    let arguments: Vec<(&str, Arg<'_>)> = finding
        .message
        .arguments
        .iter()
        .map(|(name, value)| match value {
            Argument::Text(text) => (*name, text.as_str().into()),
            Argument::Number(number) => (*name, (*number).into()),
        })
        .collect();
    let (said, columns) = (text(Locale::En, finding.message.key, &arguments), finding.columns);
    assert!(said != text(Locale::Vi, finding.message.key, &arguments), "{said}");
    format!("{}:{}-{} {said}", finding.line + 1, columns.start.0 + 1, columns.end.0 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Hints, Suggestions, Weight};
    use crate::lint::Severity;
    use crate::messages::Locale;
    use serde_json::json;

    fn check(toml: &str, expected: &[&str]) -> Layer {
        let (layer, findings) = from_toml(toml);
        assert_eq!(findings.iter().map(said).collect::<Vec<_>>(), expected);
        layer
    }

    #[test]
    fn every_key_is_read() {
        let layer = check(
            r#"articles = ["tin/**/*.txt"]
exclude = "nháp/**"
suggestions = "colours"
inlay-hints = "all"
date = 2019-08-23
locale = "vi"
annotator = "lan"
creator = " Lê Thị Lan "
max-diagnostics = 5
[types]
amounts = false
[severity]
unknown-key = "off"
anchor = "hint"
"#,
            &[],
        );
        let expected = Layer {
            articles: Some(vec!["tin/**/*.txt".into()]),
            exclude: Some(vec!["nháp/**".into()]),
            types: [None, None, Some(false)],
            suggestions: Some(Suggestions::Colours),
            inlay_hints: Some(Hints::All),
            severity: [("unknown-key", Weight::Off), ("anchor", Weight::As(Severity::Hint))].into(),
            date: Some(jiff::civil::date(2019, 8, 23)),
            locale: Some(Locale::Vi),
            annotator: Some("lan".into()),
            creator: Some("Lê Thị Lan".into()),
            max_diagnostics: Some(5),
            ..Layer::default()
        };
        assert_eq!(layer, expected);
    }

    #[test]
    fn every_default_and_example_is_read() {
        for key in KEYS.iter().filter(|key| key.setter.in_project()) {
            for value in [key.default, key.example].into_iter().filter(|v| !v.is_empty()) {
                check(&format!("{} = {value}\n", key.name), &[]);
            }
        }
    }

    #[test]
    fn a_wrong_key_is_told_where_it_stands_and_the_rest_counts() {
        let layer = check(
            "sugestions = 'off'\r\nlocale = 'vi'\r\n[types]\r\nplaces = true\r\nofficials = 'no'\r\n\
             amounts = false\r\n[severity]\r\n'đ' = 1\r\norfan = 'off'\r\norphan = 'fatal'\r\nbad-json = 'warn'\r\n",
            &[
                "1:1-11 the key “sugestions” is not known; did you mean “suggestions”?",
                "4:1-7 the key “places” is not known; check its spelling",
                "5:13-17 expected true or false",
                "8:1-4 the key “đ” is not known; check its spelling",
                "9:1-6 the key “orfan” is not known; did you mean “orphan”?",
                "10:10-17 expected one of \"error\", \"warning\", \"info\", \"hint\", \"off\"",
                "11:12-18 expected one of \"error\", \"warning\", \"info\", \"hint\", \"off\"; did you mean “warning”?",
            ],
        );
        assert_eq!((layer.locale, layer.types), (Some(Locale::Vi), [None, None, Some(false)]));
    }

    #[test]
    fn wrong_values() {
        check(
            "\u{feff}articles = ['a[', '', 5]\nexclude = 1\ntypes = 1\nlocale = 'fr'\ninlay-hints = 1\ndate = '23/8/2019'\n\
             max-diagnostics = -1\nannotator = 'a/b'\ncreator = 1\n",
            &[
                "1:14-18 not a pattern of paths: unclosed character class; missing ']'",
                "1:20-22 the pattern is empty",
                "1:24-25 expected a text in quotes",
                "2:11-12 expected a list of texts in square brackets",
                "3:9-10 expected a table",
                "4:10-14 expected one of \"en\", \"vi\"",
                "5:15-16 expected one of \"informative\", \"all\", \"off\"",
                "6:8-19 expected a day of the form \"YYYY-MM-DD\"",
                "7:19-21 expected a whole number from 0 on",
                "8:13-18 it becomes part of a file’s name: no dots, slashes, quotes or spaces at its ends",
                "9:11-12 expected a text in quotes",
            ],
        );
    }

    #[test]
    fn broken_toml_leaves_the_other_lines_in_force() {
        let (layer, findings) = from_toml("locale = 'vi'\ndate = \nmax-diagnostics = 7\nlocale = 'en'\n");
        assert_eq!((layer.locale, layer.max_diagnostics), (Some(Locale::Vi), Some(7)));
        let lines: Vec<usize> = findings.iter().map(|f| f.line).collect();
        assert_eq!(lines, [1, 3], "{findings:#?}");
        assert!(findings.iter().all(|f| f.rule == RULE && f.severity == Severity::Warning));
    }

    #[test]
    fn editors_override_take_back_and_err() {
        let mut layer = Layer::default();
        let problems = from_json(
            &json!({"gannhan": {"inlayHints": "all", "maxDiagnostics": -1, "locale": "vi", "types": {"officials": false},
                "severity": {"orphan": "off", "bad-json": "hint"}, "x": 1, "articles": ["a"]}}),
            &mut layer,
        );
        assert_eq!(problems.len(), 3, "{problems:?}");
        from_json(
            &json!({"inlayHints": "many", "annotator": "../x", "creator": " Lan ", "locale": null}),
            &mut layer,
        );
        from_json(&json!({"severity": {"orphan": null}}), &mut layer);
        from_json(&json!(null), &mut layer);
        let expected = Layer {
            inlay_hints: Some(Hints::All),
            creator: Some("Lan".into()),
            types: [None, Some(false), None],
            severity: [("bad-json", Weight::As(Severity::Hint))].into(),
            ..Layer::default()
        };
        assert_eq!(layer, expected);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_tried(text in "\\PC{0,40}(\n\\PC{0,40}){0,4}") {
            for finding in from_toml(&text).1 {
                proptest::prop_assert!(finding.columns.start <= finding.columns.end);
            }
        }
    }
}

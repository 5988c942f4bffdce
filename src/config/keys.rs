//! The table of keys. The readers, the JSON Schemas and `docs/configuration.md` are made from it.

use super::settings::{Hints, Layer, Pattern, Suggestions};
use super::shape::{Choice, Shape, Value};
use crate::messages::Locale;

/// Who may set a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setter {
    /// Only the project's file.
    Project,
    /// The project's file and the editor, which overrides it.
    Both,
    /// Only the editor.
    Editor,
}

impl Setter {
    /// Whether the project's file may set it.
    pub fn in_project(self) -> bool {
        self != Setter::Editor
    }

    /// Whether the editor may.
    pub fn in_editor(self) -> bool {
        self != Setter::Project
    }
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// In `gannhan.toml`; the editors' settings write `inlay-hints` as `inlayHints`.
    pub name: &'static str,
    /// What its value must look like.
    pub shape: Shape,
    /// Who may set it.
    pub setter: Setter,
    /// What holds where nobody sets it, as TOML; empty for nothing.
    pub default: &'static str,
    /// An example, as TOML.
    pub example: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Takes a value in.
    pub set: fn(&mut Layer, Value),
}

const SUGGESTIONS: &[Choice] = &[
    ("diagnostics", "each mention that is not annotated yet is a diagnostic"),
    ("colours", "such mentions are coloured only"),
    ("off", "they are not shown"),
];
const HINTS: &[Choice] = &[
    ("informative", "where the hint tells what the text does not, and at the first mention of each"),
    ("all", "at every mention"),
    ("off", "nowhere"),
];
const LEVELS: &[Choice] = &[
    ("off", "nothing"),
    ("error", "what went wrong"),
    ("warn", "and what is odd"),
    ("info", "and what it does"),
    ("debug", "and how long that took"),
    ("trace", "everything"),
];
const LOCALES: &[Choice] = &[("en", "English"), ("vi", "Vietnamese")];
const TYPES: &[Choice] =
    &[("localities", "places"), ("officials", "holders of public offices"), ("amounts", "sums of money")];

/// All keys, in the order in which they are documented.
pub static KEYS: &[Key] = &[
    Key {
        name: "articles",
        shape: Shape::Globs,
        setter: Setter::Project,
        default: "[\"**/*.txt\"]",
        example: "[\"news/**/*.txt\"]",
        about: "Which files are articles: patterns of paths from this file's folder. What tools keep in text files \
                (requirements.txt, robots.txt, LICENSE.txt, CMakeLists.txt and their like) is none, unless a pattern \
                names the file in full.",
        set: |layer, value| layer.articles = value.list().map(texts),
    },
    Key {
        name: "exclude",
        shape: Shape::Globs,
        setter: Setter::Project,
        default: "[]",
        example: "[\"drafts/**\"]",
        about: "Which of these are none after all.",
        set: |layer, value| layer.exclude = value.list().map(texts),
    },
    Key {
        name: "types",
        shape: Shape::Switches(TYPES),
        setter: Setter::Both,
        default: "{ localities = true, officials = true, amounts = true }",
        example: "{ amounts = false }",
        about: "Which types of mention are looked for.",
        set: |layer, value| match value {
            Value::Switches(all) => all.into_iter().for_each(|(number, on)| {
                if let Some(place) = layer.types.get_mut(number) {
                    *place = on;
                }
            }),
            _ => layer.types = [None; 3],
        },
    },
    Key {
        name: "suggestions",
        shape: Shape::Choice(SUGGESTIONS),
        setter: Setter::Both,
        default: "\"diagnostics\"",
        example: "\"colours\"",
        about: "How the editor shows mentions that are not annotated yet.",
        set: |layer, value| {
            layer.suggestions =
                value.one_of(&[Suggestions::Diagnostics, Suggestions::Colours, Suggestions::Off]);
        },
    },
    Key {
        name: "inlay-hints",
        shape: Shape::Choice(HINTS),
        setter: Setter::Both,
        default: "\"informative\"",
        example: "\"all\"",
        about: "Where the editor shows inlay hints.",
        set: |layer, value| {
            layer.inlay_hints = value.one_of(&[Hints::Informative, Hints::All, Hints::Off]);
        },
    },
    Key {
        name: "severity",
        shape: Shape::Severities,
        setter: Setter::Both,
        default: "{}",
        example: "{ unknown-key = \"off\", anchor = \"error\" }",
        about: "How much the findings of a rule, or of a group of rules, weigh. A rule's own entry beats its group's.",
        set: |layer, value| match value {
            Value::Severities(all) => all.into_iter().for_each(|(name, weight)| match weight {
                Some(weight) => drop(layer.severity.insert(name, weight)),
                None => drop(layer.severity.remove(name)),
            }),
            _ => layer.severity.clear(),
        },
    },
    Key {
        name: "date",
        shape: Shape::Day,
        setter: Setter::Both,
        default: "",
        example: "\"2019-08-23\"",
        about: "The day that an article is read as of, where neither its sidecar's header nor its text tells one.",
        set: |layer, value| layer.date = if let Value::Day(day) = value { Some(day) } else { None },
    },
    Key {
        name: "locale",
        shape: Shape::Choice(LOCALES),
        setter: Setter::Both,
        default: "",
        example: "\"vi\"",
        about: "Language of messages; without it the editor's, or that of the environment.",
        set: |layer, value| layer.locale = value.one_of(&[Locale::En, Locale::Vi]),
    },
    Key {
        name: "annotator",
        shape: Shape::FileName,
        setter: Setter::Both,
        default: "",
        example: "\"lan\"",
        about: "Whose sidecar is written, where several people annotate one article: ARTICLE.txt.lan.anno.jsonl.",
        set: |layer, value| layer.annotator = value.text(),
    },
    Key {
        name: "creator",
        shape: Shape::Name,
        setter: Setter::Both,
        default: "",
        example: "\"Nguyễn Thị Lan\"",
        about: "The name that annotations carry; without it git's user.name, else the user of the system.",
        set: |layer, value| layer.creator = value.text(),
    },
    Key {
        name: "max-diagnostics",
        shape: Shape::Count,
        setter: Setter::Both,
        default: "1000",
        example: "200",
        about: "How many diagnostics one file gets at most in the editor; the last one tells how many more there are.",
        set: |layer, value| {
            layer.max_diagnostics = if let Value::Count(most) = value { Some(most) } else { None };
        },
    },
    Key {
        name: "gazetteer",
        shape: Shape::Globs,
        setter: Setter::Project,
        default: "[]",
        example: "[\"tables/places*.tsv\"]",
        about: "Tables of places, and of other names for places, that this project adds: docs/tables.md.",
        set: |layer, value| layer.gazetteer = value.list(),
    },
    Key {
        name: "officials",
        shape: Shape::Globs,
        setter: Setter::Project,
        default: "[]",
        example: "[\"tables/officials.tsv\"]",
        about: "Tables of who held which office when: docs/tables.md.",
        set: |layer, value| layer.officials = value.list(),
    },
    Key {
        name: "virtual-documents",
        shape: Shape::Switch,
        setter: Setter::Editor,
        default: "false",
        example: "true",
        about: "Whether the editor shows documents whose URI begins with `gannhan:`. Its plugin says so.",
        set: |layer, value| {
            layer.virtual_documents = if let Value::Switch(on) = value { Some(on) } else { None };
        },
    },
    Key {
        name: "log-level",
        shape: Shape::Choice(LEVELS),
        setter: Setter::Editor,
        default: "\"warn\"",
        example: "\"debug\"",
        about: "What the server logs on stderr.",
        set: |layer, value| {
            layer.log_level = value.one_of(&["off", "error", "warn", "info", "debug", "trace"]);
        },
    },
];

/// Columns of a commented file.
const WIDTH: usize = 100;

/// A file with every key and its default, all as comments.
pub fn template() -> String {
    let mut out =
        String::from("# gannhan.toml: what holds in this folder and below. Every key may be left out.\n");
    for key in KEYS.iter().filter(|key| key.setter.in_project()) {
        out.push('\n');
        let mut line = String::from("#");
        for word in key.about.split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                out.push_str(&line);
                out.push('\n');
                line = String::from("#");
            }
            line.push(' ');
            line.push_str(word);
        }
        out.push_str(&line);
        out.push('\n');
        if let Shape::Choice(choices) = key.shape {
            for (name, about) in choices {
                out.push_str(&format!("#   \"{name}\": {about}\n"));
            }
        }
        let value = if key.default.is_empty() { key.example } else { key.default };
        out.push_str(&format!("#{} = {value}\n", key.name));
    }
    out
}

fn texts(patterns: Vec<Pattern>) -> Vec<String> {
    patterns.into_iter().map(|p| p.text).collect()
}

impl Value {
    fn list(self) -> Option<Vec<Pattern>> {
        if let Value::List(all) = self { Some(all) } else { None }
    }

    fn text(self) -> Option<String> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    fn one_of<T: Copy>(self, all: &[T]) -> Option<T> {
        if let Value::Choice(number) = self { all.get(number).copied() } else { None }
    }
}

impl Key {
    /// Its name in the editors' settings: `inlayHints`.
    pub fn setting(&self) -> String {
        let mut out = String::new();
        let mut up = false;
        for c in self.name.chars() {
            match c {
                '-' => up = true,
                c if std::mem::take(&mut up) => out.extend(c.to_uppercase()),
                c => out.push(c),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::from_toml;

    #[test]
    fn the_template_says_nothing_and_each_of_its_lines_may_be_taken_in() {
        let text = template();
        assert_eq!(from_toml(&text), (Layer::default(), Vec::new()));
        assert!(text.lines().all(|l| l.chars().count() <= WIDTH + 60), "{text}");
        let open: String = text
            .lines()
            .filter_map(|l| l.strip_prefix('#').filter(|l| !l.starts_with(' ')))
            .map(|l| format!("{l}\n"))
            .collect();
        let (layer, findings) = from_toml(&open);
        assert_eq!(findings, []);
        assert_eq!(open.lines().count(), KEYS.iter().filter(|k| k.setter.in_project()).count());
        assert_eq!(layer.max_diagnostics, Some(1000));
    }
}

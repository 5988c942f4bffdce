//! The shapes that values can have: how each is read, and what is said of one that is wrong.

use std::ops::Range;

use globset::Glob;
use jiff::civil::Date;

use super::near::near;
use super::settings::{Pattern, Weight};
use super::tree::{Kind, Node};
use crate::lint::finding::Message;
use crate::lint::{Argument, Group, RULES};
use crate::sidecar::path::sidecar_name;

/// A name that can be chosen, with what it does.
pub type Choice = (&'static str, &'static str);

/// What a value must look like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One of these names.
    Choice(&'static [Choice]),
    /// A whole number from 0 on.
    Count,
    /// A name that is part of a file's name.
    FileName,
    /// Any name.
    Name,
    /// `YYYY-MM-DD`
    Day,
    /// Patterns of paths.
    Globs,
    /// On or off.
    Switch,
    /// Each of these is on or off.
    Switches(&'static [Choice]),
    /// Weights of rules and groups.
    Severities,
}

/// A value that has its shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The key takes itself back.
    Unset,
    /// Number of the choice.
    Choice(usize),
    /// A number.
    Count(usize),
    /// A text that is not empty.
    Text(String),
    /// A day.
    Day(Date),
    /// Patterns.
    List(Vec<Pattern>),
    /// On or off.
    Switch(bool),
    /// By number of the switch; `None` where it takes itself back.
    Switches(Vec<(usize, Option<bool>)>),
    /// By name; `None` where it takes itself back.
    Severities(Vec<(&'static str, Option<Weight>)>),
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Bytes of the file.
    pub at: Range<usize>,
    /// What to say.
    pub message: Message,
}

impl Problem {
    /// A problem with the arguments of its message.
    pub fn new(at: &Range<usize>, key: &'static str, arguments: &[(&'static str, &str)]) -> Problem {
        let arguments = arguments.iter().map(|(name, value)| (*name, Argument::from(*value))).collect();
        Problem { at: at.clone(), message: Message { key, arguments } }
    }

    /// A key that nobody knows.
    pub fn unknown<'n>(at: &Range<usize>, key: &str, names: impl IntoIterator<Item = &'n str>) -> Problem {
        match near(key, names).first() {
            Some(near) => {
                Problem::new(at, "lint-bad-config.unknown-key-near", &[("key", key), ("near", near)])
            }
            None => Problem::new(at, "lint-bad-config.unknown-key", &[("key", key)]),
        }
    }
}

/// The weights, with what each does.
pub const WEIGHTS: &[Choice] = &[
    ("error", "wrong"),
    ("warning", "probably wrong"),
    ("info", "worth a look"),
    ("hint", "worth knowing"),
    ("off", "not told"),
];

/// The names that `severity` knows: rules and groups of rules.
pub fn severity_names() -> impl Iterator<Item = &'static str> {
    Group::ALL.iter().map(|g| g.name()).chain(RULES.iter().map(|r| r.name))
}

/// Reads a day of the calendar, written `YYYY-MM-DD` and no other way.
pub fn day(text: &str) -> Option<Date> {
    let form = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    form.then(|| text.parse().ok()).flatten()
}

impl Shape {
    /// The value of a node. What is wrong with it, or with parts of it, goes into `problems`; the other parts count.
    pub fn read(self, node: &Node, problems: &mut Vec<Problem>) -> Option<Value> {
        if node.kind == Kind::Null {
            return Some(Value::Unset);
        }
        let mut wrong = |key: &'static str| problems.push(Problem::new(&node.at, key, &[]));
        match (self, &node.kind) {
            (Shape::Choice(choices), _) => choice(choices, node, problems).map(Value::Choice),
            (Shape::Switch, Kind::Bool(on)) => Some(Value::Switch(*on)),
            (Shape::Switch, _) => {
                wrong("lint-bad-config.no-switch");
                None
            }
            (Shape::Count, Kind::Integer(n)) if *n >= 0 => usize::try_from(*n).ok().map(Value::Count),
            (Shape::Count, _) => {
                wrong("lint-bad-config.no-count");
                None
            }
            (Shape::Name | Shape::FileName, Kind::Text(text)) if text.trim().is_empty() => Some(Value::Unset),
            (Shape::FileName, Kind::Text(text)) if sidecar_name("", Some(text.trim())).is_none() => {
                wrong("lint-bad-config.no-file-name");
                None
            }
            (Shape::Name | Shape::FileName, Kind::Text(text)) => Some(Value::Text(text.trim().to_owned())),
            (Shape::Name | Shape::FileName, _) => {
                wrong("lint-bad-config.no-text");
                None
            }
            (Shape::Day, Kind::Text(text)) if text.trim().is_empty() => Some(Value::Unset),
            (Shape::Day, kind) => {
                let read = if let Kind::Text(text) = kind { day(text) } else { None };
                if read.is_none() {
                    wrong("lint-bad-config.no-day");
                }
                read.map(Value::Day)
            }
            (Shape::Globs, Kind::List(all)) => {
                Some(Value::List(all.iter().filter_map(|n| glob(n, problems)).collect()))
            }
            // One pattern needs no brackets.
            (Shape::Globs, Kind::Text(_)) => glob(node, problems).map(|p| Value::List(vec![p])),
            (Shape::Globs, _) => {
                wrong("lint-bad-config.no-list");
                None
            }
            (Shape::Switches(names), Kind::Table(entries)) => {
                let mut out = Vec::new();
                for entry in entries {
                    let Some(number) = names.iter().position(|(name, _)| *name == entry.key) else {
                        problems.push(Problem::unknown(&entry.at, &entry.key, names.iter().map(|(n, _)| *n)));
                        continue;
                    };
                    match entry.value.kind {
                        Kind::Bool(on) => out.push((number, Some(on))),
                        Kind::Null => out.push((number, None)),
                        _ => problems.push(Problem::new(&entry.value.at, "lint-bad-config.no-switch", &[])),
                    }
                }
                Some(Value::Switches(out))
            }
            (Shape::Severities, Kind::Table(entries)) => {
                let mut out = Vec::new();
                for entry in entries {
                    let Some(name) = severity_names().find(|name| *name == entry.key) else {
                        problems.push(Problem::unknown(&entry.at, &entry.key, severity_names()));
                        continue;
                    };
                    if entry.value.kind == Kind::Null {
                        out.push((name, None));
                    } else if let Some(number) = choice(WEIGHTS, &entry.value, problems) {
                        out.push((name, Weight::from_name(WEIGHTS[number].0)));
                    }
                }
                Some(Value::Severities(out))
            }
            (Shape::Switches(_) | Shape::Severities, _) => {
                wrong("lint-bad-config.no-table");
                None
            }
        }
    }
}

fn choice(choices: &[Choice], node: &Node, problems: &mut Vec<Problem>) -> Option<usize> {
    let names = || choices.iter().map(|(name, _)| *name);
    let list = || names().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ");
    let Kind::Text(text) = &node.kind else {
        problems.push(Problem::new(&node.at, "lint-bad-config.no-choice", &[("choices", &list())]));
        return None;
    };
    let found = names().position(|name| name == text);
    if found.is_none() {
        let problem = match near(text, names()).first() {
            Some(near) => Problem::new(
                &node.at,
                "lint-bad-config.no-choice-near",
                &[("choices", &list()), ("near", near)],
            ),
            None => Problem::new(&node.at, "lint-bad-config.no-choice", &[("choices", &list())]),
        };
        problems.push(problem);
    }
    found
}

fn glob(node: &Node, problems: &mut Vec<Problem>) -> Option<Pattern> {
    let Kind::Text(pattern) = &node.kind else {
        problems.push(Problem::new(&node.at, "lint-bad-config.no-text", &[]));
        return None;
    };
    match Glob::new(pattern) {
        Ok(_) if !pattern.is_empty() => Some(Pattern { text: pattern.clone(), at: node.at.clone() }),
        Ok(_) => {
            problems.push(Problem::new(&node.at, "lint-bad-config.empty-pattern", &[]));
            None
        }
        Err(error) => {
            let error = error.kind().to_string();
            problems.push(Problem::new(&node.at, "lint-bad-config.bad-pattern", &[("error", &error)]));
            None
        }
    }
}

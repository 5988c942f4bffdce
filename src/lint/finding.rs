//! What a rule finds.

use std::ops::Range;

use super::registry::Severity;
use crate::sidecar::Object;
use crate::sidecar::anchor::Places;
use crate::text::position::{Byte, CodePoint, Span};

/// One finding, on a line of a sidecar or of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the rule.
    pub rule: &'static str,
    /// As the rule has it by default.
    pub severity: Severity,
    /// What to say.
    pub message: Message,
    /// Line of the file, from 0.
    pub line: usize,
    /// Line of its end: the same, but for what goes over a line end in an article.
    pub end_line: usize,
    /// Where in that line, in bytes from its start; in an article it may reach into the next lines.
    pub bytes: Range<usize>,
    /// The same in code points; the end counts in its own line.
    pub columns: Span<CodePoint>,
    /// Id of the annotation concerned.
    pub annotation: Option<String>,
    /// The place in the article that it is about.
    pub article: Option<Span<CodePoint>>,
    /// Where the annotation may be: for related places, and for a person to choose from.
    pub candidates: Places,
    /// What sets it right, where that is safe.
    pub fix: Option<Fix>,
    /// What a person can choose from to set it right, the likeliest first.
    pub corrections: Vec<Correction>,
}

/// A change that a person may choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// What it does, in the imperative.
    pub title: Message,
    /// What is to be changed.
    pub change: Change,
}

/// What a correction changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Places in the article, in order, with the text that comes there.
    Article(Vec<(Span<Byte>, String)>),
    /// The finding's line of the sidecar.
    Line(Object),
}

/// A message: the key of the catalogue and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `lint-RULE`, or `lint-RULE.VARIANT` for an attribute of that message.
    pub key: &'static str,
    /// Named arguments.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Words.
    Text(String),
    /// A number.
    Number(i64),
}

impl Message {
    /// A message of a key.
    pub fn new(key: &'static str) -> Message {
        Message { key, arguments: Vec::new() }
    }

    /// An argument of it.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Message {
        self.arguments.push((name, value.into()));
        self
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Argument::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Argument::Text(text)
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Argument::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Argument::Number(i64::from(number))
    }
}

/// How a finding is set right.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// This object in the line's place.
    Line(Object),
    /// The line in canonical form.
    Canonical,
    /// The lines in order.
    Sort,
    /// A header before everything.
    Header(Object),
    /// The line goes.
    Remove,
    /// All annotations are brought to the article's text, as far as they are found surely.
    Sync,
}

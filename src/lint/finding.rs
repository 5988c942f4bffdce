//! What a rule finds.

use std::ops::Range;

use super::registry::Severity;
use crate::sidecar::Object;
use crate::text::position::{CodePoint, Span};

/// One finding, on one line of a sidecar.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the rule.
    pub rule: &'static str,
    /// As the rule has it by default.
    pub severity: Severity,
    /// What to say.
    pub message: Message,
    /// Line of the sidecar, from 0.
    pub line: usize,
    /// Where in that line, in bytes from its start.
    pub bytes: Range<usize>,
    /// The same in code points.
    pub columns: Span<CodePoint>,
    /// Id of the annotation concerned.
    pub annotation: Option<String>,
    /// The place in the article that it is about.
    pub article: Option<Span<CodePoint>>,
    /// Where the annotation may be: for related places, and for a person to choose from.
    pub candidates: Vec<Span<CodePoint>>,
    /// What sets it right, where that is safe.
    pub fix: Option<Fix>,
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

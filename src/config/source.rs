//! Findings on a text that is no sidecar: a configuration file, a table.

use std::ops::Range;

use crate::lint::finding::{Finding, Message};
use crate::lint::rule;
use crate::text::lines::line_starts;
use crate::text::position::{CodePoint, Span};

/// A text by lines.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a text.
    pub fn new(text: &'t str) -> Self {
        Lines { text, starts: line_starts(text) }
    }

    /// A line without its break; empty behind the last.
    pub fn line(&self, number: usize) -> &'t str {
        let start = self.starts.get(number).copied().unwrap_or(self.text.len());
        let end = self.starts.get(number + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// First byte of a line; the text's end behind the last.
    pub fn start(&self, number: usize) -> usize {
        self.starts.get(number).copied().unwrap_or(self.text.len())
    }

    /// How many lines there are; one at least.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// A finding of a rule on bytes of the text; what goes on over a line's end is cut there.
    pub fn finding(&self, rule_name: &str, at: Range<usize>, message: Message) -> Option<Finding> {
        let rule = rule(rule_name)?;
        let start = floor(self.text, at.start);
        let line = self.starts.partition_point(|s| *s <= start).saturating_sub(1);
        let (from, written) = (self.start(line), self.line(line));
        let start = (start - from).min(written.len());
        let end = floor(self.text, at.end).saturating_sub(from).clamp(start, written.len());
        let column = |byte: usize| CodePoint::from(written.get(..byte).unwrap_or("").chars().count());
        Some(Finding {
            rule: rule.name,
            severity: rule.severity,
            message,
            line,
            end_line: line,
            bytes: start..end,
            columns: Span::new(column(start), column(end)),
            annotation: None,
            article: None,
            candidates: [].into(),
            fix: None,
            corrections: Vec::new(),
        })
    }
}

/// The nearest byte at or before `at` where a character starts.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

//! How often each rule spoke.

use std::cmp::Reverse;
use std::io::{self, Write};

use serde_json::json;

use crate::cli::format::finding::Record;
use crate::lint::{RULES, Rule, Severity};
use crate::messages::Locale;
use crate::messages::text as say;

struct Count {
    rule: &'static Rule,
    /// The gravest of its findings.
    severity: Severity,
    findings: usize,
    fixable: usize,
}

/// The most frequent first; equal ones in the order of the registry.
fn counts(findings: &[Record]) -> Vec<Count> {
    let of = |rule: &'static Rule| {
        let mine = || findings.iter().filter(|f| f.rule == rule.name);
        let severity = mine().map(|f| f.severity).max().unwrap_or(rule.severity);
        Count { rule, severity, findings: mine().count(), fixable: mine().filter(|f| f.fixable).count() }
    };
    let mut counts: Vec<Count> = RULES.iter().map(of).filter(|c| c.findings > 0).collect();
    counts.sort_by_key(|c| Reverse(c.findings));
    counts
}

/// A line for each rule that spoke.
pub fn text(out: &mut impl Write, findings: &[Record], locale: Locale) -> io::Result<()> {
    for c in counts(findings) {
        let severity = say(locale, &format!("severity-{}", c.severity.name()), &[]);
        let fixable = match c.fixable {
            0 => String::new(),
            n => format!("  {}", say(locale, "cli-lint-statistics-fixable", &[("count", n.into())])),
        };
        let line = format!("{:>7}  {severity:<8}  {:<22}{fixable}", c.findings, c.rule.name);
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// One array of `{"rule","severity","count","fixable"}`.
pub fn json(out: &mut impl Write, findings: &[Record]) -> io::Result<()> {
    let object = |c: &Count| json!({"rule": c.rule.name, "severity": c.severity.name(), "count": c.findings, "fixable": c.fixable});
    let all: Vec<_> = counts(findings).iter().map(object).collect();
    serde_json::to_writer(&mut *out, &all)?;
    out.write_all(b"\n")
}

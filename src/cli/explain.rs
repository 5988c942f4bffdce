//! `gannhan explain`: what a rule means, with a wrong and a right example. The documentation page is made
//! from the same.

use std::io::{self, Write};

use anstyle::Style;

use super::output::{Out, note};
use super::{FAILED, FINE, Global, rules};
use crate::lint::examples::{self, Example};
use crate::lint::{Group, RULES, Rule, rule};
use crate::messages::{Locale, text};

/// Tell what a rule of `lint` means; without a rule, list them all
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  gannhan explain
  gannhan explain quote-mismatch
  gannhan explain --locale vi orphan")]
pub struct Explain {
    /// Name of a rule
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

impl Explain {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        let mut out = Out::new(global.color);
        match &self.rule {
            None => list(&mut out, locale)?,
            Some(name) => match rule(name) {
                Some(rule) => one(&mut out, rule, locale)?,
                None => {
                    note(rules::unknown(name, locale));
                    return Ok(FAILED);
                }
            },
        }
        out.flush()?;
        Ok(FINE)
    }
}

fn list(out: &mut Out, locale: Locale) -> io::Result<()> {
    let bold = bold(out);
    for (n, group) in Group::ALL.into_iter().enumerate() {
        writeln!(out, "{}{bold}{}{bold:#}", if n == 0 { "" } else { "\n" }, group.name())?;
        for rule in RULES.iter().filter(|r| r.group == group) {
            let severity = severity(rule, locale);
            writeln!(out, "  {:<22} {severity:<9} {}", rule.name, text(locale, rule.meaning, &[]))?;
        }
    }
    Ok(())
}

fn one(out: &mut Out, rule: &Rule, locale: Locale) -> io::Result<()> {
    let bold = bold(out);
    writeln!(out, "{bold}{}{bold:#} · {}\n", rule.name, facts(rule, locale))?;
    writeln!(out, "{}", text(locale, rule.meaning, &[]))?;
    let Some(example) = examples::example(rule.name) else { return Ok(()) };
    for (head, body) in parts(example, locale) {
        writeln!(out, "\n{bold}{head}{bold:#}")?;
        for line in body.lines() {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

fn bold(out: &Out) -> Style {
    if out.coloured { Style::new().bold() } else { Style::new() }
}

fn severity(rule: &Rule, locale: Locale) -> String {
    text(locale, &format!("severity-{}", rule.severity.name()), &[])
}

/// Severity, group, and whether it can be set right.
fn facts(rule: &Rule, locale: Locale) -> String {
    let key = if rule.fixable { "cli-explain-facts-fixable" } else { "cli-explain-facts" };
    let args = [("severity", severity(rule, locale).into()), ("group", rule.group.name().into())];
    text(locale, key, &args)
}

/// The parts of an example, each with its headline.
fn parts(example: &Example, locale: Locale) -> Vec<(String, &'static str)> {
    let head = |part: &str| text(locale, &format!("cli-explain-{part}"), &[]);
    let article =
        example.article.map(|article| (format!("{} ({})", head("article"), examples::ARTICLE), article));
    let sidecars = [(head("wrong"), example.wrong), (head("right"), example.right)];
    article.into_iter().chain(sidecars).collect()
}

/// `docs/rules.md`.
#[cfg(test)]
fn page() -> String {
    use std::fmt::Write;

    let locale = Locale::En;
    let mut page = String::from(
        "# Rules of `gannhan lint`\n\nMade from the registry of rules; `gannhan explain RULE` tells the same, in Vietnamese too. In the examples the\n\
         keys that do not matter to the rule are left out.\n\nOne line keeps silent about a rule, and in the article about its own place, by `\"suppress\":[\"RULE\"]`; in the header, the whole file and its article do.\n\
         For a whole project `gannhan.toml` sets `severity.RULE = \"off\"`.\n\nRules about articles show two articles. `--fix` never writes an article; the editor offers what sets it right.\n",
    );
    for group in Group::ALL {
        let _ = write!(page, "\n## {}\n", group.name());
        for rule in RULES.iter().filter(|r| r.group == group) {
            let (facts, meaning) = (facts(rule, locale), text(locale, rule.meaning, &[]));
            let _ = write!(page, "\n### {}\n\n*{facts}.* {meaning}\n", rule.name);
            for (head, body) in examples::example(rule.name).map(|e| parts(e, locale)).unwrap_or_default() {
                let _ = write!(page, "\n{head}:\n\n```\n{}\n```\n", body.trim_end());
            }
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With `UPDATE_EXPECT=1` the page is written anew.
    #[test]
    fn the_page_is_up_to_date() {
        expect_test::expect_file!["../../docs/rules.md"].assert_eq(&page());
    }
}

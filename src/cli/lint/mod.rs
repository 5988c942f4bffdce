//! `gannhan lint`: checks articles, sidecars against their articles, and the project's own files.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;

use super::format::finding::Record;
use super::format::{github, lint_json, lint_text, sarif};
use super::output::{Out, note};
use super::rules::Selection;
use super::{FAILED, FINDINGS, FINE, Global};
use crate::lint::{RULES, Severity};
use crate::messages::{Locale, text};
use crate::workspace::config::Projects;
use crate::workspace::index::Words;
use crate::workspace::targets::{self, Target};

mod baseline;
mod check;
mod corpus;
mod project;
mod statistics;

use baseline::Baseline;
use check::{Action, Task};

/// Check articles, annotations against their articles, and the project's own files
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  gannhan lint news/                     every article and sidecar in a folder
  gannhan lint --fix a.txt               set right what is safe to set right in a.txt's sidecars
  gannhan lint --diff news/              show what --fix would change
  gannhan lint --ignore structure .      all but a group of rules
  gannhan lint --baseline known.json --write-baseline .
                                         from now on report only what is new

Exit code: 0 nothing at or above --fail-on; 1 findings; 2 it could not run.")]
pub struct Lint {
    /// Sidecars, articles (with all their sidecars), and folders
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Set right in sidecars what is safe to set right, and report what is left; articles are never written
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change as a unified diff, and write nothing; 1 when there is something
    #[arg(long, conflicts_with_all = ["format", "statistics", "baseline"])]
    diff: bool,
    /// Only these rules or groups of rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    select: Vec<String>,
    /// Without these rules or groups of rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// End with 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
    /// Print how often each rule spoke, in place of the findings
    #[arg(long)]
    statistics: bool,
    /// Leave out the findings that are listed in FILE
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// List all present findings in the baseline's file, and end with 0
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
    /// Threads; all cores by default
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line and a caret
    Text,
    /// One array
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub's workflow commands
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    Hint,
    Info,
    Warning,
    Error,
}

impl From<FailOn> for Severity {
    fn from(of: FailOn) -> Severity {
        match of {
            FailOn::Hint => Severity::Hint,
            FailOn::Info => Severity::Info,
            FailOn::Warning => Severity::Warning,
            FailOn::Error => Severity::Error,
        }
    }
}

impl Lint {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        if self.statistics && matches!(self.format, Format::Sarif | Format::Github) {
            note(text(locale, "cli-lint-statistics-format", &[]));
            return Ok(FAILED);
        }
        let prepared = Selection::new(&self.select, &self.ignore, locale)
            .and_then(|selection| Ok((selection, self.known(locale)?)));
        let (selection, mut known) = match prepared {
            Ok(prepared) => prepared,
            Err(problem) => {
                note(problem);
                return Ok(FAILED);
            }
        };
        let projects = Projects::default();
        let (targets, problems) = targets::find(&self.paths, &projects);
        let mut failed = !problems.is_empty();
        problems.iter().for_each(note);
        if targets.is_empty() && !failed {
            note(text(locale, "cli-lint-nothing", &[]));
        }
        let action = match (self.diff, self.fix) {
            (true, _) => Action::Diff,
            (false, true) => Action::Fix,
            (false, false) => Action::Report,
        };
        let shown = self.format != Format::Json && self.format != Format::Github && !self.statistics;
        let store = Words::default();
        let several = targets.iter().map(|t| t.sidecars.len()).sum::<usize>() > 1;
        let compared = RULES.iter().any(|r| r.checks.corpus.is_some() && selection.has(r.name));
        let words = (several && compared && !self.diff).then_some(&store);
        let task = Task { action, selection: &selection, projects: &projects, locale, shown, words };
        let done = check::all(&targets, &task, self.jobs);
        let named = self.paths.iter().map(|path| projects.of(path));
        let met = named.chain(targets.iter().map(|t| projects.beside(&t.article)));
        let mut findings = project::findings(met, &selection, locale);
        let mut diffs = Vec::new();
        let mut entries = Vec::new();
        let mut fixed = 0;
        for outcome in done {
            outcome.problems.iter().for_each(note);
            failed |= outcome.failed;
            fixed += outcome.changed;
            findings.extend(outcome.findings);
            diffs.extend(outcome.diffs);
            entries.extend(outcome.entries);
        }
        findings.extend(corpus::findings(&entries, &task));
        let mut out = Out::new(global.color);
        if self.diff {
            diffs.iter().try_for_each(|d| out.write_all(d))?;
            out.flush()?;
            note(text(locale, "cli-lint-diff", &[("files", diffs.len().into())]));
            let found = !diffs.is_empty() && !self.exit_zero;
            return Ok(if failed {
                FAILED
            } else if found {
                FINDINGS
            } else {
                FINE
            });
        }
        if let (Some(path), true) = (&self.baseline, self.write_baseline) {
            return Ok(match baseline::write(path, &findings) {
                Ok(()) => {
                    let file = path.to_string_lossy();
                    let args = [("count", findings.len().into()), ("file", file.into())];
                    note(text(locale, "cli-lint-baseline-written", &args));
                    if failed { FAILED } else { FINE }
                }
                Err(error) => {
                    note(error.to_string());
                    FAILED
                }
            });
        }
        let before = findings.len();
        if let Some(known) = &mut known {
            findings.retain(|f| !known.takes(f));
        }
        self.print(&mut out, &findings, locale)?;
        out.flush()?;
        if fixed > 0 {
            note(text(locale, "cli-lint-fixed", &[("files", fixed.into())]));
        }
        summary(&findings, &targets, before - findings.len(), locale);
        let least = Severity::from(self.fail_on);
        let found = findings.iter().any(|f| f.severity >= least) && !self.exit_zero;
        Ok(if failed {
            FAILED
        } else if found {
            FINDINGS
        } else {
            FINE
        })
    }

    /// The baseline to leave out, if one is asked for.
    fn known(&self, locale: Locale) -> Result<Option<Baseline>, String> {
        match &self.baseline {
            Some(path) if !self.write_baseline => Baseline::read(path, locale).map(Some),
            _ => Ok(None),
        }
    }

    fn print(&self, out: &mut Out, findings: &[Record], locale: Locale) -> io::Result<()> {
        let coloured = out.coloured;
        match (self.statistics, self.format) {
            (true, Format::Json) => statistics::json(out, findings),
            (true, _) => statistics::text(out, findings, locale),
            (false, Format::Text) => lint_text::write(out, findings, coloured, locale, self.jobs),
            (false, Format::Json) => lint_json::write(out, findings),
            (false, Format::Sarif) => sarif::write(out, findings, locale),
            (false, Format::Github) => github::write(out, findings),
        }
    }
}

/// Says how much was found.
fn summary(findings: &[Record], targets: &[Target], known: usize, locale: Locale) {
    let of = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let counts = [
        ("articles", targets.iter().filter(|t| t.whole).count().into()),
        ("sidecars", targets.iter().map(|t| t.sidecars.len()).sum::<usize>().into()),
        ("errors", of(Severity::Error).into()),
        ("warnings", of(Severity::Warning).into()),
        ("others", (of(Severity::Info) + of(Severity::Hint)).into()),
    ];
    note(text(locale, "cli-lint-summary", &counts));
    let fixable = findings.iter().filter(|f| f.fixable).count();
    if fixable > 0 {
        note(text(locale, "cli-lint-fixable", &[("count", fixable.into())]));
    }
    if known > 0 {
        note(text(locale, "cli-lint-known", &[("count", known.into())]));
    }
}

//! `gannhan export`: the annotations of sidecars as a table.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;

use super::format::{export_csv, export_json};
use super::output::{Out, note};
use super::{FAILED, FINE, Global, parallel};
use crate::messages::{Locale, text};
use crate::sidecar::annotation::main_body;
use crate::sidecar::{Annotation, ArticleStatus, Content, Header, Object, Origin, Sidecar};
use crate::workspace::config::Projects;
use crate::workspace::files;
use crate::workspace::sidecars::Pair;
use crate::workspace::targets;

/// Print annotations as a table
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  gannhan export news/ > news.csv              all annotations in a folder, of all annotators
  gannhan export --format jsonl a.txt          of one article
  gannhan export --only finished,active news/  of finished articles, without rejected suggestions

Positions count code points of the article as it was when its sidecar was written; where it has changed since, a
message says so. Rejected suggestions are rows as well, with the status `rejected`.

Exit code: 0; 2 something could not be read, or an argument is wrong.")]
pub struct Export {
    /// Sidecars, articles (all their sidecars), and folders
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// How annotations are printed
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Only those that are all of these
    #[arg(long, value_enum, value_name = "WHICH,…", value_delimiter = ',')]
    only: Vec<Which>,
    /// Threads; all cores by default
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A headline, then one annotation a row
    Csv,
    /// One annotation a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// In a finished article
    Finished,
    /// No rejected suggestion
    Active,
    /// Not written with many others and left unreviewed
    Reviewed,
}

/// One annotation and where it comes from.
pub struct Row<'a> {
    /// The article, as the arguments led to it.
    pub file: &'a str,
    /// The sidecar.
    pub sidecar: &'a str,
    /// Its header, where it has one.
    pub header: Option<&'a Header>,
    /// The line.
    pub annotation: &'a Annotation,
    /// All that it says.
    pub json: Object,
}

impl Row<'_> {
    /// The body that carries the value.
    pub fn body(&self) -> Option<&Object> {
        main_body(&self.json)
    }

    /// `active` or `rejected`.
    pub fn status(&self) -> &'static str {
        if self.annotation.is_active() { "active" } else { "rejected" }
    }

    /// Why its position belongs to no text, if so: `orphan` or `ambiguous`.
    pub fn unanchored(&self) -> Option<&str> {
        self.header?.unanchored(self.annotation.id.as_deref()?)
    }
}

#[derive(Default)]
struct Outcome {
    rows: Vec<u8>,
    problems: Vec<String>,
    failed: bool,
}

impl Export {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        let (pairs, problems) = targets::pairs(&self.paths, &Projects::default());
        problems.iter().for_each(note);
        let mut failed = !problems.is_empty();
        if pairs.is_empty() && !failed {
            note(text(locale, "cli-lint-nothing", &[]));
        }
        let mut out = Out::new(global.color);
        if self.format == Format::Csv {
            out.write_all(&export_csv::head())?;
        }
        for outcome in parallel::map(&pairs, self.jobs, |pair| self.one(pair, locale)) {
            out.write_all(&outcome.rows)?;
            outcome.problems.iter().for_each(note);
            failed |= outcome.failed;
        }
        out.flush()?;
        Ok(if failed { FAILED } else { FINE })
    }

    fn one(&self, pair: &Pair, locale: Locale) -> Outcome {
        let mut outcome = Outcome::default();
        let bytes = match files::read(&pair.sidecar) {
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(error) => {
                outcome.problems.push(error.to_string());
                outcome.failed = true;
                return outcome;
            }
        };
        let sidecar = Sidecar::read(bytes);
        let header = sidecar.header();
        let (file, beside) = (pair.article.to_string_lossy(), pair.sidecar.to_string_lossy());
        let said = |key: &str, count: usize| {
            text(locale, key, &[("file", beside.clone().into_owned().into()), ("count", count.into())])
        };
        // Both sides of a conflict would be counted, and what can't be read would be missing.
        let torn = |c: &Content| matches!(c, Content::Conflict(_) | Content::Unreadable(_));
        let lines = sidecar.lines().iter().filter(|l| torn(&l.content)).count();
        if lines > 0 {
            outcome.problems.push(said("cli-export-unreadable", lines));
            outcome.failed = true;
        }
        let finished = header.and_then(|h| h.status) == Some(ArticleStatus::Finished);
        if self.only.contains(&Which::Finished) && !finished {
            return outcome;
        }
        let now = pair.article_text().0;
        if now.is_some_and(|now| header.and_then(|h| h.describes(&now)) == Some(false)) {
            outcome.problems.push(said("cli-export-changed", 0));
        }
        for (_, annotation) in sidecar.annotations() {
            let wanted = self.only.iter().all(|which| match which {
                Which::Finished => finished,
                Which::Active => annotation.is_active(),
                Which::Reviewed => annotation.origin != Some(Origin::Bulk),
            });
            if wanted {
                let row = Row { file: &file, sidecar: &beside, header, annotation, json: annotation.json() };
                match self.format {
                    Format::Csv => export_csv::row(&mut outcome.rows, &row),
                    Format::Jsonl => export_json::row(&mut outcome.rows, &row),
                }
            }
        }
        outcome
    }
}

//! `gannhan tag`: prints the mentions of articles.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;

use super::output::{Out, note, note_faults};
use super::{FAILED, FINE, Global, day, format, ndjson};
use crate::tagger::article::Article;
use crate::workspace::articles::{self, Source};
use crate::workspace::config::Projects;

/// Print the mentions found in articles
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  gannhan tag a.txt                        the article in colours
  gannhan tag --format jsonl news/ > m.jsonl
  gannhan tag --date 2019-08-23 - < a.txt  places as they were on that day
  gannhan tag --ndjson < in.ndjson         {\"id\":…,\"text\":…,\"date\":…} a line in,
                                           {\"id\":…,\"mentions\":[…]} a line out")]
pub struct Tag {
    /// Articles, and folders of articles (*.txt); `-` reads one article from stdin
    #[arg(value_name = "PATH", required_unless_present = "ndjson")]
    paths: Vec<PathBuf>,
    /// `text`, the article with its mentions marked (default on a terminal), or `jsonl`, one mention a line
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Day that the articles are read as of
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day::parse)]
    date: Option<Date>,
    /// Work as a filter on stdin: a JSON object with an article a line
    #[arg(long, conflicts_with_all = ["paths", "format"])]
    ndjson: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

impl Tag {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        let mut out = Out::new(global.color);
        if self.ndjson {
            let project = Projects::default().of(Path::new("."));
            note_faults(&project, locale);
            return ndjson::run(&mut io::stdin().lock(), &mut out, self.date, &project, locale);
        }
        let format =
            self.format.unwrap_or(if io::stdout().is_terminal() { Format::Text } else { Format::Jsonl });
        let (sources, problems) = articles::find(&self.paths, locale);
        let mut code = FINE;
        for (problem, failed) in problems {
            note(problem);
            code = code.max(if failed { FAILED } else { FINE });
        }
        let several = sources.len() > 1;
        let projects = Projects::default();
        let mut told = HashSet::new();
        for (n, source) in sources.iter().enumerate() {
            let text = match articles::read(source, locale) {
                Ok(text) => text,
                Err(problem) => {
                    note(problem);
                    code = FAILED;
                    continue;
                }
            };
            let project = match source {
                Source::File(path) => projects.beside(path),
                Source::Stdin => projects.of(Path::new(".")),
            };
            if told.insert(project.file.clone()) {
                note_faults(&project, locale);
            }
            let analysis = project.analyse(&Article { text: &text, date: self.date });
            match format {
                Format::Jsonl => format::jsonl::write(&mut out, &source.name(), &text, &analysis, locale)?,
                Format::Text => {
                    if several {
                        writeln!(out, "{}==> {} <==", if n == 0 { "" } else { "\n" }, source.name())?;
                    }
                    let coloured = out.coloured;
                    format::text::write(&mut out, &text, &analysis, coloured)?;
                    if several && !text.ends_with('\n') {
                        writeln!(out)?;
                    }
                }
            }
            out.flush()?;
        }
        out.flush()?;
        Ok(code)
    }
}

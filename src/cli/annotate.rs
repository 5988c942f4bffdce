//! `gannhan annotate`: writes every certain suggestion into sidecars.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use super::output::{Out, note, note_faults};
use super::{FAILED, FINE, Global, day, diff, parallel};
use crate::messages::{Locale, text};
use crate::sidecar::bulk::{self, Refusal};
use crate::sidecar::{Sidecar, anchor, path};
use crate::tagger::article::Article;
use crate::tagger::mention::{Analysis, Mention};
use crate::workspace::annotator::Annotators;
use crate::workspace::articles::{self, Source};
use crate::workspace::config::{Project, Projects};
use crate::workspace::files::{self, FileError};

/// Write every certain suggestion into the articles' sidecars, marked as not yet reviewed
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  gannhan annotate --dry-run news/       list what would be annotated
  gannhan annotate news/                 annotate it
  gannhan annotate --annotator lan a.txt into a.txt.lan.anno.jsonl

What stands in a sidecar stays as it is. What is annotated or was rejected is not annotated again, so a second run
changes nothing. Finished articles are left alone, and so are articles that have changed since their sidecar was
written: bring these up to date by `gannhan lint --fix`.

Exit code: 0; 2 a file could not be read or written, or an argument is wrong.")]
pub struct Annotate {
    /// Articles, and folders of articles (*.txt)
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// List what would be annotated, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run: as a unified diff of the sidecars
    #[arg(long, requires = "dry_run")]
    diff: bool,
    /// Write into this annotator's own sidecars, ARTICLE.NAME.anno.jsonl
    #[arg(long, value_name = "NAME", value_parser = annotator)]
    annotator: Option<String>,
    /// Day that articles are read as of whose sidecar tells none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day::parse)]
    date: Option<Date>,
    /// Threads; all cores by default
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

fn annotator(name: &str) -> Result<String, String> {
    path::sidecar_name("", Some(name)).map(|_| name.to_owned()).ok_or_else(|| {
        "not a name that can stand in a file's name: no dots, slashes, quotes or spaces at its ends"
            .to_owned()
    })
}

/// What came out for one article.
#[derive(Default)]
struct Outcome {
    /// Lines that tell of each suggestion, or the diff.
    shown: Vec<u8>,
    added: usize,
    problem: Option<String>,
    finished: bool,
}

/// Why an article was not annotated.
enum Failure {
    Refused(Refusal),
    File(FileError),
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Failure::File(error)
    }
}

impl Annotate {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        let (sources, problems) = articles::find(&self.paths, locale);
        let mut code = FINE;
        for (problem, failed) in problems {
            note(problem);
            code = code.max(if failed { FAILED } else { FINE });
        }
        let annotators = Annotators::default();
        let projects = Projects::default();
        for source in &sources {
            if let Source::File(path) = source {
                projects.beside(path);
            }
        }
        projects.all().iter().for_each(|project| note_faults(project, locale));
        let run = |source: &Source| self.one(source, &annotators, &projects, locale);
        let mut out = Out::new(global.color);
        let (mut added, mut files, mut finished) = (0, 0, 0);
        for outcome in parallel::map(&sources, self.jobs, run) {
            out.write_all(&outcome.shown)?;
            added += outcome.added;
            files += usize::from(outcome.added > 0);
            finished += usize::from(outcome.finished);
            if let Some(problem) = outcome.problem {
                note(problem);
                code = FAILED;
            }
        }
        out.flush()?;
        let key = if self.dry_run { "cli-annotate-would" } else { "cli-annotate-done" };
        let args = [("count", added.into()), ("files", files.into()), ("articles", sources.len().into())];
        note(text(locale, key, &args));
        if finished > 0 {
            note(text(locale, "cli-annotate-finished", &[("count", finished.into())]));
        }
        Ok(code)
    }

    fn one(&self, source: &Source, annotators: &Annotators, projects: &Projects, locale: Locale) -> Outcome {
        let file = source.name();
        let problem = |problem: String| Outcome { problem: Some(problem), ..Outcome::default() };
        let Source::File(path) = source else { return problem(text(locale, "cli-annotate-stdin", &[])) };
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let project = projects.beside(path);
        let annotator = self.annotator.as_deref().or(project.settings.annotator.as_deref());
        let Some(beside) = path::sidecar_name(name, annotator).filter(|_| !name.is_empty()) else {
            return problem(text(locale, "cli-annotate-name", &[("file", file.into())]));
        };
        if path::is_sidecar(name) {
            return problem(text(locale, "cli-annotate-sidecar", &[("file", file.into())]));
        }
        let article = match articles::read(source, locale) {
            Ok(article) => article,
            Err(trouble) => return problem(trouble),
        };
        let creator = || {
            let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            annotators.name(project.settings.creator.as_deref(), folder)
        };
        let mut work = Work {
            name,
            text: &article,
            article: anchor::Article::new(&article),
            date: self.date,
            project: &project,
            creator: &creator,
            analysis: None,
        };
        match work.run(&path.with_file_name(beside), self) {
            Ok(outcome) => outcome,
            Err(Failure::Refused(Refusal::Finished)) => Outcome { finished: true, ..Outcome::default() },
            Err(Failure::Refused(refusal)) => problem(text(locale, key(refusal), &[("file", file.into())])),
            Err(Failure::File(error)) => problem(error.to_string()),
        }
    }
}

fn key(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::ArticleChanged => "cli-annotate-changed",
        Refusal::Conflict => "cli-annotate-conflict",
        Refusal::Finished => "cli-annotate-finished",
    }
}

/// What is to be written.
#[derive(Default)]
struct Plan {
    /// The new sidecar; none where nothing is new.
    bytes: Option<Vec<u8>>,
    /// What is new, a line each.
    new: Vec<String>,
}

/// One article at work.
struct Work<'a> {
    name: &'a str,
    text: &'a str,
    article: anchor::Article<'a>,
    date: Option<Date>,
    project: &'a Project,
    creator: &'a dyn Fn() -> String,
    /// With the date that it was read as of.
    analysis: Option<(Option<Date>, Analysis)>,
}

impl Work<'_> {
    fn run(&mut self, path: &Path, command: &Annotate) -> Result<Outcome, Failure> {
        // What takes its time is done before others have to wait for the lock.
        let before = files::read(path)?;
        let first = self.plan(before.as_deref()).map_err(Failure::Refused)?;
        let mut outcome = Outcome { added: first.new.len(), ..Outcome::default() };
        if command.dry_run {
            let sidecar = path.to_string_lossy();
            let old = before.as_deref().unwrap_or_default();
            outcome.shown = if command.diff {
                diff::unified(&sidecar, old, first.bytes.as_deref().unwrap_or(old)).unwrap_or_default()
            } else {
                let article = path.with_file_name(self.name);
                first
                    .new
                    .iter()
                    .map(|line| format!("{}:{line}\n", article.display()))
                    .collect::<String>()
                    .into()
            };
            return Ok(outcome);
        }
        if first.bytes.is_none() {
            return Ok(outcome);
        }
        files::update(path, |now| {
            if now == before.as_deref() {
                return Ok(first.bytes.clone());
            }
            let plan = self.plan(now).map_err(Failure::Refused)?;
            outcome.added = plan.new.len();
            Ok::<_, Failure>(plan.bytes)
        })?;
        Ok(outcome)
    }

    /// What to do with the sidecar as it is.
    fn plan(&mut self, old: Option<&[u8]>) -> Result<Plan, Refusal> {
        let sidecar = Sidecar::read(old.unwrap_or_default());
        if let Some(refusal) = Refusal::of(&sidecar, self.text) {
            return Err(refusal);
        }
        let date = sidecar.header().and_then(|h| h.date).or(self.date);
        if self.analysis.as_ref().is_none_or(|(d, _)| *d != date) {
            let analysis = self.project.analyse(&Article { text: self.text, date });
            self.analysis = Some((date, analysis));
        }
        let Some((_, analysis)) = &self.analysis else { return Ok(Plan::default()) };
        let fresh = bulk::fresh(&sidecar, &self.article, analysis);
        if fresh.is_empty() {
            return Ok(Plan::default());
        }
        let task = bulk::Task {
            article: &self.article,
            name: self.name,
            analysis,
            creator: &(self.creator)(),
            created: Timestamp::now(),
        };
        let new = fresh.iter().map(|m| self.line(m)).collect();
        Ok(Plan { bytes: Some(bulk::add(&sidecar, &fresh, &task)), new })
    }

    /// `129-148: locality thành phố Nha Trang`
    fn line(&self, mention: &Mention) -> String {
        let (start, end) = (mention.span.start.0, mention.span.end.0);
        let quote = self.text.get(mention.bytes.range()).unwrap_or_default();
        let quote = quote.replace(char::is_control, " ");
        format!("{start}-{end}: {} {quote}", mention.value.kind().name())
    }
}

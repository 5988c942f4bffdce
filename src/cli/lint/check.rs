//! Checking many articles and sidecars on all cores. What comes out stands in the order of what went in.

use std::cell::{OnceCell, RefCell};
use std::num::NonZeroUsize;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use crate::cli::diff;
use crate::cli::format::finding::{ArticleRecorder, Record, Recorder};
use crate::cli::parallel;
use crate::cli::rules::Selection;
use crate::lint::article::is_silenced;
use crate::lint::fix::fix;
use crate::lint::{Document, Finding, Severity, Subject, lint, lint_article};
use crate::messages::Locale;
use crate::sidecar::Sidecar;
use crate::sidecar::claims::Claims;
use crate::tagger::article::Article;
use crate::tagger::mention::Analysis;
use crate::workspace::config::{Project, Projects};
use crate::workspace::files::{self, FileError, Problem};
use crate::workspace::index::{Entry, Words};
use crate::workspace::targets::Target;
use crate::workspace::{git, merge};

/// What is to be done with each of them.
pub struct Task<'t> {
    pub action: Action,
    pub selection: &'t Selection,
    pub projects: &'t Projects,
    pub locale: Locale,
    /// Whether source lines are shown.
    pub shown: bool,
    /// Where what sidecars say is to be compared: their words.
    pub words: Option<&'t Words>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Report,
    /// Set right what is safe, then report.
    Fix,
    /// Tell what `Fix` would change.
    Diff,
}

/// What came out for one article and its sidecars.
#[derive(Default)]
pub struct Outcome {
    pub findings: Vec<Record>,
    pub diffs: Vec<Vec<u8>>,
    /// How many sidecars were written.
    pub changed: usize,
    pub problems: Vec<String>,
    /// Whether something could not be done.
    pub failed: bool,
    /// What the sidecars say, where they are to be compared.
    pub entries: Vec<Entry>,
}

/// Does the task for all of them.
pub fn all(targets: &[Target], task: &Task<'_>, jobs: Option<NonZeroUsize>) -> Vec<Outcome> {
    parallel::map(targets, jobs, |target| one(target, task))
}

/// One article and all that is to be known of it.
struct Desk<'t> {
    target: &'t Target,
    task: &'t Task<'t>,
    project: Arc<Project>,
    name: String,
    text: Option<String>,
    /// What it says, by the date that it is read as of: annotators may differ.
    analyses: RefCell<Vec<(Option<Date>, Rc<Analysis>)>>,
}

fn one(target: &Target, task: &Task<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let text = match files::read_text(&target.article) {
        Ok(text) => Some(text),
        Err(error) => {
            // A sidecar whose article is gone says so itself.
            if target.whole || !matches!(error.problem, Problem::NotFound) {
                outcome.problems.push(error.to_string());
                outcome.failed |= target.sidecars.is_empty();
            }
            None
        }
    };
    let desk = Desk {
        target,
        task,
        project: task.projects.beside(&target.article),
        name: target.article_name(),
        text,
        analyses: RefCell::default(),
    };
    let mut sidecars = Vec::new();
    let mut found = Vec::new();
    for path in &target.sidecars {
        sidecars.extend(desk.sidecar(path, &mut found, &mut outcome));
    }
    if target.whole && task.action != Action::Diff {
        outcome.findings = desk.article(&sidecars);
    }
    outcome.findings.extend(found);
    outcome
}

impl Desk<'_> {
    fn weigh(&self, finding: &Finding) -> Option<Severity> {
        self.task.selection.weigh(finding, &self.project.settings)
    }

    fn analysis(&self, date: Option<Date>) -> Option<Rc<Analysis>> {
        let text = self.text.as_deref()?;
        let mut analyses = self.analyses.borrow_mut();
        if let Some((_, known)) = analyses.iter().find(|(d, _)| *d == date) {
            return Some(known.clone());
        }
        let analysis = Rc::new(self.project.analyse(&Article { text, date }));
        analyses.push((date, analysis.clone()));
        Some(analysis)
    }

    /// What the article says to a sidecar: as of the date in its header.
    fn analysis_of(&self, sidecar: &Sidecar) -> Option<Rc<Analysis>> {
        self.analysis(sidecar.header().and_then(|h| h.date))
    }

    fn fixed(&self, path: &Path, bytes: &[u8]) -> Vec<u8> {
        // A conflict that git has left first: until then nobody knows which lines there are.
        let settled =
            if self.task.selection.has("conflict-marker") { merge::settle(path, bytes) } else { None };
        let bytes = settled.map_or_else(|| bytes.to_vec(), |merged| merged.bytes);
        let sidecar = Sidecar::read(bytes.as_slice());
        let text = self.text.as_deref();
        let old = text.and_then(|now| git::old_text(&self.target.article, &sidecar, now));
        let analysis = self.analysis_of(&sidecar);
        let wanted = |finding: &Finding| self.weigh(finding).is_some();
        fix(&bytes, &self.name, text, analysis.as_deref(), old.as_deref(), &wanted)
    }

    /// Does the task for a sidecar, and hands it back with whether its positions count in the article as it is.
    fn sidecar(
        &self,
        path: &Path,
        found: &mut Vec<Record>,
        outcome: &mut Outcome,
    ) -> Option<(Sidecar, bool)> {
        let bytes = match self.task.action {
            Action::Report | Action::Diff => files::read(path),
            Action::Fix => {
                // What takes its time is done before others have to wait for the lock.
                let first = files::read(path).ok().flatten().map(|bytes| (self.fixed(path, &bytes), bytes));
                let mut before = None;
                let after = files::update::<FileError>(path, |old| {
                    before = old.map(<[u8]>::to_vec);
                    Ok(match &first {
                        Some((done, of)) if Some(of.as_slice()) == old => Some(done.clone()),
                        _ => old.map(|bytes| self.fixed(path, bytes)),
                    })
                });
                outcome.changed += usize::from(after.as_ref().is_ok_and(|after| *after != before));
                // What could not be set right is told as it stands.
                after.or_else(|error| {
                    outcome.problems.push(error.to_string());
                    outcome.failed = true;
                    files::read(path)
                })
            }
        };
        let bytes = match bytes {
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(error) => {
                outcome.problems.push(error.to_string());
                outcome.failed = true;
                return None;
            }
        };
        let file = path.to_string_lossy();
        if self.task.action == Action::Diff {
            outcome.diffs.extend(diff::unified(&file, &bytes, &self.fixed(path, &bytes)));
            return None;
        }
        let sidecar = Sidecar::read(bytes);
        let analysis = self.analysis_of(&sidecar);
        let subject = Subject::new(&sidecar, &self.name, self.text.as_deref());
        let changed = self.text.as_deref().filter(|_| !subject.is_current());
        let old = changed.and_then(|now| git::old_text(&self.target.article, &sidecar, now));
        let subject = subject.with_analysis(analysis.as_deref()).with_old(old.as_deref());
        let recorder = Recorder {
            subject: &subject,
            file: &file,
            article: &self.target.article.to_string_lossy(),
            locale: self.task.locale,
            shown: self.task.shown,
            line_starts: OnceCell::new(),
        };
        let weighed = |mut finding: Finding| {
            finding.severity = self.weigh(&finding)?;
            Some(recorder.record(&finding))
        };
        found.extend(lint(&subject).into_iter().filter_map(weighed));
        if let Some(mut words) = self.task.words {
            let claims = Claims::of(&sidecar, &mut words);
            let article = self.target.article.as_path().into();
            outcome.entries.push(Entry { sidecar: path.into(), article, claims });
        }
        let is_current = subject.is_current();
        Some((sidecar, is_current))
    }

    /// What is found in the article itself, but for what its sidecars keep silent about.
    fn article(&self, sidecars: &[(Sidecar, bool)]) -> Vec<Record> {
        let Some(text) = self.text.as_deref() else { return Vec::new() };
        let date = sidecars.iter().find_map(|(s, _)| s.header()?.date);
        let Some(analysis) = self.analysis(date) else { return Vec::new() };
        let speakers: Vec<&Sidecar> =
            sidecars.iter().filter(|(_, current)| *current).map(|(s, _)| s).collect();
        let file = self.target.article.to_string_lossy();
        let recorder = ArticleRecorder::new(text, &file, self.task.locale, self.task.shown);
        let told = |mut finding: Finding| {
            finding.severity = self.weigh(&finding)?;
            let silent = speakers.iter().any(|s| is_silenced(&finding, s));
            (!silent).then(|| recorder.record(&finding))
        };
        lint_article(&Document::new(text, &analysis)).into_iter().filter_map(told).collect()
    }
}

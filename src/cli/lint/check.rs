//! Checking many sidecars on all cores. What comes out stands in the order of what went in.

use std::cell::OnceCell;
use std::num::NonZeroUsize;

use crate::cli::diff;
use crate::cli::format::finding::{Record, Recorder};
use crate::cli::parallel;
use crate::cli::rules::Selection;
use crate::lint::fix::fix;
use crate::lint::{Finding, Subject, lint};
use crate::messages::Locale;
use crate::sidecar::Sidecar;
use crate::workspace::config::Projects;
use crate::workspace::files::{self, FileError};
use crate::workspace::sidecars::Pair;

/// What is to be done with each sidecar.
pub struct Task<'t> {
    pub action: Action,
    pub selection: &'t Selection,
    pub projects: &'t Projects,
    pub locale: Locale,
    /// Whether source lines are shown.
    pub shown: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Report,
    /// Set right what is safe, then report.
    Fix,
    /// Tell what `Fix` would change.
    Diff,
}

/// What came out for one sidecar.
#[derive(Default)]
pub struct Outcome {
    pub findings: Vec<Record>,
    pub diff: Option<Vec<u8>>,
    /// Whether the sidecar was written.
    pub changed: bool,
    pub problems: Vec<String>,
    /// Whether it could not be done.
    pub failed: bool,
}

/// Does the task for all sidecars.
pub fn all(pairs: &[Pair], task: &Task<'_>, jobs: Option<NonZeroUsize>) -> Vec<Outcome> {
    parallel::map(pairs, jobs, |pair| one(pair, task))
}

fn one(pair: &Pair, task: &Task<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let (article, problem) = pair.article_text();
    outcome.problems.extend(problem);
    let name = pair.article_name();
    let project = task.projects.beside(&pair.sidecar);
    let weigh = |finding: &Finding| task.selection.weigh(finding, &project.settings);
    let fixed =
        |bytes: &[u8]| fix(bytes, &name, article.as_deref(), None, &|finding| weigh(finding).is_some());
    let bytes = match task.action {
        Action::Report | Action::Diff => files::read(&pair.sidecar),
        Action::Fix => {
            let mut before = None;
            let after = files::update::<FileError>(&pair.sidecar, |old| {
                before = old.map(<[u8]>::to_vec);
                Ok(old.map(fixed))
            });
            outcome.changed = after.as_ref().is_ok_and(|after| *after != before);
            after
        }
    };
    let bytes = match bytes {
        Ok(bytes) => bytes.unwrap_or_default(),
        Err(error) => {
            outcome.problems.push(error.to_string());
            outcome.failed = true;
            return outcome;
        }
    };
    let file = pair.sidecar.to_string_lossy();
    if task.action == Action::Diff {
        outcome.diff = diff::unified(&file, &bytes, &fixed(&bytes));
        return outcome;
    }
    let sidecar = Sidecar::read(bytes);
    let subject = Subject::new(&sidecar, &name, article.as_deref());
    let recorder = Recorder {
        subject: &subject,
        file: &file,
        article: &pair.article.to_string_lossy(),
        locale: task.locale,
        shown: task.shown,
        line_starts: OnceCell::new(),
    };
    let weighed = |mut finding: Finding| {
        finding.severity = weigh(&finding)?;
        Some(recorder.record(&finding))
    };
    outcome.findings = lint(&subject).into_iter().filter_map(weighed).collect();
    outcome
}

//! Checking many sidecars on all cores. What comes out stands in the order of what went in.

use std::cell::OnceCell;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::ProgressBar;

use super::diff;
use crate::cli::format::finding::{Record, Recorder};
use crate::cli::rules::Selection;
use crate::lint::fix::fix;
use crate::lint::{Finding, Subject, lint};
use crate::messages::Locale;
use crate::sidecar::Sidecar;
use crate::workspace::files::{self, FileError};
use crate::workspace::sidecars::Pair;

/// With more sidecars than this, progress is shown.
const MANY: usize = 200;

/// What is to be done with each sidecar.
pub struct Task<'t> {
    pub action: Action,
    pub selection: &'t Selection,
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
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = jobs.map_or_else(cores, NonZeroUsize::get).min(pairs.len());
    let progress = if pairs.len() > MANY && super::is_watched() {
        ProgressBar::new(pairs.len() as u64)
    } else {
        ProgressBar::hidden()
    };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(pair) = pairs.get(n) else { return done };
            done.push((n, one(pair, task)));
            progress.inc(1);
        }
    };
    let mut done: Vec<(usize, Outcome)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..jobs).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for thread in threads {
            match thread.join() {
                Ok(more) => done.extend(more),
                // A sidecar that was not checked must not look like a clean one.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    progress.finish_and_clear();
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn one(pair: &Pair, task: &Task<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let (article, problem) = pair.article_text();
    outcome.problems.extend(problem);
    let name = pair.article_name();
    let fixed = |bytes: &[u8]| {
        fix(bytes, &name, article.as_deref(), None, &|finding| task.selection.has(finding.rule))
    };
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
    let wanted = |finding: &&Finding| task.selection.has(finding.rule);
    outcome.findings = lint(&subject).iter().filter(wanted).map(|f| recorder.record(f)).collect();
    outcome
}

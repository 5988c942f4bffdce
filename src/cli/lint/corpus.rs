//! Findings about all sidecars together.

use crate::cli::format::finding::{Record, record};
use crate::cli::lint::check::Task;
use crate::lint::corpus::{Complaint, Corpus, Voice};
use crate::lint::lint_corpus;
use crate::sidecar::Sidecar;
use crate::workspace::files;
use crate::workspace::index::Entry;

/// What the sidecars say of each other. Those with something to be told are read once more, for their lines.
pub fn findings(entries: &[Entry], task: &Task<'_>) -> Vec<Record> {
    let names: Vec<(String, String)> = entries
        .iter()
        .map(|e| (e.sidecar.to_string_lossy().into_owned(), e.article.to_string_lossy().into_owned()))
        .collect();
    let voices = entries.iter().zip(&names);
    let corpus = Corpus {
        voices: voices.map(|(e, (file, article))| Voice { file, article, claims: &e.claims }).collect(),
    };
    let complaints = lint_corpus(&corpus);
    let mut out = Vec::new();
    for same in complaints.chunk_by(|a, b| a.voice == b.voice) {
        let Some((entry, (file, _))) =
            same.first().and_then(|c| Some((entries.get(c.voice)?, names.get(c.voice)?)))
        else {
            continue;
        };
        let project = task.projects.beside(&entry.article);
        let bytes = files::read(&entry.sidecar).ok().flatten().unwrap_or_default();
        let sidecar = Sidecar::read(bytes);
        let told = |complaint: &Complaint| {
            let mut finding = complaint.finding(&sidecar)?;
            finding.severity = task.selection.weigh(&finding, &project.settings)?;
            let line = String::from_utf8_lossy(sidecar.line_bytes(finding.line));
            Some(record(file, if task.shown { &line } else { "" }, &finding, task.locale))
        };
        out.extend(same.iter().filter_map(told));
    }
    out
}

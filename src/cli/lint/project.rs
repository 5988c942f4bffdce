//! Findings in the project's own files: `gannhan.toml` and the tables that it names.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::format::finding::{Record, record};
use crate::cli::rules::Selection;
use crate::config::source::Lines;
use crate::messages::Locale;
use crate::workspace::config::{Checked, Project};

/// What is wrong in the files of these projects, each of which is told once.
pub fn findings(
    projects: impl Iterator<Item = Arc<Project>>,
    selection: &Selection,
    locale: Locale,
) -> Vec<Record> {
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut out = Vec::new();
    for project in projects {
        let Some(file) = &project.file else { continue };
        if !seen.insert(file.clone()) {
            continue;
        }
        for Checked { path, text, findings } in &project.checked {
            let (lines, shown) = (Lines::new(text), super::super::output::shown(path));
            for finding in findings {
                if let Some(severity) = selection.weigh(finding, &project.settings) {
                    let written = lines.line(finding.line);
                    let mut record = record(&shown, written, finding, locale);
                    record.severity = severity;
                    out.push(record);
                }
            }
        }
    }
    out
}

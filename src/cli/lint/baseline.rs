//! The baseline: findings that are known and let be. They are known by the annotation's id and the rule, so that
//! lines may come, go and move; findings without an annotation by the sidecar's path from the baseline's folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::format::finding::Record;
use crate::messages::{Locale, text};
use crate::workspace::config::absolute;
use crate::workspace::files::{self, FileError};

/// The file's format.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    annotation: Option<String>,
    rule: String,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

/// Known findings, each with how many of it are still to be let be.
pub struct Baseline {
    folder: PathBuf,
    left: BTreeMap<Key, usize>,
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// A message for people.
    pub fn read(path: &Path, locale: Locale) -> Result<Baseline, String> {
        let source = files::read_text(path).map_err(|e| e.to_string())?;
        let bad = |error: String| {
            let file = path.to_string_lossy().into_owned();
            text(locale, "cli-lint-baseline-bad", &[("file", file.into()), ("error", error.into())])
        };
        let stored: Stored = serde_json::from_str(&source).map_err(|e| bad(e.to_string()))?;
        if stored.version != VERSION {
            return Err(bad(format!("version {}", stored.version)));
        }
        let mut left = BTreeMap::new();
        for entry in stored.findings {
            *left.entry(entry.key).or_insert(0) += entry.count;
        }
        Ok(Baseline { folder: folder(path), left })
    }

    /// Whether a finding is known; it is then used up.
    pub fn takes(&mut self, finding: &Record) -> bool {
        match self.left.get_mut(&key(finding, &self.folder)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

/// Writes a baseline of these findings: one a line, in a fixed order.
///
/// # Errors
/// When the file can't be written.
pub fn write(path: &Path, findings: &[Record]) -> Result<(), FileError> {
    let folder = folder(path);
    let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(key(finding, &folder)).or_insert(0) += 1;
    }
    let entries: Vec<String> = counts
        .into_iter()
        .map(|(key, count)| serde_json::to_string(&Entry { key, count }).unwrap_or_default())
        .collect();
    let lines = if entries.is_empty() { String::new() } else { format!("\n{}\n", entries.join(",\n")) };
    let whole = format!("{{\"version\":{VERSION},\"findings\":[{lines}]}}\n");
    files::update(path, |_| Ok::<_, FileError>(Some(whole.clone().into_bytes()))).map(drop)
}

fn key(finding: &Record, folder: &Path) -> Key {
    let file = match finding.annotation {
        Some(_) => None,
        None => Some(relative(Path::new(&finding.file), folder)),
    };
    Key { file, annotation: finding.annotation.clone(), rule: finding.rule.to_owned() }
}

/// The folder of the baseline, from the root.
fn folder(path: &Path) -> PathBuf {
    absolute(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

/// A path from `folder`, with `/`; from the root where it lies elsewhere.
fn relative(path: &Path, folder: &Path) -> String {
    let whole = absolute(path);
    let parts = whole.strip_prefix(folder).unwrap_or(&whole);
    parts.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

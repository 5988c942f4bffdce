//! A sidecar and the article that it stands beside.

use std::fs;
use std::path::{Path, PathBuf};

use super::files::{self, Problem};
use crate::sidecar::path;

/// A sidecar and its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The sidecar's path, as the arguments lead to it.
    pub sidecar: PathBuf,
    /// The article's path, whether it is there or not.
    pub article: PathBuf,
}

impl Pair {
    /// The pair of a sidecar: of the articles that its name fits, the first that is there, else the likeliest.
    /// `None` when the path is no sidecar's.
    pub fn of(sidecar: &Path) -> Option<Pair> {
        Pair::among(sidecar, Path::is_file)
    }

    /// The same where somebody knows which articles are there.
    pub fn among(sidecar: &Path, is_there: impl Fn(&Path) -> bool) -> Option<Pair> {
        let name = sidecar.file_name()?.to_string_lossy();
        let candidates = path::articles(&name);
        let beside = |(article, _): &(&str, Option<&str>)| sidecar.with_file_name(article);
        let article =
            candidates.iter().map(beside).find(|a| is_there(a)).or_else(|| candidates.first().map(beside))?;
        Some(Pair { sidecar: sidecar.to_owned(), article })
    }

    /// Bare file name of the article.
    pub fn article_name(&self) -> String {
        self.article.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The article's text: `None` when it is not there. What it is that can't be read is the second.
    pub fn article_text(&self) -> (Option<String>, Option<String>) {
        match files::read_text(&self.article) {
            Ok(text) => (Some(text), None),
            Err(error) if matches!(error.problem, Problem::NotFound) => (None, None),
            Err(error) => (None, Some(error.to_string())),
        }
    }
}

/// The sidecars of one article.
///
/// # Errors
/// A message, when its folder can't be read.
pub fn beside(article: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = match article.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| article.with_file_name(entry.file_name()))
        .filter(|path| path.is_file() && Pair::of(path).is_some_and(|pair| pair.article == article))
        .collect();
    found.sort();
    Ok(found)
}

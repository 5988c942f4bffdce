//! Which sidecars the arguments name, each with the article that it stands beside.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::config::Projects;
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
        let name = sidecar.file_name()?.to_string_lossy();
        let candidates = path::articles(&name);
        let beside = |(article, _): &(&str, Option<&str>)| sidecar.with_file_name(article);
        let article =
            candidates.iter().map(beside).find(|a| a.is_file()).or_else(|| candidates.first().map(beside))?;
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

/// The sidecars that arguments name, in a fixed order, none twice: a folder's (walked as git would, without those of
/// files that the project leaves out), an article's, or those named themselves. Second: messages about what can't be read.
pub fn find(paths: &[PathBuf]) -> (Vec<Pair>, Vec<String>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let projects = Projects::default();
    for path in paths {
        let named = path.file_name().map(|n| n.to_string_lossy());
        let here: Result<Vec<PathBuf>, String> = if path.is_dir() {
            Ok(walk(path, &projects, &mut problems))
        } else if named.is_some_and(|name| path::is_sidecar(&name)) {
            Ok(vec![path.clone()])
        } else if path.is_file() {
            beside(path)
        } else {
            Err(files::read_text(path).err().map_or_else(String::new, |e| e.to_string()))
        };
        match here {
            Ok(sidecars) => found.extend(sidecars.iter().filter_map(|s| Pair::of(s))),
            Err(problem) => problems.push(problem),
        }
    }
    let mut seen = HashSet::new();
    found.retain(|p| seen.insert(p.sidecar.clone()));
    (found, problems)
}

fn walk(folder: &Path, projects: &Projects, problems: &mut Vec<String>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|t| t.is_file());
                let left_out = || {
                    let article = Pair::of(entry.path()).map(|pair| pair.article);
                    article.is_some_and(|article| projects.beside(&article).leaves_out(&article))
                };
                if is_file && path::is_sidecar(&entry.file_name().to_string_lossy()) && !left_out() {
                    found.push(entry.path().strip_prefix("./").unwrap_or(entry.path()).to_owned());
                }
            }
            Err(error) => problems.push(error.to_string()),
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_has_its_sidecars_and_orphans_are_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in [
            "a.txt",
            "a.txt.anno.jsonl",
            "a.txt.lan.anno.jsonl",
            "ab.txt.anno.jsonl",
            "gone.txt.lan.anno.jsonl",
            "x.jsonl",
        ] {
            fs::write(at(name), "").expect("written");
        }
        let names = |paths: &[&str]| -> Vec<(String, String)> {
            let paths: Vec<PathBuf> = paths.iter().map(|p| at(p)).collect();
            let (found, problems) = find(&paths);
            assert_eq!(problems, Vec::<String>::new());
            let name = |p: &PathBuf| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.iter().map(|p| (name(&p.sidecar), p.article_name())).collect()
        };
        let pair = |s: &str, a: &str| (s.to_owned(), a.to_owned());
        let of_a = [pair("a.txt.anno.jsonl", "a.txt"), pair("a.txt.lan.anno.jsonl", "a.txt")];
        assert_eq!(names(&["a.txt"]), of_a);
        assert_eq!(names(&["a.txt.lan.anno.jsonl", "a.txt"]), [of_a[1].clone(), of_a[0].clone()]);
        assert_eq!(names(&["x.jsonl"]), []);
        let all = names(&["."]);
        assert_eq!(all[..2], of_a);
        assert_eq!(all[2], pair("ab.txt.anno.jsonl", "ab.txt"));
        assert_eq!(all[3].0, "gone.txt.lan.anno.jsonl");
        assert_eq!(all.len(), 4);
        assert_eq!(find(&[at("none")]).1.len(), 1);
    }
}

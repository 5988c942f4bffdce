//! What arguments name: articles with their sidecars.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::config::Projects;
use super::files;
use super::sidecars::{Pair, beside};
use crate::sidecar::path::is_sidecar;

/// An article and those of its sidecars that are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The article's path, whether it is there or not.
    pub article: PathBuf,
    /// Whether the article is meant too.
    pub whole: bool,
    /// The sidecars' paths, as the arguments lead to them.
    pub sidecars: Vec<PathBuf>,
}

impl Target {
    /// Bare file name of the article.
    pub fn article_name(&self) -> String {
        self.article.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Those that arguments name, in a fixed order, each article once: a folder's (walked as git would; what counts as an
/// article there is for the project to say), an article with its sidecars, or a sidecar alone. Second: messages
/// about what can't be read.
pub fn find(paths: &[PathBuf], projects: &Projects) -> (Vec<Target>, Vec<String>) {
    let mut targets = Targets::default();
    let mut problems = Vec::new();
    for path in paths {
        let named = path.file_name().map(|n| n.to_string_lossy());
        if path.is_dir() {
            walk(path, projects, &mut targets, &mut problems);
        } else if named.is_some_and(|name| is_sidecar(&name)) {
            targets.sidecar(path);
        } else if path.is_file() {
            targets.article(path);
            match beside(path) {
                Ok(sidecars) => sidecars.iter().for_each(|s| targets.sidecar(s)),
                Err(problem) => problems.push(problem),
            }
        } else {
            problems.push(files::read_text(path).err().map_or_else(String::new, |e| e.to_string()));
        }
    }
    (targets.all, problems)
}

/// The sidecars alone, in the same order, each with its article.
pub fn pairs(paths: &[PathBuf], projects: &Projects) -> (Vec<Pair>, Vec<String>) {
    let (targets, problems) = find(paths, projects);
    let beside = |Target { article, sidecars, .. }: Target| {
        sidecars.into_iter().map(move |sidecar| Pair { sidecar, article: article.clone() })
    };
    (targets.into_iter().flat_map(beside).collect(), problems)
}

#[derive(Default)]
struct Targets {
    all: Vec<Target>,
    numbers: HashMap<PathBuf, usize>,
}

impl Targets {
    fn of(&mut self, article: &Path) -> &mut Target {
        let number = *self.numbers.entry(article.to_owned()).or_insert(self.all.len());
        if number == self.all.len() {
            self.all.push(Target { article: article.to_owned(), whole: false, sidecars: Vec::new() });
        }
        &mut self.all[number]
    }

    /// Whether an article was met as a file.
    fn has(&self, article: &Path) -> bool {
        self.numbers.get(article).is_some_and(|n| self.all[*n].whole)
    }

    fn article(&mut self, article: &Path) {
        self.of(article).whole = true;
    }

    fn sidecar(&mut self, sidecar: &Path) {
        if let Some(pair) = Pair::of(sidecar) {
            self.pair(pair);
        }
    }

    fn pair(&mut self, Pair { sidecar, article }: Pair) {
        let target = self.of(&article);
        if !target.sidecars.contains(&sidecar) {
            target.sidecars.push(sidecar);
        }
    }
}

fn walk(folder: &Path, projects: &Projects, targets: &mut Targets, problems: &mut Vec<String>) {
    for entry in WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(error.to_string());
                continue;
            }
        };
        if !entry.file_type().is_some_and(|t| t.is_file()) {
            continue;
        }
        let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
        if is_sidecar(&entry.file_name().to_string_lossy()) {
            // In order of names, the article came before.
            let pair = Pair::among(path, |article| targets.has(article) || article.is_file());
            if let Some(pair) = pair.filter(|p| !projects.beside(&p.article).leaves_out(&p.article)) {
                targets.pair(pair);
            }
        } else if projects.beside(path).is_article(path) {
            targets.article(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn an_article_has_its_sidecars_and_orphans_are_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in [
            "a.txt",
            "a.txt.anno.jsonl",
            "a.txt.lan.anno.jsonl",
            "ab.txt.anno.jsonl",
            "b.txt",
            "gone.txt.lan.anno.jsonl",
            "x.jsonl",
        ] {
            fs::write(at(name), "").expect("written");
        }
        let found = |paths: &[&str]| -> Vec<String> {
            let paths: Vec<PathBuf> = paths.iter().map(|p| at(p)).collect();
            let (found, problems) = find(&paths, &Projects::default());
            assert_eq!(problems, Vec::<String>::new());
            let name = |p: &PathBuf| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let said = |t: &Target| {
                let sidecars: Vec<String> = t.sidecars.iter().map(name).collect();
                format!("{}{}: {}", t.article_name(), if t.whole { "!" } else { "" }, sidecars.join(" "))
            };
            found.iter().map(said).collect()
        };
        assert_eq!(found(&["a.txt"]), ["a.txt!: a.txt.anno.jsonl a.txt.lan.anno.jsonl"]);
        assert_eq!(found(&["b.txt"]), ["b.txt!: "]);
        assert_eq!(
            found(&["a.txt.lan.anno.jsonl", "a.txt"]),
            ["a.txt!: a.txt.lan.anno.jsonl a.txt.anno.jsonl"]
        );
        assert_eq!(found(&["a.txt.anno.jsonl"]), ["a.txt: a.txt.anno.jsonl"]);
        assert_eq!(
            found(&["."]),
            [
                "a.txt!: a.txt.anno.jsonl a.txt.lan.anno.jsonl",
                "ab.txt: ab.txt.anno.jsonl",
                "b.txt!: ",
                "gone.txt: gone.txt.lan.anno.jsonl",
            ]
        );
        assert_eq!(find(&[at("none")], &Projects::default()).1.len(), 1);
        let (pairs, _) = pairs(&[at("a.txt.lan.anno.jsonl"), at("a.txt"), at("b.txt")], &Projects::default());
        let sidecars: Vec<PathBuf> = pairs.iter().map(|p| p.sidecar.clone()).collect();
        assert_eq!(sidecars, [at("a.txt.lan.anno.jsonl"), at("a.txt.anno.jsonl")]);
        assert!(pairs.iter().all(|p| p.article == at("a.txt")));
    }
}

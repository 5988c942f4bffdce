//! Projects: the nearest `gannhan.toml` above a file, what it says, and what it names.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use dashmap::DashMap;
use globset::{Glob, GlobBuilder, GlobSet};
use ignore::WalkBuilder;

use super::articles::is_no_article;
use super::files;
use crate::config::source::Lines;
use crate::config::tables::{RULE, officials, places};
use crate::config::{Layer, Pattern, Problem, Settings, from_toml};
use crate::gazetteer::own::Overlay;
use crate::lint::Finding;
use crate::tagger::analyse;
use crate::tagger::article::{Article, Knowledge};
use crate::tagger::mention::Analysis;

/// Name of a project's file.
pub const NAME: &str = "gannhan.toml";

/// Patterns of articles where none are set.
const ARTICLES: &str = "**/*.txt";

/// A file of the project that was checked, with what is wrong in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// What holds in a folder and below.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Its file, from the root of the file system; none where no project is.
    pub file: Option<PathBuf>,
    /// What the file says.
    pub layer: Layer,
    /// What that makes with the defaults.
    pub settings: Settings,
    /// What the tagger gets to know.
    pub knowledge: Knowledge,
    /// Its files with what is wrong in them; the project's file is the first.
    pub checked: Vec<Checked>,
    /// How many of them, behind the first, are tables of places; the others are of officials.
    place_tables: usize,
    articles: Articles,
}

/// Which files are articles.
#[derive(Clone, Debug, Default)]
struct Articles {
    /// Whether the project says so itself.
    chosen: bool,
    include: GlobSet,
    /// Patterns whose last part is a file's name in full.
    named: GlobSet,
    exclude: GlobSet,
}

impl Articles {
    fn of(layer: &Layer) -> Articles {
        let default = [ARTICLES.to_owned()];
        let include = layer.articles.as_deref().unwrap_or(&default);
        let is_named = |p: &&String| !p.rsplit('/').next().unwrap_or("").contains(['*', '?', '[', '{']);
        Articles {
            chosen: layer.articles.is_some(),
            include: set(include.iter()),
            named: set(include.iter().filter(is_named)),
            exclude: set(layer.exclude.iter().flatten()),
        }
    }
}

/// Patterns as one; what is none is left out (it was told when it was read).
fn set<'p>(patterns: impl Iterator<Item = &'p String>) -> GlobSet {
    GlobSet::new(patterns.filter_map(|p| glob(p))).unwrap_or_default()
}

/// A pattern of paths with `/` between folders; one that ends in `/` means all that is in the folder.
fn glob(pattern: &str) -> Option<Glob> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let whole = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    GlobBuilder::new(&whole).literal_separator(true).build().ok()
}

impl Project {
    /// Reads a project's file and what it names.
    pub fn load(file: &Path) -> Project {
        let mut checked = Checked { path: file.to_owned(), ..Checked::default() };
        match files::read_text(file) {
            Ok(text) => checked.text = text,
            Err(error) => {
                let problem = Problem::new(
                    &(0..0),
                    "lint-bad-config.unreadable",
                    &[("error", &error.problem_in_words())],
                );
                checked.findings.extend(Lines::new("").finding("bad-config", 0..0, problem.message));
            }
        }
        let (layer, findings) = from_toml(&checked.text);
        checked.findings.extend(findings);
        let settings = Settings::of(&[&layer]);
        let root = file.parent().unwrap_or(Path::new(""));
        let (places, missing) = tables(root, layer.gazetteer.as_deref().unwrap_or_default());
        checked.findings.extend(not_there(&checked.text, &missing));
        let (officials, missing) = tables(root, layer.officials.as_deref().unwrap_or_default());
        checked.findings.extend(not_there(&checked.text, &missing));
        let read_places = places::read(&texts(&places));
        let overlay = Overlay::new(&read_places.forms);
        let own = (!overlay.is_empty()).then(|| Arc::new(overlay));
        let read_officials = officials::read(&texts(&officials));
        let held = (!read_officials.officials.is_empty()).then(|| Arc::new(read_officials.officials));
        let place_tables = places.len();
        let tables = places.into_iter().chain(officials);
        let findings = read_places.findings.into_iter().chain(read_officials.findings);
        let tables = tables.zip(findings).map(|(mut table, findings)| {
            table.findings.extend(findings);
            table
        });
        let checked = std::iter::once(checked).chain(tables).collect();
        Project {
            file: Some(file.to_owned()),
            articles: Articles::of(&layer),
            knowledge: Knowledge { own, officials: held, date: settings.date },
            place_tables,
            settings,
            layer,
            checked,
        }
    }

    /// The folder that its patterns count from; none where no project is.
    pub fn root(&self) -> Option<&Path> {
        self.file.as_deref().and_then(Path::parent)
    }

    /// The path from the project's root; as it is where it lies elsewhere or no project is.
    fn relative(&self, path: &Path) -> PathBuf {
        let inside = |root| Some(absolute(path).strip_prefix(root).ok()?.to_owned());
        match self.root().and_then(inside) {
            Some(rest) => rest,
            None => path.strip_prefix("/").unwrap_or(path).to_owned(),
        }
    }

    /// Whether a file is an article: it fits the patterns, and its name is none that tools use for other things.
    pub fn is_article(&self, path: &Path) -> bool {
        let relative = self.relative(path);
        let name = relative.file_name().unwrap_or_default().to_string_lossy();
        self.articles.include.is_match(&relative)
            && !self.articles.exclude.is_match(&relative)
            && (!is_no_article(&name) || self.articles.chosen && self.articles.named.is_match(&relative))
    }

    /// The patterns of its articles.
    pub fn patterns(&self) -> Vec<String> {
        self.layer.articles.clone().unwrap_or_else(|| vec![ARTICLES.to_owned()])
    }

    /// Whether the project says itself that a file is no article.
    pub fn leaves_out(&self, path: &Path) -> bool {
        let relative = self.relative(path);
        self.articles.exclude.is_match(&relative)
            || self.articles.chosen && !self.articles.include.is_match(&relative)
    }

    /// Whether the project says itself that a file is an article.
    pub fn takes_in(&self, path: &Path) -> bool {
        self.articles.chosen && self.is_article(path)
    }

    /// What an article says, by what the project knows and wants.
    pub fn analyse(&self, article: &Article<'_>) -> Analysis {
        let mut analysis = analyse(article, &self.knowledge);
        analysis.mentions.retain(|m| self.settings.has(m.value.kind()));
        analysis
    }

    /// Whether what it says rests on this file, or would if it were there.
    pub fn rests_on(&self, path: &Path) -> bool {
        let relative = self.relative(path);
        let fits =
            |pattern: &Pattern| glob(&pattern.text).is_some_and(|g| g.compile_matcher().is_match(&relative));
        let mut named = self.layer.gazetteer.iter().chain(&self.layer.officials).flatten();
        self.checked.iter().any(|c| c.path == path) || named.any(fits)
    }

    /// What is wrong in one of its own files, if that held this text.
    pub fn check(&self, path: &Path, text: &str) -> Vec<Finding> {
        if self.file.as_deref() == Some(path) {
            let (layer, mut findings) = from_toml(text);
            let root = path.parent().unwrap_or(Path::new(""));
            for patterns in [&layer.gazetteer, &layer.officials].into_iter().flatten() {
                findings.extend(not_there(text, &paths(root, patterns).1));
            }
            return findings;
        }
        let tables = self.checked.get(1..).unwrap_or_default();
        let Some(number) = tables.iter().position(|t| t.path == path) else { return Vec::new() };
        let (places, officials) = tables.split_at(self.place_tables.min(tables.len()));
        if number >= places.len() {
            let mut texts = texts(officials);
            texts[number - places.len()] = text;
            return officials::read(&texts).findings.swap_remove(number - places.len());
        }
        let mut texts = texts(places);
        texts[number] = text;
        places::read(&texts).findings.swap_remove(number)
    }

    /// How many things are wrong in its files.
    pub fn faults(&self) -> usize {
        self.checked.iter().map(|c| c.findings.len()).sum()
    }
}

/// The files that patterns name, in a fixed order, and the patterns that name none.
fn paths<'p>(root: &Path, patterns: &'p [Pattern]) -> (Vec<PathBuf>, Vec<&'p Pattern>) {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut missing = Vec::new();
    for pattern in patterns {
        // A name in full may lie anywhere, also above.
        let named = root.join(&pattern.text);
        let before = found.len();
        if named.is_file() {
            found.push(named);
        } else if let Some(matcher) = glob(&pattern.text).map(|g| g.compile_matcher()) {
            let files = WalkBuilder::new(root).sort_by_file_name(Ord::cmp).build().filter_map(Result::ok);
            let fits = |path: &Path| path.strip_prefix(root).is_ok_and(|p| matcher.is_match(p));
            found.extend(files.map(ignore::DirEntry::into_path).filter(|p| fits(p) && p.is_file()));
        }
        if found.len() == before {
            missing.push(pattern);
        }
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    (found, missing)
}

/// The tables that patterns name, and the patterns that name none.
fn tables<'p>(root: &Path, patterns: &'p [Pattern]) -> (Vec<Checked>, Vec<&'p Pattern>) {
    let (paths, missing) = paths(root, patterns);
    let read = |path: PathBuf| {
        let (text, error) = match files::read_text(&path) {
            Ok(text) => (text, None),
            Err(error) => (String::new(), Some(error.problem_in_words())),
        };
        let unreadable = error.and_then(|error| {
            let problem = Problem::new(&(0..0), "lint-bad-table.unreadable", &[("error", &error)]);
            Lines::new("").finding(RULE, problem.at, problem.message)
        });
        Checked { path, text, findings: unreadable.into_iter().collect() }
    };
    (paths.into_iter().map(read).collect(), missing)
}

fn texts(tables: &[Checked]) -> Vec<&str> {
    tables.iter().map(|t| t.text.as_str()).collect()
}

/// What to say of patterns that name no file.
fn not_there(text: &str, missing: &[&Pattern]) -> Vec<Finding> {
    let lines = Lines::new(text);
    let tell = |pattern: &&Pattern| {
        let arguments = [("pattern", pattern.text.as_str())];
        let problem = Problem::new(&pattern.at, "lint-bad-config.no-such-file", &arguments);
        lines.finding("bad-config", problem.at, problem.message)
    };
    missing.iter().filter_map(tell).collect()
}

/// The nearest project's file above a file, or in or above a folder.
pub fn find(path: &Path) -> Option<PathBuf> {
    let whole = absolute(path);
    let from = if whole.is_dir() { Some(whole.as_path()) } else { whole.parent() };
    from?.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file())
}

/// What the project of the current folder sets, without a look at what it names.
pub fn here() -> Settings {
    let text = find(Path::new(".")).and_then(|file| files::read_text(&file).ok()).unwrap_or_default();
    Settings::of(&[&from_toml(&text).0])
}

/// A path from the root of the file system, without `..`.
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if whole.components().any(|c| c == Component::ParentDir) {
        // Behind a link `..` is not the folder before; only the system knows.
        return std::fs::canonicalize(&whole).unwrap_or(whole);
    }
    whole
}

/// The projects of folders, each read once. May be shared by threads.
#[derive(Debug, Default)]
pub struct Projects {
    by_folder: DashMap<PathBuf, Arc<Project>>,
    by_file: DashMap<PathBuf, Arc<Project>>,
}

impl Projects {
    /// The project of a file or folder.
    pub fn of(&self, path: &Path) -> Arc<Project> {
        if path.is_dir() { self.in_folder(path) } else { self.beside(path) }
    }

    /// The project of a file.
    pub fn beside(&self, file: &Path) -> Arc<Project> {
        self.in_folder(file.parent().unwrap_or(Path::new("")))
    }

    /// All projects read so far.
    pub fn all(&self) -> Vec<Arc<Project>> {
        self.by_file.iter().map(|entry| entry.value().clone()).collect()
    }

    fn in_folder(&self, folder: &Path) -> Arc<Project> {
        let folder = match Some(folder) {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if let Some(project) = self.by_folder.get(folder) {
            return project.clone();
        }
        let project = match find(folder) {
            Some(file) => {
                self.by_file.entry(file.clone()).or_insert_with(|| Arc::new(Project::load(&file))).clone()
            }
            None => self
                .by_file
                .entry(PathBuf::new())
                .or_insert_with(|| {
                    Arc::new(Project { articles: Articles::of(&Layer::default()), ..Project::default() })
                })
                .clone(),
        };
        self.by_folder.insert(folder.to_owned(), project.clone());
        project
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        folder
    }

    #[test]
    fn the_nearest_file_counts_and_it_alone() {
        let folder = folder(&[
            ("gannhan.toml", "locale = 'vi'\nmax-diagnostics = 3"),
            ("a/b/gannhan.toml", "locale = 'en'"),
            ("a/b/c/x.txt", ""),
        ]);
        let projects = Projects::default();
        let of = |path: &str| projects.of(&folder.path().join(path));
        assert_eq!(of("a/b/c/x.txt").settings.max_diagnostics, 1000);
        assert_eq!(of("a/b").root(), Some(folder.path().join("a/b").as_path()));
        assert_eq!(of("a/x.txt").settings.max_diagnostics, 3);
        assert_eq!(of("a/b/c/../../x.txt").settings.max_diagnostics, 3);
        assert!(projects.of(Path::new("/nowhere at all/x.txt")).file.is_none());
    }

    #[test]
    fn which_files_are_articles() {
        let check = |toml: &str, yes: &[&str], no: &[&str]| {
            let folder = folder(&[(NAME, toml)]);
            let project = Project::load(&folder.path().join(NAME));
            assert_eq!(project.faults(), 0, "{toml}");
            for (paths, expected) in [(yes, true), (no, false)] {
                for path in paths {
                    assert_eq!(project.is_article(&folder.path().join(path)), expected, "{toml}: {path}");
                }
            }
        };
        check(
            "",
            &["a.txt", "x/y/b.txt"],
            &["a.md", "x/requirements.txt", "LICENSE.txt", "a.txt.anno.jsonl"],
        );
        check(
            "articles = ['news/*.txt', './x/README.txt']",
            &["news/a.txt", "x/README.txt"],
            &["news/x/a.txt", "a.txt", "news/README.txt"],
        );
        check(
            "articles = '**/*.{txt,md}'\nexclude = ['drafts/', '**/_*']",
            &["a.md", "b/c.txt"],
            &["drafts/x/a.md", "b/_c.txt", "README.txt"],
        );
        let none = Projects::default().of(Path::new("/nowhere at all/a.txt"));
        assert!(none.is_article(Path::new("/nowhere at all/a.txt")) && none.is_article(Path::new("a.txt")));
        assert!(!none.is_article(Path::new("/nowhere at all/robots.txt")));
    }

    #[test]
    fn a_file_that_can_not_be_read_is_told() {
        let folder = folder(&[]);
        let file = folder.path().join(NAME);
        fs::write(&file, b"locale = '\xff'").expect("written");
        let project = Project::load(&file);
        assert_eq!(project.faults(), 1);
        assert_eq!(project.settings, Settings::default());
    }
}

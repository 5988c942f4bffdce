//! Which article names whom and what, over all sidecars of the workspace. Filled once by a parallel walk
//! ([`Index::fill`]), then kept up file by file. All methods take `&self` and may be called from any thread.
//!
//! How to ask:
//!
//! ```
//! use gannhan::workspace::index::Index;
//! use gannhan::sidecar::Sidecar;
//! use std::path::Path;
//!
//! let index = Index::default();
//! // A file's event, a write, or an open buffer:
//! let line = r#"{"id":"urn:gannhan:a1b2c3","body":{"type":"Locality","source":"urn:gannhan:country:LA","name":"Lào"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":21},{"type":"TextQuoteSelector","exact":"Lào"}]}}"#;
//! index.take(Path::new("news/a.txt.anno.jsonl"), &Sidecar::read(line));
//!
//! // By the IRI of a thing (references of one entity): file, span, type.
//! let found = index.of_thing("urn:gannhan:country:LA");
//! assert_eq!(found[0].article(), Path::new("news/a.txt"));
//! assert_eq!((found[0].span.start.0, found[0].kind.name(), &*found[0].text), (18, "locality", "Lào"));
//!
//! // By name, in any spelling that folds alike. Persons' ids hold within one article, so
//! // a person of the whole corpus is found by name.
//! assert_eq!(index.things_named("LÀO"), found.iter().map(|o| o.thing.clone()).collect::<Vec<_>>());
//! assert_eq!(index.named("lào").len(), 1);
//!
//! // By a part of a name, marks or none (workspace symbols).
//! assert_eq!(&*index.search("lao", 10)[0].name, "Lào");
//! ```

mod fill;
mod search;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dashmap::{DashMap, DashSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::files::{self, FileError};
use super::sidecars::Pair;
use crate::sidecar::claims::{Claim, Claims, Intern, OfficeClaim};
use crate::sidecar::{Sidecar, Status};
use crate::text::syllable::Key;
use crate::text::token::tokenize;

pub use search::Found;

type Map<K, V> = DashMap<K, V, FxBuildHasher>;

/// A sidecar's claims and where they stand.
#[derive(Debug)]
pub struct Entry {
    /// The sidecar.
    pub sidecar: Arc<Path>,
    /// Its article, whether that is there or not.
    pub article: Arc<Path>,
    /// What it says.
    pub claims: Claims,
}

/// One annotation, with its files. Its fields are those of [`Claim`]: `span` (code points of the article as
/// stored), `kind`, `thing` (an IRI), `text`, `name`, `line` (of the sidecar).
#[derive(Clone, Debug)]
pub struct Occurrence {
    entry: Arc<Entry>,
    number: usize,
}

impl Occurrence {
    /// The article that it is in.
    pub fn article(&self) -> &Path {
        &self.entry.article
    }

    /// The sidecar that says so.
    pub fn sidecar(&self) -> &Path {
        &self.entry.sidecar
    }
}

impl Deref for Occurrence {
    type Target = Claim;

    fn deref(&self) -> &Claim {
        &self.entry.claims.all[self.number]
    }
}

/// Somebody who is named in an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What he or she is called, as most articles spell it.
    pub name: Arc<str>,
    /// The articles that say so.
    pub articles: BTreeSet<Arc<Path>>,
}

/// All sidecars' claims.
#[derive(Debug, Default)]
pub struct Index {
    /// By the sidecar's path.
    entries: Map<Arc<Path>, Arc<Entry>>,
    /// IRI → the sidecars that name it.
    things: Map<Arc<str>, FxHashSet<Arc<Path>>>,
    /// Folded name → the things of that name, each with how many claims call it so.
    names: Map<Box<[Key]>, FxHashMap<Arc<str>, usize>>,
    /// Article → its sidecars.
    articles: Map<Arc<Path>, FxHashSet<Arc<Path>>>,
    /// Words that come again and again are stored once.
    words: Words,
}

/// Words that were met, each stored once. May be shared by threads.
#[derive(Debug, Default)]
pub struct Words(DashSet<Arc<str>, FxBuildHasher>);

impl Intern for &Words {
    fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        // Another thread may have been quicker: either copy will do.
        self.0.insert(new.clone());
        new
    }
}

/// A name as it is looked up: case, Unicode form and tone placement do not matter.
fn folded(name: &str) -> Box<[Key]> {
    let mut tokens = Vec::new();
    tokenize(name, &mut tokens);
    tokens.into_iter().map(|t| t.key).collect()
}

/// A body without the unit whose it is: "Tỉnh ủy Hậu Giang" is "Tỉnh ủy", where that is Hậu Giang's.
fn body(organ: &str, unit: &[Key]) -> Box<[Key]> {
    let organ = folded(organ);
    let ends = (0..unit.len()).map(|from| &unit[from..]).find(|end| organ.ends_with(end));
    organ[..organ.len() - ends.map_or(0, <[Key]>::len)].into()
}

/// The names that a claim is found by: what the thing is called, and the words in the text.
fn names(claim: &Claim) -> impl Iterator<Item = Box<[Key]>> {
    let name = folded(&claim.name);
    let text = folded(&claim.text);
    let other = (text != name).then_some(text);
    std::iter::once(name).chain(other).filter(|n| !n.is_empty())
}

impl Index {
    /// Takes a sidecar in as it stands on disk; one that is gone is forgotten.
    ///
    /// # Errors
    /// When it is there and can't be read; what was known of it is kept.
    pub fn refresh(&self, sidecar: &Path) -> Result<(), FileError> {
        match files::read(sidecar)? {
            Some(bytes) => self.take(sidecar, &Sidecar::read(bytes)),
            None => self.forget(sidecar),
        }
        Ok(())
    }

    /// Takes in what a sidecar says: read from disk, from an open buffer, or just written. A path that is no
    /// sidecar's is passed over.
    pub fn take(&self, sidecar: &Path, content: &Sidecar) {
        let Some(pair) = Pair::of(sidecar) else { return };
        let claims = Claims::of(content, &mut &self.words);
        self.replace(pair, claims);
    }

    fn replace(&self, pair: Pair, claims: Claims) {
        self.forget(&pair.sidecar);
        let sidecar: Arc<Path> = pair.sidecar.into();
        let article: Arc<Path> = pair.article.into();
        for claim in claims.all.iter().filter(|c| c.status == Status::Active) {
            self.things.entry(claim.thing.clone()).or_default().insert(sidecar.clone());
            for name in names(claim) {
                *self.names.entry(name).or_default().entry(claim.thing.clone()).or_default() += 1;
            }
        }
        self.articles.entry(article.clone()).or_default().insert(sidecar.clone());
        self.entries.insert(sidecar.clone(), Arc::new(Entry { sidecar, article, claims }));
    }

    /// Forgets a sidecar.
    pub fn forget(&self, sidecar: &Path) {
        let Some((path, entry)) = self.entries.remove(sidecar) else { return };
        for claim in entry.claims.all.iter().filter(|c| c.status == Status::Active) {
            self.things.remove_if_mut(&claim.thing, |_, files| {
                files.remove(&path);
                files.is_empty()
            });
            for name in names(claim) {
                self.names.remove_if_mut(&name, |_, things| {
                    if let Some(count) = things.get_mut(&claim.thing) {
                        *count -= 1;
                        if *count == 0 {
                            things.remove(&claim.thing);
                        }
                    }
                    things.is_empty()
                });
            }
        }
        self.articles.remove_if_mut(&entry.article, |_, sidecars| {
            sidecars.remove(&path);
            sidecars.is_empty()
        });
    }

    /// Forgets all sidecars in a folder.
    pub fn forget_folder(&self, folder: &Path) {
        let gone: Vec<Arc<Path>> =
            self.entries.iter().map(|e| e.key().clone()).filter(|p| p.starts_with(folder)).collect();
        gone.iter().for_each(|path| self.forget(path));
    }

    /// How many sidecars are known.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every annotation that means this thing, in order of files and lines. Refusals are none.
    pub fn of_thing(&self, iri: &str) -> Vec<Occurrence> {
        let mut files: Vec<Arc<Path>> =
            self.things.get(iri).map(|f| f.iter().cloned().collect()).unwrap_or_default();
        files.sort_unstable();
        let mut found = Vec::new();
        for file in files {
            let Some(entry) = self.entries.get(&file).map(|e| e.clone()) else { continue };
            let all = entry.claims.all.iter().enumerate();
            let here = all.filter(|(_, c)| &*c.thing == iri && c.status == Status::Active);
            found.extend(here.map(|(number, _)| Occurrence { entry: entry.clone(), number }));
        }
        found
    }

    /// The IRIs of the things that are called so, or written so in an article, in a fixed order.
    pub fn things_named(&self, name: &str) -> Vec<Arc<str>> {
        let mut found: Vec<Arc<str>> =
            self.names.get(&folded(name)).map(|t| t.keys().cloned().collect()).unwrap_or_default();
        found.sort_unstable();
        found
    }

    /// Every annotation of whatever is called so, or written so, in order of files and lines.
    pub fn named(&self, name: &str) -> Vec<Occurrence> {
        let wanted = folded(name);
        let mut found: Vec<Occurrence> =
            self.things_named(name).iter().flat_map(|iri| self.of_thing(iri)).collect();
        found.retain(|o| names(o).any(|n| n == wanted));
        found.sort_by(|a, b| (a.sidecar(), a.line).cmp(&(b.sidecar(), b.line)));
        found
    }

    /// Who the sidecars name in an office: those named in most articles first. The office is given as articles
    /// write it, in any spelling that folds alike; `jurisdiction` as [`OfficeClaim`] has it.
    ///
    /// [`OfficeClaim`]: crate::sidecar::claims::OfficeClaim
    pub fn holders(&self, title: &str, organ: Option<&str>, jurisdiction: Option<&str>) -> Vec<Held> {
        // What stands behind the level and the code is the unit's name.
        let unit = folded(jurisdiction.and_then(|j| j.splitn(3, ' ').nth(2)).unwrap_or_default());
        let post = |title: &str, organ: Option<&str>| (folded(title), body(organ.unwrap_or_default(), &unit));
        let wanted = post(title, organ);
        // Equal words are stored once, so few are read.
        let mut known: FxHashMap<(*const str, Option<*const str>), bool> = FxHashMap::default();
        let mut fits = |o: &OfficeClaim| {
            let words = (Arc::as_ptr(&o.title), o.organ.as_ref().map(Arc::as_ptr));
            let is_same = || post(&o.title, o.organ.as_deref()) == wanted;
            o.jurisdiction.as_deref() == jurisdiction && *known.entry(words).or_insert_with(is_same)
        };
        let mut named: BTreeMap<Arc<str>, BTreeSet<Arc<Path>>> = BTreeMap::new();
        for entry in &self.entries {
            let claims = entry.claims.all.iter().filter(|c| c.status == Status::Active && c.names_person);
            for claim in claims.filter(|c| c.offices.iter().any(&mut fits)) {
                named.entry(claim.name.clone()).or_default().insert(entry.article.clone());
            }
        }
        let mut held: BTreeMap<Box<[Key]>, Held> = BTreeMap::new();
        let mut named: Vec<(Arc<str>, BTreeSet<Arc<Path>>)> = named.into_iter().collect();
        // The spelling of most articles comes last, and stays.
        named.sort_by(|(a, x), (b, y)| (x.len(), a).cmp(&(y.len(), b)));
        for (name, articles) in named {
            let new = || Held { name: name.clone(), articles: BTreeSet::new() };
            let held = held.entry(folded(&name)).or_insert_with(new);
            held.articles.extend(articles);
            held.name = name;
        }
        let mut held: Vec<Held> = held.into_values().collect();
        held.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.name.cmp(&b.name)));
        held
    }

    /// The sidecars of an article, in order of their names.
    pub fn of_article(&self, article: &Path) -> Vec<Arc<Entry>> {
        let sidecars = self.articles.get(article).map(|s| s.clone()).unwrap_or_default();
        let mut found: Vec<Arc<Entry>> =
            sidecars.iter().filter_map(|s| self.entries.get(s).map(|e| e.clone())).collect();
        found.sort_by(|a, b| a.sidecar.cmp(&b.sidecar));
        found
    }

    /// Everything, in order of the sidecars' paths.
    pub fn all(&self) -> BTreeMap<PathBuf, Arc<Entry>> {
        self.entries.iter().map(|e| (e.key().to_path_buf(), e.value().clone())).collect()
    }
}

#[cfg(test)]
mod tests;

//! An article as the session keeps it: what the sidecar speaks of, how far the editor has moved from
//! it, and what was found.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ropey::Rope;

use super::drift::Drift;
use super::snapshot::{Checked, Snapshot, Tagging};
use crate::sidecar::{Sidecar, path};
use crate::workspace::files::{self, FileError, Problem};

/// Where an article and its sidecar lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The article, where it is a file.
    pub article: Option<PathBuf>,
    /// Its sidecar (which need not be there), where the article is a file.
    pub sidecar: Option<PathBuf>,
}

impl Place {
    /// The places of an article that is (or is not) a file.
    pub fn of_article(article: Option<&Path>, annotator: Option<&str>) -> Place {
        let sidecar = article.and_then(|article| {
            let name = path::sidecar_name(article.file_name()?.to_str()?, annotator)?;
            Some(article.with_file_name(name))
        });
        Place { article: article.map(Path::to_path_buf), sidecar }
    }

    /// The places of a sidecar: of the articles that it may belong to, the first that is there.
    pub fn of_sidecar(sidecar: &Path) -> Place {
        let names = sidecar.file_name().and_then(|n| n.to_str()).map(path::articles).unwrap_or_default();
        let mut articles: Vec<PathBuf> = names.iter().map(|(name, _)| sidecar.with_file_name(name)).collect();
        let there = articles.iter().position(|a| a.is_file()).unwrap_or(0);
        let article = (there < articles.len()).then(|| articles.swap_remove(there));
        Place { article, sidecar: Some(sidecar.to_path_buf()) }
    }

    /// What the sidecar's name has behind the article's.
    pub fn ending(&self) -> Option<String> {
        let sidecar = self.sidecar.as_deref()?.file_name()?.to_str()?;
        sidecar.strip_prefix(self.name()?).map(str::to_string)
    }

    /// The article's bare file name.
    pub fn name(&self) -> Option<&str> {
        self.article.as_deref()?.file_name()?.to_str()
    }
}

/// A sidecar on disk.
#[derive(Clone, Debug, Default)]
pub enum Stored {
    /// There is none.
    #[default]
    Missing,
    /// What it holds.
    Read(Arc<Sidecar>),
    /// It is there and can't be read.
    Failed(Arc<FileError>),
}

impl Stored {
    /// The sidecar as bytes of a file say it.
    pub fn of(bytes: Option<Vec<u8>>) -> Stored {
        bytes.map_or(Stored::Missing, |bytes| Stored::Read(Arc::new(Sidecar::read(bytes))))
    }

    /// Whether an editor that has read the file shows this text: editors hide a BOM, make line breaks equal (or hold
    /// them all as LF), and add one at the end where there is none.
    pub fn reads_as(&self, shown: &Rope) -> bool {
        let Stored::Read(sidecar) = self else { return false };
        let text = String::from_utf8_lossy(sidecar.bytes());
        if *shown == *text {
            return true;
        }
        let shown = String::from(shown);
        let plain = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (now, stored) = (plain(&shown), plain(&text));
        let same = now == stored
            || !stored.ends_with('\n') && now.strip_suffix('\n').is_some_and(|now| now == stored);
        same && (text.contains("\r\n") || !shown.contains("\r\n"))
    }

    /// Whether both hold the same bytes.
    pub fn is(&self, other: &Stored) -> bool {
        match (self, other) {
            (Stored::Missing, Stored::Missing) => true,
            (Stored::Read(a), Stored::Read(b)) => a.bytes() == b.bytes(),
            (Stored::Failed(a), Stored::Failed(b)) => a.to_string() == b.to_string(),
            _ => false,
        }
    }
}

/// What stands on disk: read without the lock, then taken in under it.
#[derive(Debug, Default)]
pub struct Disk {
    /// The article's text; none where there is no such file.
    pub text: Option<String>,
    /// Why the article can't be read.
    pub trouble: Option<Arc<FileError>>,
    /// The sidecar.
    pub sidecar: Stored,
}

impl Disk {
    /// Reads both files.
    pub fn read(place: &Place) -> Disk {
        let mut disk = Disk::default();
        match place.article.as_deref().map(files::read_text) {
            Some(Ok(text)) => disk.text = Some(text),
            // A file that is not there yet is not in the way.
            Some(Err(error)) if matches!(error.problem, Problem::NotFound) => {}
            Some(Err(error)) => disk.trouble = Some(Arc::new(error)),
            None => {}
        }
        match place.sidecar.as_deref().map(files::read) {
            Some(Ok(bytes)) => disk.sidecar = Stored::of(bytes),
            Some(Err(error)) => disk.sidecar = Stored::Failed(Arc::new(error)),
            None => {}
        }
        disk
    }
}

/// What the session keeps of an article.
#[derive(Debug, Default)]
pub struct Article {
    /// Where it lies.
    pub place: Place,
    /// The file of its project, where it has one.
    pub home: Option<PathBuf>,
    /// The text that the sidecar's positions count in: the file as stored, a BOM included.
    pub base: Rope,
    /// What the file held when it was last read; none where there is no such file.
    pub file: Option<Rope>,
    /// From `base` to the text in the editor.
    pub drift: Drift,
    /// Why the file can't be read; then nothing is offered, since no offset could be right.
    pub trouble: Option<Arc<FileError>>,
    /// The sidecar on disk.
    pub stored: Stored,
    /// What was found in the text in the editor.
    pub tagging: Arc<Tagging>,
    /// What rests on the sidecar and `base` alone.
    pub checked: Arc<Checked>,
    /// Version of the sidecar's buffer that `checked` belongs to.
    pub checked_at: Option<i32>,
    /// The article as it was when its file changed under it, while its sidecar still speaks of the text before.
    pub behind: Option<Arc<Snapshot>>,
    /// The message that was published last, as a number.
    pub told: Option<u64>,
    /// Whether the client has said something since then: it may wait for an answer, also for the same again.
    pub is_awaited: bool,
    /// The newest snapshot, while nothing has changed.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Counts, over all articles, what findings rest on.
    pub generation: u64,
    /// Whether somebody is at work on it.
    pub running: bool,
}

impl Article {
    /// An article that was opened with `text` in the editor; without one, as it lies on disk.
    pub fn open(place: Place, text: Option<&Rope>, disk: Disk) -> Article {
        let mut article = Article { place, ..Article::default() };
        article.take(text, disk);
        article
    }

    /// Takes in what stands on disk: at the opening, and after a save.
    pub fn take(&mut self, text: Option<&Rope>, disk: Disk) {
        self.trouble = disk.trouble;
        self.stored = disk.sidecar;
        let is_file = disk.text.is_some();
        let base = match (disk.text.map(|t| Rope::from_str(&t)), text) {
            // Nearly always both are the same; then one copy is enough.
            (Some(base), Some(text)) if base == *text => text.clone(),
            (Some(base), _) => base,
            (None, Some(text)) => text.clone(),
            (None, None) => Rope::new(),
        };
        self.drift = text.map(|text| Drift::between(&base, text)).unwrap_or_default();
        self.file = is_file.then(|| base.clone());
        self.base = base;
        self.checked = Arc::default();
    }
}

//! What the sidecars of a folder say of each other: told on the lines of each of them, open or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::Uri;

use super::session::Session;
use crate::lint::corpus::{Complaint, Corpus, Voice};
use crate::lint::{Finding, lint_corpus};
use crate::sidecar::Sidecar;
use crate::workspace::index::Entry;

/// A line that does not agree with one of another sidecar.
#[derive(Clone, Debug, PartialEq)]
pub struct Discord {
    complaint: Complaint,
    /// Id of its annotation, by which the line is found again while the sidecar is edited.
    id: Option<Box<str>>,
    /// The other sidecar and its line, from 0.
    pub other: Option<(Uri, usize)>,
}

/// Those of one sidecar, in order of its lines.
pub type Discords = Arc<[Discord]>;

impl Discord {
    /// The finding on its line of the sidecar as that is now; nothing where the line is gone.
    pub fn finding(&self, sidecar: &Sidecar) -> Option<Finding> {
        let Some(id) = self.id.as_deref() else { return self.complaint.finding(sidecar) };
        let (line, _) = sidecar.annotations().find(|(_, a)| a.id.as_deref() == Some(id))?;
        Complaint { line, ..self.complaint.clone() }.finding(sidecar)
    }
}

/// What all sidecars that are known say of each other, by sidecar. Each folder that the editor has open is a corpus of its own.
pub fn find(session: &Session) -> BTreeMap<PathBuf, Discords> {
    let roots: Vec<PathBuf> = session.folders.roots().into_iter().map(|root| root.path).collect();
    let mut groups: BTreeMap<PathBuf, Vec<Arc<Entry>>> = BTreeMap::new();
    for (path, entry) in session.index().all() {
        let holding = roots.iter().filter(|root| path.starts_with(root));
        let inner = holding.max_by_key(|root| root.components().count()).map(PathBuf::as_path);
        let group = inner.or_else(|| path.parent()).unwrap_or(Path::new(""));
        groups.entry(group.to_owned()).or_default().push(entry);
    }
    groups.iter().flat_map(|(root, entries)| of_group(session, root, entries)).collect()
}

fn of_group(session: &Session, root: &Path, entries: &[Arc<Entry>]) -> BTreeMap<PathBuf, Discords> {
    let shown = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    let names: Vec<(String, String)> =
        entries.iter().map(|e| (shown(&e.sidecar), shown(&e.article))).collect();
    let voices = entries.iter().zip(&names);
    let corpus = Corpus {
        voices: voices.map(|(e, (file, article))| Voice { file, article, claims: &e.claims }).collect(),
    };
    let mut found: BTreeMap<PathBuf, Vec<Discord>> = BTreeMap::new();
    for complaint in lint_corpus(&corpus) {
        let Some(entry) = entries.get(complaint.voice) else { continue };
        let id = entry.claims.all.iter().find(|c| c.line == complaint.line).and_then(|c| c.id.clone());
        let other = complaint
            .other
            .and_then(|(voice, line)| Some((session.uri_of(&entries.get(voice)?.sidecar)?, line)));
        found.entry(entry.sidecar.to_path_buf()).or_default().push(Discord { complaint, id, other });
    }
    found.into_iter().map(|(path, all)| (path, all.into())).collect()
}

//! Learning of changes on disk: from the client where it watches files, else by a watcher of our own on the
//! folders of what is open and of sidecars.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::json;
use tokio::sync::mpsc;
use tower_lsp::ls_types::Registration;

use super::documents::Key;
use super::session::Session;
use crate::workspace::watch::Watch;

/// What is watched.
const PATTERNS: [&str; 4] = ["**/*.anno.jsonl", "**/*.txt", "**/gannhan.toml", "**/*.tsv"];
/// So long after a change others are waited for: a save is several changes.
const CALM: Duration = Duration::from_millis(20);

/// Our own watcher, where the client has none.
#[derive(Debug, Default)]
pub struct Watching(Mutex<Option<Watch>>);

impl Watching {
    /// Watches the folder of a file, where anything is watched at all.
    pub fn beside(&self, file: &Path) {
        if let Some(folder) = file.parent() {
            self.folder(folder);
        }
    }

    /// Watches the files in a folder.
    pub fn folder(&self, folder: &Path) {
        let mut watch = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Err(error)) = watch.as_mut().map(|w| w.folder(folder)) {
            tracing::warn!(?folder, error, "not watched");
        }
    }
}

/// Begins: asks the client to watch, else watches.
pub fn start(session: &Arc<Session>) {
    if session.world().client.watches_files {
        // Nobody waits for the answer: a client that gives none holds nothing up.
        tokio::spawn(ask(session.clone()));
        return;
    }
    let (send, told) = mpsc::unbounded_channel();
    match Watch::new(move |path| drop(send.send(path))) {
        Ok(watch) => {
            *session.watching.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(watch);
            tokio::spawn(listen(session.clone(), told));
        }
        Err(error) => tracing::warn!(error, "files are not watched"),
    }
}

async fn ask(session: Arc<Session>) {
    let watchers: Vec<_> = PATTERNS.iter().map(|pattern| json!({"globPattern": pattern})).collect();
    let watch = Registration {
        id: "gannhan-files".into(),
        method: "workspace/didChangeWatchedFiles".into(),
        register_options: Some(json!({"watchers": watchers})),
    };
    if let Err(error) = session.client.register_capability(vec![watch]).await {
        tracing::warn!(%error, "files are not watched");
    }
}

/// Takes in what our watcher tells.
async fn listen(session: Arc<Session>, mut told: mpsc::UnboundedReceiver<PathBuf>) {
    while let Some(first) = told.recv().await {
        tokio::time::sleep(CALM).await;
        let mut changed = BTreeSet::from([first]);
        while let Ok(path) = told.try_recv() {
            changed.insert(path);
        }
        for path in changed {
            session.file_told(Key::File(path));
        }
    }
}

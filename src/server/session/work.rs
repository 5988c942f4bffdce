//! Diagnostics on their way from a snapshot to the client that is pushed to, and the views that a client
//! is asked to fetch anew.

use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ropey::Rope;
use rustc_hash::FxHasher;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use super::super::article::Article;
use super::super::documents::{Key, Role};
use super::super::outlet::notification;
use super::super::publish::Found;
use super::super::snapshot::Snapshot;
use super::{Session, State, article_of};
use crate::workspace::index::Index;

/// So long other changes are waited for before the client is asked to fetch its views anew.
const CALM: Duration = Duration::from_millis(30);
/// How long an answer to that is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

impl Session {
    /// Takes the work on an article upon the calling thread, unless somebody else is at it.
    pub(super) fn claim(&self, state: &mut State, key: &Key) -> bool {
        let pulls = state.world.client.pulls_diagnostics;
        let article = state.articles.get_mut(key).filter(|a| !pulls && !a.running);
        let Some(article) = article else { return false };
        article.running = true;
        self.busy.fetch_add(1, Ordering::SeqCst);
        true
    }

    /// The next snapshot to work on; without one, the work on this article ends.
    pub fn next_work(&self, key: &Key) -> Option<Arc<Snapshot>> {
        let snapshot = self.snapshot(key);
        if snapshot.is_none() {
            self.busy.fetch_sub(1, Ordering::SeqCst);
        }
        snapshot
    }

    /// Publishes what was found in a snapshot, unless it is stale. Tells whether the work is done.
    pub fn finish_work(&self, snapshot: &Snapshot, found: Found) -> bool {
        let told = Some(found.signature());
        let mut state = self.lock();
        let Some(article) = state.articles.get_mut(&snapshot.key) else {
            self.busy.fetch_sub(1, Ordering::SeqCst);
            return true;
        };
        if article.generation != snapshot.generation {
            return false;
        }
        article.running = false;
        // What rests on a sidecar that has changed may be as it was.
        let is_news = std::mem::take(&mut article.is_awaited) || article.told != told;
        article.told = told;
        if let (true, Some(message), Some(uri)) = (is_news, found.article, &snapshot.uri) {
            let _ = self.out.send_of(subject(uri), message);
        }
        if let Some(uri) = &snapshot.sidecar_uri {
            let known = state.published.get(uri).map_or(&[][..], Vec::as_slice);
            let version = snapshot.shown.as_ref().map(|(_, version)| *version);
            if known != found.sidecar || version.is_some() {
                state.published.insert(uri.clone(), found.sidecar.clone());
                self.publish(&mut state, uri.clone(), version, found.sidecar);
            }
        }
        self.busy.fetch_sub(1, Ordering::SeqCst);
        true
    }

    /// Sends diagnostics, unless the client fetches them.
    pub(super) fn publish(
        &self,
        state: &mut State,
        uri: Uri,
        version: Option<i32>,
        diagnostics: Vec<Diagnostic>,
    ) {
        if state.world.client.pulls_diagnostics {
            return;
        }
        if diagnostics.is_empty() {
            state.published.remove(&uri);
        }
        let subject = subject(&uri);
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        // A client that is gone wants none.
        let _ = self.out.send_of(subject, notification(PublishDiagnostics::METHOD, &params));
    }

    /// Publishes what was found in a sidecar that nobody has open, nor its article.
    pub fn publish_unopened(&self, path: &Path, uri: &Uri, found: &[Diagnostic]) {
        let mut state = self.lock();
        if owns(&state, path) || state.world.client.pulls_diagnostics {
            return;
        }
        if state.published.get(uri).map_or(&[][..], Vec::as_slice) != found {
            state.published.insert(uri.clone(), found.to_vec());
            self.publish(&mut state, uri.clone(), None, found.to_vec());
        }
    }

    /// What a sidecar says of others, or others of it, is another now: whoever speaks for it is to look anew.
    pub fn discords_changed(self: &Arc<Self>, sidecar: &Path) {
        let mut state = self.lock();
        let rests = |a: &Article| a.place.sidecar.as_deref() == Some(sidecar);
        let key = state.articles.iter().find(|(_, a)| rests(a)).map(|(key, _)| key.clone());
        let Some(key) = key else { return };
        if let Some(article) = state.articles.get_mut(&key) {
            article.checked = Arc::default();
        }
        self.touch_quietly(&mut state, &key);
    }

    /// The sidecars that open articles speak for, each with a snapshot of its article.
    pub fn owned_sidecars(&self) -> Vec<(Key, Arc<Snapshot>)> {
        let owned: Vec<(Key, Key)> = {
            let state = self.lock();
            let sidecar = |a: &Article| a.place.sidecar.clone().map(Key::File);
            state.articles.iter().filter_map(|(key, a)| Some((sidecar(a)?, key.clone()))).collect()
        };
        owned.into_iter().filter_map(|(sidecar, key)| Some((sidecar, self.snapshot(&key)?))).collect()
    }

    /// What speaks for a file: the open article that it is, or whose sidecar it is, or the sidecar itself where
    /// it is open alone. And whether the file is the sidecar.
    pub fn spoken_for(&self, key: &Key) -> Option<(Arc<Snapshot>, bool)> {
        let owner = {
            let state = self.lock();
            let is_article = state.documents.get(key).is_some_and(|d| d.role == Role::Article);
            match article_of(&state, key) {
                Some(article) => (article, true),
                None => (key.clone(), !is_article),
            }
        };
        Some((self.snapshot(&owner.0)?, owner.1))
    }

    /// The text of an open document.
    pub fn text_of(&self, key: &Key) -> Option<Rope> {
        self.lock().documents.get(key).map(|d| d.rope.clone())
    }

    /// Whether a document is open.
    pub fn is_open(&self, key: &Key) -> bool {
        self.lock().documents.contains_key(key)
    }

    /// How many documents are open.
    pub fn open_documents(&self) -> usize {
        self.lock().documents.len()
    }

    /// The index of all sidecars, those of open articles as they are in the editor.
    pub fn index(&self) -> &Index {
        let open = self.owned_sidecars().into_iter();
        let open = open.filter_map(|(key, s)| Some((key.path()?.to_path_buf(), s.sidecar().clone())));
        self.folders.index_open(open.collect());
        &self.folders.index
    }

    /// The URI of a file, as the client writes it where that is known.
    pub fn uri_of(&self, file: &Path) -> Option<Uri> {
        let open = self.lock().documents.get(&Key::File(file.to_path_buf())).map(|d| d.uri.clone());
        open.or_else(|| self.folders.uri_of(file)).or_else(|| Uri::from_file_path(file))
    }

    /// What hints, colours and pulled diagnostics rest on has changed, and not by an edit of their text.
    pub fn stir(&self) {
        self.stirred.notify_one();
    }

    /// Asks the client to fetch its views anew, whenever something has stirred. No answer holds anything up.
    pub(super) async fn refresh(self: Arc<Self>) {
        loop {
            self.stirred.notified().await;
            tokio::time::sleep(CALM).await;
            let world = self.world();
            macro_rules! ask {
                ($wanted:ident, $method:ident) => {
                    if world.client.$wanted {
                        let client = self.client.clone();
                        tokio::spawn(async move {
                            let _ = tokio::time::timeout(PATIENCE, client.$method()).await;
                        });
                    }
                };
            }
            ask!(pulls_diagnostics, workspace_diagnostic_refresh);
            ask!(inlay_hint_refresh, inlay_hint_refresh);
            ask!(tokens_refresh, semantic_tokens_refresh);
            ask!(code_lens_refresh, code_lens_refresh);
        }
    }
}

/// What diagnostics of a file are about, for the way out.
fn subject(uri: &Uri) -> Option<u64> {
    let mut hasher = FxHasher::default();
    uri.as_str().hash(&mut hasher);
    Some(hasher.finish())
}

fn owns(state: &State, sidecar: &Path) -> bool {
    let key = Key::File(sidecar.to_path_buf());
    state.articles.contains_key(&key) || article_of(state, &key).is_some()
}

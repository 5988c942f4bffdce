//! All that changes, in one place under one plain lock. Handlers change it before their first `.await`
//! and never hold the lock while they read a file or wait for anything.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent, Uri};

use super::article::{Article, Disk};
use super::capabilities::ResolvedClientCapabilities;
use super::documents::{Document, Key, Role};
use super::drift::Drift;
use super::encoding::Encoding;
use super::publish;
use super::settings::Settings;
use super::snapshot::{Snapshot, World};
use crate::messages::Locale;

/// The state of the server.
pub struct Session {
    /// The way to the client.
    pub client: Client,
    state: Mutex<State>,
    /// Diagnostics on their way out, in the order of the states that they tell of.
    out: mpsc::UnboundedSender<publish::Publication>,
    /// Analyses and publications under way.
    busy: Arc<AtomicUsize>,
    /// Commands write one after the other.
    pub writing: tokio::sync::Mutex<()>,
}

/// What stands under the lock.
#[derive(Default)]
struct State {
    world: Arc<World>,
    documents: HashMap<Key, Document>,
    articles: HashMap<Key, Article>,
    /// What was last published on each sidecar, so that it is not published again.
    published: HashMap<Uri, Vec<Diagnostic>>,
}

impl Session {
    /// A session with nothing open. `busy` counts what is under way.
    pub fn new(client: Client, busy: Arc<AtomicUsize>) -> Arc<Session> {
        let (out, publications) = mpsc::unbounded_channel();
        tokio::spawn(publish::send(client.clone(), publications, busy.clone()));
        Arc::new(Session {
            client,
            state: Mutex::default(),
            out,
            busy,
            writing: tokio::sync::Mutex::default(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic under the lock leaves nothing half done that the next change would not repair.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of the client.
    pub fn world(&self) -> Arc<World> {
        self.lock().world.clone()
    }

    /// Takes in what `initialize` says.
    pub fn initialize(&self, client: ResolvedClientCapabilities, encoding: Encoding, locale: Locale, settings: Settings) {
        self.lock().world = Arc::new(World { client, encoding, locale, settings });
    }

    /// Takes in settings; everything is looked at anew.
    pub fn configure(self: &Arc<Self>, change: impl FnOnce(&mut Settings)) {
        let mut state = self.lock();
        let mut world = World::clone(&state.world);
        change(&mut world.settings);
        if world == *state.world {
            return;
        }
        state.world = Arc::new(world);
        let keys: Vec<Key> = state.articles.keys().cloned().collect();
        for key in keys {
            self.touch(&mut state, &key);
        }
    }

    /// A document was opened (again).
    pub fn open(self: &Arc<Self>, document: Document, key: Key) {
        // Read before the lock is taken.
        let disk = (document.role == Role::Article).then(|| {
            let annotator = self.world().settings.annotator.clone();
            Disk::read(&key, annotator.as_deref())
        });
        let mut state = self.lock();
        let role = document.role;
        if let Some(disk) = disk {
            let article = Article::new(&document.rope, disk);
            state.articles.insert(key.clone(), article);
        }
        state.documents.insert(key.clone(), document);
        match role {
            Role::Article => self.touch(&mut state, &key),
            Role::Sidecar => self.touch_article_of(&mut state, &key),
            Role::Other => {}
        }
    }

    /// A document was edited.
    pub fn change(self: &Arc<Self>, key: &Key, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let mut state = self.lock();
        let encoding = state.world.encoding;
        let State { documents, articles, .. } = &mut *state;
        let Some(document) = documents.get_mut(key) else {
            tracing::warn!(?key, "change of a document that is not open");
            return;
        };
        document.version = version;
        match articles.get_mut(key) {
            Some(article) => {
                document.change(changes, encoding, &mut article.drift);
                article.forget_text();
            }
            None => document.change(changes, encoding, &mut Drift::default()),
        }
        let role = document.role;
        match role {
            Role::Article => self.touch(&mut state, key),
            Role::Sidecar => self.touch_article_of(&mut state, key),
            Role::Other => {}
        }
    }

    /// A document was closed.
    pub fn close(self: &Arc<Self>, key: &Key) {
        let sidecar_of = self.article_of(key);
        // What stands on disk counts again.
        let disk = sidecar_of.as_ref().map(|article| (article, self.read_disk(article)));
        let mut state = self.lock();
        let Some(document) = state.documents.remove(key) else { return };
        if state.articles.remove(key).is_some() {
            self.publish(&mut state, document.uri.clone(), Some(document.version), Vec::new());
            let uri = super::documents::sidecar_uri(&document.uri, &state.world.sidecar_ending());
            if let Some(uri) = uri.filter(|uri| state.published.contains_key(uri)) {
                self.publish(&mut state, uri, None, Vec::new());
            }
        }
        if let Some((article, disk)) = disk {
            if let Some(open) = state.articles.get_mut(article) {
                open.sidecar = disk.sidecar;
            }
            self.touch(&mut state, article);
        }
    }

    /// Reads again what stands on disk for an open article, after something may have changed it.
    pub fn reload(self: &Arc<Self>, key: &Key) {
        let disk = self.read_disk(key);
        let mut state = self.lock();
        let Some(article) = state.articles.get_mut(key) else { return };
        if article.sidecar != disk.sidecar {
            article.sidecar = disk.sidecar;
            self.touch(&mut state, key);
        }
    }

    fn read_disk(&self, key: &Key) -> Disk {
        let annotator = self.world().settings.annotator.clone();
        Disk::read(key, annotator.as_deref())
    }

    /// The open article that a sidecar belongs to.
    pub fn article_of(&self, sidecar: &Key) -> Option<Key> {
        let state = self.lock();
        article_of(&state, sidecar)
    }

    fn touch_article_of(self: &Arc<Self>, state: &mut State, sidecar: &Key) {
        if let Some(article) = article_of(state, sidecar) {
            self.touch(state, &article);
        }
    }

    /// Something that an article's findings rest on has changed: look at it anew.
    fn touch(self: &Arc<Self>, state: &mut State, key: &Key) {
        let Some(article) = state.articles.get_mut(key) else { return };
        article.generation += 1;
        article.snapshot = None;
        if !article.running {
            article.running = true;
            self.busy.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(publish::work(self.clone(), key.clone()));
        }
    }

    /// An open article as it is now.
    pub fn snapshot(&self, key: &Key) -> Option<Arc<Snapshot>> {
        let mut state = self.lock();
        let State { world, documents, articles, .. } = &mut *state;
        let article = articles.get_mut(key)?;
        let document = documents.get(key)?;
        if let Some(snapshot) = &article.snapshot {
            return Some(snapshot.clone());
        }
        let buffer = article_sidecar(key, world).and_then(|path| documents.get(&Key::File(path)));
        let snapshot = Arc::new(article.snapshot_of(key, document, buffer, world));
        article.snapshot = Some(snapshot.clone());
        Some(snapshot)
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
    pub fn finish_work(&self, snapshot: &Snapshot, found: publish::Found) -> bool {
        let mut state = self.lock();
        let Some(article) = state.articles.get_mut(&snapshot.key) else {
            self.busy.fetch_sub(1, Ordering::SeqCst);
            return true;
        };
        if article.generation != snapshot.generation {
            return false;
        }
        article.running = false;
        self.publish(&mut state, snapshot.uri.clone(), Some(snapshot.version), found.article);
        if let Some(uri) = &snapshot.sidecar_uri {
            let known = state.published.get(uri);
            if known.map_or(!found.sidecar.is_empty(), |k| *k != found.sidecar) {
                self.publish(&mut state, uri.clone(), snapshot.sidecar_version, found.sidecar);
            }
        }
        self.busy.fetch_sub(1, Ordering::SeqCst);
        true
    }

    fn publish(&self, state: &mut State, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        if diagnostics.is_empty() {
            state.published.remove(&uri);
        } else if Key::of(&uri).is_sidecar() {
            state.published.insert(uri.clone(), diagnostics.clone());
        }
        self.busy.fetch_add(1, Ordering::SeqCst);
        // The other end lives as long as the runtime.
        let _ = self.out.send(publish::Publication { uri, version, diagnostics });
    }
}

//! All that changes, in one place under one plain lock. Handlers change it before their first `.await`
//! and never hold the lock while they read a file or wait for anything.

mod home;
mod work;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ropey::Rope;
use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent, Uri};

use super::article::{Article, Disk, Place, Stored};
use super::capabilities::ResolvedClientCapabilities;
use super::documents::{Document, Key, Role, beside};
use super::drift::Drift;
use super::encoding::Encoding;
use super::folders::Folders;
use super::outlet::Sink;
use super::publish;
use super::snapshot::{SMALL, Snapshot, Source, World};
use super::timings::Timings;
use super::watching::Watching;
use super::workers::Workers;
use crate::config::Layer;
use crate::messages::Locale;
use home::Homes;

/// The state of the server.
pub struct Session {
    /// The way to the client.
    pub client: Client,
    state: Mutex<State>,
    /// Diagnostics on their way out, in the order of the states that they tell of.
    out: Sink,
    /// Analyses and publications under way.
    busy: Arc<AtomicUsize>,
    /// Files are read and taken in one after the other: what was read first, while somebody was still writing,
    /// never replaces what was read or written later.
    reading: Mutex<()>,
    /// Commands write one after the other.
    pub writing: tokio::sync::Mutex<()>,
    /// What lies in the folders that the editor has open.
    pub folders: Folders,
    /// Who tells of changes on disk.
    pub watching: Watching,
    /// How long requests took.
    pub timings: Timings,
    /// Who reads articles.
    workers: Workers,
    /// Told when hints and colours may say other things now.
    stirred: Notify,
    /// Whether the client has begun and not shut us down.
    serves: AtomicBool,
}

/// What stands under the lock.
#[derive(Default)]
struct State {
    world: Arc<World>,
    documents: HashMap<Key, Document>,
    /// Open articles; and under its own key each open sidecar that belongs to no open article.
    articles: HashMap<Key, Article>,
    generations: u64,
    homes: Homes,
    /// What was last published on each sidecar, so that it is not published again.
    published: HashMap<Uri, Vec<Diagnostic>>,
}

impl Session {
    /// A session with nothing open. `busy` counts what is under way.
    pub fn new(client: Client, out: Sink, busy: Arc<AtomicUsize>) -> Arc<Session> {
        let session = Arc::new(Session {
            timings: Timings::new(client.clone()),
            client,
            state: Mutex::default(),
            out,
            busy,
            reading: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
            folders: Folders::default(),
            watching: Watching::default(),
            workers: Workers::default(),
            stirred: Notify::new(),
            serves: AtomicBool::new(false),
        });
        tokio::spawn(session.clone().refresh());
        session
    }

    /// Whether edits are taken in.
    pub fn serves(&self) -> bool {
        self.serves.load(Ordering::SeqCst)
    }

    /// From `initialize` on, until `shutdown`.
    pub fn serve(&self, serves: bool) {
        self.serves.store(serves, Ordering::SeqCst);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic under the lock leaves nothing half done that the next change would not repair.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of the client and its wishes.
    pub fn world(&self) -> Arc<World> {
        self.lock().world.clone()
    }

    /// Takes in what `initialize` says.
    pub fn initialize(
        &self,
        client: ResolvedClientCapabilities,
        encoding: Encoding,
        locale: Locale,
        editor: Layer,
    ) {
        let world = World {
            client,
            encoding,
            client_locale: locale,
            options: editor.clone(),
            editor,
            ..World::default()
        };
        self.lock().world = Arc::new(world.within(Arc::default()));
    }

    /// A document was opened (again).
    pub fn open(self: &Arc<Self>, mut document: Document, key: Key) {
        let (home, world) = self.world_for(key.path());
        document.role = Role::of(&key, &document.language, &world.project);
        let annotator = world.settings.annotator.clone();
        let place = match (document.role, key.path()) {
            (Role::Article, path) => Some(Place::of_article(path, annotator.as_deref())),
            (Role::Sidecar, Some(path)) => Some(Place::of_sidecar(path)),
            _ => None,
        };
        if let Some(path) = key.path().filter(|_| place.is_some()) {
            self.watching.beside(path);
        }
        let disk = place.as_ref().map(Disk::read).unwrap_or_default();
        if document.role == Role::Sidecar {
            document.compare(Some(&disk.sidecar));
        }
        let mut state = self.lock();
        if let Some(place) = place {
            match document.role {
                Role::Article => {
                    let own = place.sidecar.clone().map(Key::File);
                    let article = Article { home, ..Article::open(place, Some(&document.rope), disk) };
                    state.articles.insert(key.clone(), article);
                    // From now on its article speaks for it.
                    own.and_then(|own| state.articles.remove(&own));
                }
                _ if article_of(&state, &key).is_none() => {
                    let article = Article { home, ..Article::open(place, None, disk) };
                    state.articles.insert(key.clone(), article);
                }
                _ => {}
            }
        }
        state.documents.insert(key.clone(), document);
        self.touch_for(&mut state, &key);
        self.tell_of(&mut state, &key);
    }

    /// A document was edited. What a small article says then is found out `here`, by the calling thread.
    pub fn change(
        self: &Arc<Self>,
        key: &Key,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        here: bool,
    ) {
        let mut state = self.lock();
        let encoding = state.world.encoding;
        let State { documents, articles, .. } = &mut *state;
        let Some(document) = documents.get_mut(key) else {
            tracing::warn!(?key, "change of a document that is not open");
            return;
        };
        document.version = version;
        match articles.get_mut(key).filter(|_| document.role == Role::Article) {
            Some(article) => {
                document.change(changes, encoding, &mut article.drift);
                article.tagging = Arc::new(article.tagging.next());
            }
            None => document.change(changes, encoding, &mut Drift::default()),
        }
        if document.role == Role::Sidecar {
            let stored = owner_in(articles, key).map(|a| &a.stored);
            document.compare(stored);
        }
        let is_small = documents.get(key).is_some_and(|d| d.rope.len_bytes() <= SMALL);
        let is_claimed = here && is_small && self.claim(&mut state, key);
        self.touch_for(&mut state, key);
        self.tell_of(&mut state, key);
        let is_asked_for = here && is_small && state.world.client.pulls_diagnostics;
        drop(state);
        if is_claimed {
            publish::work(self, key);
        } else if let (true, Some(snapshot)) = (is_asked_for, self.snapshot(key)) {
            // It will be asked for in a moment.
            snapshot.tagged();
        }
    }

    /// A document was saved: what stands on disk is now the text that its sidecar speaks of. Gives the
    /// snapshot from before, where the sidecar may have to follow.
    pub fn save(self: &Arc<Self>, key: &Key) -> Option<Arc<Snapshot>> {
        let mut before = self.snapshot(key);
        self.file_changed(key);
        {
            let mut state = self.lock();
            if let Some(behind) = state.articles.get_mut(key).and_then(|a| a.behind.take()) {
                before = Some(behind);
            }
            if let Some(sidecar) = state.documents.get_mut(key).filter(|d| d.is_dirty) {
                sidecar.is_dirty = false;
                sidecar.clean = Some(sidecar.rope.clone());
                self.touch_for(&mut state, key);
            }
        }
        before.filter(|b| b.uri.is_some() && !b.drift.is_empty())
    }

    /// A document was closed.
    pub fn close(self: &Arc<Self>, key: &Key) {
        let orphan = {
            let mut state = self.lock();
            let Some(document) = state.documents.remove(key) else { return };
            let article = state.articles.remove(key);
            self.tell_of(&mut state, key);
            let owner = article_of(&state, key);
            if document.role == Role::Article {
                self.publish(&mut state, document.uri.clone(), Some(document.version), Vec::new());
            }
            let sidecar = article.and_then(|a| a.place.sidecar).map(Key::File);
            // What stands on disk counts again, and is told of where it lies in an open folder.
            sidecar.as_ref().and_then(Key::path).into_iter().for_each(|path| self.folders.check(path));
            let orphan = sidecar.clone().filter(|s| state.documents.contains_key(s));
            if owner.is_none() && orphan.is_none() {
                let gone = |uri: &&Uri| Some(Key::of(uri)) == sidecar;
                if let Some(uri) = state.published.keys().find(gone).cloned() {
                    self.publish(&mut state, uri, None, Vec::new());
                }
            }
            match (owner, orphan) {
                // Of a closed sidecar, what stands on disk counts again.
                (Some(owner), _) => Err(owner),
                (None, Some(orphan)) => Ok(orphan),
                (None, None) => return,
            }
        };
        match orphan {
            Err(owner) => {
                self.reload(&owner);
                self.touch(&mut self.lock(), &owner);
            }
            Ok(sidecar) => {
                let Some(place) = sidecar.path().map(Place::of_sidecar) else { return };
                let disk = Disk::read(&place);
                let (home, _) = self.world_for(sidecar.path());
                let mut state = self.lock();
                if state.documents.contains_key(&sidecar) && article_of(&state, &sidecar).is_none() {
                    let article = Article { home, ..Article::open(place, None, disk) };
                    state.articles.insert(sidecar.clone(), article);
                    self.touch(&mut state, &sidecar);
                }
            }
        }
    }

    /// As [`Session::file_changed`], by whoever watches the disk. While a command writes, what it writes is told of
    /// before it is taken in, with the text that it speaks of: then it waits for its turn.
    pub fn file_told(self: &Arc<Self>, key: Key) {
        if self.writing.try_lock().is_ok() {
            return self.file_changed(&key);
        }
        let session = self.clone();
        tokio::spawn(async move {
            drop(session.writing.lock().await);
            session.file_changed(&key);
        });
    }

    /// A file has changed on disk (or may have): whatever rests on it is read again.
    pub fn file_changed(self: &Arc<Self>, key: &Key) {
        key.path().into_iter().for_each(|path| self.folders.check(path));
        key.path().into_iter().for_each(|path| self.project_changed(path));
        let keys: Vec<Key> = {
            let state = self.lock();
            let path = key.path();
            let rests =
                |a: &Article| a.place.article.as_deref() == path || a.place.sidecar.as_deref() == path;
            state
                .articles
                .iter()
                .filter(|(_, a)| path.is_some() && rests(a))
                .map(|(k, _)| k.clone())
                .collect()
        };
        for key in keys {
            self.reload(&key);
        }
    }

    /// Reads again what stands on disk for an article.
    pub fn reload(self: &Arc<Self>, key: &Key) {
        let Some(place) = self.lock().articles.get(key).map(|a| a.place.clone()) else { return };
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.snapshot(key).filter(|s| s.uri.is_some() && !s.drift.is_empty());
        let disk = Disk::read(&place);
        let mut state = self.lock();
        let State { documents, articles, .. } = &mut *state;
        let Some(article) = articles.get_mut(key) else { return };
        let sidecar = article.place.sidecar.clone().map(Key::File);
        let is_new = !article.stored.is(&disk.sidecar);
        if let Some(sidecar) = sidecar.filter(|_| is_new).and_then(|key| documents.get_mut(&key)) {
            sidecar.is_dirty = sidecar.is_dirty && !disk.sidecar.reads_as(&sidecar.rope);
            sidecar.clean = None;
        }
        let text = documents.get(key).filter(|d| d.role == Role::Article).map(|d| &d.rope);
        let same_text = disk.trouble.is_none()
            && article.trouble.is_none()
            && match (&disk.text, &article.file) {
                (Some(new), Some(old)) => old == new.as_str(),
                (new, old) => new.is_none() && old.is_none(),
            };
        if same_text && !is_new {
            return;
        }
        if same_text {
            article.stored = disk.sidecar;
            article.checked = Arc::default();
        } else {
            // An editor may tell of the file before it tells that it has saved: then the sidecar still speaks of
            // the text from before, and has to follow from there.
            let speaks = |s: &Arc<Snapshot>| {
                s.sidecar().header().and_then(|h| h.describes(&String::from(&s.base))) == Some(true)
            };
            if article.behind.is_none() {
                article.behind = before.filter(speaks);
            }
            article.take(text, disk);
        }
        self.touch_quietly(&mut state, key);
        self.stir();
    }

    /// Takes in the sidecar that we have written ourselves; `base` is the text that it speaks of from
    /// now on, where that is another.
    pub fn sidecar_written(self: &Arc<Self>, key: &Key, stored: Stored, base: Option<Rope>) {
        // Whoever read the file before it was written takes it in before this.
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.lock();
        let State { documents, articles, .. } = &mut *state;
        if let Some(article) = articles.get_mut(key) {
            if base.is_none() && article.stored.is(&stored) {
                // Whoever watches the folder was quicker.
                return;
            }
            article.stored = stored;
            article.checked = Arc::default();
            let sidecar = article.place.sidecar.clone().map(Key::File);
            sidecar.and_then(|s| documents.get_mut(&s)).into_iter().for_each(|s| s.clean = None);
        }
        match base {
            Some(base) => self.rebase_in(&mut state, key, base),
            None => self.touch(&mut state, key),
        }
        self.stir();
    }

    /// The sidecar speaks of another text from now on.
    pub fn rebase(self: &Arc<Self>, key: &Key, base: Rope) {
        self.rebase_in(&mut self.lock(), key, base);
    }

    fn rebase_in(self: &Arc<Self>, state: &mut State, key: &Key, base: Rope) {
        let State { documents, articles, .. } = &mut *state;
        if let (Some(article), Some(document)) = (articles.get_mut(key), documents.get(key)) {
            article.drift = Drift::between(&base, &document.rope);
            article.base = base;
            article.checked = Arc::default();
        }
        self.touch(state, key);
    }

    fn touch_for(self: &Arc<Self>, state: &mut State, key: &Key) {
        match article_of(state, key) {
            Some(article) => {
                self.touch(state, &article);
                self.stir();
            }
            None => self.touch(state, key),
        }
    }

    /// Something that an article's findings rest on has changed: look at it anew.
    fn touch(self: &Arc<Self>, state: &mut State, key: &Key) {
        if let Some(article) = state.articles.get_mut(key) {
            article.is_awaited = true;
        }
        self.touch_quietly(state, key);
    }

    /// The same by a file that has changed on disk.
    fn touch_quietly(self: &Arc<Self>, state: &mut State, key: &Key) {
        let State { world, articles, generations, .. } = state;
        let Some(article) = articles.get_mut(key) else { return };
        *generations += 1;
        article.generation = *generations;
        article.snapshot = None;
        if !article.running && !world.client.pulls_diagnostics {
            article.running = true;
            self.busy.fetch_add(1, Ordering::SeqCst);
            let (session, article) = (self.clone(), key.clone());
            self.workers.run(key, move || publish::work(&session, &article));
        }
    }

    /// The editor's version of an open document.
    pub fn version(&self, key: &Key) -> Option<i32> {
        self.lock().documents.get(key).map(|d| d.version)
    }

    /// An open article as it is now.
    pub fn snapshot(&self, key: &Key) -> Option<Arc<Snapshot>> {
        let mut state = self.lock();
        let State { world, homes, documents, articles, .. } = &mut *state;
        let article = articles.get_mut(key)?;
        let world = homes.get(article.home.as_deref()).unwrap_or(world);
        if let Some(snapshot) = &article.snapshot {
            return Some(snapshot.clone());
        }
        let document = documents.get(key).filter(|d| d.role == Role::Article);
        let buffer = article.place.sidecar.clone().and_then(|path| documents.get(&Key::File(path)));
        let source = match buffer.filter(|d| d.is_dirty) {
            Some(d) => Source::Buffer { rope: d.rope.clone(), version: d.version, uri: d.uri.clone() },
            None => Source::Stored(article.stored.clone()),
        };
        // Which text the sidecar's check rests on has changed with the buffer's version.
        let checked_at = buffer.filter(|d| d.is_dirty).map(|d| d.version);
        if article.checked_at != checked_at {
            article.checked_at = checked_at;
            article.checked = Arc::default();
        }
        let ending = article.place.ending();
        let snapshot = Arc::new(Snapshot {
            key: key.clone(),
            uri: document.map(|d| d.uri.clone()),
            version: document.map(|d| d.version),
            generation: article.generation,
            rope: document.map_or_else(|| article.base.clone(), |d| d.rope.clone()),
            base: article.base.clone(),
            drift: article.drift.clone(),
            place: article.place.clone(),
            is_stored: article.file.is_some(),
            trouble: article.trouble.clone(),
            // A buffer that the editor has not brought up to the disk yet is no version of what is on disk.
            shown: buffer
                .filter(|d| d.is_dirty || article.stored.reads_as(&d.rope))
                .map(|d| (d.rope.clone(), d.version)),
            sidecar_uri: buffer
                .map(|d| d.uri.clone())
                .or_else(|| document.and_then(|d| beside(&d.uri, &ending?))),
            source,
            discords: article.place.sidecar.as_deref().map(|s| self.folders.discords(s)).unwrap_or_default(),
            world: world.clone(),
            tagging: article.tagging.clone(),
            checked: article.checked.clone(),
            sidecar: OnceLock::new(),
            cell: OnceLock::new(),
            marks: OnceLock::new(),
            reports: Default::default(),
        });
        article.snapshot = Some(snapshot.clone());
        Some(snapshot)
    }
}

/// The article that speaks for a sidecar.
fn owner_in<'a>(articles: &'a HashMap<Key, Article>, sidecar: &Key) -> Option<&'a Article> {
    let owns = |a: &&Article| a.place.sidecar.as_deref() == sidecar.path();
    articles.values().find(owns)
}

/// The open article that a sidecar belongs to.
fn article_of(state: &State, sidecar: &Key) -> Option<Key> {
    let path = sidecar.path()?;
    let owns =
        |(key, article): &(&Key, &Article)| *key != sidecar && article.place.sidecar.as_deref() == Some(path);
    state.articles.iter().find(owns).map(|(key, _)| key.clone())
}

//! The folders that the editor has open, and what the check of each sidecar in them found. Of an article
//! that nobody has open nothing else is told: a thousand of them add nothing to the editor's list but what is
//! wrong in a sidecar.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use ropey::Rope;
use tokio::sync::{mpsc, watch};
use tower_lsp::ls_types::{ProgressToken, Uri};

use super::concord::{self, Discords};
use super::handlers::diagnostics::{self, Checked};
use super::handlers::pull::Report;
use super::session::Session;
use super::snapshot::World;
use crate::messages::text;
use crate::sidecar::{Sidecar, iri, path};
use crate::workspace::config::Projects;
use crate::workspace::files;
use crate::workspace::index::Index;
use crate::workspace::sidecars::Pair;
use crate::workspace::targets;

/// So many sidecars are checked before the client is told how far it is.
const STEP: usize = 32;

/// A folder that the editor has open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// As the client writes it, without a slash at the end.
    uri: String,
    /// Where it lies.
    pub path: PathBuf,
}

impl Root {
    /// The folder of a URI; `None` where that is no file's.
    pub fn of(uri: &Uri) -> Option<Root> {
        let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
        let path = uri.to_file_path().filter(|_| is_file)?.into_owned();
        Some(Root { uri: uri.as_str().trim_end_matches('/').to_string(), path })
    }

    /// The URI of a file in it, written as the client writes the folder's.
    fn uri_of(&self, file: &Path) -> Option<Uri> {
        let mut uri = self.uri.clone();
        for part in file.strip_prefix(&self.path).ok()?.components() {
            uri.push('/');
            uri.push_str(&iri::encode(part.as_os_str().to_str()?));
        }
        uri.parse().ok()
    }
}

/// What a sidecar's check found.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The sidecar's.
    pub uri: Uri,
    /// All of it.
    pub report: Arc<Report>,
}

/// What is to be looked at.
enum Job {
    /// All folders.
    All,
    /// A file that has changed, or may have.
    File(PathBuf),
}

/// The folders and what lies in them.
pub struct Folders {
    state: Mutex<State>,
    jobs: OnceLock<mpsc::UnboundedSender<Job>>,
    /// How many jobs are not done.
    waiting: watch::Sender<usize>,
    /// What the sidecars say.
    pub index: Index,
    /// Of open articles, the sidecars that the index holds.
    indexed: Mutex<HashMap<PathBuf, Arc<Sidecar>>>,
}

#[derive(Default)]
struct State {
    roots: Vec<Root>,
    found: BTreeMap<PathBuf, Entry>,
    discords: BTreeMap<PathBuf, Discords>,
}

impl Default for Folders {
    fn default() -> Self {
        Folders {
            state: Mutex::default(),
            jobs: OnceLock::new(),
            waiting: watch::Sender::new(0),
            index: Index::default(),
            indexed: Mutex::default(),
        }
    }
}

impl Folders {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folders.
    pub fn roots(&self) -> Vec<Root> {
        self.lock().roots.clone()
    }

    /// Other folders are open from now on.
    pub fn change(&self, removed: &[Root], added: Vec<Root>) {
        let mut state = self.lock();
        state.roots.retain(|root| !removed.iter().any(|r| r.path == root.path));
        for root in added {
            if state.roots.iter().all(|r| r.path != root.path) {
                state.roots.push(root);
            }
        }
        drop(state);
        self.check_all();
    }

    /// Everything is to be looked at (again).
    pub fn check_all(&self) {
        self.send(Job::All);
    }

    /// A file has changed on disk, or an article that spoke for its sidecar was closed.
    pub fn check(&self, file: &Path) {
        self.send(Job::File(file.to_path_buf()));
    }

    fn send(&self, job: Job) {
        // Before the worker is there, there is nothing to look at; it begins with all.
        let Some(jobs) = self.jobs.get() else { return };
        self.waiting.send_modify(|n| *n += 1);
        if jobs.send(job).is_err() {
            self.waiting.send_replace(0);
        }
    }

    /// Waits until all was looked at that was told of so far.
    pub async fn settled(&self) {
        let _ = self.waiting.subscribe().wait_for(|n| *n == 0).await;
    }

    /// What was found in the sidecars, by path, when all was looked at.
    pub async fn found(&self) -> Vec<(PathBuf, Entry)> {
        self.settled().await;
        self.lock().found.iter().map(|(path, entry)| (path.clone(), entry.clone())).collect()
    }

    /// Brings the index up to the sidecars of open articles, as they are in the editor.
    pub fn index_open(&self, open: Vec<(PathBuf, Arc<Sidecar>)>) {
        let mut indexed = self.indexed.lock().unwrap_or_else(PoisonError::into_inner);
        let paths: BTreeSet<&PathBuf> = open.iter().map(|(path, _)| path).collect();
        let closed: Vec<PathBuf> = indexed.keys().filter(|path| !paths.contains(path)).cloned().collect();
        for path in closed {
            indexed.remove(&path);
            // What was typed and not saved is gone.
            if self.index.refresh(&path).is_err() || self.uri_of(&path).is_none() {
                self.index.forget(&path);
            }
        }
        for (path, sidecar) in open {
            if !indexed.get(&path).is_some_and(|known| Arc::ptr_eq(known, &sidecar)) {
                self.index.take(&path, &sidecar);
                indexed.insert(path, sidecar);
            }
        }
    }

    /// Takes a sidecar in as it stands on disk, unless an open article speaks for it.
    fn index_stored(&self, path: &Path, sidecar: &Sidecar) {
        if !self.indexed.lock().unwrap_or_else(PoisonError::into_inner).contains_key(path) {
            self.index.take(path, sidecar);
        }
    }

    /// Where a sidecar does not agree with others, as last looked at.
    pub fn discords(&self, sidecar: &Path) -> Discords {
        self.lock().discords.get(sidecar).cloned().unwrap_or_default()
    }

    /// Takes in where sidecars do not agree; gives those of which another thing is said now.
    fn take_discords(&self, now: BTreeMap<PathBuf, Discords>) -> Vec<PathBuf> {
        let mut state = self.lock();
        let before = std::mem::replace(&mut state.discords, now);
        let all: BTreeSet<&PathBuf> = before.keys().chain(state.discords.keys()).collect();
        all.into_iter().filter(|path| before.get(*path) != state.discords.get(*path)).cloned().collect()
    }

    /// The URI of a file in one of the folders.
    pub fn uri_of(&self, file: &Path) -> Option<Uri> {
        // The innermost: of two folders that lie in one another, the editor shows the file there.
        let state = self.lock();
        let holding = state.roots.iter().filter(|root| file.starts_with(&root.path));
        holding.max_by_key(|root| root.path.components().count())?.uri_of(file)
    }

    /// The sidecars that a changed file concerns: itself, those of the article that it is, those in the folder
    /// that it was.
    fn concerned(&self, file: &Path) -> Vec<PathBuf> {
        let name = |path: &Path| path.file_name().and_then(|n| n.to_str()).map(str::to_string);
        let Some(own) = name(file) else { return Vec::new() };
        if path::is_sidecar(&own) {
            return vec![file.to_path_buf()];
        }
        let belongs = |sidecar: &Path| {
            sidecar.starts_with(file)
                || sidecar.parent() == file.parent()
                    && name(sidecar).is_some_and(|s| path::belongs(&s, &own).is_some())
        };
        self.lock().found.keys().filter(|s| belongs(s)).cloned().collect()
    }
}

/// Looks at all folders, then at whatever changes in them.
pub fn start(session: &Arc<Session>) {
    let (jobs, waiting) = mpsc::unbounded_channel();
    if session.folders.jobs.set(jobs).is_ok() {
        session.folders.check_all();
        tokio::spawn(work(session.clone(), waiting));
    }
}

async fn work(session: Arc<Session>, mut waiting: mpsc::UnboundedReceiver<Job>) {
    while let Some(first) = waiting.recv().await {
        let mut all = false;
        let mut files: BTreeSet<PathBuf> = BTreeSet::new();
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(job) = next {
            taken += 1;
            match job {
                Job::All => all = true,
                Job::File(file) => files.extend(session.folders.concerned(&file)),
            }
            next = waiting.try_recv().ok();
        }
        if all {
            session.folders.roots().iter().for_each(|root| session.watching.folder(&root.path));
        }
        let pairs = {
            let roots: Vec<PathBuf> = session.folders.roots().into_iter().map(|root| root.path).collect();
            let wanted = if all { roots } else { files.iter().cloned().collect() };
            let work = session.clone();
            let find = move || {
                if all {
                    wanted.iter().for_each(|root| drop(work.world_for(Some(root))));
                }
                // What is gone has no pair any more.
                targets::pairs(&wanted, &Projects::default()).0
            };
            tokio::task::spawn_blocking(find).await.unwrap_or_default()
        };
        if all {
            let gone: Vec<PathBuf> = {
                let kept: BTreeSet<&PathBuf> = pairs.iter().map(|p| &p.sidecar).collect();
                session.folders.lock().found.keys().filter(|s| !kept.contains(s)).cloned().collect()
            };
            gone.iter().for_each(|sidecar| take(&session, sidecar, None));
        }
        for pair in &pairs {
            session.watching.beside(&pair.sidecar);
        }
        check(&session, pairs, all).await;
        let work = session.clone();
        let _ = tokio::task::spawn_blocking(move || compare(&work)).await;
        session.folders.waiting.send_modify(|n| *n = n.saturating_sub(taken));
        session.stir();
    }
}

/// Checks sidecars, and tells how far it is where it may take a while.
async fn check(session: &Arc<Session>, pairs: Vec<Pair>, tell: bool) {
    let world = session.world();
    let total = pairs.len();
    let progress = if tell && world.client.progress && total > 0 {
        let token = ProgressToken::String("gannhan-folders".into());
        // A client that does not answer gets none.
        let asked = session.client.create_work_done_progress(token.clone());
        let granted = tokio::time::timeout(super::writing::PATIENCE, asked).await;
        match granted {
            Ok(Ok(())) => {
                let title = text(world.locale, "server-checking", &[("count", total.into())]);
                Some(session.client.progress(token, title).with_percentage(0).begin().await)
            }
            _ => None,
        }
    } else {
        None
    };
    for (step, pairs) in pairs.chunks(STEP).enumerate() {
        let pairs = pairs.to_vec();
        let work = session.clone();
        let run = move || {
            for pair in pairs {
                let (_, world) = work.world_for(Some(&pair.sidecar));
                let entry = look(&work, &world, &pair);
                take(&work, &pair.sidecar, entry);
            }
        };
        let _ = tokio::task::spawn_blocking(run).await;
        if let Some(progress) = &progress {
            let percent = (step * STEP * 100).checked_div(total).unwrap_or(0);
            progress.report(u32::try_from(percent).unwrap_or(100)).await;
        }
    }
    if let Some(progress) = progress {
        progress.finish().await;
    }
}

/// Compares all sidecars with each other, and tells of those of which another thing is to be said now.
fn compare(session: &Arc<Session>) {
    for sidecar in session.folders.take_discords(concord::find(session)) {
        if session.folders.uri_of(&sidecar).is_some() {
            let (_, world) = session.world_for(Some(&sidecar));
            if let Some(pair) = Pair::of(&sidecar) {
                take(session, &sidecar, look(session, &world, &pair));
            }
        }
        session.discords_changed(&sidecar);
    }
}

/// Checks one sidecar; nothing where it is none of ours, or gone.
fn look(session: &Session, world: &World, pair: &Pair) -> Option<Entry> {
    let uri = session.folders.uri_of(&pair.sidecar)?;
    let items = match files::read(&pair.sidecar) {
        Ok(None) => return None,
        Ok(Some(bytes)) => {
            let sidecar = Sidecar::read(bytes);
            session.folders.index_stored(&pair.sidecar, &sidecar);
            let rope = Rope::from_str(&String::from_utf8_lossy(sidecar.bytes()));
            let (article, _) = pair.article_text();
            let name = pair.article_name();
            let stored = article.as_deref().filter(|_| world.client.related_information).map(Rope::from_str);
            let tagged = article.as_deref().and_then(|text| world.read(text, &sidecar));
            let checked = Checked {
                sidecar: &sidecar,
                rope: &rope,
                name: &name,
                article: article.as_deref(),
                analysis: tagged.as_ref().map(|t| &t.analysis),
                stored: session.uri_of(&pair.article).zip(stored.as_ref()),
                discords: &session.folders.discords(&pair.sidecar),
            };
            diagnostics::check(&checked, world)
        }
        Err(error) => vec![diagnostics::unreadable(error.to_string())],
    };
    Some(Entry { uri, report: Arc::new(Report::new(items, world)) })
}

/// Takes in what was found in a sidecar.
fn take(session: &Session, sidecar: &Path, entry: Option<Entry>) {
    let mut state = session.folders.lock();
    if entry.is_none() {
        session.folders.index.forget(sidecar);
    }
    let before = match &entry {
        Some(entry) => state.found.insert(sidecar.to_path_buf(), entry.clone()),
        None => state.found.remove(sidecar),
    };
    drop(state);
    let Some(uri) = entry.as_ref().or(before.as_ref()).map(|e| e.uri.clone()) else { return };
    let items = entry.as_ref().map_or(&[][..], |e| &e.report.items);
    session.publish_unopened(sidecar, &uri, items);
}

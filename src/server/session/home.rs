//! Which project each open file belongs to, and what is wrong in the projects' own files. A project is read when
//! the first of its files is seen, and again when one of its own is saved or has changed on disk.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ropey::Rope;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::super::article::Place;
use super::super::documents::{Document, Key, Role};
use super::super::handlers::diagnostics;
use super::super::handlers::pull::Report;
use super::super::snapshot::World;
use super::{Session, State};
use crate::config::Layer;
use crate::config::source::Lines;
use crate::text::position::{Byte, Span};
use crate::workspace::config::{self, Project};

/// The projects that are known.
#[derive(Default)]
pub struct Homes {
    /// The client and its wishes within each project, by the project's file.
    worlds: HashMap<PathBuf, Arc<World>>,
    /// The files that something was told of, as the client was told.
    told: BTreeMap<PathBuf, Uri>,
}

impl Homes {
    /// The world within a project.
    pub fn get(&self, home: Option<&Path>) -> Option<&Arc<World>> {
        self.worlds.get(home?)
    }
}

impl Session {
    /// The project's file of a path, where it has one, and the client's wishes there. Reads files, so it is never
    /// asked under the lock.
    pub fn world_for(&self, path: Option<&Path>) -> (Option<PathBuf>, Arc<World>) {
        let Some(file) = path.and_then(config::find) else { return (None, self.world()) };
        if let Some(world) = self.lock().homes.worlds.get(&file) {
            return (Some(file), world.clone());
        }
        let project = Arc::new(Project::load(&file));
        let mut state = self.lock();
        let base = state.world.clone();
        let world =
            state.homes.worlds.entry(file.clone()).or_insert_with(|| Arc::new(base.within(project))).clone();
        for checked in &world.project.checked {
            self.tell(&mut state, &world, &checked.path);
        }
        (Some(file), world)
    }

    /// Takes in what the editor sets; whatever is open is looked at anew.
    pub fn configure(self: &Arc<Self>, change: impl FnOnce(&mut Layer)) {
        let mut state = self.lock();
        let mut world = World::clone(&state.world);
        // What it says no more counts no more.
        world.editor = world.options.clone();
        change(&mut world.editor);
        if world.editor == state.world.editor {
            return;
        }
        let base = world.within(Arc::default());
        for world in state.homes.worlds.values_mut() {
            *world = Arc::new(base.within(world.project.clone()));
        }
        state.world = Arc::new(base);
        drop(state);
        self.rehome();
    }

    /// A file was saved or has changed on disk: where projects rest on it, they are read again.
    pub(super) fn project_changed(self: &Arc<Self>, path: &Path) {
        let mut state = self.lock();
        let is_project = path.file_name().is_some_and(|name| name == config::NAME);
        if is_project || state.homes.worlds.values().any(|w| w.project.rests_on(path)) {
            state.homes.worlds.clear();
            drop(state);
            self.rehome();
        }
    }

    /// Looks for the project of every open document anew, and at all that rests on it.
    fn rehome(self: &Arc<Self>) {
        let open: Vec<(Key, Document)> =
            self.lock().documents.iter().map(|(key, document)| (key.clone(), document.clone())).collect();
        for root in self.folders.roots() {
            self.world_for(Some(&root.path));
        }
        for (key, document) in open {
            let (home, world) = self.world_for(key.path());
            let role = Role::of(&key, &document.language, &world.project);
            if role != document.role {
                // Taken for something else from now on.
                self.close(&key);
                self.open(document, key);
                continue;
            }
            let mut state = self.lock();
            if let Some(article) = state.articles.get_mut(&key) {
                article.home = home;
                article.tagging = Arc::default();
                article.checked = Arc::default();
                if role == Role::Article {
                    article.place = Place::of_article(key.path(), world.settings.annotator.as_deref());
                }
            }
            self.touch(&mut state, &key);
            drop(state);
            // Another annotator has another sidecar.
            self.reload(&key);
            self.tell_of(&mut self.lock(), &key);
        }
        self.forget_gone();
        self.folders.check_all();
        self.stir();
    }

    /// Takes back what was told of files that belong to no project any more.
    fn forget_gone(&self) {
        let mut state = self.lock();
        let kept = |path: &PathBuf| {
            state.homes.worlds.values().any(|w| w.project.checked.iter().any(|c| c.path == *path))
        };
        let gone: Vec<PathBuf> = state.homes.told.keys().filter(|path| !kept(path)).cloned().collect();
        for path in gone {
            if let Some(uri) = state.homes.told.remove(&path) {
                self.publish(&mut state, uri, None, Vec::new());
            }
        }
    }

    /// Tells what is wrong in an open document (or one just closed), where it is a project's own file.
    pub(super) fn tell_of(&self, state: &mut State, key: &Key) {
        let Some(path) = key.path() else { return };
        if let Some(world) = world_of(state, path) {
            self.tell(state, &world, path);
        }
    }

    fn tell(&self, state: &mut State, world: &World, path: &Path) {
        let Some((uri, version, found)) = self.found(state, world, path) else { return };
        if version.is_some() || state.published.get(&uri).map_or(&[][..], Vec::as_slice) != found {
            state.homes.told.insert(path.to_owned(), uri.clone());
            state.published.insert(uri.clone(), found.clone());
            self.publish(state, uri, version, found);
        }
    }

    /// What is wrong in a project's own file, in the editor where it is open there.
    fn found(
        &self,
        state: &State,
        world: &World,
        path: &Path,
    ) -> Option<(Uri, Option<i32>, Vec<Diagnostic>)> {
        let document = state.documents.get(&Key::File(path.to_owned()));
        let told = |rope: &Rope, text: &str, findings: &[crate::lint::Finding]| -> Vec<Diagnostic> {
            let lines = Lines::new(text);
            let all = findings.iter().filter_map(|finding| {
                let start = lines.start(finding.line);
                let byte = |at: usize| Byte::from(start + at);
                let span = Span::new(byte(finding.bytes.start), byte(finding.bytes.end));
                diagnostics::told(finding, rope, span, world)
            });
            all.take(world.settings.max_diagnostics).collect()
        };
        if let Some(document) = document {
            let text = String::from(&document.rope);
            let findings = world.project.check(path, &text);
            return Some((
                document.uri.clone(),
                Some(document.version),
                told(&document.rope, &text, &findings),
            ));
        }
        let checked = world.project.checked.iter().find(|c| c.path == path)?;
        let uri = self.folders.uri_of(path).or_else(|| Uri::from_file_path(path))?;
        Some((uri, None, told(&Rope::from_str(&checked.text), &checked.text, &checked.findings)))
    }

    /// The report of a project's own file; nothing where it is none.
    pub fn project_report(&self, key: &Key) -> Option<Report> {
        let path = key.path()?;
        let state = self.lock();
        let world = world_of(&state, path)?;
        let (_, _, found) = self.found(&state, &world, path)?;
        Some(Report::new(found, &world))
    }

    /// The reports of all own files of known projects.
    pub fn project_reports(&self) -> Vec<(Key, Uri, Report)> {
        let state = self.lock();
        let mut out = Vec::new();
        for world in state.homes.worlds.values() {
            for checked in &world.project.checked {
                if let Some((uri, _, found)) = self.found(&state, world, &checked.path) {
                    out.push((Key::File(checked.path.clone()), uri, Report::new(found, world)));
                }
            }
        }
        out
    }
}

/// The world of the project whose own file this is.
fn world_of(state: &State, path: &Path) -> Option<Arc<World>> {
    let own = |w: &&Arc<World>| w.project.checked.iter().any(|c| c.path == path);
    state.homes.worlds.values().find(own).cloned()
}

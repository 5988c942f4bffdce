//! Watching folders, for editors that do not. The system tells of changes; nothing is polled.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// So many folders are watched at most: the system's own bound is per user, not per program.
const MOST: usize = 2048;

/// Folders that are watched, without those in them.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: HashSet<PathBuf>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("folders", &self.folders).finish_non_exhaustive()
    }
}

impl Watch {
    /// Watches nothing yet; tells of each file that has changed, on a thread of its own.
    ///
    /// # Errors
    /// When the system gives no watcher.
    pub fn new(tell: impl Fn(PathBuf) + Send + 'static) -> Result<Watch, String> {
        let take = move |event: notify::Result<Event>| match event {
            Ok(event) if changes(event.kind) => event.paths.into_iter().for_each(&tell),
            Ok(_) | Err(_) => {}
        };
        let watcher = notify::recommended_watcher(take).map_err(|error| error.to_string())?;
        Ok(Watch { watcher, folders: HashSet::new() })
    }

    /// Watches the files in a folder as well.
    ///
    /// # Errors
    /// When it can't be watched.
    pub fn folder(&mut self, folder: &Path) -> Result<(), String> {
        if self.folders.contains(folder) || self.folders.len() >= MOST {
            return Ok(());
        }
        self.watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| error.to_string())?;
        self.folders.insert(folder.to_path_buf());
        Ok(())
    }
}

/// Whether something is another now; that it was read tells nothing.
fn changes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn a_change_is_told_and_a_look_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt.anno.jsonl");
        let (send, told) = channel();
        let mut watch = Watch::new(move |path| drop(send.send(path))).expect("a watcher");
        watch.folder(folder.path()).expect("watched");
        watch.folder(folder.path()).expect("twice is once");
        fs::write(&file, "x").expect("written");
        assert_eq!(told.recv_timeout(Duration::from_secs(10)).expect("told"), file);
        while told.recv_timeout(Duration::from_millis(100)).is_ok() {}
        fs::read(&file).expect("read");
        assert!(told.recv_timeout(Duration::from_millis(200)).is_err());
        assert!(watch.folder(&folder.path().join("none")).is_err());
    }
}

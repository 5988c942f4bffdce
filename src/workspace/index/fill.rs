//! Filling the index by a parallel walk.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::{WalkBuilder, WalkState};

use super::Index;
use crate::sidecar::path;

impl Index {
    /// Takes in every sidecar of the folders, walked as git would, on all cores. Ends early once `stop` is set.
    /// What can't be read comes back as messages.
    pub fn fill(&self, folders: &[PathBuf], stop: &AtomicBool) -> Vec<String> {
        let problems = Mutex::new(Vec::new());
        let tell = |problem: String| {
            problems.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
        };
        for folder in folders {
            let walk = WalkBuilder::new(folder).threads(cores()).build_parallel();
            walk.run(|| {
                Box::new(|entry| {
                    if stop.load(Ordering::Relaxed) {
                        return WalkState::Quit;
                    }
                    match entry {
                        Ok(entry) if is_sidecar(entry.path()) => {
                            let is_file = entry.file_type().is_some_and(|t| t.is_file());
                            if let Some(error) = is_file.then(|| self.refresh(entry.path()).err()).flatten() {
                                tell(error.to_string());
                            }
                        }
                        Ok(_) => {}
                        Err(error) => tell(error.to_string()),
                    }
                    WalkState::Continue
                })
            });
        }
        let mut problems = problems.into_inner().unwrap_or_else(PoisonError::into_inner);
        problems.sort_unstable();
        problems
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn is_sidecar(path: &Path) -> bool {
    path.file_name().is_some_and(|name| path::is_sidecar(&name.to_string_lossy()))
}

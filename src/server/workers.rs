//! Who reads articles: a few threads, and an article is always read by the same one. What one thread has set aside
//! for an article another would have to set aside again, and neither gives it back soon.

use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHasher;

use super::documents::Key;

/// At most so many.
const MOST: usize = 4;

type Job = Box<dyn FnOnce() + Send>;

/// The threads, each started with its first article.
pub struct Workers {
    seats: Vec<Mutex<Option<Sender<Job>>>>,
}

impl Default for Workers {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST);
        Workers { seats: (0..threads).map(|_| Mutex::default()).collect() }
    }
}

impl Workers {
    /// Has the article's thread do a job, behind those that it was given before.
    pub fn run(&self, article: &Key, job: impl FnOnce() + Send + 'static) {
        let mut hasher = FxHasher::default();
        article.hash(&mut hasher);
        // The low bits of that hash are the same for many keys.
        let at = (hasher.finish() >> 32) as usize % self.seats.len();
        let mut seat = self.seats[at].lock().unwrap_or_else(PoisonError::into_inner);
        let mut job: Job = Box::new(job);
        if let Some(worker) = seat.as_ref() {
            match worker.send(job) {
                Ok(()) => return,
                Err(refused) => job = refused.0,
            }
        }
        match start() {
            Ok(worker) => {
                // It waits for nothing else.
                let _ = worker.send(job);
                *seat = Some(worker);
            }
            Err(error) => {
                tracing::error!(%error, "no thread for an article");
                tokio::task::spawn_blocking(job);
            }
        }
    }
}

fn start() -> std::io::Result<Sender<Job>> {
    let (worker, jobs) = channel::<Job>();
    let runtime = tokio::runtime::Handle::current();
    std::thread::Builder::new().name("reader".into()).spawn(move || {
        let _within = runtime.enter();
        for job in jobs {
            // The standard hook has logged it.
            let _ = catch_unwind(AssertUnwindSafe(job));
        }
    })?;
    Ok(worker)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::mpsc;
    use std::thread::ThreadId;

    use super::*;

    #[tokio::test]
    async fn an_article_keeps_its_thread_and_a_panic_ends_nothing() {
        let (tell, told) = mpsc::channel::<(usize, ThreadId)>();
        let workers = Workers::default();
        for round in 0..40 {
            let tell = tell.clone();
            let key = Key::File(PathBuf::from(format!("/{}.txt", round % 5)));
            workers.run(&key, move || {
                let _ = tell.send((round, std::thread::current().id()));
                if round % 7 == 0 {
                    std::panic::resume_unwind(Box::new("on purpose"));
                }
            });
        }
        drop(tell);
        let told: Vec<_> = told.iter().take(40).collect();
        assert_eq!(told.len(), 40);
        for article in 0..5 {
            let of: Vec<_> = told.iter().filter(|(round, _)| round % 5 == article).collect();
            assert!(of.iter().all(|(_, thread)| *thread == of[0].1));
            assert!(of.is_sorted_by_key(|(round, _)| *round));
        }
    }
}

//! The same work on many files, on all cores. What comes out stands in the order of what went in.

use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::ProgressBar;

/// With more files than this, progress is shown.
const MANY: usize = 200;

/// Does `work` on each item, and shows how far it is where that takes long. `jobs`: how many threads; all cores by
/// default.
pub fn map<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let is_long = items.len() > MANY && is_watched();
    let progress = if is_long { ProgressBar::new(items.len() as u64) } else { ProgressBar::hidden() };
    let done = map_quietly(items, jobs, |item| {
        let result = work(item);
        progress.inc(1);
        result
    });
    progress.finish_and_clear();
    done
}

/// The same where each item takes no time.
pub fn map_quietly<T: Sync, R: Send>(
    items: &[T],
    jobs: Option<NonZeroUsize>,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = jobs.map_or_else(cores, NonZeroUsize::get).min(items.len());
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(n) else { return done };
            done.push((n, work(item)));
        }
    };
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..jobs).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for thread in threads {
            match thread.join() {
                Ok(more) => done.extend(more),
                // A file that was not done must not look like one that was.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Whether somebody looks at stderr.
fn is_watched() -> bool {
    io::stderr().is_terminal()
}

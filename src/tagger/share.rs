//! Large texts are worked on by several threads, small ones by the caller's own. The outcome is the same:
//! what is shared out needs nothing of the other parts.
//!
//! Each part is a task of its own (`with_max_len`): left to itself the library binds several together, and at the end
//! one thread has such a bundle left while the others wait.

use rayon::prelude::*;

/// Texts from this many bytes on are worth several threads.
const SHARED_FROM: usize = 256 << 10;

/// How many parts a text of so many bytes is cut into: one, unless it is large.
pub fn parts(bytes: usize) -> usize {
    if bytes < SHARED_FROM { 1 } else { rayon::current_num_threads() * 8 }
}

/// Runs `work` on runs of about equal length of `items`; the results come in order.
pub fn map<'a, T: Sync, R: Send>(
    items: &'a [T],
    parts: usize,
    work: impl Fn(&'a [T]) -> R + Sync + Send,
) -> Vec<R> {
    if parts <= 1 {
        return vec![work(items)];
    }
    items.par_chunks(items.len().div_ceil(parts).max(1)).with_max_len(1).map(work).collect()
}

/// What `work` makes of each item, in order.
pub fn map_each<T: Sync, R: Send>(items: &[T], parts: usize, work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if parts <= 1 {
        return items.iter().map(work).collect();
    }
    // As many results as items: each is written where it stays.
    let length = items.len().div_ceil(parts).max(1);
    items.par_iter().with_min_len(length / 2).with_max_len(length).map(work).collect()
}

/// What `work` puts for runs of items into as many results, which are at their default before.
pub fn fill<T: Sync, R: Default + Send>(
    items: &[T],
    parts: usize,
    work: impl Fn(&[T], &mut [R]) + Sync + Send,
) -> Vec<R> {
    if parts <= 1 {
        let mut results = Vec::new();
        results.resize_with(items.len(), R::default);
        work(items, &mut results);
        return results;
    }
    // Small runs, so that no thread waits long for the last one.
    let length = items.len().div_ceil(parts * 4).max(1);
    let mut results: Vec<R> = items.par_iter().with_min_len(length).map(|_| R::default()).collect();
    let runs = items.par_chunks(length).zip(results.par_chunks_mut(length)).with_max_len(1);
    runs.for_each(|(items, results)| work(items, results));
    results
}

/// The parts' results, one behind the other.
pub fn joined<T>(parts: Vec<Vec<T>>) -> Vec<T> {
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    parts.into_iter().for_each(|mut part| all.append(&mut part));
    all
}

/// Runs `work` on each of the items, on all at once where there are several; the results come in order.
pub fn turn<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() <= 1 {
        items.into_iter().map(work).collect()
    } else {
        items.into_par_iter().with_max_len(1).map(work).collect()
    }
}

/// Gives the memory of the items back, by all threads where there are several parts.
pub fn discard<T: Send>(items: Vec<T>, parts: usize) {
    if parts > 1 {
        let least = items.len().div_ceil(parts).max(1);
        items.into_par_iter().with_min_len(least).for_each(drop);
    }
}

/// Runs `work` on each item, and on all at once where there are several.
pub fn each<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    match items {
        [one] => work(one),
        _ => items.par_iter_mut().with_max_len(1).for_each(work),
    }
}

/// Runs `work` on runs of about equal length of `items`.
pub fn change<T: Send>(items: &mut [T], parts: usize, work: impl Fn(&mut [T]) + Sync + Send) {
    if parts <= 1 {
        return work(items);
    }
    items.par_chunks_mut(items.len().div_ceil(parts).max(1)).with_max_len(1).for_each(work);
}

/// Runs both, at once where the text is large.
pub fn both<A: Send, B: Send>(
    parts: usize,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if parts <= 1 { (first(), second()) } else { rayon::join(first, second) }
}

//! What the benchmarks share.

use std::path::Path;
use std::time::Duration;

/// The articles of `benches/articles/`, in order.
pub fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/articles");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the articles").flatten().map(|e| e.path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).expect("an article")).collect()
}

/// The median of some times, in seconds.
pub fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

//! How fast articles with sidecars are linted, beside the bare analysis of the same articles in the same run. The
//! ratio is what counts: it holds where the machine's speed drifts.
//!
//! `cargo bench --bench lint` (`GANNHAN_BENCH_FILES=1000` for another number of articles): for one thread and for all,
//! the medians of alternating runs, MB/s of articles, and analyse time / lint time. Then what one thread spends on
//! each step.

mod shared;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gannhan::lint::{Document, Subject, lint, lint_article};
use gannhan::sidecar::Sidecar;
use gannhan::tagger::analyse;
use gannhan::tagger::article::{Article, Knowledge};
use shared::{articles, median};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BINARY: &str = env!("CARGO_BIN_EXE_gannhan");
const ROUNDS: usize = 5;

fn run(folder: &Path, args: &[&str]) -> Duration {
    let start = Instant::now();
    let status =
        Command::new(BINARY).args(args).arg(folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|s| s.code().is_some_and(|c| c < 2)), "{args:?}");
    start.elapsed()
}

fn analyse_all(texts: &[String], jobs: usize) -> Duration {
    let start = Instant::now();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
            std::hint::black_box(analyse(&Article { text, date: None }, &Knowledge::default()));
        }
    };
    std::thread::scope(|scope| (0..jobs).for_each(|_| drop(scope.spawn(work))));
    start.elapsed()
}

fn main() {
    let count = std::env::var("GANNHAN_BENCH_FILES").ok().and_then(|n| n.parse().ok()).unwrap_or(2000);
    let kinds = articles();
    // Each with a heading of its own, so that no two are the same.
    let texts: Vec<String> =
        (0..count).map(|n| format!("Tin số {n}\n\n{}", kinds[n % kinds.len()])).collect();
    let folder = tempfile::tempdir().expect("a folder");
    for (n, text) in texts.iter().enumerate() {
        fs::write(folder.path().join(format!("{n}.txt")), text).expect("written");
    }
    run(folder.path(), &["annotate"]);
    let sidecars: Vec<Vec<u8>> = (0..count)
        .map(|n| fs::read(folder.path().join(format!("{n}.txt.anno.jsonl"))).unwrap_or_default())
        .collect();
    let size = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let beside = sidecars.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    println!("{count} articles of {size:.1} MB, sidecars of {beside:.1} MB");
    println!("{:>8} {:>14} {:>12} {:>7}", "threads", "analyse MB/s", "lint MB/s", "ratio");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for jobs in [1, cores] {
        let (mut bare, mut full) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            bare.push(analyse_all(&texts, jobs));
            full.push(run(folder.path(), &["lint", "--jobs", &jobs.to_string()]));
        }
        let (bare, full) = (median(bare), median(full));
        println!("{jobs:8} {:14.1} {:12.1} {:7.2}", size / bare, size / full, bare / full);
    }
    steps(&texts, &sidecars);
}

/// What each step takes on one thread, in shares of the analysis.
fn steps(texts: &[String], sidecars: &[Vec<u8>]) {
    let mut spent = [Duration::ZERO; 4];
    for (n, (text, bytes)) in texts.iter().zip(sidecars).enumerate() {
        let name = format!("{n}.txt");
        let mut last = Instant::now();
        let mut step = |n: usize| {
            let now = Instant::now();
            spent[n] += now - last;
            last = now;
        };
        let analysis = analyse(&Article { text, date: None }, &Knowledge::default());
        step(0);
        let sidecar = Sidecar::read(bytes.as_slice());
        step(1);
        let findings = lint(&Subject::new(&sidecar, &name, Some(text)).with_analysis(Some(&analysis)));
        step(2);
        let remarks = lint_article(&Document::new(text, &analysis));
        step(3);
        std::hint::black_box((findings, remarks));
    }
    let whole = spent[0].as_secs_f64();
    for (name, time) in ["analyse", "read sidecar", "rules on sidecar", "rules on article"].iter().zip(spent)
    {
        println!("{name:>18} {:6.2}", time.as_secs_f64() / whole);
    }
}

//! How fast an article is analysed, beside a bare multi-pattern scan for the gazetteer's names over the
//! same text in the same run. The ratio is what counts: it holds where the machine's speed drifts.
//!
//! `cargo bench` prints for 1, 10 and 100 MB (set `GANNHAN_BENCH_MB=10` for one size): the medians of
//! alternating runs, MB/s, and scan time / analyse time.

use std::path::Path;
use std::time::{Duration, Instant};

use daachorse::{CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use gannhan::gazetteer::unit;
use gannhan::tagger::analyse;
use gannhan::tagger::article::{Article, Knowledge};

/// The project's own examples and marked articles, without their marks, repeated up to `bytes`.
fn articles(bytes: usize) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["examples", "tests/fixtures/mixed"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else { continue };
        files.extend(
            entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")),
        );
    }
    files.sort();
    let mut one = String::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let mut value = false;
        let mut head = 0;
        for c in text.lines().filter(|l| !l.starts_with("#! ")).collect::<Vec<_>>().join("\n").chars() {
            // A mark is ⟦X …⟧ or ⟦X(value) …⟧.
            match c {
                '⟦' => head = 1,
                '⟧' => {}
                _ if head == 1 => head = 2,
                '(' if head == 2 => value = true,
                ')' if value => value = false,
                ' ' if head == 2 && !value => head = 0,
                _ if head == 2 => {}
                c => one.push(c),
            }
        }
        one.push_str("\n\n");
    }
    one.repeat(bytes / one.len().max(1) + 1)
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let sizes: Vec<usize> = match std::env::var("GANNHAN_BENCH_MB").ok().and_then(|m| m.parse().ok()) {
        Some(one) => vec![one],
        None if std::env::args().any(|a| a == "--test") => vec![],
        None => vec![1, 10, 100],
    };
    let mut names: Vec<String> = unit::all().map(|u| u.name().to_string()).collect();
    names.sort();
    names.dedup();
    let scan = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build::<_, _, u32>(&names)
        .expect("the names make an automaton");
    println!("{} names", names.len());
    println!(
        "{:>6} {:>10} {:>14} {:>12} {:>14} {:>7}",
        "MB", "mentions", "scan MB/s", "scan ms", "analyse MB/s", "ratio"
    );
    for mb in sizes {
        let text = articles(mb << 20);
        let rounds = if mb > 50 { 3 } else { 7 };
        let (mut bare, mut full, mut mentions) = (Vec::new(), Vec::new(), 0);
        for _ in 0..rounds {
            let start = Instant::now();
            std::hint::black_box(scan.leftmost_find_iter(&text).count());
            bare.push(start.elapsed());
            let start = Instant::now();
            mentions =
                std::hint::black_box(analyse(&Article { text: &text, date: None }, &Knowledge::default()))
                    .mentions
                    .len();
            full.push(start.elapsed());
        }
        let (bare, full) = (median(bare).as_secs_f64(), median(full).as_secs_f64());
        let size = text.len() as f64 / 1e6;
        println!(
            "{:6.1} {mentions:10} {:14.0} {:12.1} {:14.0} {:7.3}",
            size,
            size / bare,
            bare * 1e3,
            size / full,
            bare / full
        );
    }
}

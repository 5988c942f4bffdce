//! How fast an article is analysed, beside a bare multi-pattern scan for the gazetteer's names over the
//! same text in the same run. The ratio is what counts: it holds where the machine's speed drifts.
//!
//! `cargo bench --bench analyse` prints for one text of 1, 10 and 100 MB (set `GANNHAN_BENCH_MB=10` for one size), and
//! for the articles one by one: the medians of alternating runs, MB/s, and scan time / analyse time.
//!
//! The text is `benches/articles/`, again and again: running prose with as many mentions as news has (8 in
//! 1,000 bytes; the tests' marked articles have twice that).

mod shared;

use std::time::Instant;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use gannhan::gazetteer::unit;
use gannhan::tagger::analyse;
use gannhan::tagger::article::{Article, Knowledge};
use shared::{articles, median};

type Scan = CharwiseDoubleArrayAhoCorasick<u32>;

/// The medians of bare scan and analysis of the texts, one after the other, in alternating rounds; and the mentions.
fn measure(scan: &Scan, texts: &[String], rounds: usize) -> (f64, f64, usize) {
    let (mut bare, mut full, mut mentions) = (Vec::new(), Vec::new(), 0);
    for _ in 0..rounds {
        let start = Instant::now();
        for text in texts {
            std::hint::black_box(scan.leftmost_find_iter(text).count());
        }
        bare.push(start.elapsed());
        let start = Instant::now();
        mentions = 0;
        for text in texts {
            let article = Article { text, date: None };
            mentions += std::hint::black_box(analyse(&article, &Knowledge::default())).mentions.len();
        }
        full.push(start.elapsed());
    }
    (median(bare), median(full), mentions)
}

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let sizes: Vec<usize> = match std::env::var("GANNHAN_BENCH_MB").ok().and_then(|m| m.parse().ok()) {
        Some(one) => vec![one],
        None if std::env::args().any(|a| a == "--test") => vec![],
        None => vec![1, 10, 100],
    };
    let mut names: Vec<String> = unit::all().map(|u| u.name().to_string()).collect();
    names.sort();
    names.dedup();
    let scan: Scan = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the names make an automaton");
    println!("{} names", names.len());
    println!(
        "{:>6} {:>8} {:>10} {:>14} {:>12} {:>14} {:>7}",
        "MB", "texts", "mentions", "scan MB/s", "scan ms", "analyse MB/s", "ratio"
    );
    let articles = articles();
    let one = articles.join("\n\n");
    let large = |mb: &usize| (vec![one.repeat((mb << 20) / one.len() + 1)], if *mb > 50 { 3 } else { 7 });
    let runs = sizes.iter().map(large).chain([(articles.clone(), 21)]);
    for (texts, rounds) in runs {
        let (bare, full, mentions) = measure(&scan, &texts, rounds);
        let size = texts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
        println!(
            "{size:6.2} {:8} {mentions:10} {:14.0} {:12.2} {:14.1} {:7.3}",
            texts.len(),
            size / bare,
            bare * 1e3,
            size / full,
            bare / full
        );
    }
}

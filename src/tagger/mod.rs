//! From a paragraph to mentions, and from an article's mentions to who, where and when.

pub mod amount;
pub mod article;
pub mod candidate;
pub mod date;
pub mod json;
pub mod locality;
pub mod mention;
pub mod official;
pub mod paragraph;
pub mod resolve;

use std::ops::Range;

use article::{Article, Knowledge};
use candidate::Findings;
use mention::Analysis;

/// Finds every mention of an article. Pure: no I/O, no clock, and it cannot fail, whatever the text.
pub fn analyse(article: &Article<'_>, knowledge: &Knowledge) -> Analysis {
    resolve::resolve(article, knowledge, &find_all(article.text, knowledge))
}

/// Texts from this many bytes on are read by several threads: a paragraph needs no other one, and the
/// outcome is the same.
const SHARED_FROM: usize = 256 << 10;

/// What each paragraph holds, in order.
fn find_all(text: &str, knowledge: &Knowledge) -> Vec<Findings> {
    let read = |ranges: &[Range<usize>]| -> Vec<Findings> {
        let mut reader = paragraph::Reader::new(knowledge.own.clone());
        ranges.iter().map(|range| find(&reader.read(text, range.clone()))).collect()
    };
    let ranges: Vec<Range<usize>> = crate::text::paragraph::paragraphs(text).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    if text.len() < SHARED_FROM || threads == 1 {
        return read(&ranges);
    }
    let share = ranges.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = ranges.chunks(share).map(|part| scope.spawn(|| read(part))).collect();
        // A worker that panicked hands its panic on: the edge answers it like any other.
        let parts = workers.into_iter().map(|w| w.join().unwrap_or_else(|p| std::panic::resume_unwind(p)));
        parts.flatten().collect()
    })
}

/// What one paragraph holds, by itself.
fn find(paragraph: &paragraph::Paragraph<'_>) -> Findings {
    let mut findings = Findings::default();
    locality::find(paragraph, &mut findings.localities);
    official::find(paragraph, &findings.localities, &mut findings.officials, &mut findings.names);
    official::inform(&findings.officials, &mut findings.localities);
    amount::find(paragraph, &mut findings.amounts);
    date::find(paragraph, &mut findings.dates);
    findings
}

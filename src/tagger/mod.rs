//! From a paragraph to mentions, and from an article's mentions to who, where and when.

pub mod amount;
pub mod article;
pub mod candidate;
pub mod date;
pub mod draft;
pub mod json;
pub mod locality;
pub mod mention;
pub mod official;
pub mod officials;
pub mod paragraph;
pub mod resolve;
mod share;

use std::ops::Range;

use crate::gazetteer::UnitId;
use crate::text::position::{Byte, Span};
use article::{Article, Knowledge};
use candidate::{Findings, Role};
use mention::{Analysis, Mention, Value};

/// Finds every mention of an article. Pure: no I/O, no clock, and it cannot fail, whatever the text.
pub fn analyse(article: &Article<'_>, knowledge: &Knowledge) -> Analysis {
    resolve::resolve(article, knowledge, find_all(article.text, knowledge))
}

/// The other units of a locality's name, the likeliest first, and why each is not the one meant. `analysis` is the article's,
/// the mention one of its mentions. Worked out anew, from the mention's paragraph.
pub fn others(
    text: &str,
    knowledge: &Knowledge,
    analysis: &Analysis,
    mention: &Mention,
) -> Vec<(UnitId, resolve::Why)> {
    if !matches!(mention.value, Value::Locality(_)) {
        return Vec::new();
    }
    let Some(range) = crate::text::paragraph::paragraph_at(text, mention.bytes.start.index()) else {
        return Vec::new();
    };
    let mut reader = paragraph::Reader::new(knowledge.own.clone());
    resolve::others(text, &find(&reader.read(text, range)), analysis, mention)
}

/// What each paragraph holds, in order.
fn find_all(text: &str, knowledge: &Knowledge) -> Vec<Findings> {
    let mut found = read_all(text, &paragraphs(text), knowledge);
    mark_bylines(&mut found);
    found
}

/// The byte ranges of the paragraphs of a text; of a large one all parts are cut at once.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    use crate::text::paragraph::{blank_line_behind, paragraphs_from};
    let parts = share::parts(text.len());
    let at = |part: usize| text.len() / parts * part;
    let mut starts: Vec<usize> = (1..parts).filter_map(|part| blank_line_behind(text, at(part))).collect();
    starts.insert(0, 0);
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let runs: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    share::joined(share::turn(runs, |run| -> Vec<Range<usize>> {
        paragraphs_from(text, run.start).take_while(|paragraph| paragraph.start < run.end).collect()
    }))
}

/// Reads the paragraphs of a text, large ones on several threads.
fn read_all(text: &str, ranges: &[Range<usize>], knowledge: &Knowledge) -> Vec<Findings> {
    let reader = || paragraph::Reader::new(knowledge.own.clone());
    share::map_each(ranges, share::parts(text.len()), reader, |reader, range| {
        find(&reader.read(text, range.clone()))
    })
}

/// Reads paragraphs, each by itself.
fn read(text: &str, ranges: &[Range<usize>], knowledge: &Knowledge) -> Vec<Findings> {
    let mut reader = paragraph::Reader::new(knowledge.own.clone());
    ranges.iter().map(|range| find(&reader.read(text, range.clone()))).collect()
}

/// Number of the first paragraph behind the last sentences; of all where there are none. Comments and links below the
/// article are no part of it.
fn tail(paragraphs: &[Findings]) -> usize {
    let is_prose = |p: &Findings| p.role == Role::Prose;
    let first = paragraphs.iter().position(is_prose).unwrap_or(0);
    let below = paragraphs[first..].iter().position(|p| p.role == Role::Below);
    let article = below.map_or(paragraphs, |at| &paragraphs[..first + at]);
    article.iter().rposition(is_prose).map_or(paragraphs.len(), |last| last + 1)
}

/// Names alone in a paragraph behind the last sentences are of those who wrote.
fn mark_bylines(paragraphs: &mut [Findings]) {
    let tail = tail(paragraphs);
    for paragraph in &mut paragraphs[tail..] {
        if paragraph.role == Role::Names {
            paragraph.role = Role::Byline;
        }
    }
}

fn role(paragraph: &paragraph::Paragraph<'_>) -> Role {
    const SENTENCE: u32 = 12;
    match () {
        () if locality::byline::is_credit(paragraph) => Role::Credit,
        () if locality::byline::is_below(paragraph) => Role::Below,
        () if paragraph.len() >= SENTENCE => Role::Prose,
        () if locality::byline::only_names(paragraph) => Role::Names,
        () => Role::Short,
    }
}

/// What one paragraph holds, by itself.
fn find(paragraph: &paragraph::Paragraph<'_>) -> Findings {
    let mut findings = Findings { role: role(paragraph), ..Findings::default() };
    locality::find(paragraph, &mut findings.localities);
    official::find(paragraph, &findings.localities, &mut findings.officials, &mut findings.names);
    official::given::find(paragraph, &mut findings.given);
    official::inform(&findings.officials, &mut findings.localities);
    let (officials, names) = (&findings.officials, &findings.names);
    let taken = |bytes: Span<Byte>| {
        officials.iter().any(|o| o.bytes.overlaps(bytes))
            || names.iter().any(|n| n.name.bytes.overlaps(bytes))
    };
    locality::echo(paragraph, taken, &mut findings.localities);
    amount::find(paragraph, &mut findings.amounts);
    date::find(paragraph, &mut findings.dates);
    findings
}

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

use std::cell::Cell;
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
    let found = read(text, &[range], knowledge);
    resolve::others(text, found.first().unwrap_or(&Findings::default()), analysis, mention)
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
    share::fill(ranges, share::parts(text.len()), |ranges, found| fill(text, ranges, knowledge, found))
}

/// Reads paragraphs, each by itself.
fn read(text: &str, ranges: &[Range<usize>], knowledge: &Knowledge) -> Vec<Findings> {
    share::fill(ranges, 1, |ranges, found| fill(text, ranges, knowledge, found))
}

thread_local! {
    /// Lists with room, one set for each paragraph of a batch: what is found is of a few sizes again and again.
    static ROOM: Cell<Vec<Findings>> = const { Cell::new(Vec::new()) };
}

/// Reads paragraphs into as many findings.
fn fill(text: &str, mut ranges: &[Range<usize>], knowledge: &Knowledge, mut found: &mut [Findings]) {
    let mut reader = paragraph::Reader::new(knowledge.own.clone());
    let mut room = ROOM.take();
    while !ranges.is_empty() {
        let (now, later) = ranges.split_at(batch(ranges));
        let (into, rest) = found.split_at_mut(now.len());
        room.resize_with(room.len().max(now.len()), Findings::default);
        find(&reader.read_several(text, now), &mut room[..now.len()]);
        room.iter_mut().zip(into).for_each(|(room, found)| *found = room.settle());
        (ranges, found) = (later, rest);
    }
    ROOM.set(room);
}

/// How many of the paragraphs are read at once: of several one grammar goes over all before the next one begins, so
/// that each finds its own code near; what is read of them still fits the nearer memory.
fn batch(ranges: &[Range<usize>]) -> usize {
    const MOST: usize = 32;
    const BYTES: usize = 6 << 10;
    let mut bytes = 0;
    let fits = |range: &&Range<usize>| {
        bytes += range.len();
        bytes <= BYTES
    };
    ranges.iter().take(MOST).take_while(fits).count().max(1)
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

/// What paragraphs hold, each by itself. `found`: one for each, still empty.
fn find(paragraphs: &[paragraph::Paragraph<'_>], found: &mut [Findings]) {
    let mut each = |work: fn(&paragraph::Paragraph<'_>, &mut Findings)| {
        paragraphs.iter().zip(found.iter_mut()).for_each(|(paragraph, found)| work(paragraph, found));
    };
    each(|paragraph, found| found.role = role(paragraph));
    each(|paragraph, found| locality::find(paragraph, &mut found.localities));
    each(|paragraph, found| {
        official::find(paragraph, &found.localities, &mut found.officials, &mut found.names);
        official::inform(&found.officials, &mut found.localities);
    });
    each(|paragraph, found| official::given::find(paragraph, &mut found.given));
    each(|paragraph, found| {
        let Findings { localities, officials, names, .. } = found;
        let taken = |bytes: Span<Byte>| {
            officials.iter().any(|o| o.bytes.overlaps(bytes))
                || names.iter().any(|n| n.name.bytes.overlaps(bytes))
        };
        locality::echo(paragraph, taken, localities);
    });
    each(|paragraph, found| amount::find(paragraph, &mut found.amounts));
    each(|paragraph, found| date::find(paragraph, &mut found.dates));
}

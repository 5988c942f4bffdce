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
use article::{Article, Knowledge};
use candidate::{Findings, Role};
use mention::{Analysis, Mention};

/// Finds every mention of an article. Pure: no I/O, no clock, and it cannot fail, whatever the text.
pub fn analyse(article: &Article<'_>, knowledge: &Knowledge) -> Analysis {
    resolve::resolve(article, knowledge, &find_all(article.text, knowledge))
}

/// The other units of a locality's name, the likeliest first, and why each is not the one meant. `analysis` is the article's,
/// the mention one of its mentions. Worked out anew, from the mention's paragraph.
pub fn others(
    text: &str,
    knowledge: &Knowledge,
    analysis: &Analysis,
    mention: &Mention,
) -> Vec<(UnitId, resolve::Why)> {
    let holds = |range: &Range<usize>| range.contains(&mention.bytes.start.index());
    let Some(range) = crate::text::paragraph::paragraphs(text).find(holds) else { return Vec::new() };
    let mut reader = paragraph::Reader::new(knowledge.own.clone());
    resolve::others(text, &find(&reader.read(text, range)), analysis, mention)
}

/// What each paragraph holds, in order.
fn find_all(text: &str, knowledge: &Knowledge) -> Vec<Findings> {
    let read = |ranges: &[Range<usize>]| -> Vec<Findings> {
        let mut reader = paragraph::Reader::new(knowledge.own.clone());
        ranges.iter().map(|range| find(&reader.read(text, range.clone()))).collect()
    };
    let ranges: Vec<Range<usize>> = crate::text::paragraph::paragraphs(text).collect();
    let mut found = share::joined(share::map(&ranges, share::parts(text.len()), read));
    mark_bylines(&mut found);
    found
}

/// Names alone in a paragraph behind the last sentences are of those who wrote.
fn mark_bylines(paragraphs: &mut [Findings]) {
    let last = paragraphs.iter().rposition(|p| p.role == Role::Prose);
    let tail = last.map_or(paragraphs.len(), |l| l + 1);
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
    amount::find(paragraph, &mut findings.amounts);
    date::find(paragraph, &mut findings.dates);
    findings
}

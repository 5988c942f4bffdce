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

use article::{Article, Knowledge};
use candidate::Findings;
use mention::Analysis;

/// Finds every mention of an article. Pure: no I/O, no clock, and it cannot fail, whatever the text.
pub fn analyse(article: &Article<'_>, knowledge: &Knowledge) -> Analysis {
    let mut reader = paragraph::Reader::default();
    let paragraphs: Vec<Findings> = crate::text::paragraph::paragraphs(article.text)
        .map(|range| find(&reader.read(article.text, range)))
        .collect();
    resolve::resolve(article, knowledge, &paragraphs)
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

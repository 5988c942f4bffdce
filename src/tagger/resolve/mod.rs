//! The article as a whole settles what its paragraphs leave open.

use super::amount;
use super::article::{Article, Knowledge};
use super::candidate::Findings;
use super::date;
use super::mention::{Analysis, AsOf, Certainty, DateSource, LocalityValue, Mention, Reason, Value};
use crate::text::index::CodePointCursor;
use crate::text::position::{Byte, CodePoint, Span};

mod accept;
mod homonym;
mod locality;
mod official;

/// A locality candidate that counts, with the unit it stands for.
#[derive(Clone, Debug)]
pub struct ResolvedLocality {
    /// Bytes of the article.
    pub bytes: Span<Byte>,
    /// What it says.
    pub value: LocalityValue,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub reason: Reason,
}

/// Settles all findings of an article (one entry a paragraph, in order).
pub fn resolve(article: &Article<'_>, knowledge: &Knowledge, paragraphs: &[Findings]) -> Analysis {
    let mut as_of = date::decide(article.date, paragraphs.iter().flat_map(|p| &p.dates));
    if as_of.date.is_none() && knowledge.date.is_some() {
        as_of = AsOf { date: knowledge.date, source: DateSource::Setting, at: None };
    }
    let mut localities = locality::resolve(article, as_of, paragraphs);
    let amounts = || paragraphs.iter().flat_map(|p| &p.amounts);
    let lent = amount::document_currency(amounts());
    let mut mentions: Vec<Mention> = amounts()
        .map(|c| {
            let mut value = c.value.clone();
            if value.currency_implied && c.reason == amount::IMPLIED {
                value.currency = lent;
            }
            mention(c.bytes, Value::Amount(value), c.certainty, c.reason)
        })
        .collect();
    // A currency's name holds no locality (đô la Mỹ).
    drop_inside(&mut localities, mentions.iter().map(|m| m.bytes));
    mentions.extend(official::resolve(article, paragraphs, &mut localities));
    mentions.extend(
        localities.into_iter().map(|l| mention(l.bytes, Value::Locality(l.value), l.certainty, l.reason)),
    );
    finish(article.text, mentions, as_of)
}

fn mention(bytes: Span<Byte>, value: Value, certainty: Certainty, reason: Reason) -> Mention {
    Mention { span: Span::default(), bytes, value, certainty, reason }
}

/// Drops the localities that overlap any of the spans, which rise.
fn drop_inside(localities: &mut Vec<ResolvedLocality>, spans: impl Iterator<Item = Span<Byte>>) {
    let mut spans = spans.peekable();
    localities.retain(|l| {
        while spans.peek().is_some_and(|s| s.end <= l.bytes.start) {
            spans.next();
        }
        spans.peek().is_none_or(|s| !s.overlaps(l.bytes))
    });
}

/// Orders the mentions and counts their code points.
fn finish(text: &str, mut mentions: Vec<Mention>, as_of: AsOf) -> Analysis {
    mentions.sort_by_key(|m| m.bytes.order());
    // Starts rise, so one cursor walks the text once; ends and parts are a short way off.
    let mut cursor = CodePointCursor::new(text);
    for mention in &mut mentions {
        let start = cursor.at(mention.bytes.start);
        let span = |bytes: Span<Byte>| -> Span<CodePoint> {
            let at = |b: Byte| {
                let between = text.get(mention.bytes.start.index()..b.index()).unwrap_or("");
                CodePoint(start.0 + between.chars().count() as u32)
            };
            Span::new(at(bytes.start), at(bytes.end))
        };
        mention.span = span(mention.bytes);
        if let Value::Official(value) = &mut mention.value {
            for part in &mut value.parts {
                part.span = span(part.bytes);
            }
        }
    }
    Analysis { mentions, as_of }
}

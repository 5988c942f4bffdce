//! The article as a whole settles what its paragraphs leave open.

pub mod official;

use super::article::{Article, Knowledge};
use super::candidate::Findings;
use super::mention::{Analysis, AsOf, Certainty, Inside, LocalityValue, Mention, Reason, Value};
use crate::gazetteer::sense::{Sense, SenseKind};
use crate::gazetteer::{Unit, UnitId};
use crate::text::index::CodePointCursor;
use crate::text::position::{Byte, CodePoint, Span};

/// A locality candidate with the unit it stands for; kept candidates only.
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
pub fn resolve(article: &Article<'_>, _knowledge: &Knowledge, paragraphs: &[Findings]) -> Analysis {
    let mut mentions = Vec::new();
    for findings in paragraphs {
        for c in &findings.localities {
            let unit = c.node.and_then(|n| {
                crate::gazetteer::lexicon::senses(n).iter().copied().find(|s: &Sense| s.is(SenseKind::Unit))
            });
            let Some(unit) = unit.map(|s| UnitId(s.row() as u32)).and_then(Unit::get) else { continue };
            mentions.push(Mention {
                span: Span::default(),
                bytes: c.bytes,
                value: Value::Locality(LocalityValue {
                    unit: Some(unit.id()),
                    level: unit.level(),
                    name: String::new(),
                    within: None,
                    candidates: Vec::new(),
                    inside: Inside::Nothing,
                }),
                certainty: Certainty::Certain,
                reason: Reason("name-of-a-unit"),
            });
        }
        for c in &findings.amounts {
            mentions.push(Mention {
                span: Span::default(),
                bytes: c.bytes,
                value: Value::Amount(c.value.clone()),
                certainty: c.certainty,
                reason: c.reason,
            });
        }
    }
    finish(article.text, mentions, AsOf::default())
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

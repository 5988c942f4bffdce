//! Findings on an article under edit: as long as all mentions say what they said, the rules say the same, unless the
//! words around a mention explain something now, or do no more.

use std::ops::Range;

use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::Document;
use super::past::{Explains, MOST, Sentence};
use crate::gazetteer::{Presence, Unit};
use crate::lint::finding::{Change, Finding};
use crate::tagger::draft::Edit;
use crate::tagger::mention::{AsOf, Mention, Value};
use crate::text::position::{Byte, Span};

/// What the sentences near a place explain of the mentions in them that may need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context(Vec<(Span<Byte>, Explained)>);

/// Whether a sentence explains a unit, and a holder; the years that it names.
type Explained = (bool, bool, Vec<i16>);

impl Context {
    /// The context of `range` in an article.
    pub fn around(document: &Document<'_>, range: &Range<usize>) -> Context {
        // A sentence is looked at so far on either side, and a little for the characters at its ends.
        let near = MOST + 8;
        let as_of = document.analysis.as_of;
        let mentions = &document.analysis.mentions;
        let end = mentions.partition_point(|m| m.bytes.start.index() <= range.end + near);
        // No mention is so long that its start lies farther off.
        let near_by =
            mentions[..end].iter().rev().take_while(|m| m.bytes.start.index() + 8 * near >= range.start);
        let needy = near_by.filter(|m| m.bytes.end.index() + near >= range.start && needs(m, as_of));
        Context(needy.map(|m| (m.bytes, explained(document, m.bytes))).collect())
    }

    /// Whether an edit left it as it was. `document`: the article since then.
    pub fn stands(&self, document: &Document<'_>, edit: &Edit) -> bool {
        self.0.iter().all(|(bytes, before)| {
            edit.map(*bytes).is_some_and(|bytes| explained(document, bytes) == *before)
        })
    }
}

fn explained(document: &Document<'_>, bytes: Span<Byte>) -> Explained {
    let sentence = Sentence::around(document, bytes);
    let years = sentence.years().collect();
    (sentence.explains(Explains::Unit), sentence.explains(Explains::Holder), years)
}

/// Whether a rule may ask what stands around a mention: around a unit that is gone, and the holder of an office.
fn needs(mention: &Mention, as_of: AsOf) -> bool {
    match &mention.value {
        Value::Locality(value) => {
            let unit = value.unit.and_then(Unit::get);
            unit.is_some_and(|unit| as_of.presence(unit) == Some(Presence::No))
        }
        Value::Official(value) => value.person_id.is_some() && !value.offices.is_empty(),
        Value::Amount(_) => false,
    }
}

/// Brings the findings of all rules up to an edit that left all mentions as they were; false where the rules have to
/// look anew. `context`: around the edit, before it; `document`: the article since.
pub fn follow(findings: &mut [Finding], context: &Context, document: &Document<'_>, edit: &Edit) -> bool {
    // What is not composed is counted.
    let counted = findings.iter().any(|f| f.rule == super::form::NOT_NFC);
    !counted
        && is_composed(document.text, edit)
        && context.stands(document, edit)
        && findings.iter_mut().all(|finding| moves(finding, document, edit))
}

/// Whether the lines that an edit touched are in NFC: then all of the text is, where it was before.
fn is_composed(text: &str, edit: &Edit) -> bool {
    let before = text.get(..edit.start).and_then(|t| t.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
    let behind = text.get(edit.new_end..).and_then(|t| t.find(['\n', '\r']));
    let end = behind.map_or(text.len(), |at| edit.new_end + at);
    let lines = text.get(before..end).unwrap_or_default();
    lines.is_ascii() || is_nfc_quick(lines.chars()) == IsNormalized::Yes
}

/// Moves a finding to where its place stands now; false where that was edited.
fn moves(finding: &mut Finding, document: &Document<'_>, edit: &Edit) -> bool {
    let spans = finding.candidates.iter_mut().chain(&mut finding.article);
    for span in spans {
        let Some(mapped) = edit.map_chars(*span) else { return false };
        *span = mapped;
    }
    for correction in &mut finding.corrections {
        let Change::Article(changes) = &mut correction.change else { continue };
        for (bytes, _) in changes {
            let Some(mapped) = edit.map(*bytes) else { return false };
            *bytes = mapped;
        }
    }
    let Some(bytes) = finding.article.and_then(|span| document.bytes_of(span)) else { return false };
    document.place(finding, bytes);
    true
}

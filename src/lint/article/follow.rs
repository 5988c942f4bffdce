//! Findings on an article under edit: as long as all mentions say what they said, the rules say the same, unless the
//! words around a mention explain something now, or do no more.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::Document;
use super::past::{Explains, MOST, Sentence};
use crate::gazetteer::{Presence, Unit};
use crate::lint::finding::{Change, Finding};
use crate::tagger::draft::Edit;
use crate::tagger::mention::{AsOf, Mention, Value};
use crate::text::position::{Byte, CodePoint, Span};

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
        let mut explanations = Explanations::of(document);
        Context(needy.map(|m| (m.bytes, explanations.at(m.bytes).clone())).collect())
    }

    /// Whether an edit left it as it was. `document`: the article since then.
    pub fn stands(&self, document: &Document<'_>, edit: &Edit) -> bool {
        let mut explanations = Explanations::of(document);
        self.0
            .iter()
            .all(|(bytes, before)| edit.map(*bytes).is_some_and(|bytes| explanations.at(bytes) == before))
    }
}

/// What sentences explain: mentions come together, and mostly several stand in one.
struct Explanations<'d> {
    text: &'d str,
    /// The sentence that was looked at last.
    last: Option<(Range<usize>, Explained)>,
}

impl<'d> Explanations<'d> {
    fn of(document: &Document<'d>) -> Self {
        Self { text: document.text, last: None }
    }

    /// Around a place.
    fn at(&mut self, bytes: Span<Byte>) -> &Explained {
        let bounds = Sentence::bounds(self.text, bytes);
        let last = self.last.take().filter(|(known, _)| *known == bounds);
        let found = last.unwrap_or_else(|| {
            let sentence = Sentence::of(self.text.get(bounds.clone()).unwrap_or_default());
            let years = sentence.years().collect();
            let explained = (sentence.explains(Explains::Unit), sentence.explains(Explains::Holder), years);
            (bounds, explained)
        });
        &self.last.insert(found).1
    }
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
/// look anew. `context`: around the edit, before it; `document`: the article since; `same_lines`: whether it has as
/// many lines as before.
pub fn follow(
    findings: &mut [Finding],
    context: &Context,
    document: &Document<'_>,
    edit: &Edit,
    same_lines: bool,
) -> bool {
    let touched = same_lines.then(|| touched(document.text, edit));
    // What is not composed is counted.
    !is_counted(findings)
        && is_composed(document.text, edit)
        && context.stands(document, edit)
        && findings.iter_mut().all(|finding| moves(finding, document, (edit, touched)))
}

/// The lines that an edit touched, as they are since, without the last one's break.
fn lines_of<'t>(text: &'t str, edit: &Edit) -> (&'t str, &'t str, &'t str) {
    let before = text.get(..edit.start).unwrap_or_default();
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let behind = text.get(edit.new_end..).unwrap_or_default();
    let end = behind.find(['\n', '\r']).unwrap_or(behind.len());
    (&before[start..], text.get(edit.start..edit.new_end).unwrap_or_default(), &behind[..end])
}

/// Their code points.
fn touched(text: &str, edit: &Edit) -> Span<CodePoint> {
    let (before, new, behind) = lines_of(text, edit);
    let count = |text: &str| text.chars().count();
    let (at, length) = (edit.chars.start.index(), count(new) + count(behind));
    Span::new(CodePoint::from(at - count(before)), CodePoint::from(at + length))
}

/// Whether a rule has found text that is not in NFC.
fn is_counted(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.rule == super::form::NOT_NFC)
}

/// Whether a text is in NFC, as far as what was found before an edit (if anybody has looked) and its lines show.
pub fn stays_composed(before: Option<&[Finding]>, text: &str, edit: &Edit) -> bool {
    before.is_some_and(|findings| !is_counted(findings)) && is_composed(text, edit)
}

/// Whether the lines that an edit touched are in NFC: then all of the text is, where it was before.
fn is_composed(text: &str, edit: &Edit) -> bool {
    let (before, _, behind) = lines_of(text, edit);
    let start = edit.start - before.len();
    let lines = text.get(start..edit.new_end + behind.len()).unwrap_or_default();
    lines.is_ascii() || is_nfc_quick(lines.chars()) == IsNormalized::Yes
}

/// Moves a finding to where its place stands now; false where that was edited. `touched`: the lines that were, where
/// the others have the numbers that they had.
fn moves(
    finding: &mut Finding,
    document: &Document<'_>,
    (edit, touched): (&Edit, Option<Span<CodePoint>>),
) -> bool {
    let spans = Arc::make_mut(&mut finding.candidates).iter_mut().chain(&mut finding.article);
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
    let is_elsewhere =
        |place: Span<CodePoint>| touched.is_some_and(|t| place.end < t.start || t.end < place.start);
    if finding.article.is_some_and(is_elsewhere) {
        return true;
    }
    let Some(bytes) = finding.article.and_then(|span| document.bytes_of(span)) else { return false };
    document.place(finding, bytes);
    true
}

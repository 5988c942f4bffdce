//! Rules over an article itself: what it says, and how it spells it. False alarms cost a reader more than
//! misses, so each rule is silent where anything explains what it found.

pub mod amount;
pub mod follow;
pub mod form;
pub mod holder;
pub mod name;
pub mod office;
pub mod past;
pub mod place;
pub mod spelling;

use std::cell::OnceCell;
use std::rc::Rc;

use super::finding::{Argument, Change, Correction, Finding, Message};
use super::registry::Rule;
use crate::gazetteer::Unit;
use crate::sidecar::{Annotation, Sidecar};
use crate::tagger::mention::{Analysis, Kind, LocalityValue, Mention, OfficialValue, Value};
use crate::text::index::TextIndex;
use crate::text::lines::line_starts;
use crate::text::position::{Byte, CodePoint, Span};

use name::Name;

/// An article and what was found in it.
#[derive(Debug)]
pub struct Document<'a> {
    /// The text as stored.
    pub text: &'a str,
    /// What it says.
    pub analysis: &'a Analysis,
    /// Whether all of the text is known to be in NFC.
    is_composed: bool,
    /// Where lines start, once somebody asked.
    lines: OnceCell<Vec<usize>>,
    /// Where code points stand, likewise.
    index: OnceCell<TextIndex>,
    /// The names in mentions of places, likewise.
    places: OnceCell<Vec<NamedPlace<'a>>>,
}

/// A mention of a unit, and the unit's name in it.
#[derive(Clone, Debug)]
pub struct NamedPlace<'a> {
    /// The mention.
    pub mention: &'a Mention,
    /// What it means.
    pub unit: Unit,
    /// How it is called there.
    pub name: Rc<Name>,
}

impl<'a> Document<'a> {
    /// An article that was analysed.
    pub fn new(text: &'a str, analysis: &'a Analysis) -> Self {
        let (lines, index, places) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { text, analysis, is_composed: false, lines, index, places }
    }

    /// The same where it is known whether all of the text is in NFC: nobody has to look then.
    pub fn composed(self, is_composed: bool) -> Self {
        Self { is_composed, ..self }
    }

    /// What stands somewhere.
    pub fn slice(&self, bytes: Span<Byte>) -> &'a str {
        self.text.get(bytes.range()).unwrap_or_default()
    }

    /// The mentions of places.
    pub fn localities(&self) -> impl Iterator<Item = (&'a Mention, &'a LocalityValue)> {
        self.analysis.mentions.iter().filter_map(|m| match &m.value {
            Value::Locality(value) => Some((m, value)),
            _ => None,
        })
    }

    /// The mentions of units that are written as designators and names.
    pub fn named_places(&self) -> &[NamedPlace<'a>] {
        self.places.get_or_init(|| {
            let named = |(mention, value): (&'a Mention, &LocalityValue)| {
                let unit = value.unit.and_then(Unit::get)?;
                let name = Name::of(self, mention, unit)?;
                Some(NamedPlace { mention, unit, name })
            };
            self.localities().filter_map(named).collect()
        })
    }

    /// The mentions of officials.
    pub fn officials(&self) -> impl Iterator<Item = (&'a Mention, &'a OfficialValue)> {
        self.analysis.mentions.iter().filter_map(|m| match &m.value {
            Value::Official(value) => Some((m, value)),
            _ => None,
        })
    }

    /// The line of a byte, from 0, and the line's first byte.
    fn line(&self, at: Byte) -> (usize, usize) {
        let starts = self.lines.get_or_init(|| line_starts(self.text));
        let line = starts.partition_point(|s| *s <= at.index()).saturating_sub(1);
        (line, starts.get(line).copied().unwrap_or(0))
    }

    fn count(&self, from: usize, to: usize) -> CodePoint {
        CodePoint::from(self.text.get(from..to).unwrap_or_default().chars().count())
    }

    fn index(&self) -> &TextIndex {
        self.index.get_or_init(|| TextIndex::new(self.text))
    }

    /// The bytes of code points; `None` behind the end.
    fn bytes_of(&self, span: Span<CodePoint>) -> Option<Span<Byte>> {
        let byte = |at| self.index().byte(self.text, at);
        Some(Span::new(byte(span.start)?, byte(span.end)?))
    }

    /// The code points of bytes.
    fn code_points(&self, bytes: Span<Byte>) -> Span<CodePoint> {
        let at = |byte| self.index().code_point(self.text, byte);
        Span::new(at(bytes.start), at(bytes.end))
    }

    /// Tells a finding where it stands.
    fn place(&self, finding: &mut Finding, at: Span<Byte>) {
        let (line, start) = self.line(at.start);
        let (end_line, start_of_last) = self.line(at.end);
        (finding.line, finding.end_line) = (line, end_line);
        finding.bytes = at.start.index() - start..at.end.index() - start;
        finding.columns = Span::new(
            self.count(start, at.start.index()),
            self.count(start_of_last.max(start), at.end.index()),
        );
        let before = self.index().code_point(self.text, at.start);
        let length = self.count(at.start.index(), at.end.index());
        finding.article = Some(Span::new(before, CodePoint(before.0 + length.0)));
    }
}

/// Takes findings in for one rule.
#[derive(Debug)]
pub struct Remarks<'r, 'd> {
    rule: &'static Rule,
    document: &'r Document<'d>,
    out: &'r mut Vec<Finding>,
}

impl<'r, 'd> Remarks<'r, 'd> {
    /// For `rule`, on `document`.
    pub fn new(rule: &'static Rule, document: &'r Document<'d>, out: &'r mut Vec<Finding>) -> Self {
        Self { rule, document, out }
    }

    /// Adds a finding at a place with the rule's own message.
    pub fn add(&mut self, at: Span<Byte>) -> Remark<'_> {
        self.add_as(at, self.rule.key)
    }

    /// Adds a finding with an attribute of the rule's message.
    pub fn add_as(&mut self, at: Span<Byte>, key: &'static str) -> Remark<'_> {
        let mut finding = Finding {
            rule: self.rule.name,
            severity: self.rule.severity,
            message: Message::new(key),
            line: 0,
            end_line: 0,
            bytes: 0..0,
            columns: Span::default(),
            annotation: None,
            article: None,
            candidates: [].into(),
            fix: None,
            corrections: Vec::new(),
        };
        self.document.place(&mut finding, at);
        Remark { finding, out: self.out }
    }
}

/// A finding that is being written.
#[derive(Debug)]
#[must_use = "a remark counts only when it is `done`"]
pub struct Remark<'r> {
    finding: Finding,
    out: &'r mut Vec<Finding>,
}

impl Remark<'_> {
    /// An argument of the message.
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.finding.message.arguments.push((name, value.into()));
        self
    }

    /// Places that belong to it.
    pub fn beside(mut self, spans: impl IntoIterator<Item = Span<CodePoint>>) -> Self {
        self.finding.candidates = self.finding.candidates.iter().copied().chain(spans).collect();
        self
    }

    /// A change of the article that a person may choose.
    pub fn correct(mut self, title: Message, edits: Vec<(Span<Byte>, String)>) -> Self {
        self.finding.corrections.push(Correction { title, change: Change::Article(edits) });
        self
    }

    /// Hands the finding in.
    pub fn done(self) {
        self.out.push(self.finding);
    }
}

/// Whether a sidecar keeps silent about a finding on its article: the header about a rule, or an annotation
/// at its place ([`silences`]). Positions must belong to this text.
pub fn is_silenced(finding: &Finding, sidecar: &Sidecar) -> bool {
    if sidecar.header().is_some_and(|h| h.suppress.iter().any(|s| s == finding.rule)) {
        return true;
    }
    let Some(place) = finding.article else { return false };
    sidecar.annotations().any(|(_, a)| a.span.overlaps(place) && silences(a, finding))
}

/// Whether an annotation at a finding's place keeps silent about it: it says so, or it has settled which of two
/// figures is meant.
pub fn silences(annotation: &Annotation, finding: &Finding) -> bool {
    let settled = || {
        finding.rule == "ambiguous-separator"
            && annotation.is_active()
            && annotation.kind == Some(Kind::Amount)
            && annotation.body().is_some_and(|b| b.decimal.is_some() && !b.has_candidates)
    };
    annotation.suppresses(finding.rule) || settled()
}

#[cfg(test)]
mod tests;

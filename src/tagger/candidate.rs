//! What the grammars find in a paragraph, before the article as a whole settles it. Spans are bytes of
//! the article; token ranges count within the paragraph.

use std::ops::Range;

use super::mention::{AmountValue, Certainty, Reason};
use crate::text::position::{Byte, Span};

/// A possible locality.
#[derive(Clone, Debug)]
pub struct LocalityCandidate {
    /// Designator and name.
    pub tokens: Range<u32>,
    /// The name alone.
    pub name: Range<u32>,
    /// Row of the designator's table, when one belongs to it.
    pub designator: Option<u16>,
    /// Node of the trie that holds the name's units; `None` for a name that no table has.
    pub node: Option<u32>,
    /// What speaks for it and against it.
    pub evidence: super::locality::Evidence,
    /// Bytes of the article.
    pub bytes: Span<Byte>,
    /// Bytes of the name alone.
    pub name_bytes: Span<Byte>,
}

/// A sum, already read: amounts need no more than their paragraph.
#[derive(Clone, Debug)]
pub struct AmountCandidate {
    /// Bytes of the article.
    pub bytes: Span<Byte>,
    /// What it says.
    pub value: AmountValue,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub reason: Reason,
}

/// Everything found in one paragraph.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Ordered by start, the longer first.
    pub localities: Vec<LocalityCandidate>,
    /// Ordered by start; they do not overlap.
    pub officials: Vec<super::official::OfficialCandidate>,
    /// Names of persons outside of these, ordered by start.
    pub names: Vec<super::official::NameCandidate>,
    /// Ordered by start; they do not overlap.
    pub amounts: Vec<AmountCandidate>,
    /// Dates and years that the paragraph names, in order.
    pub dates: Vec<super::date::DateMention>,
}

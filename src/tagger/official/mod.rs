//! Officials: offices, persons, and how the two stand together.

use std::ops::Range;

use super::candidate::LocalityCandidate;
use super::paragraph::Paragraph;
use crate::text::position::{Byte, Span};

/// A possible official of a paragraph.
#[derive(Clone, Debug)]
pub struct OfficialCandidate {
    /// The whole apposition.
    pub bytes: Span<Byte>,
    /// The person's name, if it has one.
    pub person: Option<Span<Byte>>,
}

/// A name of a person that stands outside of every official.
#[derive(Clone, Debug)]
pub struct NameCandidate {
    /// The name.
    pub bytes: Span<Byte>,
    /// Its tokens.
    pub tokens: Range<u32>,
}

/// Finds the officials of a paragraph, and the names outside of them.
pub fn find(
    _paragraph: &Paragraph<'_>,
    _localities: &[LocalityCandidate],
    _officials: &mut Vec<OfficialCandidate>,
    _names: &mut Vec<NameCandidate>,
) {
}

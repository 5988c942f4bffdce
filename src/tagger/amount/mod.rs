//! Amounts of money.

use super::candidate::AmountCandidate;
use super::paragraph::Paragraph;

/// Finds the sums of a paragraph, ordered by start.
pub fn find(_paragraph: &Paragraph<'_>, _out: &mut Vec<AmountCandidate>) {}

//! The candidates of the localities' grammar, as the officials' grammar asks for them.

use crate::tagger::candidate::LocalityCandidate;

/// Candidates of one paragraph, ordered by start, the longer first.
#[derive(Clone, Copy)]
pub struct Places<'l> {
    all: &'l [LocalityCandidate],
}

impl<'l> Places<'l> {
    /// Wraps the candidates.
    pub fn new(all: &'l [LocalityCandidate]) -> Self {
        Self { all }
    }

    /// Those that start at a token, the longest first.
    pub fn at(&self, token: u32) -> &'l [LocalityCandidate] {
        let first = self.all.partition_point(|c| c.tokens.start < token);
        let rest = &self.all[first..];
        &rest[..rest.iter().take(4).take_while(|c| c.tokens.start == token).count()]
    }

    /// The longest that starts at a token.
    pub fn longest(&self, token: u32) -> Option<&'l LocalityCandidate> {
        self.at(token).first()
    }

    /// Whether one starts at a token.
    pub fn starts(&self, token: u32) -> bool {
        !self.at(token).is_empty()
    }

    /// Whether one that ends at `end` takes in `start`, or starts there.
    pub fn ends(&self, start: u32, end: u32) -> bool {
        (start.saturating_sub(3)..=start).any(|at| self.at(at).iter().any(|c| c.tokens.end == end))
    }
}

//! Which localities stand in an office, or in a person's name.

use crate::tagger::candidate::Findings;
use crate::tagger::mention::{Inside, Mention, Role, Value};
use crate::text::position::{Byte, Span};

/// The offices and the names of persons of an article, for localities that are asked about in order.
pub struct Offices {
    persons: Rising,
    offices: Rising,
}

impl Offices {
    /// Those of the officials and of all who are named with an honorific.
    pub fn new(officials: &[Mention], paragraphs: &[Findings]) -> Self {
        let names = paragraphs.iter().flat_map(|f| &f.names).filter(|n| n.honoured && n.name.surname);
        let mut persons: Vec<Span<Byte>> = names.map(|n| n.name.bytes).collect();
        let mut offices: Vec<Span<Byte>> = Vec::new();
        for mention in officials {
            let Value::Official(value) = &mention.value else { continue };
            for part in &value.parts {
                match part.role {
                    Role::Person => persons.push(part.bytes),
                    Role::Office => offices.push(part.bytes),
                }
            }
        }
        Offices { persons: Rising::new(persons), offices: Rising::new(offices) }
    }

    /// What a locality stands inside, when by itself it is `own`; `None` in a person's name, where it is none.
    pub fn inside(&mut self, bytes: Span<Byte>, own: Inside) -> Option<Inside> {
        if self.persons.last_before(bytes.end).is_some_and(|s| s.overlaps(bytes)) {
            return None;
        }
        let office = self.offices.last_before(bytes.end).is_some_and(|s| s.contains(bytes));
        Some(if office { Inside::Office } else { own })
    }
}

/// Spans by their start, and how many of them stand before the place last asked about.
struct Rising {
    spans: Vec<Span<Byte>>,
    before: usize,
}

impl Rising {
    fn new(mut spans: Vec<Span<Byte>>) -> Self {
        spans.sort_by_key(|s| s.start);
        Rising { spans, before: 0 }
    }

    /// The last span that starts before `end`.
    fn last_before(&mut self, end: Byte) -> Option<Span<Byte>> {
        while self.spans.get(self.before).is_some_and(|s| s.start < end) {
            self.before += 1;
        }
        // A locality inside the one before ends before that.
        while self.before > 0 && self.spans[self.before - 1].start >= end {
            self.before -= 1;
        }
        self.before.checked_sub(1).map(|i| self.spans[i])
    }
}

//! Localities: which names in a paragraph can be places.

use super::candidate::LocalityCandidate;
use super::paragraph::Paragraph;
use crate::gazetteer::sense::SenseKind;

pub mod designator;

/// What speaks for a candidate and against it: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence(pub u32);

/// Finds the candidates of a paragraph, ordered by start, the longer first.
pub fn find(paragraph: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    let mut at = 0;
    while at < paragraph.len() {
        let designator = paragraph.longest(at, SenseKind::Designator);
        let name_at = designator.map_or(at, |(h, _)| h.end);
        match paragraph.longest(name_at, SenseKind::Unit) {
            Some((hit, _)) => {
                out.push(LocalityCandidate {
                    tokens: at..hit.end,
                    name: hit.start..hit.end,
                    designator: designator.map(|(_, s)| s.row() as u16),
                    node: Some(hit.node),
                    evidence: Evidence::default(),
                    bytes: paragraph.bytes(at..hit.end),
                    name_bytes: paragraph.bytes(hit.start..hit.end),
                });
                at = hit.end;
            }
            None => at += 1,
        }
    }
}

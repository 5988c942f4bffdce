//! What a settled slot says.

use super::slot::{Outcome, Slot, own_designator};
use super::{MARGIN, homonym};
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::candidate::LocalityCandidate;
use crate::tagger::locality::Evidence;
use crate::tagger::locality::designator::{self, DESIGNATORS};
use crate::tagger::mention::{Certainty, Inside, Level, LocalityValue};
use crate::tagger::resolve::{ResolvedLocality, written};

/// At most this many readings are listed.
const MOST_CANDIDATES: usize = 12;

/// The locality of a slot that counts.
pub fn value(text: &str, slot: &Slot<'_>, outcome: Outcome) -> ResolvedLocality {
    let candidate = slot.candidate;
    let best = slot.options.first().map_or(0, |o| o.score);
    let mut candidates: Vec<UnitId> = Vec::new();
    if outcome.certainty == Certainty::Ambiguous {
        for option in slot.options.iter().filter(|o| best - o.score < MARGIN).take(MOST_CANDIDATES) {
            if !candidates.iter().any(|c| homonym::same_place(*c, option.unit)) {
                candidates.push(option.unit);
            }
        }
    }
    let unit = outcome.unit.and_then(Unit::get);
    let row = candidate.designator.map(usize::from);
    let level = unit.map(Unit::level).or(row.map(designator::level)).unwrap_or(Level::Village);
    // Places abroad have no official Vietnamese name: the article's own spelling stands.
    let name = match unit {
        Some(u) if u.era() != Era::Abroad => String::new(),
        Some(u) if own_designator(candidate).is_none() && !u.designator().is_empty() => {
            format!("{} {}", u.designator(), full_name(text, candidate))
        }
        _ => full_name(text, candidate),
    };
    let e = candidate.evidence;
    let inside =
        if e.any(Evidence::ORGAN.with(Evidence::COMPANY)) { Inside::Organisation } else { Inside::Nothing };
    ResolvedLocality {
        bytes: candidate.bytes,
        value: LocalityValue { unit: outcome.unit, level, name, within: None, candidates, inside },
        certainty: outcome.certainty,
        reason: outcome.reason,
    }
}

/// Full name of a place that no table has: designator in full and lower case, name as written.
fn full_name(text: &str, candidate: &LocalityCandidate) -> String {
    let name = written(text, candidate.name_bytes);
    match own_designator(candidate) {
        Some(row) => format!("{} {name}", DESIGNATORS[row].canonical),
        None => name,
    }
}

//! What else a name could have meant, and why it does not: worked out anew for one mention, when somebody asks.

use super::super::homonym::{self, Beside, Setting, Why};
use super::designator_rows;
use super::slot::{self, Outcome};
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::candidate::Findings;
use crate::tagger::locality::{Evidence, units_of};
use crate::tagger::mention::{Analysis, Mention, Value};

/// The other units of a mention's name, the likeliest first, each with what spoke most against it. `paragraph`: what was
/// found in the paragraph that holds it. Nothing for what is no place of the tables.
pub fn others(
    text: &str,
    paragraph: &Findings,
    analysis: &Analysis,
    mention: &Mention,
) -> Vec<(UnitId, Why)> {
    let Value::Locality(value) = &mention.value else { return Vec::new() };
    let Some(meant) = value.unit.and_then(Unit::get) else { return Vec::new() };
    let mut slots = slot::slots(text, std::slice::from_ref(paragraph));
    let mut setting = Setting::default();
    for other in &analysis.mentions {
        let Value::Locality(value) = &other.value else { continue };
        if let Some(unit) = value.unit.and_then(Unit::get) {
            setting.learn(unit);
        }
        if let Some(slot) = slots.iter_mut().find(|s| s.candidate.bytes == other.bytes) {
            let (unit, certainty, reason) = (value.unit, other.certainty, other.reason);
            slot.outcome = Some(Outcome { unit, certainty, reason });
        }
    }
    let Some(at) = slots.iter().position(|s| s.candidate.bytes == mention.bytes) else { return Vec::new() };
    let candidate = slots[at].candidate;
    let Some(node) = candidate.node else { return Vec::new() };
    // What the name was settled to elsewhere in the article.
    let named = |id: UnitId| units_of(node).any(|u| u.id() == id);
    let elsewhere =
        analysis.mentions.iter().filter(|m| m.bytes != mention.bytes).find_map(|m| match &m.value {
            Value::Locality(v) => v.unit.filter(|id| named(*id)).and_then(Unit::get),
            _ => None,
        });
    let (own, listed) = designator_rows(candidate);
    let mut beside = Beside::default();
    slot::beside(at, &slots, &mut beside);
    beside.bare = own.is_none();
    beside.reformed = candidate.evidence.has(Evidence::REFORMED).then_some(analysis.as_of);
    homonym::losers(units_of(node), meant, (own, listed), analysis.as_of, &setting, elsewhere, &beside)
}

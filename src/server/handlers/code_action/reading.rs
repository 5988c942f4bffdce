//! What else an ambiguous mention may mean, each to be chosen.

use super::super::super::snapshot::World;
use super::super::execute_command::{ANNOTATE, Scope};
use super::super::name_of;
use super::{Action, List};
use crate::gazetteer::Unit;
use crate::gazetteer::unit::Era;
use crate::prose;
use crate::sidecar::iri;
use crate::tagger::mention::{AmountValue, LocalityValue, Mention, Reading, Value};

/// So many are offered.
const READINGS: usize = 8;

/// The readings of a mention beside the one that it has, each by a name that holds while the text stands, and as the
/// mention that it would be.
pub fn others(mention: &Mention) -> Vec<(String, Mention)> {
    let meant = |value| Mention { value, ..mention.clone() };
    match &mention.value {
        Value::Locality(v) => {
            let units = v.candidates.iter().filter(|c| Some(**c) != v.unit).filter_map(|c| Unit::get(*c));
            // Abroad there is no other name than the article's.
            units
                .filter(|u| u.era() != Era::Abroad)
                .map(|u| {
                    let (unit, level) = (Some(u.id()), u.level());
                    let (name, candidates) = (String::new(), Vec::new());
                    let value = LocalityValue { unit, level, name, within: None, candidates, ..v.clone() };
                    (iri::unit(u), meant(Value::Locality(value)))
                })
                .collect()
        }
        Value::Amount(v) => {
            let read = |r: &&Reading| (v.decimal, v.decimal_max) != (r.decimal, r.decimal_max);
            let readings = v.candidates.iter().filter(read);
            readings
                .map(|r| {
                    let (decimal, decimal_max, candidates) = (r.decimal, r.decimal_max, Vec::new());
                    let name = format!("{decimal} {decimal_max:?}");
                    (
                        name,
                        meant(Value::Amount(AmountValue { decimal, decimal_max, candidates, ..v.clone() })),
                    )
                })
                .collect()
        }
        Value::Official(_) => Vec::new(),
    }
}

impl List<'_> {
    /// An action for each other reading.
    pub fn readings(&self, mention: &Mention) -> Vec<Action> {
        let world: &World = &self.snapshot.world;
        let action = |(reading, meant): (String, Mention)| {
            let unit = match &meant.value {
                Value::Locality(v) => v.unit.and_then(Unit::get),
                _ => None,
            };
            let name = match unit {
                Some(unit) => prose::unit::name_within(unit),
                None => name_of(&self.tagged.text, &meant, world.locale),
            };
            let mut request = self.request(mention.span, mention.value.kind(), Scope::Mention);
            request.reading = Some(reading);
            let title = self.say("server-annotate", &[("name", name.into())]);
            Action {
                does: super::command(ANNOTATE, &request),
                ..self.action(title, mention, ANNOTATE, Scope::Mention)
            }
        };
        others(mention).into_iter().take(READINGS).map(action).collect()
    }
}

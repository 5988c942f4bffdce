//! What else a name could have meant, and why it does not: worked out anew for one mention, when somebody asks.

use super::super::homonym::{self, Beside, Named, Setting, Why};
use super::designator_rows;
use super::slot::{self, Outcome};
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::candidate::Findings;
use crate::tagger::locality::units_of;
use crate::tagger::mention::{Analysis, AsOf, Mention, Value};

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
    slot::beside(at, &slots, analysis.as_of, &mut beside);
    homonym::losers(units_of(node), meant, (own, listed), analysis.as_of, &setting, elsewhere, &beside)
}

/// The unit of a name that is meant where nothing but a type before it and units above beside it tell, and the others,
/// each with what spoke most against it. Nothing for no units.
pub fn readings(
    units: &[Unit],
    designator: Option<usize>,
    above: &[Unit],
    as_of: AsOf,
) -> Option<(UnitId, Vec<(UnitId, Why)>)> {
    // No node of the trie: nothing has been told of the name.
    const NOWHERE: u32 = u32::MAX;
    let setting = Setting::default();
    let beside = Beside {
        parents: above.iter().map(|u| Named::from(*u)).collect(),
        bare: designator.is_none(),
        ..Beside::default()
    };
    let ranked = homonym::rank(units.iter().copied(), designator, None, as_of, &setting, NOWHERE);
    let weighed = homonym::weigh(&ranked, &beside).unwrap_or(ranked);
    let meant = Unit::get(weighed.first()?.unit)?;
    let designators = (designator, None);
    let others = homonym::losers(units.iter().copied(), meant, designators, as_of, &setting, None, &beside);
    Some((meant.id(), others))
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::Unit;
    use crate::tagger::article::{Article, Knowledge};
    use crate::tagger::resolve::Why;
    use crate::tagger::{analyse, others};

    /// Why the unit of this full name is not what `name` means in a text.
    fn why(text: &str, name: &str, other: &str) -> Option<Why> {
        let knowledge = Knowledge::default();
        let analysis = analyse(&Article { text, date: None }, &knowledge);
        let mention = analysis.mentions.iter().find(|m| &text[m.bytes.range()] == name).expect("a mention");
        let told = others(text, &knowledge, &analysis, mention);
        let is_other = |id| Unit::get(id).is_some_and(|u| u.full_name() == other);
        told.into_iter().find(|(id, _)| is_other(*id)).map(|(_, why)| why)
    }

    #[test]
    fn each_loser_has_its_reason() {
        let two = "Ngày 1/3/2024, tỉnh An Giang họp ở huyện Châu Thành. Xe lại về Châu Thành.";
        for (text, name, other, reason) in [
            ("Ngày 1/3/2024, đoàn đến xã Tân Phú, huyện Tân Kỳ.", "xã Tân Phú", "xã Tân Phú", Why::Beside),
            ("Ngày 1/3/2024, khách từ Sơn Tây qua Hà Nội.", "Sơn Tây", "huyện Sơn Tây", Why::Province),
            ("Ngày 1/3/2024, khách từ Sơn Tây qua Hà Nội.", "Sơn Tây", "phường Sơn Tây", Why::Date),
            ("Ngày 1/3/2024, khách từ Sơn Tây qua Hà Nội.", "Sơn Tây", "tỉnh Sơn Tây", Why::Abroad),
            ("Ngày 1/3/2024, đoàn công tác ra Phú Thọ họp.", "Phú Thọ", "thị xã Phú Thọ", Why::Habit),
            (two, "Châu Thành", "huyện Châu Thành", Why::Told),
            ("Ngày 1/9/2025, xã Hòa Vang họp.", "xã Hòa Vang", "huyện Hòa Vang", Why::Designator),
        ] {
            assert_eq!(why(text, name, other), Some(reason), "{name}, {other}");
        }
        // What is no place has no other units.
        let text = "Ngày 1/3/2024, ông Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, nhận 3 tỷ đồng.";
        let analysis = analyse(&Article { text, date: None }, &Knowledge::default());
        let sum = analysis.mentions.last().expect("a sum");
        assert_eq!(others(text, &Knowledge::default(), &analysis, sum), []);
    }
}

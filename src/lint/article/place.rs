//! Units that were not there when the article was written.

use rustc_hash::FxHashMap;

use super::past::{Explains, Sentence};
use super::{Document, Remarks};
use crate::gazetteer::lexicon::units_named;
use crate::gazetteer::{Presence, Unit, UnitId};
use crate::lint::finding::Message;
use crate::tagger::mention::{Certainty, Inside, Mention};
use crate::text::position::Span;

/// `unit-not-valid-then`
pub fn unit_not_valid_then(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    let as_of = document.analysis.as_of;
    let Some(today) = as_of.date else { return };
    let gone = |unit: Unit| {
        as_of.presence(unit) == Some(Presence::No) && unit.valid_to().is_some_and(|last| last < today)
    };
    // In order of their first mentions, with all of them.
    let mut units: Vec<(Unit, Vec<&Mention>)> = Vec::new();
    let mut numbers: FxHashMap<UnitId, usize> = FxHashMap::default();
    for (mention, value) in document.localities() {
        // What is called after a unit keeps its name: Bệnh viện Đa khoa tỉnh Hậu Giang.
        if value.inside == Inside::Organisation || mention.certainty == Certainty::Ambiguous {
            continue;
        }
        let Some(unit) = value.unit.and_then(Unit::get).filter(|u| gone(*u)) else { continue };
        let number = *numbers.entry(unit.id()).or_insert(units.len());
        if number == units.len() {
            units.push((unit, Vec::new()));
        }
        if let Some((_, mentions)) = units.get_mut(number) {
            mentions.push(mention);
        }
    }
    for (unit, mentions) in units {
        // A bare name lives on in everyday use; the type says that the unit is meant.
        let typed = |m: &&&Mention| is_typed(document, m, unit);
        let Some(first) = mentions.iter().find(typed) else { continue };
        if mentions.iter().any(|m| is_explained(document, m, unit)) || lives_on(unit, &gone) {
            continue;
        }
        let text = document.slice(first.bytes);
        let last = unit.valid_to().map(|d| d.to_string()).unwrap_or_default();
        let end = Span::new(first.bytes.end, first.bytes.end);
        let mut remark =
            remarks.add(first.bytes).with("text", text).with("last", last).with("date", as_of.to_string());
        let mut next = unit.successors();
        if let (Some((successor, false)), None) = (next.next(), next.next()) {
            let now = format!("{text} (nay là {})", successor.full_name());
            let title = Message::new("fix-write").with("text", now.as_str());
            remark = remark.correct(title, vec![(end, format!(" (nay là {})", successor.full_name()))]);
        }
        let old = format!("{text} cũ");
        remark.correct(Message::new("fix-write").with("text", old), vec![(end, " cũ".to_owned())]).done();
    }
}

/// Whether the mention names the unit's type.
fn is_typed(document: &Document<'_>, mention: &Mention, unit: Unit) -> bool {
    let words = Sentence::of(document.slice(mention.bytes));
    let designator = unit.designator();
    !designator.is_empty() && words.starts_with(designator)
}

/// Whether a unit of the same type and name was there all the same.
fn lives_on(unit: Unit, gone: &dyn Fn(Unit) -> bool) -> bool {
    units_named(unit.name())
        .into_iter()
        .filter_map(Unit::get)
        .any(|u| u.designator() == unit.designator() && u.level() == unit.level() && !gone(u))
}

/// Whether the text tells that the unit is gone, or speaks of a time when it was there.
pub fn is_explained(document: &Document<'_>, mention: &Mention, unit: Unit) -> bool {
    let sentence = Sentence::around(document, mention.bytes);
    let end = unit.valid_to().map_or(i16::MAX, |d| d.year());
    let today = document.analysis.as_of.date.map_or(i16::MAX, |d| d.year());
    let past = |year: i16| year < end || (year == end && year < today);
    sentence.explains(Explains::Unit) || sentence.explains(Explains::Holder) || sentence.years().any(past)
}

//! What a person asks for: a name, perhaps with its type before it and with the units above behind commas or in
//! brackets: `xã Tân Phú, huyện Tân Kỳ`, `huyện Châu Thành (Tiền Giang)`.

use crate::gazetteer::lexicon::{Hit, forms_behind_designator, units_named};
use crate::gazetteer::own::Overlay;
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::locality::designator::{Fit, fits};
use crate::text::token::tokenize;

/// What is known of a question.
#[derive(Debug)]
pub enum Answer {
    /// The units that fit.
    Units(Found),
    /// No unit has this name.
    Unknown(String),
    /// Units have the name, but none of this type or within that unit.
    Narrowed {
        /// The name.
        name: String,
        /// The type or unit that excluded them all.
        by: String,
        /// Those that have the name.
        known: Vec<Unit>,
    },
}

/// The units that a question means, with what else bears the name.
#[derive(Debug, Default)]
pub struct Found {
    /// The units that fit.
    pub units: Vec<Unit>,
    /// Every unit of the name, whatever its type and wherever it lies.
    pub namesakes: Vec<Unit>,
    /// Row of the type that stands before the name.
    pub designator: Option<usize>,
    /// The units above that the question names, all readings.
    pub above: Vec<Unit>,
}

/// Answers a question; `own`: the names that a project adds.
pub fn find(question: &str, own: Option<&Overlay>) -> Answer {
    let mut parts = question.split([',', '(', ')', ';']).map(str::trim).filter(|p| !p.is_empty());
    let Some(first) = parts.next() else { return Answer::Unknown(question.trim().to_string()) };
    let mut found = match named(first, own) {
        Answer::Units(found) => found,
        other => return other,
    };
    for part in parts {
        let above = match named(part, own) {
            Answer::Units(found) => found.units,
            other => return other,
        };
        let is = |a: Unit| above.iter().any(|named| named.id() == a.id() || named.is_form_of(a));
        let holds = |u: &Unit| u.ancestors().any(is);
        let within: Vec<Unit> = found.units.iter().copied().filter(holds).collect();
        if within.is_empty() {
            return Answer::Narrowed { name: first.to_string(), by: part.to_string(), known: found.units };
        }
        found.units = within;
        found.above.extend(above);
    }
    Answer::Units(found)
}

/// The units whose name is the whole of a text, the project's included.
fn units_called(name: &str, own: Option<&Overlay>) -> Vec<UnitId> {
    let Some(own) = own else { return units_named(name) };
    let mut tokens = Vec::new();
    tokenize(name, &mut tokens);
    let mut hits = Vec::new();
    forms_behind_designator(&tokens, 0, &mut hits);
    own.forms_at(&tokens, 0, 0, &mut hits);
    let whole = hits.last().filter(|h| h.end as usize == tokens.len());
    whole.map_or_else(Vec::new, |h| h.rows(SenseKind::Unit).map(|row| UnitId(row as u32)).collect())
}

/// The units of one part: those whose name is the whole of it, and those whose name follows the type in front.
fn named(part: &str, own: Option<&Overlay>) -> Answer {
    let mut found = units_called(part, own);
    let mut namesakes = found.clone();
    let (mut excluded, mut designator) = (None, None);
    let mut tokens = Vec::new();
    tokenize(part, &mut tokens);
    let mut hits = Vec::new();
    forms_behind_designator(&tokens, 0, &mut hits);
    for hit in hits.iter().filter(|h| h.has(SenseKind::Designator)) {
        let Some(next) = tokens.get(hit.end as usize) else { continue };
        let (before, rest) = part.split_at(next.start as usize);
        let ids = units_called(rest, own);
        let known: Vec<Unit> = ids.iter().copied().filter_map(Unit::get).collect();
        namesakes.extend(ids);
        let fitting = of_type(&known, hit);
        designator =
            designator.or_else(|| hit.rows(SenseKind::Designator).next().filter(|_| !fitting.is_empty()));
        if fitting.is_empty() && !known.is_empty() {
            excluded = Some((rest.to_string(), before.trim().to_string(), known));
        }
        found.extend(fitting);
    }
    for ids in [&mut found, &mut namesakes] {
        ids.sort_unstable();
        ids.dedup();
    }
    let units = |ids: Vec<UnitId>| ids.into_iter().filter_map(Unit::get).collect();
    match (found.is_empty(), excluded) {
        (false, _) => Answer::Units(Found {
            units: units(found),
            namesakes: units(namesakes),
            designator,
            above: Vec::new(),
        }),
        (true, None) => Answer::Unknown(part.to_string()),
        (true, Some((name, by, known))) => Answer::Narrowed { name, by, known },
    }
}

/// The units of the very type that a designator names; without any, those of its level.
fn of_type(units: &[Unit], designator: &Hit) -> Vec<UnitId> {
    let of = |fit: Fit| {
        let fits = |u: &&Unit| designator.rows(SenseKind::Designator).any(|row| fits(**u, row) == fit);
        units.iter().filter(fits).map(|u| u.id()).collect::<Vec<_>>()
    };
    Some(of(Fit::Type)).filter(|found| !found.is_empty()).unwrap_or_else(|| of(Fit::Level))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(question: &str) -> Answer {
        find(question, None)
    }

    fn names(question: &str) -> Vec<String> {
        match find(question, None) {
            Answer::Units(found) => found.units.iter().map(|u| format!("{u:?}")).collect(),
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn types_and_parents_narrow() {
        assert_eq!(
            names("tỉnh hậu giang").first().map(String::as_str),
            Some("tỉnh Hậu Giang 93 (Before2025)")
        );
        assert!(names("TP. Cần Thơ").iter().all(|n| n.starts_with("thành phố Cần Thơ")));
        assert_eq!(names("TP. Cần Thơ").len(), 2);
        assert_eq!(names("xã Tân Phú, huyện Tân Kỳ").len(), 1);
        assert_eq!(names("huyện Châu Thành (Tiền Giang)"), ["huyện Châu Thành 821 (Before2025)"]);
        assert_eq!(names("Q.1, TPHCM").len(), 1);
        assert_eq!(names("nước Lào"), ["Lào LA (Country)"]);
    }

    #[test]
    fn what_excludes_is_told() {
        assert!(matches!(asked("huyện Hà Nội"), Answer::Narrowed { by, .. } if by == "huyện"));
        assert!(
            matches!(asked("huyện Tân Kỳ, tỉnh Cà Mau"), Answer::Narrowed { by, .. } if by == "tỉnh Cà Mau")
        );
        assert!(matches!(asked("tỉnh Hậu Giangg"), Answer::Unknown(_)));
        assert!(matches!(asked("Hà Nội, Xyzzy"), Answer::Unknown(name) if name == "Xyzzy"));
        assert!(matches!(asked(""), Answer::Unknown(_)));
        assert!(matches!(asked(" , "), Answer::Unknown(_)));
        assert!(matches!(asked("tỉnh"), Answer::Unknown(_)));
    }
}

//! What a person asks for: a name, perhaps with its type before it and with the units above behind commas or in
//! brackets: `xã Tân Phú, huyện Tân Kỳ`, `huyện Châu Thành (Tiền Giang)`.

use crate::gazetteer::lexicon::{Hit, forms_behind_designator, units_named};
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::locality::designator::{Fit, fits};
use crate::text::token::tokenize;

/// What is known of a question.
#[derive(Debug)]
pub enum Answer {
    /// The units that fit.
    Units(Vec<Unit>),
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

/// Answers a question.
pub fn find(question: &str) -> Answer {
    let mut parts = question.split([',', '(', ')', ';']).map(str::trim).filter(|p| !p.is_empty());
    let Some(first) = parts.next() else { return Answer::Unknown(question.trim().to_string()) };
    let mut found = match named(first) {
        Answer::Units(units) => units,
        other => return other,
    };
    for part in parts {
        let above = match named(part) {
            Answer::Units(units) => units,
            other => return other,
        };
        let ids: Vec<UnitId> = above.iter().map(|u| u.id()).collect();
        let within: Vec<Unit> =
            found.iter().copied().filter(|u| u.ancestors().any(|a| ids.contains(&a.id()))).collect();
        if within.is_empty() {
            return Answer::Narrowed { name: first.to_string(), by: part.to_string(), known: found };
        }
        found = within;
    }
    Answer::Units(found)
}

/// The units of one part: those whose name is the whole of it, and those whose name follows the type in front.
fn named(part: &str) -> Answer {
    let mut found = units_named(part);
    let mut excluded = None;
    let mut tokens = Vec::new();
    tokenize(part, &mut tokens);
    let mut hits = Vec::new();
    forms_behind_designator(&tokens, 0, &mut hits);
    for hit in hits.iter().filter(|h| h.has(SenseKind::Designator)) {
        let Some(next) = tokens.get(hit.end as usize) else { continue };
        let (before, rest) = part.split_at(next.start as usize);
        let known: Vec<Unit> = units_named(rest).into_iter().filter_map(Unit::get).collect();
        let fitting = of_type(&known, hit);
        if fitting.is_empty() && !known.is_empty() {
            excluded = Some((rest.to_string(), before.trim().to_string(), known));
        }
        found.extend(fitting);
    }
    found.sort_unstable();
    found.dedup();
    match (found.is_empty(), excluded) {
        (false, _) => Answer::Units(found.into_iter().filter_map(Unit::get).collect()),
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

    fn names(question: &str) -> Vec<String> {
        match find(question) {
            Answer::Units(units) => units.iter().map(|u| format!("{u:?}")).collect(),
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
        assert!(matches!(find("huyện Hà Nội"), Answer::Narrowed { by, .. } if by == "huyện"));
        assert!(
            matches!(find("huyện Tân Kỳ, tỉnh Cà Mau"), Answer::Narrowed { by, .. } if by == "tỉnh Cà Mau")
        );
        assert!(matches!(find("tỉnh Hậu Giangg"), Answer::Unknown(_)));
        assert!(matches!(find("Hà Nội, Xyzzy"), Answer::Unknown(name) if name == "Xyzzy"));
        assert!(matches!(find(""), Answer::Unknown(_)));
        assert!(matches!(find(" , "), Answer::Unknown(_)));
        assert!(matches!(find("tỉnh"), Answer::Unknown(_)));
    }
}

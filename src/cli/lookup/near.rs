//! Names a few letters away from one that no unit has.

use std::collections::BTreeMap;

use strsim::damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;

use crate::gazetteer::lexicon::forms_behind_designator;
use crate::gazetteer::sense::SenseKind;
use crate::text::token::tokenize;

/// So many names are suggested.
const MOST: usize = 5;

/// The nearest names, best first: by the letters without their marks, then with them. A type in front counts for nothing.
pub fn names(asked: &str) -> Vec<String> {
    let asked = without_designator(asked);
    let (bare_asked, full_asked) = (bare(asked), full(asked));
    let length = bare_asked.chars().count();
    // Never so far that nothing of the name is left.
    let limit = (length / 4 + 1).min(length / 2);
    if length == 0 {
        return Vec::new();
    }
    let mut found: BTreeMap<&'static str, _> = BTreeMap::new();
    for unit in crate::gazetteer::unit::all() {
        let name = unit.name();
        // A name whose length differs by more than the limit is further away than that.
        if name.chars().count().abs_diff(length) > limit || found.contains_key(name) {
            continue;
        }
        let distance = damerau_levenshtein(&bare_asked, &bare(name));
        if distance <= limit {
            found.insert(name, (distance, damerau_levenshtein(&full_asked, &full(name)), unit.level()));
        }
    }
    let mut found: Vec<_> = found.into_iter().map(|(name, distance)| (distance, name)).collect();
    found.sort();
    let best = found.first().map_or(0, |((bare, ..), _)| *bare);
    // Where the letters fit at once, what is a letter away is no help.
    found.retain(|((bare, ..), _)| *bare <= best + 1 && (best > 0 || *bare == 0));
    found.into_iter().take(MOST).map(|(_, name)| name.nfc().collect()).collect()
}

fn without_designator(asked: &str) -> &str {
    let mut tokens = Vec::new();
    tokenize(asked, &mut tokens);
    let mut hits = Vec::new();
    forms_behind_designator(&tokens, 0, &mut hits);
    let designator = hits.iter().rev().find(|h| h.has(SenseKind::Designator));
    let name = designator.and_then(|h| tokens.get(h.end as usize)).map(|t| t.start as usize);
    asked.get(name.unwrap_or(0)..).unwrap_or(asked)
}

fn full(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

/// Letters without marks, in lower case: `hau giang`.
fn bare(text: &str) -> String {
    let marks = |c: &char| !unicode_normalization::char::is_combining_mark(*c);
    full(text).nfd().filter(marks).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn near_names() {
        assert_eq!(names("tỉnh Hậu Giangg").first().map(String::as_str), Some("Hậu Giang"));
        assert_eq!(names("Quãng Ngãi").first().map(String::as_str), Some("Quảng Ngãi"));
        assert_eq!(names("dak nong").first().map(String::as_str), Some("Đắk Nông"));
        assert_eq!(names("Xyzzyx Qwrtpl"), Vec::<String>::new());
        assert_eq!(names(""), Vec::<String>::new());
    }
}

//! Which candidates count as places: a bare name of a province or country does by itself, a bare name of
//! a commune only with something beside it, and an everyday word or a person's name only with evidence.

use super::super::candidate::LocalityCandidate;
use super::super::locality::Evidence;
use super::super::mention::{Certainty, Level, Reason};
use crate::gazetteer::lexicon::kinds;
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, own};
use crate::text::phonotactics::is_syllable;
use crate::text::syllable::fold;

/// What the rest of the article adds to a candidate's own evidence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Support {
    /// A parent stands beside it (behind a comma, in brackets, "thuộc").
    pub parent: bool,
    /// The same name counts elsewhere in the article.
    pub elsewhere: bool,
    /// Its province is named in the article.
    pub province: bool,
    /// It stands among names that count.
    pub among: bool,
    /// A unit of the same parent stands right beside it in a list.
    pub sibling: bool,
    /// It stands in the office of an official whom the paragraph names.
    pub office: bool,
    /// Its district is named in the article.
    pub district: bool,
    /// The article names several former provinces.
    pub former: bool,
    /// The name fits one place only.
    pub unique: bool,
    /// It is a commune with the name of a district of its own that is no more, which readers know bare.
    pub heir: bool,
}

/// What places a name.
const PLACED: Evidence = Evidence::LOCATIVE
    .with(Evidence::FACILITY)
    .with(Evidence::ORGAN)
    .with(Evidence::OFFICE)
    .with(Evidence::ROUTE)
    .with(Evidence::LIST);

/// Judges a name without a designator of its own.
pub fn bare(candidate: &LocalityCandidate, unit: Unit, support: Support) -> Option<(Certainty, Reason)> {
    let e = candidate.evidence;
    let large = matches!(unit.level(), Level::Country | Level::Region | Level::Province);
    // "Ban QLDA đường Hồ Chí Minh" sits nowhere by its road.
    if support.office
        && !e.has(Evidence::ROAD)
        && (candidate.name.len() > 1 || large || unit.designator() == "thành phố")
    {
        return Some((Certainty::Certain, Reason("locality-office")));
    }
    if vetoed(candidate, unit, support) {
        return None;
    }
    // The project adds the name since its articles mean the place by it.
    if candidate.node.is_some_and(|node| own::names(node, unit.id())) {
        return Some((Certainty::Certain, Reason("locality-own")));
    }
    let placed = e.any(PLACED) || e.has(Evidence::OCCUPATION.with(Evidence::BEFORE_FOREIGN));
    let held = support.parent || support.elsewhere || support.among;
    // A single word at a sentence's head may be any word with a capital (Anh, Đức, Áo).
    let city = unit.designator() == "thành phố" && unit.era() != Era::Abroad;
    let any_word = candidate.name.len() == 1
        && e.has(Evidence::SENTENCE_START)
        && unit.level() != Level::Province
        && !(city && support.province);
    // The flags are of the unit's own name, not of its abbreviations (TPHCM).
    let own_name = unit.words() as usize == candidate.name.len() && !e.has(Evidence::TYPED);
    let flagged = own_name && (unit.is_everyday() || unit.is_person());
    // A form is weak as the name of a place abroad: Tân Cương is a commune, too.
    let weak = e.has(Evidence::WEAK) && matches!(unit.era(), Era::Country | Era::Abroad);
    let everyday = flagged || unit.needs_context() || weak || e.has(Evidence::MISSPELT) || any_word;
    if e.has(Evidence::SHOUTED) && everyday && !held {
        return None;
    }
    // "Chàng trai Thái" is of an ethnic group.
    if e.has(Evidence::WEAK.with(Evidence::PEOPLE)) && !support.elsewhere {
        return None;
    }
    if large && unit.era() != Era::Former {
        return match (everyday, held || placed) {
            (false, _) => Some((Certainty::Certain, Reason("locality-large"))),
            (true, true) => Some((Certainty::Likely, Reason("locality-large-placed"))),
            // Written with all its capitals, a province's name is hardly the word or the person (Bình Định).
            (true, false)
                if unit.level() == Level::Province && candidate.name.len() > 1 && is_spelt_out(e, unit) =>
            {
                Some((Certainty::Likely, Reason("locality-large")))
            }
            (true, false) => None,
        };
    }
    if unit.era() == Era::Former && (placed || held || support.former && candidate.name.len() > 1) {
        return Some((Certainty::Likely, Reason("locality-former")));
    }
    // "Phan Tây Ninh" is called so, though Tây Ninh has a commune Phan.
    let surname = || candidate.name.len() == 1 && unit.level() == Level::Commune && begins_surname(unit);
    if support.parent && !surname() {
        return Some((Certainty::Certain, Reason("locality-parent")));
    }
    if support.elsewhere {
        return Some((Certainty::Certain, Reason("locality-elsewhere")));
    }
    if support.sibling && candidate.name.len() > 1 {
        return Some((Certainty::Likely, Reason("locality-sibling")));
    }
    if e.has(Evidence::LIST) {
        return Some((Certainty::Certain, Reason("locality-list")));
    }
    let level = if support.heir { Level::District } else { unit.level() };
    if everyday {
        let district = level == Level::District;
        let words = candidate.name.len() > 1;
        // "chợ mới" is one, "Chợ Mới" behind "ở" is a district.
        // A hospital or market may bear the word, not the place (Bệnh viện Thống Nhất).
        let sited = placed && (!unit.is_everyday() || e.any(PLACED.without(Evidence::FACILITY)));
        // "Nhà thi đấu Hoài Đức": who has no surname gave nothing his name.
        let person = || unit.is_person() && (!e.has(Evidence::FACILITY) || begins_surname(unit));
        let spelt = words && sited && support.province && (e.has(Evidence::AT) || !person());
        let joined = support.among && e.any(Evidence::ROUTE.with(Evidence::DASH).with(Evidence::LOCATIVE));
        let commune = level == Level::Commune && words && e.has(Evidence::AT);
        if commune && support.district && support.unique && !unit.is_everyday() {
            return Some((Certainty::Likely, Reason("locality-placed")));
        }
        // "cam Vinh", "đi Vinh", "từ Vinh đi Huế"
        let known = city && !words && support.unique;
        let town = known && (e.any(Evidence::AT.with(Evidence::FACILITY).with(Evidence::GROUND)) || joined);
        return (district
            && (spelt || town || joined && (words || e.has(Evidence::DASH)) || e.has(Evidence::SEATED)))
        .then_some((Certainty::Likely, Reason("locality-route")));
    }
    if level == Level::Commune && candidate.name.len() == 1 {
        return None;
    }
    if e.any(Evidence::ROUTE) || (e.has(Evidence::DASH) && support.among) {
        return Some((Certainty::Likely, Reason("locality-route")));
    }
    let words = candidate.name.len();
    let town = matches!(unit.designator(), "thành phố" | "thị xã");
    // A single word is a district's name where it is no Vietnamese one: Kbang.
    let one = || words == 1 && !is_syllable(fold(unit.name()));
    match level {
        Level::District if e.has(Evidence::SEATED) => Some((Certainty::Certain, Reason("locality-office"))),
        Level::District if unit.era() == Era::Abroad => Some((Certainty::Likely, Reason("locality-abroad"))),
        Level::District | Level::Province if words >= 2 || town || one() => {
            if town && (support.unique || support.province) {
                Some((Certainty::Certain, Reason("locality-town")))
            } else if (placed || support.among) && (support.unique || support.province) {
                Some((Certainty::Likely, Reason("locality-placed")))
            } else if support.unique && support.province {
                Some((Certainty::Likely, Reason("locality-province-named")))
            } else {
                None
            }
        }
        Level::Commune
            if words >= 2 && support.district && support.unique && (placed || support.among || words > 2) =>
        {
            Some((Certainty::Likely, Reason("locality-placed")))
        }
        Level::Commune
            if words >= 2 && support.unique && (support.province || support.among) && e.has(Evidence::AT) =>
        {
            Some((Certainty::Likely, Reason("locality-placed")))
        }
        Level::Commune if words >= 2 && support.province => {
            let named_after = e.any(Evidence::FACILITY.with(Evidence::SCHOOL)) || support.among && placed;
            named_after.then_some((Certainty::Likely, Reason("locality-facility")))
        }
        _ => None,
    }
}

/// Whether the first word of a unit's name is a surname, too.
fn begins_surname(unit: Unit) -> bool {
    let first = unit.name().split(' ').next();
    first.is_some_and(|word| kinds(word) & SenseKind::Surname.mask() != 0)
}

/// Whether a name stands there as its unit is written, with nothing that makes a word of it.
fn is_spelt_out(e: Evidence, unit: Unit) -> bool {
    const NOT: Evidence =
        Evidence::WEAK.with(Evidence::MISSPELT).with(Evidence::SHOUTED).with(Evidence::CAPITALS);
    unit.era() != Era::Abroad && !unit.needs_context() && !e.any(NOT)
}

/// Whether the evidence by itself speaks against a bare name outside of an office.
pub fn is_vetoed(evidence: Evidence) -> bool {
    const AGAINST: Evidence = Evidence::PERSON
        .with(Evidence::NAME_RUN)
        .with(Evidence::LANGUAGE)
        .with(Evidence::BYLINE)
        .with(Evidence::NATURAL);
    evidence.any(AGAINST)
}

/// What speaks against a bare name whatever else speaks for it.
fn vetoed(candidate: &LocalityCandidate, unit: Unit, support: Support) -> bool {
    let e = candidate.evidence;
    let short = candidate.name.len() == 1;
    let large = matches!(unit.level(), Level::Country | Level::Region | Level::Province);
    if is_vetoed(e) {
        return true;
    }
    // "Tập đoàn Hàn Quốc" is one of that country.
    if e.has(Evidence::BRAND)
        && (unit.level() != Level::Country || unit.is_everyday() || unit.needs_context())
    {
        return true;
    }
    if e.has(Evidence::BEFORE_COUNTRY) && unit.not_before_country() {
        return true;
    }
    // Streets and schools bear names of persons and of towns, cups also those of regions.
    if e.has(Evidence::ROAD) && unit.level() != Level::Region && !e.any(Evidence::ROUTE.with(Evidence::DASH))
    {
        return true;
    }
    // "cầu thủ Anh Đức" is a person, "tay vợt Séc Tomas Havelka" a Czech.
    let country = unit.level() == Level::Country && e.has(Evidence::BEFORE_FOREIGN);
    let clear = large && !(unit.is_everyday() || unit.is_person() || short) && !e.has(Evidence::LONGER);
    if e.has(Evidence::OCCUPATION) && !(country || clear) {
        return true;
    }
    // A school in Kiên Giang bears the word (Hòa Bình), not a province's name.
    if e.has(Evidence::SCHOOL) && large && unit.is_everyday() && !support.elsewhere {
        return true;
    }
    // A school bears a person's name, or its place's.
    if e.has(Evidence::SCHOOL)
        && (short || unit.is_person() || unit.is_everyday() || !(support.province && support.unique))
        && !large
    {
        return true;
    }
    if e.has(Evidence::LONGER) && !support.parent && !country {
        return true;
    }
    if e.has(Evidence::AFTER_CAPITALS) && !e.any(Evidence::ORGAN.with(Evidence::COMPANY)) && (short || !large)
    {
        return true;
    }
    let past = unit.era() == Era::Former;
    e.has(Evidence::COMPANY) && (!large || past) && !support.elsewhere
}

/// Judges a name that no table has.
pub fn unknown(candidate: &LocalityCandidate, level: Level, support: Support) -> Option<(Certainty, Reason)> {
    let e = candidate.evidence;
    if candidate.designator.is_some() && !e.has(Evidence::DASH) {
        let certainty = if level == Level::Village { Certainty::Certain } else { Certainty::Likely };
        return Some((certainty, Reason("locality-designator-unknown")));
    }
    if e.has(Evidence::ROUTE) || support.elsewhere {
        return Some((Certainty::Likely, Reason("locality-route-unknown")));
    }
    None
}

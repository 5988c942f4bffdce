//! The facts of a unit, each a short piece of plain text.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::day;
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Presence, Unit};
use crate::messages::{Locale, text};
use crate::tagger::mention::Level;

/// So many units are named one by one; of more, the first ones and how many follow.
const LISTED: usize = 6;

/// Full name, NFC: `tỉnh Hậu Giang`.
pub fn name(unit: Unit) -> String {
    unit.full_name().nfc().collect()
}

/// The level in words.
pub fn level(level: Level, locale: Locale) -> String {
    text(locale, &format!("level-{}", level.name()), &[])
}

/// The code and which list it belongs to; `None` where it has none.
pub fn code(unit: Unit, locale: Locale) -> Option<String> {
    let key = match unit.era() {
        Era::Before2025 => "unit-code-before-2025",
        Era::Since2025 => "unit-code-since-2025",
        Era::Country => "unit-code-iso",
        Era::Former | Era::Region | Era::Abroad | Era::Own => "unit-code",
    };
    Some(text(locale, key, &[("code", unit.code()?.into())]))
}

/// The units above as they were on a day, the nearest first, `Việt Nam` only where nothing else is above; empty for a
/// country.
pub fn above(unit: Unit, day: Option<Date>) -> String {
    let mut names: Vec<String> = Vec::new();
    for above in unit.ancestors_on(day) {
        if names.is_empty() || above.code() != Some("VN") {
            names.push(name(above));
        }
    }
    names.join(", ")
}

/// Name with the nearest unit above in brackets: enough to tell it from its namesakes.
pub fn name_within(unit: Unit) -> String {
    match above(unit, None) {
        above if above.is_empty() => name(unit),
        above => format!("{} ({above})", name(unit)),
    }
}

/// Name and code: `thành phố Cần Thơ (92)`.
pub fn name_and_code(unit: Unit) -> String {
    match unit.code() {
        Some(code) => format!("{} ({code})", name(unit)),
        None => name(unit),
    }
}

/// Since when and until when; where only the snapshots bracket it, when it was seen. `None` where nothing is known.
pub fn years(unit: Unit, locale: Locale) -> Option<String> {
    let write = |date: Date| day(date, locale);
    let (from, to) = (unit.valid_from().map(write), unit.valid_to().map(write));
    let seen = unit.sightings().map(|(first, last)| (write(first), write(last)));
    match (from, to, seen) {
        (Some(from), Some(to), _) => {
            Some(text(locale, "unit-from-to", &[("from", from.into()), ("to", to.into())]))
        }
        (Some(from), None, _) => Some(text(locale, "unit-from", &[("from", from.into())])),
        (None, Some(to), Some((first, _))) => {
            Some(text(locale, "unit-seen-to", &[("first", first.into()), ("to", to.into())]))
        }
        (None, Some(to), None) => Some(text(locale, "unit-to", &[("to", to.into())])),
        (None, None, Some((first, last))) if first == last => {
            Some(text(locale, "unit-seen-once", &[("first", first.into())]))
        }
        (None, None, Some((first, last))) => {
            Some(text(locale, "unit-seen", &[("first", first.into()), ("last", last.into())]))
        }
        (None, None, None) => None,
    }
}

/// What became of it; `None` where nothing is recorded.
pub fn successors(unit: Unit, locale: Locale) -> Option<String> {
    let all: Vec<_> = unit.successors().collect();
    let key = if all.iter().any(|(_, partial)| *partial) { "unit-split" } else { "unit-became" };
    list(all, locale).map(|units| text(locale, key, &[("units", units.into())]))
}

/// What it was made of; `None` where nothing is recorded.
pub fn predecessors(unit: Unit, locale: Locale) -> Option<String> {
    let units = list(unit.predecessors().collect(), locale)?;
    Some(text(locale, "unit-made-of", &[("units", units.into())]))
}

/// Units with their codes, `(part)` behind those of which only a part counts.
fn list(units: Vec<(Unit, bool)>, locale: Locale) -> Option<String> {
    let mut named: Vec<String> = units
        .iter()
        .take(LISTED)
        .map(|(u, partial)| {
            let name = name_and_code(*u);
            if *partial { text(locale, "unit-part", &[("unit", name.into())]) } else { name }
        })
        .collect();
    if let Some(more) = units.len().checked_sub(LISTED).filter(|n| *n > 0) {
        named.push(text(locale, "unit-more", &[("count", more.into())]));
    }
    (!named.is_empty()).then(|| named.join(", "))
}

/// What to say of a unit and a day on which it was not there, or on which the sources do not tell; `None` when it was.
pub fn absence(unit: Unit, date: Date, locale: Locale) -> Option<String> {
    let on = [("date", day(date, locale).into())];
    match unit.presence(date) {
        Presence::Yes => None,
        Presence::Perhaps(_) => Some(text(locale, "unit-maybe-there", &on)),
        Presence::No => Some(text(locale, "unit-not-there", &on)),
    }
}

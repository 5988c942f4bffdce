//! The inlay hint's label: what the text beside it does not say, in a few characters.

use rust_decimal::Decimal;

use super::figure::{Style, grouped, sign};
use super::hover::offices_elsewhere;
use super::unit;
use crate::gazetteer::Unit;
use crate::messages::Locale;
use crate::tagger::mention::{
    AmountValue, Analysis, Certainty, Level, LocalityValue, Mention, OfficeValue, OfficialValue, PersonFrom,
    Value,
};
use crate::text::token::tokenize;

/// No label is longer, in code points.
pub const LONGEST_LABEL: usize = 28;

/// A short label for the mention's inlay hint; `text` is the whole article. A question mark ends the label of what
/// is ambiguous.
pub fn label(text: &str, mention: &Mention, analysis: &Analysis, locale: Locale) -> String {
    let room = LONGEST_LABEL - if mention.certainty == Certainty::Ambiguous { 2 } else { 0 };
    let mut label = match &mention.value {
        Value::Locality(v) => locality(text.get(mention.bytes.range()).unwrap_or(""), v, room, locale),
        Value::Official(v) => official(v, analysis, room),
        Value::Amount(v) => amount(v, room, locale),
    };
    if mention.certainty == Certainty::Ambiguous {
        label.push_str(" ?");
    }
    label
}

/// Cuts a text to so many code points, the last one `…` then.
fn clip(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_string();
    }
    let kept: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A name clipped so that what stands behind it (`· 93`) is whole.
fn with_tail(name: &str, tail: Option<&str>, room: usize) -> String {
    match tail {
        Some(tail) => format!("{} · {tail}", clip(name, room.saturating_sub(tail.chars().count() + 3))),
        None => clip(name, room),
    }
}

fn locality(written: &str, value: &LocalityValue, room: usize, locale: Locale) -> String {
    let Some(place) = value.unit.and_then(Unit::get) else {
        let above = value.within.and_then(Unit::get).map(unit::name);
        return with_tail(&unit::level(value.level, locale), above.as_deref(), room);
    };
    let name = unit::name(place);
    let abroad = place.country().and_then(Unit::code).filter(|c| *c != "VN");
    let code = place.code().or(abroad);
    if !same(written, &name) {
        return with_tail(&name, code, room);
    }
    // The full name stands there already: say what it lies in, or for large units what it is.
    let small = matches!(place.level(), Level::District | Level::Commune | Level::Village);
    match place.parent().filter(|_| small) {
        Some(parent) => with_tail(&unit::name(parent), code, room),
        None => with_tail(&unit::level(value.level, locale), code, room),
    }
}

/// Whether two spellings fold to the same.
fn same(a: &str, b: &str) -> bool {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    tokenize(a, &mut left);
    tokenize(b, &mut right);
    left.iter().map(|t| t.key).eq(right.iter().map(|t| t.key))
}

fn official(value: &OfficialValue, analysis: &Analysis, room: usize) -> String {
    match (&value.person, value.person_from) {
        (Some(person), Some(PersonFrom::Coreference)) => clip(&format!("→ {person}"), room),
        (Some(_), _) if value.offices.is_empty() => {
            let elsewhere = offices_elsewhere(value, analysis).first().map(full_office);
            clip(&elsewhere.map_or_else(|| "→ ?".to_string(), |o| format!("→ {o}")), room)
        }
        (Some(_), _) => clip(&body(value).unwrap_or_default(), room),
        (None, _) if let Some(holder) = &value.holder => clip(&format!("→ {}", holder.person), room),
        (None, _) => match body(value) {
            Some(body) => with_tail(&body, Some("?"), room),
            None => "→ ?".to_string(),
        },
    }
}

/// The first organ of the offices, else the first jurisdiction, else the first title. Offices of a place go before
/// those of the whole country: they tell more.
fn body(value: &OfficialValue) -> Option<String> {
    let local =
        |o: &OfficeValue| o.jurisdiction.and_then(Unit::get).is_some_and(|u| u.level() != Level::Country);
    let organ = |o: &OfficeValue| o.organ.clone().filter(|o| !o.is_empty());
    let offices = &value.offices;
    offices
        .iter()
        .filter(|o| local(o))
        .find_map(organ)
        .or_else(|| offices.iter().find_map(organ))
        .or_else(|| offices.iter().find_map(|o| o.jurisdiction.and_then(Unit::get).map(unit::name)))
        .or_else(|| offices.first().map(|o| o.title.clone()).filter(|t| !t.is_empty()))
}

fn full_office(office: &OfficeValue) -> String {
    match office.organ.as_deref() {
        Some(organ) if !organ.is_empty() => format!("{} {organ}", office.title),
        _ => office.title.clone(),
    }
}

/// Powers of ten that a figure too long for a label is divided by, with their names.
const SCALES: [(u32, &str, &str); 3] = [(6, "m", "triệu"), (9, "bn", "tỷ"), (12, "tn", "nghìn tỷ")];

fn amount(value: &AmountValue, room: usize, locale: Locale) -> String {
    let sign = sign(value.currency);
    let figures = |divisor: Decimal| {
        let one = |d: Decimal| d.checked_div(divisor).map(|d| grouped(d, Style::SPACED));
        let low = one(value.decimal)?;
        match value.decimal_max {
            Some(max) => Some(format!("{low}–{}", one(max)?)),
            None => Some(low),
        }
    };
    let exact = figures(Decimal::ONE).map(|f| format!("{f} {sign}")).unwrap_or_default();
    if exact.chars().count() <= room {
        return exact;
    }
    let scaled = SCALES.iter().filter_map(|(power, en, vi)| {
        let scale = match locale {
            Locale::En => en,
            Locale::Vi => vi,
        };
        let divisor = Decimal::from_i128_with_scale(10i128.checked_pow(*power)?, 0);
        // A division that had to round would show a wrong figure.
        let undone = |d: Decimal| d.checked_div(divisor).and_then(|q| q.checked_mul(divisor)) == Some(d);
        if !undone(value.decimal) || !value.decimal_max.is_none_or(undone) {
            return None;
        }
        Some(format!("{} {scale} {sign}", figures(divisor)?))
    });
    scaled.into_iter().find(|s| s.chars().count() <= room).unwrap_or_else(|| clip(&exact, room))
}

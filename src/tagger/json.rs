//! Mentions as JSON: the value that a sidecar's body holds, and the line that `gannhan tag` prints.
//! Keys stand in one fixed order; names are NFC.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};
use unicode_normalization::UnicodeNormalization;

use super::mention::{
    AmountValue, Analysis, JurisdictionFrom, LocalityValue, Mention, OfficeValue, OfficialValue, Part,
    PersonFrom, Reading, Value,
};
use super::officials::Holder;
use crate::gazetteer::{Unit, UnitId};
use crate::messages::{self, Locale};
use crate::text::position::{CodePoint, Span};

/// The value of a mention: what it says, without where it stands.
pub fn value(mention: &Mention, analysis: &Analysis) -> Map<String, Json> {
    match &mention.value {
        Value::Locality(v) => locality(v, analysis.as_of.date),
        Value::Official(v) => official(v),
        Value::Amount(v) => amount(v),
    }
}

/// A mention as one line of `gannhan tag --format jsonl` has it. `text` is the whole article; `file` is left
/// out where the mention stands within something that names its article already.
pub fn mention(
    file: Option<&str>,
    text: &str,
    mention: &Mention,
    analysis: &Analysis,
    locale: Locale,
) -> Json {
    let mut line = Map::new();
    if let Some(file) = file {
        line.insert("file".into(), file.into());
    }
    put_span(&mut line, mention.span);
    line.insert("type".into(), mention.value.kind().name().into());
    line.insert("text".into(), text.get(mention.bytes.range()).unwrap_or("").into());
    if let Value::Official(official) = &mention.value {
        line.insert("parts".into(), official.parts.iter().map(part).collect());
    }
    line.insert("value".into(), value(mention, analysis).into());
    line.insert("certainty".into(), mention.certainty.name().into());
    line.insert("reason".into(), messages::reason(locale, mention.reason.0).into());
    line.into()
}

fn put_span(map: &mut Map<String, Json>, span: Span<CodePoint>) {
    map.insert("start".into(), span.start.0.into());
    map.insert("end".into(), span.end.0.into());
}

fn part(part: &Part) -> Json {
    json!({"role": part.role.name(), "start": part.span.start.0, "end": part.span.end.0})
}

fn locality(value: &LocalityValue, as_of: Option<Date>) -> Map<String, Json> {
    let unit = value.unit.and_then(Unit::get);
    let name =
        unit.filter(|_| value.name.is_empty()).map_or_else(|| nfc(&value.name), |u| nfc(&u.full_name()));
    let within: Json = match (unit, value.within.and_then(Unit::get)) {
        (Some(u), _) => u.ancestors_on(as_of).map(reference).collect(),
        (None, Some(above)) => {
            std::iter::once(above).chain(above.ancestors_on(as_of)).map(reference).collect()
        }
        (None, None) => json!([]),
    };
    let successors: Json = unit.into_iter().flat_map(Unit::successors).map(successor).collect();
    let candidates: Json = value.candidates.iter().filter_map(|id| Unit::get(*id)).map(candidate).collect();
    Map::from_iter([
        ("level".into(), value.level.name().into()),
        ("code".into(), unit.and_then(Unit::code).into()),
        ("name".into(), name.into()),
        ("within".into(), within),
        ("as_of".into(), day(as_of)),
        ("valid_from".into(), day(unit.and_then(Unit::valid_from))),
        ("valid_to".into(), day(unit.and_then(Unit::valid_to))),
        ("successors".into(), successors),
        ("inside".into(), value.inside.name().into()),
        ("candidates".into(), candidates),
    ])
}

/// A unit where another thing refers to it.
fn reference(unit: Unit) -> Json {
    json!({"level": unit.level().name(), "code": unit.code(), "name": nfc(&unit.full_name())})
}

fn successor((unit, partial): (Unit, bool)) -> Json {
    let mut map = Map::from_iter([
        ("code".into(), unit.code().into()),
        ("name".into(), Json::from(nfc(&unit.full_name()))),
        ("level".into(), unit.level().name().into()),
    ]);
    if partial {
        map.insert("partial".into(), true.into());
    }
    map.into()
}

/// What a name could stand for; `within` is the name of the province (else of the country) around it.
fn candidate(unit: Unit) -> Json {
    let above = |u: &Unit| u.id() != unit.id();
    let within = unit.province().filter(above).or_else(|| unit.country().filter(above));
    json!({
        "level": unit.level().name(),
        "code": unit.code(),
        "name": nfc(&unit.full_name()),
        "within": within.map(|u| nfc(&u.full_name())),
    })
}

fn official(value: &OfficialValue) -> Map<String, Json> {
    let person_from = value.person_from.map(|from| match from {
        PersonFrom::Text => "text",
        PersonFrom::Coreference => "coreference",
    });
    let mut map = Map::from_iter([
        ("person".into(), value.person.as_deref().map(nfc).into()),
        ("person_from".into(), person_from.into()),
        ("offices".into(), value.offices.iter().map(office).collect()),
    ]);
    if let Some(holder) = &value.holder {
        map.insert("holder".into(), self::holder(holder));
    }
    map
}

/// Who it is by the project's table: not what the article says, so it stands apart from `person`.
fn holder(holder: &Holder) -> Json {
    json!({
        "person": holder.person,
        "id": holder.iri(),
        "evidence": holder.evidence,
        "from": day(holder.from),
        "to": day(holder.to),
    })
}

fn office(office: &OfficeValue) -> Json {
    let from = office.jurisdiction_from.map(|from| match from {
        JurisdictionFrom::Text => "text",
        JurisdictionFrom::Context => "context",
    });
    json!({
        "title": nfc(&office.title),
        "organ": office.organ.as_deref().map(nfc),
        "jurisdiction": office.jurisdiction.and_then(|id: UnitId| Unit::get(id)).map(reference),
        "jurisdiction_from": from,
    })
}

fn amount(value: &AmountValue) -> Map<String, Json> {
    let mut map = figures(Reading { decimal: value.decimal, decimal_max: value.decimal_max });
    map.insert("currency".into(), value.currency.code().into());
    if value.currency_implied {
        map.insert("currency_implied".into(), true.into());
    }
    map.insert("modifier".into(), value.modifier.map(|m| m.name()).into());
    if !value.candidates.is_empty() {
        map.insert("candidates".into(), value.candidates.iter().map(|r| Json::from(figures(*r))).collect());
    }
    map
}

fn figures(reading: Reading) -> Map<String, Json> {
    let mut map = Map::from_iter([("decimal".into(), Json::from(decimal(reading.decimal)))]);
    if let Some(max) = reading.decimal_max {
        map.insert("decimal_max".into(), decimal(max).into());
    }
    map
}

/// A figure without exponent, grouping or trailing zeros: `9.5`, `33662000000000`.
pub fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

fn day(date: Option<Date>) -> Json {
    date.map(|d| d.to_string()).into()
}

fn nfc(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;

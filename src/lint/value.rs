//! Rules about the value: whether what an annotation says can be so at all.

use std::str::FromStr;

use iso_currency::Currency;
use rust_decimal::Decimal;
use serde_json::Value;

use super::subject::{Report, Subject};
use crate::sidecar::{Annotation, Object};
use crate::tagger::json;
use crate::tagger::mention::Kind;

/// Annotations of a type with their lines and values. A rejected suggestion claims nothing.
fn bodies<'s>(subject: &'s Subject<'_>, kind: Kind) -> impl Iterator<Item = (usize, &'s Object)> {
    let of_kind = move |a: &Annotation| a.is_active() && a.kind == Some(kind);
    subject.sidecar.annotations().filter_map(move |(line, a)| Some((line, a.body().filter(|_| of_kind(a))?)))
}

fn string<'o>(object: &'o Object, key: &str) -> Option<&'o str> {
    object.get(key).and_then(Value::as_str)
}

/// `bad-decimal`
pub fn bad_decimal(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        for key in ["decimal", "decimal_max"] {
            let Some(value) = body.get(key) else { continue };
            let exact = value.as_str().and_then(|s| Decimal::from_str(s).ok().map(|d| (s, d)));
            if exact.is_none_or(|(written, decimal)| json::decimal(decimal) != written) {
                let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                report.add(line).on_key(key).with("decimal", written).done();
            }
        }
    }
}

/// `unknown-currency`
pub fn unknown_currency(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        let Some(code) = body.get("currency") else { continue };
        if code.as_str().and_then(Currency::from_code).is_none() {
            let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
            report.add(line).on_key("currency").with("currency", code).done();
        }
    }
}

/// `reversed-range`
pub fn reversed_range(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        let figure = |key| Decimal::from_str(string(body, key)?).ok();
        if let (Some(low), Some(high)) = (figure("decimal"), figure("decimal_max"))
            && high < low
        {
            report
                .add(line)
                .on_key("decimal_max")
                .with("low", json::decimal(low))
                .with("high", json::decimal(high))
                .done();
        }
    }
}

/// `person-missing`
pub fn person_missing(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Official) {
        let named = string(body, "person").is_some_and(|p| !p.trim().is_empty());
        let says_so = body.get("person_from").is_some_and(|from| !from.is_null());
        if says_so && !named {
            report.add(line).on_key("person_from").done();
        }
    }
}

//! Rules about the value: whether what an annotation says can be so at all.

use std::str::FromStr;

use super::subject::{Report, Subject};
use crate::sidecar::body::Leaf;
use crate::sidecar::{Annotation, Body};
use crate::tagger::json;
use crate::tagger::mention::Kind;
use iso_currency::Currency;
use rust_decimal::Decimal;

/// Annotations of a type with their lines and values. A rejected suggestion claims nothing.
fn bodies<'s>(subject: &'s Subject<'_>, kind: Kind) -> impl Iterator<Item = (usize, &'s Body)> {
    let of_kind = move |a: &Annotation| a.is_active() && a.kind == Some(kind);
    subject.sidecar.annotations().filter_map(move |(line, a)| Some((line, a.body().filter(|_| of_kind(a))?)))
}

/// `bad-decimal`
pub fn bad_decimal(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        for (key, value) in [("decimal", &body.decimal), ("decimal_max", &body.decimal_max)] {
            let Some(value) = value else { continue };
            let exact = value.string().and_then(|s| Decimal::from_str(s).ok().map(|d| (s, d)));
            if exact.is_none_or(|(written, decimal)| json::decimal(decimal) != written) {
                report.add(line).on_key(key).with("decimal", &*value.written).done();
            }
        }
    }
}

/// `unknown-currency`
pub fn unknown_currency(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        let Some(code) = &body.currency else { continue };
        if code.string().and_then(Currency::from_code).is_none() {
            report.add(line).on_key("currency").with("currency", &*code.written).done();
        }
    }
}

/// `reversed-range`
pub fn reversed_range(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        let figure = |leaf: &Option<Leaf>| Decimal::from_str(leaf.as_ref()?.string()?).ok();
        if let (Some(high), Some(low)) = (figure(&body.decimal_max), figure(&body.decimal))
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
        if body.has_person_from && body.named_person().is_none() {
            report.add(line).on_key("person_from").done();
        }
    }
}

//! Rules about the value: whether what an annotation says can be so at all.

use std::str::FromStr;

use super::subject::{Report, Subject};
use crate::sidecar::Body;
use crate::sidecar::body::Leaf;
use crate::tagger::json;
use crate::tagger::mention::Kind;
use iso_currency::Currency;
use rust_decimal::Decimal;

/// Annotations of a type with their lines and values, but for values that are sound. A rejected suggestion claims nothing.
fn bodies<'s>(subject: &'s Subject<'_>, kind: Kind) -> impl Iterator<Item = (usize, &'s Body)> {
    let doubtful = subject.of_lines(&subject.survey().doubtful[kind as usize]);
    doubtful.filter_map(|(line, a)| Some((line, a.body()?)))
}

/// Whether no rule here has anything to say of a value; nearly all are so, and many annotations share one.
pub fn is_sound(body: &Body) -> bool {
    let exact = [&body.decimal, &body.decimal_max].into_iter().flatten().all(is_exact);
    let known = body.currency.as_ref().is_none_or(is_currency);
    exact && known && reversed(body).is_none() && !lacks_person(body)
}

/// `bad-decimal`
pub fn bad_decimal(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        for (key, value) in [("decimal", &body.decimal), ("decimal_max", &body.decimal_max)] {
            let Some(value) = value else { continue };
            if !is_exact(value) {
                report.add(line).on_key(key).with("decimal", &*value.written).done();
            }
        }
    }
}

fn is_exact(leaf: &Leaf) -> bool {
    let decimal = |written: &str| Decimal::from_str(written).ok().map(json::decimal);
    leaf.string().is_some_and(|written| decimal(written).as_deref() == Some(written))
}

/// `unknown-currency`
pub fn unknown_currency(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        let Some(code) = &body.currency else { continue };
        if !is_currency(code) {
            report.add(line).on_key("currency").with("currency", &*code.written).done();
        }
    }
}

fn is_currency(leaf: &Leaf) -> bool {
    leaf.string().and_then(Currency::from_code).is_some()
}

/// `reversed-range`
pub fn reversed_range(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Amount) {
        if let Some((low, high)) = reversed(body) {
            report
                .add(line)
                .on_key("decimal_max")
                .with("low", json::decimal(low))
                .with("high", json::decimal(high))
                .done();
        }
    }
}

/// The lower end of a range and its upper end, which is lower.
fn reversed(body: &Body) -> Option<(Decimal, Decimal)> {
    let figure = |leaf: &Option<Leaf>| Decimal::from_str(leaf.as_ref()?.string()?).ok();
    let (low, high) = (figure(&body.decimal)?, figure(&body.decimal_max)?);
    (high < low).then_some((low, high))
}

/// `person-missing`
pub fn person_missing(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, body) in bodies(subject, Kind::Official) {
        if lacks_person(body) {
            report.add(line).on_key("person_from").done();
        }
    }
}

fn lacks_person(body: &Body) -> bool {
    body.has_person_from && body.named_person().is_none()
}

//! Rules about sums: whether an annotation says what the article's figure says.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::article::amount::grouped;
use super::finding::{Fix, Message};
use super::subject::{Claim, Report, Subject};
use crate::sidecar::body::Leaf;
use crate::sidecar::{Annotation, Body, Object, Origin, iri, rewrite};
use crate::tagger::json;
use crate::tagger::mention::{AmountValue, Kind, Mention, Reading, Value};

/// An annotated sum that the tagger has read as well, at the same place.
struct Read<'s> {
    line: usize,
    annotation: &'s Annotation,
    body: &'s Body,
    mention: &'s Mention,
    value: &'s AmountValue,
}

fn all<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = Read<'s>> {
    subject.claims(Kind::Amount).filter_map(|Claim { line, annotation, body, mention }| {
        let mention = mention?;
        let Value::Amount(value) = &mention.value else { return None };
        Some(Read { line, annotation, body, mention, value })
    })
}

fn figure(leaf: &Option<Leaf>) -> Option<Decimal> {
    Decimal::from_str(leaf.as_ref()?.string()?).ok()
}

fn reading(body: &Body) -> Option<Reading> {
    Some(Reading { decimal: figure(&body.decimal)?, decimal_max: figure(&body.decimal_max) })
}

fn said(reading: Reading) -> String {
    let max = reading.decimal_max.map(|m| format!("–{}", grouped(m))).unwrap_or_default();
    format!("{}{max}", grouped(reading.decimal))
}

impl Read<'_> {
    /// Adds the finding, with the figure read again: what nobody has reviewed is set right by itself, what a person
    /// said is for a person to change.
    fn report(&self, subject: &Subject<'_>, report: &mut Report<'_>, key: &str, says: String, reads: String) {
        let draft = report.add(self.line).on_key(key).with("says", says).with("reads", reads.clone());
        let draft = draft.with("text", self.annotation.quote.exact.as_deref().unwrap_or_default());
        let Some(analysis) = subject.analysis else { return draft.done() };
        let fields = json::value(self.mention, analysis);
        let line = rewrite::valued(self.annotation, fields, Some(iri::amount(self.value)));
        match self.annotation.origin {
            Some(Origin::Bulk) => draft.fix(Some(Fix::Line(line))).done(),
            _ => draft.correct(Message::new("fix-value").with("value", reads), line).done(),
        }
    }
}

/// `amount-disagrees`
pub fn amount_disagrees(subject: &Subject<'_>, report: &mut Report<'_>) {
    for read in all(subject) {
        let own = Reading { decimal: read.value.decimal, decimal_max: read.value.decimal_max };
        let Some(says) = reading(read.body).filter(|r| *r != own && !read.value.candidates.contains(r))
        else {
            continue;
        };
        read.report(subject, report, "decimal", said(says), said(own));
    }
}

/// `currency-disagrees`
pub fn currency_disagrees(subject: &Subject<'_>, report: &mut Report<'_>) {
    for read in all(subject) {
        let currency = read.value.currency.code();
        let Some(says) = read.body.currency.as_ref().and_then(Leaf::string).filter(|c| *c != currency) else {
            continue;
        };
        // What is not written is anybody's guess, and no code at all is another rule's.
        if !read.value.currency_implied && iso_currency::Currency::from_code(says).is_some() {
            read.report(subject, report, "currency", says.to_owned(), currency.to_owned());
        }
    }
}

/// `modifier-disagrees`
pub fn modifier_disagrees(subject: &Subject<'_>, report: &mut Report<'_>) {
    for read in all(subject) {
        let reads = read.value.modifier.map(|m| m.name());
        // A line without a figure says nothing yet.
        let says = read.body.modifier.as_deref();
        if says != reads && read.body.decimal.is_some() {
            let name = |m: Option<&str>| m.unwrap_or("none").to_owned();
            let key = if says.is_some() { "modifier" } else { "decimal" };
            read.report(subject, report, key, name(says), name(reads));
        }
    }
}

/// `ambiguous-separator`: the annotation still lists what the figure could be.
pub fn ambiguous_separator(subject: &Subject<'_>, report: &mut Report<'_>) {
    let listed = subject.claims(Kind::Amount).filter(|claim| claim.body.has_candidates);
    for Claim { line, annotation, .. } in listed {
        let body = &annotation.body_json().unwrap_or_default();
        let candidates =
            body.get("candidates").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let readings: Vec<Reading> =
            candidates.iter().filter_map(|c| reading(&Body::of(c.as_object()?))).collect();
        let [first, second, ..] = readings.as_slice() else { continue };
        let text = annotation.quote.exact.as_deref().unwrap_or_default();
        let mut draft = report
            .add_as(line, "lint-ambiguous-separator.listed")
            .on_key("candidates")
            .with("text", text)
            .with("first", said(*first))
            .with("second", said(*second));
        for reading in &readings {
            let title = Message::new("fix-value").with("value", said(*reading));
            draft = draft.correct(title, settled(annotation, body, *reading));
        }
        draft.done();
    }
}

/// The line with one reading, and no others.
fn settled(annotation: &Annotation, body: &Object, reading: Reading) -> Object {
    let kept = ["currency", "currency_implied", "modifier"];
    let mut fields: Object =
        kept.iter().filter_map(|k| Some(((*k).to_owned(), body.get(*k)?.clone()))).collect();
    fields.insert("decimal".into(), json::decimal(reading.decimal).into());
    if let Some(max) = reading.decimal_max {
        fields.insert("decimal_max".into(), json::decimal(max).into());
    }
    let max = reading.decimal_max.map(|m| format!("-{}", json::decimal(m))).unwrap_or_default();
    let source = (body.get("currency").and_then(Json::as_str))
        .map(|c| format!("urn:gannhan:amount:{c}:{}{max}", json::decimal(reading.decimal)));
    rewrite::valued(annotation, fields, source)
}

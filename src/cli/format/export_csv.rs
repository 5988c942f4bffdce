//! One annotation a row, as CSV (RFC 4180, UTF-8, LF). Each column is a row of a table, so that headline and rows
//! can't come apart.

use serde_json::Value;

use crate::cli::export::Row;
use crate::sidecar::{Object, Piece};

/// What a column shows of a row; nothing where the row has none.
type Cell = fn(&Row<'_>) -> String;

const COLUMNS: &[(&str, Cell)] = &[
    ("file", |r| r.file.to_owned()),
    ("start", |r| r.annotation.span.start.0.to_string()),
    ("end", |r| r.annotation.span.end.0.to_string()),
    ("text", |r| own(&r.annotation.quote.exact)),
    ("type", |r| r.annotation.kind.map(|k| k.name().to_owned()).unwrap_or_default()),
    ("name", |r| value(r, "name")),
    ("level", |r| value(r, "level")),
    ("code", |r| value(r, "code")),
    ("within", |r| each(r, "within", |o| text(o.get("name")))),
    ("as_of", |r| value(r, "as_of")),
    ("inside", |r| value(r, "inside")),
    ("person", |r| value(r, "person")),
    ("person_from", |r| value(r, "person_from")),
    ("offices", |r| each(r, "offices", office)),
    ("jurisdictions", |r| each(r, "offices", |o| jurisdiction(o, "name"))),
    ("jurisdiction_codes", |r| each(r, "offices", |o| jurisdiction(o, "code"))),
    ("decimal", |r| value(r, "decimal")),
    ("decimal_max", |r| value(r, "decimal_max")),
    ("currency", |r| value(r, "currency")),
    ("currency_implied", |r| value(r, "currency_implied")),
    ("modifier", |r| value(r, "modifier")),
    ("source", |r| own(&r.annotation.source)),
    ("origin", |r| r.annotation.origin.map(|o| o.name().to_owned()).unwrap_or_default()),
    ("status", |r| r.status().to_owned()),
    ("annotator", |r| own(&r.annotation.creator)),
    ("created", |r| own(&r.annotation.created)),
    ("modified", |r| text(r.json.get("modified"))),
    ("id", |r| own(&r.annotation.id)),
    ("unanchored", |r| r.unanchored().unwrap_or_default().to_owned()),
    ("article_date", |r| r.header.and_then(|h| h.date).map(|d| d.to_string()).unwrap_or_default()),
    ("article_status", |r| r.header.and_then(|h| h.status).map(|s| s.name().to_owned()).unwrap_or_default()),
    ("sidecar", |r| r.sidecar.to_owned()),
];

/// The headline.
pub fn head() -> Vec<u8> {
    record(COLUMNS.iter().map(|(name, _)| (*name).to_owned()))
}

/// A row.
pub fn row(out: &mut Vec<u8>, row: &Row<'_>) {
    out.extend(record(COLUMNS.iter().map(|(_, cell)| cell(row))));
}

fn record(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory fails only when that is at an end.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

fn own(piece: &Option<Piece>) -> String {
    piece.as_deref().unwrap_or_default().to_owned()
}

fn value(row: &Row<'_>, key: &str) -> String {
    text(row.body().and_then(|b| b.get(key)))
}

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// What `show` says of each object in a list, with semicolons between. So the lists of one row stand in one order.
fn each(row: &Row<'_>, key: &str, show: impl Fn(&Object) -> String) -> String {
    let all = row.body().and_then(|b| b.get(key)).and_then(Value::as_array);
    let shown: Vec<String> = all.into_iter().flatten().filter_map(Value::as_object).map(show).collect();
    shown.join("; ")
}

fn office(office: &Object) -> String {
    let (title, organ) = (text(office.get("title")), text(office.get("organ")));
    if organ.is_empty() { title } else { format!("{title} {organ}") }
}

fn jurisdiction(office: &Object, key: &str) -> String {
    text(office.get("jurisdiction").and_then(|j| j.get(key)))
}

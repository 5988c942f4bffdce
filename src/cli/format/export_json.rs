//! One annotation a line, as JSON: what `gannhan tag` says of a mention, and where the annotation comes from.

use serde_json::{Value, json};

use crate::cli::export::Row;
use crate::sidecar::{Object, exact};

/// A line.
pub fn row(out: &mut Vec<u8>, row: &Row<'_>) {
    let annotation = row.annotation;
    let mut value: Object = row.body().cloned().unwrap_or_default();
    for key in ["type", "purpose", "source"] {
        value.shift_remove(key);
    }
    let parts = value.shift_remove("parts");
    let field = |key: &str| row.json.get(key).cloned();
    let all = [
        ("file", Some(row.file.into())),
        ("start", Some(annotation.span.start.0.into())),
        ("end", Some(annotation.span.end.0.into())),
        ("type", annotation.kind.map(|k| k.name().into())),
        ("text", annotation.quote.exact.clone().map(Value::from)),
        ("parts", parts),
        ("value", Some(value.into())),
        ("source", annotation.source.clone().map(Value::from)),
        ("origin", annotation.origin.map(|o| o.name().into())),
        ("status", Some(row.status().into())),
        ("annotator", annotation.creator.clone().map(Value::from)),
        ("created", field("created")),
        ("modified", field("modified")),
        ("id", annotation.id.clone().map(Value::from)),
        ("unanchored", row.unanchored().map(Value::from)),
        ("article", Some(article(row))),
        ("sidecar", Some(row.sidecar.into())),
    ];
    let line: Object = all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    out.extend(exact::json(&Value::Object(line)).bytes());
    out.push(b'\n');
}

fn article(row: &Row<'_>) -> Value {
    let date = row.header.and_then(|h| h.date).map(|d| d.to_string());
    let status = row.header.and_then(|h| h.status).map(|s| s.name());
    json!({"date": date, "status": status})
}

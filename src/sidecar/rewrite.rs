//! Writing an annotation anew: at another place, or with another origin. What a newer version or a person
//! has added to the line stays in it.

use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

use super::annotation::{items, string};
use super::{Annotation, Object, Origin, Quote, build, canonical};
use crate::tagger::mention::Kind;
use crate::text::index::TextIndex;
use crate::text::position::{CodePoint, Span};

/// The same line with its span and quote cut anew from `article`; parts of an official move along.
/// What else stands in the line stays. `None` when the span reaches behind the article's end.
pub fn moved(
    annotation: &Annotation,
    span: Span<CodePoint>,
    article: &str,
    index: &TextIndex,
) -> Option<Object> {
    let quote = build::quote(article, index, span)?;
    let mut json = annotation.json();
    let old = annotation.quote.exact.as_deref().unwrap_or_default();
    let new = quote.exact.as_deref().unwrap_or_default();
    set_selectors(&mut json, span, &quote);
    move_parts(&mut json, |at| {
        span.start.0 + respelled(old, new, at.saturating_sub(annotation.span.start.0))
    });
    Some(json)
}

/// The same line at another place, with the context of that place, but with its old quote: for a mention
/// whose text has changed, so that its value must be looked at again. `None` when the span reaches
/// behind the article's end.
pub fn placed(
    annotation: &Annotation,
    span: Span<CodePoint>,
    article: &str,
    index: &TextIndex,
) -> Option<Object> {
    let quote = Quote { exact: None, ..build::quote(article, index, span)? };
    let mut json = annotation.json();
    set_selectors(&mut json, span, &quote);
    let by = i64::from(span.start.0) - i64::from(annotation.span.start.0);
    move_parts(&mut json, |at| u32::try_from(i64::from(at) + by).unwrap_or(0));
    Some(json)
}

/// The same line at the place that another version of it has.
pub fn beside(annotation: &Annotation, other: &Annotation) -> Object {
    let mut json = annotation.json();
    set_selectors(&mut json, other.span, &other.quote);
    let by = i64::from(other.span.start.0) - i64::from(annotation.span.start.0);
    move_parts(&mut json, |at| u32::try_from(i64::from(at) + by).unwrap_or(0));
    json
}

/// Writes the position, and what `quote` holds of the quote, where the line has such selectors.
fn set_selectors(json: &mut Object, span: Span<CodePoint>, quote: &Quote) {
    let Some(target) = json.get_mut("target").and_then(|t| t.as_object_mut()) else { return };
    let selectors = match target.get_mut("selector") {
        Some(Value::Array(all)) => all.as_mut_slice(),
        Some(one) => std::slice::from_mut(one),
        None => return,
    };
    for selector in selectors.iter_mut().filter_map(|s| s.as_object_mut()) {
        let class = items(selector.get("type")).find_map(|t| t.as_str()).unwrap_or_default().to_owned();
        match class.as_str() {
            "TextPositionSelector" => {
                selector.insert("start".into(), span.start.0.into());
                selector.insert("end".into(), span.end.0.into());
            }
            "TextQuoteSelector" => {
                for (key, text) in
                    [("exact", &quote.exact), ("prefix", &quote.prefix), ("suffix", &quote.suffix)]
                {
                    if let Some(text) = text {
                        selector.insert(key.into(), text.clone().into());
                    }
                }
            }
            _ => {}
        }
    }
}

/// Positions of parts count from the article's start, so they move with the mention.
fn move_parts(json: &mut Object, to: impl Fn(u32) -> u32) {
    let parts = json.get_mut("body").and_then(|b| b.get_mut("parts")).and_then(|p| p.as_array_mut());
    for part in parts.into_iter().flatten().filter_map(|p| p.as_object_mut()) {
        for key in ["start", "end"] {
            if let Some(at) = part.get(key).and_then(|v| v.as_u64()).and_then(|v| u32::try_from(v).ok()) {
                part.insert(key.into(), to(at).into());
            }
        }
    }
}

/// The offset in `new` that `at` has in `old`, both in code points, when the two spell the same characters in different
/// ways (NFC and NFD, other white space): behind as many characters as a reader sees, or before as many where a word
/// begins there.
fn respelled(old: &str, new: &str, at: u32) -> u32 {
    if old == new {
        return at;
    }
    let is_seen = |g: &&str| !g.chars().all(char::is_whitespace);
    let length = |g: &str| g.chars().count() as u32;
    let (mut count, mut seen) = (0, 0);
    let mut starts_word = false;
    for grapheme in old.graphemes(true) {
        if count >= at {
            starts_word = is_seen(&grapheme);
            break;
        }
        count += length(grapheme);
        seen += usize::from(is_seen(&grapheme));
    }
    let (mut behind, mut left) = (0, seen);
    for grapheme in new.graphemes(true) {
        if left == 0 && (is_seen(&grapheme) || !starts_word) {
            break;
        }
        left -= usize::from(is_seen(&grapheme)).min(left);
        behind += length(grapheme);
    }
    behind
}

/// The same line with another origin and a time of change; what else stands in it stays.
pub fn reviewed(annotation: &Annotation, origin: Origin, now: jiff::Timestamp) -> Object {
    let mut json = annotation.json();
    json.insert("modified".into(), build::time(now).into());
    json.insert("origin".into(), origin.name().into());
    if string(&json, "status") == Some("rejected") {
        json.shift_remove("status");
        json.insert("motivation".into(), build::IDENTIFYING.into());
        if let Some(body) = json.get_mut("body").and_then(|b| b.as_object_mut()) {
            body.insert("purpose".into(), build::IDENTIFYING.into());
        }
    }
    json
}

/// The same line with another value, and another thing where `source` names one. Of the value's fields in the line
/// those that `fields` does not have go; what else stands in the body stays.
pub fn valued(annotation: &Annotation, fields: Object, source: Option<String>) -> Object {
    let mut json = annotation.json();
    let Some(body) = json.get_mut("body").and_then(|b| b.as_object_mut()) else { return json };
    let is_field = |key: &str| Kind::ALL.into_iter().any(|kind| canonical::fields(kind).contains(&key));
    body.retain(|key, _| !is_field(key));
    if let Some(source) = source {
        body.insert("source".into(), source.into());
    }
    for (key, value) in fields {
        if let Some(value) = build::without_null(value) {
            body.insert(key, value);
        }
    }
    json
}

//! What a line says, apart from where: that is what two sides can change each in its way.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::sidecar::line::Content;
use crate::sidecar::{Annotation, Sidecar, canonical};
use crate::text::position::CodePoint;

/// What makes a line the same line in several versions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Its id.
    Id(String),
    /// Where it has none, or where the id stands on an earlier line too: what it says, and how many lines before it
    /// say the same.
    Saying(Vec<u8>, usize),
}

/// A line of a version, headers and blank lines aside.
#[derive(Debug)]
pub struct Item<'a> {
    /// What makes it this line.
    pub key: Key,
    /// Its bytes, without the line break.
    pub bytes: &'a [u8],
    /// Of a line that can be read.
    pub annotation: Option<&'a Annotation>,
    /// Its place; that of the annotation before it where it can't be read.
    pub order: (CodePoint, Reverse<CodePoint>),
    content: OnceCell<Vec<u8>>,
}

impl Item<'_> {
    fn content(&self) -> &[u8] {
        self.content.get_or_init(|| saying(self.bytes, self.annotation))
    }

    /// Whether both quote the same text, however that is spelt.
    pub fn quotes_like(&self, other: &Item<'_>) -> bool {
        let quote = |i: &Item<'_>| i.annotation.and_then(|a| a.quote.exact.as_deref()).map(plain);
        quote(self) == quote(other)
    }
}

/// Whether two lines say the same, wherever they say that it stands.
pub fn same(a: &Item<'_>, b: &Item<'_>) -> bool {
    a.bytes == b.bytes || a.content() == b.content()
}

/// The lines of a version, without the first header, conflict markers and what is blank.
pub fn items(sidecar: &Sidecar) -> Vec<Item<'_>> {
    let mut out: Vec<Item<'_>> = Vec::new();
    let mut seen: HashMap<Key, usize> = HashMap::new();
    let header = sidecar.header_line().map(|(line, _)| line);
    let mut order = (CodePoint(0), Reverse(CodePoint(u32::MAX)));
    for (n, line) in sidecar.lines().iter().enumerate() {
        let bytes = sidecar.line_bytes(n);
        let annotation = match &line.content {
            Content::Annotation(annotation) => Some(annotation.as_ref()),
            Content::Header(_) if Some(n) == header => continue,
            Content::Blank | Content::Conflict(_) => continue,
            Content::Header(_) | Content::Unreadable(_) => None,
        };
        let id = match &line.content {
            Content::Annotation(annotation) => annotation.id.as_deref().map(str::to_owned),
            Content::Unreadable(unreadable) => unreadable.id.clone(),
            _ => None,
        };
        if let Some(annotation) = annotation {
            order = annotation.order();
        }
        let mut key = id.map(Key::Id).filter(|key| !seen.contains_key(key));
        if key.is_none() {
            let saying = saying(bytes, annotation);
            let first = Key::Saying(saying.clone(), 0);
            let before = seen.get(&first).copied().unwrap_or(0);
            seen.insert(first, before + 1);
            key = Some(Key::Saying(saying, before));
        } else if let Some(key) = &key {
            seen.insert(key.clone(), 1);
        }
        let Some(key) = key else { continue };
        out.push(Item { key, bytes, annotation, order, content: OnceCell::new() });
    }
    out
}

/// The line without its place: positions, context, and the time of the last change; the quote in one spelling.
fn saying(bytes: &[u8], annotation: Option<&Annotation>) -> Vec<u8> {
    let Some(annotation) = annotation else { return bytes.to_vec() };
    let mut json = annotation.json();
    json.shift_remove("modified");
    // Another spelling of the mention moves its parts, and what they count then is the same characters.
    let exact = annotation.quote.exact.as_deref().unwrap_or_default();
    let seen = |at: u64| {
        let inside = usize::try_from(at).unwrap_or(usize::MAX).saturating_sub(annotation.span.start.index());
        let end = exact.char_indices().nth(inside).map_or(exact.len(), |(byte, _)| byte);
        exact[..end].graphemes(true).count()
    };
    if let Some(body) = json.get_mut("body") {
        let parts = body.get_mut("parts").and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten().filter_map(Value::as_object_mut) {
            for key in ["start", "end"] {
                if let Some(at) = part.get(key).and_then(Value::as_u64) {
                    part.insert(key.into(), seen(at).into());
                }
            }
        }
    }
    let selectors = json.get_mut("target").and_then(|t| t.get_mut("selector"));
    let all: &mut [Value] = match selectors {
        Some(Value::Array(all)) => all,
        Some(one) => std::slice::from_mut(one),
        None => &mut [],
    };
    for selector in all.iter_mut().filter_map(Value::as_object_mut) {
        selector.retain(|key, _| !matches!(key.as_str(), "start" | "end" | "prefix" | "suffix"));
        if let Some(Value::String(exact)) = selector.get_mut("exact") {
            *exact = plain(exact);
        }
    }
    canonical::line(&json).into_bytes()
}

/// A text in one spelling: NFC, and line breaks as LF.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").nfc().collect()
}

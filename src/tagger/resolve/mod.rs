//! The article as a whole settles what its paragraphs leave open.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::amount;
use super::article::{Article, Knowledge};
use super::candidate::Findings;
use super::date;
use super::mention::{Analysis, AsOf, Certainty, DateSource, LocalityValue, Mention, Reason, Value};
use super::share;
use crate::text::index::{CodePointCursor, TextIndex};
use crate::text::position::{Byte, CodePoint, Span};

mod accept;
mod homonym;
mod locality;
mod official;

use official::People;

/// A locality candidate that counts, with the unit it stands for.
#[derive(Clone, Debug)]
pub struct ResolvedLocality {
    /// Bytes of the article.
    pub bytes: Span<Byte>,
    /// What it says.
    pub value: LocalityValue,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub reason: Reason,
}

/// Settles all findings of an article (one entry a paragraph, in order).
pub fn resolve(article: &Article<'_>, knowledge: &Knowledge, paragraphs: &[Findings]) -> Analysis {
    let mut as_of = date::decide(article.date, paragraphs.iter().flat_map(|p| &p.dates));
    if as_of.date.is_none() && knowledge.date.is_some() {
        as_of = AsOf { date: knowledge.date, source: DateSource::Setting, at: None };
    }
    let parts = share::parts(article.text.len());
    let (mut localities, people) = share::both(
        parts,
        || locality::resolve(article, as_of, paragraphs),
        || People::collect(article.text, paragraphs),
    );
    let amounts = || paragraphs.iter().flat_map(|p| &p.amounts);
    let lent = amount::document_currency(amounts());
    let amounts: Vec<Mention> = amounts()
        .map(|c| {
            let mut value = c.value.clone();
            if value.currency_implied && c.reason == amount::IMPLIED {
                value.currency = lent;
            }
            mention(c.bytes, Value::Amount(value), c.certainty, c.reason)
        })
        .collect();
    // A currency's name holds no locality (đô la Mỹ).
    drop_inside(&mut localities, 0, amounts.iter().map(|m| m.bytes), |l| l.bytes);
    let table = knowledge.officials.as_deref();
    let officials = official::resolve(article, (table, as_of), paragraphs, &people, &mut localities);
    let localities =
        localities.into_iter().map(|l| mention(l.bytes, Value::Locality(l.value), l.certainty, l.reason));
    let mut mentions = Vec::with_capacity(amounts.len() + officials.len() + localities.len());
    mentions.extend(merge(merge(amounts, officials), localities));
    finish(article.text, mentions, as_of)
}

fn mention(bytes: Span<Byte>, value: Value, certainty: Certainty, reason: Reason) -> Mention {
    Mention { span: Span::default(), bytes, value, certainty, reason }
}

/// Drops the items from number `from` on that overlap any of the spans. Items and spans rise.
fn drop_inside<T>(
    items: &mut Vec<T>,
    from: usize,
    spans: impl Iterator<Item = Span<Byte>>,
    bytes: impl Fn(&T) -> Span<Byte>,
) {
    let mut spans = spans.peekable();
    let inside = |item: &mut T| {
        let item = bytes(item);
        while spans.peek().is_some_and(|s| s.end <= item.start) {
            spans.next();
        }
        spans.peek().is_some_and(|s| s.overlaps(item))
    };
    drop(items.extract_if(from.., inside));
}

/// Whether nothing in it can need normalising: ASCII without controls, precomposed Vietnamese letters, single
/// spaces between words.
fn is_plain(bytes: &[u8]) -> bool {
    let mut before = b' ';
    for (i, &byte) in bytes.iter().enumerate() {
        let fits = match byte {
            b' ' => before != b' ',
            b'!'..=b'~' | 0x80..=0xbf | 0xc3..=0xc6 => true,
            // U+1E80 to U+1EFF
            0xe1 => matches!(bytes.get(i + 1), Some(0xba | 0xbb)),
            _ => false,
        };
        if !fits {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// As written, in NFC, runs of spaces as one.
fn written(text: &str, bytes: Span<Byte>) -> String {
    let slice = text.get(bytes.range()).unwrap_or("");
    if is_plain(slice.as_bytes()) {
        return slice.to_string();
    }
    let mut out = String::with_capacity(slice.len());
    for word in slice.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        match is_nfc_quick(word.chars()) {
            IsNormalized::Yes => out.push_str(word),
            _ => out.extend(word.nfc()),
        }
    }
    out
}

/// Two lists that rise as one that rises.
fn merge(
    a: impl IntoIterator<Item = Mention>,
    b: impl IntoIterator<Item = Mention>,
) -> impl Iterator<Item = Mention> {
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    std::iter::from_fn(move || match (a.peek(), b.peek()) {
        (Some(x), Some(y)) if y.bytes.order() < x.bytes.order() => b.next(),
        (Some(_), _) => a.next(),
        (None, _) => b.next(),
    })
}

/// Counts the code points of the mentions.
fn finish(text: &str, mut mentions: Vec<Mention>, as_of: AsOf) -> Analysis {
    let parts = share::parts(text.len());
    let index = (parts > 1).then(|| TextIndex::new(text));
    share::change(&mut mentions, parts, |run| count(text, index.as_ref(), run));
    Analysis { mentions, as_of }
}

/// Counts the code points of mentions whose starts rise; `index`: for a run that does not start the text.
fn count(text: &str, index: Option<&TextIndex>, mentions: &mut [Mention]) {
    let mut cursor = CodePointCursor::new(text);
    if let Some((index, first)) = index.zip(mentions.first()) {
        let byte = first.bytes.start;
        cursor = CodePointCursor::starting(text, byte, index.code_point(text, byte));
    }
    // One cursor walks the text once; ends and parts are a short way off.
    for mention in mentions {
        let start = cursor.at(mention.bytes.start);
        let span = |bytes: Span<Byte>| -> Span<CodePoint> {
            let at = |b: Byte| {
                let between = text.get(mention.bytes.start.index()..b.index()).unwrap_or("");
                CodePoint(start.0 + between.chars().count() as u32)
            };
            Span::new(at(bytes.start), at(bytes.end))
        };
        mention.span = span(mention.bytes);
        if let Value::Official(value) = &mut mention.value {
            for part in &mut value.parts {
                part.span = span(part.bytes);
            }
        }
    }
}

//! The article as a whole settles what its paragraphs leave open.

use iso_currency::Currency;
use jiff::civil::Date;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::amount;
use super::article::{Article, Knowledge};
use super::candidate::{AmountCandidate, Findings};
use super::date::{self, DateMention};
use super::mention::{Analysis, AsOf, Certainty, DateSource, LocalityValue, Mention, Reason, Value};
use super::share;
use crate::text::index::CodePointCursor;
use crate::text::position::{Byte, CodePoint, Span};

mod accept;
mod beside;
mod counted;
mod homonym;
mod locality;
mod official;
pub mod part;

pub use homonym::Why;
pub use locality::{others, readings};
use official::{Offices, People};

/// A locality candidate that counts, with the unit it stands for.
#[derive(Clone, Debug, PartialEq)]
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
pub fn resolve(article: &Article<'_>, knowledge: &Knowledge, paragraphs: Vec<Findings>) -> Analysis {
    let as_of = read_as_of(article.date, knowledge, paragraphs.iter().flat_map(|p| &p.dates));
    let parts = share::parts(article.text.len());
    let (localities, people) = share::both(
        parts,
        || locality::resolve(article, as_of, &paragraphs),
        || People::collect(article.text, &paragraphs),
    );
    let table = knowledge.officials.as_deref();
    let officials = |localities: &[ResolvedLocality]| {
        (official::resolve(article, (table, as_of), &paragraphs, &people, localities), ())
    };
    let (mentions, ()) = settle(article.text, &paragraphs, localities, officials);
    let analysis = || finish(article.text, mentions.join(), as_of);
    share::both(parts, analysis, || share::discard(paragraphs, parts)).0
}

/// The date that an article is read as of; `given`: by whoever asks.
pub fn read_as_of<'a>(
    given: Option<Date>,
    knowledge: &Knowledge,
    dates: impl Iterator<Item = &'a DateMention> + Clone,
) -> AsOf {
    let as_of = date::decide(given, dates);
    match knowledge.date {
        Some(date) if as_of.date.is_none() => {
            AsOf { date: Some(date), source: DateSource::Setting, at: None }
        }
        _ => as_of,
    }
}

/// The mentions of an article by their types, ordered, without their code points.
struct ByType {
    amounts: Vec<Mention>,
    officials: Vec<Mention>,
    localities: Vec<ResolvedLocality>,
    /// What localities may stand in.
    offices: Offices,
}

/// The mentions of an article whose localities are known; `officials` settles the officials, and what it gives besides
/// comes back.
fn settle<T: Send>(
    text: &str,
    paragraphs: &[Findings],
    localities: Vec<ResolvedLocality>,
    officials: impl FnOnce(&[ResolvedLocality]) -> (Vec<Mention>, T) + Send,
) -> (ByType, T) {
    let ((officials, more), amounts) = share::both(
        share::parts(text.len()),
        || officials(&localities),
        || amounts(paragraphs, Lent::by(paragraphs.iter().flat_map(|p| &p.amounts))),
    );
    (ByType::new(paragraphs, amounts, officials, localities), more)
}

/// What an article lends to the sums that name no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lent {
    currency: Currency,
    /// Whether a sum names one.
    named: bool,
}

impl Lent {
    /// What these sums tell.
    pub fn by<'a>(sums: impl Iterator<Item = &'a AmountCandidate> + Clone) -> Self {
        let named = sums.clone().any(|s| !s.value.currency_implied);
        Lent { currency: amount::document_currency(sums), named }
    }
}

/// The sums of paragraphs; `lent`: the currency of those that name none.
fn amounts(paragraphs: &[Findings], lent: Lent) -> Vec<Mention> {
    let sums = paragraphs.iter().flat_map(|p| {
        // Among news of several countries a paragraph has its own currency.
        let foreign = lent.currency != Currency::VND;
        let own = amount::only_currency(&p.amounts).filter(|_| foreign);
        // A number that its sentence does not show to be a sum is one among other sums.
        p.amounts.iter().filter(move |c| lent.named || !c.unplaced).map(move |c| {
            let mut value = c.value.clone();
            if value.currency_implied && (c.unplaced || c.reason == amount::IMPLIED) {
                value.currency = own.unwrap_or(lent.currency);
            }
            mention(c.bytes, Value::Amount(value), c.certainty, c.reason)
        })
    });
    let mut mentions = Vec::with_capacity(paragraphs.iter().map(|p| p.amounts.len()).sum());
    mentions.extend(sums);
    mentions
}

/// A currency's name holds no locality (đô la Mỹ).
fn drop_in_amounts<T>(localities: &mut Vec<T>, paragraphs: &[Findings], bytes: impl Fn(&T) -> Span<Byte>) {
    drop_inside(localities, 0, paragraphs.iter().flat_map(|p| &p.amounts).map(|c| c.bytes), bytes);
}

impl ByType {
    fn new(
        paragraphs: &[Findings],
        amounts: Vec<Mention>,
        officials: Vec<Mention>,
        localities: Vec<ResolvedLocality>,
    ) -> Self {
        let offices = Offices::new(&officials, paragraphs);
        ByType { amounts, officials, localities, offices }
    }

    /// The mentions of all three types as one list; localities in names of persons go, those in offices are marked.
    fn join(self) -> Vec<Mention> {
        let ByType { amounts, officials, localities, mut offices } = self;
        merge(merge(amounts, officials, Some), localities, |mut locality: ResolvedLocality| {
            let inside = offices.inside(locality.bytes, locality.value.inside)?;
            locality.value.inside = inside;
            let ResolvedLocality { bytes, value, certainty, reason } = locality;
            Some(mention(bytes, Value::Locality(value), certainty, reason))
        })
    }
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

/// Two lists that rise as one that rises, of the second what `mention` makes of it; at one place what is in the first
/// comes first.
fn merge<T>(
    first: Vec<Mention>,
    second: Vec<T>,
    mut mention: impl FnMut(T) -> Option<Mention>,
) -> Vec<Mention> {
    let mut all = Vec::with_capacity(first.len() + second.len());
    // Mentions are large: each is moved once.
    let mut first = first.into_iter();
    for item in second {
        let Some(item) = mention(item) else { continue };
        while first.as_slice().first().is_some_and(|m| m.bytes.order() <= item.bytes.order()) {
            all.extend(first.next());
        }
        all.push(item);
    }
    all.extend(first);
    all
}

/// Counts the code points of the mentions.
fn finish(text: &str, mut mentions: Vec<Mention>, as_of: AsOf) -> Analysis {
    let length = mentions.len().div_ceil(share::parts(text.len())).max(1);
    let mut last = Byte(0);
    let before = mentions.chunks(length).map(|run| {
        let start = run.first().map_or(last, |m| m.bytes.start);
        text.get(std::mem::replace(&mut last, start).index()..start.index()).unwrap_or_default()
    });
    let counts = share::turn(before.collect(), |before: &str| before.chars().count());
    let (mut at, mut runs) = (CodePoint(0), Vec::with_capacity(counts.len()));
    for (run, count) in mentions.chunks_mut(length).zip(counts) {
        at.0 += count as u32;
        let start = run.first().map_or(Byte(0), |m| m.bytes.start);
        runs.push((CodePointCursor::starting(text, start, at), run));
    }
    share::turn(runs, |(cursor, run)| count(cursor, text, run));
    Analysis { mentions, as_of }
}

/// Counts the code points of mentions whose starts rise, none before the cursor.
fn count(mut cursor: CodePointCursor<'_>, text: &str, mentions: &mut [Mention]) {
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

//! Amounts of money: sums in figures and words, with scale, currency and modifier, read exactly.
//!
//! Only the forms of the lexicon that can end or begin a sum (scales and currencies) are looked at; from
//! each the number beside it is sought backwards over number tokens alone, so that a paragraph without
//! money costs one look at its hits.

use iso_currency::Currency;

use super::candidate::AmountCandidate;
use super::mention::Reason;
use super::paragraph::Paragraph;
use crate::gazetteer::sense::SenseKind;

mod context;
mod currency;
mod digits;
mod exact;
pub mod explain;
mod number;
pub mod say;
mod sum;
mod table;
mod value;
mod word;

pub use table::currencies;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

/// The longest way back from a scale or currency to the beginning of its sum, in tokens.
const LONGEST: u32 = 48;

/// Reason of a sum whose currency is the document's: see [`document_currency`].
pub const IMPLIED: Reason = Reason("amount.implied");

/// Reason of a number with a scale that its own sentence does not show to be a sum; it is one where sums with their currency
/// stand around.
pub const UNPLACED: Reason = Reason("amount.implied-around");

/// The currency that an article means where a sum names none and no other sum of its sentence does: VND
/// where the article names it or names none at all, else the one that it names most often.
pub fn document_currency<'a>(sums: impl Iterator<Item = &'a AmountCandidate>) -> Currency {
    let mut counts: Vec<(Currency, u32)> = Vec::new();
    for sum in sums.filter(|s| !s.value.currency_implied) {
        let currency = sum.value.currency;
        if currency == Currency::VND {
            return currency;
        }
        match counts.iter_mut().find(|(c, _)| *c == currency) {
            Some((_, n)) => *n += 1,
            None => counts.push((currency, 1)),
        }
    }
    // The first named wins a tie.
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(Currency::VND, |(c, _)| c)
}

/// The currency of a paragraph's sums, where they name one and no other.
pub fn only_currency(sums: &[AmountCandidate]) -> Option<Currency> {
    let mut named = sums.iter().filter(|s| !s.value.currency_implied).map(|s| s.value.currency);
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// Finds the sums of a paragraph, ordered by start. Candidates do not overlap; their bytes cover the
/// currency's whole name (đô la Úc), so a locality inside them is none.
pub fn find(paragraph: &Paragraph<'_>, out: &mut Vec<AmountCandidate>) {
    let p = paragraph;
    let before = out.len();
    let anchors = SenseKind::Currency.mask() | SenseKind::Scale.mask();
    // Nothing before this token is looked at again.
    let mut done = 0;
    for hit in p.hits.iter().filter(|h| h.fits & anchors != 0) {
        if hit.start < done {
            continue;
        }
        let at = hit.start;
        let numeric = SenseKind::NumberWord.mask() | SenseKind::Scale.mask();
        let behind = at > done
            && (p.ends_before(at, numeric) || word::is_figure(p, at - 1))
            && word::is_numeric(p, at - 1);
        let ahead = word::is_figure(p, hit.end) || word::raw(p, hit.end).is_some();
        if !behind && !ahead {
            continue;
        }
        let floor = done.max(at.saturating_sub(LONGEST));
        let mut start = at;
        while start > floor && sum::is_inside(p, start - 1) {
            start -= 1;
        }
        // A currency's sign may stand before all of it.
        start = start.saturating_sub(3).max(floor);
        while start <= at {
            match sum::sum(p, start, &out[before..]) {
                sum::Try::Nothing => start += 1,
                sum::Try::Skip(end) => start = end.max(start + 1),
                sum::Try::Sum(candidate, end) => {
                    out.push(candidate);
                    start = end.max(start + 1);
                }
            }
        }
        done = done.max(start);
    }
}

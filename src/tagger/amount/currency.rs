//! The currency before or behind a number.

use iso_currency::Currency;

use super::exact::Exact;
use super::number::Number;
use super::table::{self, CurrencyRow, Grade, Side};
use super::word::is_figure;
use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::token::Gap;

/// A currency that was recognised.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// First token.
    pub start: u32,
    /// First token behind.
    pub end: u32,
    /// ISO 4217.
    pub currency: Currency,
    /// Its row.
    pub row: &'static CurrencyRow,
}

fn rows(p: &Paragraph<'_>, at: u32) -> impl Iterator<Item = (Hit, &'static CurrencyRow)> {
    p.hits_at(at).iter().rev().filter_map(|h| Some((*h, table::currency(p.sense(h, SenseKind::Currency)?)?)))
}

/// Whether a code is written letter by letter as ISO has it: TRY, not TRI.
fn code_fits(p: &Paragraph<'_>, hit: &Hit, row: &CurrencyRow) -> bool {
    row.grade != Grade::Code || row.currency.is_some_and(|c| c.code() == p.str(hit.start..hit.end))
}

/// Whether a money word stands at a token (the number before it not looked at).
pub fn could_be(p: &Paragraph<'_>, at: u32) -> bool {
    rows(p, at).next().is_some_and(|(h, r)| {
        !matches!(r.grade, Grade::Never) && r.side != Side::Before && code_fits(p, &h, r)
    })
}

/// The currency behind a number.
pub fn after(p: &Paragraph<'_>, number: &Number) -> Option<Found> {
    let at = number.end;
    let scaled = number.exponent >= 3;
    let large = |limit: u128| !number.pair.a.below(Exact::whole(limit));
    for (hit, row) in rows(p, at) {
        let fits = match row.grade {
            Grade::Never => return None,
            Grade::NeverSmall if !scaled && !large(1000) => return None,
            Grade::NeverSmall => false,
            Grade::Weak => {
                let letter =
                    p.token(hit.end).is_some_and(|t| t.is_word() && t.capital && t.end - t.start == 1);
                let glued = p.gap(at) == Gap::None && large(100);
                !letter && (scaled || large(1000) || glued)
            }
            Grade::Plain | Grade::Unsure => true,
            Grade::Code => code_fits(p, &hit, row),
        };
        if fits && row.side != Side::Before && !is_name(p, &hit, row) {
            return row.currency.map(|currency| Found { start: at, end: hit.end, currency, row });
        }
    }
    None
}

/// Whether a capital makes it the beginning of a name: 3 Đồng Nai, 5 Yên Bái.
fn is_name(p: &Paragraph<'_>, hit: &Hit, row: &CurrencyRow) -> bool {
    let capital = |at: u32| p.token(at).is_some_and(|t| t.capital && !t.all_caps);
    let behind = || p.token(hit.end).is_some_and(|t| t.capital && t.gap == Gap::Space);
    let one_word = hit.len() == 1 && row.grade != Grade::Code;
    one_word && capital(hit.start) && behind() && !(hit.start > 0 && capital(hit.start - 1))
}

/// The currency at a token with a figure behind it.
pub fn before(p: &Paragraph<'_>, at: u32) -> Option<Found> {
    // A sign that touches a word before it belongs to that word; a word must stand by itself.
    let token = p.token(at)?;
    if at > 0 && token.gap == Gap::None && (token.is_word() || p.token(at - 1).is_some_and(|t| t.is_word())) {
        let after_mark =
            p.token(at - 1).is_some_and(|t| !t.is_word() && !t.is('/') && !t.is('&') && !t.is('.'));
        if !after_mark || is_figure(p, at - 1) {
            return None;
        }
    }
    rows(p, at).find_map(|(hit, row)| {
        let fits = row.side != Side::After
            && is_figure(p, hit.end)
            && p.gap(hit.end) != Gap::Line
            && code_fits(p, &hit, row);
        let currency = row.currency.filter(|_| fits)?;
        Some(Found { start: at, end: hit.end, currency, row })
    })
}

//! Sums: a number with its currency, a range, the first half of a change.

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::context;
use super::currency::{self, Found};
use super::number::{Number, Read, bare_and_part, read};
use super::table::{AmountClass, Grade, Word, word_at, word_before, words_at};
use super::value::{Doubt, Pair, Second};
use super::word::{is_figure, is_numeric, is_year, raw, scale};
use crate::tagger::candidate::AmountCandidate;
use crate::tagger::mention::{AmountValue, Certainty, Reading, Reason};
use crate::tagger::paragraph::Paragraph;
use crate::text::token::{Gap, TokenKind};

/// What became of an attempt at one place.
pub enum Try {
    /// No sum begins here.
    Nothing,
    /// Nothing up to this token.
    Skip(u32),
    /// A sum up to this token.
    Sum(AmountCandidate, u32),
}

/// A number with the currencies beside it.
#[derive(Clone, Copy)]
struct Side {
    start: u32,
    end: u32,
    number: Number,
    currency: Option<Found>,
}

impl Side {
    fn read(p: &Paragraph<'_>, at: u32) -> Result<Side, Option<u32>> {
        let sign = currency::before(p, at);
        let from = sign.map_or(at, |s| s.end);
        let number = match read(p, from, sign.is_some_and(|s| s.currency != Currency::VND)) {
            Read::Number(n) => n,
            Read::Broken(end) => return Err(Some(end)),
            Read::Nothing => bare_and_part(p, at).ok_or(None)?,
        };
        let behind = currency::after(p, &number);
        // The name behind the number wins: (tỷ giá) USD 23.500 đồng.
        let sign = sign.filter(|s| behind.is_none_or(|b| b.currency == s.currency));
        let currency = behind.or(sign);
        let start = sign.map_or(from, |s| s.start);
        let mut number = number;
        if let Some(power) = behind.map(|b| b.row.exponent).filter(|e| *e != 0) {
            number.pair = number.pair.shift(power).ok_or(Some(number.end))?;
            number.exponent += power;
        }
        Ok(Side { start, end: behind.map_or(number.end, |b| b.end), number, currency })
    }

    fn large(&self) -> bool {
        self.number.last_exponent >= 9
    }
}

/// Whether a number may begin at a token, and what its neighbours leave in doubt.
fn may_begin(p: &Paragraph<'_>, at: u32) -> Option<Doubt> {
    let token = p.token(at)?;
    let figure = is_figure(p, at);
    if !figure && currency::before(p, at).is_some() {
        return Some(Doubt::None);
    }
    if !figure && raw(p, at).is_none() && scale(p, at).is_none() || is_year(p, at) {
        return None;
    }
    if word_before(p, at, AmountClass::Vague).is_some() {
        return None;
    }
    let Some(before) = at.checked_sub(1).and_then(|i| p.token(i)) else { return Some(Doubt::None) };
    if token.gap == Gap::None {
        let glued_before = |i: u32| {
            p.gap(i) == Gap::None && i > 0 && p.token(i - 1).is_some_and(|t| t.kind != TokenKind::Other)
        };
        return match before.kind {
            TokenKind::Word | TokenKind::Number => None,
            TokenKind::Hyphen => (!glued_before(at - 1)).then_some(Doubt::None),
            TokenKind::Other if "/:#_@%&*^\\".chars().any(|c| before.is(c)) => None,
            TokenKind::Other if before.is('.') || before.is(',') => Some(Doubt::Neighbour),
            TokenKind::Other => Some(Doubt::None),
        };
    }
    if is_figure(p, at - 1) {
        return Some(Doubt::Neighbour);
    }
    if scale(p, at - 1).is_some() {
        return None;
    }
    let Some(row) = raw(p, at - 1) else {
        let named = !figure && word_before(p, at, AmountClass::Ordinal).is_some();
        return (!named).then_some(Doubt::None);
    };
    match row.word {
        Word::Five if is_year(p, at - 1) => {
            let led = word_before(p, at - 1, AmountClass::YearLead).is_some() || figure;
            Some(if led { Doubt::None } else { Doubt::Neighbour })
        }
        // tư, lẻ, không are numbers only beside others: đầu tư 5 tỷ, bán lẻ 5 tỷ.
        Word::Bent | Word::Odd | Word::AndHalf if at < 2 || !is_numeric(p, at - 2) => Some(Doubt::None),
        Word::Digit if row.value == 0 => Some(Doubt::None),
        Word::Digit | Word::Five | Word::Ten if figure => Some(Doubt::Neighbour),
        _ => None,
    }
}

/// Tries to read a sum that starts at a token. `found`: the sums before it in this paragraph.
pub fn sum(p: &Paragraph<'_>, at: u32, found: &[AmountCandidate]) -> Try {
    let Some(doubt) = may_begin(p, at) else { return Try::Nothing };
    let first = match Side::read(p, at) {
        Ok(side) => side,
        Err(Some(end)) => return Try::Skip(end),
        Err(None) => return Try::Nothing,
    };
    if let Some(done) = range(p, &first, doubt, found) {
        return done;
    }
    if let Some(done) = change(p, &first, doubt) {
        return done;
    }
    single(p, &first, doubt, found)
}

fn single(p: &Paragraph<'_>, side: &Side, doubt: Doubt, found: &[AmountCandidate]) -> Try {
    let number = &side.number;
    let doubt = doubt.max(number.doubt);
    let span = (side.start, side.end);
    if let Some(c) = side.currency {
        let doubt = if c.row.grade == Grade::Unsure { doubt.max(Doubt::Currency) } else { doubt };
        return emit(p, span, number.pair, c.currency, None, doubt, Reason("amount.explicit"));
    }
    match implied_currency(p, side.start, side, found) {
        Some((c, reason)) => emit(p, span, number.pair, c, Some(()), doubt, reason),
        None => Try::Skip(number.end),
    }
}

/// The currency that is meant where none is written, if the sentence is plainly about money.
fn implied_currency(
    p: &Paragraph<'_>,
    start: u32,
    last: &Side,
    found: &[AmountCandidate],
) -> Option<(Currency, Reason)> {
    if last.number.exponent < 3 || last.number.english {
        return None;
    }
    let near = sentence_sum(p, last, found);
    let summed = found.iter().any(|c| !c.unplaced);
    let plain = context::is_money(p, start, last.end, last.large(), near.as_ref().map(|n| n.at), summed)?;
    // Thousands are of people and things as often as of money.
    if !plain && last.number.exponent < 6 {
        return None;
    }
    Some(match near {
        _ if !plain => (Currency::VND, super::UNPLACED),
        // "Khách trả 100 đô, ông đòi hai triệu rưỡi": a small sum in another currency lends it to no large one.
        Some(near) if near.scaled || near.currency == Currency::VND => {
            (near.currency, Reason("amount.implied-sentence"))
        }
        _ => (Currency::VND, super::IMPLIED),
    })
}

/// A sum with its currency in the same sentence.
struct Near {
    /// Its first token; the sentence's for one behind.
    at: u32,
    currency: Currency,
    /// Whether it has a scale itself, so that its currency may be meant for other numbers with one.
    scaled: bool,
}

/// The nearest sum in the same sentence, the one before or else the one behind.
fn sentence_sum(p: &Paragraph<'_>, side: &Side, found: &[AmountCandidate]) -> Option<Near> {
    let first = context::sentence_start(p, side.start);
    let byte = |at: u32| p.offset + p.token(at).map_or(0, |t| t.start);
    if let Some(c) = found.iter().rev().find(|c| !c.unplaced).filter(|c| c.bytes.start.0 >= byte(first)) {
        let at = (first..side.start).find(|i| byte(*i) >= c.bytes.start.0).unwrap_or(side.start);
        let scaled = c.value.decimal >= Decimal::from(1_000_000);
        return Some(Near { at, currency: c.value.currency, scaled });
    }
    let end = context::sentence_end(p, side.end);
    (side.end..end).find_map(|i| {
        if !is_numeric(p, i) || is_numeric(p, i + 1) {
            return None;
        }
        let (hit, sense) = p.longest(i + 1, crate::gazetteer::sense::SenseKind::Currency)?;
        let row = super::table::currency(sense)?;
        let plain = matches!(row.grade, Grade::Plain | Grade::Code) && hit.end <= end;
        let scaled = scale(p, i).is_some();
        row.currency.filter(|_| plain).map(|currency| Near { at: first, currency, scaled })
    })
}

/// `A - B`, `A đến B`.
fn range(p: &Paragraph<'_>, first: &Side, doubt: Doubt, found: &[AmountCandidate]) -> Option<Try> {
    let at = first.end;
    let token = p.token(at)?;
    let next = if token.kind == TokenKind::Hyphen { at + 1 } else { word_at(p, at, AmountClass::To)?.0 };
    if !is_figure(p, next) && raw(p, next).is_none() && currency::before(p, next).is_none()
        || is_year(p, next)
    {
        return None;
    }
    let second = Side::read(p, next).ok()?;
    let (a, b) = (&first.number, &second.number);
    let sign_before = first.currency.filter(|c| c.start < c.end && c.end <= at && first.start == c.start);
    let written = second.currency.or(sign_before);
    let (currency, implied, reason) = match written {
        Some(c) if first.currency.is_some_and(|f| f.currency != c.currency) => return None,
        Some(c) => (c.currency, None, Reason("amount.range")),
        None if first.currency.is_some() => return None,
        None => {
            let (currency, reason) = implied_currency(p, first.start, &second, found)?;
            (currency, Some(()), reason)
        }
    };
    if a.exponent == 0 && first.currency.is_none() && is_label(p, first, &second) {
        return None;
    }
    let bare = first.currency.is_none() || sign_before.is_some();
    let (low, more) = match leading_digit(p, first, next, b).filter(|_| bare) {
        Some(low) => (low, Doubt::None),
        None => lower_end(a, b, bare)?,
    };
    let readings = join(low, b.pair)?;
    let mut doubt = doubt.max(a.doubt).max(b.doubt).max(more);
    if written.is_some_and(|c| c.row.grade == Grade::Unsure) {
        doubt = doubt.max(Doubt::Currency);
    }
    let span = (first.start, second.end);
    Some(emit_readings(p, span, &readings, currency, implied, doubt, reason))
}

/// Whether the first number is a name's or a year: gói thầu số 2 - 3 tỷ đồng, 2019 - 3.000 tỷ đồng.
fn is_label(p: &Paragraph<'_>, first: &Side, second: &Side) -> bool {
    // "quỹ dự phòng 15 đến 20 tỷ" is no room's number.
    let longer = word_before(p, first.start, AmountClass::WeakCue).map(|(start, _)| start);
    let ordinal = word_before(p, first.start, AmountClass::Ordinal)
        .is_some_and(|(start, _)| longer.is_none_or(|longer| longer >= start));
    let text = p.str(first.start..first.start + 1);
    let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let grouped =
        second.number.figure.is_some_and(|f| f.digits != 4 || p.str(first.end + 1..second.end).contains('.'));
    ordinal || year && grouped
}

/// `bốn đến năm trăm triệu`: the first digit takes the hundred (or ten) of the second as well as its scale.
fn leading_digit(p: &Paragraph<'_>, first: &Side, next: u32, b: &Number) -> Option<Pair> {
    let a = &first.number;
    let power = match p.str(next + 1..(next + 2).min(p.len())) {
        "trăm" => 2,
        "chục" => 1,
        _ => return None,
    };
    let digit = |n: Pair| n.second == Second::None && n.a.below_power(1);
    let second = b.pair.shift(-(b.exponent + power))?;
    let one_word = first.end == first.start + 1 && a.exponent == 0;
    (one_word && digit(a.pair) && digit(second) && a.pair.a.below(second.a))
        .then(|| a.pair.shift(b.exponent + power))
        .flatten()
}

/// The first number of a range with the scale that it leaves to the second.
fn lower_end(a: &Number, b: &Number, bare: bool) -> Option<(Pair, Doubt)> {
    if a.exponent == 0 && bare && b.simple && b.exponent != 0 {
        let lent = a.pair.shift(b.exponent)?;
        if lent.a.below(b.pair.a) {
            return Some(match short_thousands(a, b) {
                Some(short) => (Pair::either(short, lent.a), Doubt::Wording),
                None => (lent, Doubt::None),
            });
        }
        // 500.000 - 1 triệu đồng: it stands for itself.
        let own = a.pair.second == Second::None && !a.pair.a.below_power(3) && a.pair.a.below(b.pair.a);
        return own.then_some((a.pair, Doubt::None));
    }
    if a.exponent == 3 && b.exponent == 12 && a.simple && b.simple {
        // 3 nghìn đến 5 nghìn tỷ
        return Some((a.pair.shift(9)?, Doubt::Shorthand));
    }
    if !a.pair.a.below(b.pair.a) {
        return None;
    }
    Some(match short_thousands(a, b) {
        Some(short) if a.exponent == 0 => (Pair::either(short, a.pair.a), Doubt::Wording),
        _ => (a.pair, Doubt::None),
    })
}

/// 5 - 10.000 đồng: perhaps five to ten thousand.
fn short_thousands(a: &Number, b: &Number) -> Option<super::exact::Exact> {
    use super::digits::Style;
    let (fa, fb) = (a.figure?, b.figure?);
    let grouped = matches!(fb.style, Style::DotGroup | Style::Vietnamese) && fb.digits > 3;
    if fa.style != Style::Plain || fa.digits > 3 || !grouped || !b.simple {
        return None;
    }
    a.pair.a.shift(3 + b.exponent).filter(|s| s.below(b.pair.a))
}

/// A range's readings: (low, high), the likeliest first.
fn join(low: Pair, high: Pair) -> Option<Vec<(Pair, Pair)>> {
    let one = |e| Pair::one(e);
    if low.second == Second::Upper || high.second == Second::Upper {
        return None;
    }
    let mut all = vec![(one(low.a), one(high.a))];
    if low.second == Second::Other && high.second == Second::Other {
        all.push((one(low.b), one(high.b)));
    } else if low.second == Second::Other {
        all.push((one(low.b), one(high.a)));
    } else if high.second == Second::Other {
        all.push((one(low.a), one(high.b)));
    }
    all.retain(|(l, h)| l.a.below(h.a));
    (!all.is_empty()).then_some(all)
}

/// `từ A lên B`: A takes the scale and the currency of B, without their words.
fn change(p: &Paragraph<'_>, first: &Side, doubt: Doubt) -> Option<Try> {
    if first.currency.is_some() {
        return None;
    }
    let from = |at| word_before(p, at, AmountClass::From);
    let mut start = first.start;
    if let Some((m, _)) = word_before(p, start, AmountClass::Before) {
        start = m;
    }
    from(start)?;
    let (up, mut next) =
        match (word_at(p, first.end, AmountClass::Up), word_at(p, first.end, AmountClass::Down)) {
            (Some((end, _)), _) => (true, end),
            (None, Some((end, _))) => (false, end),
            (None, None) => return None,
        };
    while let Some((end, _)) = words_at(p, next, AmountClass::Before).next() {
        next = end;
    }
    let second = Side::read(p, next).ok()?;
    let (a, b) = (&first.number, &second.number);
    let currency = second.currency?;
    let lent = if a.exponent == 0 { a.pair.shift(b.exponent).filter(|_| b.simple)? } else { a.pair };
    let right = if up { lent.a.below(b.pair.a) } else { b.pair.a.below(lent.a) };
    if !right || lent.second == Second::Upper {
        return None;
    }
    let doubt = doubt.max(a.doubt);
    let span = (first.start, first.end);
    Some(emit(p, span, lent, currency.currency, Some(()), doubt, Reason("amount.change")))
}

fn emit(
    p: &Paragraph<'_>,
    span: (u32, u32),
    pair: Pair,
    currency: Currency,
    implied: Option<()>,
    doubt: Doubt,
    reason: Reason,
) -> Try {
    let one = Pair::one;
    let both = [(one(pair.a), one(pair.a)), (one(pair.b), one(pair.b))];
    let readings = match pair.second {
        Second::None => &both[..1],
        Second::Upper => &[(one(pair.a), one(pair.b))],
        Second::Other => &both[..],
    };
    emit_readings(p, span, readings, currency, implied, doubt, reason)
}

/// Makes the candidate; a value that no exact decimal holds makes none.
fn emit_readings(
    p: &Paragraph<'_>,
    (start, end): (u32, u32),
    readings: &[(Pair, Pair)],
    currency: Currency,
    implied: Option<()>,
    doubt: Doubt,
    reason: Reason,
) -> Try {
    let mut candidates: Vec<Reading> = Vec::with_capacity(readings.len());
    for (low, high) in readings {
        let decimals: Option<(Decimal, Decimal)> = low.a.decimal().zip(high.a.decimal());
        let Some((decimal, max)) = decimals else { return Try::Skip(end) };
        let reading = Reading { decimal, decimal_max: (max != decimal).then_some(max) };
        if !candidates.contains(&reading) {
            candidates.push(reading);
        }
    }
    let Some(best) = candidates.first().copied() else { return Try::Skip(end) };
    let (certainty, why) = match doubt {
        Doubt::None => (Certainty::Certain, reason),
        Doubt::Currency => (Certainty::Likely, Reason("amount.currency-unsure")),
        Doubt::Neighbour => (Certainty::Likely, Reason("amount.neighbour")),
        Doubt::Spaces => (Certainty::Likely, Reason("amount.spaces")),
        Doubt::Shorthand => (Certainty::Likely, Reason("amount.shorthand")),
        Doubt::Separator => (Certainty::Ambiguous, Reason("amount.separator")),
        Doubt::Wording => (Certainty::Ambiguous, Reason("amount.wording")),
    };
    let certainty = if implied.is_some() { certainty.max(Certainty::Likely) } else { certainty };
    if candidates.len() < 2 {
        candidates.clear();
    }
    let candidate = AmountCandidate {
        bytes: p.bytes(start..end),
        value: AmountValue {
            decimal: best.decimal,
            decimal_max: best.decimal_max,
            currency,
            currency_implied: implied.is_some(),
            modifier: context::modifier(p, start, end),
            candidates,
        },
        certainty,
        unplaced: reason == super::UNPLACED,
        reason: why,
    };
    Try::Sum(candidate, end)
}

/// Whether a token can stand between the beginning of a sum and its last scale or currency.
pub fn is_inside(p: &Paragraph<'_>, at: u32) -> bool {
    use AmountClass::{Before, Down, To, Up};
    is_numeric(p, at)
        || at > 0 && super::word::apart(p, at - 1)
        || p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen)
        || [To, Up, Down, Before].into_iter().any(|class| word_at(p, at, class).is_some())
}

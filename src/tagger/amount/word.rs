//! Numbers below a thousand in words: mười lăm, hai mươi mốt, ba trăm linh tư; and năm bảy, a range.

use super::exact::Exact;
use super::table::{self, AmountClass, NumberWordRow, ScaleClass, ScaleRow, Word};
use super::value::{Doubt, Pair};
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::token::TokenKind;

/// What a group of number words or a figure looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One digit.
    Single,
    /// mốt, tư, lăm by themselves: only behind a scale.
    Bent,
    /// With tens, without hundreds.
    Tens,
    /// With hundreds.
    Hundreds,
    /// Says that something is left out: lẻ năm, không trăm linh năm.
    Odd,
}

/// A number below a thousand.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// First token behind.
    pub end: u32,
    /// Its value.
    pub pair: Pair,
    /// What it looks like.
    pub shape: Shape,
    /// Whether it can be read in two ways.
    pub doubt: Doubt,
}

/// The number word at a token, `năm` included whatever it means.
pub fn raw(p: &Paragraph<'_>, at: u32) -> Option<&'static NumberWordRow> {
    let hit = p.hits_at(at).first().filter(|h| h.end == at + 1)?;
    table::number_word(p.sense(hit, SenseKind::NumberWord)?)
}

/// The scale at a token. A longer word that begins with it (tỷ lệ) hides it, and so does a capital that
/// makes it a name (Triệu Sơn).
pub fn scale(p: &Paragraph<'_>, at: u32) -> Option<&'static ScaleRow> {
    let (hit, sense) = p.longest(at, SenseKind::Scale)?;
    let row = table::scale(sense).filter(|r| r.class != ScaleClass::Never)?;
    let token = p.token(at)?;
    let name = token.capital && !token.all_caps && matches!(row.class, ScaleClass::Plain);
    let money_behind =
        || p.hits_at(hit.end).iter().any(|h| h.has(SenseKind::Currency) || h.has(SenseKind::Scale));
    (!name || at == 0 || money_behind()).then_some(row)
}

/// Whether a token is a figure.
pub fn is_figure(p: &Paragraph<'_>, at: u32) -> bool {
    p.token(at).is_some_and(|t| t.kind == TokenKind::Number)
}

/// Whether a token can be part of a number.
pub fn is_numeric(p: &Paragraph<'_>, at: u32) -> bool {
    is_figure(p, at) || raw(p, at).is_some() || scale(p, at).is_some()
}

/// Whether the `năm` at a token means "year": before a figure always; before a digit, behind a number
/// or a word that leads years in.
pub fn is_year(p: &Paragraph<'_>, at: u32) -> bool {
    if raw(p, at).is_none_or(|r| r.word != Word::Five) {
        return false;
    }
    if is_figure(p, at + 1) {
        return true;
    }
    let Some(next) = raw(p, at + 1).filter(|r| matches!(r.word, Word::Digit | Word::Five | Word::Ten)) else {
        return false;
    };
    // "chưa đến năm sáu triệu" is a range below something, no year.
    let bound = table::word_before(p, at, AmountClass::Before).is_some();
    if bound && matches!(next.value, 6 | 7) && scale(p, at + 2).is_some() {
        return false;
    }
    at > 0 && (is_figure(p, at - 1) || raw(p, at - 1).is_some())
        || table::word_before(p, at, AmountClass::YearLead).is_some()
        || !matches!(next.value, 6 | 7)
}

/// The number word at a token, unless it is a year.
fn word(p: &Paragraph<'_>, at: u32) -> Option<(Word, u32)> {
    let row = raw(p, at)?;
    (!is_year(p, at)).then_some((row.word, u32::from(row.value)))
}

/// Reads the group that starts at a token.
pub fn group(p: &Paragraph<'_>, at: u32) -> Option<Group> {
    let made = |value: u32, end, shape| Group { end, pair: one(value), shape, doubt: Doubt::None };
    match word(p, at)? {
        (Word::Digit | Word::Five, d) => match word(p, at + 1) {
            Some((Word::Hundred, _)) => hundreds(p, d, at + 2),
            _ if d == 0 => None,
            None if p.is(at + 1, ',') && apart(p, at) => {
                let (_, up) = word(p, at + 2)?;
                range(p, at + 3, d, up).map(|g| Group { doubt: Doubt::Neighbour, ..g })
            }
            // "ba triệu bảy một chỉ": a price for each, no range.
            Some((Word::Digit, 1)) if super::context::per_unit(p, at + 1) => {
                Some(made(d, at + 1, Shape::Single))
            }
            Some((Word::Digit | Word::Five, up)) => range(p, at + 2, d, up),
            _ => match tens(p, at) {
                Some((value, end)) => Some(made(value, end, Shape::Tens)),
                None => Some(made(d, at + 1, Shape::Single)),
            },
        },
        (Word::Odd, _) => {
            let (d, end) = digit(p, at + 1)?;
            Some(made(d, end, Shape::Odd))
        }
        (Word::Bent, d) => Some(made(d, at + 1, Shape::Bent)),
        (Word::Ten | Word::Twenty, _) => tens(p, at).map(|(value, end)| made(value, end, Shape::Tens)),
        _ => None,
    }
}

const fn one(value: u32) -> Pair {
    Pair::one(Exact::whole(value as u128))
}

/// A digit behind tens or lẻ, in any of its forms.
fn digit(p: &Paragraph<'_>, at: u32) -> Option<(u32, u32)> {
    match word(p, at)? {
        (Word::Digit | Word::Five | Word::Bent, d) if d != 0 => Some((d, at + 1)),
        _ => None,
    }
}

/// 10–99: mười lăm, hai mươi mốt, ba chục, hai lăm, hăm ba.
fn tens(p: &Paragraph<'_>, at: u32) -> Option<(u32, u32)> {
    let (ten, next) = match (word(p, at)?, word(p, at + 1)) {
        ((Word::Ten, _), _) => (10, at + 1),
        ((Word::Twenty, _), _) => return digit(p, at + 1).map(|(d, end)| (20 + d, end)),
        ((Word::Digit | Word::Five, d), Some((Word::Tens, _))) if d != 0 => (d * 10, at + 2),
        ((Word::Digit | Word::Five, d), Some((Word::Bent, bent))) if d >= 2 => {
            return Some((d * 10 + bent, at + 2));
        }
        _ => return None,
    };
    // A digit that has hundreds or tens of its own begins another number.
    let own = matches!(word(p, next + 1), Some((Word::Hundred | Word::Tens, _)));
    match digit(p, next) {
        Some((d, end)) if !own => Some((ten + d, end)),
        _ => Some((ten, next)),
    }
}

/// What stands behind `d` trăm.
fn hundreds(p: &Paragraph<'_>, d: u32, at: u32) -> Option<Group> {
    let base = d * 100;
    let shape = if d == 0 { Shape::Odd } else { Shape::Hundreds };
    let made = |value: u32, end| Group { end, pair: one(base + value), shape, doubt: Doubt::None };
    let rest = match word(p, at) {
        Some((Word::Odd, _)) => digit(p, at + 1).map(|(v, end)| made(v, end)),
        Some((Word::Bent, v)) if d != 0 => Some(made(v * 10, at + 1)),
        Some((Word::AndHalf, _)) if d != 0 => Some(made(50, at + 1)),
        Some(_) => match (tens(p, at), digit(p, at)) {
            (Some((v, end)), _) => Some(made(v, end)),
            // hai trăm năm: short for two hundred and fifty, or careless for two hundred and five.
            (None, Some((v, end))) if d != 0 => {
                let pair = Pair::either(whole(base + v * 10), whole(base + v));
                Some(Group { pair, doubt: Doubt::Wording, ..made(v, end) })
            }
            _ => None,
        },
        None => None,
    };
    rest.or((d != 0).then(|| made(0, at)))
}

const fn whole(value: u32) -> Exact {
    Exact::whole(value as u128)
}

/// Whether a comma parts the digit at a token from the next higher one: ba, bốn mươi triệu.
pub fn apart(p: &Paragraph<'_>, at: u32) -> bool {
    let digit = |at| raw(p, at).filter(|r| matches!(r.word, Word::Digit | Word::Five) && r.value != 0);
    p.is(at + 1, ',')
        && digit(at).zip(digit(at + 2)).is_some_and(|(a, b)| b.value == a.value + 1)
        && raw(p, at + 3).is_none_or(|r| matches!(r.word, Word::Tens | Word::Hundred))
}

/// Two digits are a range where they follow each other (năm bảy, too): năm bảy chục. `at`: behind them.
fn range(p: &Paragraph<'_>, at: u32, low: u32, high: u32) -> Option<Group> {
    if high != low + 1 && (low, high) != (5, 7) {
        return None;
    }
    let (unit, end, shape) = match word(p, at) {
        Some((Word::Tens, _)) => (10, at + 1, Shape::Tens),
        Some((Word::Hundred, _)) => (100, at + 1, Shape::Hundreds),
        Some(_) => return None,
        None => (1, at, Shape::Single),
    };
    Some(Group { end, pair: Pair::range(whole(low * unit), whole(high * unit)), shape, doubt: Doubt::None })
}

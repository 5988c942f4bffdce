//! Whole numbers as newspapers write them: figures and words, each with its scales, added together.

use super::currency;
use super::digits::{Figure, Style, figure};
use super::exact::Exact;
use super::table::{AmountClass, ScaleClass, Word, word_at, word_before};
use super::value::{Doubt, Pair};
use super::word::{self, Group, Shape, group, is_figure, raw, scale};
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::token::Gap;

/// A number that was read.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// First token behind.
    pub end: u32,
    /// Its value.
    pub pair: Pair,
    /// Why it is not certain.
    pub doubt: Doubt,
    /// The powers of ten of its scales; 0 without any.
    pub exponent: i32,
    /// The last of these.
    pub last_exponent: i32,
    /// Whether it is one figure or group with its scales, so that these can be lent to another.
    pub simple: bool,
    /// The figure that it begins with.
    pub figure: Option<Figure>,
    /// Whether a scale is English.
    pub english: bool,
}

/// What became of an attempt to read.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// No number begins here.
    Nothing,
    /// Number words that make no number, or one too large; the first token behind them.
    Broken(u32),
    /// A number.
    Number(Number),
}

#[derive(Clone, Copy)]
struct Term {
    pair: Pair,
    exponent: i32,
}

/// Terms with falling exponents, at most as many as there are scales.
#[derive(Clone, Copy)]
struct Terms {
    list: [Term; 8],
    length: usize,
}

impl Terms {
    fn new() -> Self {
        Self { list: [Term { pair: Pair::one(Exact::whole(0)), exponent: 0 }; 8], length: 0 }
    }

    fn last(&self) -> Option<Term> {
        self.length.checked_sub(1).map(|i| self.list[i])
    }

    /// Adds a term, which must be below the unit of the one before it.
    fn push(&mut self, pair: Pair, exponent: i32) -> Option<()> {
        if self.last().is_some_and(|t| !pair.below_power(t.exponent)) {
            return None;
        }
        *self.list.get_mut(self.length)? = Term { pair, exponent };
        self.length += 1;
        Some(())
    }

    /// A scale takes in all terms of smaller scales: (năm nghìn ba trăm) tỷ.
    fn scale(&mut self, exponent: i32) -> Option<()> {
        let mut taken: Option<Pair> = None;
        while let Some(term) = self.last().filter(|t| t.exponent < exponent) {
            taken = Some(match taken {
                None => term.pair,
                Some(t) => term.pair.add(t)?,
            });
            self.length -= 1;
        }
        if self.last().is_some_and(|t| t.exponent == exponent) {
            return None;
        }
        self.push(taken?.shift(exponent)?, exponent)
    }

    fn sum(&self) -> Option<Pair> {
        let mut terms = self.list[..self.length].iter();
        let first = terms.next()?.pair;
        terms.try_fold(first, |sum, t| sum.add(t.pair))
    }
}

/// Scales in a row.
#[derive(Clone, Copy, Default)]
struct Chain {
    end: u32,
    count: u32,
    total: i32,
    last: i32,
    /// Whether one is `tr` or `k`.
    short: bool,
    english: bool,
}

/// Reads the scales at a token into `terms`. `behind_figure`: trăm and chục count too. `None`: they
/// make no sense (tỷ tỷ), or the number grows too large.
fn chain(
    p: &Paragraph<'_>,
    at: u32,
    behind_figure: bool,
    money_before: bool,
    terms: &mut Terms,
) -> Option<Chain> {
    let mut c = Chain { end: at, ..Chain::default() };
    loop {
        let first = c.count == 0;
        let exponent = match scale(p, c.end) {
            Some(row) => {
                // `tr` may begin a currency of its own: tr.đ
                let longer = || p.hits_at(c.end).iter().any(|h| h.has(SenseKind::Currency) && h.len() > 1);
                let fits = match row.class {
                    ScaleClass::Plain => true,
                    ScaleClass::Short => first && behind_figure && !longer(),
                    ScaleClass::Glued => first && behind_figure && p.gap(c.end) == Gap::None,
                    ScaleClass::English => behind_figure,
                    ScaleClass::Initial => first && behind_figure && money_before,
                    ScaleClass::Never => false,
                };
                if !fits {
                    return Some(c);
                }
                c.short |= matches!(row.class, ScaleClass::Short | ScaleClass::Glued);
                c.english |= matches!(row.class, ScaleClass::English | ScaleClass::Initial);
                i32::from(row.exponent)
            }
            None => match raw(p, c.end).map(|r| r.word) {
                Some(Word::Hundred) if first && behind_figure => 2,
                Some(Word::Tens) if first && behind_figure => 1,
                _ => return Some(c),
            },
        };
        terms.scale(exponent)?;
        c.end += 1;
        c.count += 1;
        c.total += exponent;
        c.last = exponent;
    }
}

/// Reads the number that starts at a token. `money_before`: a foreign currency stands before it, so that
/// separators and scales may be English.
pub fn read(p: &Paragraph<'_>, at: u32, money_before: bool) -> Read {
    // A reader is large: it stays where it is.
    let mut reader = Reader::new(p, at, money_before);
    match reader.start(at) {
        Err(None) => Read::Nothing,
        Err(Some(end)) => Read::Broken(end),
        Ok(()) => {
            while reader.more() {}
            reader.finish()
        }
    }
}

struct Reader<'p, 't> {
    p: &'p Paragraph<'t>,
    terms: Terms,
    end: u32,
    doubt: Doubt,
    chain: Chain,
    first: Chain,
    groups: u32,
    figure: Option<Figure>,
    money_before: bool,
}

impl<'p, 't> Reader<'p, 't> {
    fn new(p: &'p Paragraph<'t>, at: u32, money_before: bool) -> Self {
        Reader {
            p,
            terms: Terms::new(),
            end: at,
            doubt: Doubt::None,
            chain: Chain::default(),
            first: Chain::default(),
            groups: 1,
            figure: None,
            money_before,
        }
    }

    /// Reads the first group and its scales. `Err`: as [`Read::Nothing`], or [`Read::Broken`] with its end.
    fn start(&mut self, at: u32) -> Result<(), Option<u32>> {
        let (p, money_before) = (self.p, self.money_before);
        let behind_figure = is_figure(p, at);
        let (pair, end) = if behind_figure {
            let Some((pair, end)) = self.figure(at) else { return Err(Some(at + 1)) };
            (pair, end)
        } else if let Some((pair, end)) = half(p, at) {
            (pair, end)
        } else {
            match group(p, at) {
                Some(g) if !matches!(g.shape, Shape::Bent | Shape::Odd) => {
                    self.doubt = g.doubt;
                    (g.pair, g.end)
                }
                _ => return Err(None),
            }
        };
        if self.terms.push(pair, 0).is_none() {
            return Err(Some(end));
        }
        match chain(p, end, behind_figure, money_before, &mut self.terms) {
            None => return Err(Some(end + 1)),
            Some(c) => (self.chain, self.first) = (c, c),
        }
        self.end = self.chain.end.max(end);
        if half(p, at).is_some() {
            self.groups = 0;
            if self.chain.count == 0 {
                return Err(None);
            }
        }
        Ok(())
    }

    /// The readings of the figure at a token, the likelier first, and the token behind.
    fn figure(&mut self, at: u32) -> Option<(Pair, u32)> {
        let p = self.p;
        let f = figure(p.str(at..at + 1))?;
        self.figure = Some(f);
        let next = scale(p, at + 1);
        let english_scale =
            next.is_some_and(|r| matches!(r.class, ScaleClass::English | ScaleClass::Initial));
        let english = self.money_before || english_scale;
        let other = f.other.unwrap_or(f.value);
        let doubt = match f.style {
            Style::Plain | Style::Vietnamese => Doubt::None,
            Style::DotGroup if english_scale => Doubt::Separator,
            Style::DotGroup => Doubt::None,
            Style::DotDecimal | Style::English if english => Doubt::None,
            Style::DotDecimal | Style::English | Style::CommaGroup => Doubt::Separator,
        };
        self.doubt = self.doubt.max(doubt);
        let pair = match f.style {
            Style::DotGroup if english_scale => Pair::either(other, f.value),
            Style::DotDecimal if !english => Pair::either(f.value, other),
            // Three decimals are likely only with a scale behind them, and nobody writes their last zero.
            Style::CommaGroup if english || next.is_none() || f.ends_in_zero => Pair::either(other, f.value),
            Style::CommaGroup => Pair::either(f.value, other),
            _ => Pair::one(f.value),
        };
        match self.spaced(at, &f) {
            Some(spaced) => Some(spaced),
            None => Some((pair, at + 1)),
        }
    }

    /// Digits grouped by spaces: 1 200 000.
    fn spaced(&mut self, at: u32, first: &Figure) -> Option<(Pair, u32)> {
        let p = self.p;
        if first.style != Style::Plain || first.digits > 3 || p.str(at..at + 1).starts_with('0') {
            return None;
        }
        let behind = |at: u32| at > 0 && is_figure(p, at - 1) && p.gap(at) == Gap::Space;
        if behind(at) {
            return None;
        }
        let three = |i: u32| {
            let fits = is_figure(p, i) && p.gap(i) == Gap::Space && p.str(i..i + 1).len() == 3;
            fits && p.str(i..i + 1).bytes().all(|b| b.is_ascii_digit())
        };
        let end = (at + 1..at + 10).find(|i| !three(*i))?;
        if end == at + 1 || is_figure(p, end) {
            return None;
        }
        self.doubt = self.doubt.max(Doubt::Spaces);
        Some((Pair::one(Exact::from_digits(p.str(at..end), 0)?), end))
    }

    /// Takes in a further group, if one belongs to the number.
    fn more(&mut self) -> bool {
        let p = self.p;
        if self.chain.count == 0 || self.groups == 0 || self.groups > 6 {
            return false;
        }
        if raw(p, self.end).is_some_and(|r| r.word == Word::AndHalf) {
            return self.and_half();
        }
        let by_figure = is_figure(p, self.end);
        let Some(g) = self.next_group() else { return false };
        let Some(last) = self.terms.last() else { return false };
        let mut terms = self.terms;
        let scaled =
            terms.push(g.pair, 0).and_then(|()| chain(p, g.end, by_figure, self.money_before, &mut terms));
        match scaled {
            Some(c) if c.count > 0 && !matches!(g.shape, Shape::Bent) => {
                self.terms = terms;
                self.chain = c;
                self.end = c.end;
                self.doubt = self.doubt.max(g.doubt);
                self.groups += 1;
                true
            }
            Some(_) => {
                self.tail(&g, last.exponent, by_figure);
                false
            }
            None => {
                self.doubt = self.doubt.max(Doubt::Neighbour);
                false
            }
        }
    }

    fn next_group(&self) -> Option<Group> {
        let p = self.p;
        if !is_figure(p, self.end) {
            return group(p, self.end);
        }
        let f = figure(p.str(self.end..self.end + 1))?;
        // Only a short scale lets a figure touch it: 8tr5, 2tr500k.
        let touches = p.gap(self.end) == Gap::None;
        let fits = !touches || self.chain.short && f.style == Style::Plain && f.digits <= 3;
        if !fits || !matches!(f.style, Style::Plain | Style::DotGroup | Style::Vietnamese) {
            return None;
        }
        let shape = match f.digits {
            1 => Shape::Single,
            2 => Shape::Tens,
            _ => Shape::Hundreds,
        };
        Some(Group { end: self.end + 1, pair: Pair::one(f.value), shape, doubt: Doubt::None })
    }

    /// tỷ rưỡi: half of the last scale; behind a chain, of the last scale or of all.
    fn and_half(&mut self) -> bool {
        let c = self.chain;
        let half = |e: i32| Exact::HALF.shift(e);
        let added = if c.count == 1 {
            half(c.last).map(Pair::one)
        } else {
            self.doubt = self.doubt.max(Doubt::Wording);
            half(c.total).zip(half(c.last)).map(|(all, last)| Pair::either(all, last))
        };
        // A term of its own, below all others, since a half may be as large as the scale before.
        let sum = self.terms.sum().zip(added).and_then(|(sum, half)| sum.add(half));
        if let Some(sum) = sum {
            self.terms = Terms::new();
            let _ = self.terms.push(sum, 0);
            self.end += 1;
        }
        self.groups = self.groups.max(2) + 10;
        false
    }

    /// A last group without a scale: 3 triệu 5, hai triệu mốt, ba nghìn hai trăm.
    fn tail(&mut self, g: &Group, exponent: i32, by_figure: bool) {
        let p = self.p;
        let money = currency::could_be(p, g.end);
        if by_figure && p.gap(self.end) == Gap::None {
            // 8tr5, 8tr50, 8tr500: decimals of the scale.
            let digits = p.str(self.end..g.end).len() as i32;
            let sum = g.pair.shift(exponent - digits).and_then(|t| self.terms.push(t, 0));
            if sum.is_some() {
                self.end = g.end;
                self.groups += 1;
            }
            return;
        }
        let literal = matches!(g.shape, Shape::Odd)
            || exponent == 3 && matches!(g.shape, Shape::Hundreds | Shape::Tens)
            || exponent == 2 && matches!(g.shape, Shape::Tens);
        // 1 tỷ 450: thousandths of the scale.
        let thousandths = by_figure && exponent >= 6 && g.shape == Shape::Hundreds && !money;
        let (pair, doubt) = match g.shape {
            _ if thousandths => (g.pair.shift(exponent - 3), Doubt::None),
            _ if literal => {
                (Some(g.pair), if g.shape == Shape::Tens && by_figure { Doubt::Shorthand } else { g.doubt })
            }
            Shape::Bent => (g.pair.shift(exponent - 1), Doubt::None),
            Shape::Single => (g.pair.shift(exponent - 1), if money { Doubt::Shorthand } else { Doubt::None }),
            _ => {
                let short = g.pair.a.shift(exponent - 3);
                let pair =
                    short.map(|s| if money { Pair::either(g.pair.a, s) } else { Pair::either(s, g.pair.a) });
                (pair, Doubt::Wording)
            }
        };
        // A scale that is left out stands on the same line, and nothing countable follows.
        let fits = money
            || literal
            || p.gap(self.end) == Gap::Space
                && (ends_here(p, g.end)
                    || word_at(p, g.end, AmountClass::Cue).is_some()
                    || super::context::per_unit(p, g.end));
        let Some(pair) = pair.filter(|_| fits) else { return };
        let mut terms = self.terms;
        if terms.push(pair, 0).is_some() {
            self.terms = terms;
            self.end = g.end;
            self.doubt = self.doubt.max(doubt);
            self.groups += 1;
        }
    }

    fn finish(&self) -> Read {
        let Some(pair) = self.terms.sum() else { return Read::Broken(self.end) };
        Read::Number(Number {
            end: self.end,
            pair,
            doubt: self.doubt,
            exponent: self.first.total,
            last_exponent: self.chain.last,
            simple: self.groups == 1,
            figure: self.figure,
            english: self.first.english,
        })
    }
}

/// nửa tỷ, một nửa tỷ; triệu rưỡi.
fn half(p: &Paragraph<'_>, at: u32) -> Option<(Pair, u32)> {
    let is = |at: u32, w: Word| raw(p, at).is_some_and(|r| r.word == w);
    if is(at, Word::Half) {
        return Some((Pair::one(Exact::HALF), at + 1));
    }
    if raw(p, at).is_some_and(|r| r.value == 1 && r.word == Word::Digit) && is(at + 1, Word::Half) {
        return Some((Pair::one(Exact::HALF), at + 2));
    }
    None
}

/// A bare scale and a part of it: triệu rưỡi, triệu mốt, nghìn hai tỷ.
pub fn bare_and_part(p: &Paragraph<'_>, at: u32) -> Option<Number> {
    let row = scale(p, at).filter(|r| r.class == ScaleClass::Plain)?;
    let alone = !(at > 0 && word::is_numeric(p, at - 1)) && word_before(p, at, AmountClass::Vague).is_none();
    let part = raw(p, at + 1).filter(|_| alone)?;
    let larger = scale(p, at + 2).filter(|r| r.class == ScaleClass::Plain && r.exponent > row.exponent);
    // "nghìn năm" are years, "nghìn hai" without a larger scale is half a word.
    let tenths = match part.word {
        Word::AndHalf => 5,
        Word::Bent => part.value,
        Word::Digit if part.value > 0 && larger.is_some() => part.value,
        // "bán được triệu hai": "triệu năm" may be years.
        Word::Digit if part.value > 1 && part.value != 5 && row.exponent >= 6 && ends_here(p, at + 2) => {
            part.value
        }
        _ => return None,
    };
    let last = larger.map_or(row.exponent, |r| r.exponent);
    let exponent = i32::from(row.exponent) + larger.map_or(0, |r| i32::from(r.exponent));
    Some(Number {
        end: at + 2 + u32::from(larger.is_some()),
        pair: Pair::one(Exact::from_digits(&(10 + tenths).to_string(), 1)?.shift(exponent)?),
        doubt: Doubt::None,
        exponent,
        last_exponent: i32::from(last),
        simple: false,
        figure: None,
        english: false,
    })
}

/// Whether nothing that could be counted stands at a token: the end, a mark, a word of grammar.
pub fn ends_here(p: &Paragraph<'_>, at: u32) -> bool {
    match p.token(at) {
        None => true,
        Some(t) if t.gap == Gap::Line => true,
        Some(t) if t.is('%') => false,
        Some(t) if t.is_word() => super::context::is_grammar(t.key),
        Some(_) => !is_figure(p, at),
    }
}

//! The words that sums are made of: `data/lexicon/{number_word,scale,currency,amount_word}.tsv`.

use iso_currency::Currency;
use rustc_hash::FxHashSet;

use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::{Sense, SenseKind};
use crate::tagger::mention::Modifier;
use crate::tagger::paragraph::Paragraph;

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// không, một … chín
    Digit,
    /// năm: five, but also "year"
    Five,
    /// mốt, tư, lăm: a digit that needs something before it
    Bent,
    /// mười
    Ten,
    /// hăm: twenty, before a digit
    Twenty,
    /// mươi, chục: ten, behind a digit
    Tens,
    /// trăm: hundred, behind a digit
    Hundred,
    /// lẻ, linh: no tens
    Odd,
    /// nửa: half, before a scale
    Half,
    /// rưỡi: and a half, behind a scale
    AndHalf,
}

/// A row of `number_word.tsv`.
#[derive(Debug)]
pub struct NumberWordRow {
    /// What it does.
    pub word: Word,
    /// Its value, where it has one.
    pub value: u8,
}

/// How a scale is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleClass {
    /// nghìn, triệu, tỷ
    Plain,
    /// tr: behind digits only
    Short,
    /// k: touching the digits before it
    Glued,
    /// million
    English,
    /// M, B: behind digits that have a currency before them
    Initial,
    /// A longer word that only begins like a scale (tỷ lệ, triệu phú)
    Never,
}

/// A row of `scale.tsv`.
#[derive(Debug)]
pub struct ScaleRow {
    /// The power of ten.
    pub exponent: u8,
    /// How it is written.
    pub class: ScaleClass,
}

/// On which side of the number a currency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Behind it only.
    After,
    /// Before it only.
    Before,
    /// On either side.
    Both,
}

/// How far a currency's name can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Behind a number it is money.
    Plain,
    /// An ISO 4217 code, letter by letter.
    Code,
    /// Money, but several countries call theirs so.
    Unsure,
    /// Also an everyday word: only with a scale or a large figure.
    Weak,
    /// A longer word that only begins like a currency (đồng chí).
    Never,
    /// The same, unless the number is large: 5 triệu đồng | bằng tiền mặt, but 2 đồng bằng.
    NeverSmall,
}

/// A row of `currency.tsv`.
#[derive(Debug)]
pub struct CurrencyRow {
    /// ISO 4217; nothing where the word is no money.
    pub currency: Option<Currency>,
    /// Where it stands.
    pub side: Side,
    /// How far it can be trusted.
    pub grade: Grade,
    /// Power of ten that it brings: 6 for `trđ`, −2 for `cent`.
    pub exponent: i32,
}

/// What a word does beside a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountClass {
    /// A modifier before the sum.
    Before,
    /// A modifier behind it.
    After,
    /// Ends like a modifier and is none (mức độ, bên trên).
    NoModifier,
    /// vài, dăm: the number behind is none.
    Vague,
    /// số, tháng, quý: the number behind is a name.
    Ordinal,
    /// mỗi, trong: `năm` behind is "year".
    YearLead,
    /// từ
    From,
    /// đến
    To,
    /// lên
    Up,
    /// xuống, còn
    Down,
    /// Speaks of money wherever it stands.
    Cue,
    /// Speaks of money beside a sum.
    WeakCue,
    /// Speaks of other quantities.
    AntiCue,
    /// What is counted, behind a number.
    Countable,
}

/// A row of `amount_word.tsv`.
#[derive(Debug)]
pub struct AmountWordRow {
    /// What it does.
    pub class: AmountClass,
    /// What it says of the sum.
    pub modifier: Option<Modifier>,
}

static NUMBER_WORDS: &[NumberWordRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_number_word.rs"));
static SCALES: &[ScaleRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_scale.rs"));
static CURRENCIES: &[CurrencyRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_currency.rs"));
static AMOUNT_WORDS: &[AmountWordRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_amount_word.rs"));

/// The number word of a sense.
pub fn number_word(sense: Sense) -> Option<&'static NumberWordRow> {
    NUMBER_WORDS.get(sense.row())
}

/// The scale of a sense.
pub fn scale(sense: Sense) -> Option<&'static ScaleRow> {
    SCALES.get(sense.row())
}

/// The currencies that articles may name, the usual ones first.
pub fn currencies() -> impl Iterator<Item = Currency> {
    let mut seen = FxHashSet::default();
    CURRENCIES.iter().filter_map(|row| row.currency).filter(move |currency| seen.insert(currency.code()))
}

/// The currency of a sense.
pub fn currency(sense: Sense) -> Option<&'static CurrencyRow> {
    CURRENCIES.get(sense.row())
}

/// The words of a class that start at a token, the longest first: the token behind, and the row.
pub fn words_at<'p>(
    p: &'p Paragraph<'_>,
    at: u32,
    class: AmountClass,
) -> impl Iterator<Item = (u32, &'static AmountWordRow)> + use<'p> {
    p.hits_at(at).iter().rev().filter_map(move |h| Some((h.end, row(p, h, class)?)))
}

/// The row of a form that is a word of a class, written as that asks for.
fn row(p: &Paragraph<'_>, hit: &Hit, class: AmountClass) -> Option<&'static AmountWordRow> {
    if hit.fits & SenseKind::AmountWord.mask() == 0 {
        return None;
    }
    let senses = hit.senses().iter().filter(|s| s.is(SenseKind::AmountWord));
    let mut rows = senses.filter_map(|s| Some((s.case(), AMOUNT_WORDS.get(s.row())?)));
    let found = rows.find(|(case, row)| row.class == class && p.written(hit.start..hit.end, *case));
    found.map(|(_, row)| row)
}

/// The longest word of a class that starts at a token.
pub fn word_at(p: &Paragraph<'_>, at: u32, class: AmountClass) -> Option<(u32, &'static AmountWordRow)> {
    words_at(p, at, class).next()
}

/// The longest word of a class that ends right before a token: its first token, and the row.
pub fn word_before(p: &Paragraph<'_>, at: u32, class: AmountClass) -> Option<(u32, &'static AmountWordRow)> {
    if !p.fits_before(at, SenseKind::AmountWord) {
        return None;
    }
    p.hits_before(at).find_map(|hit| Some((hit.start, row(p, hit, class)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_iso_code_has_a_row() {
        let missing: Vec<&str> = (0..=u16::from(u8::MAX) * 4)
            .filter_map(Currency::from_numeric)
            .filter(|c| !matches!(c.code(), "XXX" | "XTS"))
            .filter(|c| !CURRENCIES.iter().any(|r| r.currency == Some(*c) && r.grade == Grade::Code))
            .map(|c| c.code())
            .collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}

//! Figures and currencies as people read them.

use iso_currency::Currency;
use rust_decimal::Decimal;

use crate::messages::{self, Locale};
use crate::tagger::json::decimal;

/// How a figure's digits are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Between groups of three digits.
    pub group: char,
    /// Before the decimals.
    pub point: char,
}

impl Style {
    /// 33.662,5
    pub const VI: Style = Style { group: '.', point: ',' };
    /// 33,662.5
    pub const EN: Style = Style { group: ',', point: '.' };
    /// 33 662,5: cannot be taken for a decimal in either language.
    pub const SPACED: Style = Style { group: ' ', point: ',' };

    /// The way of a language.
    pub fn of(locale: Locale) -> Style {
        match locale {
            Locale::En => Style::EN,
            Locale::Vi => Style::VI,
        }
    }
}

/// An exact figure, its digits grouped.
pub fn grouped(value: Decimal, style: Style) -> String {
    let plain = decimal(value);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(style.group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(style.point);
        out.push_str(fraction);
    }
    out
}

/// Symbols that stand for one currency only; every other currency shows its code.
const SYMBOLS: &[(Currency, &str)] = &[
    (Currency::VND, "₫"),
    (Currency::USD, "$"),
    (Currency::EUR, "€"),
    (Currency::GBP, "£"),
    (Currency::KRW, "₩"),
    (Currency::THB, "฿"),
    (Currency::LAK, "₭"),
    (Currency::KHR, "៛"),
    (Currency::RUB, "₽"),
    (Currency::INR, "₹"),
];

/// The sign of a currency: its symbol where that is unmistakable, else its ISO 4217 code.
pub fn sign(currency: Currency) -> &'static str {
    SYMBOLS.iter().find(|(c, _)| *c == currency).map_or_else(|| currency.code(), |(_, sign)| sign)
}

/// Name of a currency: in the language for those that news name often, else in English.
pub fn currency_name(currency: Currency, locale: Locale) -> String {
    let key = format!("currency-{}", currency.code());
    if messages::has(locale, &key) { messages::text(locale, &key, &[]) } else { currency.name().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_three() {
        for (value, vi, en) in [
            ("0", "0", "0"),
            ("999", "999", "999"),
            ("1000", "1.000", "1,000"),
            ("33662000000000", "33.662.000.000.000", "33,662,000,000,000"),
            ("1234.50", "1.234,5", "1,234.5"),
            ("-123456", "-123.456", "-123,456"),
        ] {
            let value: Decimal = value.parse().unwrap();
            assert_eq!(grouped(value, Style::VI), vi);
            assert_eq!(grouped(value, Style::EN), en);
        }
    }

    #[test]
    fn no_sign_stands_for_two_currencies() {
        for (i, (_, sign)) in SYMBOLS.iter().enumerate() {
            assert!(SYMBOLS[..i].iter().all(|(_, other)| other != sign), "{sign}");
        }
        assert_eq!(sign(Currency::AUD), "AUD");
        assert_eq!(currency_name(Currency::LAK, Locale::Vi), "kíp Lào");
        assert_eq!(currency_name(Currency::VND, Locale::En), "Vietnamese dong");
        assert_eq!(currency_name(Currency::PYG, Locale::Vi), "Paraguayan guaraní");
    }
}

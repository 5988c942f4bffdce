//! Writes a sum in Vietnamese words.

use iso_currency::Currency;
use rust_decimal::Decimal;

/// How number words are chosen where Vietnamese has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// 10³: nghìn or ngàn.
    pub thousand: &'static str,
    /// 10⁹: tỷ or tỉ.
    pub billion: &'static str,
    /// Between hundreds and a single digit: linh or lẻ.
    pub odd: &'static str,
    /// 4 behind tens: tư or bốn.
    pub four: &'static str,
    /// 5 behind tens: lăm or nhăm.
    pub five: &'static str,
}

/// As most newspapers write.
pub const NEWSPAPER: Wording =
    Wording { thousand: "nghìn", billion: "tỷ", odd: "linh", four: "tư", five: "lăm" };
/// As in the south.
pub const SOUTHERN: Wording =
    Wording { thousand: "ngàn", billion: "tỷ", odd: "lẻ", four: "tư", five: "lăm" };
/// With tỉ and nhăm.
pub const OLDER: Wording =
    Wording { thousand: "nghìn", billion: "tỉ", odd: "lẻ", four: "bốn", five: "nhăm" };

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// A sum in words: `ba mươi ba nghìn sáu trăm sáu mươi hai tỷ đồng`. Decimals are read digit by digit
/// behind `phẩy`.
pub fn sum(value: Decimal, currency: Currency, wording: Wording) -> String {
    format!("{} {}", number(value, wording), name(currency))
}

/// A number in words.
pub fn number(value: Decimal, wording: Wording) -> String {
    let text = value.normalize().to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |t| ("âm ", t));
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut words = integer(whole, wording);
    if !decimals.is_empty() {
        words.push("phẩy");
        words.extend(decimals.bytes().map(|b| DIGITS[usize::from(b.wrapping_sub(b'0')) % 10]));
    }
    format!("{sign}{}", words.join(" "))
}

/// The words of a string of digits. Every nine digits take another `tỷ`.
fn integer(digits: &str, wording: Wording) -> Vec<&'static str> {
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return vec![DIGITS[0]];
    }
    if digits.len() > 9 {
        let (above, below) = digits.split_at(digits.len() - 9);
        let mut words = integer(above, wording);
        words.push(wording.billion);
        words.extend(period(below, false, wording));
        return words;
    }
    period(digits, true, wording)
}

/// Up to nine digits: triệu, nghìn, ones.
fn period(digits: &str, leading: bool, wording: Wording) -> Vec<&'static str> {
    let mut words = Vec::new();
    let value: u32 = digits.parse().unwrap_or(0);
    let groups = [(value / 1_000_000, "triệu"), (value / 1000 % 1000, wording.thousand), (value % 1000, "")];
    for (group, unit) in groups {
        if group == 0 {
            continue;
        }
        let first = leading && words.is_empty();
        words.extend(hundreds(group, first, wording));
        if !unit.is_empty() {
            words.push(unit);
        }
    }
    words
}

/// 1–999; behind a larger group the hundreds are said even if there are none.
fn hundreds(value: u32, first: bool, wording: Wording) -> Vec<&'static str> {
    let digit = |d: u32| DIGITS[(d % 10) as usize];
    let (h, t, o) = (value / 100, value / 10 % 10, value % 10);
    let mut words = Vec::new();
    if h > 0 || !first {
        words.extend([digit(h), "trăm"]);
    }
    match t {
        0 if o != 0 && !words.is_empty() => words.push(wording.odd),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(t), "mươi"]),
    }
    match (t, o) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push(wording.four),
        (1.., 5) => words.push(wording.five),
        _ => words.push(digit(o)),
    }
    words
}

/// The everyday Vietnamese name of a currency, else its code.
pub fn name(currency: Currency) -> &'static str {
    NAMES.iter().find(|(c, _)| *c == currency).map_or(currency.code(), |(_, name)| name)
}

const NAMES: [(Currency, &str); 24] = [
    (Currency::VND, "đồng"),
    (Currency::USD, "đô la Mỹ"),
    (Currency::EUR, "euro"),
    (Currency::GBP, "bảng Anh"),
    (Currency::JPY, "yên"),
    (Currency::CNY, "nhân dân tệ"),
    (Currency::KRW, "won"),
    (Currency::THB, "baht"),
    (Currency::LAK, "kíp"),
    (Currency::KHR, "riel"),
    (Currency::RUB, "rúp"),
    (Currency::AUD, "đô la Úc"),
    (Currency::SGD, "đô la Singapore"),
    (Currency::HKD, "đô la Hồng Kông"),
    (Currency::CAD, "đô la Canada"),
    (Currency::NZD, "đô la New Zealand"),
    (Currency::TWD, "đô la Đài Loan"),
    (Currency::CHF, "franc Thụy Sĩ"),
    (Currency::INR, "rupee Ấn Độ"),
    (Currency::MYR, "ringgit"),
    (Currency::IDR, "rupiah"),
    (Currency::PHP, "peso Philippines"),
    (Currency::MMK, "kyat"),
    (Currency::SEK, "krona Thụy Điển"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> Decimal {
        s.parse().unwrap()
    }

    #[test]
    fn words() {
        for (n, want) in [
            ("0", "không"),
            ("21", "hai mươi mốt"),
            ("105", "một trăm linh năm"),
            ("115", "một trăm mười lăm"),
            ("2000005", "hai triệu không trăm linh năm"),
            ("33662000000000", "ba mươi ba nghìn sáu trăm sáu mươi hai tỷ"),
            ("1000000000000000000", "một tỷ tỷ"),
            ("7.25", "bảy phẩy hai năm"),
        ] {
            assert_eq!(number(d(n), NEWSPAPER), want);
        }
        assert_eq!(sum(d("44005"), Currency::USD, OLDER), "bốn mươi bốn nghìn không trăm lẻ năm đô la Mỹ");
    }
}

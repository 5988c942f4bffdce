//! What must hold for any number and any text.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::say::{self, NEWSPAPER, OLDER, SOUTHERN};
use super::tests::candidates;
use crate::tagger::mention::Certainty;
use iso_currency::Currency;

/// A number by CLDR's pattern for Vietnamese, `#,##0.###`, with `.` between thousands and `,` before decimals.
fn vietnamese(value: Decimal) -> String {
    let text = value.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if decimals.is_empty() { out } else { format!("{out},{decimals}") }
}

/// The only sum of a text, and whether it covers the text from `from` on.
fn only(text: &str) -> Option<(Decimal, Certainty)> {
    let found = candidates(text);
    let [c] = found.as_slice() else { return None };
    (c.value.currency == Currency::VND && c.bytes.range() == (0..text.len()))
        .then_some((c.value.decimal, c.certainty))
}

/// Whole numbers of every size, with many zeros among them, as sums have.
fn amounts() -> impl Strategy<Value = Decimal> {
    (1u64..1_000_000_000, 0u32..12, 1u32..10).prop_map(|(n, zeros, digits)| {
        let n = u128::from(n % 10u64.pow(digits)).max(1) * 10u128.pow(zeros);
        Decimal::from_i128_with_scale(i128::try_from(n.min(10u128.pow(18) - 1)).unwrap_or(1), 0)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_are_read_back(value in amounts()) {
        for wording in [NEWSPAPER, SOUTHERN, OLDER] {
            let text = say::sum(value, Currency::VND, wording);
            let read = only(&text);
            prop_assert_eq!(read.map(|r| r.0), Some(value), "{}", text);
        }
    }

    #[test]
    fn figures_are_read_back(value in amounts(), places in 0u32..3) {
        let value = (value / Decimal::from(10u32.pow(places))).normalize();
        let text = format!("{} đồng", vietnamese(value));
        // Three decimals look like an English group: then the doubt must be told.
        let read = only(&text);
        prop_assert!(read.is_some(), "{}", text);
        let (got, certainty) = read.unwrap();
        prop_assert!(got == value || certainty != Certainty::Certain, "{} {}", text, got);
        prop_assert!(value.scale() > 2 || got == value, "{} {}", text, got);
    }
}

/// Values up to 10¹⁸ in all three wordings, whatever the strategy above happens to choose.
#[test]
fn every_group_is_read_back() {
    for group in 1..1000u32 {
        for scale in [0u32, 3, 6, 9, 12] {
            for wording in [NEWSPAPER, SOUTHERN, OLDER] {
                let value = Decimal::from(u64::from(group) * 10u64.pow(scale));
                let text = say::sum(value, Currency::VND, wording);
                assert_eq!(only(&text), Some((value, Certainty::Certain)), "{text}");
            }
        }
    }
}

/// A second reader, written apart from the tagger and only for its purpose: it takes a text of one
/// number to pieces by plain string work, knows nothing of tokens and tables, and says every value that
/// a careful person could take the text for.
mod reference {
    use rust_decimal::Decimal;

    fn scale(word: &str) -> Option<Decimal> {
        let zeros = match word {
            "nghìn" | "ngàn" => 3,
            "triệu" => 6,
            "tỷ" | "tỉ" => 9,
            _ => return None,
        };
        Some(Decimal::from(10u64.pow(zeros)))
    }

    /// Every value of a figure: separators as thousands, or the last one as decimals.
    pub fn figure(text: &str) -> Vec<Decimal> {
        let bare: String = text.chars().filter(char::is_ascii_digit).collect();
        let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
        let mut values = Vec::new();
        let threes = |s: &str| {
            let parts: Vec<&str> = s.split(['.', ',']).collect();
            parts.len() == 1
                || parts[1..].iter().all(|p| p.len() == 3)
                    && (1..=3).contains(&parts[0].len())
                    && !parts[0].starts_with('0')
        };
        let one_kind = marks.windows(2).all(|w| w[0].1 == w[1].1);
        if one_kind && threes(text) {
            values.extend(bare.parse::<Decimal>());
        }
        if let Some((at, mark)) = marks.last() {
            let whole = &text[..*at];
            let others_differ = marks[..marks.len() - 1].iter().all(|(_, c)| c != mark);
            let vietnamese_group = *mark == '.' && marks.len() == 1 && threes(text);
            if others_differ && threes(whole) && !vietnamese_group {
                let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
                values.extend(format!("{digits}.{}", &text[at + 1..]).parse::<Decimal>());
            }
        }
        values
    }

    /// Every value of `figure scale… [figure scale…]`: the scales of a group multiply; a smaller group
    /// that follows is added, and a larger scale behind it takes in what stands before.
    pub fn number(words: &[&str]) -> Vec<Decimal> {
        let Some(last) = words.iter().rposition(|w| scale(w).is_none()) else { return Vec::new() };
        // Split at the largest scale: what stands before it is multiplied, what follows is added.
        let largest = words.iter().filter_map(|w| scale(w)).max();
        let Some(largest) = largest else {
            return if words.len() == 1 { figure(words[0]) } else { Vec::new() };
        };
        let places: Vec<usize> = (0..words.len()).filter(|i| scale(words[*i]) == Some(largest)).collect();
        let [at] = places.as_slice() else { return Vec::new() };
        let before = number(&words[..*at]);
        let after = &words[at + 1..];
        let mut values = Vec::new();
        for b in before {
            let Some(product) = b.checked_mul(largest) else { continue };
            if after.is_empty() {
                values.push(product);
            } else if last > *at {
                let rest = number(after);
                values.extend(rest.into_iter().filter(|r| *r < largest).map(|r| product + r));
            }
        }
        values
    }
}

fn figures() -> impl Strategy<Value = String> {
    prop_oneof![
        "[1-9][0-9]{0,3}",
        "[0-9]{1,3}([.,][0-9]{1,3}){0,2}",
        "[1-9][0-9]{0,2}(\\.[0-9]{3}){1,2}(,[0-9]{1,3})?"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the tagger calls certain is the one value that the reference finds.
    #[test]
    fn nothing_certain_is_wrong(
        first in figures(),
        scales in prop::collection::vec(prop::sample::select(vec!["nghìn", "triệu", "tỷ", "ngàn", "tỉ"]), 0..3),
        more in prop::option::of((figures(), prop::collection::vec(prop::sample::select(vec!["nghìn", "triệu", "tỷ"]), 0..2))),
    ) {
        let mut words = vec![first.as_str()];
        words.extend(scales.iter().copied());
        if let Some((figure, scales)) = &more {
            words.push(figure);
            words.extend(scales.iter().copied());
        }
        let text = format!("{} đồng", words.join(" "));
        for c in candidates(&text).iter().filter(|c| c.certainty == Certainty::Certain) {
            let span = &text[c.bytes.range()];
            let read: Vec<&str> = span.trim_end_matches(" đồng").split(' ').collect();
            let want = reference::number(&read);
            prop_assert_eq!(&want[..], &[c.value.decimal][..], "{} in {}", span, text);
            // Nothing that belongs to the number may be cut off before it.
            prop_assert_eq!(c.bytes.start.index(), 0, "{} in {}", span, text);
        }
    }

    #[test]
    fn any_text_is_survived(
        text in "\\PC{0,60}|([0-9.,]{1,8}|tỷ|triệu|đồng|năm|ba|mươi|trăm|rưỡi|nửa|đến|từ|lên|-|\\$|US|USD|đ|khoảng|vốn|%|/| |\n|\u{a0}){0,30}"
    ) {
        let mut end = 0;
        for c in candidates(&text) {
            prop_assert!(c.bytes.start.index() >= end && !c.bytes.is_empty());
            end = c.bytes.end.index();
            prop_assert!(text.is_char_boundary(c.bytes.start.index()) && text.is_char_boundary(end));
            prop_assert!(c.value.decimal_max.is_none_or(|max| max > c.value.decimal));
            prop_assert_eq!(c.certainty == Certainty::Ambiguous || c.value.candidates.is_empty(), true);
            for part in super::explain::explain(&text[c.bytes.range()]) {
                prop_assert!(!part.is_empty());
            }
        }
    }
}

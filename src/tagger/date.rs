//! Dates in the text, and which of them is the article's.

use jiff::civil::Date;

use super::mention::{AsOf, DateSource};
use super::paragraph::Paragraph;
use crate::text::position::{Byte, Span};
use crate::text::token::TokenKind;

/// A date or year that a paragraph names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Year, where it is written.
    pub year: Option<i16>,
    /// Month and day, where they are written.
    pub day: Option<(i8, i8)>,
    /// Whether it stands in a line of its own: "Thứ ba, 14/3/2023 08:15", "Cập nhật: …".
    pub date_line: bool,
    /// Whether it names what is to come: a plan's end, a target, a term's end.
    pub target: bool,
    /// Bytes of the article.
    pub bytes: Span<Byte>,
}

/// Years that an article about public life may be of.
const YEARS: std::ops::RangeInclusive<u32> = 1945..=2099;

/// A date line has at most this many tokens.
const LINE: u32 = 22;

/// Finds the dates of a paragraph.
pub fn find(p: &Paragraph<'_>, out: &mut Vec<DateMention>) {
    let mut done = 0;
    for &at in p.numbers {
        if at < done {
            continue;
        }
        if let Some((end, mut mention)) = date_at(p, at) {
            mention.date_line =
                mention.year.is_some() && mention.day.is_some() && p.len() <= LINE && is_date_line(p, at);
            out.push(mention);
            done = end;
        }
    }
}

/// A quick look at a paragraph that leaves out most of those in which [`find`] would find no date line: a year and
/// two more figures are needed, in few words.
pub fn may_be_date_line(text: &str) -> bool {
    let (mut figures, mut longest, mut run) = (0, 0, 0);
    let (mut words, mut in_word) = (0, false);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            figures += u32::from(run == 0);
            run += 1;
            longest = longest.max(run);
        } else {
            run = 0;
        }
        match byte {
            b' ' => in_word = false,
            _ if byte.is_ascii_alphanumeric() && !in_word => {
                in_word = true;
                words += 1;
                // Each is a token at least.
                if words > LINE {
                    return false;
                }
            }
            _ => {}
        }
    }
    figures >= 3 && longest >= 4
}

/// The full dates in a text, with their bytes.
pub fn full_dates(text: &str) -> Vec<(Span<Byte>, Date)> {
    let mut found = Vec::new();
    let mut reader = super::paragraph::Reader::default();
    for range in crate::text::paragraph::paragraphs(text) {
        find(&reader.read(text, range), &mut found);
    }
    let date = |m: &DateMention| Some((m.bytes, Date::new(m.year?, m.day?.0, m.day?.1).ok()?));
    found.iter().filter_map(date).collect()
}

/// A date line begins with a weekday, a time, a word for publishing, or with the date itself.
fn is_date_line(p: &Paragraph<'_>, at: u32) -> bool {
    if at == 0 {
        return true;
    }
    ["thứ", "chủ", "cập", "ngày", "đăng", "xuất", "published", "("].iter().any(|head| p.says(0, head))
        || p.tokens[0].kind == TokenKind::Number
}

fn number(p: &Paragraph<'_>, at: u32) -> Option<u32> {
    let token = p.token(at).filter(|t| t.kind == TokenKind::Number)?;
    let text = &p.text[token.start as usize..token.end as usize];
    text.parse().ok()
}

fn is_separator(p: &Paragraph<'_>, at: u32) -> bool {
    p.is(at, '/') || p.is(at, '.') || p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen)
}

fn word_is(p: &Paragraph<'_>, at: u32, word: &str) -> bool {
    at < p.len() && p.str(at..at + 1).eq_ignore_ascii_case(word)
}

fn date_at(p: &Paragraph<'_>, at: u32) -> Option<(u32, DateMention)> {
    let make = |end: u32, year: Option<u32>, day: Option<(u32, u32)>| -> Option<(u32, DateMention)> {
        let year = match year {
            Some(y) => Some(i16::try_from(y).ok().filter(|_| YEARS.contains(&y))?),
            None => None,
        };
        let day = match day {
            Some((m, d)) => Some((
                i8::try_from(m).ok().filter(|m| (1..=12).contains(m))?,
                i8::try_from(d).ok().filter(|d| (1..=31).contains(d))?,
            )),
            None => None,
        };
        let mention =
            DateMention { year, day, date_line: false, target: is_target(p, at), bytes: p.bytes(at..end) };
        Some((end, mention))
    };
    // 18.11.2019 is one token of the tokenizer.
    let token = p.token(at)?;
    let text = &p.text[token.start as usize..token.end as usize];
    let mut pieces = text.split('.');
    if let (Some(d), Some(m), Some(y), None) = (pieces.next(), pieces.next(), pieces.next(), pieces.next())
        && d.len() <= 2
        && m.len() <= 2
        && y.len() == 4
    {
        return make(at + 1, y.parse().ok(), Some((m.parse().ok()?, d.parse().ok()?)));
    }
    let first = number(p, at)?;
    // ngày 18 tháng 11 năm 2019
    if word_is(p, at + 1, "tháng") {
        let month = number(p, at + 2)?;
        if word_is(p, at + 3, "năm")
            && let Some(year) = number(p, at + 4)
        {
            return make(at + 5, Some(year), Some((month, first)));
        }
        return make(at + 3, None, Some((month, first)));
    }
    if is_separator(p, at + 1)
        && p.gap(at + 1) == crate::text::token::Gap::None
        && let Some(second) = number(p, at + 2)
        && p.gap(at + 2) == crate::text::token::Gap::None
    {
        if is_separator(p, at + 3)
            && let Some(third) = number(p, at + 4)
        {
            // 2019-08-23 and 23/8/2019
            let (year, day) = if YEARS.contains(&first) { (first, third) } else { (third, first) };
            if let Some(found) = make(at + 5, Some(year), Some((second, day))) {
                return Some(found);
            }
        }
        // 11/2019, and "ngày 23/8", "Sáng 16/11", "(23/8)"
        if YEARS.contains(&second) && (1..=12).contains(&first) {
            return make(at + 3, Some(second), None);
        }
        if YEARS.contains(&first) && YEARS.contains(&second) {
            // 2021-2025: the period's start.
            let (end, mut mention) = make(at + 1, Some(first), None)?;
            mention.target = false;
            return Some((end + 2, mention));
        }
        if day_word_before(p, at) {
            return make(at + 3, None, Some((second, first)));
        }
        return None;
    }
    // năm 2019, or a bare year that no unit of measure follows.
    let year_word =
        at > 0 && (word_is(p, at - 1, "năm") || word_is(p, at - 1, "tháng") || word_is(p, at - 1, "niên"));
    let loose = p.token(at + 1).is_none_or(|t| !t.is_word() || t.gap == crate::text::token::Gap::Line);
    if YEARS.contains(&first)
        && text.len() == 4
        && (year_word || loose && at > 0 && p.tokens[at as usize - 1].is_word())
    {
        return make(at + 1, Some(first), None);
    }
    None
}

fn day_word_before(p: &Paragraph<'_>, at: u32) -> bool {
    at > 0
        && (p.is(at - 1, '(')
            || ["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "nay"].iter().any(|word| p.says(at - 1, word)))
}

/// Words before a year that make it a goal and no date: đến năm 2030, tầm nhìn 2050, mục tiêu 2030.
fn is_target(p: &Paragraph<'_>, at: u32) -> bool {
    let ends = |[first, second]: &[&str; 2]| at >= 2 && p.says(at - 1, second) && p.says(at - 2, first);
    ends(&["đến", "năm"])
        || ends(&["tầm", "nhìn"])
        || ends(&["nhìn", "đến"])
        || ends(&["nhìn", "năm"])
        || ends(&["trước", "năm"])
        || ends(&["mục", "tiêu"])
        || ends(&["tới", "năm"])
        || ends(&["hướng", "năm"])
}

/// Decides the article's date, the most trusted source first; the clock is none.
pub fn decide<'a>(given: Option<Date>, dates: impl Iterator<Item = &'a DateMention> + Clone) -> AsOf {
    if let Some(date) = given {
        return AsOf { date: Some(date), source: DateSource::Given, at: None };
    }
    let full =
        |m: &DateMention| m.year.zip(m.day).and_then(|(y, (month, day))| Date::new(y, month, day).ok());
    let text = |m: &DateMention, date| AsOf { date: Some(date), source: DateSource::Text, at: Some(m.bytes) };
    if let Some((m, date)) = dates.clone().filter(|m| m.date_line).find_map(|m| Some((m, full(m)?))) {
        return text(m, date);
    }
    let year = dates.clone().filter(|m| !m.target).filter_map(|m| m.year).max();
    // "Ngày 23/8" in a text that names the year.
    let first = dates.clone().next().filter(|m| m.day.is_some());
    if let (Some(m), Some(year)) = (first, year) {
        let (month, day) = m.day.unwrap_or((1, 1));
        if let Ok(date) = Date::new(m.year.unwrap_or(year), month, day) {
            return text(m, date);
        }
    }
    // Full dates in the running text: the latest is the nearest to the day of writing.
    let latest =
        dates.clone().filter(|m| !m.target).filter_map(|m| Some((full(m)?, m))).max_by_key(|(d, _)| *d);
    if let Some((date, m)) = latest
        && Some(date.year()) == year
    {
        return text(m, date);
    }
    match year.and_then(|y| Some((y, Date::new(y, 7, 1).ok()?))) {
        Some((year, date)) => {
            let at = dates.clone().find(|m| m.year == Some(year)).map(|m| m.bytes);
            AsOf { date: Some(date), source: DateSource::Year, at }
        }
        None => AsOf::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::Reader;
    use super::*;
    use jiff::civil::date;

    fn as_of(text: &str) -> (Option<Date>, DateSource) {
        let mut reader = Reader::default();
        let mut all = Vec::new();
        for range in crate::text::paragraph::paragraphs(text) {
            find(&reader.read(text, range), &mut all);
        }
        let decided = decide(None, all.iter());
        (decided.date, decided.source)
    }

    proptest::proptest! {
        #[test]
        fn no_date_line_is_overlooked(
            head in "(Thứ ba, |Cập nhật: |Ngày |\\(|)",
            date in "(4/3/2023|04-03-2023|4\\.3\\.2023|4 tháng 3 năm 2023|2023-03-04|4/3)",
            tail in "[ ,.;:/0-9a-zđế\u{301}\u{a0}\u{200b}😀–\"]{0,60}",
        ) {
            let text = format!("{head}{date}{tail}");
            let mut found = Vec::new();
            find(&Reader::default().read(&text, 0..text.len()), &mut found);
            if found.iter().any(|m| m.date_line) {
                proptest::prop_assert!(may_be_date_line(&text), "{text}");
            }
        }
    }

    #[test]
    fn reads_the_common_forms() {
        use DateSource::{None as Nothing, Text, Year};
        for (text, want) in [
            ("Tin mới\nThứ ba, 14/3/2023 08:15\nHọp bàn năm 2025.", (Some(date(2023, 3, 14)), Text)),
            ("Cập nhật: 09:30, 05/06/2024", (Some(date(2024, 6, 5)), Text)),
            ("18.11.2022 - 07:00", (Some(date(2022, 11, 18)), Text)),
            ("2021-09-02", (Some(date(2021, 9, 2)), Text)),
            ("Ngày 4/5, đoàn đến thăm.\nKế hoạch năm 2018 đã xong.", (Some(date(2018, 5, 4)), Text)),
            ("Sáng ngày 7 tháng 8 năm 2020, hội nghị mở.", (Some(date(2020, 8, 7)), Text)),
            ("Từ năm 2006, giai đoạn 2021-2025, tầm nhìn đến năm 2050.", (Some(date(2021, 7, 1)), Year)),
            ("Có 2019 hộ và 1.945 con.", (None, Nothing)),
            ("Không có gì.", (None, Nothing)),
        ] {
            assert_eq!(as_of(text), want, "{text}");
        }
    }
}

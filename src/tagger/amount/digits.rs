//! What a figure can mean: where a dot groups thousands and a comma marks decimals, or the reverse.

use super::exact::Exact;

/// The longest figure that is read, in bytes; longer ones are no sums.
const LONGEST: usize = 48;

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Digits alone: `500`.
    Plain,
    /// Only Vietnamese writes so: `1.234.567`, `1.234,5`, `1,5`.
    Vietnamese,
    /// One dot before three digits: `33.662`. Vietnamese, but English would read a decimal.
    DotGroup,
    /// One dot that can group nothing: `1.5`, `0.125`.
    DotDecimal,
    /// One comma before three digits: `6,766`. A Vietnamese decimal or an English group.
    CommaGroup,
    /// Only English writes so: `1,234.5`, `1,234,567`.
    English,
}

/// A figure's readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As the style says; for [`Style::CommaGroup`] the decimal, for [`Style::DotGroup`] the group.
    pub value: Exact,
    /// The other reading, where there is one.
    pub other: Option<Exact>,
    /// How it is written.
    pub style: Style,
    /// Number of digits.
    pub digits: usize,
    /// Whether the last digit is 0.
    pub ends_in_zero: bool,
}

/// Reads a figure; nothing if its separators make no sense or it is too long.
pub fn figure(text: &str) -> Option<Figure> {
    if text.len() > LONGEST || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let dots = text.bytes().filter(|b| *b == b'.').count();
    let commas = text.bytes().filter(|b| *b == b',').count();
    let exact = |places| Exact::from_digits(text, places);
    let tail = |mark: char| text.rfind(mark).map_or(0, |i| text.len() - i - 1);
    let (value, other, style) = match (dots, commas) {
        (0, 0) => (exact(0)?, None, Style::Plain),
        (1, 0) if groups(text, '.') => (exact(0)?, exact(3), Style::DotGroup),
        (1, 0) => (exact(tail('.'))?, exact(0), Style::DotDecimal),
        (0, 1) if groups(text, ',') => (exact(3)?, exact(0), Style::CommaGroup),
        (0, 1) => (exact(tail(','))?, None, Style::Vietnamese),
        (_, 0) if groups(text, '.') => (exact(0)?, None, Style::Vietnamese),
        (0, _) if groups(text, ',') => (exact(0)?, None, Style::English),
        (_, 1) => {
            let (whole, _) = text.split_once(',')?;
            groups(whole, '.').then_some((exact(tail(','))?, None, Style::Vietnamese))?
        }
        (1, _) => {
            let (whole, _) = text.split_once('.')?;
            groups(whole, ',').then_some((exact(tail('.'))?, None, Style::English))?
        }
        _ => return None,
    };
    // `1,234.5` has one of each: whichever comes last marks the decimals.
    let (value, style) = match (dots, commas) {
        (1, 1) if text.rfind('.') > text.rfind(',') => {
            let (whole, _) = text.split_once('.')?;
            groups(whole, ',').then_some((exact(tail('.'))?, Style::English))?
        }
        _ => (value, style),
    };
    let digits = text.len() - dots - commas;
    Some(Figure { value, other, style, digits, ends_in_zero: text.ends_with('0') })
}

/// Whether `mark` parts the digits into thousands: one to three digits, not beginning with 0, then threes.
fn groups(text: &str, mark: char) -> bool {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or("");
    let lead = (1..=3).contains(&first.len()) && !first.starts_with('0');
    lead && parts.all(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match figure(text) {
            None => "-".into(),
            Some(f) => {
                let d = |e: Exact| e.decimal().map_or("?".into(), |d| d.to_string());
                format!(
                    "{:?} {}{}",
                    f.style,
                    d(f.value),
                    f.other.map_or(String::new(), |o| format!(" | {}", d(o)))
                )
            }
        }
    }

    #[test]
    fn separators() {
        for (text, want) in [
            ("500", "Plain 500"),
            ("05", "Plain 5"),
            ("33.662", "DotGroup 33662 | 33.662"),
            ("1.234.567", "Vietnamese 1234567"),
            ("1.234,5", "Vietnamese 1234.5"),
            ("1.234.567,89", "Vietnamese 1234567.89"),
            ("1,5", "Vietnamese 1.5"),
            ("0,125", "Vietnamese 0.125"),
            ("9,50", "Vietnamese 9.5"),
            ("1234,567", "Vietnamese 1234.567"),
            ("1.5", "DotDecimal 1.5 | 15"),
            ("0.125", "DotDecimal 0.125 | 125"),
            ("6,766", "CommaGroup 6.766 | 6766"),
            ("1,234.5", "English 1234.5"),
            ("1,200.50", "English 1200.5"),
            ("1,234,567", "English 1234567"),
            ("1,234,567.89", "English 1234567.89"),
            ("12.34.567", "-"),
            ("1,23,456", "-"),
            ("12,5.3", "-"),
            ("1.2,3.4", "-"),
            ("012.345.678", "-"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
        assert_eq!(figure(&"9".repeat(5_000_000)), None);
    }
}

//! Shows how the parts of a sum were read: `20 × nghìn (10³) × tỷ (10⁹)`.

use super::digits::{Style, figure};
use super::table::{self, Word};
use super::word::{Group, group, is_figure, raw, scale};
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::{Paragraph, Reader};
use crate::text::token::TokenKind;

/// The parts of a sum as written, one entry for each number with its scales, and one for the currency.
/// A range's dash or `đến` parts entries and has none of its own.
pub fn explain(text: &str) -> Vec<String> {
    let mut reader = Reader::default();
    let p = reader.read(text, 0..text.len());
    let mut parts: Vec<String> = Vec::new();
    let mut open = false;
    let mut at = 0;
    while at < p.len() {
        if let Some((piece, end, joins)) = piece(&p, at) {
            match parts.last_mut().filter(|_| open && joins) {
                Some(part) => *part += &format!(" × {piece}"),
                None => parts.push(piece),
            }
            open = true;
            at = end;
        } else if let Some((piece, end)) = currency(&p, at) {
            parts.push(piece);
            open = false;
            at = end;
        } else {
            open = false;
            at += 1;
        }
    }
    parts
}

/// A number or a scale: what to show, the token behind, whether it multiplies what stands before it.
fn piece(p: &Paragraph<'_>, at: u32) -> Option<(String, u32, bool)> {
    let written = |end| p.str(at..end).split_whitespace().collect::<Vec<_>>().join(" ");
    if is_figure(p, at) {
        return Some((figure_piece(p.str(at..at + 1)), at + 1, false));
    }
    // A currency of several tokens may begin like a scale (tr.đ).
    let longer = p.hits_at(at).iter().any(|h| h.has(SenseKind::Currency) && h.len() > 1);
    if let Some(row) = scale(p, at).filter(|_| !longer) {
        return Some((format!("{} (10{})", written(at + 1), power(row.exponent)), at + 1, true));
    }
    if let Some(Group { end, pair, .. }) = group(p, at) {
        let shown = |e: super::exact::Exact| e.decimal().map_or_else(String::new, |d| d.to_string());
        let value = match pair.second {
            super::value::Second::None => shown(pair.a),
            super::value::Second::Upper => format!("{}–{}", shown(pair.a), shown(pair.b)),
            super::value::Second::Other => format!("{} | {}", shown(pair.a), shown(pair.b)),
        };
        return Some((format!("{} ({value})", written(end)), end, false));
    }
    match raw(p, at)?.word {
        Word::Half | Word::AndHalf => Some((format!("{} (½)", written(at + 1)), at + 1, false)),
        Word::Hundred => Some((format!("{} (10²)", written(at + 1)), at + 1, true)),
        Word::Tens => Some((format!("{} (10)", written(at + 1)), at + 1, true)),
        _ => None,
    }
}

/// A figure, with its value where separators have to be read.
fn figure_piece(text: &str) -> String {
    let Some(f) = figure(text).filter(|f| f.style != Style::Plain) else { return text.to_string() };
    let shown = |e: super::exact::Exact| e.decimal().map_or_else(String::new, |d| d.normalize().to_string());
    match f.other.filter(|_| matches!(f.style, Style::CommaGroup | Style::DotDecimal)) {
        Some(other) => format!("{text} ({} | {})", shown(f.value), shown(other)),
        None => format!("{text} ({})", shown(f.value)),
    }
}

fn currency(p: &Paragraph<'_>, at: u32) -> Option<(String, u32)> {
    if p.token(at)?.kind == TokenKind::Hyphen {
        return None;
    }
    let (hit, sense) = p.longest(at, SenseKind::Currency)?;
    let row = table::currency(sense)?;
    let code = row.currency?.code();
    let written = p.str(hit.start..hit.end);
    let scaled = match row.exponent {
        0 => String::new(),
        2.. => format!("× 10{} ", power(u8::try_from(row.exponent).unwrap_or(0))),
        _ => "÷ 100 ".to_string(),
    };
    let shown = if written == code && scaled.is_empty() {
        code.to_string()
    } else {
        format!("{written} ({scaled}{code})")
    };
    Some((shown, hit.end))
}

/// An exponent in superscript digits.
fn power(exponent: u8) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    exponent.to_string().bytes().map(|b| DIGITS[usize::from(b - b'0') % 10]).collect()
}

#[cfg(test)]
mod tests {
    use super::explain;

    #[test]
    fn reads_part_by_part() {
        for (text, want) in [
            ("20 nghìn tỷ đồng", vec!["20 × nghìn (10³) × tỷ (10⁹)", "đồng (VND)"]),
            ("1 tỷ 200 triệu USD", vec!["1 × tỷ (10⁹)", "200 × triệu (10⁶)", "USD"]),
            ("33.662 tỉ đồng", vec!["33.662 (33662) × tỉ (10⁹)", "đồng (VND)"]),
            ("hai mươi mốt triệu rưỡi", vec!["hai mươi mốt (21) × triệu (10⁶)", "rưỡi (½)"]),
            ("3 - 5 tỷ đồng", vec!["3", "5 × tỷ (10⁹)", "đồng (VND)"]),
            ("6,766 tỷ", vec!["6,766 (6.766 | 6766) × tỷ (10⁹)"]),
            ("US$7.25 million", vec!["US$ (USD)", "7.25 (7.25 | 725) × million (10⁶)"]),
            ("3 tr.đ", vec!["3", "tr.đ (× 10⁶ VND)"]),
        ] {
            assert_eq!(explain(text), want, "{text}");
        }
    }
}

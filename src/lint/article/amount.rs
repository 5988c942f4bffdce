//! Figures that can be read in two ways.

use rust_decimal::Decimal;

use super::{Document, Remarks};
use crate::lint::finding::Message;
use crate::tagger::analyse;
use crate::tagger::article::{Article, Knowledge};
use crate::tagger::json;
use crate::tagger::mention::{AmountValue, Certainty, Mention, Reading, Value};
use crate::text::position::{Byte, Span};

/// Reason of a sum whose separators are in doubt.
const SEPARATOR: &str = "amount.separator";
/// Scales with the one a thousand times smaller.
const SMALLER: [(&str, &str); 4] = [("tỷ", "triệu"), ("tỉ", "triệu"), ("triệu", "nghìn"), ("nghìn tỷ", "tỷ")];

/// `ambiguous-separator`
pub fn ambiguous_separator(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    for mention in &document.analysis.mentions {
        let Value::Amount(value) = &mention.value else { continue };
        if mention.reason.0 != SEPARATOR || mention.certainty != Certainty::Ambiguous {
            continue;
        }
        let own = Reading { decimal: value.decimal, decimal_max: value.decimal_max };
        let readings = if value.candidates.is_empty() { vec![own] } else { value.candidates.clone() };
        let said: Vec<String> = readings.iter().map(|r| said(*r, value)).collect();
        let key =
            if said.len() > 1 { "lint-ambiguous-separator" } else { "lint-ambiguous-separator.foreign" };
        let mut remark = remarks
            .add_as(mention.bytes, key)
            .with("text", document.slice(mention.bytes))
            .with("first", said.first().cloned().unwrap_or_default())
            .with("second", said.get(1).cloned().unwrap_or_default());
        for (reading, said) in readings.iter().zip(said) {
            if let Some((edit, text)) = rewritten(document, mention, *reading) {
                let title = Message::new("fix-reading").with("text", text).with("meaning", said);
                remark = remark.correct(title, vec![edit]);
            }
        }
        remark.done();
    }
}

/// A reading in figures: `1.500.000.000 VND`.
fn said(reading: Reading, value: &AmountValue) -> String {
    let max = reading.decimal_max.map(|m| format!("–{}", grouped(m))).unwrap_or_default();
    format!("{}{max} {}", grouped(reading.decimal), value.currency.code())
}

/// A figure as Vietnamese writes it: dots between thousands, a comma before decimals.
pub fn grouped(figure: Decimal) -> String {
    let plain = json::decimal(figure);
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = dotted(whole);
    if part.is_empty() { whole } else { format!("{whole},{part}") }
}

fn dotted(digits: &str) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// The sum rewritten so that it can be read in this way only, and the whole sum then. What is proposed has been
/// read again.
fn rewritten(
    document: &Document<'_>,
    mention: &Mention,
    wanted: Reading,
) -> Option<((Span<Byte>, String), String)> {
    let text = document.slice(mention.bytes);
    let (at, figure) = only_figure(text)?;
    let behind = &text[at + figure.len()..];
    let means = |proposal: &str, length: usize| {
        let whole = format!("{}{proposal}{}", &text[..at], &text[at + length..]);
        reads_as(&whole, wanted).then_some(whole)
    };
    let place = |length: usize| {
        let start = mention.bytes.start.index() + at;
        Span::new(Byte::from(start), Byte::from(start + length))
    };
    for proposal in proposals(figure) {
        if let Some(whole) = means(&proposal, figure.len()) {
            return Some(((place(figure.len()), proposal), whole));
        }
    }
    // 6,766 tỷ: 6 tỷ 766 triệu
    let (whole, part) = figure.split_once([',', '.']).filter(|(_, p)| p.len() == 3)?;
    let (scale, smaller) = SMALLER.into_iter().find(|(scale, _)| {
        let rest = behind.trim_start().strip_prefix(scale);
        rest.is_some_and(|r| !r.starts_with(char::is_alphanumeric))
    })?;
    let length = figure.len() + behind.find(scale)? + scale.len();
    let proposal = format!("{whole} {scale} {} {smaller}", part.trim_start_matches('0'));
    means(&proposal, length).map(|sum| ((place(length), proposal), sum))
}

/// The one figure with a separator, and where it stands; `None` where there are several.
fn only_figure(text: &str) -> Option<(usize, &str)> {
    let mut figures = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')) {
        let figure = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if figure.contains(['.', ',']) {
            figures.push((at, figure));
        }
        at += part.len();
    }
    if figures.len() == 1 { figures.pop() } else { None }
}

/// Ways to write the digits of a figure: as a whole number, and with a decimal comma where its last separator
/// stands.
fn proposals(figure: &str) -> Vec<String> {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut out = Vec::new();
    if let Some((whole, part)) = figure.rsplit_once(['.', ',']) {
        let (whole, part) = (dotted(&digits(whole)), part.trim_end_matches('0'));
        out.push(if part.is_empty() { whole.clone() } else { format!("{whole},{part}") });
        out.push(format!("{whole},{}", if part.is_empty() { "0" } else { part }));
    }
    let all = digits(figure);
    let all = all.trim_start_matches('0');
    out.push(dotted(all));
    out.push(all.to_owned());
    out.retain(|p| p != figure && !p.is_empty());
    out
}

/// Whether a text is one sum that means just this.
fn reads_as(sum: &str, wanted: Reading) -> bool {
    // A sum without a currency counts only where money is spoken of.
    let text = format!("Số vốn {sum}.");
    let analysis = analyse(&Article { text: &text, date: None }, &Knowledge::default());
    analysis.mentions.iter().any(|m| match &m.value {
        Value::Amount(v) => {
            m.certainty != Certainty::Ambiguous
                && text.get(m.bytes.range()) == Some(sum)
                && v.decimal == wanted.decimal
                && v.decimal_max == wanted.decimal_max
        }
        _ => false,
    })
}

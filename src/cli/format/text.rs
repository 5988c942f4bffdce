//! The article itself with its mentions marked: by colour, or by brackets that name the type, `[L Hà Nội]`.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::tagger::mention::{Analysis, Kind};

/// How a type is shown: its colour, and its letter inside brackets.
const MARKS: [(Kind, AnsiColor, char); 3] = [
    (Kind::Locality, AnsiColor::Green, 'L'),
    (Kind::Official, AnsiColor::Cyan, 'O'),
    (Kind::Amount, AnsiColor::Yellow, 'A'),
];

/// Writes the article. Mentions nest; each inner one is marked inside the outer.
pub fn write(out: &mut impl Write, text: &str, analysis: &Analysis, coloured: bool) -> io::Result<()> {
    let mut open: Vec<(Kind, usize)> = Vec::new();
    let mut at = 0;
    for mention in &analysis.mentions {
        let range = mention.bytes.range();
        close(out, text, &mut open, &mut at, range.start, coloured)?;
        plain(out, text, at, range.start, coloured)?;
        at = at.max(range.start);
        let kind = mention.value.kind();
        // Mentions never cross; if they did, the inner one would be cut rather than the marks mixed up.
        let end = open.last().map_or(range.end, |(_, outer)| range.end.min(*outer));
        open.push((kind, end));
        if coloured {
            paint(out, &open)?;
        } else {
            write!(out, "[{} ", MARKS.iter().find(|m| m.0 == kind).map_or('?', |m| m.2))?;
        }
    }
    close(out, text, &mut open, &mut at, text.len(), coloured)?;
    plain(out, text, at, text.len(), coloured)
}

/// Ends the mentions that end at or before `until`.
fn close(
    out: &mut impl Write,
    text: &str,
    open: &mut Vec<(Kind, usize)>,
    at: &mut usize,
    until: usize,
    coloured: bool,
) -> io::Result<()> {
    while let Some((_, end)) = open.last().copied().filter(|(_, end)| *end <= until) {
        plain(out, text, *at, end, coloured)?;
        *at = end.max(*at);
        open.pop();
        if coloured {
            paint(out, open)?;
        } else {
            out.write_all(b"]")?;
        }
    }
    Ok(())
}

/// Switches to the look of the innermost mention; officials are underlined whatever stands inside.
fn paint(out: &mut impl Write, open: &[(Kind, usize)]) -> io::Result<()> {
    write!(out, "{}", anstyle::Reset)?;
    let Some((kind, _)) = open.last() else { return Ok(()) };
    let colour = MARKS.iter().find(|m| m.0 == *kind).map(|m| m.1.into());
    let mut style = Style::new().bold().fg_color(colour);
    if open.iter().any(|(kind, _)| *kind == Kind::Official) {
        style = style.underline();
    }
    write!(out, "{style}")
}

/// Writes a stretch of the article. Where colours are shown, the article's own control characters are shown as
/// symbols, so that no article steers the terminal.
fn plain(out: &mut impl Write, text: &str, from: usize, to: usize, coloured: bool) -> io::Result<()> {
    let stretch = text.get(from..to).unwrap_or("");
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if !coloured || !stretch.contains(steers) {
        return out.write_all(stretch.as_bytes());
    }
    let shown: String = stretch
        .chars()
        .map(|c| match c as u32 {
            _ if !steers(c) => c,
            low @ 0..=0x1f => char::from_u32(0x2400 + low).unwrap_or('\u{fffd}'),
            0x7f => '\u{2421}',
            _ => '\u{fffd}',
        })
        .collect();
    out.write_all(shown.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::mention::*;
    use crate::text::position::{Byte, Span};

    fn mention(kind: Kind, start: usize, end: usize) -> Mention {
        let value = match kind {
            Kind::Locality => Value::Locality(LocalityValue {
                unit: None,
                level: Level::Village,
                name: String::new(),
                within: None,
                candidates: Vec::new(),
                inside: Inside::Nothing,
            }),
            Kind::Official => Value::Official(OfficialValue::default()),
            Kind::Amount => Value::Amount(AmountValue {
                decimal: rust_decimal::Decimal::ONE,
                decimal_max: None,
                currency: iso_currency::Currency::VND,
                currency_implied: false,
                modifier: None,
                candidates: Vec::new(),
            }),
        };
        Mention {
            span: Span::default(),
            bytes: Span::new(Byte::from(start), Byte::from(end)),
            value,
            certainty: Certainty::Certain,
            reason: Reason("name-of-a-unit"),
        }
    }

    fn shown(text: &str, mentions: &[(Kind, usize, usize)], coloured: bool) -> String {
        let mentions = mentions.iter().map(|(k, a, b)| mention(*k, *a, *b)).collect();
        let mut out = Vec::new();
        write(&mut out, text, &Analysis { mentions, as_of: AsOf::default() }, coloured).unwrap();
        String::from_utf8(out).unwrap()
    }

    use Kind::{Amount, Locality, Official};

    #[test]
    fn brackets_nest() {
        let text = "abc def ghi\n";
        for (mentions, expected) in [
            (&[][..], "abc def ghi\n"),
            (&[(Official, 0, 7), (Locality, 4, 7), (Amount, 8, 11)][..], "[O abc [L def]] [A ghi]\n"),
            (&[(Locality, 0, 11), (Locality, 0, 3), (Locality, 4, 7)], "[L [L abc] [L def] ghi]\n"),
            (&[(Locality, 0, 3), (Official, 3, 12)], "[L abc][O  def ghi\n]"),
            (&[(Official, 0, 7), (Locality, 4, 11)], "[O abc [L def]] ghi\n"),
        ] {
            assert_eq!(shown(text, mentions, false), expected);
        }
    }

    #[test]
    fn without_its_marks_the_article_is_what_it_was() {
        let text = "\u{feff}Tỉnh\r\nX\u{0}\u{1b}[31m";
        assert_eq!(shown(text, &[(Locality, 3, 9)], false), "\u{feff}[L Tỉnh]\r\nX\u{0}\u{1b}[31m");
        let coloured = shown(text, &[(Locality, 3, 9)], true);
        assert!(
            coloured.starts_with("\u{feff}\u{1b}[0m\u{1b}[1m\u{1b}[32mTỉnh\u{1b}[0m\r\nX␀␛[31m"),
            "{coloured:?}"
        );
    }
}

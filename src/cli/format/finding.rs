//! A finding as it is printed: in words, with the file's name and with its source beside it.

use std::cell::OnceCell;
use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::lint::{Argument, Finding, Group, Message, Severity, Subject, rule};
use crate::messages::{Arg, Locale, text};
use crate::text::index::TextIndex;
use crate::text::lines::line_starts;
use crate::text::position::{CodePoint, Span};

/// Code points kept from the place's start on.
const FROM_START: usize = 80;
/// A line is kept from its beginning, so that the printer can count its columns, unless the place lies behind so many
/// code points; then from `BEFORE` before it.
const LONGEST_BEFORE: usize = 5_000;
const BEFORE: usize = 30;
/// So many places where an annotation may be are shown.
const MOST_PLACES: usize = 3;

/// One finding. Its JSON is that of `lint --format json`.
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// The sidecar or article, as the arguments led to it.
    pub file: String,
    /// Name of the rule.
    pub rule: &'static str,
    /// How bad.
    #[serde(serialize_with = "severity_name")]
    pub severity: Severity,
    /// What to say.
    pub message: String,
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
    /// The line of the end: the same in a sidecar, where an annotation is one line.
    pub end_line: usize,
    /// Column behind the end, from 1.
    pub end_column: usize,
    /// Id of the annotation concerned.
    pub annotation: Option<String>,
    /// Whether `--fix` sets it right.
    pub fixable: bool,
    /// The line.
    #[serde(skip)]
    pub excerpt: Excerpt,
    /// Places in the article.
    #[serde(skip)]
    pub places: Vec<Place>,
}

/// A part of one line with a span in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The part, with `…` where the line goes on.
    pub text: String,
    /// Whether it begins where the line does.
    pub from_start: bool,
    /// In bytes of `text`.
    pub span: Range<usize>,
}

/// A place in the article.
#[derive(Clone, Debug)]
pub struct Place {
    /// The article's file.
    pub file: String,
    /// In code points of the whole file.
    pub span: Span<CodePoint>,
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
    /// Its line.
    pub excerpt: Excerpt,
}

fn severity_name<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

/// A message in words.
fn said(message: &Message, locale: Locale) -> String {
    let argument = |(name, value): &'_ (&'static str, Argument)| -> (&'static str, Arg<'static>) {
        match value {
            Argument::Text(text) => (name, text.clone().into()),
            Argument::Number(number) => (name, (*number).into()),
        }
    };
    let arguments: Vec<(&str, Arg<'_>)> = message.arguments.iter().map(argument).collect();
    text(locale, message.key, &arguments)
}

/// A finding on a line of a file that is no sidecar; `written` is that line.
pub fn record(file: &str, written: &str, finding: &Finding, locale: Locale) -> Record {
    let columns = finding.columns;
    // What goes on over the line's end is marked up to there.
    let end = if finding.end_line == finding.line { columns.end.index() } else { usize::MAX };
    Record {
        file: file.to_owned(),
        rule: finding.rule,
        severity: finding.severity,
        message: said(&finding.message, locale),
        line: finding.line + 1,
        column: columns.start.index() + 1,
        end_line: finding.end_line + 1,
        end_column: columns.end.index() + 1,
        annotation: finding.annotation.clone(),
        fixable: finding.fix.is_some(),
        excerpt: Excerpt::of(written, columns.start.index()..end),
        places: Vec::new(),
    }
}

/// Turns findings in an article into words.
#[derive(Debug)]
pub struct ArticleRecorder<'s> {
    /// Its text.
    pub text: &'s str,
    /// Its file.
    pub file: &'s str,
    /// Language of messages.
    pub locale: Locale,
    /// Whether source lines are shown; they cost time.
    pub shown: bool,
    index: OnceCell<(TextIndex, Vec<usize>)>,
}

impl<'s> ArticleRecorder<'s> {
    /// For the findings of one article.
    pub fn new(text: &'s str, file: &'s str, locale: Locale, shown: bool) -> Self {
        Self { text, file, locale, shown, index: OnceCell::new() }
    }

    /// A finding in words.
    pub fn record(&self, finding: &Finding) -> Record {
        if !self.shown {
            return record(self.file, "", finding, self.locale);
        }
        let (index, starts) = self.index.get_or_init(|| (TextIndex::new(self.text), line_starts(self.text)));
        let line = starts.get(finding.line).and_then(|from| {
            let to = starts.get(finding.line + 1).copied().unwrap_or(self.text.len());
            self.text.get(*from..to)
        });
        let line = line.unwrap_or_default().trim_end_matches(['\n', '\r']);
        let place = |span: &Span<CodePoint>| place(self.text, index, starts, self.file, *span);
        let places = finding.candidates.iter().take(MOST_PLACES).filter_map(place).collect();
        Record { places, ..record(self.file, line, finding, self.locale) }
    }
}

/// Turns the findings of one sidecar into words.
#[derive(Debug)]
pub struct Recorder<'s> {
    /// The sidecar and its article.
    pub subject: &'s Subject<'s>,
    /// The sidecar's file.
    pub file: &'s str,
    /// The article's file.
    pub article: &'s str,
    /// Language of messages.
    pub locale: Locale,
    /// Whether source lines are shown; they cost time.
    pub shown: bool,
    /// Where the article's lines start, once somebody asked.
    pub line_starts: OnceCell<Vec<usize>>,
}

impl Recorder<'_> {
    /// A finding in words.
    pub fn record(&self, finding: &Finding) -> Record {
        if !self.shown {
            return record(self.file, "", finding, self.locale);
        }
        let line = String::from_utf8_lossy(self.subject.sidecar.line_bytes(finding.line));
        let places = self.places(finding);
        Record { places, ..record(self.file, &line, finding, self.locale) }
    }

    /// Where in the article to look: the places to choose from, else the annotation's own where it counts in
    /// the text as it is.
    fn places(&self, finding: &Finding) -> Vec<Place> {
        let is_anchor = rule(finding.rule).is_some_and(|r| r.group == Group::Anchor);
        let own = finding.article.filter(|_| is_anchor && self.subject.is_current());
        let spans = if finding.candidates.is_empty() { own.as_slice() } else { &*finding.candidates };
        spans.iter().take(MOST_PLACES).filter_map(|span| self.place(*span)).collect()
    }

    fn place(&self, span: Span<CodePoint>) -> Option<Place> {
        let article = self.subject.article.as_ref()?;
        let starts = self.line_starts.get_or_init(|| line_starts(article.text()));
        place(article.text(), article.index(), starts, self.article, span)
    }
}

/// A place in an article whose lines start at `starts`.
fn place(
    text: &str,
    index: &TextIndex,
    starts: &[usize],
    file: &str,
    span: Span<CodePoint>,
) -> Option<Place> {
    let (start, end) = (index.byte(text, span.start)?, index.byte(text, span.end)?);
    let line = starts.partition_point(|s| *s <= start.index()).checked_sub(1)?;
    let from = *starts.get(line)?;
    let to = starts.get(line + 1).copied().unwrap_or(text.len());
    let whole = text.get(from..to)?.trim_end_matches(['\n', '\r']);
    let column = text.get(from..start.index())?.chars().count();
    // What goes on over the line's end is marked up to there.
    let end = end.index().min(from + whole.len()).max(start.index());
    let length = text.get(start.index()..end)?.chars().count();
    Some(Place {
        file: file.to_owned(),
        span,
        line: line + 1,
        column: column + 1,
        excerpt: Excerpt::of(whole, column..column + length),
    })
}

impl Excerpt {
    /// What stands around `columns` (code points) in a line.
    pub fn of(line: &str, columns: Range<usize>) -> Excerpt {
        let first = if columns.start <= LONGEST_BEFORE { 0 } else { columns.start - BEFORE };
        let byte = |column| byte_of(line, column).unwrap_or(line.len());
        let from = byte(first);
        let start = byte(columns.start);
        let mut to = start + byte_of(&line[start..], FROM_START).unwrap_or(line.len() - start);
        // A cut that saves less than the mark that tells of it is none.
        if line[to..].chars().nth(1).is_none() {
            to = line.len();
        }
        let end = byte_of(&line[start..], columns.end.saturating_sub(columns.start));
        let end = end.map_or(to, |length| (start + length).min(to));
        let mut text = String::with_capacity(to - from + 6);
        if first > 0 {
            text.push('…');
        }
        put_in_one_line(&line[from..start], &mut text);
        let start_in_text = text.len();
        put_in_one_line(&line[start..end], &mut text);
        let end_in_text = text.len();
        put_in_one_line(&line[end..to], &mut text);
        if to < line.len() {
            text.push('…');
        }
        Excerpt { text, from_start: first == 0, span: start_in_text..end_in_text }
    }
}

/// Where a column begins, in bytes; `None` behind the end of the line.
fn byte_of(line: &str, column: usize) -> Option<usize> {
    let mut chars = line.chars();
    if column > 0 {
        chars.nth(column - 1)?;
    }
    Some(line.len() - chars.as_str().len())
}

/// A part of a line must stay in one line.
fn put_in_one_line(part: &str, out: &mut String) {
    // All controls are among these bytes.
    if part.bytes().fold(false, |found, b| found | (b < b' ') | (b == 0x7f) | (b == 0xc2)) {
        out.extend(part.chars().map(|c| if c.is_control() { ' ' } else { c }));
    } else {
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, columns: Range<usize>, text: &str, marked: &str) {
        let excerpt = Excerpt::of(line, columns);
        assert_eq!((excerpt.text.as_str(), &excerpt.text[excerpt.span.clone()]), (text, marked));
    }

    #[test]
    fn what_stands_around_the_place() {
        check("tỉnh Hậu Giang", 5..14, "tỉnh Hậu Giang", "Hậu Giang");
        check("", 0..0, "", "");
        check("ế\tế", 3..9, "ế ế", "");
        let of = |n: usize| "ă".repeat(n);
        check(&of(200), 100..102, &(of(180) + "…"), "ăă");
        check(&of(200), 0..200, &(of(80) + "…"), &of(80));
        check(&of(200), 150..200, &of(200), &of(50));
        check(&of(6000), 5900..5902, &format!("…{}…", of(110)), "ăă");
        check(&"ă".repeat(81), 0..1, &"ă".repeat(81), "ă");
        // No-break spaces are none of the controls that share their first byte.
        check("a\u{a0}\u{85}b\u{7f}", 2..4, "a\u{a0} b ", " b");
        check("ab", 5..9, "ab", "");
    }
}

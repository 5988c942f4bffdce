//! Findings for people: each with its line and a caret, and with its place in the article.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use super::finding::{Excerpt, Record};
use crate::cli::parallel;
use crate::lint::Severity;
use crate::messages::{Locale, text};

/// Columns of source that are shown; longer lines are trimmed around the place.
const WIDTH: usize = 120;

/// So many are turned into text at once before they are written.
const BATCH: usize = 4096;

/// Writes them, a blank line between two. `jobs`: how many threads; all cores by default.
pub fn write(
    out: &mut impl Write,
    findings: &[Record],
    coloured: bool,
    locale: Locale,
    jobs: Option<NonZeroUsize>,
) -> io::Result<()> {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let named = |severity| (severity, level(severity).with_name(text(locale, key(severity), &[])));
    let levels = Severity::ALL.map(named);
    let mut is_first = true;
    for batch in findings.chunks(BATCH) {
        for rendered in parallel::map_quietly(batch, jobs, |finding| one(&renderer, finding, &levels)) {
            if !std::mem::take(&mut is_first) {
                writeln!(out)?;
            }
            writeln!(out, "{rendered}")?;
        }
    }
    Ok(())
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE,
    }
}

fn key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Info => "severity-info",
        Severity::Hint => "severity-hint",
    }
}

fn one(renderer: &Renderer, finding: &Record, levels: &[(Severity, Level<'_>)]) -> String {
    let named = levels.iter().find(|(severity, _)| *severity == finding.severity);
    let level = named.map_or_else(|| level(finding.severity), |(_, level)| level.clone());
    let mut sources = vec![Source::of(
        &finding.file,
        (finding.line, finding.column),
        &finding.excerpt,
        AnnotationKind::Primary,
    )];
    sources.extend(finding.places.iter().map(|place| {
        Source::of(&place.file, (place.line, place.column), &place.excerpt, AnnotationKind::Context)
    }));
    let group = level.primary_title(finding.message.as_str()).id(finding.rule);
    let rendered = renderer.render(&[group.elements(sources.iter().map(Source::snippet))]);
    with_columns(rendered, &sources)
}

/// A line of a file with its place marked, or a part of that line.
struct Source<'r> {
    file: &'r str,
    /// From 1.
    line: usize,
    /// Where the place begins, from 1: in the line, and in the part.
    column: (usize, usize),
    text: &'r str,
    marked: Range<usize>,
    kind: AnnotationKind,
}

impl<'r> Source<'r> {
    fn of(file: &'r str, (line, column): (usize, usize), excerpt: &'r Excerpt, kind: AnnotationKind) -> Self {
        let cut = cut(excerpt);
        let text = &excerpt.text[cut..];
        let marked = excerpt.span.start - cut..excerpt.span.end - cut;
        let column = (column, text[..marked.start].chars().count() + 1);
        Source { file, line, column, text, marked, kind }
    }

    fn snippet(&self) -> Snippet<'r, Annotation<'r>> {
        let marked = self.kind.span(self.marked.clone());
        Snippet::source(self.text).path(self.file).line_start(self.line).fold(false).annotation(marked)
    }
}

/// The renderer counts columns in the parts that it is given.
fn with_columns(mut rendered: String, sources: &[Source<'_>]) -> String {
    let mut from = 0;
    for Source { file, line, column, .. } in sources.iter().filter(|s| s.column.0 != s.column.1) {
        let place = format!("{file}:{line}:");
        let Some(at) = rendered[from..].find(&format!("{place}{}", column.1)) else { continue };
        from += at + place.len();
        rendered.replace_range(from..from + column.1.to_string().len(), &column.0.to_string());
    }
    rendered
}

/// Bytes of a long line's beginning that the renderer would measure, and then leave out: it shows [`WIDTH`] columns around
/// the place. It must find as much before the place as it could show, so only letters of one column count; and
/// a line that begins with a blank is trimmed by another rule.
fn cut(excerpt: &Excerpt) -> usize {
    let before = &excerpt.text[..excerpt.span.start];
    let is_plain = |c: char| matches!(c, '!'..='~' | 'À'..='\u{24f}' | '\u{1ea0}'..='\u{1ef9}');
    if before.len() < 2 * WIDTH || !before.starts_with(is_plain) {
        return 0;
    }
    let kept = before.char_indices().rev().take_while(|(_, c)| is_plain(*c) || *c == ' ');
    kept.skip(WIDTH).find(|(_, c)| is_plain(*c)).map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is cut off the line's beginning is nothing that would have been shown.
    #[test]
    fn a_cut_shows_the_same() {
        let words = ["{\"a\":\"Lạng Sơn\", ", "“x” – ", "Bắc Ninh; ", "\u{301}e ", "x".repeat(30).as_str()]
            .map(str::to_owned);
        let mut cuts = 0;
        for n in 0..400_usize {
            let line: String =
                (0..n % 97).map(|i| words[(i * i + n) % if n % 2 == 0 { 5 } else { 1 }].as_str()).collect();
            let length = line.chars().count();
            let columns = n * 7 % (length + 1)..(n * 7 % (length + 1) + n % 150).min(length);
            let excerpt = Excerpt::of(&line, columns.clone());
            if !excerpt.from_start {
                continue;
            }
            cuts += usize::from(cut(&excerpt) > 0);
            let renderer = Renderer::plain().term_width(WIDTH);
            let at = (12, columns.start + 1);
            let short = Source::of("a.txt", at, &excerpt, AnnotationKind::Primary);
            let (text, marked) = (excerpt.text.as_str(), excerpt.span.clone());
            let whole = Source { text, marked, ..Source::of("a.txt", at, &excerpt, AnnotationKind::Primary) };
            let rendered = |source: Source<'_>| {
                let group = Level::NOTE.primary_title("x").element(source.snippet());
                with_columns(renderer.render(&[group]), &[source])
            };
            assert_eq!(
                rendered(short),
                rendered(Source { column: (at.1, at.1), ..whole }),
                "{line} {columns:?}"
            );
        }
        assert!(cuts > 20, "{cuts}");
    }
}

//! Findings for people: each with its line and a caret, and with its place in the article.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::finding::{Excerpt, Record};
use crate::lint::Severity;
use crate::messages::{Locale, text};

/// Columns of source that are shown; longer lines are trimmed around the place.
const WIDTH: usize = 120;

/// Writes them, a blank line between two.
pub fn write(out: &mut impl Write, findings: &[Record], coloured: bool, locale: Locale) -> io::Result<()> {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    for (n, finding) in findings.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", one(&renderer, finding, locale))?;
    }
    Ok(())
}

fn one(renderer: &Renderer, finding: &Record, locale: Locale) -> String {
    let (level, key) = match finding.severity {
        Severity::Error => (Level::ERROR, "severity-error"),
        Severity::Warning => (Level::WARNING, "severity-warning"),
        Severity::Info => (Level::INFO, "severity-info"),
        Severity::Hint => (Level::NOTE, "severity-hint"),
    };
    let level = level.with_name(text(locale, key, &[]));
    let mut group = level.primary_title(finding.message.as_str()).id(finding.rule).elements(source(
        &finding.file,
        (finding.line, finding.column),
        &finding.excerpt,
        AnnotationKind::Primary,
    ));
    for place in &finding.places {
        let at = (place.line, place.column);
        group = group.elements(source(&place.file, at, &place.excerpt, AnnotationKind::Context));
    }
    renderer.render(&[group])
}

/// A line of a file with its place marked; `at` is line and column, from 1.
fn source<'r>(
    file: &'r str,
    at: (usize, usize),
    excerpt: &'r Excerpt,
    kind: AnnotationKind,
) -> Vec<Element<'r>> {
    let snippet = Snippet::source(excerpt.text.as_str())
        .line_start(at.0)
        .fold(false)
        .annotation(kind.span(excerpt.span.clone()));
    if excerpt.from_start {
        return vec![snippet.path(file).into()];
    }
    // Columns can't be counted in a part of a line, so they are told.
    vec![Origin::path(file).line(at.0).char_column(at.1).into(), snippet.into()]
}

//! Findings for people: each with its line and a caret, and with its place in the article.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::finding::{Excerpt, Record};
use crate::lint::Severity;
use crate::messages::{Locale, text};

/// Writes them, a blank line between two.
pub fn write(out: &mut impl Write, findings: &[Record], coloured: bool, locale: Locale) -> io::Result<()> {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
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
    let origin = |file, line, column| Origin::path(file).line(line).char_column(column);
    let snippet = |excerpt: &Excerpt, line, kind: AnnotationKind| {
        Snippet::source(excerpt.text.clone())
            .line_start(line)
            .fold(false)
            .annotation(kind.span(excerpt.span.clone()))
    };
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.rule)
        .element(origin(finding.file.as_str(), finding.line, finding.column))
        .element(snippet(&finding.excerpt, finding.line, AnnotationKind::Primary));
    for place in &finding.places {
        group = group.element(origin(place.file.as_str(), place.line, place.column)).element(snippet(
            &place.excerpt,
            place.line,
            AnnotationKind::Context,
        ));
    }
    renderer.render(&[group])
}

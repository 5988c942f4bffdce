//! Rules about anchors: whether an annotation says what stands in the article.

use unicode_normalization::char::is_combining_mark;

use super::finding::Fix;
use super::subject::{Report, Subject};
use crate::sidecar::anchor::{Article, Found, Places, Position, Verdict};
use crate::sidecar::sync::{AMBIGUOUS, UNMERGED};
use crate::sidecar::{Annotation, Piece, build, rewrite};
use crate::text::paragraph::paragraphs;
use crate::text::position::{CodePoint, Span};

/// Why an annotation could not follow an earlier change, as the header remembers.
fn left<'s>(subject: &'s Subject<'_>, annotation: &Annotation) -> Option<&'s str> {
    subject.unanchored(annotation).filter(|why| *why != UNMERGED)
}

/// Whether its position counts in another version of the article than those around it.
fn is_unmerged(subject: &Subject<'_>, annotation: &Annotation) -> bool {
    subject.unanchored(annotation) == Some(UNMERGED)
}

/// The fix that moves an annotation to where it surely is.
fn fix_move(subject: &Subject<'_>, annotation: &Annotation, to: Span<CodePoint>) -> Option<Fix> {
    let article = subject.article.as_ref()?;
    // Positions of the other lines still belong to the old text; they are brought over together.
    if !subject.is_current() || is_unmerged(subject, annotation) {
        return Some(Fix::Sync);
    }
    rewrite::moved(annotation, to, article.text(), article.index()).map(Fix::Line)
}

/// Of these annotations those whose place in the article is sure and not empty, with that place's text.
fn placed<'s>(
    subject: &'s Subject<'_>,
    of: impl Iterator<Item = (usize, &'s Annotation, &'s Verdict)>,
) -> impl Iterator<Item = (usize, &'s Annotation, &'s Article<'s>)> {
    of.filter_map(|(line, annotation, verdict)| {
        let fits = matches!(verdict.position, Position::Fits { .. } | Position::NoQuote);
        let sure = fits && verdict.found == Found::Here && left(subject, annotation).is_none();
        sure.then_some((line, annotation, subject.article.as_ref()?))
    })
}

/// `anchor-out-of-bounds`
pub fn out_of_bounds(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, verdict) in subject.unsettled() {
        // On a changed article the other rules tell where it is now.
        if verdict.position != Position::OutOfBounds || !subject.is_current() {
            continue;
        }
        // The position of one that could not follow belongs to no text.
        if left(subject, annotation).is_some() {
            continue;
        }
        let length = subject.article.as_ref().map_or(0, |a| a.index().length().0);
        let draft = report.add(line).on_key("end").with("end", annotation.span.end.0).with("length", length);
        match &verdict.found {
            Found::Moved(to) if left(subject, annotation).is_none() => {
                draft.among([*to]).fix(fix_move(subject, annotation, *to)).done();
            }
            _ => draft.done(),
        }
    }
}

/// `anchor-empty`
pub fn empty(subject: &Subject<'_>, report: &mut Report<'_>) {
    // An article is not needed to see it.
    for (line, annotation) in subject.of_lines(&subject.survey().empty) {
        let places = subject.article.as_ref().map(|a| a.find(annotation));
        let places = match places {
            Some(Found::Moved(one)) => [one].into(),
            Some(Found::Ambiguous(several)) => several,
            _ => [].into(),
        };
        report.add(line).on_key("start").among(places).done();
    }
}

/// `quote-mismatch`
pub fn quote_mismatch(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, verdict) in subject.unsettled() {
        if left(subject, annotation).is_some() || verdict.position == Position::Empty {
            continue;
        }
        let told_elsewhere = verdict.position == Position::OutOfBounds && subject.is_current();
        let now = |span| subject.article.as_ref().and_then(|a| a.slice(span)).unwrap_or_default().to_owned();
        let quote = annotation.quote.exact.as_deref().unwrap_or_default();
        match &verdict.found {
            Found::Moved(to) if !told_elsewhere => report
                .add_as(line, "lint-quote-mismatch.moved")
                .on_key("exact")
                .with("quote", quote)
                .with("start", to.start.0)
                .among([*to])
                .fix(fix_move(subject, annotation, *to))
                .done(),
            Found::Changed(at) => report
                .add(line)
                .on_key("exact")
                .with("quote", quote)
                .with("now", now(*at))
                .at(*at)
                .among([*at])
                .fix((!subject.is_current()).then_some(Fix::Sync))
                .done(),
            Found::Nowhere(places) if in_doubt(subject, annotation, verdict) => report
                .add(line)
                .on_key("exact")
                .with("quote", quote)
                .with("now", now(annotation.span))
                .among(places.clone())
                .done(),
            _ => {}
        }
    }
}

/// Whether another text stands at a position that is said to be right: then the quote is wrong, not the
/// place, unless the surroundings are others too.
fn in_doubt(subject: &Subject<'_>, annotation: &Annotation, verdict: &Verdict) -> bool {
    if verdict.position != Position::Differs || !subject.is_current() {
        return false;
    }
    let (Some(article), quote) = (&subject.article, &annotation.quote) else { return false };
    let Some(here) = build::quote(article.text(), article.index(), annotation.span) else { return false };
    let same = |given: &Option<Piece>, here: Option<Piece>| given.is_none() || *given == here;
    same(&quote.prefix, here.prefix) || same(&quote.suffix, here.suffix)
}

/// `context-mismatch`
pub fn context_mismatch(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, article) in placed(subject, subject.unsettled()) {
        let at = annotation.span;
        let Some(here) = build::quote(article.text(), article.index(), at) else { continue };
        let quote = &annotation.quote;
        let sides = [("prefix", &quote.prefix, here.prefix), ("suffix", &quote.suffix, here.suffix)];
        let wrong = sides.iter().find(|(key, given, here)| match (given, here) {
            (Some(given), Some(here)) if *key == "prefix" => {
                !(here.ends_with(given.as_str())
                    || given.ends_with(here.as_str()) && longer(article, at, given, true))
            }
            (Some(given), Some(here)) => {
                !(here.starts_with(given.as_str())
                    || given.starts_with(here.as_str()) && longer(article, at, given, false))
            }
            _ => false,
        });
        if let Some((key, ..)) = wrong {
            report.add(line).on_key(key).fix(fix_move(subject, annotation, at)).done();
        }
    }
}

/// Whether a context that is longer than ours is right all the same.
fn longer(article: &Article<'_>, at: Span<CodePoint>, context: &str, before: bool) -> bool {
    let byte = |p| article.index().byte(article.text(), p).map_or(0, |b| b.index());
    if before {
        article.text()[..byte(at.start)].ends_with(context)
    } else {
        article.text()[byte(at.end)..].starts_with(context)
    }
}

/// `quote-ambiguous`
pub fn quote_ambiguous(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, verdict) in subject.unsettled() {
        let places = match (&verdict.found, left(subject, annotation)) {
            (_, Some(AMBIGUOUS)) => match subject.article.as_ref().map(|a| a.find(annotation)) {
                Some(Found::Ambiguous(places) | Found::Nowhere(places)) => places,
                Some(Found::Moved(place)) => [place].into(),
                _ => [].into(),
            },
            (Found::Ambiguous(places), None) if verdict.position != Position::Empty => places.clone(),
            _ => continue,
        };
        let quote = annotation.quote.exact.as_deref().unwrap_or_default();
        report
            .add(line)
            .on_key("exact")
            .with("quote", quote)
            .with("count", places.len())
            .among(places)
            .done();
    }
}

/// `orphan`
pub fn orphan(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, verdict) in subject.unsettled() {
        let places: &Places = match (&verdict.found, left(subject, annotation)) {
            (_, Some(AMBIGUOUS)) => continue,
            // It may have come back: that is for a person to say.
            (found, Some(_)) => match found {
                Found::Here => &[annotation.span].into(),
                Found::Moved(place) | Found::Changed(place) => &[*place].into(),
                Found::Nowhere(places) | Found::Ambiguous(places) => places,
            },
            (Found::Nowhere(places), None)
                if verdict.position != Position::Empty && !in_doubt(subject, annotation, verdict) =>
            {
                places
            }
            _ => continue,
        };
        let quote = annotation.quote.exact.as_deref().unwrap_or_default();
        report.add(line).on_key("exact").with("quote", quote).among(places.clone()).done();
    }
}

/// `splits-grapheme`
pub fn splits_grapheme(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, article) in placed(subject, subject.with_odd_ends()) {
        let Some(bytes) = article.bytes(annotation.span) else { continue };
        for (key, at) in [("start", bytes.start), ("end", bytes.end)] {
            if !build::is_boundary(article.text(), at) {
                report.add(line).on_key(key).done();
                break;
            }
        }
    }
}

/// `splits-syllable`
pub fn splits_syllable(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, article) in placed(subject, subject.with_odd_ends()) {
        let Some(bytes) = article.bytes(annotation.span) else { continue };
        for (key, at) in [("start", bytes.start), ("end", bytes.end)] {
            if is_inside_word(article.text(), at) {
                report.add(line).on_key(key).done();
                break;
            }
        }
    }
}

/// Whether a word or a figure goes on over this byte. Run-together words (`phươngNâng`) and a figure that
/// touches letters (`500.000đ`) are two.
fn is_inside_word(text: &str, byte: usize) -> bool {
    let before = text[..byte].chars().rev().find(|c| !is_combining_mark(*c));
    let mut rest = text[byte..].chars();
    let (behind, next) = (rest.next(), rest.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match (before, behind) {
        (Some(a), Some(b)) if a.is_alphabetic() && b.is_alphabetic() => {
            !(a.is_lowercase() && b.is_uppercase())
        }
        (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => true,
        (Some(a), Some('.' | ',')) => a.is_ascii_digit() && digit(next),
        (Some('.' | ','), Some(b)) => b.is_ascii_digit() && digit(text[..byte].chars().rev().nth(1)),
        _ => false,
    }
}

/// `edge-whitespace`
pub fn edge_whitespace(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    for (line, annotation, article) in placed(subject, subject.with_odd_ends()) {
        let Some(text) = article.slice(annotation.span) else { continue };
        let before = text.chars().take_while(|c| is_blank(*c)).count() as u32;
        let behind = text.chars().rev().take_while(|c| is_blank(*c)).count() as u32;
        if before + behind == 0 {
            continue;
        }
        let start = CodePoint(annotation.span.start.0 + before);
        let trimmed = Span::new(start, CodePoint(annotation.span.end.0.saturating_sub(behind)));
        let fix = if trimmed.is_empty() || !subject.is_current() {
            None
        } else {
            trim(annotation, trimmed, article)
        };
        report.add(line).on_key("exact").fix(fix).done();
    }
}

/// A cut at the front does not move the parts inside.
fn trim(annotation: &Annotation, to: Span<CodePoint>, article: &Article<'_>) -> Option<Fix> {
    let mut json = rewrite::moved(annotation, to, article.text(), article.index())?;
    if let Some(body) = annotation.json().get("body") {
        json.insert("body".to_owned(), body.clone());
    }
    Some(Fix::Line(json))
}

/// `article-changed`
pub fn article_changed(subject: &Subject<'_>, report: &mut Report<'_>) {
    if let (Some(_), Some((line, _))) = (&subject.article, subject.sidecar.header_line())
        && !subject.is_current()
    {
        report.add(line).on_key("sha256").with("article", subject.article_name).fix(Some(Fix::Sync)).done();
    }
    // Merged lines whose positions count in another version of the article.
    let all = subject.sidecar.annotations().filter(|_| subject.has_left());
    for (line, annotation) in all {
        if is_unmerged(subject, annotation) {
            let fix = subject.article.is_some().then_some(Fix::Sync);
            report.add_as(line, "lint-article-changed.unmerged").on_key("start").fix(fix).done();
        }
    }
}

/// `crosses-paragraph`
pub fn crosses_paragraph(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut ranges = None;
    for (line, annotation, article) in placed(subject, subject.with_odd_ends()) {
        let ranges = ranges.get_or_insert_with(|| paragraphs(article.text()).collect::<Vec<_>>());
        let Some(std::ops::Range { start, end }) = article.bytes(annotation.span) else { continue };
        // The first paragraph that ends behind the start must reach to the span's end, unless only
        // white space is left (which is another rule's).
        let i = ranges.partition_point(|r| r.end <= start);
        let crosses = ranges.get(i).is_some_and(|r| {
            r.end < end
                && article.text().get(r.end..end).is_some_and(|t| !t.trim().is_empty())
                && start < r.end
        });
        if crosses {
            report.add(line).on_key("end").done();
        }
    }
}

//! Rules about how far the work is.

use jiff::civil::Date;

use super::finding::Message;
use super::registry::Severity;
use super::subject::{Report, Subject};
use crate::sidecar::ArticleStatus;
use crate::tagger::date::{self, DateMention};
use crate::tagger::mention::{Certainty, Kind};
use crate::tagger::paragraph::Reader;
use crate::text::paragraph::paragraphs;
use crate::text::position::Span;

fn is_finished(subject: &Subject<'_>) -> bool {
    subject.sidecar.header().is_some_and(|h| h.status == Some(ArticleStatus::Finished))
}

/// `unreviewed`
pub fn unreviewed(subject: &Subject<'_>, report: &mut Report<'_>) {
    let all = &subject.survey().unseen;
    // While the work goes on, one reminder is enough.
    if !is_finished(subject) {
        if let Some(line) = all.first() {
            report.add_as(*line, "lint-unreviewed.count").on_key("origin").with("count", all.len()).done();
        }
        return;
    }
    // Whoever finished the article has vouched for what nobody looked at.
    for (line, annotation) in subject.of_lines(all) {
        let text = annotation.quote.exact.as_deref().unwrap_or_default();
        report.add(line).on_key("origin").with("text", text).weighing(Severity::Warning).done();
    }
}

/// `unannotated`: in a finished article what is not annotated is said to be none.
pub fn unannotated(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(analysis), Some((header, _))) = (subject.analysis, subject.sidecar.header_line()) else {
        return;
    };
    if !is_finished(subject) || !subject.is_current() {
        return;
    }
    let Some(article) = &subject.article else { return };
    // Refusals too: somebody has looked. Another extent is a person's own judgement.
    let mut marked: Vec<(Kind, _)> =
        subject.sidecar.annotations().filter_map(|(_, a)| Some((a.kind?, a.span))).collect();
    marked.sort_by_key(|(kind, span)| (*kind, span.start));
    let mut longest: Vec<(Kind, u32, u32)> = Vec::with_capacity(marked.len());
    for (kind, span) in marked {
        let before = longest.last().filter(|(k, ..)| *k == kind).map_or(0, |(.., end)| *end);
        longest.push((kind, span.start.0, before.max(span.end.0)));
    }
    for mention in analysis.mentions.iter().filter(|m| m.certainty == Certainty::Certain) {
        let kind = mention.value.kind();
        let before = longest.partition_point(|(k, start, _)| (*k, *start) < (kind, mention.span.end.0));
        let last = before.checked_sub(1).and_then(|i| longest.get(i)).filter(|(k, ..)| *k == kind);
        if last.is_some_and(|(.., end)| *end > mention.span.start.0) {
            continue;
        }
        let text = article.slice(mention.span).unwrap_or_default();
        report.add(header).on_key("status").with("text", text).at(mention.span).among([mention.span]).done();
    }
}

/// Bytes of an article's beginning in which a date line stands.
const HEAD: usize = 1200;

/// `date-disagrees`: the header's date is not that of the article's date line.
pub fn date_disagrees(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(article), Some((line, header))) = (&subject.article, subject.sidecar.header_line()) else {
        return;
    };
    let Some(date) = header.date else { return };
    let text = article.text();
    let mut reader = Reader::default();
    let mut dates = Vec::new();
    for range in paragraphs(text).take_while(|r| r.start < HEAD) {
        // A date line is short; the running text names days of all kinds.
        if range.len() < HEAD && date::may_be_date_line(&text[range.clone()]) {
            date::find(&reader.read(text, range), &mut dates);
        }
    }
    let full = |m: &DateMention| {
        let (year, (month, day)) = m.year.zip(m.day)?;
        Date::new(year, month, day).ok()
    };
    let Some((said, at)) = dates.iter().filter(|m| m.date_line).find_map(|m| Some((full(m)?, m.bytes)))
    else {
        return;
    };
    if said != date {
        let index = article.index();
        let span = Span::new(index.code_point(text, at.start), index.code_point(text, at.end));
        let title = Message::new("fix-value").with("value", said.to_string());
        report
            .add_as(line, "lint-date-disagrees.line")
            .on_key("date")
            .with("date", date.to_string())
            .with("said", said.to_string())
            .among([span])
            .correct(title, header.with_date(Some(said)))
            .done();
    }
}

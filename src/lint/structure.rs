//! Rules about the sidecar itself: whether it is what docs/sidecar.md says.

use std::collections::HashSet;

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde_json::Value;

use super::finding::Fix;
use super::subject::{Report, Subject};
use crate::sidecar::line::Marker;
use crate::sidecar::schema::Fault;
use crate::sidecar::{Annotation, Content, Header, Line, Object, Trouble, iri};

/// Lines that are neither a header nor an annotation.
fn others<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (usize, &'s Line)> {
    subject.survey().others.iter().filter_map(|n| Some((*n, subject.sidecar.lines().get(*n)?)))
}

/// `bad-json`
pub fn bad_json(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (i, line) in others(subject) {
        let Content::Unreadable(bad) = &line.content else { continue };
        let end = line.range.len();
        match &bad.trouble {
            Trouble::NotUtf8(byte) => report
                .add_as(i, "lint-bad-json.not-utf8")
                .on(bad.at..bad.at + 1)
                .with("byte", format!("0x{byte:02x}"))
                .done(),
            Trouble::Json(says) => {
                report.add(i).on(bad.at.min(end)..(bad.at + 1).min(end)).with("error", says.as_str()).done()
            }
            Trouble::NotObject => report.add_as(i, "lint-bad-json.not-object").done(),
            Trouble::NoTarget => {}
        }
    }
}

/// `unknown-key`
pub fn unknown_key(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, form) in subject.forms() {
        for key in &form.unknown {
            report.add(line).on_key(key).with("key", key.as_str()).done();
        }
    }
}

/// `bad-schema`
pub fn bad_schema(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (i, line) in others(subject) {
        if let Content::Unreadable(bad) = &line.content
            && bad.trouble == Trouble::NoTarget
        {
            report
                .add(i)
                .on_key("target")
                .with("key", "target")
                .with("expected", "TextPositionSelector")
                .done();
        }
    }
    for (line, form) in subject.forms() {
        for Fault { key, expected, .. } in &form.faults {
            report.add(line).on_key(key).with("key", key.as_str()).with("expected", expected.as_str()).done();
        }
        if form.repeats_keys {
            report.add_as(line, "lint-bad-schema.repeated-key").done();
        }
    }
}

/// `duplicate-id`
pub fn duplicate_id(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.survey().may_repeat_ids {
        return;
    }
    let room = subject.sidecar.lines().len();
    let mut seen: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(room, FxBuildHasher);
    for (line, annotation) in subject.sidecar.annotations() {
        let Some(id) = annotation.id.as_deref() else { continue };
        match seen.get(id) {
            Some(first) => report.add(line).on_key("id").with("id", id).with("line", first + 1).done(),
            None => {
                seen.insert(id, line);
            }
        }
    }
}

/// Whether an annotation says something of its position. That of one which could not follow belongs to no text.
fn stands(subject: &Subject<'_>, annotation: &Annotation) -> bool {
    annotation.is_active() && subject.unanchored(annotation).is_none()
}

/// `duplicate-annotation`
pub fn duplicate_annotation(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.survey().may_double {
        return;
    }
    let mut seen = FxHashMap::default();
    for (line, annotation) in subject.sidecar.annotations().filter(|(_, a)| stands(subject, a)) {
        let Some(kind) = annotation.kind else { continue };
        match seen.get(&(annotation.span, kind)) {
            Some(first) => report.add(line).with("line", first + 1).done(),
            None => {
                seen.insert((annotation.span, kind), line);
            }
        }
    }
}

/// `crossing`
pub fn crossing(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.survey().may_cross {
        return;
    }
    let all = subject.sidecar.annotations().filter(|(_, a)| stands(subject, a) && !a.span.is_empty());
    let mut all: Vec<(usize, &Annotation)> = all.collect();
    if !all.is_sorted_by_key(|(_, a)| a.order()) {
        all.sort_by_key(|(_, a)| a.order());
    }
    let mut open: Vec<(usize, &Annotation)> = Vec::new();
    for (line, annotation) in all {
        open.retain(|(_, o)| o.span.end > annotation.span.start);
        if let Some((other, _)) = open.iter().find(|(_, o)| o.span.end < annotation.span.end) {
            report.add(line).on_key("start").with("line", other + 1).done();
        }
        open.push((line, annotation));
    }
}

/// `dangling-reference`
pub fn dangling_reference(subject: &Subject<'_>, report: &mut Report<'_>) {
    // Where the hash is that of the article beside it, both were renamed.
    let old_name = subject.sidecar.header().filter(|_| subject.is_surely_current());
    let old_name = old_name.and_then(|header| header.source.as_deref());
    for (line, header) in subject.sidecar.headers() {
        if header.source.as_deref().is_some_and(|s| s != subject.article_name) {
            let renamed = || {
                let mut json = Object::clone(&header.json);
                json.insert("source".into(), subject.article_name.into());
                Fix::Line(json)
            };
            let is_renamed = header.source.as_deref() == old_name;
            report
                .add_as(line, "lint-dangling-reference.article")
                .on_key("source")
                .with("source", header.source.as_deref().unwrap_or_default())
                .with("article", subject.article_name)
                .fix(is_renamed.then(renamed))
                .done();
        }
    }
    for (line, annotation) in subject.of_lines(&subject.survey().strangers) {
        // A name as it stands is taken too; whether it should be encoded is no question of reference.
        let source = annotation.target_source.as_deref().unwrap_or(subject.article_name);
        let decoded = iri::decode(source);
        if source != subject.article_name && decoded.as_deref() != Some(subject.article_name) {
            let renamed = || {
                let mut json = annotation.json();
                let target = json.get_mut("target").and_then(Value::as_object_mut)?;
                target.insert("source".into(), iri::encode(subject.article_name).into());
                Some(Fix::Line(json))
            };
            let is_renamed = old_name.is_some_and(|old| source == old || decoded.as_deref() == Some(old));
            report
                .add_as(line, "lint-dangling-reference.article")
                .on_key("target")
                .with("source", source)
                .with("article", subject.article_name)
                .fix(is_renamed.then(renamed).flatten())
                .done();
        }
    }
    let left = |header: &'_ Header| -> Vec<String> {
        let left = header.json.get("unanchored").and_then(Value::as_object);
        left.into_iter().flat_map(Object::keys).cloned().collect()
    };
    let headers = subject.sidecar.headers().filter(|(_, header)| header.has_left());
    let headers = headers.map(|(line, header)| (line, left(header)));
    let lines = subject.forms().filter(|(_, form)| !form.references.is_empty());
    let named: Vec<_> = headers.chain(lines.map(|(line, form)| (line, form.references.clone()))).collect();
    if named.is_empty() {
        return;
    }
    let ids: HashSet<&str> = subject.sidecar.lines().iter().filter_map(|line| id_of(&line.content)).collect();
    for (line, named) in named {
        for id in named.iter().filter(|id| !ids.contains(id.as_str())) {
            report.add(line).with("id", id.as_str()).done();
        }
    }
}

/// The id of an annotation, also of one that can't be read wholly.
fn id_of(content: &Content) -> Option<&str> {
    match content {
        Content::Annotation(annotation) => annotation.id.as_deref(),
        Content::Unreadable(bad) => bad.id.as_deref(),
        _ => None,
    }
}

/// `not-canonical`
pub fn not_canonical(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (sidecar, survey) = (subject.sidecar, subject.survey());
    if survey.rough.is_empty() && !survey.is_mixed_up && !sidecar.has_bom() {
        return;
    }
    let mut last = None;
    for (i, line) in sidecar.lines().iter().enumerate() {
        let order = match &line.content {
            Content::Header(_) => None,
            Content::Annotation(annotation) => Some(annotation.order()),
            _ => continue,
        };
        let form = subject.form(i);
        let marked = i == 0 && sidecar.has_bom();
        if form.is_some_and(|f| !f.is_canonical) || line.break_length != 1 || marked {
            let fix = (!form.is_some_and(|f| f.repeats_keys)).then_some(Fix::Canonical);
            report.add(i).fix(fix).done();
        }
        if order.is_some() && order < last {
            report.add_as(i, "lint-not-canonical.order").on_key("start").fix(Some(Fix::Sort)).done();
        } else {
            last = order.or(last);
        }
    }
}

/// `header-missing`
pub fn header_missing(subject: &Subject<'_>, report: &mut Report<'_>) {
    let sidecar = subject.sidecar;
    if let Some((line, _)) = sidecar.header_line() {
        let is_annotation = |l: &Line| matches!(l.content, Content::Annotation(_));
        if sidecar.lines().get(..line).unwrap_or_default().iter().any(is_annotation) {
            report.add_as(line, "lint-header-missing.behind").done();
        }
        return;
    }
    if sidecar.is_blank() {
        return;
    }
    // A header vouches for the text that the positions belong to, so all of them must fit.
    let fix = subject
        .article
        .as_ref()
        .filter(|_| subject.is_settled())
        .map(|a| Fix::Header(Header::create(subject.article_name, a.text(), None).json.into()));
    report.add(0).fix(fix).done();
}

/// `header-repeated`
pub fn header_repeated(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut headers = subject.sidecar.headers();
    let Some((first, kept)) = headers.next() else { return };
    for (line, header) in headers {
        // One that says the same can go; of two that differ a person must choose.
        let fix = (header.json == kept.json).then_some(Fix::Remove);
        report.add(line).with("line", first + 1).fix(fix).done();
    }
}

/// `conflict-marker`
pub fn conflict_marker(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (i, line) in others(subject) {
        if let Content::Conflict(marker) = &line.content {
            let marker = match marker {
                Marker::Ours => "<<<<<<<",
                Marker::Base => "|||||||",
                Marker::Middle => "=======",
                Marker::Theirs => ">>>>>>>",
            };
            report.add(i).with("marker", marker).done();
        }
    }
}

/// `no-article`
pub fn no_article(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.article.is_none() {
        report.add(0).with("article", subject.article_name).done();
    }
}

/// `missing-creator`
pub fn missing_creator(subject: &Subject<'_>, report: &mut Report<'_>) {
    for line in &subject.survey().anonymous {
        report.add(*line).on_key("creator").done();
    }
}

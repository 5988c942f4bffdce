//! Rules about units and offices in annotations.

use super::article::office::{Mismatch, mismatch};
use super::article::place::is_explained;
use super::finding::Message;
use super::subject::{Claim, Report, Subject};
use crate::gazetteer::lexicon::units_named;
use crate::gazetteer::unit::{Era, with_code};
use crate::gazetteer::{Presence, Unit};
use crate::sidecar::body::{Jurisdiction, Office};
use crate::sidecar::{Annotation, Body, iri, rewrite};
use crate::tagger::json;
use crate::tagger::mention::{AsOf, Kind, Value};

/// Annotations of places with the units that their IRIs name by code, in all forms of these, but for those that are
/// sound.
fn coded<'s>(
    subject: &'s Subject<'_>,
) -> impl Iterator<Item = (usize, &'s Annotation, &'s Body, &'s [Unit])> {
    let doubtful = subject.of_lines(&subject.survey().doubtful[Kind::Locality as usize]);
    doubtful.filter_map(|(line, a)| Some((line, a, a.body()?, a.units()?)))
}

/// Whether no rule here has anything to say of a place by itself.
pub fn is_sound(annotation: &Annotation, body: &Body) -> bool {
    let units = if annotation.kind == Some(Kind::Locality) { annotation.units() } else { None };
    units.is_none_or(|units| !units.is_empty() && disagrees(body, units).is_none())
}

/// What a body says of its unit that is so of none of its forms: key and value.
fn disagrees<'b>(body: &'b Body, units: &[Unit]) -> Option<(&'static str, &'b str)> {
    let level = || body.level.as_deref().filter(|l| units.iter().all(|u| u.level().name() != *l));
    let code = || body.code.as_deref().filter(|c| units.iter().all(|u| u.code() != Some(c)));
    level().map(|level| ("level", level)).or_else(|| code().map(|code| ("code", code)))
}

/// `unknown-unit`
pub fn unknown_unit(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, _, units) in coded(subject) {
        if units.is_empty() {
            let unit = annotation.source.as_deref().unwrap_or_default();
            report.add(line).on_key("source").with("unit", unit).done();
        }
    }
}

/// `level-disagrees`
pub fn level_disagrees(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (line, annotation, body, units) in coded(subject) {
        let Some(unit) = units.first() else { continue };
        let Some((key, says)) = disagrees(body, units) else { continue };
        let is = if key == "level" { Some(unit.level().name()) } else { unit.code() };
        let mut fields = annotation.body_json().unwrap_or_default();
        fields.retain(|key, _| !matches!(key.as_str(), "type" | "purpose" | "source"));
        fields.insert("level".into(), unit.level().name().into());
        fields.insert("code".into(), unit.code().into());
        let title = Message::new("fix-value").with("value", is.unwrap_or_default());
        report
            .add(line)
            .on_key(key)
            .with("says", says)
            .with("unit", unit.full_name())
            .with("is", is.unwrap_or_default())
            .correct(title, rewrite::valued(annotation, fields, None))
            .done();
    }
}

/// `unit-not-valid-then`: a form of the unit that was not there yet, or that another one had replaced.
pub fn unit_not_valid_then(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(analysis), Some(document)) = (subject.analysis, subject.document()) else { return };
    let as_of = analysis.as_of;
    let Some(date) = as_of.date else { return };
    for Claim { line, annotation, body, mention } in subject.claims(Kind::Locality) {
        let units = annotation.units().unwrap_or_default();
        let Some(unit) = units.first().copied() else { continue };
        let absent = |u: &Unit| as_of.presence(*u) == Some(Presence::No);
        if !units.iter().all(absent) {
            continue;
        }
        let future = units.iter().all(|u| u.valid_from().is_some_and(|from| from > date));
        let same = |u: &Unit| u.level() == unit.level() && u.designator() == unit.designator() && !absent(u);
        let within = |u: &Unit| u.province().map(Unit::name_id) == unit.province().map(Unit::name_id);
        let now = units_named(unit.name()).into_iter().filter_map(Unit::get).find(|u| same(u) && within(u));
        let read = mention.and_then(|m| match &m.value {
            Value::Locality(v) => v.unit.and_then(Unit::get),
            _ => None,
        });
        // What the tagger reads as well, or what the text tells to be past, is no slip.
        let agreed = read.is_some_and(|r| units.iter().any(|u| u.id() == r.id()));
        let explained = || mention.is_some_and(|m| is_explained(document, m, unit));
        if agreed || !(future || now.is_some()) || explained() {
            continue;
        }
        let name = body.name.as_deref().map_or_else(|| unit.full_name(), str::to_owned);
        let mut draft = report
            .add_as(line, "lint-unit-not-valid-then.annotated")
            .on_key("source")
            .with("text", name)
            .with("unit", annotation.source.as_deref().unwrap_or_default())
            .with("date", as_of.to_string());
        if let (Some(mention), Some(read)) = (mention, read.filter(|r| !absent(r))) {
            let line = rewrite::valued(annotation, json::value(mention, analysis), Some(iri::unit(read)));
            draft = draft.correct(Message::new("fix-value").with("value", iri::unit(read)), line);
        }
        draft.done();
    }
}

/// The unit of a jurisdiction: by level, code and name, as it was then.
fn jurisdiction(office: &Office, as_of: AsOf) -> Option<Unit> {
    let Jurisdiction { level, code, name } = office.jurisdiction.as_ref()?;
    let (level, code) = (level.as_deref()?, code.as_deref()?);
    let fits = |u: &Unit| u.level().name() == level && name.as_deref().is_none_or(|n| n == u.full_name());
    let eras = [Era::Since2025, Era::Before2025, Era::Country];
    let mut all: Vec<Unit> = eras.into_iter().flat_map(|era| with_code(era, code)).filter(fits).collect();
    all.sort_by_key(|u| as_of.presence(*u) == Some(Presence::No));
    all.first().copied()
}

/// `office-body-mismatch`
pub fn office_body_mismatch(subject: &Subject<'_>, report: &mut Report<'_>) {
    let as_of = subject.analysis.map(|a| a.as_of).unwrap_or_default();
    for Claim { line, body, mention, .. } in subject.claims(Kind::Official) {
        for office in &body.offices {
            let (Some(title), Some(organ)) = (office.title.as_deref(), office.organ.as_deref()) else {
                continue;
            };
            // What the text itself says is told there.
            let written = mention.is_some_and(|m| match &m.value {
                Value::Official(v) => {
                    v.offices.iter().any(|o| o.title == title && o.organ.as_deref() == Some(organ))
                }
                _ => false,
            });
            if written {
                continue;
            }
            match mismatch(title, organ, jurisdiction(office, as_of), as_of) {
                Some(Mismatch::Title(head)) => {
                    let draft = report.add(line).on_key("title").with("title", title);
                    draft.with("organ", organ).with("head", head).done();
                }
                Some(Mismatch::Unit(unit)) => {
                    let draft = report.add_as(line, "lint-office-body-mismatch.unit").on_key("organ");
                    draft.with("organ", organ).with("unit", unit).with("date", as_of.to_string()).done();
                }
                None => {}
            }
        }
    }
}

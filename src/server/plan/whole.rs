//! Plans about lines that are there and about the header.

use jiff::Timestamp;
use jiff::civil::Date;

use super::super::snapshot::Snapshot;
use super::super::writing::Wish;
use super::{Plan, Refusal};
use crate::lint::Finding;
use crate::lint::fix::fix;
use crate::sidecar::{ArticleStatus, Header, Object, Sidecar, apply, canonical};

/// Takes away what the sidecar says of a span, be it an annotation or a refusal.
pub fn remove(snapshot: &Snapshot, sidecar: &Sidecar, wish: &Wish) -> Result<Plan, Refusal> {
    let marks = snapshot.marks_of(sidecar);
    let said = marks.all.iter().filter(|m| m.span == wish.span && m.kind.is_none_or(|k| k == wish.kind));
    let mut lines: Vec<usize> = said.map(|m| m.line).collect();
    lines.sort_unstable();
    if lines.is_empty() {
        return Err(Refusal::TextChanged);
    }
    let edits: Vec<_> = lines.into_iter().filter_map(|line| sidecar.remove(line)).collect();
    Ok(Plan { bytes: Some(apply(sidecar.bytes(), &edits)), edits: Some(edits), rebased: None })
}

/// Sets the date that the article is read as of, or takes it away.
pub fn date(snapshot: &Snapshot, sidecar: &Sidecar, date: Option<Date>) -> Plan {
    header(snapshot, sidecar, |h| h.with_date(date))
}

/// Says how far the work is.
pub fn status(
    snapshot: &Snapshot,
    sidecar: &Sidecar,
    status: ArticleStatus,
    creator: &dyn Fn() -> String,
) -> Plan {
    if sidecar.header().and_then(|h| h.status) == Some(status) {
        return Plan::default();
    }
    header(snapshot, sidecar, |h| match status {
        ArticleStatus::Finished => h.finished(&creator(), Timestamp::now()),
        ArticleStatus::Open => h.reopened(),
    })
}

/// Writes the header anew; where there is none, one for the article as stored.
fn header(snapshot: &Snapshot, sidecar: &Sidecar, change: impl Fn(&Header) -> Object) -> Plan {
    let edit = match sidecar.header_line() {
        Some((line, header)) => {
            let new = change(header);
            if new == *header.json {
                return Plan::default();
            }
            sidecar.replace(line, &new)
        }
        None => {
            let name = snapshot.place.name().unwrap_or_default();
            let new = change(&Header::create(name, &String::from(&snapshot.base), None));
            Some(if sidecar.is_blank() {
                // A blank file may hold a line break already: the header takes its place.
                let range = 0..sidecar.bytes().len();
                crate::sidecar::Edit { range, text: canonical::line(&new) + "\n" }
            } else {
                sidecar.insert_header(&new)
            })
        }
    };
    let edits: Vec<_> = edit.into_iter().collect();
    Plan { bytes: Some(apply(sidecar.bytes(), &edits)), edits: None, rebased: None }
}

/// Sets right what is safe: all of it, or what one rule found on one line.
pub fn fixed(snapshot: &Snapshot, sidecar: &Sidecar, one: Option<&(String, usize)>) -> Plan {
    let there = snapshot.is_sound() && (snapshot.is_stored || snapshot.uri.is_some());
    let article = there.then(|| String::from(&snapshot.base));
    let name = snapshot.place.name().unwrap_or_default();
    // A fix moves lines; what is fixed with one finding goes by its rule and what the line is about.
    let id = one.and_then(|(_, line)| id_of(sidecar, *line));
    let wanted = |f: &Finding| {
        one.is_none_or(|(rule, line)| {
            f.rule == rule && (f.line == *line || id.is_some() && f.annotation == id)
        })
    };
    let tagged = article.as_deref().and_then(|text| snapshot.world.read(text, sidecar));
    let analysis = tagged.as_ref().map(|t| &t.analysis);
    let old = article.as_ref().and_then(|_| snapshot.old_text(sidecar));
    let bytes = fix(sidecar.bytes(), name, article.as_deref(), analysis, old.as_deref(), &wanted);
    Plan { bytes: Some(bytes).filter(|b| b != sidecar.bytes()), ..Plan::default() }
}

fn id_of(sidecar: &Sidecar, line: usize) -> Option<String> {
    sidecar.annotations().find(|(at, _)| *at == line).and_then(|(_, a)| a.id.as_deref().map(str::to_owned))
}

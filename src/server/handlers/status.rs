//! The command `gannhan.status`: how the server is, and how far an article is annotated.

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::code_action::certain;
use crate::sidecar::{ArticleStatus, Status};
use crate::tagger::mention::{Certainty, DateSource};
use crate::workspace::memory;

/// What the server holds and how long it took.
pub fn server(session: &Session) -> Value {
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "documents": session.open_documents(),
        "folders": session.folders.roots().len(),
        "sidecars": session.index().len(),
        "memory": memory::resident(),
        "requests": session.timings.to_json(),
    })
}

/// How far an article is annotated; nothing where it is not open.
pub fn article(snapshot: &Snapshot) -> Option<Value> {
    let tagged = snapshot.uri.as_ref().and_then(|_| snapshot.tagged())?;
    let world = &snapshot.world;
    let marks = snapshot.marks();
    let count = |status| marks.all.iter().filter(|m| m.status == status).count();
    let open: Vec<_> = tagged.analysis.mentions.iter().filter(|m| snapshot.mark_of(m).is_none()).collect();
    let unannotated: Vec<Value> = open
        .iter()
        .take(world.settings.max_diagnostics)
        .map(|m| {
            json!({
                "range": world.encoding.range(&snapshot.rope, m.bytes),
                "type": m.value.kind().name(),
                "certain": m.certainty == Certainty::Certain,
            })
        })
        .collect();
    let as_of = tagged.analysis.as_of;
    let date_from = match as_of.source {
        DateSource::Given => Some("header"),
        DateSource::Setting => Some("setting"),
        DateSource::Text => Some("text"),
        DateSource::Year => Some("year"),
        DateSource::None => None,
    };
    let status = snapshot.sidecar().header().and_then(|h| h.status).unwrap_or(ArticleStatus::Open);
    Some(json!({
        "annotated": count(Status::Active),
        "rejected": count(Status::Rejected),
        "open": open.len(),
        "certain": certain(tagged).filter(|m| marks.leave(m, &tagged.analysis)).count(),
        "date": as_of.date.map(|_| as_of.to_string()),
        "date_from": date_from,
        "status": status.name(),
        "unannotated": unannotated,
    }))
}

//! `textDocument/diagnostic` and `workspace/diagnostic`: diagnostics for a client that fetches them itself.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHasher;
use tower_lsp::ls_types::*;

use super::super::documents::Key;
use super::super::session::Session;
use super::super::snapshot::{Snapshot, World};
use super::diagnostics;

/// The diagnostics of one file under the name of what they say: equal names, equal diagnostics.
#[derive(Debug, Default)]
pub struct Report {
    /// At most as many as the user wants.
    pub items: Vec<Diagnostic>,
    /// The name.
    pub id: String,
}

impl Report {
    /// A report of what was found.
    pub fn new(mut items: Vec<Diagnostic>, world: &World) -> Report {
        items.truncate(world.settings.max_diagnostics);
        let mut hasher = FxHasher::default();
        serde_json::to_string(&items).unwrap_or_default().hash(&mut hasher);
        Report { id: format!("{:016x}-{}", hasher.finish(), items.len()), items }
    }
}

/// The report of an article, or of a sidecar whose article (or which itself) is open.
pub fn report(snapshot: &Snapshot, of_sidecar: bool) -> Arc<Report> {
    let (cell, find): (_, fn(&Snapshot) -> Vec<Diagnostic>) = if of_sidecar {
        (&snapshot.reports.1, diagnostics::sidecar)
    } else {
        (&snapshot.reports.0, diagnostics::article)
    };
    cell.get_or_init(|| Arc::new(Report::new(find(snapshot), &snapshot.world))).clone()
}

/// What the client gets of one document.
pub fn document(report: &Report, before: Option<&str>) -> DocumentDiagnosticReportResult {
    let report: DocumentDiagnosticReport = if before == Some(report.id.as_str()) {
        RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                result_id: report.id.clone(),
            },
        }
        .into()
    } else {
        RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: full(report),
        }
        .into()
    };
    report.into()
}

fn full(report: &Report) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport { result_id: Some(report.id.clone()), items: report.items.clone() }
}

/// The sidecars of the folders and those of open articles; what is open itself is asked for by itself. A sidecar
/// without findings is told of only where the client still has some of it.
pub async fn workspace(
    session: &Arc<Session>,
    params: WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReport {
    let mut reports: BTreeMap<Key, (Uri, Arc<Report>)> = BTreeMap::new();
    for (path, entry) in session.folders.found().await {
        reports.insert(Key::File(path), (entry.uri, entry.report));
    }
    let world = session.world();
    let owned = session.owned_sidecars();
    let find = move || {
        let of = |(key, snapshot): (Key, Arc<Snapshot>)| {
            Some((key, (snapshot.sidecar_uri.clone()?, report(&snapshot, true))))
        };
        owned.into_iter().filter_map(of).collect::<Vec<_>>()
    };
    reports.extend(tokio::task::spawn_blocking(find).await.unwrap_or_default());
    for (key, uri, report) in session.project_reports() {
        reports.insert(key, (uri, Arc::new(report)));
    }
    reports.retain(|key, _| !session.is_open(key));
    let mut known: BTreeMap<Key, PreviousResultId> = BTreeMap::new();
    for previous in params.previous_result_ids {
        let key = Key::of(&previous.uri);
        if !session.is_open(&key) {
            known.insert(key, previous);
        }
    }
    let empty = Arc::new(Report::new(Vec::new(), &world));
    for (key, previous) in &known {
        reports.entry(key.clone()).or_insert_with(|| (previous.uri.clone(), empty.clone()));
    }
    let mut items = Vec::new();
    for (key, (uri, report)) in reports {
        let before = known.get(&key).map(|p| p.value.as_str());
        if before == Some(report.id.as_str()) {
            let unchanged = UnchangedDocumentDiagnosticReport { result_id: report.id.clone() };
            items.push(WorkspaceDocumentDiagnosticReport::Unchanged(
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version: None,
                    unchanged_document_diagnostic_report: unchanged,
                },
            ));
        } else if before.is_some() || !report.items.is_empty() {
            items.push(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version: None,
                full_document_diagnostic_report: full(&report),
            }));
        }
    }
    WorkspaceDiagnosticReport { items }
}

//! What the rules find in an article itself: its diagnostics, and the changes that set it right as quick fixes.

use std::collections::HashMap;

use serde_json::json;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Diagnostic, DiagnosticRelatedInformation,
    DocumentChanges, Location, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::super::snapshot::Snapshot;
use super::diagnostics::{describe, diagnostic, place_of, said, severity, weigh};
use crate::lint::article::silences;
use crate::lint::{Change, Finding};
use crate::messages::text;
use crate::sidecar::Content;
use crate::text::position::{Byte, CodePoint, Span};

/// The findings that the settings want to be told and the sidecar does not keep silent about.
pub fn findings(snapshot: &Snapshot) -> Vec<&Finding> {
    let Some(tagged) = snapshot.tagged() else { return Vec::new() };
    let world = &snapshot.world;
    let mut found: Vec<&Finding> = tagged.remarks().iter().filter(|f| weigh(f, world).is_some()).collect();
    let sidecar = snapshot.sidecar();
    let header = sidecar.header().map(|h| h.suppress.as_slice()).unwrap_or_default();
    if found.is_empty() || header.is_empty() && sidecar.annotations().next().is_none() {
        return found;
    }
    let silent = |finding: &Finding| {
        let Some(place) = finding.article else { return false };
        let here = snapshot.marks().all.iter().filter(|m| m.span.overlaps(place));
        header.iter().any(|rule| rule == finding.rule)
            || here.filter_map(|m| sidecar.lines().get(m.line)).any(|line| match &line.content {
                Content::Annotation(annotation) => silences(annotation, finding),
                _ => false,
            })
    };
    found.retain(|f| !silent(f));
    found
}

/// Where a finding stands.
pub fn range(snapshot: &Snapshot, finding: &Finding) -> Range {
    range_of(snapshot, finding.article.unwrap_or_default())
}

fn range_of(snapshot: &Snapshot, place: Span<CodePoint>) -> Range {
    place_of(&snapshot.rope, place, &snapshot.world)
}

/// A finding as a diagnostic.
pub fn diagnostic_of(snapshot: &Snapshot, finding: &Finding) -> Diagnostic {
    let world = &snapshot.world;
    let weight = weigh(finding, world).unwrap_or(finding.severity);
    let place = finding.article.unwrap_or_default();
    let message = said(&finding.message, world.locale);
    let mut out = diagnostic(range_of(snapshot, place), severity(weight), finding.rule, message);
    describe(&mut out, finding.rule, world);
    if let (Some(uri), true) = (&snapshot.uri, world.client.related_information) {
        let related = finding.candidates.iter().map(|span| DiagnosticRelatedInformation {
            location: Location { uri: uri.clone(), range: range_of(snapshot, *span) },
            message: text(world.locale, "server-said-there", &[]),
        });
        out.related_information = Some(related.collect::<Vec<_>>()).filter(|r| !r.is_empty());
    }
    out.data = Some(json!({"start": place.start.0, "end": place.end.0}));
    out
}

/// The changes for the findings that a range touches.
pub fn actions(snapshot: &Snapshot, touched: Range, given: &[Diagnostic]) -> Vec<CodeActionOrCommand> {
    let world = &snapshot.world;
    // A bare command can't carry an edit.
    if !world.client.code_action_literals || !super::offered(snapshot) {
        return Vec::new();
    }
    let mut actions = Vec::new();
    for finding in findings(snapshot) {
        let place = range(snapshot, finding);
        if place.end < touched.start || touched.end < place.start {
            continue;
        }
        let code = Some(NumberOrString::String(finding.rule.into()));
        let diagnostics: Vec<Diagnostic> =
            given.iter().filter(|d| d.range == place && d.code == code).cloned().collect();
        for correction in &finding.corrections {
            let Change::Article(changes) = &correction.change else { continue };
            let Some(edit) = edit(snapshot, changes) else { continue };
            let action = CodeAction {
                title: said(&correction.title, world.locale),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(diagnostics.clone()).filter(|d| !d.is_empty()),
                edit: Some(edit),
                ..CodeAction::default()
            };
            actions.push(action.into());
        }
    }
    actions
}

fn edit(snapshot: &Snapshot, changes: &[(Span<Byte>, String)]) -> Option<WorkspaceEdit> {
    let uri = snapshot.uri.clone()?;
    let world = &snapshot.world;
    let edits = changes.iter().map(|(bytes, text)| TextEdit {
        range: world.encoding.range(&snapshot.rope, *bytes),
        new_text: text.clone(),
    });
    if !world.client.document_changes {
        let changes = HashMap::from([(uri, edits.collect())]);
        return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: snapshot.version },
        edits: edits.map(OneOf::Left).collect(),
    };
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![edit])),
        ..WorkspaceEdit::default()
    })
}

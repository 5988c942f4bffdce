//! Code actions in a sidecar that is open: edits of its text, which the editor can undo. An edit is worked out
//! when it is taken, where the client asks for it then.

use std::collections::HashMap;

use ropey::Rope;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, CodeAction, CodeActionKind, CodeActionParams, Diagnostic,
    DocumentChanges, NumberOrString, OneOf, Uri, WorkspaceEdit,
};

use super::super::super::plan;
use super::super::super::snapshot::Snapshot;
use super::super::super::writing::{minimal, workspace_edit};
use super::super::diagnostics::said;
use super::super::execute_command::{FIX, Whole};
use super::{Action, Does, FIX_ALL, command, is_asked, plain, review};
use crate::lint::{Change, Finding, Subject, lint};
use crate::messages::text;
use crate::sidecar::anchor::Article;
use crate::sidecar::{Sidecar, apply};
use crate::text::position::{Byte, Span};

/// What an action that is worked out later remembers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Later {
    /// The sidecar.
    pub uri: Uri,
    /// Its version then.
    version: i32,
    /// What is to be fixed; everything, where this is nothing.
    one: Option<(String, usize)>,
}

/// What can be set right on the lines of a range, and in all.
pub fn actions(snapshot: &Snapshot, params: &CodeActionParams) -> Vec<Action> {
    let Some((rope, version)) = &snapshot.shown else { return Vec::new() };
    let Some(uri) = &snapshot.sidecar_uri else { return Vec::new() };
    let world = &snapshot.world;
    let sidecar = Sidecar::read(String::from(rope));
    let there = snapshot.is_sound() && (snapshot.is_stored || snapshot.uri.is_some());
    let article = there.then(|| String::from(&snapshot.base));
    let name = snapshot.place.name().unwrap_or_default();
    let tagged = article.as_deref().and_then(|text| world.read(text, &sidecar));
    let subject = Subject::new(&sidecar, name, article.as_deref());
    let findings = lint(&subject.with_analysis(tagged.as_ref().map(|t| &t.analysis)));
    let fixable: Vec<&Finding> = findings.iter().filter(|f| f.fix.is_some()).collect();
    let does = |one: Option<(String, usize)>| {
        let later = Later { uri: uri.clone(), version: *version, one };
        if world.client.code_action_resolve {
            return serde_json::to_value(&later).ok().map(Does::Lazily);
        }
        if world.client.code_action_literals {
            return edit(snapshot, &later).map(Does::Edit);
        }
        let (rule, line) = later.one.unzip();
        Some(command(FIX, &Whole { uri: Some(later.uri), rule, line, ..Whole::default() }))
    };
    let range = world.encoding.span(rope, params.range);
    let touched = |line: usize| {
        let line = sidecar.lines().get(line).map_or(0..0, |l| l.range.clone());
        line.start <= range.end.index() && line.end >= range.start.index()
    };
    let mut actions = Vec::new();
    for finding in fixable.iter().filter(|f| touched(f.line)) {
        let line = sidecar.lines().get(finding.line).map_or(0..0, |l| l.range.clone());
        let title = text(world.locale, "server-fix", &[("rule", finding.rule.into())]);
        let Some(does) = does(Some((finding.rule.to_string(), finding.line))) else { continue };
        let span = Span::new(
            Byte::from(line.start + finding.bytes.start),
            Byte::from(line.start + finding.bytes.end),
        );
        let at = world.encoding.range(rope, span);
        let code = NumberOrString::String(finding.rule.into());
        let same = |d: &&Diagnostic| d.range == at && d.code.as_ref() == Some(&code);
        let diagnostics = params.context.diagnostics.iter().filter(same).cloned().collect();
        actions.push(Action { preferred: true, diagnostics, ..plain(title, CodeActionKind::QUICKFIX, does) });
    }
    let desk = review::Desk {
        snapshot,
        sidecar: &sidecar,
        article: article.as_deref().map(Article::new),
        analysis: tagged.as_ref().map(|t| &t.analysis),
        given: &params.context.diagnostics,
        edits: true,
    };
    actions.extend(desk.of_lines(touched, &findings));
    // What a person can choose from; a bare command can't carry an edit.
    for finding in findings.iter().filter(|f| world.client.code_action_literals && touched(f.line)) {
        for correction in &finding.corrections {
            let Change::Line(json) = &correction.change else { continue };
            let edits: Vec<_> = sidecar.replace(finding.line, json).into_iter().collect();
            let after = apply(sidecar.bytes(), &edits);
            let change = minimal(snapshot, rope, &String::from_utf8_lossy(&after));
            let edit = workspace_edit(snapshot, uri, *version, vec![change]);
            let title = said(&correction.title, world.locale);
            actions.push(plain(title, CodeActionKind::QUICKFIX, Does::Edit(edit)));
        }
    }
    if !fixable.is_empty() && is_asked(&params.context, &FIX_ALL) {
        let title = text(world.locale, "server-fix-all", &[("count", fixable.len().into())]);
        actions.extend(does(None).map(|does| plain(title, FIX_ALL, does)));
    }
    actions
}

/// The edit of an action; `None` where there is nothing to do.
fn edit(snapshot: &Snapshot, later: &Later) -> Option<WorkspaceEdit> {
    let (rope, version) = snapshot.shown.as_ref()?;
    let fixed = plan::fixed(snapshot, &Sidecar::read(String::from(rope)), later.one.as_ref()).bytes?;
    let change = minimal(snapshot, rope, &String::from_utf8_lossy(&fixed));
    let mut edit = workspace_edit(snapshot, &later.uri, *version, vec![change]);
    if snapshot.world.client.change_annotations {
        annotate(&mut edit, snapshot, later);
    }
    Some(edit)
}

/// Says in the editor's list of changes what each is for.
fn annotate(edit: &mut WorkspaceEdit, snapshot: &Snapshot, later: &Later) {
    let Some(DocumentChanges::Edits(documents)) = &mut edit.document_changes else { return };
    let rule = later.one.as_ref().map_or("fix", |(rule, _)| rule.as_str());
    for document in documents {
        for edit in &mut document.edits {
            if let OneOf::Left(plain) = edit {
                *edit =
                    OneOf::Right(AnnotatedTextEdit { text_edit: plain.clone(), annotation_id: rule.into() });
            }
        }
    }
    let key = if later.one.is_some() { "server-fix" } else { "server-fix-every" };
    let annotation = ChangeAnnotation {
        label: text(snapshot.world.locale, key, &[("rule", rule.into())]),
        needs_confirmation: None,
        description: None,
    };
    edit.change_annotations = Some(HashMap::from([(rule.to_string(), annotation)]));
}

/// Works out the edit of an action.
///
/// # Errors
/// When the sidecar is not what it was when the action was offered.
pub fn resolve(snapshot: Option<&Snapshot>, mut action: CodeAction, later: &Later) -> Result<CodeAction> {
    let version = |s: &Snapshot| s.shown.as_ref().map(|(_, version): &(Rope, i32)| *version);
    let current = snapshot.filter(|s| version(s) == Some(later.version));
    let snapshot = current.ok_or_else(|| Error::new(ErrorCode::ContentModified))?;
    action.edit = edit(snapshot, later);
    Ok(action)
}

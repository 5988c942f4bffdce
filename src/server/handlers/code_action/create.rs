//! Actions as edits, sidecars that are not there yet created by them: for a client that carries out no commands.
//! Where it has edited the article and not saved it there is nothing to offer: the sidecar would speak of a text
//! that is nowhere.

use ropey::Rope;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    CodeAction, CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, ResourceOp, TextDocumentEdit, Uri, WorkspaceEdit,
};

use super::super::super::article::Stored;
use super::super::super::snapshot::{Snapshot, Source};
use super::super::super::writing::{Job, make_plan, minimal};
use super::super::execute_command::ask;
use super::{Action, Does};

/// What an action that is worked out later remembers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Later {
    /// The article.
    pub uri: Uri,
    /// Its state then.
    generation: u64,
    /// The command that says the same.
    command: String,
    argument: Value,
}

/// The action as an edit; nothing where the client can't make that.
pub fn without_command(mut action: Action, snapshot: &Snapshot) -> Option<Action> {
    let Does::Command(command, argument) = action.does else { return Some(action) };
    let uri = snapshot.uri.clone()?;
    let later = Later { uri, generation: snapshot.generation, command: command.into(), argument };
    action.does = if snapshot.world.client.code_action_resolve && snapshot.drift.is_empty() {
        Does::Lazily(serde_json::to_value(&later).ok()?)
    } else {
        Does::Edit(edit(snapshot, &later)?)
    };
    Some(action)
}

fn edit(snapshot: &Snapshot, later: &Later) -> Option<WorkspaceEdit> {
    let (_, ask) = ask(&later.command, later.argument.clone()).ok()?;
    let path = snapshot.place.sidecar.as_deref().filter(|_| snapshot.drift.is_empty())?;
    let job = Job { uri: later.uri.clone(), ask };
    let plan = make_plan(snapshot, snapshot.sidecar(), &job, path).ok()?;
    let new = String::from_utf8(plan.bytes.filter(|_| plan.rebased.is_none())?).ok()?;
    let uri = snapshot.sidecar_uri.clone()?;
    let mut changes = Vec::new();
    let (old, version) = match (&snapshot.source, &snapshot.shown) {
        (Source::Buffer { rope, version, .. }, _) => (rope.clone(), Some(*version)),
        (Source::Stored(_), Some((rope, version))) => (rope.clone(), Some(*version)),
        (Source::Stored(Stored::Read(sidecar)), None) => {
            (Rope::from_str(std::str::from_utf8(sidecar.bytes()).ok()?), None)
        }
        (Source::Stored(Stored::Missing), None) => {
            let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
            let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
            changes.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
            (Rope::new(), None)
        }
        (Source::Stored(Stored::Failed(_)), None) => return None,
    };
    changes.push(DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: vec![OneOf::Left(minimal(snapshot, &old, &new))],
    }));
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(changes)),
        ..WorkspaceEdit::default()
    })
}

/// Works out the edit of an action.
///
/// # Errors
/// When the article is not what it was when the action was offered.
pub fn resolve(snapshot: Option<&Snapshot>, mut action: CodeAction, later: &Later) -> Result<CodeAction> {
    let current = snapshot.filter(|s| s.generation == later.generation);
    let snapshot = current.ok_or_else(|| Error::new(ErrorCode::ContentModified))?;
    action.edit = edit(snapshot, later);
    Ok(action)
}

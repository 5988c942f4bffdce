//! `workspace/executeCommand`: what the code actions ask for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, Uri};

use super::super::session::Session;
use super::super::writing::{self, Job};
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};

/// Writes annotations.
pub const ANNOTATE: &str = "gannhan.annotate";
/// Remembers that a suggestion was wrong.
pub const REJECT: &str = "gannhan.reject";
/// All commands.
pub const COMMANDS: [&str; 2] = [ANNOTATE, REJECT];

/// What is to be annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The mention of this type with this span.
    Mention,
    /// All mentions of what it means.
    Name,
    /// All mentions that are certain.
    Certain,
    /// This span, whatever was found there.
    Selection,
}

/// The one argument of a command.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// The article.
    #[serde(default)]
    pub uri: Option<Uri>,
    /// First code point of the text in the editor.
    pub start: u32,
    /// First code point behind.
    pub end: u32,
    /// `locality`, `official` or `amount`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What stood there, so that a text that has changed since is noticed.
    pub text: String,
    /// How much.
    pub scope: Scope,
}

/// Carries a command out. What goes wrong for the user's sake (a folder that can't be written) is
/// shown as a message; what the client did wrong is an error.
pub async fn execute(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let reject = match params.command.as_str() {
        ANNOTATE => false,
        REJECT => true,
        other => return Err(Error::invalid_params(format!("unknown command: {other}"))),
    };
    let [argument] = <[LSPAny; 1]>::try_from(params.arguments)
        .map_err(|all| Error::invalid_params(format!("one argument expected, not {}", all.len())))?;
    let request: Request =
        serde_json::from_value(argument).map_err(|error| Error::invalid_params(error.to_string()))?;
    let kind = Kind::from_name(&request.kind)
        .ok_or_else(|| Error::invalid_params(format!("unknown type: {}", request.kind)))?;
    let uri = request.uri.ok_or_else(|| Error::invalid_params("no uri"))?;
    let span = Span::new(CodePoint(request.start), CodePoint(request.end));
    let job = Job { uri, span, kind, text: request.text, scope: request.scope, reject };
    writing::annotate(session.clone(), job).await.map(|()| None)
}

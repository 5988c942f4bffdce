//! `workspace/executeCommand`: what the code actions and the editors' own menus ask for.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, Uri};

use super::super::documents::Key;
use super::super::session::Session;
use super::super::writing::{self, Act, Ask, Decision, Job, Review, Wish};
use super::{document, status};
use crate::sidecar::{ArticleStatus, Object};
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};

/// Writes annotations.
pub const ANNOTATE: &str = "gannhan.annotate";
/// Remembers that a suggestion was wrong.
pub const REJECT: &str = "gannhan.reject";
/// Takes annotations, or refusals, away.
pub const REMOVE: &str = "gannhan.remove";
/// Sets right what is safe to set right in a sidecar.
pub const FIX: &str = "gannhan.fixAll";
/// Sets the date that an article is read as of.
pub const SET_DATE: &str = "gannhan.setDate";
/// Says that the work on an article is finished, or open again.
pub const FINISH: &str = "gannhan.finish";
/// Tells what the server holds and how long it took.
pub const STATUS: &str = "gannhan.status";
/// The text of a document that lies in no file.
pub const DOCUMENT: &str = "gannhan.document";
/// Decides about one annotation: where it stands, whether its value holds, whether it goes.
pub const REVIEW: &str = "gannhan.review";
/// All commands.
pub const COMMANDS: [&str; 9] = [ANNOTATE, REJECT, REMOVE, FIX, SET_DATE, FINISH, REVIEW, STATUS, DOCUMENT];

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

/// The one argument of the commands about mentions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// The article.
    #[serde(default)]
    pub uri: Option<Uri>,
    /// First code point of the text in the editor. Of no meaning where all that is certain is meant.
    #[serde(default)]
    pub start: u32,
    /// First code point behind.
    #[serde(default)]
    pub end: u32,
    /// `locality`, `official` or `amount`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// What stood there, so that a text that has changed since is noticed.
    #[serde(default)]
    pub text: String,
    /// How much.
    pub scope: Scope,
    /// The editor's version of the text when that was offered: in another, equal words may stand there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// Which of several readings is meant, where that is not the likeliest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
}

/// The one argument of the commands about a whole article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Whole {
    /// The article or its sidecar.
    pub uri: Option<Uri>,
    /// `YYYY-MM-DD`; without one the article tells its date itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Whether the work on it is finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<bool>,
    /// How much is to be annotated: all that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Where only one finding is to be set right: its rule …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// … and its line in the sidecar, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// Carries a command out. What goes wrong for the user's sake (a folder that can't be written) is
/// shown as a message; what the client did wrong is an error.
pub async fn execute(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let command = params.command.as_str();
    if command == STATUS || command == DOCUMENT {
        return look(session, command, params.arguments).await;
    }
    if !COMMANDS.contains(&command) {
        return Err(Error::invalid_params(format!("unknown command: {command}")));
    }
    let [argument] = <[LSPAny; 1]>::try_from(params.arguments)
        .map_err(|all| Error::invalid_params(format!("one argument expected, not {}", all.len())))?;
    let (uri, ask) = ask(command, argument)?;
    let uri = uri.ok_or_else(|| Error::invalid_params("no uri"))?;
    writing::carry_out(session.clone(), Job { uri, ask }).await.map(|()| None)
}

/// What a command that writes asks for.
///
/// # Errors
/// When its argument can't be read.
pub fn ask(command: &str, argument: LSPAny) -> Result<(Option<Uri>, Ask)> {
    match command {
        ANNOTATE => mention(argument, Act::Annotate),
        REJECT => mention(argument, Act::Reject),
        REMOVE => mention(argument, Act::Remove),
        REVIEW => decision(argument),
        _ => whole(command, argument),
    }
}

/// Commands that only look.
async fn look(session: &Arc<Session>, command: &str, arguments: Vec<LSPAny>) -> Result<Option<LSPAny>> {
    let whole: Whole = arguments.into_iter().next().map(read).transpose()?.unwrap_or_default();
    if command == DOCUMENT {
        let uri = whole.uri.ok_or_else(|| Error::invalid_params("no uri"))?;
        let text = document::read(uri.as_str(), session.world().locale);
        return Ok(text.map(LSPAny::String));
    }
    let spoken = whole.uri.and_then(|uri| session.spoken_for(&Key::of(&uri)));
    session.folders.settled().await;
    let session = session.clone();
    let tell = move || {
        let article = spoken.and_then(|(snapshot, _)| status::article(&snapshot));
        let mut told = article.unwrap_or_else(|| LSPAny::Object(Object::new()));
        told["server"] = status::server(&session);
        told
    };
    tokio::task::spawn_blocking(tell).await.map(Some).map_err(|_| Error::internal_error())
}

fn read<T: for<'de> Deserialize<'de>>(argument: LSPAny) -> Result<T> {
    serde_json::from_value(argument).map_err(|error| Error::invalid_params(error.to_string()))
}

fn mention(argument: LSPAny, act: Act) -> Result<(Option<Uri>, Ask)> {
    let request: Request = read(argument)?;
    let kind = match Kind::from_name(&request.kind) {
        Some(kind) => kind,
        None if request.scope == Scope::Certain => Kind::Locality,
        None => return Err(Error::invalid_params(format!("unknown type: {:?}", request.kind))),
    };
    let span = Span::new(CodePoint(request.start), CodePoint(request.end));
    let wish = Wish {
        span,
        kind,
        text: request.text,
        scope: request.scope,
        act,
        version: request.version,
        reading: request.reading,
    };
    Ok((request.uri, Ask::Mentions(wish)))
}

/// The one argument of the command about one annotation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Decided {
    /// The article or its sidecar.
    pub uri: Option<Uri>,
    /// The annotation's id.
    pub annotation: String,
    /// What becomes of it.
    pub decision: Decision,
    /// First code point of its place in the article as stored, where the decision is about a place.
    #[serde(default)]
    pub start: u32,
    /// First code point behind.
    #[serde(default)]
    pub end: u32,
    /// What stood there.
    #[serde(default)]
    pub text: String,
}

impl Review {
    /// The command's argument.
    pub fn request(self, uri: Uri) -> Decided {
        let Review { annotation, decision, span, text } = self;
        Decided { uri: Some(uri), annotation, decision, start: span.start.0, end: span.end.0, text }
    }
}

fn decision(argument: LSPAny) -> Result<(Option<Uri>, Ask)> {
    let Decided { uri, annotation, decision, start, end, text } = read(argument)?;
    let span = Span::new(CodePoint(start), CodePoint(end));
    Ok((uri, Ask::Review(Review { annotation, decision, span, text })))
}

fn whole(command: &str, argument: LSPAny) -> Result<(Option<Uri>, Ask)> {
    let whole: Whole = read(argument)?;
    let ask = match command {
        SET_DATE => {
            let date = whole.date.map(|d| d.parse::<Date>()).transpose();
            Ask::Date(date.map_err(|error| Error::invalid_params(error.to_string()))?)
        }
        FINISH if whole.finished == Some(false) => Ask::Status(ArticleStatus::Open),
        FINISH => Ask::Status(ArticleStatus::Finished),
        _ => Ask::Fix(whole.rule.zip(whole.line)),
    };
    Ok((whole.uri, ask))
}

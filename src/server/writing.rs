//! Writing annotations: into the sidecar's buffer where the editor has it open, else into the file,
//! atomically. The server writes the file itself, because an edit of a file that is not open is left
//! unsaved in a hidden buffer by some editors and in a dirty tab by others.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use ropey::Rope;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    DocumentChanges, MessageType, OneOf, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit,
    TextEdit, Uri, WorkspaceEdit,
};

use super::article::Stored;
use super::documents::Key;
use super::handlers::execute_command::Scope;
use super::plan::{self, Plan, Refusal};
use super::session::Session;
use super::snapshot::{Snapshot, Source};
use crate::messages::{Arg, text};
use crate::sidecar::{ArticleStatus, Sidecar};
use crate::tagger::mention::Kind;
use crate::text::position::{Byte, CodePoint, Span};
use crate::workspace::files::{self, FileError};

/// How long a command waits for the client to apply an edit. The reply is not kept back longer: a
/// client may apply edits only after it.
pub const PATIENCE: Duration = Duration::from_millis(300);
/// How often an edit is made anew when the buffer has changed under it.
const TRIES: usize = 4;
/// How often the buffer is looked at while it is waited for.
const LOOK: Duration = Duration::from_millis(5);

/// What a command asks for.
#[derive(Clone, Debug)]
pub struct Job {
    /// The article, or its sidecar.
    pub uri: Uri,
    /// What.
    pub ask: Ask,
}

/// What can be asked for.
#[derive(Clone, Debug)]
pub enum Ask {
    /// Something about mentions.
    Mentions(Wish),
    /// The article is to be read as of this date.
    Date(Option<Date>),
    /// How far the work is.
    Status(ArticleStatus),
    /// What is safe to set right in the sidecar: all, or what a rule found on a line.
    Fix(Option<(String, usize)>),
    /// What a person decides about one annotation.
    Review(Review),
}

/// A decision about one annotation.
#[derive(Clone, Debug)]
pub struct Review {
    /// Its id.
    pub annotation: String,
    /// What becomes of it.
    pub decision: Decision,
    /// The place in the article as stored that it is about, in code points.
    pub span: Span<CodePoint>,
    /// What stood there.
    pub text: String,
}

/// What a person can decide about an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// It is right.
    Accept,
    /// It goes.
    Delete,
    /// It stands at this place.
    Place,
    /// Its value is what the tagger reads at this place now.
    Recompute,
    /// Its value holds for what stands at this place now.
    Keep,
}

/// What is to be done with mentions.
#[derive(Clone, Debug)]
pub struct Wish {
    /// In code points of the text in the editor.
    pub span: Span<CodePoint>,
    /// The type.
    pub kind: Kind,
    /// What stood there.
    pub text: String,
    /// How much.
    pub scope: Scope,
    /// What.
    pub act: Act,
    /// The editor's version of the text when that was offered.
    pub version: Option<i32>,
    /// Which of several readings is meant, where that is not the likeliest.
    pub reading: Option<String>,
}

impl Wish {
    /// Whether it is about another text than this.
    pub fn is_stale(&self, snapshot: &Snapshot) -> bool {
        self.version.zip(snapshot.version).is_some_and(|(offered, now)| offered != now)
    }
}

/// What can be done with a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is annotated.
    Annotate,
    /// The suggestion is refused for good.
    Reject,
    /// What is said of it is taken away.
    Remove,
}

/// Why nothing was written.
enum Failure {
    Refused(Refusal),
    File(FileError),
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Failure::File(error)
    }
}

/// Carries out a command.
pub async fn carry_out(session: Arc<Session>, job: Job) -> Result<()> {
    let turn = session.writing.lock().await;
    let key = Key::of(&job.uri);
    let mut failed = None;
    for _ in 0..TRIES {
        let open = session.spoken_for(&key).map(|(snapshot, _)| snapshot);
        let Some(snapshot) = open.filter(|s| s.uri.is_some() || !matches!(job.ask, Ask::Mentions(_))) else {
            return Err(Error::invalid_params("this document is not open as an article"));
        };
        let Some(path) = snapshot.place.sidecar.clone() else {
            tell(&session, &snapshot, "server-no-file", &[]);
            return Ok(());
        };
        let (plan, snapshot) = {
            let (job, to_file) = (job.clone(), matches!(snapshot.source, Source::Stored(_)));
            let run = move || {
                let make = |sidecar: &Sidecar| make_plan(&snapshot, sidecar, &job, &path);
                let plan = if to_file {
                    to_disk(&path, make)
                } else {
                    make(snapshot.sidecar()).map_err(Failure::Refused)
                };
                (plan, snapshot)
            };
            tokio::task::spawn_blocking(run).await.map_err(|_| Error::internal_error())?
        };
        let plan = match plan {
            Ok(plan) => plan,
            Err(failure) => {
                match failure {
                    Failure::Refused(refusal) => tell(&session, &snapshot, refusal.key(), &[]),
                    Failure::File(error) => {
                        let args = [("error", error.to_string().into())];
                        tell(&session, &snapshot, "server-not-written", &args);
                    }
                }
                return Ok(());
            }
        };
        if plan.bytes.is_none() {
            // All of it is there.
            drop(turn);
            session.stir();
            return Ok(());
        }
        let rebased = plan.rebased.clone();
        match apply(&session, &snapshot, plan).await {
            Applied::Written => {
                drop(turn);
                session.stir();
                return Ok(());
            }
            Applied::Asked(buffer) => {
                failed = None;
                if !changes(&session, &buffer).await {
                    // It will, or it never will; nobody has to wait for that.
                    return Ok(());
                }
                // Some editors say that they have applied what they have not, since the buffer was
                // newer: so it is looked for in the buffer as it is now.
                if let Some(base) = rebased {
                    session.rebase(&snapshot.key, base);
                }
            }
            Applied::No(buffer, reason) => {
                failed = Some((snapshot, reason));
                // The same edit of the same text would fare no better.
                if !changes(&session, &buffer).await {
                    break;
                }
            }
            Applied::Impossible => {
                tell(&session, &snapshot, "server-no-apply", &[("file", name(&snapshot).into())]);
                return Ok(());
            }
        }
    }
    if let Some((snapshot, mut reason)) = failed {
        if reason.trim().is_empty() {
            reason = text(snapshot.world.locale, "server-no-reason", &[]);
        }
        let args = [("file", name(&snapshot).into()), ("reason", reason.into())];
        tell(&session, &snapshot, "server-not-applied", &args);
    }
    Ok(())
}

/// What a job makes of a sidecar.
///
/// # Errors
/// When the text is not what it was when that was offered.
pub fn make_plan(
    snapshot: &Snapshot,
    sidecar: &Sidecar,
    job: &Job,
    path: &Path,
) -> std::result::Result<Plan, Refusal> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let world = &snapshot.world;
    let creator = || world.annotators.name(world.settings.creator.as_deref(), folder);
    match &job.ask {
        Ask::Mentions(_) if !snapshot.is_sound() => Err(Refusal::Unreadable),
        Ask::Mentions(wish) if wish.is_stale(snapshot) => Err(Refusal::TextChanged),
        Ask::Mentions(wish) if wish.act == Act::Remove => plan::remove(snapshot, sidecar, wish),
        Ask::Mentions(wish) => plan::annotate(snapshot, sidecar, wish, &creator),
        Ask::Date(date) => Ok(plan::date(snapshot, sidecar, *date)),
        Ask::Status(status) => Ok(plan::status(snapshot, sidecar, *status, &creator)),
        Ask::Fix(one) => Ok(plan::fixed(snapshot, sidecar, one.as_ref())),
        Ask::Review(review) => plan::decided(snapshot, sidecar, review),
    }
}

/// Makes a plan for the file as it is at that moment, and writes it.
fn to_disk(
    path: &Path,
    make: impl Fn(&Sidecar) -> std::result::Result<Plan, Refusal>,
) -> std::result::Result<Plan, Failure> {
    let mut made = None;
    let bytes = files::update(path, |old| {
        let plan = make(&Sidecar::read(old.unwrap_or_default())).map_err(Failure::Refused)?;
        let bytes = plan.bytes.clone();
        made = Some(plan);
        Ok::<_, Failure>(bytes)
    })?;
    let mut plan = made.unwrap_or_default();
    plan.bytes = plan.bytes.and(bytes);
    Ok(plan)
}

/// A buffer as it was when an edit was made for it.
struct Buffer {
    key: Key,
    version: i32,
}

/// Waits until the client tells of a change of the buffer, for a while.
async fn changes(session: &Session, buffer: &Buffer) -> bool {
    let until = tokio::time::Instant::now() + PATIENCE;
    while session.version(&buffer.key) == Some(buffer.version) {
        if tokio::time::Instant::now() > until {
            return false;
        }
        tokio::time::sleep(LOOK).await;
    }
    true
}

enum Applied {
    /// It stands on disk.
    Written,
    /// The client has it; the buffer will tell.
    Asked(Buffer),
    /// The client says no.
    No(Buffer, String),
    /// The client takes no edits.
    Impossible,
}

/// Takes a written file in, or asks the client to change its buffer.
async fn apply(session: &Arc<Session>, snapshot: &Snapshot, plan: Plan) -> Applied {
    let Source::Buffer { rope, version, uri } = &snapshot.source else {
        session.sidecar_written(&snapshot.key, Stored::of(plan.bytes), plan.rebased);
        return Applied::Written;
    };
    let buffer = Buffer { key: Key::of(uri), version: *version };
    if !snapshot.world.client.apply_edit {
        return Applied::Impossible;
    }
    let edits = match (&plan.edits, &plan.bytes) {
        (Some(edits), _) => {
            let mut edits: Vec<TextEdit> = edits.iter().map(|edit| text_edit(snapshot, rope, edit)).collect();
            // The one empty line of a new buffer becomes the last line's break, not a line behind it.
            let is_new = snapshot.sidecar().is_blank() && rope.get_char(0) == Some('\n');
            // Some editors have no line behind the last break, and make one.
            let is_behind = |edit: &&mut TextEdit| {
                snapshot.world.client.ends_lines
                    && edit.range.start.character == 0
                    && edit.range.start.line as usize + 1 >= rope.len_lines()
                    && edit.new_text.ends_with('\n')
            };
            if let Some(edit) = edits.last_mut().filter(|edit| is_new || is_behind(edit)) {
                edit.new_text.pop();
            }
            edits
        }
        (None, Some(bytes)) => vec![minimal(snapshot, rope, &String::from_utf8_lossy(bytes))],
        (None, None) => return Applied::Asked(buffer),
    };
    let edit = workspace_edit(snapshot, uri, *version, edits);
    let client = session.client.clone();
    // It goes on when nobody waits any more.
    let asked = tokio::spawn(async move { client.apply_edit(edit).await });
    match tokio::time::timeout(PATIENCE, asked).await {
        Err(_) => Applied::Asked(buffer),
        Ok(Ok(Ok(answer))) if answer.applied => Applied::Asked(buffer),
        Ok(Ok(Ok(answer))) => Applied::No(buffer, answer.failure_reason.unwrap_or_default()),
        Ok(Ok(Err(error))) => Applied::No(buffer, error.to_string()),
        Ok(Err(error)) => Applied::No(buffer, error.to_string()),
    }
}

fn text_edit(snapshot: &Snapshot, rope: &Rope, edit: &crate::sidecar::Edit) -> TextEdit {
    let span = Span::new(Byte::from(edit.range.start), Byte::from(edit.range.end));
    TextEdit { range: snapshot.world.encoding.range(rope, span), new_text: edit.text.clone() }
}

/// The one edit that makes `new` of a buffer, as short as its ends allow.
pub fn minimal(snapshot: &Snapshot, rope: &Rope, new: &str) -> TextEdit {
    let old = String::from(rope);
    let mut head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    // Whole lines read best in an undo list, and never cut a character.
    head = old[..floor(&old, head)].rfind('\n').map_or(0, |i| i + 1);
    let most = old.len().min(new.len()) - head;
    let mut tail = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    let behind = floor(&old, old.len() - tail);
    tail = match old.as_bytes().get(behind.wrapping_sub(1)) {
        // A line break stands before it: whole lines again.
        Some(b'\n') => old.len() - behind,
        _ => old[behind..].find('\n').map_or(0, |i| old.len() - behind - i - 1),
    };
    tail = tail.min(most);
    let span = Span::new(Byte::from(head), Byte::from(old.len() - tail));
    let range: Range = snapshot.world.encoding.range(rope, span);
    TextEdit { range, new_text: new[head..new.len() - tail].to_string() }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Edits of an open document, for that version of it where the client can tell.
pub fn workspace_edit(snapshot: &Snapshot, uri: &Uri, version: i32, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if snapshot.world.client.document_changes {
        let text_document =
            OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: Some(version) };
        let changes =
            vec![TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() }];
        WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(changes)), ..WorkspaceEdit::default() }
    } else {
        let changes = [(uri.clone(), edits)].into_iter().collect();
        WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
    }
}

/// Brings the sidecar of an article that was just saved up to the saved text. `before` is the article
/// as it was when the save was told of.
pub async fn follow_save(session: Arc<Session>, before: Arc<Snapshot>) {
    let _turn = session.writing.lock().await;
    let mut refused = None;
    for _ in 0..TRIES {
        let Some(now) = session.snapshot(&before.key) else { return };
        match follow_once(&session, &before, &now).await {
            Ok(()) => return,
            // The same edit of the same buffer would fare no better.
            Err((Some(buffer), reason)) if changes(&session, &buffer).await => refused = Some((now, reason)),
            Err((_, reason)) => {
                refused = Some((now, reason));
                break;
            }
        }
    }
    if let Some((now, reason)) = refused {
        let args = [("file", name(&now).into()), ("error", reason.into())];
        tell(&session, &now, "server-followed-not", &args);
    }
}

/// Tries to; else tells why not, and which buffer was in the way.
async fn follow_once(
    session: &Arc<Session>,
    before: &Arc<Snapshot>,
    now: &Arc<Snapshot>,
) -> std::result::Result<(), (Option<Buffer>, String)> {
    let Some(path) = before.place.sidecar.clone() else { return Ok(()) };
    let to_file = matches!(now.source, Source::Stored(_));
    let (old, new) = (before.clone(), now.clone());
    let run = move || {
        let make = |sidecar: &Sidecar| Ok(plan::follow(&old, &new.base, sidecar));
        if to_file { to_disk(&path, make) } else { make(new.sidecar()).map_err(Failure::Refused) }
    };
    let Ok(plan) = tokio::task::spawn_blocking(run).await else { return Ok(()) };
    let locale = now.world.locale;
    match plan {
        Ok(plan) if plan.bytes.is_none() => Ok(()),
        Ok(plan) => match apply(session, now, plan).await {
            Applied::Written | Applied::Asked(_) => {
                session.stir();
                Ok(())
            }
            Applied::No(buffer, reason) => Err((Some(buffer), reason)),
            Applied::Impossible => {
                Err((None, text(locale, "server-no-apply", &[("file", name(now).into())])))
            }
        },
        Err(Failure::File(error)) => Err((None, error.to_string())),
        Err(Failure::Refused(refusal)) => Err((None, text(locale, refusal.key(), &[]))),
    }
}

fn name(snapshot: &Snapshot) -> String {
    let path = snapshot.place.sidecar.as_deref().and_then(Path::file_name);
    path.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn tell(session: &Arc<Session>, snapshot: &Snapshot, key: &str, args: &[(&str, Arg<'_>)]) {
    let message = text(snapshot.world.locale, key, args);
    let client = session.client.clone();
    tokio::spawn(async move { client.show_message(MessageType::ERROR, message).await });
}

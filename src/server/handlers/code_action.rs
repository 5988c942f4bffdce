//! `textDocument/codeAction` in an article: what can be done with the mentions under the cursor, with the
//! selection, and with the article as a whole. Each action is a command that the server carries out (see
//! `writing`), so that nothing is left behind in hidden buffers or dirty tabs, and clients that know commands
//! only can take it as well. In a sidecar, which is open then, actions are edits (see `sidecar`).

mod create;
pub mod reading;
mod review;
mod sidecar;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, to_value};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse,
    CodeActionTriggerKind, Command, Diagnostic, NumberOrString, Uri, WorkspaceEdit,
};

use super::super::snapshot::{Mark, Snapshot, Tagged};
use super::diagnostics::UNANNOTATED;
use super::execute_command::{ANNOTATE, FINISH, FIX, REJECT, REMOVE, Request, SET_DATE, Scope, Whole};
use super::inlay_hint::Referent;
use super::{name_of, offered, remark};
use crate::lint::{Subject, lint};
use crate::messages::{Arg, text};
use crate::prose::day;
use crate::sidecar::anchor::Article;
use crate::sidecar::build::is_boundary;
use crate::sidecar::{ArticleStatus, Status};
use crate::tagger::date::full_dates;
use crate::tagger::mention::{Certainty, Kind, Mention};
use crate::text::position::{Byte, CodePoint, Span};

pub use review::DOUBTS;

/// More mentions than this under a selection get no action each.
const MOST: usize = 10;
/// Everything that is safe, at once.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.gannhan");
/// About the article as a whole.
pub const WHOLE: CodeActionKind = CodeActionKind::new("source.gannhan");

/// The actions for a range of an article, or of a sidecar.
pub fn actions(
    snapshot: &Snapshot,
    (params, of_sidecar): (CodeActionParams, bool),
) -> Option<CodeActionResponse> {
    let only = params.context.only.clone();
    let wanted = |kind: &CodeActionKind| {
        only.as_deref().is_none_or(|only| only.iter().any(|o| is_kind(kind, o.as_str())))
    };
    let mut response = Vec::new();
    if !of_sidecar && wanted(&CodeActionKind::QUICKFIX) {
        response = remark::actions(snapshot, params.range, &params.context.diagnostics);
    }
    // Without a file there is no place beside it.
    if snapshot.place.sidecar.is_none() {
        return Some(response).filter(|r| !r.is_empty());
    }
    let actions = if of_sidecar { sidecar::actions(snapshot, &params) } else { article(snapshot, &params)? };
    let client = &snapshot.world.client;
    let literals = client.code_action_literals;
    let actions = actions.into_iter().filter(|a| wanted(&a.kind));
    let fits =
        |action| if client.runs_commands { Some(action) } else { create::without_command(action, snapshot) };
    let actions = actions.filter_map(fits);
    // The preferred one stays first.
    let own: Vec<_> = actions.filter_map(|action| action.into_protocol(literals)).collect();
    response.splice(0..0, own);
    Some(response)
}

/// What an action that is worked out later remembers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Later {
    /// In an article.
    Create(create::Later),
    /// In a sidecar.
    Sidecar(sidecar::Later),
}

impl Later {
    /// The document that it is about.
    pub fn uri(&self) -> &Uri {
        match self {
            Later::Create(later) => &later.uri,
            Later::Sidecar(later) => &later.uri,
        }
    }
}

/// Reads what an action remembers.
///
/// # Errors
/// When it is none of ours.
pub fn later(action: &CodeAction) -> Result<Later> {
    let data = action.data.clone().ok_or_else(|| Error::invalid_params("no data"))?;
    serde_json::from_value(data).map_err(|error| Error::invalid_params(error.to_string()))
}

/// Works out the edit of an action.
///
/// # Errors
/// When the document is not what it was when the action was offered.
pub fn resolve(snapshot: Option<&Snapshot>, action: CodeAction, later: &Later) -> Result<CodeAction> {
    match later {
        Later::Create(later) => create::resolve(snapshot, action, later),
        Later::Sidecar(later) => sidecar::resolve(snapshot, action, later),
    }
}

/// Whether a kind is another, or one below it.
fn is_kind(kind: &CodeActionKind, of: &str) -> bool {
    of.is_empty() || kind.as_str().strip_prefix(of).is_some_and(|r| r.is_empty() || r.starts_with('.'))
}

/// What a person is shown who has asked for actions, be it for all or for those of a kind. An editor that asks
/// while the cursor moves gets those about mentions only.
fn is_asked(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    match &context.only {
        Some(only) => only.iter().any(|o| is_kind(kind, o.as_str())),
        None => context.trigger_kind == Some(CodeActionTriggerKind::INVOKED),
    }
}

fn article(snapshot: &Snapshot, params: &CodeActionParams) -> Option<Vec<Action>> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let range = snapshot.world.encoding.span(&snapshot.rope, params.range);
    let list = List { snapshot, tagged, given: &params.context.diagnostics };
    let mut actions: Vec<Action> = Vec::new();
    let meant = list.meant(range);
    for mention in &meant {
        actions.push(list.mention(mention));
        // More would be a list to read, not to choose from.
        if meant.len() <= 2 {
            actions.extend(list.readings(mention));
        }
    }
    for mention in &meant {
        actions.extend(list.same_name(mention));
    }
    // A light bulb on every line would tell nothing.
    if !meant.is_empty() {
        actions.extend(list.certain(CodeActionKind::QUICKFIX, 2));
    } else if params.context.trigger_kind == Some(CodeActionTriggerKind::INVOKED) {
        actions.extend(list.certain(CodeActionKind::QUICKFIX, 1));
    }
    for mention in &meant {
        actions.push(list.reject(mention));
    }
    actions.extend(list.decisions(range));
    for mark in list.marks(range) {
        actions.extend(list.remove(mark));
    }
    if let Some(span) = selection(&tagged.text, range) {
        actions.extend(Kind::ALL.into_iter().map(|kind| list.selection(span, kind)));
    }
    actions.extend(list.dates(range));
    if is_asked(&params.context, &WHOLE) || is_asked(&params.context, &FIX_ALL) {
        actions.extend(list.whole());
    }
    // Whoever has everything fixed at each save by any program did not ask for annotations.
    if params.context.only.iter().flatten().any(|kind| *kind == FIX_ALL) {
        actions.extend(list.certain(FIX_ALL, 1));
    }
    Some(actions)
}

struct Action {
    title: String,
    kind: CodeActionKind,
    preferred: bool,
    diagnostics: Vec<Diagnostic>,
    does: Does,
}

/// What an action does when it is taken.
enum Does {
    /// The server does it.
    Command(&'static str, Value),
    /// The client does it.
    Edit(WorkspaceEdit),
    /// The client does it, and asks for the edit first.
    Lazily(Value),
}

fn command(name: &'static str, request: &impl Serialize) -> Does {
    Does::Command(name, to_value(request).unwrap_or_default())
}

impl Action {
    /// `None` where the client can't take it.
    fn into_protocol(self, literals: bool) -> Option<CodeActionOrCommand> {
        let command = match &self.does {
            Does::Command(name, argument) => Some(Command {
                title: self.title.clone(),
                command: (*name).into(),
                arguments: Some(vec![argument.clone()]),
            }),
            _ => None,
        };
        if !literals {
            return command.map(Into::into);
        }
        let (edit, data) = match self.does {
            Does::Command(..) => (None, None),
            Does::Edit(edit) => (Some(edit), None),
            Does::Lazily(data) => (None, Some(data)),
        };
        let action = CodeAction {
            title: self.title,
            kind: Some(self.kind),
            diagnostics: Some(self.diagnostics).filter(|d| !d.is_empty()),
            command,
            edit,
            data,
            is_preferred: self.preferred.then_some(true),
            ..CodeAction::default()
        };
        Some(action.into())
    }
}

fn plain(title: String, kind: CodeActionKind, does: Does) -> Action {
    Action { title, kind, preferred: false, diagnostics: Vec::new(), does }
}

struct List<'s> {
    snapshot: &'s Snapshot,
    tagged: &'s Tagged,
    given: &'s [Diagnostic],
}

impl<'s> List<'s> {
    /// The mentions that a cursor or a selection means and that nothing is said of yet, the shortest
    /// first.
    fn meant(&self, range: Span<Byte>) -> Vec<&'s Mention> {
        let mut meant: Vec<&Mention> = if range.is_empty() {
            super::mentions_at(self.tagged, range.start)
        } else {
            self.tagged.analysis.mentions.iter().filter(|m| m.bytes.overlaps(range)).collect()
        };
        meant.retain(|m| self.is_open(m));
        meant.truncate(MOST);
        meant
    }

    fn is_open(&self, mention: &Mention) -> bool {
        self.snapshot.mark_of(mention).is_none()
    }

    fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        text(self.snapshot.world.locale, key, args)
    }

    fn name(&self, mention: &Mention) -> String {
        name_of(&self.tagged.text, mention, self.snapshot.world.locale)
    }

    /// The client's diagnostics of a mention, as it sent them.
    fn diagnostics(&self, mention: &Mention) -> Vec<Diagnostic> {
        let range = self.snapshot.world.encoding.range(&self.snapshot.rope, mention.bytes);
        let code = NumberOrString::String(UNANNOTATED.into());
        let kind = mention.value.kind().name();
        let same = |d: &&Diagnostic| {
            let of_kind = d.data.as_ref().and_then(|d| d.get("type")).and_then(|t| t.as_str());
            d.range == range && d.code.as_ref() == Some(&code) && of_kind.is_none_or(|k| k == kind)
        };
        self.given.iter().filter(same).cloned().collect()
    }

    fn request(&self, span: Span<CodePoint>, kind: Kind, scope: Scope) -> Request {
        let start = self.snapshot.rope.get_slice(span.start.index()..span.end.index());
        Request {
            uri: self.snapshot.uri.clone(),
            start: span.start.0,
            end: span.end.0,
            kind: kind.name().into(),
            text: start.map(String::from).unwrap_or_default(),
            scope,
            // All that is certain is certain in any text.
            version: self.snapshot.version.filter(|_| scope != Scope::Certain),
            reading: None,
        }
    }

    fn action(&self, title: String, mention: &Mention, name: &'static str, scope: Scope) -> Action {
        Action {
            title,
            kind: CodeActionKind::QUICKFIX,
            preferred: false,
            diagnostics: Vec::new(),
            does: command(name, &self.request(mention.span, mention.value.kind(), scope)),
        }
    }

    fn mention(&self, mention: &Mention) -> Action {
        let title = self.say("server-annotate", &[("name", self.name(mention).into())]);
        let mut action = self.action(title, mention, ANNOTATE, Scope::Mention);
        action.preferred = true;
        action.diagnostics = self.diagnostics(mention);
        action
    }

    fn same_name(&self, mention: &Mention) -> Option<Action> {
        let count = same_name(self.tagged, mention).filter(|m| self.is_open(m)).count();
        let args = [("count", count.into()), ("name", self.name(mention).into())];
        let title = (count > 1).then(|| self.say("server-annotate-name", &args))?;
        Some(self.action(title, mention, ANNOTATE, Scope::Name))
    }

    /// All that is certain, where that is at least so many.
    fn certain(&self, kind: CodeActionKind, least: usize) -> Option<Action> {
        let marks = self.snapshot.marks();
        let certain = certain(self.tagged).filter(|m| marks.leave(m, &self.tagged.analysis));
        let (first, count) = certain.fold((None, 0_usize), |(first, n), m| (first.or(Some(m)), n + 1));
        let first = first.filter(|_| count >= least)?;
        let title = self.say("server-annotate-certain", &[("count", count.into())]);
        let mut action = self.action(title, first, ANNOTATE, Scope::Certain);
        action.kind = kind;
        Some(action)
    }

    /// What the sidecar says of places under a cursor or in a selection.
    fn marks(&self, range: Span<Byte>) -> impl Iterator<Item = &'s Mark> {
        self.marks_in(self.code_points(range))
    }

    fn marks_in(&self, range: Span<CodePoint>) -> impl Iterator<Item = &'s Mark> {
        self.snapshot.marks().all.iter().filter(move |m| touches(m.span, range)).take(MOST)
    }

    fn code_points(&self, range: Span<Byte>) -> Span<CodePoint> {
        let char = |byte: Byte| CodePoint::from(self.snapshot.rope.byte_to_char(byte.index()));
        Span::new(char(range.start), char(range.end))
    }

    /// What a person can decide about lines that speak, or may speak, of these places.
    fn decisions(&self, range: Span<Byte>) -> Vec<Action> {
        let snapshot = self.snapshot;
        let doubts = snapshot.doubts();
        let stored = (!doubts.is_empty()).then(|| String::from(&snapshot.base));
        let desk = review::Desk {
            snapshot,
            sidecar: snapshot.sidecar(),
            article: stored.as_deref().map(Article::new),
            analysis: snapshot.drift.is_empty().then_some(&self.tagged.analysis),
            given: self.given,
            edits: false,
        };
        let mut drift = snapshot.drift.clone();
        drift.settle(&snapshot.base, &snapshot.rope);
        let range = self.code_points(range);
        let touched = |span| drift.to_now(span).is_some_and(|now| touches(now, range));
        let mut actions: Vec<Action> = self.marks_in(range).filter_map(|m| desk.accept(m.line)).collect();
        actions.extend(desk.of_places(touched, doubts));
        actions
    }

    /// Takes back what is said of a place.
    fn remove(&self, mark: &Mark) -> Option<Action> {
        let request = self.request(mark.span, mark.kind?, Scope::Selection);
        let key = match mark.status {
            Status::Active => "server-remove",
            Status::Rejected => "server-take-back",
        };
        let title = self.say(key, &[("name", request.text.as_str().into())]);
        Some(plain(title, CodeActionKind::REFACTOR, command(REMOVE, &request)))
    }

    fn about_the_whole(&self) -> Whole {
        Whole { uri: self.snapshot.uri.clone(), ..Whole::default() }
    }

    /// The dates in the lines of a range, each to be the article's; and back to what the article itself tells.
    fn dates(&self, range: Span<Byte>) -> Vec<Action> {
        let rope = &self.snapshot.rope;
        let line = |byte: Byte| rope.byte_to_line(byte.index());
        let (first, last) = (line(range.start), line(range.end));
        let end = rope.len_bytes().min(if last + 1 < rope.len_lines() {
            rope.line_to_byte(last + 1)
        } else {
            usize::MAX
        });
        let lines = self.tagged.text.get(rope.line_to_byte(first)..end).unwrap_or_default();
        let known = self.snapshot.sidecar().header().and_then(|h| h.date);
        let set = |date: Option<Date>| {
            let whole = Whole { date: date.map(|d| d.to_string()), ..self.about_the_whole() };
            let title = match date {
                Some(date) => {
                    let args = [("date", day(date, self.snapshot.world.locale).into())];
                    self.say("server-set-date", &args)
                }
                None => self.say("server-unset-date", &[]),
            };
            plain(title, CodeActionKind::REFACTOR, command(SET_DATE, &whole))
        };
        // A selection of a whole article would give a list of dates, not a choice.
        let near = if last - first < MOST { full_dates(lines) } else { Vec::new() };
        let mut found: Vec<Date> =
            near.into_iter().map(|(_, date)| date).filter(|d| Some(*d) != known).collect();
        found.dedup();
        let mut actions: Vec<Action> = found.iter().map(|date| set(Some(*date))).collect();
        if known.is_some() && !found.is_empty() {
            actions.push(set(None));
        }
        actions
    }

    /// How far the work is, and what can be set right in the sidecar.
    fn whole(&self) -> Vec<Action> {
        let sidecar = self.snapshot.sidecar();
        let finished = sidecar.header().and_then(|h| h.status) == Some(ArticleStatus::Finished);
        let key = if finished { "server-reopen" } else { "server-finish" };
        let status = Whole { finished: Some(!finished), ..self.about_the_whole() };
        let mut actions = vec![plain(self.say(key, &[]), WHOLE, command(FINISH, &status))];
        let article = String::from(&self.snapshot.base);
        let name = self.snapshot.place.name().unwrap_or_default();
        let fixable =
            lint(&Subject::new(sidecar, name, Some(&article))).iter().filter(|f| f.fix.is_some()).count();
        if fixable > 0 && !sidecar.is_blank() {
            let title = self.say("server-fix-all", &[("count", fixable.into())]);
            actions.push(plain(title, FIX_ALL, command(FIX, &self.about_the_whole())));
        }
        actions
    }

    fn reject(&self, mention: &Mention) -> Action {
        let title = self.say("server-reject", &[("name", self.name(mention).into())]);
        let mut action = self.action(title, mention, REJECT, Scope::Mention);
        action.diagnostics = self.diagnostics(mention);
        action
    }

    fn selection(&self, span: Span<CodePoint>, kind: Kind) -> Action {
        Action {
            title: self.say("server-annotate-as", &[("type", kind.name().into())]),
            kind: CodeActionKind::REFACTOR,
            preferred: false,
            diagnostics: Vec::new(),
            does: command(ANNOTATE, &self.request(span, kind, Scope::Selection)),
        }
    }
}

/// Whether a cursor or a selection means a place.
fn touches(place: Span<CodePoint>, range: Span<CodePoint>) -> bool {
    place.overlaps(range) || range.is_empty() && place.start <= range.start && range.end <= place.end
}

/// The mentions of the same thing, this one included.
pub fn same_name<'t>(tagged: &'t Tagged, mention: &'t Mention) -> impl Iterator<Item = &'t Mention> {
    let wanted = Referent::of(tagged, mention);
    tagged.analysis.mentions.iter().filter(move |m| Referent::of(tagged, m) == wanted)
}

/// The mentions that nothing speaks against.
pub fn certain(tagged: &Tagged) -> impl Iterator<Item = &Mention> {
    tagged.analysis.mentions.iter().filter(|m| m.certainty == Certainty::Certain)
}

/// What is selected, without the white space at its ends; nothing where it would cut a character that
/// a reader sees as one.
fn selection(text: &str, range: Span<Byte>) -> Option<Span<CodePoint>> {
    let selected = text.get(range.range())?;
    let inner = selected.trim();
    if inner.is_empty() {
        return None;
    }
    let start = range.start.index() + (selected.len() - selected.trim_start().len());
    let end = start + inner.len();
    if !is_boundary(text, start) || !is_boundary(text, end) {
        return None;
    }
    let before = text.get(..start)?.chars().count();
    Some(Span::new(CodePoint::from(before), CodePoint::from(before + inner.chars().count())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_trimmed_and_never_cuts_a_character() {
        let text = "ở  Hà Nội\u{300} \n";
        let of = |a: usize, b: usize| selection(text, Span::new(Byte::from(a), Byte::from(b)));
        let hn = text.find("Hà").expect("there");
        assert_eq!(of(3, text.len()), Some(Span::new(CodePoint(3), CodePoint(10))));
        assert_eq!(of(3, 5), None);
        assert_eq!(of(hn, hn), None);
        // Up to the i, without the mark on it.
        let mark = text.find('\u{300}').expect("there");
        assert_eq!(of(hn, mark), None);
        // Inside a code point.
        assert_eq!(of(hn, hn + 2), None);
    }
}

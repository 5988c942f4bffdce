//! `textDocument/codeAction`: what can be done with the mentions under the cursor, and with the
//! selection. Each action is a command that the server carries out (see `writing`), so that nothing is
//! left behind in hidden buffers, and clients that know commands only can take it as well.

use serde_json::to_value;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
    Diagnostic, NumberOrString,
};

use super::super::snapshot::{Snapshot, Tagged};
use super::diagnostics::UNANNOTATED;
use super::execute_command::{ANNOTATE, REJECT, Request, Scope};
use super::inlay_hint::Referent;
use super::{name_of, offered};
use crate::messages::{Arg, text};
use crate::sidecar::build::is_boundary;
use crate::tagger::mention::{Certainty, Kind, Mention};
use crate::text::position::{Byte, CodePoint, Span};

/// More mentions than this under a selection get no action each.
const MOST: usize = 10;

/// The actions for a range.
pub fn actions(snapshot: &Snapshot, params: CodeActionParams) -> Option<CodeActionResponse> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    // Without a file there is no place beside it.
    snapshot.place.sidecar.as_ref()?;
    let world = &snapshot.world;
    let range = world.encoding.span(&snapshot.rope, params.range);
    let list = List { snapshot, tagged, given: &params.context.diagnostics };
    let mut actions: Vec<Action> = Vec::new();
    let meant = list.meant(range);
    for mention in &meant {
        actions.push(list.mention(mention));
    }
    for mention in &meant {
        actions.extend(list.same_name(mention));
    }
    if !meant.is_empty() {
        actions.extend(list.certain());
    }
    for mention in &meant {
        actions.push(list.reject(mention));
    }
    if let Some(span) = selection(&tagged.text, range) {
        actions.extend(Kind::ALL.into_iter().map(|kind| list.selection(span, kind)));
    }
    let only = params.context.only.as_deref();
    let wanted = |kind: &CodeActionKind| {
        only.is_none_or(|only| {
            only.iter().any(|o| {
                let o = o.as_str();
                o.is_empty()
                    || kind.as_str() == o
                    || kind.as_str().strip_prefix(o).is_some_and(|r| r.starts_with('.'))
            })
        })
    };
    let literals = world.client.code_action_literals;
    let actions = actions.into_iter().filter(|a| wanted(&a.kind));
    Some(actions.map(|action| action.into_protocol(literals)).collect())
}

struct Action {
    title: String,
    kind: CodeActionKind,
    preferred: bool,
    diagnostics: Vec<Diagnostic>,
    command: &'static str,
    request: Request,
}

impl Action {
    fn into_protocol(self, literals: bool) -> CodeActionOrCommand {
        let command = Command {
            title: self.title.clone(),
            command: self.command.into(),
            arguments: to_value(&self.request).ok().map(|request| vec![request]),
        };
        if !literals {
            return command.into();
        }
        let diagnostics = Some(self.diagnostics).filter(|d| !d.is_empty());
        CodeAction {
            title: self.title,
            kind: Some(self.kind),
            diagnostics,
            command: Some(command),
            is_preferred: self.preferred.then_some(true),
            ..CodeAction::default()
        }
        .into()
    }
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
        }
    }

    fn action(&self, title: String, mention: &Mention, command: &'static str, scope: Scope) -> Action {
        Action {
            title,
            kind: CodeActionKind::QUICKFIX,
            preferred: false,
            diagnostics: Vec::new(),
            command,
            request: self.request(mention.span, mention.value.kind(), scope),
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

    fn certain(&self) -> Option<Action> {
        let marks = self.snapshot.marks();
        let certain = certain(self.tagged).filter(|m| marks.leave(m, &self.tagged.analysis));
        let (first, count) = certain.fold((None, 0_usize), |(first, n), m| (first.or(Some(m)), n + 1));
        let first = first.filter(|_| count > 1)?;
        let title = self.say("server-annotate-certain", &[("count", count.into())]);
        Some(self.action(title, first, ANNOTATE, Scope::Certain))
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
            command: ANNOTATE,
            request: self.request(span, kind, Scope::Selection),
        }
    }
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

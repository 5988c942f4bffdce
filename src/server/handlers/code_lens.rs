//! `textDocument/codeLens`: above an article how far it is annotated, and what can be done with all of it.

use serde_json::to_value;
use tower_lsp::ls_types::{CodeLens, Command, Position, Range};

use super::super::snapshot::Snapshot;
use super::code_action::certain;
use super::execute_command::{ANNOTATE, FINISH, Scope, Whole};
use super::offered;
use crate::messages::text;
use crate::sidecar::{ArticleStatus, Status};

/// The lenses of an article that is a file.
pub fn lenses(snapshot: &Snapshot) -> Option<Vec<CodeLens>> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    snapshot.place.sidecar.as_ref()?;
    let locale = snapshot.world.locale;
    let marks = snapshot.marks();
    let annotated = marks.all.iter().filter(|m| m.status == Status::Active).count();
    let open = tagged.analysis.mentions.iter().filter(|m| snapshot.mark_of(m).is_none()).count();
    let sure = certain(tagged).filter(|m| marks.leave(m, &tagged.analysis)).count();
    let header = snapshot.sidecar().header();
    let finished = header.and_then(|h| h.status) == Some(ArticleStatus::Finished);
    let whole = Whole { uri: snapshot.uri.clone(), ..Whole::default() };
    let mut lenses = vec![(
        text(locale, "server-lens", &[("annotated", annotated.into()), ("open", open.into())]),
        // Nothing to run: it only tells.
        "",
        None,
    )];
    if sure > 0 {
        let title = text(locale, "server-annotate-certain", &[("count", sure.into())]);
        lenses.push((title, ANNOTATE, Some(Whole { scope: Some(Scope::Certain), ..whole.clone() })));
    }
    let key = if finished { "server-lens-reopen" } else { "server-lens-finish" };
    lenses.push((text(locale, key, &[]), FINISH, Some(Whole { finished: Some(!finished), ..whole })));
    let start = Range::new(Position::new(0, 0), Position::new(0, 0));
    let lens = |(title, command, argument): (String, &str, Option<Whole>)| CodeLens {
        range: start,
        command: Some(Command {
            title,
            command: command.into(),
            arguments: argument.and_then(|a| to_value(a).ok()).map(|a| vec![a]),
        }),
        data: None,
    };
    Some(lenses.into_iter().map(lens).collect())
}

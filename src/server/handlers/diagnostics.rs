//! What is published: on an article each mention that is not annotated yet; on a sidecar what its
//! check found.

use serde_json::json;
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Position, Range};

use super::super::settings::Suggestions;
use super::super::snapshot::Snapshot;
use super::name_of;
use crate::messages::text;

/// `source` of every diagnostic.
pub const SOURCE: &str = "gannhan";
/// `code` of a mention that is not annotated yet.
pub const UNANNOTATED: &str = "unannotated";

/// The diagnostics of the article itself.
pub fn article(snapshot: &Snapshot) -> Vec<Diagnostic> {
    if snapshot.uri.is_none() {
        return Vec::new();
    }
    let world = &snapshot.world;
    if let Some(error) = &snapshot.trouble {
        let message = text(world.locale, "server-trouble", &[("error", error.to_string().into())]);
        let start = Range::new(Position::new(0, 0), Position::new(0, 0));
        return vec![diagnostic(start, DiagnosticSeverity::ERROR, "unreadable", message)];
    }
    if world.settings.suggestions != Suggestions::Diagnostics {
        return Vec::new();
    }
    let Some(tagged) = snapshot.tagged() else { return Vec::new() };
    let open: Vec<_> =
        tagged.analysis.mentions.iter().filter(|mention| snapshot.mark_of(mention).is_none()).collect();
    let shown = if open.len() <= world.settings.max_diagnostics {
        open.len()
    } else {
        world.settings.max_diagnostics.saturating_sub(1)
    };
    let mut out: Vec<Diagnostic> = Vec::with_capacity(shown + 1);
    for mention in &open[..shown] {
        let name = name_of(&tagged.text, mention, world.locale);
        let message = text(world.locale, "server-unannotated", &[("name", name.into())]);
        let range = world.encoding.range(&snapshot.rope, mention.bytes);
        let mut found = diagnostic(range, DiagnosticSeverity::INFORMATION, UNANNOTATED, message);
        found.data = Some(json!({
            "type": mention.value.kind().name(),
            "start": mention.span.start.0,
            "end": mention.span.end.0,
        }));
        out.push(found);
    }
    if let Some(next) = open.get(shown) {
        let message = text(world.locale, "server-more", &[("count", (open.len() - shown).into())]);
        let range = world.encoding.range(&snapshot.rope, next.bytes);
        out.push(diagnostic(range, DiagnosticSeverity::INFORMATION, UNANNOTATED, message));
    }
    out
}

/// The diagnostics of its sidecar.
pub fn sidecar(snapshot: &Snapshot) -> Vec<Diagnostic> {
    snapshot.checked.get_or_init(Vec::new).clone()
}

fn diagnostic(range: Range, severity: DiagnosticSeverity, code: &str, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String(code.into())),
        source: Some(SOURCE.into()),
        message,
        ..Diagnostic::default()
    }
}

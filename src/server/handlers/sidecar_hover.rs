//! A hover in a sidecar: what a line says, in words.

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::super::snapshot::{Snapshot, World};
use super::document;
use super::hover::plain;
use super::navigate::whole_line;
use crate::messages::text;
use crate::prose::day;
use crate::prose::markdown::escape;
use crate::sidecar::{Annotation, Content, Header, Sidecar, Status};

/// What the line at a position says.
pub fn hover(snapshot: &Snapshot, at: Position) -> Option<Hover> {
    let (rope, _) = snapshot.shown.as_ref()?;
    let sidecar = Sidecar::read(String::from(rope));
    let world = &snapshot.world;
    let line = at.line as usize;
    let value = match &sidecar.lines().get(line)?.content {
        Content::Annotation(annotation) => of_annotation(annotation, world),
        Content::Header(header) => of_header(header, world),
        _ => return None,
    };
    let contents = if world.client.hover_markdown {
        MarkupContent { kind: MarkupKind::Markdown, value }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(&value) }
    };
    Some(Hover { contents: HoverContents::Markup(contents), range: Some(whole_line(world, &sidecar, line)) })
}

fn of_annotation(annotation: &Annotation, world: &World) -> String {
    let locale = world.locale;
    let written = annotation.quote.exact.as_deref().unwrap_or("–");
    let mut out = format!("**{}**", escape(written));
    if let Some(kind) = annotation.kind {
        let named = text(locale, &format!("server-type-{}", kind.name()), &[]);
        out.push_str(&format!(" · {}", escape(&named)));
    }
    out.push_str("\n\n");
    if let Some(unit) = annotation.source.as_deref().and_then(document::unit_of) {
        out.push_str(document::entry(unit, locale).trim_start_matches("# "));
        out.push('\n');
    } else {
        let body = annotation.body_json().unwrap_or_default();
        let field = |key: &str| {
            let value = body.get(key)?;
            Some(value.as_str().map_or_else(|| value.to_string(), str::to_string))
        };
        let said: Vec<String> = ["name", "person", "decimal", "decimal_max", "currency"]
            .into_iter()
            .filter_map(|key| Some(format!("{key}: {}", field(key).filter(|f| f != "null")?)))
            .collect();
        for point in said {
            out.push_str(&format!("- {}\n", escape(&point)));
        }
    }
    let by = annotation.creator.as_deref().unwrap_or("?");
    let mut how: Vec<&str> = annotation.created.as_deref().into_iter().collect();
    how.extend(annotation.origin.map(crate::sidecar::Origin::name));
    if annotation.status == Status::Rejected {
        how.push("rejected");
    }
    let args = [("name", by.into()), ("how", how.join(" · ").into())];
    out.push_str(&format!("\n*{}*\n", escape(&text(locale, "server-by", &args))));
    out
}

fn of_header(header: &Header, world: &World) -> String {
    let source = header.source.as_deref().unwrap_or("–");
    let mut out = format!("**{}**\n\n", escape(source));
    let status = header.status.map(|s| text(world.locale, &format!("server-status-{}", s.name()), &[]));
    let date = header
        .date
        .map(|d| text(world.locale, "hover-as-of-given", &[("date", day(d, world.locale).into())]));
    for point in status.into_iter().chain(date) {
        out.push_str(&format!("- {}\n", escape(&point)));
    }
    out
}

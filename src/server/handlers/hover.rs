//! `textDocument/hover`: what is known of the mention under the cursor.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::super::session::Session;
use super::super::snapshot::{Snapshot, World};
use super::{mentions_at, offered};
use crate::gazetteer::Unit;
use crate::messages;
use crate::prose;
use crate::prose::held::{Place, held};
use crate::sidecar::Status;
use crate::sidecar::claims::jurisdiction;
use crate::tagger;
use crate::tagger::mention::{OfficeValue, Value};

/// The innermost mention first, then those around it; of an office also who the workspace names in it.
pub fn hover(session: &Session, snapshot: &Snapshot, at: Position) -> Option<Hover> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let world = &snapshot.world;
    let byte = world.encoding.byte_at(&snapshot.rope, at);
    let mentions = mentions_at(tagged, byte);
    let innermost = mentions.first()?;
    let cards = mentions.iter().map(|mention| {
        let written = tagged.text.get(mention.bytes.range()).unwrap_or("");
        let others = tagger::others(&tagged.text, &world.knowledge, &tagged.analysis, mention);
        let mut card = prose::hover(written, mention, &others, &tagged.analysis, world.locale);
        if let Value::Official(official) = &mention.value {
            official.offices.iter().for_each(|office| card.push_str(&named_in(session, office, world)));
        }
        let status = snapshot.mark_of(mention).map(|mark| match mark.status {
            Status::Active => "server-annotated",
            Status::Rejected => "server-rejected",
        });
        if let Some(key) = status {
            card.push_str(&format!("\n**{}**\n", messages::text(world.locale, key, &[])));
        }
        card
    });
    let value = cards.collect::<Vec<_>>().join("\n---\n\n");
    let contents = if world.client.hover_markdown {
        MarkupContent { kind: MarkupKind::Markdown, value }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(&value) }
    };
    Some(Hover {
        contents: HoverContents::Markup(contents),
        range: Some(world.encoding.range(&snapshot.rope, innermost.bytes)),
    })
}

/// Whom the sidecars of the workspace name in an office.
fn named_in(session: &Session, office: &OfficeValue, world: &World) -> String {
    let unit = office.jurisdiction.and_then(Unit::get).map(jurisdiction);
    let all = session.index().holders(&office.title, office.organ.as_deref(), unit.as_deref());
    let place = |article: &Arc<Path>| {
        let name = article.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let uri = session.uri_of(article).filter(|_| world.client.hover_markdown);
        Place { name, link: uri.map(|uri| uri.as_str().to_string()) }
    };
    let all: Vec<(&str, Vec<Place>)> =
        all.iter().map(|held| (&*held.name, held.articles.iter().map(place).collect())).collect();
    held(&prose::title_and_organ(office), &all, world.locale)
}

/// The same without its markup.
pub fn plain(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '*' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_goes_and_text_stays() {
        assert_eq!(super::plain("**tỉnh \\*A\\***\n- b"), "tỉnh *A*\n- b");
    }
}

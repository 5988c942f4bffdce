//! `textDocument/hover`: what is known of the mention under the cursor.

use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::super::snapshot::Snapshot;
use super::{mentions_at, offered};
use crate::messages;
use crate::prose;
use crate::sidecar::Status;
use crate::tagger;

/// The innermost mention first, then those around it.
pub fn hover(snapshot: &Snapshot, at: Position) -> Option<Hover> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let world = &snapshot.world;
    let byte = world.encoding.byte_at(&snapshot.rope, at);
    let mentions = mentions_at(tagged, byte);
    let innermost = mentions.first()?;
    let cards = mentions.iter().map(|mention| {
        let written = tagged.text.get(mention.bytes.range()).unwrap_or("");
        let others = tagger::others(&tagged.text, &world.knowledge, &tagged.analysis, mention);
        let mut card = prose::hover(written, mention, &others, &tagged.analysis, world.locale);
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

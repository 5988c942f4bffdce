//! Help in `gannhan.toml`: what can be written at a place, and what a key does. All of it comes from the table of
//! keys.

use ropey::Rope;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, Hover, HoverContents,
    MarkupContent, MarkupKind, Position, Range, TextEdit,
};

use super::super::encoding::Encoding;
use super::super::snapshot::World;
use super::hover::plain;
use crate::config::keys::{KEYS, Key};
use crate::config::shape::{Choice, Shape, WEIGHTS, severity_names};

/// Where the cursor is.
struct Place {
    /// The name in brackets above, if any.
    table: Option<String>,
    /// What stands before the cursor on its line.
    before: String,
    /// The key of the line, where the cursor is behind its `=`.
    key: Option<String>,
}

fn place(rope: &Rope, encoding: Encoding, at: Position) -> Place {
    let char = encoding.char_at(rope, at);
    let line = rope.char_to_line(char);
    let before = String::from(rope.slice(rope.line_to_char(line)..char));
    let above = (0..line).rev().map(|l| String::from(rope.line(l)));
    let header = |l: &String| {
        let inner = l.trim().strip_prefix('[')?.split(']').next()?;
        Some(inner.trim().to_string())
    };
    let key_in = |text: &str| text.split_once('=').map(|(key, _)| key.trim().trim_matches('"').to_string());
    // A table on one line: `types = { amounts = `.
    if let Some((outer, inner)) = before.split_once('{').filter(|(outer, _)| !outer.starts_with('#')) {
        let inner = inner.rsplit(',').next().unwrap_or_default().to_string();
        let closed = inner.contains('}');
        return Place { table: key_in(outer).filter(|_| !closed), key: key_in(&inner), before: inner };
    }
    let key = key_in(&before);
    Place { table: above.filter_map(|l| header(&l)).next(), before, key }
}

fn key_of(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|k| k.name == name && k.setter.in_project())
}

/// Whether a key is written as a table.
fn is_table(shape: Shape) -> bool {
    matches!(shape, Shape::Switches(_) | Shape::Severities)
}

fn item(name: &str, insert: String, kind: CompletionItemKind, about: &str) -> CompletionItem {
    CompletionItem {
        label: name.to_string(),
        kind: Some(kind),
        insert_text: Some(insert),
        documentation: Some(about).filter(|a| !a.is_empty()).map(|a| Documentation::String(a.to_string())),
        ..CompletionItem::default()
    }
}

/// The values that a choice leaves, in quotes unless one is open already.
fn choices(all: &[Choice], before: &str) -> Vec<CompletionItem> {
    let open = before.matches('"').count() % 2 == 1;
    let quoted = |name: &str| if open { name.to_string() } else { format!("\"{name}\"") };
    all.iter().map(|(name, about)| item(name, quoted(name), CompletionItemKind::VALUE, about)).collect()
}

fn switch() -> Vec<CompletionItem> {
    ["true", "false"].map(|on| item(on, on.to_string(), CompletionItemKind::VALUE, "")).to_vec()
}

/// What can be written at a position. Each item takes the place of the word before the cursor: to some editors a
/// hyphen ends a word.
pub fn completion(rope: &Rope, encoding: Encoding, at: Position) -> Vec<CompletionItem> {
    let place = place(rope, encoding, at);
    let word = place.before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let word = encoding.count(&place.before[word.len()..]);
    let range = Range::new(Position::new(at.line, at.character.saturating_sub(word)), at);
    let mut items = items(rope, &place);
    for item in &mut items {
        let new_text = item.insert_text.clone().unwrap_or_else(|| item.label.clone());
        item.text_edit = Some(CompletionTextEdit::Edit(TextEdit { range, new_text }));
    }
    items
}

fn items(rope: &Rope, place: &Place) -> Vec<CompletionItem> {
    if place.before.trim_start().starts_with('#') {
        return Vec::new();
    }
    let table = place.table.as_deref().and_then(key_of);
    if let Some(key) = &place.key {
        return match (table.map(|t| t.shape), key_of(key).map(|k| k.shape)) {
            (Some(Shape::Severities), _) => choices(WEIGHTS, &place.before),
            (Some(Shape::Switches(_)), _) | (None, Some(Shape::Switch)) => switch(),
            (None, Some(Shape::Choice(all))) => choices(all, &place.before),
            _ => Vec::new(),
        };
    }
    if place.before.trim_start().starts_with('[') {
        let tables = KEYS.iter().filter(|k| k.setter.in_project() && is_table(k.shape));
        return tables
            .map(|k| item(k.name, k.name.to_string(), CompletionItemKind::MODULE, k.about))
            .collect();
    }
    let set = |name: &str| format!("{name} = ");
    match table.map(|t| t.shape) {
        Some(Shape::Severities) => {
            severity_names().map(|name| item(name, set(name), CompletionItemKind::PROPERTY, "")).collect()
        }
        Some(Shape::Switches(all)) => all
            .iter()
            .map(|(name, about)| item(name, set(name), CompletionItemKind::PROPERTY, about))
            .collect(),
        _ => {
            let text = String::from(rope);
            let is_set = |k: &&Key| {
                text.lines()
                    .any(|l| l.split('=').next().is_some_and(|n| l.contains('=') && n.trim() == k.name))
            };
            let free = KEYS.iter().filter(|k| k.setter.in_project() && !is_set(k));
            free.map(|k| item(k.name, set(k.name), CompletionItemKind::PROPERTY, k.about)).collect()
        }
    }
}

/// What the key on a line does.
pub fn hover(rope: &Rope, at: Position, world: &World) -> Option<Hover> {
    let line = rope.get_line(at.line as usize).map(String::from)?;
    let name = line.trim_start_matches(['[', ' ', '\t']).split(['=', ']', ' ', '\t', '\r', '\n']).next()?;
    let key = key_of(name.trim_matches('"'))?;
    let start = line.find(name)?;
    let (from, to) =
        (world.encoding.count(line.get(..start)?), world.encoding.count(line.get(..start + name.len())?));
    let mut value = format!("**{}**\n\n{}\n", key.name, key.about);
    if !key.example.is_empty() {
        value.push_str(&format!("\n```toml\n{} = {}\n```\n", key.name, key.example));
    }
    let contents = if world.client.hover_markdown {
        MarkupContent { kind: MarkupKind::Markdown, value }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: plain(&value) }
    };
    Some(Hover {
        contents: HoverContents::Markup(contents),
        range: Some(Range::new(Position::new(at.line, from), Position::new(at.line, to))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn offered(text: &str) -> Vec<String> {
        let rope = Rope::from_str(&text.replace('|', ""));
        let at = text.find('|').expect("a cursor");
        let line = text[..at].matches('\n').count();
        let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let position = Position::new(line as u32, (at - start) as u32);
        let items = completion(&rope, Encoding::Utf8, position);
        let word = text[..at].rsplit([' ', '"', '\n', '[']).next().unwrap_or_default();
        for item in &items {
            let Some(CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("{item:?}") };
            assert_eq!(edit.range.end, position);
            assert_eq!((position.character - edit.range.start.character) as usize, word.len(), "{text}");
        }
        items.into_iter().filter_map(|i| i.insert_text).collect()
    }

    #[test]
    fn keys_values_and_names_of_rules() {
        let keys = offered("inlay-hints = \"all\"\n|");
        assert!(keys.contains(&"suggestions = ".to_string()), "{keys:?}");
        assert!(!keys.iter().any(|k| k.starts_with("inlay-hints") || k.starts_with("log-level")), "{keys:?}");
        assert_eq!(offered("suggestions = |"), ["\"diagnostics\"", "\"colours\"", "\"off\""]);
        assert_eq!(offered("suggestions = \"|"), ["diagnostics", "colours", "off"]);
        assert!(offered("[severity]\nor|").contains(&"orphan = ".to_string()));
        assert!(offered("[severity]\norphan = \"|").contains(&"warning".to_string()));
        assert_eq!(offered("[types]\namounts = |"), ["true", "false"]);
        assert!(offered("[|").contains(&"severity".to_string()));
        assert!(offered("severity = { |").contains(&"orphan = ".to_string()));
        assert!(offered("severity = { orphan = \"hint\", an|").contains(&"anchor = ".to_string()));
        assert!(offered("severity = { orphan = \"|").contains(&"warning".to_string()));
        assert_eq!(offered("types = { amounts = |"), ["true", "false"]);
        assert_eq!(offered("types = { amounts = true, officials = |"), ["true", "false"]);
        assert_eq!(offered("# sug|"), Vec::<String>::new());
        assert_eq!(offered("creator = |"), Vec::<String>::new());
    }
}

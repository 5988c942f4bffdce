//! Completion in a sidecar: keys, the words that may stand as their values, and the things of the workspace.

use std::collections::BTreeSet;

use ropey::Rope;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Position, Range, TextEdit,
};

use super::super::session::Session;
use super::super::snapshot::World;
use crate::gazetteer::Unit;
use crate::gazetteer::lexicon::units_named;
use crate::lint::RULES;
use crate::prose::unit as facts;
use crate::sidecar::canonical::{self, KEYS, fields};
use crate::sidecar::{Annotation, ArticleStatus, Content, Origin, Sidecar, iri};
use crate::tagger::amount::currencies;
use crate::tagger::mention::{Kind, Level, Modifier};
use crate::text::position::{Byte, Span};

/// So many things of the workspace are offered at once; more when more letters stand there.
const MOST: usize = 50;

const MODIFIERS: [Modifier; 6] =
    [Modifier::About, Modifier::Almost, Modifier::Over, Modifier::Under, Modifier::AtLeast, Modifier::AtMost];

/// Where the cursor is in a line of JSON.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    /// The keys of the objects around it, from the outermost; lists have none.
    path: Vec<String>,
    /// The key whose value it is in; none where a key stands.
    key: Option<String>,
    /// Byte of the line behind the quote that is open, and what stands there; none where no quote is.
    open: Option<(usize, String)>,
}

/// Reads a line of JSON up to its end, which is the cursor. What is no JSON gives what can be told.
fn place(before: &str) -> Place {
    /// An object or a list that is open; of an object the key that was read last, and whether its value is next.
    struct Level {
        object: bool,
        key: Option<String>,
        value: bool,
    }
    let mut open: Vec<Level> = Vec::new();
    let mut chars = before.char_indices();
    let mut string: Option<(usize, String)> = None;
    while let Some((at, c)) = chars.next() {
        if let Some((_, text)) = &mut string {
            match c {
                '\\' => text.extend(chars.next().map(|(_, c)| c)),
                '"' => {
                    let text = string.take().map(|(_, text)| text);
                    if let Some(level) = open.last_mut().filter(|l| l.object && !l.value) {
                        level.key = text;
                    }
                }
                c => text.push(c),
            }
            continue;
        }
        let top = open.last_mut();
        match (c, top) {
            ('"', _) => string = Some((at + 1, String::new())),
            ('{' | '[', _) => open.push(Level { object: c == '{', key: None, value: false }),
            ('}' | ']', _) => drop(open.pop()),
            (':', Some(level)) => level.value = true,
            (',', Some(level)) if level.object => (level.key, level.value) = (None, false),
            _ => {}
        }
    }
    // In a list the key is that of the list.
    let in_value = |l: &Level| !l.object || l.value;
    let key = open.last().filter(|l| in_value(l)).and_then(|l| match l.object {
        true => l.key.clone(),
        false => open.iter().rev().find(|l| l.object).and_then(|l| l.key.clone()),
    });
    let around = open.iter().rposition(|l| l.object).unwrap_or(0);
    let path = open[..around].iter().filter(|l| l.object).filter_map(|l| l.key.clone()).collect();
    Place { path, key, open: string }
}

/// The words that may stand as a value of `key`.
fn words(place: &Place, key: &str, is_header: bool) -> Vec<String> {
    let all = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    let path: Vec<&str> = place.path.iter().map(String::as_str).collect();
    match (path.as_slice(), key) {
        ([], "type") => all(&["Article", "Annotation"]),
        ([], "motivation") | (["body"], "purpose") => all(&["identifying"]),
        ([], "status") if is_header => all(&ArticleStatus::ALL.map(ArticleStatus::name)),
        ([], "status") => all(&["rejected"]),
        ([], "origin") => all(&Origin::ALL.map(Origin::name)),
        ([], "suppress") => RULES.iter().map(|rule| rule.name.to_string()).collect(),
        (["body"], "type") => {
            let classes = Kind::ALL.iter().map(|kind| kind.class().to_string());
            std::iter::once("SpecificResource".to_string()).chain(classes).collect()
        }
        (["target"] | ["target", "selector"], "type") => all(&["TextPositionSelector", "TextQuoteSelector"]),
        (["creator"], "type") => all(&["Person", "Software"]),
        (["body", ..], "level") => all(&Level::ALL.map(Level::name)),
        (["body", ..], "modifier") => all(&MODIFIERS.map(Modifier::name)),
        (["body", ..], "currency") => currencies().map(|currency| currency.code().to_string()).collect(),
        (["body"], "inside") => all(&["office", "organisation"]),
        (["body"], "person_from") => all(&["text", "coreference"]),
        (["body", "offices"], "jurisdiction_from") => all(&["text", "context"]),
        _ => Vec::new(),
    }
}

/// The keys that may stand in the object around.
fn keys(place: &Place, is_header: bool, kind: Option<Kind>) -> Vec<&'static str> {
    let path: Vec<&str> = place.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        [] if is_header => canonical::HEADER.to_vec(),
        [] => canonical::ANNOTATION.to_vec(),
        ["body"] => {
            let of = |kind: Kind| fields(kind).iter();
            let own = kind
                .map_or_else(|| Kind::ALL.into_iter().flat_map(of).collect::<Vec<_>>(), |k| of(k).collect());
            let all: BTreeSet<&str> = ["type", "purpose", "source"].iter().chain(own).copied().collect();
            KEYS.iter().copied().filter(|key| all.contains(key)).collect()
        }
        ["body", "offices"] => vec!["title", "organ", "jurisdiction", "jurisdiction_from"],
        ["body", "offices", "jurisdiction"] => vec!["level", "code", "name"],
        ["target"] => vec!["source", "selector"],
        ["target", "selector"] => vec!["type", "start", "end", "exact", "prefix", "suffix"],
        ["creator"] => vec!["type", "name"],
        _ => Vec::new(),
    }
}

/// What can be written at a position.
pub fn completion(session: &Session, rope: &Rope, at: Position, world: &World) -> Option<CompletionList> {
    let line = rope.get_line(at.line as usize).map(String::from)?;
    let start = Byte::from(rope.line_to_byte(at.line as usize));
    let cursor = world.encoding.byte_at(rope, at).index() - start.index();
    let place = place(line.get(..cursor)?);
    let annotation = annotation(&line);
    let is_header = annotation.is_none() && line.contains("\"Article\"");
    let (from, written) = place.open.clone().unwrap_or((cursor, String::new()));
    // All that stands between the quotes goes.
    let rest = line.get(cursor..)?.find(['"', '\n', '\r']).unwrap_or(0);
    let until = if place.open.is_some() { cursor + rest } else { cursor };
    let span = Span::new(Byte::from(start.index() + from), Byte::from(start.index() + until));
    let range = world.encoding.range(rope, span);
    let item =
        |text: String, label: String, kind: CompletionItemKind| item(range, &place, (text, label), kind);
    let Some(key) = &place.key else {
        let kind = annotation.as_ref().and_then(|a| a.kind);
        let named = keys(&place, is_header, kind).into_iter();
        let items = named.map(|key| item(key.into(), key.into(), CompletionItemKind::PROPERTY)).collect();
        return Some(CompletionList { is_incomplete: false, items });
    };
    if key == "source" && place.path == ["body"] {
        return Some(things(session, annotation.as_ref(), &written, item));
    }
    let words = words(&place, key, is_header).into_iter();
    let items = words.map(|word| item(word.clone(), word, CompletionItemKind::ENUM_MEMBER)).collect();
    Some(CompletionList { is_incomplete: false, items })
}

/// The annotation of a line, where it can be read.
fn annotation(line: &str) -> Option<Annotation> {
    let sidecar = Sidecar::read(line.trim_end());
    sidecar.lines().iter().find_map(|line| match &line.content {
        Content::Annotation(annotation) => Some(Annotation::clone(annotation)),
        _ => None,
    })
}

/// The things that a line may mean: the units that are called as its words, then what the workspace names.
fn things(
    session: &Session,
    annotation: Option<&Annotation>,
    written: &str,
    item: impl Fn(String, String, CompletionItemKind) -> CompletionItem,
) -> CompletionList {
    let kind = annotation.and_then(|a| a.kind);
    let mut items: Vec<CompletionItem> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let exact = annotation.and_then(|a| a.quote.exact.as_deref()).unwrap_or_default();
    if kind.is_none_or(|k| k == Kind::Locality) {
        for unit in units_named(exact).into_iter().filter_map(Unit::get) {
            let iri = iri::unit(unit);
            if seen.insert(iri.clone()) {
                items.push(item(iri, facts::name_within(unit), CompletionItemKind::REFERENCE));
            }
        }
    }
    let is_iri = written.is_empty() || written.starts_with("urn:");
    let found = session.index().search(if is_iri { exact } else { written }, MOST);
    let more = if is_iri { session.index().search("", MOST) } else { Vec::new() };
    for found in found.into_iter().chain(more) {
        if kind.is_none_or(|k| k == found.kind) && seen.insert(found.thing.to_string()) {
            let (thing, name) = (found.thing.to_string(), found.name.to_string());
            items.push(item(thing, name, CompletionItemKind::REFERENCE));
        }
    }
    for (rank, item) in items.iter_mut().enumerate() {
        item.sort_text = Some(format!("{rank:04}"));
    }
    CompletionList { is_incomplete: true, items }
}

/// One that puts `text` in the place of what stands between the quotes, or quotes and all.
fn item(
    range: Range,
    place: &Place,
    (text, label): (String, String),
    kind: CompletionItemKind,
) -> CompletionItem {
    let quoted = |text: &str| if place.open.is_some() { text.to_string() } else { format!("\"{text}\"") };
    let mut new_text = quoted(&text);
    if place.key.is_none() && place.open.is_none() {
        new_text.push(':');
    }
    CompletionItem {
        // An editor looks for what is written in this.
        filter_text: Some(if text == label { quoted(&text) } else { quoted(&format!("{label} {text}")) }),
        detail: (text != label).then_some(text),
        label,
        kind: Some(kind),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        ..CompletionItem::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, path: &[&str], key: Option<&str>, open: Option<&str>) {
        let place = place(before);
        let told = (place.path.iter().map(String::as_str).collect::<Vec<_>>(), place.key.as_deref());
        assert_eq!(told, (path.to_vec(), key), "{before}");
        assert_eq!(place.open.as_ref().map(|(_, text)| text.as_str()), open, "{before}");
    }

    #[test]
    fn a_cursor_in_json() {
        check("", &[], None, None);
        check("{", &[], None, None);
        check(r#"{"ty"#, &[], None, Some("ty"));
        check(r#"{"type":"#, &[], Some("type"), None);
        check(r#"{"type":"Ann"#, &[], Some("type"), Some("Ann"));
        check(r#"{"type":"Annotation","#, &[], None, None);
        check(r#"{"body":{"type":["SpecificResource",""#, &["body"], Some("type"), Some(""));
        check(r#"{"body":{"type":["a","Locality"],"source":"urn:"#, &["body"], Some("source"), Some("urn:"));
        check(
            r#"{"target":{"source":"a","selector":[{"type":""#,
            &["target", "selector"],
            Some("type"),
            Some(""),
        );
        check(r#"{"target":{"selector":[{"exact":"a\"b{","#, &["target", "selector"], None, None);
        check(
            r#"{"body":{"offices":[{"jurisdiction":{"level":"p"#,
            &["body", "offices", "jurisdiction"],
            Some("level"),
            Some("p"),
        );
        check(r#"{"suppress":["orphan",""#, &[], Some("suppress"), Some(""));
        check("}]:,\"", &[], None, Some(""));
    }
}

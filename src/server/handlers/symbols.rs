//! Outlines, and things of the whole workspace by name.

use tower_lsp::ls_types::*;

use super::super::session::Session;
use super::super::snapshot::{Snapshot, Tagged};
use super::inlay_hint::Referent;
use super::navigate::{Pages, whole_line};
use super::{name_of, offered};
use crate::messages::text;
use crate::sidecar::Content;
use crate::tagger::mention::{Kind, Mention};
use crate::text::position::{Byte, Span};

/// No search gives more.
const MOST: usize = 128;

/// The symbol that stands for a type.
fn symbol(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Locality => SymbolKind::NAMESPACE,
        Kind::Official => SymbolKind::CLASS,
        Kind::Amount => SymbolKind::NUMBER,
    }
}

/// The outline: of an article by type, then by what is meant; of a sidecar its lines.
pub fn outline(snapshot: &Snapshot, of_sidecar: bool) -> Option<DocumentSymbolResponse> {
    if of_sidecar { sidecar(snapshot) } else { article(snapshot) }
}

fn article(snapshot: &Snapshot) -> Option<DocumentSymbolResponse> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let world = &snapshot.world;
    let named = |kind: Kind| text(world.locale, &format!("server-type-{}", kind.name()), &[]);
    let range = |span| world.encoding.range(&snapshot.rope, span);
    let of = |kind: Kind| tagged.analysis.mentions.iter().filter(move |m| m.value.kind() == kind);
    if !world.client.nested_symbols {
        let flat = |kind: Kind| {
            let uri = snapshot.uri.clone();
            of(kind).filter_map(move |m| {
                let location = Location { uri: uri.clone()?, range: range(m.bytes) };
                let name = name_of(&tagged.text, m, world.locale);
                Some(information(name, symbol(kind), location, Some(named(kind))))
            })
        };
        return Some(DocumentSymbolResponse::Flat(Kind::ALL.into_iter().flat_map(flat).collect()));
    }
    let group = |kind: Kind| {
        let things = things(tagged, of(kind));
        let children: Vec<DocumentSymbol> = things
            .iter()
            .map(|mentions| {
                let name = name_of(&tagged.text, mentions[0], world.locale);
                let detail = (mentions.len() > 1).then(|| format!("×{}", mentions.len()));
                let mut out = node(name, detail, symbol(kind), mentions.iter().copied(), range);
                if mentions.len() > 1 {
                    let each = mentions.iter().map(|m| {
                        let written = tagged.text.get(m.bytes.range()).unwrap_or_default().to_string();
                        node(written, None, symbol(kind), std::iter::once(*m), range)
                    });
                    out.children = Some(each.collect());
                }
                out
            })
            .collect();
        let count = format!("{}", of(kind).count());
        let mut out = node(named(kind), Some(count), SymbolKind::MODULE, of(kind), range);
        out.children = Some(children);
        out
    };
    let groups = Kind::ALL.into_iter().filter(|kind| of(*kind).next().is_some());
    Some(DocumentSymbolResponse::Nested(groups.map(group).collect()))
}

/// Mentions by what they mean, in order of the first of each.
fn things<'t>(tagged: &'t Tagged, mentions: impl Iterator<Item = &'t Mention>) -> Vec<Vec<&'t Mention>> {
    let mut places = std::collections::HashMap::new();
    let mut out: Vec<Vec<&Mention>> = Vec::new();
    for mention in mentions {
        let at = *places.entry(Referent::of(tagged, mention)).or_insert(out.len());
        match out.get_mut(at) {
            Some(all) => all.push(mention),
            None => out.push(vec![mention]),
        }
    }
    out
}

/// A node that spans its mentions; the first of them is shown when it is chosen.
#[expect(deprecated, reason = "the field has to be given")]
fn node<'m>(
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    mentions: impl Iterator<Item = &'m Mention>,
    range: impl Fn(Span<Byte>) -> Range,
) -> DocumentSymbol {
    let mut first: Option<Span<Byte>> = None;
    let mut end = Byte(0);
    for mention in mentions {
        first = first.or(Some(mention.bytes));
        end = end.max(mention.bytes.end);
    }
    let first = first.unwrap_or_default();
    DocumentSymbol {
        // An empty name is refused by some editors.
        name: if name.trim().is_empty() { "–".into() } else { name },
        detail,
        kind,
        tags: None,
        deprecated: None,
        range: range(Span::new(first.start, end)),
        selection_range: range(first),
        children: None,
    }
}

#[expect(deprecated, reason = "the field has to be given")]
fn information(
    name: String,
    kind: SymbolKind,
    location: Location,
    container_name: Option<String>,
) -> SymbolInformation {
    SymbolInformation { name, kind, tags: None, deprecated: None, location, container_name }
}

fn sidecar(snapshot: &Snapshot) -> Option<DocumentSymbolResponse> {
    let uri = snapshot.sidecar_uri.clone()?;
    let sidecar = snapshot.sidecar();
    let lines = sidecar.lines().iter().enumerate().filter_map(|(line, l)| {
        let (name, kind) = match &l.content {
            Content::Header(header) => (header.source.clone()?, SymbolKind::FILE),
            Content::Annotation(a) => (
                a.quote.exact.as_deref().filter(|q| !q.trim().is_empty())?.to_owned(),
                a.kind.map_or(SymbolKind::NULL, symbol),
            ),
            _ => return None,
        };
        let range = whole_line(&snapshot.world, sidecar, line);
        Some(information(name, kind, Location { uri: uri.clone(), range }, None))
    });
    Some(DocumentSymbolResponse::Flat(lines.collect()))
}

/// The things of the workspace that a query fits: annotated ones, wherever they are.
pub fn workspace(session: &Session, query: &str) -> WorkspaceSymbolResponse {
    let lazily = session.world().client.symbol_resolve;
    let mut pages = Pages::new(session);
    let mut flat = Vec::new();
    let mut nested = Vec::new();
    for found in session.index().search(query, MOST) {
        let name = found.name.to_string();
        let file = found.first.article().file_name().map(|n| n.to_string_lossy().into_owned());
        let container = file.map(|f| if found.count > 1 { format!("{f} (+{})", found.count - 1) } else { f });
        if lazily {
            let Some(uri) = pages.uri_of(found.first.article()) else { continue };
            nested.push(WorkspaceSymbol {
                name,
                kind: symbol(found.kind),
                tags: None,
                container_name: container,
                location: OneOf::Right(WorkspaceLocation { uri }),
                data: Some(serde_json::json!([found.first.sidecar(), found.first.line])),
            });
        } else if let Some(location) = pages.location(&found.first) {
            flat.push(information(name, symbol(found.kind), location, container));
        }
    }
    if lazily { WorkspaceSymbolResponse::Nested(nested) } else { WorkspaceSymbolResponse::Flat(flat) }
}

/// Where a thing stands that was found by name.
pub fn resolve(session: &Session, mut symbol: WorkspaceSymbol) -> WorkspaceSymbol {
    let data = symbol.data.clone().and_then(|d| serde_json::from_value(d).ok());
    let Some((sidecar, line)) = data as Option<(std::path::PathBuf, usize)> else { return symbol };
    let found = session.index().search(&symbol.name, usize::MAX).into_iter().map(|f| f.first);
    let same = found.filter(|f| f.sidecar() == sidecar && f.line == line);
    let location = same.last().and_then(|first| Pages::new(session).location(&first));
    let start = || Location { uri: uri(&symbol), range: Range::default() };
    symbol.location = OneOf::Left(location.unwrap_or_else(start));
    symbol
}

fn uri(symbol: &WorkspaceSymbol) -> Uri {
    match &symbol.location {
        OneOf::Left(location) => location.uri.clone(),
        OneOf::Right(location) => location.uri.clone(),
    }
}

/// What can be followed in a sidecar: the names of its article.
pub fn links(session: &Session, snapshot: &Snapshot) -> Option<Vec<DocumentLink>> {
    let target = snapshot.uri.clone().or_else(|| session.uri_of(snapshot.place.article.as_deref()?))?;
    let name = serde_json::to_string(snapshot.place.name()?).ok()?;
    let sidecar = snapshot.sidecar();
    let (line, _) = sidecar.header_line()?;
    let text = String::from_utf8_lossy(sidecar.line_bytes(line)).into_owned();
    let at = text.find(&format!("\"source\":{name}"))? + "\"source\":\"".len();
    let encoding = snapshot.world.encoding;
    let line = u32::try_from(line).ok()?;
    let position = |byte: usize| Some(Position::new(line, encoding.count(text.get(..byte)?)));
    let range = Range::new(position(at)?, position(at + name.len() - 2)?);
    Some(vec![DocumentLink { range, target: Some(target), tooltip: None, data: None }])
}

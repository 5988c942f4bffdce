//! Going from a mention to its line in the sidecar and back, to the gazetteer, and to all places where the
//! same is named.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ropey::Rope;
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, LocationLink, Position,
    Range, Uri,
};

use super::super::documents::Key;
use super::super::session::Session;
use super::super::snapshot::{Snapshot, World};
use super::entity::{self, Things};
use super::offered;
use crate::gazetteer::Unit;
use crate::sidecar::Sidecar;
use crate::tagger::mention::{Mention, Value};
use crate::text::position::{Byte, CodePoint, Span};
use crate::workspace::files;
use crate::workspace::index::Occurrence;

/// Every mention of the same in the article.
pub fn highlight(snapshot: &Snapshot, at: Position) -> Option<Vec<DocumentHighlight>> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let meant = entity::at(snapshot, tagged, at)?;
    let range = |span| snapshot.world.encoding.range(&snapshot.rope, span);
    let all = entity::in_article(snapshot, tagged, &meant).into_iter();
    Some(
        all.map(|s| DocumentHighlight { range: range(s), kind: Some(DocumentHighlightKind::TEXT) }).collect(),
    )
}

/// From a mention to its line in the sidecar, from there to the mention. What has no line: to the gazetteer
/// where the client shows such documents, else to its first mention.
pub fn definition(
    session: &Session,
    snapshot: &Snapshot,
    of_sidecar: bool,
    at: Position,
) -> Option<GotoDefinitionResponse> {
    let world = &snapshot.world;
    if of_sidecar {
        let (line, sidecar) = line_at(snapshot, at)?;
        let mark = snapshot.marks().all.iter().find(|m| m.line == line)?;
        let target = world.encoding.range(&snapshot.rope, entity::bytes(snapshot, mark.span));
        let uri = article_uri(session, snapshot)?;
        return Some(answer(world, whole_line(world, &sidecar, line), Location { uri, range: target }));
    }
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let meant = entity::at(snapshot, tagged, at)?;
    let range = |span| world.encoding.range(&snapshot.rope, span);
    if let Some(mark) = meant.mark {
        let uri = snapshot.sidecar_uri.clone()?;
        let target = whole_line(world, snapshot.sidecar(), mark.line);
        return Some(answer(world, range(meant.span), Location { uri, range: target }));
    }
    if let Some(place) = gazetteer_entry(snapshot, &meant) {
        return Some(answer(world, range(meant.span), place));
    }
    let first = *entity::in_article(snapshot, tagged, &meant).first()?;
    let first = Location { uri: snapshot.uri.clone()?, range: range(first) };
    Some(answer(world, range(meant.span), first))
}

/// From a locality to its entry in the gazetteer.
pub fn type_definition(snapshot: &Snapshot, at: Position) -> Option<GotoDefinitionResponse> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let meant = entity::at(snapshot, tagged, at)?;
    let origin = snapshot.world.encoding.range(&snapshot.rope, meant.span);
    Some(answer(&snapshot.world, origin, gazetteer_entry(snapshot, &meant)?))
}

/// Where the hint of a mention leads: to its line in the sidecar, or to the gazetteer.
pub fn target(snapshot: &Snapshot, mention: &Mention) -> Option<Location> {
    let meant =
        entity::Meant { span: mention.bytes, mention: Some(mention), mark: snapshot.mark_of(mention) };
    let line = meant.mark.and_then(|mark| {
        let range = whole_line(&snapshot.world, snapshot.sidecar(), mark.line);
        Some(Location { uri: snapshot.sidecar_uri.clone()?, range })
    });
    line.or_else(|| gazetteer_entry(snapshot, &meant))
}

fn gazetteer_entry(snapshot: &Snapshot, meant: &entity::Meant<'_>) -> Option<Location> {
    let Value::Locality(place) = &meant.mention?.value else { return None };
    let unit = place.unit.and_then(Unit::get).filter(|_| snapshot.world.settings.virtual_documents)?;
    Some(Location { uri: super::document::of_unit(unit)?, range: Range::default() })
}

/// Every place in the workspace where the same is named: in this article as it is now, in others as they are
/// annotated.
pub fn references(
    session: &Session,
    snapshot: &Snapshot,
    of_sidecar: bool,
    at: Position,
) -> Option<Vec<Location>> {
    let range = |span| snapshot.world.encoding.range(&snapshot.rope, span);
    let (things, here) = if of_sidecar {
        let (line, sidecar) = line_at(snapshot, at)?;
        let things = Things::of(entity::annotation(&sidecar, line)?);
        let here = entity::annotated(snapshot, &things).collect();
        (things, here)
    } else {
        let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
        let meant = entity::at(snapshot, tagged, at)?;
        (meant.things(snapshot), entity::in_article(snapshot, tagged, &meant))
    };
    let uri = article_uri(session, snapshot)?;
    let mut found: Vec<Location> =
        here.into_iter().map(|span: Span<Byte>| Location { uri: uri.clone(), range: range(span) }).collect();
    let index = session.index();
    let mut elsewhere: Vec<Occurrence> = things.iris.iter().flat_map(|iri| index.of_thing(iri)).collect();
    elsewhere.extend(things.person.iter().flat_map(|name| index.named(name)));
    elsewhere.sort_by(|a, b| (a.article(), a.span.start).cmp(&(b.article(), b.span.start)));
    let mut pages = Pages::new(session);
    for occurrence in elsewhere {
        if Some(occurrence.article()) != snapshot.place.article.as_deref() {
            found.extend(pages.location(&occurrence));
        }
    }
    found.dedup();
    Some(found)
}

/// The line of the sidecar at a position, and the sidecar as the editor shows it.
fn line_at(snapshot: &Snapshot, at: Position) -> Option<(usize, Sidecar)> {
    let (rope, _) = snapshot.shown.as_ref()?;
    Some((at.line as usize, Sidecar::read(String::from(rope))))
}

/// All of a line.
pub fn whole_line(world: &World, sidecar: &Sidecar, line: usize) -> Range {
    let text = String::from_utf8_lossy(sidecar.line_bytes(line));
    let at = |character| Position::new(u32::try_from(line).unwrap_or(u32::MAX), character);
    Range::new(at(0), at(world.encoding.count(&text)))
}

fn article_uri(session: &Session, snapshot: &Snapshot) -> Option<Uri> {
    snapshot.uri.clone().or_else(|| session.uri_of(snapshot.place.article.as_deref()?))
}

fn answer(world: &World, origin: Range, target: Location) -> GotoDefinitionResponse {
    if !world.client.definition_links {
        return target.into();
    }
    GotoDefinitionResponse::Link(vec![LocationLink {
        origin_selection_range: Some(origin),
        target_uri: target.uri,
        target_range: target.range,
        target_selection_range: target.range,
    }])
}

/// Articles on disk or in the editor, each read once.
pub struct Pages<'s> {
    session: &'s Session,
    world: Arc<World>,
    read: HashMap<PathBuf, Option<Page>>,
}

struct Page {
    uri: Uri,
    rope: Rope,
    open: Option<Arc<Snapshot>>,
}

impl<'s> Pages<'s> {
    /// None of them read yet.
    pub fn new(session: &'s Session) -> Pages<'s> {
        Pages { session, world: session.world(), read: HashMap::new() }
    }

    /// Where an annotation stands; nothing where it stands nowhere any more.
    pub fn location(&mut self, occurrence: &Occurrence) -> Option<Location> {
        let article = occurrence.article();
        if !self.read.contains_key(article) {
            let page = self.read_page(article);
            self.read.insert(article.to_path_buf(), page);
        }
        let page = self.read.get(article)?.as_ref()?;
        let span = match &page.open {
            // In the editor it may have moved.
            Some(open) => open.marks().all.iter().find(|m| m.line == occurrence.line)?.span,
            None if occurrence.anchored => occurrence.span,
            None => return None,
        };
        let byte = |at: CodePoint| Byte::from(page.rope.char_to_byte(at.index().min(page.rope.len_chars())));
        let span = Span::new(byte(span.start), byte(span.end));
        Some(Location { uri: page.uri.clone(), range: self.world.encoding.range(&page.rope, span) })
    }

    /// The URI of an article.
    pub fn uri_of(&self, article: &Path) -> Option<Uri> {
        self.session.uri_of(article)
    }

    fn read_page(&self, article: &Path) -> Option<Page> {
        let open = self.session.snapshot(&Key::File(article.to_path_buf())).filter(|s| s.uri.is_some());
        if let Some(open) = open {
            return Some(Page { uri: open.uri.clone()?, rope: open.rope.clone(), open: Some(open) });
        }
        let rope = Rope::from_str(&files::read_text(article).ok()?);
        Some(Page { uri: self.uri_of(article)?, rope, open: None })
    }
}

//! What is to be written: pure functions of a snapshot and the sidecar as it is at the moment of
//! writing. Positions in a sidecar count in the text as stored; where what is annotated is not saved
//! yet, the whole sidecar is brought to the text in the editor, so that it speaks of one text only.

mod review;
mod whole;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use ropey::Rope;
use serde_json::json;

use super::drift::Drift;
use super::handlers::code_action::{certain, reading, same_name};
use super::handlers::execute_command::Scope;
use super::snapshot::{Mark, Marks, Snapshot, Tagged};
use super::writing::{Act, Wish};
use crate::sidecar::follow::{Follow, TextMap};
use crate::sidecar::suggestion::{self, Author, Meant, Suggestion};
use crate::sidecar::sync::{sync, to_text};
use crate::sidecar::{
    Annotation, Edit, Header, Object, Origin, Sidecar, Status, anchor, apply, review as decide, rewrite,
};
use crate::tagger::article::{Article, Knowledge};
use crate::tagger::mention::{DateSource, Kind, Mention};
use crate::text::index::TextIndex;
use crate::text::position::{CodePoint, Span};

pub use review::decided;
pub use whole::{date, fixed, remove, status};

/// What comes of it.
#[derive(Debug, Default)]
pub struct Plan {
    /// The new file; `None` when nothing is to be done.
    pub bytes: Option<Vec<u8>>,
    /// The edits that make it, where lines are added only.
    pub edits: Option<Vec<Edit>>,
    /// The text that the sidecar speaks of from now on, where that is another.
    pub rebased: Option<Rope>,
}

/// Why nothing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text is not what it was when the action was offered.
    TextChanged,
    /// The article's file can't be read as text, so no position in it would be right.
    Unreadable,
}

impl Refusal {
    /// The message's key.
    pub fn key(self) -> &'static str {
        match self {
            Refusal::TextChanged => "server-text-changed",
            Refusal::Unreadable => "server-unreadable",
        }
    }
}

/// A selection: what the tagger finds there, else what it finds in it alone, else the bare text.
fn selected(
    tagged: &Tagged,
    knowledge: &Knowledge,
    span: Span<CodePoint>,
    kind: Kind,
    text: &str,
) -> Suggestion {
    let mentions = || tagged.analysis.mentions.iter().filter(|m| m.value.kind() == kind);
    if let Some(mention) = mentions().find(|m| m.span == span) {
        return Suggestion::of(mention, &tagged.analysis, Origin::Accepted);
    }
    let origin = if mentions().any(|m| m.span.overlaps(span)) { Origin::Edited } else { Origin::Manual };
    let alone = crate::tagger::analyse(&Article { text, date: tagged.analysis.as_of.date }, knowledge);
    let whole = Span::new(CodePoint(0), CodePoint(span.end.0 - span.start.0));
    if let Some(mention) = alone.mentions.iter().find(|m| m.span == whole && m.value.kind() == kind) {
        let mut wanted = Suggestion::of(mention, &alone, origin);
        wanted.shift_parts(|at| at + i64::from(span.start.0));
        wanted.span = span;
        return wanted;
    }
    let fields = match kind {
        Kind::Locality => Object::from_iter([("name".into(), text.into())]),
        Kind::Official => Object::from_iter([
            ("person".into(), text.into()),
            ("person_from".into(), "text".into()),
            ("offices".into(), json!([])),
        ]),
        Kind::Amount => Object::new(),
    };
    Suggestion { span, kind, fields, meant: Meant::Text(text.to_string()), origin }
}

/// The sidecar brought up to the article as stored, where it speaks of another text: the lines of one file count in
/// one text.
fn brought(snapshot: &Snapshot, sidecar: &Sidecar) -> Option<Sidecar> {
    let text = String::from(&snapshot.base);
    sidecar.header().filter(|h| h.describes(&text) == Some(false))?;
    let old = snapshot.old_text(sidecar);
    Some(Sidecar::read(to_text(sidecar, old.as_deref(), &anchor::Article::new(&text)).bytes))
}

/// Plans what a command asks for, on top of `sidecar`.
pub fn annotate(
    snapshot: &Snapshot,
    sidecar: &Sidecar,
    job: &Wish,
    creator: &dyn Fn() -> String,
) -> Result<Plan, Refusal> {
    let here =
        snapshot.rope.get_slice(job.span.start.index()..job.span.end.index().max(job.span.start.index()));
    let tagged = snapshot.tagged().filter(|_| here.is_some_and(|h| h == job.text.as_str()));
    let tagged = tagged.ok_or(Refusal::TextChanged)?;
    let brought = brought(snapshot, sidecar);
    let sidecar = brought.as_ref().unwrap_or(sidecar);
    let marks = snapshot.marks_of(sidecar);
    let mark_of = |span, kind| marks.at(span, kind);
    let wanted = wanted(tagged, &snapshot.world.knowledge, job, &marks)?;
    let mut fresh = Vec::new();
    let mut changes: BTreeMap<usize, Object> = BTreeMap::new();
    for item in wanted {
        match mark_of(item.span, item.kind) {
            None => match marks.stale_at(item.span, item.kind).filter(|_| renews(job)) {
                Some(stale) => changes.extend(renewed(snapshot, sidecar, stale, item)),
                None => fresh.push(item),
            },
            // A person takes back a refusal.
            Some(mark)
                if mark.status == Status::Rejected && job.act == Act::Annotate && is_single(job.scope) =>
            {
                if let Some(json) =
                    line(sidecar, mark, |a| rewrite::reviewed(a, item.origin, Timestamp::now()))
                {
                    changes.insert(mark.line, json);
                }
            }
            Some(_) => {}
        }
    }
    if fresh.is_empty() && changes.is_empty() {
        return Ok(Plan::default());
    }
    let mut drift = snapshot.drift.clone();
    drift.settle(&snapshot.base, &snapshot.rope);
    let in_base: Option<Vec<Span<CodePoint>>> = fresh.iter().map(|w| drift.to_base(w.span)).collect();
    let (rope, spans, rebased) = match in_base {
        Some(spans) if snapshot.is_stored || drift.is_empty() => (snapshot.base.clone(), spans, None),
        _ => {
            let (rope, offset) = as_saved(snapshot);
            let shift = |p: CodePoint| CodePoint(p.0 + offset);
            let spans = fresh.iter().map(|w| Span::new(shift(w.span.start), shift(w.span.end))).collect();
            (rope.clone(), spans, Some(rope))
        }
    };
    let adds_only = changes.is_empty() && rebased.is_none() && brought.is_none();
    let bytes = apply_changes(sidecar, changes);
    let moved = match &rebased {
        Some(rope) => follow(snapshot, rope, &Sidecar::read(bytes.clone())).bytes.unwrap_or(bytes),
        None => bytes,
    };
    let sidecar = Sidecar::read(moved);
    let text = String::from(&rope);
    let index = TextIndex::new(&text);
    let name = snapshot.place.name().unwrap_or_default();
    let creator = if fresh.is_empty() { String::new() } else { creator() };
    let author = Author {
        text: &text,
        index: &index,
        article: name,
        creator: &creator,
        created: Timestamp::now(),
        reject: job.act == Act::Reject,
    };
    let lines = suggestion::lines(&sidecar, fresh.into_iter().zip(spans), &author);
    let as_of = &tagged.analysis.as_of;
    let date = as_of.date.filter(|_| as_of.source == DateSource::Text);
    let edits = sidecar.insert(&lines, &Header::create(name, &text, date).json);
    let bytes = Some(apply(sidecar.bytes(), &edits));
    Ok(Plan { bytes, edits: adds_only.then_some(edits), rebased })
}

/// Whether what stands at a mention's place and has lost its value gets a new one.
fn renews(job: &Wish) -> bool {
    job.act == Act::Annotate && job.scope != Scope::Certain
}

/// The line of an annotation whose words have changed, as what they say now.
fn renewed(
    snapshot: &Snapshot,
    sidecar: &Sidecar,
    (line, span): (usize, Span<CodePoint>),
    mut wanted: Suggestion,
) -> Option<(usize, Object)> {
    let text = String::from(&snapshot.base);
    let article = anchor::Article::new(&text);
    let (_, annotation) = sidecar.annotations().find(|(at, _)| *at == line)?;
    let by = i64::from(span.start.0) - i64::from(wanted.span.start.0);
    wanted.shift_parts(|at| at + by);
    let json = decide::renewed(sidecar, annotation, span, &article, wanted, Timestamp::now())?;
    Some((line, json))
}

fn is_single(scope: Scope) -> bool {
    matches!(scope, Scope::Mention | Scope::Selection)
}

fn wanted(
    tagged: &Tagged,
    knowledge: &Knowledge,
    job: &Wish,
    marks: &Marks,
) -> Result<Vec<Suggestion>, Refusal> {
    let of = |mention: &Mention, origin| Suggestion::of(mention, &tagged.analysis, origin);
    let all = || tagged.analysis.mentions.iter();
    let meant =
        || all().find(|m| m.span == job.span && m.value.kind() == job.kind).ok_or(Refusal::TextChanged);
    Ok(match job.scope {
        Scope::Selection => vec![selected(tagged, knowledge, job.span, job.kind, &job.text)],
        Scope::Mention => match &job.reading {
            None => vec![of(meant()?, Origin::Accepted)],
            Some(reading) => {
                let chosen = reading::others(meant()?).into_iter().find(|(name, _)| name == reading);
                let (_, mention) = chosen.ok_or(Refusal::TextChanged)?;
                vec![of(&mention, Origin::Accepted)]
            }
        },
        // A person has looked at the name, if not at every place where it stands.
        Scope::Name => same_name(tagged, meant()?).map(|m| of(m, Origin::Accepted)).collect(),
        Scope::Certain => certain(tagged)
            .filter(|m| marks.leave(m, &tagged.analysis))
            .map(|m| of(m, Origin::Bulk))
            .collect(),
    })
}

/// The text in the editor as it will be saved: with the BOM that the editor hides. And how many code
/// points that puts before it.
fn as_saved(snapshot: &Snapshot) -> (Rope, u32) {
    let bom = |rope: &Rope| rope.get_char(0) == Some('\u{feff}');
    let mut rope = snapshot.rope.clone();
    if bom(&snapshot.base) && !bom(&rope) {
        rope.insert(0, "\u{feff}");
        return (rope, 1);
    }
    (rope, 0)
}

/// Brings a sidecar to another text of its article. What was followed in the editor is where it was
/// seen to go; for what was edited, the two texts are compared, but an annotation is never put on what
/// stood there before, since that is another one's.
pub fn follow(snapshot: &Snapshot, to: &Rope, sidecar: &Sidecar) -> Plan {
    let text = String::from(to);
    if sidecar.header().and_then(|h| h.describes(&text)) == Some(true) {
        return Plan::default();
    }
    let brought = brought(snapshot, sidecar);
    let stored = sidecar.bytes();
    let sidecar = brought.as_ref().unwrap_or(sidecar);
    let old_text = String::from(&snapshot.base);
    let (old, new) = (anchor::Article::new(&old_text), anchor::Article::new(&text));
    let map = OnceCell::new();
    let editor = Drift::between(to, &snapshot.rope);
    let mut drift = snapshot.drift.clone();
    drift.settle(&snapshot.base, &snapshot.rope);
    let marks = snapshot.marks_of(sidecar);
    // Two lines of the same name and place went the same way.
    let name = |a: &Annotation| (a.id.clone(), a.span);
    let lines: HashMap<usize, &Annotation> = sidecar.annotations().collect();
    let seen: HashMap<_, Span<CodePoint>> =
        marks.all.iter().filter_map(|m| Some((name(lines.get(&m.line)?), m.span))).collect();
    let synced = sync(sidecar, &new, Some(&old), &mut |annotation| {
        if let Some(span) = seen.get(&name(annotation)).and_then(|span| editor.to_base(*span)) {
            return if span == annotation.span { Follow::Same } else { Follow::Moved(span) };
        }
        let map = map.get_or_init(|| TextMap::new(&old_text, &text));
        let is_new = |span| editor.to_now(span).and_then(|span| drift.to_base(span)).is_none();
        match anchor::reanchor(map, &old, &new, annotation) {
            Follow::Moved(span) | Follow::Changed(span) if !is_new(span) => Follow::Deleted,
            Follow::Same if !is_new(annotation.span) => Follow::Deleted,
            other => other,
        }
    });
    let bytes = Some(synced.bytes).filter(|bytes| bytes != stored);
    Plan { bytes, ..Plan::default() }
}

fn apply_changes(sidecar: &Sidecar, changes: BTreeMap<usize, Object>) -> Vec<u8> {
    if changes.is_empty() {
        return sidecar.bytes().to_vec();
    }
    sidecar.update(&changes.into_iter().collect::<Vec<_>>())
}

fn line(
    sidecar: &Sidecar,
    mark: &Mark,
    make: impl FnOnce(&crate::sidecar::Annotation) -> Object,
) -> Option<Object> {
    sidecar.annotations().find(|(at, _)| *at == mark.line).map(|(_, annotation)| make(annotation))
}

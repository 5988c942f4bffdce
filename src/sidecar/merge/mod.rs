//! Merging two versions of a sidecar that come from one: by annotation, not by line, so that annotations that move
//! with their article do not clash. What one side deleted stays deleted, what it rejected stays rejected; only where
//! both sides changed one annotation, each in its way, both lines are kept between conflict markers.

mod content;
mod header;
mod place;
mod settle;

use std::collections::HashMap;

use super::sync::{AMBIGUOUS, UNMERGED};
use super::{Annotation, Object, Origin, Sidecar, canonical, rewrite};
use crate::text::position::{CodePoint, Span};

use content::{Item, Key, items, same};
use place::{Aim, At, Locator};
pub use settle::{Parts, split};

/// A version of a sidecar, and the text that its positions count in, where that is at hand.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The sidecar.
    pub sidecar: &'a Sidecar,
    /// The text that its header's hash names.
    pub text: Option<&'a str>,
}

/// What is to be merged.
#[derive(Clone, Copy, Debug)]
pub struct Merge<'a> {
    /// The version that both come from; `None` when it is not known, so that nobody can tell what was deleted.
    pub base: Option<Version<'a>>,
    /// One side; in doubt its order and its words come first.
    pub ours: Version<'a>,
    /// The other.
    pub theirs: Version<'a>,
    /// The article as merged, where it is known.
    pub article: Option<&'a str>,
    /// What the sides are called behind conflict markers.
    pub labels: (&'a str, &'a str),
    /// Whether each side holds lines of the other, so that their quotes alone tell where they are.
    pub mixed: bool,
}

/// A merged sidecar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What both sides changed, in order of the file.
    pub conflicts: Vec<Conflict>,
}

/// Something that both sides changed, each in its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The annotation's id; `None` for the header and for lines without an id.
    pub id: Option<String>,
    /// What happened to it.
    pub clash: Clash,
}

/// How two sides clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clash {
    /// Both changed the header.
    Header,
    /// Both changed one annotation.
    Changed,
    /// One changed it, the other deleted it.
    Deleted,
    /// It stands on one side only, and without the common version nobody can tell whether it is new there or deleted
    /// on the other.
    Unknown,
}

/// Which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
}

/// Where a line goes: by its place, behind the line that it followed where it has none.
type Order = (CodePoint, std::cmp::Reverse<CodePoint>, bool);

/// A line of the result.
struct Out {
    order: Order,
    text: Vec<u8>,
    conflict: Option<Conflict>,
    /// For an annotation that one side has added: which side, and where it surely stands.
    added: Option<(Side, Annotation, Span<CodePoint>)>,
}

/// Merges.
pub fn merge(merge: &Merge<'_>) -> Merged {
    let aim = Aim::of(merge);
    let run = Run {
        merge,
        ours: Locator::new(merge.ours, merge.mixed, &aim),
        theirs: Locator::new(merge.theirs, merge.mixed, &aim),
        left: Vec::new(),
    };
    run.run(&aim)
}

struct Run<'a> {
    merge: &'a Merge<'a>,
    ours: Locator<'a>,
    theirs: Locator<'a>,
    /// Annotations that have no place in the merged text, with the reason.
    left: Vec<(String, &'static str)>,
}

impl<'a> Run<'a> {
    fn run(mut self, aim: &Aim<'a>) -> Merged {
        let base = self.merge.base.map(|v| items(v.sidecar)).unwrap_or_default();
        let ours = items(self.merge.ours.sidecar);
        let theirs = items(self.merge.theirs.sidecar);
        let mut in_base: HashMap<&Key, Vec<&Item<'_>>> = HashMap::new();
        for item in &base {
            in_base.entry(&item.key).or_default().push(item);
        }
        let in_ours: HashMap<&Key, &Item<'_>> = ours.iter().map(|i| (&i.key, i)).collect();
        let in_theirs: HashMap<&Key, &Item<'_>> = theirs.iter().map(|i| (&i.key, i)).collect();
        let mut out: Vec<Out> = Vec::new();
        let none = Vec::new();
        for item in &ours {
            let before = in_base.get(&item.key).unwrap_or(&none);
            self.decide(before, Some(item), in_theirs.get(&item.key).copied(), &mut out);
        }
        for item in theirs.iter().filter(|i| !in_ours.contains_key(&i.key)) {
            self.decide(in_base.get(&item.key).unwrap_or(&none), None, Some(item), &mut out);
        }
        let out = without_echoes(out);
        self.write(aim, out)
    }

    fn decide(
        &mut self,
        base: &[&Item<'a>],
        ours: Option<&Item<'a>>,
        theirs: Option<&Item<'a>>,
        out: &mut Vec<Out>,
    ) {
        let known = self.merge.base.is_some();
        let kept = |item: &Item<'_>| base.iter().any(|b| same(b, item));
        match (ours, theirs) {
            (Some(o), Some(t)) if same(o, t) => out.push(self.both(base, o, t, later(o, t))),
            (Some(o), Some(t)) if kept(o) && known => out.push(self.both(base, o, t, Side::Theirs)),
            (Some(o), Some(t)) if kept(t) && known => out.push(self.both(base, o, t, Side::Ours)),
            (Some(o), Some(t)) => out.push(self.clash(Some(o), Some(t), Clash::Changed)),
            (Some(one), None) | (None, Some(one)) => {
                let side = if ours.is_some() { Side::Ours } else { Side::Theirs };
                let clash = match (known, base.is_empty()) {
                    (false, _) => Some(Clash::Unknown),
                    (true, true) => None,
                    // The other side deleted what this one left as it was.
                    (true, false) if kept(one) => return,
                    (true, false) => Some(Clash::Deleted),
                };
                out.push(match clash {
                    Some(clash) => self.clash(ours, theirs, clash),
                    None => self.added(one, side),
                });
            }
            (None, None) => {}
        }
    }

    /// A line that both sides have, as `side` has it.
    fn both(&mut self, base: &[&Item<'a>], ours: &Item<'a>, theirs: &Item<'a>, side: Side) -> Out {
        let (item, other) = match side {
            Side::Ours => (ours, theirs),
            Side::Theirs => (theirs, ours),
        };
        let (Some(annotation), Some(second)) = (item.annotation, other.annotation) else {
            return plain(item);
        };
        let other_side = if side == Side::Ours { Side::Theirs } else { Side::Ours };
        let (here, there) = (self.at(side, annotation), self.at(other_side, second));
        let at = match (here, there) {
            // Each side leads elsewhere, be it that one of them says another thing: the merged text can hold what both
            // moved twice.
            (At::Found(a), At::Found(b)) if a != b => {
                let moved = |side, annotation| {
                    base.iter().filter_map(|b| b.annotation).any(|b| self.was_moved(side, b, annotation))
                };
                match (moved(side, annotation), moved(other_side, second)) {
                    (true, false) => At::Found(a),
                    (false, true) if item.quotes_like(other) => At::Found(b),
                    (true, true) | (false, true) => {
                        return self.clash(Some(ours), Some(theirs), Clash::Changed);
                    }
                    // Nobody has moved it, so one of the two ways here has led astray, unless it is no way at all.
                    (false, false) if self.locator(side).arrived() => At::Found(a),
                    (false, false) if self.locator(other_side).arrived() => At::Found(b),
                    (false, false) => At::Lost(AMBIGUOUS),
                }
            }
            (At::Found(a), _) => At::Found(a),
            (_, At::Found(b)) if item.quotes_like(other) => At::Found(b),
            (At::Unknown, lost @ At::Lost(_)) if item.quotes_like(other) => lost,
            (here, _) => here,
        };
        let out = self.line(annotation, item, at);
        match at {
            // The other side's place, and no text to cut the context from.
            At::Found(span) if here != at && !self.ours.aim().has_text() => {
                let (a, b) = span.order();
                let text = canonical::line(&rewrite::beside(annotation, second)).into();
                Out { order: (a, b, false), text, ..out }
            }
            _ => out,
        }
    }

    fn added(&mut self, item: &Item<'a>, side: Side) -> Out {
        let Some(annotation) = item.annotation else { return plain(item) };
        let at = self.at(side, annotation);
        let mut out = self.line(annotation, item, at);
        if let At::Found(span) = at {
            out.added = Some((side, annotation.clone(), span));
        }
        out
    }

    /// Both lines between markers; nothing on the side that has none.
    fn clash(&mut self, ours: Option<&Item<'a>>, theirs: Option<&Item<'a>>, clash: Clash) -> Out {
        let mut written = |item: Option<&Item<'a>>, side: Side| {
            let item = item?;
            Some(match item.annotation {
                Some(annotation) => {
                    let at = self.at(side, annotation);
                    self.line(annotation, item, at)
                }
                None => plain(item),
            })
        };
        let (ours_out, theirs_out) = (written(ours, Side::Ours), written(theirs, Side::Theirs));
        let text = |out: &Option<Out>| out.as_ref().map(|o| o.text.clone());
        let order = ours_out.as_ref().or(theirs_out.as_ref()).map(|o| o.order).unwrap_or_default();
        let id = ours.or(theirs).and_then(|i| Some(i.annotation?.id.as_deref()?.to_owned()));
        Out {
            order,
            text: markers(text(&ours_out), text(&theirs_out), self.merge.labels),
            conflict: Some(Conflict { id, clash }),
            added: None,
        }
    }

    fn at(&self, side: Side, annotation: &Annotation) -> At {
        self.locator(side).at(annotation)
    }

    fn locator(&self, side: Side) -> &Locator<'a> {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    /// Whether a person has chosen another place for an annotation of the common version.
    fn was_moved(&self, side: Side, before: &Annotation, now: &Annotation) -> bool {
        self.merge.base.is_some_and(|base| self.locator(side).was_moved(base, before, now))
    }

    /// The annotation's line at its place in the merged text.
    fn line(&mut self, annotation: &Annotation, item: &Item<'_>, at: At) -> Out {
        let json = match at {
            At::Found(span) => self.ours.aim().write(annotation, span),
            At::Lost(_) | At::Unknown => None,
        };
        let why = match at {
            At::Found(_) => None,
            At::Lost(why) => Some(why),
            At::Unknown => Some(UNMERGED),
        };
        if let (Some(why), Some(id)) = (why, &annotation.id)
            && !self.left.iter().any(|(i, _)| **i == **id)
        {
            self.left.push((id.to_string(), why));
        }
        let json: Object = json.unwrap_or_else(|| annotation.json());
        let (a, b) = match at {
            At::Found(span) => span.order(),
            _ => item.order,
        };
        Out { order: (a, b, false), text: canonical::line(&json).into(), conflict: None, added: None }
    }

    fn write(self, aim: &Aim<'_>, mut out: Vec<Out>) -> Merged {
        let (header, clash) = header::merge(self.merge, aim, &self.left);
        let mut bytes = Vec::new();
        let mut conflicts = Vec::new();
        let mut push = |text: &[u8]| {
            bytes.extend_from_slice(text);
            bytes.push(b'\n');
        };
        match (header, clash) {
            (Some(ours), Some(theirs)) => {
                let line = |json: &Object| Some(canonical::line(json).into_bytes());
                push(&markers(line(&ours), line(&theirs), self.merge.labels));
                conflicts.push(Conflict { id: None, clash: Clash::Header });
            }
            (Some(header), None) => push(canonical::line(&header).as_bytes()),
            _ => {}
        }
        out.sort_by_key(|o| o.order);
        for line in out {
            push(&line.text);
            conflicts.extend(line.conflict);
        }
        Merged { bytes, conflicts }
    }
}

/// A line that can't be read, as it is.
fn plain(item: &Item<'_>) -> Out {
    let (start, end) = item.order;
    Out { order: (start, end, true), text: item.bytes.to_vec(), conflict: None, added: None }
}

/// Of two lines that say the same, the side that was changed last.
fn later(ours: &Item<'_>, theirs: &Item<'_>) -> Side {
    let time =
        |i: &Item<'_>| i.annotation.and_then(|a| a.json().get("modified")?.as_str().map(str::to_owned));
    if time(theirs) > time(ours) { Side::Theirs } else { Side::Ours }
}

/// What both sides have added at one place: what was written with many others and nobody has looked at gives way, so
/// that two runs of `annotate` do not leave everything twice.
fn without_echoes(out: Vec<Out>) -> Vec<Out> {
    let mut at: HashMap<_, Vec<usize>> = HashMap::new();
    for (n, line) in out.iter().enumerate() {
        if let Some((_, annotation, span)) = &line.added {
            at.entry((*span, annotation.kind)).or_default().push(n);
        }
    }
    let is_bulk = |a: &Annotation| a.is_active() && a.origin == Some(Origin::Bulk);
    let gives_way = |n: usize, line: &Out| {
        let Some((side, annotation, span)) = &line.added else { return false };
        let rivals = at.get(&(*span, annotation.kind)).into_iter().flatten().filter(|m| **m != n);
        let mut rivals = rivals.filter_map(|m| out.get(*m)?.added.as_ref()).filter(|(s, ..)| s != side);
        let age = |a: &Annotation| (a.created.clone(), a.id.clone());
        is_bulk(annotation) && rivals.any(|(_, r, _)| !is_bulk(r) || age(r) < age(annotation))
    };
    let gone: Vec<bool> = out.iter().enumerate().map(|(n, line)| gives_way(n, line)).collect();
    out.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|(line, _)| line).collect()
}

fn markers(ours: Option<Vec<u8>>, theirs: Option<Vec<u8>>, labels: (&str, &str)) -> Vec<u8> {
    let mark =
        |sign: &str, label: &str| format!("{} {label}", sign.repeat(7)).trim_end().to_owned().into_bytes();
    let lines =
        [Some(mark("<", labels.0)), ours, Some("=".repeat(7).into()), theirs, Some(mark(">", labels.1))];
    lines.into_iter().flatten().collect::<Vec<_>>().join(&b'\n')
}

#[cfg(test)]
mod tests;

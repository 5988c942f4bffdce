//! The candidates of a run of paragraphs, each with what stands beside it.

use super::super::homonym::{Beside, Kin, Named, Option_};
use crate::gazetteer::lexicon::senses;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::candidate::{Findings, LocalityCandidate, Role};
use crate::tagger::locality::{Evidence, designator, units_of};
use crate::tagger::mention::{AsOf, Certainty, Level, Reason};
use crate::tagger::resolve::{accept, drop_inside};

/// How many candidates behind one are looked at for its parents.
const BEHIND: usize = 12;
/// How many names on either side of one in a list tell where it lies.
const NEIGHBOURS: u8 = 2;
/// How many candidates before one are looked at.
const BEFORE: usize = 8;

/// What stands between a candidate and the next one of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Too far apart to mean anything.
    None,
    /// A comma: "xã A, huyện B".
    Comma,
    /// Nothing but space.
    Space,
    /// "(" or "thuộc", "của", "ở": what follows holds it.
    Of,
    /// "và", "với", "/": one among several.
    And,
    /// A dash.
    Dash,
}

/// What a candidate was settled to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// `None`: a place that no table has.
    pub unit: Option<UnitId>,
    pub certainty: Certainty,
    pub reason: Reason,
}

/// A candidate on its way to an outcome.
pub struct Slot<'a> {
    pub candidate: &'a LocalityCandidate,
    /// Number of its paragraph within the run.
    pub paragraph: usize,
    pub link: Link,
    /// Whether a colon and the next candidate stand right behind.
    pub heads: bool,
    /// Whether it stands in the office of an official.
    pub office: bool,
    /// Whether it can be a province or something larger.
    pub large: bool,
    /// Whether nothing that the article says elsewhere makes it count.
    pub hopeless: bool,
    pub outcome: Option<Outcome>,
    /// Its readings, where it is ambiguous.
    pub options: Vec<Option_>,
}

/// The slots of a run of paragraphs, ordered by start.
pub fn slots<'a>(text: &str, paragraphs: &'a [Findings]) -> Vec<Slot<'a>> {
    let mut slots = Vec::with_capacity(paragraphs.iter().map(|p| p.localities.len()).sum());
    for (paragraph, findings) in paragraphs.iter().enumerate() {
        let first = slots.len();
        let mut offices = findings
            .officials
            .iter()
            .filter(|o| o.person.is_some())
            .flat_map(|o| &o.offices)
            .map(|o| o.bytes)
            .peekable();
        for (i, candidate) in findings.localities.iter().enumerate() {
            let paper = Evidence::ORGAN.with(Evidence::FACILITY);
            let bare = own_designator(candidate).is_none();
            if findings.role == Role::Byline && bare && !candidate.evidence.any(paper) {
                continue;
            }
            let next = findings.localities.get(i + 1);
            let between = next.and_then(|n| text.get(candidate.bytes.end.index()..n.bytes.start.index()));
            let link = between.map_or(Link::None, link);
            let heads = between.is_some_and(|b| b.trim_end() == ":");
            while offices.peek().is_some_and(|o| o.end <= candidate.bytes.start) {
                offices.next();
            }
            let office = offices.peek().is_some_and(|o| o.contains(candidate.bytes));
            let large = candidate.node.is_some_and(|n| units_of(n).any(super::is_large));
            let hopeless =
                bare && !office && candidate.node.is_some() && accept::is_vetoed(candidate.evidence);
            let (outcome, options) = (None, Vec::new());
            slots.push(Slot { candidate, paragraph, link, heads, office, large, hopeless, outcome, options });
        }
        // A person's name beats a place in it.
        let persons = findings.officials.iter().filter_map(|o| Some(o.person.as_ref()?.bytes));
        drop_inside(&mut slots, first, persons, |s| s.candidate.bytes);
    }
    slots
}

fn link(between: &str) -> Link {
    if between.len() > 32 {
        return Link::None;
    }
    match between.trim() {
        "," => Link::Comma,
        "" => Link::Space,
        "(" | "thuộc" | "của" | "ở" | "tại" | "(thuộc" | ", thuộc" | ", ở" | "(nay thuộc" | "trực thuộc"
        | "nằm ở" => Link::Of,
        "và" | "thắng" | "thua" | "hòa" | "hoà" | "gặp" | "tiếp" | "đấu với" | "với" | "/" | ", và"
        | "cùng" | "đến" | "đi" | "hoặc" | "hay" | "&" => Link::And,
        "-" | "–" | "—" => Link::Dash,
        // "TP Huế chỉ là đô thị của tỉnh X"
        of if (of.ends_with(" của") || of.ends_with(" thuộc"))
            && ["là ", "chỉ là ", "vốn là "].iter().any(|is| of.starts_with(is)) =>
        {
            Link::Of
        }
        _ => Link::None,
    }
}

/// Row of the designator that is part of a candidate, not of its list.
pub fn own_designator(candidate: &LocalityCandidate) -> Option<usize> {
    let own = candidate.tokens.start < candidate.name.start;
    candidate.designator.filter(|_| own).map(usize::from)
}

/// Whether a slot of the same paragraph follows: what it was linked to may have been a person's name.
fn follows(i: usize, slots: &[Slot<'_>]) -> bool {
    slots.get(i + 1).is_some_and(|next| next.paragraph == slots[i].paragraph)
}

/// What stands beside a slot: the units behind it that may hold it, and those before it.
pub fn beside(i: usize, slots: &[Slot<'_>], as_of: AsOf, beside: &mut Beside) {
    beside.parents.clear();
    beside.before.clear();
    let candidate = slots[i].candidate;
    beside.bare = own_designator(candidate).is_none();
    beside.reformed = candidate.evidence.has(Evidence::REFORMED).then_some(as_of);
    let mut j = i;
    while follows(j, slots) && slots[j].link != Link::None && j - i < BEHIND {
        // A dash parts the ends of a route; "A - B" is a place in a place only at a line's head.
        if slots[j].link == Link::Dash && slots[j].candidate.evidence.has(Evidence::ROUTE) {
            break;
        }
        // What "và" joins stands beside; it holds nothing. Nor does what follows behind a parent.
        if slots[j].link == Link::And && !beside.parents.is_empty() {
            break;
        }
        let joined = slots[j].link == Link::And;
        j += 1;
        if !joined {
            readings(&slots[j], &mut beside.parents);
        }
    }
    for slot in slots[i.saturating_sub(BEFORE)..i].iter().rev() {
        if slot.paragraph != slots[i].paragraph {
            break;
        }
        beside.before.extend(slot.outcome.and_then(|o| Unit::get(o.unit?)).map(Named::from));
    }
    lists(i, slots, beside);
}

/// What the names beside a slot in its list, and those behind its colon, tell of it where it has several readings.
fn lists(i: usize, slots: &[Slot<'_>], beside: &mut Beside) {
    beside.kin.clear();
    beside.below.clear();
    if slots[i].candidate.node.is_none_or(|n| senses(n).len() < 2) {
        return;
    }
    let listed = |at: usize| matches!(slots[at].link, Link::Comma | Link::And) && follows(at, slots);
    let mut of = 0;
    let mut at = i;
    while of < NEIGHBOURS && listed(at) {
        (at, of) = (at + 1, of + 1);
        held_by(&slots[at], of, &mut beside.kin);
    }
    at = i;
    while of < 2 * NEIGHBOURS && at > 0 && slots[at - 1].paragraph == slots[i].paragraph && listed(at - 1) {
        (at, of) = (at - 1, of + 1);
        held_by(&slots[at], of, &mut beside.kin);
    }
    if slots[i].heads && follows(i, slots) {
        at = i + 1;
        held_by(&slots[at], 0, &mut beside.below);
        of = 0;
        while of < NEIGHBOURS && listed(at) {
            (at, of) = (at + 1, of + 1);
            held_by(&slots[at], of, &mut beside.below);
        }
    }
}

/// The units that may hold a slot's unit directly.
fn held_by(slot: &Slot<'_>, of: u8, out: &mut Vec<Kin>) {
    let own = own_designator(slot.candidate);
    let settled = slot.outcome.and_then(|o| o.unit);
    let fits = |u: &Unit| {
        settled.is_none_or(|id| id == u.id())
            && own.is_none_or(|row| designator::fits(*u, row) > designator::Fit::No)
            && u.level() >= Level::District
    };
    for unit in slot.candidate.node.into_iter().flat_map(units_of).filter(fits) {
        let kin = unit.parent().map(|p| Kin { of, level: unit.level(), holder: (p.name_id(), p.level()) });
        if let Some(kin) = kin.filter(|k| out.last() != Some(k)) {
            out.push(kin);
        }
    }
}

/// The unit that a slot was settled to, else all that may hold another unit.
fn readings(slot: &Slot<'_>, out: &mut Vec<Named>) {
    match (slot.outcome.and_then(|o| o.unit), slot.candidate.node) {
        (Some(unit), _) => out.extend(Unit::get(unit).map(Named::from)),
        (None, Some(node)) => {
            let own = own_designator(slot.candidate);
            let fits = |u: &Unit| own.is_none_or(|row| designator::fits(*u, row) > designator::Fit::No);
            let holds = |u: &Unit| u.level() < Level::Commune && fits(u);
            out.extend(units_of(node).filter(holds).map(Named::from));
        }
        _ => {}
    }
}

/// Whether a name that was settled stands right beside it in a list whose unit has the same parent (U Minh,
/// Trần Văn Thời), or where `widely` lies in the same province.
pub fn sibling(i: usize, slots: &[Slot<'_>], unit: Unit, widely: bool) -> bool {
    let joined = |link| matches!(link, Link::Comma | Link::Space | Link::And | Link::Dash);
    let one = |a: Option<Unit>, b: Option<Unit>| a.zip(b).is_some_and(|(a, b)| a.name_id() == b.name_id());
    let same = |j: usize| {
        let settled = slots[j].outcome.and_then(|o| Unit::get(o.unit?));
        settled.is_some_and(|other| {
            other.level() == unit.level()
                && matches!(unit.level(), Level::District | Level::Commune)
                && (one(other.parent(), unit.parent()) || widely && one(other.province(), unit.province()))
        })
    };
    let behind = joined(slots[i].link) && follows(i, slots) && same(i + 1);
    let before =
        i > 0 && joined(slots[i - 1].link) && slots[i - 1].paragraph == slots[i].paragraph && same(i - 1);
    behind || before
}

/// Whether a name that counts stands right beside it.
pub fn among(i: usize, slots: &[Slot<'_>]) -> bool {
    let counts = |j: usize| slots[j].outcome.is_some_and(|o| o.certainty != Certainty::Ambiguous);
    // "Anh Đức" is no list of countries.
    let joined = |j: usize| {
        let short = slots[i].candidate.name.len() == 1;
        slots[j].link != Link::None && !(short && slots[j].link == Link::Space)
    };
    let behind = joined(i) && follows(i, slots) && counts(i + 1);
    let before = i > 0 && joined(i - 1) && slots[i - 1].paragraph == slots[i].paragraph && counts(i - 1);
    behind || before
}

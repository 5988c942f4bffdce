//! The candidates of a run of paragraphs, each with what stands beside it.

use super::super::homonym::{Beside, Named, Option_};
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::candidate::{Findings, LocalityCandidate, Role};
use crate::tagger::locality::{Evidence, designator, units_of};
use crate::tagger::mention::{AsOf, Certainty, Level, Reason};
use crate::tagger::resolve::{accept, drop_inside};
use crate::text::position::{Byte, Span};

/// How many candidates behind one are looked at for its parents.
const BEHIND: usize = 12;
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
            let link = next.map_or(Link::None, |n| link(text, candidate.bytes, n.bytes));
            while offices.peek().is_some_and(|o| o.end <= candidate.bytes.start) {
                offices.next();
            }
            let office = offices.peek().is_some_and(|o| o.contains(candidate.bytes));
            let large = candidate.node.is_some_and(|n| units_of(n).any(super::is_large));
            let hopeless =
                bare && !office && candidate.node.is_some() && accept::is_vetoed(candidate.evidence);
            let (outcome, options) = (None, Vec::new());
            slots.push(Slot { candidate, paragraph, link, office, large, hopeless, outcome, options });
        }
        // A person's name beats a place in it.
        let persons = findings.officials.iter().filter_map(|o| Some(o.person.as_ref()?.bytes));
        drop_inside(&mut slots, first, persons, |s| s.candidate.bytes);
    }
    slots
}

fn link(text: &str, a: Span<Byte>, b: Span<Byte>) -> Link {
    let Some(between) = text.get(a.end.index()..b.start.index()) else { return Link::None };
    if between.len() > 24 {
        return Link::None;
    }
    match between.trim() {
        "," => Link::Comma,
        "" => Link::Space,
        "(" | "thuộc" | "của" | "ở" | "tại" | "(thuộc" | ", thuộc" | ", ở" | "(nay thuộc" | "trực thuộc"
        | "nằm ở" => Link::Of,
        "và" | "thắng" | "thua" | "hòa" | "hoà" | "gặp" | "tiếp" | "đấu với" | "với" | "/" | ", và"
        | "cùng" | "đến" | "hoặc" | "hay" | "&" => Link::And,
        "-" | "–" | "—" => Link::Dash,
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

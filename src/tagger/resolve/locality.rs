//! Localities of a whole article: units are settled from the large ones down, since a named province
//! tells which commune is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::article::Article;
use super::super::candidate::{Findings, LocalityCandidate};
use super::super::locality::designator::{self, DESIGNATORS};
use super::super::locality::{Evidence, units_of};
use super::super::mention::{AsOf, Certainty, Inside, Level, LocalityValue, Reason};
use super::super::official::OfficialCandidate;
use super::ResolvedLocality;
use super::accept::{self, Support};
use super::homonym::{self, Beside, Option_, Setting};
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, UnitId};
use crate::text::position::{Byte, Span};

/// At most this many readings are listed.
const MOST_CANDIDATES: usize = 12;
/// A reading this much behind the best one no longer competes.
const MARGIN: i32 = 3;

/// What stands between a candidate and the next one of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// Too far apart to mean anything.
    None,
    /// A comma or nothing but space: "xã A, huyện B".
    Comma,
    /// "(" or "thuộc", "của", "ở": what follows holds it.
    Of,
    /// "và", "với", "/": one among several.
    And,
    /// A dash.
    Dash,
}

/// What is known so far, while the slots are settled one by one.
#[derive(Default)]
struct State {
    setting: Setting,
    /// Folded names that no table has, and that count.
    unknown: FxHashSet<String>,
    /// Buffer for what stands beside a candidate.
    around: Beside,
    /// The ranked readings of names of large units, by node and designators, where no parent stands
    /// beside: they come again and again.
    large: FxHashMap<(u32, Option<usize>, Option<usize>), Vec<Option_>>,
}

struct Slot<'a> {
    candidate: &'a LocalityCandidate,
    paragraph: usize,
    link: Link,
    /// Whether it stands in the office of an official.
    office: bool,
    outcome: Option<(Option<UnitId>, Certainty, Reason)>,
    options: Vec<Option_>,
}

/// Settles the candidates of all paragraphs; those that count come back, ordered by start.
pub fn resolve(article: &Article<'_>, as_of: AsOf, paragraphs: &[Findings]) -> Vec<ResolvedLocality> {
    let mut slots = slots(article.text, paragraphs);
    let setting = Setting { old_votes: votes(&slots), ..Setting::default() };
    let mut state = State { setting, ..State::default() };
    // Large units first; then those with a designator or parent; then bare ones, which lean on the rest.
    for round in [Round::Large, Round::Designated, Round::Bare, Round::Elsewhere] {
        for i in 0..slots.len() {
            if slots[i].outcome.is_some() {
                continue;
            }
            settle(article.text, i, round, &mut slots, as_of, &mut state);
        }
    }
    slots.into_iter().filter_map(|s| finish(article.text, s)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Round {
    Large,
    Designated,
    Bare,
    Elsewhere,
}

fn slots<'a>(text: &str, paragraphs: &'a [Findings]) -> Vec<Slot<'a>> {
    let mut slots = Vec::with_capacity(paragraphs.iter().map(|p| p.localities.len()).sum());
    for (paragraph, findings) in paragraphs.iter().enumerate() {
        let offices: Vec<Span<Byte>> = offices(findings).collect();
        let persons: Vec<Span<Byte>> =
            findings.officials.iter().filter_map(|o| Some(o.person.as_ref()?.bytes)).collect();
        for (i, candidate) in findings.localities.iter().enumerate() {
            // A person's name beats a place in it.
            if persons.iter().any(|p| p.overlaps(candidate.bytes)) {
                continue;
            }
            let next = findings.localities.get(i + 1);
            let link = next.map_or(Link::None, |n| link(text, candidate.bytes, n.bytes));
            let office = offices.iter().any(|o| o.contains(candidate.bytes));
            slots.push(Slot { candidate, paragraph, link, office, outcome: None, options: Vec::new() });
        }
    }
    slots
}

/// The offices of a paragraph that belong to somebody, or name no person but a public body.
fn offices(findings: &Findings) -> impl Iterator<Item = Span<Byte>> {
    let held = |o: &&OfficialCandidate| o.person.is_some();
    findings.officials.iter().filter(held).flat_map(|o| &o.offices).map(|o| o.bytes)
}

fn link(text: &str, a: Span<Byte>, b: Span<Byte>) -> Link {
    let Some(between) = text.get(a.end.index()..b.start.index()) else { return Link::None };
    if between.len() > 24 {
        return Link::None;
    }
    match between.trim() {
        "" | "," => Link::Comma,
        "(" | "thuộc" | "của" | "ở" | "tại" | "(thuộc" | ", thuộc" | ", ở" | "(nay thuộc" | "trực thuộc"
        | "nằm ở" => Link::Of,
        "và" | "với" | "/" | ", và" | "cùng" | "đến" | "hoặc" | "hay" | "&" => Link::And,
        "-" | "–" | "—" => Link::Dash,
        _ => Link::None,
    }
}

/// Without a date: units and designators that are gone speak for the time before the mergers, those that
/// are new for the time since.
fn votes(slots: &[Slot<'_>]) -> i32 {
    slots
        .iter()
        .filter_map(|s| s.candidate.node.map(|n| (s, n)))
        .map(|(slot, node)| {
            let fits = |u: &Unit| {
                own_designator(slot.candidate)
                    .is_none_or(|row| designator::fits(*u, row) == designator::Fit::Type)
            };
            let in_era = |era| {
                units_of(node).any(|u| {
                    u.era() == era && fits(&u) && u.level() <= Level::District
                        || u.era() == era && slot.candidate.designator.is_some() && fits(&u)
                })
            };
            match (in_era(Era::Before2025), in_era(Era::Since2025)) {
                (true, false) => 1,
                (false, true) => -1,
                _ => 0,
            }
        })
        .sum()
}

fn own_designator(candidate: &LocalityCandidate) -> Option<usize> {
    let own = candidate.tokens.start < candidate.name.start;
    candidate.designator.filter(|_| own).map(usize::from)
}

fn settle(text: &str, i: usize, round: Round, slots: &mut [Slot<'_>], as_of: AsOf, state: &mut State) {
    let State { setting, unknown, around, large } = state;
    let candidate = slots[i].candidate;
    let own = own_designator(candidate);
    let Some(node) = candidate.node else {
        if round != Round::Large && (round != Round::Designated || own.is_some()) {
            let name = folded(text, candidate.name_bytes);
            let level =
                candidate.designator.map_or(Level::Village, |row| designator::level(usize::from(row)));
            let support = Support { elsewhere: unknown.contains(&name), ..Support::default() };
            if let Some((certainty, reason)) = accept::unknown(candidate, level, support) {
                unknown.insert(name);
                slots[i].outcome = Some((None, certainty, reason));
            }
        }
        return;
    };
    if round == Round::Large && !units_of(node).any(|u| u.level() <= Level::Province) {
        return;
    }
    if round == Round::Designated && own.is_none() && slots[i].link == Link::None {
        return;
    }
    beside(i, slots, around);
    let beside = &*around;
    let listed = candidate.designator.map(usize::from).filter(|_| own.is_none());
    let rank = || homonym::rank(units_of(node), own, listed, as_of, setting, beside, node);
    let ranked;
    let options: &[Option_] = if round == Round::Large && beside.parents.is_empty() {
        large.entry((node, own, listed)).or_insert_with(rank)
    } else {
        ranked = rank();
        &ranked
    };
    let Some(first) = options.first().and_then(|o| Unit::get(o.unit)) else { return };
    if round == Round::Large && first.level() > Level::Province {
        return;
    }
    // The best reading that counts: a commune's name by itself does not, a former province's may.
    let mut tried = Vec::new();
    for n in 0..options.len() {
        let Some(unit) = Unit::get(options[n].unit) else { continue };
        let kind = (unit.level(), unit.era() == Era::Former);
        if tried.contains(&kind) {
            continue;
        }
        tried.push(kind);
        if let Some((certainty, reason)) = judge(i, unit, options[n], options, beside, slots, setting) {
            remember(unit, node, certainty, setting);
            slots[i].outcome = Some((Some(unit.id()), certainty, reason));
            if certainty == Certainty::Ambiguous {
                slots[i].options = options.to_vec();
            }
            return;
        }
        if own.is_some() {
            return;
        }
    }
}

/// Whether a candidate counts in one reading, how sure that is, and why.
fn judge(
    i: usize,
    unit: Unit,
    best: Option_,
    options: &[Option_],
    beside: &Beside,
    slots: &[Slot<'_>],
    setting: &Setting,
) -> Option<(Certainty, Reason)> {
    let candidate = slots[i].candidate;
    let own = own_designator(candidate);
    let node = candidate.node?;
    let rivals = options
        .iter()
        .filter(|o| (best.score - o.score).abs() < MARGIN && !homonym::same_place(o.unit, best.unit))
        .count();
    let by_parent = beside.parents.iter().any(|p| homonym::is_above(*p, unit));
    let (certainty, reason) = if let Some(row) = own {
        let reason = if by_parent { Reason("locality-parent") } else { Reason("locality-designator") };
        let fits = designator::fits(unit, row) > designator::Fit::No;
        let sure = fits && !candidate.evidence.has(Evidence::MISSPELT);
        (if sure { Certainty::Certain } else { Certainty::Likely }, reason)
    } else {
        let support = Support {
            parent: by_parent,
            elsewhere: setting.settled.get(&node).or_else(|| setting.doubted.get(&node)) == Some(&unit.id()),
            province: unit.province().is_some_and(|p| setting.provinces.contains_key(&p.name_id())),
            among: among(i, slots),
            unique: rivals == 0,
            office: slots[i].office,
        };
        accept::bare(candidate, unit, support)?
    };
    if rivals > 0 && setting.settled.get(&node) != Some(&best.unit) {
        return Some((Certainty::Ambiguous, Reason("locality-homonyms")));
    }
    Some((certainty, reason))
}

fn remember(unit: Unit, node: u32, certainty: Certainty, setting: &mut Setting) {
    if certainty == Certainty::Ambiguous {
        // It is a place all the same, whichever.
        setting.doubted.entry(node).or_insert(unit.id());
        return;
    }
    setting.settled.entry(node).or_insert(unit.id());
    match unit.level() {
        Level::Province => *setting.provinces.entry(unit.name_id()).or_default() += 1,
        Level::District => {
            *setting.districts.entry(unit.name_id()).or_default() += 1;
            if let Some(province) = unit.province() {
                setting.provinces.entry(province.name_id()).or_default();
            }
        }
        _ => {}
    }
}

/// What stands beside a candidate: the units behind it that may hold it, and those before it.
fn beside(i: usize, slots: &[Slot<'_>], beside: &mut Beside) {
    beside.parents.clear();
    beside.before.clear();
    let mut j = i;
    while j + 1 < slots.len() && slots[j].link != Link::None && j - i < 12 {
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
    for slot in slots[i.saturating_sub(8)..i].iter().rev() {
        if slot.paragraph != slots[i].paragraph {
            break;
        }
        if let Some((Some(unit), ..)) = slot.outcome {
            beside.before.push(unit);
        }
    }
}

/// The unit that a slot was settled to, else all that may hold another unit.
fn readings(slot: &Slot<'_>, out: &mut Vec<UnitId>) {
    match (&slot.outcome, slot.candidate.node) {
        (Some((Some(unit), ..)), _) => out.push(*unit),
        (_, Some(node)) => {
            let own = own_designator(slot.candidate);
            let fits = |u: &Unit| own.is_none_or(|row| designator::fits(*u, row) > designator::Fit::No);
            let holds = |u: &Unit| u.level() < Level::Commune && fits(u);
            out.extend(units_of(node).filter(holds).map(Unit::id));
        }
        _ => {}
    }
}

/// Whether a name that counts stands right beside it.
fn among(i: usize, slots: &[Slot<'_>]) -> bool {
    let counts = |j: usize| slots[j].outcome.as_ref().is_some_and(|o| o.1 != Certainty::Ambiguous);
    let behind = slots[i].link != Link::None && i + 1 < slots.len() && counts(i + 1);
    let before = i > 0
        && slots[i - 1].link != Link::None
        && slots[i - 1].paragraph == slots[i].paragraph
        && counts(i - 1);
    behind || before
}

fn folded(text: &str, bytes: Span<Byte>) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.get(bytes.range())
        .unwrap_or("")
        .nfc()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect()
}

fn finish(text: &str, slot: Slot<'_>) -> Option<ResolvedLocality> {
    let (unit, certainty, reason) = slot.outcome?;
    let candidate = slot.candidate;
    let best = slot.options.first().map_or(0, |o| o.score);
    let mut candidates: Vec<UnitId> = Vec::new();
    if certainty == Certainty::Ambiguous {
        for option in slot.options.iter().filter(|o| best - o.score < MARGIN).take(MOST_CANDIDATES) {
            if !candidates.iter().any(|c| homonym::same_place(*c, option.unit)) {
                candidates.push(option.unit);
            }
        }
    }
    let row = candidate.designator.map(usize::from);
    let level =
        unit.and_then(Unit::get).map(Unit::level).or(row.map(designator::level)).unwrap_or(Level::Village);
    // Places abroad have no official Vietnamese name: the article's own spelling stands.
    let abroad = unit.and_then(Unit::get).filter(|u| u.era() == Era::Abroad);
    let name = match (unit, abroad) {
        (Some(_), None) => String::new(),
        (_, Some(u)) if own_designator(candidate).is_none() && !u.designator().is_empty() => {
            format!("{} {}", u.designator(), full_name(text, candidate))
        }
        _ => full_name(text, candidate),
    };
    let e = candidate.evidence;
    let inside =
        if e.any(Evidence::ORGAN.with(Evidence::COMPANY)) { Inside::Organisation } else { Inside::Nothing };
    Some(ResolvedLocality {
        bytes: candidate.bytes,
        value: LocalityValue { unit, level, name, within: None, candidates, inside },
        certainty,
        reason,
    })
}

/// Full name of a place that no table has: designator in full and lower case, name as written.
fn full_name(text: &str, candidate: &LocalityCandidate) -> String {
    use unicode_normalization::UnicodeNormalization;
    let name = text.get(candidate.name_bytes.range()).unwrap_or("");
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    match own_designator(candidate) {
        Some(row) => format!("{} {name}", DESIGNATORS[row].canonical),
        None => name,
    }
}

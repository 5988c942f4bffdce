//! Places that projects add to the tables. A place is interned: equal places are one unit for the life of the
//! process, so that a unit's number means one thing whoever asks, and nothing of it ever moves. What is interned
//! stays, some hundred bytes a place; a table that is read again adds only what is new in it.
//!
//! Which of these places count in an article is told by the [`Overlay`] of its project, built once for each reading
//! of its tables.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock, RwLockReadGuard};

use bytemuck::Zeroable;
use rustc_hash::FxHashMap;

use super::layout::{ERA_OWN, UnitRow};
use super::lexicon::{self, Hit};
use super::sense::{Case, Sense, SenseKind};
use super::unit::{Unit, UnitId};
use crate::tagger::mention::Level;
use crate::text::token::{Token, tokenize};

/// Numbers from here on are units of projects; a sense has room for 24 bits.
const FIRST_UNIT: u32 = 1 << 23;
/// So many fit.
const MOST_UNITS: usize = 1 << 23;
/// Numbers from here on are forms of projects.
const FIRST_NODE: u32 = 1 << 31;
/// Places in the strings from here on are texts of projects.
const FIRST_TEXT: u32 = 1 << 31;

/// A place that a project adds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Bare name, NFC.
    pub name: String,
    /// Its type in lower case; empty for none.
    pub designator: String,
    /// Its level.
    pub level: Level,
    /// The project's code for it.
    pub code: Option<[u8; 8]>,
    /// The unit above.
    pub within: Option<UnitId>,
    /// First day, packed; 0 for none.
    pub from: u32,
    /// Last day, packed; 0 for none.
    pub to: u32,
}

#[derive(Default)]
struct Registry {
    units: Vec<&'static UnitRow>,
    by_place: HashMap<Place, UnitId>,
    texts: Vec<&'static str>,
    by_text: HashMap<&'static str, u32>,
    nodes: Vec<Node>,
    by_senses: HashMap<(Vec<u32>, usize), u32>,
}

/// What a form means: the project's own senses first.
#[derive(Clone, Copy)]
struct Node {
    senses: &'static [Sense],
    own: usize,
}

static REGISTRY: LazyLock<RwLock<Registry>> = LazyLock::new(RwLock::default);

fn registry() -> RwLockReadGuard<'static, Registry> {
    // Whoever panics there leaves nothing half added that anybody could see.
    REGISTRY.read().unwrap_or_else(PoisonError::into_inner)
}

/// The row of a project's unit.
#[cold]
pub(super) fn row(id: UnitId) -> Option<&'static UnitRow> {
    registry().units.get(id.0.checked_sub(FIRST_UNIT)? as usize).copied()
}

/// A text of a project.
#[cold]
pub(super) fn text(start: u32) -> &'static str {
    let number = start.checked_sub(FIRST_TEXT);
    number.and_then(|n| registry().texts.get(n as usize).copied()).unwrap_or("")
}

/// The senses of a project's form.
#[cold]
pub(super) fn senses(node: u32) -> &'static [Sense] {
    let number = node.checked_sub(FIRST_NODE);
    number.and_then(|n| registry().nodes.get(n as usize).copied()).map_or(&[], |n| n.senses)
}

/// Whether a form is one that a project has added for this very unit.
pub fn names(node: u32, unit: UnitId) -> bool {
    let Some(number) = node.checked_sub(FIRST_NODE) else { return false };
    let node = registry().nodes.get(number as usize).copied();
    node.is_some_and(|n| n.senses.iter().take(n.own).any(|s| s.row() == unit.0 as usize))
}

/// Whether a form is a project's.
pub fn is_own(node: u32) -> bool {
    node >= FIRST_NODE
}

impl Registry {
    fn text(&mut self, text: &str) -> u32 {
        if let Some(at) = self.by_text.get(text) {
            return *at;
        }
        let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let at = FIRST_TEXT + self.texts.len() as u32;
        self.texts.push(kept);
        self.by_text.insert(kept, at);
        at
    }

    fn node(&mut self, senses: Vec<Sense>, own: usize) -> u32 {
        let key = (senses.iter().map(|s| s.0).collect(), own);
        if let Some(node) = self.by_senses.get(&key) {
            return *node;
        }
        let node = FIRST_NODE + self.nodes.len() as u32;
        self.nodes.push(Node { senses: Box::leak(senses.into_boxed_slice()), own });
        self.by_senses.insert(key, node);
        node
    }
}

/// The unit of a place; `None` when there are too many.
pub fn intern(place: &Place) -> Option<UnitId> {
    // A name that the tables have keeps its number there: equal names are told by it.
    let known = lexicon::units_named(&place.name).into_iter().find(|u| named(*u, &place.name));
    let known = known.and_then(Unit::get).map(Unit::name_id);
    let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(id) = registry.by_place.get(place) {
        return Some(*id);
    }
    if registry.units.len() >= MOST_UNITS {
        return None;
    }
    let name = known.unwrap_or_else(|| registry.text(&place.name));
    let designator = registry.text(&place.designator);
    let row = UnitRow {
        name,
        name_length: place.name.len() as u32,
        designator,
        designator_length: u8::try_from(place.designator.len()).unwrap_or(0),
        from: place.from,
        to: place.to,
        parent: place.within.map_or(u32::MAX, |u| u.0),
        code: place.code.unwrap_or_default(),
        level: place.level as u8,
        era: ERA_OWN,
        words: u8::try_from(place.name.split_whitespace().count()).unwrap_or(u8::MAX),
        ..UnitRow::zeroed()
    };
    let id = UnitId(FIRST_UNIT + registry.units.len() as u32);
    registry.units.push(Box::leak(Box::new(row)));
    registry.by_place.insert(place.clone(), id);
    Some(id)
}

fn named(unit: UnitId, name: &str) -> bool {
    Unit::get(unit).is_some_and(|u| u.name() == name)
}

/// Whether a name can be looked for: it begins with a word.
pub fn is_form(name: &str) -> bool {
    let mut tokens = Vec::new();
    tokenize(name, &mut tokens);
    tokens.first().is_some_and(Token::is_word)
}

/// A form of an overlay.
#[derive(Clone, Debug)]
struct Form {
    /// Folded syllables behind the first one, each with whether it must begin with a capital.
    rest: Vec<(u64, bool)>,
    /// Whether the first must.
    capital: bool,
    node: u32,
    kinds: u32,
    /// A bit for each case that its senses ask for.
    cases: u16,
}

/// The forms that one project adds.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// By the first folded syllable.
    forms: FxHashMap<u64, Vec<Form>>,
}

impl Overlay {
    /// An overlay of these forms, each with the unit that it names. A form that has no word, or begins with a
    /// figure, names nothing.
    pub fn new(forms: &[(String, UnitId)]) -> Overlay {
        let mut by_words: FxHashMap<Vec<u64>, (Vec<Token>, Vec<UnitId>)> = FxHashMap::default();
        for (form, unit) in forms {
            let mut tokens = Vec::new();
            tokenize(form, &mut tokens);
            if !tokens.first().is_some_and(Token::is_word) {
                continue;
            }
            let words = tokens.iter().map(|t| t.key.0).collect();
            let units = &mut by_words.entry(words).or_insert_with(|| (tokens, Vec::new())).1;
            if !units.contains(unit) {
                units.push(*unit);
            }
        }
        let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
        let mut overlay = Overlay::default();
        for (tokens, units) in by_words.into_values() {
            let mut senses: Vec<Sense> =
                units.iter().map(|u| Sense::new(SenseKind::Unit, Case::Any, u.0)).collect();
            let own = senses.len();
            // What the tables know by this form it can still mean.
            let known = lexicon::whole(&tokens).map_or(&[][..], |hit| hit.senses());
            senses.extend(
                known
                    .iter()
                    .filter(|s| !(s.is(SenseKind::Unit) && units.iter().any(|u| u.0 as usize == s.row()))),
            );
            let kinds = known.iter().fold(SenseKind::Unit.mask(), |k, s| k | s.kind_mask());
            let cases = senses.iter().fold(0, |mask, s| mask | 1 << s.case() as u16);
            let node = registry.node(senses, own);
            let Some(first) = tokens.first() else { continue };
            let rest = tokens[1..].iter().map(|t| (t.key.0, t.capital)).collect();
            let form = Form { rest, capital: first.capital, node, kinds, cases };
            overlay.forms.entry(first.key.0).or_default().push(form);
        }
        overlay
    }

    /// Whether it has no form.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Adds the forms that start at token `at` to the hits that start there, which stand from number `from` on, the
    /// shortest first.
    pub fn forms_at(&self, tokens: &[Token], at: usize, from: usize, hits: &mut Vec<Hit>) {
        let Some(first) = tokens.get(at) else { return };
        let Some(forms) = self.forms.get(&first.key.0) else { return };
        let before = hits.len();
        for form in forms {
            let fits = |(i, (key, capital)): (usize, &(u64, bool))| {
                tokens.get(at + 1 + i).is_some_and(|t| t.key.0 == *key && (t.capital || !capital))
            };
            if (form.capital && !first.capital) || !form.rest.iter().enumerate().all(fits) {
                continue;
            }
            let behind = at + 1 + form.rest.len();
            let end = behind as u32;
            let written = lexicon::all_cases(&tokens[at..behind]);
            let hit = lexicon::hit(at..behind, form.node, form.kinds, (form.cases, written));
            // One form, one hit: this one means all that the tables' means too.
            match hits[from..before].iter_mut().find(|h| h.end == end) {
                Some(known) => *known = hit,
                None => hits.push(hit),
            }
        }
        if hits.len() > before {
            hits[from..].sort_by_key(|h| h.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, level: Level) -> Place {
        Place {
            name: name.into(),
            designator: String::new(),
            level,
            code: None,
            within: None,
            from: 0,
            to: 0,
        }
    }

    fn check(overlay: &Overlay, text: &str) -> Vec<(u32, u32)> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let mut hits = Vec::new();
        overlay.forms_at(&tokens, 0, 0, &mut hits);
        hits.iter().map(|h| (h.start, h.end)).collect()
    }

    #[test]
    fn equal_places_are_one_unit() {
        let a = intern(&place("Cồn Sậy Bạc", Level::Village)).expect("room");
        let b = intern(&place("Cồn Sậy Bạc", Level::Village)).expect("room");
        let c = intern(&Place { from: 20_200_101, ..place("Cồn Sậy Bạc", Level::Village) }).expect("room");
        assert_eq!(a, b);
        assert_ne!(a, c);
        let unit = Unit::get(c).expect("there");
        assert_eq!((unit.name(), unit.designator(), unit.code()), ("Cồn Sậy Bạc", "", None));
        assert_eq!(unit.valid_from(), Some(jiff::civil::date(2020, 1, 1)));
        assert_eq!(unit.successors().count() + unit.predecessors().count(), 0);
        assert_eq!(unit.sightings(), None);
    }

    #[test]
    fn a_form_wants_the_capitals_that_it_has() {
        let unit = intern(&place("xứ Cồn Én", Level::Region)).expect("room");
        let overlay = Overlay::new(&[("xứ Cồn Én".into(), unit), ("7 Én".into(), unit), ("…".into(), unit)]);
        assert_eq!(check(&overlay, "xứ Cồn Én đẹp"), [(0, 3)]);
        assert_eq!(check(&overlay, "Xứ CỒN ÉN"), [(0, 3)]);
        assert_eq!(check(&overlay, "xứ cồn Én"), []);
        assert_eq!(check(&overlay, "7 Én"), []);
    }

    #[test]
    fn what_the_tables_know_by_a_form_stays() {
        let own = intern(&place("Cà Mau", Level::Village)).expect("room");
        let known = lexicon::units_named("Cà Mau");
        assert!(!known.is_empty());
        let overlay = Overlay::new(&[("Cà Mau".into(), own)]);
        let mut tokens = Vec::new();
        tokenize("Cà Mau", &mut tokens);
        let mut hits = Vec::new();
        lexicon::forms_at(&tokens, 0, &lexicon::first(&tokens[0]), &mut hits);
        let before = hits.len();
        overlay.forms_at(&tokens, 0, 0, &mut hits);
        assert_eq!(hits.len(), before);
        let hit = hits.last().expect("a hit");
        let units: Vec<usize> = hit.rows(SenseKind::Unit).collect();
        assert_eq!(units[0], own.0 as usize);
        assert!(known.iter().all(|u| units.contains(&(u.0 as usize))));
        assert!(names(hit.node, own) && !names(hit.node, known[0]) && is_own(hit.node));
        assert_eq!(Unit::get(own).map(Unit::name_id), Unit::get(known[0]).map(Unit::name_id));
    }
}

//! Walks the trie of folded names and words.

use std::ops::Range;

use super::layout::{CAPITAL_ONLY, Edge, Root, child_bit, slot, step};
use super::sense::{Case, Sense, SenseKind};
use super::tables::TABLES;
use super::unit::UnitId;
use crate::text::syllable::Key;
use crate::text::token::{Gap, Token, tokenize};

/// A form of the lexicon that stands in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub start: u32,
    /// First token behind.
    pub end: u32,
    /// The node of the trie that was reached.
    pub node: u32,
    /// Mask of the kinds of its senses.
    pub kinds: u32,
    /// Mask of the kinds of those of its senses that fit how it is written.
    pub fits: u32,
    /// A bit for each [`Case`] that fits how it is written, of those that its senses ask for.
    cases: u16,
}

impl Hit {
    /// What the form can mean.
    pub fn senses(&self) -> &'static [Sense] {
        senses(self.node)
    }
    /// Whether any sense is of this kind.
    #[inline]
    pub fn has(&self, kind: SenseKind) -> bool {
        self.kinds & kind.mask() != 0
    }
    /// The first sense of this kind that fits how the form is written.
    #[inline]
    pub fn fitting(&self, kind: SenseKind) -> Option<Sense> {
        if self.fits & kind.mask() == 0 {
            return None;
        }
        self.senses().iter().copied().find(|s| s.is(kind) && self.cases & (1 << s.case() as u16) != 0)
    }
    /// Rows of the senses of this kind.
    pub fn rows(&self, kind: SenseKind) -> impl Iterator<Item = usize> + Clone + use<> {
        self.senses().iter().filter(move |s| s.is(kind)).map(|s| s.row())
    }
    /// Number of tokens.
    pub fn len(&self) -> u32 {
        self.end - self.start
    }
    /// Never: a form has at least one token.
    pub fn is_empty(&self) -> bool {
        self.end == self.start
    }
}

/// The senses of a node.
pub fn senses(node: u32) -> &'static [Sense] {
    let Some(n) = TABLES.nodes.get(node as usize) else { return super::own::senses(node) };
    let first = n.senses as usize;
    TABLES.senses.get(first..first + usize::from(n.count)).unwrap_or(&[])
}

/// What the tables know of a word that begins forms, gathered where the word is met first: most words
/// that stand in an article need no further look at the tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct First {
    /// Its node; 0, which is nobody's, for a word that begins nothing as it is written.
    node: u32,
    /// The node's children, a bit each.
    children: u32,
    /// As [`Hit::kinds`] of the word by itself.
    kinds: u32,
    /// As [`Hit::fits`].
    fits: u32,
    /// As [`Hit::cases`].
    cases: u16,
}

impl First {
    /// Of a word that is written as `token` is.
    fn written(root: Root, token: &Token) -> First {
        let node = &TABLES.nodes[root.node as usize];
        let Hit { kinds, fits, cases, .. } = hit(0..1, root.node, node.kinds, (node.cases, cases(token)));
        First { node: root.node, children: node.children, kinds, fits, cases }
    }
}

/// What the tables know of a first syllable. Proper names count at capitals only.
pub fn first(token: &Token) -> First {
    match root(token.key) {
        Some(root) if token.capital || root.flags & CAPITAL_ONLY == 0 => First::written(root, token),
        _ => First::default(),
    }
}

/// The root of a first syllable.
fn root(key: Key) -> Option<Root> {
    let roots = TABLES.roots;
    let mask = roots.len() - 1;
    let mut at = slot(step(0, key.0), roots.len());
    loop {
        let entry = &roots[at & mask];
        if entry.key == key.0 {
            return Some(*entry);
        }
        if entry.key == 0 {
            return None;
        }
        at += 1;
    }
}

/// Mask of the kinds of what a word means by itself.
pub fn kinds(word: &str) -> u32 {
    root(crate::text::syllable::fold(word)).map_or(0, |root| TABLES.nodes[root.node as usize].kinds)
}

/// The edge of a further syllable.
#[inline(always)]
fn next(edges: &[Edge], node: u32, key: Key) -> Option<&Edge> {
    let mask = edges.len() - 1;
    let hash = step(node, key.0);
    let mut at = slot(hash, edges.len());
    loop {
        let entry = &edges[at & mask];
        if entry.hash == hash {
            return Some(entry);
        }
        if entry.hash == 0 {
            return None;
        }
        at += 1;
    }
}

/// Appends every form that starts at token `at`, the shortest first.
/// `first`: what the tables know of the token, nothing of a number.
#[inline(always)]
pub fn forms_at(tokens: &[Token], at: usize, first: &First, hits: &mut Vec<Hit>) {
    if first.node == 0 {
        return;
    }
    if first.kinds != 0 {
        let First { node, kinds, fits, cases, .. } = *first;
        hits.push(Hit { start: at as u32, end: at as u32 + 1, node, kinds, fits, cases });
    }
    if tokens.get(at + 1).is_some_and(|t| first.children & child_bit(t.key.0) != 0) {
        walk_on(tokens, at, first.node, hits);
    }
}

/// As [`forms_at`], but numbers and small letters count too: names behind a designator (Quận 1, Phường 12).
pub fn forms_behind_designator(tokens: &[Token], at: usize, hits: &mut Vec<Hit>) {
    let Some(token) = tokens.get(at) else { return };
    if let Some(root) = root(token.key) {
        forms_at(tokens, at, &First::written(root, token), hits);
    }
}

/// The forms of two words and more.
fn walk_on(tokens: &[Token], at: usize, first: u32, hits: &mut Vec<Hit>) {
    let tables = &*TABLES;
    let mut written = cases(&tokens[at]);
    let mut reached = first;
    let mut end = at + 1;
    while let Some(token) = tokens.get(end) {
        let Some(edge) = next(tables.edges, reached, token.key) else { return };
        reached = edge.node;
        end += 1;
        written &= cases(token);
        if edge.kinds() != 0 {
            hits.push(hit(at..end, reached, edge.kinds(), (edge.cases(), written)));
        }
        let goes_on = |next: &Token| tables.nodes[reached as usize].children & child_bit(next.key.0) != 0;
        if !(edge.goes_on() && tokens.get(end).is_some_and(goes_on)) {
            return;
        }
    }
}

/// A bit for each [`Case`] that a token is written in.
#[inline(always)]
fn cases(token: &Token) -> u16 {
    let bit = |case: Case, fits: bool| u16::from(fits) << case as u16;
    let free = !token.is_word();
    bit(Case::Any, true)
        | bit(Case::Capital, free || token.capital)
        | bit(Case::Upper, free || token.capital && (token.all_caps || token.key.is_letter()))
        | bit(Case::Lower, free || !token.capital)
}

/// A bit for each [`Case`] that all of these tokens are written in.
pub(super) fn all_cases(tokens: &[Token]) -> u16 {
    tokens.iter().fold(u16::MAX, |written, token| written & cases(token))
}

/// The hit of a form whose senses are of these kinds and ask for the first of these cases; it is written in the second.
#[inline]
pub(super) fn hit(range: Range<usize>, node: u32, kinds: u32, (asked, written): (u16, u16)) -> Hit {
    let (start, end) = (range.start as u32, range.end as u32);
    let cases = asked & written;
    let fits = if cases == asked {
        kinds
    } else if cases == 0 {
        0
    } else {
        let fitting = senses(node).iter().filter(|s| cases & (1 << s.case() as u16) != 0);
        fitting.fold(0, |mask, s| mask | s.kind_mask())
    };
    Hit { start, end, node, kinds, fits, cases }
}

/// Whether the words among the tokens are written as `case` demands.
pub fn written(tokens: &[Token], case: Case) -> bool {
    all_cases(tokens) & (1 << case as u16) != 0
}

/// The form that all of these tokens are.
pub fn whole(tokens: &[Token]) -> Option<Hit> {
    let mut hits = Vec::new();
    forms_behind_designator(tokens, 0, &mut hits);
    hits.pop().filter(|h| h.end as usize == tokens.len())
}

/// The units that bear a name (any spelling that folds to a known form).
pub fn units_named(name: &str) -> Vec<UnitId> {
    let mut tokens = Vec::new();
    tokenize(name, &mut tokens);
    whole(&tokens).map_or_else(Vec::new, |h| h.rows(SenseKind::Unit).map(|r| UnitId(r as u32)).collect())
}

/// Whether the tokens from `start` to `end` stand on one line.
pub fn on_one_line(tokens: &[Token], start: u32, end: u32) -> bool {
    tokens[start as usize..end as usize].iter().skip(1).all(|t| t.gap != Gap::Line)
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::*;

    fn named(name: &str) -> Vec<String> {
        units_named(name).into_iter().filter_map(Unit::get).map(|u| format!("{u:?}")).collect()
    }

    #[test]
    fn finds_units_by_any_spelling() {
        assert!(
            named("CẦN THƠ").contains(&"thành phố Cần Thơ 92 (Before2025)".to_string()),
            "{:?}",
            named("cần thơ")
        );
        assert!(named("Thanh Hoá").contains(&"tỉnh Thanh Hóa 38 (Before2025)".to_string()));
        assert!(
            named("Ia H’Drai")
                .iter()
                .any(|n| n.starts_with("huyện Ia H' Drai") || n.starts_with("huyện Ia H'Drai"))
        );
        assert!(named("Bà Rịa–Vũng Tàu").contains(&"tỉnh Bà Rịa - Vũng Tàu 77 (Before2025)".to_string()));
        for spelling in ["Đăk Pơ", "Đak Pơ", "Đắk Pơ", "Đắc Pơ"] {
            assert!(named(spelling).contains(&"huyện Đăk Pơ 634 (Before2025)".to_string()), "{spelling}");
        }
        // Two communes are told apart by their spelling.
        assert!(named("Đắk Song").iter().all(|n| !n.starts_with("xã Đăk Song")), "{:?}", named("Đắk Song"));
        assert_eq!(named("Cần"), Vec::<String>::new());
    }

    #[test]
    fn years_parents_and_successors() {
        let unit = |s: &str, era| {
            units_named(s)
                .into_iter()
                .filter_map(Unit::get)
                .find(|u| u.era() == era && u.level() == Level::Province)
                .unwrap()
        };
        use super::super::unit::Era;
        use crate::tagger::mention::Level;
        let old = unit("Hậu Giang", Era::Before2025);
        assert_eq!(old.valid_to(), Some(jiff::civil::date(2025, 6, 30)));
        let (new, partial) = old.successors().next().unwrap();
        assert_eq!((new.full_name().as_str(), new.code(), partial), ("thành phố Cần Thơ", Some("92"), false));
        assert_eq!(old.country().unwrap().code(), Some("VN"));
    }
}

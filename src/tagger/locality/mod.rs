//! Localities: which names in a paragraph can be places, and what speaks for each. What they are places
//! of, and which of them count, the resolver settles with the whole article in view.

use std::ops::Range;

use super::candidate::LocalityCandidate;
use super::paragraph::Paragraph;
use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::own;
use crate::gazetteer::sense::{Case, SenseKind};
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::mention::Level;
use crate::tagger::official::lexicon::{Cue, cue};
use crate::text::phonotactics::is_syllable;
use crate::text::token::{Gap, TokenKind};

pub mod byline;
mod context;
pub mod designator;
mod evidence;
mod run;
mod unknown;

use designator::{DESIGNATORS, Designator};
pub use evidence::Evidence;
pub use run::starts_sentence;

/// Kinds of the forms that name units.
const NAMES: u32 = SenseKind::Unit.mask() | SenseKind::Misspelt.mask();
/// Kinds of the forms that name countries, also those that do so only joined to another one.
const COUNTRIES: u32 = SenseKind::Unit.mask() | SenseKind::Pair.mask();

/// Finds the candidates of a paragraph, ordered by start, the longer first.
pub fn find(paragraph: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    const KINDS: u32 =
        NAMES | SenseKind::Pair.mask() | SenseKind::Designator.mask() | SenseKind::Compound.mask();
    let mut finder = Finder { paragraph, names: Vec::new(), list: None };
    let mut done = 0;
    let mut last = None;
    for hit in paragraph.hits {
        if hit.start < done || hit.fits & KINDS == 0 || last == Some(hit.start) {
            continue;
        }
        last = Some(hit.start);
        let at = hit.start;
        if let Some(end) = paragraph.longest(at, SenseKind::Compound).map(|(h, _)| h.end) {
            // A longer unit name may begin with the compound's words, with its designator too: xã Luận Thành.
            let unit = finder.designated(at).is_some_and(|d| d.node.is_some() && d.tokens.end > end)
                || paragraph.longest(at, SenseKind::Unit).is_some_and(|(h, _)| h.end > end);
            if !unit {
                done = end;
                continue;
            }
        }
        // A name may begin with a designator's word: Buôn Ma Thuột.
        let designated = finder.designated(at);
        let whole =
            |end| paragraph.longest(at, SenseKind::Unit).is_some_and(|(h, _)| h.len() > 1 && h.end >= end);
        let found = match designated {
            Some(d) if !whole(d.tokens.end) => Some(d),
            _ => finder.bare(at),
        };
        match found {
            Some(candidate) => {
                done = candidate.tokens.end;
                finder.list_after(&candidate);
                finder.nested(&candidate, out);
                out.push(candidate);
                while let Some(next) = finder.list_next(done) {
                    done = next.tokens.end;
                    finder.list_after(&next);
                    out.push(next);
                }
            }
            None => finder.open_list(at),
        }
    }
    unknown::route_ends(paragraph, out);
    unknown::cities_abroad(paragraph, out);
    out.sort_by_key(|c| c.bytes.order());
}

/// A list that a plural designator opened.
#[derive(Clone, Copy)]
struct List {
    /// None behind a parent and a colon: its units, of whatever type.
    designator: Option<u16>,
    /// Token right behind the last name of the list.
    end: u32,
}

struct Finder<'p, 't> {
    paragraph: &'p Paragraph<'t>,
    /// Buffer for the names behind a designator.
    names: Vec<Hit>,
    list: Option<List>,
}

impl Finder<'_, '_> {
    /// A name with its designator before it.
    fn designated(&mut self, at: u32) -> Option<LocalityCandidate> {
        let p = self.paragraph;
        let (hit, sense) = p.longest(at, SenseKind::Designator)?;
        let row = sense.row();
        let class = DESIGNATORS[row].class;
        // A word of a person's name: Lý Sóc Khên.
        if class == Designator::Village && !self.written_small(&hit) && self.behind_surname(at) {
            return None;
        }
        let mut name_at = hit.end;
        let first = p.token(name_at)?;
        let touching = first.gap == Gap::None;
        let abbreviated = p.token(hit.end - 1).is_some_and(|t| t.is('.')) || first.kind == TokenKind::Number;
        if touching && !abbreviated {
            return None;
        }
        if class == Designator::Village
            && p.str(name_at..name_at + 1) == "số"
            && p.token(name_at + 1)?.kind == TokenKind::Number
        {
            name_at += 1;
        }
        let first = p.token(name_at)?;
        if !(first.capital || first.kind == TokenKind::Number || self.small_initial(name_at)) {
            return None;
        }
        let plural = self.is_plural(at);
        let (name, node) = match self.known_name(name_at, row) {
            Some((name, node)) => (name, Some(node)),
            None => (unknown::name(p, hit.end, name_at, class, self.written_small(&hit))?, None),
        };
        // Tiểu khu Quân sự is a body, no tiểu khu.
        if p.longest(at, SenseKind::Organ).is_some_and(|(o, _)| o.end > name.end) {
            return None;
        }
        let start = if plural { name.start } else { at };
        let mut evidence = context::evidence_before(p, at).with(context::organisation(p, at));
        if plural {
            evidence.add(Evidence::LIST);
        }
        let misspelt =
            |n: u32| crate::gazetteer::lexicon::senses(n).iter().all(|s| s.is(SenseKind::Misspelt));
        if node.is_some_and(misspelt) {
            evidence.add(Evidence::MISSPELT);
        }
        if node.is_some()
            && !run::is_shouted(p, name.start, name.end)
            && !p.written(name.clone(), Case::Capital)
        {
            evidence.add(Evidence::CAPITALS);
        }
        if reformed(p, name.end) {
            evidence.add(Evidence::REFORMED);
        }
        let tokens = start..name.end;
        Some(LocalityCandidate::new(p, tokens, name, evidence).known(Some(row as u16), node))
    }

    /// Whether a surname stands directly before.
    fn behind_surname(&self, at: u32) -> bool {
        let p = self.paragraph;
        let surname = |h: &Hit| h.len() == 1 && h.has(SenseKind::Surname);
        at > 0
            && p.gap(at) == Gap::Space
            && p.token(at - 1).is_some_and(|t| t.capital)
            && p.hits_at(at - 1).iter().any(surname)
    }

    fn written_small(&self, designator: &Hit) -> bool {
        self.paragraph.token(designator.start).is_some_and(|t| !t.capital)
    }

    /// Whether a large unit's name begins here with a small letter and goes on with a capital: tỉnh thừa
    /// thiên Huế.
    fn small_initial(&self, at: u32) -> bool {
        let p = self.paragraph;
        (at + 1..at + 3).any(|i| p.token(i).is_some_and(|t| t.capital)) && {
            let mut hits = Vec::new();
            p.names_behind_designator(at, &mut hits);
            hits.iter().any(|h| {
                h.len() > 1
                    && units(h).any(|u| u.level() == Level::Province)
                    && (h.start..h.end).any(|t| p.tokens[t as usize].capital)
            })
        }
    }

    /// The longest known name at `at` that the designator fits; else the longest of any type.
    fn known_name(&mut self, at: u32, row: usize) -> Option<(Range<u32>, u32)> {
        let p = self.paragraph;
        self.names.clear();
        p.names_behind_designator(at, &mut self.names);
        let fitting = |h: &&Hit| {
            h.kinds & NAMES != 0 && units(h).any(|u| designator::fits(u, row) > designator::Fit::No)
        };
        if let Some(hit) = self.names.iter().rev().find(fitting) {
            return Some((hit.start..hit.end, hit.node));
        }
        // The tables may lack the unit in this form (a town that became a city): the name still tells.
        let near = |h: &&Hit| h.kinds & NAMES != 0 && h.len() > 1 && designator::may_have_changed(row);
        // "Chủ tịch UBND tỉnh Đồng Văn Khoát": no province is called so, and the name goes on.
        let goes_on = |h: &Hit| p.token(h.end).is_some_and(|t| t.capital && t.gap == Gap::Space);
        let person = |h: &Hit| DESIGNATORS[row].class == Designator::Province && goes_on(h);
        self.names.iter().rev().find(near).filter(|h| !person(h)).map(|h| (h.start..h.end, h.node))
    }

    /// Whether a number or plural word stands before the designators that end with the one at `at`.
    fn is_plural(&self, at: u32) -> bool {
        let p = self.paragraph;
        let mut at = at;
        for _ in 0..4 {
            if at == 0 || !matches!(p.gap(at), Gap::Space) {
                return false;
            }
            let Some(before) = p.token(at - 1) else { return false };
            if before.kind == TokenKind::Number {
                // A number that names the unit before (phường 12 quận Gò Vấp) counts nothing.
                return !p.fits_before(at - 1, SenseKind::Designator);
            }
            if let Some((hit, _)) = p.longest_before(at, SenseKind::Plural) {
                return !(hit.start > 0 && p.fits_before(hit.start, SenseKind::Designator));
            }
            // hai tỉnh, thành phố …; các huyện và thị xã …
            let joined = before.is(',') || p.str(at - 1..at) == "và";
            let end = if joined { at - 1 } else { return false };
            // "còn 12 thôn, TX. Hồng Lĩnh": what is counted is a village, what follows is none.
            let village = |row: usize| DESIGNATORS[row].class == Designator::Village;
            let own = p.longest(at, SenseKind::Designator).is_some_and(|(_, sense)| village(sense.row()));
            match p.longest_before(end, SenseKind::Designator) {
                Some((hit, sense)) if own || !village(sense.row()) => at = hit.start,
                _ => return false,
            }
        }
        false
    }

    /// A name by itself.
    fn bare(&mut self, at: u32) -> Option<LocalityCandidate> {
        let p = self.paragraph;
        let touching = p.gap(at) == Gap::None && at > 0 && ".#@_".chars().any(|c| p.is(at - 1, c));
        if touching {
            return None;
        }
        // The last word of a title begins no name: Phó Trưởng Ban Công tác đại biểu.
        if p.longest_before(at + 1, SenseKind::Title).is_some_and(|(h, _)| h.start < at) {
            return None;
        }
        let (hit, capitals) = p.hits_at(at).iter().rev().find_map(|h| Some((*h, self.capitals(h)?)))?;
        // A brand written as one word: SaigonLand.
        let touched = p.token(hit.end).is_some_and(|t| t.is_word() && t.gap == Gap::None);
        // A tag's letters before its number: VN0324.
        let tag = p.token(hit.end).is_some_and(|t| t.kind == TokenKind::Number && t.gap == Gap::None);
        if (touched || tag) && hit.len() == 1 && p.str(hit.start..hit.end).is_ascii() {
            return None;
        }
        let name = hit.start..hit.end;
        let mut evidence = capitals.with(context::evidence_before(p, at)).with(context::organisation(p, at));
        if run::is_shouted(p, name.start, name.end) {
            evidence.add(Evidence::SHOUTED);
        } else {
            evidence.add(run::before(p, at).with(run::after(p, hit.end)));
        }
        // A word that is no Vietnamese syllable owes its capital to itself: Chennai.
        if run::starts_sentence(p, at) && p.token(at).is_some_and(|t| is_syllable(t.key)) {
            evidence.add(Evidence::SENTENCE_START);
        }
        let weak = |row| hit.rows(SenseKind::Weak).any(|weak| weak == row);
        if hit.has(SenseKind::Weak) && hit.rows(SenseKind::Unit).all(weak) {
            evidence.add(Evidence::WEAK);
        }
        if self.country_at(hit.end) {
            evidence.add(Evidence::BEFORE_COUNTRY);
        }
        let list = self.list.filter(|l| self.continues(l.end, at));
        if list.is_some() {
            evidence.add(Evidence::LIST);
        } else {
            evidence.add(context::plural_before(p, at));
        }
        // "sau khi Hà Tây sáp nhập", "Hà Tây cũ": what is merged or gone is a unit.
        if reformed(p, hit.end) {
            evidence.add(Evidence::LOCATIVE.with(Evidence::REFORMED));
        }
        // Alone in brackets a name says where.
        if at > 0 && p.is(at - 1, '(') && p.is(hit.end, ')') {
            evidence.add(Evidence::LOCATIVE);
        }
        // A form that holds its designator (TP.HCM) is no person's.
        if p.longest(at, SenseKind::Designator).is_some_and(|(d, _)| d.end < hit.end) {
            evidence = evidence.without(Evidence::PERSON.with(Evidence::OCCUPATION)).with(Evidence::TYPED);
        }
        if byline::is_in(p, at) {
            evidence.add(Evidence::BYLINE);
        }
        // The body that it stands in tells its type: Huyện ủy X, Thành ủy Y.
        let seat = if evidence.has(Evidence::SEATED) { context::seat(p, at) } else { None };
        let designator = list.and_then(|l| l.designator);
        let candidate =
            LocalityCandidate::new(p, name.clone(), name, evidence).known(designator, Some(hit.node));
        Some(LocalityCandidate { seat, ..candidate })
    }

    /// Whether a country's name stands at a token, with or without "nước".
    fn country_at(&self, at: u32) -> bool {
        let p = self.paragraph;
        let at = if p.token(at).is_some() && p.str(at..at + 1) == "nước" { at + 1 } else { at };
        let is_country = |u: Unit| u.level() == Level::Country && u.code() != Some("VN");
        p.longest(at, SenseKind::Unit)
            .is_some_and(|(h, _)| p.gap(at) == Gap::Space && units(&h).any(is_country))
    }

    /// Whether a unit's name is written with capitals enough to be one; tells when one is missing.
    fn capitals(&self, hit: &Hit) -> Option<Evidence> {
        let p = self.paragraph;
        if hit.has(SenseKind::Misspelt) && p.written(hit.start..hit.end, Case::Capital) {
            return Some(Evidence::MISSPELT);
        }
        if self.is_paired(hit) {
            return Some(Evidence::DASH);
        }
        let sense = hit.fitting(SenseKind::Unit)?;
        // A project's form wants the capitals that its table gives it, and has them here.
        if own::is_own(hit.node) {
            return Some(Evidence::default());
        }
        let range = hit.start..hit.end;
        let unit = Unit::get(UnitId(sense.row() as u32))?;
        if unit.level() == Level::Region || p.written(range, Case::Capital) {
            return Some(Evidence::default());
        }
        // Some names have words in lower case: Việt Nam Cộng hòa.
        let own = unit.name().split_whitespace().map(|w| w.starts_with(char::is_uppercase));
        let words = p.tokens[hit.start as usize..hit.end as usize].iter().filter(|t| t.is_word());
        if hit.len() > 2 && own.clone().any(|capital| !capital) && own.eq(words.map(|t| t.capital)) {
            return Some(Evidence::default());
        }
        // Hà nội, but not Hòa bình: a large unit whose name is no everyday phrase.
        let large =
            units(hit).any(|u| u.level() <= Level::Province && u.valid_to().is_none_or(|d| d.year() > 2000));
        let clear = !units(hit).any(|u| u.is_everyday() || u.is_person() || u.needs_context());
        (p.token(hit.start)?.capital && hit.len() > 1 && large && clear).then_some(Evidence::CAPITALS)
    }

    /// Whether a form that names a country only beside another one is joined to one: Việt - Lào, Nhật–Trung.
    fn is_paired(&self, hit: &Hit) -> bool {
        let p = self.paragraph;
        if !hit.has(SenseKind::Pair) || !p.written(hit.start..hit.end, Case::Capital) {
            return false;
        }
        let hyphen = |at: u32| p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen);
        let country = |h: &Hit| {
            h.kinds & COUNTRIES != 0
                && units(h).any(|u| u.level() == Level::Country || u.level() == Level::Region)
        };
        let names = |at: u32| p.hits_at(at).iter().rev().find(|h| h.kinds & COUNTRIES != 0);
        hyphen(hit.end) && names(hit.end + 1).is_some_and(country)
            || hit.start >= 2
                && hyphen(hit.start - 1)
                && (hit.start.saturating_sub(4)..hit.start - 1)
                    .any(|at| names(at).is_some_and(|h| h.end == hit.start - 1 && country(h)))
    }

    /// Whether only a comma, "và", "với" or a dash stands between a list's end and `at`.
    fn continues(&self, end: u32, at: u32) -> bool {
        let p = self.paragraph;
        match at.checked_sub(end) {
            Some(0) => true,
            Some(1) => {
                let t = &p.tokens[end as usize];
                t.is(',')
                    || t.is(':')
                    || t.is('/')
                    || t.kind == TokenKind::Hyphen
                    || matches!(p.str(end..at), "và" | "với" | "cùng")
            }
            Some(2) => p.is(end, ',') && matches!(p.str(end + 1..at), "và" | "với"),
            _ => false,
        }
    }

    fn list_after(&mut self, candidate: &LocalityCandidate) {
        let goes_on = candidate.evidence.has(Evidence::LIST);
        let end = candidate.tokens.end;
        self.list = (goes_on || self.opens_list(candidate))
            .then_some(List { designator: candidate.designator.filter(|_| goes_on), end });
    }

    /// Whether a colon behind a province opens a list of its units: "Quảng Trị: Hướng Hóa, Gio Linh".
    fn opens_list(&self, candidate: &LocalityCandidate) -> bool {
        let p = self.paragraph;
        let end = candidate.tokens.end;
        let Some(node) = candidate.node.filter(|_| p.is(end, ':')) else { return false };
        let holds = |u: Unit| units_of(node).any(|p| u.province().is_some_and(|q| q.id() == p.id()));
        p.longest(end + 1, SenseKind::Unit)
            .is_some_and(|(h, _)| units(&h).any(|u| u.level() == Level::District && holds(u)))
    }

    /// A list that opens at some distance: những xã khó khăn nhất là A, B; các huyện như C và D.
    fn open_list(&mut self, at: u32) {
        let p = self.paragraph;
        let Some((hit, sense)) = p.longest(at, SenseKind::Designator) else { return };
        if !self.is_plural(at) {
            return;
        }
        for cue in hit.end..(hit.end + 8).min(p.len()) {
            let token = &p.tokens[cue as usize];
            if token.is(':') || matches!(p.str(cue..cue + 1), "là" | "như" | "gồm" | "tại" | "thuộc")
            {
                self.list = Some(List { designator: Some(sense.row() as u16), end: cue + 1 });
                return;
            }
            if !token.is_word() || token.capital {
                return;
            }
        }
    }

    /// The next name of the list where no table has it by itself: a number (quận 1, 3), a village.
    fn list_next(&mut self, end: u32) -> Option<LocalityCandidate> {
        let p = self.paragraph;
        let list = self.list.filter(|l| l.end == end)?;
        let at = (end + 1..=end + 2).find(|at| *at < p.len() && self.continues(end, *at))?;
        let token = p.token(at)?;
        let row = usize::from(list.designator?);
        let (name, node) = if token.kind == TokenKind::Number {
            let (name, node) = self.known_name(at, row)?;
            // "các quận 1, 3 và 40 người": a counted noun follows, it is no name.
            let counted = p.token(name.end).is_some_and(|t| {
                t.is_word()
                    && !t.capital
                    && !matches!(
                        p.str(name.end..name.end + 1),
                        "và" | "với" | "của" | "thuộc" | "có" | "đã" | "đều" | "sẽ" | "cúp"
                    )
            });
            if counted {
                return None;
            }
            (name, Some(node))
        } else if p.longest(at, SenseKind::Unit).is_none() && listable(DESIGNATORS[row].class) {
            (unknown::name(p, at, at, DESIGNATORS[row].class, true)?, None)
        } else {
            return None;
        };
        Some(LocalityCandidate::new(p, name.clone(), name, Evidence::LIST).known(list.designator, node))
    }

    /// A region whose name holds a place's name is a mention around a mention.
    fn nested(&self, candidate: &LocalityCandidate, out: &mut Vec<LocalityCandidate>) {
        let p = self.paragraph;
        let is_region = candidate.node.is_some_and(|n| units_of(n).any(|u| u.level() == Level::Region));
        if !is_region || candidate.name.len() < 3 {
            return;
        }
        let mut done = candidate.name.start + 1;
        for at in candidate.name.start + 1..candidate.name.end {
            if at < done {
                continue;
            }
            let mut inner = Finder { paragraph: p, names: Vec::new(), list: None };
            let Some(found) = inner.designated(at).or_else(|| inner.bare(at)) else { continue };
            let place = found.node.is_some_and(|n| {
                units_of(n).any(|u| u.level() <= Level::District && u.level() != Level::Region)
            });
            let joined = p.token(found.tokens.end).is_some_and(|t| t.kind == TokenKind::Hyphen);
            if place && (joined || found.tokens.end == candidate.tokens.end) {
                done = found.tokens.end;
                out.push(found);
            }
        }
    }
}

/// Whether what stands at `at`, perhaps in a bracket, says that the unit named before is no more: cũ, sáp nhập.
fn reformed(p: &Paragraph<'_>, at: u32) -> bool {
    cue(p, at, Cue::Reform).is_some() || p.is(at, '(') && cue(p, at + 1, Cue::Reform).is_some()
}

/// Whether units that no table has may go on in a list of this class: villages here, districts abroad.
fn listable(class: Designator) -> bool {
    matches!(class, Designator::Village | Designator::District)
}

/// The units that a hit can name.
pub fn units(hit: &Hit) -> impl Iterator<Item = Unit> + use<> {
    units_of(hit.node)
}

/// The units that a node of the trie can name.
pub fn units_of(node: u32) -> impl Iterator<Item = Unit> {
    crate::gazetteer::lexicon::senses(node)
        .iter()
        .filter(|s| s.kind_mask() & (NAMES | COUNTRIES) != 0)
        .filter_map(|s| Unit::get(UnitId(s.row() as u32)))
}

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
use crate::text::phonotactics::is_syllable;
use crate::text::position::{Byte, Span};
use crate::text::token::{Gap, TokenKind};

pub mod byline;
pub mod context;
pub mod designator;
mod evidence;
mod list;
mod quarter;
mod run;
mod unknown;

use designator::{DESIGNATORS, Designator};
pub use evidence::Evidence;
use list::List;
pub use run::starts_sentence;

/// Kinds of the forms that name units.
const NAMES: u32 = SenseKind::Unit.mask() | SenseKind::Misspelt.mask();
/// Kinds of the forms that name countries, also those that do so only joined to another one.
const COUNTRIES: u32 = SenseKind::Unit.mask() | SenseKind::Pair.mask();

/// Adds the names that count where the article tells elsewhere what they are, but not in what is `taken`, the officials'.
pub fn echo(paragraph: &Paragraph<'_>, taken: impl Fn(Span<Byte>) -> bool, out: &mut Vec<LocalityCandidate>) {
    let known = out.len();
    unknown::echoes(paragraph, taken, out);
    if out.len() > known {
        out.sort_by_key(|c| c.bytes.order());
    }
}

/// Finds the candidates of a paragraph, ordered by start, the longer first.
pub fn find(paragraph: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    const KINDS: u32 =
        NAMES | SenseKind::Pair.mask() | SenseKind::Designator.mask() | SenseKind::Compound.mask();
    let mut finder = Finder { paragraph, names: Vec::new(), list: None, sited: None };
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
        // TP.HCM before a foreigner's name is no city of which no table knows.
        let least = |d: &LocalityCandidate| match d.node {
            None if paragraph.token(at).is_some_and(|t| t.capital) => at,
            _ => d.tokens.end,
        };
        let found = match designated {
            Some(d) if !whole(least(&d)) => Some(d),
            _ => finder.bare(at),
        };
        match found {
            Some(candidate) => {
                done = candidate.tokens.end;
                finder.list_after(&candidate);
                finder.sited = candidate.evidence.has(Evidence::AT).then_some(done);
                finder.nested(&candidate, out);
                out.push(candidate);
                while let Some(next) = finder.list_next(done) {
                    done = next.tokens.end;
                    finder.list_after(&next);
                    out.push(next);
                }
            }
            None => {
                finder.open_list(at);
                if let Some(first) = finder.list_first() {
                    done = first.tokens.end;
                    finder.list_after(&first);
                    out.push(first);
                }
            }
        }
    }
    unknown::route_ends(paragraph, out);
    unknown::cities_abroad(paragraph, out);
    quarter::quarters(paragraph, out);
    out.sort_by_key(|c| c.bytes.order());
}

struct Finder<'p, 't> {
    paragraph: &'p Paragraph<'t>,
    /// Buffer for the names behind a designator.
    names: Vec<Hit>,
    list: Option<List>,
    /// End of the last name behind tại, ở: what a comma joins to it lies there, too.
    sited: Option<u32>,
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
            None => {
                let name = unknown::name(p, hit.end, name_at, class, self.written_small(&hit))?;
                let node = unknown::misspelt(p, &name, row);
                (name, node)
            }
        };
        let wrong_tone = node.is_some() && self.names.iter().all(|h| Some(h.node) != node);
        // "thác Bản Giốc": a waterfall's name.
        let small = self.written_small(&hit);
        if class == Designator::Village
            && !small
            && context::evidence_before(p, at).any(Evidence::NATURAL.with(Evidence::ROAD))
        {
            return None;
        }
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
        if wrong_tone || node.is_some_and(misspelt) {
            evidence.add(Evidence::MISSPELT);
        }
        if node.is_some()
            && !run::is_shouted(p, name.start, name.end)
            && !p.written(name.clone(), Case::Capital)
        {
            evidence.add(Evidence::CAPITALS);
        }
        if context::reformed(p, name.end) {
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

    /// A name by itself.
    fn bare(&mut self, at: u32) -> Option<LocalityCandidate> {
        let p = self.paragraph;
        let (hit, capitals) = p.hits_at(at).iter().rev().find_map(|h| Some((*h, self.capitals(h)?)))?;
        let touching = p.gap(at) == Gap::None && at > 0 && ".#@_".chars().any(|c| p.is(at - 1, c));
        if touching {
            return None;
        }
        // "Bệnh viện Việt Đức", "Việt Nhật" without a dash: a brand of two countries.
        let brand = at > 0
            && p.gap(at) == Gap::Space
            && p.token(at - 1).is_some_and(|t| t.capital && !t.all_caps)
            && p.hits_at(at - 1).iter().any(|h| h.len() == 1 && h.has(SenseKind::Pair));
        // The last word of a title begins no name: Phó Trưởng Ban Công tác đại biểu.
        if p.longest_before(at + 1, SenseKind::Title).is_some_and(|(h, _)| h.start < at) {
            return None;
        }
        // A brand written as one word: SaigonLand.
        let touched = p.token(hit.end).is_some_and(|t| t.is_word() && t.gap == Gap::None);
        // A tag's letters before its number: VN0324.
        let tag = p.token(hit.end).is_some_and(|t| t.kind == TokenKind::Number && t.gap == Gap::None);
        // An index's: VN-Index.
        let index = p.token(hit.end).is_some_and(|t| t.kind == TokenKind::Hyphen && t.gap == Gap::None)
            && p.token(hit.end + 1).is_some_and(|t| t.is_word() && t.gap == Gap::None)
            && p.token(at).is_some_and(|t| t.all_caps);
        if (touched || tag || index) && hit.len() == 1 && p.str(hit.start..hit.end).is_ascii() {
            return None;
        }
        // A club's brand before its place: Hồng Lĩnh Hà Tĩnh.
        if hit.len() > 1
            && p.sense(&hit, SenseKind::Context).is_some()
            && p.gap(hit.end) == Gap::Space
            && p.longest(hit.end, SenseKind::Unit)
                .is_some_and(|(h, _)| p.written(h.start..h.end, Case::Capital))
        {
            return None;
        }
        if brand && hit.len() == 1 && units(&hit).any(|u| u.level() == Level::Country) {
            return None;
        }
        let name = hit.start..hit.end;
        let mut evidence = capitals.with(context::evidence_before(p, at)).with(context::organisation(p, at));
        // "* THÁI BÌNH: …" heads the news from there.
        let heads = (at == 0 || at == 1 && p.token(0).is_some_and(|t| !t.is_word())) && p.is(hit.end, ':');
        if run::is_shouted(p, name.start, name.end) {
            evidence.add(if heads { Evidence::LOCATIVE } else { Evidence::SHOUTED });
        } else {
            evidence.add(run::before(p, at).with(run::after(p, at, hit.end)));
        }
        // A word that is no Vietnamese syllable owes its capital to itself: Chennai.
        if run::starts_sentence(p, at) && p.token(at).is_some_and(|t| is_syllable(t.key)) {
            evidence.add(Evidence::SENTENCE_START);
            // "Anh Đức mua áo" is one of us.
            let address = hit.len() == 1
                && p.sense(&hit, SenseKind::Honorific).is_some()
                && p.token(hit.end).is_some_and(|t| {
                    t.capital && !t.all_caps && t.gap == Gap::Space || p.reads(hit.end, "ở")
                });
            if address {
                evidence.add(Evidence::PERSON);
            }
        }
        if run::starts_sentence(p, at) && context::aged(p, hit.end) {
            evidence.add(Evidence::PERSON);
        }
        let weak = |row| hit.rows(SenseKind::Weak).any(|weak| weak == row);
        if hit.has(SenseKind::Weak) && hit.rows(SenseKind::Unit).all(weak) {
            evidence.add(Evidence::WEAK);
        }
        if self.country_at(hit.end) {
            evidence.add(Evidence::BEFORE_COUNTRY);
        }
        // "Mẹ Việt Nam anh hùng" is nobody called so.
        if evidence.has(Evidence::PERSON) && units(&hit).any(|u| u.code() == Some("VN")) {
            evidence = evidence.without(Evidence::PERSON);
        }
        let list = self.list.filter(|l| self.continues(l.end, at));
        if list.is_some() {
            evidence.add(Evidence::LIST);
        } else {
            evidence.add(context::plural_before(p, at));
        }
        if self.is_sited(name.clone()) {
            evidence.add(Evidence::LOCATIVE.with(Evidence::AT));
        }
        // "sau khi Hà Tây sáp nhập", "Hà Tây cũ": what is merged or gone is a unit.
        if context::reformed(p, hit.end) || context::merged_from(p, at) {
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
        // "hai ấp A và An Hòa": a hamlet, whatever commune bears the name.
        let hamlet = designator.is_some_and(|row| DESIGNATORS[usize::from(row)].class == Designator::Village)
            && units(&hit).all(|u| u.level() > Level::Province);
        let node = Some(hit.node).filter(|_| !hamlet);
        let candidate = LocalityCandidate::new(p, name.clone(), name, evidence).known(designator, node);
        Some(LocalityCandidate { seat, ..candidate })
    }

    /// Whether a country's name stands at a token, with or without "nước".
    fn country_at(&self, at: u32) -> bool {
        let p = self.paragraph;
        let at = if p.reads(at, "nước") { at + 1 } else { at };
        let is_country = |u: Unit| u.level() == Level::Country && u.code() != Some("VN");
        p.longest(at, SenseKind::Unit)
            .is_some_and(|(h, _)| p.gap(at) == Gap::Space && units(&h).any(is_country))
    }

    /// Whether a unit's name is written with capitals enough to be one; tells when one is missing.
    fn capitals(&self, hit: &Hit) -> Option<Evidence> {
        if hit.kinds & (NAMES | COUNTRIES) == 0 {
            return None;
        }
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
        // Most are everyday words here.
        if unit.level() != Level::Region && p.token(hit.start).is_some_and(|t| t.is_word() && !t.capital) {
            return None;
        }
        if unit.level() == Level::Region || p.written(range, Case::Capital) || self.is_hyphenated(hit) {
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

    /// Whether only parts behind a hyphen are in lower case: Men-bơn, I-xtan-bun.
    fn is_hyphenated(&self, hit: &Hit) -> bool {
        let tokens = &self.paragraph.tokens[hit.start as usize..hit.end as usize];
        let joined = |pair: &[crate::text::token::Token]| {
            pair[1].capital
                || pair[1].gap == Gap::None
                    && (pair[1].kind == TokenKind::Hyphen || pair[0].kind == TokenKind::Hyphen)
        };
        tokens.len() > 2 && tokens[0].capital && tokens.windows(2).all(joined)
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
            let mut inner = Finder { paragraph: p, names: Vec::new(), list: None, sited: None };
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

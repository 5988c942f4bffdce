//! Lists that a plural designator opens: "các huyện A, B và C", "những xã khó khăn nhất là D và E".

use std::ops::Range;

use super::designator::{DESIGNATORS, Designator};
use super::{Evidence, Finder, LocalityCandidate, context, units, units_of, unknown};
use crate::gazetteer::Unit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::mention::Level;
use crate::tagger::official::lexicon::ORGANS;
use crate::text::token::{Gap, TokenKind};

/// A list that a plural designator opened.
#[derive(Clone, Copy)]
pub struct List {
    /// None behind a parent and a colon: its units, of whatever type.
    pub designator: Option<u16>,
    /// Token right behind the last name of the list.
    pub end: u32,
}

impl Finder<'_, '_> {
    /// Whether only a comma, "và", "với" or a dash stands between a list's end and `at`.
    pub(super) fn continues(&self, end: u32, at: u32) -> bool {
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

    pub(super) fn list_after(&mut self, candidate: &LocalityCandidate) {
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
    pub(super) fn open_list(&mut self, at: u32) {
        let p = self.paragraph;
        let Some((hit, sense)) = p.longest(at, SenseKind::Designator) else { return };
        // "có bản như A"
        let such = p.reads(hit.end, "như");
        // "huyện miền núi A", "xã vùng cao biên giới B"
        let named = |at: u32| p.token(at).is_some_and(|t| t.is_word() && t.capital && t.gap == Gap::Space);
        // "các xã miền núi Ba Vì" are those of Ba Vì: of several no single name is one's.
        let single = |start: u32| {
            let end = (start..start + 5).find(|at| !named(*at)).unwrap_or(start);
            !p.joins(end)
        };
        if let Some(end) = context::traits(p, hit.end).filter(|end| named(*end)) {
            if self.is_plural(at) && single(end) {
                return;
            }
            self.list = Some(List { designator: Some(sense.row() as u16), end });
            return;
        }
        if !such && !self.is_plural(at) {
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

    /// Whether a comma or "và" joins a name to one behind tại, ở, and nothing goes on behind it.
    pub(super) fn is_sited(&self, name: Range<u32>) -> bool {
        let p = self.paragraph;
        let closed = p.token(name.end).is_none_or(|t| !t.is_word()) || p.joins(name.end);
        closed && self.sited.is_some_and(|end| end + 1 == name.start && p.joins(end))
    }

    /// The first name of a list that has just been opened, where no table has it: "các bản như A, B".
    pub(super) fn list_first(&mut self) -> Option<LocalityCandidate> {
        let p = self.paragraph;
        let list = self.list?;
        let row = usize::from(list.designator?);
        let at = list.end;
        if DESIGNATORS[row].class != Designator::Village
            || p.gap(at) != Gap::Space
            || p.token(at).is_none_or(|t| !t.is_word() || !t.capital)
            || p.longest(at, SenseKind::Unit).is_some()
        {
            return None;
        }
        let name = unknown::name(p, at, at, DESIGNATORS[row].class, true)?;
        Some(LocalityCandidate::new(p, name.clone(), name, Evidence::LIST).known(list.designator, None))
    }

    /// The next name of the list where no table has it by itself: a number (quận 1, 3), a village.
    pub(super) fn list_next(&mut self, end: u32) -> Option<LocalityCandidate> {
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

    /// Whether a number or plural word stands before the designators that end with the one at `at`.
    pub(super) fn is_plural(&self, at: u32) -> bool {
        let p = self.paragraph;
        let mut at = at;
        for _ in 0..4 {
            if at == 0 || !matches!(p.gap(at), Gap::Space) {
                return false;
            }
            let Some(before) = p.token(at - 1) else { return false };
            if before.kind == TokenKind::Number {
                // A number that names the unit before (phường 12 quận Gò Vấp) counts nothing.
                return !p.fits_before(at - 1, SenseKind::Designator) && !self.is_name(at - 1);
            }
            if let Some((hit, _)) = p.longest_before(at, SenseKind::Plural) {
                return !(hit.start > 0 && p.fits_before(hit.start, SenseKind::Designator));
            }
            // hai tỉnh, thành phố …; các huyện và thị xã …
            let end = if p.joins(at - 1) { at - 1 } else { return false };
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

    /// Whether a number is a body's name: Thuế cơ sở 3 tỉnh Lâm Đồng.
    fn is_name(&self, number: u32) -> bool {
        let p = self.paragraph;
        let numbered = |row: usize| ORGANS.get(row).is_some_and(|row| row.numbered);
        number > 0
            && (p.says(number - 1, "số")
                || p.longest_before(number, SenseKind::Organ).is_some_and(|(_, sense)| numbered(sense.row())))
    }
}

/// Whether units that no table has may go on in a list of this class: villages here, districts abroad.
fn listable(class: Designator) -> bool {
    matches!(class, Designator::Village | Designator::District)
}

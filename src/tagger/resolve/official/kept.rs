//! What is kept of an article's officials while it is edited. An edit has the officials of its own paragraphs settled
//! anew, with what the rest of the article tells, as long as it changes nothing for those elsewhere.

mod holders;

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::holder::{Holders, Title};
use super::jurisdiction::{BEFORE, Jurisdictions, Power, Question, Usual};
use super::roll::{self, Roll, bit};
use super::{NEAREST, People, Reference, given, joined, mention, name_by_itself, referring};
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::candidate::Findings;
use crate::tagger::mention::{JurisdictionFrom, Mention, Value};
use crate::tagger::official::OfficeCandidate;
use crate::tagger::resolve::ResolvedLocality;
use crate::tagger::resolve::counted::{count, count_item};
use crate::tagger::resolve::locality::record::Settled;
use crate::text::position::{Byte, Span};

/// An article since an edit.
pub struct View<'a> {
    pub text: &'a str,
    pub findings: &'a [Findings],
    pub settled: &'a [Settled],
    /// How far the spans of a paragraph lag behind.
    pub lag: &'a dyn Fn(usize) -> i64,
}

/// The edited paragraphs as they were.
pub struct Past<'a> {
    pub findings: &'a [Findings],
    pub settled: &'a [Settled],
}

/// A reference as it was settled.
#[derive(Clone, Debug)]
struct Known {
    /// Number among the officials of its paragraph.
    candidate: u32,
    /// Key of the person's whole name.
    person: Option<u64>,
    powers: Vec<Power>,
    /// Whether a unit was asked for that the article is about.
    asks: bool,
}

/// The references of a paragraph.
#[derive(Clone, Debug, Default)]
struct Told {
    known: Vec<Known>,
    /// A bit for each key of its names, persons and titles.
    sign: u64,
}

impl Told {
    /// Whether the end of an office may be a foreigner's name.
    fn may_split(&self, findings: &Findings) -> bool {
        self.known.iter().filter(|known| known.person.is_none()).any(|known| {
            let offices = &findings.officials[known.candidate as usize].offices;
            let ends = |o: &OfficeCandidate| o.places.last().is_some_and(|p| p.end == o.bytes.end);
            offices.last().is_some_and(ends) && known.powers.last().is_some_and(|p| p.unit.is_none())
        })
    }
}

/// A person and a title.
type Post = (u64, u64);

/// See the module.
#[derive(Clone, Debug)]
pub struct Kept {
    people: People,
    roll: Roll,
    /// How often each unit is named.
    units: FxHashMap<UnitId, u32>,
    usual: Usual,
    asked: FxHashSet<Question>,
    /// The units that offices of persons name, each with how often.
    posts: FxHashMap<Post, Vec<(UnitId, u32)>>,
    told: Vec<Told>,
    /// Keys of the persons, by their numbers.
    order: Vec<u64>,
    numbers: FxHashMap<u64, u32>,
}

fn units(localities: &[ResolvedLocality]) -> impl DoubleEndedIterator<Item = (Span<Byte>, Unit)> {
    localities.iter().filter_map(|l| Some((l.bytes, Unit::get(l.value.unit?)?)))
}

/// What the references of some paragraphs tell of their persons' posts.
fn posts<'a>(
    references: impl Iterator<Item = (&'a [OfficeCandidate], &'a [Power], Option<u64>)>,
) -> Vec<(Post, UnitId)> {
    let mut all = Vec::new();
    for (offices, powers, person) in references {
        let Some(person) = person else { continue };
        for (office, power) in offices.iter().zip(powers) {
            if let (Some(unit), Some(JurisdictionFrom::Text)) = (power.unit, power.from) {
                all.push(((person, office.title_key), unit));
            }
        }
    }
    all
}

impl Kept {
    /// Of an article whose references are settled, in order; `order`: the persons by their numbers. Nothing where persons
    /// are known by more than their names.
    pub(super) fn new(
        text: &str,
        people: People,
        (paragraphs, references): (&[Findings], &[Reference<'_>]),
        localities: &[ResolvedLocality],
        order: Vec<u64>,
    ) -> Option<Kept> {
        if people.is_empty() || people.has_comrades() || paragraphs.iter().any(roll::tells_more) {
            return None;
        }
        let mut named = FxHashMap::default();
        units(localities).for_each(|(_, unit)| count(&mut named, unit.id(), true));
        let mut kept = Kept {
            roll: Roll::new(text, paragraphs),
            usual: Usual::new(&named),
            units: named,
            asked: FxHashSet::default(),
            posts: FxHashMap::default(),
            told: Vec::with_capacity(paragraphs.len()),
            numbers: order.iter().copied().zip(0..).collect(),
            order,
            people,
        };
        let mut left = references;
        for findings in paragraphs {
            let told = kept.tell(findings, &mut left);
            kept.told.push(told);
        }
        let all = references.iter().map(|r| {
            let person = r.person.and_then(|id| kept.people.key(id));
            (r.candidate.offices.as_slice(), r.powers.as_slice(), person)
        });
        for (post, unit) in posts(all) {
            count_item(&mut kept.posts, post, unit, true);
        }
        Some(kept)
    }

    /// The references of a paragraph, taken off the head of `left`.
    fn tell(&mut self, findings: &Findings, left: &mut &[Reference<'_>]) -> Told {
        let mut told = Told { known: Vec::new(), sign: roll::sign(findings) };
        for (number, candidate) in findings.officials.iter().enumerate() {
            let offices = &candidate.offices;
            told.sign = offices.iter().fold(told.sign, |sign, office| sign | bit(office.title_key));
            let Some((reference, behind)) = left.split_first() else { continue };
            if !std::ptr::eq(reference.candidate, candidate) {
                continue;
            }
            *left = behind;
            let person = reference.person.and_then(|id| self.people.key(id));
            told.sign |= person.map_or(0, bit);
            let questions = offices.iter().zip(&reference.powers).filter_map(|(o, p)| Question::of(o, *p));
            let mut asks = false;
            questions.for_each(|question| {
                asks = true;
                self.asked.insert(question);
            });
            let powers = reference.powers.clone();
            told.known.push(Known { candidate: number as u32, person, powers, asks });
        }
        told
    }

    /// Settles the officials of the paragraphs `now`, which an edit made of those in `past`. Their persons' ids are numbers
    /// that [`Kept::renumber`] puts in order. `moved`: whether units came near to offices behind, or went. `None` where the
    /// edit concerns others, too: then nothing of this counts any more.
    pub fn renew(
        &mut self,
        view: &View<'_>,
        past: &Past<'_>,
        now: Range<usize>,
        moved: bool,
    ) -> Option<Vec<Mention>> {
        let here = view.findings.get(now.clone())?;
        let old = now.start..now.start + past.findings.len();
        let before: Vec<Told> = self.told.splice(old, vec![Told::default(); now.len()]).collect();
        let held_before = self.holdings(past.findings, &before);
        self.enroll(view, past, &now)?;
        let units_stand = self.recount(view, past, &now)? && !moved;
        if !units_stand && self.asks_behind(view, now.end) {
            return None;
        }
        let mut references = referring(&self.people, here);
        let near = self.near(view, &now);
        let jurisdictions = Jurisdictions::near(near, std::mem::take(&mut self.usual));
        jurisdictions.name(&mut references);
        let of_person = self.recount_posts((&references, &before), past, &now)?;
        jurisdictions.imply(&mut references, &of_person);
        self.usual = jurisdictions.into_usual();
        let mut left = references.as_slice();
        for (at, findings) in now.clone().zip(here) {
            self.told[at] = self.tell(findings, &mut left);
        }
        let persons = |all: &[Told]| -> Vec<Option<u64>> {
            all.iter().flat_map(|told| &told.known).map(|known| known.person).collect()
        };
        let same_persons = persons(&before) == persons(&self.told[now.clone()]);
        if !same_persons && self.is_looked_back_at(view, now.end) {
            return None;
        }
        let held = self.holdings(here, &self.told[now.clone()]);
        let titles = held.iter().chain(&held_before).map(|(title, _)| *title);
        let titles: BTreeSet<Title> = titles.collect();
        for title in titles {
            let of = |all: &[(Title, String)]| -> Vec<String> {
                all.iter().filter(|(t, _)| *t == title).map(|(_, holder)| holder.clone()).collect()
            };
            if of(&held) != of(&held_before) && self.is_asked_for(view, &now, title) {
                return None;
            }
        }
        self.mentions(view, references, &now)
    }

    /// Takes the names of the paragraphs in. `None` where that concerns others.
    fn enroll(&mut self, view: &View<'_>, past: &Past<'_>, now: &Range<usize>) -> Option<()> {
        let here = &view.findings[now.clone()];
        if here.iter().any(roll::tells_more) {
            return None;
        }
        let touched = self.roll.renew(view.text, past.findings, here);
        if touched.is_empty() {
            return Some(());
        }
        let people = self.roll.people(&self.people, &touched)?;
        let change = people.change(&self.people);
        self.people = people;
        if change.foreign && self.told.iter().zip(view.findings).any(|(told, f)| told.may_split(f)) {
            return None;
        }
        let elsewhere = |at: &usize| !now.contains(at) && self.told[*at].sign & change.mask != 0;
        let concerned = |at: usize| {
            let persons = self.told[at].known.iter().filter_map(|known| known.person);
            change.concerns(&view.findings[at]) || persons.into_iter().any(|full| change.is_of(full))
        };
        (!(0..self.told.len()).filter(elsewhere).any(concerned)).then_some(())
    }

    /// Counts the units of the paragraphs. Whether they are the same in the same order; `None` where another unit is the
    /// one that the article is about.
    fn recount(&mut self, view: &View<'_>, past: &Past<'_>, now: &Range<usize>) -> Option<bool> {
        let named = |all: &[Settled]| -> Vec<UnitId> {
            all.iter().flat_map(|s| units(&s.localities)).map(|(_, unit)| unit.id()).collect()
        };
        let (old, new) = (named(past.settled), named(&view.settled[now.clone()]));
        if old == new {
            return Some(true);
        }
        new.iter().for_each(|id| count(&mut self.units, *id, true));
        old.iter().for_each(|id| count(&mut self.units, *id, false));
        let usual = Usual::new(&self.units);
        let stands = self.asked.iter().all(|question| usual.answers_as(&self.usual, question));
        self.usual = usual;
        stands.then_some(false)
    }

    /// Whether an office behind the paragraphs asks for the units before it, as far as it would look.
    fn asks_behind(&self, view: &View<'_>, end: usize) -> bool {
        let mut passed = 0;
        for (told, settled) in self.told.iter().zip(view.settled).skip(end) {
            if told.known.iter().any(|known| known.asks) {
                return true;
            }
            passed += units(&settled.localities).count();
            if passed >= BEFORE {
                break;
            }
        }
        false
    }

    /// Whether a name of several persons behind the paragraphs is told by who stands before it, as far as it would look.
    fn is_looked_back_at(&self, view: &View<'_>, end: usize) -> bool {
        let mut passed = 0;
        for (told, findings) in self.told.iter().zip(view.findings).skip(end) {
            if findings.names.iter().any(|name| self.people.is_shared(name)) {
                return true;
            }
            passed += told.known.len();
            if passed >= NEAREST {
                break;
            }
        }
        false
    }

    /// The units of the paragraphs, and as many before them as an office looks at.
    fn near(&self, view: &View<'_>, now: &Range<usize>) -> Vec<(Span<Byte>, Unit)> {
        let mut near: Vec<(Span<Byte>, Unit)> = Vec::new();
        for at in (0..now.start).rev() {
            if near.len() >= BEFORE {
                break;
            }
            let lag = (view.lag)(at);
            let shift = |at: Byte| Byte((i64::from(at.0) + lag) as u32);
            let moved = |bytes: Span<Byte>| Span::new(shift(bytes.start), shift(bytes.end));
            near.extend(units(&view.settled[at].localities).rev().map(|(b, unit)| (moved(b), unit)));
        }
        near.reverse();
        near.extend(view.settled[now.clone()].iter().flat_map(|s| units(&s.localities)));
        near.sort_by_key(|(bytes, _)| bytes.order());
        near
    }

    /// Counts what the paragraphs tell of posts, and gives what the article tells of their persons'. `None` where the order
    /// of the article decides, or others are concerned.
    fn recount_posts(
        &mut self,
        (references, before): (&[Reference<'_>], &[Told]),
        past: &Past<'_>,
        now: &Range<usize>,
    ) -> Option<FxHashMap<(u32, u64), UnitId>> {
        let person = |r: &Reference<'_>| r.person.and_then(|id| self.people.key(id));
        let new = references.iter().map(|r| (r.candidate.offices.as_slice(), r.powers.as_slice(), person(r)));
        let new = posts(new);
        let old = past.findings.iter().zip(before).flat_map(|(findings, told)| {
            told.known.iter().map(|known| {
                let offices = findings.officials[known.candidate as usize].offices.as_slice();
                (offices, known.powers.as_slice(), known.person)
            })
        });
        let old = posts(old);
        if old != new {
            let touched: BTreeSet<Post> = old.iter().chain(&new).map(|(post, _)| *post).collect();
            let known = |kept: &Kept| -> Option<Vec<Option<UnitId>>> {
                touched.iter().map(|post| kept.post(post)).collect()
            };
            let were = known(self)?;
            new.iter().for_each(|(post, unit)| count_item(&mut self.posts, *post, *unit, true));
            old.iter().for_each(|(post, unit)| count_item(&mut self.posts, *post, *unit, false));
            let are = known(self)?;
            for (post, _) in touched.iter().zip(were.iter().zip(&are)).filter(|(_, (was, is))| was != is) {
                if self.is_elsewhere(now, post.0) {
                    return None;
                }
            }
        }
        let mut of_person = FxHashMap::default();
        for reference in references {
            let Some((id, full)) = reference.person.and_then(|id| Some((id, self.people.key(id)?))) else {
                continue;
            };
            for office in &reference.candidate.offices {
                if let Some(unit) = self.post(&(full, office.title_key))? {
                    of_person.insert((id, office.title_key), unit);
                }
            }
        }
        Some(of_person)
    }

    /// The unit of a post, if the article tells it; `None` where it tells several.
    fn post(&self, post: &Post) -> Option<Option<UnitId>> {
        match self.posts.get(post).map_or(&[][..], Vec::as_slice) {
            [] => Some(None),
            [(unit, _)] => Some(Some(*unit)),
            _ => None,
        }
    }

    /// Whether a person has an office outside of the paragraphs.
    fn is_elsewhere(&self, now: &Range<usize>, full: u64) -> bool {
        let others = self.told.iter().enumerate().filter(|(at, _)| !now.contains(at));
        let mut signed = others.filter(|(_, told)| told.sign & bit(full) != 0);
        signed.any(|(_, told)| told.known.iter().any(|known| known.person == Some(full)))
    }

    /// The mentions of the paragraphs. `None` where a name is several persons'.
    fn mentions(
        &mut self,
        view: &View<'_>,
        references: Vec<Reference<'_>>,
        now: &Range<usize>,
    ) -> Option<Vec<Mention>> {
        let here = &view.findings[now.clone()];
        if here.iter().flat_map(|f| &f.names).any(|name| self.people.is_shared(name)) {
            return None;
        }
        let beside = self.holders_beside(view, &references, now);
        let reference = |at: usize, known: &Known| Reference {
            candidate: &view.findings[at].officials[known.candidate as usize],
            powers: known.powers.clone(),
            person: known.person.and_then(|full| self.people.id(full)),
            unnamed: false,
        };
        let of = |at: &usize| -> Vec<Reference<'_>> {
            self.told[*at].known.iter().map(|known| reference(*at, known)).collect()
        };
        let mut all: Vec<Reference<'_>> = beside.iter().filter(|at| **at < now.start).flat_map(of).collect();
        let own = all.len()..all.len() + references.len();
        all.extend(references);
        all.extend(beside.iter().filter(|at| **at >= now.end).flat_map(of));
        let holders = Holders::new(&all);
        let text = view.text;
        let found = own.filter_map(|at| mention(text, &self.people, &holders, &all, at)).collect();
        let names = here.iter().flat_map(|f| &f.names);
        let alone = names.filter_map(|name| name_by_itself(&self.people, &[], name)).collect();
        let mut mentions = joined(found, alone);
        let localities: Vec<ResolvedLocality> =
            view.settled[now.clone()].iter().flat_map(|s| &s.localities).cloned().collect();
        let given = given(&self.people, here, &mentions, &localities);
        if !given.is_empty() {
            mentions = joined(mentions, given);
        }
        for mention in &mut mentions {
            let Value::Official(value) = &mut mention.value else { continue };
            if let Some(id) = &mut value.person_id {
                let key = self.people.key(*id)?;
                let next = self.order.len() as u32;
                *id = *self.numbers.entry(key).or_insert(next);
                if *id == next {
                    self.order.push(key);
                }
            }
        }
        Some(mentions)
    }

    /// Numbers the persons by their first mention again.
    pub fn renumber(&mut self, mentions: &mut [Mention]) {
        let mut order = Vec::with_capacity(self.order.len());
        let mut numbers: Vec<Option<u32>> = vec![None; self.order.len()];
        for mention in mentions {
            let Value::Official(value) = &mut mention.value else { continue };
            let Some(id) = &mut value.person_id else { continue };
            let Some(number) = numbers.get_mut(*id as usize) else { continue };
            let next = order.len() as u32;
            let new = *number.get_or_insert(next);
            if new == next {
                order.push(self.order[*id as usize]);
            }
            *id = new;
        }
        self.numbers = order.iter().copied().zip(0..).collect();
        self.order = order;
    }
}

//! The persons whom an article shows to be officials.

use rustc_hash::FxHashMap as HashMap;

use crate::tagger::candidate::{Findings, Role};
use crate::tagger::mention::{Mention, Value};
use crate::tagger::official::{NameCandidate, OfficeCandidate, OfficialCandidate, PersonName, Standing};
use crate::tagger::resolve::written;
use crate::text::position::{Byte, Span};

/// Somebody who holds or held an office.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: String,
    /// Key of the whole name.
    pub(super) full: u64,
    first: u64,
    last: u64,
    pair: u64,
    head: u64,
    pub(super) surname: bool,
}

impl Person {
    fn new(name: &PersonName, written: String) -> Person {
        let PersonName { full, first, last, pair, head, surname, .. } = *name;
        Person { name: written, full, first, last, pair, head, surname }
    }
}

/// What a name tells of its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// An official, with all of the name.
    Shown,
    /// An official, with two given names (thẩm phán Bích Ngân).
    Given,
    /// An official, with one word: of a foreigner (Tổng thống Putin), or a surname.
    Single,
    /// An official, with a part of the name that the article tells elsewhere: Ông Kính hiện là Chủ tịch UBND xã.
    Part,
    /// Somebody.
    Other,
}

impl Class {
    /// Of the name beside an office.
    pub(super) fn of_official(candidate: &OfficialCandidate) -> Option<(Class, &PersonName)> {
        let name = candidate.person.as_ref().filter(|_| candidate.standing == Standing::Reference)?;
        let class = match name.short {
            false if !candidate.offices.iter().any(|o| o.public && !o.generic) => return None,
            false if name.is_given() => Class::Given,
            false => Class::Shown,
            true if candidate.offices.iter().any(|o| o.public) && (name.foreign || name.surname) => {
                Class::Single
            }
            true => return None,
        };
        Some((class, name))
    }

    /// Of a name outside of offices, where it is said of it that it holds one.
    pub(super) fn of_name(candidate: &NameCandidate) -> Option<(Class, &PersonName)> {
        let name = &candidate.name;
        let class = match name.short && !name.foreign {
            _ if !candidate.in_office => return None,
            true if candidate.honoured => Class::Part,
            true => return None,
            false if name.is_given() => Class::Given,
            false => Class::Shown,
        };
        Some((class, name))
    }
}

/// The comrade whose name stands in a line of its own: of an obituary, maybe.
pub(super) fn mourned(line: &Findings) -> Option<&NameCandidate> {
    let [name] = line.names.as_slice() else { return None };
    let heads = line.role != Role::Prose && line.officials.is_empty();
    (heads && name.comrade && !name.name.short && name.name.surname).then_some(name)
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub(super) all: Vec<Person>,
    pub(super) by_full: HashMap<u64, u32>,
    /// By a single syllable; `None` when several bear it.
    pub(super) by_syllable: HashMap<u64, Option<u32>>,
    /// By the last two syllables; `None` when several bear them.
    pub(super) by_pair: HashMap<u64, Option<u32>>,
    /// Last syllables of full names that are no official's.
    pub(super) others: HashMap<u64, ()>,
    /// Persons whom the article names apart from their offices, and those offices.
    comrades: Vec<(u32, Span<Byte>)>,
}

impl People {
    /// Collects everybody named in full with a public office, or given one by a predicate.
    pub fn collect(text: &str, paragraphs: &[Findings]) -> Self {
        let mut people = People::default();
        let names = || paragraphs.iter().flat_map(|f| &f.names);
        let of = |class: Class| {
            let officials = paragraphs.iter().flat_map(|f| &f.officials).filter_map(Class::of_official);
            let all = officials.chain(names().filter_map(Class::of_name));
            all.filter(move |(of, _)| *of == class).map(|(_, name)| name)
        };
        for name in of(Class::Shown) {
            people.add(text, name);
        }
        if of(Class::Part).next().is_some() {
            // By the last syllable; `None` where several bear it.
            let mut whole: HashMap<u64, Option<&PersonName>> = HashMap::default();
            for name in names().map(|n| &n.name).filter(|n| !n.short && n.surname) {
                let one = whole.entry(name.last).or_insert(Some(name));
                *one = one.filter(|one| one.full == name.full);
            }
            for name in of(Class::Part).filter_map(|part| whole.get(&part.last).copied().flatten()) {
                people.add(text, name);
            }
        }
        people.index();
        // Unless they are a part of a name known by now.
        for class in [Class::Given, Class::Single] {
            for name in of(class) {
                if people.find(name).is_none() {
                    people.add(text, name);
                }
            }
            people.index();
        }
        if people.all.is_empty() {
            people.comrade(text, paragraphs);
        }
        people.mourned(text, paragraphs);
        for name in paragraphs.iter().flat_map(|f| &f.names) {
            if !name.name.short && !people.by_full.contains_key(&name.name.full) {
                people.others.insert(name.name.last, ());
            }
        }
        people
    }

    /// Where the article names no official beside an office: the one comrade that it names, when an
    /// office stands before, holds that office.
    fn comrade(&mut self, text: &str, paragraphs: &[Findings]) {
        let office = paragraphs.iter().flat_map(|f| &f.officials).find(|c| {
            c.standing == Standing::Reference && c.offices.iter().any(OfficeCandidate::is_definite)
        });
        let mut comrades =
            paragraphs.iter().flat_map(|f| &f.names).filter(|n| n.comrade && !n.name.short && n.name.surname);
        let (Some(office), Some(name)) = (office, comrades.next()) else { return };
        if office.bytes.end <= name.name.bytes.start && comrades.all(|n| n.name.full == name.name.full) {
            let id = self.add(text, &name.name);
            self.comrades.push((id, office.bytes));
            self.index();
        }
    }

    /// A comrade whose name stands in a line of its own held the offices that the next lines call former: obituaries.
    fn mourned(&mut self, text: &str, paragraphs: &[Findings]) {
        /// How many lines below the name.
        const BELOW: usize = 2;
        for (at, line) in paragraphs.iter().enumerate() {
            let Some(name) = mourned(line) else { continue };
            let below = paragraphs[at + 1..].iter().take(BELOW).flat_map(|p| &p.officials);
            let former = |c: &&OfficialCandidate| {
                c.standing == Standing::Reference
                    && c.person.is_none()
                    && c.offices.iter().any(|o| o.former && o.public)
            };
            let held: Vec<Span<Byte>> = below.filter(former).map(|c| c.bytes).collect();
            if !held.is_empty() {
                let id = self.add(text, &name.name);
                self.comrades.extend(held.into_iter().map(|bytes| (id, bytes)));
                self.index();
            }
        }
    }

    /// The comrade whose office alone stands here.
    pub fn comrade_at(&self, bytes: Span<Byte>) -> Option<u32> {
        self.comrades.iter().find(|(_, at)| *at == bytes).map(|(id, _)| *id)
    }

    fn add(&mut self, text: &str, name: &PersonName) -> u32 {
        let next = self.all.len() as u32;
        let id = *self.by_full.entry(name.full).or_insert(next);
        if id == next {
            self.all.push(Person::new(name, written(text, name.bytes)));
        }
        id
    }

    /// Adds somebody who is not there yet.
    pub(super) fn enter(&mut self, name: &PersonName, written: String) {
        self.by_full.insert(name.full, self.all.len() as u32);
        self.all.push(Person::new(name, written));
    }

    /// Adds somebody as known before; false where nobody was.
    pub(super) fn enter_again(&mut self, old: &People, full: u64) -> bool {
        let Some(person) = old.by_full.get(&full).and_then(|id| old.all.get(*id as usize)) else {
            return false;
        };
        self.by_full.insert(full, self.all.len() as u32);
        self.all.push(person.clone());
        true
    }

    pub(super) fn index(&mut self) {
        self.by_syllable.clear();
        self.by_pair.clear();
        for (id, person) in self.all.iter().enumerate() {
            let id = id as u32;
            let pairs = &mut self.by_pair;
            let mut put = |key| {
                pairs.entry(key).and_modify(|e| *e = e.filter(|e| *e == id)).or_insert(Some(id));
            };
            put(person.pair);
            // Bun Pheng, of Bun Pheng Xay Nha Von; ông Y Sơn, of Y Sơn Niê.
            if person.head != 0 {
                put(person.head);
            }
            let mut put = |key: u64| {
                self.by_syllable
                    .entry(key)
                    .and_modify(|e| {
                        if *e != Some(id) {
                            *e = None
                        }
                    })
                    .or_insert(Some(id));
            };
            put(person.last);
            // Foreigners go by their first name or family name, wherever it stands.
            if !person.surname && person.first != person.last {
                put(person.first);
            }
        }
    }

    /// Who bears this name in an apposition.
    pub fn find(&self, name: &PersonName) -> Option<u32> {
        if let Some(id) = self.by_full.get(&name.full) {
            return Some(*id);
        }
        if name.is_given() {
            return self.by_pair.get(&name.full).copied().flatten();
        }
        if name.short { self.by_syllable.get(&name.last).copied().flatten() } else { None }
    }

    /// The one person whose given name is this syllable.
    pub fn called(&self, last: u64) -> Option<u32> {
        let id = self.by_syllable.get(&last).copied().flatten()?;
        let private = self.others.contains_key(&last);
        (!private && self.is_called(id, last) && self.all.get(id as usize)?.surname).then_some(id)
    }

    /// Whether several persons bear this given name, so that who stands nearest is meant.
    pub fn is_shared(&self, candidate: &NameCandidate) -> bool {
        let name = &candidate.name;
        let shared = matches!(self.by_syllable.get(&name.last), Some(None));
        name.short && candidate.honoured && shared && !self.others.contains_key(&name.last)
    }

    /// Whether somebody's given name is this syllable.
    pub fn is_called(&self, id: u32, last: u64) -> bool {
        self.all.get(id as usize).is_some_and(|p| p.last == last)
    }

    /// Who bears a name that stands alone.
    pub fn named(&self, candidate: &NameCandidate) -> Option<u32> {
        let name = &candidate.name;
        if let Some(id) = self.by_full.get(&name.full) {
            return Some(*id);
        }
        // bà Như Ý, for Đỗ Thị Như Ý
        if candidate.honoured
            && !name.short
            && let Some(Some(id)) = self.by_pair.get(&name.full)
        {
            return Some(*id);
        }
        // "chị K'Rên" is one word of Điểu Thị K'Rên, though a whole name elsewhere.
        let single = name.short || name.first == name.last;
        if !(single && candidate.honoured) || self.others.contains_key(&name.last) && name.short {
            return None;
        }
        self.by_syllable.get(&name.last).copied().flatten()
    }

    /// The one foreigner whose name begins or ends with a word.
    pub fn foreigner(&self, word: &str) -> Option<u32> {
        let bears = |p: &Person| {
            let mut words = p.name.split(' ');
            !p.surname && (words.next() == Some(word) || words.next_back() == Some(word))
        };
        let mut all = (0..).zip(&self.all).filter(|(_, person)| bears(person)).map(|(id, _)| id);
        all.next().filter(|_| all.next().is_none())
    }

    /// Whether nobody is there.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether the offices of somebody are known by where they stand.
    pub fn has_comrades(&self) -> bool {
        !self.comrades.is_empty()
    }

    /// Whether somebody has this whole name.
    pub fn has(&self, full: u64) -> bool {
        self.by_full.contains_key(&full)
    }

    /// Number of the person of this whole name.
    pub fn id(&self, full: u64) -> Option<u32> {
        self.by_full.get(&full).copied()
    }

    /// Key of a person's whole name.
    pub fn key(&self, id: u32) -> Option<u64> {
        self.all.get(id as usize).map(|p| p.full)
    }

    /// The name that goes with a key.
    pub fn name_of(&self, full: u64) -> Option<&str> {
        self.all.get(self.id(full)? as usize).map(|p| p.name.as_str())
    }

    /// Whether the name is somebody's in full.
    pub fn is_full(&self, name: &PersonName) -> bool {
        self.by_full.contains_key(&name.full)
    }

    /// Somebody's name as first written.
    pub fn name(&self, id: u32) -> String {
        self.all.get(id as usize).map(|p| p.name.clone()).unwrap_or_default()
    }

    /// Numbers the persons by their first mention. Their keys by those numbers.
    pub fn number(&self, mentions: &mut [Mention]) -> Vec<u64> {
        let mut order = Vec::new();
        let mut numbers: HashMap<u32, u32> = HashMap::default();
        for mention in mentions {
            if let Value::Official(value) = &mut mention.value
                && let Some(id) = &mut value.person_id
            {
                let next = numbers.len() as u32;
                *id = *numbers.entry(*id).or_insert_with(|| {
                    order.extend(self.key(*id));
                    next
                });
            }
        }
        order
    }
}

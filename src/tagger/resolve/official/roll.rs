//! The names of an article's persons, counted: who is shown to be an official follows when some names go and others
//! come. And what of that is another now.

use rustc_hash::{FxHashMap, FxHashSet};

use super::People;
use super::people::{Class, mourned};
use crate::tagger::candidate::Findings;
use crate::tagger::official::PersonName;
use crate::tagger::resolve::written;

/// A name that stands somewhere.
#[derive(Clone, Debug)]
struct Entry {
    count: u32,
    name: PersonName,
    written: String,
    /// Whether it is written in several ways, so that the first one counts.
    is_mixed: bool,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    entries: FxHashMap<(Class, u64), Entry>,
}

/// What of the persons is another now.
#[derive(Debug, Default)]
pub struct Change {
    /// Whole names.
    full: FxHashSet<u64>,
    /// Single syllables.
    last: FxHashSet<u64>,
    /// Whether some have no surname of Vietnam.
    pub foreign: bool,
    /// A bit for each of them, as in [`sign`].
    pub mask: u64,
}

/// The bit of a key in a paragraph's sign.
pub fn bit(key: u64) -> u64 {
    1 << (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58)
}

/// The keys of a paragraph's names, a bit each.
pub fn sign(findings: &Findings) -> u64 {
    names(findings).fold(0, |sign, name| sign | bit(name.full) | bit(name.last))
}

fn names(findings: &Findings) -> impl Iterator<Item = &PersonName> {
    let officials = findings.officials.iter().filter_map(|c| c.person.as_ref());
    officials.chain(findings.names.iter().map(|n| &n.name)).chain(&findings.given)
}

/// Whether a paragraph tells more of persons than their names, counted, can: whose a part of a name is depends on all that
/// the article names, and an obituary's first line tells whose the offices below it were.
pub fn tells_more(findings: &Findings) -> bool {
    let is_part = |name| Class::of_name(name).is_some_and(|(class, _)| class == Class::Part);
    findings.names.iter().any(is_part) || mourned(findings).is_some()
}

impl Change {
    /// Whether a paragraph says something of anybody concerned.
    pub fn concerns(&self, findings: &Findings) -> bool {
        names(findings).any(|n| self.full.contains(&n.full) || self.last.contains(&n.last))
    }

    /// Whether the person of this name is concerned.
    pub fn is_of(&self, full: u64) -> bool {
        self.full.contains(&full)
    }
}

/// The names that count, as for [`People::collect`].
fn each(findings: &Findings, mut each: impl FnMut(Class, &PersonName)) {
    let officials = findings.officials.iter().filter_map(Class::of_official);
    let told = officials.chain(findings.names.iter().filter_map(Class::of_name));
    told.for_each(|(class, name)| each(class, name));
    findings.names.iter().filter(|n| !n.name.short).for_each(|n| each(Class::Other, &n.name));
}

/// Whether both are one name but for where they stand.
fn is_like(a: &PersonName, b: &PersonName) -> bool {
    a == &PersonName { bytes: a.bytes, ..b.clone() }
}

impl Roll {
    /// The roll of an article.
    pub fn new(text: &str, paragraphs: &[Findings]) -> Roll {
        let mut roll = Roll::default();
        paragraphs.iter().for_each(|findings| roll.add(text, findings, &mut |_| {}));
        roll
    }

    /// Takes the names of a paragraph in; `told` hears of those that were not there.
    fn add(&mut self, text: &str, findings: &Findings, told: &mut dyn FnMut(u64)) {
        each(findings, |class, name| {
            let written = || if class == Class::Other { String::new() } else { written(text, name.bytes) };
            let entry = self.entries.entry((class, name.full)).or_insert_with(|| {
                told(name.full);
                Entry { count: 0, name: name.clone(), written: written(), is_mixed: false }
            });
            entry.count += 1;
            let slice = text.get(name.bytes.range()).unwrap_or_default();
            let same = is_like(&entry.name, name)
                && (class == Class::Other || entry.written == slice || entry.written == written());
            entry.is_mixed |= !same;
        });
    }

    /// Takes `new` paragraphs in for `old` ones. The names of whom that may concern.
    pub fn renew(&mut self, text: &str, old: &[Findings], new: &[Findings]) -> FxHashSet<u64> {
        let mut touched = FxHashSet::default();
        for findings in new {
            self.add(text, findings, &mut |name| {
                touched.insert(name);
            });
        }
        let mut all = FxHashSet::default();
        for findings in old {
            each(findings, |class, name| {
                all.insert((class, name.full));
                if let Some(entry) = self.entries.get_mut(&(class, name.full)) {
                    entry.count = entry.count.saturating_sub(1);
                }
            });
        }
        for findings in new {
            each(findings, |class, name| {
                all.insert((class, name.full));
            });
        }
        for key in all {
            match self.entries.get(&key) {
                Some(entry) if entry.count == 0 => {
                    touched.insert(key.1);
                    self.entries.remove(&key);
                }
                // Which of its spellings comes first may be another now.
                Some(entry) if entry.is_mixed => {
                    touched.insert(key.1);
                }
                _ => {}
            }
        }
        touched
    }

    /// Everybody, as [`People::collect`] would find them; `old`: before the names `touched` came and went. `None` where
    /// the order of the article decides.
    pub fn people(&self, old: &People, touched: &FxHashSet<u64>) -> Option<People> {
        let mut people = People::default();
        for class in [Class::Shown, Class::Given, Class::Single] {
            for ((_, full), entry) in self.entries.iter().filter(|((of, _), _)| *of == class) {
                if class != Class::Shown && people.find(&entry.name).is_some() || people.has(*full) {
                    continue;
                }
                if !entry.is_mixed {
                    people.enter(&entry.name, entry.written.clone());
                } else if touched.contains(full) || !people.enter_again(old, *full) {
                    return None;
                }
            }
            people.index();
        }
        if people.is_empty() {
            return None;
        }
        for ((_, full), entry) in self.entries.iter().filter(|((class, _), _)| *class == Class::Other) {
            // One spelling may be told with its surname and another without.
            if entry.is_mixed && touched.contains(full) {
                return None;
            }
            if !people.has(*full) {
                people.others.insert(entry.name.last, ());
            }
        }
        Some(people)
    }
}

impl People {
    /// What is another in these.
    pub fn change(&self, other: &People) -> Change {
        let mut change = Change::default();
        fn person<'p>(people: &'p People, full: &u64) -> Option<(&'p str, bool)> {
            let person = people.all.get(*people.by_full.get(full)? as usize)?;
            Some((person.name.as_str(), person.surname))
        }
        for full in self.by_full.keys().chain(other.by_full.keys()) {
            let (new, old) = (person(self, full), person(other, full));
            if new != old {
                change.full.insert(*full);
                change.foreign |= new.into_iter().chain(old).any(|(_, surname)| !surname);
            }
        }
        let borne = |people: &People, by: &FxHashMap<u64, Option<u32>>, key: &u64| {
            by.get(key).map(|id| id.and_then(|id| people.all.get(id as usize)).map(|p| p.full))
        };
        for last in self.by_syllable.keys().chain(other.by_syllable.keys()) {
            let of = |people: &People| borne(people, &people.by_syllable, last);
            if of(self) != of(other) {
                change.last.insert(*last);
            }
        }
        for pair in self.by_pair.keys().chain(other.by_pair.keys()) {
            let of = |people: &People| borne(people, &people.by_pair, pair);
            if of(self) != of(other) {
                change.full.insert(*pair);
            }
        }
        for last in self.others.keys().chain(other.others.keys()) {
            if self.others.contains_key(last) != other.others.contains_key(last) {
                change.last.insert(*last);
            }
        }
        change.mask = change.full.iter().chain(&change.last).fold(0, |mask, key| mask | bit(*key));
        change
    }
}

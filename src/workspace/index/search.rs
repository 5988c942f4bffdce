//! Looking for things by a part of their names.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Index, Occurrence};
use crate::sidecar::Status;
use crate::tagger::mention::Kind;

/// A thing that is called so. Persons have an id in each article: those of one name are one here.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is called, as most annotations write it.
    pub name: Arc<str>,
    /// Its type.
    pub kind: Kind,
    /// IRI of the first of the annotations.
    pub thing: Arc<str>,
    /// How many annotations name it.
    pub count: usize,
    /// The first of them, in order of files and lines.
    pub first: Occurrence,
}

impl Index {
    /// The things whose names hold every word of `query` or the beginning of it, in any spelling, with marks or
    /// without; the best first: names that begin so, then those named most often. An empty query fits all.
    pub fn search(&self, query: &str, most: usize) -> Vec<Found> {
        let words: Vec<String> = bare(query).split_whitespace().map(str::to_owned).collect();
        let mut fits: HashMap<Arc<str>, bool> = HashMap::new();
        let mut found: HashMap<(Kind, Arc<str>), Found> = HashMap::new();
        for entry in self.all().into_values() {
            for (number, claim) in entry.claims.all.iter().enumerate() {
                let wanted = claim.status == Status::Active
                    && *fits.entry(claim.name.clone()).or_insert_with(|| holds(&claim.name, &words));
                if !wanted {
                    continue;
                }
                // Places of one name are many; persons of one name mostly one.
                let key = if claim.kind == Kind::Official { &claim.name } else { &claim.thing };
                let new = || Found {
                    name: claim.name.clone(),
                    kind: claim.kind,
                    thing: claim.thing.clone(),
                    count: 0,
                    first: Occurrence { entry: entry.clone(), number },
                };
                found.entry((claim.kind, key.clone())).or_insert_with(new).count += 1;
            }
        }
        let whole = words.join(" ");
        let mut found: Vec<Found> = found.into_values().collect();
        let rank = |f: &Found| {
            let begins = !bare(&f.name).starts_with(&whole);
            (begins, std::cmp::Reverse(f.count), f.name.clone(), f.thing.clone())
        };
        found.sort_by_cached_key(rank);
        found.truncate(most);
        found
    }
}

/// Whether each word of the query begins a word of the name.
fn holds(name: &str, words: &[String]) -> bool {
    let name = bare(name);
    words.iter().all(|w| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(w.as_str())))
}

/// Letters without marks, in lower case.
fn bare(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

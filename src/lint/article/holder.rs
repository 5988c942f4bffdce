//! Who holds an office: one at a time.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::office::Title;
use super::past::{Explains, Sentence};
use super::{Document, Remarks};
use crate::gazetteer::UnitId;
use crate::sidecar::memo::Memo;
use crate::tagger::mention::{JurisdictionFrom, Mention, OfficeValue};
use crate::tagger::official::lexicon::TitleClass;
use crate::text::syllable::Key;
use crate::text::token::tokenize;

/// An office that one person holds at a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Seat {
    title: u64,
    body: Rc<[Key]>,
    unit: UnitId,
}

/// Somebody who is named in it.
struct Holder<'a> {
    person: u32,
    name: &'a str,
    mentions: Vec<&'a Mention>,
}

/// `two-holders`
pub fn two_holders(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    let mut seats: FxHashMap<Seat, Vec<Holder<'_>>> = FxHashMap::default();
    let mut titles = FxHashMap::default();
    for (mention, official) in document.officials() {
        let (Some(person), Some(name)) = (official.person_id, official.person.as_deref()) else { continue };
        for office in &official.offices {
            let Some(seat) = seat(office, &mut titles) else { continue };
            let holders = seats.entry(seat).or_default();
            match holders.iter_mut().find(|h| h.person == person) {
                Some(holder) => holder.mentions.push(mention),
                None => holders.push(Holder { person, name, mentions: vec![mention] }),
            }
        }
    }
    let mut found: Vec<(&Mention, &Mention, &str, &str)> = Vec::new();
    for holders in seats.values() {
        let [first, others @ ..] = holders.as_slice() else { continue };
        let explained = |h: &Holder<'_>| h.mentions.iter().any(|m| is_explained(document, m));
        if others.is_empty() || holders.iter().any(explained) {
            continue;
        }
        for other in others.iter().filter(|o| !is_same(first.name, o.name)) {
            if let (Some(here), Some(there)) = (other.mentions.first(), first.mentions.first()) {
                found.push((here, there, other.name, first.name));
            }
        }
    }
    found.sort_by_key(|(here, ..)| here.bytes.start);
    // Two offices of the same two persons are one contradiction.
    found.dedup_by_key(|(here, ..)| here.bytes);
    for (here, there, name, other) in found {
        let remark = remarks.add(here.bytes).with("name", name).with("other", other);
        remark.beside([there.span]).done();
    }
}

/// The seat that an office names for sure; `None` where it has many holders or tells too little. `titles`: those that
/// were read before.
fn seat<'a>(office: &'a OfficeValue, titles: &mut FxHashMap<&'a str, Option<Title>>) -> Option<Seat> {
    let title = (*titles.entry(&office.title).or_insert_with(|| Title::read(&office.title)))?;
    let several = matches!(
        title.class,
        TitleClass::Rank | TitleClass::Member | TitleClass::Deputy | TitleClass::Envoy | TitleClass::Director
    );
    let director = title.class == TitleClass::Director && office.organ.is_some();
    if title.many || title.deputy || title.former || several && !director {
        return None;
    }
    let named = office.jurisdiction_from == Some(JurisdictionFrom::Text);
    let state = title.class == TitleClass::National && office.jurisdiction.is_some();
    // A title of a body needs the body: Chủ tịch (of whatever) xã X.
    let told = office.organ.is_some() || matches!(title.class, TitleClass::National | TitleClass::Foreign);
    if !told || !(named || state) {
        return None;
    }
    let unit = office.jurisdiction?;
    let body = BODIES.with(|known| {
        let organ = office.organ.as_deref().unwrap_or_default();
        known.of(organ, || keys(organ))
    });
    Some(Seat { title: title.key, body, unit })
}

/// Bytes of bodies that a thread remembers.
const KNOWN: usize = 1 << 16;

thread_local! {
    static BODIES: Memo<Rc<[Key]>> = Memo::new(KNOWN);
}

fn keys(words: &str) -> Rc<[Key]> {
    let mut tokens = Vec::new();
    tokenize(words, &mut tokens);
    tokens.iter().map(|t| t.key).collect()
}

fn is_explained(document: &Document<'_>, mention: &Mention) -> bool {
    let sentence = Sentence::around(document, mention.bytes);
    sentence.explains(Explains::Holder) || sentence.years().next().is_some()
}

/// Whether two names may be one person's: one holds the other, or a letter or two differ.
pub fn is_same(a: &str, b: &str) -> bool {
    let words = |s: &str| s.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (words(a), words(b));
    let holds = |long: &[String], short: &[String]| short.iter().all(|w| long.contains(w));
    holds(&a, &b) || holds(&b, &a) || strsim::damerau_levenshtein(&a.join(" "), &b.join(" ")) <= 2
}

//! IRIs: of the things that annotations mean, and of articles.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::Sidecar;
use super::body::Body;
use super::build::unused;
use crate::gazetteer::unit::{Era, Unit, with_code};
use crate::tagger::mention::{AmountValue, Kind, LocalityValue, OfficialValue, Value};
use crate::tagger::officials::Holder;
use crate::text::letter::{code_of, letter};
use crate::text::syllable::Key;
use crate::text::token::tokenize;

/// The body's `source` for a value: which thing is meant. `persons` gives and remembers persons' ids.
pub fn source(value: &Value, persons: &mut Persons, random: &mut dyn FnMut() -> u64) -> String {
    match value {
        Value::Locality(place) => locality(place),
        Value::Official(official) => persons.official(official, random),
        Value::Amount(sum) => amount(sum),
    }
}

/// A unit: by era and code where it has one, else by its name.
pub fn unit(unit: Unit) -> String {
    let named = |list: &str| format!("urn:gannhan:{list}:{}", slug(unit.name()));
    match (unit.era(), unit.code()) {
        (Era::Since2025, Some(code)) => format!("urn:gannhan:unit:2025:{code}"),
        (Era::Before2025, Some(code)) => format!("urn:gannhan:unit:before-2025:{code}"),
        (Era::Country, Some(code)) => format!("urn:gannhan:country:{code}"),
        (Era::Region, _) => named("region"),
        // By its name, as a place that no table has: rows and codes of a project may change.
        (Era::Own, _) => place(&unit.full_name(), unit.parent()),
        (Era::Abroad, _) => {
            let country = unit.country().and_then(Unit::code).unwrap_or("XX");
            named(&format!("place:{country}"))
        }
        // A former province can have stood twice under one name (Hậu Giang): the year tells which.
        (Era::Former, _) => match unit.valid_from() {
            Some(day) => format!("{}:{}", named("unit:former"), day.year()),
            None => named("unit:former"),
        },
        _ => named("unit:no-code"),
    }
}

/// The units that an IRI by era and code (or of a country) names, in all their forms; empty when no unit has the code.
/// `None` for other IRIs: a name in them is not looked up.
pub fn units(iri: &str) -> Option<Vec<Unit>> {
    let rest = iri.strip_prefix("urn:gannhan:")?;
    let (era, code) = match rest.split_once(':')? {
        ("country", code) => (Era::Country, code),
        ("unit", rest) => match rest.split_once(':')? {
            ("2025", code) => (Era::Since2025, code),
            ("before-2025", code) => (Era::Before2025, code),
            _ => return None,
        },
        _ => return None,
    };
    Some(with_code(era, code).collect())
}

/// A place: its unit, or for one that the gazetteer does not hold its name within the unit above it.
pub fn locality(place: &LocalityValue) -> String {
    if let Some(known) = place.unit.and_then(Unit::get) {
        return unit(known);
    }
    self::place(&place.name, place.within.and_then(Unit::get))
}

fn place(name: &str, within: Option<Unit>) -> String {
    let name = slug(name);
    match within.map(unit) {
        Some(within) => {
            format!("urn:gannhan:place:{}:{name}", within.trim_start_matches("urn:gannhan:"))
        }
        None => format!("urn:gannhan:place:{name}"),
    }
}

/// A sum: its currency and its exact figure; both ends of a range.
pub fn amount(sum: &AmountValue) -> String {
    let mut out = format!("urn:gannhan:amount:{}:{}", sum.currency.code(), sum.decimal.normalize());
    if let Some(max) = sum.decimal_max {
        let _ = write!(out, "-{}", max.normalize());
    }
    out
}

/// A name as ASCII that can be read and keeps every letter and tone apart: the keys that one types for
/// it in Telex, words joined by hyphens (`thôn Tân Lập` is `thoon-taan-laapj`). Equal names in another
/// Unicode form or with the tone mark on another letter become equal.
pub fn slug(name: &str) -> String {
    const TONES: [&str; 6] = ["", "f", "r", "x", "s", "j"];
    const QUALITIES: [(char, &str); 7] =
        [('ă', "aw"), ('â', "aa"), ('đ', "dd"), ('ê', "ee"), ('ô', "oo"), ('ơ', "ow"), ('ư', "uw")];
    use unicode_normalization::UnicodeNormalization;
    let mut words = Vec::new();
    for word in name.split_whitespace() {
        let (mut out, mut tone) = (String::new(), 0);
        for c in word.nfc().flat_map(char::to_lowercase) {
            let l = letter(c as u32);
            if l.tone() != 0 {
                tone = l.tone() as usize;
            }
            match QUALITIES.iter().find(|(q, _)| l.is_letter() && code_of(*q) == l.code()) {
                Some((_, keys)) => out.push_str(keys),
                None if l.is_letter() && l.tone() != 0 => out.push(base(l.code())),
                None if c.is_ascii_alphanumeric() => out.push(c),
                None if c == '-' => out.push(c),
                None => out.push_str(&encode(c.encode_utf8(&mut [0; 4]))),
            }
        }
        out.push_str(TONES.get(tone).copied().unwrap_or_default());
        words.push(out);
    }
    words.join("-")
}

/// The plain vowel of a letter code (only vowels carry tones).
fn base(code: u64) -> char {
    ['a', 'e', 'i', 'o', 'u', 'y'].into_iter().find(|c| code_of(*c) == code).unwrap_or('_')
}

/// Whether a text is an annotation's id: `urn:gannhan:` and at least 6 of [0-9a-z].
pub fn is_annotation(text: &str) -> bool {
    text.strip_prefix("urn:gannhan:")
        .is_some_and(|s| s.len() >= 6 && s.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()))
}

/// A file name as a relative IRI that is also a URI: all but letters, digits and `-._~` of ASCII is
/// percent-encoded, so that `#`, `?`, `%` and `:` mean nothing but themselves.
pub fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The file name that a relative IRI stands for; `None` when its escapes make no UTF-8.
pub fn decode(iri: &str) -> Option<String> {
    let bytes = iri.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'%').then(|| bytes.get(at + 1..at + 3)).flatten().and_then(hex);
        out.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).ok()
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    match digits {
        [a, b] => Some((digit(*a)? * 16 + digit(*b)?) as u8),
        _ => None,
    }
}

/// The persons of one sidecar: the same person has the same id in every line.
#[derive(Clone, Debug, Default)]
pub struct Persons {
    ids: HashMap<Vec<Key>, String>,
    /// Ids by the person's number in the article.
    numbers: HashMap<u32, String>,
}

const PERSON: &str = "urn:gannhan:person:";

impl Persons {
    /// The persons that a sidecar names already.
    pub fn of(sidecar: &Sidecar) -> Persons {
        let mut persons = Persons::default();
        for (_, annotation) in sidecar.annotations() {
            let (Some(body), Some(iri)) = (annotation.body(), &annotation.source) else { continue };
            if annotation.kind == Some(Kind::Official) && iri.starts_with(PERSON) {
                persons.ids.entry(key_of_body(body)).or_insert_with(|| iri.to_string());
            }
        }
        persons
    }

    /// The id of whoever this official is: by the person's name, or where nobody is named by the
    /// offices. Two namesakes are told apart by their numbers in the article, so that one `Persons`
    /// serves one analysis of one article.
    pub fn official(&mut self, official: &OfficialValue, random: &mut dyn FnMut() -> u64) -> String {
        if let Some(known) = official.person_id.and_then(|n| self.numbers.get(&n)) {
            return known.clone();
        }
        if let Some(holder) = &official.holder {
            return self.holder(official, holder);
        }
        let offices: Vec<(&str, Option<&str>)> =
            official.offices.iter().map(|o| (o.title.as_str(), o.organ.as_deref())).collect();
        let by_name = self.id(key(official.person.as_deref(), &offices), random);
        let Some(number) = official.person_id else { return by_name };
        let namesake = self.numbers.values().any(|id| *id == by_name);
        let id = if namesake { self.fresh(random) } else { by_name };
        self.numbers.insert(number, id.clone());
        id
    }

    /// The id of a person whom the project's table knows; where the sidecar has one for the name already, that one,
    /// since a person has one id within an article.
    fn holder(&mut self, official: &OfficialValue, holder: &Holder) -> String {
        let key = key(Some(&holder.person), &[]);
        let id = self.ids.entry(key).or_insert_with(|| holder.iri()).clone();
        if let Some(number) = official.person_id {
            self.numbers.insert(number, id.clone());
        }
        id
    }

    /// The id of a person by name alone.
    pub fn named(&mut self, name: &str, random: &mut dyn FnMut() -> u64) -> String {
        self.id(key(Some(name), &[]), random)
    }

    fn id(&mut self, key: Vec<Key>, random: &mut dyn FnMut() -> u64) -> String {
        if let Some(id) = self.ids.get(&key) {
            return id.clone();
        }
        let id = self.fresh(random);
        self.ids.insert(key, id.clone());
        id
    }

    fn fresh(&self, random: &mut dyn FnMut() -> u64) -> String {
        let taken = |id: &str| self.ids.values().chain(self.numbers.values()).any(|i| i == id);
        unused(random, taken, PERSON)
    }
}

/// Names compare by their folded words: case, Unicode form and tone placement do not matter.
fn key(person: Option<&str>, offices: &[(&str, Option<&str>)]) -> Vec<Key> {
    let mut text = String::new();
    match person {
        Some(name) => text.push_str(name),
        None => {
            for (title, organ) in offices {
                let _ = write!(text, "/ {title} {} ", organ.unwrap_or_default());
            }
        }
    }
    let mut tokens = Vec::new();
    tokenize(&text, &mut tokens);
    tokens.into_iter().map(|t| t.key).collect()
}

fn key_of_body(body: &Body) -> Vec<Key> {
    let offices: Vec<(&str, Option<&str>)> =
        body.offices.iter().map(|o| (o.title.as_deref().unwrap_or_default(), o.organ.as_deref())).collect();
    key(body.person.as_deref(), &offices)
}

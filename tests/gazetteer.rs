//! Every unit of the tables, written as a newspaper would (designator, name, parent), is found whole and
//! resolved to itself at a date when it was there; and every large one by its bare name. A sample in each
//! run; all of them, with what fails, by `GANNHAN_WHOLE=1 cargo test --release --test gazetteer -- --nocapture`.

use gannhan::gazetteer::unit::{self, Era};
use gannhan::gazetteer::{Presence, Unit};
use gannhan::tagger::analyse;
use gannhan::tagger::article::{Article, Knowledge};
use gannhan::tagger::mention::{Certainty, Level, Value};
use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

/// Each so many units one is tried, unless all are.
const SAMPLE: usize = 37;

/// Days of the snapshots and of the changes between.
const DAYS: [Date; 9] = [
    date(2019, 5, 10),
    date(2021, 11, 1),
    date(2022, 10, 1),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2026, 5, 1),
    date(2026, 9, 5),
    date(2026, 10, 1),
    date(2010, 1, 1),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Composed,
    Decomposed,
    OldTones,
    Capitals,
}

/// Large names that stand for themselves only behind a word that asks for a place: Georgia is a country and a state.
const TWOFOLD: [&str; 1] = ["Georgia"];

const FORMS: [Form; 4] = [Form::Composed, Form::Decomposed, Form::OldTones, Form::Capitals];

impl Form {
    fn write(self, text: &str) -> String {
        match self {
            Form::Composed => text.nfc().collect(),
            Form::Decomposed => text.nfd().collect(),
            Form::OldTones => old_tones(text),
            Form::Capitals => text.to_uppercase(),
        }
    }
}

/// hòa → hoà, thúy → thuý: the tone on the second vowel, as older texts write open syllables.
fn old_tones(text: &str) -> String {
    const PLAIN: [&str; 3] = ["oa", "oe", "uy"];
    const MARKS: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let words = text.split(' ').map(|word| {
        let letters: Vec<char> = word.nfd().collect();
        let Some(at) = letters.iter().position(|c| MARKS.contains(c)) else { return word.to_string() };
        let (before, behind) = (letters[..at].iter(), &letters[at + 1..]);
        let pair: String = before.clone().rev().take(1).chain(behind).collect::<String>().to_lowercase();
        if behind.len() != 1 || !PLAIN.contains(&pair.as_str()) || word.to_lowercase().starts_with("qu") {
            return word.to_string();
        }
        before.chain(behind).chain([&letters[at]]).collect::<String>().nfc().collect()
    });
    words.collect::<Vec<_>>().join(" ")
}

fn day_of(unit: Unit) -> Option<Date> {
    DAYS.into_iter().find(|d| {
        unit.presence(*d) == Presence::Yes
            && unit.ancestors().all(|a| a.level() < Level::Province || a.presence(*d) == Presence::Yes)
    })
}

fn whole() -> bool {
    std::env::var_os("GANNHAN_WHOLE").is_some()
}

fn counts(unit: &Unit) -> bool {
    matches!(unit.era(), Era::Before2025 | Era::Since2025) && unit.code().is_some()
}

/// What became of one try: the mention's text and its unit are the expected ones.
fn try_one(text: &str, expected: &str, unit: Unit, day: Date) -> Result<Certainty, String> {
    let analysis = analyse(&Article { text, date: Some(day) }, &Knowledge::default());
    let found = analysis.mentions.iter().find(|m| &text[m.bytes.range()] == expected);
    let Some(mention) = found else { return Err("not found whole".into()) };
    let Value::Locality(value) = &mention.value else { return Err("no locality".into()) };
    let got = value.unit.and_then(Unit::get);
    match got {
        Some(g) if g.code() == unit.code() && g.era() == unit.era() => Ok(mention.certainty),
        // Of the readings of an ambiguous name one must be it.
        _ if mention.certainty == Certainty::Ambiguous
            && value.candidates.iter().filter_map(|c| Unit::get(*c)).any(|c| c.code() == unit.code()) =>
        {
            Ok(Certainty::Ambiguous)
        }
        got => Err(format!("read as {got:?}")),
    }
}

#[test]
fn every_unit_with_its_designator_and_parents() {
    let (mut tried, mut right, mut ambiguous) = (0, 0, 0);
    let mut failed = Vec::new();
    for (n, unit) in unit::all().filter(counts).enumerate() {
        if !whole() && n % SAMPLE != 0 {
            continue;
        }
        let Some(day) = day_of(unit) else { continue };
        let parents: Vec<String> =
            unit.ancestors().filter(|a| a.level() >= Level::Province).map(|a| a.full_name()).collect();
        for form in FORMS {
            let name = form.write(&unit.full_name());
            let chain = parents.iter().map(|p| format!(", {}", form.write(p))).collect::<String>();
            let text = format!("Sáng qua, đoàn kiểm tra đã tới {name}{chain} nắm tình hình.");
            tried += 1;
            match try_one(&text, &name, unit, day) {
                Ok(Certainty::Ambiguous) => ambiguous += 1,
                Ok(_) => right += 1,
                Err(why) => failed.push(format!("{form:?} {text} [{day}]: {why}")),
            }
        }
    }
    println!("units: {tried} tried, {right} right, {ambiguous} ambiguous, {} wrong", failed.len());
    for line in failed.iter().take(if whole() { 400 } else { 40 }) {
        println!("  {line}");
    }
    assert!(tried >= 1000);
    assert!(failed.is_empty(), "{} of {tried} wrong", failed.len());
    assert!(ambiguous * 50 <= tried, "{ambiguous} of {tried} ambiguous");
}

#[test]
fn every_large_name_by_itself() {
    let (mut tried, mut right) = (0, 0);
    let mut failed = Vec::new();
    let large = |u: &Unit| match u.era() {
        Era::Before2025 | Era::Since2025 => u.level() == Level::Province,
        Era::Country => true,
        _ => false,
    };
    for unit in unit::all().filter(large) {
        let last = unit.valid_to().unwrap_or(date(2024, 5, 1));
        let day = if unit.era() == Era::Country { Some(last) } else { day_of(unit) };
        let Some(day) = day else { continue };
        // Behind a word that asks for a place, and with nothing that does.
        let forms = [Form::Composed, Form::Decomposed, Form::OldTones];
        for (form, plain) in forms.into_iter().flat_map(|f| [(f, false), (f, true)]) {
            if plain && TWOFOLD.contains(&unit.name()) {
                continue;
            }
            let name = form.write(unit.name());
            let text = match plain {
                false => format!("Đoàn công tác vừa trở về từ {name} hôm qua."),
                true => format!("Mùa này, {name} được nhắc tới nhiều."),
            };
            tried += 1;
            match try_one(&text, &name, unit, day) {
                Ok(Certainty::Certain | Certainty::Likely) => right += 1,
                Ok(Certainty::Ambiguous) => failed.push(format!("{form:?} {text}: ambiguous")),
                Err(why) => failed.push(format!("{form:?} {text} [{day}]: {why}")),
            }
        }
    }
    println!("large names: {tried} tried, {right} right");
    for line in &failed {
        println!("  {line}");
    }
    assert!(tried >= 1900);
    assert!(failed.is_empty(), "{} of {tried} wrong", failed.len());
}

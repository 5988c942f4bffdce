//! How names and scales are spelled.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::name::{Name, Word, spelling, table_words};
use super::{Document, NamedPlace, Remarks};
use crate::gazetteer::Unit;
use crate::lint::finding::Message;
use crate::tagger::mention::{Kind, Level, Role, Value};
use crate::text::position::{Byte, Span};
use crate::text::token::tokenize;

/// `locality-capitals`
pub fn locality_capitals(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    for NamedPlace { mention, unit, name } in document.named_places() {
        // A region's first words are often common nouns: đồng bằng sông Cửu Long.
        if unit.level() == Level::Region || name.misspelt || name.shouted {
            continue;
        }
        let wrong = name.uncapitalised(|name| uncapitalised(name, *unit));
        if wrong.is_empty() {
            continue;
        }
        let wrong = wrong.iter().filter_map(|n| name.words.get(*n));
        let edits: Vec<_> =
            wrong.map(|w| (w.bytes(mention), capitalised(document.slice(w.bytes(mention))))).collect();
        let right = patched(document, mention.bytes, &edits);
        let title = Message::new("fix-write").with("text", right.as_str());
        remarks.add(mention.bytes).with("right", right).correct(title, edits).done();
    }
}

/// Numbers of the words that have a capital in the tables' spelling, and none here.
fn uncapitalised(name: &Name, unit: Unit) -> Vec<usize> {
    if name.words.iter().all(|w| w.capital) {
        return Vec::new();
    }
    let table = table_words(unit);
    // Another form of the name (an alias) has rules of its own.
    let same = table.len() == name.words.len()
        && table.iter().zip(&name.words).all(|(t, w)| initial(t) == initial(&w.spelling));
    let words = name.words.iter().zip(&table).enumerate();
    let wrong = words.filter(|(_, (w, t))| same && !w.capital && t.starts_with(char::is_uppercase));
    wrong.map(|(n, _)| n).collect()
}

/// `locality-spelling`
pub fn locality_spelling(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    for NamedPlace { mention, unit, name } in document.named_places().iter().filter(|p| p.name.misspelt) {
        let table = table_words(*unit);
        if table.len() != name.words.len() {
            continue;
        }
        let edits: Vec<_> = (name.words.iter().zip(&table))
            .filter(|(w, t)| w.spelling != spelling(t))
            .map(|(w, t)| (w.bytes(mention), if name.shouted { t.to_uppercase() } else { t.clone() }))
            .collect();
        if edits.is_empty() {
            continue;
        }
        let right = patched(document, mention.bytes, &edits);
        let title = Message::new("fix-write").with("text", right.as_str());
        remarks.add(mention.bytes).with("right", right).correct(title, edits).done();
    }
}

/// A name or a scale, where it stands.
struct Use {
    /// Its words.
    words: Vec<Span<Byte>>,
    spelling: String,
    shouted: bool,
}

impl Use {
    fn bytes(&self) -> Span<Byte> {
        let end = |s: &Span<Byte>| s.end;
        let start = self.words.first().map_or(Byte(0), |w| w.start);
        Span::new(start, self.words.last().map_or(start, end))
    }
}

/// What is spelled: spellings of one group mean the same.
#[derive(PartialEq, Eq, Hash)]
enum Same {
    /// A unit's name of so many words.
    Place(u32, usize),
    /// The name of the person of this number, in so many words.
    Person(u32, usize),
    /// tỷ
    Scale,
}

/// How a text is spelled; offsets count from its start. The same texts come again and again.
struct Form {
    words: Vec<(u32, u32)>,
    spelling: String,
    shouted: bool,
}

impl Form {
    fn at(&self, start: Byte) -> Use {
        let word = |(from, to): &(u32, u32)| Span::new(Byte(start.0 + from), Byte(start.0 + to));
        Use {
            words: self.words.iter().map(word).collect(),
            spelling: self.spelling.clone(),
            shouted: self.shouted,
        }
    }
}

/// The uses of one name: where they start, and the numbers of their forms.
#[derive(Default)]
struct Group {
    uses: Vec<(Byte, usize)>,
    is_mixed: bool,
}

/// All that is spelled in an article.
#[derive(Default)]
struct Spelled<'a> {
    forms: Vec<Form>,
    known: FxHashMap<(Kind, &'a str), usize>,
    groups: FxHashMap<Same, Group>,
}

impl<'a> Spelled<'a> {
    fn add(
        &mut self,
        document: &Document<'a>,
        (kind, bytes): (Kind, Span<Byte>),
        form: impl FnOnce(&'a str) -> Form,
        group: impl FnOnce(&Form) -> Option<Same>,
    ) {
        let text = document.slice(bytes);
        let forms = &mut self.forms;
        let number = *self.known.entry((kind, text)).or_insert_with(|| {
            forms.push(form(text));
            forms.len() - 1
        });
        let Some(same) = group(&self.forms[number]) else { return };
        let group = self.groups.entry(same).or_default();
        let first = group.uses.first().map_or(number, |(_, first)| *first);
        group.is_mixed |= first != number && self.forms[first].spelling != self.forms[number].spelling;
        group.uses.push((bytes.start, number));
    }
}

/// Whether names of places have several spellings. A quick look, as those below: most articles have one of each.
fn may_mix_places(document: &Document<'_>) -> bool {
    let mut names: FxHashMap<(u32, usize), &Rc<Name>> = FxHashMap::default();
    for NamedPlace { unit, name, .. } in document.named_places().iter().filter(|p| !p.name.misspelt) {
        let first = *names.entry((unit.name_id(), name.words.len())).or_insert(name);
        let same = |(a, b): (&Word, &Word)| a.spelling == b.spelling;
        if !Rc::ptr_eq(first, name) && !first.words.iter().zip(&name.words).all(same) {
            return true;
        }
    }
    false
}

fn may_mix_persons(document: &Document<'_>) -> bool {
    let mut persons: FxHashMap<u32, &str> = FxHashMap::default();
    document.officials().any(|(_, official)| {
        let part = official.parts.iter().find(|p| p.role == Role::Person);
        official.person_id.zip(part).is_some_and(|(id, part)| {
            let text = document.slice(part.bytes);
            *persons.entry(id).or_insert(text) != text
        })
    })
}

/// Without its letter, in one piece or in two, nobody has written tỉ.
fn may_mix_scales(document: &Document<'_>) -> bool {
    let amounts = document.analysis.mentions.iter().filter(|m| matches!(m.value, Value::Amount(_)));
    amounts.map(|m| document.slice(m.bytes)).any(|text| text.contains(['ỉ', 'Ỉ', '\u{309}']))
}

/// `mixed-spelling`
pub fn mixed_spelling(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    let mut spelled = Spelled::default();
    if may_mix_places(document) {
        for NamedPlace { mention, unit, name } in document.named_places().iter().filter(|p| !p.name.misspelt)
        {
            let form = |_: &str| Form {
                words: name.words.iter().map(|w| (w.start, w.end)).collect(),
                spelling: name.words.iter().map(|w| w.spelling.as_str()).collect::<Vec<_>>().join(" "),
                shouted: name.shouted,
            };
            let same = |f: &Form| Some(Same::Place(unit.name_id(), f.words.len()));
            spelled.add(document, (Kind::Locality, mention.bytes), form, same);
        }
    }
    if may_mix_persons(document) {
        for (_, official) in document.officials() {
            let person = official.parts.iter().find(|p| p.role == Role::Person);
            if let (Some(id), Some(part)) = (official.person_id, person) {
                let same = |f: &Form| Some(Same::Person(id, f.words.len()));
                spelled.add(document, (Kind::Official, part.bytes), |text| used(text, &|_| true), same);
            }
        }
    }
    if may_mix_scales(document) {
        for mention in &document.analysis.mentions {
            if let Value::Amount(_) = mention.value {
                // Two scales in one sum (một tỷ tỷ) are none that anybody writes.
                let same = |f: &Form| (f.words.len() == 1).then_some(Same::Scale);
                let form = |text: &str| used(text, &|w| matches!(w, "tỷ" | "tỉ"));
                spelled.add(document, (Kind::Amount, mention.bytes), form, same);
            }
        }
    }
    let mut found: Vec<(String, String, Vec<Use>)> = Vec::new();
    for group in spelled.groups.into_values().filter(|g| g.is_mixed) {
        let uses = group.uses.iter().map(|(start, form)| spelled.forms[*form].at(*start));
        let mut uses: Vec<Use> = uses.collect();
        uses.sort_by_key(|u| u.bytes().start);
        found.extend(minorities(uses));
    }
    found.sort_by_key(|(.., uses)| uses.first().map(|u| u.bytes().start));
    for (_, common, uses) in found {
        let Some(first) = uses.first() else { continue };
        let (common, count) = (as_written(document, first, &common), uses.len());
        let edits = uses.iter().flat_map(|u| changes(document, u, &common)).collect();
        let title = Message::new("fix-write-everywhere").with("text", common.as_str()).with("count", count);
        remarks
            .add(first.bytes())
            .with("written", document.slice(first.bytes()))
            .with("common", common)
            .with("count", count)
            .beside(uses.iter().skip(1).map(|u| document.code_points(u.bytes())))
            .correct(title, edits)
            .done();
    }
}

/// Of the uses of one name, in order: those that are not spelled as most are (of equals, as the first is), by
/// spelling, each with the common one. Only spellings of the same words count: the same letters but for marks, i
/// and y, or one of them.
fn minorities(uses: Vec<Use>) -> Vec<(String, String, Vec<Use>)> {
    let mut spellings: Vec<(String, Vec<Use>)> = Vec::new();
    for used in uses {
        match spellings.iter_mut().find(|(s, _)| *s == used.spelling) {
            Some((_, all)) => all.push(used),
            None => spellings.push((used.spelling.clone(), vec![used])),
        }
    }
    if spellings.len() < 2 {
        return Vec::new();
    }
    let most = spellings.iter().map(|(_, all)| all.len()).max().unwrap_or(0);
    let common = spellings.iter().position(|(_, all)| all.len() == most).unwrap_or(0);
    let (common, _) = spellings.remove(common);
    let like = |s: &str| s.split(' ').zip(common.split(' ')).all(|(a, b)| alike(a, b));
    spellings.into_iter().filter(|(s, _)| like(s)).map(|(s, all)| (s, common.clone(), all)).collect()
}

/// The words that are spelled another way, each with how it is to be written.
fn changes(document: &Document<'_>, used: &Use, common: &str) -> Vec<(Span<Byte>, String)> {
    let words = used.words.iter().zip(common.split(' '));
    words
        .map(|(bytes, word)| (*bytes, cased(document.slice(*bytes), word, used.shouted)))
        .filter(|(bytes, word)| spelling(document.slice(*bytes)) != spelling(word))
        .collect()
}

/// Whether two spellings are of one word: they begin alike and at most one letter is another.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    a.chars().next() == b.chars().next() && strsim::damerau_levenshtein(&a, &b) <= 1
}

/// Letters without marks.
fn bare(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// The first letter without marks; c and k are one.
fn initial(word: &str) -> Option<char> {
    bare(&word.to_lowercase()).chars().next().map(|c| if c == 'k' { 'c' } else { c })
}

/// The words of a text that are wanted, as one name.
fn used(text: &str, wanted: &dyn Fn(&str) -> bool) -> Form {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let mut form = Form { words: Vec::new(), spelling: String::new(), shouted: true };
    for token in tokens.iter().filter(|t| t.is_word()) {
        let word = spelling(text.get(token.start as usize..token.end as usize).unwrap_or_default());
        if wanted(&word) {
            form.words.push((token.start, token.end));
            if !form.spelling.is_empty() {
                form.spelling.push(' ');
            }
            form.spelling.push_str(&word);
            form.shouted &= token.all_caps;
        }
    }
    form
}

/// A spelling with the capitals of what stands there.
fn as_written(document: &Document<'_>, used: &Use, spelling: &str) -> String {
    let words = used.words.iter().zip(spelling.split(' '));
    words.map(|(b, word)| cased(document.slice(*b), word, used.shouted)).collect::<Vec<_>>().join(" ")
}

fn cased(now: &str, word: &str, shouted: bool) -> String {
    if shouted {
        word.to_uppercase()
    } else if now.starts_with(char::is_uppercase) {
        capitalised(word)
    } else {
        word.to_owned()
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// What stands at a place once edits inside it are made, in order.
fn patched(document: &Document<'_>, at: Span<Byte>, edits: &[(Span<Byte>, String)]) -> String {
    let mut out = String::new();
    let mut from = at.start;
    for (bytes, text) in edits {
        out.push_str(document.slice(Span::new(from, bytes.start)));
        out.push_str(text);
        from = bytes.end;
    }
    out.push_str(document.slice(Span::new(from, at.end)));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

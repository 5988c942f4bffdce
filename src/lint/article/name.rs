//! The name in a place's mention, apart from its designator.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::Document;
use crate::gazetteer::lexicon::{Hit, forms_behind_designator};
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, UnitId};
use crate::sidecar::memo::Memo;
use crate::tagger::mention::Mention;
use crate::text::position::{Byte, Span};
use crate::text::token::{Token, tokenize};

/// A name within its mention; offsets count from the mention's start, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub words: Vec<Word>,
    /// Whether no spelling of the unit is written so: it was known as a likely slip.
    pub misspelt: bool,
    /// Whether all letters are capitals.
    pub shouted: bool,
    /// Numbers of the words that lack a capital, once somebody asked.
    uncapitalised: OnceCell<Vec<usize>>,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where, in bytes from the mention's start.
    pub start: u32,
    /// Behind it.
    pub end: u32,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// As written, in NFC and lower case, with a plain apostrophe.
    pub spelling: String,
}

impl Word {
    /// Where it stands in the article.
    pub fn bytes(&self, mention: &Mention) -> Span<Byte> {
        let start = mention.bytes.start.0;
        Span::new(Byte(start + self.start), Byte(start + self.end))
    }
}

impl Name {
    /// The name in a mention of `unit`; `None` where the mention is not written as a designator and a form of the
    /// unit's name.
    pub fn of(document: &Document<'_>, mention: &Mention, unit: Unit) -> Option<Rc<Name>> {
        let text = document.slice(mention.bytes);
        // A project's own places may be others the next time.
        if unit.era() == Era::Own {
            return find(text, unit).map(Rc::new);
        }
        let names = NAMES.with(|known| known.of(text, Rc::default));
        let mut names = names.borrow_mut();
        if let Some((_, name)) = names.iter().find(|(id, _)| *id == unit.name_id()) {
            return name.clone();
        }
        let name = find(text, unit).map(Rc::new);
        names.push((unit.name_id(), name.clone()));
        name
    }

    /// Numbers of the words that lack a capital, which `find` tells once.
    pub fn uncapitalised(&self, find: impl FnOnce(&Name) -> Vec<usize>) -> &[usize] {
        self.uncapitalised.get_or_init(|| find(self))
    }
}

/// Bytes of mentions, and of quotes, that a thread remembers.
const KNOWN: usize = 1 << 18;

/// The names that one text can be, by the numbers of the units' names.
type Names = Rc<RefCell<Vec<(u32, Option<Rc<Name>>)>>>;

thread_local! {
    static NAMES: Memo<Names> = Memo::new(KNOWN);
    static WORDS: Memo<Arc<str>> = Memo::new(KNOWN);
}

/// A quote as it is compared: case, Unicode form and spaces do not matter.
pub fn words(quote: &str) -> Arc<str> {
    let fold = || quote.split_whitespace().map(spelling).collect::<Vec<_>>().join(" ").into();
    WORDS.with(|known| known.of(quote, fold))
}

fn find(text: &str, unit: Unit) -> Option<Name> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let mut hits = Vec::new();
    for start in 0..tokens.len() {
        hits.clear();
        forms_behind_designator(&tokens, start, &mut hits);
        let Some(hit) = hits.iter().find(|h| h.end as usize == tokens.len()) else { continue };
        let means = |kind| rows_mean(hit, kind, unit);
        let known = means(SenseKind::Unit) || means(SenseKind::Weak) || means(SenseKind::Pair);
        if known || means(SenseKind::Misspelt) {
            return Some(name(text, &tokens[start..], !known));
        }
    }
    None
}

fn rows_mean(hit: &Hit, kind: SenseKind, unit: Unit) -> bool {
    let mut units = hit.rows(kind).filter_map(|row| Unit::get(UnitId(row as u32)));
    units.any(|u| u.name_id() == unit.name_id())
}

fn name(text: &str, tokens: &[Token], misspelt: bool) -> Name {
    let words = tokens
        .iter()
        .filter(|t| t.is_word())
        .map(|t| Word {
            start: t.start,
            end: t.end,
            capital: t.capital,
            spelling: spelling(text.get(t.start as usize..t.end as usize).unwrap_or_default()),
        })
        .collect();
    let letters = tokens.iter().filter(|t| t.is_word());
    let shouted = letters.clone().any(|t| t.all_caps) && letters.clone().all(|t| t.all_caps || t.capital);
    Name { words, misspelt, shouted, uncapitalised: OnceCell::new() }
}

/// A word in NFC and lower case, with a plain apostrophe.
pub fn spelling(word: &str) -> String {
    let apostrophe = |c| if matches!(c, '\u{2019}' | '\u{2018}' | '\u{2bc}') { '\'' } else { c };
    word.nfc().flat_map(char::to_lowercase).map(apostrophe).collect()
}

/// The words of the tables' spelling of a name, in NFC.
pub fn table_words(unit: Unit) -> Vec<String> {
    let name: String = unit.name().nfc().collect();
    let mut tokens = Vec::new();
    tokenize(&name, &mut tokens);
    let words = tokens.iter().filter(|t| t.is_word());
    words.filter_map(|t| name.get(t.start as usize..t.end as usize).map(str::to_owned)).collect()
}

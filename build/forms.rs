//! From a written form to the folded syllables of a trie path.

use crate::shared::sense::Case;
use crate::shared::syllable::Key;
use crate::shared::token::{Token, tokenize};

/// Folds a form with the program's own tokenizer.
pub fn fold(form: &str) -> Vec<Key> {
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(form, &mut tokens);
    assert!(!tokens.is_empty(), "an empty form");
    tokens.iter().map(|t| t.key).collect()
}

/// The path, and without its hyphens where it has any: `Bà Rịa - Vũng Tàu`, `Bà Rịa Vũng Tàu`.
pub fn with_and_without_hyphens(form: &str) -> Vec<Vec<Key>> {
    let whole = fold(form);
    let bare: Vec<Key> = whole.iter().copied().filter(|k| *k != Key::HYPHEN).collect();
    if bare.len() == whole.len() { vec![whole] } else { vec![whole, bare] }
}

/// How newspapers spell a word of the Central Highlands' names (for water), which the tables write now so, now so.
const WATER: [&str; 4] = ["Đắk", "Đăk", "Đak", "Đắc"];

/// The other spellings of a name with such a word: Đak Pơ for Đăk Pơ.
pub fn other_spellings(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let Some(at) = words.iter().position(|w| WATER.contains(w)) else { return Vec::new() };
    let spelt = |other: &&str| {
        let mut words = words.clone();
        words[at] = other;
        words.join(" ")
    };
    WATER.iter().filter(|other| **other != words[at]).map(spelt).collect()
}

/// The marks before a form that say how it must be written.
pub fn case(form: &str) -> (Case, &str) {
    if let Some(rest) = form.strip_prefix("^^") {
        (Case::Upper, rest)
    } else if let Some(rest) = form.strip_prefix('^') {
        (Case::Capital, rest)
    } else if let Some(rest) = form.strip_prefix('_') {
        (Case::Lower, rest)
    } else {
        (Case::Any, form)
    }
}

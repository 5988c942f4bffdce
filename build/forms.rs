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

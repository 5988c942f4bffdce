//! What was worked out of words once. Names, titles and bodies come again and again in the articles of a corpus, so each
//! thread remembers some.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

/// Words that a memory holds, at most; then it begins anew.
const MOST: usize = 1 << 13;

/// Results by the words that they were worked out of.
#[derive(Debug)]
pub struct Memo<V>(RefCell<FxHashMap<Box<str>, V>>);

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<V: Clone> Memo<V> {
    /// What `work` makes of the words, which is the same each time.
    pub fn of(&self, words: &str, work: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().get(words) {
            return known.clone();
        }
        let value = work();
        let mut all = self.0.borrow_mut();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(words.into(), value.clone());
        value
    }
}

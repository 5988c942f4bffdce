//! What was worked out of words once. Names, titles and bodies come again and again in the articles of a corpus, so each
//! thread remembers some.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

/// Results by the words that they were worked out of.
#[derive(Debug)]
pub struct Memo<V> {
    /// With how many bytes of words there are.
    known: RefCell<(FxHashMap<Box<str>, V>, usize)>,
    /// So many are held, at most; then it begins anew.
    most: usize,
}

impl<V: Clone> Memo<V> {
    /// An empty memory that holds at most so many bytes of words.
    pub fn new(most: usize) -> Memo<V> {
        Memo { known: RefCell::default(), most }
    }

    /// What `work` makes of the words, which is the same each time.
    pub fn of(&self, words: &str, work: impl FnOnce() -> V) -> V {
        self.get(words).unwrap_or_else(|| self.keep(words, work()))
    }

    /// The same where nothing may come of it, which is not remembered.
    pub fn find(&self, words: &str, work: impl FnOnce() -> Option<V>) -> Option<V> {
        self.get(words).or_else(|| Some(self.keep(words, work()?)))
    }

    fn get(&self, words: &str) -> Option<V> {
        self.known.borrow().0.get(words).cloned()
    }

    fn keep(&self, words: &str, value: V) -> V {
        let (known, size) = &mut *self.known.borrow_mut();
        if *size + words.len() > self.most {
            known.clear();
            *size = 0;
        }
        *size += words.len();
        known.insert(words.into(), value.clone());
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_worked_out_again_until_there_is_too_much() {
        let memo = Memo::new(8);
        assert_eq!(memo.of("bốn", || 4), 4);
        assert_eq!(memo.of("bốn", || 5), 4);
        assert_eq!(memo.find("không", || None), None);
        assert_eq!(memo.find("năm", || Some(5)), Some(5));
        assert_eq!(memo.of("bốn", || 6), 6);
    }
}

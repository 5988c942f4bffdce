//! Counts that go up and down as an article is edited. What is counted no more leaves nothing behind.

use std::collections::hash_map::Entry;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Counts a key once more, or once less.
pub fn count<K: Eq + Hash>(counts: &mut FxHashMap<K, u32>, key: K, more: bool) {
    match counts.entry(key) {
        Entry::Occupied(mut known) if more => *known.get_mut() += 1,
        Entry::Occupied(mut known) if *known.get() > 1 => *known.get_mut() -= 1,
        Entry::Occupied(known) => drop(known.remove()),
        Entry::Vacant(new) if more => {
            new.insert(1);
        }
        Entry::Vacant(_) => {}
    }
}

/// Counts an item of a key once more, or once less.
pub fn count_item<K: Eq + Hash, T: PartialEq>(
    counts: &mut FxHashMap<K, Vec<(T, u32)>>,
    key: K,
    item: T,
    more: bool,
) {
    let mut known = match counts.entry(key) {
        Entry::Occupied(known) => known,
        Entry::Vacant(new) => {
            if more {
                new.insert(vec![(item, 1)]);
            }
            return;
        }
    };
    let items = known.get_mut();
    match items.iter().position(|(of, _)| *of == item) {
        Some(at) if more => items[at].1 += 1,
        Some(at) if items[at].1 > 1 => items[at].1 -= 1,
        Some(at) => drop(items.swap_remove(at)),
        None if more => items.push((item, 1)),
        None => {}
    }
    if items.is_empty() {
        known.remove();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_no_more_leaves_nothing() {
        let mut counts = FxHashMap::default();
        for (more, left) in [(true, Some(1)), (true, Some(2)), (false, Some(1)), (false, None), (false, None)]
        {
            count(&mut counts, 'a', more);
            assert_eq!(counts.get(&'a').copied(), left);
        }
        let mut items = FxHashMap::default();
        for (item, more, left) in [(1, true, 1), (2, true, 2), (1, true, 2), (1, false, 2), (2, false, 1)] {
            count_item(&mut items, 'a', item, more);
            assert_eq!(items[&'a'].len(), left);
        }
        count_item(&mut items, 'a', 1, false);
        assert!(items.is_empty());
    }
}

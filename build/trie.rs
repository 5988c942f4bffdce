//! Builds the trie of folded forms as open-addressing tables.

use std::collections::HashMap;

use crate::shared::layout::{CAPITAL_ONLY, Edge, Node, Root, child_bit, slot, step};
use crate::shared::sense::{Sense, SenseKind};
use crate::shared::syllable::Key;

#[derive(Default)]
pub struct Builder {
    /// (node, syllable) → node; node 0 is the root.
    edges: HashMap<(u32, u64), u32>,
    /// Senses of each node but the root.
    senses: Vec<Vec<Sense>>,
    /// For each first syllable: whether all forms below it begin with a capital.
    capital_only: HashMap<u64, bool>,
}

pub struct Tables {
    pub roots: Vec<Root>,
    pub edges: Vec<Edge>,
    pub nodes: Vec<Node>,
    pub senses: Vec<Sense>,
}

impl Builder {
    /// Adds a form. `capital`: it is a proper name, to be looked for at capitals only.
    pub fn insert(&mut self, path: &[Key], sense: Sense, capital: bool) {
        let mut node = 0;
        for key in path {
            assert_ne!(key.0, 0);
            let next = self.senses.len() as u32 + 1;
            node = *self.edges.entry((node, key.0)).or_insert(next);
            if node == next {
                self.senses.push(Vec::new());
            }
        }
        let senses = &mut self.senses[node as usize - 1];
        if !senses.contains(&sense) {
            senses.push(sense);
        }
        let only = self.capital_only.entry(path[0].0).or_insert(true);
        *only &= capital;
    }

    /// Whether a form with a sense is there, other than a misspelling.
    pub fn contains(&self, path: &[Key]) -> bool {
        let mut node = 0;
        for key in path {
            match self.edges.get(&(node, key.0)) {
                Some(next) => node = *next,
                None => return false,
            }
        }
        self.senses[node as usize - 1].iter().any(|s| !s.is(SenseKind::Misspelt))
    }

    pub fn finish(self) -> Tables {
        let mut children = vec![0u32; self.senses.len() + 1];
        for (node, key) in self.edges.keys() {
            children[*node as usize] |= child_bit(*key);
        }
        let (first, further): (Vec<_>, Vec<_>) = {
            let mut all: Vec<_> = self.edges.iter().map(|(k, v)| (*k, *v)).collect();
            all.sort_unstable();
            all.into_iter().partition(|((node, _), _)| *node == 0)
        };
        let free = Root { key: 0, node: 0, flags: 0 };
        let mut roots = vec![free; (first.len() * 2).next_power_of_two()];
        for ((_, key), node) in first {
            let mut at = slot(step(0, key), roots.len());
            while roots[at].key != 0 {
                at = (at + 1) & (roots.len() - 1);
            }
            let flags = if self.capital_only[&key] { CAPITAL_ONLY } else { 0 };
            roots[at] = Root { key, node, flags };
        }
        let mut nodes = vec![Node { senses: 0, count: 0, cases: 0, kinds: 0, children: children[0] }];
        let mut senses = Vec::new();
        for (of_node, children) in self.senses.iter().zip(&children[1..]) {
            let kinds = of_node.iter().fold(0, |mask, s| mask | 1 << (s.0 >> 26));
            nodes.push(Node {
                senses: senses.len() as u32,
                count: u16::try_from(of_node.len()).expect("a form has fewer than 65,536 senses"),
                cases: of_node.iter().fold(0, |mask, s| mask | 1 << s.case() as u16),
                kinds,
                children: *children,
            });
            senses.extend_from_slice(of_node);
        }
        let mut edges = vec![Edge { hash: 0, node: 0, reached: 0 }; (further.len() * 2).next_power_of_two()];
        for ((from, key), node) in further {
            let hash = step(from, key);
            let mut at = slot(hash, edges.len());
            while edges[at].hash != 0 {
                assert_ne!(edges[at].hash, hash, "two edges with one hash: change the constants of `step`");
                at = (at + 1) & (edges.len() - 1);
            }
            edges[at] = Edge::to(hash, node, &nodes[node as usize]);
        }
        Tables { roots, edges, nodes, senses }
    }
}

//! The embedded tables, cast in place.

use std::sync::LazyLock;

use bytemuck::Pod;

use super::layout::{CodeRow, Edge, Node, PredecessorRow, Root, SuccessorRow, UnitRow};
use super::sense::Sense;

/// Aligned for the largest record field.
#[repr(C, align(16))]
struct Aligned<B: ?Sized>(B);

static BLOB: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin")));

include!(concat!(env!("OUT_DIR"), "/gazetteer_sections.rs"));

/// Slices into the blob; making it checks lengths and alignment and copies nothing.
pub struct Tables {
    pub roots: &'static [Root],
    pub edges: &'static [Edge],
    pub nodes: &'static [Node],
    pub senses: &'static [Sense],
    pub units: &'static [UnitRow],
    pub successors: &'static [SuccessorRow],
    pub predecessors: &'static [PredecessorRow],
    pub codes: &'static [CodeRow],
    /// UTF-8, looked at piece by piece: checked as a whole, all of it would have to be in memory.
    pub strings: &'static [u8],
}

pub static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    roots: section(ROOTS),
    edges: section(EDGES),
    nodes: section(NODES),
    senses: section(SENSES),
    units: section(UNITS),
    successors: section(SUCCESSORS),
    predecessors: section(PREDECESSORS),
    codes: section(CODES),
    strings: &BLOB.0[STRINGS],
});

fn section<T: Pod>(range: std::ops::Range<usize>) -> &'static [T] {
    bytemuck::cast_slice(&BLOB.0[range])
}

//! The records of the embedded tables, as they lie in the binary. Shared with the build script that
//! writes them; the program reads them in place, so nothing is parsed or built at start-up.

use bytemuck::{Pod, Zeroable};

/// Slot of the table of first syllables.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Root {
    /// Folded first syllable; 0 for a free slot.
    pub key: u64,
    /// The node reached.
    pub node: u32,
    /// [`CAPITAL_ONLY`] or 0.
    pub flags: u32,
}

/// Everything below this root is a proper name: a word without a capital need not look further.
pub const CAPITAL_ONLY: u32 = 1;

/// Slot of the table of further syllables.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Edge {
    /// [`step`] of the node before and the syllable; 0 for a free slot.
    pub hash: u64,
    /// The node reached.
    pub node: u32,
    /// Of that node, so that most are not looked at: the kinds (bits 0–23), the cases (24–27), and whether any
    /// syllable follows (28).
    pub reached: u32,
}

impl Edge {
    /// The edge that leads to a node.
    pub const fn to(hash: u64, number: u32, node: &Node) -> Edge {
        let more = (node.children != 0) as u32;
        Edge { hash, node: number, reached: node.kinds | (node.cases as u32) << 24 | more << 28 }
    }
    /// As [`Node::kinds`] of the node reached.
    pub const fn kinds(&self) -> u32 {
        self.reached & 0x00ff_ffff
    }
    /// As [`Node::cases`] of the node reached.
    pub const fn cases(&self) -> u16 {
        (self.reached >> 24 & 0xf) as u16
    }
    /// Whether any form goes on behind the node reached.
    pub const fn goes_on(&self) -> bool {
        self.reached >> 28 != 0
    }
}

/// A place in the trie of folded names.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct Node {
    /// First of its senses.
    pub senses: u32,
    /// How many senses.
    pub count: u16,
    /// A bit for each [`super::sense::Case`] that they ask for.
    pub cases: u16,
    /// Mask of the senses' kinds ([`super::sense::SenseKind::mask`]).
    pub kinds: u32,
    /// A bit for each further syllable's [`child_bit`]: most words that follow lead nowhere, and this
    /// tells without a look at the edges.
    pub children: u32,
}

/// A unit in one form for one stretch of time.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct UnitRow {
    /// Place of the bare name in the strings, in bytes.
    pub name: u32,
    /// Length of the name in bytes.
    pub name_length: u32,
    /// Place of the designator in the strings; length in `designator_length`.
    pub designator: u32,
    /// First exact day, as yyyymmdd; 0 when not known.
    pub from: u32,
    /// Last exact day, as yyyymmdd; 0 when not known or still there.
    pub to: u32,
    /// Unit above, as a number; `u32::MAX` for none.
    pub parent: u32,
    /// First of its successors.
    pub successors: u32,
    /// How many successors.
    pub successor_count: u32,
    /// Place of the decree in the strings; 0 with length 0 for none.
    pub decree: u32,
    /// Length of the decree in bytes.
    pub decree_length: u32,
    /// Code, padded with 0.
    pub code: [u8; 8],
    /// Length of the designator in bytes.
    pub designator_length: u8,
    /// [`crate::tagger::mention::Level`] as a number.
    pub level: u8,
    /// Snapshots it was seen in: bit 0 2019-05-10, 1 2021-11-01, 2 2022-10-01, 3 2025-06-30.
    pub seen: u8,
    /// See the flags below.
    pub flags: u8,
    /// Which list of codes it belongs to: see the eras below.
    pub era: u8,
    /// Number of words of the bare name.
    pub words: u8,
    /// Unused.
    pub pad: [u8; 2],
}

/// The bare name is also an everyday word or phrase.
pub const EVERYDAY: u8 = 1;
/// The bare name is also a person's.
pub const PERSON: u8 = 2;
/// The bare name counts only with evidence beside it.
pub const NEEDS_CONTEXT: u8 = 4;
/// It is no place of its own where a country follows (miền Nam nước Pháp).
pub const NOT_BEFORE_COUNTRY: u8 = 16;
/// Full names put no designator before the name (countries, regions).
pub const NO_DESIGNATOR: u8 = 8;

/// Vietnamese units until 2025-06-30.
pub const ERA_BEFORE_2025: u8 = 0;
/// Vietnamese units since 2025-07-01.
pub const ERA_2025: u8 = 1;
/// Former provinces without a code of the statistics office.
pub const ERA_FORMER: u8 = 2;
/// Countries; the code is ISO 3166-1 alpha-2.
pub const ERA_COUNTRY: u8 = 3;
/// Regions.
pub const ERA_REGION: u8 = 4;
/// Places abroad; the parent leads to the country.
pub const ERA_ABROAD: u8 = 5;
/// Places that a project adds; the code is the project's.
pub const ERA_OWN: u8 = 6;

/// What became of a unit.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct SuccessorRow {
    /// Number of the unit that took it over.
    pub unit: u32,
    /// 0 the whole unit went there, 1 a part.
    pub partial: u32,
}

/// What a unit was made of: rows rise by unit, then by the one before.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct PredecessorRow {
    /// Number of the unit.
    pub unit: u32,
    /// Number of a unit that became it or a part of it.
    pub before: u32,
}

/// A unit by its code: rows rise by key, and units of one code (forms of different years) stand side by side.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub struct CodeRow {
    /// [`code_key`]
    pub key: u64,
    /// Number of the unit.
    pub unit: u32,
    /// Unused.
    pub pad: u32,
}

/// A code and the list that it belongs to, as one number; 0 for what is no code (empty, or longer than seven bytes).
pub fn code_key(era: u8, code: &str) -> u64 {
    let mut bytes = [0; 8];
    match bytes.get_mut(..code.len()) {
        Some(place) if !code.is_empty() && code.len() < 8 => place.copy_from_slice(code.as_bytes()),
        _ => return 0,
    }
    bytes[7] = era + 1;
    u64::from_le_bytes(bytes)
}

/// Mixes a node and a folded syllable into the hash of the edge between them; never 0.
#[inline(always)]
pub const fn step(node: u32, key: u64) -> u64 {
    let h = (key ^ (node as u64).wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h ^ (h >> 29)) | 1
}

/// The bit that stands for a syllable among a node's children.
#[inline(always)]
pub const fn child_bit(key: u64) -> u32 {
    1 << (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 59)
}

/// First slot to look at for a hash in a table of `capacity` (a power of two) slots.
#[inline(always)]
pub const fn slot(hash: u64, capacity: usize) -> usize {
    (hash >> 32) as usize & (capacity - 1)
}

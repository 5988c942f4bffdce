//! The words met before, each with its key: a text says the same two thousand syllables again and again.

use std::ops::Range;

use super::syllable::Key;
use super::token::{Gap, Token, TokenKind, word};

/// Slots of a group. With fewer, words that fall together push each other out again and again.
const SLOTS: usize = 4;
/// Words of so many bytes are compared as one number: nine of ten are not longer.
const SHORT: usize = 7;
/// Groups of short words; a power of two.
const SHORT_GROUPS: usize = 1024;
/// Longer words than this are folded each time.
const LONGEST: usize = 15;
/// Groups of the words between; a power of two.
const LONG_GROUPS: usize = 256;
/// The bits of so many bytes, from the lowest on.
const FIRST: [u128; LONGEST + 1] = {
    let mut first = [0; LONGEST + 1];
    let mut length = 1;
    while length <= LONGEST {
        first[length] = u128::MAX >> (128 - 8 * length);
        length += 1;
    }
    first
};

/// What the tokenizer made of a word.
#[derive(Clone, Copy, Default)]
struct Met<N> {
    key: Key,
    /// What the caller knows of it.
    note: N,
    capital: bool,
    all_caps: bool,
}

/// The words that fall together. A look at a short one takes two lines of the nearest memory: all bytes stand in one, what
/// was made of a word in another.
#[derive(Clone, Copy, Default)]
#[repr(C, align(32))]
struct Group<B, N> {
    /// Their bytes, the first one lowest, then zeros.
    bytes: [B; SLOTS],
    met: [Met<N>; SLOTS],
}

impl<B: Copy + PartialEq, N> Group<B, N> {
    /// The slot of a word. All are compared: a branch for each is guessed wrong too often.
    #[inline(always)]
    fn slot(&self, held: B) -> Option<usize> {
        let slot = (0..SLOTS).fold(SLOTS, |found, slot| if self.bytes[slot] == held { slot } else { found });
        (slot < SLOTS).then_some(slot)
    }
}

/// Words by their bytes, each with a note that depends on nothing but how it is written. A new one takes the place of any
/// of its group: were it always the rarest, rare words would push each other out again and again.
pub struct Words<N> {
    short: Vec<Group<u64, N>>,
    long: Vec<Group<u128, N>>,
    /// How many were new.
    new: usize,
    /// Notes of ASCII marks.
    marks: [Option<N>; 128],
}

impl<N: Copy + Default> Default for Words<N> {
    fn default() -> Self {
        Self {
            short: vec![Group::default(); SHORT_GROUPS],
            long: vec![Group::default(); LONG_GROUPS],
            new: 0,
            marks: [None; 128],
        }
    }
}

impl<N: Copy + Default> Words<N> {
    /// Pushes the word that starts at byte `at` with its note and gives its end; `None` where no plain word starts
    /// there. Plain are short words of precomposed letters with an ASCII character behind, other than an
    /// apostrophe: what they are depends on nothing around.
    #[inline(always)]
    pub fn word(
        &mut self,
        text: &str,
        at: usize,
        gap: Gap,
        (tokens, notes): (&mut Vec<Token>, &mut Vec<N>),
        note: impl Fn(&Token) -> N,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let near = near(bytes, at);
        let length = short_length(near);
        let met = if length <= SHORT {
            if length == 0 || (near >> (8 * length)) as u8 == b'\'' {
                return None;
            }
            let held = near & ((1 << (8 * length)) - 1);
            let group = &mut self.short[hash(held) % SHORT_GROUPS];
            match group.slot(held) {
                Some(slot) => group.met[slot],
                None => learn(group, &mut self.new, held, (text, at..at + length), note)?,
            }
        } else {
            let chunk = chunk(bytes, at);
            let length = length_of(chunk);
            if length > LONGEST || bytes.get(at + length) == Some(&b'\'') {
                return None;
            }
            let held = chunk & FIRST[length];
            let group =
                &mut self.long[hash(held as u64 ^ ((held >> 64) as u64).rotate_left(29)) % LONG_GROUPS];
            let met = match group.slot(held) {
                Some(slot) => group.met[slot],
                None => learn(group, &mut self.new, held, (text, at..at + length), note)?,
            };
            return Some(push(&met, at..at + length, gap, tokens, notes));
        };
        Some(push(&met, at..at + length, gap, tokens, notes))
    }

    /// The note of an ASCII mark, made once.
    #[inline(always)]
    pub fn mark(&mut self, mark: u8, note: impl FnOnce() -> N) -> N {
        self.marks.get_mut(usize::from(mark)).map_or_else(N::default, |known| *known.get_or_insert_with(note))
    }
}

/// Pushes a word that was met, and gives its end.
#[inline(always)]
fn push<N: Copy>(
    met: &Met<N>,
    bytes: Range<usize>,
    gap: Gap,
    tokens: &mut Vec<Token>,
    notes: &mut Vec<N>,
) -> usize {
    tokens.push(Token {
        key: met.key,
        start: bytes.start as u32,
        end: bytes.end as u32,
        kind: TokenKind::Word,
        gap,
        capital: met.capital,
        all_caps: met.all_caps,
    });
    notes.push(met.note);
    bytes.end
}

/// Reads a word that was not met before, and keeps it. `None` where it is not plain.
#[inline(never)]
fn learn<B: Copy, N: Copy>(
    group: &mut Group<B, N>,
    new: &mut usize,
    held: B,
    (text, bytes): (&str, Range<usize>),
    note: impl Fn(&Token) -> N,
) -> Option<Met<N>> {
    if !is_plain(&text.as_bytes()[bytes.clone()]) {
        return None;
    }
    let (token, end) = word(text, bytes.start, Gap::None);
    // A small letter before a capital one ends a word: not all of it may be one.
    if end != bytes.end {
        return None;
    }
    let met = Met { key: token.key, note: note(&token), capital: token.capital, all_caps: token.all_caps };
    *new = new.wrapping_add(1);
    (group.bytes[*new % SLOTS], group.met[*new % SLOTS]) = (held, met);
    Some(met)
}

/// Ten bits of a number; all bits of it tell.
#[inline(always)]
fn hash(held: u64) -> usize {
    (held.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
}

/// Eight bytes from `at` on, the first one lowest, zeros behind the end.
#[inline(always)]
fn near(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|c| <[u8; 8]>::try_from(c).ok()) {
        Some(near) => u64::from_le_bytes(near),
        None => bytes[at..].iter().rev().fold(0, |held, b| (held << 8) | u64::from(*b)),
    }
}

/// The same for sixteen.
#[inline(always)]
fn chunk(bytes: &[u8], at: usize) -> u128 {
    match bytes.get(at..at + 16).and_then(|c| <[u8; 16]>::try_from(c).ok()) {
        Some(chunk) => u128::from_le_bytes(chunk),
        None => bytes[at..].iter().rev().fold(0, |held, b| (held << 8) | u128::from(*b)),
    }
}

/// How many of eight bytes, from the lowest on, are ASCII letters or no ASCII: all at once, since a
/// branch for each letter is guessed wrong too often.
#[inline(always)]
fn short_length(near: u64) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = 0x80 * ONES;
    let small = (near | (0x20 * ONES)) & !HIGH;
    // The high bit of each byte tells; no byte carries into the next.
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let behind_z = small + (0x80 - b'z' as u64 - 1) * ONES;
    let inside = (from_a & !behind_z) | near;
    (!inside & HIGH).trailing_zeros() as usize / 8
}

/// The same of sixteen.
#[inline(always)]
fn length_of(chunk: u128) -> usize {
    let first = short_length(chunk as u64);
    if first < 8 { first } else { 8 + short_length((chunk >> 64) as u64) }
}

/// Whether all of a word's bytes are of precomposed letters.
fn is_plain(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1)) {
            (0..0x80, _) => 1,
            // U+00C0 to U+01FF, but × and ÷
            (0xc3, Some(0x97 | 0xb7)) => return false,
            (0xc3..=0xc6, _) => 2,
            // U+1E80 to U+1EFF
            (0xe1, Some(0xba | 0xbb)) => 3,
            _ => return false,
        };
    }
    true
}

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

impl<B: Copy + PartialEq, N: Copy> Group<B, N> {
    /// A word of a text, which is read where it was not met before. `None` where it is not plain.
    #[inline(always)]
    fn met(
        &mut self,
        held: B,
        (text, bytes): (&str, Range<usize>),
        new: &mut usize,
        note: impl Fn(&Token) -> N,
    ) -> Option<Met<N>> {
        // All are compared: a branch for each is guessed wrong too often.
        let slot = (0..SLOTS).fold(SLOTS, |found, slot| if self.bytes[slot] == held { slot } else { found });
        if slot < SLOTS {
            return Some(self.met[slot]);
        }
        let met = read(text, bytes, note)?;
        *new = new.wrapping_add(1);
        (self.bytes[*new % SLOTS], self.met[*new % SLOTS]) = (held, met);
        Some(met)
    }
}

/// Reads a word. `None` where it is not plain.
#[inline(never)]
fn read<N>(text: &str, bytes: Range<usize>, note: impl Fn(&Token) -> N) -> Option<Met<N>> {
    if !is_plain(&text.as_bytes()[bytes.clone()]) {
        return None;
    }
    let (token, end) = word(text, bytes.start, Gap::None);
    // A small letter before a capital one ends a word: not all of it may be one.
    let whole = end == bytes.end;
    whole.then(|| Met {
        key: token.key,
        note: note(&token),
        capital: token.capital,
        all_caps: token.all_caps,
    })
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
        let near = eight(bytes, at);
        let length = letters(near);
        let (met, end) = if length <= SHORT {
            let end = at + length;
            if length == 0 || (near >> (8 * length)) as u8 == b'\'' {
                return None;
            }
            let held = first(near, length);
            let group = &mut self.short[hash(held) % SHORT_GROUPS];
            (group.met(held, (text, at..end), &mut self.new, note)?, end)
        } else {
            let far = eight(bytes, at + 8);
            let length = letters(far);
            let end = at + 8 + length;
            if end - at > LONGEST || bytes.get(end) == Some(&b'\'') {
                return None;
            }
            let far = first(far, length);
            let held = u128::from(near) | u128::from(far) << 64;
            let group = &mut self.long[hash(near ^ far.rotate_left(29)) % LONG_GROUPS];
            (group.met(held, (text, at..end), &mut self.new, note)?, end)
        };
        tokens.push(Token {
            key: met.key,
            start: at as u32,
            end: end as u32,
            kind: TokenKind::Word,
            gap,
            capital: met.capital,
            all_caps: met.all_caps,
        });
        notes.push(met.note);
        Some(end)
    }

    /// The note of an ASCII mark, made once.
    #[inline(always)]
    pub fn mark(&mut self, mark: u8, note: impl FnOnce() -> N) -> N {
        self.marks.get_mut(usize::from(mark)).map_or_else(N::default, |known| *known.get_or_insert_with(note))
    }
}

/// Ten bits of a number; all bits of it tell.
#[inline(always)]
fn hash(held: u64) -> usize {
    (held.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
}

/// Eight bytes from `at` on, the first one lowest, zeros behind the end.
#[inline(always)]
fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|c| <[u8; 8]>::try_from(c).ok()) {
        Some(eight) => u64::from_le_bytes(eight),
        None => bytes[at..].iter().rev().fold(0, |held, b| (held << 8) | u64::from(*b)),
    }
}

/// The first bytes of eight, then zeros; `length` is below eight.
#[inline(always)]
fn first(eight: u64, length: usize) -> u64 {
    eight & ((1 << (8 * length)) - 1)
}

/// How many of eight bytes, from the lowest on, are ASCII letters or no ASCII: all at once, since a
/// branch for each letter is guessed wrong too often.
#[inline(always)]
fn letters(eight: u64) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = 0x80 * ONES;
    let small = (eight | (0x20 * ONES)) & !HIGH;
    // The high bit of each byte tells; no byte carries into the next.
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let behind_z = small + (0x80 - b'z' as u64 - 1) * ONES;
    let inside = (from_a & !behind_z) | eight;
    (!inside & HIGH).trailing_zeros() as usize / 8
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

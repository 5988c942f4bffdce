//! The words met before, each with its key: a text says the same two thousand syllables again and again.

use super::syllable::Key;
use super::token::{Gap, Token, TokenKind, word};

/// Groups of slots; a power of two.
const GROUPS: usize = 1024;
/// Slots of a group. With fewer, words that fall together push each other out again and again.
const SLOTS: usize = 4;
/// Longer words are folded each time.
const LONGEST: usize = 15;
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
    /// What the caller knows of the key.
    note: N,
    capital: bool,
    all_caps: bool,
}

/// The words that fall together. Of a group one look takes two lines of the nearest memory: all bytes stand in one, what
/// was made of a word in another.
#[derive(Clone, Copy, Default)]
#[repr(C, align(64))]
struct Group<N> {
    /// Their bytes, the first one lowest, then zeros.
    bytes: [u128; SLOTS],
    met: [Met<N>; SLOTS],
}

impl<N> Group<N> {
    /// The slot of a word. All are compared: a branch for each is guessed wrong too often.
    #[inline(always)]
    fn slot(&self, held: u128) -> Option<usize> {
        let slot = (0..SLOTS).fold(SLOTS, |found, slot| if self.bytes[slot] == held { slot } else { found });
        (slot < SLOTS).then_some(slot)
    }
}

/// Words by their bytes, each with a note that depends on nothing but its key. A new one takes the place of any of its
/// group: were it always the rarest, rare words would push each other out again and again.
pub struct Words<N> {
    met: Vec<Group<N>>,
    /// How many were new.
    new: usize,
    /// Notes of ASCII marks.
    marks: [Option<N>; 128],
}

impl<N: Copy + Default> Default for Words<N> {
    fn default() -> Self {
        Self { met: vec![Group::default(); GROUPS], new: 0, marks: [None; 128] }
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
        note: impl Fn(Key) -> N,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let chunk = chunk(bytes, at);
        let length = length(chunk);
        if length == 0 || length > LONGEST || bytes.get(at + length) == Some(&b'\'') {
            return None;
        }
        let end = at + length;
        let held = chunk & FIRST[length];
        let number = (((held as u64) ^ ((held >> 64) as u64).rotate_left(29))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            >> 54) as usize
            % GROUPS;
        let group = &mut self.met[number];
        let Some(slot) = group.slot(held) else {
            if !is_plain(&bytes[at..end]) {
                return None;
            }
            // A small letter before a capital one ends a word: not all of it may be one.
            if word(text, at, gap, tokens) != end {
                tokens.pop();
                return None;
            }
            let token = tokens.last()?;
            let (key, capital, all_caps) = (token.key, token.capital, token.all_caps);
            let met = Met { key, note: note(key), capital, all_caps };
            notes.push(met.note);
            self.new = self.new.wrapping_add(1);
            let slot = self.new % SLOTS;
            (group.bytes[slot], group.met[slot]) = (held, met);
            return Some(end);
        };
        let met = &group.met[slot];
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

/// Sixteen bytes from `at` on, the first one lowest, zeros behind the end.
#[inline(always)]
fn chunk(bytes: &[u8], at: usize) -> u128 {
    match bytes.get(at..at + 16).and_then(|c| <[u8; 16]>::try_from(c).ok()) {
        Some(chunk) => u128::from_le_bytes(chunk),
        None => bytes[at..].iter().rev().fold(0, |held, b| (held << 8) | u128::from(*b)),
    }
}

/// How many of the bytes, from the lowest on, are ASCII letters or no ASCII: all sixteen at once, since a
/// branch for each letter is guessed wrong too often.
#[inline(always)]
fn length(chunk: u128) -> usize {
    const ONES: u128 = u128::from_le_bytes([1; 16]);
    const HIGH: u128 = 0x80 * ONES;
    let small = (chunk | (0x20 * ONES)) & !HIGH;
    // The high bit of each byte tells; no byte carries into the next.
    let from_a = small + (0x80 - b'a' as u128) * ONES;
    let behind_z = small + (0x80 - b'z' as u128 - 1) * ONES;
    let inside = (from_a & !behind_z) | chunk;
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

//! The words met before, each with its key: a text says the same two thousand syllables again and again.

use super::syllable::Key;
use super::token::{Gap, Token, TokenKind, word};

/// Slots; a power of two.
const SLOTS: usize = 2048;
/// Longer words are folded each time.
const LONGEST: usize = 16;

/// A word with what the tokenizer made of it.
#[derive(Clone, Copy, Default)]
struct Met {
    /// Its bytes, the first one lowest, then zeros.
    bytes: u128,
    key: Key,
    capital: bool,
    all_caps: bool,
}

/// Words by their bytes. A slot holds the last word that fell into it.
pub struct Words(Vec<Met>);

impl Default for Words {
    fn default() -> Self {
        Self(vec![Met::default(); SLOTS])
    }
}

impl Words {
    /// Pushes the word that starts at byte `at` and gives its end; `None` where no plain word starts
    /// there. Plain are short words of precomposed letters with an ASCII character behind, other than an
    /// apostrophe: what they are depends on nothing around.
    #[inline(always)]
    pub fn word(&mut self, text: &str, at: usize, gap: Gap, out: &mut Vec<Token>) -> Option<usize> {
        let bytes = text.as_bytes();
        let end = plain_end(bytes, at)?;
        let held = pack(bytes, at, end);
        let slot = (((held as u64) ^ ((held >> 64) as u64).rotate_left(29))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            >> 53) as usize
            % SLOTS;
        let met = &mut self.0[slot];
        if met.bytes != held {
            // A small letter before a capital one ends a word: not all of it may be one.
            if word(text, at, gap, out) != end {
                out.pop();
                return None;
            }
            let token = out.last()?;
            *met = Met { bytes: held, key: token.key, capital: token.capital, all_caps: token.all_caps };
            return Some(end);
        }
        out.push(Token {
            key: met.key,
            start: at as u32,
            end: end as u32,
            kind: TokenKind::Word,
            gap,
            capital: met.capital,
            all_caps: met.all_caps,
        });
        Some(end)
    }
}

/// The end of the plain word that starts at `at`.
#[inline(always)]
fn plain_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    loop {
        match bytes.get(end) {
            Some(b) if b.is_ascii_alphabetic() => end += 1,
            // U+00C0 to U+01FF, but × and ÷
            Some(0xc3) if matches!(bytes.get(end + 1), Some(0x97 | 0xb7)) => return None,
            Some(0xc3..=0xc6) => end += 2,
            // U+1E80 to U+1EFF
            Some(0xe1) if matches!(bytes.get(end + 1), Some(0xba | 0xbb)) => end += 3,
            Some(b'\'') | Some(0x80..) => return None,
            _ => break,
        }
        if end - at > LONGEST {
            return None;
        }
    }
    (end > at).then_some(end)
}

/// The bytes from `at` to `end`, at most [`LONGEST`], in one number.
#[inline(always)]
fn pack(bytes: &[u8], at: usize, end: usize) -> u128 {
    if let Some(chunk) = bytes.get(at..at + LONGEST).and_then(|c| <[u8; LONGEST]>::try_from(c).ok()) {
        return u128::from_le_bytes(chunk) & (u128::MAX >> (8 * (LONGEST - (end - at))));
    }
    bytes[at..end].iter().rev().fold(0, |held, b| held << 8 | u128::from(*b))
}

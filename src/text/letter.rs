//! Letters of the Vietnamese alphabet (and the foreign ones news uses), taken apart into base letter,
//! tone and case. Shared with the build script, so it depends on nothing.

/// What a character is to the tokenizer, packed into 16 bits:
/// bits 0–5 letter code (0: not a letter), 6–8 tone, 9 upper case, 10 combining mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter(pub u16);

impl Letter {
    /// Not a letter of any Latin alphabet known here.
    pub const NONE: Letter = Letter(0);
    const UPPER: u16 = 1 << 9;
    const MARK: u16 = 1 << 10;

    /// Code 1–33 of the base letter, `ă â đ ê ô ơ ư` being letters of their own; 0 for none.
    pub const fn code(self) -> u64 {
        (self.0 & 63) as u64
    }
    /// 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
    pub const fn tone(self) -> u64 {
        ((self.0 >> 6) & 7) as u64
    }
    /// Whether the character is upper case.
    pub const fn is_upper(self) -> bool {
        self.0 & Self::UPPER != 0
    }
    /// Whether it is a base letter (with or without tone).
    pub const fn is_letter(self) -> bool {
        self.0 & 63 != 0 && self.0 & Self::MARK == 0
    }
    /// Whether it is a combining mark; then `tone` is the tone or `code` the quality (`BREVE` …).
    pub const fn is_mark(self) -> bool {
        self.0 & Self::MARK != 0
    }
}

/// Base letters in alphabetical order; the code of a letter is its place here, counted from 1.
const ALPHABET: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ',
    'p', 'q', 'r', 's', 't', 'u', 'ư', 'v', 'w', 'x', 'y', 'z',
];

/// Letter code of a lower-case base letter.
pub const fn code_of(letter: char) -> u64 {
    let mut i = 0;
    while i < ALPHABET.len() {
        if ALPHABET[i] == letter {
            return i as u64 + 1;
        }
        i += 1;
    }
    0
}

/// Lower and upper case of each vowel in the order of the tones.
const VOWELS: [(char, [char; 6], [char; 6]); 12] = [
    ('a', ['a', 'à', 'ả', 'ã', 'á', 'ạ'], ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ']),
    ('ă', ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'], ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ']),
    ('â', ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'], ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ']),
    ('e', ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'], ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ']),
    ('ê', ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'], ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ']),
    ('i', ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'], ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị']),
    ('o', ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'], ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ']),
    ('ô', ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'], ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ']),
    ('ơ', ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'], ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ']),
    ('u', ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'], ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ']),
    ('ư', ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'], ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự']),
    ('y', ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'], ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ']),
];

/// Letters of other Latin alphabets that foreign names bring, each read as its base letter.
const FOREIGN: [(char, char, char); 54] = [
    ('ä', 'Ä', 'a'),
    ('å', 'Å', 'a'),
    ('æ', 'Æ', 'a'),
    ('ā', 'Ā', 'a'),
    ('ą', 'Ą', 'a'),
    ('ç', 'Ç', 'c'),
    ('ć', 'Ć', 'c'),
    ('č', 'Č', 'c'),
    ('ď', 'Ď', 'd'),
    ('ë', 'Ë', 'e'),
    ('ē', 'Ē', 'e'),
    ('ĕ', 'Ĕ', 'e'),
    ('ė', 'Ė', 'e'),
    ('ę', 'Ę', 'e'),
    ('ě', 'Ě', 'e'),
    ('ğ', 'Ğ', 'g'),
    ('ģ', 'Ģ', 'g'),
    ('î', 'Î', 'i'),
    ('ï', 'Ï', 'i'),
    ('ī', 'Ī', 'i'),
    ('ĭ', 'Ĭ', 'i'),
    ('į', 'Į', 'i'),
    ('ķ', 'Ķ', 'k'),
    ('ļ', 'Ļ', 'l'),
    ('ľ', 'Ľ', 'l'),
    ('ł', 'Ł', 'l'),
    ('ñ', 'Ñ', 'n'),
    ('ń', 'Ń', 'n'),
    ('ņ', 'Ņ', 'n'),
    ('ň', 'Ň', 'n'),
    ('ö', 'Ö', 'o'),
    ('ø', 'Ø', 'o'),
    ('ō', 'Ō', 'o'),
    ('ő', 'Ő', 'o'),
    ('œ', 'Œ', 'o'),
    ('ŕ', 'Ŕ', 'r'),
    ('ř', 'Ř', 'r'),
    ('ś', 'Ś', 's'),
    ('ş', 'Ş', 's'),
    ('š', 'Š', 's'),
    ('ș', 'Ș', 's'),
    ('ţ', 'Ţ', 't'),
    ('ť', 'Ť', 't'),
    ('ț', 'Ț', 't'),
    ('û', 'Û', 'u'),
    ('ü', 'Ü', 'u'),
    ('ū', 'Ū', 'u'),
    ('ŭ', 'Ŭ', 'u'),
    ('ů', 'Ů', 'u'),
    ('ű', 'Ű', 'u'),
    ('ÿ', 'Ÿ', 'y'),
    ('ź', 'Ź', 'z'),
    ('ż', 'Ż', 'z'),
    ('ž', 'Ž', 'z'),
];

/// Quality of the letter before, in decomposed text.
pub const BREVE: u64 = 1;
/// Circumflex of `â ê ô`.
pub const CIRCUMFLEX: u64 = 2;
/// Horn of `ơ ư`.
pub const HORN: u64 = 3;
/// A mark that changes neither letter nor tone here (diaeresis, caron …).
pub const OTHER_MARK: u64 = 4;

const MARKS: [(char, u64, u64); 10] = [
    ('\u{300}', 0, 1),
    ('\u{309}', 0, 2),
    ('\u{303}', 0, 3),
    ('\u{301}', 0, 4),
    ('\u{323}', 0, 5),
    ('\u{306}', BREVE, 0),
    ('\u{302}', CIRCUMFLEX, 0),
    ('\u{31b}', HORN, 0),
    ('\u{308}', OTHER_MARK, 0),
    ('\u{30c}', OTHER_MARK, 0),
];

const LOW: usize = 0x250;
const MARK_BASE: usize = 0x300;
const HIGH_BASE: usize = 0x1ea0;
const SIZE: usize = LOW + 0x70 + 0x60;

const fn slot(c: u32) -> usize {
    let c = c as usize;
    if c < LOW {
        c
    } else if c >= MARK_BASE && c < MARK_BASE + 0x70 {
        LOW + c - MARK_BASE
    } else if c >= HIGH_BASE && c < HIGH_BASE + 0x60 {
        LOW + 0x70 + c - HIGH_BASE
    } else {
        SIZE
    }
}

const fn table() -> [u16; SIZE + 1] {
    let mut t = [0u16; SIZE + 1];
    let mut i = 0;
    while i < ALPHABET.len() {
        let c = ALPHABET[i];
        t[slot(c as u32)] = i as u16 + 1;
        if c.is_ascii() {
            t[slot(c.to_ascii_uppercase() as u32)] = (i as u16 + 1) | Letter::UPPER;
        }
        i += 1;
    }
    t[slot('Đ' as u32)] = code_of('đ') as u16 | Letter::UPPER;
    // U+00D0 (Eth) looks the same and stands for Đ in real files.
    t[0xd0] = code_of('đ') as u16 | Letter::UPPER;
    let mut v = 0;
    while v < VOWELS.len() {
        let mut tone = 0;
        while tone < 6 {
            let code = code_of(VOWELS[v].0) as u16 | ((tone as u16) << 6);
            t[slot(VOWELS[v].1[tone] as u32)] = code;
            t[slot(VOWELS[v].2[tone] as u32)] = code | Letter::UPPER;
            tone += 1;
        }
        v += 1;
    }
    let mut f = 0;
    while f < FOREIGN.len() {
        let code = code_of(FOREIGN[f].2) as u16;
        t[slot(FOREIGN[f].0 as u32)] = code;
        t[slot(FOREIGN[f].1 as u32)] = code | Letter::UPPER;
        f += 1;
    }
    let mut m = 0x300;
    while m < 0x370 {
        t[slot(m)] = OTHER_MARK as u16 | Letter::MARK;
        m += 1;
    }
    let mut k = 0;
    while k < MARKS.len() {
        let (c, quality, tone) = MARKS[k];
        t[slot(c as u32)] = quality as u16 | ((tone as u16) << 6) | Letter::MARK;
        k += 1;
    }
    t
}

static TABLE: [u16; SIZE + 1] = table();

/// Takes a character apart.
#[inline(always)]
pub fn letter(c: u32) -> Letter {
    Letter(TABLE[slot(c)])
}

/// The letter that `code` becomes under a combining quality (`a` + breve = `ă`).
pub const fn with_quality(code: u64, quality: u64) -> u64 {
    const A: u64 = code_of('a');
    const E: u64 = code_of('e');
    const O: u64 = code_of('o');
    const U: u64 = code_of('u');
    match (code, quality) {
        (A, BREVE) => code_of('ă'),
        (A, CIRCUMFLEX) => code_of('â'),
        (E, CIRCUMFLEX) => code_of('ê'),
        (O, CIRCUMFLEX) => code_of('ô'),
        (O, HORN) => code_of('ơ'),
        (U, HORN) => code_of('ư'),
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_letters_apart() {
        let l = letter('Ắ' as u32);
        assert_eq!((l.code(), l.tone(), l.is_upper()), (code_of('ă'), 4, true));
        assert!(!letter('1' as u32).is_letter());
        assert!(!letter('中' as u32).is_letter());
        assert!(letter('\u{323}' as u32).is_mark());
        assert_eq!(letter('\u{10ffff}' as u32), Letter::NONE);
    }
}

//! Whether the text around a place tells that something is past, or why it is as it is.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Document;
use crate::text::position::{Byte, Span};

/// What a word explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explains {
    /// A unit that is gone: cũ, trước sáp nhập, nay là, quê quán.
    Unit,
    /// Another holder of an office: nguyên, thay, bổ nhiệm, nhiệm kỳ.
    Holder,
}

/// Words that explain.
#[derive(Debug)]
struct PastRow {
    forms: &'static [&'static str],
    class: Explains,
}

static PAST: &[PastRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_past.rs"));

/// The forms, by their first words.
static FORMS: LazyLock<FxHashMap<&'static str, Vec<(&'static str, Explains)>>> = LazyLock::new(|| {
    let mut all: FxHashMap<&str, Vec<_>> = FxHashMap::default();
    for (form, class) in PAST.iter().flat_map(|row| row.forms.iter().map(|form| (*form, row.class))) {
        all.entry(form.split(' ').next().unwrap_or(form)).or_default().push((form, class));
    }
    all
});

/// Bytes of a sentence that are looked at on either side, at most.
pub const MOST: usize = 600;

/// A sentence, ready to be searched.
pub struct Sentence {
    /// In lower case and NFC, words parted and framed by single blanks.
    words: String,
}

impl Sentence {
    /// The sentence around a place.
    pub fn around(document: &Document<'_>, at: Span<Byte>) -> Sentence {
        Sentence::of(document.text.get(Sentence::bounds(document.text, at)).unwrap_or_default())
    }

    /// The bytes of the sentence around a place.
    pub fn bounds(text: &str, at: Span<Byte>) -> Range<usize> {
        let floor = ceil(text, at.start.index().saturating_sub(MOST));
        let before = text.get(floor..at.start.index()).unwrap_or_default();
        let start = floor + before.rfind('\n').map_or(0, |i| i + 1).max(last_stop(before));
        let roof = ceil(text, (at.end.index() + MOST).min(text.len()));
        let behind = text.get(at.end.index()..roof).unwrap_or_default();
        let line = behind.find('\n').unwrap_or(behind.len());
        let end = at.end.index() + first_stop(&behind[..line]).unwrap_or(line);
        start..end
    }

    /// A text as one sentence.
    pub fn of(text: &str) -> Sentence {
        let mut words = String::with_capacity(text.len() + 2);
        words.push(' ');
        let mut put = |c: char| {
            if c.is_alphanumeric() {
                words.push(c);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        };
        if is_nfc_quick(text.chars()) == IsNormalized::Yes {
            text.chars().flat_map(char::to_lowercase).for_each(&mut put);
        } else {
            text.nfc().flat_map(char::to_lowercase).for_each(&mut put);
        }
        if !words.ends_with(' ') {
            words.push(' ');
        }
        Sentence { words }
    }

    /// Whether it begins with these words, in lower case.
    pub fn starts_with(&self, words: &str) -> bool {
        self.words.strip_prefix(' ').and_then(|s| s.strip_prefix(words)).is_some_and(|s| s.starts_with(' '))
    }

    /// Whether a word in it explains.
    pub fn explains(&self, what: Explains) -> bool {
        let here = |at: usize| {
            let words = &self.words[at..];
            let forms = FORMS.get(words.split(' ').next().unwrap_or_default()).into_iter().flatten();
            let stands = |form: &str| words.strip_prefix(form).is_some_and(|rest| rest.starts_with(' '));
            forms.filter(|(_, class)| *class == what).any(|(form, _)| stands(form))
        };
        memchr::memchr_iter(b' ', self.words.as_bytes()).any(|blank| here(blank + 1))
    }

    /// The years that it names.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.words
            .split(' ')
            .filter(|w| w.len() == 4)
            .filter_map(|w| w.parse().ok())
            .filter(|y| (1900..2100).contains(y))
    }
}

/// The next boundary of a character.
fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Where a sentence ends: behind `. ` that closes a word of three letters or more, so that TP. closes none.
fn stops(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    text.match_indices(['.', '!', '?', '…']).filter_map(move |(at, mark)| {
        let behind = &text[at + mark.len()..];
        let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let closes = word.chars().count() >= 3 || word.chars().any(|c| c.is_ascii_digit()) || word.is_empty();
        (closes && behind.starts_with(char::is_whitespace)).then_some(at + mark.len())
    })
}

fn last_stop(text: &str) -> usize {
    stops(text).next_back().unwrap_or(0)
}

fn first_stop(text: &str) -> Option<usize> {
    // The last word has no whitespace behind it here: that end is the line's.
    stops(text).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::mention::Analysis;

    /// What a form is found by.
    #[test]
    fn every_form_explains() {
        for row in PAST {
            for form in row.forms {
                assert!(Sentence::of(&format!("Trước {form} sau")).explains(row.class), "{form}");
            }
        }
        assert!(!Sentence::of("cũng nayla thayđổi").explains(Explains::Unit));
    }

    #[test]
    fn the_sentence_around_a_place() {
        let text = "Mở đầu năm 1999. Đoàn về TP. Hà Tiên CŨ trong ngày. Hết năm 2001.\nDòng sau.";
        let analysis = Analysis::default();
        let document = Document::new(text, &analysis);
        let at = text.find("Hà Tiên").expect("there");
        let sentence = Sentence::around(&document, Span::new(Byte::from(at), Byte::from(at + 9)));
        assert_eq!(sentence.words, " đoàn về tp hà tiên cũ trong ngày ");
        assert!(sentence.explains(Explains::Unit));
        assert_eq!(Sentence::of("năm 1999 và 31/12/2004").years().collect::<Vec<_>>(), [1999, 2004]);
    }
}

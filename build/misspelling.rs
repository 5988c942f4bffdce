//! How Vietnamese newspapers misspell a syllable: another tone, or a letter that sounds alike.

/// Letters and groups that are taken for each other, in syllables' first and last letters and vowels.
const ALIKE: [(&str, &str); 17] = [
    ("ng", "ngh"),
    ("g", "gh"),
    ("c", "k"),
    ("s", "x"),
    ("ch", "tr"),
    ("d", "gi"),
    ("l", "n"),
    ("n", "ng"),
    ("t", "c"),
    ("ă", "â"),
    ("a", "â"),
    ("a", "ă"),
    ("ơ", "ô"),
    ("o", "ô"),
    ("u", "ư"),
    ("e", "ê"),
    ("d", "đ"),
];

/// Combining marks of the tones; none for ngang.
const TONES: [&str; 6] = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];

/// The misspellings of one syllable, in lower case and decomposed (folding levels both).
pub fn of(syllable: &str) -> Vec<String> {
    let (bare, tone) = take_tone(&syllable.to_lowercase());
    let mut wrong: Vec<String> = TONES.iter().filter(|t| **t != tone).map(|t| format!("{bare}{t}")).collect();
    for (a, b) in ALIKE {
        for (from, to) in [(a, b), (b, a)] {
            for (at, _) in bare.match_indices(from) {
                let changed = format!("{}{to}{}", &bare[..at], &bare[at + from.len()..]);
                if changed.len() > 1 {
                    wrong.push(format!("{changed}{tone}"));
                }
            }
        }
    }
    wrong
}

/// A syllable without its tone, and the tone as a combining mark. The key of a syllable does not ask
/// where the tone stands, so it may be put at the end.
fn take_tone(syllable: &str) -> (String, &'static str) {
    const VOWELS: [&str; 12] = [
        "aàảãáạ",
        "ăằẳẵắặ",
        "âầẩẫấậ",
        "eèẻẽéẹ",
        "êềểễếệ",
        "iìỉĩíị",
        "oòỏõóọ",
        "ôồổỗốộ",
        "ơờởỡớợ",
        "uùủũúụ",
        "ưừửữứự",
        "yỳỷỹýỵ",
    ];
    let mut tone = 0;
    let bare = syllable
        .chars()
        .map(|c| {
            for row in VOWELS {
                if let Some(t) = row.chars().position(|v| v == c) {
                    tone = tone.max(t);
                    return row.chars().next().unwrap_or(c);
                }
            }
            c
        })
        .collect();
    (bare, TONES[tone])
}

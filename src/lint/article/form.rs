//! The Unicode form of the text.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::{Document, Remarks};
use crate::lint::finding::Message;
use crate::text::position::{Byte, Span};

/// Name of the rule.
pub const NOT_NFC: &str = "not-nfc";

/// `not-nfc`
pub fn not_nfc(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    if is_plainly_nfc(document.text.as_bytes()) || is_nfc_quick(document.text.chars()) == IsNormalized::Yes {
        return;
    }
    let mut edits: Vec<(Span<Byte>, String)> = Vec::new();
    let mut at = 0;
    for word in document.text.split_word_bounds() {
        let bytes = Span::new(Byte::from(at), Byte::from(at + word.len()));
        at += word.len();
        if is_nfc_quick(word.chars()) == IsNormalized::Yes {
            continue;
        }
        let composed: String = word.nfc().collect();
        if composed != word {
            edits.push((bytes, composed));
        }
    }
    let Some((first, _)) = edits.first() else { return };
    let count = edits.len();
    let title = Message::new("fix-compose").with("count", count);
    remarks.add(*first).with("count", count).correct(title, edits).done();
}

/// Whether only characters occur that stand in NFC whatever is around them: the letters of Vietnamese in one
/// piece, Latin, ASCII, common punctuation. A fast look that is right for nearly every article.
fn is_plainly_nfc(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            0..0x80 => 1,
            // U+0080–U+02FF
            0xc2..=0xcb => 2,
            // U+1E00–U+1EFF
            0xe1 if matches!(bytes.get(at + 1), Some(0xb8..=0xbb)) => 3,
            // U+2002–U+203F, so without the quads that NFC replaces
            0xe2 if bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2).is_some_and(|b| *b >= 0x82) => 3,
            _ => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_looks_plain_is_nfc(text in "[a-zÀ-ỹ\u{2000}-\u{2040}\u{300}-\u{303}“”–… ]{0,30}") {
            if is_plainly_nfc(text.as_bytes()) {
                proptest::prop_assert_eq!(text.nfc().collect::<String>(), text);
            }
        }
    }

    #[test]
    fn plain_vietnamese_is_seen_at_once() {
        assert!(is_plainly_nfc("Đường về Cà Mau – “xa lắm…”, 3,5 tỷ".as_bytes()));
        assert!(!is_plainly_nfc("Hue\u{302}\u{301}".as_bytes()));
        assert!(!is_plainly_nfc("\u{2000}".as_bytes()));
    }
}

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
    if document.is_composed
        || is_plainly_nfc(document.text.as_bytes())
        || is_nfc_quick(document.text.chars()) == IsNormalized::Yes
    {
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
fn is_plainly_nfc(text: &[u8]) -> bool {
    // Without a branch in a piece, so that many bytes are looked at in one step.
    const PIECE: usize = 128;
    // By the first byte of each character, in UTF-8: two bytes up to U+02FF (0xcb), and of those with three bytes
    // U+1E00–U+1EFF and U+2002–U+203F, so without the quads that NFC replaces.
    let odd = |a: u8, b: u8, c: u8| {
        (a >= 0xcc) & (a != 0xe1) & (a != 0xe2)
            | (a == 0xe1) & (b & 0xfc != 0xb8)
            | (a == 0xe2) & !((b == 0x80) & (c >= 0x82))
    };
    let behind = |from: usize| text.get(from..).unwrap_or_default();
    let (mut first, mut second, mut third) = (text, behind(1), behind(2));
    while let (Some((a, more_a)), Some((b, more_b)), Some((c, more_c))) = (
        first.split_first_chunk::<PIECE>(),
        second.split_first_chunk::<PIECE>(),
        third.split_first_chunk::<PIECE>(),
    ) {
        if (0..PIECE).fold(false, |found, i| found | odd(a[i], b[i], c[i])) {
            return false;
        }
        (first, second, third) = (more_a, more_b, more_c);
    }
    let byte = |of: &[u8], i: usize| of.get(i).copied().unwrap_or(0);
    !(0..first.len()).any(|i| odd(first[i], byte(second, i), byte(third, i)))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_looks_plain_is_nfc(
            before in "[a-zế–]{0,200}",
            text in "[a-zÀ-ỹ\u{2000}-\u{2040}\u{300}-\u{303}“”–… ]{0,30}",
        ) {
            let text = before + &text;
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
        for n in 0..300 {
            let plain = "Ế–b ".repeat(n);
            assert!(is_plainly_nfc(plain.as_bytes()));
            assert!(!is_plainly_nfc((plain + "e\u{301}").as_bytes()));
        }
    }
}

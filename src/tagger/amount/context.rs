//! What stands around a number: modifiers, and whether the sentence speaks of money.

use std::sync::LazyLock;

use super::table::{AmountClass, word_at, word_before, words_at};
use super::word::{is_figure, raw};
use crate::tagger::mention::Modifier;
use crate::tagger::paragraph::Paragraph;
use crate::text::syllable::Key;
use crate::text::token::{Gap, Token, tokenize};

/// How many tokens of a sentence are looked at on either side of a number.
const REACH: u32 = 40;
/// How near a word must be that speaks of money only beside a sum.
const NEAR: u32 = 8;
/// How many words back "mỗi" makes a number a price.
const EACH: u32 = 4;

/// Words of grammar, which nobody counts. Kept out of the lexicon, since they are in every sentence
/// and are asked for behind a number only.
static GRAMMAR: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(
        "cho để từ trong vào và tại của với do so nhưng mà thì là được đã sẽ đang trên ở theo nếu khi mỗi hoặc hay đến \
         tới nhằm bằng qua sau trước gồm như còn cùng nên vì nữa này đó kia ấy nó nhờ cũng đều mới lên xuống trở về bởi \
         thông tính tùy ra mỗi kể trừ khởi rồi song vừa nay không chưa phải bị cả hơn khoảng tương kèm chiếm tăng giảm dành nằm đầu thuộc \
         vẫn đem cứ đội bán mua trả lấy ủng giúp góp sắm nộp tặng chẳng chả thôi nhé nhỉ ngay liền xong nuôi chữa",
        &mut tokens,
    );
    let mut keys: Vec<Key> = tokens.iter().map(|t| t.key).collect();
    keys.sort_unstable();
    keys
});

/// Whether a word is one of grammar.
pub fn is_grammar(key: Key) -> bool {
    GRAMMAR.binary_search(&key).is_ok()
}

/// What the words beside a sum say of it.
pub fn modifier(p: &Paragraph<'_>, start: u32, mut end: u32) -> Option<Modifier> {
    // Per unit: 1 tỷ đồng/năm trở lên.
    if p.is(end, '/')
        && p.token(end + 1).is_some_and(|t| t.is_word())
        && word_at(p, end + 2, AmountClass::After).is_some()
    {
        end += 2;
    }
    if let Some((behind, row)) = word_at(p, end, AmountClass::After) {
        let belongs_on = is_figure(p, behind) || raw(p, behind).is_some();
        if !belongs_on && p.gap(end) == Gap::Space {
            return row.modifier;
        }
    }
    let start = word_before(p, start, AmountClass::From).map_or(start, |(from, _)| from);
    // "hộ ít nhất 100 triệu" is who has least, "mỗi hộ ít nhất 100 triệu" a sum for each.
    let each = |at: u32| at > 0 && (p.says(at - 1, "mỗi") || p.says(at - 1, "từng"));
    if word_before(p, start, AmountClass::NoModifier).is_some_and(|(from, _)| !each(from)) {
        return None;
    }
    word_before(p, start, AmountClass::Before).and_then(|(_, row)| row.modifier)
}

/// The first token of the sentence that holds `at`, at most [`REACH`] tokens back.
pub fn sentence_start(p: &Paragraph<'_>, at: u32) -> u32 {
    let floor = at.saturating_sub(REACH);
    (floor..at).rev().find(|i| ends_sentence(p, *i)).map_or(floor, |i| i + 1)
}

/// The end of the sentence that holds `at`, at most [`REACH`] tokens on.
pub fn sentence_end(p: &Paragraph<'_>, at: u32) -> u32 {
    let limit = at.saturating_add(REACH).min(p.len());
    (at..limit).find(|i| ends_sentence(p, *i)).unwrap_or(limit)
}

fn ends_sentence(p: &Paragraph<'_>, at: u32) -> bool {
    let Some(t) = p.token(at) else { return true };
    if t.is('!') || t.is('?') {
        return true;
    }
    // A dot behind one or two letters abbreviates (TP. Huế).
    let long = at > 0 && p.token(at - 1).is_some_and(|w| !w.is_word() || w.end - w.start > 2);
    t.is('.') && long && p.token(at + 1).is_none_or(|n| n.gap != Gap::None)
}

/// Whether the sentence around a number with a scale is plainly about money; `None` where it is about something else.
/// `large`: the scale is tỷ, which little else is counted in. `last_sum`: first token of a sum with its currency in the
/// same sentence; `summed`: there is one in the paragraph.
pub fn is_money(
    p: &Paragraph<'_>,
    start: u32,
    end: u32,
    large: bool,
    last_sum: Option<u32>,
    summed: bool,
) -> Option<bool> {
    // "gói" is a packet, but "gói trong hộp" is what was done with the money.
    let longest = |class| words_at(p, end, class).map(|(end, _)| end).max();
    let counted = longest(AmountClass::Countable);
    let wrapped = counted.is_some() && longest(AmountClass::WeakCue) > counted;
    if counted.is_some() && !wrapped || p.is(end, '%')
        // A figure on the next line is that line's own: a headline, and below it the date.
        || is_figure(p, end) && p.gap(end) != Gap::Line
    {
        return None;
    }
    // 3tr, 500k: nobody counts anything else so.
    if matches!(p.str(end - 1..end), "tr" | "Tr" | "k" | "K") {
        return Some(true);
    }
    let first = sentence_start(p, start).max(last_sum.unwrap_or(0).min(start));
    let each = (start.saturating_sub(EACH)..start).any(|i| {
        matches!(p.str(i..i + 1), "mỗi" | "Mỗi") || matches!(p.str(i..i + 1), "một" | "Một") && i + 1 < start
    });
    // "năm chục ngàn thôi"
    let said = p.reads(end, "thôi");
    let mut about = said || last_sum.is_some() || large && summed || !large && (each || per_unit(p, end));
    for i in (first..start).rev() {
        if p.hits_at(i).is_empty() {
            continue;
        }
        let is = |class| word_at(p, i, class).is_some();
        if is(AmountClass::AntiCue) {
            return None;
        }
        if is(AmountClass::Cue) || is(AmountClass::WeakCue) && (large || start - i <= NEAR) {
            about = true;
            if start - i <= 4 {
                return Some(true);
            }
            break;
        }
    }
    // Behind the number: 2.000 tỷ vốn vay.
    let cue = |i| [AmountClass::Cue, AmountClass::WeakCue].into_iter().any(|c| word_at(p, i, c).is_some());
    (wrapped || follows(p, end)).then(|| about || (end..sentence_end(p, end)).any(cue))
}

/// 18 ngàn một ngày, 700 ngàn một chai.
pub fn per_unit(p: &Paragraph<'_>, at: u32) -> bool {
    raw(p, at).is_some_and(|r| r.value == 1)
        && raw(p, at + 1).is_none()
        && super::word::scale(p, at + 1).is_none()
}

/// Whether what stands behind a number leaves it a sum.
fn follows(p: &Paragraph<'_>, at: u32) -> bool {
    let cue = word_at(p, at, AmountClass::Cue).is_some();
    cue || per_unit(p, at) || super::number::ends_here(p, at)
}

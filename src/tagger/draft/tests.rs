use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::tagger::analyse;

/// Whole paragraphs and odd pieces, of all that paragraphs tell each other: dates, provinces, names without a table,
/// persons and their offices, currencies, who wrote.
const PIECES: &[&str] = &[
    "Thứ ba, 14/3/2023 08:15\n",
    "Ngày 5/9/2025, đoàn về xã Tân Thành, tỉnh Cà Mau.\n",
    "Ông Lê Văn Thử, Chủ tịch UBND tỉnh Hậu Giang, nói về thôn Bãi Giữa và thôn Bãi Giữa Hai.\n",
    "Chủ tịch UBND tỉnh cho biết đã chi 1.250 tỷ đồng, thêm 20 triệu USD và 3 tỷ nữa.\n",
    "Bí thư Tỉnh ủy Trần Thị Mẫu và Phó Chủ tịch Thường trực HĐND thành phố Cần Thơ Nguyễn Văn Nháp dự.\n",
    "Bà Mẫu nói thêm. Ông Thử đồng ý. Chủ tịch xã Tân Thành thì không.\n",
    "Tổng thống Putin đến Hà Nội, đồng chí Phan Văn Giả đón; giá 5 đô la Mỹ.\n",
    "Lê Văn Thử\n",
    "Ảnh: Trần Mẫu\n",
    "Tin từ Bến Tre, Tân Thành, Châu Thành; quận 1, quận Bình Thủy; phường An Hội.\n",
    "Theo kế hoạch đến năm 2030 và từ năm 2019 thì huyện Châu Thành (Kiên Giang) có 500 euro, 300 triệu\n",
    "Sáng nay tại hội trường lớn của nhà văn hóa trung tâm thuộc tỉnh Quảng\n",
    "Nam, nhiều người dân đã đến dự cùng Chủ tịch tỉnh.\n",
    "\r\n",
    "\n",
    "\r",
    " ",
    "\n\n",
    ",",
    "(",
    "tỉnh ",
    "Hà",
    " Giang",
    "ông ",
    "2",
    "a",
    "Trà Vinh",
    "\u{feff}",
    "\0",
    "😀",
    "xã Hòa Bình, ",
    "huyện ",
    "USD",
    " tỷ",
    "Đồng chí ",
    "Bộ trưởng Bộ Công Thương ",
    "2019",
    "Phó Chủ tịch UBND thành phố dự; Chủ tịch HĐND tỉnh Lê Văn Thử và Giám đốc Sở đến.\n",
    "Giám đốc Sở Y tế Cà Mau Đỗ Thị Nét báo cáo; ông Nét, ông Nháp và bà Thử cùng nghe.\n",
    "LÊ VĂN THỬ",
    "Thị ",
    "Văn Nháp",
    "Phó ",
    "UBND ",
    " kiêm ",
    "nguyên ",
    "Lê",
    "Chủ tịch ",
    "quyền Giám đốc Sở Y tế ",
    " Phan Văn Giả",
    "bà ",
    ", Bí thư Huyện ủy Châu Thành, ",
    "Ông Kính hiện là Chủ tịch UBND xã Tân Thành.\n",
    "Trong đoàn có Đỗ Văn Kính và Hồ Thị Nét, hai người trồng dừa lâu năm.\n",
];

/// The pieces from here on are sentences with names and offices, and parts of them.
const WITHIN: usize = 37;
/// Sentences with names and offices.
const MANY: [usize; 7] = [2, 3, 3, 4, 5, WITHIN, WITHIN + 1];

#[derive(Clone, Debug)]
struct Step {
    at: usize,
    removed: usize,
    piece: usize,
    /// How it is written: NFD, CRLF.
    form: u8,
}

fn written(piece: usize, form: u8) -> String {
    let piece = PIECES[piece % PIECES.len()];
    match form % 8 {
        0 => piece.nfd().collect(),
        1 => piece.replace('\n', "\r\n"),
        2 => piece.trim_end().to_string(),
        3 => String::new(),
        _ => piece.to_string(),
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn check(start: &[(usize, u8)], steps: &[Step], date: Option<jiff::civil::Date>) {
    let knowledge = Knowledge::default();
    let mut text: String = start.iter().map(|(piece, form)| written(*piece, *form)).collect();
    let (mut draft, mut analysis) = Draft::new(&Article { text: &text, date }, &knowledge);
    for step in steps {
        let from = floor(&text, step.at % (text.len() + 1));
        let to = floor(&text, from + step.removed).max(from);
        let with = written(step.piece, step.form);
        let before = (text.clone(), analysis.clone());
        let change = draft.change(&mut text, &mut analysis, &knowledge, (from..to, &with));
        let fresh = analyse(&Article { text: &text, date }, &knowledge);
        assert_eq!(analysis.as_of, fresh.as_of, "{text:?}");
        let told = |all: &[Mention]| all.iter().map(|m| format!("{m:?}\n")).collect::<String>();
        assert!(
            analysis.mentions == fresh.mentions,
            "{:?} {step:?}\n{text:?}\n{}\n{}",
            before.0,
            told(&analysis.mentions),
            told(&fresh.mentions)
        );
        let mut copy = draft.pieces.clone();
        copy.iter_mut().for_each(|p| p.base = p.start);
        let ranges: Vec<_> = crate::text::paragraph::paragraphs(&text).collect();
        assert_eq!(copy, cut::pieces(&text, (0, 0), &ranges));
        if change.is_slight {
            let says = |text: &str, all: &Analysis| -> Vec<String> {
                all.mentions.iter().map(|m| text[m.bytes.range()].to_string()).collect()
            };
            assert_eq!(says(&before.0, &before.1), says(&text, &analysis));
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let removed = prop_oneof![3 => Just(0usize), 3 => 1usize..4, 2 => 4usize..300];
    let step = (any::<usize>(), removed, 0..PIECES.len(), any::<u8>());
    proptest::collection::vec(
        step.prop_map(|(at, removed, piece, form)| Step { at, removed, piece, form }),
        1..12,
    )
}

/// Edits within names and offices: in the words of a text, not between its paragraphs.
fn steps_within() -> impl Strategy<Value = Vec<Step>> {
    let removed = prop_oneof![4 => Just(0usize), 4 => 1usize..8, 1 => 8usize..60];
    let step = (any::<usize>(), removed, WITHIN..PIECES.len(), 2u8..8);
    proptest::collection::vec(
        step.prop_map(|(at, removed, piece, form)| Step { at, removed, piece, form }),
        1..16,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 64 + 1))]
    /// So many that not all of them are looked at for who holds an office, or of where.
    #[test]
    fn many_names_and_offices_are_followed(
        start in proptest::collection::vec((0..MANY.len(), 4u8..8), 120..220),
        steps in steps_within(),
    ) {
        let start: Vec<(usize, u8)> = start.into_iter().map(|(at, form)| (MANY[at], form)).collect();
        check(&start, &steps, Some(jiff::civil::date(2024, 5, 1)));
    }
}

proptest! {
    #[test]
    fn names_and_offices_are_followed(
        start in proptest::collection::vec((0..PIECES.len(), 4u8..8), 4..20),
        steps in steps_within(),
    ) {
        check(&start, &steps, Some(jiff::civil::date(2024, 5, 1)));
    }

    #[test]
    fn an_edited_article_says_what_a_fresh_one_does(
        start in proptest::collection::vec((0..PIECES.len(), any::<u8>()), 0..14),
        steps in steps(),
        dated in any::<bool>(),
    ) {
        check(&start, &steps, dated.then(|| jiff::civil::date(2024, 5, 1)));
    }
}

/// Typing a sentence, letter by letter, in the midst of others.
#[test]
fn typing_is_followed() {
    let typed = "Sáng 2/9, Chủ tịch UBND huyện Châu Thành Đỗ Văn Nét đến xã Hòa Bình, tỉnh Trà Vinh; chi 3,5 tỷ USD.\n";
    let start: Vec<(usize, u8)> = (0..13).map(|piece| (piece, 7)).collect();
    let knowledge = Knowledge::default();
    let mut text: String = start.iter().map(|(piece, form)| written(*piece, *form)).collect();
    let (mut draft, mut analysis) = Draft::new(&Article { text: &text, date: None }, &knowledge);
    let mut at = text.find("Bà Mẫu").expect("there");
    let (mut kept, mut all) = (0, 0);
    for c in typed.chars() {
        let change = draft.change(&mut text, &mut analysis, &knowledge, (at..at, c.encode_utf8(&mut [0; 4])));
        at += c.len_utf8();
        kept += usize::from(change.is_slight);
        all += 1;
        assert_eq!(
            analysis.mentions,
            analyse(&Article { text: &text, date: None }, &knowledge).mentions,
            "{text}"
        );
    }
    // Many letters make no new name and break none.
    assert!(kept * 3 > all, "{kept} of {all}");
}

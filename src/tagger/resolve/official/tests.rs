//! Officials of short invented articles: mentions as `[office] {person} = who`, one a line.

use std::fmt::Write as _;

use crate::tagger::analyse;
use crate::tagger::article::{Article, Knowledge};
use crate::tagger::mention::{Inside, JurisdictionFrom, Level, PersonFrom, Role, Value};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn officials(text: &str) -> String {
    let analysis = analyse(&Article { text, date: None }, &Knowledge::default());
    let mut out = String::new();
    for mention in &analysis.mentions {
        let Value::Official(value) = &mention.value else { continue };
        let mut at = mention.bytes.start.index();
        for part in &value.parts {
            let (open, close) = if part.role == Role::Office { ('[', ']') } else { ('{', '}') };
            let before = &text[at..part.bytes.start.index()];
            let _ = write!(out, "{before}{open}{}{close}", &text[part.bytes.range()]);
            at = part.bytes.end.index();
        }
        out.push_str(&text[at..mention.bytes.end.index()]);
        if value.person_from == Some(PersonFrom::Coreference)
            || value.person.is_none()
            || value.offices.is_empty()
        {
            let _ = write!(out, " = {}", value.person.as_deref().unwrap_or("?"));
        }
        out.push('\n');
    }
    out
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&officials(text));
}

#[test]
fn office_and_name_touch_a_place() {
    check(
        "Bí thư Tỉnh ủy Hà Giang Đặng Quế Lâm và phó chủ tịch UBND tỉnh Cà Mau Tô Việt Khải dự lễ.",
        expect![[r#"
            [Bí thư Tỉnh ủy Hà Giang] {Đặng Quế Lâm}
            [phó chủ tịch UBND tỉnh Cà Mau] {Tô Việt Khải}
        "#]],
    );
}

#[test]
fn offices_on_both_sides_brackets_dashes_and_kiem() {
    check(
        "Đại tá Lương Thế Kha, Giám đốc Công an tỉnh Bắc Kạn, phát biểu. Bà Vi Thị Ngần – Chủ tịch UBND xã Tả Phìn – đáp lời. \
         Ông Triệu Quang Nhã (nguyên Trưởng phòng Nội vụ huyện Ba Bể) vắng mặt. Bí thư Đảng ủy kiêm Chủ tịch UBND xã Nam Cường có mặt.",
        expect![[r#"
            [Đại tá] {Lương Thế Kha}, [Giám đốc Công an tỉnh Bắc Kạn]
            {Vi Thị Ngần} – [Chủ tịch UBND xã Tả Phìn]
            {Triệu Quang Nhã} ([nguyên Trưởng phòng Nội vụ huyện Ba Bể])
            [Bí thư Đảng ủy] kiêm [Chủ tịch UBND xã Nam Cường] = ?
        "#]],
    );
}

#[test]
fn bodies_are_open() {
    check(
        "Giám đốc Sở KH&ĐT Lục Văn Tín, Vụ trưởng Vụ Đào tạo nghề, Bộ Lao động Kha Thị Xuân, \
         Trưởng Ban Chỉ đạo quốc gia về phòng, chống thiên tai Hứa Đình Vịnh và Đội trưởng Đội CSGT số 3, Phòng CSGT Công an tỉnh Phú Thọ Cù Duy Bách.",
        expect![[r#"
            [Giám đốc Sở KH&ĐT] {Lục Văn Tín}
            [Vụ trưởng Vụ Đào tạo nghề, Bộ Lao động] {Kha Thị Xuân}
            [Trưởng Ban Chỉ đạo quốc gia về phòng, chống thiên tai] {Hứa Đình Vịnh}
            [Đội trưởng Đội CSGT số 3, Phòng CSGT Công an tỉnh Phú Thọ] {Cù Duy Bách}
        "#]],
    );
}

#[test]
fn groups_generic_holders_and_companies_are_none() {
    check(
        "Các Phó Chủ tịch UBND tỉnh và Giám đốc các sở dự họp. Một đồng chí Phó Bí thư Huyện ủy vắng. Chủ tịch UBND cấp xã ký. \
         Ông Đàm Hữu Phát, Giám đốc Công ty TNHH Sao Mai, và bà Lê Thị Tám, Hiệu trưởng Trường THPT Sông Thao, tài trợ. \
         Trưởng phòng nhân sự của nhà máy phát quà. Ảnh: Trần Đại Lộc",
        expect![""],
    );
}

#[test]
fn a_predicate_refers_to_no_holder_but_shows_who_is_one() {
    check(
        "Hội nghị bầu ông Mạc Đăng Thái giữ chức Chủ tịch UBND tỉnh Lào Cai. Trước đó ông Thái từng làm Bí thư Huyện ủy Bát Xát, rồi Giám đốc Sở Y tế.",
        expect![[r#"
            {Mạc Đăng Thái} = Mạc Đăng Thái
            {Thái} = Mạc Đăng Thái
        "#]],
    );
}

#[test]
fn an_office_alone_is_who_the_article_says() {
    check(
        "Chủ tịch UBND tỉnh Sơn La Cầm Văn Khiêm đi kiểm tra. Cùng đi có Chủ tịch UBND huyện Mường La Lò Thị Én.\n\
         Chủ tịch UBND tỉnh yêu cầu di dân. Chủ tịch UBND huyện Mường La hứa làm ngay. Chủ tịch UBND tỉnh Điện Biên gửi điện.",
        expect![[r#"
            [Chủ tịch UBND tỉnh Sơn La] {Cầm Văn Khiêm}
            [Chủ tịch UBND huyện Mường La] {Lò Thị Én}
            [Chủ tịch UBND tỉnh] = Cầm Văn Khiêm
            [Chủ tịch UBND huyện Mường La] = Lò Thị Én
            [Chủ tịch UBND tỉnh Điện Biên] = ?
        "#]],
    );
}

#[test]
fn a_given_name_is_somebody_only_when_one_bears_it() {
    check(
        "Bí thư Huyện ủy Tân Biên Hồ Sỹ Điền và Phó Bí thư Huyện ủy Phan Thu Cúc tiếp dân. Ông Điền ghi chép. Bà Cúc hẹn trả lời.\n\
         Ông Nguyễn Tấn Cúc, một người dân, hỏi lại. Ông Cúc chưa chịu.",
        expect![[r#"
            [Bí thư Huyện ủy Tân Biên] {Hồ Sỹ Điền}
            [Phó Bí thư Huyện ủy] {Phan Thu Cúc}
            {Điền} = Hồ Sỹ Điền
        "#]],
    );
}

#[test]
fn names_of_minorities_and_foreigners() {
    check(
        "Phó Chủ tịch HĐND tỉnh Đắk Nông Y Thinh Mlô tiếp H'Mai Êban, Bí thư Tỉnh đoàn Gia Lai. \
         Thủ tướng Singapore Lim Boon Keng và Ngoại trưởng Mỹ John F. Whitby rời Hà Nội. Tổng thống Whitmore gửi thư.",
        expect![[r#"
            [Phó Chủ tịch HĐND tỉnh Đắk Nông] {Y Thinh Mlô}
            {H'Mai Êban}, [Bí thư Tỉnh đoàn Gia Lai]
            [Thủ tướng Singapore] {Lim Boon Keng}
            [Ngoại trưởng Mỹ] {John F. Whitby}
            [Tổng thống] {Whitmore}
        "#]],
    );
}

#[test]
fn capitals_decomposed_text_and_odd_spaces() {
    check(
        "CHỦ TỊCH UBND TỈNH BÙI ĐỨC THUẬN THỊ SÁT ĐÊ BIỂN",
        expect![[r#"
            [CHỦ TỊCH UBND TỈNH] {BÙI ĐỨC THUẬN}
        "#]],
    );
    use unicode_normalization::UnicodeNormalization;
    let decomposed: String = "Bí thư\u{a0} Tỉnh  ủy Quảng Bình Đoàn Ngọc Uyển nói.".nfd().collect();
    let found: String = officials(&decomposed).nfc().collect();
    assert_eq!(found, "[Bí thư\u{a0} Tỉnh  ủy Quảng Bình] {Đoàn Ngọc Uyển}\n");
}

/// (office, jurisdiction's name, how it is known)
fn powers(text: &str) -> Vec<(String, Option<String>, Option<JurisdictionFrom>)> {
    let analysis =
        analyse(&Article { text, date: Some(jiff::civil::date(2023, 5, 4)) }, &Knowledge::default());
    let mut out = Vec::new();
    for mention in &analysis.mentions {
        let Value::Official(value) = &mention.value else { continue };
        for office in &value.offices {
            let name = office.jurisdiction.and_then(crate::gazetteer::Unit::get).map(|u| u.full_name());
            let organ = office.organ.as_deref().unwrap_or("");
            out.push((format!("{}|{organ}", office.title), name, office.jurisdiction_from));
        }
    }
    out
}

#[test]
fn jurisdictions_are_named_or_implied() {
    let text = "Về phía tỉnh Long An có đồng chí Huỳnh Tấn Lực, Phó  Bí thư Thường trực Tỉnh ủy. \
        Thiếu tướng Trần Bảo Quân, Thứ trưởng Bộ Quốc phòng, và ông Lê Kỳ Anh, Chủ tịch Hội Cựu chiến binh Việt Nam tỉnh Bến Tre, dự. \
        Đại sứ Nhật Bản tại Việt Nam Okuda Haruto phát biểu.";
    let text_from = Some(JurisdictionFrom::Text);
    let context = Some(JurisdictionFrom::Context);
    let some = |s: &str| Some(s.to_string());
    assert_eq!(
        powers(text),
        [
            ("Phó Bí thư Thường trực|Tỉnh ủy".to_string(), some("tỉnh Long An"), context),
            ("Thiếu tướng|".to_string(), None, None),
            ("Thứ trưởng|Bộ Quốc phòng".to_string(), some("Việt Nam"), context),
            (
                "Chủ tịch|Hội Cựu chiến binh Việt Nam tỉnh Bến Tre".to_string(),
                some("tỉnh Bến Tre"),
                text_from
            ),
            ("Đại sứ|Nhật Bản tại Việt Nam".to_string(), some("Nhật Bản"), text_from),
        ]
    );
}

#[test]
fn localities_in_names_go_and_those_in_offices_are_marked() {
    let text = "Giám đốc Sở Tài chính tỉnh Nghệ An Phan Thái Bình vắng mặt. Mưa to ở Hà Nội.";
    let analysis = analyse(&Article { text, date: None }, &Knowledge::default());
    let localities: Vec<(&str, Inside, Level)> = analysis
        .mentions
        .iter()
        .filter_map(|m| match &m.value {
            Value::Locality(v) => Some((&text[m.bytes.range()], v.inside, v.level)),
            _ => None,
        })
        .collect();
    assert_eq!(
        localities,
        [("tỉnh Nghệ An", Inside::Office, Level::Province), ("Hà Nội", Inside::Nothing, Level::Province)]
    );
}

proptest! {
    #[test]
    fn any_text_has_nested_parts_in_order(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "Bí thư", "Phó", "Chủ tịch", "UBND", "Tỉnh ủy", "Thành ủy", "tỉnh", "xã", "Hà Nội", "Nguyễn", "Văn", "A", "ông", "đồng chí",
                    ",", "(", ")", "-", "kiêm", "nguyên", "Sở", "Y tế", "và", "của", "Bộ trưởng", "Lào", "các", "giữ chức", "K'", "H'Lan", ":", ";",
                    ".", "TP.", "số", "5", "về phía", "Trưởng", "phòng", "ĐBQH", "tại", "Việt Nam", "TS.", "Đại tá", "thường trực", "\u{301}",
                    "công ty", "khóa", "XV", "cấp", "\n",
                ]).prop_map(String::from),
                "\\PC{0,6}",
            ],
            0..30,
        ),
        glue in prop::sample::select(vec![" ", "", "\u{a0}", "  "]),
    ) {
        let text = pieces.join(glue);
        let analysis = analyse(&Article { text: &text, date: None }, &Knowledge::default());
        let mut last = 0;
        for mention in &analysis.mentions {
            let Value::Official(value) = &mention.value else { continue };
            prop_assert!(mention.bytes.start.index() >= last && !mention.bytes.is_empty());
            last = mention.bytes.end.index();
            prop_assert!(text.get(mention.bytes.range()).is_some());
            let mut at = mention.bytes.start;
            for part in &value.parts {
                prop_assert!(part.bytes.start >= at && part.bytes.end <= mention.bytes.end && !part.bytes.is_empty());
                at = part.bytes.end;
            }
            let offices = value.parts.iter().filter(|p| p.role == Role::Office).count();
            prop_assert_eq!(offices, value.offices.len());
            prop_assert!(value.parts.len() - offices <= 1);
        }
    }
}

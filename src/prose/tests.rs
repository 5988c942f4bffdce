use expect_test::{Expect, expect};
use iso_currency::Currency;
use jiff::civil::date;

use super::hover::CANDIDATES;
use super::*;
use crate::gazetteer::lexicon::units_named;
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, UnitId};
use crate::messages::text;
use crate::tagger::mention::*;
use crate::tagger::resolve::Why;
use crate::text::position::{Byte, CodePoint, Span};

fn find(name: &str, level: Level, era: Era) -> Unit {
    let all = units_named(name);
    all.into_iter().filter_map(Unit::get).find(|u| u.level() == level && u.era() == era).unwrap()
}

fn place(unit: Unit) -> LocalityValue {
    LocalityValue {
        unit: Some(unit.id()),
        level: unit.level(),
        name: String::new(),
        within: None,
        candidates: Vec::new(),
        inside: Inside::Nothing,
    }
}

fn sum(decimal: &str) -> AmountValue {
    AmountValue {
        decimal: decimal.parse().unwrap(),
        decimal_max: None,
        currency: Currency::VND,
        currency_implied: false,
        modifier: None,
        candidates: Vec::new(),
    }
}

fn office(title: &str, organ: Option<&str>, jurisdiction: Option<UnitId>) -> OfficeValue {
    OfficeValue {
        title: title.into(),
        organ: organ.map(String::from),
        jurisdiction,
        jurisdiction_from: jurisdiction.map(|_| JurisdictionFrom::Text),
    }
}

fn mention(text: &str, value: Value) -> Mention {
    Mention {
        span: Span::new(CodePoint(0), CodePoint::from(text.chars().count())),
        bytes: Span::new(Byte(0), Byte::from(text.len())),
        value,
        certainty: Certainty::Certain,
        reason: Reason("name-of-a-unit"),
    }
}

fn analysis(mentions: &[&Mention]) -> Analysis {
    let as_of = AsOf { date: Some(date(2019, 8, 23)), source: DateSource::Text, at: None };
    Analysis { mentions: mentions.iter().map(|m| (*m).clone()).collect(), as_of }
}

/// Both languages' popups and labels in one.
fn check(text: &str, mention: &Mention, analysis: &Analysis, expected: Expect) {
    let mut out = String::new();
    for locale in [Locale::En, Locale::Vi] {
        let label = label(text, mention, analysis, locale);
        assert!(label.chars().count() <= LONGEST_LABEL && !label.is_empty(), "{label:?}");
        out.push_str(&format!("[{label}]\n{}\n", hover(text, mention, &[], analysis, locale)));
    }
    expected.assert_eq(&out);
}

#[test]
fn a_province_that_is_gone() {
    let m = mention("Hậu Giang", Value::Locality(place(find("Hậu Giang", Level::Province, Era::Before2025))));
    check(
        "Hậu Giang",
        &m,
        &analysis(&[&m]),
        expect![[r#"
        [tỉnh Hậu Giang · 93]
        **tỉnh Hậu Giang** · province level · code 93 (list until 2025-06-30)

        - in Việt Nam
        - 2004-01-01 – 2025-06-30 · 22/2003/QH11 (26/11/2003)
        - became thành phố Cần Thơ (92)
        - made of tỉnh Cần Thơ
        - as of 2019-08-23 (date in the text)

        *certain: the name of a unit*

        [tỉnh Hậu Giang · 93]
        **tỉnh Hậu Giang** · cấp tỉnh · mã 93 (danh mục đến 30/06/2025)

        - thuộc Việt Nam
        - 01/01/2004 – 30/06/2025 · 22/2003/QH11 (26/11/2003)
        - trở thành thành phố Cần Thơ (92)
        - lập từ tỉnh Cần Thơ
        - tính đến 23/08/2019 (ngày ghi trong bài)

        *chắc chắn: tên của một đơn vị*

    "#]],
    );
}

#[test]
fn a_province_made_of_others_before_its_time() {
    let unit = find("Cần Thơ", Level::Province, Era::Since2025);
    let m = mention("thành phố Cần Thơ", Value::Locality(place(unit)));
    check(
        "thành phố Cần Thơ",
        &m,
        &analysis(&[&m]),
        expect![[r#"
        [province level · 92]
        **thành phố Cần Thơ** · province level · code 92 (list since 2025-07-01)

        - in Việt Nam
        - since 2025-07-01 · 202/2025/QH15
        - made of thành phố Cần Thơ (92), tỉnh Hậu Giang (93), tỉnh Sóc Trăng (94)
        - **did not exist on 2019-08-23**
        - as of 2019-08-23 (date in the text)

        *certain: the name of a unit*

        [cấp tỉnh · 92]
        **thành phố Cần Thơ** · cấp tỉnh · mã 92 (danh mục từ 01/07/2025)

        - thuộc Việt Nam
        - từ 01/07/2025 · 202/2025/QH15
        - lập từ thành phố Cần Thơ (92), tỉnh Hậu Giang (93), tỉnh Sóc Trăng (94)
        - **không tồn tại vào ngày 23/08/2019**
        - tính đến 23/08/2019 (ngày ghi trong bài)

        *chắc chắn: tên của một đơn vị*

    "#]],
    );
}

#[test]
fn a_district_with_rivals_in_an_office() {
    let text = "huyện Châu Thành";
    let candidates = units_named("Châu Thành");
    let value = LocalityValue {
        inside: Inside::Office,
        unit: Some(candidates[0]),
        candidates,
        ..place(find("Châu Thành", Level::District, Era::Before2025))
    };
    let m = Mention { certainty: Certainty::Ambiguous, ..mention(text, Value::Locality(value)) };
    check(
        text,
        &m,
        &analysis(&[&m]),
        expect![[r#"
            [tỉnh Tây Ninh · 708 ?]
            **huyện Châu Thành** · district level · code 708 (list until 2025-06-30)

            - in tỉnh Tây Ninh
            - until 2025-06-30 (first seen 2019-05-10)
            - could also be huyện Châu Thành (tỉnh Long An); huyện Châu Thành (tỉnh Tiền Giang); huyện Châu Thành (tỉnh Bến Tre); huyện Châu Thành (tỉnh Trà Vinh); 16 more
            - stands in the name of an office
            - as of 2019-08-23 (date in the text)

            *ambiguous: the name of a unit*

            [tỉnh Tây Ninh · 708 ?]
            **huyện Châu Thành** · cấp huyện · mã 708 (danh mục đến 30/06/2025)

            - thuộc tỉnh Tây Ninh
            - đến 30/06/2025 (ghi nhận từ 10/05/2019)
            - cũng có thể là huyện Châu Thành (tỉnh Long An); huyện Châu Thành (tỉnh Tiền Giang); huyện Châu Thành (tỉnh Bến Tre); huyện Châu Thành (tỉnh Trà Vinh); 16 nơi khác
            - nằm trong tên chức vụ
            - tính đến 23/08/2019 (ngày ghi trong bài)

            *nhiều cách hiểu: tên của một đơn vị*

        "#]],
    );
}

#[test]
fn a_village_that_no_table_has() {
    let value = LocalityValue {
        unit: None,
        level: Level::Village,
        name: "thôn *Một*".into(),
        within: Some(find("Ia H’Drai", Level::District, Era::Before2025).id()),
        ..place(find("Hà Nội", Level::Province, Era::Before2025))
    };
    let m = mention("thôn *Một*", Value::Locality(value));
    check(
        "thôn *Một*",
        &m,
        &analysis(&[&m]),
        expect![[r#"
        [village · huyện Ia H'Drai]
        **thôn \*Một\*** · village

        - in huyện Ia H'Drai, tỉnh Kon Tum
        - as of 2019-08-23 (date in the text)

        *certain: the name of a unit*

        [thôn, ấp · huyện Ia H'Drai]
        **thôn \*Một\*** · thôn, ấp

        - thuộc huyện Ia H'Drai, tỉnh Kon Tum
        - tính đến 23/08/2019 (ngày ghi trong bài)

        *chắc chắn: tên của một đơn vị*

    "#]],
    );
}

#[test]
fn an_official_named_with_two_offices() {
    let text = "Ủy viên Bộ Chính trị, Bí thư Thành ủy Hà Nội Lê Văn Thử";
    let ha_noi = find("Hà Nội", Level::Province, Era::Before2025).id();
    let value = OfficialValue {
        person: Some("Lê Văn Thử".into()),
        holder: None,
        person_from: Some(PersonFrom::Text),
        person_id: Some(0),
        parts: Vec::new(),
        offices: vec![
            office("Ủy viên", Some("Bộ Chính trị"), None),
            office("Bí thư", Some("Thành ủy Hà Nội"), Some(ha_noi)),
        ],
    };
    let m = mention(text, Value::Official(value));
    check(
        text,
        &m,
        &analysis(&[&m]),
        expect![[r#"
            [Thành ủy Hà Nội]
            **Lê Văn Thử**

            - Ủy viên · Bộ Chính trị
            - Bí thư · Thành ủy Hà Nội → thành phố Hà Nội

            *certain: the name of a unit*

            [Thành ủy Hà Nội]
            **Lê Văn Thử**

            - Ủy viên · Bộ Chính trị
            - Bí thư · Thành ủy Hà Nội → thành phố Hà Nội

            *chắc chắn: tên của một đơn vị*

        "#]],
    );
}

#[test]
fn an_office_alone_and_a_name_alone() {
    let known = OfficialValue {
        person: Some("Lê Văn Thử".into()),
        holder: None,
        person_from: Some(PersonFrom::Coreference),
        person_id: Some(0),
        parts: Vec::new(),
        offices: vec![OfficeValue {
            jurisdiction_from: Some(JurisdictionFrom::Context),
            ..office(
                "Chủ tịch",
                Some("UBND tỉnh"),
                Some(find("Hà Nội", Level::Province, Era::Before2025).id()),
            )
        }],
    };
    let name = OfficialValue { person_from: Some(PersonFrom::Text), offices: Vec::new(), ..known.clone() };
    let office = mention("Chủ tịch UBND tỉnh", Value::Official(known));
    let name = mention("Lê Văn Thử", Value::Official(name));
    let all = analysis(&[&office, &name]);
    check(
        "Chủ tịch UBND tỉnh",
        &office,
        &all,
        expect![[r#"
        [→ Lê Văn Thử]
        **Lê Văn Thử** · named elsewhere in the article

        - Chủ tịch · UBND tỉnh → thành phố Hà Nội (implied)

        *certain: the name of a unit*

        [→ Lê Văn Thử]
        **Lê Văn Thử** · được nêu tên ở chỗ khác trong bài

        - Chủ tịch · UBND tỉnh → thành phố Hà Nội (suy ra)

        *chắc chắn: tên của một đơn vị*

    "#]],
    );
    check(
        "Lê Văn Thử",
        &name,
        &all,
        expect![[r#"
        [→ Chủ tịch UBND tỉnh]
        **Lê Văn Thử**

        - elsewhere in the article: Chủ tịch · UBND tỉnh → thành phố Hà Nội (implied)

        *certain: the name of a unit*

        [→ Chủ tịch UBND tỉnh]
        **Lê Văn Thử**

        - ở chỗ khác trong bài: Chủ tịch · UBND tỉnh → thành phố Hà Nội (suy ra)

        *chắc chắn: tên của một đơn vị*

    "#]],
    );
}

#[test]
fn an_office_whose_holder_nobody_names() {
    let offices = vec![office("Đại tá", None, None)];
    let m = mention("Đại tá", Value::Official(OfficialValue { offices, ..OfficialValue::default() }));
    check(
        "Đại tá",
        &m,
        &analysis(&[&m]),
        expect![[r#"
        [Đại tá · ?]
        **holder not named in the article**

        - Đại tá

        *certain: the name of a unit*

        [Đại tá · ?]
        **bài không nêu tên người giữ chức**

        - Đại tá

        *chắc chắn: tên của một đơn vị*

    "#]],
    );
}

#[test]
fn a_sum() {
    let value = AmountValue { modifier: Some(Modifier::AtLeast), ..sum("33662000000000") };
    let m = mention("33.662 tỉ đồng", Value::Amount(value));
    check(
        "33.662 tỉ đồng",
        &m,
        &analysis(&[&m]),
        expect![[r#"
            [33 662 000 000 000 ₫]
            **33,662,000,000,000 ₫** · Vietnamese dong (VND)

            - at least this much
            - in Vietnamese: 33.662.000.000.000
            - in words: ba mươi ba nghìn sáu trăm sáu mươi hai tỷ đồng
            - read as 33.662 (33662) × tỉ (10⁹) · đồng (VND)

            *certain: the name of a unit*

            [33 662 000 000 000 ₫]
            **33.662.000.000.000 ₫** · đồng Việt Nam (VND)

            - ít nhất bằng số này
            - viết theo tiếng Anh: 33,662,000,000,000
            - bằng chữ: ba mươi ba nghìn sáu trăm sáu mươi hai tỷ đồng
            - đọc là 33.662 (33662) × tỉ (10⁹) · đồng (VND)

            *chắc chắn: tên của một đơn vị*

        "#]],
    );
}

#[test]
fn a_range_with_two_readings() {
    let reading =
        |low: &str, high: &str| Reading { decimal: low.parse().unwrap(), decimal_max: high.parse().ok() };
    let value = AmountValue {
        decimal_max: Some("5000000000".parse().unwrap()),
        currency_implied: true,
        candidates: vec![reading("3500000000", "5000000000"), reading("3500000000000", "5000000000000")],
        ..sum("3500000000")
    };
    let m = Mention { certainty: Certainty::Ambiguous, ..mention("3.500-5 tỷ", Value::Amount(value)) };
    check(
        "3.500-5 tỷ",
        &m,
        &analysis(&[&m]),
        expect![[r#"
            [3 500–5 000 m ₫ ?]
            **3,500,000,000 – 5,000,000,000 ₫** · Vietnamese dong (VND)

            - in Vietnamese: 3.500.000.000 – 5.000.000.000
            - in words: ba tỷ năm trăm triệu – năm tỷ đồng
            - read as 3.500 (3500) · 5 × tỷ (10⁹)
            - the currency is not written here
            - could also be 3,500,000,000,000 – 5,000,000,000,000 ₫

            *ambiguous: the name of a unit*

            [3 500–5 000 triệu ₫ ?]
            **3.500.000.000 – 5.000.000.000 ₫** · đồng Việt Nam (VND)

            - viết theo tiếng Anh: 3,500,000,000 – 5,000,000,000
            - bằng chữ: ba tỷ năm trăm triệu – năm tỷ đồng
            - đọc là 3.500 (3500) · 5 × tỷ (10⁹)
            - đơn vị tiền không ghi ở đây
            - cũng có thể là 3.500.000.000.000 – 5.000.000.000.000 ₫

            *nhiều cách hiểu: tên của một đơn vị*

        "#]],
    );
}

#[test]
fn labels_never_round_a_figure() {
    for (low, high) in
        [("12345678901234567", "98765432109876543"), ("1234567.25", "79228162514264337593543950335")]
    {
        let value = AmountValue { decimal_max: Some(high.parse().unwrap()), ..sum(low) };
        let m = mention("x", Value::Amount(value));
        let label = label("x", &m, &analysis(&[&m]), Locale::Vi);
        assert!(label.ends_with('…') && label.chars().count() <= LONGEST_LABEL, "{label}");
    }
}

#[test]
fn every_unit_has_facts_in_both_languages() {
    for unit in crate::gazetteer::unit::all() {
        for locale in [Locale::En, Locale::Vi] {
            let text = unit::name(unit);
            let m = mention(&text, Value::Locality(place(unit)));
            let label = label(&text, &m, &Analysis::default(), locale);
            assert!(label.chars().count() <= LONGEST_LABEL, "{label:?}");
            for said in
                [Some(unit::level(unit.level(), locale)), unit::code(unit, locale), unit::years(unit, locale)]
            {
                assert!(said.is_none_or(|s| !s.starts_with("unit-") && !s.starts_with("level-")));
            }
        }
    }
}

#[test]
fn a_unit_that_is_not_meant_says_why_in_both_languages() {
    let meant = find("Hòa Bình", Level::Province, Era::Before2025);
    let m = mention("Hòa Bình", Value::Locality(place(meant)));
    let namesakes: Vec<UnitId> =
        units_named("Hòa Bình").into_iter().filter(|u| *u != meant.id()).take(CANDIDATES + 2).collect();
    assert_eq!(namesakes.len(), CANDIDATES + 2);
    for why in [
        Why::Designator,
        Why::Date,
        Why::Habit,
        Why::Province,
        Why::Told,
        Why::Abroad,
        Why::Beside,
        Why::Bare,
        Why::Even,
    ] {
        let others: Vec<_> = namesakes.iter().map(|u| (*u, why)).collect();
        for locale in [Locale::En, Locale::Vi] {
            let hover = hover("Hòa Bình", &m, &others, &analysis(&[&m]), locale);
            let key = format!("why-{}", why.name());
            let reason = text(locale, &key, &[]);
            assert!(reason != key && hover.matches(&reason).count() == CANDIDATES, "{hover}");
            let (last, cut) = (Unit::get(namesakes[CANDIDATES - 1]), Unit::get(namesakes[CANDIDATES]));
            assert!(hover.contains(&unit::name_within(last.unwrap())), "{hover}");
            assert!(!hover.contains(&unit::name_within(cut.unwrap())), "{hover}");
            assert!(hover.contains(&text(locale, "hover-others-more", &[("count", 2.into())])), "{hover}");
        }
    }
}

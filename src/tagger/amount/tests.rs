//! Sentences, each with what is to be found in it: `span = value currency [modifier] [flags]`.

use super::find;
use crate::tagger::candidate::AmountCandidate;
use crate::tagger::mention::{Certainty, Reading};
use crate::tagger::paragraph::Reader;

/// The candidates of a text that is one paragraph.
pub fn candidates(text: &str) -> Vec<AmountCandidate> {
    let mut reader = Reader::default();
    let mut out = Vec::new();
    find(&reader.read(text, 0..text.len()), &mut out);
    out
}

fn show(text: &str, c: &AmountCandidate) -> String {
    let reading = |r: &Reading| match r.decimal_max {
        Some(max) => format!("{}..{max}", r.decimal),
        None => r.decimal.to_string(),
    };
    let v = &c.value;
    let mut s = format!(
        "{} = {}",
        &text[c.bytes.range()],
        reading(&Reading { decimal: v.decimal, decimal_max: v.decimal_max })
    );
    s += &format!(" {}", v.currency.code());
    if let Some(m) = v.modifier {
        s += &format!(" {}", m.name());
    }
    if v.currency_implied {
        s += " implied";
    }
    match c.certainty {
        Certainty::Certain => {}
        Certainty::Likely => s += " likely",
        Certainty::Ambiguous => s += " ambiguous",
    }
    if c.unplaced {
        s += " unplaced";
    }
    for r in v.candidates.iter().skip(1) {
        s += &format!(" or {}", reading(r));
    }
    s
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, want) in cases {
        let got: Vec<String> = candidates(text).iter().map(|c| show(text, c)).collect();
        if got != *want {
            wrong += &format!("\n{text}\n   got {got:?}\n  want {want:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn figures_with_scale_and_currency() {
    check(&[
        ("Tổng vốn là 12.480 tỉ đồng.", &["12.480 tỉ đồng = 12480000000000 VND"]),
        ("Xã được cấp 3 tỷ đồng", &["3 tỷ đồng = 3000000000 VND"]),
        ("Giá trị 1,5 triệu USD.", &["1,5 triệu USD = 1500000 USD"]),
        ("Mỗi suất 500.000đ/kg", &["500.000đ = 500000 VND"]),
        ("thu 20 nghìn tỷ đồng", &["20 nghìn tỷ đồng = 20000000000000 VND"]),
        ("nộp 1.500 tỷ đồng", &["1.500 tỷ đồng = 1500000000000 VND"]),
        ("nộp 05 triệu đồng", &["05 triệu đồng = 5000000 VND"]),
        ("hết 9,50 euro", &["9,50 euro = 9.5 EUR"]),
        ("nộp 1.234.567,5 đồng", &["1.234.567,5 đồng = 1234567.5 VND"]),
        ("một gói 2 trăm triệu đồng", &["2 trăm triệu đồng = 200000000 VND"]),
        (
            "nộp 1 tỷ 200 triệu đồng, rồi 5 nghìn 300 tỷ đồng",
            &["1 tỷ 200 triệu đồng = 1200000000 VND", "5 nghìn 300 tỷ đồng = 5300000000000 VND"],
        ),
        ("cần 2 triệu tỷ đồng", &["2 triệu tỷ đồng = 2000000000000000 VND"]),
        ("giá 350tr đồng, phí 50K đồng", &["350tr đồng = 350000000 VND", "50K đồng = 50000 VND"]),
        ("cấp 12 trđ và 3 tr.đ", &["12 trđ = 12000000 VND", "3 tr.đ = 3000000 VND"]),
        (
            "thuê nhà 8tr5/tháng, 2tr500k",
            &["8tr5 = 8500000 VND implied likely", "2tr500k = 2500000 VND implied likely"],
        ),
        (
            "đầu tư 1.860 tỉ, bán lẻ 5 tỷ đồng",
            &["1.860 tỉ = 1860000000000 VND implied likely", "5 tỷ đồng = 5000000000 VND"],
        ),
        ("gian hàng 0 đồng", &["0 đồng = 0 VND"]),
        ("nộp 1 200 000 đồng", &["1 200 000 đồng = 1200000 VND likely"]),
    ]);
}

#[test]
fn words() {
    check(&[
        ("Ba trăm nghìn đồng một suất", &["Ba trăm nghìn đồng = 300000 VND"]),
        ("có một tỷ rưỡi.", &["một tỷ rưỡi = 1500000000 VND implied likely unplaced"]),
        (
            "lãi chừng ba, bốn mươi triệu đồng",
            &["ba, bốn mươi triệu đồng = 30000000..40000000 VND about likely"],
        ),
        ("nghèo hai, ba triệu người", &[]),
        ("vốn một tỷ rưỡi.", &["một tỷ rưỡi = 1500000000 VND implied likely"]),
        ("vay 2 tỷ rưỡi đồng", &["2 tỷ rưỡi đồng = 2500000000 VND"]),
        ("giá 3 triệu 5.", &["3 triệu 5 = 3500000 VND implied likely"]),
        ("giá hai triệu mốt, không bớt", &["hai triệu mốt = 2100000 VND implied likely"]),
        ("hai triệu tư đồng", &["hai triệu tư đồng = 2400000 VND"]),
        (
            "ba mươi ba nghìn sáu trăm sáu mươi hai tỷ đồng",
            &["ba mươi ba nghìn sáu trăm sáu mươi hai tỷ đồng = 33662000000000 VND"],
        ),
        (
            "hai mươi mốt tỉ, hai mươi lăm, ba mươi tư triệu đồng",
            &["hai mươi mốt tỉ = 21000000000 VND implied likely", "ba mươi tư triệu đồng = 34000000 VND"],
        ),
        ("một trăm linh năm ngàn đồng", &["một trăm linh năm ngàn đồng = 105000 VND"]),
        ("chi nửa tỷ đồng và nửa triệu USD", &["nửa tỷ đồng = 500000000 VND", "nửa triệu USD = 500000 USD"]),
        ("thưởng triệu rưỡi đồng", &["triệu rưỡi đồng = 1500000 VND"]),
        ("năm bảy triệu đồng", &["năm bảy triệu đồng = 5000000..7000000 VND"]),
        ("mỗi năm bảy triệu đồng", &["bảy triệu đồng = 7000000 VND"]),
        ("hai ba chục triệu đồng", &["hai ba chục triệu đồng = 20000000..30000000 VND"]),
        ("ba vạn đồng", &["ba vạn đồng = 30000 VND"]),
        ("hai trăm năm triệu đồng", &["hai trăm năm triệu đồng = 250000000 VND ambiguous or 205000000"]),
        ("một tỷ hai trăm đồng", &["một tỷ hai trăm đồng = 1000000200 VND ambiguous or 1200000000"]),
        (
            "hai nghìn tỷ rưỡi đồng",
            &["hai nghìn tỷ rưỡi đồng = 2500000000000 VND ambiguous or 2000500000000"],
        ),
        ("trong năm 2020 chi 5 tỷ đồng", &["5 tỷ đồng = 5000000000 VND"]),
        ("HỖ TRỢ NĂM TRIỆU ĐỒNG", &["NĂM TRIỆU ĐỒNG = 5000000 VND"]),
    ]);
}

#[test]
fn separators() {
    check(&[
        ("lỗ 1.5 tỷ đồng", &["1.5 tỷ đồng = 1500000000 VND ambiguous or 15000000000"]),
        ("lỗ 6,766 tỷ đồng", &["6,766 tỷ đồng = 6766000000 VND ambiguous or 6766000000000"]),
        ("lỗ 1,000 tỷ đồng", &["1,000 tỷ đồng = 1000000000000 VND ambiguous or 1000000000"]),
        ("gói US$7.25 million cho y tế", &["US$7.25 million = 7250000 USD"]),
        ("vé $1,200.50 mỗi người", &["$1,200.50 = 1200.5 USD"]),
        ("vé $1,200", &["$1,200 = 1200 USD ambiguous or 1.2"]),
        ("quỹ $5M, €3,5 tỷ", &["$5M = 5000000 USD", "€3,5 tỷ = 3500000000 EUR"]),
        ("nộp 500,000 đồng", &["500,000 đồng = 500000 VND ambiguous or 500"]),
        ("nộp 12.34.567 đồng", &[]),
    ]);
}

#[test]
fn currencies() {
    check(&[
        (
            "vay 5 triệu đô la Úc, 3 tỷ yên, 20 triệu bảng Anh",
            &[
                "5 triệu đô la Úc = 5000000 AUD",
                "3 tỷ yên = 3000000000 JPY",
                "20 triệu bảng Anh = 20000000 GBP",
            ],
        ),
        ("lương 2.000 đô-la Mỹ và 500 Mỹ kim", &["2.000 đô-la Mỹ = 2000 USD", "500 Mỹ kim = 500 USD"]),
        (
            "đổi 100 nhân dân tệ, 50 NDT, 1.000 won, 300 baht, 20.000 kíp, 4.000 riel, 70 rúp",
            &[
                "100 nhân dân tệ = 100 CNY",
                "50 NDT = 50 CNY",
                "1.000 won = 1000 KRW",
                "300 baht = 300 THB",
                "20.000 kíp = 20000 LAK",
                "4.000 riel = 4000 KHR",
                "70 rúp = 70 RUB",
            ],
        ),
        (
            "USD 5 triệu, VND 500.000 và 30 CHF",
            &["USD 5 triệu = 5000000 USD", "VND 500.000 = 500000 VND", "30 CHF = 30 CHF"],
        ),
        ("¥500 hay 500¥", &["¥500 = 500 JPY likely", "500¥ = 500 JPY likely"]),
        ("1 USD = 23.500 đồng", &["1 USD = 1 USD", "23.500 đồng = 23500 VND"]),
        ("phạt 50 cent", &["50 cent = 0.5 USD"]),
        ("5 TRIỆU USD", &["5 TRIỆU USD = 5000000 USD"]),
        ("10 TRI THỨC trẻ, COP 26, AFF CUP 2022", &[]),
    ]);
}

#[test]
fn ranges_and_changes() {
    check(&[
        ("chừng 3 - 5 tỷ đồng", &["3 - 5 tỷ đồng = 3000000000..5000000000 VND about"]),
        ("cần 3-5 tỷ đồng", &["3-5 tỷ đồng = 3000000000..5000000000 VND"]),
        ("từ 300 đến 500 triệu đồng", &["300 đến 500 triệu đồng = 300000000..500000000 VND"]),
        ("từ 500 triệu đến 1 tỷ đồng", &["500 triệu đến 1 tỷ đồng = 500000000..1000000000 VND"]),
        (
            "từ 2 triệu đồng đến dưới 5 triệu đồng",
            &["2 triệu đồng đến dưới 5 triệu đồng = 2000000..5000000 VND"],
        ),
        ("phạt 500.000 - 1 triệu đồng", &["500.000 - 1 triệu đồng = 500000..1000000 VND"]),
        ("từ ba đến năm triệu đồng", &["ba đến năm triệu đồng = 3000000..5000000 VND"]),
        ("$3-5 triệu", &["$3-5 triệu = 3000000..5000000 USD"]),
        ("tăng từ 3 lên 5 tỷ đồng", &["3 = 3000000000 VND implied likely", "5 tỷ đồng = 5000000000 VND"]),
        (
            "giảm từ 5 triệu xuống còn 3 triệu USD",
            &["5 triệu = 5000000 USD implied likely", "3 triệu USD = 3000000 USD"],
        ),
        ("Gói thầu số 2 - 3 tỷ đồng", &["3 tỷ đồng = 3000000000 VND"]),
        ("năm 2019 - 3.000 tỷ đồng", &["3.000 tỷ đồng = 3000000000000 VND"]),
        ("5-10.000 đồng", &["5-10.000 đồng = 5000..10000 VND ambiguous or 5..10000"]),
        ("500-1.000 đồng", &["500-1.000 đồng = 500..1000 VND"]),
    ]);
}

#[test]
fn modifiers() {
    check(&[
        ("khoảng 3 tỷ đồng", &["3 tỷ đồng = 3000000000 VND about"]),
        ("Gần 3 tỷ đồng", &["3 tỷ đồng = 3000000000 VND almost"]),
        ("hơn US$3 triệu", &["US$3 triệu = 3000000 USD over"]),
        ("không quá 3 tỷ đồng", &["3 tỷ đồng = 3000000000 VND at_most"]),
        ("không dưới 3 tỷ đồng", &["3 tỷ đồng = 3000000000 VND at_least"]),
        ("từ 3 tỷ đồng trở lên", &["3 tỷ đồng = 3000000000 VND at_least"]),
        ("3 tỷ đồng tối đa", &["3 tỷ đồng = 3000000000 VND at_most"]),
        ("vay 3 tỷ đồng tối đa 5 năm", &["3 tỷ đồng = 3000000000 VND"]),
        ("Ngoài 3 tỷ đồng ấy", &["3 tỷ đồng = 3000000000 VND"]),
        ("mức độ 3 tỷ đồng", &["3 tỷ đồng = 3000000000 VND"]),
        ("lên tới 3 tỷ đồng, vượt 2 tỷ đồng", &["3 tỷ đồng = 3000000000 VND", "2 tỷ đồng = 2000000000 VND"]),
    ]);
}

#[test]
fn implied_currency() {
    check(&[
        ("dự án có vốn 2.000 tỷ", &["2.000 tỷ = 2000000000000 VND implied likely"]),
        ("Ngân sách chi 300 tỷ cho giáo dục", &["300 tỷ = 300000000000 VND implied likely"]),
        ("quỹ bảo trì 1,2-1,5 tỷ.", &["1,2-1,5 tỷ = 1200000000..1500000000 VND implied likely"]),
        (
            "tặng 5 triệu đồng; một bạn đọc 1 triệu; hai bạn 2 triệu",
            &[
                "5 triệu đồng = 5000000 VND",
                "1 triệu = 1000000 VND implied likely",
                "2 triệu = 2000000 VND implied likely",
            ],
        ),
        ("lương 15 triệu/tháng", &["15 triệu = 15000000 VND implied likely"]),
        (
            "Thu 200 triệu và 300 triệu USD",
            &["200 triệu = 200000000 USD implied likely", "300 triệu USD = 300000000 USD"],
        ),
        ("cấp 2 triệu liều vắc xin, vốn cho 2 triệu người", &[]),
        ("dân số 2 triệu, ngân sách eo hẹp", &[]),
        ("đón 3 triệu lượt khách, thu phí", &[]),
        ("xuất khẩu 500 nghìn tấn gạo", &[]),
        ("1,2 tỷ m3 khí; 500 nghìn ha rừng; 20 triệu con gà", &[]),
    ]);
}

#[test]
fn not_sums() {
    check(&[
        ("3 đồng chí và hai đồng nghiệp ở Đồng Nai", &[]),
        ("hàng nghìn tỷ đồng, vài trăm triệu đồng, mấy chục triệu đồng", &[]),
        ("chẳng mất đồng nào; vài ba triệu đồng; dăm ba tỷ đồng", &[]),
        ("chục triệu đồng, trăm tỷ đồng, tiền tỷ, bạc tỷ, cả tỷ đồng", &[]),
        ("tỷ lệ 5 tỷ lệ, 3 tỷ phú, 2 triệu phú, bảng A, 2 bảng", &[]),
        ("ba mươi mấy tỷ đồng", &[]),
        ("Nghị định 15/2019 tỷ", &[]),
        ("bảng B có 5 đội, 2 kíp mổ, 5 đô thị", &[]),
        ("hai Đồng Tháp, 3 Yên Bái", &[]),
        ("hơn 5 triệu đồng bào", &[]),
        ("một trăm hai ba bốn tỷ đồng", &[]),
        ("tỷ tỷ đồng, 5 tỷ tỷ đồng", &[]),
    ]);
    check(&[(
        "chi 2 triệu đồng bằng tiền mặt, nộp 5 triệu đồng tiền thuế",
        &["2 triệu đồng = 2000000 VND", "5 triệu đồng = 5000000 VND"],
    )]);
}

#[test]
fn too_large_is_nothing() {
    check(&[
        (&format!("{} tỷ đồng", "9".repeat(25)), &[]),
        (&format!("{} đồng", "9".repeat(45)), &[]),
        ("999.999 triệu tỷ đồng", &["999.999 triệu tỷ đồng = 999999000000000000000 VND"]),
    ]);
}

#[test]
fn any_unicode_form_and_spacing() {
    use unicode_normalization::UnicodeNormalization;
    let text = "chi hai mươi mốt tỷ năm trăm triệu đồng";
    let nfd: String = text.nfd().collect();
    let spaced = text.replace(' ', "\u{a0} ");
    for t in [text.to_string(), nfd, spaced, text.replacen("tỷ ", "tỷ\n", 1)] {
        let found = candidates(&t);
        assert_eq!(found.len(), 1, "{t}");
        assert_eq!(found[0].value.decimal.to_string(), "21500000000", "{t}");
        assert_eq!(found[0].bytes.end.index(), t.len());
    }
}

#[test]
fn the_document_lends_its_currency() {
    let of = |text: &str| super::document_currency(candidates(text).iter()).code();
    assert_eq!(of("vay 3 triệu USD, trả 2 triệu euro và 5 triệu USD"), "USD");
    assert_eq!(of("vay 3 triệu euro, trả 2 triệu USD"), "EUR");
    assert_eq!(of("vay 3 triệu USD, trả 2 triệu USD và 5 triệu đồng"), "VND");
    assert_eq!(of("vốn 300 tỷ"), "VND");
}

#[test]
fn a_sum_may_be_broken_over_a_line_end() {
    check(&[(
        "là 4.872\ntỷ đồng, tăng 310 tỷ\nđồng",
        &["4.872\ntỷ đồng = 4872000000000 VND", "310 tỷ\nđồng = 310000000000 VND"],
    )]);
}

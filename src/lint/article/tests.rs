use std::collections::BTreeSet;

use super::*;
use crate::lint::{RULES, lint_article};
use crate::tagger::analyse;
use crate::tagger::article::{Article, Knowledge};

fn found(text: &str, date: Option<&str>) -> Vec<Finding> {
    let date = date.map(|d| d.parse().expect("a date"));
    let analysis = analyse(&Article { text, date }, &Knowledge::default());
    lint_article(&Document::new(text, &analysis))
}

/// `rule: text at the place` for each finding.
fn said(text: &str, date: Option<&str>) -> Vec<String> {
    let place = |f: &Finding| {
        let span = f.article.expect("a place");
        text.chars().skip(span.start.index()).take(span.end.index() - span.start.index()).collect::<String>()
    };
    found(text, date).iter().map(|f| format!("{}: {}", f.rule, place(f))).collect()
}

/// The text once the correction of this number of the first finding is made.
fn corrected(text: &str, date: Option<&str>, number: usize) -> String {
    let findings = found(text, date);
    let Change::Article(edits) = &findings[0].corrections[number].change else {
        panic!("no article's change")
    };
    let mut out = text.to_owned();
    for (bytes, new) in edits.iter().rev() {
        out.replace_range(bytes.range(), new);
    }
    out
}

/// A rule, the articles' date, articles with the place that it finds, articles that it is content with.
type Case =
    (&'static str, Option<&'static str>, &'static [(&'static str, &'static str)], &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "ambiguous-separator",
        None,
        &[
            ("Xã vay 1.5 tỷ đồng để mua phao.", "1.5 tỷ đồng"),
            ("Huyện chi 6,766 tỷ đồng.", "6,766 tỷ đồng"),
            ("Thu 1,250,000 VND.", "1,250,000 VND"),
        ],
        &["Xã vay 1,5 tỷ đồng để mua phao.", "Huyện chi 6.766 tỷ đồng.", "Vay một tỷ hai trăm đồng."],
    ),
    (
        "unit-not-valid-then",
        Some("2026-03-04"),
        &[
            ("Sáng nay tỉnh Hậu Giang khai mạc hội thi đua vỏ lãi.", "tỉnh Hậu Giang"),
            ("Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt đến dự.", "tỉnh Sóc Trăng"),
        ],
        &[
            "Địa bàn tỉnh Hậu Giang cũ vẫn ngập.",
            "Tỉnh Hậu Giang trước đây có nhiều lung bàu.",
            "Ông lớn lên ở tỉnh Hậu Giang (nay là thành phố Cần Thơ).",
            "Trước sáp nhập, tỉnh Hậu Giang thu ngân sách tốt.",
            "Năm 2019, tỉnh Hậu Giang mở hội khóm.",
            "Khóm Hậu Giang vẫn được giá.",
            "Nguyên Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt đến dự.",
            "Bệnh viện Đa khoa tỉnh Hậu Giang nhận thêm máy thở.",
            "Thành phố Cần Thơ khai mạc hội thi.",
            "Xe về tỉnh Hậu Giang.\nTỉnh Hậu Giang cũ vẫn còn bến này.",
        ],
    ),
    (
        "office-body-mismatch",
        Some("2024-03-04"),
        &[
            ("Bí thư UBND huyện Mỹ Tú Kim Văn Nhựt đến dự.", "Bí thư UBND huyện Mỹ Tú"),
            ("Chủ tịch Tỉnh ủy Sóc Trăng Kim Văn Nhựt đến dự.", "Chủ tịch Tỉnh ủy Sóc Trăng"),
            ("Bí thư Thành ủy Hậu Giang Kim Văn Nhựt đến dự.", "Bí thư Thành ủy Hậu Giang"),
            ("Bí thư Tỉnh ủy Cần Thơ Kim Văn Nhựt đến dự.", "Bí thư Tỉnh ủy Cần Thơ"),
        ],
        &[
            "Bí thư Huyện ủy Mỹ Tú Kim Văn Nhựt đến dự.",
            "Bí thư Tỉnh ủy Sóc Trăng Kim Văn Nhựt đến dự.",
            "Bí thư Thành ủy Sóc Trăng Kim Văn Nhựt đến dự.",
            "Bí thư Thành ủy Vị Thanh Kim Văn Nhựt đến dự.",
            "Phó Bí thư Đảng ủy, Chủ tịch UBND xã Long Hưng Kim Văn Nhựt đến dự.",
            "Bí thư Ban Cán sự đảng UBND tỉnh Sóc Trăng Kim Văn Nhựt đến dự.",
            "Chủ tịch Quân ủy Trung ương Trung Quốc đến dự.",
            "Giám đốc Sở Y tế tỉnh Sóc Trăng Kim Văn Nhựt đến dự.",
        ],
    ),
    (
        "two-holders",
        Some("2024-03-04"),
        &[(
            "Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nChủ tịch UBND tỉnh Sóc Trăng Thạch Thị Sương kết luận.",
            "Chủ tịch UBND tỉnh Sóc Trăng Thạch Thị Sương",
        )],
        &[
            "Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nNguyên Chủ tịch UBND tỉnh Sóc Trăng Thạch Thị Sương kết luận.",
            "Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nNăm 2019, Chủ tịch UBND tỉnh Sóc Trăng Thạch Thị Sương ký.",
            "Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt thay Chủ tịch UBND tỉnh Sóc Trăng Thạch Thị Sương.",
            "Phó Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nPhó Chủ tịch UBND tỉnh Sóc Trăng Thạch Thị Sương kết luận.",
            "Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nChủ tịch HĐND tỉnh Sóc Trăng Thạch Thị Sương kết luận.",
            "Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nChủ tịch UBND tỉnh Cà Mau Thạch Thị Sương kết luận.",
            "Giám đốc Sở Y tế tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nGiám đốc Sở Tài chính tỉnh Sóc Trăng Thạch Thị Sương kết luận.",
            "Chủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhựt mở đầu.\nChủ tịch UBND tỉnh Sóc Trăng Kim Văn Nhụt kết luận.",
        ],
    ),
    (
        "locality-capitals",
        None,
        &[("Đoàn về Thủ đô Hà nội từ sớm.", "Thủ đô Hà nội"), ("Xe qua tỉnh Sóc trăng.", "tỉnh Sóc trăng")],
        &[
            "Đoàn về Thủ đô Hà Nội từ sớm.",
            "XE QUA TỈNH SÓC TRĂNG",
            "Lúa ở đồng bằng sông Cửu Long.",
            "Cả nhà mong hòa bình.",
        ],
    ),
    (
        "locality-spelling",
        None,
        &[("Đoàn Quãng Ngãi về nhì.", "Quãng Ngãi"), ("Xe qua tỉnh Vỉnh Phúc.", "tỉnh Vỉnh Phúc")],
        &["Đoàn Quảng Ngãi về nhì.", "Đoàn Đắc Lắc về nhì.", "Xe qua tỉnh Thanh Hoá."],
    ),
    (
        "mixed-spelling",
        None,
        &[
            ("Chi 3 tỷ đồng, thu 4 tỷ đồng, dư 1 tỉ đồng.", "tỉ"),
            ("Tỉnh Thanh Hóa mời. Thanh Hóa nhận, Thanh Hoá gửi.", "Thanh Hoá"),
            ("Chủ tịch xã Long Hưng Kim Văn Hòa nói. Ông Kim Văn Hoà cười.", "Kim Văn Hoà"),
        ],
        &[
            "Chi 3 tỷ đồng, tỉ lệ 4 phần trăm.",
            "Tỉnh Thanh Hóa mời, THANH HÓA nhận.",
            "TP HCM và TP Hồ Chí Minh.",
        ],
    ),
    ("not-nfc", None, &[("Xe ra Hue\u{302}\u{301}.", "Hue\u{302}\u{301}")], &["Xe ra Huế. 😀", ""]),
];

#[test]
fn each_rule_speaks_where_it_should_and_nowhere_else() {
    for (rule, date, wrong, right) in CASES {
        for (text, place) in *wrong {
            assert_eq!(said(text, *date), [format!("{rule}: {place}")], "{text}");
        }
        for text in *right {
            assert_eq!(said(text, *date), Vec::<String>::new(), "{rule}: {text}");
        }
    }
    let tried: BTreeSet<&str> = CASES.iter().map(|(rule, ..)| *rule).collect();
    let rules = RULES.iter().filter(|r| r.checks.article.is_some()).map(|r| r.name);
    assert_eq!(tried, rules.collect(), "every rule has its cases");
}

#[test]
fn corrections_set_it_right() {
    for (rule, date, wrong, _) in CASES {
        for (text, _) in *wrong {
            for number in 0..found(text, *date)[0].corrections.len() {
                let after = corrected(text, *date, number);
                assert_eq!(said(&after, *date), Vec::<String>::new(), "{rule}: {after}");
            }
        }
    }
    assert_eq!(corrected("Xã vay 1.5 tỷ đồng.", None, 0), "Xã vay 1,5 tỷ đồng.");
    assert_eq!(corrected("Xã vay 1.5 tỷ đồng.", None, 1), "Xã vay 15 tỷ đồng.");
    assert_eq!(corrected("Chi 6,766 tỷ đồng.", None, 0), "Chi 6 tỷ 766 triệu đồng.");
    assert_eq!(corrected("Chi 6,766 tỷ đồng.", None, 1), "Chi 6.766 tỷ đồng.");
    assert_eq!(corrected("Đoàn Quãng Ngãi về.", None, 0), "Đoàn Quảng Ngãi về.");
    assert_eq!(corrected("Thủ đô Hà nội.", None, 0), "Thủ đô Hà Nội.");
    let old = "Tỉnh Hậu Giang mở hội.";
    assert_eq!(corrected(old, Some("2026-03-04"), 0), "Tỉnh Hậu Giang (nay là thành phố Cần Thơ) mở hội.");
    assert_eq!(corrected(old, Some("2026-03-04"), 1), "Tỉnh Hậu Giang cũ mở hội.");
    assert_eq!(corrected("Hue\u{302}\u{301}", None, 0), "Huế");
}

#[test]
fn places_in_lines_and_columns() {
    let text =
        "😀 Tin.\r\n\r\nTừ sáng sớm, bà con hai bên bờ sông đã kéo tới xem đoàn Quãng\r\nNgãi hát bả trạo.";
    let findings = found(text, None);
    let at = findings.iter().map(|f| (f.line, f.columns.start.0, f.columns.end.0)).collect::<Vec<_>>();
    assert_eq!(at, [(2, 56, 4)], "it ends in the next line");
}

#[test]
fn sidecars_keep_silent_about_their_article() {
    let finding = &found("Đoàn Quãng Ngãi về.", None)[0];
    let silent = |line: &str| is_silenced(finding, &Sidecar::read(line));
    let annotation = |start: u32, rule: &str| {
        format!(
            r#"{{"suppress":["{rule}"],"target":{{"selector":{{"type":"TextPositionSelector","start":{start},"end":15}}}}}}"#
        )
    };
    assert!(silent(&annotation(5, "locality-spelling")));
    assert!(!silent(&annotation(5, "locality-capitals")));
    assert!(!silent(&annotation(15, "locality-spelling")));
    assert!(silent(r#"{"type":"Article","suppress":["locality-spelling"]}"#));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|tỉnh Hậu Giang|Bí thư UBND xã |1.5 tỷ |Hà nội|\\n){0,12}") {
        for finding in found(&text, Some("2026-01-01")) {
            for correction in &finding.corrections {
                let Change::Article(edits) = &correction.change else { continue };
                proptest::prop_assert!(edits.windows(2).all(|w| w[0].0.end <= w[1].0.start));
                proptest::prop_assert!(edits.iter().all(|(b, _)| text.get(b.range()).is_some()));
            }
        }
    }
}

#[test]
fn each_finding_has_its_words_in_both_languages() {
    use crate::lint::finding::Argument;
    use crate::messages::{Arg, Locale, text as say};
    let words = |locale, message: &Message| {
        let argument = |(name, value): &(&'static str, Argument)| -> (&'static str, Arg<'static>) {
            match value {
                Argument::Text(text) => (name, text.clone().into()),
                Argument::Number(number) => (name, (*number).into()),
            }
        };
        say(locale, message.key, &message.arguments.iter().map(argument).collect::<Vec<_>>())
    };
    for (_, date, wrong, _) in CASES {
        for finding in wrong.iter().flat_map(|(text, _)| found(text, *date)) {
            for locale in [Locale::En, Locale::Vi] {
                let all =
                    std::iter::once(&finding.message).chain(finding.corrections.iter().map(|c| &c.title));
                for message in all {
                    let said = words(locale, message);
                    assert!(!said.contains('{') && said != message.key, "{said}");
                }
            }
        }
    }
}

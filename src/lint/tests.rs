use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::fix::fix;
use super::*;
use crate::sidecar::{Header, NewAnnotation, Object, Origin, Sidecar, State, canonical};
use crate::tagger::analyse;
use crate::tagger::article::{Article, Knowledge};
use crate::tagger::mention::{Analysis, Kind};
use crate::text::index::TextIndex;
use crate::text::position::{CodePoint, Span};

const ARTICLE: &str = "Hội thi ghe ngo Sóc Trăng khai mạc\nSáng 12/11, tỉnh Sóc Trăng khai mạc hội thi ghe ngo năm nay bên sông Nguyệt.\nTổng kinh phí là 3,5 tỷ đồng, do các xã góp.\n";

fn annotation(kind: Kind, text: &str, part: &str, nth: usize, id: &str) -> Object {
    let (byte, _) = text.match_indices(part).nth(nth).expect("the part is there");
    let start = text[..byte].chars().count();
    let span = Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count()));
    annotation_at(kind, text, span, id)
}

fn annotation_at(kind: Kind, text: &str, span: Span<CodePoint>, id: &str) -> Object {
    NewAnnotation {
        kind,
        span,
        text,
        index: &TextIndex::new(text),
        value: Object::new(),
        source: "urn:gannhan:place:x".into(),
        article: "ghe ngo.txt",
        creator: "Lê Na",
        created: jiff::Timestamp::UNIX_EPOCH,
        state: State::Taken(Origin::Manual),
    }
    .build(format!("urn:gannhan:{id}"))
    .expect("inside")
}

/// Header and three annotations, as the program writes them.
fn good() -> Vec<Object> {
    vec![
        Header::create("ghe ngo.txt", ARTICLE, None).json.into(),
        annotation(Kind::Locality, ARTICLE, "Sóc Trăng", 0, "aaaaaa"),
        annotation(Kind::Locality, ARTICLE, "tỉnh Sóc Trăng", 0, "bbbbbb"),
        annotation(Kind::Amount, ARTICLE, "3,5 tỷ đồng", 0, "cccccc"),
    ]
}

fn text_of(lines: &[Object]) -> String {
    lines.iter().map(|l| canonical::line(l) + "\n").collect()
}

/// What an article says to a sidecar.
fn analysis(sidecar: &[u8], article: Option<&str>) -> Option<Analysis> {
    let date = Sidecar::read(sidecar).header().and_then(|h| h.date);
    article.map(|text| analyse(&Article { text, date }, &Knowledge::default()))
}

fn found(sidecar: &[u8], article: Option<&str>) -> Vec<Finding> {
    let analysis = analysis(sidecar, article);
    let sidecar = Sidecar::read(sidecar);
    lint(&Subject::new(&sidecar, "ghe ngo.txt", article).with_analysis(analysis.as_ref()))
}

/// All safe fixes.
fn fixed(sidecar: &[u8], article: Option<&str>, old: Option<&str>) -> Vec<u8> {
    let analysis = analysis(sidecar, article);
    fix(sidecar, "ghe ngo.txt", article, analysis.as_ref(), old, &|_| true)
}

fn rules(sidecar: &[u8], article: Option<&str>) -> BTreeSet<&'static str> {
    found(sidecar, article).into_iter().map(|f| f.rule).collect()
}

/// The selector of this number (0 position, 1 quote) of a line.
fn selector(line: &mut Object, number: usize) -> &mut Value {
    &mut line["target"]["selector"][number]
}

fn quote_text(line: &mut Object, article: &str, start: u32, end: u32) {
    *line = annotation_at(Kind::Locality, article, Span::new(CodePoint(start), CodePoint(end)), "bbbbbb");
}

/// A fixture: what is done to the good lines, or the bytes themselves.
enum Case {
    Lines(fn(&mut Vec<Object>)),
    Text(fn(String) -> String),
    Article(fn(&str) -> String),
    NoArticle,
    Own(fn() -> (String, &'static str)),
}

/// Each rule with what makes it speak, and nothing but it (and those that follow from the same fault).
const CASES: &[(&str, &[&str], Case)] = &[
    ("anchor-out-of-bounds", &[], Case::Lines(|l| selector(&mut l[3], 0)["end"] = json!(9999))),
    (
        "anchor-empty",
        &[],
        Case::Lines(|l| selector(&mut l[3], 0)["end"] = selector(&mut l[3], 0)["start"].clone()),
    ),
    ("quote-mismatch", &[], Case::Lines(|l| selector(&mut l[3], 1)["exact"] = json!("3,7 tỷ đồng"))),
    ("quote-mismatch", &[], Case::Lines(|l| selector(&mut l[3], 0)["start"] = json!(130))),
    ("context-mismatch", &[], Case::Lines(|l| selector(&mut l[3], 1)["prefix"] = json!("Tổng chi phí là "))),
    ("quote-ambiguous", &["article-changed"], Case::Article(|a| format!("{a}{a}"))),
    ("splits-grapheme", &[], Case::Own(half_a_letter)),
    ("splits-syllable", &[], Case::Lines(|l| quote_text(&mut l[2], ARTICLE, 49, 60))),
    ("edge-whitespace", &[], Case::Lines(|l| quote_text(&mut l[2], ARTICLE, 46, 61))),
    ("article-changed", &[], Case::Article(|a| format!("{a}Hết.\n"))),
    (
        "orphan",
        &["article-changed"],
        Case::Article(|a| {
            a.replace(
                "Tổng kinh phí là 3,5 tỷ đồng, do các xã góp.\n",
                "Người xem đứng kín hai bờ sông từ tờ mờ sáng.\n",
            )
        }),
    ),
    ("crosses-paragraph", &[], Case::Lines(|l| quote_text(&mut l[2], ARTICLE, 26, 39))),
    ("bad-json", &[], Case::Text(|t| t + "{\"id\":\n")),
    ("unknown-key", &[], Case::Lines(|l| drop(l[2].insert("note".into(), json!(1))))),
    ("bad-schema", &[], Case::Lines(|l| l[2]["motivation"] = json!("tagging"))),
    ("bad-schema", &[], Case::Text(|t| t + "{\"id\":\"urn:gannhan:zzzzzz\"}\n")),
    (
        "bad-schema",
        &["not-canonical"],
        Case::Text(|t| t.replacen("\"origin\":\"manual\"", "\"origin\":\"bulk\",\"origin\":\"manual\"", 1)),
    ),
    ("duplicate-id", &[], Case::Lines(|l| l[2]["id"] = l[1]["id"].clone())),
    (
        "duplicate-annotation",
        &[],
        Case::Lines(|l| {
            let mut twin = l[2].clone();
            twin["id"] = json!("urn:gannhan:dddddd");
            l.insert(3, twin);
        }),
    ),
    (
        "crossing",
        &[],
        Case::Lines(|l| l.insert(3, annotation(Kind::Locality, ARTICLE, "Trăng khai", 1, "dddddd"))),
    ),
    ("dangling-reference", &[], Case::Lines(|l| l[2]["target"]["source"] = json!("khac.txt"))),
    (
        "dangling-reference",
        &[],
        Case::Lines(|l| l[2]["body"]["candidates"] = json!([{"thing": "urn:gannhan:gone99"}])),
    ),
    ("not-canonical", &[], Case::Text(|t| t.replacen("{\"@context\"", "{ \"@context\"", 1))),
    ("not-canonical", &[], Case::Lines(|l| l.swap(1, 2))),
    ("header-missing", &[], Case::Lines(|l| drop(l.remove(0)))),
    ("header-repeated", &[], Case::Lines(|l| l.insert(1, l[0].clone()))),
    ("conflict-marker", &[], Case::Text(|t| t + "<<<<<<< ours\n=======\n>>>>>>> theirs\n")),
    ("no-article", &[], Case::NoArticle),
    ("missing-creator", &[], Case::Lines(|l| l[2]["creator"] = json!({"type": "Person", "name": " "}))),
    ("bad-decimal", &[], Case::Lines(|l| l[3]["body"]["decimal"] = json!("3500000000.0"))),
    ("bad-decimal", &[], Case::Lines(|l| l[3]["body"]["decimal"] = json!(3_500_000_000_u64))),
    ("unknown-currency", &[], Case::Lines(|l| l[3]["body"]["currency"] = json!("VNĐ"))),
    (
        "reversed-range",
        &["amount-disagrees"],
        Case::Lines(|l| {
            l[3]["body"]["decimal"] = json!("10");
            l[3]["body"]["decimal_max"] = json!("9.5");
        }),
    ),
    ("amount-disagrees", &[], Case::Lines(|l| sum(l, "3700000000", "VND"))),
    (
        "amount-disagrees",
        &["unreviewed"],
        Case::Lines(|l| {
            sum(l, "3700000000", "VND");
            l[3]["origin"] = json!("bulk");
        }),
    ),
    ("currency-disagrees", &[], Case::Lines(|l| sum(l, "3500000000", "USD"))),
    (
        "modifier-disagrees",
        &[],
        Case::Lines(|l| {
            sum(l, "3500000000", "VND");
            l[3]["body"]["modifier"] = json!("about");
        }),
    ),
    (
        "ambiguous-separator",
        &[],
        Case::Lines(|l| {
            sum(l, "3500000000", "VND");
            l[3]["body"]["candidates"] = json!([{"decimal": "3500000000"}, {"decimal": "35000000000"}]);
        }),
    ),
    ("unknown-unit", &[], Case::Lines(|l| l[2]["body"]["source"] = json!("urn:gannhan:unit:2025:999"))),
    ("unit-not-valid-then", &[], Case::Own(a_unit_to_come)),
    (
        "level-disagrees",
        &[],
        Case::Lines(|l| {
            l[2]["body"]["source"] = json!("urn:gannhan:unit:before-2025:94");
            l[2]["body"]["level"] = json!("commune");
        }),
    ),
    (
        "level-disagrees",
        &[],
        Case::Lines(|l| {
            l[2]["body"]["source"] = json!("urn:gannhan:unit:before-2025:94");
            l[2]["body"]["code"] = json!("95");
        }),
    ),
    (
        "office-body-mismatch",
        &[],
        Case::Lines(|l| office(&mut l[2], "Đỗ Thị Vân", "Bí thư", "UBND tỉnh Sóc Trăng")),
    ),
    ("unreviewed", &[], Case::Lines(|l| l[2]["origin"] = json!("bulk"))),
    (
        "unannotated",
        &[],
        Case::Lines(|l| {
            finish(&mut l[0]);
            l.remove(3);
        }),
    ),
    (
        "mixed-referent",
        &[],
        Case::Lines(|l| {
            l[1] = annotation(Kind::Locality, ARTICLE, "Sóc Trăng", 0, "aaaaaa");
            l[2] = annotation(Kind::Locality, ARTICLE, "Sóc Trăng", 1, "bbbbbb");
            // Two of the communes of one name.
            l[1]["body"]["source"] = json!("urn:gannhan:unit:before-2025:04882");
            l[2]["body"]["source"] = json!("urn:gannhan:unit:before-2025:06250");
        }),
    ),
    ("mixed-extent", &[], Case::Own(two_extents)),
    ("date-disagrees", &[], Case::Own(a_date_line)),
    (
        "two-holders",
        &[],
        Case::Lines(|l| {
            office(&mut l[1], "Đỗ Thị Vân", "Bí thư", "Tỉnh ủy Sóc Trăng");
            office(&mut l[2], "Kim Văn Nhựt", "Bí thư", "Tỉnh ủy Sóc Trăng");
        }),
    ),
    (
        "person-missing",
        &[],
        Case::Lines(|l| {
            l[2]["body"]["type"] = json!(["SpecificResource", "Official"]);
            l[2]["body"]["person_from"] = json!("text");
        }),
    ),
];

fn made(case: &Case) -> (String, Option<String>) {
    let mut lines = good();
    match case {
        Case::Lines(change) => {
            change(&mut lines);
            (text_of(&lines), Some(ARTICLE.to_owned()))
        }
        Case::Text(change) => (change(text_of(&lines)), Some(ARTICLE.to_owned())),
        Case::Article(change) => (text_of(&lines), Some(change(ARTICLE))),
        Case::NoArticle => (text_of(&lines), None),
        Case::Own(made) => {
            let (sidecar, article) = made();
            (sidecar, Some(article.to_owned()))
        }
    }
}

#[test]
fn what_the_program_writes_is_clean() {
    assert_eq!(found(text_of(&good()).as_bytes(), Some(ARTICLE)), []);
    assert_eq!(found(b"", Some(ARTICLE)), []);
    assert_eq!(found(b"\n", Some(ARTICLE)), []);
}

#[test]
fn each_rule_speaks_and_only_it() {
    for (i, (rule, besides, case)) in CASES.iter().enumerate() {
        let (sidecar, article) = made(case);
        let spoken = rules(sidecar.as_bytes(), article.as_deref());
        let expected: BTreeSet<&str> = std::iter::once(*rule).chain(besides.iter().copied()).collect();
        assert_eq!(spoken, expected, "case {i}: {rule}");
    }
    let spoken: BTreeSet<&str> = CASES.iter().map(|(rule, ..)| *rule).collect();
    let of_sidecars = RULES.iter().filter(|r| r.checks.sidecar.is_some()).map(|r| r.name).collect();
    assert_eq!(spoken, of_sidecars, "every rule has its case");
}

fn finish(header: &mut Object) {
    header["status"] = json!("finished");
    header.insert("finished_by".into(), json!("Lê Na"));
    header.insert("finished_at".into(), json!("2026-02-03T08:00:00Z"));
    header.insert("guideline".into(), json!(1));
}

/// The last of the good lines with a value.
fn sum(lines: &mut [Object], decimal: &str, currency: &str) {
    lines[3]["body"]["decimal"] = json!(decimal);
    lines[3]["body"]["currency"] = json!(currency);
}

/// Makes an official of a line.
fn office(line: &mut Object, person: &str, title: &str, organ: &str) {
    line["body"]["type"] = json!(["SpecificResource", "Official"]);
    line["body"]["person"] = json!(person);
    line["body"]["source"] = json!(format!("urn:gannhan:person:{}", person.chars().count()));
    let unit = json!({"level": "province", "code": "94", "name": "tỉnh Sóc Trăng"});
    line["body"]["offices"] =
        json!([{"title": title, "organ": organ, "jurisdiction": unit, "jurisdiction_from": "text"}]);
}

fn two_extents() -> (String, &'static str) {
    let article = "Tỉnh Sóc Trăng mời, tỉnh Sóc Trăng đãi.";
    let mut lines = vec![
        Header::create("ghe ngo.txt", article, None).json.into(),
        annotation(Kind::Locality, article, "Tỉnh Sóc Trăng", 0, "aaaaaa"),
        annotation(Kind::Locality, article, "Sóc Trăng", 1, "bbbbbb"),
    ];
    for line in &mut lines[1..] {
        line["body"]["source"] = json!("urn:gannhan:unit:before-2025:94");
    }
    (text_of(&lines), article)
}

fn a_unit_to_come() -> (String, &'static str) {
    let article = "Xe về Cần Thơ.";
    let mut lines = vec![
        Header::create("ghe ngo.txt", article, "2019-08-23".parse().ok()).json.into(),
        annotation(Kind::Locality, article, "Cần Thơ", 0, "aaaaaa"),
    ];
    lines[1]["body"]["source"] = json!("urn:gannhan:unit:2025:92");
    (text_of(&lines), article)
}

fn a_date_line() -> (String, &'static str) {
    let article = "04/03/2026\nGhe ngo về bến, có cả ngày 1/1/2025.";
    let header = Header::create("ghe ngo.txt", article, "2026-04-03".parse().ok());
    (text_of(&[header.json.into()]), article)
}

fn half_a_letter() -> (String, &'static str) {
    let article = "Ba\u{300} Lê";
    let line = annotation_at(Kind::Locality, article, Span::new(CodePoint(0), CodePoint(2)), "aaaaaa");
    (text_of(&[Header::create("ghe ngo.txt", article, None).json.into(), line]), article)
}

#[test]
fn each_finding_has_a_message_in_both_languages() {
    for resource in [MESSAGES_EN, MESSAGES_VI] {
        let mut known = BTreeSet::new();
        let mut message = "";
        for line in resource.lines() {
            let Some((key, _)) = line.split_once(" = ") else { continue };
            match key.trim_start().strip_prefix('.') {
                Some(variant) => drop(known.insert(format!("{message}.{variant}"))),
                None => {
                    message = key;
                    known.insert(key.to_owned());
                }
            }
        }
        let variables = |key: &str| {
            let (message, variant) = key.split_once('.').unwrap_or((key, ""));
            let from = resource.find(&format!("{message} = ")).expect("the message");
            let from = if variant.is_empty() {
                from
            } else {
                from + resource[from..].find(&format!(".{variant} = ")).expect("the variant")
            };
            let line = resource[from..].lines().next().unwrap_or_default().to_owned();
            line.split("{ $")
                .skip(1)
                .filter_map(|v| v.split_once(' ').map(|(name, _)| name.to_owned()))
                .collect::<BTreeSet<_>>()
        };
        assert!(RULES.iter().all(|r| known.contains(r.key) && r.key == format!("lint-{}", r.name)));
        for (_, _, case) in CASES {
            let (sidecar, article) = made(case);
            for finding in found(sidecar.as_bytes(), article.as_deref()) {
                assert!(known.contains(finding.message.key), "{}", finding.message.key);
                let given: BTreeSet<String> =
                    finding.message.arguments.iter().map(|(n, _)| (*n).to_owned()).collect();
                assert!(variables(finding.message.key).is_subset(&given), "{}", finding.message.key);
            }
        }
    }
}

#[test]
fn fixes_are_safe_and_lead_to_a_clean_file() {
    for (rule, _, case) in CASES {
        let (sidecar, article) = made(case);
        let before = found(sidecar.as_bytes(), article.as_deref());
        let after = fixed(sidecar.as_bytes(), article.as_deref(), None);
        let left = found(&after, article.as_deref());
        assert!(left.iter().all(|f| f.fix.is_none()), "{rule}: {left:?}");
        if before.iter().all(|f| f.fix.is_some()) {
            assert_eq!(left, [], "{rule}");
        }
        let spans = |bytes: &[u8]| Sidecar::read(bytes).annotations().count();
        assert_eq!(spans(sidecar.as_bytes()), spans(&after), "{rule}");
        let registered = super::rule(rule).is_some_and(|r| r.fixable);
        let fixable = before.iter().any(|f| f.rule == *rule && f.fix.is_some());
        assert!(registered || !fixable, "{rule}");
    }
}

#[test]
fn a_changed_article_is_caught_up_with() {
    let new = format!("Tin mới nhận.\n{}", ARTICLE.replace("3,5 tỷ", "4,5 tỷ"));
    let sidecar = text_of(&good());
    for old in [None, Some(ARTICLE)] {
        let after = fixed(sidecar.as_bytes(), Some(&new), old);
        assert_eq!(rules(&after, Some(&new)), BTreeSet::from(["quote-mismatch"]), "{old:?}");
        let fixed = Sidecar::read(after);
        let (_, sum) = fixed.find("urn:gannhan:cccccc").expect("it is there");
        assert_eq!(sum.quote.exact.as_deref(), Some("3,5 tỷ đồng"));
        assert_eq!(TextIndex::new(&new).slice(&new, sum.span), Some("4,5 tỷ đồng"));
    }
}

/// The same keys with values that are as they should be.
#[test]
fn values_that_are_right_are_let_be() {
    let mut lines = good();
    sum(&mut lines, "3500000000", "VND");
    assert_eq!(rules(text_of(&lines).as_bytes(), Some(ARTICLE)), BTreeSet::new());
    lines[1]["body"]["source"] = json!("urn:gannhan:country:LA");
    lines[1]["body"]["type"] = json!(["SpecificResource", "Official"]);
    lines[1]["body"]["person_from"] = json!("text");
    lines[1]["body"]["person"] = json!("Đỗ Thị Vân");
    assert_eq!(rules(text_of(&lines).as_bytes(), Some(ARTICLE)), BTreeSet::new());
    // What was refused claims nothing.
    lines[3]["body"]["decimal"] = json!("9.50");
    lines[3].insert("status".into(), json!("rejected"));
    assert!(!rules(text_of(&lines).as_bytes(), Some(ARTICLE)).contains("bad-decimal"));
}

/// What a person said is for a person to change; what was written in bulk is set right, and choices are offered.
#[test]
fn corrections_are_offered_and_clean() {
    let count = |rule: &str| {
        let mut offered = 0;
        for (name, _, case) in CASES.iter().filter(|(name, ..)| *name == rule) {
            let (sidecar, article) = made(case);
            for finding in found(sidecar.as_bytes(), article.as_deref()).iter().filter(|f| f.rule == *name) {
                offered += finding.corrections.len();
                for correction in &finding.corrections {
                    let Change::Line(line) = &correction.change else { panic!("{name}: a line") };
                    let old = Sidecar::read(sidecar.as_bytes());
                    let edits = old.replace(finding.line, line);
                    let after = crate::sidecar::apply(old.bytes(), &edits.into_iter().collect::<Vec<_>>());
                    let left = rules(&after, article.as_deref());
                    assert!(!left.contains(name) && !left.contains("bad-schema"), "{name}: {left:?}");
                }
            }
        }
        offered
    };
    assert_eq!(
        (count("amount-disagrees"), count("currency-disagrees"), count("modifier-disagrees")),
        (1, 1, 1)
    );
    assert_eq!((count("ambiguous-separator"), count("level-disagrees")), (2, 2));
    assert_eq!((count("unit-not-valid-then"), count("mixed-extent")), (1, 1));
    let (sidecar, article) =
        made(&CASES.iter().filter(|(n, ..)| *n == "amount-disagrees").nth(1).expect("there").2);
    let after = Sidecar::read(fixed(sidecar.as_bytes(), article.as_deref(), None));
    let (_, sum) = after.find("urn:gannhan:cccccc").expect("there");
    assert_eq!(sum.json()["body"]["decimal"], "3500000000");
    assert_eq!(sum.source.as_deref(), Some("urn:gannhan:amount:VND:3500000000"));
}

/// Article and sidecar were renamed together: the hash tells that they belong together.
#[test]
fn a_renamed_article_is_followed() {
    let mut lines = good();
    let clean = text_of(&lines);
    lines[0]["source"] = json!("cũ 1.txt");
    for line in &mut lines[1..] {
        line["target"]["source"] = json!("c%C5%A9%201.txt");
    }
    let renamed = text_of(&lines);
    assert_eq!(rules(renamed.as_bytes(), Some(ARTICLE)), ["dangling-reference"].into());
    assert_eq!(fixed(renamed.as_bytes(), Some(ARTICLE), None), clean.as_bytes());
    // Another name in one line, or another text: a person has to look.
    lines[1]["target"]["source"] = json!("khac.txt");
    let odd = text_of(&lines);
    let left = fixed(odd.as_bytes(), Some(ARTICLE), None);
    assert_eq!(
        found(&left, Some(ARTICLE)).iter().map(|f| (f.rule, f.line)).collect::<Vec<_>>(),
        [("dangling-reference", 1)]
    );
    lines[0]["sha256"] = json!("0".repeat(64));
    let other = text_of(&lines);
    assert!(
        found(other.as_bytes(), Some(ARTICLE))
            .iter()
            .all(|f| f.rule != "dangling-reference" || f.fix.is_none())
    );
}

/// What a finished article makes of bulk lines.
#[test]
fn a_finished_article_vouches_for_all() {
    let mut lines = good();
    lines[2]["origin"] = json!("bulk");
    let severity = |lines: &[Object]| {
        found(text_of(lines).as_bytes(), Some(ARTICLE))
            .iter()
            .map(|f| (f.rule, f.severity))
            .collect::<Vec<_>>()
    };
    assert_eq!(severity(&lines), [("unreviewed", Severity::Hint)]);
    finish(&mut lines[0]);
    assert_eq!(severity(&lines), [("unreviewed", Severity::Warning)]);
    // A refusal is an answer as well.
    lines[2]["origin"] = json!("manual");
    lines[3].insert("status".into(), json!("rejected"));
    assert!(!rules(text_of(&lines).as_bytes(), Some(ARTICLE)).contains("unannotated"));
}

/// Its position belongs to no text, so that it is no reason to find fault with others.
#[test]
fn what_could_not_follow_stands_nowhere() {
    let mut lines = good();
    let mut lost = annotation(Kind::Locality, ARTICLE, "tỉnh Sóc Trăng", 0, "dddddd");
    *selector(&mut lost, 1) =
        json!({"type": "TextQuoteSelector", "exact": "Gò Rùa", "prefix": "Chợ ", "suffix": " họp."});
    lines.insert(3, lost);
    lines[0].insert("unanchored".into(), json!({"urn:gannhan:dddddd": "orphan"}));
    for (start, end) in [(47, 61), (50, 63), (9000, 9010)] {
        *selector(&mut lines[3], 0) = json!({"type": "TextPositionSelector", "start": start, "end": end});
        let told = rules(text_of(&lines).as_bytes(), Some(ARTICLE));
        assert!(told.contains("orphan"));
        for rule in ["duplicate-annotation", "crossing", "anchor-out-of-bounds"] {
            assert!(!told.contains(rule), "{rule} {start}");
        }
    }
}

#[test]
fn columns_and_silence() {
    let mut lines = good();
    lines[2]["creator"] = json!({});
    let text = text_of(&lines) + "{\"đây\" 1}\n";
    let all = found(text.as_bytes(), Some(ARTICLE));
    let at: Vec<(&str, usize, u32)> = all.iter().map(|f| (f.rule, f.line, f.columns.start.0)).collect();
    let line = text.lines().nth(2).unwrap_or_default();
    let column = line[..line.find("\"creator\"").expect("the key")].chars().count() as u32;
    assert_eq!(at, [("missing-creator", 2, column), ("bad-json", 4, 7)]);
    assert_eq!(all[0].annotation.as_deref(), Some("urn:gannhan:bbbbbb"));
    lines[2].insert("suppress".into(), json!(["missing-creator"]));
    assert_eq!(rules(text_of(&lines).as_bytes(), Some(ARTICLE)), BTreeSet::new());
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60), article in "\\PC{0,20}") {
        let findings = found(&bytes, Some(&article));
        fixed(&bytes, Some(&article), None);
        proptest::prop_assert!(findings.iter().all(|f| f.columns.start <= f.columns.end));
    }
}

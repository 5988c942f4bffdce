use std::collections::HashSet;

use super::*;
use crate::lint::{RULES, lint_corpus};
use crate::sidecar::Sidecar;

/// Sidecars by name, each with its lines.
fn complaints(sidecars: &[(&str, String)]) -> Vec<(&'static str, String, usize)> {
    let mut interned = HashSet::new();
    let claims: Vec<Claims> =
        sidecars.iter().map(|(_, lines)| Claims::of(&Sidecar::read(lines.as_str()), &mut interned)).collect();
    let names: Vec<(String, String)> = sidecars
        .iter()
        .map(|(f, _)| ((*f).to_owned(), f.split(".txt").next().unwrap_or(f).to_owned()))
        .collect();
    let corpus = Corpus {
        voices: names
            .iter()
            .zip(&claims)
            .map(|((file, article), claims)| Voice { file, article, claims })
            .collect(),
    };
    let said = lint_corpus(&corpus);
    said.iter().map(|c| (c.rule, names[c.voice].0.clone(), c.line)).collect()
}

fn header(more: &str) -> String {
    format!("{{\"type\":\"Article\",\"sha256\":\"{}\"{more}}}\n", "0".repeat(64))
}

fn place(start: u32, text: &str, thing: &str) -> String {
    let end = start + text.chars().count() as u32;
    format!(
        "{{\"body\":{{\"type\":\"Locality\",\"source\":\"{thing}\",\"name\":\"{text}\"}},\"target\":{{\"selector\":[{{\"type\":\"TextPositionSelector\",\"start\":{start},\"end\":{end}}},{{\"type\":\"TextQuoteSelector\",\"exact\":\"{text}\"}}]}}}}\n"
    )
}

fn official(start: u32, name: &str, id: &str) -> String {
    format!(
        "{{\"body\":{{\"type\":\"Official\",\"source\":\"urn:gannhan:person:{id}\",\"person\":\"{name}\",\"offices\":[{{\"title\":\"Bí thư\",\"organ\":\"Tỉnh ủy Cà Mau\"}}]}},\"target\":{{\"selector\":{{\"type\":\"TextPositionSelector\",\"start\":{start},\"end\":{}}}}}}}\n",
        start + 10
    )
}

const A: &str = "urn:gannhan:unit:before-2025:04882";
const B: &str = "urn:gannhan:unit:before-2025:06250";

/// Lines that say the same many times.
fn many(count: u32, thing: &str) -> String {
    (0..count).map(|n| place(n * 20, "Tân Thành", thing)).collect()
}

fn is(expected: &[(&'static str, &str, usize)]) -> Vec<(&'static str, String, usize)> {
    expected.iter().map(|(r, f, l)| (*r, (*f).to_owned(), *l)).collect()
}

#[test]
fn a_name_that_means_something_else_once() {
    let sidecars = |odd: &str| {
        vec![
            ("a.txt", many(6, A)),
            ("b.txt", many(6, A)),
            ("c.txt", many(6, A) + &place(500, "Tân Thành", odd)),
        ]
    };
    assert_eq!(complaints(&sidecars(B)), is(&[("corpus-mixed-referent", "c.txt", 6)]));
    assert_eq!(complaints(&sidecars(A)), []);
    // The same place after the mergers, and a thing without a code, are none.
    assert_eq!(complaints(&sidecars("urn:gannhan:unit:2025:92")), []);
    assert_eq!(complaints(&sidecars("urn:gannhan:place:x")), []);
    // Two articles are no usage, nor is a name that means two things often.
    assert_eq!(complaints(&[("a.txt", many(12, A)), ("b.txt", many(1, B))]), []);
    assert_eq!(complaints(&[("a.txt", many(6, A)), ("b.txt", many(6, B)), ("c.txt", many(6, A))]), []);
}

#[test]
fn a_person_with_two_ids() {
    let one = |id: &str| official(0, "Đỗ Thị Vân", id);
    let two = ("a.txt", one("x1") + &official(50, "Đỗ Thị Vân", "x2"));
    assert_eq!(complaints(&[two]), is(&[("person-two-ids", "a.txt", 1)]));
    // Ids of single articles are their own, until one is used in several.
    assert_eq!(complaints(&[("a.txt", one("x1")), ("b.txt", one("x2"))]), []);
    let three = [("a.txt", one("x1")), ("b.txt", one("x1")), ("c.txt", one("x2"))];
    assert_eq!(complaints(&three), is(&[("person-two-ids", "c.txt", 0)]));
    let namesake = [("a.txt", one("x1")), ("b.txt", one("x1")), ("c.txt", official(0, "Đỗ Thị Vy", "x2"))];
    assert_eq!(complaints(&namesake), []);
}

#[test]
fn annotators_of_one_article() {
    let lan = |lines: String| vec![("a.txt", header("") + &place(0, "Tân Thành", A)), ("a.txt.lan", lines)];
    assert_eq!(complaints(&lan(header("") + &place(0, "Tân Thành", A))), []);
    assert_eq!(
        complaints(&lan(header("") + &place(0, "Tân Thành", B))),
        is(&[("annotators-disagree", "a.txt.lan", 1)])
    );
    assert_eq!(
        complaints(&lan(header("") + &place(0, "Tân", A))),
        is(&[("annotators-disagree", "a.txt.lan", 1)]),
        "another extent"
    );
    let refused = place(0, "Tân Thành", A).replacen('{', "{\"status\":\"rejected\",", 1);
    assert_eq!(complaints(&lan(header("") + &refused)), is(&[("annotators-disagree", "a.txt.lan", 1)]));
    // Another text, another person's id, or work that goes on.
    let other = header("").replace('0', "1");
    assert_eq!(complaints(&lan(other + &place(0, "Tân Thành", B))), []);
    let persons =
        [("a.txt", official(0, "Đỗ Thị Vân", "x1")), ("a.txt.lan", official(0, "Đỗ Thị Vân", "y1"))];
    assert_eq!(complaints(&persons), []);
    assert_eq!(complaints(&lan(header("") + &place(90, "Tân Thành", A))), []);
    let done = header(",\"status\":\"finished\"");
    let both = [("a.txt", done.clone()), ("a.txt.lan", done + &place(90, "Tân Thành", A))];
    assert_eq!(complaints(&both), is(&[("annotators-disagree", "a.txt.lan", 1)]));
    // Another article is nobody's business.
    assert_eq!(complaints(&[("a.txt", place(0, "Tân Thành", A)), ("b.txt", place(0, "Tân Thành", B))]), []);
}

#[test]
fn dates_of_one_article() {
    let dated = |day: &str| header(&format!(",\"date\":\"2026-02-{day}\""));
    let two = |b: String| [("a.txt", dated("03")), ("a.txt.lan", b)];
    assert_eq!(complaints(&two(dated("04"))), is(&[("date-disagrees", "a.txt.lan", 0)]));
    assert_eq!(complaints(&two(dated("03"))), []);
    assert_eq!(complaints(&two(header(""))), []);
    let silent = header(",\"date\":\"2026-02-04\",\"suppress\":[\"date-disagrees\"]");
    assert_eq!(complaints(&two(silent)), []);
}

#[test]
fn every_rule_is_tried() {
    let rules: Vec<&str> = RULES.iter().filter(|r| r.checks.corpus.is_some()).map(|r| r.name).collect();
    assert_eq!(rules, ["corpus-mixed-referent", "person-two-ids", "annotators-disagree", "date-disagrees"]);
}

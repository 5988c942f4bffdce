use super::line::Marker;
use super::*;
use crate::tagger::mention::Kind;
use crate::text::index::TextIndex;
use crate::text::position::{CodePoint, Span};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;
use std::collections::HashSet;

fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 11
    }
}

fn new(text: &str, start: u32, end: u32, state: State, id: &str) -> Option<Object> {
    let value = json!({"level": "province", "code": null, "name": "tỉnh Lào Cai"});
    NewAnnotation {
        kind: Kind::Locality,
        span: Span::new(CodePoint(start), CodePoint(end)),
        text,
        index: &TextIndex::new(text),
        value: value.as_object().cloned().unwrap_or_default(),
        source: "urn:gannhan:unit:before-2025:10".into(),
        article: "a b#1.txt",
        creator: "Lê Na",
        created: Timestamp::UNIX_EPOCH,
        state,
    }
    .build(id.to_owned())
}

const TEXT: &str = "Đường lên tỉnh Lào Cai mùa này rất đẹp, ai cũng muốn đi một lần.";

fn insert(old: &[u8], annotations: &[Object]) -> Vec<u8> {
    let header: Object = Header::create("a b#1.txt", TEXT, None).json.into();
    apply(old, &Sidecar::read(old).insert(annotations, &header))
}

#[test]
fn a_new_sidecar() {
    let line = new(TEXT, 10, 22, State::Taken(Origin::Accepted), "urn:gannhan:abc123").expect("inside");
    let written = String::from_utf8(insert(b"", &[line])).expect("text");
    expect_test::expect![[r#"
        {"type":"Article","version":1,"source":"a b#1.txt","sha256":"HASH","length":64,"status":"open"}
        {"@context":["http://www.w3.org/ns/anno.jsonld",{"@vocab":"urn:gannhan:"}],"id":"urn:gannhan:abc123","type":"Annotation","motivation":"identifying","body":{"type":["SpecificResource","Locality"],"purpose":"identifying","source":"urn:gannhan:unit:before-2025:10","level":"province","name":"tỉnh Lào Cai"},"target":{"source":"a%20b%231.txt","selector":[{"type":"TextPositionSelector","start":10,"end":22},{"type":"TextQuoteSelector","exact":"tỉnh Lào Cai","prefix":"Đường lên ","suffix":" mùa này rất đẹp, ai cũng muốn đ"}]},"creator":{"type":"Person","name":"Lê Na"},"created":"1970-01-01T00:00:00Z","origin":"accepted","generator":"urn:gannhan:software:0.1.0"}
    "#]]
    .assert_eq(&written.replace(&header::sha256(TEXT.as_bytes()), "HASH"));
    let back = Sidecar::read(written.clone());
    let (_, annotation) = back.find("urn:gannhan:abc123").expect("the annotation");
    assert_eq!((annotation.kind, annotation.origin), (Some(Kind::Locality), Some(Origin::Accepted)));
    assert_eq!(annotation.creator.as_deref(), Some("Lê Na"));
    assert_eq!(back.header().and_then(|h| h.describes(TEXT)), Some(true));
    assert_eq!(back.sorted(), written.as_bytes());
}

#[test]
fn a_rejected_suggestion_is_a_line_that_does_not_identify() {
    let line = new(TEXT, 10, 22, State::Rejected, "urn:gannhan:abc123").expect("inside");
    assert_eq!((&line["motivation"], &line["body"]["purpose"]), (&json!("moderating"), &json!("moderating")));
    assert_eq!((line.get("origin"), &line["status"]), (None, &json!("rejected")));
    let read = Annotation::from_json(line).expect("a target");
    assert_eq!((read.status, read.is_active()), (Status::Rejected, false));
    let taken = rewrite::reviewed(&read, Origin::Accepted, Timestamp::UNIX_EPOCH);
    assert_eq!((&taken["motivation"], taken.get("status")), (&json!("identifying"), None));
}

#[test]
fn spans_that_are_none_make_no_annotation() {
    for (start, end) in [(3, 3), (4, 2), (0, 65), (99, 100)] {
        assert_eq!(new(TEXT, start, end, State::Taken(Origin::Manual), "x"), None);
    }
}

#[test]
fn new_lines_go_to_their_places() {
    let at = |start, end, id: &str| new(TEXT, start, end, State::Taken(Origin::Manual), id).expect("inside");
    let old = insert(b"", &[at(10, 14, "urn:gannhan:m1"), at(40, 50, "urn:gannhan:m2")]);
    // The last line without its line break, and a broken one between.
    let mut broken = old.clone();
    broken.pop();
    let cut = broken.iter().rposition(|b| *b == b'\n').expect("a break");
    broken.splice(cut..cut, *b"\n{\"broken\xff");
    let done = insert(
        &broken,
        &[
            at(50, 55, "urn:gannhan:n4"),
            at(10, 22, "urn:gannhan:n1"),
            at(2, 5, "urn:gannhan:n0"),
            at(20, 22, "urn:gannhan:n2"),
        ],
    );
    let sidecar = Sidecar::read(done);
    let ids: Vec<&str> =
        sidecar.annotations().filter_map(|(_, a)| a.id.as_deref()?.rsplit(':').next()).collect();
    assert_eq!(ids, ["n0", "n1", "m1", "n2", "m2", "n4"]);
    assert!(matches!(sidecar.lines()[4].content, Content::Unreadable(_)), "{:?}", sidecar.lines()[4].content);
    assert!(sidecar.bytes().ends_with(b"}\n"));
}

#[test]
fn nothing_is_put_between_conflict_markers() {
    let at = |start, id: &str| {
        canonical::line(&new(TEXT, start, start + 2, State::Taken(Origin::Manual), id).expect("inside"))
    };
    let old = format!(
        "{}\n<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n",
        at(1, "urn:gannhan:aaa"),
        at(5, "urn:gannhan:bbb"),
        at(9, "urn:gannhan:ccc")
    );
    let line = new(TEXT, 7, 9, State::Taken(Origin::Manual), "urn:gannhan:new").expect("inside");
    let sidecar = Sidecar::read(insert(old.as_bytes(), &[line]));
    assert_eq!(sidecar.conflicts(), vec![2..7]);
    assert_eq!(sidecar.find("urn:gannhan:new").map(|(line, _)| line), Some(1));
    assert_eq!(sidecar.lines()[4].content, Content::Conflict(Marker::Middle));
}

#[test]
fn what_can_not_be_read_is_told() {
    let sidecar = Sidecar::read(
        b"\xef\xbb\xbf{\"type\":\"Article\"}\r\n\r\n[1]\n{\"a\":\xff}\n{\"a\" 1}\n{\"id\":\"urn:gannhan:q\"}"
            .as_slice(),
    );
    assert!(sidecar.has_bom() && sidecar.header().is_some());
    let troubles: Vec<(Trouble, usize)> = sidecar
        .lines()
        .iter()
        .filter_map(|l| match &l.content {
            Content::Unreadable(u) => Some((u.trouble.clone(), u.at)),
            _ => None,
        })
        .collect();
    assert_eq!(
        troubles,
        [
            (Trouble::NotObject, 0),
            (Trouble::NotUtf8(0xff), 5),
            (Trouble::Json("expected `:`".into()), 5),
            (Trouble::NoTarget, 0)
        ]
    );
    assert_eq!(sidecar.lines()[1].content, Content::Blank);
}

#[test]
fn a_target_is_enough() {
    for line in [
        r#"{"target":{"selector":{"type":"TextPositionSelector","start":1,"end":4}}}"#,
        r#"{"id":7,"body":"x","creator":[],"target":{"selector":[{"type":["TextPositionSelector"],"start":1.0,"end":4,"x":1}]},"new":{}}"#,
    ] {
        let sidecar = Sidecar::read(line);
        let spans: Vec<_> = sidecar.annotations().map(|(_, a)| a.span).collect();
        assert_eq!(spans, [Span::new(CodePoint(1), CodePoint(4))], "{line}");
    }
}

#[test]
fn rewriting_keeps_what_others_have_added() {
    let mut line = new(TEXT, 10, 22, State::Taken(Origin::Bulk), "urn:gannhan:abc123").expect("inside");
    line.insert("note".into(), json!({"by": ["me"]}));
    line["body"]["parts"] = json!([{"role": "person", "start": 12, "end": 14, "x": 1}]);
    let read = Annotation::from_json(line).expect("a target");
    let later = format!("Tin. {TEXT}");
    let span = Span::new(CodePoint(15), CodePoint(27));
    let json = rewrite::moved(&read, span, &later, &TextIndex::new(&later)).expect("inside");
    assert_eq!((&json["note"], &json["origin"]), (&json!({"by": ["me"]}), &json!("bulk")));
    assert_eq!(json["body"]["parts"], json!([{"role": "person", "start": 17, "end": 19, "x": 1}]));
    let moved = Annotation::from_json(json).expect("a target");
    assert_eq!((moved.span, moved.quote.exact.as_deref()), (span, Some("tỉnh Lào Cai")));
    let other = Span::new(CodePoint(20), CodePoint(27));
    let json = rewrite::placed(&read, other, &later, &TextIndex::new(&later)).expect("inside");
    let placed = Annotation::from_json(json).expect("a target");
    assert_eq!((placed.span, &placed.quote.exact), (other, &read.quote.exact));
    assert_eq!(placed.quote.prefix.as_deref(), Some("Tin. Đường lên tỉnh "));
}

#[test]
fn ids_are_fresh() {
    let mut still = || 5;
    let first = fresh_id(&Sidecar::default(), &HashSet::new(), &mut still);
    let second = fresh_id(&Sidecar::read(format!("{{broken {first}")), &HashSet::new(), &mut still);
    let third = fresh_id(&Sidecar::read(first.clone()), &HashSet::from([second.clone()]), &mut still);
    assert!(first != second && second != third && first != third);
    assert!(
        first
            .strip_prefix("urn:gannhan:")
            .is_some_and(|s| s.len() >= 6 && s.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()))
    );
}

#[test]
fn one_person_has_one_id() {
    let mut next = random(1);
    let mut persons = Persons::default();
    let id = persons.named("Nguyễn Văn Hoà", &mut next);
    assert_eq!(persons.named("NGUYỄN VĂN HÒA", &mut next), id);
    assert_ne!(persons.named("Nguyễn Văn Hóa", &mut next), id);
    let mut line = new(TEXT, 10, 22, State::Taken(Origin::Manual), "urn:gannhan:abc123").expect("inside");
    line["body"] =
        json!({"type": ["SpecificResource", "Official"], "source": id, "person": "Nguyễn  Văn Hòa"});
    let mut again = Persons::of(&Sidecar::read(canonical::line(&line)));
    assert_eq!(again.named("Nguyễn Văn Hòa", &mut next), id);
}

#[test]
fn namesakes_are_two_persons() {
    use crate::tagger::mention::OfficialValue;
    let mut next = random(2);
    let mut persons = Persons::default();
    let mut id = |number, name: &str| {
        let value =
            OfficialValue { person: Some(name.into()), person_id: number, ..OfficialValue::default() };
        persons.official(&value, &mut next)
    };
    let first = id(Some(1), "Lê Văn Tám");
    let second = id(Some(2), "Lê Văn Tám");
    assert_ne!(first, second);
    assert_eq!((id(Some(1), "Tám"), id(Some(2), "Lê Văn Tám")), (first, second));
}

#[test]
fn names_as_iris() {
    assert_eq!(iri::slug("thôn Tân Lập"), "thoon-taan-laapj");
    assert_eq!(iri::slug("Hoà"), iri::slug("ho\u{300}a"));
    assert_ne!(iri::slug("bản Mỏ"), iri::slug("bản Mô"));
    assert!(iri::slug("H'Đrai 中").is_ascii());
}

/// Lines as a sidecar can have them after years, merges and other people's scripts.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..20),
        "\\PC{0,20}".prop_map(String::into_bytes),
        Just(b"<<<<<<< HEAD".to_vec()),
        Just(b">>>>>>> x".to_vec()),
        Just(b"=======".to_vec()),
        Just(br#"{"type":"Article","version":2,"x":1}"#.to_vec()),
        (0u32..90, 0u32..90, any::<u16>()).prop_map(|(a, b, id)| {
            format!(r#" {{ "id":"urn:gannhan:{id}", "target":{{"selector":{{"type":"TextPositionSelector","end":{b},"start":{a}}}}}}}"#).into_bytes()
        }),
    ];
    let end = prop_oneof![Just(b"\n".to_vec()), Just(b"\r\n".to_vec())];
    (any::<bool>(), proptest::collection::vec((line, end), 0..8), any::<bool>()).prop_map(
        |(bom, lines, open)| {
            let mut out = if bom { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
            lines.into_iter().for_each(|(line, end)| out.extend(line.into_iter().chain(end)));
            if open {
                out.pop();
            }
            out
        },
    )
}

proptest! {
    #[test]
    fn inserting_keeps_every_byte(old in garbage(), spans in proptest::collection::vec((0u32..60, 1u32..4), 1..4)) {
        let lines: Vec<Object> = spans.iter().enumerate()
            .filter_map(|(i, (start, length))| new(TEXT, *start, start + length, State::Taken(Origin::Bulk), &format!("urn:gannhan:new{i}")))
            .collect();
        let sidecar = Sidecar::read(old.clone());
        let edits = sidecar.insert(&lines, &Header::create("a.txt", TEXT, None).json);
        prop_assert!(edits.windows(2).all(|w| w[0].range.end <= w[1].range.start));
        let done = apply(&old, &edits);
        let after = Sidecar::read(done.clone());
        for line in &lines {
            prop_assert!(after.find(line["id"].as_str().unwrap_or_default()).is_some());
        }
        // Take what was added away again: the old file is left, up to the line break its end lacked.
        let added = lines.len() + usize::from(sidecar.is_blank());
        let written: Vec<String> = lines.iter().map(canonical::line).chain([canonical::line(&Header::create("a.txt", TEXT, None).json)]).collect();
        let kept: Vec<&Line> = after.lines().iter().filter(|l| !written.iter().any(|w| w.as_bytes() == &after.bytes()[l.range.clone()])).collect();
        prop_assert_eq!(kept.len() + added, after.lines().len());
        let mut left = if after.has_bom() { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        kept.iter().for_each(|l| left.extend_from_slice(&after.bytes()[l.whole()]));
        let mut expected = old.clone();
        if left.len() == expected.len() + 1 {
            expected.push(b'\n');
        }
        prop_assert_eq!(left, expected);
        // Sorting moves annotations only, and loses none.
        let sorted = Sidecar::read(after.sorted());
        prop_assert_eq!(sorted.annotations().count(), after.annotations().count());
        prop_assert_eq!(sorted.lines().len(), after.lines().len());
    }

    #[test]
    fn removing_and_replacing_touch_one_line(old in garbage(), pick in any::<prop::sample::Index>()) {
        let sidecar = Sidecar::read(old.clone());
        prop_assume!(!sidecar.lines().is_empty());
        let line = pick.index(sidecar.lines().len());
        let range = sidecar.lines()[line].whole();
        let removed = apply(&old, &[sidecar.remove(line).expect("a line")]);
        prop_assert_eq!(removed, [&old[..range.start], &old[range.end..]].concat());
        let json = new(TEXT, 1, 3, State::Rejected, "urn:gannhan:zzz").expect("inside");
        let replaced = Sidecar::read(apply(&old, &[sidecar.replace(line, &json).expect("a line")]));
        prop_assert_eq!(replaced.lines().len(), sidecar.lines().len());
        prop_assert_eq!(String::from_utf8_lossy(replaced.line_bytes(line)), canonical::line(&json));
    }

    /// NFC, NFD, CRLF, BOM, emoji, no-break spaces: what the selectors say is what the file has there.
    #[test]
    fn selectors_cut_the_quote(text in "(\u{feff})?[aếe\u{302}\u{301} \u{a0}\\r\\n👨\u{200d}👩🇻🇳.]{1,90}", start in 0u32..90, length in 1u32..9) {
        let Some(json) = new(&text, start, start + length, State::Taken(Origin::Manual), "urn:gannhan:abcdef") else {
            prop_assert!(start + length > text.chars().count() as u32);
            return Ok(());
        };
        let sidecar = Sidecar::read(canonical::line(&json));
        let (_, a) = sidecar.find("urn:gannhan:abcdef").expect("the annotation");
        let chars: Vec<char> = text.chars().collect();
        let (s, e) = (a.span.start.index(), a.span.end.index());
        let (before, exact, behind): (String, String, String) = (chars[..s].iter().collect(), chars[s..e].iter().collect(), chars[e..].iter().collect());
        prop_assert_eq!(a.quote.exact.as_deref(), Some(exact.as_str()));
        let (prefix, suffix) = (a.quote.prefix.clone().unwrap_or_default(), a.quote.suffix.clone().unwrap_or_default());
        prop_assert!(before.ends_with(&*prefix) && behind.starts_with(&*suffix));
        prop_assert!(prefix.chars().count() <= 32 && suffix.chars().count() <= 32);
        let (outer, inner) = (before.len() - prefix.len(), before.len() + exact.len() + suffix.len());
        prop_assert!(prefix.is_empty() || build::is_boundary(&text, outer));
        prop_assert!(suffix.is_empty() || build::is_boundary(&text, inner));
    }

    #[test]
    fn file_names_survive_the_iri(name in "\\PC{1,20}") {
        let iri = iri::encode(&name);
        prop_assert!(iri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
        prop_assert_eq!(iri::decode(&iri), Some(name));
    }
}

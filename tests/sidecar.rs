//! A sidecar of every kind of line, written to the target's temporary folder (so that the W3C tests can be run
//! on it), and the edits that people make on articles, tried on every mention of one.

use gannhan::sidecar::anchor::{Article, Found, reanchor};
use gannhan::sidecar::follow::{Follow, TextMap};
use gannhan::sidecar::{
    Annotation, Header, NewAnnotation, Object, Origin, Persons, Sidecar, State, apply, build, fresh_id, iri,
};
use gannhan::tagger::mention::{AmountValue, Kind, OfficialValue};
use gannhan::text::position::{CodePoint, Span};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

const ARTICLE: &str = "\u{feff}Khánh thành cầu treo Nậm Luông\r\n\r\nSáng 20/4, xã Nậm Luông, tỉnh Sơn La khánh thành cầu treo mới 🎉.\r\nÔng Lò Văn Pành, Chủ tịch UBND\u{a0}xã Nậm Luông, cho biết cầu tốn 4,2 tỷ đồng. Trước đây dân bản Co\u{301} Mạ phải đi đò.\r\nTheo ông Pành, xã còn vay 300 triệu đồng của tỉnh Sơn La để làm đường.\r\nNậm Luông\r\nDự kiến cuối năm đường sẽ xong, bà con bản Co\u{301} Mạ đi chợ tỉnh Sơn La chỉ mất một giờ.\r\n";

fn span_of(text: &str, part: &str, nth: usize) -> Span<CodePoint> {
    let (byte, _) = text.match_indices(part).nth(nth).expect("the part is there");
    let start = text[..byte].chars().count();
    Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count()))
}

fn make(
    name: &str,
    kind: Kind,
    part: &str,
    value: serde_json::Value,
    source: String,
    state: State,
    id: String,
) -> Object {
    let article = Article::new(ARTICLE);
    NewAnnotation {
        kind,
        span: span_of(ARTICLE, part, 0),
        text: ARTICLE,
        index: article.index(),
        value: value.as_object().cloned().unwrap_or_default(),
        source,
        article: name,
        creator: "Lò Thị Ón",
        created: jiff::Timestamp::UNIX_EPOCH,
        state,
    }
    .build(id)
    .expect("inside")
}

#[test]
fn a_sidecar_of_every_kind() {
    for (number, name) in ["a.txt", "bài số 1 (50% #2) [x]?.txt", "a:b.txt"].into_iter().enumerate() {
        let mut state = number as u64;
        let mut random = move || {
            state = state.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(12345);
            state >> 7
        };
        let mut persons = Persons::default();
        let official = OfficialValue { person: Some("Lò Văn Pành".into()), ..OfficialValue::default() };
        let person = persons.official(&official, &mut random);
        let sum = AmountValue {
            decimal: "4200000000".parse().expect("a number"),
            decimal_max: None,
            currency: iso_currency::Currency::VND,
            currency_implied: false,
            modifier: None,
            candidates: Vec::new(),
        };
        let province =
            gannhan::gazetteer::unit::all().find(|u| u.full_name() == "tỉnh Sơn La").expect("a province");
        let place = json!({"level": "province", "code": province.code(), "name": "tỉnh Sơn La", "as_of": null, "within": [{"level": "country", "code": "VN", "name": "Việt Nam"}]});
        let parts = span_of(ARTICLE, "Lò Văn Pành", 0);
        let official_value = json!({"person": "Lò Văn Pành", "person_from": "text", "offices": [{"title": "Chủ tịch", "organ": "UBND xã Nậm Luông", "jurisdiction": null}], "parts": [{"role": "person", "start": parts.start.0, "end": parts.end.0}]});
        let money = json!({"decimal": "4200000000", "currency": "VND", "modifier": null});
        let mut ids: std::collections::HashSet<String> = Default::default();
        let mut id = || {
            let new = fresh_id(&Sidecar::default(), &ids, &mut random);
            ids.insert(new.clone());
            new
        };
        let lines = [
            make(
                name,
                Kind::Amount,
                "4,2 tỷ đồng",
                money,
                iri::amount(&sum),
                State::Taken(Origin::Bulk),
                id(),
            ),
            make(
                name,
                Kind::Official,
                "Lò Văn Pành, Chủ tịch UBND\u{a0}xã Nậm Luông",
                official_value,
                person,
                State::Taken(Origin::Edited),
                id(),
            ),
            make(
                name,
                Kind::Locality,
                "tỉnh Sơn La",
                place.clone(),
                iri::unit(province),
                State::Taken(Origin::Accepted),
                id(),
            ),
            make(
                name,
                Kind::Locality,
                "bản Co\u{301} Mạ",
                json!({"level": "village", "name": "bản Có Mạ"}),
                format!("urn:gannhan:place:{}", iri::slug("bản Có Mạ")),
                State::Taken(Origin::Manual),
                id(),
            ),
            make(name, Kind::Locality, "Nậm Luông", place, iri::unit(province), State::Rejected, id()),
        ];
        let header = Header::create(name, ARTICLE, "2025-04-20".parse().ok());
        let bytes = apply(b"", &Sidecar::default().insert(&lines, &header.json));
        let sidecar = Sidecar::read(bytes.clone());
        assert_eq!((sidecar.annotations().count(), sidecar.lines().len()), (5, 6));
        let starts: Vec<u32> = sidecar.annotations().map(|(_, a)| a.span.start.0).collect();
        assert!(starts.is_sorted());
        let subject = gannhan::lint::Subject::new(&sidecar, name, Some(ARTICLE));
        let mut found = gannhan::lint::lint(&subject);
        found.retain(|f| f.rule != "unreviewed");
        assert_eq!(found, []);
        let file =
            std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sidecar-{number}.anno.jsonl"));
        std::fs::write(file, bytes).expect("written");
    }
}

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Takes and gives a text in which one mention stands between two marks.
type TextChange = fn(&str) -> String;

/// The edits of a person (or of git).
const EDITS: &[(&str, TextChange)] = &[
    ("insert a paragraph before", |t| format!("Tin vắn trong ngày của tòa soạn.\r\n{t}")),
    ("delete its paragraph", |t| lines(t, |l| if l.contains(OPEN) { String::new() } else { l.to_owned() })),
    ("delete the mention", |t| around(t, |_| String::new(), false)),
    ("change one letter in it", |t| around(t, |m| m.replacen(['n', 'ồ', 'à', 'ỉ'], "o", 1), true)),
    ("change one digit in it", |t| around(t, |m| m.replacen(['4', '3'], "7", 1), true)),
    ("swap paragraphs", |t| {
        let mut all: Vec<&str> = t.split_inclusive("\r\n").collect();
        all.swap(2, 4);
        all.concat()
    }),
    ("NFC", |t| t.nfc().collect()),
    ("NFD", |t| t.nfd().collect()),
    ("CRLF to LF", |t| t.replace("\r\n", "\n")),
    ("retype the whole line", |t| {
        lines(t, |l| {
            if l.contains(OPEN) {
                l.replace("cho biết", "nói rằng").replace(" để ", " nhằm ")
            } else {
                l.to_owned()
            }
        })
    }),
    ("duplicate its line", |t| {
        lines(
            t,
            |l| if l.contains(OPEN) { format!("{l}{}", l.replace([OPEN, CLOSE], "")) } else { l.to_owned() },
        )
    }),
    ("another beginning", |t| t.replacen("Khánh thành", "Lễ khánh thành", 1)),
];

fn lines(text: &str, change: impl Fn(&str) -> String) -> String {
    text.split_inclusive('\n').map(change).collect()
}

/// The text with its mention changed, within its marks or without them.
fn around(text: &str, change: impl Fn(&str) -> String, marks: bool) -> String {
    let (open, close) = (text.find(OPEN).expect("a mark"), text.find(CLOSE).expect("a mark"));
    let mention = change(&text[open + OPEN.len_utf8()..close]);
    let mention = if marks { format!("{OPEN}{mention}{CLOSE}") } else { mention };
    format!("{}{mention}{}", &text[..open], &text[close + CLOSE.len_utf8()..])
}

fn truth(marked: &str) -> Option<Span<CodePoint>> {
    let at = |mark| marked.chars().position(|c| c == mark);
    Some(Span::new(CodePoint::from(at(OPEN)?), CodePoint::from(at(CLOSE)? - 1)))
}

#[derive(Default, Debug)]
struct Score {
    right: usize,
    reported: usize,
    wrong: Vec<String>,
}

#[test]
fn no_mention_is_ever_misplaced_silently() {
    let mentions = [
        "xã Nậm Luông",
        "Nậm Luông",
        "tỉnh Sơn La",
        "Lò Văn Pành",
        "4,2 tỷ đồng",
        "300 triệu đồng",
        "bản Co\u{301} Mạ",
    ];
    let old = Article::new(ARTICLE);
    for (name, edit) in EDITS {
        let (mut by_diff, mut by_quote) = (Score::default(), Score::default());
        for part in mentions {
            for nth in 0..ARTICLE.matches(part).count() {
                let span = span_of(ARTICLE, part, nth);
                let chars: Vec<char> = ARTICLE.chars().collect();
                let (start, end) = (span.start.index(), span.end.index());
                let mut marked = chars.clone();
                marked.insert(end, CLOSE);
                marked.insert(start, OPEN);
                let marked = edit(&marked.into_iter().collect::<String>());
                let new_text = marked.replace([OPEN, CLOSE], "");
                let new = Article::new(&new_text);
                let quote = build::quote(ARTICLE, old.index(), span).expect("inside");
                let mut json = Object::new();
                json.insert("target".into(), build::target("a.txt", span, &quote));
                let annotation = Annotation::from_json(json).expect("a target");

                let followed = reanchor(&TextMap::new(ARTICLE, &new_text), &old, &new, &annotation);
                let found = match new.verify(&annotation, new_text == ARTICLE).found {
                    Found::Here => Follow::Same,
                    Found::Moved(span) => Follow::Moved(span),
                    Found::Changed(span) => Follow::Changed(span),
                    _ => Follow::Deleted,
                };
                for (outcome, score) in [(followed, &mut by_diff), (found, &mut by_quote)] {
                    let place = match &outcome {
                        Follow::Same => Some(span),
                        Follow::Moved(span) => Some(*span),
                        _ => None,
                    };
                    match (place, truth(&marked)) {
                        (Some(place), Some(truth)) if place == truth => score.right += 1,
                        (Some(_), _) => score.wrong.push(format!("{part} {nth}: {outcome:?}")),
                        (None, None) => score.right += 1,
                        (None, Some(truth)) => match outcome {
                            Follow::Changed(span) if span == truth => score.right += 1,
                            _ => score.reported += 1,
                        },
                    }
                }
            }
        }
        println!(
            "{name:28} by diff {:3} right {:2} reported {} wrong; by quote {:3} right {:2} reported {} wrong",
            by_diff.right,
            by_diff.reported,
            by_diff.wrong.len(),
            by_quote.right,
            by_quote.reported,
            by_quote.wrong.len()
        );
        assert_eq!(by_diff.wrong, Vec::<String>::new(), "{name}, by diff");
        assert_eq!(by_quote.wrong, Vec::<String>::new(), "{name}, by quote");
        // Of two equal lines nobody can tell the old one; everything else a careful person could.
        if *name != "duplicate its line" {
            assert!(by_diff.right >= 9 * by_diff.reported, "{name}: {by_diff:?}");
        }
    }
}

/// The schema in the documentation knows each key that the program writes.
#[test]
fn the_schema_knows_every_key() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sidecar.schema.json");
    let schema: serde_json::Value =
        serde_json::from_slice(&std::fs::read(path).expect("it is there")).expect("JSON");
    fn keys(value: &serde_json::Value, out: &mut std::collections::BTreeSet<String>) {
        let Some(object) = value.as_object() else {
            return value.as_array().into_iter().flatten().for_each(|v| keys(v, out));
        };
        for (key, inner) in object {
            if key == "properties" {
                out.extend(inner.as_object().into_iter().flatten().map(|(k, _)| k.clone()));
            }
            keys(inner, out);
        }
    }
    let mut known = std::collections::BTreeSet::new();
    keys(&schema, &mut known);
    let missing: Vec<&&str> =
        gannhan::sidecar::canonical::KEYS.iter().filter(|k| !known.contains(**k)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

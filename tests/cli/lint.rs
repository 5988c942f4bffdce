use std::fs;

use gannhan::sidecar::{Header, NewAnnotation, Object, Origin, State, canonical};
use gannhan::tagger::mention::Kind;
use gannhan::text::index::TextIndex;
use gannhan::text::position::{CodePoint, Span};
use serde_json::{Value, json};

use crate::support::Folder;

const ARTICLE: &str = "Chợ nổi họp sớm\nSáng nay chợ nổi ở Cần Thơ họp từ bốn giờ.\n";

fn annotation(article: &str, part: &str, id: &str) -> Object {
    let start = article[..article.find(part).unwrap()].chars().count();
    NewAnnotation {
        kind: Kind::Locality,
        span: Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count())),
        text: article,
        index: &TextIndex::new(article),
        value: Object::new(),
        source: "urn:gannhan:place:x".into(),
        article: "a.txt",
        creator: "Lê Na",
        created: jiff::Timestamp::UNIX_EPOCH,
        state: State::Taken(Origin::Manual),
    }
    .build(format!("urn:gannhan:{id}"))
    .unwrap()
}

/// Header and one annotation, as the program writes them.
fn good() -> String {
    let lines =
        [Header::create("a.txt", ARTICLE, None).json.into(), annotation(ARTICLE, "Cần Thơ", "aaaaaa")];
    lines.iter().map(|l| canonical::line(l) + "\n").collect()
}

/// `a.txt` with this sidecar.
fn folder(sidecar: &str) -> Folder {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("a.txt.anno.jsonl", sidecar);
    folder
}

/// A sidecar with an error (not fixable) and an info (fixable).
fn faulty() -> String {
    good().replacen("\"Cần Thơ\"", "\"Cần Thở\"", 1).replacen("{\"@context\"", "{ \"@context\"", 1)
}

fn rules(folder: &Folder, args: &[&str]) -> Vec<(String, String)> {
    let mut all = vec!["lint", "--format", "json"];
    all.extend(args);
    let found: Value = serde_json::from_str(&folder.run(&all).out).unwrap();
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    found.as_array().unwrap().iter().map(|f| (text(&f["file"]), text(&f["rule"]))).collect()
}

fn only_rules(folder: &Folder, args: &[&str]) -> Vec<String> {
    rules(folder, args).into_iter().map(|(_, rule)| rule).collect()
}

#[test]
fn what_is_right_is_clean() {
    let folder = folder(&good());
    for format in ["text", "github"] {
        let run = folder.run(&["lint", "--format", format, "."]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        assert!(run.err.contains("one sidecar checked: 0 errors, 0 warnings"), "{}", run.err);
    }
    assert_eq!(folder.run(&["lint", "--format", "json", "."]).out, "[]\n");
}

#[test]
fn json_is_the_array_of_the_contract() {
    let folder = folder(&faulty());
    let run = folder.run(&["lint", "--format", "json", "a.txt"]);
    assert_eq!(run.code, 1);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    let line = fs::read_to_string(folder.path().join("a.txt.anno.jsonl")).unwrap();
    let line = line.lines().nth(1).unwrap();
    let mismatch = &found.as_array().unwrap().iter().find(|f| f["rule"] == "quote-mismatch").unwrap();
    let keys: Vec<&str> = mismatch.as_object().unwrap().keys().map(String::as_str).collect();
    let contract = [
        "file",
        "rule",
        "severity",
        "message",
        "line",
        "column",
        "end_line",
        "end_column",
        "annotation",
        "fixable",
    ];
    assert_eq!(keys, contract);
    let canonical = &found.as_array().unwrap().iter().find(|f| f["rule"] == "not-canonical").unwrap();
    assert_eq!(
        **canonical,
        json!({
            "file": "a.txt.anno.jsonl", "rule": "not-canonical", "severity": "info",
            "message": "the line is not in canonical form; rewrite it",
            "line": 2, "column": 1, "end_line": 2, "end_column": line.chars().count() + 1,
            "annotation": "urn:gannhan:aaaaaa", "fixable": true
        })
    );
}

#[test]
fn text_has_the_line_a_caret_and_the_place_in_the_article() {
    let folder = folder(&faulty());
    let run = folder.run(&["lint", "--select", "quote-mismatch", "."]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("error[quote-mismatch]: the article says “Cần Thơ”"), "{}", run.out);
    assert!(lines[1].contains("--> a.txt.anno.jsonl:2:"), "{}", run.out);
    assert!(lines.iter().any(|l| l.contains("^^^^")), "{}", run.out);
    assert!(lines.iter().any(|l| l.contains("::: a.txt:2:20")), "{}", run.out);
    assert!(lines.iter().any(|l| l.ends_with("| Sáng nay chợ nổi ở Cần Thơ họp từ bốn giờ.")), "{}", run.out);
    assert!(lines.iter().all(|l| l.chars().count() < 140), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'));
    let coloured = folder.run(&["lint", "--color", "always", "."]);
    assert!(coloured.out.contains("\u{1b}["));
    let vietnamese = folder.run(&["lint", "--locale", "vi", "."]);
    let gone = folder.run(&["lint", "--locale", "vi", "none.txt"]);
    assert!(gone.err.contains("none.txt: không có tệp này"), "{}", gone.err);
    assert!(vietnamese.out.contains("lỗi[quote-mismatch]: bài viết “Cần Thơ”"), "{}", vietnamese.out);
}

#[test]
fn github_commands() {
    let folder = folder(&faulty());
    folder.run(&["lint", "."]);
    let run = folder.run(&["lint", "--format", "github", "."]);
    assert_eq!(run.code, 1);
    assert!(
        run.out.lines().any(|l| l.starts_with("::error file=a.txt.anno.jsonl,line=2,endLine=2,col=")
            && l.contains(",title=quote-mismatch::the article says")),
        "{}",
        run.out
    );
    assert!(run.out.lines().any(|l| l.starts_with("::notice ")), "{}", run.out);
}

/// What the schema of SARIF 2.1.0 requires of the parts that are used.
#[test]
fn sarif_is_well_formed() {
    let folder = folder(&faulty());
    folder.write("bài #1/a.txt.anno.jsonl", good());
    let run = folder.run(&["lint", "--format", "sarif", "."]);
    assert_eq!(run.code, 1);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(1));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["tool"]["driver"]["name"], "gannhan");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["id"].is_string() && !rule["shortDescription"]["text"].as_str().unwrap().is_empty());
    }
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= 3);
    for result in results {
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        let number = |key: &str| region[key].as_u64().unwrap();
        assert!(number("startLine") >= 1 && number("startColumn") >= 1);
        assert!(number("endColumn") >= number("startColumn"));
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains([' ', '#']), "{uri}");
    }
    let mismatch = results.iter().find(|r| r["ruleId"] == "quote-mismatch").unwrap();
    assert_eq!(mismatch["relatedLocations"][0]["physicalLocation"]["region"]["charOffset"], 35);
}

#[test]
fn folders_named_annotators_and_orphan_sidecars() {
    let folder = folder(&good());
    folder.write("a.txt.lan.anno.jsonl", good());
    folder.write("deep/gone.txt.anno.jsonl", good());
    folder.write("ignored/gone.txt.anno.jsonl", good());
    folder.write(".gitignore", "ignored/\n");
    fs::create_dir(folder.path().join(".git")).unwrap();
    let found = rules(&folder, &["."]);
    assert!(found.contains(&("deep/gone.txt.anno.jsonl".into(), "no-article".into())), "{found:?}");
    assert!(found.iter().all(|(file, _)| file == "deep/gone.txt.anno.jsonl"), "{found:?}");
    // An article stands for its sidecars.
    folder.write("a.txt.lan.anno.jsonl", faulty());
    let found = rules(&folder, &["a.txt"]);
    assert!(!found.is_empty() && found.iter().all(|(file, _)| file == "a.txt.lan.anno.jsonl"), "{found:?}");
    assert_eq!(rules(&folder, &["a.txt.anno.jsonl"]), []);
}

#[test]
fn select_ignore_and_unknown_rules() {
    let folder = folder(&faulty());
    assert_eq!(only_rules(&folder, &["--select", "quote-mismatch,orphan", "."]), ["quote-mismatch"]);
    assert_eq!(only_rules(&folder, &["--ignore", "anchor", "."]), ["not-canonical"]);
    assert_eq!(only_rules(&folder, &["--select", "anchor", "--ignore", "quote-mismatch", "."]).len(), 0);
    for wrong in [&["lint", "--select", "quote-mismach", "."], &["lint", "--ignore", "quote-mismach", "."]] {
        let run = folder.run(wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains("quote-mismatch"), "{}", run.err);
    }
}

#[test]
fn exit_codes() {
    let folder = folder(&faulty());
    let code = |args: &[&str]| {
        let mut all = vec!["lint"];
        all.extend(args);
        folder.run(&all).code
    };
    assert_eq!(code(&["."]), 1);
    assert_eq!(code(&["--exit-zero", "."]), 0);
    assert_eq!(code(&["--select", "not-canonical", "."]), 0);
    assert_eq!(code(&["--select", "not-canonical", "--fail-on", "info", "."]), 1);
    assert_eq!(code(&["--select", "quote-mismatch", "--fail-on", "error", "."]), 1);
    assert_eq!(code(&["gone.txt"]), 2);
    assert_eq!(code(&["--exit-zero", "gone.txt"]), 2);
    assert_eq!(code(&["--fail-on", "fatal", "."]), 2);
    assert_eq!(code(&[]), 2);
    let empty = Folder::new();
    let run = empty.run(&["lint", "."]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("no sidecars"), "{}", run.err);
}

#[test]
fn fixes_are_written_and_the_rest_is_reported() {
    let folder = folder(&faulty());
    let path = folder.path().join("a.txt.anno.jsonl");
    let diff = folder.run(&["lint", "--diff", "."]);
    assert_eq!(diff.code, 1);
    assert!(diff.out.starts_with("--- a/a.txt.anno.jsonl\n+++ b/a.txt.anno.jsonl\n@@ -1,2 +1,2 @@\n"));
    assert_eq!(fs::read_to_string(&path).unwrap(), faulty(), "a diff writes nothing");
    let run = folder.run(&["lint", "--fix", "--format", "json", "."]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("one sidecar set right"), "{}", run.err);
    let fixed = fs::read_to_string(&path).unwrap();
    assert_eq!(fixed, faulty().replacen("{ \"@context\"", "{\"@context\"", 1));
    assert!(diff.out.lines().any(|l| l.strip_prefix('+') == fixed.lines().nth(1)));
    let left: Value = serde_json::from_str(&run.out).unwrap();
    let left: Vec<&Value> = left.as_array().unwrap().iter().map(|f| &f["rule"]).collect();
    assert_eq!(left, ["quote-mismatch"]);
    let again = folder.run(&["lint", "--diff", "."]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
}

#[test]
fn annotations_follow_a_changed_article() {
    let folder = folder(&good());
    let new = format!("Tin buổi sáng.\n{ARTICLE}");
    folder.write("a.txt", &new);
    assert!(only_rules(&folder, &["."]).contains(&"article-changed".to_owned()));
    let run = folder.run(&["lint", "--fix", "."]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let sidecar = fs::read_to_string(folder.path().join("a.txt.anno.jsonl")).unwrap();
    let start = new[..new.find("Cần Thơ").unwrap()].chars().count();
    assert!(sidecar.contains(&format!("\"start\":{start},")), "{sidecar}");
}

#[test]
fn only_selected_rules_are_fixed() {
    let folder = folder(&faulty());
    folder.run(&["lint", "--fix", "--ignore", "not-canonical", "."]);
    assert_eq!(fs::read_to_string(folder.path().join("a.txt.anno.jsonl")).unwrap(), faulty());
}

#[test]
fn the_baseline_knows_findings_by_annotation_and_rule() {
    let folder = folder(&faulty());
    let written = folder.run(&["lint", "--baseline", "known.json", "--write-baseline", "."]);
    assert_eq!((written.code, written.out.as_str()), (0, ""), "{}", written.err);
    let run = folder.run(&["lint", "--baseline", "known.json", "--fail-on", "hint", "."]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("2 known"), "{}", run.err);
    // The annotation keeps its entry when its line moves; what is new is told.
    let lines = faulty();
    let (header, rest) = lines.split_once('\n').unwrap();
    let other = canonical::line(&annotation(ARTICLE, "Chợ", "bbbbbb")).replacen("\"Lê Na\"", "\"\"", 1);
    folder.write("a.txt.anno.jsonl", format!("{header}\n{other}\n{rest}"));
    assert_eq!(only_rules(&folder, &["--baseline", "known.json", "."]), ["missing-creator"]);
    // From another folder it is the same.
    let path = folder.path().join("a.txt");
    let args = ["lint", "--format", "json", "--baseline", "../known.json", path.to_str().unwrap()];
    fs::create_dir(folder.path().join("sub")).unwrap();
    let output = folder.command(&args).current_dir(folder.path().join("sub")).output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    // Findings in an article too, which are known by its path.
    folder.write("b.txt", "Đoàn về Hue\u{302}\u{301}.\n");
    assert_eq!(folder.run(&["lint", "--fail-on", "info", "b.txt"]).code, 1);
    for (list, article) in [("../known.json", "../b.txt"), ("../sub/../own.json", "..")] {
        let run = |args: &[&str]| {
            folder.command(args).current_dir(folder.path().join("sub")).output().unwrap().status.code()
        };
        assert_eq!(run(&["lint", "--baseline", list, "--write-baseline", article]), Some(0));
        assert_eq!(run(&["lint", "--baseline", list, "--fail-on", "hint", article]), Some(0), "{list}");
        let name = list.rsplit('/').next().unwrap();
        assert_eq!(folder.run(&["lint", "--baseline", name, "--fail-on", "hint", "b.txt"]).code, 0, "{list}");
    }
    for bad in ["gone.json", "a.txt"] {
        assert_eq!(folder.run(&["lint", "--baseline", bad, "."]).code, 2, "{bad}");
    }
    assert_eq!(folder.run(&["lint", "--write-baseline", "."]).code, 2);
}

#[test]
fn statistics() {
    let folder = folder(&faulty());
    folder.write("a.txt.lan.anno.jsonl", faulty());
    let run = folder.run(&["lint", "--statistics", "."]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.out.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>(),
        ["2 error quote-mismatch", "2 info not-canonical 2 with --fix"]
    );
    let run = folder.run(&["lint", "--statistics", "--format", "json", "."]);
    let counts: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(counts[0], json!({"rule": "quote-mismatch", "severity": "error", "count": 2, "fixable": 0}));
    assert_eq!(folder.run(&["lint", "--statistics", "--format", "sarif", "."]).code, 2);
}

/// Many sidecars come out in one order, whatever the number of threads.
#[test]
fn the_order_is_the_same_for_any_number_of_threads() {
    let folder = Folder::new();
    for n in 0..250 {
        folder.write(&format!("{n:03}.txt"), ARTICLE);
        folder.write(&format!("{n:03}.txt.anno.jsonl"), faulty());
    }
    let of = |jobs: &str| folder.run(&["lint", "--format", "json", "--jobs", jobs, "."]);
    let (one, four) = (of("1"), of("4"));
    assert_eq!(one.out, four.out);
    let found: Value = serde_json::from_str(&one.out).unwrap();
    let files: Vec<&str> = found.as_array().unwrap().iter().map(|f| f["file"].as_str().unwrap()).collect();
    assert!(files.is_sorted() && files.len() >= 500);
    assert_eq!(one.err.lines().count(), 2, "no progress where nobody watches: {}", one.err);
    assert_eq!(folder.run(&["lint", "--jobs", "0", "."]).code, 2);
}

#[test]
fn what_cannot_be_read() {
    let folder = folder(&good());
    folder.write("a.txt", b"L\xe0o");
    let run = folder.run(&["lint", "--format", "json", "."]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("no-article") && run.err.contains("not UTF-8"), "{run:?}");
    folder.write("a.txt", ARTICLE);
    folder.write("a.txt.anno.jsonl", [good().as_bytes(), b"\xff\x00{\n"].concat());
    let run = folder.run(&["lint", "."]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("error[bad-json]") && run.out.contains("0xff"), "{}", run.out);
}

#[test]
fn explain_tells_each_rule_and_lists_all() {
    let folder = Folder::new();
    let list = folder.run(&["explain"]).quiet(0);
    for rule in gannhan::lint::RULES {
        assert!(list.contains(rule.name));
        let told = folder.run(&["explain", rule.name]).quiet(0);
        assert!(
            told.starts_with(rule.name) && told.contains("\nwrong\n") && told.contains("\nright\n"),
            "{told}"
        );
        let vietnamese = folder.run(&["explain", "--locale", "vi", rule.name]).quiet(0);
        assert!(vietnamese.contains("\nsai\n") && !vietnamese.contains("rule-"), "{vietnamese}");
    }
    let unknown = folder.run(&["explain", "orfan"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("orphan"), "{}", unknown.err);
}

/// An article with something to be found in it.
const ODD: &str = "04/03/2026\nTừ sáng sớm, bà con hai bên bờ sông đã kéo tới xem đoàn Quãng\nNgãi hát bả trạo.\nXã vay 1.5 tỷ đồng.\nChủ tịch UBND tỉnh Cà Mau Kim Văn Nhựt mở đầu.\nChủ tịch UBND tỉnh Cà Mau Thạch Thị Sương kết luận.\n";

#[test]
fn articles_are_looked_at_without_sidecars_too() {
    let folder = Folder::new();
    folder.write("a.txt", ODD);
    folder.write("robots.txt", ODD);
    let run = folder.run(&["lint", "--format", "json", "."]);
    assert_eq!(run.code, 1, "{}", run.err);
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let said: Vec<(&str, &Value, &Value, &Value, &Value)> = found
        .iter()
        .map(|f| (f["rule"].as_str().unwrap(), &f["line"], &f["column"], &f["end_line"], &f["end_column"]))
        .collect();
    let at = |n: u64| Value::from(n);
    assert_eq!(
        said,
        [
            ("locality-spelling", &at(2), &at(57), &at(3), &at(5)),
            ("ambiguous-separator", &at(4), &at(8), &at(4), &at(19)),
            ("two-holders", &at(6), &at(1), &at(6), &at(42)),
        ]
    );
    assert!(found.iter().all(|f| f["file"] == "a.txt" && f["fixable"] == false && f["annotation"].is_null()));
    // The other holder is shown too.
    let run = folder.run(&["lint", "--select", "two-holders", "."]);
    assert!(run.out.contains("a.txt:6:1") && run.out.contains("a.txt:5:1"), "{}", run.out);
    // --fix never writes an article.
    assert_eq!(folder.run(&["lint", "--fix", "a.txt"]).code, 1);
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), ODD);
    assert_eq!(folder.run(&["lint", "--diff", "."]).out, "");
    let run = folder.run(&["lint", "--format", "sarif", "."]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["endLine"]), (&at(2), &at(3)));
}

#[test]
fn a_sidecar_keeps_silent_about_its_article_and_tells_its_date() {
    let folder = Folder::new();
    let article = "Sáng nay tỉnh Hậu Giang khai mạc hội thi.\n";
    folder.write("a.txt", article);
    let rules = |sidecar: &str| {
        folder.write("a.txt.anno.jsonl", sidecar);
        let run = folder.run(&["lint", "--format", "json", "--select", "unit-not-valid-then", "a.txt"]);
        let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        found.iter().map(|f| f["file"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let header = |more: &str| format!("{{\"type\":\"Article\",\"version\":1,\"source\":\"a.txt\"{more}}}\n");
    assert_eq!(rules(&header("")), Vec::<String>::new());
    assert_eq!(rules(&header(",\"date\":\"2026-03-04\"")), ["a.txt"]);
    assert_eq!(rules(&header(",\"date\":\"2024-03-04\"")), Vec::<String>::new());
    let silent = header(",\"date\":\"2026-03-04\",\"suppress\":[\"unit-not-valid-then\"]");
    assert_eq!(rules(&silent), Vec::<String>::new());
    let line = "{\"suppress\":[\"unit-not-valid-then\"],\"target\":{\"selector\":{\"type\":\"TextPositionSelector\",\"start\":9,\"end\":23}}}\n";
    assert_eq!(rules(&(header(",\"date\":\"2026-03-04\"") + line)), Vec::<String>::new());
    let elsewhere = line.replace("\"start\":9,\"end\":23", "\"start\":0,\"end\":4");
    assert_eq!(rules(&(header(",\"date\":\"2026-03-04\"") + &elsewhere)), ["a.txt"]);
}

#[test]
fn annotators_of_one_article_are_compared() {
    let folder = folder(&good());
    let other = good().replace("urn:gannhan:place:x", "urn:gannhan:place:y").replace("aaaaaa", "bbbbbb");
    folder.write("a.txt.lan.anno.jsonl", &other);
    let said = rules(&folder, &["."]);
    assert_eq!(said, [("a.txt.lan.anno.jsonl".to_owned(), "annotators-disagree".to_owned())]);
    let run = folder.run(&["lint", "."]);
    assert!(
        run.out.contains("a.txt.lan.anno.jsonl:2:") && run.out.contains("a.txt.anno.jsonl"),
        "{}",
        run.out
    );
    // Alone, a sidecar disagrees with nobody.
    assert_eq!(rules(&folder, &["a.txt.lan.anno.jsonl"]), []);
    assert_eq!(rules(&folder, &["--ignore", "corpus", "."]), []);
    folder.write(
        "a.txt.lan.anno.jsonl",
        other.replacen("\"motivation\"", "\"suppress\":[\"annotators-disagree\"],\"motivation\"", 1),
    );
    assert_eq!(only_rules(&folder, &["--select", "corpus", "."]), Vec::<String>::new());
    folder.write("gannhan.toml", "[severity]\nannotators-disagree = \"error\"\n");
    folder.write("a.txt.lan.anno.jsonl", &other);
    assert!(folder.run(&["lint", "."]).out.contains("error[annotators-disagree]"));
}

//! What `gannhan.toml` changes on the command line, and how its faults are told.

use serde_json::Value;

use crate::support::Folder;

const ARTICLE: &str = "Sáng nay, ông Lê Văn Tám, Chủ tịch UBND tỉnh Cà Mau, trao 3 tỷ đồng cho xã.\n";

fn types(out: &str) -> Vec<String> {
    let line = |l: &str| serde_json::from_str::<Value>(l).unwrap()["type"].as_str().unwrap().to_string();
    let mut types: Vec<String> = out.lines().map(line).collect();
    types.dedup();
    types
}

#[test]
fn types_articles_and_the_date_of_the_nearest_file() {
    let folder = Folder::new();
    folder
        .write("gannhan.toml", "exclude = ['drafts/']\ntypes = { officials = false }\ndate = '2026-03-01'\n");
    folder.write("a.txt", ARTICLE);
    folder.write("drafts/b.txt", ARTICLE);
    folder.write("old/gannhan.toml", "date = '2019-08-23'\narticles = '*.md'\n");
    folder.write("old/c.md", ARTICLE);
    folder.write("old/d.txt", ARTICLE);
    let out = folder.run(&["tag", "."]).quiet(0);
    let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let found =
        |file: &str, kind: &str| lines.iter().filter(|l| l["file"] == file && l["type"] == kind).count();
    assert_eq!(
        (found("a.txt", "locality"), found("a.txt", "official"), found("a.txt", "amount")),
        (1, 0, 1),
        "{out}"
    );
    assert_eq!(found("old/c.md", "official"), 1, "{out}");
    assert!(!out.contains("drafts/") && !out.contains("old/d.txt"), "{out}");
    let as_of = |file: &str| {
        lines.iter().find(|l| l["file"] == file && l["type"] == "locality").unwrap()["value"]["as_of"].clone()
    };
    assert_eq!((as_of("a.txt"), as_of("old/c.md")), ("2026-03-01".into(), "2019-08-23".into()));
    // A file that is named is an article; a date given counts more, and so does one in the text.
    let named = folder.run(&["tag", "--date", "2020-01-01", "drafts/b.txt"]).quiet(0);
    assert!(named.contains("\"as_of\":\"2020-01-01\""), "{named}");
    let dated = folder.pipe(&["tag", "-"], "Ngày 2/3/2018, đoàn về Cà Mau.").quiet(0);
    assert!(dated.contains("\"as_of\":\"2018-03-02\""), "{dated}");
    let filtered =
        folder.pipe(&["tag", "--ndjson"], "{\"id\":1,\"text\":\"Ông Lê Văn Tám, Bí thư Tỉnh ủy Cà Mau\"}\n");
    assert!(!filtered.quiet(0).contains("official"));
}

#[test]
fn faults_are_told_and_the_rest_counts() {
    let folder = Folder::new();
    folder.write("x/gannhan.toml", "# của dự án\nlocal = \"vi\"\ntypes = { amounts = false }\n");
    folder.write("x/a.txt", ARTICLE);
    let run = folder.run(&["tag", "x/a.txt"]);
    assert_eq!(run.code, 0);
    assert_eq!(types(&run.out), ["official", "locality"]);
    assert!(run.err.contains("x/gannhan.toml: one thing is wrong"), "{}", run.err);

    let lint = folder.run(&["lint", "--format", "json", "x"]);
    assert_eq!(lint.code, 1, "{}", lint.err);
    let found: Value = serde_json::from_str(&lint.out).unwrap();
    let expected = serde_json::json!([{
        "file": "x/gannhan.toml", "rule": "bad-config", "severity": "warning",
        "message": "the key “local” is not known; did you mean “locale”?",
        "line": 2, "column": 1, "end_line": 2, "end_column": 6, "annotation": null, "fixable": false
    }]);
    assert_eq!(found, expected);
    let text = folder.run(&["lint", "x/gannhan.toml"]);
    assert_eq!(text.code, 1);
    assert!(text.out.contains("2 | local = \"vi\"\n  | ^^^^^"), "{}", text.out);
    assert_eq!(folder.run(&["lint", "--ignore", "project", "x"]).code, 0);
    let vi = folder.run(&["lint", "--locale", "vi", "x"]).out;
    assert!(vi.contains("không có khóa “local”; có phải là “locale”?"), "{vi}");
}

#[test]
fn weights_of_rules() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("a.txt.anno.jsonl", "{\"x\":\n{\"y\"\n");
    let rules = |args: &[&str]| {
        let run = folder.run(&[&["lint", "--format", "json"], args].concat());
        let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        let mut rules: Vec<String> = found
            .iter()
            .map(|f| format!("{} {}", f["rule"].as_str().unwrap(), f["severity"].as_str().unwrap()))
            .collect();
        rules.dedup();
        (run.code, rules)
    };
    let plain = rules(&["."]);
    assert_eq!(plain.0, 1);
    assert!(plain.1.contains(&"bad-json error".to_string()), "{plain:?}");
    folder.write("gannhan.toml", "[severity]\nstructure = 'off'\nbad-json = 'info'\n");
    assert_eq!(rules(&["."]), (0, vec!["bad-json info".to_string()]));
    folder.write("gannhan.toml", "[severity]\nstructure = 'off'\n");
    assert_eq!(rules(&["."]), (0, vec![]));
    // Whoever names a rule wants it.
    assert_eq!(rules(&["--select", "bad-json", "."]), (1, vec!["bad-json error".to_string()]));
    folder.write("gannhan.toml", "exclude = 'a.txt'\n");
    assert_eq!(rules(&["."]), (0, vec![]));
    assert_eq!(rules(&["a.txt"]).0, 1);
}

#[test]
fn language_of_messages_and_annotator() {
    let folder = Folder::new();
    folder.write("gannhan.toml", "locale = 'vi'\nannotator = 'lan'\ncreator = 'Lê Thị Lan'\n");
    folder.write("a.txt", ARTICLE);
    assert!(folder.run(&["lint", "."]).err.contains("đã kiểm tra 1 bài viết"));
    assert!(folder.run(&["--locale", "en", "lint", "."]).err.contains("one article and 0 sidecars checked"));
    assert_eq!(folder.run(&["annotate", "a.txt"]).code, 0);
    let sidecar = std::fs::read_to_string(folder.path().join("a.txt.lan.anno.jsonl")).unwrap();
    assert!(sidecar.contains("\"creator\":{\"type\":\"Person\",\"name\":\"Lê Thị Lan\"}"), "{sidecar}");
}

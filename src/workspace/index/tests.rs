use std::fs;
use std::sync::atomic::AtomicBool;

use super::*;

fn line(id: &str, class: &str, thing: &str, name: &str, span: (u32, u32), exact: &str) -> String {
    let (start, end) = span;
    let key = if class == "Official" { "person" } else { "name" };
    format!(
        "{}\n",
        serde_json::json!({
            "id": format!("urn:gannhan:{id}"),
            "body": {"type": ["SpecificResource", class], "source": thing, key: name},
            "target": {"selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": exact},
            ]},
        })
    )
}

fn places(found: &[Occurrence]) -> Vec<(String, u32)> {
    let name = |o: &Occurrence| o.article().file_name().unwrap_or_default().to_string_lossy().into_owned();
    found.iter().map(|o| (name(o), o.span.start.0)).collect()
}

const CAN_THO: &str = "urn:gannhan:unit:2025:92";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("written");
    write(
        "a.txt.anno.jsonl",
        line("aaaaaa", "Locality", CAN_THO, "thành phố Cần Thơ", (3, 10), "Cần Thơ")
            + &line("bbbbbb", "Official", "urn:gannhan:person:p1", "Đỗ Thị Vân", (20, 30), "Đỗ Thị Vân"),
    );
    write(
        "b.txt.anno.jsonl",
        line("cccccc", "Locality", CAN_THO, "thành phố Cần Thơ", (0, 12), "TP. Cần Thơ")
            + &line("dddddd", "Official", "urn:gannhan:person:q2", "Đỗ Thị Vân", (40, 47), "bà Vân"),
    );
    write("b.txt.lan.anno.jsonl", line("eeeeee", "Locality", CAN_THO, "Cần Thơ", (0, 12), "TP. Cần Thơ"));
    write("c.txt.anno.jsonl", "{\"half\n".to_owned());
    write("notes.jsonl", String::new());
    folder
}

#[test]
fn filled_by_a_walk_and_asked_by_thing_and_name() {
    let folder = folder();
    let index = Index::default();
    assert_eq!(index.fill(&[folder.path().to_owned()], &AtomicBool::new(false)), Vec::<String>::new());
    assert_eq!(index.len(), 4);
    let at = |name: &str, start| (name.to_owned(), start);
    assert_eq!(places(&index.of_thing(CAN_THO)), [at("a.txt", 3), at("b.txt", 0), at("b.txt", 0)]);
    // Each article has its own id for the person; the name leads to both.
    let persons: Vec<Arc<str>> = ["urn:gannhan:person:p1".into(), "urn:gannhan:person:q2".into()].into();
    assert_eq!(index.things_named("ĐỖ THỊ VÂN"), persons);
    assert_eq!(places(&index.named("đỗ thị vân")), [at("a.txt", 20), at("b.txt", 40)]);
    assert_eq!(places(&index.named("Bà Vân")), [at("b.txt", 40)]);
    assert_eq!(places(&index.of_thing("urn:gannhan:country:LA")), []);
    assert_eq!(index.of_article(&folder.path().join("b.txt")).len(), 2);
    let stopped = Index::default();
    stopped.fill(&[folder.path().to_owned()], &AtomicBool::new(true));
    assert!(stopped.is_empty());
    assert_eq!(index.fill(&[folder.path().join("none")], &AtomicBool::new(false)).len(), 1);
}

#[test]
fn kept_up_file_by_file() {
    let folder = folder();
    let index = Index::default();
    index.fill(&[folder.path().to_owned()], &AtomicBool::new(false));
    let a = folder.path().join("a.txt.anno.jsonl");
    fs::write(&a, line("aaaaaa", "Locality", "urn:gannhan:country:LA", "Lào", (3, 6), "Lào"))
        .expect("written");
    index.refresh(&a).expect("read");
    assert_eq!(index.of_thing(CAN_THO).len(), 2);
    assert_eq!(index.of_thing("urn:gannhan:country:LA").len(), 1);
    assert_eq!(index.named("Đỗ Thị Vân").len(), 1);
    fs::remove_file(&a).expect("removed");
    index.refresh(&a).expect("noticed");
    assert_eq!((index.len(), index.named("Lào").len()), (3, 0));
    index.forget_folder(folder.path());
    assert!(index.is_empty());
    assert!(index.things.is_empty() && index.names.is_empty() && index.articles.is_empty());
    // A file that is no sidecar is none of ours.
    index.take(&folder.path().join("notes.jsonl"), &Sidecar::read("x"));
    assert!(index.is_empty());
}

#[test]
fn who_is_named_in_an_office() {
    let index = Index::default();
    let take = |file: &str, lines: &[(&str, &str, &str)]| {
        let line = |(n, (person, title, unit)): (usize, &(&str, &str, &str))| {
            let body = serde_json::json!({
                "type": "Official", "source": format!("urn:gannhan:person:{file}{n}"), "person": person,
                "offices": [{"title": title, "organ": if n == 0 { "Tỉnh ủy" } else { "Tỉnh uỷ A" },
                    "jurisdiction": {"level": "province", "code": null, "name": unit}}],
            });
            let target =
                serde_json::json!({"selector": {"type": "TextPositionSelector", "start": n, "end": n + 1}});
            format!(
                "{}\n",
                serde_json::json!({"id": format!("urn:gannhan:{file}{n}"), "body": body, "target": target})
            )
        };
        let text: String = lines.iter().enumerate().map(line).collect();
        index.take(Path::new(&format!("{file}.txt.anno.jsonl")), &Sidecar::read(text));
    };
    take("aaaaa", &[("Lê Văn Thử", "Bí thư", "tỉnh A"), ("Lê Văn Thử", "Bí thư", "tỉnh A")]);
    take("bbbbb", &[("LÊ VĂN THỬ", "bí thư", "tỉnh A"), ("Đỗ Thị Vân", "Bí thư", "tỉnh B")]);
    take("ddddd", &[("Đỗ Thị Vân", "Bí thư", "tỉnh B")]);
    take("ccccc", &[("Trần Mẫu", "Bí thư", "tỉnh A"), ("Trần Khác", "Phó Bí thư", "tỉnh A")]);
    let held = |title, unit| -> Vec<(String, usize)> {
        let all = index.holders(title, Some("Tỉnh uỷ"), Some(unit));
        all.iter().map(|h| (h.name.to_string(), h.articles.len())).collect()
    };
    assert_eq!(held("Bí thư", "province  tỉnh A"), [("Lê Văn Thử".into(), 2), ("Trần Mẫu".into(), 1)]);
    // Of another unit's body by the words: told once.
    assert_eq!(held("Bí thư", "province  tỉnh B"), [("Đỗ Thị Vân".into(), 1)]);
    assert_eq!(held("Bí thư", "province  tỉnh C"), []);
}

#[test]
fn searched_by_a_part_of_a_name() {
    let folder = folder();
    let index = Index::default();
    index.fill(&[folder.path().to_owned()], &AtomicBool::new(false));
    let found = |query: &str| -> Vec<(String, usize)> {
        index.search(query, 9).into_iter().map(|f| (f.name.to_string(), f.count)).collect()
    };
    assert_eq!(found("can tho"), [("thành phố Cần Thơ".to_owned(), 3)]);
    assert_eq!(found("Vân đỗ"), [("Đỗ Thị Vân".to_owned(), 2)]);
    assert_eq!(found("xx"), []);
    assert_eq!(found("").len(), 2);
    assert_eq!(index.search("", 1).len(), 1);
}

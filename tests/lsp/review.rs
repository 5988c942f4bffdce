//! What a person decides about single annotations: in the article by commands, in the open sidecar by edits.

use std::fs;

use gannhan::sidecar::anchor::Article;
use gannhan::sidecar::{Sidecar, sync};
use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual};

const OLD: &str =
    "Sáng 3/5/2024, tỉnh Sơn La góp 2 tỷ đồng cho bà con.\nRiêng tỉnh Lào Cai góp 300 triệu đồng.\n";
const NEW: &str = "Sáng 3/5/2024, tỉnh Sơn La góp 3 tỷ đồng cho bà con.\nHôm sau tỉnh Lào Cai hẹn, rồi tỉnh Lào Cai thôi.\n";

/// A folder whose sidecar was made for another text and has followed as far as that is sure.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let (article, sidecar) = (folder.path().join("a.txt"), folder.path().join("a.txt.anno.jsonl"));
    fs::write(&article, OLD).expect("written");
    let mut annotate = std::process::Command::new(env!("CARGO_BIN_EXE_gannhan"));
    assert!(annotate.arg("annotate").arg(&article).status().expect("it runs").success());
    let made = Sidecar::read(fs::read(&sidecar).expect("a sidecar"));
    let synced = sync::by_diff(&made, OLD, &Article::new(NEW));
    assert_eq!((synced.changed, synced.left.len()), (1, 2));
    fs::write(&sidecar, synced.bytes).expect("written");
    fs::write(&article, NEW).expect("written");
    folder
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

fn line_of(text: &str, exact: &str) -> (usize, Value) {
    let all = lines(text);
    let n = all.iter().position(|l| l["target"]["selector"][1]["exact"] == exact);
    let n = n.unwrap_or_else(|| panic!("no {exact}: {text}"));
    (n, all[n].clone())
}

fn titled(actions: &[Value], part: &str) -> Vec<Value> {
    actions.iter().filter(|a| a["title"].as_str().is_some_and(|t| t.contains(part))).cloned().collect()
}

#[test]
fn in_the_article_by_commands() {
    let folder = folder();
    let (article, path) = (folder.path().join("a.txt"), folder.path().join("a.txt.anno.jsonl"));
    let stored = || fs::read_to_string(&path).expect("a sidecar");
    let mut client = Client::with(usual());
    let uri = uri(&article);
    client.open(&uri, NEW);
    client.await_diagnostics(&uri, 1);
    let mut at = |part: &str, nth: usize, title: &str| {
        let actions = client.actions(&uri, cursor(&Count::Utf16.range(NEW, part, nth)), json!([]));
        let found = titled(&actions, title);
        if let [one] = found.as_slice() {
            assert_eq!(client.take(one)["error"], Value::Null);
        }
        found
            .into_iter()
            .map(|a| a["title"].as_str().map(str::to_owned).expect("a title"))
            .collect::<Vec<_>>()
    };
    // Another text at its old place.
    assert_eq!(at("3 tỷ", 0, "Keep the value of “2 tỷ đồng”").len(), 1);
    let (_, sum) = line_of(&stored(), "3 tỷ đồng");
    assert_eq!((&sum["body"]["decimal"], &sum["origin"]), (&json!("2000000000"), &json!("edited")));
    assert_eq!(at("3 tỷ", 0, "Keep the value"), Vec::<String>::new());
    // Written with many others.
    assert_eq!(at("tỉnh Sơn La", 0, "Accept the annotation").len(), 1);
    assert_eq!(line_of(&stored(), "tỉnh Sơn La").1["origin"], "accepted");
    assert_eq!(at("tỉnh Sơn La", 0, "Accept the annotation"), Vec::<String>::new());
    // Lost, and it may stand here.
    let choice = at("tỉnh Lào Cai", 1, "stands here");
    assert!(
        matches!(choice.as_slice(), [one] if one.contains("line 2") && one.contains("rồi [tỉnh Lào Cai]"))
    );
    let (_, place) = line_of(&stored(), "tỉnh Lào Cai");
    let byte = NEW.rfind("tỉnh Lào Cai").expect("there");
    assert_eq!(place["target"]["selector"][0]["start"], NEW[..byte].chars().count());
    let left = lines(&stored())[0]["unanchored"].clone();
    assert!(
        left.get(place["id"].as_str().expect("an id")).is_none()
            && left.as_object().is_some_and(|l| l.len() == 1)
    );
    client.end();
}

#[test]
fn a_value_is_read_anew() {
    let folder = folder();
    let (article, path) = (folder.path().join("a.txt"), folder.path().join("a.txt.anno.jsonl"));
    let mut client = Client::with(usual());
    let uri = uri(&article);
    client.open(&uri, NEW);
    client.await_diagnostics(&uri, 1);
    let actions = client.actions(&uri, cursor(&Count::Utf16.range(NEW, "3 tỷ", 0)), json!([]));
    let anew = titled(&actions, "Read the value of “3 tỷ đồng” anew (was “2 tỷ đồng”)");
    let [anew] = anew.as_slice() else { panic!("{actions:#?}") };
    client.take(anew);
    let once = fs::read_to_string(&path).expect("a sidecar");
    let (_, sum) = line_of(&once, "3 tỷ đồng");
    assert_eq!((&sum["body"]["decimal"], &sum["origin"]), (&json!("3000000000"), &json!("edited")));
    assert_eq!(sum["body"]["source"], "urn:gannhan:amount:VND:3000000000");
    // For a line that is gone the server says so, and goes on.
    let gone = json!({"uri": uri, "annotation": "urn:gannhan:none00", "decision": "delete"});
    client.take(&json!({"command": "gannhan.review", "arguments": [gone]}));
    let said = client.wait("a message", |m| m["method"] == "window/showMessage");
    assert!(said["params"]["message"].as_str().is_some_and(|t| t.contains("nothing was written")), "{said}");
    let nonsense = client.take(&json!({"command": "gannhan.review", "arguments": [{"uri": uri}]}));
    assert_eq!(nonsense["error"]["code"], -32602);
    assert_eq!(fs::read_to_string(&path).expect("a sidecar"), once);
    client.end();
}

/// Applies the one edit of an action to whole lines of a text.
fn applied(text: &str, action: &Value) -> String {
    let edit = &action["edit"]["documentChanges"][0]["edits"][0];
    let byte = |at: &Value| {
        assert_eq!(at["character"], 0, "{edit}");
        let before = usize::try_from(at["line"].as_u64().expect("a line")).expect("small");
        text.split_inclusive('\n').take(before).map(str::len).sum::<usize>()
    };
    let mut text = text.to_owned();
    let range = byte(&edit["range"]["start"])..byte(&edit["range"]["end"]);
    text.replace_range(range, edit["newText"].as_str().expect("a text"));
    text
}

#[test]
fn in_the_sidecar_by_edits() {
    let folder = folder();
    let path = folder.path().join("a.txt.anno.jsonl");
    let stored = fs::read_to_string(&path).expect("a sidecar");
    let mut client = Client::with(usual());
    let uri = uri(&path);
    client.open_as(&uri, "jsonl", 1, &stored);
    let found = client.diagnostics(&uri, 1);
    let mut actions = |exact: &str| {
        let (line, _) = line_of(&stored, exact);
        let range = json!({"start": {"line": line, "character": 2}, "end": {"line": line, "character": 2}});
        client.actions(&uri, range, Value::from(found.clone()))
    };
    // A place among the candidates, each with its line and what stands around it.
    let all = actions("tỉnh Lào Cai");
    let places = titled(&all, "stands here, line 2");
    let [first, second] = places.as_slice() else { panic!("{all:#?}") };
    assert_eq!(first["diagnostics"][0]["code"], "orphan");
    let placed = |action: &Value| {
        let text = applied(&stored, action);
        let (_, line) = line_of(&text, "tỉnh Lào Cai");
        assert_eq!(lines(&text)[0]["unanchored"].as_object().map(serde_json::Map::len), Some(1));
        line["target"]["selector"][0]["start"].as_u64().expect("a number") as usize
    };
    let of = |byte: Option<usize>| NEW[..byte.expect("there")].chars().count();
    assert_eq!(placed(first), of(NEW.find("tỉnh Lào Cai")));
    assert_eq!(placed(second), of(NEW.rfind("tỉnh Lào Cai")));
    // Or it goes; with the last of them the header forgets that any was lost.
    let all = actions("300 triệu đồng");
    assert!(titled(&all, "stands here").is_empty(), "{all:#?}");
    let [delete] = &titled(&all, "Delete the annotation of “300 triệu đồng”")[..] else {
        panic!("{all:#?}")
    };
    let after = applied(&stored, delete);
    assert_eq!(lines(&after).len(), lines(&stored).len() - 1);
    assert!(!after.contains(line_of(&stored, "300 triệu đồng").1["id"].as_str().expect("an id")));
    let all = actions("2 tỷ đồng");
    let [anew] = &titled(&all, "Read the value of “3 tỷ đồng” anew")[..] else { panic!("{all:#?}") };
    assert_eq!(line_of(&applied(&stored, anew), "3 tỷ đồng").1["body"]["decimal"], "3000000000");
    // Nothing was written: it is the editor's.
    assert_eq!(fs::read_to_string(&path).expect("there"), stored);
    client.end();
}

#[test]
fn a_client_that_knows_commands_only() {
    let folder = folder();
    let path = folder.path().join("a.txt.anno.jsonl");
    let stored = fs::read_to_string(&path).expect("a sidecar");
    let mut client = Client::with(json!({}));
    let uri = uri(&path);
    client.open_as(&uri, "jsonl", 1, &stored);
    let (line, gone) = line_of(&stored, "300 triệu đồng");
    let range = json!({"start": {"line": line, "character": 2}, "end": {"line": line, "character": 2}});
    let all = client.actions(&uri, range, json!([]));
    let [delete] = &titled(&all, "Delete the annotation")[..] else { panic!("{all:#?}") };
    assert_eq!(client.take(delete)["error"], Value::Null);
    let after = fs::read_to_string(&path).expect("there");
    assert!(!after.contains(gone["id"].as_str().expect("an id")) && after.contains("tỉnh Lào Cai"));
    client.end();
}

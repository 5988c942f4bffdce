//! Commands about annotations that are there and about the article as a whole; and a sidecar that is open
//! and as it stands on disk.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual};

const TEXT: &str = "Cần Thơ, ngày 23/8/2019.\nĐoàn từ Hà Nội vào.\n";

struct Desk {
    client: Client,
    _folder: tempfile::TempDir,
    sidecar: PathBuf,
    uri: String,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, TEXT).expect("written");
    let mut client = Client::with(usual());
    let uri = uri(&article);
    client.open(&uri, TEXT);
    assert_eq!(client.diagnostics(&uri, 1).len(), 2);
    Desk { client, _folder: folder, sidecar: article.with_file_name("a.txt.anno.jsonl"), uri }
}

impl Desk {
    fn actions(&mut self, part: &str, context: Value) -> Vec<Value> {
        let range = cursor(&Count::Utf16.range(TEXT, part, 0));
        let params = json!({"textDocument": {"uri": self.uri}, "range": range, "context": context});
        let reply = self.client.request("textDocument/codeAction", params);
        reply["result"].as_array().cloned().unwrap_or_else(|| panic!("{reply}"))
    }

    fn take(&mut self, part: &str, context: Value, command: &str) {
        let actions = self.actions(part, context);
        let fits = |a: &&Value| a["command"]["command"] == command;
        let action = actions.iter().find(fits).cloned().unwrap_or_else(|| panic!("{actions:#?}"));
        assert_eq!(self.client.take(&action)["error"], Value::Null);
    }

    fn lines(&self) -> Vec<Value> {
        let text = fs::read_to_string(&self.sidecar).expect("a sidecar");
        text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
    }

    fn hover(&mut self, part: &str) -> String {
        let at = Count::Utf16.range(TEXT, part, 0)["start"].clone();
        let params = json!({"textDocument": {"uri": self.uri}, "position": at});
        self.client.request("textDocument/hover", params)["result"]["contents"]["value"].to_string()
    }
}

fn none() -> Value {
    json!({"diagnostics": []})
}

fn only(kind: &str) -> Value {
    json!({"diagnostics": [], "only": [kind]})
}

#[test]
fn an_annotation_can_be_taken_back_and_so_can_a_refusal() {
    let mut desk = desk();
    for command in ["gannhan.annotate", "gannhan.reject"] {
        desk.take("Hà Nội", none(), command);
        assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 1);
        assert_eq!(desk.lines().len(), 2);
        desk.take("Hà Nội", none(), "gannhan.remove");
        assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 2);
        assert_eq!(desk.lines().len(), 1);
    }
    desk.client.end();
}

#[test]
fn the_date_goes_into_the_header_and_the_hover_tells() {
    let mut desk = desk();
    assert!(desk.hover("Hà Nội").contains("date in the text"));
    desk.take("ngày", none(), "gannhan.setDate");
    assert_eq!(desk.lines()[0]["date"], "2019-08-23");
    assert_eq!(desk.lines()[0]["length"], TEXT.chars().count());
    assert!(!desk.hover("Hà Nội").contains("date in the text"));
    // Another one, by hand; and none.
    let run = |desk: &mut Desk, date: Value| {
        let argument = json!({"uri": desk.uri, "date": date});
        let params = json!({"command": "gannhan.setDate", "arguments": [argument]});
        desk.client.request("workspace/executeCommand", params)
    };
    assert_eq!(run(&mut desk, json!("2026-01-02"))["error"], Value::Null);
    assert_eq!(desk.lines()[0]["date"], "2026-01-02");
    assert_eq!(run(&mut desk, Value::Null)["error"], Value::Null);
    assert_eq!(desk.lines()[0]["date"], Value::Null);
    assert_eq!(run(&mut desk, json!("23/8"))["error"]["code"], -32602);
    desk.client.end();
}

#[test]
fn an_article_is_finished_and_opened_again() {
    let mut desk = desk();
    // An editor that asks at each step of the cursor hears nothing of it.
    assert!(!desk.actions("Đoàn", none()).iter().any(|a| a["kind"] == "source.gannhan"));
    let asked = json!({"diagnostics": [], "triggerKind": 1});
    desk.take("Đoàn", asked, "gannhan.finish");
    let header = desk.lines()[0].clone();
    assert_eq!(header["status"], "finished");
    assert!(header["finished_by"].is_string() && header["finished_at"].is_string(), "{header}");
    desk.take("Đoàn", only("source"), "gannhan.finish");
    assert_eq!((&desk.lines()[0]["status"], &desk.lines()[0]["finished_by"]), (&json!("open"), &Value::Null));
    desk.client.end();
}

#[test]
fn all_that_is_certain_is_annotated_for_who_asks_by_name() {
    let mut desk = desk();
    assert_eq!(desk.actions("Đoàn", only("source.fixAll")), Vec::<Value>::new());
    desk.take("Đoàn", only("source.fixAll.gannhan"), "gannhan.annotate");
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 0);
    assert!(desk.lines()[1..].iter().all(|l| l["origin"] == "bulk"));
    desk.client.end();
}

#[test]
fn a_sidecar_that_is_open_and_saved_is_written_on_disk() {
    let mut desk = desk();
    desk.take("Hà Nội", none(), "gannhan.annotate");
    desk.client.diagnostics(&desk.uri, 1);
    let sidecar = uri(&desk.sidecar);
    let before = fs::read_to_string(&desk.sidecar).expect("there");
    desk.client.open_as(&sidecar, "jsonl", 1, &before);
    desk.client.diagnostics(&desk.uri, 1);
    desk.take("Cần Thơ", none(), "gannhan.annotate");
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 0);
    let after = fs::read_to_string(&desk.sidecar).expect("there");
    assert_eq!(after.lines().count(), 3);
    // The editor reads it again; then somebody types, and from now on the buffer counts.
    desk.client.change(&sidecar, 2, json!([{"text": after}]));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 0);
    desk.client.change(&sidecar, 3, json!([{"text": before}]));
    assert_eq!(desk.client.diagnostics(&desk.uri, 1).len(), 1);
    desk.client.answers = false;
    desk.take("Cần Thơ", none(), "gannhan.annotate");
    let asked = desk.client.wait("an edit", |m| m["method"] == "workspace/applyEdit");
    assert_eq!(asked["params"]["edit"]["documentChanges"][0]["textDocument"]["version"], 3);
    assert_eq!(fs::read_to_string(&desk.sidecar).expect("there"), after);
    // Saved: the disk is written again.
    desk.client.answers = true;
    desk.client.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": true}}));
    fs::write(&desk.sidecar, &before).expect("saved");
    desk.client.notify("textDocument/didSave", json!({"textDocument": {"uri": sidecar}}));
    desk.take("Cần Thơ", none(), "gannhan.annotate");
    assert_eq!(desk.lines().len(), 3);
    desk.client.end();
}

#[test]
fn an_editor_whose_texts_end_with_a_break_gets_no_second_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, TEXT).expect("written");
    for (name, ends) in [("Neovim", ""), ("other", "\n")] {
        let params = json!({"capabilities": usual(), "clientInfo": {"name": name}});
        let (mut client, _) = Client::initialized(params);
        let article = uri(&article);
        client.open(&article, TEXT);
        client.open_as(&uri(&folder.path().join("a.txt.anno.jsonl")), "jsonl", 1, "{\"note\":\"typed\"}\n");
        client.answers = false;
        let range = cursor(&Count::Utf16.range(TEXT, "Hà Nội", 0));
        let action = client.actions(&article, range, json!([]))[0].clone();
        client.take(&action);
        let asked = client.wait("an edit", |m| m["method"] == "workspace/applyEdit");
        let edit = &asked["params"]["edit"]["documentChanges"][0]["edits"][0];
        assert_eq!(edit["range"]["start"], json!({"line": 1, "character": 0}));
        let text = edit["newText"].as_str().expect("a text");
        assert_eq!(text.trim_start_matches(|c| c != '\n'), ends, "{name}");
        client.end();
    }
}

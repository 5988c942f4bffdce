//! Annotating where the article or its words have changed since the sidecar was written.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual};
use super::positions::quote;

struct Desk {
    client: Client,
    folder: tempfile::TempDir,
    uri: String,
    text: String,
}

impl Desk {
    /// An article, and a sidecar made by `gannhan annotate` for what it said before.
    fn new(before: &str, now: &str) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let article = folder.path().join("a.txt");
        fs::write(&article, before).expect("written");
        let mut annotate = std::process::Command::new(env!("CARGO_BIN_EXE_gannhan"));
        assert!(annotate.arg("annotate").arg(&article).status().expect("it runs").success());
        fs::write(&article, now).expect("written");
        let uri = uri(&article);
        let mut client = Client::with(usual());
        client.open(&uri, now);
        client.await_diagnostics(&uri, 1);
        Desk { client, folder, uri, text: now.into() }
    }

    fn stored(&self) -> String {
        fs::read_to_string(self.folder.path().join("a.txt.anno.jsonl")).expect("a sidecar")
    }

    /// What the lines cut out of the article, with what they quote and the place where that is.
    fn places(&self) -> Vec<(String, Value, Value)> {
        let stored = self.stored();
        let lines = stored.lines().skip(1).map(|line| {
            let json: Value = serde_json::from_str(line).expect("JSON");
            let selector = json["target"]["selector"].clone();
            (quote(&self.text, line), selector[1]["exact"].clone(), selector[0]["start"].clone())
        });
        lines.collect()
    }

    fn preferred(&mut self, part: &str, nth: usize) -> Value {
        let range = cursor(&Count::Utf16.range(&self.text, part, nth));
        let actions = self.client.actions(&self.uri, range, json!([]));
        actions.into_iter().find(|a| a["isPreferred"] == true).expect("a preferred action")
    }
}

#[test]
fn the_lines_of_a_changed_article_follow_before_one_is_added() {
    let before = "Đoàn K1 về Cà Mau.\nĐoàn K2 đi Bạc Liêu.\n";
    let now = format!("Tin từ Vĩnh Long.\n{before}");
    let mut desk = Desk::new(before, &now);
    let action = desk.preferred("Vĩnh Long", 0);
    assert_eq!(desk.client.take(&action)["error"], Value::Null);
    let places = desk.places();
    assert_eq!(places.len(), 3, "{places:?}");
    for (cut, exact, _) in &places {
        assert_eq!(cut, exact);
    }
    let header: Value = serde_json::from_str(desk.stored().lines().next().expect("a header")).expect("JSON");
    assert_eq!(header["length"], now.chars().count());
    desk.client.end();
}

#[test]
fn a_sum_that_has_changed_gets_its_value_in_its_own_line() {
    let before = "Tỉnh góp 200 tỷ đồng cho bà con.\n";
    let mut desk = Desk::new(before, before);
    let change = json!([{"range": Count::Utf16.range(before, "200", 0), "text": "250"}]);
    desk.client.change(&desk.uri, 2, change);
    desk.text = before.replace("200", "250");
    fs::write(desk.folder.path().join("a.txt"), &desk.text).expect("saved");
    let old = desk.stored();
    desk.client.notify("textDocument/didSave", json!({"textDocument": {"uri": desk.uri}}));
    let until = std::time::Instant::now() + super::client::LONG;
    while desk.stored() == old && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let action = desk.preferred("250 tỷ", 0);
    assert_eq!(desk.client.take(&action)["error"], Value::Null);
    let stored = desk.stored();
    assert_eq!(desk.places(), [("250 tỷ đồng".to_owned(), json!("250 tỷ đồng"), json!(9))]);
    assert!(stored.contains("\"250000000000\""), "{stored}");
    desk.client.end();
}

#[test]
fn nothing_is_written_for_an_article_that_is_no_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, b"V\xe0o C\xe0 Mau, ra Hu\xea.\n").expect("written");
    let uri = uri(&article);
    let mut client = Client::with(usual());
    client.open(&uri, "Vào Cà Mau, ra Huê.\n");
    client.await_diagnostics(&uri, 1);
    let certain = json!({"uri": uri, "scope": "certain"});
    let params = json!({"command": "gannhan.annotate", "arguments": [certain]});
    assert_eq!(client.request("workspace/executeCommand", params)["error"], Value::Null);
    client.wait("a message", |m| m["method"] == "window/showMessage");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    client.end();
}

#[test]
fn an_action_means_no_twin_that_has_slid_to_its_place() {
    let text = "Đoàn về Cà Mau. Đoàn về Cà Mau. Hết.\n";
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    fs::write(&article, text).expect("written");
    let uri = uri(&article);
    let mut client = Client::with(usual());
    client.open(&uri, text);
    client.await_diagnostics(&uri, 1);
    let actions = client.actions(&uri, cursor(&Count::Utf16.range(text, "Cà Mau", 1)), json!([]));
    let action = actions.into_iter().find(|a| a["isPreferred"] == true).expect("a preferred action");
    let start = json!({"line": 0, "character": 0});
    let twin = json!([{"range": {"start": start, "end": start}, "text": "Đoàn về Cà Mau. "}]);
    client.change(&uri, 2, twin);
    client.take(&action);
    let told = client.wait("a message", |m| m["method"] == "window/showMessage");
    assert!(told["params"]["message"].as_str().is_some_and(|m| m.contains("changed")), "{told}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    client.end();
}

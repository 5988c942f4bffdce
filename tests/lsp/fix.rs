//! Setting right what is wrong in a sidecar that is open.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, uri, usual, usual_and};

const TEXT: &str = "Đoàn từ Hà Nội vào.\n";

/// A sidecar whose one line has its keys in another order, and whose header is missing.
fn broken() -> String {
    let selector = json!([
        {"type": "TextPositionSelector", "start": 8, "end": 14},
        {"type": "TextQuoteSelector", "exact": "Hà Nội", "prefix": "Đoàn từ ", "suffix": " vào."},
    ]);
    let line = json!({
        "type": "Annotation",
        "id": "urn:gannhan:a1b2c3",
        "target": {"source": "a.txt", "selector": selector},
        "creator": {"type": "Person", "name": "Lan"},
        "body": {"type": ["SpecificResource", "Locality"], "purpose": "identifying", "source": "urn:gannhan:unit:before-2025:01",
            "level": "province", "code": "01", "name": "thành phố Hà Nội"},
    });
    format!("{line}\n")
}

struct Desk {
    client: Client,
    folder: tempfile::TempDir,
    sidecar: String,
    text: String,
}

fn desk(capabilities: Value) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), TEXT).expect("written");
    let path = folder.path().join("a.txt.anno.jsonl");
    let text = broken();
    fs::write(&path, &text).expect("written");
    let mut client = Client::with(capabilities);
    let sidecar = uri(&path);
    client.open_as(&sidecar, "jsonl", 1, &text);
    Desk { client, folder, sidecar, text }
}

impl Desk {
    fn actions(&mut self, only: Value) -> Vec<Value> {
        let found = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 5}});
        let mut params =
            json!({"textDocument": {"uri": self.sidecar}, "range": found, "context": {"diagnostics": []}});
        if !only.is_null() {
            params["context"]["only"] = only;
        }
        self.client.request("textDocument/codeAction", params)["result"].as_array().cloned().expect("a list")
    }

    /// Applies an edit as an editor does, and tells the server.
    fn apply(&mut self, edit: &Value, version: i32) {
        let change = &edit["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({"uri": self.sidecar, "version": version}));
        let edits = change["edits"].as_array().expect("edits");
        let [edit] = edits.as_slice() else { panic!("{change}") };
        let byte = |at: &Value| {
            let (line, character) = (at["line"].as_u64().expect("n"), at["character"].as_u64().expect("n"));
            let start: usize = self.text.split_inclusive('\n').take(line as usize).map(str::len).sum();
            let rest: Vec<u16> = self.text[start..].encode_utf16().take(character as usize).collect();
            start + String::from_utf16(&rest).expect("whole").len()
        };
        let range = byte(&edit["range"]["start"])..byte(&edit["range"]["end"]);
        self.text.replace_range(range, edit["newText"].as_str().expect("a text"));
        self.client.change(&self.sidecar.clone(), version + 1, json!([{"text": self.text}]));
    }
}

#[test]
fn fixes_are_edits_of_the_version_they_were_made_for() {
    let mut desk = desk(usual());
    let found = desk.client.diagnostics(&desk.sidecar, 1);
    let codes: Vec<&str> = found.iter().filter_map(|d| d["code"].as_str()).collect();
    assert!(codes.contains(&"header-missing") && codes.contains(&"not-canonical"), "{found:#?}");
    let actions = desk.actions(json!(["quickfix"]));
    let fix = actions.iter().find(|a| a["title"].as_str().is_some_and(|t| t.contains("header-missing")));
    let fix = fix.unwrap_or_else(|| panic!("{actions:#?}"));
    assert_eq!(fix["isPreferred"], true);
    desk.apply(&fix["edit"], 1);
    assert!(desk.text.starts_with("{\"type\":\"Article\""), "{}", desk.text);
    let all = desk.actions(json!(["source.fixAll"]));
    let [all] = all.as_slice() else { panic!("{all:#?}") };
    assert_eq!(all["kind"], "source.fixAll.gannhan");
    desk.apply(&all["edit"], 2);
    let left = desk.client.diagnostics(&desk.sidecar, 3);
    assert!(left.iter().all(|d| d["code"] != "header-missing" && d["code"] != "not-canonical"), "{left:#?}");
    // Nothing was written: it is the editor's.
    assert_eq!(fs::read_to_string(desk.folder.path().join("a.txt.anno.jsonl")).expect("there"), broken());
    desk.client.end();
}

#[test]
fn an_edit_is_worked_out_when_it_is_taken() {
    let lazy = [
        ("textDocument.codeAction.dataSupport", json!(true)),
        ("textDocument.codeAction.resolveSupport", json!({"properties": ["edit"]})),
        ("textDocument.codeAction.honorsChangeAnnotations", json!(true)),
        ("workspace.workspaceEdit.changeAnnotationSupport", json!({})),
    ];
    let mut desk = desk(usual_and(&lazy));
    let action = desk.actions(json!(["source.fixAll.gannhan"]))[0].clone();
    assert_eq!(action["edit"], Value::Null);
    let resolved = desk.client.request("codeAction/resolve", action.clone())["result"].clone();
    let id = &resolved["edit"]["documentChanges"][0]["edits"][0]["annotationId"];
    let annotation = &resolved["edit"]["changeAnnotations"][id.as_str().expect("an id")];
    assert!(annotation["label"].is_string(), "{resolved}");
    desk.apply(&resolved["edit"], 1);
    // The text has changed since: an edit for it would be wrong.
    let late = desk.client.request("codeAction/resolve", action);
    assert_eq!(late["error"]["code"], -32801);
    let nonsense = desk.client.request("codeAction/resolve", json!({"title": "x", "data": {"uri": 1}}));
    assert_eq!(nonsense["error"]["code"], -32602);
    desk.client.end();
}

#[test]
fn a_client_that_knows_commands_only_has_the_file_fixed() {
    let mut desk = desk(json!({}));
    let actions = desk.actions(Value::Null);
    desk.client.take(&actions[0]);
    let written = fs::read_to_string(desk.folder.path().join("a.txt.anno.jsonl")).expect("there");
    assert_ne!(written, broken());
    desk.client.end();
}

//! Going from mention to line and back, all places where the same is named, outlines and lenses.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual_and};

const TEXT: &str =
    "Đoàn từ Hà Nội vào.\nTối nay họ về Hà Nội.\nÔng Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, chi 3 tỷ đồng.\n";

fn place(text: &str, part: &str, nth: usize) -> Value {
    Count::Utf16.range(text, part, nth)
}

struct Desk {
    client: Client,
    folder: tempfile::TempDir,
    uri: String,
    offered: Value,
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    fs::write(folder.join(name), text).expect("written");
    uri(&folder.join(name))
}

fn desk(more: &[(&str, Value)], options: Value) -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let article = write(folder.path(), "a.txt", TEXT);
    let folders = json!([{"uri": uri(folder.path()), "name": "x"}]);
    let params = json!({"capabilities": usual_and(more), "workspaceFolders": folders, "initializationOptions": options});
    let (mut client, offered) = Client::initialized(params);
    client.open(&article, TEXT);
    client.diagnostics(&article, 1);
    Desk { client, folder, uri: article, offered }
}

impl Desk {
    fn ask(&mut self, method: &str, uri: &str, at: &Value) -> Value {
        let params = json!({"textDocument": {"uri": uri}, "position": at["start"],
            "context": {"includeDeclaration": true}});
        let reply = self.client.request(&format!("textDocument/{method}"), params);
        assert_eq!(reply["error"], Value::Null);
        reply["result"].clone()
    }

    fn article(&mut self, method: &str, part: &str, nth: usize) -> Value {
        let uri = self.uri.clone();
        self.ask(method, &uri, &place(TEXT, part, nth))
    }

    fn document(&mut self, method: &str, uri: &str) -> Value {
        let params = json!({"textDocument": {"uri": uri}});
        self.client.request(&format!("textDocument/{method}"), params)["result"].clone()
    }

    fn annotate(&mut self, uri: &str, text: &str, part: &str) {
        let actions = self.client.actions(uri, cursor(&place(text, part, 0)), json!([]));
        let preferred = actions.iter().find(|a| a["isPreferred"] == true).expect("an action").clone();
        assert_eq!(self.client.take(&preferred)["error"], Value::Null);
    }
}

#[test]
fn from_a_mention_to_its_line_and_back() {
    let mut desk = desk(&[], json!({}));
    // Without a line, to where it was named first.
    let first = desk.article("definition", "Hà Nội", 1);
    assert_eq!(first, json!({"uri": desk.uri, "range": place(TEXT, "Hà Nội", 0)}));
    let uri = desk.uri.clone();
    desk.annotate(&uri, TEXT, "Hà Nội");
    let path = desk.folder.path().join("a.txt.anno.jsonl");
    let sidecar = super::client::uri(&path);
    let line = desk.article("definition", "Hà Nội", 0);
    assert_eq!((&line["uri"], &line["range"]["start"]["line"]), (&json!(sidecar), &json!(1)));
    let text = fs::read_to_string(&path).expect("there");
    desk.client.open_as(&sidecar, "jsonl", 1, &text);
    let back = desk.ask("definition", &sidecar, &line["range"]);
    assert_eq!(back, json!({"uri": desk.uri, "range": place(TEXT, "Hà Nội", 0)}));
    // What is typed above it moves it.
    let at = json!({"line": 0, "character": 0});
    desk.client.change(&uri, 2, json!([{"range": {"start": at, "end": at}, "text": "\n\n"}]));
    let back = desk.ask("definition", &sidecar, &line["range"]);
    assert_eq!(back["range"]["start"]["line"], 2);
    // The line says what it says; the header links to the article.
    let hover = desk.ask("hover", &sidecar, &line["range"]);
    let said = hover["contents"]["value"].as_str().expect("Markdown");
    assert!(said.contains("Hà Nội") && said.contains("accepted"), "{said}");
    let links = desk.document("documentLink", &sidecar);
    assert_eq!(links[0]["target"], json!(desk.uri));
    assert_eq!(links[0]["range"], place(&text, "a.txt", 0));
    desk.client.end();
}

#[test]
fn a_place_has_an_entry_for_who_can_show_it() {
    let mut desk = desk(
        &[
            ("textDocument.definition", json!({"linkSupport": true})),
            ("textDocument.publishDiagnostics.codeDescriptionSupport", json!(true)),
        ],
        json!({"virtualDocuments": true}),
    );
    let link = desk.article("definition", "Hậu Giang", 0)[0].clone();
    assert_eq!(link["originSelectionRange"], place(TEXT, "Hậu Giang", 0));
    let read = |client: &mut Client, uri: &Value| {
        let params = json!({"command": "gannhan.document", "arguments": [{"uri": uri}]});
        client.request("workspace/executeCommand", params)["result"].clone()
    };
    let entry = read(&mut desk.client, &link["targetUri"]);
    assert!(entry.as_str().is_some_and(|t| t.contains("tỉnh Hậu Giang") && t.contains("93")), "{entry}");
    assert_eq!(read(&mut desk.client, &json!("gannhan:rules/none.md")), Value::Null);
    let page = read(&mut desk.client, &json!("gannhan:rules/orphan.md"));
    assert!(page.as_str().is_some_and(|t| t.starts_with("# orphan")), "{page}");
    let sidecar = write(desk.folder.path(), "b.txt.anno.jsonl", "{broken\n");
    desk.client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": sidecar, "type": 1}]}));
    let found = desk.client.diagnostics(&sidecar, None);
    let broken = found.iter().find(|d| d["code"] == "bad-json").expect("a finding");
    assert_eq!(broken["codeDescription"]["href"], "gannhan:rules/bad-json.md");
    desk.client.end();
}

#[test]
fn everywhere_that_the_same_is_named() {
    let mut desk = desk(&[], json!({}));
    let marked = desk.article("documentHighlight", "Hà Nội", 1);
    let ranges: Vec<&Value> = marked.as_array().expect("a list").iter().map(|h| &h["range"]).collect();
    assert_eq!(ranges, [&place(TEXT, "Hà Nội", 0), &place(TEXT, "Hà Nội", 1)]);
    // Another article, not open, that is annotated.
    let other = "Ông Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, rời Hà Nội.\n";
    let there = write(desk.folder.path(), "bài 2.txt", other);
    desk.client.open(&there, other);
    for part in ["Lê Văn", "Hà Nội", "Hậu Giang"] {
        desk.annotate(&there, other, part);
    }
    desk.client.notify("textDocument/didClose", json!({"textDocument": {"uri": there}}));
    let at =
        |uri: &str, text: &str, part: &str, nth: usize| json!({"uri": uri, "range": place(text, part, nth)});
    let uri = desk.uri.clone();
    assert_eq!(
        desk.article("references", "Hà Nội", 0),
        json!([at(&uri, TEXT, "Hà Nội", 0), at(&uri, TEXT, "Hà Nội", 1), at(&there, other, "Hà Nội", 0)])
    );
    let official = "Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang";
    assert_eq!(
        desk.article("references", "Văn Thử", 0),
        json!([at(&uri, TEXT, official, 0), at(&there, other, official, 0)])
    );
    assert_eq!(desk.article("references", "chi", 0), Value::Null);
    // By name, over the workspace.
    let found = desk.client.request("workspace/symbol", json!({"query": "le van"}))["result"].clone();
    assert_eq!(
        (&found[0]["name"], &found[0]["location"]),
        (&json!("Lê Văn Thử"), &at(&there, other, official, 0))
    );
    assert_eq!(desk.client.request("workspace/symbol", json!({"query": "xyz"}))["result"], json!([]));
    desk.client.end();
}

#[test]
fn a_symbol_is_looked_up_when_it_is_chosen() {
    let lazy = json!({"resolveSupport": {"properties": ["location.range"]}});
    let mut desk = desk(&[("workspace.symbol", lazy)], json!({}));
    assert_eq!(desk.offered["workspaceSymbolProvider"]["resolveProvider"], true);
    let uri = desk.uri.clone();
    desk.annotate(&uri, TEXT, "3 tỷ");
    let found = desk.client.request("workspace/symbol", json!({"query": ""}))["result"].clone();
    assert_eq!(found[0]["location"], json!({"uri": uri}));
    let chosen = desk.client.request("workspaceSymbol/resolve", found[0].clone())["result"].clone();
    assert_eq!(chosen["location"]["range"], place(TEXT, "3 tỷ đồng", 0));
    desk.client.end();
}

#[test]
fn the_outline_is_by_type_and_lenses_tell_how_far_it_is() {
    let mut desk = desk(
        &[
            ("textDocument.documentSymbol", json!({"hierarchicalDocumentSymbolSupport": true})),
            ("textDocument.codeLens", json!({})),
        ],
        json!({}),
    );
    let uri = desk.uri.clone();
    let outline = desk.document("documentSymbol", &uri);
    let names: Vec<&str> =
        outline.as_array().expect("a list").iter().filter_map(|s| s["name"].as_str()).collect();
    assert_eq!(names, ["Localities", "Officials", "Amounts"]);
    let ha_noi = &outline[0]["children"][0];
    assert_eq!((&ha_noi["detail"], ha_noi["children"].as_array().map(Vec::len)), (&json!("×2"), Some(2)));
    assert_eq!(ha_noi["selectionRange"], place(TEXT, "Hà Nội", 0));
    assert_eq!(ha_noi["range"]["end"], place(TEXT, "Hà Nội", 1)["end"]);
    let lenses = desk.document("codeLens", &uri);
    let titles: Vec<&Value> =
        lenses.as_array().expect("a list").iter().map(|l| &l["command"]["title"]).collect();
    assert_eq!(titles[0], "0 annotated, 5 open");
    let certain = &lenses[1]["command"];
    let params = json!({"command": certain["command"], "arguments": certain["arguments"]});
    assert_eq!(desk.client.request("workspace/executeCommand", params)["error"], Value::Null);
    let left = desk.document("codeLens", &uri);
    assert_ne!(left[0]["command"]["title"], "0 annotated, 5 open");
    // The flat one, of the sidecar.
    let path = desk.folder.path().join("a.txt.anno.jsonl");
    let sidecar = super::client::uri(&path);
    desk.client.open_as(&sidecar, "jsonl", 1, &fs::read_to_string(&path).expect("there"));
    let lines = desk.document("documentSymbol", &sidecar);
    assert_eq!((&lines[0]["name"], &lines[1]["name"]), (&json!("a.txt"), &json!("Hà Nội")));
    desk.client.end();
}

#[test]
fn hints_lead_on_and_tell_more_when_they_are_looked_at() {
    let support = json!({"resolveSupport": {"properties": ["tooltip", "label.location"]}});
    let mut desk = desk(&[("textDocument.inlayHint", support)], json!({}));
    assert_eq!(desk.offered["inlayHintProvider"]["resolveProvider"], true);
    let uri = desk.uri.clone();
    desk.annotate(&uri, TEXT, "Hà Nội");
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let params = json!({"textDocument": {"uri": uri}, "range": all});
    let hints = desk.client.request("textDocument/inlayHint", params.clone())["result"].clone();
    let part = &hints[0]["label"][0];
    assert!(part["value"].as_str().is_some_and(|v| !v.is_empty()));
    assert!(part["location"]["uri"].as_str().is_some_and(|u| u.ends_with("a.txt.anno.jsonl")), "{part}");
    let resolved = desk.client.request("inlayHint/resolve", hints[0].clone())["result"].clone();
    assert!(resolved["tooltip"]["value"].as_str().is_some_and(|v| v.contains("Hà Nội")), "{resolved}");
    desk.client.change(&uri, 2, json!([{"text": "Cần Thơ"}]));
    assert_eq!(desk.client.request("inlayHint/resolve", hints[0].clone())["error"]["code"], -32801);
    desk.client.end();
}

#[test]
fn a_diagnostic_tells_where_the_same_was_named_first() {
    let mut desk = desk(&[("textDocument.publishDiagnostics.relatedInformation", json!(true))], json!({}));
    let uri = desk.uri.clone();
    desk.client.change(&uri, 2, json!([{"text": TEXT}]));
    let found = desk.client.diagnostics(&uri, 2);
    assert_eq!(found[0]["relatedInformation"], Value::Null);
    let related = &found[1]["relatedInformation"][0];
    assert_eq!(related["location"], json!({"uri": uri, "range": place(TEXT, "Hà Nội", 0)}));
    desk.client.end();
}

#[test]
fn the_status_tells_of_the_article_and_of_the_server() {
    let mut desk = desk(&[], json!({}));
    let uri = desk.uri.clone();
    desk.annotate(&uri, TEXT, "Hà Nội");
    let status = |client: &mut Client, arguments: Value| {
        let params = json!({"command": "gannhan.status", "arguments": arguments});
        client.request("workspace/executeCommand", params)["result"].clone()
    };
    let told = status(&mut desk.client, json!([{"uri": uri}]));
    assert_eq!((&told["annotated"], &told["open"], &told["status"]), (&json!(1), &json!(4), &json!("open")));
    assert_eq!(told["unannotated"].as_array().map(Vec::len), Some(4));
    let server = status(&mut desk.client, json!([]))["server"].clone();
    assert_eq!((&server["documents"], &server["sidecars"]), (&json!(1), &json!(1)));
    assert!(server["requests"]["textDocument/codeAction"]["last_ms"].is_number(), "{server}");
    assert!(server["requests"]["textDocument/publishDiagnostics"]["last_ms"].is_number(), "{server}");
    assert!(cfg!(not(target_os = "linux")) || server["memory"].as_u64().is_some_and(|m| m > 1_000_000));
    desk.client.end();
}

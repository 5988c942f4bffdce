//! Diagnostics for a client that fetches them: result ids, the whole workspace, and when to fetch anew.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual, usual_and};

const TEXT: &str = "Khách từ Hà Nội vào Cần Thơ.\n";

fn pulling() -> Value {
    usual_and(&[
        ("textDocument.diagnostic", json!({"relatedDocumentSupport": true})),
        ("workspace.diagnostics", json!({"refreshSupport": true})),
    ])
}

fn pull(client: &mut Client, uri: &str, before: &Value) -> Value {
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": before});
    client.request("textDocument/diagnostic", params)["result"].clone()
}

fn pull_all(client: &mut Client, before: Value) -> Vec<Value> {
    let reply = client.request("workspace/diagnostic", json!({"previousResultIds": before}));
    reply["result"]["items"].as_array().cloned().unwrap_or_else(|| panic!("{reply}"))
}

fn pushed(client: &mut Client) -> Option<Value> {
    client.find(Duration::from_millis(150), &|m| m["method"] == "textDocument/publishDiagnostics")
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    fs::write(folder.join(name), text).expect("written");
    uri(&folder.join(name))
}

#[test]
fn a_document_is_fetched_and_what_is_the_same_is_not_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = write(folder.path(), "a.txt", TEXT);
    let params = json!({"capabilities": pulling()});
    let (mut client, offered) = Client::initialized(params);
    let provider = &offered["diagnosticProvider"];
    assert_eq!(
        (&provider["interFileDependencies"], &provider["workspaceDiagnostics"]),
        (&json!(true), &json!(true))
    );
    client.open(&article, TEXT);
    let first = pull(&mut client, &article, &Value::Null);
    assert_eq!((&first["kind"], first["items"].as_array().map(Vec::len)), (&json!("full"), Some(2)));
    assert_eq!(first["items"][0]["range"], Count::Utf16.range(TEXT, "Hà Nội", 0));
    let id = first["resultId"].clone();
    let again = pull(&mut client, &article, &id);
    assert_eq!(again, json!({"kind": "unchanged", "resultId": id}));
    client.change(&article, 2, json!([{"text": format!("{TEXT}Rồi họ sang Lào.\n")}]));
    assert_eq!(pull(&mut client, &article, &id)["items"].as_array().map(Vec::len), Some(3));
    // Undone: what was known is known.
    client.change(&article, 3, json!([{"text": TEXT}]));
    assert_eq!(pull(&mut client, &article, &id)["kind"], "unchanged");
    // An annotation is told of.
    let range = cursor(&first["items"][0]["range"]);
    let action = client.actions(&article, range, json!([]))[0].clone();
    client.take(&action);
    client.wait("a refresh", |m| m["method"] == "workspace/diagnostic/refresh");
    assert_eq!(pull(&mut client, &article, &id)["items"].as_array().map(Vec::len), Some(1));
    // What is not open, or none of ours, has nothing.
    assert_eq!(pull(&mut client, "file:///nowhere/x.txt", &Value::Null)["items"], json!([]));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": article}}));
    assert_eq!(pull(&mut client, &article, &Value::Null)["items"], json!([]));
    assert_eq!(pushed(&mut client), None);
    client.end();
}

#[test]
fn without_a_refresh_it_is_pushed() {
    for more in
        [("textDocument.diagnostic", json!({})), ("workspace.diagnostics", json!({"refreshSupport": true}))]
    {
        let (mut client, offered) = Client::initialized(json!({"capabilities": usual_and(&[more])}));
        assert_eq!(offered["diagnosticProvider"], Value::Null);
        client.open("untitled:a", TEXT);
        assert_eq!(client.diagnostics("untitled:a", 1).len(), 2);
        client.end();
    }
}

#[test]
fn the_workspace_tells_of_sidecars_and_of_no_unopened_article() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..40 {
        write(folder.path(), &format!("{n}.txt"), TEXT);
    }
    fs::create_dir(folder.path().join("bài [1]")).expect("a folder");
    let broken = write(&folder.path().join("bài [1]"), "x #.txt.anno.jsonl", "{broken\n");
    let article = write(folder.path(), "a.txt", TEXT);
    let mut client = Client::in_folder(pulling(), folder.path());
    client.open(&article, TEXT);
    let items = pull_all(&mut client, json!([]));
    let [item] = items.as_slice() else { panic!("{items:#?}") };
    assert_eq!(
        (&item["uri"], &item["kind"], &item["version"]),
        (&json!(broken), &json!("full"), &Value::Null)
    );
    let codes: Vec<&Value> = item["items"].as_array().expect("a list").iter().map(|d| &d["code"]).collect();
    assert!(codes.contains(&&json!("bad-json")), "{codes:?}");
    // The same again is short.
    let before = json!([{"uri": broken, "value": item["resultId"]}]);
    let again = pull_all(&mut client, before.clone());
    let unchanged =
        json!({"uri": broken, "version": null, "kind": "unchanged", "resultId": item["resultId"]});
    assert_eq!(again, [unchanged]);
    // Of an open article's sidecar what is on disk is told, too.
    let own = write(folder.path(), "a.txt.anno.jsonl", "nonsense\n");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": own, "type": 1}]}));
    client.wait("a refresh", |m| m["method"] == "workspace/diagnostic/refresh");
    let items = pull_all(&mut client, before.clone());
    let of_own = items.iter().find(|i| i["uri"] == own).expect("an item");
    assert_eq!(of_own["kind"], "full");
    // One that is open is asked for by itself.
    client.open_as(&own, "jsonl", 1, "nonsense\n");
    assert!(pull_all(&mut client, before.clone()).iter().all(|i| i["uri"] != own));
    let open = pull(&mut client, &own, &of_own["resultId"]);
    assert_eq!(open["kind"], "unchanged", "{open} {of_own}");
    // What is put right is told of once.
    fs::remove_file(folder.path().join("bài [1]/x #.txt.anno.jsonl")).expect("there");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": broken, "type": 3}]}));
    client.wait("a refresh", |m| m["method"] == "workspace/diagnostic/refresh");
    let items = pull_all(&mut client, before);
    assert_eq!((&items[0]["uri"], &items[0]["items"]), (&json!(broken), &json!([])));
    assert_eq!(pushed(&mut client), None);
    client.end();
}

#[test]
fn who_is_pushed_to_hears_of_unopened_sidecars_as_well() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "b.txt", TEXT);
    let broken = write(folder.path(), "b.txt.anno.jsonl", "{broken\n");
    let mut client = Client::in_folder(usual(), folder.path());
    let found = client.diagnostics(&broken, None);
    assert!(!found.is_empty() && found.iter().all(|d| d["code"] != "unannotated"), "{found:?}");
    // Its article speaks for it while that is open; nothing is said twice.
    let article = uri(&folder.path().join("b.txt"));
    client.open(&article, TEXT);
    client.diagnostics(&article, 1);
    assert_eq!(pushed(&mut client), None);
    fs::write(folder.path().join("b.txt.anno.jsonl"), "").expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": broken, "type": 2}]}));
    assert_ne!(client.diagnostics(&broken, None), found);
    // Another folder comes and goes.
    let other = tempfile::tempdir().expect("a folder");
    let there = write(other.path(), "c.txt.anno.jsonl", "{broken\n");
    let event = |added: Value, removed: Value| json!({"event": {"added": added, "removed": removed}});
    let list = json!([{"uri": uri(other.path()), "name": "y"}]);
    client.notify("workspace/didChangeWorkspaceFolders", event(list.clone(), json!([])));
    assert!(!client.diagnostics(&there, None).is_empty());
    client.notify("workspace/didChangeWorkspaceFolders", event(json!([]), list));
    assert_eq!(client.diagnostics(&there, None), Vec::<Value>::new());
    client.end();
}

#[test]
fn long_work_shows_how_far_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for n in 0..70 {
        write(folder.path(), &format!("{n}.txt.anno.jsonl"), "");
    }
    let mut client =
        Client::in_folder(usual_and(&[("window", json!({"workDoneProgress": true}))]), folder.path());
    let step = |kind: &'static str| {
        move |m: &Value| m["method"] == "$/progress" && m["params"]["value"]["kind"] == kind
    };
    let begin = client.wait("a beginning", step("begin"));
    assert!(begin["params"]["value"]["title"].as_str().is_some_and(|t| t.contains("70")), "{begin}");
    client.wait("a report", step("report"));
    client.wait("an end", step("end"));
    client.end();
}

//! Changes on disk that no client tells of, and what the server says of its work.

use std::fs;

use serde_json::{Value, json};

use super::client::Count;
use super::client::{Client, cursor, uri, usual, usual_and};

const TEXT: &str = "Khách từ Hà Nội vào Cần Thơ.\n";

#[test]
fn where_the_client_watches_nothing_the_server_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), TEXT).expect("written");
    let article = uri(&at("a.txt"));
    let mut client = Client::with(usual());
    client.open(&article, TEXT);
    assert_eq!(client.diagnostics(&article, 1).len(), 2);
    let range = cursor(&Count::Utf16.range(TEXT, "Hà Nội", 0));
    let action = client.actions(&article, range, json!([]))[0].clone();
    client.take(&action);
    assert_eq!(client.diagnostics(&article, 1).len(), 1);
    // Somebody else takes it back, by a rename as programs that write safely do.
    let sidecar = at("a.txt.anno.jsonl");
    let text = fs::read_to_string(&sidecar).expect("there");
    fs::write(at("other"), text.lines().next().expect("a header")).expect("written");
    fs::rename(at("other"), &sidecar).expect("renamed");
    assert_eq!(client.diagnostics(&article, 1).len(), 2);
    fs::write(&sidecar, &text).expect("written");
    assert_eq!(client.diagnostics(&article, 1).len(), 1);
    fs::remove_file(&sidecar).expect("removed");
    assert_eq!(client.diagnostics(&article, 1).len(), 2);
    client.end();
}

#[test]
fn sidecars_of_an_open_folder_are_watched_as_well() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("sub")).expect("made");
    let inner = folder.path().join("sub/b.txt.anno.jsonl");
    fs::write(&inner, "{broken\n").expect("written");
    let mut client = Client::in_folder(usual(), folder.path());
    assert!(!client.diagnostics(&uri(&inner), None).is_empty());
    fs::remove_file(&inner).expect("removed");
    assert_eq!(client.diagnostics(&uri(&inner), None), Vec::<Value>::new());
    // A new one in the folder itself.
    let new = folder.path().join("c.txt.anno.jsonl");
    fs::write(&new, "{broken\n").expect("written");
    assert!(!client.diagnostics(&uri(&new), None).is_empty());
    client.end();
}

#[test]
fn a_client_that_watches_is_asked_to() {
    let watches = json!({"dynamicRegistration": true});
    let mut client = Client::with(usual_and(&[("workspace.didChangeWatchedFiles", watches)]));
    let asked = client.wait("a registration", |m| m["method"] == "client/registerCapability");
    let patterns = asked["params"]["registrations"][0]["registerOptions"]["watchers"].to_string();
    for file in ["anno.jsonl", "*.txt", "gannhan.toml"] {
        assert!(patterns.contains(file), "{patterns}");
    }
    client.end();
}

#[test]
fn requests_are_traced_for_who_wants_it() {
    let mut client = Client::usual();
    client.open("untitled:a", TEXT);
    let trace = |m: &Value| m["method"] == "$/logTrace";
    let params = json!({"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 10}});
    client.request("textDocument/hover", params.clone());
    assert!(client.find(std::time::Duration::ZERO, &trace).is_none());
    client.notify("$/setTrace", json!({"value": "verbose"}));
    client.request("textDocument/hover", params.clone());
    let told = client.wait("a trace", trace);
    let message = told["params"]["message"].as_str().expect("a text");
    assert!(message.starts_with("textDocument/hover: "), "{message}");
    assert!(told["params"]["verbose"].is_string());
    client.notify("$/setTrace", json!({"value": "off"}));
    client.request("textDocument/hover", params);
    assert!(client.find(std::time::Duration::ZERO, &trace).is_none());
    client.end();
}

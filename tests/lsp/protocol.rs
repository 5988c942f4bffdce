//! Beginning and end, and messages that are none.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::{Client, LONG, frame, uri, usual};

const SOON: Duration = Duration::from_secs(2);

fn code(reply: &Value) -> Value {
    reply["error"]["code"].clone()
}

#[test]
fn before_initialize_and_after_shutdown_requests_are_refused() {
    let mut client = Client::start();
    let hover = json!({"textDocument": {"uri": "file:///a.txt"}, "position": {"line": 0, "character": 0}});
    assert_eq!(code(&client.request("textDocument/hover", hover.clone())), -32002);
    assert_eq!(code(&client.request("shutdown", Value::Null)), -32002);
    let reply = client.request("initialize", json!({"capabilities": usual()}));
    assert_eq!(reply["result"]["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(reply["result"]["serverInfo"]["name"], "gannhan");
    assert_eq!(code(&client.request("initialize", json!({"capabilities": {}}))), -32600);
    assert_eq!(client.request("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(code(&client.request("textDocument/hover", hover)), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.status(SOON).and_then(|s| s.code()), Some(0));
}

#[test]
fn exit_ends_it_while_stdin_stays_open() {
    let mut client = Client::usual();
    client.notify("exit", Value::Null);
    assert_eq!(client.status(SOON).and_then(|s| s.code()), Some(1));
    let mut never_initialized = Client::start();
    never_initialized.notify("exit", Value::Null);
    assert_eq!(never_initialized.status(SOON).and_then(|s| s.code()), Some(1));
}

#[test]
fn the_end_of_stdin_ends_it() {
    for shut_down in [false, true] {
        let mut client = Client::usual();
        if shut_down {
            client.request("shutdown", Value::Null);
        }
        client.close_stdin();
        assert_eq!(client.status(SOON).and_then(|s| s.code()), Some(i32::from(!shut_down)));
    }
}

#[test]
fn what_is_piped_in_at_once_is_answered_before_the_end() {
    let mut client = Client::start();
    let mut all =
        frame(&json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}));
    all.extend(frame(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}})));
    let item = json!({"uri": "untitled:x", "languageId": "plaintext", "version": 7, "text": "Tin từ tỉnh Hậu Giang."});
    all.extend(frame(
        &json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}),
    ));
    client.raw(&all);
    client.close_stdin();
    assert_eq!(client.diagnostics("untitled:x", 7).len(), 1);
    assert_eq!(client.status(LONG).and_then(|s| s.code()), Some(1));
}

#[test]
fn malformed_messages_get_an_error_and_the_server_lives() {
    let mut client = Client::usual();
    let lost = |code: i64| move |m: &Value| m["id"].is_null() && m["error"]["code"] == code;
    client.raw(b"Content-Length: 3\r\n\r\n{{{");
    client.wait("a parse error", lost(-32700));
    client.raw(b"Content-Length: 2\r\n\r\n\xff\xff");
    client.wait("a parse error", lost(-32700));
    client.raw(b"nonsense\r\n\r\n");
    client.wait("a parse error", lost(-32700));
    client.raw(b"Content-Length: 99999999999999999999\r\n\r\n");
    client.wait("a parse error", lost(-32700));
    client.raw(b"Content-Length: 2\r\n\r\n[]");
    client.wait("an invalid request", lost(-32600));
    client.raw(&frame(&json!({"jsonrpc": "1.0", "id": 900, "method": "shutdown"})));
    assert_eq!(code(&client.reply_to(900)), -32600);
    for params in [json!(null), json!(3), json!([]), json!({"textDocument": {"uri": "::"}, "position": 4})] {
        assert_eq!(code(&client.request("textDocument/hover", params)), -32602);
    }
    for (command, arguments) in [
        ("gannhan.annotate", json!([])),
        ("gannhan.annotate", json!([{"uri": "file:///a.txt"}])),
        ("gannhan.reject", json!([1, 2])),
        ("rm", json!([])),
    ] {
        let params = json!({"command": command, "arguments": arguments});
        assert_eq!(code(&client.request("workspace/executeCommand", params)), -32602);
    }
    assert_eq!(code(&client.request("textDocument/nonsense", json!({}))), -32601);
    client.notify("textDocument/didChange", json!({"textDocument": 1}));
    client.notify("nonsense", json!({}));
    client.send(&json!({"jsonrpc": "2.0", "id": 77, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": "x"}}));
    client.end();
}

#[test]
fn unknown_documents_are_answered_politely() {
    let mut client = Client::usual();
    let unknown = json!({"uri": "file:///nowhere/a.txt"});
    let at = json!({"line": 3, "character": 9});
    let hover = json!({"textDocument": unknown, "position": at});
    assert_eq!(
        client.request("textDocument/hover", hover),
        json!({"jsonrpc": "2.0", "id": 2, "result": null})
    );
    let range = json!({"start": at, "end": at});
    let hints = client.request("textDocument/inlayHint", json!({"textDocument": unknown, "range": range}));
    assert_eq!((&hints["result"], &hints["error"]), (&Value::Null, &Value::Null));
    assert_eq!(client.actions("file:///nowhere/a.txt", range, json!([])), Vec::<Value>::new());
    client.change("file:///nowhere/a.txt", 2, json!([{"text": "x"}]));
    for method in ["didClose", "didSave"] {
        client.notify(&format!("textDocument/{method}"), json!({"textDocument": unknown}));
    }
    let changes = json!({"changes": [{"uri": "file:///nowhere/a.txt.anno.jsonl", "type": 3}]});
    client.notify("workspace/didChangeWatchedFiles", changes);
    client.end();
}

#[test]
fn other_files_are_left_alone() {
    let mut client = Client::usual();
    let text = "tỉnh Hậu Giang";
    client.open_as("file:///nowhere/a.rs", "rust", 1, text);
    client.open_as("file:///nowhere/CMakeLists.txt", "plaintext", 1, text);
    client.open_as("file:///nowhere/requirements.txt", "plaintext", 1, text);
    client.open("file:///nowhere/b.txt", text);
    assert_eq!(client.diagnostics("file:///nowhere/b.txt", 1).len(), 1);
    let others = |m: &Value| m["method"] == "textDocument/publishDiagnostics";
    assert_eq!(client.find(Duration::from_millis(200), &others), None);
    client.end();
}

#[test]
fn closing_takes_the_diagnostics_away() {
    let mut client = Client::usual();
    client.open("untitled:a", "tỉnh Hậu Giang");
    assert_eq!(client.diagnostics("untitled:a", 1).len(), 1);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": "untitled:a"}}));
    assert_eq!(client.diagnostics("untitled:a", None).len(), 0);
    client.open("untitled:a", "tỉnh Hậu Giang, Hà Nội");
    assert_eq!(client.diagnostics("untitled:a", 1).len(), 2);
    client.end();
}

#[test]
fn an_article_that_is_not_utf8_is_told_and_nothing_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    std::fs::write(&path, b"t\xe8nh H\xffu Giang").expect("written");
    let uri = uri(&path);
    let mut client = Client::usual();
    let text = "tènh Hÿu Giang, Hà Nội";
    client.open(&uri, text);
    let found = client.diagnostics(&uri, 1);
    assert_eq!(found.len(), 1, "{found:?}");
    let message = found[0]["message"].as_str().expect("a message");
    assert!(message.contains("0xe8") && message.contains("offset 1"), "{message}");
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 99}});
    assert_eq!(client.actions(&uri, all, json!([])), Vec::<Value>::new());
    client.end();
}

#[test]
fn odd_text_is_tagged_like_any_other() {
    let mut client = Client::usual();
    client.open("untitled:nul", "a\0b tỉnh Hậu Giang \u{1}\u{7f}\u{2028}Hà Nội\u{85}");
    assert_eq!(client.diagnostics("untitled:nul", 1).len(), 2);
    client.open("untitled:empty", "");
    assert_eq!(client.diagnostics("untitled:empty", 1).len(), 0);
    // One line of 5 MB (1 MB where the program is not optimised); the list is capped and its last entry
    // says what is left out.
    let size = if cfg!(debug_assertions) { 1_000_000 } else { 5_000_000 };
    let piece = "ở Hà Nội có ";
    let long = piece.repeat(size / piece.len());
    client.open("untitled:long", &long);
    let found = client.diagnostics("untitled:long", 1);
    assert_eq!(found.len(), 1000);
    let count = long.matches("Hà Nội").count() - 999;
    let last = found[999]["message"].as_str().expect("a message").replace([',', '.', '\u{a0}'], "");
    assert!(last.contains(&count.to_string()), "{last}");
    client.end();
}

//! What real editors said, said again: messages of VS Code and Neovim, recorded while their tests drove them. The
//! folder was another then; everything else is theirs.

use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, LONG, uri};

/// Stands in the transcripts for the folder that was open.
const ROOT: &str = "$ROOT";

/// What may be answered to a request that was taken back, or whose text has changed under it.
const HARMLESS: [i64; 2] = [-32800, -32801];

/// Writes the file that an editor opens, unless it is there.
fn store(message: &Value, uri_of_root: &str, root: &Path) {
    let document = &message["params"]["textDocument"];
    let name = document["uri"].as_str().and_then(|uri| uri.strip_prefix(uri_of_root)).unwrap_or_default();
    let name = name.trim_start_matches('/');
    if name.is_empty() || name.contains('%') || name.contains("..") {
        return;
    }
    let path = root.join(name);
    if !path.exists() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, document["text"].as_str().unwrap_or_default()).expect("written");
    }
}

fn replay(transcript: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    let uri_of_root = uri(&root);
    let transcript = transcript
        .replace(&format!("file://{ROOT}"), &uri_of_root)
        .replace(ROOT, root.to_str().expect("UTF-8"));
    let messages: Vec<Value> =
        transcript.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    messages
        .iter()
        .filter(|m| m["method"] == "textDocument/didOpen")
        .for_each(|m| store(m, &uri_of_root, &root));
    let mut client = Client::start();
    let mut answered = 0;
    for message in &messages {
        match message["method"].as_str() {
            Some("shutdown" | "exit") => break,
            _ => client.send(message),
        }
        // What is cancelled is answered all the same.
        if !message["id"].is_null() {
            let what = format!("answer to {message}");
            let answer = client.wait(&what, |m| m["id"] == message["id"] && m["method"].is_null());
            let code = answer["error"]["code"].as_i64();
            assert!(code.is_none_or(|c| HARMLESS.contains(&c)), "{message}\n{answer}");
            answered += usize::from(code.is_none());
        }
    }
    assert!(answered > 10, "{answered}");
    client.send(&json!({"jsonrpc": "2.0", "id": "last", "method": "shutdown"}));
    assert!(client.wait("the end", |m| m["id"] == "last")["error"].is_null());
    client.notify("exit", Value::Null);
    assert_eq!(client.status(LONG).and_then(|s| s.code()), Some(0));
}

macro_rules! transcripts {
    ($($name:ident $file:literal)*) => {
        $(#[test]
        fn $name() {
            replay(include_str!(concat!("../fixtures/transcripts/", $file)));
        })*
    };
}

transcripts! {
    neovim_headless "neovim-headless.jsonl"
    neovim_in_a_terminal "neovim-terminal.jsonl"
    vscode_by_its_commands "vscode-host.jsonl"
    vscode_by_keys "vscode-keyboard.jsonl"
}

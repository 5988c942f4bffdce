//! A client that floods: edits, requests, cancels, closes and opens in random order. Each answer is what a
//! server says that has seen nothing but the text as it was then.
//!
//! `GANNHAN_FLOOD=10000` sends that many messages in all, `GANNHAN_SEED=7` begins with that seed.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use serde_json::{Value, json};

use super::client::{Client, Count, LONG, usual_and};

const URIS: [&str; 3] = ["untitled:a", "untitled:b", "untitled:c"];
const PIECES: [&str; 12] = [
    "Hà Nội",
    " tỉnh Hậu Giang ",
    "\n",
    "\r\n",
    "😀",
    ", ông Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, ",
    " chi 3 tỷ đồng ",
    "ở Lào, ",
    "a",
    "",
    "Cần Thơ\r",
    "huyện Châu Thành ",
];
const METHODS: [&str; 7] = [
    "hover",
    "inlayHint",
    "semanticTokens/full",
    "documentHighlight",
    "documentSymbol",
    "definition",
    "codeAction",
];

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

fn capabilities() -> Value {
    usual_and(&[
        (
            "textDocument.semanticTokens",
            json!({"requests": {"full": true}, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"]}),
        ),
        ("textDocument.documentSymbol", json!({"hierarchicalDocumentSymbolSupport": true})),
    ])
}

/// What an editor knows of a document.
#[derive(Clone, Default)]
struct Document {
    text: String,
    version: i32,
}

impl Document {
    /// Places between characters, save for the one between CR and LF.
    fn places(&self) -> Vec<usize> {
        let text = &self.text;
        let inside = |i: &usize| !(text[*i..].starts_with('\n') && text[..*i].ends_with('\r'));
        text.char_indices().map(|(i, _)| i).chain([text.len()]).filter(inside).collect()
    }
}

fn params(method: &str, uri: &str, document: &Document, numbers: &mut Numbers) -> Value {
    let places = document.places();
    let at = Count::Utf16.position(&document.text, places[numbers.below(places.len())]);
    let range = match method {
        "codeAction" => json!({"start": at, "end": at}),
        _ => json!({"start": {"line": 0, "character": 0}, "end": at}),
    };
    json!({"textDocument": {"uri": uri}, "position": at, "range": range, "context": {"diagnostics": []}})
}

/// An answer without what differs between two servers: the document's name and its version.
fn plain(answer: &Value, uri: &str) -> Value {
    match answer {
        Value::String(text) if text == uri => "here".into(),
        Value::Array(all) => all.iter().map(|v| plain(v, uri)).collect(),
        Value::Object(map) => {
            map.iter().filter(|(k, _)| *k != "version").map(|(k, v)| (k.clone(), plain(v, uri))).collect()
        }
        other => other.clone(),
    }
}

/// A server that sees one text at a time.
struct Model {
    client: Client,
    opened: i32,
    text: Option<String>,
}

impl Model {
    const URI: &str = "untitled:model";

    fn see(&mut self, text: &str) {
        if self.text.as_deref() == Some(text) {
            return;
        }
        if self.text.is_some() {
            self.client.notify("textDocument/didClose", json!({"textDocument": {"uri": Model::URI}}));
        }
        self.opened += 1;
        self.client.open_as(Model::URI, "plaintext", self.opened, text);
        self.text = Some(text.to_string());
    }

    fn answer(&mut self, text: &str, method: &str, params: &Value) -> Value {
        self.see(text);
        let mut params = params.clone();
        params["textDocument"]["uri"] = Model::URI.into();
        self.client.request(&format!("textDocument/{method}"), params)["result"].clone()
    }

    fn diagnostics(&mut self, text: &str) -> Value {
        self.text = None;
        self.client.notify("textDocument/didClose", json!({"textDocument": {"uri": Model::URI}}));
        self.see(text);
        json!(self.client.diagnostics(Model::URI, self.opened))
    }
}

/// One that was sent: what about, and the text that it must see; nothing where the document was closed.
struct Asked {
    method: &'static str,
    params: Value,
    uri: &'static str,
    text: Option<String>,
    cancelled: bool,
}

fn flood(seed: u64, messages: usize) {
    let mut numbers = Numbers(seed);
    let mut client = Client::with(capabilities());
    let mut open: HashMap<&str, Document> = HashMap::new();
    // The text of each version of each document that was ever sent.
    let mut history: BTreeMap<(&str, i32), String> = BTreeMap::new();
    let mut asked: BTreeMap<i64, Asked> = BTreeMap::new();
    let mut version = 0;
    for _ in 0..messages {
        let uri = URIS[numbers.below(URIS.len())];
        version += 1;
        match (numbers.below(100), open.get_mut(uri)) {
            (0..50, Some(document)) => {
                let mut changes = Vec::new();
                for _ in 0..=numbers.below(3) {
                    let places = document.places();
                    let a = places[numbers.below(places.len())];
                    let near = places.partition_point(|p| *p < a) + numbers.below(6);
                    let b = places[near.min(places.len() - 1)];
                    let piece = PIECES[numbers.below(PIECES.len())];
                    let (start, end) =
                        (Count::Utf16.position(&document.text, a), Count::Utf16.position(&document.text, b));
                    changes.push(json!({"range": {"start": start, "end": end}, "text": piece}));
                    document.text.replace_range(a..b, piece);
                }
                document.version = version;
                history.insert((uri, version), document.text.clone());
                client.change(uri, version, json!(changes));
            }
            (50..90, document) => {
                let method = METHODS[numbers.below(METHODS.len())];
                let nothing = Document::default();
                let params = params(method, uri, document.as_deref().unwrap_or(&nothing), &mut numbers);
                let id = client.post(&format!("textDocument/{method}"), params.clone());
                let text = document.map(|d| d.text.clone());
                asked.insert(id, Asked { method, params, uri, text, cancelled: false });
            }
            (90..95, _) => {
                if let Some((id, asked)) = asked.iter_mut().next_back() {
                    asked.cancelled = true;
                    client.notify("$/cancelRequest", json!({"id": id}));
                }
            }
            (_, Some(_)) => {
                open.remove(uri);
                client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
            }
            (_, None) => {
                let text =
                    (0..numbers.below(30)).map(|_| PIECES[numbers.below(PIECES.len())]).collect::<String>();
                history.insert((uri, version), text.clone());
                client.open_as(uri, "plaintext", version, &text);
                open.insert(uri, Document { text, version });
            }
        }
    }
    let mut model = Model { client: Client::with(capabilities()), opened: 0, text: None };
    let mut cancelled = 0;
    for (id, asked) in asked {
        let reply = client.reply_to(id);
        if asked.cancelled && reply["error"]["code"] == -32800 {
            cancelled += 1;
            continue;
        }
        assert_eq!(reply["error"], Value::Null, "seed {seed}, {}", asked.method);
        let expected =
            asked.text.as_deref().map_or(Value::Null, |t| model.answer(t, asked.method, &asked.params));
        let said = plain(&reply["result"], asked.uri);
        assert_eq!(said, plain(&expected, Model::URI), "seed {seed}, {} {}", asked.method, asked.params);
        // And no second one.
        assert!(client.find(Duration::ZERO, &|m| m["id"] == id && m["method"].is_null()).is_none());
    }
    // The last diagnostics of an open document are those of its last version; each set is of its version.
    for (uri, document) in &open {
        client.await_diagnostics(uri, document.version);
    }
    let published = |m: &Value| m["method"] == "textDocument/publishDiagnostics";
    let mut newest: HashMap<String, i64> = HashMap::new();
    while let Some(sent) = client.find(Duration::ZERO, &published) {
        let params = &sent["params"];
        let (uri, version) =
            (params["uri"].as_str().expect("a URI"), params["version"].as_i64().expect("a version"));
        let before = newest.insert(uri.to_string(), version).unwrap_or(0);
        assert!(before <= version, "seed {seed}: {uri} {version} after {before}");
        let text = &history[&(URIS.into_iter().find(|u| *u == uri).expect("ours"), version as i32)];
        // An empty set may take a closed one's away.
        if numbers.below(4) == 0 && params["diagnostics"] != json!([]) {
            assert_eq!(params["diagnostics"], model.diagnostics(text), "seed {seed}: {uri} {version}");
        }
    }
    for (uri, document) in &open {
        assert_eq!(newest[*uri], i64::from(document.version), "seed {seed}: {uri}");
    }
    println!("seed {seed}: {messages} messages, {cancelled} cancelled");
    client.end();
    model.client.end();
}

#[test]
fn every_answer_is_that_of_a_server_that_saw_one_text() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<usize>().ok());
    let all = number("GANNHAN_FLOOD").unwrap_or(600);
    let each = 300;
    let first = number("GANNHAN_SEED").unwrap_or(1);
    for seed in first..first + all.div_ceil(each) {
        flood(seed as u64, each.min(all));
    }
}

#[test]
fn what_is_cancelled_is_answered_so() {
    let mut client = Client::with(capabilities());
    let text = "Ông Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, đến Hà Nội.\n".repeat(500);
    client.open("untitled:long", &text);
    let params = json!({"textDocument": {"uri": "untitled:long"}});
    let ids: Vec<i64> =
        (0..20).map(|_| client.post("textDocument/semanticTokens/full", params.clone())).collect();
    for id in &ids[..19] {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    // What was never asked is no harm.
    client.notify("$/cancelRequest", json!({"id": 99_999}));
    let cancelled = ids[..19].iter().filter(|id| client.reply_to(**id)["error"]["code"] == -32800).count();
    assert!(cancelled > 0);
    assert!(client.find(LONG, &|m| m["id"] == ids[19]).is_some_and(|m| m["error"].is_null()));
    client.end();
}

//! What a request sees is the text after every edit before it, and the last diagnostics are those of
//! the last text.

use serde_json::{Value, json};

use super::client::{Client, Count, LONG, usual};

/// A generator of numbers that gives the same ones each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

const PIECES: [&str; 9] = ["Hà Nội", " tỉnh Hậu Giang ", "\n", "\r\n", "😀", "ở Lào, ", "a", "", "Cần Thơ\r"];

/// `count` edits of random places of a text; gives each as a notification's change, and the last text.
fn edits(seed: u64, count: usize, counting: Count, mut text: String) -> (Vec<Value>, String) {
    let mut numbers = Numbers(seed);
    let mut out = Vec::new();
    for _ in 0..count {
        let places: Vec<usize> = text
            .char_indices()
            .map(|(i, _)| i)
            .chain([text.len()])
            // Between CR and LF there is no position.
            .filter(|i| !(text[*i..].starts_with('\n') && text[..*i].ends_with('\r')))
            .collect();
        let a = places[numbers.below(places.len())];
        let b = places[(places.partition_point(|p| *p < a) + numbers.below(4)).min(places.len() - 1)];
        let piece = PIECES[numbers.below(PIECES.len())];
        let range = json!({"start": counting.position(&text, a), "end": counting.position(&text, b)});
        out.push(json!({"range": range, "text": piece}));
        text.replace_range(a..b, piece);
    }
    (out, text)
}

fn fresh(client: &mut Client, text: &str) -> Vec<Value> {
    client.open("untitled:fresh", text);
    let found = client.diagnostics("untitled:fresh", 1);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": "untitled:fresh"}}));
    client.diagnostics("untitled:fresh", None);
    found
}

#[test]
fn a_flood_of_edits_ends_as_a_fresh_open_does() {
    for (seed, (counting, encoding)) in Count::ALL.into_iter().enumerate() {
        let mut capabilities = usual();
        capabilities["general"] = json!({"positionEncodings": [encoding]});
        let mut client = Client::with(capabilities);
        let start = "Tin: Hà Nội và Cần Thơ.\n".repeat(20);
        let (changes, last) = edits(seed as u64 + 1, 300, counting, start.clone());
        client.open("untitled:flood", &start);
        for (i, change) in changes.iter().enumerate() {
            client.change("untitled:flood", i as i32 + 2, json!([change]));
        }
        let ended = client.diagnostics("untitled:flood", 301);
        assert_eq!(ended, fresh(&mut client, &last), "{encoding}");
        // All at once in one notification is the same.
        client.open("untitled:once", &start);
        client.change("untitled:once", 2, json!(changes));
        assert_eq!(client.diagnostics("untitled:once", 2), ended, "{encoding}");
        client.end();
    }
}

#[test]
fn published_versions_only_rise() {
    let mut client = Client::usual();
    client.open("untitled:a", "Hà Nội");
    for version in 2..200 {
        client.change("untitled:a", version, json!([{"text": "Hà Nội ".repeat(version as usize)}]));
    }
    let mut last = 0;
    while last < 199 {
        let next = client
            .find(LONG, &|m: &Value| m["method"] == "textDocument/publishDiagnostics")
            .expect("diagnostics");
        let version = next["params"]["version"].as_i64().expect("a version");
        assert!(version > last, "{version} after {last}");
        // A set that says it is of a version is of that version.
        assert_eq!(next["params"]["diagnostics"].as_array().map(Vec::len), Some(version as usize));
        last = version;
    }
    client.end();
}

#[test]
fn a_request_sees_every_edit_before_it_and_none_behind() {
    let mut client = Client::usual();
    client.open("untitled:a", "");
    let mut ids = Vec::new();
    for version in 2..120 {
        let text = format!("{}Hà Nội", "\n".repeat(version as usize));
        client.change("untitled:a", version, json!([{"text": text}]));
        let at = json!({"line": version, "character": 1});
        ids.push((
            version,
            client.post("textDocument/hover", json!({"textDocument": {"uri": "untitled:a"}, "position": at})),
        ));
    }
    for (version, id) in ids {
        let reply = client.reply_to(id);
        assert_eq!(reply["result"]["range"]["start"]["line"], version, "{reply}");
    }
    client.end();
}

#[test]
fn a_client_that_writes_before_it_reads_does_not_block() {
    let (mut client, go) = Client::deaf();
    client
        .post("initialize", json!({"capabilities": usual(), "initializationOptions": {"inlayHints": "all"}}));
    client.notify("initialized", json!({}));
    let text = "Hà Nội, Cần Thơ, Lào. ".repeat(80);
    client.open("untitled:a", &text);
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let mut last = 0;
    for version in 2..400 {
        client.change("untitled:a", version, json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "x "}]));
        last = client
            .post("textDocument/inlayHint", json!({"textDocument": {"uri": "untitled:a"}, "range": all}));
    }
    // Megabytes of answers wait by now, far more than the pipe holds.
    go.send(()).expect("the reader waits");
    assert_eq!(client.reply_to(last)["result"].as_array().map(Vec::len), Some(240));
    client.end();
}

#[test]
fn positions_beyond_the_text_are_clamped() {
    let mut client = Client::usual();
    client.open("untitled:a", "Hà Nội\r\nLào");
    let far = |line: u32, character: u64| json!({"line": line, "character": character});
    let change =
        |from: Value, to: Value, text: &str| json!({"range": {"start": from, "end": to}, "text": text});
    client.change(
        "untitled:a",
        2,
        json!([
            change(far(0, 99), far(0, u32::MAX.into()), ", Cần Thơ"),
            change(far(99, 0), far(99, 99), ", Hà Nội"),
        ]),
    );
    let text = "Hà Nội, Cần Thơ\r\nLào, Hà Nội";
    let ranges: Vec<Value> = client.diagnostics("untitled:a", 2).iter().map(|d| d["range"].clone()).collect();
    let expected = [("Hà Nội", 0), ("Cần Thơ", 0), ("Lào", 0), ("Hà Nội", 1)];
    assert_eq!(ranges, expected.map(|(part, nth)| Count::Utf16.range(text, part, nth)));
    client.end();
}

//! Semantic tokens: what is coloured, how tokens nest, and for whom.

use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual_and};

const TEXT: &str = "Tin 😀 mới.\nÔng Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, đến Hà Nội.\r\nChi 3 tỷ đồng.\n";

fn tokens(overlapping: bool) -> Value {
    json!({
        "requests": {"full": true, "range": true},
        "tokenTypes": ["type"], "tokenModifiers": [], "formats": ["relative"],
        "overlappingTokenSupport": overlapping, "multilineTokenSupport": false,
    })
}

fn client(capabilities: Value, options: Value) -> (Client, Value) {
    Client::initialized(json!({"capabilities": capabilities, "initializationOptions": options}))
}

/// The tokens as text, type and modifiers, read back from the numbers as an editor does.
fn decoded(text: &str, data: &Value, legend: &Value) -> Vec<(String, String, String)> {
    let lines: Vec<Vec<u16>> = text.split('\n').map(|l| l.encode_utf16().collect()).collect();
    let numbers: Vec<usize> =
        data.as_array().expect("numbers").iter().map(|n| n.as_u64().expect("a number") as usize).collect();
    let (mut line, mut at) = (0, 0);
    let mut out = Vec::new();
    for token in numbers.chunks(5) {
        at = if token[0] == 0 { at + token[1] } else { token[1] };
        line += token[0];
        let written = String::from_utf16(&lines[line][at..at + token[2]]).expect("whole characters");
        let kind = legend["tokenTypes"][token[3]].as_str().expect("a type");
        let modifiers = legend["tokenModifiers"].as_array().expect("a list");
        let set = modifiers.iter().enumerate().filter(|(i, _)| token[4] >> i & 1 == 1);
        let set: Vec<&str> = set.map(|(_, m)| m.as_str().expect("a name")).collect();
        out.push((written, kind.to_string(), set.join(" ")));
    }
    out
}

fn of(client: &mut Client, uri: &str, range: Option<Value>) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}});
    let method = if let Some(range) = range {
        params["range"] = range;
        "textDocument/semanticTokens/range"
    } else {
        "textDocument/semanticTokens/full"
    };
    client.request(method, params)["result"]["data"].clone()
}

fn plain(all: &[(&str, &str)]) -> Vec<(String, String, String)> {
    all.iter().map(|(text, kind)| (text.to_string(), kind.to_string(), String::new())).collect()
}

#[test]
fn a_place_in_an_office_shows_and_the_office_around_it() {
    let (mut client, offered) =
        client(usual_and(&[("textDocument.semanticTokens", tokens(false))]), json!({}));
    let provider = &offered["semanticTokensProvider"];
    assert_eq!((&provider["full"], &provider["range"]), (&json!(true), &json!(true)));
    assert_eq!(provider["legend"]["tokenTypes"], json!(["locality", "official", "amount"]));
    client.open("untitled:a", TEXT);
    let all = decoded(TEXT, &of(&mut client, "untitled:a", None), &provider["legend"]);
    let expected = plain(&[
        ("Lê Văn Thử, Bí thư Tỉnh ủy ", "official"),
        ("Hậu Giang", "locality"),
        ("Hà Nội", "locality"),
        ("3 tỷ đồng", "amount"),
    ]);
    assert_eq!(all, expected);
    let second = json!({"start": {"line": 1, "character": 40}, "end": {"line": 1, "character": 99}});
    let part = decoded(TEXT, &of(&mut client, "untitled:a", Some(second)), &provider["legend"]);
    assert_eq!(part, expected[2..3]);
    assert_eq!(of(&mut client, "untitled:none", None), Value::Null);
    client.end();
}

#[test]
fn tokens_lie_in_one_another_where_the_client_can() {
    let (mut client, offered) =
        client(usual_and(&[("textDocument.semanticTokens", tokens(true))]), json!({}));
    client.open("untitled:a", TEXT);
    let legend = &offered["semanticTokensProvider"]["legend"];
    let all = decoded(TEXT, &of(&mut client, "untitled:a", None), legend);
    let official = ("Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang", "official");
    assert_eq!(all[..2], plain(&[official, ("Hậu Giang", "locality")]));
    client.end();
}

#[test]
fn nobody_is_offered_what_he_cannot_show() {
    for capabilities in [json!({}), usual_and(&[])] {
        let (client, offered) = client(capabilities, json!({}));
        for feature in ["semanticTokensProvider", "diagnosticProvider", "inlayHintProvider"] {
            assert_eq!(offered[feature], Value::Null, "{feature}");
        }
        client.end();
    }
}

#[test]
fn what_is_annotated_is_coloured_as_such() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    std::fs::write(&path, TEXT).expect("written");
    let uri = uri(&path);
    for suggestions in ["diagnostics", "colours", "off"] {
        let more = [
            ("textDocument.semanticTokens", tokens(false)),
            ("workspace.semanticTokens", json!({"refreshSupport": true})),
        ];
        let (mut client, offered) = client(usual_and(&more), json!({"suggestions": suggestions}));
        let legend = offered["semanticTokensProvider"]["legend"].clone();
        client.open(&uri, TEXT);
        let open = client.diagnostics(&uri, 1).len();
        let all = decoded(TEXT, &of(&mut client, &uri, None), &legend);
        if suggestions == "diagnostics" {
            assert_eq!((open, all.len()), (4, 4));
            let range = cursor(&Count::Utf16.range(TEXT, "Hà Nội", 0));
            let action = client.actions(&uri, range, json!([]))[0].clone();
            client.take(&action);
            // The client is asked to look anew.
            client.wait("a refresh", |m| m["method"] == "workspace/semanticTokens/refresh");
            let all = decoded(TEXT, &of(&mut client, &uri, None), &legend);
            assert_eq!(all[2], ("Hà Nội".into(), "locality".into(), "annotated".into()));
            assert_eq!(all.len(), 4);
        } else {
            assert_eq!(open, 0);
            assert_eq!(all.len(), if suggestions == "off" { 1 } else { 4 });
            assert!(all.contains(&("Hà Nội".into(), "locality".into(), "annotated".into())));
        }
        client.end();
    }
}

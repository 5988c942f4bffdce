//! What the rules find in an open article, and its quick fixes.

use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual, usual_and};

const TEXT: &str = "😀 Đoàn Quãng Ngãi về nhì.\nXã vay 1.5 tỷ đồng để mua phao.\n";

fn of_rule<'v>(diagnostics: &'v [Value], rule: &str) -> Vec<&'v Value> {
    diagnostics.iter().filter(|d| d["code"] == rule).collect()
}

#[test]
fn an_open_article_shows_its_findings_and_how_to_set_them_right() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    std::fs::write(&article, TEXT).expect("written");
    let uri = uri(&article);
    let mut client = Client::with(usual());
    client.open(&uri, TEXT);
    let diagnostics = client.diagnostics(&uri, 1);
    let spelling = of_rule(&diagnostics, "locality-spelling");
    let place = Count::Utf16.range(TEXT, "Quãng Ngãi", 0);
    assert_eq!((spelling.len(), &spelling[0]["range"]), (1, &place));
    assert_eq!((&spelling[0]["source"], &spelling[0]["severity"]), (&json!("gannhan"), &json!(2)));
    // It is a mention that is not annotated as well.
    assert_eq!(of_rule(&diagnostics, "unannotated").len(), 2);
    let actions = client.actions(&uri, cursor(&place), json!([spelling[0]]));
    let fix = actions.iter().find(|a| a["edit"].is_object()).expect("a fix");
    assert_eq!((&fix["kind"], &fix["diagnostics"]), (&json!("quickfix"), &json!([spelling[0]])));
    let edit = &fix["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({"uri": uri, "version": 1}));
    let word = Count::Utf16.range(TEXT, "Quãng", 0);
    assert_eq!(edit["edits"], json!([{"range": word, "newText": "Quảng"}]));
    // Two readings, two fixes; the first of all actions is still to annotate.
    let sum = Count::Utf16.range(TEXT, "1.5 tỷ đồng", 0);
    let actions = client.actions(&uri, cursor(&sum), json!([]));
    assert_eq!(actions[0]["isPreferred"], true);
    let texts: Vec<&Value> =
        actions.iter().filter_map(|a| a["edit"]["documentChanges"][0]["edits"][0].get("newText")).collect();
    assert_eq!(texts, ["1,5", "15"]);
    client.change(&uri, 2, json!([{"range": word, "text": "Quảng"}]));
    let after = client.diagnostics(&uri, 2);
    assert_eq!(of_rule(&after, "locality-spelling").len(), 0);
    assert_eq!(of_rule(&after, "ambiguous-separator").len(), 1);
    client.end();
}

#[test]
fn a_client_without_versioned_edits_gets_plain_ones_and_an_untitled_text_is_looked_at() {
    let plain = usual_and(&[("workspace.workspaceEdit", json!({}))]);
    let mut client = Client::with(plain);
    let uri = "untitled:Untitled-1";
    client.open_as(uri, "plaintext", 1, TEXT);
    let diagnostics = client.diagnostics(uri, 1);
    assert_eq!(of_rule(&diagnostics, "locality-spelling").len(), 1);
    let actions = client.actions(uri, cursor(&Count::Utf16.range(TEXT, "Ngãi", 0)), json!([]));
    assert_eq!(actions.len(), 1, "{actions:?}");
    assert_eq!(actions[0]["edit"]["changes"][uri][0]["newText"], "Quảng");
    client.end();
}

#[test]
fn the_sidecar_keeps_silent() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("a.txt");
    std::fs::write(&article, TEXT).expect("written");
    let line = json!({
        "suppress": ["locality-spelling"],
        "target": {"selector": [
            {"type": "TextPositionSelector", "start": 7, "end": 17},
            {"type": "TextQuoteSelector", "exact": "Quãng Ngãi"},
        ]},
    });
    std::fs::write(folder.path().join("a.txt.anno.jsonl"), format!("{line}\n")).expect("written");
    let uri = uri(&article);
    let mut client = Client::with(usual());
    client.open(&uri, TEXT);
    let diagnostics = client.diagnostics(&uri, 1);
    assert_eq!(of_rule(&diagnostics, "locality-spelling").len(), 0);
    assert_eq!(of_rule(&diagnostics, "ambiguous-separator").len(), 1);
    client.end();
}

//! What the sidecars of a folder say together: where they do not agree, and who holds an office.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, Count, cursor, uri, usual, usual_and};

const TEXT: &str = "Ông Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang, đến Hà Nội năm 2019.\n";

/// Writes an article with its sidecar, in which the person has this id.
fn annotate(folder: &Path, name: &str, person: &str) -> String {
    fs::write(folder.join(name), TEXT).expect("written");
    let written = "Lê Văn Thử, Bí thư Tỉnh ủy Hậu Giang";
    let (start, end) = (4, 4 + written.chars().count());
    let office = json!({"title": "Bí thư", "organ": "Tỉnh ủy Hậu Giang", "jurisdiction": {"level": "province", "code": "93", "name": "tỉnh Hậu Giang"}});
    let line = json!({
        "id": format!("urn:gannhan:{person}"), "type": "Annotation", "motivation": "identifying",
        "body": {"type": ["SpecificResource", "Official"], "purpose": "identifying", "source": format!("urn:gannhan:person:{person}"),
            "person": "Lê Văn Thử", "offices": [office]},
        "target": {"source": name, "selector": [{"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": written}]},
    });
    let sidecar = folder.join(format!("{name}.anno.jsonl"));
    let header = json!({"type": "Article", "version": 1, "source": name});
    fs::write(&sidecar, format!("{header}\n{line}\n")).expect("written");
    uri(&sidecar)
}

fn of_rule<'d>(diagnostics: &'d [Value], rule: &str) -> Vec<&'d Value> {
    diagnostics.iter().filter(|d| d["code"] == rule).collect()
}

/// The next diagnostics of a file that do, or do not, hold the rule.
fn told(client: &mut Client, file: &str, rule: &str, is_there: bool) -> Vec<Value> {
    loop {
        let diagnostics = client.diagnostics(file, None);
        if of_rule(&diagnostics, rule).is_empty() != is_there {
            return diagnostics;
        }
    }
}

#[test]
fn a_person_with_two_ids_is_told_of_open_or_not_and_kept_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let (rule, related) =
        ("person-two-ids", [("textDocument.publishDiagnostics.relatedInformation", json!(true))]);
    let mut sidecars: Vec<String> =
        ["a.txt", "b.txt"].iter().map(|name| annotate(root, name, "same00")).collect();
    sidecars.push(annotate(root, "c.txt", "other0"));
    let mut client = Client::in_folder(usual_and(&related), root);
    let found = told(&mut client, &sidecars[2], rule, true);
    let told_of = of_rule(&found, rule)[0];
    assert_eq!(told_of["range"]["start"]["line"], 1, "{told_of}");
    assert_eq!(told_of["data"]["annotation"], "urn:gannhan:other0");
    let other = &told_of["relatedInformation"][0]["location"];
    assert!(sidecars[..2].iter().any(|uri| other["uri"] == *uri), "{other}");
    assert_eq!(other["range"]["start"]["line"], 1);
    // Open, with a line before it: told where it stands now.
    let text = fs::read_to_string(root.join("c.txt.anno.jsonl")).expect("there");
    client.open_as(&sidecars[2], "jsonl", 1, &text);
    let here = told(&mut client, &sidecars[2], rule, true);
    assert_eq!(of_rule(&here, rule)[0]["range"]["start"]["line"], 1);
    client.change(&sidecars[2], 2, json!([{"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "text": "{}\n"}]));
    let moved = client.diagnostics(&sidecars[2], 2);
    assert_eq!(of_rule(&moved, rule)[0]["range"]["start"]["line"], 2);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": sidecars[2]}}));
    // Set right on disk: nothing is told any more.
    annotate(root, "c.txt", "same00");
    told(&mut client, &sidecars[2], rule, false);
    client.end();
}

#[test]
fn a_hover_tells_whom_the_workspace_names_in_the_office() {
    let folder = tempfile::tempdir().expect("a folder");
    annotate(folder.path(), "a.txt", "same00");
    let mut client = Client::in_folder(usual(), folder.path());
    let new = uri(&folder.path().join("new.txt"));
    let text = "Năm 2019, Bí thư Tỉnh ủy Hậu Giang tiếp khách.\n";
    client.open(&new, text);
    client.diagnostics(&new, 1);
    // The symbols come when all folders were looked at.
    client.request("workspace/symbol", json!({"query": ""}));
    let at = cursor(&Count::Utf16.range(text, "Bí thư", 0))["start"].clone();
    let hover = client.request("textDocument/hover", json!({"textDocument": {"uri": new}, "position": at}));
    let value = hover["result"]["contents"]["value"].as_str().expect("a hover");
    assert!(value.contains("**Lê Văn Thử**: [a.txt](<file://"), "{value}");
    client.end();
}

#[test]
fn words_and_things_are_offered_in_a_sidecar() {
    let folder = tempfile::tempdir().expect("a folder");
    let sidecar = annotate(folder.path(), "a.txt", "same00");
    let mut client = Client::in_folder(usual(), folder.path());
    client.request("workspace/symbol", json!({"query": ""}));
    let line = r#"{"id":"urn:gannhan:b2b2b2","type":"Annotation","origin":"","body":{"type":"Official","source":"x"},"target":{"selector":{"type":"TextPositionSelector","start":4,"end":14}}}"#;
    let stored = fs::read_to_string(folder.path().join("a.txt.anno.jsonl")).expect("there");
    client.open_as(&sidecar, "jsonl", 1, &format!("{stored}{line}\n"));
    let mut ask = |behind: &str| -> Vec<Value> {
        let at = line.find(behind).expect("there") + behind.len();
        let params = json!({"textDocument": {"uri": sidecar}, "position": {"line": 2, "character": at}});
        let reply = client.request("textDocument/completion", params);
        reply["result"]["items"].as_array().cloned().unwrap_or_default()
    };
    let labels = |items: &[Value]| items.iter().map(|i| i["label"].clone()).collect::<Vec<_>>();
    assert_eq!(labels(&ask(r#""origin":""#)), ["accepted", "edited", "manual", "bulk"]);
    let things = ask(r#""source":"x"#);
    // All between the quotes goes.
    let edit = &things.iter().find(|i| i["label"] == "Lê Văn Thử");
    assert!(edit.is_none(), "x is no part of the name: {things:?}");
    let things = ask(r#""source":""#);
    let edit = &things.iter().find(|i| i["label"] == "Lê Văn Thử").expect("the person")["textEdit"];
    assert_eq!(edit["newText"], "urn:gannhan:person:same00");
    let range = &edit["range"];
    let wide =
        range["end"]["character"].as_u64().zip(range["start"]["character"].as_u64()).map(|(b, a)| b - a);
    assert_eq!(wide, Some(1), "{range}");
    assert!(labels(&ask(r#""body":{"#)).contains(&json!("person")));
    client.end();
}

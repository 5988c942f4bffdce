//! Positions in all three encodings, and offsets in the file, for every kind of text that shifts them.

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::client::{Client, Count, cursor, uri, usual};

/// Three mentions, with what shifts positions before and inside of them.
const TEXT: &str = "Tin 😀 từ tỉnh Hậu Giang.\r\n\u{a0}Rồi 👨‍👩‍👧 đến Hà\u{a0}Nội\rvà 𠀀 Lào.\n";
const MENTIONS: [&str; 3] = ["tỉnh Hậu Giang", "Hà\u{a0}Nội", "Lào"];

fn client(encoding: &str) -> Client {
    let mut capabilities = usual();
    capabilities["general"] = json!({"positionEncodings": [encoding]});
    Client::with(capabilities)
}

#[test]
fn the_encoding_is_negotiated() {
    let chosen = |offered: Value| {
        let mut client = Client::start();
        let reply = client
            .request("initialize", json!({"capabilities": {"general": {"positionEncodings": offered}}}));
        reply["result"]["capabilities"]["positionEncoding"].clone()
    };
    assert_eq!(chosen(json!(["utf-8", "utf-16"])), "utf-8");
    assert_eq!(chosen(json!(["utf-32", "utf-16"])), "utf-32");
    assert_eq!(chosen(json!(["utf-7"])), "utf-16");
    assert_eq!(chosen(json!([])), "utf-16");
}

#[test]
fn every_position_is_right_and_every_selector_cuts_its_quote() {
    let nfd: String = TEXT.nfd().collect();
    let bom = format!("\u{feff}{TEXT}");
    // Text of the file, and whether the editor hides its BOM.
    let files = [("nfc", TEXT, false), ("nfd", &nfd, false), ("bom", &bom, false), ("hidden", &bom, true)];
    for (count, encoding) in Count::ALL {
        for (name, stored, hides_bom) in files {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(format!("{name}.txt"));
            std::fs::write(&path, stored).expect("written");
            let shown = if hides_bom { stored.trim_start_matches('\u{feff}') } else { stored };
            let mut client = client(encoding);
            let uri = uri(&path);
            client.open(&uri, shown);
            let mentions = MENTIONS.map(|m| if name == "nfd" { m.nfd().collect() } else { m.to_string() });
            let expected: Vec<Value> = mentions.iter().map(|m| count.range(shown, m, 0)).collect();
            let mut found = client.diagnostics(&uri, 1);
            found.retain(|d| d["code"] == "unannotated");
            let ranges: Vec<Value> = found.iter().map(|d| d["range"].clone()).collect();
            assert_eq!(ranges, expected, "{name} {encoding}");
            for (mention, range) in mentions.iter().zip(&expected) {
                let params = json!({"textDocument": {"uri": uri}, "position": range["start"]});
                assert_eq!(client.request("textDocument/hover", params)["result"]["range"], *range);
                let actions = client.actions(&uri, cursor(range), json!([]));
                let preferred = actions.iter().find(|a| a["isPreferred"] == true).expect("an action");
                assert_eq!(client.take(preferred)["error"], Value::Null, "{mention}");
            }
            let hints = json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 999}});
            let hints = client
                .request("textDocument/inlayHint", json!({"textDocument": {"uri": uri}, "range": hints}));
            assert_eq!(hints["result"].as_array().map(Vec::len), Some(1), "{hints}");
            assert_eq!(hints["result"][0]["position"], expected[1]["end"]);
            let sidecar =
                std::fs::read_to_string(folder.path().join(format!("{name}.txt.anno.jsonl"))).expect("there");
            let quotes: Vec<String> = sidecar.lines().skip(1).map(|line| quote(stored, line)).collect();
            assert_eq!(quotes, mentions, "{name} {encoding}");
            client.end();
        }
    }
}

/// Cuts the quote of a line out of the file by code points, and compares it with what the line says.
pub fn quote(stored: &str, line: &str) -> String {
    let line: Value = serde_json::from_str(line).expect("JSON");
    let [position, quote] = line["target"]["selector"].as_array().expect("two").as_slice() else {
        panic!("{line}")
    };
    let (start, end) =
        (position["start"].as_u64().expect("a number"), position["end"].as_u64().expect("a number"));
    let cut: String = stored.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(quote["exact"], cut.as_str());
    let before: String = stored.chars().take(start as usize).collect();
    assert!(before.ends_with(quote["prefix"].as_str().expect("a text")));
    cut
}

//! `gannhan export`.

use serde_json::Value;

use super::support::Folder;

const NEWS: &str = "Sáng 3/5/2024, ông Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La, cho biết tỉnh Điện Biên góp từ 4 đến 5 tỷ đồng.\n";

/// An article with a sidecar of its own and one of a named annotator.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("tin, số \"1\".txt", NEWS);
    assert_eq!(folder.run(&["annotate", "."]).code, 0);
    assert_eq!(folder.run(&["annotate", "--annotator", "lan", "."]).code, 0);
    folder
}

/// Rows of CSV by column name.
fn rows(text: &str) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn change(folder: &Folder, name: &str, from: &str, to: &str) {
    let path = folder.path().join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    std::fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn one_annotation_a_row_of_all_annotators() {
    let folder = folder();
    let all = rows(&folder.run(&["export", "."]).quiet(0));
    assert_eq!(all.len(), 8);
    let official = &all[0];
    assert_eq!(official["file"], "tin, số \"1\".txt");
    assert_eq!((official["start"].as_str(), official["end"].as_str()), ("19", "55"));
    assert_eq!(official["text"], "Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La");
    assert_eq!((official["type"].as_str(), official["person"].as_str()), ("official", "Lò Văn Ín"));
    assert_eq!(official["offices"], "Chủ tịch UBND tỉnh Sơn La");
    assert_eq!(official["jurisdiction_codes"], "14");
    assert_eq!((official["origin"].as_str(), official["status"].as_str()), ("bulk", "active"));
    let place = &all[1];
    assert_eq!((place["level"].as_str(), place["code"].as_str()), ("province", "14"));
    assert_eq!((place["within"].as_str(), place["inside"].as_str()), ("Việt Nam", "office"));
    let sum = &all[3];
    assert_eq!((sum["decimal"].as_str(), sum["decimal_max"].as_str()), ("4000000000", "5000000000"));
    assert_eq!((sum["currency"].as_str(), sum["article_date"].as_str()), ("VND", "2024-05-03"));
    assert!(all[4]["sidecar"].ends_with(".lan.anno.jsonl") && all[4]["file"] == all[0]["file"]);
    let ids: std::collections::HashSet<&str> = all.iter().map(|r| r["id"].as_str()).collect();
    assert_eq!(ids.len(), 8);
    for row in &all {
        assert!(!row["annotator"].is_empty() && !row["created"].is_empty() && !row["source"].is_empty());
    }
}

#[test]
fn jsonl_says_what_tag_says() {
    let folder = folder();
    let lines = folder.run(&["export", "--format", "jsonl", "tin, số \"1\".txt"]).lines();
    let tagged = folder.run(&["tag", "--format", "jsonl", "tin, số \"1\".txt"]).lines();
    assert_eq!(lines.len(), 2 * tagged.len());
    // A key with nothing in it is left out of a sidecar.
    fn full(value: &Value) -> Value {
        match value {
            Value::Object(all) => all
                .iter()
                .map(|(k, v)| (k.clone(), full(v)))
                .filter(|(_, v)| !v.is_null() && *v != Value::Array(Vec::new()))
                .collect(),
            Value::Array(all) => all.iter().map(full).collect(),
            other => other.clone(),
        }
    }
    for (line, mention) in lines.iter().zip(&tagged) {
        for key in ["file", "start", "end", "type", "text", "parts"] {
            assert_eq!(line[key], mention[key], "{key}");
        }
        assert_eq!(line["value"], full(&mention["value"]));
        assert_eq!((&line["origin"], &line["article"]["status"]), (&"bulk".into(), &"open".into()));
    }
}

#[test]
fn only_what_is_wanted() {
    let folder = folder();
    let name = "tin, số \"1\".txt.anno.jsonl";
    change(&folder, name, "\"status\":\"open\"", "\"status\":\"finished\"");
    let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
    let rejected = text.replacen("\"origin\":\"bulk\"", "\"status\":\"rejected\"", 1);
    std::fs::write(folder.path().join(name), rejected.replacen("\"bulk\"", "\"accepted\"", 1)).unwrap();
    let count = |only: &str| rows(&folder.run(&["export", "--only", only, "."]).quiet(0)).len();
    assert_eq!((count("finished"), count("finished,active"), count("finished,reviewed")), (4, 3, 2));
    assert_eq!((count("active"), count("finished,active,reviewed")), (7, 1));
    let all = rows(&folder.run(&["export", "."]).quiet(0));
    assert_eq!((all[0]["status"].as_str(), all[0]["origin"].as_str()), ("rejected", ""));
    assert_eq!(folder.run(&["export", "--only", "all", "."]).code, 2);
}

#[test]
fn what_is_wrong_is_told_and_the_rest_printed() {
    let folder = folder();
    let name = "tin, số \"1\".txt.anno.jsonl";
    folder.write("tin, số \"1\".txt", format!("Mới: {NEWS}"));
    change(&folder, name, "\n", "\nnonsense\n");
    let run = folder.run(&["export", ".", "none.txt"]);
    assert_eq!((run.code, rows(&run.out).len()), (2, 8));
    for part in ["5 lines can't be read", "has changed since", "none.txt"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    let empty = Folder::new();
    assert_eq!(empty.run(&["export", "."]).code, 0);
}

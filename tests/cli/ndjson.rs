use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::Folder;

#[test]
fn one_line_out_for_each_line_in_in_order() {
    let folder = Folder::new();
    let input = "{\"id\":\"a\",\"text\":\"Sang Lào\"}\n\
                 not json\n\
                 {\"id\":2,\"text\":\"ở nhà\"}\n\
                 {\"id\":3}\n\
                 {\"id\":4,\"text\":\"Sang Lào\",\"date\":\"2019-13-01\"}\n\
                 {\"id\":5,\"text\":\"Sang Lào\",\"date\":\"2019-08-23\"}";
    let run = folder.pipe(&["tag", "--ndjson"], input);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let lines = run.lines();
    let ids: Vec<_> = lines.iter().map(|l| l["id"].clone()).collect();
    assert_eq!(ids, [json!("a"), Value::Null, json!(2), json!(3), json!(4), json!(5)]);
    let bad: Vec<_> = lines.iter().map(|l| l.get("error").is_some()).collect();
    assert_eq!(bad, [false, true, false, true, true, false]);
    assert_eq!(lines[0]["mentions"][0]["text"], "Lào");
    assert_eq!(lines[0]["mentions"][0]["start"], 5);
    assert_eq!(lines[0]["mentions"][0].get("file"), None);
    assert_eq!(lines[2]["mentions"], json!([]));
    assert!(lines[4]["error"].as_str().unwrap().contains("2019-13-01"));
    assert_eq!(lines[5]["mentions"][0]["value"]["as_of"], "2019-08-23");
}

#[test]
fn good_lines_only_give_zero() {
    let folder = Folder::new();
    let run =
        folder.pipe(&["tag", "--ndjson", "--date", "2020-01-01"], "{\"id\":1,\"text\":\"Sang Lào\"}\r\n");
    assert_eq!((run.code, run.lines().len()), (0, 1));
    assert_eq!(run.lines()[0]["mentions"][0]["value"]["as_of"], "2020-01-01");
    assert_eq!(folder.pipe(&["tag", "--ndjson"], "").quiet(0), "");
}

/// A program that asks and waits for the answer gets it.
#[test]
fn each_answer_comes_at_once() {
    let folder = Folder::new();
    let mut child = folder.command(&["tag", "--ndjson"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(input, "{}", json!({"id": id, "text": "Sang Lào"})).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!((&answer["id"], &answer["mentions"][0]["text"]), (&json!(id), &json!("Lào")));
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn bytes_that_are_no_text_and_huge_lines() {
    let folder = Folder::new();
    let mut input = b"{\"id\":1,\"text\":\"L\xe0o\"}\n".to_vec();
    let huge = json!({"id": 2, "text": "đi dạo ".repeat(700_000) + "ở Lào"});
    input.extend(huge.to_string().bytes());
    input.push(b'\n');
    let run = folder.pipe(&["tag", "--ndjson"], input);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let lines = run.lines();
    assert!(lines[0]["error"].as_str().unwrap().contains("offset 17"), "{}", lines[0]);
    assert_eq!(lines[1]["mentions"].as_array().map(Vec::len), Some(1));
    assert_eq!(lines[1]["mentions"][0]["start"], 4_900_002);
}

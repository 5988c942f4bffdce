//! `gannhan annotate`.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use super::support::{Folder, Run};

const NEWS: &str =
    "Sáng 3/5/2024, ông Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La, cho biết tỉnh Điện Biên góp 4,2 tỷ đồng.\n";
const SIDECAR: &str = "a.txt.anno.jsonl";

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn exact(line: &Value) -> &str {
    line["target"]["selector"][1]["exact"].as_str().unwrap()
}

#[track_caller]
fn annotated(run: Run) -> String {
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    run.err
}

#[test]
fn writes_what_is_certain_and_does_so_once() {
    let folder = Folder::new();
    folder.write("a.txt", NEWS);
    folder.write("empty.txt", "Không có gì ở đây.\n");
    let said = annotated(folder.run(&["annotate", "."]));
    assert!(said.contains("4 annotations written into one sidecar"), "{said}");
    let first = read(&folder, SIDECAR);
    let all = lines(&first);
    assert_eq!(all[0]["date"], "2024-05-03");
    let quotes: Vec<&str> = all[1..].iter().map(exact).collect();
    let official = "Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La";
    assert_eq!(quotes, [official, "tỉnh Sơn La", "tỉnh Điện Biên", "4,2 tỷ đồng"]);
    for line in &all[1..] {
        assert_eq!(line["origin"], "bulk");
        assert!(!line["creator"]["name"].as_str().unwrap().is_empty());
    }
    assert!(!folder.path().join("empty.txt.anno.jsonl").exists());
    annotated(folder.run(&["annotate", "."]));
    assert_eq!(read(&folder, SIDECAR), first);
    assert_eq!(folder.run(&["lint", "."]).code, 0);
}

#[test]
fn a_dry_run_lists_or_shows_a_diff_and_writes_nothing() {
    let folder = Folder::new();
    folder.write("a.txt", NEWS);
    let list = folder.run(&["annotate", "--dry-run", "a.txt"]);
    assert_eq!(list.code, 0);
    assert!(list.out.contains("a.txt:44-55: locality tỉnh Sơn La\n"), "{}", list.out);
    let diff = folder.run(&["annotate", "--dry-run", "--diff", "a.txt"]);
    assert_eq!(diff.out.lines().filter(|l| l.starts_with("+{")).count(), 5);
    assert_eq!(folder.run(&["annotate", "--diff", "a.txt"]).code, 2);
    assert!(!folder.path().join(SIDECAR).exists());
}

/// What persons wrote stays byte for byte, and is not said again: an own extent, a rejection, a line that can't be
/// read.
#[test]
fn what_a_person_wrote_stays() {
    let folder = Folder::new();
    folder.write("a.txt", NEWS);
    annotated(folder.run(&["annotate", "a.txt"]));
    let full = read(&folder, SIDECAR);
    let mut all: Vec<String> = full.lines().map(str::to_owned).collect();
    // The sum was rejected; of the first place only the name was annotated; the second place is not there yet.
    all[4] =
        all[4].replace("\"origin\":\"bulk\"", "\"status\":\"rejected\"").replace("identifying", "moderating");
    all[2] = all[2]
        .replace("\"start\":44", "\"start\":49")
        .replace("\"exact\":\"tỉnh Sơn La\"", "\"exact\":\"Sơn La\"")
        .replace("bulk", "manual");
    all.remove(3);
    all.insert(2, "kept as it is".into());
    let before = all.join("\n") + "\n";
    folder.write(SIDECAR, &before);
    annotated(folder.run(&["annotate", "a.txt"]));
    let after = read(&folder, SIDECAR);
    let new: Vec<&str> = after.lines().filter(|l| !before.contains(l)).collect();
    assert_eq!(new.len(), 1, "{after}");
    assert_eq!(exact(&serde_json::from_str(new[0]).unwrap()), "tỉnh Điện Biên");
    let kept: Vec<&str> = after.lines().filter(|l| *l != new[0]).collect();
    assert_eq!(kept.join("\n") + "\n", before);
}

#[test]
fn finished_changed_and_torn_articles_are_left_alone() {
    let folder = Folder::new();
    for name in ["finished.txt", "changed.txt", "torn.txt", "good.txt"] {
        folder.write(name, NEWS);
    }
    let header = |name: &str| {
        let header = gannhan::sidecar::Header::create(name, NEWS, None).json.into();
        gannhan::sidecar::canonical::line(&header) + "\n"
    };
    let done = header("finished.txt").replace("open", "finished");
    folder.write("finished.txt.anno.jsonl", &done);
    folder.write("changed.txt.anno.jsonl", header("changed.txt"));
    folder.write("changed.txt", format!("Tin mới.\n{NEWS}"));
    let torn = header("torn.txt") + "<<<<<<< HEAD\n=======\n>>>>>>> x\n";
    folder.write("torn.txt.anno.jsonl", &torn);
    let run = folder.run(&["annotate", "."]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("changed.txt: has changed") && run.err.contains("torn.txt: its sidecar"));
    assert!(run.err.contains("finished articles left alone: 1"), "{}", run.err);
    assert_eq!(read(&folder, "finished.txt.anno.jsonl"), done);
    assert_eq!(read(&folder, "changed.txt.anno.jsonl"), header("changed.txt"));
    assert_eq!(read(&folder, "torn.txt.anno.jsonl"), torn);
    assert_eq!(lines(&read(&folder, "good.txt.anno.jsonl")).len(), 5);
}

#[test]
fn bad_input_is_told_and_the_rest_done() {
    let folder = Folder::new();
    folder.write("a.txt", NEWS);
    folder.write("bad.txt", b"H\xe0 N\xf4i\n");
    folder.write("b.txt.anno.jsonl/x", "");
    folder.write("b.txt", NEWS);
    let run = folder.run(&["annotate", "bad.txt", "none.txt", SIDECAR, "-", "b.txt", "a.txt"]);
    assert_eq!(run.code, 2);
    for part in
        ["bad.txt: not UTF-8", "none.txt: no such file", "a sidecar, not an article", "stdin", "regular"]
    {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    assert!(folder.path().join(SIDECAR).exists());
    assert_eq!(folder.run(&["annotate"]).code, 2);
    assert_eq!(folder.run(&["annotate", "--annotator", "a.b", "a.txt"]).code, 2);
}

#[test]
fn named_annotators_dates_and_languages() {
    let folder = Folder::new();
    let text = "Tỉnh Hà Tây họp bàn về vốn.\n";
    folder.write("a.txt", text);
    let args = ["annotate", "--annotator", "lan", "--date", "2005-01-02", "--locale", "vi", "a.txt"];
    let said = annotated(folder.run(&args));
    assert!(said.contains("đã ghi 1 chú giải"), "{said}");
    let all = lines(&read(&folder, "a.txt.lan.anno.jsonl"));
    assert_eq!((&all[0]["date"], &all[1]["body"]["as_of"]), (&"2005-01-02".into(), &"2005-01-02".into()));
    assert!(!folder.path().join(SIDECAR).exists());
    // The sidecar's own date counts, whatever is given; one without takes it up with its first new line.
    let header = gannhan::sidecar::Header::create("b.txt", text, None).json.into();
    folder.write("b.txt", text);
    folder.write("b.txt.anno.jsonl", gannhan::sidecar::canonical::line(&header) + "\n");
    annotated(folder.run(&["annotate", "--date", "2005-01-02", "b.txt"]));
    assert_eq!(lines(&read(&folder, "b.txt.anno.jsonl"))[0]["date"], "2005-01-02");
}

#[test]
fn several_processes_at_once_lose_nothing_and_write_nothing_twice() {
    let folder = Folder::new();
    for n in 0..12 {
        folder.write(&format!("{n}.txt"), NEWS.repeat(4));
    }
    let start = || folder.command(&["annotate", "."]).stderr(Stdio::null()).spawn().unwrap();
    let running: Vec<_> = (0..4).map(|_| start()).collect();
    for mut process in running {
        assert!(process.wait().unwrap().success());
    }
    for n in 0..12 {
        assert_eq!(lines(&read(&folder, &format!("{n}.txt.anno.jsonl"))).len(), 1 + 16);
    }
    assert_eq!(folder.run(&["lint", "."]).code, 0);
}

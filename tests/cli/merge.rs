//! `gannhan merge`, without git around it. With git: `tests/merge`.

use std::fs;

use super::support::Folder;

const NEWS: &str = "Sáng 3/5/2024, tỉnh Sơn La và tỉnh Điện Biên góp 4,2 tỷ đồng.\n";
const SIDECAR: &str = "a.txt.anno.jsonl";

/// An annotated article, and its sidecar's lines.
fn folder() -> (Folder, Vec<String>) {
    let folder = Folder::new();
    folder.write("a.txt", NEWS);
    assert_eq!(folder.run(&["annotate", "a.txt"]).code, 0);
    let text = fs::read_to_string(folder.path().join(SIDECAR)).unwrap();
    (folder, text.lines().map(|l| format!("{l}\n")).collect())
}

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn three_files() {
    let (folder, lines) = folder();
    let accepted = lines[2].replace("bulk", "accepted");
    folder.write("base", lines.concat());
    folder.write("ours", [&lines[0], &lines[1], &accepted, &lines[3]].map(String::as_str).concat());
    folder.write("theirs", [&lines[0], &lines[2], &lines[3]].map(String::as_str).concat());
    let args = ["merge", "--path", SIDECAR, "base", "ours", "theirs"];
    folder.run(&args).quiet(0);
    assert_eq!(read(&folder, "ours"), [&lines[0], &accepted, &lines[3]].map(String::as_str).concat());
    folder.write("theirs", lines.concat().replace("bulk", "edited"));
    let run = folder.run(&args);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("both sides changed urn:gannhan:"), "{}", run.err);
    assert!(read(&folder, "ours").contains("<<<<<<< ours\n{"));
    folder.write(SIDECAR, read(&folder, "ours"));
    let found = folder.run(&["lint", "--format", "json", "."]);
    assert!(found.out.contains("\"conflict-marker\""), "{}", found.out);
    assert_eq!(folder.run(&["merge", "base", "ours"]).code, 2);
    assert_eq!(folder.run(&["merge", "base", "none", "theirs"]).code, 2);
    // A side that holds a conflict already is merged as text.
    let run = folder.run(&args);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("plain text"), "{}", run.err);
}

#[test]
fn a_conflict_of_git_is_settled() {
    let (folder, lines) = folder();
    let [header, a, b, c] = [&lines[0], &lines[1], &lines[2], &lines[3]].map(String::as_str);
    let accepted = b.replace("bulk", "accepted");
    let torn = format!("{header}<<<<<<< HEAD\n{a}{accepted}||||||| base\n{a}{b}=======\n{b}>>>>>>> x\n{c}");
    folder.write(SIDECAR, &torn);
    let diff = folder.run(&["lint", "--diff", "."]);
    assert!(diff.out.contains("-<<<<<<< HEAD"), "{}", diff.out);
    assert_eq!(read(&folder, SIDECAR), torn);
    folder.run(&["merge", SIDECAR]).quiet(0);
    let settled = format!("{header}{accepted}{c}");
    assert_eq!(read(&folder, SIDECAR), settled);
    folder.write(SIDECAR, &torn);
    assert_eq!(folder.run(&["lint", "--fix", "."]).code, 0);
    assert_eq!(read(&folder, SIDECAR), settled);
    let again = folder.run(&["merge", SIDECAR]);
    assert_eq!((again.code, again.err.contains("no conflict")), (0, true));
    // Without the common version: what is on one side only stays between markers.
    folder.write(SIDECAR, format!("{header}<<<<<<< HEAD\n{a}{b}=======\n{b}>>>>>>> x\n{c}"));
    assert_eq!(folder.run(&["merge", "--locale", "vi", SIDECAR]).code, 1);
    assert_eq!(read(&folder, SIDECAR), format!("{header}<<<<<<< HEAD\n{a}=======\n>>>>>>> x\n{b}{c}"));
}

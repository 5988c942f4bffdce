use std::io::{BufRead, BufReader};

use crate::support::{Folder, brief};

const ARTICLE: &str = "Đoàn đi từ tỉnh Hậu Giang sang Lào.\n";

#[test]
fn a_mention_a_line() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    let run = folder.run(&["tag", "a.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines = run.lines();
    let found: Vec<_> = lines.iter().map(brief).collect();
    let of = |start, end, text: &str| ("a.txt".to_string(), start, end, text.to_string());
    assert_eq!(found, [of(11, 25, "tỉnh Hậu Giang"), of(31, 34, "Lào")]);
    let keys: Vec<_> = lines[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["file", "start", "end", "type", "text", "value", "certainty", "reason"]);
    assert_eq!(lines[0]["value"]["name"], "tỉnh Hậu Giang");
    assert_eq!(lines[1]["value"]["code"], "LA");
}

#[test]
fn the_article_with_its_mentions_marked() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("b.txt", "Sang Lào");
    let plain = "Đoàn đi từ [L tỉnh Hậu Giang] sang [L Lào].\n";
    assert_eq!(folder.run(&["tag", "--format", "text", "a.txt"]).quiet(0), plain);
    assert_eq!(
        folder.run(&["tag", "--format", "text", "a.txt", "b.txt"]).quiet(0),
        format!("==> a.txt <==\n{plain}\n==> b.txt <==\nSang [L Lào]\n")
    );
    let coloured = folder.run(&["tag", "--format", "text", "--color", "always", "b.txt"]).quiet(0);
    assert!(coloured.starts_with("Sang \u{1b}[") && coloured.contains("Lào") && !coloured.contains("[L"));
    assert_eq!(
        folder.run(&["tag", "--format", "text", "--color", "never", "b.txt"]).quiet(0),
        "Sang [L Lào]"
    );
}

/// `start` and `end` cut the text out of the file as it is stored.
#[test]
fn offsets_are_code_points_of_the_file() {
    let folder = Folder::new();
    let nfd = "ti\u{309}nh Ha\u{323}\u{302}u Giang";
    let text = format!("\u{feff}😀 Dòng một\r\nở Lào\r\n\r\nvề {nfd} và\u{a0}Lào\u{0} rồi Lào");
    folder.write("a.txt", &text);
    let lines = folder.run(&["tag", "a.txt"]).lines();
    for line in &lines {
        let (_, start, end, quote) = brief(line);
        let cut: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(cut, quote);
    }
    let quotes: Vec<_> = lines.iter().map(|l| brief(l).3).collect();
    assert_eq!(quotes, ["Lào", nfd, "Lào", "Lào"]);
    assert_eq!(brief(&lines[0]).1, 1 + 2 + 8 + 2 + 2);
}

#[test]
fn stdin_is_one_article() {
    let folder = Folder::new();
    let run = folder.pipe(&["tag", "-"], ARTICLE);
    let found: Vec<_> = run.lines().iter().map(brief).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], ("-".to_string(), 31, 34, "Lào".to_string()));
}

#[test]
fn the_date_is_the_day_that_places_are_read_at() {
    let folder = Folder::new();
    folder.write("a.txt", "Ở thành phố Cần Thơ hôm nay.");
    let at = |date: &str| folder.run(&["tag", "--date", date, "a.txt"]).lines()[0]["value"]["as_of"].clone();
    assert_eq!(at("2019-08-23"), "2019-08-23");
    for bad in ["23/08/2019", "2019-02-30", "today"] {
        let run = folder.run(&["tag", "--date", bad, "a.txt"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains("YYYY-MM-DD"), "{}", run.err);
    }
}

#[test]
fn what_a_verb_is_done_to_stands_in_no_name() {
    let folder = Folder::new();
    for (text, inside) in [
        ("Sở Y tế Cà Mau họp.", "organisation"),
        ("Bí thư Tỉnh ủy Cà Mau họp.", "office"),
        ("Tỉnh ủy Vĩnh Long đề nghị Cà Mau hỗ trợ.", ""),
        ("Bí thư Tỉnh ủy Vĩnh Long thăm Cà Mau hôm qua.", ""),
        ("Họ về Cà Mau.", ""),
        ("Nhóm A2 rời Cà Mau.", ""),
    ] {
        let mentions = folder.pipe(&["tag", "-"], text).lines();
        let found = mentions.iter().find(|m| m["text"] == "Cà Mau").unwrap();
        assert_eq!(found["value"]["inside"].as_str().unwrap_or_default(), inside, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_run_goes_on() {
    let folder = Folder::new();
    folder.write("latin.txt", b"L\xe0o");
    folder.write("wide.txt", b"\xff\xfeL\0\xe0\0o\0");
    folder.write("good.txt", "Sang Lào");
    let run = folder.run(&["tag", "gone.txt", "latin.txt", "wide.txt", "good.txt"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.lines().iter().map(brief).collect::<Vec<_>>(), [("good.txt".into(), 5, 8, "Lào".into())]);
    let told: Vec<_> = run.err.lines().collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("gone.txt") && told[0].contains("no such file"));
    assert!(told[1].contains("latin.txt") && told[1].contains("0xe0") && told[1].contains("offset 1"));
    assert!(told[1].contains("iconv"));
    assert!(told[2].contains("wide.txt") && told[2].contains("UTF-16"));
}

#[test]
fn messages_in_vietnamese() {
    let folder = Folder::new();
    let told = |run: crate::support::Run| {
        assert_eq!(run.code, 2);
        assert!(run.err.contains("không có tệp này"), "{}", run.err);
    };
    told(folder.run(&["tag", "--locale", "vi", "gone.txt"]));
    told(folder.run(&["--locale", "vi", "tag", "gone.txt"]));
    let output = folder.command(&["tag", "gone.txt"]).env("LC_ALL", "vi_VN.UTF-8").output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("không có tệp này"));
    folder.write("a.txt", ARTICLE);
    let reason =
        |locale: &str| folder.run(&["tag", "--locale", locale, "a.txt"]).lines()[0]["reason"].clone();
    assert_ne!(reason("en"), reason("vi"));
}

#[test]
fn nothing_and_control_characters_are_texts_too() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("bom.txt", "\u{feff}");
    folder.write("nul.txt", "\0\0 Sang Lào\0\u{1b}[31m");
    assert_eq!(folder.run(&["tag", "empty.txt"]).quiet(0), "");
    assert_eq!(folder.run(&["tag", "bom.txt"]).quiet(0), "");
    assert_eq!(folder.run(&["tag", "--format", "text", "empty.txt"]).quiet(0), "");
    let run = folder.run(&["tag", "nul.txt"]);
    assert_eq!(brief(&run.lines()[0]), ("nul.txt".into(), 8, 11, "Lào".into()));
    assert_eq!(folder.run(&["tag", "--format", "text", "nul.txt"]).quiet(0), "\0\0 Sang [L Lào]\0\u{1b}[31m");
}

#[test]
fn one_line_of_five_megabytes() {
    let folder = Folder::new();
    let sentence = "Hôm nay đoàn công tác rời Lào, ai nấy đều vui. ";
    let times = 5_000_000 / sentence.len();
    folder.write("a.txt", sentence.repeat(times));
    let run = folder.run(&["tag", "a.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let lines = run.lines();
    assert_eq!(lines.len(), times);
    let (_, start, end, text) = brief(&lines[times - 1]);
    let length = sentence.chars().count() as u64;
    let within = sentence.chars().position(|c| c == 'L').unwrap() as u64;
    assert_eq!((start, end, text.as_str()), ((times as u64 - 1) * length + within, start + 3, "Lào"));
}

#[test]
fn folders_are_walked_as_git_would() {
    let folder = Folder::new();
    for name in [
        "news/b.txt",
        "news/a.txt",
        "news/deep/c.txt",
        "news/bài số #1 [100%].txt",
        "news/requirements.txt",
        "news/robots.txt",
        "news/CMakeLists.txt",
        "news/LICENSE.txt",
        "news/notes.md",
        "news/.hidden.txt",
        "news/draft.txt",
        "news/old/d.txt",
        "news/a.txt.anno.jsonl",
    ] {
        folder.write(name, "Sang Lào");
    }
    folder.write("news/.gitignore", "draft.txt\nold/\n");
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    let files = |args: &[&str]| {
        let run = folder.run(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        run.lines().iter().map(|l| brief(l).0).collect::<Vec<_>>()
    };
    let walked = ["a.txt", "b.txt", "bài số #1 [100%].txt", "deep/c.txt"];
    assert_eq!(files(&["tag", "news"]), walked.map(|f| format!("news/{f}")));
    assert_eq!(files(&["tag", "."]), walked.map(|f| format!("news/{f}")));
    // What is named is taken whatever it is called, and nothing is taken twice.
    assert_eq!(files(&["tag", "news/robots.txt", "news/draft.txt"]), ["news/robots.txt", "news/draft.txt"]);
    assert_eq!(files(&["tag", "news/a.txt", "news/a.txt", "news/deep"]), ["news/a.txt", "news/deep/c.txt"]);
    let none = folder.run(&["tag", ".git"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(none.err.contains("no articles"), "{}", none.err);
}

#[test]
fn arguments_that_are_wrong_and_help() {
    let folder = Folder::new();
    for wrong in
        [&["tag"][..], &["tag", "--format", "xml", "a"], &["tagg"], &["tag", "--ndjson", "a.txt"], &[]]
    {
        let run = folder.run(wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong:?}");
        assert!(run.err.contains("--help"), "{wrong:?}: {}", run.err);
    }
    for command in ["tag", "lookup"] {
        let help = folder.run(&[command, "--help"]).quiet(0);
        assert!(help.contains("Example") && help.contains(&format!("gannhan {command}")), "{help}");
    }
    assert!(folder.run(&["--version"]).quiet(0).starts_with("gannhan "));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let folder = Folder::new();
    folder.write("a.txt", "Sang Lào.\n".repeat(20_000));
    for format in ["text", "jsonl"] {
        let mut child = folder.command(&["tag", "--format", format, "a.txt"]).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.contains("Lào"));
        let left = child.wait_with_output().unwrap();
        assert_eq!((left.status.code(), left.stderr.as_slice()), (Some(0), &b""[..]), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = folder.command(&["tag", "a.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot write"));
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    let name = std::ffi::OsStr::from_bytes(b"b\xe0i.txt");
    if std::fs::write(folder.path().join(name), "Sang Lào").is_err() {
        return; // This file system takes no such names.
    }
    let run = folder.run(&["tag", "."]);
    assert_eq!((run.code, run.lines().len()), (0, 1), "{run:?}");
}

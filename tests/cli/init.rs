//! `gannhan init` with a real git.

use std::fs;
use std::process::Command;

use crate::support::Folder;

/// With git on the path, and its configuration of the surroundings left out.
fn init(folder: &Folder, args: &[&str]) -> (i32, String) {
    let mut command = folder.command(&[&["init"], args].concat());
    command.env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", folder.path());
    let output = command.output().unwrap();
    assert!(output.stdout.is_empty());
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn git(folder: &Folder, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder.path()).args(args).env("HOME", folder.path()).env("LC_ALL", "C");
    command.env_remove("XDG_CONFIG_HOME").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn git_takes_what_is_written_and_a_second_run_changes_nothing() {
    let folder = Folder::new();
    git(&folder, &["init", "-q"]);
    let (code, said) = init(&folder, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("gannhan.toml: made") && said.contains(".gitattributes: made"), "{said}");
    let attributes =
        git(&folder, &["check-attr", "text", "eol", "merge", "--", "x/a.txt", "x/a.txt.anno.jsonl"]);
    assert_eq!(
        attributes.lines().collect::<Vec<_>>(),
        [
            "x/a.txt: text: unset",
            "x/a.txt: eol: unspecified",
            "x/a.txt: merge: unspecified",
            "x/a.txt.anno.jsonl: text: set",
            "x/a.txt.anno.jsonl: eol: lf",
            "x/a.txt.anno.jsonl: merge: gannhan",
        ]
    );
    let driver = git(&folder, &["config", "--local", "--get", "merge.gannhan.driver"]);
    assert!(
        driver.trim_end().ends_with("merge --path %P %O %A %B") && driver.contains("gannhan"),
        "{driver}"
    );
    assert_eq!(folder.run(&["lint", "."]).code, 0);

    let before =
        (read(&folder, "gannhan.toml"), read(&folder, ".gitattributes"), read(&folder, ".git/config"));
    let (code, said) = init(&folder, &["."]);
    assert_eq!((code, said.matches("there already").count()), (0, 3), "{said}");
    let after =
        (read(&folder, "gannhan.toml"), read(&folder, ".gitattributes"), read(&folder, ".git/config"));
    assert_eq!(before, after);
}

#[test]
fn what_is_there_is_kept() {
    let folder = Folder::new();
    git(&folder, &["init", "-q"]);
    git(&folder, &["config", "merge.gannhan.driver", "another %A"]);
    folder.write("gannhan.toml", "articles = 'tin/**/*.{txt,md}'\n");
    folder.write(".gitattributes", "* text=auto\n*.anno.jsonl merge=union\n");
    let (code, said) = init(&folder, &[]);
    assert_eq!(code, 0);
    assert_eq!(read(&folder, "gannhan.toml"), "articles = 'tin/**/*.{txt,md}'\n");
    assert_eq!(
        read(&folder, ".gitattributes"),
        "* text=auto\n*.anno.jsonl merge=union\n/tin/**/*.txt -text\n/tin/**/*.md -text\n"
    );
    assert!(said.contains("line 2 says “*.anno.jsonl merge=union”"), "{said}");
    assert!(said.contains("is “another %A” and was left so"), "{said}");
    let attributes = git(&folder, &["check-attr", "text", "--", "tin/x/a.md", "b.txt"]);
    assert_eq!(attributes, "tin/x/a.md: text: unset\nb.txt: text: auto\n");
}

#[test]
fn line_ends_survive_a_clone_that_converts_them() {
    let folder = Folder::new();
    git(&folder, &["init", "-q"]);
    init(&folder, &[]);
    folder.write("lf.txt", "một\nhai\n");
    folder.write("crlf.txt", "một\r\nhai\r\n");
    folder.write("lf.txt.anno.jsonl", "{}\n");
    git(&folder, &["add", "."]);
    git(&folder, &["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"]);
    git(&folder, &["clone", "-q", "-c", "core.autocrlf=true", ".", "clone"]);
    for name in ["lf.txt", "crlf.txt", "lf.txt.anno.jsonl"] {
        assert_eq!(read(&folder, &format!("clone/{name}")), read(&folder, name), "{name}");
    }
}

#[test]
fn without_a_repository_and_in_a_folder_that_is_not_there() {
    let folder = Folder::new();
    folder.write("gannhan.toml", "");
    let (code, said) = init(&folder, &["mới/tin"]);
    assert_eq!(code, 0);
    assert!(said.contains("gannhan.toml lies above"), "{said}");
    assert!(said.contains("no git repository here"), "{said}");
    assert!(read(&folder, "mới/tin/.gitattributes").starts_with("*.txt -text\n"));
    // Without git on the path it does what it can.
    let output =
        folder.command(&["init", "--locale", "vi", "b"]).env("PATH", folder.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(said.contains("không tìm thấy git"), "{said}");
    folder.write("c", "");
    assert_eq!(folder.run(&["init", "c"]).code, 2);
}

#[test]
fn what_changed_is_followed_from_what_git_holds() {
    let folder = Folder::new();
    git(&folder, &["init", "-q"]);
    let old = "Tỉnh Sơn La góp 2 tỷ đồng, tỉnh Điện Biên góp 5 tỷ đồng, tỉnh Lai Châu góp 7 tỷ đồng.\n";
    folder.write("a.txt", old);
    assert_eq!(folder.run(&["annotate", "a.txt"]).code, 0);
    git(&folder, &["add", "."]);
    git(&folder, &["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"]);
    folder.write("a.txt", format!("Tin mới.\n{}", old.replace("2 tỷ", "3 tỷ").replace("5 tỷ", "6 tỷ")));
    let mut lint = folder.command(&["lint", "--format", "json", "--select", "anchor", "a.txt"]);
    lint.env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", folder.path());
    let run = String::from_utf8(lint.output().unwrap().stdout).unwrap();
    let findings: serde_json::Value = serde_json::from_str(&run).unwrap();
    let all = findings.as_array().unwrap();
    // Between two sums that are others now, no quote tells surely where a place stands; the old text does.
    assert!(all.iter().all(|f| f["rule"] != "orphan"), "{run}");
    assert!(all.iter().all(|f| f["fixable"] == true), "{run}");
    assert_eq!(all.len(), 7, "{run}");
}

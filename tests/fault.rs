//! A writing process is killed, the disk is full, the folder is read-only, two processes write at once: no line of a
//! sidecar is lost or torn. Few rounds in every run; as many as one likes by
//! `FAULTS=1000 cargo test --test fault -- --nocapture`.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gannhan::sidecar::{Content, Sidecar};

const BINARY: &str = env!("CARGO_BIN_EXE_gannhan");
const NEWS: &str = "Sáng 3/5/2024, ông Lò Văn Ín, Chủ tịch UBND tỉnh Sơn La, cho biết tỉnh Điện Biên góp 4,2 tỷ đồng.\n\
    Tỉnh Lai Châu góp 300 triệu đồng, tỉnh Lào Cai góp 1,5 tỷ đồng, tỉnh Yên Bái góp 700 triệu đồng.\n";
const ARTICLES: usize = 4;

fn rounds() -> u64 {
    std::env::var("FAULTS").ok().and_then(|n| n.parse().ok()).unwrap_or(25)
}

fn article(n: usize) -> String {
    format!("{n}.txt")
}

fn sidecar(folder: &Path, n: usize) -> PathBuf {
    folder.join(format!("{n}.txt.anno.jsonl"))
}

fn gannhan(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(args).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A folder of articles whose sidecars hold every other annotation, one of them not in canonical form, and a line
/// that can't be read.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..ARTICLES {
        fs::write(folder.path().join(article(n)), NEWS).unwrap();
    }
    assert!(gannhan(folder.path(), &["annotate", "."]).status().unwrap().success());
    for n in 0..ARTICLES {
        let text = fs::read_to_string(sidecar(folder.path(), n)).unwrap();
        let half: Vec<&str> = text.lines().step_by(2).collect();
        let loose = half.join("\n").replacen("{\"@context\"", "{ \"@context\"", 1);
        fs::write(sidecar(folder.path(), n), loose + "\nkept as it is\n").unwrap();
    }
    folder
}

/// What stands in each sidecar.
fn state(folder: &Path) -> Vec<Vec<u8>> {
    (0..ARTICLES).map(|n| fs::read(sidecar(folder, n)).unwrap()).collect()
}

/// Ids, and other lines byte for byte.
fn lines(bytes: &[u8]) -> BTreeSet<String> {
    let sidecar = Sidecar::read(bytes);
    let name = |(n, line): (usize, &gannhan::sidecar::Line)| match &line.content {
        Content::Annotation(annotation) => annotation.id.as_deref().unwrap_or_default().to_owned(),
        Content::Header(_) => "header".to_owned(),
        _ => String::from_utf8_lossy(sidecar.line_bytes(n)).into_owned(),
    };
    sidecar.lines().iter().enumerate().map(name).collect()
}

/// No line is gone, none is torn, and the file ends with a line break.
#[track_caller]
fn whole(before: &[Vec<u8>], after: &[Vec<u8>]) {
    for (before, after) in before.iter().zip(after) {
        assert!(after.ends_with(b"\n"), "{}", String::from_utf8_lossy(after));
        let (was, is) = (lines(before), lines(after));
        assert!(was.is_subset(&is), "lost: {:?}", was.difference(&is));
        let strange: Vec<&String> = is.iter().filter(|l| !l.starts_with("urn:") && *l != "header").collect();
        assert_eq!(strange, ["kept as it is"]);
    }
}

/// Numbers that look random.
fn mix(n: u64) -> u64 {
    let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 31)
}

#[test]
fn killed_at_any_moment() {
    let (mut killed, mut written, mut between) = (0, 0, 0);
    for round in 0..rounds() {
        let folder = folder();
        let before = state(folder.path());
        let args: &[&str] = if round % 2 == 0 {
            &["annotate", "--jobs", "1", "."]
        } else {
            &["lint", "--fix", "--jobs", "1", "."]
        };
        // How long an undisturbed run takes, on a copy.
        let copy = self::folder();
        let start = Instant::now();
        assert!(gannhan(copy.path(), args).status().is_ok());
        let usual = start.elapsed().as_micros() as u64;
        let mut process = gannhan(folder.path(), args).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(mix(round) % usual.max(1)));
        process.kill().unwrap();
        let ended = process.wait().unwrap();
        killed += u32::from(ended.code().is_none());
        let after = state(folder.path());
        whole(&before, &after);
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        written += u32::from(changed > 0);
        between += u32::from(changed > 0 && changed < ARTICLES);
        // What was left half done does not stand in the way.
        assert!(gannhan(folder.path(), &["annotate", "."]).status().unwrap().success());
        whole(&before, &state(folder.path()));
    }
    println!(
        "{} rounds: {killed} killed, {written} after a file was written, {between} between two files; lost or torn lines: 0",
        rounds()
    );
}

/// No more than `blocks` of the disk may be written to any file.
fn limited(folder: &Path, blocks: u64, args: &[&str]) -> std::process::ExitStatus {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -f {blocks}; trap '' XFSZ; exec \"$@\""), "sh", BINARY]).args(args);
    command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    for round in 0..rounds().min(50) {
        let folder = folder();
        let before = state(folder.path());
        let ended = limited(folder.path(), round % 4, &["annotate", "."]);
        assert_eq!(ended.code(), Some(2), "{ended:?}");
        assert_eq!(state(folder.path()), before);
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2 * ARTICLES, "{left:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_leaves_what_was_there() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let before = state(folder.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write everywhere; then the process must be somebody else's.
    let root = fs::write(folder.path().join("x"), "").is_ok();
    let mut command = if root {
        fs::remove_file(folder.path().join("x")).unwrap();
        let mut other = Command::new("setpriv");
        other.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", BINARY]);
        other
    } else {
        Command::new(BINARY)
    };
    command.args(["annotate", "."]).current_dir(folder.path()).stdin(Stdio::null());
    let run = command.output();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let Ok(run) = run else { return println!("setpriv is not there: nothing was tried") };
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    if run.status.code() == Some(127) || run.status.code() == Some(126) {
        return println!("nobody else can run the program here: {said}");
    }
    assert_eq!((run.status.code(), said.contains("read-only")), (Some(2), true), "{said}");
    assert_eq!(state(folder.path()), before);
}

#[test]
fn two_processes_at_once_lose_nothing() {
    for _ in 0..rounds().min(200) {
        let folder = folder();
        let before = state(folder.path());
        let both = [["annotate", "."].as_slice(), &["lint", "--fix", "."], &["annotate", "."]];
        let running: Vec<_> = both.iter().map(|args| gannhan(folder.path(), args).spawn().unwrap()).collect();
        for mut process in running {
            process.wait().unwrap();
        }
        let after = state(folder.path());
        whole(&before, &after);
        for bytes in &after {
            let sidecar = Sidecar::read(bytes.as_slice());
            let mut spans: Vec<_> =
                sidecar.annotations().map(|(_, a)| (a.span.start, a.span.end, a.kind)).collect();
            let all = spans.len();
            spans.sort_by_key(|s| (s.0, s.1));
            spans.dedup();
            assert_eq!((spans.len(), all), (10, 10));
        }
    }
}

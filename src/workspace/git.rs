//! What git knows of a file: earlier versions of it, and what its merge will be. Git is asked by its command, with
//! bounds on time and number; where it is not there, or knows nothing, that is no error.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::sidecar::Sidecar;
use crate::sidecar::header::sha256;
use crate::text::decode::{LONGEST, decode};

/// So long is git waited for, over all questions of one search.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many commits that changed a file are looked at, the newest first.
const COMMITS: &str = "2000";
/// Commits that no branch may lead to: what git names while it merges.
const HEADS: [&str; 6] =
    ["HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD", "ORIG_HEAD"];

/// The text that the positions in a sidecar count in, where its article holds another by `now` and git still knows the
/// old one.
pub fn old_text(article: &Path, sidecar: &Sidecar, now: &str) -> Option<String> {
    let header = sidecar.header().filter(|h| h.describes(now) == Some(false))?;
    let folder = article.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    text_of(folder, article.file_name()?.to_str()?, header.sha256.as_deref()?)
}

/// The version of a file whose bytes have this SHA-256 (lower-case hexadecimal), where git holds it: in the index, in
/// any branch's history, or on the other side of a merge under way. `name` is a path from `folder`.
pub fn text_of(folder: &Path, name: &str, hash: &str) -> Option<String> {
    texts_of(folder, name, &[hash]).pop().flatten()
}

/// As [`text_of`], for several hashes at once, in their order.
pub fn texts_of(folder: &Path, name: &str, hashes: &[&str]) -> Vec<Option<String>> {
    let mut found = vec![None; hashes.len()];
    let until = Instant::now() + PATIENCE;
    let blobs = blobs(folder, name, until);
    if !blobs.is_empty() {
        search(folder, &blobs, until, &mut |text| {
            for (hash, found) in hashes.iter().zip(&mut found) {
                if found.is_none() {
                    *found = spelt(text, hash);
                }
            }
            found.iter().all(Option::is_some)
        });
    }
    found
}

/// The bytes as text if they have this hash; as they are, or with the line ends that `autocrlf` gives a file.
fn spelt(bytes: &[u8], hash: &str) -> Option<String> {
    if sha256(bytes) == hash {
        return decode(bytes.to_vec()).ok();
    }
    if memchr::memchr(b'\r', bytes).is_some() || memchr::memchr(b'\n', bytes).is_none() {
        return None;
    }
    let windows = std::str::from_utf8(bytes).ok()?.replace('\n', "\r\n");
    (sha256(windows.as_bytes()) == hash).then_some(windows)
}

fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).arg("--literal-pathspecs").args(["-c", "core.quotePath=false"]);
    // Nothing is written, nobody is asked, and nothing is fetched.
    git.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    git
}

/// What a command prints, if it ends well and in time.
fn answer(mut command: Command, until: Instant) -> Option<Vec<u8>> {
    let mut child = command.spawn().ok()?;
    let out = output(&mut child, until);
    let ended = child.wait().ok()?;
    out.filter(|_| ended.success())
}

/// All that a process prints; it is ended when that takes too long.
fn output(child: &mut Child, until: Instant) -> Option<Vec<u8>> {
    let mut stdout = child.stdout.take()?;
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut all = Vec::new();
        let read = stdout.read_to_end(&mut all).map(|_| all);
        let _ = sender.send(read.ok());
    });
    let all = receiver.recv_timeout(until.saturating_duration_since(Instant::now())).ok().flatten();
    if all.is_none() {
        let _ = child.kill();
    }
    all
}

/// Ids of all versions of a file that git can reach, those in the index first, then from new to old.
fn blobs(folder: &Path, name: &str, until: Instant) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    let mut add = |id: &str| {
        let real =
            id.len() >= 40 && id.bytes().all(|b| b.is_ascii_hexdigit()) && id.bytes().any(|b| b != b'0');
        if real && seen.insert(id.to_owned()) {
            out.push(id.to_owned());
        }
    };
    let mut staged = git(folder);
    staged.args(["ls-files", "-s", "-z", "--", name]);
    let Some(staged) = answer(staged, until) else { return Vec::new() };
    // `100644 ID STAGE\tNAME`
    for entry in staged.split(|b| *b == 0) {
        String::from_utf8_lossy(entry).split(' ').nth(1).into_iter().for_each(&mut add);
    }
    let mut log = git(folder);
    log.args(["log", "--all", "-m", "--format=", "--raw", "--no-abbrev", "--no-renames", "-n", COMMITS]);
    // Those that are not there are passed over.
    log.arg("--ignore-missing").args(HEADS).args(told()).args(["--", name]);
    // `:100644 100644 ID ID M\tNAME`, the old one first.
    for line in answer(log, until).unwrap_or_default().split(|b| *b == b'\n') {
        let line = String::from_utf8_lossy(line);
        let ids: Vec<&str> = line.split(' ').skip(2).take(2).collect();
        ids.into_iter().rev().for_each(&mut add);
    }
    out
}

/// Ids of commits that git tells its merge drivers of.
fn told() -> impl Iterator<Item = String> {
    let keys = std::env::vars_os().filter_map(|(key, _)| key.into_string().ok());
    let ids = keys.filter_map(|key| key.strip_prefix("GITHEAD_").map(str::to_owned));
    ids.filter(|id| id.len() >= 40 && id.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Shows blobs to `look` until it has seen enough.
fn search(folder: &Path, blobs: &[String], until: Instant, look: &mut dyn FnMut(&[u8]) -> bool) {
    let mut command = git(folder);
    command.args(["cat-file", "--batch"]).stdin(Stdio::piped());
    let Ok(mut child) = command.spawn() else { return };
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return };
    let mut stdout = std::io::BufReader::new(stdout);
    for id in blobs {
        if Instant::now() > until {
            break;
        }
        let asked = writeln!(stdin, "{id}").and_then(|()| stdin.flush());
        let Some(blob) = asked.ok().and_then(|()| blob(&mut stdout)) else { break };
        if look(&blob) {
            break;
        }
    }
    drop(stdin);
    let _ = child.kill();
    let _ = child.wait();
}

/// One answer of `cat-file --batch`; empty for what is missing, no blob, or too long to be an article.
fn blob(from: &mut impl std::io::BufRead) -> Option<Vec<u8>> {
    let mut head = String::new();
    from.read_line(&mut head).ok()?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let [_, kind, length] = words[..] else { return (!words.is_empty()).then(Vec::new) };
    let length: u64 = length.parse().ok()?;
    if length > LONGEST as u64 {
        return None;
    }
    let mut bytes = Vec::new();
    from.take(length + 1).read_to_end(&mut bytes).ok()?;
    bytes.pop();
    Some(if kind == "blob" { bytes } else { Vec::new() })
}

/// A file's three versions in a merge that is not settled: base, ours, theirs, as the index holds them.
pub fn stages(folder: &Path, name: &str) -> Option<[Option<Vec<u8>>; 3]> {
    let until = Instant::now() + PATIENCE;
    let mut unmerged = git(folder);
    unmerged.args(["ls-files", "-u", "-z", "--", name]);
    let list = answer(unmerged, until).filter(|list| !list.is_empty())?;
    let mut out = [None, None, None];
    for entry in list.split(|b| *b == 0) {
        let entry = String::from_utf8_lossy(entry);
        let mut words = entry.split(['\t', ' ']).skip(1);
        let (Some(id), Some(stage)) = (words.next(), words.next()) else { continue };
        let mut show = git(folder);
        show.args(["cat-file", "blob", id]);
        if let Some(place) = stage.parse::<usize>().ok().and_then(|s| out.get_mut(s.wrapping_sub(1))) {
            *place = answer(show, until);
        }
    }
    Some(out)
}

/// What git makes of a text's two versions, when it has no doubt.
pub fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs || theirs == base {
        return Some(ours.to_owned());
    }
    if ours == base {
        return Some(theirs.to_owned());
    }
    let text = merge_file(base.as_bytes(), ours.as_bytes(), theirs.as_bytes(), ("ours", "theirs"))?;
    if text.1 { None } else { decode(text.0).ok() }
}

/// Git's merge of any three texts, and whether it left conflicts. `None` where git is not there or refuses.
pub fn merge_file(base: &[u8], ours: &[u8], theirs: &[u8], labels: (&str, &str)) -> Option<(Vec<u8>, bool)> {
    // As `git merge` does it; older versions know no such option, and differ in the rarest cases only.
    let folder = folder_of(base, ours, theirs)?;
    let run = |way| merge_in(folder.path(), labels, way);
    run(Some("histogram")).or_else(|| run(None))
}

/// The same in all the ways that git has: its commands do not all take the same.
pub fn merged_files(base: &[u8], ours: &[u8], theirs: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    const WAYS: [Option<&str>; 4] = [Some("histogram"), Some("myers"), Some("minimal"), Some("patience")];
    let folder = folder_of(base, ours, theirs);
    WAYS.into_iter().filter_map(move |way| Some(merge_in(folder.as_ref()?.path(), ("", ""), way)?.0))
}

fn folder_of(base: &[u8], ours: &[u8], theirs: &[u8]) -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().ok()?;
    for (name, bytes) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        std::fs::write(folder.path().join(name), bytes).ok()?;
    }
    Some(folder)
}

fn merge_in(folder: &Path, labels: (&str, &str), way: Option<&str>) -> Option<(Vec<u8>, bool)> {
    let mut command = git(folder);
    command.args(["merge-file", "-p", "-q", "-L", labels.0, "-L", "base", "-L", labels.1]);
    command.args(way.map(|way| format!("--diff-algorithm={way}")));
    let mut child = command.args(["ours", "base", "theirs"]).spawn().ok()?;
    let out = output(&mut child, Instant::now() + PATIENCE);
    // The number of conflicts, up to 127; more is an error.
    let code = child.wait().ok()?.code().filter(|code| (0..=127).contains(code))?;
    Some((out?, code > 0))
}

//! The same with the real git and the real binary.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::check::Tally;
use crate::model::{ARTICLE, Dice, SIDECAR, Work};

const BINARY: &str = env!("CARGO_BIN_EXE_gannhan");
const ATTRIBUTES: &str = "*.txt -text\n*.anno.jsonl text eol=lf merge=gannhan\n";

struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new(driver: bool) -> Repository {
        let repository = Repository { folder: tempfile::tempdir().unwrap() };
        repository.git(&["init", "-q", "-b", "main"]);
        if driver {
            repository.git(&["config", "merge.gannhan.name", "sidecars by annotation"]);
            let command = format!("'{BINARY}' merge --path %P %O %A %B");
            repository.git(&["config", "merge.gannhan.driver", &command]);
        }
        repository.write(".gitattributes", ATTRIBUTES);
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn try_git(&self, args: &[&str]) -> Output {
        run(Command::new("git").args(args), self.folder.path())
    }

    #[track_caller]
    fn git(&self, args: &[&str]) {
        let output = self.try_git(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn gannhan(&self, args: &[&str]) -> Output {
        run(Command::new(BINARY).args(args), self.folder.path())
    }

    fn commit<'w>(&self, works: impl IntoIterator<Item = (u64, &'w Work)>) {
        for (seed, work) in works {
            self.write(&article_of(seed), work.text());
            self.write(&sidecar_of(seed), &work.sidecar);
        }
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    }

    /// Files that git has left in conflict.
    fn unmerged(&self) -> BTreeSet<String> {
        let list = self.try_git(&["ls-files", "-u", "-z"]).stdout;
        let name = |entry: &[u8]| String::from_utf8_lossy(entry).split_once('\t').map(|(_, n)| n.to_owned());
        list.split(|b| *b == 0).filter_map(name).collect()
    }
}

fn article_of(seed: u64) -> String {
    format!("tin tức {seed}/{ARTICLE}")
}

fn sidecar_of(seed: u64) -> String {
    format!("tin tức {seed}/{SIDECAR}")
}

/// Ids that a message names.
fn ids(said: &str) -> impl Iterator<Item = String> {
    let ids = said.split_whitespace().filter_map(|w| w.strip_prefix("urn:gannhan:"));
    ids.map(|id| format!("urn:gannhan:{}", id.trim_end_matches([';', ',', '.'])))
}

fn run(command: &mut Command, folder: &Path) -> Output {
    let name = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"];
    let mail = ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"];
    command.current_dir(folder).envs(name.map(|k| (k, "Lê Na"))).envs(mail.map(|k| (k, "na@example.vn")));
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("LC_ALL", "C.UTF-8");
    command.output().unwrap()
}

/// Two branches from one commit, merged by `git merge`; each pair is an article of its own in one repository.
pub fn merge_pairs(seeds: Range<u64>, driver: bool, tally: &mut Tally) {
    let works: Vec<(u64, [Work; 3])> = seeds.map(|seed| (seed, crate::pair(seed))).collect();
    let side = |n: usize| works.iter().map(move |(seed, pair)| (*seed, &pair[n]));
    let repository = Repository::new(driver);
    repository.commit(side(0));
    repository.git(&["checkout", "-q", "-b", "theirs"]);
    repository.commit(side(2));
    repository.git(&["checkout", "-q", "main"]);
    repository.commit(side(1));
    let merged = repository.try_git(&["merge", "-q", "--no-edit", "theirs"]);
    let said = String::from_utf8_lossy(&merged.stderr).into_owned();
    let unmerged = repository.unmerged();
    assert_eq!(merged.status.success(), unmerged.is_empty(), "{said}");
    // A person settles a conflict in the article by taking ours.
    let torn: BTreeSet<u64> =
        works.iter().map(|(seed, _)| *seed).filter(|seed| unmerged.contains(&article_of(*seed))).collect();
    for chunk in torn.iter().map(|seed| article_of(*seed)).collect::<Vec<_>>().chunks(100) {
        let names: Vec<&str> = chunk.iter().map(String::as_str).collect();
        repository.git(&[&["checkout", "-q", "--ours", "--"], names.as_slice()].concat());
    }
    let mut told: BTreeSet<String> = ids(&said).collect();
    // What is clean has nothing to be settled.
    for name in works.iter().map(|(seed, _)| sidecar_of(*seed)).filter(|name| unmerged.contains(name)) {
        let settled = repository.gannhan(&["merge", &name]);
        told.extend(ids(&String::from_utf8_lossy(&settled.stderr)));
    }
    let linted = repository.gannhan(&["lint", "--fix", "--format", "json", "."]);
    if !linted.status.success() && linted.status.code() != Some(1) {
        tally.error(works[0].0, "lint failed", &String::from_utf8_lossy(&linted.stderr));
    }
    // Without the driver, git may put lines together that belong to two texts; `lint` tells of each.
    let findings: serde_json::Value = serde_json::from_slice(&linted.stdout).unwrap();
    let mut reported: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in findings.as_array().into_iter().flatten().filter(|_| !driver) {
        let id = finding["annotation"].as_str().map(str::to_owned);
        let file = finding["file"].as_str().unwrap_or_default().to_owned();
        reported.entry(file).or_default().extend(id);
    }
    for (seed, pair) in &works {
        let text = String::from_utf8(repository.read(&article_of(*seed))).unwrap();
        let bytes = repository.read(&sidecar_of(*seed));
        let own = |id: &&String| pair.iter().any(|work| work.says.contains_key(*id));
        let conflicts: Vec<String> = told.iter().filter(own).cloned().collect();
        if driver && !torn.contains(seed) && unmerged.contains(&sidecar_of(*seed)) == conflicts.is_empty() {
            tally.error(*seed, "exit code and conflicts disagree", &said);
        }
        tally.reported = reported.remove(&sidecar_of(*seed)).unwrap_or_default();
        tally.check(*seed, [&pair[0], &pair[1], &pair[2]], &text, &bytes, &conflicts);
    }
    if std::env::var_os("KEEP").is_some() {
        println!("{:?}: {}", works.first().map(|w| w.0), repository.folder.keep().display());
    }
}

/// A clone on a machine that turns line ends round.
pub fn clone_with_autocrlf() {
    let repository = Repository::new(true);
    let mut dice = Dice(7);
    let work = Work::new(&mut dice);
    repository.commit([(0, &work)]);
    let clean = repository.gannhan(&["lint", "--fail-on", "hint", "--ignore", "unreviewed", "."]);
    assert!(clean.status.success(), "{}", String::from_utf8_lossy(&clean.stdout));
    let copy = tempfile::tempdir().unwrap();
    let from = repository.folder.path().to_string_lossy().into_owned();
    let to = copy.path().join("bản sao");
    let clone = ["clone", "-q", "-c", "core.autocrlf=true", &from, &to.to_string_lossy()];
    repository.git(&clone);
    let found =
        run(Command::new(BINARY).args(["lint", "--fail-on", "hint", "--ignore", "unreviewed", "."]), &to);
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stdout));
}

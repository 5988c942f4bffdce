//! The same with the real git and the real binary.

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

    fn commit(&self, work: &Work) {
        self.write(&format!("tin tức/{ARTICLE}"), work.text());
        self.write(&format!("tin tức/{SIDECAR}"), &work.sidecar);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"]);
    }
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

/// Two branches from one commit, merged by `git merge`.
pub fn merge_pair(seed: u64, driver: bool, tally: &mut Tally) {
    let [base, ours, theirs] = crate::pair(seed);
    let repository = Repository::new(driver);
    let article = format!("tin tức/{ARTICLE}");
    let sidecar = format!("tin tức/{SIDECAR}");
    repository.commit(&base);
    repository.git(&["checkout", "-q", "-b", "theirs"]);
    repository.commit(&theirs);
    repository.git(&["checkout", "-q", "main"]);
    repository.commit(&ours);
    let merged = repository.try_git(&["merge", "-q", "--no-edit", "theirs"]);
    let said = String::from_utf8_lossy(&merged.stderr).into_owned();
    // A person settles a conflict in the article by taking ours.
    let has_conflict = String::from_utf8_lossy(&repository.read(&article)).contains("<<<<<<< ");
    if has_conflict {
        repository.git(&["checkout", "-q", "--ours", "--", &article]);
    }
    let settled = repository.gannhan(&["merge", &sidecar]);
    let told = format!("{said}{}", String::from_utf8_lossy(&settled.stderr));
    let linted = repository.gannhan(&["lint", "--fix", "--format", "json", "."]);
    let text = String::from_utf8(repository.read(&article)).unwrap();
    let bytes = repository.read(&sidecar);
    let conflicts: Vec<String> = told
        .split_whitespace()
        .filter_map(|w| w.strip_prefix("urn:gannhan:"))
        .map(|id| format!("urn:gannhan:{}", id.trim_end_matches([';', ','])))
        .collect();
    if driver && !has_conflict && merged.status.success() != conflicts.is_empty() {
        tally.error(seed, "exit code and conflicts disagree", &told);
    }
    if !linted.status.success() && linted.status.code() != Some(1) {
        tally.error(seed, "lint failed", &String::from_utf8_lossy(&linted.stderr));
    }
    // Without the driver, git may put lines together that belong to two texts; `lint` tells of each.
    let findings: serde_json::Value = serde_json::from_slice(&linted.stdout).unwrap();
    let ids = findings.as_array().into_iter().flatten().filter_map(|f| f["annotation"].as_str());
    tally.reported = if driver { Default::default() } else { ids.map(str::to_owned).collect() };
    if std::env::var_os("KEEP").is_some() {
        println!("{seed}: {}", repository.folder.keep().display());
    }
    tally.check(seed, [&base, &ours, &theirs], &text, &bytes, &conflicts);
}

/// A clone on a machine that turns line ends round.
pub fn clone_with_autocrlf() {
    let repository = Repository::new(true);
    let mut dice = Dice(7);
    let work = Work::new(&mut dice);
    repository.commit(&work);
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

//! Who annotates.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dashmap::DashMap;

/// The annotators of folders that were asked for, so that git is asked once a folder; a change of its
/// configuration counts from the next start. May be shared by threads.
#[derive(Debug, Default)]
pub struct Annotators(DashMap<PathBuf, String>);

impl Annotators {
    /// As [`annotator`].
    pub fn name(&self, setting: Option<&str>, folder: &Path) -> String {
        match setting.and_then(fit) {
            Some(name) => name,
            None => self.0.entry(folder.to_path_buf()).or_insert_with(|| annotator(None, folder)).clone(),
        }
    }
}

/// The annotator's name: the setting, else git's `user.name` as it holds in `folder`, else the user of
/// the system. Never empty. It starts a process, so whoever needs it often keeps it.
pub fn annotator(setting: Option<&str>, folder: &Path) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["config", "--get", "user.name"]);
    setting
        .and_then(fit)
        .or_else(|| answer(git))
        .or_else(|| ["USER", "LOGNAME", "USERNAME"].iter().find_map(|key| fit(&std::env::var(key).ok()?)))
        .or_else(|| {
            let mut whoami = Command::new("whoami");
            whoami.current_dir(folder);
            answer(whoami)
        })
        .unwrap_or_else(|| "unknown".to_owned())
}

/// A name in one line, or nothing.
fn fit(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn answer(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    if output.status.success() { fit(&String::from_utf8_lossy(&output.stdout)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_wins_and_the_name_is_never_empty() {
        let folder = std::env::temp_dir();
        assert_eq!(annotator(Some("  Lê  Thị Na\n"), &folder), "Lê Thị Na");
        assert!(!annotator(Some(" \n"), &folder).trim().is_empty());
        assert!(!annotator(None, Path::new("/nowhere at all")).is_empty());
    }

    #[test]
    fn git_is_asked_in_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let run = |args: &[&str]| {
            Command::new("git")
                .arg("-C")
                .arg(folder.path())
                .args(args)
                .output()
                .is_ok_and(|o| o.status.success())
        };
        assert!(run(&["init", "-q"]) && run(&["config", "user.name", "Hồ Văn Tư"]));
        assert_eq!(annotator(None, folder.path()), "Hồ Văn Tư");
        let annotators = Annotators::default();
        assert_eq!(annotators.name(None, folder.path()), "Hồ Văn Tư");
        assert!(run(&["config", "user.name", "Hồ Văn Năm"]));
        assert_eq!(annotators.name(None, folder.path()), "Hồ Văn Tư", "asked once");
        assert_eq!(annotators.name(Some("Hồ Thị Sáu"), folder.path()), "Hồ Thị Sáu");
    }
}

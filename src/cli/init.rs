//! `gannhan init`: makes a folder an annotation project.

use std::io;
use std::path::PathBuf;

use super::output::{note, shown};
use super::{FAILED, FINE, Global};
use crate::messages::{Locale, text};
use crate::workspace::init::{Step, init};

/// Make a folder an annotation project
#[derive(Debug, clap::Args)]
#[command(after_help = "Writes what is missing of these, and changes nothing that is there:
  gannhan.toml     the configuration, with every key and its default as a comment
  .gitattributes   no line end of an article changes in a clone (offsets count them); sidecars merge by annotation
  git's configuration (merge.gannhan.driver), where the folder lies in a repository; each clone needs that once

Examples:
  gannhan init
  gannhan init news/

Exit code: 0; 2 a file could not be read or written.")]
pub struct Init {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

impl Init {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        match init(&self.folder) {
            Ok(steps) => {
                steps.iter().for_each(|step| note(said(step, locale)));
                let failed = steps.iter().any(|step| matches!(step, Step::GitFailed(_)));
                Ok(if failed { FAILED } else { FINE })
            }
            Err(error) => {
                note(error.to_string());
                Ok(FAILED)
            }
        }
    }
}

/// What to say of a step.
fn said(step: &Step, locale: Locale) -> String {
    let file = |path: &PathBuf| ("file", shown(path).into());
    match step {
        Step::Made(path) => text(locale, "cli-init-made", &[file(path)]),
        Step::Added(path, count) => text(locale, "cli-init-added", &[file(path), ("count", (*count).into())]),
        Step::There(path) => text(locale, "cli-init-there", &[file(path)]),
        Step::Clash { file: path, line, written, wanted } => {
            let args = [
                file(path),
                ("line", (*line).into()),
                ("written", written.as_str().into()),
                ("wanted", wanted.as_str().into()),
            ];
            text(locale, "cli-init-clash", &args)
        }
        Step::Nested(path) => text(locale, "cli-init-nested", &[file(path)]),
        Step::Driver(runs) => text(locale, "cli-init-driver", &[("runs", runs.as_str().into())]),
        Step::DriverThere => text(locale, "cli-init-driver-there", &[]),
        Step::DriverOther { runs, wanted } => {
            let args = [("runs", runs.as_str().into()), ("wanted", wanted.as_str().into())];
            text(locale, "cli-init-driver-other", &args)
        }
        Step::NoRepository => text(locale, "cli-init-no-repository", &[]),
        Step::NoGit => text(locale, "cli-init-no-git", &[]),
        Step::GitFailed(error) => text(locale, "cli-init-git-failed", &[("error", error.as_str().into())]),
    }
}

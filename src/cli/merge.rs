//! `gannhan merge`: git's merge driver for sidecars.

use std::io;
use std::path::{Path, PathBuf};

use super::output::note;
use super::{FAILED, FINDINGS, FINE, Global};
use crate::messages::{Locale, text};
use crate::sidecar::merge::{Clash, Conflict};
use crate::workspace::merge::{self, Driver, Outcome};

/// Merge sidecars by annotation: git's merge driver
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "gannhan merge [OPTIONS] BASE OURS THEIRS\n       gannhan merge [OPTIONS] SIDECAR",
    after_help = "In .gitattributes:   *.anno.jsonl merge=gannhan
In git's configuration:   git config merge.gannhan.driver 'gannhan merge --path %P %O %A %B'

With three files, the result is written in the place of OURS. With one, a conflict that git has left in that sidecar
is settled as far as that is sure.

Exit code: 0 clean; 1 both sides changed one annotation, each in its way: both lines stand between conflict markers;
2 a file could not be read or written."
)]
pub struct Merge {
    /// Three versions of a sidecar, or one sidecar with git's conflict in it
    #[arg(value_name = "FILE", required = true, num_args = 1..=3)]
    files: Vec<PathBuf>,
    /// Where the sidecar lies in the repository, so that the versions of its article are found
    #[arg(long, value_name = "PATH")]
    path: Option<PathBuf>,
}

impl Merge {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        let (shown, outcome) = match self.files.as_slice() {
            [base, ours, theirs] => {
                let path = self.path.as_deref();
                (path.unwrap_or(ours), merge::drive(&Driver { base, ours, theirs, path }))
            }
            [sidecar] => (sidecar.as_path(), merge::settle_file(sidecar)),
            _ => {
                note(text(locale, "cli-merge-files", &[]));
                return Ok(FAILED);
            }
        };
        let file = || ("file", shown.to_string_lossy().into_owned().into());
        Ok(match outcome {
            Err(error) => {
                note(error.to_string());
                FAILED
            }
            Ok(Outcome::Merged(conflicts)) => {
                for conflict in &conflicts {
                    note(said(shown, conflict, locale));
                }
                if conflicts.is_empty() { FINE } else { FINDINGS }
            }
            Ok(Outcome::AsText) => {
                note(text(locale, "cli-merge-torn", &[file()]));
                FINDINGS
            }
            Ok(Outcome::Nothing) => {
                note(text(locale, "cli-merge-nothing", &[file()]));
                FINE
            }
        })
    }
}

/// What to say of a conflict.
pub fn said(file: &Path, conflict: &Conflict, locale: Locale) -> String {
    let key = match conflict.clash {
        Clash::Header => "cli-merge-header",
        Clash::Changed => "cli-merge-changed",
        Clash::Deleted => "cli-merge-deleted",
        Clash::Unknown => "cli-merge-unknown",
    };
    let id = conflict.id.clone().unwrap_or_default();
    text(locale, key, &[("file", file.to_string_lossy().into_owned().into()), ("id", id.into())])
}

//! Merging sidecars on disk: as git's merge driver, and where git has left its own conflict in one.

use std::path::{Path, PathBuf};

use super::files::{self, FileError, Problem};
use super::git;
use crate::sidecar::header::sha256;
use crate::sidecar::merge::{Conflict, Merge, Merged, Parts, Version, merge, split};
use crate::sidecar::{Content, Sidecar, path};

/// What came of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Merged, with what both sides changed (none: a clean merge).
    Merged(Vec<Conflict>),
    /// A side held a conflict already, so that it was merged as plain text, with git's conflicts in it.
    AsText,
    /// There was nothing to merge.
    Nothing,
}

/// The files that git gives its merge driver.
#[derive(Clone, Copy, Debug)]
pub struct Driver<'a> {
    /// The common version.
    pub base: &'a Path,
    /// Our version; the result is written here.
    pub ours: &'a Path,
    /// Their version.
    pub theirs: &'a Path,
    /// Where the sidecar lies in the repository.
    pub path: Option<&'a Path>,
}

/// Merges three files, and writes the result in the place of ours.
///
/// # Errors
/// When one can't be read, or the result can't be written.
pub fn drive(driver: &Driver<'_>) -> Result<Outcome, FileError> {
    let read = |path: &Path| match files::read(path)? {
        Some(bytes) => Ok(bytes),
        None => Err(FileError { path: path.to_owned(), problem: Problem::NotFound }),
    };
    let (base, before, theirs) = (read(driver.base)?, read(driver.ours)?, read(driver.theirs)?);
    let (b, o, t) = (Sidecar::read(base), Sidecar::read(before.clone()), Sidecar::read(theirs));
    let write = |bytes: &[u8]| files::write(driver.ours, bytes, files::Expected::Bytes(&before));
    if is_torn(&o) || is_torn(&t) {
        let merged = git::merge_file(b.bytes(), o.bytes(), t.bytes(), LABELS);
        if let Some((bytes, _)) = merged {
            write(&bytes)?;
        }
        return Ok(Outcome::AsText);
    }
    let named = driver.path.unwrap_or(driver.ours);
    let texts = Texts::find(named, [Some(&b), Some(&o), Some(&t)]);
    let merged = merge(&Merge {
        base: Some(Version { sidecar: &b, text: texts.base.as_deref() }),
        ours: Version { sidecar: &o, text: texts.ours.as_deref() },
        theirs: Version { sidecar: &t, text: texts.theirs.as_deref() },
        article: texts.merged([Some(&b), Some(&o), Some(&t)]).as_deref(),
        labels: LABELS,
        mixed: false,
    });
    if merged.bytes != before {
        write(&merged.bytes)?;
    }
    Ok(Outcome::Merged(merged.conflicts))
}

const LABELS: (&str, &str) = ("ours", "theirs");

/// Whether a conflict is left in a sidecar.
pub fn is_torn(sidecar: &Sidecar) -> bool {
    sidecar.lines().iter().any(|l| matches!(l.content, Content::Conflict(_)))
}

/// Settles what git has left in a sidecar, as far as that is sure. `None` when there is no conflict in `bytes`, or
/// its markers can't be understood.
pub fn settle(sidecar: &Path, bytes: &[u8]) -> Option<Merged> {
    let whole = Sidecar::read(bytes);
    let parts = split(&whole)?;
    let (folder, name) = folder_and_name(sidecar);
    let mut base = parts.base.clone();
    let (mut ours, mut theirs) = (parts.ours.clone(), parts.theirs.clone());
    // What stands around the conflicts may be either side's, so that nobody knows which text its positions count in.
    let mut mixed = true;
    if let Some([b, o, t]) = git::stages(&folder, &name) {
        match (o, t) {
            (Some(o), Some(t)) if is_untouched(&parts, b.as_deref().unwrap_or_default(), &o, &t) => {
                (base, ours, theirs, mixed) = (b, o, t, false);
            }
            // Where git wrote no common version into the file, its index still holds it.
            _ => base = base.or(b),
        }
    }
    let base = base.map(Sidecar::read);
    let (ours, theirs) = (Sidecar::read(ours), Sidecar::read(theirs));
    let texts = Texts::find(sidecar, [base.as_ref(), Some(&ours), Some(&theirs)]);
    // The article lies there as it was merged, unless it has a conflict of its own.
    let article = texts.present.clone().filter(|text| !has_markers(text));
    let article = article.or_else(|| texts.merged([base.as_ref(), Some(&ours), Some(&theirs)]));
    Some(merge(&Merge {
        base: base.as_ref().map(|sidecar| Version { sidecar, text: texts.base.as_deref() }),
        ours: Version { sidecar: &ours, text: texts.ours.as_deref() },
        theirs: Version { sidecar: &theirs, text: texts.theirs.as_deref() },
        article: article.as_deref(),
        labels: (&parts.labels.0, &parts.labels.1),
        mixed,
    }))
}

/// Whether a file with conflicts is still as git has made it of three versions.
fn is_untouched(parts: &Parts, base: &[u8], ours: &[u8], theirs: &[u8]) -> bool {
    git::merged_files(base, ours, theirs)
        .filter_map(|file| split(&Sidecar::read(file)))
        .any(|made| made.ours == parts.ours && made.theirs == parts.theirs)
}

/// Settles a file in its place.
///
/// # Errors
/// When it can't be read or written.
pub fn settle_file(sidecar: &Path) -> Result<Outcome, FileError> {
    let mut outcome = Outcome::Nothing;
    files::update(sidecar, |old| {
        let old = old.ok_or_else(|| FileError { path: sidecar.to_owned(), problem: Problem::NotFound })?;
        Ok::<_, FileError>(settle(sidecar, old).map(|merged| {
            outcome = Outcome::Merged(merged.conflicts);
            merged.bytes
        }))
    })?;
    Ok(outcome)
}

fn has_markers(text: &str) -> bool {
    text.lines().any(|l| l.starts_with("<<<<<<< ")) && text.lines().any(|l| l.starts_with(">>>>>>> "))
}

/// The texts that the positions of the versions count in, where they are at hand.
#[derive(Debug, Default)]
struct Texts {
    base: Option<String>,
    ours: Option<String>,
    theirs: Option<String>,
    /// The article as it lies there.
    present: Option<String>,
}

impl Texts {
    fn find(sidecar: &Path, versions: [Option<&Sidecar>; 3]) -> Texts {
        let (folder, name) = folder_and_name(sidecar);
        let told = versions.into_iter().flatten().find_map(|v| v.header()?.source.clone());
        let told = told.filter(|source| path::belongs(&name, source).is_some());
        let Some(article) = told.or_else(|| path::article_name(&name).map(str::to_owned)) else {
            return Texts::default();
        };
        let present = files::read_text(&folder.join(&article)).ok();
        let here = present.as_ref().map(|text| sha256(text.as_bytes()));
        let hash = |v: Option<&Sidecar>| v.and_then(Sidecar::header).and_then(|h| h.sha256.clone());
        let hashes = versions.map(hash);
        let wanted: Vec<&str> =
            hashes.iter().flatten().filter(|h| Some(*h) != here.as_ref()).map(String::as_str).collect();
        let found = if wanted.is_empty() { Vec::new() } else { git::texts_of(&folder, &article, &wanted) };
        let text = |hash: &Option<String>| match hash {
            Some(hash) if Some(hash) == here.as_ref() => present.clone(),
            Some(hash) => found.get(wanted.iter().position(|w| w == hash)?).cloned().flatten(),
            None => None,
        };
        let [base, ours, theirs] = [text(&hashes[0]), text(&hashes[1]), text(&hashes[2])];
        Texts { base, ours, theirs, present }
    }

    /// The article as git will merge it.
    fn merged(&self, versions: [Option<&Sidecar>; 3]) -> Option<String> {
        let hash = |v: Option<&Sidecar>| v.and_then(Sidecar::header).and_then(|h| h.sha256.clone());
        let [base, ours, theirs] = versions.map(hash);
        if ours == theirs || (theirs.is_some() && theirs == base) {
            return self.ours.clone();
        }
        if ours.is_some() && ours == base {
            return self.theirs.clone();
        }
        git::merged(self.base.as_deref()?, self.ours.as_deref()?, self.theirs.as_deref()?)
    }
}

fn folder_and_name(path: &Path) -> (PathBuf, String) {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (folder.to_owned(), path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

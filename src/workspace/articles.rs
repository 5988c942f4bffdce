//! Which articles the arguments name, and their text.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::config::Projects;
use crate::messages::{Locale, text};
use crate::sidecar::path::is_sidecar;
use crate::text::decode::{DecodeError, LONGEST, decode};

/// Names of files that end in `.txt` and are no articles, wherever they lie: what tools and projects keep
/// in such files.
const NO_ARTICLE: &[&str] = &[
    "notice",
    "copying",
    "copyright",
    "authors",
    "contributors",
    "credits",
    "readme",
    "changelog",
    "changes",
    "news",
    "todo",
    "install",
    "security",
    "manifest",
    "version",
    "keywords",
    "constraints",
    "sources",
    "cmakelists",
    "cmakecache",
    "meson_options",
    "robots",
    "humans",
    "ads",
    "app-ads",
    "llms",
    "llms-full",
    "top_level",
    "entry_points",
    "dependency_links",
    "requires",
    "third-party-licenses",
    "third-party-notices",
];
/// The same, also with more behind a hyphen or an underscore.
const LICENCES: &[&str] = &["license", "licenses", "licence", "licences"];

/// An article that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// One article, from stdin.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Source {
    /// The name that output shows.
    pub fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_string(),
            Source::File(path) => path.to_string_lossy().into_owned(),
        }
    }
}

/// Whether a file name, in any case, is one that tools use for other things.
pub fn is_no_article(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let Some(stem) = name.strip_suffix(".txt") else { return false };
    let head = stem.split(['-', '_']).next().unwrap_or_default();
    stem.starts_with("requirements") || LICENCES.contains(&head) || NO_ARTICLE.contains(&stem)
}

/// The articles that arguments name, in a fixed order, none twice. Folders are walked as git would, and what counts
/// as an article there is for the project to say (`gannhan.toml`); a file that is named is taken whatever it is called. Second: a message for each argument or folder that can't be read or holds
/// nothing, and whether that is a failure.
pub fn find(paths: &[PathBuf], locale: Locale) -> (Vec<Source>, Vec<(String, bool)>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let projects = Projects::default();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Source::Stdin);
        } else if path.is_dir() {
            walk(path, &projects, locale, &mut found, &mut problems);
        } else {
            found.push(Source::File(path.clone()));
        }
    }
    let mut seen = HashSet::new();
    found.retain(|s| seen.insert(s.clone()));
    (found, problems)
}

fn walk(
    folder: &Path,
    projects: &Projects,
    locale: Locale,
    found: &mut Vec<Source>,
    problems: &mut Vec<(String, bool)>,
) {
    let before = found.len();
    for entry in WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let is_file = entry.file_type().is_some_and(|t| t.is_file());
                // A sidecar annotates, and is never annotated.
                let is_sidecar = is_sidecar(&entry.file_name().to_string_lossy());
                if is_file && !is_sidecar && projects.beside(path).is_article(path) {
                    found.push(Source::File(path.strip_prefix("./").unwrap_or(path).to_path_buf()));
                }
            }
            Err(error) => problems.push((error.to_string(), true)),
        }
    }
    if found.len() == before {
        let folder = folder.to_string_lossy();
        problems.push((text(locale, "cli-no-articles", &[("folder", folder.into())]), false));
    }
}

/// Reads an article.
///
/// # Errors
/// A message for people: which file, what is wrong with it and where, and what to do.
pub fn read(source: &Source, locale: Locale) -> Result<String, String> {
    let bytes = match source {
        Source::Stdin => bytes(io::stdin().lock()),
        Source::File(path) => File::open(path).and_then(bytes),
    };
    let file = ("file", source.name().into());
    let bytes = bytes.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => text(locale, "cli-no-file", std::slice::from_ref(&file)),
        io::ErrorKind::PermissionDenied => text(locale, "cli-no-permission", std::slice::from_ref(&file)),
        _ => text(locale, "cli-read-failed", &[file.clone(), ("error", error.to_string().into())]),
    })?;
    decode(bytes).map_err(|error| match error {
        DecodeError::NotUtf8 { offset, byte } => {
            let byte = format!("0x{byte:02x}");
            text(locale, "cli-not-utf8", &[file, ("offset", offset.into()), ("byte", byte.into())])
        }
        DecodeError::Utf16 => text(locale, "cli-utf16", &[file]),
        DecodeError::TooLong { .. } => text(locale, "cli-too-long", &[file, ("most", LONGEST.into())]),
    })
}

/// All bytes, or one more than a text may have: then no more need be read to refuse it.
fn bytes(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_keep_in_text_files_is_no_article() {
        for article in
            ["a.txt", "bài 1.txt", "License plates.txt", "requests.txt", "licensee.txt", "news", "llms-x.txt"]
        {
            assert!(!is_no_article(article), "{article}");
        }
        for other in [
            "requirements.txt",
            "requirements-dev.txt",
            "robots.txt",
            "LICENSE.txt",
            "LICENSE-MIT.txt",
            "licences_2.txt",
            "llms-full.txt",
            "CMakeLists.txt",
            "README.TXT",
        ] {
            assert!(is_no_article(other), "{other}");
        }
    }
}

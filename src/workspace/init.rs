//! Makes a folder an annotation project: its configuration, the attributes that git needs to keep offsets and
//! sidecars whole, and git's merge driver. What is there stays as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::config::{NAME, Project, find};
use super::files::{self, Expected, FileError, Problem};
use crate::config::keys::template;

/// Git's attributes.
const ATTRIBUTES: &str = ".gitattributes";
/// The sidecars' own: lines merge by annotation, and end in LF everywhere.
const SIDECARS: (&str, &[&str]) = ("*.anno.jsonl", &["text", "eol=lf", "merge=gannhan"]);
/// The articles': offsets count every line end, so git changes none.
const ARTICLES: &[&str] = &["-text"];
/// Where git's configuration keeps the driver.
const DRIVER: &str = "merge.gannhan.driver";
const DRIVER_NAME: &str = "merge.gannhan.name";

/// What was done, or found to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A file was made.
    Made(PathBuf),
    /// Lines were added to a file.
    Added(PathBuf, usize),
    /// Nothing had to be done to a file.
    There(PathBuf),
    /// A line of a file says something else of a pattern; it was left so.
    Clash {
        /// The file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// What stands there.
        written: String,
        /// What should.
        wanted: String,
    },
    /// A project lies above; its file does not count here any more.
    Nested(PathBuf),
    /// The driver was put into git's configuration.
    Driver(String),
    /// It was there.
    DriverThere,
    /// Another one was there; it was left so.
    DriverOther {
        /// What it runs.
        runs: String,
        /// What it should.
        wanted: String,
    },
    /// The folder lies in no repository.
    NoRepository,
    /// There is no git.
    NoGit,
    /// Git says no.
    GitFailed(String),
}

/// Makes `folder` a project. Doing so again changes nothing.
///
/// # Errors
/// When a file can't be read or written.
pub fn init(folder: &Path) -> Result<Vec<Step>, FileError> {
    let made = fs::create_dir_all(folder);
    made.map_err(|e| FileError { path: folder.to_owned(), problem: Problem::Io(e) })?;
    let mut steps = Vec::new();
    let file = folder.join(NAME);
    let above = std::path::absolute(folder).ok().and_then(|whole| find(whole.parent()?));
    match files::read(&file)? {
        Some(_) => steps.push(Step::There(file.clone())),
        None => {
            steps.extend(above.map(Step::Nested));
            files::write(&file, template().as_bytes(), Expected::Absent)?;
            steps.push(Step::Made(file.clone()));
        }
    }
    attributes(&folder.join(ATTRIBUTES), &wanted(&Project::load(&file)), &mut steps)?;
    steps.push(driver(folder));
    Ok(steps)
}

/// The lines that git's attributes need.
fn wanted(project: &Project) -> Vec<(String, Vec<&'static str>)> {
    let articles = project.patterns().into_iter().flat_map(|p| expand(&p)).map(|p| git_pattern(&p));
    let mut lines: Vec<(String, Vec<&'static str>)> = Vec::new();
    for pattern in articles {
        if lines.iter().all(|(known, _)| *known != pattern) {
            lines.push((pattern, ARTICLES.to_vec()));
        }
    }
    // Behind the articles': what stands later counts more.
    lines.push((SIDECARS.0.to_owned(), SIDECARS.1.to_vec()));
    lines
}

/// The pattern without alternatives in braces, which git does not know.
fn expand(pattern: &str) -> Vec<String> {
    let Some((from, to)) = pattern.find('{').and_then(|from| Some((from, from + pattern[from..].find('}')?)))
    else {
        return vec![pattern.to_owned()];
    };
    let (before, inside, after) = (&pattern[..from], &pattern[from + 1..to], &pattern[to + 1..]);
    inside.split(',').flat_map(|one| expand(&format!("{before}{one}{after}"))).collect()
}

/// A pattern of ours as git writes it: without a slash it fits at any depth, with one from the file's folder.
fn git_pattern(pattern: &str) -> String {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let whole = match pattern.strip_prefix("**/") {
        Some(rest) if !rest.contains('/') => rest.to_owned(),
        _ if pattern.ends_with('/') => format!("/{pattern}**"),
        _ => format!("/{pattern}"),
    };
    // Spaces end a pattern.
    if whole.contains(char::is_whitespace) { format!("\"{whole}\"") } else { whole }
}

/// Sees to it that a file of attributes has these lines.
fn attributes(
    file: &Path,
    wanted: &[(String, Vec<&'static str>)],
    steps: &mut Vec<Step>,
) -> Result<(), FileError> {
    let mut told = Vec::new();
    files::update::<FileError>(file, |old| {
        told.clear();
        let before = String::from_utf8_lossy(old.unwrap_or_default()).into_owned();
        let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
        let mut new = Vec::new();
        for (pattern, attributes) in wanted {
            match standing(&before, pattern, attributes) {
                Standing::There => {}
                Standing::Clash(line, written) => told.push(Step::Clash {
                    file: file.to_owned(),
                    line,
                    written,
                    wanted: format!("{pattern} {}", attributes.join(" ")),
                }),
                Standing::Missing(missing) => new.push(format!("{pattern} {}{line_end}", missing.join(" "))),
            }
        }
        if new.is_empty() {
            told.push(Step::There(file.to_owned()));
            return Ok(None);
        }
        told.push(match old {
            None => Step::Made(file.to_owned()),
            Some(_) => Step::Added(file.to_owned(), new.len()),
        });
        let mut bytes = old.unwrap_or_default().to_vec();
        if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            bytes.extend_from_slice(line_end.as_bytes());
        }
        bytes.extend(new.concat().bytes());
        Ok(Some(bytes))
    })?;
    steps.extend(told);
    Ok(())
}

/// How a file of attributes stands to a pattern.
enum Standing {
    There,
    /// What it does not say yet.
    Missing(Vec<&'static str>),
    /// Line and what stands there.
    Clash(usize, String),
}

fn standing(file: &str, pattern: &str, attributes: &[&'static str]) -> Standing {
    let name =
        |attribute: &str| attribute.trim_start_matches(['-', '!']).split('=').next().unwrap_or("").to_owned();
    let mut missing = attributes.to_vec();
    for (number, line) in file.lines().enumerate() {
        let Some(rest) = line.trim_start().strip_prefix(pattern) else { continue };
        if !rest.starts_with(char::is_whitespace) {
            continue;
        }
        for written in rest.split_whitespace() {
            // What "binary" sets of ours is right for articles: no line end changes.
            let says_so = attributes.contains(&written) || written == "binary" && attributes == ARTICLES;
            if says_so {
                missing.retain(|m| *m != written && written != "binary");
            } else if attributes.iter().any(|ours| name(ours) == name(written)) {
                return Standing::Clash(number + 1, line.trim().to_owned());
            }
        }
    }
    if missing.is_empty() { Standing::There } else { Standing::Missing(missing) }
}

/// Sees to it that git knows the merge driver.
fn driver(folder: &Path) -> Step {
    let git =
        |args: &[&str]| Command::new("git").arg("-C").arg(folder).args(args).stdin(Stdio::null()).output();
    match git(&["rev-parse", "--git-dir"]) {
        Err(_) => return Step::NoGit,
        Ok(output) if !output.status.success() => return Step::NoRepository,
        Ok(_) => {}
    }
    let wanted = format!("{} merge --path %P %O %A %B", program());
    let set = git(&["config", "--get", DRIVER]);
    let set = set.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default();
    if set == wanted {
        return Step::DriverThere;
    }
    if !set.is_empty() {
        return Step::DriverOther { runs: set, wanted };
    }
    for (key, value) in
        [(DRIVER_NAME, "annotations of gannhan, merged by their ids"), (DRIVER, wanted.as_str())]
    {
        match git(&["config", "--local", key, value]) {
            Ok(output) if output.status.success() => {}
            Ok(output) => return Step::GitFailed(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => return Step::GitFailed(error.to_string()),
        }
    }
    Step::Driver(wanted)
}

/// How git's shell calls this program: by its name where it is found so, else by its path.
fn program() -> String {
    let own = std::env::current_exe().ok().and_then(|exe| fs::canonicalize(exe).ok());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let file = format!("gannhan{}", std::env::consts::EXE_SUFFIX);
    let found = std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|f| f.is_file());
    match (found, own) {
        (None, Some(own)) => {
            let own = own.to_string_lossy().replace('\\', "/");
            format!("'{}'", own.replace('\'', r"'\''"))
        }
        _ => "gannhan".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_as_git_writes_them() {
        for (ours, gits) in [
            ("**/*.txt", &["*.txt"][..]),
            ("*.md", &["/*.md"]),
            ("./news/**/*.{txt,md}", &["/news/**/*.txt", "/news/**/*.md"]),
            ("tin bài/*.txt", &["\"/tin bài/*.txt\""]),
            ("news/", &["/news/**"]),
        ] {
            assert_eq!(expand(ours).iter().map(|p| git_pattern(p)).collect::<Vec<_>>(), gits, "{ours}");
        }
    }

    fn check(before: Option<&str>, after: &str, steps: &[&str]) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(ATTRIBUTES);
        if let Some(before) = before {
            fs::write(&file, before).expect("written");
        }
        let wanted = [("*.txt".to_owned(), ARTICLES.to_vec()), (SIDECARS.0.to_owned(), SIDECARS.1.to_vec())];
        let mut told = Vec::new();
        attributes(&file, &wanted, &mut told).expect("written");
        assert_eq!(fs::read_to_string(&file).expect("there"), after);
        let brief = |step: &Step| match step {
            Step::Made(_) => "made".to_owned(),
            Step::Added(_, count) => format!("added {count}"),
            Step::There(_) => "there".to_owned(),
            Step::Clash { line, written, .. } => format!("clash {line} {written}"),
            other => format!("{other:?}"),
        };
        assert_eq!(told.iter().map(brief).collect::<Vec<_>>(), steps);
        // Once more changes nothing.
        attributes(&file, &wanted, &mut Vec::new()).expect("written");
        assert_eq!(fs::read_to_string(&file).expect("there"), after);
    }

    #[test]
    fn lines_are_added_and_none_is_changed() {
        const SIDECAR: &str = "*.anno.jsonl text eol=lf merge=gannhan\n";
        check(None, &format!("*.txt -text\n{SIDECAR}"), &["made"]);
        check(Some("* text=auto"), &format!("* text=auto\n*.txt -text\n{SIDECAR}"), &["added 2"]);
        check(Some(&format!("*.txt binary\n{SIDECAR}")), &format!("*.txt binary\n{SIDECAR}"), &["there"]);
        check(
            Some("# ours\r\n*.txt text\r\n*.anno.jsonl eol=lf\r\n"),
            "# ours\r\n*.txt text\r\n*.anno.jsonl eol=lf\r\n*.anno.jsonl text merge=gannhan\r\n",
            &["clash 2 *.txt text", "added 1"],
        );
        check(Some("*.txt.bak -text\n"), &format!("*.txt.bak -text\n*.txt -text\n{SIDECAR}"), &["added 2"]);
    }
}

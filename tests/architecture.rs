//! Imports run downwards: text ← gazetteer ← tagger ← sidecar ← lint ← config ← workspace ← server, cli.
//! `messages` and `prose` put findings into words: above the tagger, below the edges.

use std::collections::BTreeMap;
use std::path::Path;

/// Each room with the rooms it may import from (itself always). Two exceptions are written out: the
/// gazetteer's units have a level, which is a word of the tagger's model (`mention`).
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("messages", &[]),
    ("gazetteer", &["text", "tagger::mention"]),
    ("tagger", &["text", "gazetteer", "messages"]),
    ("prose", &["text", "gazetteer", "tagger", "messages"]),
    ("sidecar", &["text", "gazetteer", "tagger"]),
    ("lint", &["text", "gazetteer", "tagger", "sidecar", "messages", "prose"]),
    ("config", &["text", "gazetteer", "tagger", "sidecar", "lint", "messages"]),
    ("workspace", &["text", "gazetteer", "tagger", "sidecar", "lint", "config", "messages"]),
    (
        "server",
        &["text", "gazetteer", "tagger", "sidecar", "lint", "config", "workspace", "messages", "prose"],
    ),
    (
        "cli",
        &[
            "text",
            "gazetteer",
            "tagger",
            "sidecar",
            "lint",
            "config",
            "workspace",
            "messages",
            "prose",
            "server",
        ],
    ),
];

/// Words that only one room may use.
const ONLY: &[(&str, &str)] =
    &[("tower_lsp", "server"), ("std::fs", "workspace"), ("tokio", "server"), ("clap", "cli")];

fn sources(dir: &Path, out: &mut Vec<(String, String)>, root: &Path) {
    let mut entries: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out, root);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            out.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The file without comments, and without what only tests compile.
fn code(source: &str) -> String {
    let end = source.find("#[cfg(test)]\nmod tests {").unwrap_or(source.len());
    source[..end].lines().map(|l| l.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    sources(&root, &mut out, &root);
    out.retain(|(name, _)| !name.ends_with("tests.rs") && !name.contains("/tests/"));
    out
}

#[test]
fn imports_run_downwards() {
    let may: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (name, source) in all() {
        let Some((room, _)) = name.split_once('/') else { continue };
        let allowed = may.get(room).unwrap_or_else(|| panic!("{room} is no room of ROOMS"));
        for (at, _) in code(&source).match_indices("crate::") {
            let path: String = code(&source)[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || "_:".contains(*c))
                .collect();
            let target = path.split("::").next().unwrap_or("");
            let fine = target == room || target.is_empty() || allowed.iter().any(|a| path.starts_with(a));
            if may.contains_key(target) && !fine {
                wrong.push(format!("src/{name}: crate::{path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that run upwards:\n{}", wrong.join("\n"));
}

#[test]
fn the_edges_stay_at_the_edges() {
    let mut wrong = Vec::new();
    for (name, source) in all() {
        let Some((room, _)) = name.split_once('/') else { continue };
        for (word, only) in ONLY {
            if room != *only && code(&source).contains(word) {
                wrong.push(format!("src/{name} uses {word}, which belongs to src/{only}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_small() {
    let long: Vec<String> = all()
        .into_iter()
        .map(|(name, source)| (name, source.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(name, lines)| format!("src/{name}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "more than 500 lines: {long:?}");
}

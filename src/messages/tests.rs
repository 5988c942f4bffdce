use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;

use super::*;

/// Ids of all messages of a language; panics at a source that does not parse.
fn ids(locale: Locale) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let sources = match locale {
        Locale::En => ENGLISH,
        Locale::Vi => VIETNAMESE,
    };
    for (number, source) in sources.into_iter().enumerate() {
        let parsed = FluentResource::try_new(source.to_string());
        assert!(parsed.is_ok(), "{locale:?}: {:?}", parsed.err().map(|e| e.1));
        for line in source.lines() {
            if let Some((id, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_lowercase())
            {
                assert_eq!(part(id), number, "{id} belongs into another source");
                assert!(ids.insert(id.to_string()), "{locale:?} has {id} twice");
            }
        }
    }
    ids
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn both_languages_have_the_same_messages() {
    let (en, vi) = (ids(Locale::En), ids(Locale::Vi));
    assert!(en.len() > 3);
    assert_eq!(en.difference(&vi).collect::<Vec<_>>(), Vec::<&String>::new(), "only in English");
    assert_eq!(vi.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "only in Vietnamese");
    assert!(ids(Locale::En).iter().all(|id| has(Locale::En, id) && has(Locale::Vi, id)));
}

/// Every key that the code asks for by a literal is there: `Reason("…")`, `text(locale, "…"`, `say(…, "…"`.
#[test]
fn every_key_in_the_code_has_a_message() {
    let source = regex::Regex::new(
        r#"(?s)\bReason\(\s*"([^"]+)"|\b(?:messages::text|text|say|part)\(\s*(?:[\w.]*locale|locale\(\)),\s*"([^"]+)""#,
    )
    .unwrap();
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut found = 0;
    let mut missing = BTreeSet::new();
    for file in files.iter().filter(|f| !f.ends_with("messages/mod.rs") && !f.ends_with("messages/tests.rs"))
    {
        let code = fs::read_to_string(file).unwrap();
        for hit in source.captures_iter(&code) {
            let key = match (hit.get(1), hit.get(2)) {
                (Some(reason), _) => format!("reason-{}", reason.as_str()),
                (_, Some(key)) => key.as_str().to_string(),
                _ => continue,
            };
            found += 1;
            if !has(Locale::En, &key) || !has(Locale::Vi, &key) {
                missing.insert(format!("{key} ({})", file.display()));
            }
        }
    }
    assert!(found > 0);
    assert!(missing.is_empty(), "no message: {missing:#?}");
}

#[test]
fn falls_back_to_the_key() {
    assert_eq!(text(Locale::Vi, "no-such.key", &[]), "no-such.key");
}

#[test]
fn arguments_stand_bare() {
    let said = text(Locale::En, "lookup-not-found", &[("name", "Đắk Nông".into())]);
    assert!(said.contains("Đắk Nông") && !said.contains('\u{2068}'), "{said:?}");
}

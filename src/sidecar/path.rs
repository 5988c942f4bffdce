//! File names: from an article to its sidecars and back. Names only; nothing is looked up on disk.

/// What every sidecar's name ends in.
pub const SUFFIX: &str = ".anno.jsonl";

/// The sidecar of an article (`a.txt` has `a.txt.anno.jsonl`), or of a named annotator
/// (`a.txt.lan.anno.jsonl`). `None` when the annotator's name can't stand in a file name so that it is
/// found again.
pub fn sidecar_name(article: &str, annotator: Option<&str>) -> Option<String> {
    match annotator {
        None => Some(format!("{article}{SUFFIX}")),
        Some(name) if is_annotator(name) => Some(format!("{article}.{name}{SUFFIX}")),
        Some(_) => None,
    }
}

/// Whether a file name is a sidecar's.
pub fn is_sidecar(name: &str) -> bool {
    stem(name).is_some()
}

/// The articles that a sidecar may belong to, each with its annotator, the likelier first: `a.txt.anno.jsonl`
/// belongs to `a.txt`, or as annotator `txt`'s to an article named `a`. Whoever knows which files
/// are there takes the first article that is.
pub fn articles(sidecar: &str) -> Vec<(&str, Option<&str>)> {
    let Some(stem) = stem(sidecar) else { return Vec::new() };
    let whole = (stem, None);
    match stem.rsplit_once('.') {
        Some((article, name)) if !article.is_empty() && is_annotator(name) => {
            let named = (article, Some(name));
            // A name with an extension before the annotator's (`a.txt.lan`) is surely a named one's.
            let extension = |s: &str| s.rsplit_once('.').is_some_and(|(a, e)| !a.is_empty() && !e.is_empty());
            let typical = stem.ends_with(".txt") || !extension(article);
            if typical { vec![whole, named] } else { vec![named, whole] }
        }
        _ => vec![whole],
    }
}

/// The likeliest article of a sidecar.
pub fn article_name(sidecar: &str) -> Option<&str> {
    articles(sidecar).first().map(|(article, _)| *article)
}

/// Whether `sidecar` may be one of `article`'s; then the annotator, if it is a named one's.
pub fn belongs<'s>(sidecar: &'s str, article: &str) -> Option<Option<&'s str>> {
    articles(sidecar).into_iter().find(|(a, _)| *a == article).map(|(_, name)| name)
}

fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(SUFFIX).filter(|s| !s.is_empty())
}

/// A name without dots and without what a file system or a shell takes as its own.
fn is_annotator(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && name.trim() == name
        && !name.chars().any(|c| c.is_control() || "./\\:*?\"<>|".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn from_article_to_sidecar_and_back() {
        assert_eq!(sidecar_name("a.txt", None).as_deref(), Some("a.txt.anno.jsonl"));
        assert_eq!(sidecar_name("a.txt", Some("lan")).as_deref(), Some("a.txt.lan.anno.jsonl"));
        assert_eq!(article_name("a.txt.anno.jsonl"), Some("a.txt"));
        assert_eq!(articles("a.txt.lan.anno.jsonl")[0], ("a.txt", Some("lan")));
        assert_eq!(articles("báo cáo 50% #1.txt.anno.jsonl")[0], ("báo cáo 50% #1.txt", None));
        assert_eq!(article_name("tin.anno.jsonl"), Some("tin"));
        assert_eq!(article_name(".anno.jsonl"), None);
        assert_eq!(article_name("a.jsonl"), None);
        assert_eq!(belongs("a.b.txt.anno.jsonl", "a.b.txt"), Some(None));
        assert_eq!(belongs("a.txt.lan.anno.jsonl", "b.txt"), None);
    }

    #[test]
    fn names_that_cannot_be_found_again_are_refused() {
        for name in ["", "a.b", "a/b", "..", "-x", " x", "a\n"] {
            assert_eq!(sidecar_name("a.txt", Some(name)), None, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn there_and_back(article in "[a-zế #%\\[\\]]{1,8}(\\.[a-z]{1,3}){0,2}", name in proptest::option::of("[a-zế0-9 ]{1,6}")) {
            let name = name.as_deref().map(str::trim).filter(|n| !n.is_empty());
            let sidecar = sidecar_name(&article, name).expect("a fit name");
            prop_assert_eq!(belongs(&sidecar, &article), Some(name));
        }
    }
}

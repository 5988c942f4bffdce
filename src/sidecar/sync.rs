//! Bringing a sidecar up to a new text of its article.

use super::anchor::{Article, reanchor};
use super::follow::{Follow, TextMap};
use super::header::Header;
use super::{Annotation, Object, Sidecar, rewrite};

/// Why an annotation could not follow, as the header's `unanchored` says it.
pub const ORPHAN: &str = "orphan";
/// One of several equal places, and nothing tells which.
pub const AMBIGUOUS: &str = "ambiguous";
/// It was merged with others while its text was not at hand: its position counts in another version of the
/// article. It is not lost; its quote tells where it is as soon as the article is there.
pub const UNMERGED: &str = "unmerged";

/// A sidecar that has been brought up to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synced {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Annotations that follow, those that stayed where they were included.
    pub kept: usize,
    /// Annotations whose place is sure, but whose text is another now.
    pub changed: usize,
    /// Annotations that could not follow, with the reason ([`ORPHAN`], [`AMBIGUOUS`]).
    pub left: Vec<(String, &'static str)>,
}

/// Brings a sidecar up to `new`; `old` is the text that it belonged to, where that is known. `follow` tells for each annotation where it is now: [`by_diff`] where the
/// old text is known, [`by_quote`] where it is not, or what was followed in memory. Lines of those that
/// can't follow stay byte for byte; the header remembers which they are, since their positions belong
/// to no text any more. Lines that need no change stay byte for byte too.
pub fn sync(
    sidecar: &Sidecar,
    new: &Article<'_>,
    old: Option<&Article<'_>>,
    follow: &mut dyn FnMut(&Annotation) -> Follow,
) -> Synced {
    let mut changes: Vec<(usize, Object)> = Vec::new();
    let (mut kept, mut changed) = (0, 0);
    let mut left: Vec<(String, &'static str)> = Vec::new();
    let header = sidecar.header_line();
    for (line, annotation) in sidecar.annotations() {
        let id = annotation.id.as_deref().unwrap_or_default().to_owned();
        let before = header.and_then(|(_, h)| h.unanchored(&id));
        let outcome = match before {
            Some(AMBIGUOUS) => Follow::Ambiguous([].into()),
            Some(UNMERGED) => new.by_quote(annotation, false),
            Some(_) => new.returned(annotation, old),
            None => follow(annotation),
        };
        let json = match outcome {
            Follow::Same => rewrite::moved(annotation, annotation.span, new.text(), new.index()),
            Follow::Moved(span) => rewrite::moved(annotation, span, new.text(), new.index()),
            Follow::Changed(span) => {
                changed += 1;
                rewrite::placed(annotation, span, new.text(), new.index())
            }
            Follow::Ambiguous(_) => {
                left.push((id, AMBIGUOUS));
                continue;
            }
            Follow::Deleted => {
                left.push((id, ORPHAN));
                continue;
            }
        };
        kept += 1;
        match json {
            Some(json) if json != annotation.json() => changes.push((line, json)),
            _ => {}
        }
    }
    kept -= changed;
    // An annotation without an id can't be named; its own line tells what is wrong with it.
    left.retain(|(id, _)| !id.is_empty());
    if let Some((line, header)) = header {
        let mut json = header.for_text(new.text());
        Header::set_unanchored(&mut json, &left);
        if json != *header.json {
            changes.push((line, json));
        }
    }
    let bytes = if changes.is_empty() { sidecar.bytes().to_vec() } else { sidecar.update(&changes) };
    Synced { bytes, kept, changed, left }
}

/// Follows by comparing the text that the header names with the new one.
pub fn by_diff(sidecar: &Sidecar, old: &str, new: &Article<'_>) -> Synced {
    let map = TextMap::new(old, new.text());
    let old = Article::new(old);
    sync(sidecar, new, Some(&old), &mut |annotation| reanchor(&map, &old, new, annotation))
}

/// Follows by quote and context alone, since the old text is not known.
pub fn by_quote(sidecar: &Sidecar, new: &Article<'_>) -> Synced {
    let current = sidecar.header().and_then(|h| h.describes(new.text())) == Some(true);
    sync(sidecar, new, None, &mut |annotation| new.by_quote(annotation, current))
}

/// Follows by comparing with the text that the header names, where `old` is it, else by quote and context.
pub fn to_text(sidecar: &Sidecar, old: Option<&str>, new: &Article<'_>) -> Synced {
    let names = |text: &&str| sidecar.header().and_then(|h| h.describes(text)) == Some(true);
    match old.filter(names) {
        Some(old) => by_diff(sidecar, old, new),
        None => by_quote(sidecar, new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sidecar::build;
    use crate::text::position::{CodePoint, Span};

    const OLD: &str = "Chợ nổi Ngã Bảy họp từ sáng sớm, khách từ Vĩnh Long sang rất đông.\nVĩnh Long cũng có chợ nổi Trà Ôn, thu 2 tỷ đồng mỗi năm.\n";

    fn sidecar() -> Sidecar {
        let article = Article::new(OLD);
        let mut out = crate::sidecar::canonical::line(&Header::create("cho.txt", OLD, None).json) + "\n";
        for (i, (part, nth)) in
            [("Ngã Bảy", 0), ("Vĩnh Long", 0), ("Vĩnh Long", 1), ("2 tỷ đồng", 0)].into_iter().enumerate()
        {
            let (byte, _) = OLD.match_indices(part).nth(nth).expect("the part is there");
            let start = OLD[..byte].chars().count();
            let span = Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count()));
            let quote = build::quote(OLD, article.index(), span).expect("inside");
            let mut json = Object::new();
            json.insert("id".into(), format!("urn:gannhan:00000{i}").into());
            json.insert("target".into(), build::target("cho.txt", span, &quote));
            out += &(crate::sidecar::canonical::line(&json) + "\n");
        }
        Sidecar::read(out)
    }

    #[test]
    fn the_same_text_changes_nothing() {
        let sidecar = sidecar();
        let new = Article::new(OLD);
        for synced in [by_diff(&sidecar, OLD, &new), by_quote(&sidecar, &new)] {
            assert_eq!((synced.bytes.as_slice(), synced.kept), (sidecar.bytes(), 4));
        }
    }

    #[test]
    fn follows_changes_and_leaves_what_is_gone() {
        let sidecar = sidecar();
        let new_text =
            format!("Tin.\n{}", OLD.replace("Vĩnh Long cũng có", "Cũng có").replace("2 tỷ", "3 tỷ"));
        let new = Article::new(&new_text);
        let synced = by_diff(&sidecar, OLD, &new);
        assert_eq!((synced.kept, synced.changed), (2, 1));
        assert_eq!(synced.left, [("urn:gannhan:000002".to_owned(), ORPHAN)]);
        let after = Sidecar::read(synced.bytes);
        assert_eq!(after.header().and_then(|h| h.describes(&new_text)), Some(true));
        assert_eq!(after.header().and_then(|h| h.unanchored("urn:gannhan:000002")), Some(ORPHAN));
        let line = |s: &Sidecar, id: &str| s.find(id).map(|(l, _)| s.line_bytes(l).to_vec());
        assert_eq!(line(&after, "urn:gannhan:000002"), line(&sidecar, "urn:gannhan:000002"));
        let (_, first) = after.find("urn:gannhan:000000").expect("there");
        assert_eq!(new.slice(first.span), Some("Ngã Bảy"));
        let (_, sum) = after.find("urn:gannhan:000003").expect("there");
        assert_eq!((new.slice(sum.span), sum.quote.exact.as_deref()), (Some("3 tỷ đồng"), Some("2 tỷ đồng")));
        // Once left, it stays so, even where a twin would fit.
        let twin = format!("{new_text}Vĩnh Long có bưởi ngon.\n");
        let again = by_diff(&after, &new_text, &Article::new(&twin));
        assert_eq!(again.left, [("urn:gannhan:000002".to_owned(), ORPHAN)]);
        // Unless just what it quotes comes back with all that stood around it.
        let again = by_diff(&after, &new_text, &Article::new(OLD));
        assert_eq!(again.left, []);
        assert_eq!((again.kept, again.changed), (4, 0), "the sum is what it was");
        assert_eq!(again.bytes, sidecar.bytes());
    }
}

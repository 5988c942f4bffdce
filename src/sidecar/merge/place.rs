//! Where annotations are in the merged text. As everywhere: surely, or not at all.

use std::cell::OnceCell;

use super::{Merge, Version};
use crate::sidecar::anchor::{Article, reanchor};
use crate::sidecar::follow::{Follow, TextMap};
use crate::sidecar::header::{Header, sha256};
use crate::sidecar::sync::{AMBIGUOUS, ORPHAN, UNMERGED};
use crate::sidecar::{Annotation, Object, rewrite};
use crate::text::position::{CodePoint, Span};

/// The text that the merged sidecar's positions are to count in.
#[derive(Debug)]
pub struct Aim<'a> {
    /// Its hash; none where no version tells one.
    pub hash: Option<String>,
    /// Its length in code points, where that is known.
    pub length: Option<CodePoint>,
    /// The text, where it is at hand.
    article: Option<Article<'a>>,
    /// Whether it is the article as merged; else one side's, until the article is merged too.
    is_merged: bool,
}

impl<'a> Aim<'a> {
    /// The merged article; without it, the text of the side that has changed the article, else ours.
    pub fn of(merge: &Merge<'a>) -> Aim<'a> {
        if let Some(text) = merge.article {
            let article = Article::new(text);
            let (hash, length) = (Some(sha256(text.as_bytes())), Some(article.index().length()));
            return Aim { hash, length, article: Some(article), is_merged: true };
        }
        let hash = |v: &Version<'_>| v.sidecar.header().and_then(|h| h.sha256.clone());
        let base = merge.base.as_ref().and_then(hash);
        let ours_kept = base.is_some() && hash(&merge.ours) == base;
        let none = hash(&merge.ours).is_none();
        let side = if ours_kept || none { &merge.theirs } else { &merge.ours };
        let same = hash(&merge.ours) == hash(&merge.theirs) || hash(&merge.theirs) == base || ours_kept;
        Aim {
            hash: hash(side),
            length: side.sidecar.header().and_then(|h| h.length),
            article: side.text.map(Article::new),
            is_merged: same && base.is_some(),
        }
    }

    /// Whether the text is at hand.
    pub fn has_text(&self) -> bool {
        self.article.is_some()
    }

    /// The annotation's line at a place of this text. `None` where nothing in it is to change.
    pub fn write(&self, annotation: &Annotation, span: Span<CodePoint>) -> Option<Object> {
        let article = self.article.as_ref()?;
        let spelt = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        use unicode_normalization::UnicodeNormalization;
        let here = article.slice(span)?;
        let quote = annotation.quote.exact.as_deref();
        if quote.is_none_or(|quote| spelt(quote).nfc().eq(spelt(here).nfc())) {
            rewrite::moved(annotation, span, article.text(), article.index())
        } else {
            rewrite::placed(annotation, span, article.text(), article.index())
        }
    }
}

/// Where an annotation of one side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Surely here.
    Found(Span<CodePoint>),
    /// It could not follow, for this reason.
    Lost(&'static str),
    /// The texts that would tell are not at hand.
    Unknown,
}

/// Finds the annotations of one version in the merged text.
#[derive(Debug)]
pub struct Locator<'a> {
    header: Option<&'a Header>,
    /// Whether its positions count in the merged text already.
    arrived: bool,
    old: Option<&'a str>,
    /// Whether its positions may count in any text.
    mixed: bool,
    aim: &'a Aim<'a>,
    diff: OnceCell<(TextMap, Article<'a>)>,
}

impl<'a> Locator<'a> {
    pub fn new(version: Version<'a>, mixed: bool, aim: &'a Aim<'a>) -> Locator<'a> {
        let header = version.sidecar.header();
        let hash = header.and_then(|h| h.sha256.as_ref());
        let arrived = hash.is_some() && hash == aim.hash.as_ref();
        Locator { header, arrived, old: version.text, mixed, aim, diff: OnceCell::new() }
    }

    /// Whether its positions count in the text that they are to count in.
    pub fn arrived(&self) -> bool {
        self.arrived
    }

    /// Whether an annotation stands elsewhere than a change of the text has brought it from the common version.
    pub fn was_moved(&self, base: Version<'_>, before: &Annotation, now: &Annotation) -> bool {
        let hash = base.sidecar.header().and_then(|h| h.sha256.as_ref());
        if hash.is_some() && hash == self.header.and_then(|h| h.sha256.as_ref()) {
            return before.span != now.span;
        }
        let (Some(old), Some(new)) = (base.text, self.old) else { return false };
        let (old_article, new_article) = (Article::new(old), Article::new(new));
        match reanchor(&TextMap::new(old, new), &old_article, &new_article, before) {
            Follow::Same => before.span != now.span,
            Follow::Moved(span) | Follow::Changed(span) => span != now.span,
            // It was lost, and a person has found it.
            Follow::Ambiguous(_) | Follow::Deleted => true,
        }
    }

    pub fn aim(&self) -> &'a Aim<'a> {
        self.aim
    }

    /// Where an annotation is.
    pub fn at(&self, annotation: &Annotation) -> At {
        let id = annotation.id.as_deref().unwrap_or_default();
        let follow = match (self.header.and_then(|h| h.unanchored(id)), &self.aim.article) {
            (Some(AMBIGUOUS), _) => return At::Lost(AMBIGUOUS),
            (Some(UNMERGED), None) => return At::Unknown,
            (Some(UNMERGED), Some(new)) => new.by_quote(annotation, false),
            (Some(_), _) => return At::Lost(ORPHAN),
            (None, Some(new)) if self.mixed => new.by_quote(annotation, false),
            (None, _) if self.arrived => Follow::Same,
            (None, None) => return At::Unknown,
            (None, Some(new)) => match self.old {
                Some(old) => {
                    let (map, old) =
                        self.diff.get_or_init(|| (TextMap::new(old, new.text()), Article::new(old)));
                    reanchor(map, old, new, annotation)
                }
                None => new.by_quote(annotation, false),
            },
        };
        match follow {
            Follow::Same => At::Found(annotation.span),
            Follow::Moved(span) | Follow::Changed(span) => At::Found(span),
            // What is not in one side's text may be in the article once that is merged.
            _ if !self.aim.is_merged => At::Unknown,
            Follow::Ambiguous(_) => At::Lost(AMBIGUOUS),
            Follow::Deleted => At::Lost(ORPHAN),
        }
    }
}

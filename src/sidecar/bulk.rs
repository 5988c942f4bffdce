//! Annotating an article with everything that is certain, at once: what `gannhan annotate` does to a sidecar.

use jiff::Timestamp;
use jiff::civil::Date;

use super::anchor::Article;
use super::suggestion::{self, Author, Suggestion};
use super::taken::{self, Taken};
use super::{ArticleStatus, Content, Header, Object, Origin, Sidecar, apply};
use crate::tagger::mention::{Analysis, Certainty, DateSource, Mention};

/// Why an article is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its sidecar's positions belong to another text.
    ArticleChanged,
    /// Git has left a conflict in its sidecar.
    Conflict,
    /// It is finished: what is not annotated in it is none.
    Finished,
}

impl Refusal {
    /// Whether `sidecar` must not be added to.
    pub fn of(sidecar: &Sidecar, article: &str) -> Option<Refusal> {
        let header = sidecar.header();
        if sidecar.lines().iter().any(|l| matches!(l.content, Content::Conflict(_))) {
            Some(Refusal::Conflict)
        } else if header.and_then(|h| h.describes(article)) == Some(false) {
            Some(Refusal::ArticleChanged)
        } else if header.and_then(|h| h.status) == Some(ArticleStatus::Finished) {
            Some(Refusal::Finished)
        } else {
            None
        }
    }
}

/// The certain mentions that a sidecar says nothing of, in order.
pub fn fresh<'a>(sidecar: &Sidecar, article: &Article<'_>, analysis: &'a Analysis) -> Vec<&'a Mention> {
    let taken = Taken::new(taken::places(article, sidecar));
    let is_fresh =
        |m: &&Mention| m.certainty == Certainty::Certain && taken.leaves(m.span, m.value.kind(), analysis);
    analysis.mentions.iter().filter(is_fresh).collect()
}

/// Who annotates what.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Its bare file name.
    pub name: &'a str,
    /// What the tagger finds in it.
    pub analysis: &'a Analysis,
    /// The annotator's name.
    pub creator: &'a str,
    /// When.
    pub created: Timestamp,
}

/// The sidecar with these mentions added, marked as not yet reviewed. All its lines stay as they are, save for a
/// header without a date where somebody has told one now.
pub fn add(sidecar: &Sidecar, mentions: &[&Mention], task: &Task<'_>) -> Vec<u8> {
    let author = Author {
        text: task.article.text(),
        index: task.article.index(),
        article: task.name,
        creator: task.creator,
        created: task.created,
        reject: false,
    };
    let of = |m: &&Mention| (Suggestion::of(m, task.analysis, Origin::Bulk), m.span);
    let lines: Vec<Object> = suggestion::lines(sidecar, mentions.iter().map(of), &author);
    if lines.is_empty() {
        return sidecar.bytes().to_vec();
    }
    let date = date_of(task.analysis);
    let given = date.filter(|_| task.analysis.as_of.source == DateSource::Given);
    let dated = match (sidecar.header_line(), given) {
        (Some((line, header)), Some(date)) if !header.json.contains_key("date") => {
            sidecar.replace(line, &header.with_date(Some(date)))
        }
        _ => None,
    };
    let header = Header::create(task.name, task.article.text(), date);
    let mut edits = sidecar.insert(&lines, &header.json);
    edits.extend(dated);
    edits.sort_by_key(|e| e.range.start);
    apply(sidecar.bytes(), &edits)
}

/// The day that the article is of, where somebody has told it or it says so itself.
fn date_of(analysis: &Analysis) -> Option<Date> {
    let as_of = &analysis.as_of;
    as_of.date.filter(|_| matches!(as_of.source, DateSource::Given | DateSource::Text))
}

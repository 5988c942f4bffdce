//! A part of an article resolved by itself, with what the rest of it told before: for articles under edit.

pub use super::Lent;
use super::locality::record;
pub use super::locality::record::{Record, Settled};
use super::official::People;
pub use super::official::{Kept, NEAR, Past, View};
use super::{ByType, ResolvedLocality, amounts, count, finish, official};
use crate::tagger::article::{Article, Knowledge};
use crate::tagger::candidate::Findings;
use crate::tagger::mention::{Analysis, AsOf, Mention, Value};
use crate::tagger::share;
use crate::text::index::CodePointCursor;
use crate::text::position::{Byte, CodePoint};

/// Resolves a whole article read as of `as_of`, and keeps how that came.
pub fn whole(
    article: &Article<'_>,
    (knowledge, as_of): (&Knowledge, AsOf),
    paragraphs: &[Findings],
) -> (Record, Vec<Settled>, Option<Kept>, Analysis) {
    let ((record, settled), people) = share::both(
        share::parts(article.text.len()),
        || record::resolve(article, as_of, paragraphs),
        || People::collect(article.text, paragraphs),
    );
    let (kept, analysis) = settle(article, (knowledge, as_of), (paragraphs, &settled), people);
    (record, settled, kept, analysis)
}

/// The same where the localities are settled.
pub fn rest(
    article: &Article<'_>,
    (knowledge, as_of): (&Knowledge, AsOf),
    paragraphs: &[Findings],
    settled: &[Settled],
) -> (Option<Kept>, Analysis) {
    let people = People::collect(article.text, paragraphs);
    settle(article, (knowledge, as_of), (paragraphs, settled), people)
}

fn settle(
    article: &Article<'_>,
    (knowledge, as_of): (&Knowledge, AsOf),
    (paragraphs, settled): (&[Findings], &[Settled]),
    people: People,
) -> (Option<Kept>, Analysis) {
    let table = knowledge.officials.as_deref();
    let officials = |localities: &[ResolvedLocality]| {
        official::keep(article, (table, as_of), paragraphs, people, localities)
    };
    let (mentions, kept) = super::settle(article.text, paragraphs, localities(settled), officials);
    (kept, finish(article.text, mentions.join(), as_of))
}

/// The mentions of some paragraphs whose officials are known. `lent`: the article's currency.
pub fn mentions(
    paragraphs: &[Findings],
    settled: &[Settled],
    officials: Vec<Mention>,
    lent: Lent,
) -> Vec<Mention> {
    ByType::new(paragraphs, amounts(paragraphs, lent), officials, localities(settled)).join()
}

/// The currency that sums without one mean.
pub fn lent<'a>(paragraphs: impl Iterator<Item = &'a Findings> + Clone) -> Lent {
    Lent::by(paragraphs.flat_map(|p| &p.amounts))
}

/// The localities of paragraphs, in order.
fn localities(settled: &[Settled]) -> Vec<ResolvedLocality> {
    settled.iter().flat_map(|s| &s.localities).cloned().collect()
}

/// Counts the code points of the mentions of a part that begins at `start`, code point `at`.
pub fn place(text: &str, (start, at): (Byte, CodePoint), mentions: &mut [Mention]) {
    count(CodePointCursor::starting(text, start, at), text, mentions);
}

/// Whether two mentions at the same place say the same.
pub fn says_the_same(a: &Mention, b: &Mention) -> bool {
    let same = match (&a.value, &b.value) {
        // Parts are told apart by their bytes alone: code points may not be counted yet.
        (Value::Official(x), Value::Official(y)) => {
            let parts = |v: &crate::tagger::mention::OfficialValue| {
                v.parts.iter().map(|p| (p.role, p.bytes)).collect::<Vec<_>>()
            };
            parts(x) == parts(y)
                && (&x.person, x.person_from, x.person_id, &x.holder, &x.offices)
                    == (&y.person, y.person_from, y.person_id, &y.holder, &y.offices)
        }
        (x, y) => x == y,
    };
    same && (a.bytes, a.certainty, a.reason) == (b.bytes, b.certainty, b.reason)
}

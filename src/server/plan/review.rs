//! Plans about what a person decides of one line: see `sidecar::review`.

use jiff::Timestamp;

use super::super::snapshot::Snapshot;
use super::super::writing::{Decision, Review};
use super::{Plan, Refusal, brought};
use crate::sidecar::anchor::Article;
use crate::sidecar::{Sidecar, review};

/// Carries a decision out on top of `sidecar`.
pub fn decided(snapshot: &Snapshot, sidecar: &Sidecar, wish: &Review) -> Result<Plan, Refusal> {
    // A place in another text than the header names would be one in none.
    let of_place = !matches!(wish.decision, Decision::Accept | Decision::Delete);
    let brought = brought(snapshot, sidecar).filter(|_| of_place);
    let stored = sidecar.bytes();
    let sidecar = brought.as_ref().unwrap_or(sidecar);
    let (line, _) = sidecar.find(&wish.annotation).ok_or(Refusal::TextChanged)?;
    let text = String::from(&snapshot.base);
    let there = || {
        let article = Article::new(&text);
        let same = article.slice(wish.span) == Some(wish.text.as_str());
        same.then_some(article).ok_or(Refusal::TextChanged)
    };
    let now = Timestamp::now();
    let bytes = match wish.decision {
        Decision::Accept => review::accept(sidecar, line, now),
        Decision::Delete => review::delete(sidecar, line),
        Decision::Place => review::place(sidecar, line, wish.span, &there()?),
        Decision::Keep => review::keep(sidecar, line, wish.span, &there()?, now),
        Decision::Recompute => {
            let article = there()?;
            let tagged = snapshot.world.read(&text, sidecar).ok_or(Refusal::TextChanged)?;
            review::recompute(sidecar, line, wish.span, &article, &tagged.analysis, now)
        }
    };
    // What was to be decided is decided.
    let bytes = bytes.filter(|bytes| bytes != stored);
    Ok(Plan { bytes, ..Plan::default() })
}

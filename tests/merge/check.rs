//! Counts what came out right and what came out wrong.

use std::collections::{BTreeMap, BTreeSet};

use gannhan::sidecar::{Content, Sidecar, anchor};
use gannhan::text::index::TextIndex;

use crate::model::{Saying, Work, expected, place_in_text};

#[derive(Debug, Default)]
pub struct Tally {
    /// Annotations that stand where they should.
    placed: usize,
    /// Their text is another now, and that is told.
    stale: usize,
    /// They could not be placed, and that is told, though their place is there.
    missed: usize,
    /// They could not be placed, and that is told; their place is gone.
    gone: usize,
    /// Real conflicts, told.
    conflicts: usize,
    /// What must never be.
    errors: BTreeMap<&'static str, usize>,
    shown: usize,
    /// Ids of which `lint` tells something, where that is enough.
    pub reported: BTreeSet<String>,
    /// How often it was.
    by_lint: usize,
}

impl Tally {
    pub fn wrong(&self) -> usize {
        self.errors.values().sum()
    }

    pub fn error(&mut self, seed: u64, what: &'static str, detail: &str) {
        *self.errors.entry(what).or_default() += 1;
        self.shown += 1;
        if self.shown <= 12 {
            println!("pair {seed}: {what}: {detail}");
        }
    }

    /// Looks at a merged sidecar beside the article. `told` are the ids that the merge told a conflict of.
    pub fn check(&mut self, seed: u64, works: [&Work; 3], article: &str, bytes: &[u8], told: &[String]) {
        let [base, ours, theirs] = works;
        let wanted = expected(base, ours, theirs);
        let sidecar = Sidecar::read(bytes);
        let regions = sidecar.conflicts();
        let inside = |line: usize| regions.iter().any(|r| r.contains(&line));
        let mut lines: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (line, annotation) in sidecar.annotations() {
            lines.entry(annotation.id.as_deref().unwrap_or_default()).or_default().push(line);
        }
        let strange = sidecar.lines().iter().filter(|l| matches!(l.content, Content::Unreadable(_))).count();
        if strange > 0 || sidecar.headers().count() != 1 {
            self.error(seed, "torn file", &String::from_utf8_lossy(bytes));
        }
        if sidecar.header().and_then(|h| h.describes(article)) != Some(true) {
            self.error(seed, "header of another text", "");
        }
        for (id, wanted) in &wanted {
            let here = lines.remove(id.as_str()).unwrap_or_default();
            let outside = here.iter().filter(|l| !inside(**l)).count();
            match wanted {
                Err(()) if told.contains(id) && outside == 0 && !here.is_empty() => self.conflicts += 1,
                Err(()) => self.error(seed, "conflict not told", id),
                Ok(_) if told.contains(id) => self.error(seed, "conflict without a reason", id),
                Ok(None) if here.is_empty() => {}
                Ok(None) => self.error(seed, "deleted line came back", id),
                Ok(Some(_))
                    if here.is_empty() && self.gave_way(works, &wanted_spots(&wanted_map(works)), id) => {}
                Ok(Some(_)) if here.is_empty() => self.error(seed, "line lost", id),
                Ok(Some(_)) if here.len() > 1 && self.reported.contains(id) => self.by_lint += 1,
                Ok(Some(_)) if here.len() > 1 => self.error(seed, "id twice", id),
                Ok(Some(saying)) => self.place(seed, &sidecar, here[0], saying, article, id),
            }
        }
        for id in lines.keys() {
            self.error(seed, "line of nobody", id);
        }
    }

    /// A bulk annotation that one side added where the other added one too.
    fn gave_way(&self, works: [&Work; 3], spots: &BTreeMap<(u64, usize), usize>, id: &str) -> bool {
        let added =
            works[1..].iter().find_map(|w| w.says.get(id)).filter(|_| !works[0].says.contains_key(id));
        added.is_some_and(|s| {
            s.origin == Some(gannhan::sidecar::Origin::Bulk) && spots.get(&s.spot).is_some_and(|n| *n > 1)
        })
    }

    fn place(&mut self, seed: u64, sidecar: &Sidecar, line: usize, saying: &Saying, article: &str, id: &str) {
        let Some((_, annotation)) = sidecar.annotations().find(|(l, _)| *l == line) else { return };
        let name = annotation.body().and_then(|b| b.name.as_deref());
        if name != Some(&saying.value) || annotation.origin != saying.origin {
            self.error(seed, "says another thing", id);
        }
        let truth = place_in_text(article, saying.spot);
        if sidecar.header().is_some_and(|h| h.unanchored(id).is_some()) {
            if truth.is_some() {
                self.missed += 1
            } else {
                self.gone += 1
            }
            return;
        }
        let slice = TextIndex::new(article).slice(article, annotation.span).map(str::to_owned);
        match truth {
            Some((span, _)) if span == annotation.span => {
                let verdict = anchor::Article::new(article).verify(annotation, true);
                let fits = matches!(verdict.position, anchor::Position::Fits { .. });
                let same = slice.as_deref() == annotation.quote.exact.as_deref();
                match (fits, same) {
                    (true, true) => self.placed += 1,
                    // `lint` tells `quote-mismatch`.
                    (false, false) => self.stale += 1,
                    _ => self.error(seed, "fits and does not", id),
                }
            }
            _ if slice.as_deref() != annotation.quote.exact.as_deref() && self.reported.contains(id) => {
                self.by_lint += 1;
            }
            Some((span, text)) => {
                let detail = format!("{id} should be {span:?} {text:?}, is {:?} {slice:?}", annotation.span);
                self.error(seed, "wrong place", &detail);
            }
            None => self.error(seed, "placed where nothing is", &format!("{id} {slice:?} {:?}", saying.spot)),
        }
    }

    pub fn print(&self, what: &str, pairs: u64) {
        let sure = self.placed + self.stale;
        let share = 100.0 * sure as f64 / (sure + self.missed).max(1) as f64;
        println!(
            "{what}: {pairs} pairs, {} annotations in place, {} with another text (told), {} not found (told), {} whose \
             place is gone (told), {share:.2} % of those that are there found; {} conflicts; {} told by lint; wrong: {} {:?}",
            self.placed,
            self.stale,
            self.missed,
            self.gone,
            self.conflicts,
            self.by_lint,
            self.wrong(),
            self.errors
        );
    }
}

fn wanted_map(works: [&Work; 3]) -> BTreeMap<String, Result<Option<Saying>, ()>> {
    expected(works[0], works[1], works[2])
}

/// How many annotations that one side added each spot has.
fn wanted_spots(wanted: &BTreeMap<String, Result<Option<Saying>, ()>>) -> BTreeMap<(u64, usize), usize> {
    let mut out = BTreeMap::new();
    for saying in wanted.values().filter_map(|w| w.as_ref().ok()?.as_ref()) {
        *out.entry(saying.spot).or_default() += 1;
    }
    out
}

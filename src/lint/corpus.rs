//! Rules about all sidecars of a project together. They see claims, not lines: whoever prints a complaint finds
//! its place in the file.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::article::name::words;
use super::finding::{Argument, Finding, Message};
use super::registry::{Rule, Severity, rule};
use super::subject::Report;
use crate::gazetteer::Unit;
use crate::sidecar::claims::{Claim, Claims, OfficeClaim};
use crate::sidecar::{ArticleStatus, Sidecar, Status, iri};
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};

/// One sidecar.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'c> {
    /// Its file, as people are told of it.
    pub file: &'c str,
    /// Its article's file.
    pub article: &'c str,
    /// What it says.
    pub claims: &'c Claims,
}

/// All sidecars.
#[derive(Clone, Debug, Default)]
pub struct Corpus<'c> {
    /// In order of their files.
    pub voices: Vec<Voice<'c>>,
}

/// Something wrong with a line of a sidecar.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// Name of the rule.
    pub rule: &'static str,
    /// As the rule has it by default.
    pub severity: Severity,
    /// Number of the sidecar.
    pub voice: usize,
    /// Line, from 0.
    pub line: usize,
    /// Key of the line's JSON that it is about.
    pub key: &'static str,
    /// What to say.
    pub message: Message,
    /// The line that it does not agree with: number of its sidecar, and line.
    pub other: Option<(usize, usize)>,
}

/// Takes complaints in for one rule.
#[derive(Debug)]
pub struct Complaints<'r> {
    rule: &'static Rule,
    corpus: &'r Corpus<'r>,
    out: &'r mut Vec<Complaint>,
}

impl<'r> Complaints<'r> {
    /// For `rule`, about `corpus`.
    pub fn new(rule: &'static Rule, corpus: &'r Corpus<'r>, out: &'r mut Vec<Complaint>) -> Self {
        Self { rule, corpus, out }
    }

    /// Adds a complaint, unless the sidecar keeps silent about it. `claim`: none for the header; `other`: what it does
    /// not agree with.
    fn add(
        &mut self,
        voice: usize,
        claim: Option<&Claim>,
        (key, message): (&'static str, Message),
        other: (usize, Option<&Claim>),
    ) {
        let Some(Voice { claims, .. }) = self.corpus.voices.get(voice) else { return };
        let rule = self.rule;
        let is = |s: &String| s == rule.name;
        if claims.suppress.iter().any(is) || claim.is_some_and(|c| c.suppress.iter().any(is)) {
            return;
        }
        let Some(line) = claim.map(|c| c.line).or(claims.header) else { return };
        let header = |voice: usize| self.corpus.voices.get(voice)?.claims.header;
        let other = other.1.map(|c| c.line).or_else(|| header(other.0)).map(|line| (other.0, line));
        self.out.push(Complaint {
            rule: rule.name,
            severity: rule.severity,
            voice,
            line,
            key,
            message,
            other,
        });
    }

    fn message(&self, variant: Option<&'static str>) -> Message {
        Message::new(variant.unwrap_or(self.rule.key))
    }
}

impl Complaint {
    /// The complaint on its line of the sidecar; `None` for a rule that is none.
    pub fn finding(&self, sidecar: &Sidecar) -> Option<Finding> {
        let mut out = Vec::new();
        let mut report = Report::new(rule(self.rule)?, sidecar, &mut out);
        report.add_as(self.line, self.message.key).on_key(self.key).done();
        let mut finding = out.pop()?;
        finding.message.clone_from(&self.message);
        Some(finding)
    }
}

impl<'c> Corpus<'c> {
    /// Claims that annotate, with their sidecars' numbers.
    fn active(&self) -> impl Iterator<Item = (usize, &'c Claim)> {
        let all = self.voices.iter().enumerate();
        all.flat_map(|(n, v)| v.claims.all.iter().filter(|c| c.status == Status::Active).map(move |c| (n, c)))
    }

    /// For each sidecar a number of its article, which all sidecars of that one share.
    fn article_numbers(&self) -> Vec<usize> {
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let number = |(own, voice): (usize, &Voice<'c>)| *numbers.entry(voice.article).or_insert(own);
        self.voices.iter().enumerate().map(number).collect()
    }

    /// The sidecars of each article that has several, in order.
    fn by_article(&self) -> Vec<Vec<usize>> {
        let mut groups: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (number, voice) in self.voices.iter().enumerate() {
            groups.entry(voice.article).or_default().push(number);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|g| g.len() > 1).collect();
        groups.sort();
        groups
    }
}

/// A claim with the number of its sidecar.
type Use<'c> = (usize, &'c Claim);

/// Claims with their sidecars' numbers.
type Uses<'c> = Vec<Use<'c>>;

/// A name must be annotated so often, in so many articles, before another meaning of it is odd.
const OFTEN: usize = 10;
const ARTICLES: usize = 3;
/// And mean one thing in so many of a hundred annotations.
const SHARE: usize = 90;

/// `corpus-mixed-referent`
pub fn mixed_referent(corpus: &Corpus<'_>, complaints: &mut Complaints<'_>) {
    // Equal words are mostly stored once, so that a few names stand for all uses.
    let mut written: FxHashMap<*const str, (&str, Uses<'_>)> = FxHashMap::default();
    for (voice, claim) in corpus.active().filter(|(_, c)| c.kind == Kind::Locality) {
        let (_, uses) = written.entry(Arc::as_ptr(&claim.text)).or_insert_with(|| (&claim.text, Vec::new()));
        uses.push((voice, claim));
    }
    let mut names: FxHashMap<Arc<str>, Uses<'_>> = FxHashMap::default();
    for (text, uses) in written.into_values() {
        names.entry(words(text)).or_default().extend(uses);
    }
    names.values_mut().for_each(|uses| uses.sort_by_key(|(voice, claim)| (*voice, claim.line)));
    let articles_of = corpus.article_numbers();
    let mut found: Vec<(usize, &Claim, Use<'_>, usize, usize)> = Vec::new();
    for uses in names.values().filter(|u| u.len() >= OFTEN) {
        let mut counts: FxHashMap<&str, (usize, Use<'_>, FxHashSet<usize>)> = FxHashMap::default();
        for (voice, claim) in uses {
            let count = counts.entry(&claim.thing).or_insert((0, (*voice, claim), FxHashSet::default()));
            count.0 += 1;
            count.2.extend(articles_of.get(*voice));
        }
        let Some((usual, common, articles)) = counts.values().max_by_key(|(n, (_, c), _)| (*n, &c.thing))
        else {
            continue;
        };
        if articles.len() < ARTICLES || usual * 100 < uses.len() * SHARE {
            continue;
        }
        let odd = uses
            .iter()
            .filter(|(_, c)| c.thing != common.1.thing && are_two_places(&c.thing, &common.1.thing));
        found.extend(odd.map(|(voice, claim)| (*voice, *claim, *common, *usual, uses.len())));
    }
    for (voice, claim, common, usual, all) in found {
        let message = complaints
            .message(None)
            .with("text", &*claim.text)
            .with("thing", &*claim.thing)
            .with("other", &*common.1.thing)
            .with("usual", usual)
            .with("all", all);
        complaints.add(voice, Some(claim), ("source", message), (common.0, Some(common.1)));
    }
}

/// Whether two IRIs name two units of one level and time in different places.
fn are_two_places(a: &str, b: &str) -> bool {
    let unit = |iri| iri::units(iri).unwrap_or_default().first().copied();
    let (Some(a), Some(b)) = (unit(a), unit(b)) else { return false };
    let above = |u: Unit| (u.parent().map(Unit::name_id), u.province().map(Unit::name_id));
    a.level() == b.level() && a.era() == b.era() && above(a) != above(b)
}

/// The articles that use an id; nearly all are used in one.
struct Articles {
    first: usize,
    others: FxHashSet<usize>,
}

impl Articles {
    fn of(first: usize) -> Articles {
        Articles { first, others: FxHashSet::default() }
    }

    fn add(&mut self, article: usize) {
        if article != self.first {
            self.others.insert(article);
        }
    }

    fn count(&self) -> usize {
        1 + self.others.len()
    }
}

/// `person-two-ids`: an id holds within its sidecar. One that several articles use is meant to last; then the
/// same name in the same office has it everywhere.
pub fn person_two_ids(corpus: &Corpus<'_>, complaints: &mut Complaints<'_>) {
    let articles_of = corpus.article_numbers();
    let mut articles: FxHashMap<&str, Articles> = FxHashMap::default();
    let mut posts: FxHashMap<(Arc<str>, Arc<str>), Uses<'_>> = FxHashMap::default();
    // Equal offices are often stored once.
    let mut known: FxHashMap<*const OfficeClaim, Arc<str>> = FxHashMap::default();
    let mut names: FxHashMap<*const str, Arc<str>> = FxHashMap::default();
    for (voice, claim) in corpus.active().filter(|(_, c)| c.kind == Kind::Official) {
        if let Some(article) = articles_of.get(voice) {
            articles.entry(&claim.thing).or_insert_with(|| Articles::of(*article)).add(*article);
        }
        // Of an office alone only the office is known, which has had many holders.
        for office in claim.offices.iter().filter(|_| claim.names_person) {
            let Some(organ) = &office.organ else { continue };
            let post = known.entry(std::ptr::from_ref(office)).or_insert_with(|| {
                let unit = office.jurisdiction.as_deref().unwrap_or("");
                format!("{}/{}/{unit}", words(&office.title), words(organ)).into()
            });
            let name = names.entry(Arc::as_ptr(&claim.name)).or_insert_with(|| words(&claim.name));
            posts.entry((name.clone(), post.clone())).or_default().push((voice, claim));
        }
    }
    let mut found: Vec<(usize, &Claim, Use<'_>)> = Vec::new();
    for uses in posts.values() {
        let lasting = |c: &Claim| articles.get(&*c.thing).map_or(0, Articles::count);
        let Some((home, best)) =
            uses.iter().max_by_key(|(n, c)| (lasting(c), std::cmp::Reverse((*n, c.line))))
        else {
            continue;
        };
        for (voice, claim) in uses.iter().filter(|(_, c)| c.thing != best.thing) {
            if voice == home || lasting(best) > 1 {
                found.push((*voice, claim, (*home, best)));
            }
        }
    }
    found.sort_by_key(|(voice, claim, _)| (*voice, claim.line));
    found.dedup_by_key(|(voice, claim, _)| (*voice, claim.line));
    for (voice, claim, (home, best)) in found {
        let message = complaints.message(None).with("name", &*claim.name);
        let message = message.with("thing", &*claim.thing).with("other", &*best.thing);
        complaints.add(voice, Some(claim), ("source", message), (home, Some(best)));
    }
}

/// `annotators-disagree`: each sidecar of an article against those before it.
pub fn annotators_disagree(corpus: &Corpus<'_>, complaints: &mut Complaints<'_>) {
    for group in corpus.by_article() {
        for (n, number) in group.iter().enumerate() {
            for other in &group[..n] {
                if let (Some(voice), Some(before)) = (corpus.voices.get(*number), corpus.voices.get(*other)) {
                    compare((*number, voice), (*other, before), complaints);
                }
            }
        }
    }
}

type Place = (Kind, Span<CodePoint>);

fn compare(
    (number, voice): (usize, &Voice<'_>),
    (number_before, before): (usize, &Voice<'_>),
    complaints: &mut Complaints<'_>,
) {
    // Positions in two texts can't be compared.
    if voice.claims.sha256 != before.claims.sha256 {
        return;
    }
    let anchored = |v: &Voice<'_>| -> FxHashMap<Place, usize> {
        let all = v.claims.all.iter().enumerate().filter(|(_, c)| c.anchored && !c.span.is_empty());
        all.map(|(n, c)| ((c.kind, c.span), n)).collect()
    };
    let (ours, theirs) = (anchored(voice), anchored(before));
    let mut spans: Vec<Place> = theirs.keys().copied().collect();
    spans.sort_by_key(|(kind, span)| (*kind, span.start, span.end));
    let crosses = |claim: &Claim| {
        let until = spans.partition_point(|(k, s)| (*k, s.start) < (claim.kind, claim.span.end));
        let near = spans[..until].iter().rev().take(8);
        near.filter(|(k, s)| *k == claim.kind && s.overlaps(claim.span)).find_map(|place| {
            let other = before.claims.all.get(*theirs.get(place)?)?;
            // Theirs is told at our line of its own place, if we have one.
            (!ours.contains_key(place) && other.status == Status::Active).then_some(other)
        })
    };
    let finished = |v: &Voice<'_>| v.claims.status == Some(ArticleStatus::Finished);
    for claim in voice.claims.all.iter().filter(|c| c.anchored && !c.span.is_empty()) {
        let say = |complaints: &Complaints<'_>, variant| {
            complaints.message(variant).with("text", &*claim.text).with("file", before.file)
        };
        let same = theirs.get(&(claim.kind, claim.span)).and_then(|n| before.claims.all.get(*n));
        let crossed = same.is_none().then(|| crosses(claim)).flatten();
        let said = match same {
            Some(other) if other.status != claim.status => {
                let variant = if claim.status == Status::Active {
                    "lint-annotators-disagree.rejected"
                } else {
                    "lint-annotators-disagree.taken"
                };
                ("body", say(complaints, Some(variant)))
            }
            Some(other) if claim.status == Status::Active && is_other(claim, other) => {
                let (thing, theirs) = match claim.kind {
                    Kind::Official => (&*claim.name, &*other.name),
                    Kind::Locality | Kind::Amount => (&*claim.thing, &*other.thing),
                };
                ("source", say(complaints, None).with("thing", thing).with("other", theirs))
            }
            Some(_) => continue,
            None if claim.status != Status::Active => continue,
            None => match crossed {
                Some(other) => {
                    let message = say(complaints, Some("lint-annotators-disagree.extent"));
                    ("start", message.with("other", &*other.text))
                }
                None if finished(voice) && finished(before) => {
                    ("body", say(complaints, Some("lint-annotators-disagree.missing")))
                }
                None => continue,
            },
        };
        complaints.add(number, Some(claim), said, (number_before, same.or(crossed)));
    }
}

/// Whether two annotators mean two things by one place. Persons' ids are each sidecar's own.
fn is_other(claim: &Claim, other: &Claim) -> bool {
    match claim.kind {
        Kind::Official => words(&claim.name) != words(&other.name),
        Kind::Locality | Kind::Amount => claim.thing != other.thing,
    }
}

/// `date-disagrees`: the sidecars of one article.
pub fn date_disagrees(corpus: &Corpus<'_>, complaints: &mut Complaints<'_>) {
    for group in corpus.by_article() {
        let dated: Vec<(usize, Date)> =
            group.iter().filter_map(|n| Some((*n, corpus.voices.get(*n)?.claims.date?))).collect();
        let Some((first, said)) = dated.first() else { continue };
        for (number, date) in dated.iter().filter(|(_, date)| date != said) {
            let file = corpus.voices.get(*first).map_or("", |v| v.file);
            let message = complaints.message(None).with("date", date.to_string());
            let message = message.with("said", Argument::from(said.to_string())).with("file", file);
            complaints.add(*number, None, ("date", message), (*first, None));
        }
    }
}

#[cfg(test)]
mod tests;

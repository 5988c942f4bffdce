//! Rules about annotations of one sidecar that do not agree with each other.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::article::holder::is_same;
use super::article::name::words;
use super::article::office::Title;
use super::article::past::{Explains, Sentence};
use super::finding::Message;
use super::subject::{Claim, Report, Subject};
use crate::gazetteer::Unit;
use crate::sidecar::body::{Leaf, Office};
use crate::sidecar::{Body, rewrite};
use crate::tagger::mention::{Kind, Mention, Value};
use crate::tagger::official::lexicon::TitleClass;
use crate::text::position::{CodePoint, Span};

/// So many things of a type have a name of their own in most articles.
const NAMES: usize = 14;

/// `mixed-referent`
pub fn mixed_referent(subject: &Subject<'_>, report: &mut Report<'_>) {
    for kind in Kind::ALL {
        let mut first: FxHashMap<Arc<str>, (usize, &str, &Body)> =
            FxHashMap::with_capacity_and_hasher(subject.claims(kind).count().min(NAMES), FxBuildHasher);
        for Claim { line, annotation, body, .. } in subject.claims(kind) {
            let (Some(thing), Some(quote)) = (annotation.source.as_deref(), &annotation.quote.exact) else {
                continue;
            };
            let name = body.words(quote, words);
            let (before, other, theirs) = *first.entry(name).or_insert((line, thing, body));
            if other != thing && differ(kind, (thing, body), (other, theirs)) {
                report
                    .add(line)
                    .on_key("source")
                    .with("text", quote.as_str())
                    .with("thing", thing)
                    .with("other", other)
                    .with("line", before + 1)
                    .done();
            }
        }
    }
}

/// Whether two things of one name are surely two.
fn differ(kind: Kind, (thing, body): (&str, &Body), (other, theirs): (&str, &Body)) -> bool {
    match kind {
        // One place is many things over the years and levels: only two of one level, in different parents, differ.
        Kind::Locality => {
            let unit = |body: &Body, iri| body.units(iri).unwrap_or_default().first().copied();
            let (Some(a), Some(b)) = (unit(body, thing), unit(theirs, other)) else { return false };
            let up = |u: Unit| u.parent().map(Unit::name_id);
            let province = |u: Unit| u.province().map(Unit::name_id);
            a.level() == b.level() && a.era() == b.era() && (up(a) != up(b) || province(a) != province(b))
        }
        // Two namesakes are two persons; an office alone has one holder.
        Kind::Official => {
            let person = |body: &Body| body.person.as_deref().map(words);
            match (person(body), person(theirs)) {
                (Some(a), Some(b)) => a != b,
                _ => false,
            }
        }
        Kind::Amount => {
            let figure = |body: &Body| {
                let leaves = [&body.decimal, &body.decimal_max, &body.currency];
                leaves.map(|leaf| leaf.as_ref().and_then(Leaf::string).map(str::to_owned))
            };
            figure(body) != figure(theirs)
        }
    }
}

/// `mixed-extent`
pub fn mixed_extent(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(article), Some(analysis)) = (&subject.article, subject.analysis) else { return };
    // Where the tagger marks the same words, the designator is another one's (hai tỉnh A và B).
    if subject.claims(Kind::Locality).all(|claim| claim.mention.is_some()) {
        return;
    }
    // Thing → its quotes, each with its first line.
    let mut quotes: FxHashMap<&str, FxHashMap<Arc<str>, usize>> = FxHashMap::default();
    for Claim { line, annotation, .. } in subject.claims(Kind::Locality) {
        if let (Some(thing), Some(quote)) = (annotation.source.as_deref(), &annotation.quote.exact) {
            quotes.entry(thing).or_default().entry(words(quote)).or_insert(line);
        }
    }
    if quotes.values().all(|q| q.len() < 2) {
        return;
    }
    for Claim { line, annotation, mention, .. } in subject.claims(Kind::Locality) {
        let (Some(thing), Some(quote)) = (annotation.source.as_deref(), &annotation.quote.exact) else {
            continue;
        };
        // What the tagger marks as well.
        if mention.is_some() {
            continue;
        }
        let wider = analysis.mentions.iter().find(|m| {
            m.value.kind() == Kind::Locality
                && m.span.contains(annotation.span)
                && m.span.end == annotation.span.end
        });
        let Some(wider) = wider else { continue };
        let whole = article.slice(wider.span).unwrap_or_default();
        let Some(other) = quotes.get(thing).and_then(|q| q.get(&words(whole))) else { continue };
        let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
        let taken =
            subject.sidecar.annotations().any(|(_, a)| a.span == wider.span && a.kind == annotation.kind);
        let draft = report
            .add(line)
            .on_key("start")
            .with("text", quote.as_str())
            .with("whole", whole.as_str())
            .with("line", other + 1);
        let moved =
            rewrite::moved(annotation, wider.span, article.text(), article.index()).filter(|_| !taken);
        match moved {
            Some(json) => {
                draft.correct(Message::new("fix-extend").with("text", whole), json).done();
            }
            None => draft.done(),
        }
    }
}

/// An office that one person holds at a time, as an annotation says it.
#[derive(PartialEq, Eq, Hash)]
struct Seat {
    title: u64,
    organ: Arc<str>,
    unit: String,
}

fn seat(office: &Office) -> Option<Seat> {
    let title = Title::read(office.title.as_deref()?)?;
    let several =
        matches!(title.class, TitleClass::Rank | TitleClass::Member | TitleClass::Deputy | TitleClass::Envoy);
    if several || title.many || title.deputy || title.former {
        return None;
    }
    // A unit that was only implied may be another one's.
    if office.jurisdiction_from.as_deref() != Some("text") && title.class != TitleClass::National {
        return None;
    }
    let unit = office.jurisdiction.as_ref()?;
    Some(Seat { title: title.key, organ: words(office.organ.as_deref()?), unit: unit.word() })
}

/// A person in a seat, where the sidecar says so first.
struct Holder<'s> {
    line: usize,
    name: &'s str,
    span: Span<CodePoint>,
    told: bool,
}

/// `two-holders`
pub fn two_holders(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut seats: FxHashMap<Seat, Vec<Holder<'_>>> = FxHashMap::default();
    for Claim { line, annotation, body, mention } in subject.claims(Kind::Official) {
        let Some(name) = body.named_person() else { continue };
        for office in &body.offices {
            let Some(seat) = seat(office) else { continue };
            let holders = seats.entry(seat).or_default();
            if holders.iter().all(|h| !is_same(h.name, name)) {
                let told = is_told(mention, name);
                holders.push(Holder { line, name, span: annotation.span, told });
            }
        }
    }
    for holders in seats.values().filter(|h| h.len() > 1) {
        let explained = |h: &Holder<'_>| is_explained(subject, h.span);
        // What the article itself says is told there.
        if holders.iter().all(|h| h.told) || holders.iter().any(explained) {
            continue;
        }
        let [first, others @ ..] = holders.as_slice() else { continue };
        for other in others {
            report
                .add_as(other.line, "lint-two-holders.annotated")
                .on_key("person")
                .with("name", other.name)
                .with("other", first.name)
                .with("line", first.line + 1)
                .done();
        }
    }
}

/// Whether the tagger reads the same person there.
fn is_told(mention: Option<&Mention>, name: &str) -> bool {
    mention.is_some_and(|m| match &m.value {
        Value::Official(v) => v.person.as_deref().is_some_and(|p| words(p) == words(name)),
        _ => false,
    })
}

fn is_explained(subject: &Subject<'_>, span: Span<CodePoint>) -> bool {
    let (Some(document), Some(article)) = (subject.document(), &subject.article) else { return false };
    let byte = |at| article.index().byte(article.text(), at);
    let (Some(start), Some(end)) = (byte(span.start), byte(span.end)) else { return false };
    let sentence = Sentence::around(document, Span::new(start, end));
    sentence.explains(Explains::Holder) || sentence.years().next().is_some()
}

//! Officials over the whole article: who an office alone refers to, whose a name alone is, and which
//! unit each office has power over.

mod holder;
mod jurisdiction;
mod kept;
mod offices;
mod people;
mod roll;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{ResolvedLocality, merge, written};
use crate::tagger::article::Article;
use crate::tagger::candidate::Findings;
use crate::tagger::mention::{
    AsOf, Certainty, JurisdictionFrom, Mention, OfficeValue, OfficialValue, Part, PersonFrom, Reason, Role,
    Value,
};
use crate::tagger::official::lexicon::Alone;
use crate::tagger::official::{NameCandidate, OfficeCandidate, OfficialCandidate, PersonName, Standing};
use crate::tagger::officials::{self, Holder, Officials};
use crate::tagger::share;
use crate::text::position::{Byte, CodePoint, Span};
use holder::Holders;
pub use jurisdiction::NEAR;
use jurisdiction::{Jurisdictions, Power};
pub use kept::{Kept, Past, View};
pub use offices::Offices;
pub use people::People;

/// A candidate that refers to somebody, with what has been settled of it.
struct Reference<'f> {
    candidate: &'f OfficialCandidate,
    /// One for each office.
    powers: Vec<Power>,
    /// Number of the person named in it.
    person: Option<u32>,
    /// Whether the name in it, a single syllable, could not be told: it stays outside.
    unnamed: bool,
}

/// Settles the officials of an article, ordered by start.
pub fn resolve(
    article: &Article<'_>,
    (table, as_of): (Option<&Officials>, AsOf),
    paragraphs: &[Findings],
    people: &People,
    localities: &[ResolvedLocality],
) -> Vec<Mention> {
    settle(article, (table, as_of), paragraphs, people, localities).0
}

/// The same, and what has to be kept for an edit: nothing where a table of officials tells of persons, too.
pub fn keep(
    article: &Article<'_>,
    (table, as_of): (Option<&Officials>, AsOf),
    paragraphs: &[Findings],
    people: People,
    localities: &[ResolvedLocality],
) -> (Vec<Mention>, Option<Kept>) {
    let (mentions, references, order) = settle(article, (table, as_of), paragraphs, &people, localities);
    let kept = || Kept::new(article.text, people, (paragraphs, &references), localities, order);
    (mentions, if table.is_none() { kept() } else { None })
}

/// The mentions, the references that they come of, and the persons' keys by their numbers.
fn settle<'f>(
    article: &Article<'_>,
    (table, as_of): (Option<&Officials>, AsOf),
    paragraphs: &'f [Findings],
    people: &People,
    localities: &[ResolvedLocality],
) -> (Vec<Mention>, Vec<Reference<'f>>, Vec<u64>) {
    let text = article.text;
    let parts = share::parts(text.len());
    let mut references = share::joined(share::map(paragraphs, parts, |run| referring(people, run)));
    Jurisdictions::new(localities).settle(&mut references, parts);

    let holders = Holders::new(&references);
    let one = |at: usize| {
        let mut found = mention(text, people, &holders, &references, at)?;
        if let (Some(table), Some(reference)) = (table, references.get(at)) {
            hold(&mut found, reference, table, as_of);
        }
        Some(found)
    };
    let numbers: Vec<usize> = (0..references.len()).collect();
    let found = share::map(&numbers, parts, |numbers| -> Vec<Mention> {
        numbers.iter().filter_map(|at| one(*at)).collect()
    });
    let alone = share::map(paragraphs, parts, |run| -> Vec<Mention> {
        let names = run.iter().flat_map(|f| &f.names);
        names.filter_map(|name| name_by_itself(people, &references, name)).collect()
    });
    let mut mentions = joined(share::joined(found), share::joined(alone));
    let given = given(people, paragraphs, &mentions, localities);
    if !given.is_empty() {
        mentions = joined(mentions, given);
    }
    let order = people.number(&mut mentions);
    if table.is_some() {
        share_holders(&mut mentions);
    }
    (mentions, references, order)
}

/// The candidates of some paragraphs that refer to somebody, or tell who holds an office.
fn referring<'f>(people: &People, paragraphs: &'f [Findings]) -> Vec<Reference<'f>> {
    let candidates = paragraphs.iter().flat_map(|f| &f.officials).filter(|c| match c.standing {
        Standing::Reference => true,
        // No mention, but it tells who holds the office.
        Standing::Predicate => c.person.is_some(),
        Standing::Generic => false,
    });
    let reference = |candidate: &'f OfficialCandidate| {
        let person = candidate.person.as_ref().and_then(|name| people.find(name));
        let public = candidate.offices.iter().any(|o| o.public && !o.generic);
        let unnamed = candidate.person.is_some() && person.is_none();
        // A post that can be a company's counts for whom the article shows to be an official.
        // So may one that says something ("Giám đốc nói"), where a holder of the title is named.
        let kept = public || person.is_some() || candidate.acts;
        kept.then_some(Reference { candidate, powers: Vec::new(), person, unnamed })
    };
    candidates.filter_map(reference).collect()
}

/// Two lists as one that rises.
fn joined(mut first: Vec<Mention>, mut second: Vec<Mention>) -> Vec<Mention> {
    first.sort_by_key(|m| m.bytes.order());
    second.sort_by_key(|m| m.bytes.order());
    merge(first, second, Some)
}

/// The mention of a name outside of offices, where it is somebody's whom the article shows to be an official.
fn name_by_itself(people: &People, references: &[Reference<'_>], name: &NameCandidate) -> Option<Mention> {
    let shared = || people.is_shared(name).then(|| nearest(people, references, name)).flatten();
    let id = people.named(name).or_else(shared)?;
    let given = name.name.short || !people.is_full(&name.name);
    let reason = if given { "official-given-name" } else { "official.name-alone" };
    Some(name_alone(people, id, name.name.bytes, reason))
}

/// Given names without an honorific, outside of other mentions, of the one person who is called so.
fn given(
    people: &People,
    paragraphs: &[Findings],
    mentions: &[Mention],
    localities: &[ResolvedLocality],
) -> Vec<Mention> {
    let covers = |spans: &dyn Fn(usize) -> Span<Byte>, before: usize, bytes: Span<Byte>| {
        before.checked_sub(1).is_some_and(|i| spans(i).overlaps(bytes))
    };
    let free = |bytes: Span<Byte>| {
        let before = mentions.partition_point(|m| m.bytes.start < bytes.end);
        let places = localities.partition_point(|l| l.bytes.start < bytes.end);
        !covers(&|i| mentions[i].bytes, before, bytes) && !covers(&|i| localities[i].bytes, places, bytes)
    };
    let names = paragraphs.iter().flat_map(|f| &f.given);
    let called = names.filter_map(|name| Some((name.bytes, people.called(name.last)?)));
    called
        .filter(|(bytes, _)| free(*bytes))
        .map(|(bytes, id)| name_alone(people, id, bytes, "official-given-name"))
        .collect()
}

/// The mention of a name that stands alone.
fn name_alone(people: &People, id: u32, bytes: Span<Byte>, reason: &'static str) -> Mention {
    Mention {
        span: Span::default(),
        bytes,
        value: Value::Official(OfficialValue {
            person: Some(people.name(id)),
            person_from: Some(PersonFrom::Text),
            person_id: Some(id),
            holder: None,
            parts: vec![part(Role::Person, bytes)],
            offices: Vec::new(),
        }),
        certainty: Certainty::Certain,
        reason: Reason(reason),
    }
}

/// So many references before a name that several bear are looked at.
const NEAREST: usize = 32;

/// Of several persons of one given name the one named last before it: "bà Bình".
fn nearest(people: &People, references: &[Reference<'_>], name: &NameCandidate) -> Option<u32> {
    let here = references.partition_point(|r| r.candidate.bytes.start < name.name.bytes.start);
    let called = |id: &u32| people.is_called(*id, name.name.last);
    references[..here].iter().rev().take(NEAREST).filter_map(|r| r.person).find(called)
}

/// Tells who a mention's person is by the project's table: of a name, whoever bears it and held one of the offices;
/// of an office alone that the article leaves open, whoever held it.
fn hold(mention: &mut Mention, reference: &Reference<'_>, table: &Officials, as_of: AsOf) {
    let Value::Official(value) = &mut mention.value else { return };
    let name = value.person.as_deref().map(officials::name_key);
    let offices = reference.candidate.offices.iter().zip(&reference.powers);
    let named = |office: &OfficeCandidate| value.parts.iter().any(|p| p.bytes == office.bytes);
    value.holder = offices
        .filter(|(office, _)| !office.generic && named(office))
        .find_map(|(office, power)| table.holder(office, power.unit, name, as_of))
        .cloned();
}

/// Whoever the table knows by one mention of a person it knows by all; where two rows speak for one person of the
/// article, the first one's id counts.
fn share_holders(mentions: &mut [Mention]) {
    let mut known: FxHashMap<u32, Arc<Holder>> = FxHashMap::default();
    for mention in mentions.iter() {
        if let Value::Official(OfficialValue { person_id: Some(id), holder: Some(holder), .. }) =
            &mention.value
        {
            known.entry(*id).or_insert_with(|| holder.clone());
        }
    }
    for mention in mentions {
        let Value::Official(value) = &mut mention.value else { continue };
        if let Some(holder) = value.person_id.and_then(|id| known.get(&id)) {
            value.holder = Some(holder.clone());
        }
    }
}

/// The mention of a reference, if it refers to anybody.
fn mention(
    text: &str,
    people: &People,
    holders: &Holders,
    references: &[Reference<'_>],
    at: usize,
) -> Option<Mention> {
    let reference = references.get(at)?;
    let split = split_name(text, people, reference);
    let candidate = split.as_ref().map_or(reference.candidate, |(candidate, _)| candidate);
    let named = split.as_ref().map(|(_, id)| *id).or(reference.person);
    if candidate.standing != Standing::Reference {
        return None;
    }
    let mut value = OfficialValue::default();
    let (certainty, reason);
    let mut offices: Vec<(&OfficeCandidate, Power)> =
        candidate.offices.iter().zip(reference.powers.iter().copied()).collect();
    let mut bytes = candidate.bytes;
    if let Some(id) = named {
        value.person = Some(people.name(id));
        value.person_from = Some(PersonFrom::Text);
        value.person_id = Some(id);
        let sure = candidate.offices.iter().any(|o| o.public);
        certainty = if sure { Certainty::Certain } else { Certainty::Likely };
        reason = "official-office-and-name";
    } else {
        if let Some(name) = candidate.person.as_ref().filter(|_| reference.unnamed) {
            // Only what stands before the word that is no known name.
            offices.retain(|(o, _)| o.bytes.end <= name.bytes.start);
        }
        let (first, last) = (offices.first()?, offices.last()?);
        bytes = Span::new(first.0.bytes.start, last.0.bytes.end);
        let acting = |o: &OfficeCandidate| candidate.acts && o.entry().alone == Alone::Acting;
        let many = |o: &OfficeCandidate| {
            let alone = o.entry().alone;
            !candidate.this && alone == Alone::Never || alone == Alone::Acting && !candidate.acts
        };
        let mut holder = None;
        for (office, power) in offices.iter_mut().filter(|(o, _)| !many(o) && !o.generic && !o.vague) {
            if let Some(found) = holders.of(references, at, office, *power) {
                // Where the holder's office names its unit, that is this one's.
                if power.from == Some(JurisdictionFrom::Context)
                    && found.power.from == Some(JurisdictionFrom::Text)
                {
                    power.unit = found.power.unit;
                }
                holder = Some((found.person, found.sure));
                break;
            }
        }
        let holder = holder.or_else(|| Some((people.comrade_at(candidate.bytes)?, false)));
        match holder {
            Some((person, sure)) => {
                value.person = Some(people.name(person));
                value.person_from = Some(PersonFrom::Coreference);
                value.person_id = Some(person);
                certainty = if sure { Certainty::Certain } else { Certainty::Likely };
                reason = "official-office-of-named";
            }
            None => {
                if !offices.iter().any(|(o, _)| o.is_definite() || acting(o)) {
                    return None;
                }
                certainty = Certainty::Certain;
                reason = "official-office-alone";
            }
        }
    }
    value.parts = offices.iter().map(|(o, _)| part(Role::Office, o.bytes)).collect();
    value.offices = offices.iter().map(|(o, power)| office(text, o, *power)).collect();
    if let Some(name) = candidate.person.as_ref().filter(|_| named.is_some()) {
        value.parts.push(part(Role::Person, name.bytes));
        value.parts.sort_by_key(|p| p.bytes.start);
    }
    Some(Mention {
        span: Span::default(),
        bytes,
        value: Value::Official(value),
        certainty,
        reason: Reason(reason),
    })
}

/// "Chủ tịch Hội đồng tỉnh Bae": what stands behind the type is no unit that a table has, but a foreigner's name whom the
/// article names in full. The office without it, and who that is.
fn split_name(text: &str, people: &People, reference: &Reference<'_>) -> Option<(OfficialCandidate, u32)> {
    let candidate = reference.candidate;
    let (office, power) = (candidate.offices.last()?, reference.powers.last()?);
    let place = office.places.last().filter(|p| p.end == office.bytes.end && power.unit.is_none())?;
    if candidate.person.is_some() {
        return None;
    }
    let (designator, word) = text.get(place.range())?.rsplit_once(' ')?;
    let id = people.foreigner(word)?;
    let end = Byte::from(place.start.index() + designator.trim_end().len());
    let bytes = Span::new(Byte::from(place.end.index() - word.len()), place.end);
    let mut split = candidate.clone();
    split.person = Some(PersonName::foreign(bytes));
    let office = split.offices.last_mut()?;
    office.places.pop();
    office.bytes = Span::new(office.bytes.start, end);
    office.organ = office.organ.map(|o| Span::new(o.start, end));
    Some((split, id))
}

fn part(role: Role, bytes: Span<Byte>) -> Part {
    Part { role, span: Span::<CodePoint>::default(), bytes }
}

fn office(text: &str, office: &OfficeCandidate, power: Power) -> OfficeValue {
    OfficeValue {
        title: written(text, office.title),
        organ: office.organ.map(|o| written(text, o)),
        jurisdiction: power.unit,
        jurisdiction_from: power.from,
    }
}

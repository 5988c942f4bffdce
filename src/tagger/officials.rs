//! Who held which office when, as a project's own table tells. It settles whom an office alone refers to where the
//! article does not, and gives persons ids that hold across articles. A row counts only on days that it covers, and
//! only where no other row speaks for somebody else.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::locality;
use super::mention::{AsOf, DateSource};
use super::official::{self, OfficeCandidate};
use super::paragraph::Reader;
use crate::gazetteer::{Unit, UnitId};
use crate::text::token::tokenize;

/// A holder of an office in a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The person's name, NFC.
    pub person: String,
    /// The person's id, the same in all articles.
    pub id: String,
    /// Where the table has it from.
    pub evidence: String,
    /// First day; none where the table names none.
    pub from: Option<Date>,
    /// Last day; none where the table names none.
    pub to: Option<Date>,
}

impl Holder {
    /// The person's IRI.
    pub fn iri(&self) -> String {
        format!("urn:gannhan:person:{}", self.id)
    }

    /// Whether the office was held then for sure: on the day, or where only a year is known all through it.
    pub fn covers(&self, as_of: AsOf) -> bool {
        let Some(day) = as_of.date else { return false };
        let (first, last) = match as_of.source {
            DateSource::Year => (day.first_of_year(), day.last_of_year()),
            _ => (day, day),
        };
        self.from.is_none_or(|from| from <= first) && self.to.is_none_or(|to| last <= to)
    }
}

/// An office without its place, so that two ways to write it are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Office {
    title: u64,
    deputy: bool,
    former: bool,
    organ: u64,
}

impl Office {
    fn of(office: &OfficeCandidate) -> Office {
        Office { title: office.title_key, deputy: office.deputy, former: office.former, organ: office.key }
    }
}

/// An office as the grammar reads it.
#[derive(Clone, Copy, Debug)]
pub struct ReadOffice {
    /// The office.
    pub office: Office,
    /// Whether it is the whole country's, so that no place need be told.
    pub central: bool,
}

/// Reads an office by itself; `None` where the text is none, or more than one.
pub fn office(text: &str) -> Option<ReadOffice> {
    let mut reader = Reader::default();
    let paragraph = reader.read(text, 0..text.len());
    let (mut localities, mut officials, mut names) = (Vec::new(), Vec::new(), Vec::new());
    locality::find(&paragraph, &mut localities);
    official::find(&paragraph, &localities, &mut officials, &mut names);
    let [candidate] = officials.as_slice() else { return None };
    let [office] = candidate.offices.as_slice() else { return None };
    let whole = office.bytes.start.index() == 0 && office.bytes.end.index() == text.len();
    (whole && candidate.person.is_none())
        .then(|| ReadOffice { office: Office::of(office), central: office.is_central() })
}

/// A name as names of persons are compared.
pub fn name_key(name: &str) -> u64 {
    let mut tokens = Vec::new();
    tokenize(name, &mut tokens);
    official::name_key(&tokens)
}

/// A row.
#[derive(Clone, Debug)]
struct Term {
    unit: UnitId,
    name: u64,
    holder: Arc<Holder>,
}

/// A project's table.
#[derive(Clone, Debug, Default)]
pub struct Officials {
    terms: FxHashMap<Office, Vec<Term>>,
}

impl Officials {
    /// Adds that somebody held an office of a unit.
    pub fn add(&mut self, office: Office, unit: UnitId, holder: Holder) {
        let term = Term { unit, name: name_key(&holder.person), holder: Arc::new(holder) };
        self.terms.entry(office).or_default().push(term);
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Who held an office of a unit then; of a person who is named, only that person. `None` where the table
    /// knows of nobody, or of several persons.
    pub fn holder(
        &self,
        office: &OfficeCandidate,
        unit: Option<UnitId>,
        name: Option<u64>,
        as_of: AsOf,
    ) -> Option<&Arc<Holder>> {
        let unit = Unit::get(unit?)?;
        let fits = |term: &&Term| {
            name.is_none_or(|name| term.name == name) && is_same(term.unit, unit) && term.holder.covers(as_of)
        };
        let mut found = self.terms.get(&Office::of(office))?.iter().filter(fits).map(|t| &t.holder);
        let first = found.next()?;
        found.all(|other| other.id == first.id).then_some(first)
    }
}

/// Whether a row's unit is the one meant: itself, or another form of it (a town that became a city).
fn is_same(row: UnitId, meant: Unit) -> bool {
    let Some(unit) = Unit::get(row) else { return false };
    let above = |u: Unit| u.parent().map(Unit::name_id);
    row == meant.id()
        || unit.name_id() == meant.name_id()
            && unit.level() == meant.level()
            && (unit.code().is_some() && unit.code() == meant.code() || above(unit) == above(meant))
}

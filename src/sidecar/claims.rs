//! What a sidecar says, without its JSON: small enough that a whole corpus can be held in memory.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::body::{Leaf, Office};
use super::header::ArticleStatus;
use super::{Annotation, Body, Sidecar, Status};
use crate::gazetteer::Unit;
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// All that one sidecar says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// The article's date in the header.
    pub date: Option<Date>,
    /// Hash of the text that the positions belong to.
    pub sha256: Option<Box<str>>,
    /// How far the work is.
    pub status: Option<ArticleStatus>,
    /// Line of the header, from 0.
    pub header: Option<usize>,
    /// Rules that the header keeps silent.
    pub suppress: Vec<String>,
    /// One for each annotation of a known type, in order of lines.
    pub all: Vec<Claim>,
}

/// What one annotation says.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Line of the sidecar, from 0.
    pub line: usize,
    /// `urn:gannhan:…`; `None` where the line has none.
    pub id: Option<Box<str>>,
    /// Where, in code points of the article as stored. Of no use where `anchored` is false.
    pub span: Span<CodePoint>,
    /// Whether the position belongs to the text that the header names.
    pub anchored: bool,
    /// Its type.
    pub kind: Kind,
    /// Whether it annotates or remembers a refusal.
    pub status: Status,
    /// IRI of the thing meant.
    pub thing: Arc<str>,
    /// The words in the article.
    pub text: Arc<str>,
    /// What the thing is called: a place's full name, a person's name, an office, a sum with its currency.
    /// Never empty: the words where nothing better is known.
    pub name: Arc<str>,
    /// Whether it names a person: an official's office alone may not.
    pub names_person: bool,
    /// The annotator's name.
    pub creator: Option<Arc<str>>,
    /// Of an official.
    pub offices: Arc<[OfficeClaim]>,
    /// Rules that the line keeps silent.
    pub suppress: Box<[String]>,
}

/// An office of an official.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeClaim {
    /// As written: `Phó Chủ tịch Thường trực`.
    pub title: Arc<str>,
    /// The body.
    pub organ: Option<Arc<str>>,
    /// The jurisdiction's level, code and name, as one word to compare.
    pub jurisdiction: Option<Arc<str>>,
}

/// Equal words stored once.
pub trait Intern {
    /// The stored words.
    fn intern(&mut self, text: &str) -> Arc<str>;
}

impl Intern for HashSet<Arc<str>> {
    fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.get(text) {
            return known.clone();
        }
        let new: Arc<str> = text.into();
        self.insert(new.clone());
        new
    }
}

impl Claims {
    /// Reads them out of a sidecar. Lines without a type or a thing are left out.
    pub fn of(sidecar: &Sidecar, words: &mut dyn Intern) -> Claims {
        let header = sidecar.header_line();
        let mut claims = Claims::default();
        if let Some((line, header)) = header {
            claims.date = header.date;
            claims.sha256 = header.sha256.as_deref().map(Box::from);
            claims.status = header.status;
            claims.header = Some(line);
            claims.suppress.clone_from(&header.suppress);
        }
        let left = header.map(|(_, h)| h).filter(|h| h.has_left());
        claims.all.reserve(sidecar.lines().len());
        // Most lines are by one person.
        let mut creator: Option<Arc<str>> = None;
        for (line, annotation) in sidecar.annotations() {
            let id = annotation.id.as_deref();
            let anchored = id.is_none_or(|id| left.is_none_or(|h| h.unanchored(id).is_none()));
            let name = annotation.creator.as_deref();
            if creator.as_deref() != name {
                creator = name.map(|name| words.intern(name));
            }
            claims.all.extend(claim(line, annotation, anchored, &creator, words));
        }
        claims
    }
}

/// What a body says of its thing, for all annotations that have it.
#[derive(Debug)]
pub(super) struct Told {
    thing: Option<Arc<str>>,
    name: Option<Arc<str>>,
    names_person: bool,
    offices: Arc<[OfficeClaim]>,
    /// The words that were annotated so first: most others are the same.
    text: Arc<str>,
}

impl Told {
    fn of(kind: Kind, body: &Body, text: &str, words: &mut dyn Intern) -> Told {
        Told {
            thing: body.source.as_deref().map(|thing| words.intern(thing)),
            name: name(kind, body).map(|name| words.intern(&name)),
            names_person: body.named_person().is_some(),
            offices: offices(body, words),
            text: words.intern(text),
        }
    }
}

fn claim(
    line: usize,
    annotation: &Annotation,
    anchored: bool,
    creator: &Option<Arc<str>>,
    words: &mut dyn Intern,
) -> Option<Claim> {
    let kind = annotation.kind?;
    let thing = annotation.source.as_deref()?;
    let text = annotation.quote.exact.as_deref().unwrap_or_default();
    let told = annotation.body()?;
    let told = told.told.get_or_init(|| Told::of(kind, told, text, words));
    let thing = told.thing.clone().unwrap_or_else(|| words.intern(thing));
    let text = if *told.text == *text { told.text.clone() } else { words.intern(text) };
    let name =
        told.name.clone().unwrap_or_else(|| if text.is_empty() { thing.clone() } else { text.clone() });
    Some(Claim {
        line,
        id: annotation.id.as_deref().map(Box::from),
        span: annotation.span,
        anchored,
        kind,
        status: annotation.status,
        thing,
        text,
        name,
        names_person: told.names_person,
        creator: creator.clone(),
        offices: told.offices.clone(),
        suppress: annotation.suppress.clone().into_boxed_slice(),
    })
}

/// What the body calls its thing.
fn name(kind: Kind, body: &Body) -> Option<Cow<'_, str>> {
    fn filled(field: Option<&str>) -> Option<&str> {
        field.map(str::trim).filter(|s| !s.is_empty())
    }
    let leaf = |leaf: &'_ Option<Leaf>| filled(leaf.as_ref().and_then(Leaf::string)).map(str::to_owned);
    match kind {
        Kind::Locality => filled(body.name.as_deref()).map(Cow::Borrowed),
        Kind::Official => filled(body.person.as_deref()).map(Cow::Borrowed).or_else(|| {
            let first = body.offices.first()?;
            let (title, organ) = (first.title.as_deref(), first.organ.as_deref());
            let whole = format!("{} {}", title.unwrap_or_default(), organ.unwrap_or_default());
            filled(Some(&whole)).map(|whole| Cow::Owned(whole.to_owned()))
        }),
        Kind::Amount => {
            let (low, currency) = (leaf(&body.decimal)?, leaf(&body.currency).unwrap_or_default());
            let range = leaf(&body.decimal_max).map(|high| format!("–{high}")).unwrap_or_default();
            Some(Cow::Owned(format!("{low}{range} {currency}").trim_end().to_owned()))
        }
    }
}

/// A unit as the jurisdiction of an office ([`OfficeClaim::jurisdiction`]).
pub fn jurisdiction(unit: Unit) -> String {
    let name: String = unit.full_name().nfc().collect();
    format!("{} {} {name}", unit.level().name(), unit.code().unwrap_or_default())
}

fn offices(body: &Body, words: &mut dyn Intern) -> Arc<[OfficeClaim]> {
    let mut office = |o: &Office| {
        Some(OfficeClaim {
            title: words.intern(o.title.as_deref()?),
            organ: o.organ.as_deref().map(|s| words.intern(s)),
            jurisdiction: o.jurisdiction.as_ref().map(|j| words.intern(&j.word())),
        })
    };
    body.offices.iter().filter_map(&mut office).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lines_say() {
        let lines = concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","date":"2026-02-03","status":"finished","unanchored":{"urn:gannhan:c3":"orphan"}}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:92","name":"thành phố Cần Thơ"},"target":{"selector":[{"type":"TextPositionSelector","start":3,"end":9},{"type":"TextQuoteSelector","exact":"Cần Thơ"}]},"creator":{"name":"Lê Na"}}"#,
            "\nnonsense\n",
            r#"{"id":"urn:gannhan:b2","body":{"type":"Official","source":"urn:gannhan:person:x1","offices":[{"title":"Bí thư","organ":"Thành ủy","jurisdiction":{"level":"province","code":"92","name":"thành phố Cần Thơ"}}]},"target":{"selector":{"type":"TextPositionSelector","start":20,"end":35}},"suppress":["orphan"]}"#,
            "\n",
            r#"{"id":"urn:gannhan:c3","status":"rejected","body":{"type":"Amount","source":"urn:gannhan:amount:VND:1","decimal":"1","decimal_max":"2","currency":"VND"},"target":{"selector":{"type":"TextPositionSelector","start":40,"end":45}}}"#,
            "\n",
        );
        let claims = Claims::of(&Sidecar::read(lines), &mut HashSet::new());
        assert_eq!(claims.date, Some(jiff::civil::date(2026, 2, 3)));
        assert_eq!((claims.status, claims.header), (Some(ArticleStatus::Finished), Some(0)));
        let said: Vec<_> =
            claims.all.iter().map(|c| (c.line, &*c.name, &*c.thing, c.anchored, c.status)).collect();
        assert_eq!(
            said,
            [
                (1, "thành phố Cần Thơ", "urn:gannhan:unit:2025:92", true, Status::Active),
                (3, "Bí thư Thành ủy", "urn:gannhan:person:x1", true, Status::Active),
                (4, "1–2 VND", "urn:gannhan:amount:VND:1", false, Status::Rejected),
            ]
        );
        assert_eq!(claims.all[0].creator.as_deref(), Some("Lê Na"));
        let office = &claims.all[1].offices[0];
        assert_eq!(office.jurisdiction.as_deref(), Some("province 92 thành phố Cần Thơ"));
    }
}

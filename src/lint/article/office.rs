//! Titles and the bodies that they stand with.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::{Document, Remarks};
use crate::gazetteer::lexicon::units_named;
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Presence, Unit, UnitId};
use crate::sidecar::memo::Memo;
use crate::tagger::mention::{AsOf, Level, OfficeValue, Role};
use crate::tagger::official::lexicon::{self, Alone, OfficeWord, TITLES, TitleClass};
use crate::tagger::paragraph::{Paragraph, Reader};
use crate::text::syllable::Key;

/// Bodies that titles do not go with.
#[derive(Debug)]
struct OfficeBodyRow {
    /// Titles, without the words around them.
    forms: &'static [&'static str],
    /// A form of each body's row in `organ.tsv`.
    bodies: &'static [&'static str],
    /// Title of the head of such a body.
    head: &'static str,
}

/// Types of units that a body is of, by its name.
#[derive(Debug)]
struct BodyUnitRow {
    forms: &'static [&'static str],
    designators: &'static [&'static str],
}

static OFFICE_BODY: &[OfficeBodyRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_office_body.rs"));
static BODY_UNIT: &[BodyUnitRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_body_unit.rs"));

/// [`OFFICE_BODY`] as it is compared.
struct OfficeBody {
    titles: Vec<u64>,
    /// Rows of `organ.tsv`.
    bodies: Vec<u16>,
    head: &'static str,
}

static OFFICE_BODY_KEYS: LazyLock<Vec<OfficeBody>> = LazyLock::new(|| {
    let rows = OFFICE_BODY.iter().map(|row| OfficeBody {
        titles: row.forms.iter().map(|form| key_of(form)).collect(),
        bodies: row.bodies.iter().filter_map(|body| Some(body_row(body)?.0)).collect(),
        head: row.head,
    });
    rows.collect()
});

/// The folded forms of [`BODY_UNIT`], with their types.
static BODY_UNIT_KEYS: LazyLock<Vec<(Vec<u64>, &[&str])>> = LazyLock::new(|| {
    BODY_UNIT
        .iter()
        .map(|row| (row.forms.iter().map(|form| key_of(form)).collect(), row.designators))
        .collect()
});

/// The first day that the types of districts are known of.
const KNOWN_FROM: Date = date(2019, 5, 10);

/// What a title says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// The title proper, folded, without the words around it.
    pub key: u64,
    /// What kind of post.
    pub class: TitleClass,
    /// Whether there are many holders at once.
    pub many: bool,
    /// phó
    pub deputy: bool,
    /// nguyên, cựu, quyền
    pub former: bool,
}

impl Title {
    /// Reads a title with the words around it; `None` where it holds none.
    pub fn read(title: &str) -> Option<Title> {
        TITLES_READ.with(|known| known.of(title, || Title::find(title)))
    }

    fn find(title: &str) -> Option<Title> {
        let mut reader = Reader::default();
        let p = reader.read(title, 0..title.len());
        let (mut former, mut deputy) = (false, false);
        let at = (0..p.len()).find(|at| {
            match lexicon::office_word(&p, *at) {
                Some((_, OfficeWord::Former | OfficeWord::Acting)) => former = true,
                Some((_, OfficeWord::Deputy)) => deputy = true,
                _ => {}
            }
            lexicon::title(&p, *at).is_some()
        })?;
        let (hit, row) = lexicon::title(&p, at)?;
        let row = TITLES.get(usize::from(row))?;
        let named_deputy = p.str(hit.start..hit.start + 1).to_lowercase() == "phó";
        Some(Title {
            key: folded(&p, hit.start, hit.end),
            class: row.class,
            many: row.alone == Alone::Never,
            deputy: deputy || named_deputy,
            former,
        })
    }
}

fn folded(p: &Paragraph<'_>, start: u32, end: u32) -> u64 {
    let mix = |k: u64, key: Key| (k.rotate_left(7) ^ key.0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    p.tokens[start as usize..end as usize].iter().fold(0, |k, t| mix(k, t.key))
}

/// The row of `organ.tsv` that a body begins with, and how much of it that is, folded.
pub fn body_row(body: &str) -> Option<(u16, u64, usize)> {
    BODIES_READ.with(|known| known.of(body, || find_body(body)))
}

/// Bytes of titles, and of bodies, that a thread remembers.
const KNOWN: usize = 1 << 18;

thread_local! {
    static TITLES_READ: Memo<Option<Title>> = Memo::new(KNOWN);
    static BODIES_READ: Memo<Option<(u16, u64, usize)>> = Memo::new(KNOWN);
}

fn find_body(body: &str) -> Option<(u16, u64, usize)> {
    let mut reader = Reader::default();
    let p = reader.read(body, 0..body.len());
    let (hit, _, row) = lexicon::organ(&p, 0)?;
    let end = p.token(hit.end - 1)?.end as usize;
    Some((row, folded(&p, hit.start, hit.end), end))
}

fn key_of(words: &str) -> u64 {
    let mut reader = Reader::default();
    let p = reader.read(words, 0..words.len());
    folded(&p, 0, p.len())
}

/// Why a title and a body do not go together, or a body and its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The head of such a body has another title.
    Title(&'static str),
    /// The unit was of another type then.
    Unit(String),
}

/// Whether an office can be. `unit`: its jurisdiction, when the office names it.
pub fn mismatch(title: &str, organ: &str, unit: Option<Unit>, as_of: AsOf) -> Option<Mismatch> {
    let (row, body, end) = body_row(organ)?;
    if let Some(known) = Title::read(title) {
        for entry in OFFICE_BODY_KEYS.iter() {
            if entry.titles.contains(&known.key) && entry.bodies.contains(&row) {
                return Some(Mismatch::Title(entry.head));
            }
        }
    }
    let (_, types) = BODY_UNIT_KEYS.iter().find(|(keys, _)| keys.contains(&body))?;
    let unit = unit?;
    // The unit must be what the body's name goes on with: Tỉnh ủy Hậu Giang.
    let behind: String = organ.get(end..)?.trim().nfc().collect();
    let own =
        units_named(&behind).into_iter().any(|u| Unit::get(u).is_some_and(|u| u.name_id() == unit.name_id()));
    if !own || Title::read(title).is_some_and(|t| t.former) {
        return None;
    }
    let fits = |u: Unit| types.iter().any(|t| u.designator().starts_with(t));
    let may_be = |u: &Unit| match as_of.presence(*u) {
        Some(presence) => presence != Presence::No,
        None => true,
    };
    let date = as_of.date?;
    let named =
        || units_named(&behind).into_iter().filter_map(Unit::get).filter(|u| u.level() <= Level::District);
    let known = date >= KNOWN_FROM || named().all(|u| u.level() == Level::Province);
    let vietnamese = matches!(unit.era(), Era::Before2025 | Era::Since2025);
    if !known || !vietnamese || named().filter(may_be).any(fits) {
        return None;
    }
    // Something of this name was there, but nothing of the type.
    let there = named().find(may_be)?;
    Some(Mismatch::Unit(there.full_name()))
}

/// `office-body-mismatch`
pub fn office_body_mismatch(document: &Document<'_>, remarks: &mut Remarks<'_, '_>) {
    let mut told: Vec<&OfficeValue> = Vec::new();
    let mut known: FxHashMap<(&str, &str, Option<UnitId>), Option<Mismatch>> = FxHashMap::default();
    for (_, official) in document.officials() {
        let parts = official.parts.iter().filter(|p| p.role == Role::Office);
        for (part, office) in parts.zip(&official.offices) {
            let Some(organ) = office.organ.as_deref() else { continue };
            let unit = office.jurisdiction.and_then(Unit::get);
            let key = (office.title.as_str(), organ, office.jurisdiction);
            let found = known
                .entry(key)
                .or_insert_with(|| mismatch(&office.title, organ, unit, document.analysis.as_of));
            let Some(found) = found.clone() else { continue };
            // Once is enough.
            if told.contains(&office) {
                continue;
            }
            told.push(office);
            match found {
                Mismatch::Title(head) => {
                    let remark = remarks.add(part.bytes).with("title", office.title.as_str());
                    remark.with("organ", organ).with("head", head).done();
                }
                Mismatch::Unit(unit) => {
                    let remark = remarks.add_as(part.bytes, "lint-office-body-mismatch.unit");
                    remark
                        .with("organ", organ)
                        .with("unit", unit)
                        .with("date", document.analysis.as_of.to_string())
                        .done();
                }
            }
        }
    }
}

//! The words before a name that say what it is, or what it is not: `data/lexicon/context.tsv`.

use std::sync::LazyLock;

use super::designator;
use super::evidence::Evidence;
use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::official::lexicon::{Cue, ORGANS, OrganClass, Seat, cue, cue_before, has_cue};
use crate::tagger::paragraph::Paragraph;
use crate::text::token::{Gap, TokenKind};

/// What a context word tells of the name behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// sông, cầu, núi …
    Natural,
    /// đường, trường, giải …: bears somebody's name.
    Road,
    /// cao tốc, tuyến …
    Route,
    /// sân bay, báo, chợ …: bears its place's name.
    Facility,
    /// công ty, tập đoàn …
    Company,
    /// TNHH, cổ phần …: goes on with a company's form.
    CompanyForm,
    /// tại, ở, về …
    Locative,
    /// sân: a club's ground, called by its town
    Ground,
    /// tại, ở: a place follows for sure
    At,
    /// chàng trai, đồng bào: a country follows, or an ethnic group
    People,
    /// trường, tiểu học …
    School,
    /// ông, bà, liệt sĩ …
    Person,
    /// ca sĩ, cầu thủ …
    Occupation,
    /// tiếng, chữ …
    Language,
    /// miền núi, biên giới …: between a unit's type and its name
    Trait,
}

/// A row of the table.
#[derive(Debug)]
pub struct ContextRow {
    /// What it tells.
    pub class: Context,
}

static CONTEXTS: &[ContextRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_context.rs"));

/// The classes of the longest context word that ends right before `token`, with its first token.
pub fn before(
    paragraph: &Paragraph<'_>,
    token: u32,
) -> Option<(u32, impl Iterator<Item = Context> + Clone + use<>)> {
    if paragraph.gap(token) != Gap::Space {
        return None;
    }
    let (hit, _) = paragraph.longest_before(token, SenseKind::Context)?;
    // "Mía đường Sóc Trăng": no road.
    if paragraph.longest_before(token, SenseKind::Compound).is_some_and(|(c, _)| c.start < hit.start) {
        return None;
    }
    Some((hit.start, hit.rows(SenseKind::Context).map(|row| CONTEXTS[row].class)))
}

/// Where the words end that tell what a unit is like (miền núi, vùng cao biên giới); `None` where none begins at `token`.
pub fn traits(paragraph: &Paragraph<'_>, token: u32) -> Option<u32> {
    const MOST: usize = 3;
    let one = |at: u32| {
        let is_trait = |h: &&Hit| {
            h.fits & SenseKind::Context.mask() != 0
                && h.rows(SenseKind::Context).any(|row| CONTEXTS[row].class == Context::Trait)
        };
        paragraph.hits_at(at).iter().rev().find(is_trait).map(|h| h.end)
    };
    let mut end = one(token)?;
    for _ in 1..MOST {
        end = one(end).unwrap_or(end);
    }
    Some(end)
}

/// Reads the words before a name (or before its designator).
pub fn evidence_before(paragraph: &Paragraph<'_>, token: u32) -> Evidence {
    let mut evidence = Evidence::default();
    let Some((start, classes)) = before(paragraph, token) else { return evidence };
    // "xã cồn X" is no shoal.
    if classes.clone().any(|class| class == Context::Trait)
        && paragraph.fits_before(start, SenseKind::Designator)
    {
        return evidence;
    }
    for class in classes {
        evidence.add(match class {
            Context::Natural => Evidence::NATURAL,
            Context::Road => Evidence::ROAD,
            Context::Route => Evidence::ROUTE,
            Context::Facility => Evidence::FACILITY,
            Context::Company => Evidence::BRAND,
            Context::CompanyForm => company_form(paragraph, start),
            Context::Locative => Evidence::LOCATIVE,
            Context::People => Evidence::LOCATIVE.with(Evidence::PEOPLE),
            Context::Ground => Evidence::LOCATIVE.with(Evidence::GROUND),
            Context::At => Evidence::LOCATIVE.with(Evidence::AT),
            Context::School => Evidence::SCHOOL,
            Context::Person => Evidence::PERSON,
            Context::Occupation => Evidence::OCCUPATION,
            Context::Language => Evidence::LANGUAGE,
            Context::Trait => Evidence::default(),
        });
    }
    evidence
}

/// Behind TNHH and its like: a brand, when a company's form stands before them.
fn company_form(paragraph: &Paragraph<'_>, mut token: u32) -> Evidence {
    for _ in 0..6 {
        let Some((start, classes)) = before(paragraph, token) else { break };
        let classes: Vec<Context> = classes.collect();
        if classes.contains(&Context::Company) {
            return Evidence::BRAND;
        }
        if !classes.contains(&Context::CompanyForm) {
            break;
        }
        token = start;
    }
    Evidence::default()
}

/// Whether the name at `token` stands in the name of a public body or a company: walks back over the
/// words of the name to the word that opens it.
pub fn organisation(paragraph: &Paragraph<'_>, token: u32) -> Evidence {
    if is_done_to(paragraph, token) {
        return Evidence::default();
    }
    let mut at = token;
    let mut seen = Evidence::default();
    for _ in 0..14 {
        if at == 0 || !matches!(paragraph.gap(at), Gap::Space | Gap::None) {
            break;
        }
        if paragraph.fits_before(at, SenseKind::Organ) {
            let seated = if at == token { Evidence::SEATED } else { Evidence::default() };
            return seen.with(Evidence::ORGAN).with(seated);
        }
        if paragraph.fits_before(at, SenseKind::Title) {
            let seated = if at == token { Evidence::SEATED } else { Evidence::default() };
            return seen.with(Evidence::OFFICE).with(seated);
        }
        if let Some((_, classes)) = before(paragraph, at) {
            for class in classes {
                match class {
                    Context::Company => return seen.with(Evidence::COMPANY),
                    Context::Facility => seen.add(Evidence::FACILITY),
                    _ => {}
                }
            }
        }
        let Some(word) = paragraph.token(at - 1) else { break };
        if !(word.is_word() || word.is('&') || word.kind == TokenKind::Hyphen) {
            break;
        }
        // Names of bodies are written with a capital at the head of each of their words.
        let lower_run =
            at >= 3 && (at - 3..at).all(|i| paragraph.token(i).is_some_and(|t| t.is_word() && !t.capital));
        if lower_run {
            break;
        }
        at -= 1;
    }
    if seen.has(Evidence::FACILITY) { Evidence::default() } else { seen }
}

/// Whether a verb in small letters stands right before the name: what it is done to is no part of who does it ("Tỉnh ủy X
/// đề nghị Y", "Bí thư thăm Y").
fn is_done_to(paragraph: &Paragraph<'_>, token: u32) -> bool {
    const KINDS: u32 = SenseKind::Cue.mask();
    let small = |hit: &&Hit| paragraph.token(hit.start).is_some_and(|t| !t.capital);
    let verb = |hit: &Hit| {
        let toward = || hit.has(SenseKind::Context) && !paragraph.reads(hit.start, "của");
        has_cue(hit, Cue::Speech) || has_cue(hit, Cue::Deed) || has_cue(hit, Cue::Verb) && toward()
    };
    paragraph.ends_before(token, KINDS)
        && paragraph.gap(token) == Gap::Space
        && paragraph.hits_before(token).filter(small).any(verb)
}

/// The row of the designator that the body right before a name stands for: tỉnh behind Tỉnh ủy, thành phố behind
/// Thành ủy, huyện behind Huyện ủy and Quận ủy.
pub fn seat(paragraph: &Paragraph<'_>, token: u32) -> Option<u16> {
    static ROWS: LazyLock<[Option<u16>; 3]> =
        LazyLock::new(|| ["tỉnh", "thành phố", "huyện"].map(designator::row));
    let (_, sense) = paragraph.longest_before(token, SenseKind::Organ)?;
    let organ = ORGANS.get(sense.row()).filter(|organ| organ.class == OrganClass::Committee)?;
    match organ.seat {
        Seat::Province => ROWS[0],
        Seat::City => ROWS[1],
        Seat::District => ROWS[2],
        Seat::Central | Seat::Any => None,
    }
}

/// What a plural word for rivers, lakes, bridges or streets makes of the names behind it: "các hồ A, B và C" are lakes,
/// all of them.
pub fn plural_before(paragraph: &Paragraph<'_>, token: u32) -> Evidence {
    const REACH: u32 = 24;
    let joint = |at: u32| {
        paragraph.is(at, ',')
            || paragraph.token(at).is_some_and(|t| !t.capital) && paragraph.str(at..at + 1) == "và"
    };
    if token < 3 || !joint(token - 1) {
        return Evidence::default();
    }
    for at in (token.saturating_sub(REACH)..token - 1).rev() {
        if paragraph.ends_before(at + 1, SenseKind::Context.mask())
            && paragraph.token(at).is_some_and(|t| !t.capital)
        {
            let Some((start, classes)) = before(paragraph, at + 1) else { return Evidence::default() };
            if !paragraph.fits_before(start, SenseKind::Plural) {
                return Evidence::default();
            }
            return classes.fold(Evidence::default(), |seen, class| match class {
                Context::Natural => seen.with(Evidence::NATURAL),
                Context::Road => seen.with(Evidence::ROAD),
                _ => seen,
            });
        }
        if !(joint(at) || paragraph.token(at).is_some_and(|t| t.capital)) {
            return Evidence::default();
        }
    }
    Evidence::default()
}

/// Whether what stands at `at`, perhaps in a bracket, says that the unit named before is no more: cũ, sáp nhập.
pub fn reformed(p: &Paragraph<'_>, at: u32) -> bool {
    let one = |at: u32| cue(p, at, Cue::Reform).is_some();
    // "Gia Lai và Bình Định hợp nhất"
    let both = || {
        let from = p.longest(at + 1, SenseKind::Designator).map_or(at + 1, |(hit, _)| hit.end);
        p.reads(at, "và") && p.longest(from, SenseKind::Unit).is_some_and(|(hit, _)| one(hit.end))
    };
    one(at) || p.is(at, '(') && one(at + 1) || both()
}

/// Whether a unit is named that went into a new one: "An Giang (hợp nhất từ An Giang và Kiên Giang)".
pub fn merged_from(p: &Paragraph<'_>, at: u32) -> bool {
    at > 1 && p.reads(at - 1, "từ") && cue_before(p, at - 1, Cue::Reform).is_some()
}

/// Whether an age follows a name: "Trà Vinh, 23 tuổi, sinh ra ở …" is somebody called so.
pub fn aged(p: &Paragraph<'_>, at: u32) -> bool {
    (p.is(at, ',') || p.is(at, '('))
        && p.token(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
        && p.reads(at + 2, "tuổi")
}

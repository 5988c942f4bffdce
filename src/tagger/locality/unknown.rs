//! Names that no table has: villages, and ends of routes.

use std::ops::Range;

use super::designator::{DESIGNATORS, Designator};
use super::{Evidence, LocalityCandidate, units_of};
use crate::gazetteer::Unit;
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::unit::Era;
use crate::tagger::mention::Level;
use crate::tagger::official::lexicon::{Cue, Surname, has_cue};
use crate::tagger::paragraph::Paragraph;
use crate::text::phonotactics::is_syllable;
use crate::text::token::{Gap, TokenKind};

/// Kinds whose forms end an unknown name.
const ENDS: u32 = SenseKind::Organ.mask() | SenseKind::Title.mask() | SenseKind::Designator.mask();

/// The name behind a designator at `start` (from `after`, which may be a "số" before a number): a number,
/// or up to four capitalised words.
pub fn name(p: &Paragraph<'_>, after: u32, start: u32, class: Designator, small: bool) -> Option<Range<u32>> {
    let first = p.token(start)?;
    // Among capitals only nothing shows where a name ends that no table has (XÃ PHÍA ĐÔNG).
    if super::run::is_shouted(p, start, start + 1) && p.token(start - 1).is_some_and(|t| t.all_caps) {
        return None;
    }
    if first.kind == TokenKind::Number {
        let counts = matches!(class, Designator::Village | Designator::Commune);
        let whole = !p.str(start..start + 1).contains([',', '.']);
        // "thôn 2" names, "xã 2 năm liền" does not.
        return (counts && whole && class == Designator::Village).then_some(after..start + 1);
    }
    if !small
        && p.str(start - 1..start).to_lowercase() == "bản"
        && p.token(start + 1).is_some_and(|t| t.is_word() && !t.capital)
    {
        // "Bản Tuyên ngôn …", "Làng Sen đón khách" at the head of a sentence: one capital is too little.
        return None;
    }
    let mut end = start;
    while let Some(word) = p.token(end) {
        let goes_on =
            word.is_word() && word.capital && (end == start || matches!(word.gap, Gap::Space | Gap::Line));
        if !goes_on || end - start == 4 {
            break;
        }
        // A capitalised designator may be part of the name (làng Đồng Bản).
        let ends = |h: &crate::gazetteer::lexicon::Hit| {
            h.kinds & ENDS != 0 && (h.len() > 1 || !h.has(SenseKind::Designator))
        };
        if end > start && p.hits_at(end).iter().any(ends) {
            break;
        }
        if end > start && p.longest(end, SenseKind::Unit).is_some_and(|(h, _)| h.len() > 1) {
            break;
        }
        end += 1;
    }
    // A person's name: Chủ tịch UBND huyện Trần Thị A, già làng Y Thim Niê.
    if end - start >= 2
        && surname(p, start)
        && !(class == Designator::Village && small && minority(p, start))
        && (class != Designator::Village || end - start >= 3 || before_is(p, after, "già"))
    {
        return None;
    }
    // A person's name behind: thôn Đoài Nguyễn Văn A.
    if end - start >= 3
        && let Some(s) =
            (start + 1..end - 1).find(|i| common_surname(p, *i) || surname(p, *i) && end - i >= 3)
    {
        end = s;
    }
    let numbered = p.token(end).is_some_and(|t| t.kind == TokenKind::Number && t.gap == Gap::Space)
        && class == Designator::Village
        && p.token(end + 1).is_none_or(|t| !t.is_word() || t.capital || goes_on(p, end + 1))
        && !p.str(end..end + 1).contains(['.', ',']);
    let length = end - start;
    let lower_next = p.token(end).is_some_and(|t| t.is_word() && !t.capital);
    let enough = match class {
        Designator::Village => length >= 1,
        Designator::Commune => length >= 2,
        Designator::District => length >= 2 || length == 1 && foreign(p, start..end),
        // Known ones are in the tables; a large unit that is not must look like a name from abroad.
        Designator::City | Designator::Province | Designator::State => length >= 1 && foreign(p, start..end),
        Designator::Country | Designator::Capital | Designator::SpecialZone => false,
    };
    // One capital before lower case is a common noun with a capital (bản Nghị quyết).
    let noun = length == 1 && lower_next && compound_noun(p, start);
    (enough && !noun).then_some(start..if numbered { end + 1 } else { end })
}

/// Whether the word before the designator that ends at `after` is `word`.
fn before_is(p: &Paragraph<'_>, after: u32, word: &str) -> bool {
    after >= 2 && p.str(after - 2..after - 1).to_lowercase() == word
}

fn surname(p: &Paragraph<'_>, token: u32) -> bool {
    p.hits_at(token).iter().any(|h| h.len() == 1 && h.has(SenseKind::Surname))
}

/// Whether a word follows that no counted noun is: "thôn A 1 từ sáng".
fn goes_on(p: &Paragraph<'_>, at: u32) -> bool {
    p.hits_at(at).iter().any(|h| {
        has_cue(h, Cue::Verb)
            || has_cue(h, Cue::Adverb)
            || h.len() == 1 && h.fits & SenseKind::Context.mask() != 0
    })
}

/// Whether a word is a surname of the minorities only, which their villages' names begin with too.
fn minority(p: &Paragraph<'_>, token: u32) -> bool {
    crate::tagger::official::lexicon::surname(p, token) == Some(Surname::Minority) && is_of_place(p, token)
}

/// Whether the designator before a name is no part of a word for a person: già làng, Trưởng bản.
fn is_of_place(p: &Paragraph<'_>, token: u32) -> bool {
    token < 2 || !matches!(p.str(token - 2..token - 1).to_lowercase().as_str(), "già" | "trưởng")
}

fn common_surname(p: &Paragraph<'_>, token: u32) -> bool {
    crate::tagger::official::lexicon::surname(p, token) == Some(Surname::Common)
}

/// Words that Vietnamese writes with one capital and go on in lower case: Hiến pháp, Nghị quyết.
fn compound_noun(p: &Paragraph<'_>, token: u32) -> bool {
    p.hits_at(token)
        .iter()
        .any(|h| h.len() > 1 && h.kinds & (SenseKind::Context.mask() | SenseKind::Cue.mask()) != 0)
        || matches!(
            p.str(token..token + 1),
            "Hiến"
                | "Nghị"
                | "Tuyên"
                | "Quy"
                | "Kế"
                | "Thỏa"
                | "Hợp"
                | "Ghi"
                | "Báo"
                | "Cam"
                | "Luật"
                | "Di"
                | "Dự"
        )
}

/// Whether a name has a word that is no Vietnamese syllable.
fn foreign(p: &Paragraph<'_>, mut range: Range<u32>) -> bool {
    range.any(|i| p.token(i).is_some_and(|t| !t.all_caps && t.end - t.start > 2 && !is_syllable(t.key)))
}

/// The ends of a route that no table has: `tuyến Bốn Tổng – Một Ngàn`. Beside each known candidate, a
/// dash, and capitalised words on its other side. The resolver keeps them where a word for routes stands
/// before, or where the name counts elsewhere.
pub fn route_ends(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    let known = out.len();
    for i in 0..known {
        if out[i].node.is_none() {
            continue;
        }
        if i + 1 < known
            && out[i + 1].tokens.start == out[i].tokens.end + 1
            && p.token(out[i].tokens.end).is_some_and(|t| t.kind == TokenKind::Hyphen)
        {
            out[i].evidence.add(Evidence::DASH);
            out[i + 1].evidence.add(Evidence::DASH);
        }
        let (start, end) = (out[i].tokens.start, out[i].tokens.end);
        if start >= 2
            && p.token(start - 1).is_some_and(|t| t.kind == TokenKind::Hyphen)
            && let Some(name) = capitals_before(p, start - 1)
            && free(&out[..known], &name)
        {
            let evidence = super::context::evidence_before(p, name.start).with(Evidence::DASH);
            out[i].evidence.add(Evidence::DASH);
            out.push(LocalityCandidate::new(p, name.clone(), name, evidence));
        }
        if p.token(end).is_some_and(|t| t.kind == TokenKind::Hyphen)
            && let Some(name) = capitals_after(p, end + 1)
            && free(&out[..known], &name)
        {
            let route = out[i].evidence.has(Evidence::ROUTE);
            let evidence = if route { Evidence::DASH.with(Evidence::ROUTE) } else { Evidence::DASH };
            out[i].evidence.add(Evidence::DASH);
            out.push(LocalityCandidate::new(p, name.clone(), name, evidence));
        }
    }
}

/// Cities abroad that no table has, before the country or state that they lie in: "tại Boulder, bang Colorado", "ở Brest (Pháp)".
pub fn cities_abroad(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    for i in 0..out.len() {
        let (at, node) = (out[i].tokens.start, out[i].node);
        let bracket = at > 1 && p.is(at - 1, '(') && p.is(out[i].tokens.end, ')');
        let state = at > 1 && p.is(at - 1, ',') && out[i].designator.is_some();
        if !(bracket || state) || !node.is_some_and(|n| units_of(n).any(is_abroad)) {
            continue;
        }
        let Some(name) = capitals_before_any(p, at - 1) else { continue };
        let placed = state || super::context::evidence_before(p, name.start).has(Evidence::LOCATIVE);
        if placed && foreign(p, name.clone()) && free(out, &name) {
            let city = DESIGNATORS.iter().position(|d| d.canonical == "thành phố").map(|row| row as u16);
            out.push(LocalityCandidate::new(p, name.clone(), name, Evidence::LOCATIVE).known(city, None));
        }
    }
}

fn is_abroad(unit: Unit) -> bool {
    unit.era() == Era::Abroad || unit.level() == Level::Country && unit.code() != Some("VN")
}

/// One to three capitalised words right before `end`.
fn capitals_before_any(p: &Paragraph<'_>, end: u32) -> Option<Range<u32>> {
    let capital = |at: u32| p.token(at).is_some_and(|t| t.is_word() && t.capital);
    let mut start = end;
    while start > 0 && end - start < 4 && capital(start - 1) {
        start -= 1;
        if p.gap(start) != Gap::Space {
            break;
        }
    }
    (1..=3).contains(&(end - start)).then_some(start..end)
}

fn free(known: &[LocalityCandidate], name: &Range<u32>) -> bool {
    let at = known.partition_point(|c| c.tokens.end <= name.start);
    known.get(at).is_none_or(|c| c.tokens.start >= name.end)
}

fn capitals_before(p: &Paragraph<'_>, end: u32) -> Option<Range<u32>> {
    let mut start = end;
    while start > 0 && end - start < 4 {
        let word = p.token(start - 1)?;
        if !(word.is_word() && word.capital) {
            break;
        }
        start -= 1;
        if word.gap != Gap::Space {
            break;
        }
    }
    (2..=3).contains(&(end - start)).then_some(start..end).filter(|r| !common_surname(p, r.start))
}

fn capitals_after(p: &Paragraph<'_>, start: u32) -> Option<Range<u32>> {
    let mut end = start;
    while end - start < 4
        && p.token(end).is_some_and(|t| t.is_word() && t.capital && (end == start || t.gap == Gap::Space))
    {
        end += 1;
    }
    (2..=3).contains(&(end - start)).then_some(start..end).filter(|r| !common_surname(p, r.start))
}

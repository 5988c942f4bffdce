//! Names that no table has: villages, and ends of routes.

use std::ops::Range;

use super::designator::{self, DESIGNATORS, Designator};
use super::{Evidence, LocalityCandidate, units_of};
use crate::gazetteer::Unit;
use crate::gazetteer::lexicon::{Hit, whole};
use crate::gazetteer::sense::SenseKind;
use crate::gazetteer::unit::Era;
use crate::tagger::mention::Level;
use crate::tagger::official::lexicon::{Cue, ORGANS, OrganClass, Surname, has_cue};
use crate::tagger::paragraph::Paragraph;
use crate::text::phonotactics::is_syllable;
use crate::text::position::{Byte, Span};
use crate::text::token::{Gap, TokenKind};

/// Kinds whose forms end an unknown name.
const ENDS: u32 = SenseKind::Organ.mask() | SenseKind::Title.mask() | SenseKind::Designator.mask();

/// Kinds of words that make no name of one word behind a designator (huyện Đoàn).
const OTHERS: u32 = ENDS | SenseKind::Surname.mask() | SenseKind::OfficeWord.mask() | SenseKind::Cue.mask();

/// Quarters called tiểu khu have smaller numbers, pieces of forest larger ones.
const FORESTS: u32 = 40;

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
        // "tiểu khu 72" is a piece of forest.
        if p.says(after - 1, "khu") && !p.str(start..start + 1).parse().is_ok_and(|n: u32| n < FORESTS) {
            return None;
        }
        // "thôn 2" names, "xã 2 năm liền" does not.
        return (counts && whole && class == Designator::Village).then_some(after..start + 1);
    }
    if !small && p.says(start - 1, "bản") && p.token(start + 1).is_some_and(|t| t.is_word() && !t.capital) {
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
            // Of single words of bodies only those that begin one (Sở), no field (thôn Châu Thuận Biển).
            let body = h.fitting(SenseKind::Organ).and_then(|s| ORGANS.get(s.row()));
            let field = h.len() == 1 && h.kinds & ENDS == SenseKind::Organ.mask();
            let field = field && body.is_none_or(|row| row.class == OrganClass::Field);
            h.kinds & ENDS != 0 && (h.len() > 1 || !h.has(SenseKind::Designator)) && !field
        };
        // "thôn Nhơn Hội": a single word before lower case ends the name.
        let last = end == start + 1
            && !p.token(end + 1).is_some_and(|t| t.is_word() && (t.capital && t.end - t.start > 1));
        let single =
            last && !word.all_caps && p.hits_at(end).iter().all(|h| h.len() == 1 || h.kinds & ENDS == 0);
        if end > start && !single && p.hits_at(end).iter().any(ends) {
            break;
        }
        if end > start && p.longest(end, SenseKind::Unit).is_some_and(|(h, _)| h.len() > 1) {
            break;
        }
        end += 1;
    }
    // A person's name: Chủ tịch UBND huyện Trần Thị A, già làng Y Thim Niê.
    let office = after > 0 && p.ends_before(after - 1, SenseKind::Organ.mask() | SenseKind::Title.mask());
    // "từ huyện Lục Xuân, tỉnh Vân Nam"
    let placed = class == Designator::District
        && small
        && end - start == 2
        && !office
        && (!common_surname(p, start)
            || p.is(end, ',')
                && p.hits_at(end + 1).iter().any(|h| h.fits & SenseKind::Designator.mask() != 0));
    if end - start >= 2
        && surname(p, start)
        && !placed
        && !(class == Designator::Village && small && minority(p, start))
        && (class != Designator::Village || end - start >= 3 || before_is(p, after, "già"))
        && !(class == Designator::Commune && small && end - start == 2 && is_plain(p, start, after))
    {
        return None;
    }
    // "tỉnh H'Lem Byă": behind an office whose unit is not named.
    if office && class != Designator::Village && p.str(start..start + 1).contains(['\'', '’', 'ʼ']) {
        return None;
    }
    // "Quận trưởng quận Takhmau Sok Borey": of three foreign words the last two are the holder's.
    if office && end - start == 3 && (start..end).all(|at| foreign(p, at..at + 1)) {
        end = start + 1;
    }
    // A person's name behind: thôn Đoài Nguyễn Văn A.
    if end - start >= 3
        && let Some(s) = (start + 1..end - 1)
            .find(|i| common_surname(p, *i) || surname(p, *i) && end - i >= 3 || middled(p, *i))
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
        // "huyện Hiên có điện lưới"
        Designator::District if length == 1 && small => {
            foreign(p, start..end)
                || lower_next && p.hits_at(start).iter().all(|h| h.len() == 1 && h.kinds & OTHERS == 0)
        }
        Designator::District => length >= 2 || length == 1 && foreign(p, start..end),
        // Known ones are in the tables; a large unit that is not must look like a name from abroad.
        Designator::City | Designator::Province | Designator::State => length >= 1 && foreign(p, start..end),
        Designator::Country | Designator::Capital | Designator::SpecialZone => false,
    };
    // One capital before lower case is a common noun with a capital (bản Nghị quyết).
    let noun = length == 1 && lower_next && compound_noun(p, start);
    (enough && !noun).then_some(start..if numbered { end + 1 } else { end })
}

/// The district whose name this is but for one tone (huyện Hâu Lộc), if there is one only.
pub fn misspelt(p: &Paragraph<'_>, name: &Range<u32>, row: usize) -> Option<u32> {
    if DESIGNATORS[row].class != Designator::District || name.len() != 2 {
        return None;
    }
    let mut tokens = p.tokens[name.start as usize..name.end as usize].to_vec();
    let mut found: Option<u32> = None;
    for at in 0..tokens.len() {
        let own = tokens[at].key;
        for key in own.with_tones().filter(|key| *key != own) {
            tokens[at].key = key;
            let fits = |u: Unit| designator::fits(u, row) == designator::Fit::Type;
            let Some(hit) = whole(&tokens).filter(|h| units_of(h.node).any(fits)) else { continue };
            if found.is_some_and(|other| other != hit.node) {
                return None;
            }
            found = Some(hit.node);
        }
        tokens[at].key = own;
    }
    found
}

/// Whether the word before the designator that ends at `after` is `word`.
fn before_is(p: &Paragraph<'_>, after: u32, word: &str) -> bool {
    after >= 2 && p.says(after - 2, word)
}

/// Whether two words behind a commune's designator are its name though the first may be a surname: a rare one, and no
/// office before it (xã Thông Huề, but Chủ tịch UBND xã Thông Huề).
fn is_plain(p: &Paragraph<'_>, start: u32, after: u32) -> bool {
    const OFFICE: u32 = SenseKind::Organ.mask() | SenseKind::Title.mask();
    after > 0 && !common_surname(p, start) && !p.ends_before(after - 1, OFFICE)
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
    token < 2 || !["già", "trưởng"].iter().any(|word| p.says(token - 2, word))
}

/// Whether "Văn" or "Thị" behind a surname shows that a person's name begins here: bản Huồi Cáng `Lô Văn A`.
fn middled(p: &Paragraph<'_>, token: u32) -> bool {
    surname(p, token) && matches!(p.str(token + 1..token + 2), "Văn" | "Thị")
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
    if out.iter().any(|c| {
        c.evidence.has(Evidence::ROUTE) && p.token(c.tokens.end).is_some_and(|t| t.kind == TokenKind::Hyphen)
    }) {
        out.sort_by_key(|c| c.bytes.order());
        route_lists(p, out);
    }
}

/// The further pairs of a list of routes: "cao tốc A - B, C - D và E - F".
fn route_lists(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    const PAIRS: usize = 12;
    let hyphen = |at: u32| p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen);
    let both = Evidence::ROUTE.with(Evidence::DASH);
    for i in 0..out.len() {
        let mut at = out[i].tokens.end;
        if !out[i].evidence.has(Evidence::ROUTE) || !hyphen(at) {
            continue;
        }
        for _ in 0..PAIRS {
            let second = capitals(p, at + 1);
            let Some(joint) = second.filter(|end| p.joins(*end)) else { break };
            let start = if p.reads(joint + 1, "và") { joint + 2 } else { joint + 1 };
            let Some(dash) = capitals(p, start).filter(|end| hyphen(*end)) else { break };
            let Some(end) = capitals(p, dash + 1) else { break };
            for name in [start..dash, dash + 1..end] {
                let first = out.iter().position(|c| c.tokens.start >= name.start);
                match first.filter(|at| out[*at].tokens.start == name.start) {
                    Some(at) => out[at].evidence.add(both),
                    None if (2..=3).contains(&name.len()) && free(out, &name) && !numbered(p, &name) => {
                        out.push(LocalityCandidate::new(p, name.clone(), name, both));
                        out.sort_by_key(|c| c.bytes.order());
                    }
                    None => {}
                }
            }
            at = dash;
        }
    }
}

/// Where the capitalised words, with a number touching them (QL45), end that start at a token.
fn capitals(p: &Paragraph<'_>, start: u32) -> Option<u32> {
    let goes_on = |at: u32| {
        p.token(at).is_some_and(|t| {
            t.is_word() && t.capital && (at == start || t.gap == Gap::Space)
                || t.kind == TokenKind::Number && t.gap == Gap::None && at > start
        })
    };
    (start..start + 5).find(|at| !goes_on(*at)).filter(|end| *end > start)
}

fn numbered(p: &Paragraph<'_>, name: &Range<u32>) -> bool {
    name.clone().any(|at| p.token(at).is_some_and(|t| t.kind == TokenKind::Number))
}

/// Hamlets that no table has, before the commune that they lie in: "điểm trường Há Súng, xã Lũng Pù".
fn in_commune(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    for i in 0..out.len() {
        let (at, row) = (out[i].tokens.start, out[i].designator);
        let own = out[i].tokens.start < out[i].name.start && out[i].node.is_some();
        let commune = row.is_some_and(|row| DESIGNATORS[usize::from(row)].class == Designator::Commune);
        if !(own && commune && at > 2 && p.is(at - 1, ',')) {
            continue;
        }
        let Some(name) = capitals_before(p, at - 1) else { continue };
        let evidence = super::context::evidence_before(p, name.start);
        let placed = evidence.any(Evidence::AT.with(Evidence::FACILITY).with(Evidence::SCHOOL));
        if placed && !surname(p, name.start) && free(out, &name) {
            out.push(
                LocalityCandidate::new(p, name.clone(), name, Evidence::LOCATIVE)
                    .known(designator::row("thôn"), None),
            );
            out.sort_by_key(|c| c.bytes.order());
        }
    }
}

/// The capitalised words right behind a word that says something of a name.
fn behind_context(p: &Paragraph<'_>) -> impl Iterator<Item = u32> {
    let begins = |at: &u32| p.gap(*at) == Gap::Space && p.fits_before(*at, SenseKind::Context);
    p.capitals.iter().copied().filter(begins)
}

/// A city abroad that no table has.
fn city(p: &Paragraph<'_>, name: Range<u32>) -> LocalityCandidate {
    let city = designator::row("thành phố");
    LocalityCandidate::new(p, name.clone(), name, Evidence::LOCATIVE).known(city, None)
}

/// Places abroad in syllables joined by hyphens that no table has, behind a word that asks for a place: "thợ mỏ ở
/// Kê-mê-rô-vô".
fn transliterated(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    const LEAST: u32 = 2;
    const MOST: u32 = 6;
    let part = |at: u32| {
        p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen && t.gap == Gap::None)
            && p.token(at + 1).is_some_and(|t| t.is_word() && !t.capital && t.gap == Gap::None)
    };
    for at in behind_context(p).filter(|at| part(at + 1)) {
        let parts = (0..MOST).take_while(|n| part(at + 1 + 2 * n)).count() as u32;
        let name = at..at + 1 + 2 * parts;
        let alone = p.token(name.end).is_none_or(|t| !(t.is_word() && t.capital && t.gap == Gap::Space));
        let placed = super::context::evidence_before(p, at).has(Evidence::AT);
        if parts >= LEAST
            && alone
            && placed
            && out.iter().all(|c| c.tokens.end <= name.start || c.tokens.start >= name.end)
        {
            out.push(city(p, name));
        }
    }
}

/// Cities abroad that no table has, before the country or state that they lie in: "tại Boulder, bang Colorado", "ở Brest (Pháp)".
pub fn cities_abroad(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    listed_abroad(p, out);
    in_commune(p, out);
    transliterated(p, out);
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
            out.push(city(p, name));
        }
    }
}

/// Names of two or three words behind a word for people or a place that no table has: they count where the article
/// names them with their designator elsewhere (thôn Nậm Tông … người Nậm Tông).
pub fn echoes(p: &Paragraph<'_>, taken: impl Fn(Span<Byte>) -> bool, out: &mut Vec<LocalityCandidate>) {
    let known = out.len();
    let context = |hit: &&Hit| hit.fits & SenseKind::Context.mask() != 0;
    for (at, hit) in
        behind_context(p).flat_map(|at| p.hits_before(at).filter(context).map(move |hit| (at, hit)))
    {
        if out.last().is_some_and(|c| out.len() > known && c.tokens.start >= at) {
            continue;
        }
        // Craft villages: làng dệt Mỹ Nghiệp.
        let village = p.says(hit.start, "làng");
        let named = if village { capitals_run(p, at) } else { capitals_after(p, at) };
        let Some(name) = named else { continue };
        let evidence = super::context::evidence_before(p, at);
        let placed = evidence.any(Evidence::LOCATIVE.with(Evidence::FACILITY));
        if placed && !evidence.any(Evidence::PERSON.with(Evidence::NATURAL)) && free(&out[..known], &name) {
            let echo = LocalityCandidate::new(p, name.clone(), name, evidence);
            let echo = if village { echo.known(designator::row("làng"), None) } else { echo };
            if !taken(echo.bytes) {
                out.push(echo);
            }
        }
    }
}

/// Cities abroad that no table has, in a list between two that the tables have: "Brno, Cheb và Ostrava".
fn listed_abroad(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    let joint = |at: u32| p.joins(at) || p.reads(at, "hay");
    for i in 1..out.len() {
        let (before, behind) = (&out[i - 1], &out[i]);
        let is_city = |c: &LocalityCandidate| {
            c.node
                .is_some_and(|n| units_of(n).any(|u| u.era() == Era::Abroad && u.level() >= Level::Province))
        };
        let name = before.tokens.end + 1..behind.tokens.start.saturating_sub(1);
        if !(1..=2).contains(&name.len()) || !joint(name.start - 1) || !joint(name.end) {
            continue;
        }
        let capital = |at: u32| p.token(at).is_some_and(|t| t.is_word() && t.capital && t.gap == Gap::Space);
        if name.clone().all(capital) && foreign(p, name.clone()) && is_city(before) && is_city(behind) {
            out.push(city(p, name));
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
    capitals_run(p, start).filter(|r| !common_surname(p, r.start))
}

/// Two or three capitalised words from `start` on.
fn capitals_run(p: &Paragraph<'_>, start: u32) -> Option<Range<u32>> {
    let mut end = start;
    while end - start < 4
        && p.token(end).is_some_and(|t| t.is_word() && t.capital && (end == start || t.gap == Gap::Space))
    {
        end += 1;
    }
    (2..=3).contains(&(end - start)).then_some(start..end)
}

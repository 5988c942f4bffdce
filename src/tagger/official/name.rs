//! Names of persons: where one starts and where it ends.

use super::body::is_commune;
use super::lexicon::{Cue, Surname, cue, honorific_before, organ, surname, title};
use super::places::Places;
use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::locality::starts_sentence;
use crate::tagger::paragraph::Paragraph;
use crate::text::phonotactics::{is_roman, is_syllable};
use crate::text::token::{Gap, TokenKind};

/// How many tokens a name may have.
const LONGEST: u32 = 12;
/// How many syllables a name with a Vietnamese surname may have.
const LONGEST_VIETNAMESE: u32 = 5;

/// Particles inside Western, Malay and Arabic names.
const PARTICLES: [&str; 14] =
    ["bin", "ibn", "al", "de", "von", "van", "der", "da", "di", "la", "el", "le", "du", "dos"];

/// Words between surname and given name; behind a surname of the minorities they make a name of it.
const MIDDLES: [&str; 6] = ["Văn", "Thị", "A", "Seo", "Mí", "Thế"];

/// What begins a name that is one word with a capital inside: McCain, DeSantis, O'Brien.
const PREFIXES: [&str; 8] = ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz"];

/// Where the capitalised run that starts at `at` ends: words side by side, hyphens inside words
/// (Jong-un), initials (George W. Bush), particles (van der). `at` itself may be no word.
fn run(p: &Paragraph<'_>, at: u32) -> u32 {
    let mut end = at;
    while end < at + LONGEST {
        let Some(token) = p.token(end) else { break };
        let glued = end > at && token.gap == Gap::None && !p.is(end - 1, '.');
        if !token.is_word() || glued && !(token.capital && PREFIXES.contains(&p.str(end - 1..end))) {
            break;
        }
        if !token.capital {
            // Of two in a row (von der) the second is looked at as well.
            let is = |i: u32| p.token(i).is_some() && PARTICLES.contains(&p.str(i..i + 1));
            let capital = |i: u32| p.token(i).is_some_and(|t| t.capital && t.gap != Gap::None);
            // "Abdel Fattah al-Sisi"
            let hyphen =
                |i: u32| p.token(i).is_some_and(|t| t.kind == TokenKind::Hyphen && t.gap == Gap::None);
            let tied = hyphen(end + 1) && p.token(end + 2).is_some_and(|t| t.capital && t.gap == Gap::None);
            let particle =
                end > at && is(end) && (tied || capital(end + 1) || is(end + 1) && capital(end + 2));
            if !particle {
                break;
            }
        }
        // "Chu Văn Phòng" is nobody's office.
        let middle = end == at + 1 && surname(p, at).is_some() && is_middle(p, end);
        if end > at && !middle && stops(p, end) {
            break;
        }
        end += 1;
        // Parts joined by a hyphen; behind it lower case is a part too.
        while p.token(end).is_some_and(|t| t.kind == TokenKind::Hyphen && t.gap == Gap::None)
            && p.token(end + 1).is_some_and(|t| t.is_word() && t.gap == Gap::None)
            && end < at + LONGEST
        {
            end += 2;
        }
        // "J.D. Vance": the first of two initials.
        let initial = |i: u32| p.token(i).is_some_and(|t| t.capital) && p.str(i..i + 1).len() == 1;
        if end == at + 1
            && initial(at)
            && p.is(end, '.')
            && p.gap(end) == Gap::None
            && p.gap(end + 1) == Gap::None
            && initial(end + 1)
            && p.is(end + 2, '.')
        {
            end += 1;
            continue;
        }
        // An initial's dot.
        if end > at + 1
            && surname(p, at).is_none()
            && p.is(end, '.')
            && p.gap(end) == Gap::None
            && p.str(end - 1..end).len() == 1
            && p.token(end + 1).is_some_and(|t| t.capital && t.gap == Gap::Space)
        {
            end += 1;
        }
    }
    end
}

/// Whether the words Văn or Thị of a name stand here, before its last one.
fn is_middle(p: &Paragraph<'_>, at: u32) -> bool {
    matches!(p.str(at..at + 1), "Văn" | "Thị")
        && p.token(at + 1).is_some_and(|t| t.is_word() && t.capital && t.gap == Gap::Space)
}

/// Whether a new word begins that no name goes on with: a title or body of several syllables, a
/// designator before a name.
fn stops(p: &Paragraph<'_>, at: u32) -> bool {
    let hits = p.hits_at(at);
    if hits.is_empty() {
        return false;
    }
    title(p, at).is_some_and(|(h, _)| h.len() >= 2)
        || organ(p, at).is_some_and(|(h, row, _)| {
            use super::lexicon::OrganClass;
            // "Hà Trung Đoàn" holds no regiment: that is written "Trung đoàn", and with its number.
            let army = row.class == OrganClass::Army
                && h.len() == 2
                && p.token(at + 1).is_some_and(|t| t.capital && !t.all_caps)
                && p.token(h.end).is_none_or(|t| t.kind != TokenKind::Number);
            h.len() >= 2
                && row.class != OrganClass::Field
                && !army
                && p.written(h.start..h.start + 1, crate::gazetteer::sense::Case::Capital)
        })
        || hits.iter().any(|h| {
            h.has(SenseKind::Designator) && h.len() >= 2 && p.sense(h, SenseKind::Designator).is_some()
        })
        || hits.iter().any(|h| {
            h.has(SenseKind::OfficeWord)
                && p.sense(h, SenseKind::OfficeWord).is_some()
                && title(p, h.end).is_some()
        })
        || (all_caps(p, at) && all_caps(p, at - 1) && cue(p, at, Cue::Verb).is_some())
        // "ông Dimitrov Kỷ niệm chương"
        || hits.iter().any(|h| {
            h.has(SenseKind::Compound)
                && h.len() >= 2
                && p.written(h.start + 1..h.end, crate::gazetteer::sense::Case::Lower)
        })
}

fn all_caps(p: &Paragraph<'_>, at: u32) -> bool {
    p.token(at).is_some_and(|t| t.all_caps)
}

/// How strongly the text before says that a name comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Nothing: only a surname will do.
    Bare,
    /// An office or an honorific: any capitalised words.
    Strong,
    /// An office that foreigners hold: a single word too.
    Foreign,
}

/// A name found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// First token.
    pub start: u32,
    /// First token behind.
    pub end: u32,
    /// Whether it begins with a surname of Vietnam.
    pub surname: bool,
}

impl Name {
    /// Whether it is one word only, hence a part of a name mostly.
    pub fn is_short(&self) -> bool {
        self.end == self.start + 1
    }
}

/// The name that starts at `at`.
pub fn name_at(p: &Paragraph<'_>, places: &Places<'_>, at: u32, ground: Ground) -> Option<Name> {
    let token = p.token(at)?;
    if !token.capital {
        return None;
    }
    let end = run(p, at);
    let length = end - at;
    // "Xa-lởm-xay", "Vi-lay-vông" begin with no surname.
    let hyphen = p.token(at + 1).is_some_and(|t| t.kind == TokenKind::Hyphen && t.gap == Gap::None);
    let family = surname(p, at).filter(|_| !hyphen);
    let minority_only = family == Some(Surname::Minority);
    let found = |end: u32, surname: bool| Some(Name { start: at, end, surname });
    // "Y Bliu Mlô", "Lò Văn Thiết", "Sùng A Chống" are no phrases, whatever stands before.
    let minority_name = || {
        (at + 1..end).any(|t| p.token(t).is_some_and(|t| !is_syllable(t.key)))
            || (3..=4).contains(&length) && MIDDLES.contains(&p.str(at + 1..at + 2))
    };
    // "TIẾP ĐOÀN HẢI QUÂN" is no Mr Tiếp.
    let verb = all_caps(p, at) && family != Some(Surname::Common) && cue(p, at, Cue::Verb).is_some();
    let family = family.filter(|_| !verb);
    if length >= 2 && family.is_some() && !(minority_only && ground == Ground::Bare && !minority_name()) {
        // A commune called Phan makes no place of Phan Văn A.
        let place = |c: &crate::tagger::candidate::LocalityCandidate| c.tokens.len() > 1 || length < 3;
        if ground == Ground::Bare && places.longest(at).is_some_and(place) {
            return None;
        }
        let mut end = end.min(at + LONGEST_VIETNAMESE.max(if minority_only { LONGEST } else { 0 }));
        // In a heading all in capitals nothing shows where the name ends.
        if all_caps(p, at) && end - at > 4 {
            end = at + 4;
        }
        return found(end, true);
    }
    // One word of several that is a place too (Lim, Đức) does not make a place of them.
    let place = places.longest(at).is_some_and(|c| c.tokens.end >= end || c.tokens.end > at + 1);
    if ground == Ground::Bare || place || begins_other(p, at) {
        return None;
    }
    // Among capitals only a verb may follow an office as well: "THỦ TƯỚNG TIẾP ĐOÀN …".
    let words = |at: u32| p.token(at).is_some_and(|t| t.all_caps && (is_syllable(t.key) || is_roman(t.key)));
    if all_caps(p, at) && (at..end).all(words) {
        return None;
    }
    match length {
        0 => None,
        1 if ground == Ground::Foreign || has_elision(p, at) => found(end, false),
        1 => None,
        _ => found(end, false),
    }
}

/// A single capitalised word behind a title: a given name. Behind an honorific also one, or two, that elsewhere name a
/// place or a body (ông Thái, bà Nam Đàn, bị cáo Sở).
pub fn given_at(p: &Paragraph<'_>, places: &Places<'_>, at: u32, honoured: bool) -> Option<Name> {
    let token = p.token(at).filter(|t| t.capital)?;
    let length = run(p, at) - at;
    let whole = if honoured {
        (1..=2).contains(&length) && !token.all_caps && !super::office::starts(p, at)
    } else {
        // "Phó chủ tịch Tư" is called so, though there is a commune Tư.
        let place =
            places.longest(at).is_some_and(|c| c.designator.is_some() || !c.node.is_some_and(is_commune));
        length == 1 && !place && !begins_other(p, at)
    };
    whole.then_some(Name { start: at, end: at + length, surname: false })
}

/// Whether a title, a body or a designator starts here.
fn begins_other(p: &Paragraph<'_>, at: u32) -> bool {
    super::office::starts(p, at)
        || organ(p, at).is_some_and(|(h, _, _)| h.len() >= 2 || p.token(h.end).is_some_and(|t| !t.capital))
        || p.longest(at, SenseKind::Designator).is_some_and(|(h, _)| h.len() >= 2)
}

/// Whether the word has an apostrophe: K'Sọi, H'Lan.
pub fn has_elision(p: &Paragraph<'_>, at: u32) -> bool {
    p.str(at..at + 1).contains(['\'', '’', '‘', 'ʼ'])
}

/// The name that ends right before the token `end`, starting at `floor` or later.
pub fn name_before(p: &Paragraph<'_>, places: &Places<'_>, end: u32, floor: u32) -> Option<Name> {
    let mut start = end;
    while start > floor && end - start < LONGEST {
        let at = start - 1;
        let token = p.token(at)?;
        let joined = p.gap(start) == Gap::None;
        if token.kind == TokenKind::Hyphen && joined && token.gap == Gap::None && at > floor {
            start = at - 1;
            continue;
        }
        let particle = start < end && at > floor && PARTICLES.contains(&p.str(at..at + 1));
        let hyphenated = token.is_word()
            && token.gap == Gap::None
            && at > floor
            && p.token(at - 1).is_some_and(|t| t.kind == TokenKind::Hyphen);
        if !token.is_word() || !(token.capital || particle || hyphenated) || (start < end && joined) {
            break;
        }
        start = at;
    }
    // Behind a slash stands a document's number: 1303/CĐ-TTg.
    let slash = start > 0 && p.gap(start) == Gap::None && p.is(start - 1, '/');
    if start == end || !p.token(start)?.capital || slash {
        return None;
    }
    // Past titles, bodies and designators inside the run: the name is what comes behind.
    let mut first = start;
    for at in start..end {
        for hit in p.hits_at(at).iter().rev() {
            let other = (hit.has(SenseKind::Title) && p.sense(hit, SenseKind::Title).is_some())
                || (hit.has(SenseKind::Organ)
                    && hit.len() >= 2
                    && organ(p, at)
                        .is_some_and(|(_, row, _)| row.class != super::lexicon::OrganClass::Field))
                || (hit.has(SenseKind::Honorific)
                    && at == first
                    && p.sense(hit, SenseKind::Honorific).is_some()
                    && surname(p, at).is_none())
                || (hit.has(SenseKind::Designator) && hit.len() >= 2);
            if other && hit.end > first && hit.end < end {
                first = hit.end;
            }
        }
    }
    // "Theo Lò Thị A", "Có H'Linh B": the sentence's first word owes its capital to the sentence.
    if end - first >= 3
        && starts_sentence(p, first)
        && surname(p, first).is_none()
        && (surname(p, first + 1).is_some() || has_elision(p, first + 1))
    {
        first += 1;
    }
    // "Ở Bangkok, thị trưởng": a place, not a person called so.
    let placed =
        |at: u32| p.hits_at(at).iter().any(|h| h.len() == 1 && h.fits & SenseKind::Context.mask() != 0);
    if end - first >= 2 && starts_sentence(p, first) && surname(p, first).is_none() && placed(first) {
        return None;
    }
    let honoured = honorific_before(p, first).is_some_and(|(h, _)| h.start >= floor);
    if honoured {
        let single = end - first == 1 && !has_elision(p, first);
        return (!single).then(|| Name { start: first, end, surname: surname(p, first).is_some() });
    }
    if places.ends(first, end) {
        return None;
    }
    let hyphen = |at: u32| p.token(at).is_some_and(|t| t.kind == TokenKind::Hyphen);
    let found = (first..end).find(|at| {
        let length = end - at;
        // "Văn-na-vông" begins with no surname.
        let joined = hyphen(at + 1) || *at > first && p.gap(*at) == Gap::None;
        !joined
            && (2..=LONGEST_VIETNAMESE + 1).contains(&length)
            && surname(p, *at).is_some_and(|s| s != Surname::Minority || *at == first)
    });
    if let Some(at) = found {
        return Some(Name { start: at, end, surname: true });
    }
    // No surname: foreign names, and single words with an elision.
    let bodied = p.fits_before(first, SenseKind::Organ) || p.fits_before(first, SenseKind::Designator);
    let parts = (first..end).filter(|at| hyphen(*at)).count() as u32;
    let shouted = (first..end).all(|at| p.token(at).is_some_and(|t| t.all_caps && is_syllable(t.key)));
    let fits = ((2..=6).contains(&(end - first - parts)) && !shouted) || has_elision(p, first);
    (fits && !bodied && !begins_other(p, first)).then_some(Name { start: first, end, surname: false })
}

/// The mark before a year of birth that ends at `mark`: "(SN 1975,", ", sinh năm 1975,".
pub fn born_before(p: &Paragraph<'_>, mark: u32) -> Option<u32> {
    let year = mark.checked_sub(1).filter(|at| p.token(*at).is_some_and(|t| t.kind == TokenKind::Number))?;
    let word = |at: u32, words: &[&str]| words.iter().any(|w| p.str(at..at + 1).eq_ignore_ascii_case(w));
    let start = match year {
        0 | 1 => return None,
        _ if word(year - 1, &["SN", "S.N"]) => year - 1,
        _ if year >= 3 && word(year - 1, &["năm"]) && word(year - 2, &["sinh"]) => year - 2,
        _ => return None,
    };
    let open = start.checked_sub(1)?;
    (open > 0 && (p.is(open, '(') || p.is(open, ','))).then_some(open)
}

/// Whether an honorific is a surname here: a capital inside a sentence, before no surname (Ông Ích Khiêm).
pub fn is_surname_ong(p: &Paragraph<'_>, hit: &Hit) -> bool {
    let next = p.token(hit.end);
    p.str(hit.start..hit.end) == "Ông"
        && p.gap(hit.start) == Gap::Space
        && p.token(hit.start - 1).is_some_and(|t| t.is_word())
        && next.is_some_and(|t| t.is_word() && t.capital)
        && surname(p, hit.end).is_none()
}

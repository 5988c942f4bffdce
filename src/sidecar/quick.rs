//! The lines that this program writes, taken apart at the words that stand in each of them. A line that is not wholly
//! of this form, in canonical form and with every key that it needs and no other, is none of these, and is read as any JSON.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use memchr::memmem::Finder;
use serde_json::Value;

use super::annotation::{Origin, Quote, Status, Whole, kind_of};
use super::body::{Body, known};
use super::build::{IDENTIFYING, MODERATING};
use super::header::{Tree, VERSION, is_hash};
use super::memo::Memo;
use super::{Annotation, ArticleStatus, Header, Object, Piece, canonical, iri, schema};
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};

const HEAD: &str = r#"{"@context":["http://www.w3.org/ns/anno.jsonld",{"@vocab":"urn:gannhan:"}],"id":""#;
const TYPE: &str = r#","type":"Annotation","motivation":""#;
const BODY: &str = r#","body":"#;
const TARGET: &str = r#","target":{"source":""#;
const START: &str = r#","selector":[{"type":"TextPositionSelector","start":"#;
const END: &str = r#","end":"#;
const EXACT: &str = r#"},{"type":"TextQuoteSelector","exact":""#;
const PREFIX: &str = r#","prefix":""#;
const SUFFIX: &str = r#","suffix":""#;
const TAIL: &str = r#"}]}"#;
const CREATOR: &str = r#","creator":{"type":"Person","name":""#;
const CREATED: &str = r#"},"created":""#;
const MODIFIED: &str = r#","modified":""#;
const ORIGIN: &str = r#","origin":""#;
const REJECTED: &str = r#","status":"rejected""#;
const GENERATOR: &str = r#","generator":""#;
const ARTICLE: &str = r#"{"type":"Article","version":"#;
const SHA256: &str = r#","sha256":""#;
const LENGTH: &str = r#","length":"#;
const DATE: &str = r#","date":""#;
const STATUS: &str = r#","status":""#;
const LOCALITY: &str = r#"{"type":["SpecificResource","Locality"],"purpose":"identifying","source":""#;
const AMOUNT: &str = r#"{"type":["SpecificResource","Amount"],"purpose":"identifying","source":""#;
const OFFICIAL: &str = r#"{"type":["SpecificResource","Official"],"purpose":""#;
const SOURCE: &str = r#","source":""#;
const PARTS: &str = r#","parts":["#;
const PROGRAM: &str = "urn:gannhan:software:";
const PERSON: &str = "urn:gannhan:person:";

static TARGETS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TARGET));
static ALL_PARTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(PARTS));

/// Reads lines one after the other; most end like the one before, and speak of the same article.
#[derive(Default)]
pub struct Quick {
    last: Option<(Piece, Tail)>,
    target: Option<Target>,
}

/// The article that lines speak of: its name, and all that stands between a body and a position.
struct Target {
    source: Piece,
    words: Box<str>,
}

/// The end of a line: who made the annotation, and how.
#[derive(Clone)]
struct Tail {
    creator: Piece,
    created: Piece,
    generator: Piece,
    origin: Option<Origin>,
    status: Status,
}

/// What of a line is still to be read.
struct Rest<'l> {
    line: &'l Piece,
    /// The whole line.
    text: &'l str,
    at: usize,
}

impl Quick {
    /// The annotation of a line; `None` for lines of another form.
    pub fn read(&mut self, line: &Piece) -> Option<Box<Annotation>> {
        let mut rest = Rest::of(line, 0);
        rest.word(HEAD)?;
        let id = rest.string()?;
        if !iri::is_annotation(&id) {
            return None;
        }
        rest.word(TYPE)?;
        let motivation = rest.plain()?;
        rest.word(BODY)?;
        let (kind, source, body) = rest.body()?;
        let target_source = self.target(&mut rest)?;
        let start = rest.number()?;
        rest.word(END)?;
        let span = Span::new(CodePoint(start), CodePoint(rest.number()?));
        rest.word(EXACT)?;
        let exact = rest.string()?;
        rest.word(PREFIX)?;
        let prefix = rest.string()?;
        rest.word(SUFFIX)?;
        let suffix = rest.string()?;
        let tail = self.tail(rest)?;
        let wanted = if tail.status == Status::Active { IDENTIFYING } else { MODERATING };
        let refers = [&exact, &prefix, &suffix].into_iter().any(|s| iri::is_annotation(s));
        if motivation != wanted || refers || exact.is_empty() {
            return None;
        }
        Some(Box::new(Annotation {
            id: Some(id),
            kind: Some(kind),
            span,
            quote: Quote { exact: Some(exact), prefix: Some(prefix), suffix: Some(suffix) },
            source: Some(source),
            target_source: Some(target_source),
            origin: tail.origin,
            creator: Some(tail.creator),
            created: Some(tail.created),
            generator: Some(tail.generator),
            status: tail.status,
            suppress: Vec::new(),
            body: Some(body),
            is_plain: true,
            whole: Whole::Line(line.clone()),
        }))
    }

    /// The article's name, and what stands before the position.
    fn target(&mut self, rest: &mut Rest<'_>) -> Option<Piece> {
        if let Some(Target { source, words }) = &self.target
            && rest.word(words).is_some()
        {
            return Some(source.clone());
        }
        let from = rest.at;
        rest.word(TARGET)?;
        let source = rest.string().filter(|source| schema::is_encoded(source))?;
        rest.word(START)?;
        let words = rest.text.get(from..rest.at)?.into();
        self.target = Some(Target { source: source.clone(), words });
        Some(source)
    }

    fn tail(&mut self, rest: Rest<'_>) -> Option<Tail> {
        if let Some((_, tail)) = self.last.as_ref().filter(|(last, _)| last.as_str() == rest.left()) {
            return Some(tail.clone());
        }
        let end = rest.line.part(rest.at..rest.text.len());
        let tail = Tail::read(rest)?;
        self.last = Some((end, tail.clone()));
        Some(tail)
    }
}

/// The header of a line, where that is as this program writes it.
pub fn header(line: &Piece) -> Option<Header> {
    let mut rest = Rest::of(line, 0);
    rest.word(ARTICLE)?;
    let version = rest.number().filter(|version| u64::from(*version) == VERSION)?;
    rest.word(SOURCE)?;
    let source = rest.string().filter(|s| !s.is_empty() && !s.contains('/'))?;
    rest.word(SHA256)?;
    let sha256 = rest.plain().filter(|hash| is_hash(hash))?;
    rest.word(LENGTH)?;
    let length = rest.number()?;
    let date = match rest.word(DATE) {
        Some(()) => Some(rest.plain()?.parse().ok()?),
        None => None,
    };
    rest.word(STATUS)?;
    // One that is finished says more.
    let status = ArticleStatus::from_name(rest.plain()?).filter(|status| *status == ArticleStatus::Open)?;
    (rest.left() == "}").then(|| Header {
        version: Some(version.into()),
        source: Some(source.into()),
        sha256: Some(sha256.to_owned()),
        length: Some(CodePoint(length)),
        date,
        status: Some(status),
        suppress: Vec::new(),
        is_plain: true,
        json: Tree::of(line.clone()),
    })
}

impl Tail {
    fn read(mut rest: Rest<'_>) -> Option<Tail> {
        rest.word(TAIL)?;
        rest.word(CREATOR)?;
        let creator = rest.string()?;
        rest.word(CREATED)?;
        let created = rest.string()?;
        let is_time = |time: &Piece| schema::is_time(time) && time.parse::<jiff::Timestamp>().is_ok();
        if creator.trim().is_empty() || !is_time(&created) {
            return None;
        }
        if rest.word(MODIFIED).is_some() {
            rest.string().filter(is_time)?;
        }
        let origin = match rest.word(ORIGIN) {
            Some(()) => Some(Origin::from_name(&rest.string()?)?),
            None => None,
        };
        let status = if rest.word(REJECTED).is_some() { Status::Rejected } else { Status::Active };
        if status == Status::Active && origin.is_none() {
            return None;
        }
        rest.word(GENERATOR)?;
        let generator = rest.string().filter(|program| program.starts_with(PROGRAM))?;
        let refers = iri::is_annotation(&creator) || iri::is_annotation(&generator);
        (rest.left() == "}" && !refers).then_some(Tail { creator, created, generator, origin, status })
    }
}

impl<'l> Rest<'l> {
    fn of(line: &'l Piece, at: usize) -> Rest<'l> {
        Rest { line, text: line, at }
    }

    fn left(&self) -> &'l str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over these words.
    fn word(&mut self, word: &str) -> Option<()> {
        let here = self.text.as_bytes().get(self.at..self.at + word.len())?;
        (here == word.as_bytes()).then(|| self.at += word.len())
    }

    /// A string without escapes.
    fn plain(&mut self) -> Option<&'l str> {
        let end = self.at + until_mark(self.text.as_bytes().get(self.at..)?)?;
        let text = self.text.get(self.at..end).filter(|_| self.text.as_bytes()[end] == b'"')?;
        self.at = end + 1;
        Some(text)
    }

    /// The type, the thing and the value of the body that begins here.
    fn body(&mut self) -> Option<(Kind, Piece, Arc<Body>)> {
        let left = self.left();
        let variants = variants(left);
        let known = variants.as_ref().and_then(|all| {
            let all = all.borrow();
            let is_here = |(words, _): &&Variant| {
                left.strip_prefix(&**words).is_some_and(|rest| rest.starts_with(TARGET))
            };
            let (words, (kind, body)) = all.iter().rev().find(is_here)?;
            Some((words.len(), *kind, body.source.clone()?, body.clone()))
        });
        if let Some((length, kind, source, body)) = known {
            self.at += length;
            return Some((kind, source, body));
        }
        let length = TARGETS.find(left.as_bytes())?;
        let (kind, source, read) = body(&self.line.part(self.at..self.at + length))?;
        if let Some(variants) = variants {
            let mut all = variants.borrow_mut();
            if all.len() >= VARIANTS {
                all.remove(0);
            }
            all.push((left[..length].into(), (kind, read.clone())));
        }
        self.at += length;
        Some((kind, source, read))
    }

    /// A string whose opening quote was passed; the closing one is passed too.
    fn string(&mut self) -> Option<Piece> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let mut first = until_mark(bytes)?;
        if bytes[first] == b'"' {
            let text = self.line.part(self.at..self.at + first);
            self.at += first + 1;
            return Some(text);
        }
        let mut text = String::with_capacity(first + 128);
        let mut from = 0;
        loop {
            text.push_str(self.text.get(self.at + from..self.at + first)?);
            // There is one way to write each character.
            text.push(match (bytes[first], bytes.get(first + 1)) {
                (b'"', _) => break,
                (b'\\', Some(b'"')) => '"',
                (b'\\', Some(b'\\')) => '\\',
                (b'\\', Some(b'n')) => '\n',
                (b'\\', Some(b'r')) => '\r',
                (b'\\', Some(b't')) => '\t',
                (b'\\', Some(b'b')) => '\u{8}',
                (b'\\', Some(b'f')) => '\u{c}',
                (b'\\', Some(b'u')) => {
                    let digits = self.text.get(self.at + first + 2..self.at + first + 6)?;
                    let code = u32::from_str_radix(digits, 16).ok()?;
                    let is_written_so = code < 0x20 && !matches!(code, 8..=10 | 12 | 13);
                    let is_lower = !digits.bytes().any(|b| b.is_ascii_uppercase() || b == b'+');
                    first += 4;
                    char::from_u32(code).filter(|_| is_written_so && is_lower)?
                }
                _ => return None,
            });
            from = first + 2;
            first = from + until_mark(bytes.get(from..)?)?;
        }
        self.at += first + 1;
        Some(text.into())
    }

    /// A whole number.
    fn number(&mut self) -> Option<u32> {
        let left = self.text.as_bytes().get(self.at..)?;
        let (mut number, mut digits) = (0_u32, 0);
        while let Some(digit) = left.get(digits).map(|b| b.wrapping_sub(b'0')).filter(|d| *d < 10) {
            number = number.checked_mul(10)?.checked_add(u32::from(digit))?;
            digits += 1;
        }
        if digits == 0 || digits > 1 && left[0] == b'0' {
            return None;
        }
        self.at += digits;
        Some(number)
    }
}

/// A body as it is written, and read.
type Variant = (Box<str>, (Kind, Arc<Body>));

/// Bodies of one thing that are remembered: they differ by the day on which they were read.
const VARIANTS: usize = 16;
/// Bytes of the names of things that a thread remembers.
const KNOWN: usize = 1 << 16;

thread_local! {
    static THINGS: Memo<Rc<RefCell<Vec<Variant>>>> = Memo::new(KNOWN);
}

/// What is known of the thing that a place's or a sum's body names, which is told first.
fn variants(body: &str) -> Option<Rc<RefCell<Vec<Variant>>>> {
    let rest = body.strip_prefix(LOCALITY).or_else(|| body.strip_prefix(AMOUNT))?;
    let thing = rest.get(..until_mark(rest.as_bytes())?)?;
    Some(THINGS.with(|known| known.of(thing, Rc::default)))
}

/// Bytes before the next quote, backslash or raw control character, which is no JSON. Strings are short, so that eight bytes at a time are quicker than what
/// must first get going.
fn until_mark(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const TOPS: u64 = u64::from_ne_bytes([0x80; 8]);
    let (pieces, rest) = bytes.as_chunks::<8>();
    for (n, piece) in pieces.iter().enumerate() {
        let piece = u64::from_le_bytes(*piece);
        let (quote, escape) = (piece ^ (ONES * u64::from(b'"')), piece ^ (ONES * u64::from(b'\\')));
        // The lowest top bit that is set marks the first zero byte; those above may be wrong.
        let zero = |word: u64| word.wrapping_sub(ONES) & !word & TOPS;
        let control = piece.wrapping_sub(ONES * u64::from(b' ')) & !piece & TOPS;
        let found = zero(quote) | zero(escape) | control;
        if found != 0 {
            return Some(n * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let last = rest.iter().position(|b| matches!(b, b'"' | b'\\' | ..b' '))?;
    Some(pieces.len() * 8 + last)
}

/// The type, the thing and the value of a body.
fn body(whole: &Piece) -> Option<(Kind, Piece, Arc<Body>)> {
    let mut rest = Rest::of(whole, 0);
    if rest.word(OFFICIAL).is_some() {
        return official(rest);
    }
    let (kind, body) = known(whole, || {
        let (kind, json) = object(whole)?;
        let source = json.get("source")?.as_str()?.into();
        Some((kind, Body { source: Some(source), ..Body::of(&json) }))
    })?;
    Some((kind, body.source.clone()?, body))
}

/// Persons' ids and the places of parts differ from line to line; the rest is what is known.
fn official(mut rest: Rest<'_>) -> Option<(Kind, Piece, Arc<Body>)> {
    // The purpose has but two values.
    let purpose = rest.plain()?;
    rest.word(SOURCE)?;
    let source = rest.string()?;
    if ![IDENTIFYING, MODERATING].contains(&purpose) || !source.starts_with(PERSON) {
        return None;
    }
    let line = rest.line;
    let fields = rest.at..line.len().checked_sub(1)?;
    let parts = if line.ends_with("}]}") { parts(line, fields.clone()) } else { None };
    let fields = line.get(fields.start..parts.map_or(fields.end, |at| at))?;
    let (kind, body) = known(fields, || {
        let (kind, json) = object(&format!("{OFFICIAL}{IDENTIFYING}\"{SOURCE}{PERSON}\"{fields}}}"))?;
        // What stands behind the parts is not before them.
        let behind = parts.is_some() && (json.contains_key("parts") || json.contains_key("holder"));
        (!behind).then(|| (kind, Body::of(&json)))
    })?;
    Some((kind, source, body))
}

/// Where the list of parts begins, when that is the last of the fields and all of it is as it should be.
fn parts(line: &Piece, fields: Range<usize>) -> Option<usize> {
    let at = fields.start + ALL_PARTS.find(line.get(fields)?.as_bytes())?;
    let mut rest = Rest::of(line, at);
    rest.word(PARTS)?;
    loop {
        rest.word(r#"{"role":""#)?;
        rest.plain().filter(|role| ["person", "office"].contains(role))?;
        rest.word(r#","start":"#)?;
        rest.number()?;
        rest.word(END)?;
        rest.number()?;
        rest.word("}")?;
        if rest.word(",").is_none() {
            break;
        }
    }
    (rest.left() == "]}").then_some(at)
}

/// A body in canonical form that the schema lets pass, without unknown keys, and that refers to no other annotation.
fn object(written: &str) -> Option<(Kind, Object)> {
    let Ok(Value::Object(json)) = serde_json::from_str(written) else { return None };
    let kind = kind_of(&json)?;
    let is_known = |key: &String| {
        matches!(key.as_str(), "type" | "purpose" | "source")
            || canonical::fields(kind).contains(&key.as_str())
    };
    let plain = canonical::is_line(written.as_bytes(), &json)
        && json.keys().all(is_known)
        && schema::fits_body(&json)
        && !json.values().any(refers);
    plain.then_some((kind, json))
}

/// Whether a value names an annotation.
fn refers(value: &Value) -> bool {
    match value {
        Value::String(text) => iri::is_annotation(text),
        Value::Array(all) => all.iter().any(refers),
        Value::Object(object) => object.values().any(refers),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// A string counts where it is written as this program writes it, and says what JSON says.
        #[test]
        fn strings(text in "[aế\"\\\\\u{0}-\u{20}/\u{7f}😀]{0,30}", spoilt in 0usize..40, put in "[\\\\\"nu0af/B]{0,2}") {
            let mut written = serde_json::to_string(&text).unwrap();
            if let Some((at, _)) = written.char_indices().nth(spoilt) {
                written.insert_str(at, &put);
            }
            written.push_str(",1");
            let line = Piece::from(written.as_str());
            let mut rest = Rest::of(&line, 1);
            let read = rest.string();
            let mut stream = serde_json::Deserializer::from_str(&written).into_iter::<String>();
            let whole = if written.starts_with('"') { stream.next().and_then(Result::ok) } else { return Ok(()) };
            let end = stream.byte_offset();
            match read {
                Some(read) => {
                    proptest::prop_assert_eq!(Some(&*read), whole.as_deref());
                    proptest::prop_assert_eq!(serde_json::to_string(&*read).unwrap(), &written[..rest.at]);
                }
                None => proptest::prop_assert!(whole.is_none_or(|w| serde_json::to_string(&w).unwrap() != written[..end])),
            }
        }
    }
}

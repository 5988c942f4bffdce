//! A sidecar as lines: each keeps its exact bytes, and beside them stands what could be read in it.

use std::ops::Range;
use std::sync::Arc;

use serde_json::Value;

use super::annotation::{Annotation, Whole, string};
use super::header::Header;
use super::quick::{self, Quick};
use super::{Object, Piece, exact};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A sidecar as read. Its bytes never change; changes are [`super::Edit`]s.
#[derive(Clone, Debug, Default)]
pub struct Sidecar {
    bytes: Bytes,
    lines: Vec<Line>,
}

/// The file: one text that all lines share, as long as it is UTF-8.
#[derive(Clone, Debug)]
enum Bytes {
    Text(Arc<str>),
    Other(Vec<u8>),
}

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes::Text("".into())
    }
}

impl Bytes {
    fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Text(text) => text.as_bytes(),
            Bytes::Other(bytes) => bytes,
        }
    }
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where its content stands in the file, in bytes, without BOM and line break.
    pub range: Range<usize>,
    /// Length of the line break behind it in bytes: 1 for LF, 2 for CRLF, 0 at the end of the file.
    pub break_length: usize,
    /// What it is.
    pub content: Content,
}

impl Line {
    /// Bytes of the line with its line break.
    pub fn whole(&self) -> Range<usize> {
        self.range.start..self.range.end + self.break_length
    }
}

/// What a line is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Nothing but white space.
    Blank,
    /// The article's description.
    Header(Box<Header>),
    /// An annotation (a rejected suggestion too).
    Annotation(Box<Annotation>),
    /// One of git's conflict markers.
    Conflict(Marker),
    /// None of these; kept as it is.
    Unreadable(Unreadable),
}

/// Git's conflict markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// `<<<<<<<`
    Ours,
    /// `|||||||`
    Base,
    /// `=======`
    Middle,
    /// `>>>>>>>`
    Theirs,
}

/// A line that can't be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// What is wrong.
    pub trouble: Trouble,
    /// Where in the line, in bytes from its start (0 when it is the whole line).
    pub at: usize,
    /// Its id, where at least that could be read.
    pub id: Option<String>,
}

/// What is wrong with a line that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Not UTF-8: the byte that stands there.
    NotUtf8(u8),
    /// No JSON: what the parser says.
    Json(String),
    /// JSON, but no object.
    NotObject,
    /// An object without a target whose position can be read.
    NoTarget,
}

impl Sidecar {
    /// Reads any bytes; what can't be read is told line by line.
    pub fn read(bytes: impl Into<Vec<u8>>) -> Sidecar {
        let bytes = bytes.into();
        let file = match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => Bytes::Text(text.into()),
            Err(_) => Bytes::Other(bytes),
        };
        let bytes = file.as_slice();
        // Few lines are shorter.
        let mut lines = Vec::with_capacity(bytes.len() / 600 + 4);
        let mut quick = Quick::default();
        let mut at = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
        while at < bytes.len() {
            let line_feed = memchr::memchr(b'\n', &bytes[at..]).map(|i| at + i);
            let mut end = line_feed.unwrap_or(bytes.len());
            let next = line_feed.map_or(bytes.len(), |i| i + 1);
            if line_feed.is_some() && end > at && bytes[end - 1] == b'\r' {
                end -= 1;
            }
            let content = match &file {
                Bytes::Text(text) => Content::read_text(Piece::of(text, at..end), &mut quick),
                Bytes::Other(bytes) => Content::read(&bytes[at..end], &mut quick),
            };
            lines.push(Line { range: at..end, break_length: next - end, content });
            at = next;
        }
        Sidecar { bytes: file, lines }
    }

    /// The bytes as read.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// The lines in their order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Content of a line in bytes, without its line break; empty for a line that is not there.
    pub fn line_bytes(&self, line: usize) -> &[u8] {
        self.lines.get(line).and_then(|l| self.bytes().get(l.range.clone())).unwrap_or_default()
    }

    /// Whether the file begins with a byte order mark.
    pub fn has_bom(&self) -> bool {
        self.bytes().starts_with(BOM)
    }

    /// The first header and its line.
    pub fn header_line(&self) -> Option<(usize, &Header)> {
        self.headers().next()
    }

    /// The first header.
    pub fn header(&self) -> Option<&Header> {
        self.headers().next().map(|(_, h)| h)
    }

    /// All headers with their lines (counted from 0); there should be one.
    pub fn headers(&self) -> impl Iterator<Item = (usize, &Header)> {
        self.lines.iter().enumerate().filter_map(|(i, l)| match &l.content {
            Content::Header(h) => Some((i, h.as_ref())),
            _ => None,
        })
    }

    /// The annotations with their lines (counted from 0), rejected suggestions included.
    pub fn annotations(&self) -> impl Iterator<Item = (usize, &Annotation)> {
        self.lines.iter().enumerate().filter_map(|(i, l)| match &l.content {
            Content::Annotation(a) => Some((i, a.as_ref())),
            _ => None,
        })
    }

    /// The first annotation with this id, and its line.
    pub fn find(&self, id: &str) -> Option<(usize, &Annotation)> {
        self.annotations().find(|(_, a)| a.id.as_deref() == Some(id))
    }

    /// Whether an id is used anywhere, in lines that can't be read too.
    pub fn uses_id(&self, id: &str) -> bool {
        memchr::memmem::find(self.bytes(), id.as_bytes()).is_some()
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|l| l.content == Content::Blank)
    }
}

impl Content {
    fn read(bytes: &[u8], quick: &mut Quick) -> Content {
        match std::str::from_utf8(bytes) {
            Ok(text) => Content::read_text(text.into(), quick),
            Err(_) if Marker::read(bytes).is_some() => {
                Marker::read(bytes).map_or(Content::Blank, Content::Conflict)
            }
            Err(e) => {
                let at = e.valid_up_to();
                bad(Trouble::NotUtf8(bytes.get(at).copied().unwrap_or(0)), at, None)
            }
        }
    }

    fn read_text(text: Piece, quick: &mut Quick) -> Content {
        if let Some(annotation) = quick.read(&text) {
            return Content::Annotation(annotation);
        }
        if let Some(header) = quick::header(&text) {
            return Content::Header(Box::new(header));
        }
        if text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\r')) {
            return Content::Blank;
        }
        if let Some(marker) = Marker::read(text.as_bytes()) {
            return Content::Conflict(marker);
        }
        let object: Object = match exact::read(&text) {
            Ok(Value::Object(object)) => object,
            Ok(_) => return bad(Trouble::NotObject, 0, None),
            // As the parser tells it of the line itself.
            Err(e) => {
                let e = serde_json::from_str::<Value>(&text).err().unwrap_or(e);
                return bad(Trouble::Json(plain(&e)), error_offset(&text, &e), None);
            }
        };
        if string(&object, "type") == Some("Article") {
            return match Header::from_json(object) {
                Some(header) => Content::Header(Box::new(header)),
                None => bad(Trouble::NoTarget, 0, None),
            };
        }
        match Annotation::read(&object, Whole::Line(text)) {
            Some(annotation) => Content::Annotation(Box::new(annotation)),
            None => bad(Trouble::NoTarget, 0, string(&object, "id").map(str::to_owned)),
        }
    }
}

fn bad(trouble: Trouble, at: usize, id: Option<String>) -> Content {
    Content::Unreadable(Unreadable { trouble, at, id })
}

impl Marker {
    fn read(bytes: &[u8]) -> Option<Marker> {
        const MARKERS: [(u8, Marker); 4] =
            [(b'<', Marker::Ours), (b'|', Marker::Base), (b'=', Marker::Middle), (b'>', Marker::Theirs)];
        let first = *bytes.first()?;
        let (_, marker) = MARKERS.into_iter().find(|(b, _)| *b == first)?;
        let rest = bytes.strip_prefix([first; 7].as_slice())?;
        matches!(rest.first(), None | Some(b' ' | b'\t' | b'\r')).then_some(marker)
    }
}

/// The parser's words without its "at line 1 column 5", which we tell ourselves.
fn plain(e: &serde_json::Error) -> String {
    let text = e.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// Offset in bytes of a parser's error. A lone CR inside is white space to JSON, so there is one line.
fn error_offset(text: &str, e: &serde_json::Error) -> usize {
    let mut at = e.column().saturating_sub(1).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

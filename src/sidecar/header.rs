//! The first line of a sidecar: which article, which bytes of it, and how far the work is.

use std::ops::Deref;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::annotation::{items, string};
use super::{Object, Piece, exact};
use crate::text::position::CodePoint;

/// The version of the format that this program writes.
pub const VERSION: u64 = 1;
/// The version of the guideline that a finished article is finished under.
pub const GUIDELINE: u64 = 1;

/// What a header says; what is missing or wrong is `None`. The whole line stands in `json`.
#[derive(Clone, Debug)]
pub struct Header {
    /// Version of the format.
    pub version: Option<u64>,
    /// Bare file name of the article.
    pub source: Option<String>,
    /// Hash of the article's bytes that the positions belong to, in lower-case hexadecimal digits.
    pub sha256: Option<String>,
    /// Length of that text.
    pub length: Option<CodePoint>,
    /// The article's date.
    pub date: Option<Date>,
    /// How far the work is.
    pub status: Option<ArticleStatus>,
    /// Names of the lint rules that keep silent about the whole article.
    pub suppress: Vec<String>,
    /// Whether the line is as this program writes it: in canonical form, with all that a header needs and no other key
    /// than that and the date.
    pub is_plain: bool,
    /// All that the line says, unknown keys included.
    pub json: Tree,
}

impl PartialEq for Header {
    fn eq(&self, other: &Header) -> bool {
        self.json == other.json
    }
}

/// An object that is read when somebody asks for it.
#[derive(Clone, Debug)]
pub struct Tree {
    line: Option<Piece>,
    object: OnceLock<Object>,
}

impl Tree {
    /// The object of a line.
    pub(super) fn of(line: Piece) -> Tree {
        Tree { line: Some(line), object: OnceLock::new() }
    }
}

impl From<Object> for Tree {
    fn from(object: Object) -> Tree {
        Tree { line: None, object: object.into() }
    }
}

impl From<Tree> for Object {
    fn from(tree: Tree) -> Object {
        Object::clone(&tree)
    }
}

impl Deref for Tree {
    type Target = Object;

    fn deref(&self) -> &Object {
        self.object.get_or_init(|| self.line.as_ref().map(|line| exact::object(line)).unwrap_or_default())
    }
}

impl PartialEq for Tree {
    fn eq(&self, other: &Tree) -> bool {
        **self == **other
    }
}

/// How far the work on an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleStatus {
    /// What is not annotated was not looked at yet.
    Open,
    /// What is not annotated is none.
    Finished,
}

impl ArticleStatus {
    /// Both of them.
    pub const ALL: [ArticleStatus; 2] = [ArticleStatus::Open, ArticleStatus::Finished];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            ArticleStatus::Open => "open",
            ArticleStatus::Finished => "finished",
        }
    }

    /// The status of a name.
    pub fn from_name(name: &str) -> Option<ArticleStatus> {
        ArticleStatus::ALL.into_iter().find(|s| s.name() == name)
    }
}

impl Header {
    /// Reads a line's object; `None` when it is no header.
    pub fn from_json(json: Object) -> Option<Header> {
        if string(&json, "type") != Some("Article") {
            return None;
        }
        let number = |key| json.get(key).and_then(Value::as_u64);
        Some(Header {
            version: number("version"),
            source: string(&json, "source").filter(|s| !s.is_empty()).map(str::to_owned),
            sha256: string(&json, "sha256").filter(|s| is_hash(s)).map(str::to_owned),
            length: number("length").and_then(|n| u32::try_from(n).ok()).map(CodePoint),
            date: string(&json, "date").and_then(|d| d.parse().ok()),
            status: string(&json, "status").and_then(ArticleStatus::from_name),
            suppress: items(json.get("suppress")).filter_map(Value::as_str).map(str::to_owned).collect(),
            is_plain: false,
            json: json.into(),
        })
    }

    /// A new article's header. `source` is its bare file name as stored; `length` counts code points.
    pub fn create(source: &str, article: &str, date: Option<Date>) -> Header {
        let mut json = Object::new();
        json.insert("type".into(), "Article".into());
        json.insert("version".into(), VERSION.into());
        json.insert("source".into(), source.into());
        describe(&mut json, article);
        if let Some(date) = date {
            json.insert("date".into(), date.to_string().into());
        }
        json.insert("status".into(), ArticleStatus::Open.name().into());
        Header {
            version: Some(VERSION),
            source: Some(source.to_owned()),
            sha256: string(&json, "sha256").map(str::to_owned),
            length: Some(CodePoint::from(article.chars().count())),
            date,
            status: Some(ArticleStatus::Open),
            suppress: Vec::new(),
            is_plain: false,
            json: json.into(),
        }
    }

    /// The same header for another text of its article: hash and length change, all else stays.
    pub fn for_text(&self, article: &str) -> Object {
        let mut json = Object::clone(&self.json);
        describe(&mut json, article);
        json
    }

    /// The same header with another date, or none.
    pub fn with_date(&self, date: Option<Date>) -> Object {
        let mut json = Object::clone(&self.json);
        match date {
            Some(date) => json.insert("date".into(), date.to_string().into()),
            None => json.shift_remove("date"),
        };
        json
    }

    /// The same header, finished by `name` at `now`.
    pub fn finished(&self, name: &str, now: jiff::Timestamp) -> Object {
        let mut json = Object::clone(&self.json);
        json.insert("status".into(), ArticleStatus::Finished.name().into());
        json.insert("finished_by".into(), name.into());
        json.insert("finished_at".into(), super::build::time(now).into());
        json.insert("guideline".into(), GUIDELINE.into());
        json
    }

    /// The same header, open again.
    pub fn reopened(&self) -> Object {
        let mut json = Object::clone(&self.json);
        json.insert("status".into(), ArticleStatus::Open.name().into());
        for key in ["finished_by", "finished_at", "guideline"] {
            json.shift_remove(key);
        }
        json
    }

    /// Whether the positions were written for exactly this text; `None` when the header does not tell.
    pub fn describes(&self, article: &str) -> Option<bool> {
        self.sha256.as_ref().map(|hash| *hash == sha256(article.as_bytes()))
    }

    /// Why the annotation `id` could not follow the last change of the article, if it could not.
    pub fn unanchored(&self, id: &str) -> Option<&str> {
        if self.is_plain {
            return None;
        }
        self.json.get("unanchored")?.get(id)?.as_str()
    }

    /// Whether any annotation could not.
    pub fn has_left(&self) -> bool {
        !self.is_plain && self.json.contains_key("unanchored")
    }

    /// The same header once a person has chosen a place for the annotation `id`.
    pub fn anchored(&self, id: &str) -> Object {
        let mut json = Object::clone(&self.json);
        if let Some(left) = json.get_mut("unanchored").and_then(Value::as_object_mut) {
            left.shift_remove(id);
            if left.is_empty() {
                json.shift_remove("unanchored");
            }
        }
        json
    }

    /// The same object with the annotations that could not follow; none of them, and the key is gone.
    pub fn set_unanchored(json: &mut Object, left: &[(String, &'static str)]) {
        if left.is_empty() {
            json.shift_remove("unanchored");
        } else {
            let map: Object = left.iter().map(|(id, why)| (id.clone(), json!(why))).collect();
            json.insert("unanchored".into(), Value::Object(map));
        }
    }
}

fn describe(json: &mut Object, article: &str) {
    json.insert("sha256".into(), sha256(article.as_bytes()).into());
    json.insert("length".into(), article.chars().count().into());
}

/// SHA-256 of bytes, in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_stays() {
        let mut json: Object = Header::create("a.txt", "Huế", "2019-08-23".parse().ok()).json.into();
        json.insert("mine".into(), 7.into());
        Header::set_unanchored(&mut json, &[("x".into(), "orphan"), ("y".into(), "ambiguous")]);
        let header = Header::from_json(json).expect("a header");
        assert_eq!((header.length, header.date.map(|d| d.year())), (Some(CodePoint(3)), Some(2019)));
        assert_eq!((header.unanchored("y"), header.unanchored("z")), (Some("ambiguous"), None));
        assert_eq!((header.describes("Huế"), header.describes("Hue")), (Some(true), Some(false)));
        let chosen = Header::from_json(header.anchored("x")).expect("a header");
        assert_eq!((chosen.unanchored("x"), chosen.unanchored("y")), (None, Some("ambiguous")));
        assert!(!chosen.anchored("y").contains_key("unanchored"));
        let done =
            Header::from_json(header.finished("Lê Na", jiff::Timestamp::UNIX_EPOCH)).expect("a header");
        assert_eq!(done.status, Some(ArticleStatus::Finished));
        assert_eq!(done.json["finished_at"], "1970-01-01T00:00:00Z");
        assert_eq!(done.reopened(), *header.json);
        assert_eq!(header.for_text("Huế")["mine"], 7);
        assert!(!header.with_date(None).contains_key("date"));
    }

    #[test]
    fn what_is_wrong_is_none() {
        let json = json!({"type": "Article", "version": "1", "sha256": "ABC", "length": -1, "date": "23/8", "status": "done"});
        let header = Header::from_json(json.as_object().cloned().unwrap_or_default()).expect("a header");
        assert_eq!((header.version, header.length, header.date, header.status), (None, None, None, None));
        assert_eq!((header.sha256.as_deref(), header.describes("x")), (None, None));
    }
}

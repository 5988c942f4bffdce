//! What the editor has open: text, version, and what kind of file it is.

use crate::workspace::articles::is_no_article;
use crate::workspace::config::Project;
use std::path::{Path, PathBuf};

use ropey::Rope;
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::article::Stored;
use super::drift::{Drift, Edit};
use super::encoding::Encoding;
use crate::sidecar::{iri, path};

/// How documents are told apart: a file by its decoded path, whatever way its URI is written;
/// anything else by its URI.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A file.
    File(PathBuf),
    /// Anything else (`untitled:Untitled-1`).
    Other(String),
}

impl Key {
    /// The key of a URI.
    pub fn of(uri: &Uri) -> Key {
        let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
        match uri.to_file_path().filter(|_| is_file) {
            Some(path) => Key::File(path.into_owned()),
            None => Key::Other(uri.as_str().to_string()),
        }
    }

    /// The path of a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Key::File(path) => Some(path),
            Key::Other(_) => None,
        }
    }

    fn name(&self) -> &str {
        match self {
            Key::File(path) => path.file_name().and_then(|n| n.to_str()).unwrap_or(""),
            Key::Other(uri) => uri.rsplit('/').next().unwrap_or(uri),
        }
    }
}

/// What a document is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Tagged.
    Article,
    /// Checked.
    Sidecar,
    /// Left alone.
    Other,
}

impl Role {
    /// What a document is: by its name, by what its project says, by the editor's language for it.
    pub fn of(key: &Key, language: &str, project: &Project) -> Role {
        let name = key.name();
        let lower = name.to_lowercase();
        if path::is_sidecar(name) {
            Role::Sidecar
        } else if key.path().is_some_and(|path| project.takes_in(path)) {
            Role::Article
        } else if is_no_article(name) || key.path().is_some_and(|path| project.leaves_out(path)) {
            Role::Other
        } else if language == "plaintext" || language == "text" || lower.ends_with(".txt") {
            Role::Article
        } else {
            Role::Other
        }
    }
}

/// The URI of the file whose name has `ending` behind that of an article, written as the client writes
/// the article's.
pub fn beside(article: &Uri, ending: &str) -> Option<Uri> {
    let text = article.as_str();
    let path = text.split(['?', '#']).next().unwrap_or(text);
    format!("{path}{}", iri::encode(ending)).parse().ok()
}

/// An open document.
#[derive(Clone, Debug)]
pub struct Document {
    /// As the client writes it.
    pub uri: Uri,
    /// The editor's language for it.
    pub language: String,
    /// What it is to us.
    pub role: Role,
    /// The text in the editor.
    pub rope: Rope,
    /// The editor's version of it.
    pub version: i32,
    /// Of a sidecar: whether it was changed here and not saved. What is not counts as it stands on disk, also
    /// while the editor has not read a newer file yet.
    pub is_dirty: bool,
    /// Of a sidecar: the text as it was when it last was what stands on disk.
    pub clean: Option<Rope>,
}

impl Document {
    /// Finds out whether a sidecar was changed here. Line breaks count, unless the file on disk is another one than
    /// the editor has shown.
    pub fn compare(&mut self, stored: Option<&Stored>) {
        self.is_dirty = match &self.clean {
            Some(clean) => *clean != self.rope,
            None => !stored.is_some_and(|s| s.reads_as(&self.rope)),
        };
        if !self.is_dirty {
            self.clean = Some(self.rope.clone());
        }
    }

    /// Takes a notification's changes in, in order; tells `drift` what moved.
    pub fn change(
        &mut self,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
        drift: &mut Drift,
    ) {
        for change in changes {
            let (start, end) = match change.range {
                Some(range) => {
                    let (a, b) =
                        (encoding.char_at(&self.rope, range.start), encoding.char_at(&self.rope, range.end));
                    (a.min(b), a.max(b))
                }
                None => {
                    // The whole text anew: most of it is mostly as it was.
                    let edit = Edit::between(&self.rope, &change.text);
                    drift.push(edit);
                    self.rope = Rope::from_str(&change.text);
                    continue;
                }
            };
            drift.push(Edit { start, removed: end - start, inserted: change.text.chars().count() });
            self.rope.remove(start..end);
            self.rope.insert(start, &change.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::ls_types::{Position, Range};

    fn key(uri: &str) -> Key {
        Key::of(&uri.parse().expect("a URI"))
    }

    #[test]
    fn one_file_has_one_key() {
        assert_eq!(key("file:///a/b%20c%23%25.txt"), Key::File("/a/b c#%.txt".into()));
        assert_eq!(key("file:///a/%C4%91.txt"), Key::File("/a/đ.txt".into()));
        assert_eq!(key("file:///a/x%5B1%5D.txt"), Key::File("/a/x[1].txt".into()));
        assert_eq!(key("untitled:Untitled-1"), Key::Other("untitled:Untitled-1".into()));
    }

    #[test]
    fn articles_and_sidecars_are_told_from_the_rest() {
        let role = |uri: &str, language: &str| Role::of(&key(uri), language, &Project::default());
        assert_eq!(role("file:///a.txt", "text"), Role::Article);
        assert_eq!(role("file:///A.TXT", ""), Role::Article);
        assert_eq!(role("untitled:Untitled-1", "plaintext"), Role::Article);
        assert_eq!(role("file:///a.txt.anno.jsonl", "plaintext"), Role::Sidecar);
        assert_eq!(role("file:///a.txt.Lan.anno.jsonl", "json"), Role::Sidecar);
        assert_eq!(role("file:///x/CMakeLists.txt", "plaintext"), Role::Other);
        assert_eq!(role("file:///x/requirements.txt", "plaintext"), Role::Other);
        assert_eq!(role("file:///x/a.rs", "rust"), Role::Other);
    }

    #[test]
    fn changes_apply_in_order() {
        let mut document = Document {
            uri: "file:///a.txt".parse().expect("a URI"),
            language: String::new(),
            role: Role::Article,
            rope: Rope::from_str("ab\r\ncd"),
            version: 1,
            is_dirty: false,
            clean: None,
        };
        let change = |range: Option<(u32, u32, u32, u32)>, text: &str| TextDocumentContentChangeEvent {
            range: range.map(|(a, b, c, d)| Range::new(Position::new(a, b), Position::new(c, d))),
            range_length: None,
            text: text.into(),
        };
        let mut drift = Drift::default();
        let changes = vec![
            change(Some((0, 0, 0, 0)), "😀"),
            change(Some((0, 2, 0, 3)), "x"),
            change(Some((9, 9, 9, 9)), "!"),
            change(Some((1, 1, 0, 99)), ""),
        ];
        document.change(changes, Encoding::Utf16, &mut drift);
        assert_eq!(document.rope, "😀xbd!");
        document.change(
            vec![change(None, "x\n"), change(Some((0, 1, 0, 1)), "y")],
            Encoding::Utf16,
            &mut drift,
        );
        assert_eq!(document.rope, "xy\n");
    }
}

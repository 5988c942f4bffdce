//! Edits on the short way: taken in on the thread that reads them, and small articles worked on there at once.
//! Between the bytes of the edit and those of its diagnostics no other thread is woken.

use std::sync::{Arc, Weak};

use memchr::memmem;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use tower_lsp::ls_types::DidChangeTextDocumentParams;

use super::backend::take_in;
use super::documents::Key;
use super::session::Session;
use super::wire::Early;

const METHOD: &str = "textDocument/didChange";

/// The notification. What reads as another message goes the usual way.
#[derive(Deserialize)]
struct Edit {
    jsonrpc: String,
    method: String,
    #[serde(default, rename = "id", deserialize_with = "there")]
    has_id: bool,
    params: DidChangeTextDocumentParams,
}

/// The short way to a session.
pub fn way(session: &Arc<Session>) -> Early {
    let session: Weak<Session> = Arc::downgrade(session);
    let is_edit = memmem::Finder::new(METHOD.as_bytes()).into_owned();
    Box::new(move |body, more| {
        if is_edit.find(body).is_none() {
            return false;
        }
        let Some(session) = session.upgrade().filter(|s| s.serves()) else { return false };
        let Some(params) = read(body) else { return false };
        let id = params.text_document;
        take_in(|| session.change(&Key::of(&id.uri), id.version, params.content_changes, !more));
        true
    })
}

/// Whether a key is there, whatever it says.
fn there<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(value).map(|_| true)
}

fn read(body: &[u8]) -> Option<DidChangeTextDocumentParams> {
    let edit: Edit = serde_json::from_slice(body).ok()?;
    (edit.jsonrpc == "2.0" && edit.method == METHOD && !edit.has_id).then_some(edit.params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_edits_go_this_way() {
        let params = r#""params":{"textDocument":{"uri":"file:///a.txt","version":3},"contentChanges":[]}"#;
        let read =
            |head: &str| read(format!("{{{head},{params}}}").as_bytes()).map(|p| p.text_document.version);
        assert_eq!(read(r#""jsonrpc":"2.0","method":"textDocument/didChange""#), Some(3));
        assert_eq!(read(r#""jsonrpc":"2.0","method":"textDocument/didChange","id":4"#), None);
        assert_eq!(read(r#""jsonrpc":"2.0","method":"textDocument/didChange","id":null"#), None);
        assert_eq!(read(r#""jsonrpc":"1.0","method":"textDocument/didChange""#), None);
        assert_eq!(read(r#""jsonrpc":"2.0","method":"textDocument/didOpen""#), None);
    }
}

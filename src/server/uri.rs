//! URIs of files as some editors write them: with letters and brackets that belong percent-encoded. The
//! library would refuse them, and with them the document.

use std::fmt::Write as _;

use serde_json::Value;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::Uri;

/// The message with its document's URI repaired; `None` where nothing is wrong with it.
pub fn repair_in(request: &Request) -> Option<Vec<u8>> {
    let written = request.params()?.get("textDocument")?.get("uri")?.as_str()?;
    let repaired = repair(written)?;
    let mut message = serde_json::to_value(request).ok()?;
    *message.pointer_mut("/params/textDocument/uri")? = Value::String(repaired);
    serde_json::to_vec(&message).ok()
}

/// A file's URI with all percent-encoded that has to be; `None` where it is well-formed, or no file's.
fn repair(written: &str) -> Option<String> {
    let path = written.strip_prefix("file://")?;
    if written.parse::<Uri>().is_ok() {
        return None;
    }
    let mut out = String::from("file://");
    for (i, byte) in path.bytes().enumerate() {
        let escape = byte == b'%'
            && path.as_bytes().get(i + 1..i + 3).is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit));
        if escape || byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?#".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.parse::<Uri>().is_ok().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_be_encoded_is() {
        assert_eq!(repair("file:///a/b%20c.txt"), None);
        assert_eq!(repair("untitled:a b"), None);
        assert_eq!(
            repair("file:///a/[1] đ%20100%.txt").as_deref(),
            Some("file:///a/%5B1%5D%20%C4%91%20100%25.txt")
        );
    }
}

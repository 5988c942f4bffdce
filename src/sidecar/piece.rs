//! Parts of a text that share it: however many a sidecar's lines are taken apart into, its text is held once.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// A part of a text.
#[derive(Clone)]
pub struct Piece {
    text: Arc<str>,
    start: usize,
    end: usize,
}

impl Piece {
    /// The bytes `range` of a text. Empty where they are none, or cut through a character.
    pub fn of(text: &Arc<str>, range: Range<usize>) -> Piece {
        let Range { start, end } = if text.get(range.clone()).is_some() { range } else { 0..0 };
        Piece { text: text.clone(), start, end }
    }

    /// The bytes `range` of this part.
    pub fn part(&self, range: Range<usize>) -> Piece {
        let end = self.start.saturating_add(range.end);
        let inside = end <= self.end;
        Piece::of(&self.text, if inside { self.start + range.start..end } else { 0..0 })
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }
}

impl Deref for Piece {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Piece {
        Piece { text: text.into(), start: 0, end: text.len() }
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Piece {
        Piece::from(text.as_str())
    }
}

impl From<Piece> for String {
    fn from(piece: Piece) -> String {
        piece.as_str().to_owned()
    }
}

impl From<Piece> for serde_json::Value {
    fn from(piece: Piece) -> serde_json::Value {
        piece.as_str().into()
    }
}

impl Default for Piece {
    fn default() -> Piece {
        Piece::from("")
    }
}

impl serde::Serialize for Piece {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }
}

impl std::hash::Hash for Piece {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialEq for Piece {
    fn eq(&self, other: &Piece) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Piece {}

impl PartialOrd for Piece {
    fn partial_cmp(&self, other: &Piece) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Piece {
    fn cmp(&self, other: &Piece) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts() {
        let whole = Piece::from("tỉnh Lào Cai");
        let name = whole.part(7..15);
        assert_eq!((&*name, &*name.part(0..4), &*name.part(5..8)), ("Lào Cai", "Lào", "Cai"));
        // Behind its end, and through a character.
        assert_eq!((&*name.part(0..9), &*name.part(0..2)), ("", ""));
        assert_eq!(name.clone(), Piece::from("Lào Cai".to_owned()));
    }
}

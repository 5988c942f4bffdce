//! Text as the rest of the program sees it: positions, letters, syllables, tokens, paragraphs.
//! This room knows Unicode and the Vietnamese script; it does not know what a place or an office is.

pub mod decode;
pub mod index;
pub mod letter;
pub mod lines;
pub mod paragraph;
pub mod phonotactics;
pub mod position;
pub mod syllable;
pub mod token;
pub mod words;

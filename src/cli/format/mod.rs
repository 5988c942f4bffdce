//! How mentions are printed: one file per format.

pub mod jsonl;
pub mod text;

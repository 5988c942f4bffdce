//! How mentions, findings and annotations are printed: one file per format.

pub mod export_csv;
pub mod export_json;
pub mod finding;
pub mod github;
pub mod jsonl;
pub mod lint_json;
pub mod lint_text;
pub mod sarif;
pub mod text;

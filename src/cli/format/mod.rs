//! How mentions and findings are printed: one file per format.

pub mod finding;
pub mod github;
pub mod jsonl;
pub mod lint_json;
pub mod lint_text;
pub mod sarif;
pub mod text;

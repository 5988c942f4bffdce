//! The lines of a sidecar: reading, canonical form, editing, anchoring and re-anchoring. This room
//! knows the file format (docs/sidecar.md) and nothing of files on disk, editors or rules.

pub mod anchor;
pub mod annotation;
pub mod body;
pub mod build;
pub mod bulk;
pub mod canonical;
mod cells;
pub mod claims;
pub mod edit;
pub mod exact;
pub mod follow;
pub mod header;
pub mod iri;
pub mod line;
pub mod memo;
pub mod merge;
pub mod path;
mod piece;
mod quick;
pub mod review;
pub mod rewrite;
pub mod schema;
pub mod suggestion;
pub mod sync;
pub mod taken;

pub use annotation::{Annotation, Origin, Quote, Status};
pub use body::Body;
pub use build::{NewAnnotation, State, fresh_id, os_random};
pub use edit::{Edit, apply};
pub use header::{ArticleStatus, Header};
pub use iri::Persons;
pub use line::{Content, Line, Sidecar, Trouble, Unreadable};
pub use piece::Piece;

/// A JSON object with its keys in the order of the file.
pub type Object = serde_json::Map<String, serde_json::Value>;

#[cfg(test)]
mod tests;

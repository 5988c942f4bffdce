//! What a project and an editor set: one table of keys (`keys`), from which files and settings are read, checked,
//! documented and given a JSON Schema. Reads no file: `workspace::config` does.

pub mod keys;
pub mod near;
pub mod read;
pub mod schema;
pub mod settings;
pub mod shape;
pub mod source;
pub mod tables;
pub mod tree;

pub use read::{Problem, from_json, from_toml};
pub use settings::{Hints, Layer, Pattern, Settings, Suggestions, Weight};

//! What is known before an article is read: units with their years, parents, successors and names, and
//! the lexicon. It lies ready in the binary and is read in place.

pub mod date;
pub mod history;
pub mod layout;
pub mod lexicon;
pub mod own;
pub mod sense;
mod tables;
pub mod unit;

pub use unit::{Presence, Unit, UnitId};

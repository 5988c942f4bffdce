//! Mentions and units in words, for people: the hover's Markdown, the inlay hint's label, and the facts
//! of a unit that `lookup` prints. Knows the tagger's values and the catalogue; prints nothing itself.

use jiff::civil::Date;

use crate::messages::Locale;

pub mod figure;
pub mod held;
mod hover;
mod label;
pub mod markdown;
pub mod unit;

pub use hover::{hover, title_and_organ};
pub use label::{LONGEST_LABEL, label};

/// A day as the language writes it: `2025-06-30`, `30/06/2025`.
pub fn day(date: Date, locale: Locale) -> String {
    match locale {
        Locale::En => date.to_string(),
        Locale::Vi => date.strftime("%d/%m/%Y").to_string(),
    }
}

#[cfg(test)]
mod tests;

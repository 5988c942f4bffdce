//! Rules over a sidecar and its article, and over the article itself: one small function each, listed in a
//! table with its name, group and severity. A rule finds; it prints nothing and reads no file.

pub mod agree;
pub mod anchor;
pub mod article;
pub mod corpus;
mod ends;
pub mod examples;
pub mod finding;
pub mod fix;
mod form;
pub mod registry;
pub mod review;
pub mod structure;
pub mod subject;
pub mod sum;
mod survey;
pub mod unit;
pub mod value;

pub use article::Document;
pub use finding::{Argument, Change, Correction, Finding, Fix, Message};
pub use registry::{Group, RULES, Rule, Severity, lint, lint_article, lint_corpus, lint_only, rule};
pub use subject::Subject;

/// The messages of the rules in English, as a Fluent resource.
pub const MESSAGES_EN: &str = include_str!("messages.en.ftl");
/// The messages of the rules in Vietnamese.
pub const MESSAGES_VI: &str = include_str!("messages.vi.ftl");

#[cfg(test)]
mod tests;

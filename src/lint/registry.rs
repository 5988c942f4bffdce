//! The table of rules. Everything that lists rules (the command line, the documentation, the settings)
//! is made from it.

use super::finding::Finding;
use super::subject::{Report, Subject};
use super::{anchor, structure, value};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// Worth a look.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The name in settings and output.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of a name.
    pub fn from_name(name: &str) -> Option<Severity> {
        use Severity::{Error, Hint, Info, Warning};
        [Hint, Info, Warning, Error].into_iter().find(|s| s.name() == name)
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Whether an annotation says what stands in the article.
    Anchor,
    /// Whether the sidecar is what it should be.
    Structure,
    /// Whether what an annotation says can be so.
    Value,
    /// Whether the project's own files are as they should be.
    Project,
}

impl Group {
    /// All groups, in the order in which they are documented.
    pub const ALL: [Group; 4] = [Group::Anchor, Group::Structure, Group::Value, Group::Project];

    /// The name in settings and output.
    pub fn name(self) -> &'static str {
        match self {
            Group::Anchor => "anchor",
            Group::Structure => "structure",
            Group::Value => "value",
            Group::Project => "project",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// In kebab-case.
    pub name: &'static str,
    /// Key of its message: `lint-` and the name.
    pub key: &'static str,
    /// Key of the text that tells what it means: `rule-` and the name.
    pub meaning: &'static str,
    /// What it is about.
    pub group: Group,
    /// How bad what it finds is, unless the settings say otherwise.
    pub severity: Severity,
    /// Whether some of what it finds can be set right safely.
    pub fixable: bool,
    /// Looks.
    pub check: fn(&Subject<'_>, &mut Report<'_>),
}

macro_rules! rules {
    ($($name:literal $group:ident $severity:ident $fixable:literal $check:path;)*) => {
        &[$(Rule {
            name: $name,
            key: concat!("lint-", $name),
            meaning: concat!("rule-", $name),
            group: Group::$group,
            severity: Severity::$severity,
            fixable: $fixable,
            check: $check,
        }),*]
    };
}

/// All rules, in the order in which they are documented.
pub static RULES: &[Rule] = rules! {
    "anchor-out-of-bounds" Anchor Error true anchor::out_of_bounds;
    "anchor-empty" Anchor Error false anchor::empty;
    "quote-mismatch" Anchor Error true anchor::quote_mismatch;
    "context-mismatch" Anchor Warning true anchor::context_mismatch;
    "quote-ambiguous" Anchor Error false anchor::quote_ambiguous;
    "splits-grapheme" Anchor Error false anchor::splits_grapheme;
    "splits-syllable" Anchor Warning false anchor::splits_syllable;
    "edge-whitespace" Anchor Warning true anchor::edge_whitespace;
    "article-changed" Anchor Warning true anchor::article_changed;
    "orphan" Anchor Error false anchor::orphan;
    "crosses-paragraph" Anchor Warning false anchor::crosses_paragraph;
    "bad-json" Structure Error false structure::bad_json;
    "unknown-key" Structure Info false structure::unknown_key;
    "bad-schema" Structure Error false structure::bad_schema;
    "duplicate-id" Structure Error false structure::duplicate_id;
    "duplicate-annotation" Structure Warning false structure::duplicate_annotation;
    "crossing" Structure Warning false structure::crossing;
    "dangling-reference" Structure Error false structure::dangling_reference;
    "not-canonical" Structure Info true structure::not_canonical;
    "header-missing" Structure Warning true structure::header_missing;
    "header-repeated" Structure Error true structure::header_repeated;
    "conflict-marker" Structure Error false structure::conflict_marker;
    "no-article" Structure Error false structure::no_article;
    "missing-creator" Structure Warning false structure::missing_creator;
    "bad-decimal" Value Error false value::bad_decimal;
    "unknown-currency" Value Error false value::unknown_currency;
    "reversed-range" Value Error false value::reversed_range;
    "person-missing" Value Warning false value::person_missing;
    "bad-config" Project Warning false elsewhere;
};

/// Of rules about the project's own files, which whoever reads these checks.
fn elsewhere(_: &Subject<'_>, _: &mut Report<'_>) {}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.name == name)
}

/// Runs all rules. Findings come in order of lines, without those that the sidecar keeps silent about.
pub fn lint(subject: &Subject<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for rule in RULES {
        (rule.check)(subject, &mut Report::new(rule, subject.sidecar, &mut out));
    }
    out.retain(|f| !is_suppressed(subject, f));
    out.sort_by_key(|f| (f.line, f.bytes.start));
    out
}

/// A line keeps silent about itself by `"suppress":["RULE"]`, the header about the whole article.
fn is_suppressed(subject: &Subject<'_>, finding: &Finding) -> bool {
    use crate::sidecar::Content;
    let by_line = match subject.sidecar.lines().get(finding.line).map(|l| &l.content) {
        Some(Content::Annotation(a)) => a.suppresses(finding.rule),
        _ => false,
    };
    by_line || subject.sidecar.header().is_some_and(|h| h.suppress.iter().any(|s| s == finding.rule))
}

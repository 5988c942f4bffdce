//! The table of rules. Everything that lists rules (the command line, the documentation, the settings)
//! is made from it.

use super::article::{Document, Remarks};
use super::article::{amount, form, holder, office, place, spelling};
use super::corpus::{self, Complaint, Complaints, Corpus};
use super::finding::Finding;
use super::subject::{Report, Subject};
use super::{agree, anchor, review, structure, sum, unit, value};

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
    /// All of them, the least first.
    pub const ALL: [Severity; 4] = [Severity::Hint, Severity::Info, Severity::Warning, Severity::Error];

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
        Severity::ALL.into_iter().find(|s| s.name() == name)
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
    /// Whether the article, and what is said of it, agrees with itself.
    Document,
    /// Whether the sidecars of a project agree with each other.
    Corpus,
    /// Whether the project's own files are as they should be.
    Project,
}

impl Group {
    /// All groups, in the order in which they are documented.
    pub const ALL: [Group; 6] =
        [Group::Anchor, Group::Structure, Group::Value, Group::Document, Group::Corpus, Group::Project];

    /// The name in settings and output.
    pub fn name(self) -> &'static str {
        match self {
            Group::Anchor => "anchor",
            Group::Structure => "structure",
            Group::Value => "value",
            Group::Document => "document",
            Group::Corpus => "corpus",
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
    /// What looks.
    pub checks: Checks,
}

/// The functions of a rule, one for each thing that it looks at. Rules about the project's own files have none:
/// whoever reads these checks them.
#[derive(Clone, Copy, Debug)]
pub struct Checks {
    /// At a sidecar and its article.
    pub sidecar: Option<fn(&Subject<'_>, &mut Report<'_>)>,
    /// At an article and what was found in it.
    pub article: Option<fn(&Document<'_>, &mut Remarks<'_, '_>)>,
    /// At all sidecars together.
    pub corpus: Option<fn(&Corpus<'_>, &mut Complaints<'_>)>,
}

impl Checks {
    const NONE: Checks = Checks { sidecar: None, article: None, corpus: None };
}

macro_rules! rules {
    ($($name:literal $group:ident $severity:ident $fixable:literal { $($on:ident: $check:path),* };)*) => {
        &[$(Rule {
            name: $name,
            key: concat!("lint-", $name),
            meaning: concat!("rule-", $name),
            group: Group::$group,
            severity: Severity::$severity,
            fixable: $fixable,
            checks: Checks { $($on: Some($check),)* ..Checks::NONE },
        }),*]
    };
}

/// All rules, in the order in which they are documented.
pub static RULES: &[Rule] = rules! {
    "anchor-out-of-bounds" Anchor Error true { sidecar: anchor::out_of_bounds };
    "anchor-empty" Anchor Error false { sidecar: anchor::empty };
    "quote-mismatch" Anchor Error true { sidecar: anchor::quote_mismatch };
    "context-mismatch" Anchor Warning true { sidecar: anchor::context_mismatch };
    "quote-ambiguous" Anchor Error false { sidecar: anchor::quote_ambiguous };
    "splits-grapheme" Anchor Error false { sidecar: anchor::splits_grapheme };
    "splits-syllable" Anchor Warning false { sidecar: anchor::splits_syllable };
    "edge-whitespace" Anchor Warning true { sidecar: anchor::edge_whitespace };
    "article-changed" Anchor Warning true { sidecar: anchor::article_changed };
    "orphan" Anchor Error false { sidecar: anchor::orphan };
    "crosses-paragraph" Anchor Warning false { sidecar: anchor::crosses_paragraph };
    "bad-json" Structure Error false { sidecar: structure::bad_json };
    "unknown-key" Structure Info false { sidecar: structure::unknown_key };
    "bad-schema" Structure Error false { sidecar: structure::bad_schema };
    "duplicate-id" Structure Error false { sidecar: structure::duplicate_id };
    "duplicate-annotation" Structure Warning false { sidecar: structure::duplicate_annotation };
    "crossing" Structure Warning false { sidecar: structure::crossing };
    "dangling-reference" Structure Error true { sidecar: structure::dangling_reference };
    "not-canonical" Structure Info true { sidecar: structure::not_canonical };
    "header-missing" Structure Warning true { sidecar: structure::header_missing };
    "header-repeated" Structure Error true { sidecar: structure::header_repeated };
    "conflict-marker" Structure Error true { sidecar: structure::conflict_marker };
    "no-article" Structure Error false { sidecar: structure::no_article };
    "missing-creator" Structure Warning false { sidecar: structure::missing_creator };
    "bad-decimal" Value Error false { sidecar: value::bad_decimal };
    "unknown-currency" Value Error false { sidecar: value::unknown_currency };
    "reversed-range" Value Error false { sidecar: value::reversed_range };
    "amount-disagrees" Value Error true { sidecar: sum::amount_disagrees };
    "ambiguous-separator" Value Warning false
        { sidecar: sum::ambiguous_separator, article: amount::ambiguous_separator };
    "currency-disagrees" Value Error true { sidecar: sum::currency_disagrees };
    "modifier-disagrees" Value Warning true { sidecar: sum::modifier_disagrees };
    "unknown-unit" Value Error false { sidecar: unit::unknown_unit };
    "unit-not-valid-then" Value Warning false
        { sidecar: unit::unit_not_valid_then, article: place::unit_not_valid_then };
    "level-disagrees" Value Error false { sidecar: unit::level_disagrees };
    "office-body-mismatch" Value Warning false
        { sidecar: unit::office_body_mismatch, article: office::office_body_mismatch };
    "person-missing" Value Warning false { sidecar: value::person_missing };
    "mixed-referent" Document Warning false { sidecar: agree::mixed_referent };
    "unannotated" Document Warning false { sidecar: review::unannotated };
    "unreviewed" Document Hint false { sidecar: review::unreviewed };
    "two-holders" Document Warning false { sidecar: agree::two_holders, article: holder::two_holders };
    "mixed-extent" Document Warning false { sidecar: agree::mixed_extent };
    "locality-capitals" Document Warning false { article: spelling::locality_capitals };
    "locality-spelling" Document Warning false { article: spelling::locality_spelling };
    "mixed-spelling" Document Info false { article: spelling::mixed_spelling };
    "not-nfc" Document Info false { article: form::not_nfc };
    "corpus-mixed-referent" Corpus Info false { corpus: corpus::mixed_referent };
    "person-two-ids" Corpus Warning false { corpus: corpus::person_two_ids };
    "annotators-disagree" Corpus Warning false { corpus: corpus::annotators_disagree };
    "date-disagrees" Corpus Warning false { sidecar: review::date_disagrees, corpus: corpus::date_disagrees };
    "bad-config" Project Warning false { };
    "bad-table" Project Warning false { };
};

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.name == name)
}

/// Runs all rules about sidecars. Findings come in order of lines, without those that the sidecar keeps silent about.
pub fn lint(subject: &Subject<'_>) -> Vec<Finding> {
    lint_by(subject, |_| true)
}

/// The same by the rules of these names.
pub fn lint_only(subject: &Subject<'_>, rules: &[&str]) -> Vec<Finding> {
    lint_by(subject, |rule| rules.contains(&rule.name))
}

fn lint_by(subject: &Subject<'_>, wanted: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let mut out = Vec::new();
    for rule in RULES.iter().filter(|rule| wanted(rule)) {
        if let Some(check) = rule.checks.sidecar {
            check(subject, &mut Report::new(rule, subject.sidecar, &mut out));
        }
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

/// Runs all rules about articles. Findings come in order of places. What sidecars keep silent about is left in:
/// see [`super::article::is_silenced`].
pub fn lint_article(document: &Document<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for rule in RULES {
        if let Some(check) = rule.checks.article {
            check(document, &mut Remarks::new(rule, document, &mut out));
        }
    }
    out.sort_by_key(|f| (f.line, f.bytes.start, f.article.map(|a| a.end)));
    out
}

/// Runs all rules about the sidecars together. Complaints come in order of sidecars and lines, without those that
/// a sidecar keeps silent about.
pub fn lint_corpus(corpus: &Corpus<'_>) -> Vec<Complaint> {
    let mut out = Vec::new();
    for rule in RULES {
        if let Some(check) = rule.checks.corpus {
            check(corpus, &mut Complaints::new(rule, corpus, &mut out));
        }
    }
    out.sort_by_key(|c| (c.voice, c.line));
    out
}

//! Documents that lie in no file: a unit's entry in the gazetteer, a rule's page. Their URIs begin with
//! `gannhan:`; an editor that knows of them asks for their text by the command `gannhan.document`.

use tower_lsp::ls_types::Uri;

use crate::gazetteer::{Unit, unit};
use crate::lint::examples::example;
use crate::lint::{Rule, rule};
use crate::messages::{Locale, text};
use crate::prose::markdown::escape;
use crate::prose::unit as facts;
use crate::sidecar::iri;

/// Before the name of a rule.
const RULES: &str = "gannhan:rules/";
/// Before the name of a thing.
const THINGS: &str = "gannhan:gazetteer/";
/// Behind both: what stands there is Markdown.
const ENDING: &str = ".md";

/// A rule's page.
pub fn of_rule(name: &str) -> Option<Uri> {
    format!("{RULES}{name}{ENDING}").parse().ok()
}

/// A unit's entry.
pub fn of_unit(unit: Unit) -> Option<Uri> {
    let name = iri::unit(unit);
    let name = name.trim_start_matches("urn:gannhan:").replace(':', "/");
    format!("{THINGS}{name}{ENDING}").parse().ok()
}

/// The text of a document; nothing where there is none of that name.
pub fn read(uri: &str, locale: Locale) -> Option<String> {
    let name = |before: &str| uri.strip_prefix(before)?.strip_suffix(ENDING);
    if let Some(name) = name(RULES) {
        return rule(name).map(|rule| page(rule, locale));
    }
    let wanted = format!("urn:gannhan:{}", name(THINGS)?.replace('/', ":"));
    let all: Vec<Unit> = unit::all().filter(|u| iri::unit(*u) == wanted).collect();
    let entries: Vec<String> = all.into_iter().map(|u| entry(u, locale)).collect();
    Some(entries.join("\n")).filter(|text| !text.is_empty())
}

/// The unit that an IRI names; of several in turn under one code, the last.
pub fn unit_of(iri: &str) -> Option<Unit> {
    unit::all().filter(|u| iri::unit(*u) == iri).last()
}

/// All that is known of a unit.
pub fn entry(unit: Unit, locale: Locale) -> String {
    let above = Some(facts::above(unit, None)).filter(|a| !a.is_empty());
    let above = above.map(|units| text(locale, "hover-within", &[("units", units.into())]));
    let points = [
        Some(facts::level(unit.level(), locale)),
        facts::code(unit, locale),
        above,
        facts::years(unit, locale),
        unit.decree().map(String::from),
        facts::successors(unit, locale),
        facts::predecessors(unit, locale),
    ];
    let mut out = format!("# {}\n\n", escape(&facts::name(unit)));
    for point in points.into_iter().flatten() {
        out.push_str(&format!("- {}\n", escape(&point)));
    }
    out
}

fn page(rule: &Rule, locale: Locale) -> String {
    let mut out = format!("# {}\n\n{}\n", rule.name, text(locale, rule.meaning, &[]));
    if let Some(example) = example(rule.name) {
        for (key, part) in [("cli-explain-wrong", example.wrong), ("cli-explain-right", example.right)] {
            out.push_str(&format!("\n{}\n\n```\n{}\n```\n", text(locale, key, &[]), part.trim_end()));
        }
    }
    out
}

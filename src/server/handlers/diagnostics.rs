//! What is published: on an article each mention that is not annotated yet, and what the rules find in
//! it; on a sidecar what its check found.

use ropey::Rope;
use serde_json::json;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Position, Range, Uri,
};

use super::super::article::Stored;
use super::super::concord::Discord;
use super::super::snapshot::{Snapshot, Source, Tagged, World};
use super::suggestion::{Shared, Told};
use super::{document, remark};
use crate::config::Suggestions;
use crate::lint::{Argument, Finding, Message, Severity, Subject, lint, rule};
use crate::messages::{Arg, Locale, text};
use crate::sidecar::Sidecar;
use crate::tagger::mention::{Analysis, Mention};
use crate::text::position::{Byte, CodePoint, Span};

/// `source` of every diagnostic.
pub const SOURCE: &str = "gannhan";
/// No finding leads to more places.
const RELATED: usize = 8;
/// `code` of a mention that is not annotated yet.
pub const UNANNOTATED: &str = "unannotated";

/// The diagnostics of the article itself.
pub fn article(snapshot: &Snapshot) -> Vec<Diagnostic> {
    article_as(snapshot, |told| told.into_iter().map(Into::into).collect())
}

/// The same as `write` makes something of it.
pub fn article_as<R>(snapshot: &Snapshot, write: impl FnOnce(Vec<Told<'_>>) -> R) -> R {
    if snapshot.uri.is_none() {
        return write(Vec::new());
    }
    let world = &snapshot.world;
    if let Some(error) = &snapshot.trouble {
        let message = text(world.locale, "server-trouble", &[("error", error.to_string().into())]);
        return write(vec![Told::Other(unreadable(message))]);
    }
    // Until somebody calls the article finished, what is missing is no fault.
    let weight = match rule(UNANNOTATED) {
        Some(rule) => world.settings.weigh(rule, Severity::Info),
        None => Some(Severity::Info),
    };
    let wanted = weight.filter(|_| world.settings.suggestions == Suggestions::Diagnostics);
    let tagged = snapshot.tagged().filter(|_| wanted.is_some());
    let open: Vec<&Mention> = tagged.map(|t| open(snapshot, t)).unwrap_or_default();
    let remarks = remark::findings(snapshot);
    let (all, most) = (remarks.len() + open.len(), world.settings.max_diagnostics);
    let weight = severity(wanted.unwrap_or(Severity::Info));
    // The last one says how many more there are.
    let shown = if all <= most { all } else { most.saturating_sub(1) };
    let told =
        remarks.iter().take(shown).map(|finding| Told::Other(remark::diagnostic_of(snapshot, finding)));
    let mut out: Vec<Told<'_>> = told.collect();
    let left = shown - out.len();
    let shared = Shared::of(snapshot);
    if let Some(tagged) = tagged {
        shared.tell((snapshot, tagged), &open[..left], weight, &mut out);
    }
    out.sort_by_key(|told| (told.range().start, told.range().end));
    if all > shown && most > 0 {
        let next = remarks.get(shown).map(|finding| remark::range(snapshot, finding));
        let range = next.or_else(|| Some(world.encoding.range(&snapshot.rope, open.get(left)?.bytes)));
        let message = text(world.locale, "server-more", &[("count", (all - shown).into())]);
        out.push(Told::Other(diagnostic(range.unwrap_or_default(), weight, UNANNOTATED, message)));
    }
    write(out)
}

/// The mentions that the sidecar says nothing of.
fn open<'t>(snapshot: &Snapshot, tagged: &'t Tagged) -> Vec<&'t Mention> {
    let mentions = tagged.analysis.mentions.iter();
    if snapshot.marks().all.is_empty() {
        return mentions.collect();
    }
    mentions.filter(|mention| snapshot.mark_of(mention).is_none()).collect()
}

/// The diagnostics of its sidecar. They rest on the article as stored, not on what is being typed.
pub fn sidecar(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut found = snapshot.checked.findings(|| check_open(snapshot)).to_vec();
    found.truncate(snapshot.world.settings.max_diagnostics);
    found
}

fn check_open(snapshot: &Snapshot) -> Vec<Diagnostic> {
    match &snapshot.source {
        Source::Stored(Stored::Missing) => return Vec::new(),
        Source::Stored(Stored::Failed(error)) => return vec![unreadable(error.to_string())],
        Source::Stored(Stored::Read(_)) | Source::Buffer { .. } => {}
    }
    let sidecar = snapshot.sidecar();
    let there = snapshot.is_sound() && (snapshot.is_stored || snapshot.uri.is_some());
    let article = there.then(|| String::from(&snapshot.base));
    let rope = match &snapshot.source {
        Source::Buffer { rope, .. } => rope.clone(),
        Source::Stored(_) => Rope::from_str(&String::from_utf8_lossy(sidecar.bytes())),
    };
    let name = snapshot.place.name().unwrap_or_default();
    let stored = snapshot.uri.as_ref().map(|uri| (uri.clone(), &snapshot.base));
    // Mostly the text in the editor is the one that is stored.
    let saved = snapshot.uri.is_some() && snapshot.rope == snapshot.base;
    let fresh;
    let tagged = if saved {
        snapshot.tagged()
    } else {
        fresh = article.as_deref().and_then(|text| snapshot.world.read(text, sidecar));
        fresh.as_ref()
    };
    let analysis = tagged.map(|t| &t.analysis);
    let article = article.as_deref();
    let discords = &snapshot.discords;
    check(&Checked { sidecar, rope: &rope, name, article, analysis, stored, discords }, &snapshot.world)
}

/// What a sidecar's check is about.
pub struct Checked<'a> {
    /// The sidecar.
    pub sidecar: &'a Sidecar,
    /// The same as a text.
    pub rope: &'a Rope,
    /// The article's bare file name.
    pub name: &'a str,
    /// Its text, where it can be read.
    pub article: Option<&'a str>,
    /// What that says.
    pub analysis: Option<&'a Analysis>,
    /// Its URI and the same text, where places in it can be told.
    pub stored: Option<(Uri, &'a Rope)>,
    /// Where the sidecar does not agree with others.
    pub discords: &'a [Discord],
}

/// What is to be said of a file that can't be read.
pub fn unreadable(message: String) -> Diagnostic {
    diagnostic(Range::default(), DiagnosticSeverity::ERROR, "unreadable", message)
}

/// Checks a sidecar.
pub fn check(checked: &Checked<'_>, world: &World) -> Vec<Diagnostic> {
    let Checked { sidecar, rope, name, article, analysis, stored, discords } = checked;
    let findings = lint(&Subject::new(sidecar, name, *article).with_analysis(*analysis));
    // What is not UTF-8 is shown as replacement characters, which are longer or shorter.
    let byte = |at: usize| {
        let before = sidecar.bytes().get(..at).unwrap_or(sidecar.bytes());
        Byte::from(String::from_utf8_lossy(before).len())
    };
    let is_text = std::str::from_utf8(sidecar.bytes()).is_ok();
    let place = |at: usize| if is_text { Byte::from(at) } else { byte(at) };
    let to_diagnostic = |(finding, other): (Finding, Option<(Uri, usize)>)| {
        let line = sidecar.lines().get(finding.line).map_or(0, |l| l.range.start);
        let span = Span::new(place(line + finding.bytes.start), place(line + finding.bytes.end));
        let mut out = told(&finding, rope, span, world)?;
        if !world.client.related_information {
            return Some(out);
        }
        out.related_information = other.map(|(uri, line)| {
            let start = Position::new(u32::try_from(line).unwrap_or(u32::MAX), 0);
            let message = text(world.locale, "server-other-line", &[]);
            vec![DiagnosticRelatedInformation {
                location: Location { uri, range: Range::new(start, start) },
                message,
            }]
        });
        if let (Some((uri, rope)), None) = (stored, &out.related_information) {
            let here = finding.article.iter().map(|span| ("server-stands-here", span));
            let others = finding.candidates.iter().map(|span| ("server-may-stand-here", span));
            let related: Vec<_> = here
                .chain(others)
                .take(RELATED)
                .map(|(key, span)| DiagnosticRelatedInformation {
                    location: Location { uri: uri.clone(), range: place_of(rope, *span, world) },
                    message: text(world.locale, key, &[]),
                })
                .collect();
            out.related_information = Some(related).filter(|r| !r.is_empty());
        }
        Some(out)
    };
    let own = findings.into_iter().map(|finding| (finding, None));
    let others = discords.iter().filter_map(|d| Some((d.finding(sidecar)?, d.other.clone())));
    let mut all: Vec<_> = own.chain(others).collect();
    all.sort_by_key(|(f, _)| (f.line, f.bytes.start));
    all.into_iter().filter_map(to_diagnostic).collect()
}

/// A finding at a place of a text; nothing where the settings leave it out.
pub fn told(finding: &Finding, rope: &Rope, span: Span<Byte>, world: &World) -> Option<Diagnostic> {
    let weight = weigh(finding, world)?;
    let message = said(&finding.message, world.locale);
    let mut out = diagnostic(world.encoding.range(rope, span), severity(weight), finding.rule, message);
    describe(&mut out, finding.rule, world);
    out.data = finding.annotation.as_ref().map(|id| json!({"annotation": id}));
    Some(out)
}

/// How much a finding weighs here; `None` where the settings leave it out.
pub fn weigh(finding: &Finding, world: &World) -> Option<Severity> {
    rule(finding.rule).map_or(Some(finding.severity), |r| world.settings.weigh(r, finding.severity))
}

/// Leads from the rule's name to its page.
pub fn describe(out: &mut Diagnostic, rule: &str, world: &World) {
    if world.client.code_descriptions && crate::lint::rule(rule).is_some() {
        out.code_description = document::of_rule(rule).map(|href| CodeDescription { href });
    }
}

/// The range of code points of a text; what lies behind its end is the end.
pub fn place_of(rope: &Rope, span: Span<CodePoint>, world: &World) -> Range {
    let byte = |at: CodePoint| Byte::from(rope.char_to_byte(at.index().min(rope.len_chars())));
    world.encoding.range(rope, Span::new(byte(span.start), byte(span.end)))
}

/// A message of a rule in words.
pub fn said(message: &Message, locale: Locale) -> String {
    let arguments: Vec<(&str, Arg<'_>)> = message.arguments.iter().map(argument).collect();
    text(locale, message.key, &arguments)
}

/// A severity as the protocol has it.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

fn argument<'a>((name, value): &'a (&'static str, Argument)) -> (&'a str, Arg<'a>) {
    match value {
        Argument::Text(text) => (name, text.as_str().into()),
        Argument::Number(number) => (name, (*number).into()),
    }
}

/// A diagnostic of ours.
pub fn diagnostic(range: Range, severity: DiagnosticSeverity, code: &str, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String(code.into())),
        source: Some(SOURCE.into()),
        message,
        ..Diagnostic::default()
    }
}

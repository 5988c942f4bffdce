//! Setting right what is safe to set right.

use super::finding::{Finding, Fix};
use super::registry::lint;
use super::subject::Subject;
use crate::sidecar::anchor::Article;
use crate::sidecar::{Content, Sidecar, apply, canonical, sync};
use crate::tagger::mention::Analysis;

/// Rounds of fixing and looking again, at most: a fix can make room for another on the same line.
const ROUNDS: usize = 8;

/// The sidecar after all safe fixes of findings that `wanted` lets through. With the `old` text of the
/// article, annotations follow by a diff from it, else by their quotes. `analysis`: what the article says.
pub fn fix(
    bytes: &[u8],
    article_name: &str,
    article: Option<&str>,
    analysis: Option<&Analysis>,
    old: Option<&str>,
    wanted: &dyn Fn(&Finding) -> bool,
) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..ROUNDS {
        let sidecar = Sidecar::read(bytes);
        let subject = Subject::new(&sidecar, article_name, article).with_analysis(analysis);
        let findings: Vec<Finding> =
            lint(&subject).into_iter().filter(|f| f.fix.is_some() && wanted(f)).collect();
        let next = round(&sidecar, &findings, article, old);
        if next == sidecar.bytes() {
            return next;
        }
        bytes = next;
    }
    bytes
}

/// One round: the new text first, since everything else counts in it; then one fix a line; then the order.
fn round(sidecar: &Sidecar, findings: &[Finding], article: Option<&str>, old: Option<&str>) -> Vec<u8> {
    let has = |wanted: &Fix| findings.iter().any(|f| f.fix.as_ref() == Some(wanted));
    if let (true, Some(article)) = (has(&Fix::Sync), article) {
        return sync::to_text(sidecar, old, &Article::new(article)).bytes;
    }
    let mut edits = Vec::new();
    let mut done = None;
    for finding in findings.iter().filter(|f| !matches!(f.fix, Some(Fix::Sort | Fix::Sync | Fix::Header(_))))
    {
        if done == Some(finding.line) {
            continue;
        }
        done = Some(finding.line);
        match &finding.fix {
            Some(Fix::Line(json)) => edits.extend(sidecar.replace(finding.line, json)),
            Some(Fix::Canonical) => edits.extend(canonical_edit(sidecar, finding.line)),
            Some(Fix::Remove) => edits.extend(sidecar.remove(finding.line)),
            _ => {}
        }
    }
    if !edits.is_empty() {
        return apply(sidecar.bytes(), &edits);
    }
    if let Some(Fix::Header(json)) =
        findings.iter().find_map(|f| f.fix.as_ref().filter(|f| matches!(f, Fix::Header(_))))
    {
        return apply(sidecar.bytes(), &[sidecar.insert_header(json)]);
    }
    if has(&Fix::Sort) { sidecar.sorted() } else { sidecar.bytes().to_vec() }
}

/// The line with its line break in canonical form; on the first line a BOM goes as well.
fn canonical_edit(sidecar: &Sidecar, line: usize) -> Option<crate::sidecar::Edit> {
    let found = sidecar.lines().get(line)?;
    let json = match &found.content {
        Content::Header(header) => header.json.clone().into(),
        Content::Annotation(annotation) => annotation.json(),
        _ => return None,
    };
    let mut range = found.whole();
    if line == 0 {
        range.start = 0;
    }
    Some(crate::sidecar::Edit { range, text: canonical::line(&json) + "\n" })
}

//! What a person can decide about lines of a sidecar: accept one, choose its place, have its value read anew or say
//! that it holds, delete it. In the article these are commands, in the open sidecar edits of its text.

use super::super::super::plan;
use super::super::super::snapshot::Snapshot;
use super::super::super::writing::{Decision, Review, minimal, workspace_edit};
use super::super::execute_command::REVIEW;
use super::{Action, Does, MOST, command, plain};
use crate::lint::Finding;
use crate::messages::{Arg, text};
use crate::sidecar::anchor::Article;
use crate::sidecar::{Annotation, Content, Sidecar, review};
use crate::tagger::mention::Analysis;
use crate::text::position::{CodePoint, Span};
use tower_lsp::ls_types::{CodeActionKind, Diagnostic, NumberOrString};

/// Rules about annotations of which a person has to say where they are and what they say.
pub const DOUBTS: [&str; 3] = ["orphan", "quote-ambiguous", "quote-mismatch"];
/// A line whose text has changed, and not its place.
const STALE: &str = "quote-mismatch";
/// So many places are offered to choose from.
const PLACES: usize = 5;
/// Code points that are shown around a place.
const AROUND: u32 = 16;

/// A sidecar beside the text that it speaks of, and what is in doubt.
pub struct Desk<'s> {
    pub snapshot: &'s Snapshot,
    pub sidecar: &'s Sidecar,
    pub article: Option<Article<'s>>,
    pub analysis: Option<&'s Analysis>,
    /// The client's diagnostics.
    pub given: &'s [Diagnostic],
    /// Whether the sidecar itself is open and edited.
    pub edits: bool,
}

impl Desk<'_> {
    fn annotation(&self, line: usize) -> Option<&Annotation> {
        match &self.sidecar.lines().get(line)?.content {
            Content::Annotation(annotation) => Some(annotation),
            _ => None,
        }
    }

    /// The decisions about the lines of an open sidecar that `touched` lets through.
    pub fn of_lines(&self, touched: impl Fn(usize) -> bool, findings: &[Finding]) -> Vec<Action> {
        let mut out = Vec::new();
        for line in (0..self.sidecar.lines().len()).filter(|l| touched(*l)).take(MOST) {
            out.extend(self.accept(line));
            let doubt = findings.iter().find(|f| f.line == line && DOUBTS.contains(&f.rule));
            let Some(finding) = doubt else { continue };
            out.extend(self.stale(finding));
            let places = finding.candidates.iter().filter(|_| finding.rule != STALE).take(PLACES);
            out.extend(places.filter_map(|span| self.choose(finding, *span)));
            out.extend(self.delete(finding));
        }
        out
    }

    /// The decisions about what stands, or may stand, at places of the article that `touched` lets through.
    pub fn of_places(&self, touched: impl Fn(Span<CodePoint>) -> bool, findings: &[Finding]) -> Vec<Action> {
        let mut out = Vec::new();
        for finding in findings {
            if finding.rule == STALE && finding.article.is_some_and(&touched) {
                out.extend(self.stale(finding));
                out.extend(self.delete(finding));
            } else if finding.rule != STALE {
                let here = finding.candidates.iter().filter(|span| touched(**span));
                out.extend(here.filter_map(|span| self.choose(finding, *span)));
            }
        }
        out.truncate(MOST);
        out
    }

    /// Says that what was annotated with many others is right.
    pub fn accept(&self, line: usize) -> Option<Action> {
        let annotation = self.annotation(line).filter(|a| review::is_bulk(a))?;
        let args = [("name", quote(annotation))];
        self.action("server-accept", &args, None, self.wish(line, Decision::Accept, Span::default())?)
    }

    fn delete(&self, finding: &Finding) -> Option<Action> {
        let args = [("name", quote(self.annotation(finding.line)?))];
        let wish = self.wish(finding.line, Decision::Delete, Span::default())?;
        self.action("server-delete", &args, Some(finding), wish)
    }

    /// The value anew, or the old one for the new text.
    fn stale(&self, finding: &Finding) -> Vec<Action> {
        let article = self.article.as_ref();
        let (Some(span), Some(article), Some(annotation)) =
            (finding.article.filter(|_| finding.rule == STALE), article, self.annotation(finding.line))
        else {
            return Vec::new();
        };
        let action = |key, decision, now: Option<&str>| {
            let args = [("name", quote(annotation)), ("now", now?.to_owned().into())];
            self.action(key, &args, Some(finding), self.wish(finding.line, decision, span)?)
        };
        let read = self.analysis.and_then(|analysis| review::mention(annotation, span, analysis));
        let anew = read.and_then(|m| action("server-recompute", Decision::Recompute, article.slice(m.span)));
        anew.into_iter().chain(action("server-keep", Decision::Keep, article.slice(span))).collect()
    }

    fn choose(&self, finding: &Finding, span: Span<CodePoint>) -> Option<Action> {
        let article = self.article.as_ref()?;
        let cut = |from, to| article.slice(Span::new(from, to)).unwrap_or_default();
        let first = CodePoint(span.start.0.saturating_sub(AROUND));
        let last = article.index().length().min(CodePoint(span.end.0.saturating_add(AROUND)));
        let place =
            format!("{}[{}]{}", cut(first, span.start), cut(span.start, span.end), cut(span.end, last));
        let byte = article.index().byte(article.text(), span.start)?.index();
        let row = 1 + article.text().get(..byte)?.matches('\n').count();
        let name = quote(self.annotation(finding.line)?);
        let args =
            [("name", name), ("place", place.replace(char::is_control, " ").into()), ("line", row.into())];
        let wish = self.wish(finding.line, Decision::Place, span)?;
        self.action("server-choose", &args, Some(finding), wish)
    }

    fn wish(&self, line: usize, decision: Decision, span: Span<CodePoint>) -> Option<Review> {
        let annotation = self.annotation(line)?.id.as_deref()?.to_owned();
        let text = self.article.as_ref().and_then(|a| a.slice(span)).unwrap_or_default().to_owned();
        Some(Review { annotation, decision, span, text })
    }

    fn action(
        &self,
        key: &str,
        args: &[(&str, Arg<'_>)],
        finding: Option<&Finding>,
        wish: Review,
    ) -> Option<Action> {
        let uri = if self.edits { &self.snapshot.sidecar_uri } else { &self.snapshot.uri };
        let shown = self.snapshot.shown.as_ref().filter(|_| self.edits);
        let does = match shown.filter(|_| self.snapshot.world.client.code_action_literals) {
            Some((rope, version)) => {
                let bytes = plan::decided(self.snapshot, self.sidecar, &wish).ok()?.bytes?;
                let change = minimal(self.snapshot, rope, &String::from_utf8_lossy(&bytes));
                Does::Edit(workspace_edit(self.snapshot, uri.as_ref()?, *version, vec![change]))
            }
            None => command(REVIEW, &wish.request(uri.clone()?)),
        };
        let title = text(self.snapshot.world.locale, key, args);
        let code = finding.map(|f| NumberOrString::String(f.rule.into()));
        let id = finding.and_then(|f| f.annotation.as_deref());
        let about = |d: &Diagnostic| d.data.as_ref().and_then(|d| d.get("annotation")?.as_str()) == id;
        let same = |d: &&Diagnostic| code.is_some() && d.code == code && about(d);
        let diagnostics = self.given.iter().filter(same).cloned().collect();
        Some(Action { diagnostics, ..plain(title, CodeActionKind::QUICKFIX, does) })
    }
}

fn quote(annotation: &Annotation) -> Arg<'static> {
    annotation.quote.exact.as_deref().unwrap_or_default().to_owned().into()
}

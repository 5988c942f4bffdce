//! What rules look at: a sidecar, and its article where there is one.

use std::cell::OnceCell;

use crate::sidecar::anchor::{Article, Found, Places, Position, Verdict, reanchor};
use crate::sidecar::follow::TextMap;
use crate::sidecar::sync::UNMERGED;
use crate::sidecar::{Annotation, Body, Content, Header, Line, Object, Sidecar};
use crate::tagger::mention::{Analysis, Kind, Mention};
use crate::text::position::{Byte, CodePoint, Span};

use super::article::Document;
use super::ends;
use super::finding::{Argument, Change, Correction, Finding, Fix, Message};
use super::form::Form;
use super::registry::{Rule, Severity};
use super::survey::Survey;

/// A sidecar beside its article.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The sidecar.
    pub sidecar: &'a Sidecar,
    /// Bare file name of its article.
    pub article_name: &'a str,
    /// The article; `None` when it is not there or is no text.
    pub article: Option<Article<'a>>,
    /// The text that the positions count in, where the article holds another and that one is known.
    old: Option<&'a str>,
    /// What the article says; `None` where nobody looked.
    pub analysis: Option<&'a Analysis>,
    /// Whether the header's hash is the article's; `None` without header or hash.
    current: Option<bool>,
    /// Whether the header knows of annotations that could not follow.
    has_left: bool,
    survey: OnceCell<Survey>,
    verdicts: OnceCell<Verdicts<'a>>,
    forms: OnceCell<Vec<(usize, Form)>>,
    document: OnceCell<Option<Document<'a>>>,
}

impl<'a> Subject<'a> {
    /// A sidecar and the text of the article that is named so.
    pub fn new(sidecar: &'a Sidecar, article_name: &'a str, article: Option<&'a str>) -> Self {
        let current = article.and_then(|text| sidecar.header()?.describes(text));
        Self {
            sidecar,
            article_name,
            article: article.map(Article::new),
            old: None,
            analysis: None,
            current,
            has_left: sidecar.header().is_some_and(Header::has_left),
            survey: OnceCell::new(),
            verdicts: OnceCell::new(),
            forms: OnceCell::new(),
            document: OnceCell::new(),
        }
    }

    /// The same with what the article says, read as of the date in the header.
    #[must_use]
    pub fn with_analysis(mut self, analysis: Option<&'a Analysis>) -> Self {
        self.analysis = analysis;
        self
    }

    /// The same with the text that the header's hash names: annotations are then followed from it, not by their quotes
    /// alone.
    #[must_use]
    pub fn with_old(mut self, old: Option<&'a str>) -> Self {
        let names = |text: &&str| self.sidecar.header().and_then(|h| h.describes(text)) == Some(true);
        self.old = old.filter(|_| !self.is_current()).filter(names);
        self
    }

    /// Whether the positions were written for exactly this text; a sidecar that does not tell is
    /// taken at its word.
    pub fn is_current(&self) -> bool {
        self.current.unwrap_or(true)
    }

    /// Whether the header's hash is the article's.
    pub fn is_surely_current(&self) -> bool {
        self.current == Some(true)
    }

    /// Whether the header remembers annotations that could not follow an earlier change.
    pub fn has_left(&self) -> bool {
        self.has_left
    }

    /// Why an annotation could not follow an earlier change, as the header remembers.
    pub fn unanchored(&self, annotation: &Annotation) -> Option<&str> {
        self.sidecar.header().filter(|_| self.has_left)?.unanchored(annotation.id.as_deref()?)
    }

    /// What one pass over the lines shows.
    pub fn survey(&self) -> &Survey {
        self.survey.get_or_init(|| Survey::of(self.sidecar, self.article_name))
    }

    /// The annotations of some lines.
    pub fn of_lines<'s>(&'s self, lines: &'s [usize]) -> impl Iterator<Item = (usize, &'s Annotation)> {
        lines.iter().filter_map(|line| Some((*line, self.annotation(*line)?)))
    }

    /// Whether all annotations stand with their whole context where they say. True without article.
    pub fn is_settled(&self) -> bool {
        self.all_verdicts().unsettled.is_empty()
    }

    /// Those of which something is to be told: all but those that stand with their whole context where they say.
    pub fn unsettled(&self) -> impl Iterator<Item = (usize, &Annotation, &Verdict)> {
        let all = self.all_verdicts();
        self.judged(&all.unsettled)
    }

    /// Those whose ends may cut something in two.
    pub fn with_odd_ends(&self) -> impl Iterator<Item = (usize, &Annotation, &Verdict)> {
        let all = &self.all_verdicts().odd_ends;
        let known = |(line, _, bytes): &'_ (usize, Verdict, Span<Byte>)| {
            let annotation = self.annotation(*line)?;
            // Whoever looks at the ends asks for the bytes.
            self.article.as_ref()?.know(annotation.span, *bytes);
            Some((*line, annotation))
        };
        all.iter().filter_map(move |odd| known(odd).map(|(line, annotation)| (line, annotation, &odd.1)))
    }

    fn annotation(&self, line: usize) -> Option<&Annotation> {
        match &self.sidecar.lines().get(line)?.content {
            Content::Annotation(a) => Some(a),
            _ => None,
        }
    }

    fn judged<'s>(
        &'s self,
        of: &'s [(usize, Verdict)],
    ) -> impl Iterator<Item = (usize, &'s Annotation, &'s Verdict)> {
        of.iter().filter_map(|(line, verdict)| Some((*line, self.annotation(*line)?, verdict)))
    }

    fn all_verdicts(&self) -> &Verdicts<'a> {
        self.verdicts.get_or_init(|| {
            let mut out = Verdicts::default();
            let Some(article) = &self.article else { return out };
            let current = self.is_current();
            let past = self.old.map(|old| (TextMap::new(old, article.text()), Article::new(old)));
            let mut read = Read::new(self.analysis);
            for (line, a) in self.sidecar.annotations() {
                // Where the tagger has found something too, its bytes are known.
                let mentions = read.at(a.span);
                if let Some(mention) = mentions.first() {
                    article.know(a.span, mention.bytes);
                }
                let left = self.unanchored(a);
                let mut verdict = article.verify(a, current && left != Some(UNMERGED));
                if let (Some((map, old)), None) = (&past, left) {
                    verdict.follow(reanchor(map, old, article, a));
                }
                let fits = verdict.position == Position::Fits { prefix: true, suffix: true };
                let here = verdict.found == Found::Here;
                let there = matches!(verdict.position, Position::Fits { .. } | Position::NoQuote);
                if let Some(bytes) = article.bytes(a.span).filter(|_| there)
                    && !ends::are_plain(article.text(), bytes.clone())
                {
                    let bytes = Span::new(Byte::from(bytes.start), Byte::from(bytes.end));
                    out.odd_ends.push((line, verdict.clone(), bytes));
                }
                if let (true, true, true, None, Some(kind)) = (current, here, a.is_active(), left, a.kind) {
                    let mention = mentions.iter().rev().find(|m| m.value.kind() == kind);
                    out.claims[kind as usize].push((line, mention));
                }
                if !fits || !here || left.is_some() {
                    out.unsettled.push((line, verdict));
                }
            }
            out
        })
    }
}

/// What became of the annotations, by their lines.
#[derive(Debug, Default)]
struct Verdicts<'a> {
    unsettled: Vec<(usize, Verdict)>,
    /// With their places in the article.
    odd_ends: Vec<(usize, Verdict, Span<Byte>)>,
    /// Lines of those that say something of the article as it is, by type, with what the tagger has found there.
    claims: [Vec<(usize, Option<&'a Mention>)>; Kind::ALL.len()],
}

/// The mentions beside the annotations: both mostly stand in order.
struct Read<'a> {
    mentions: &'a [Mention],
    /// Mentions that stand before the last place asked for.
    passed: usize,
    last: CodePoint,
}

impl<'a> Read<'a> {
    fn new(analysis: Option<&'a Analysis>) -> Self {
        Self { mentions: analysis.map_or(&[], |a| a.mentions.as_slice()), passed: 0, last: CodePoint(0) }
    }

    /// The mentions of exactly this place.
    fn at(&mut self, span: Span<CodePoint>) -> &'a [Mention] {
        let is_before = |m: &Mention| m.span.order() < span.order();
        if span.start < self.last {
            self.passed = self.mentions.partition_point(is_before);
        }
        self.last = span.start;
        let left = self.mentions.get(self.passed..).unwrap_or_default();
        self.passed += left.iter().take_while(|m| is_before(m)).count();
        let left = self.mentions.get(self.passed..).unwrap_or_default();
        let here = left.iter().take_while(|m| m.span == span).count();
        left.get(..here).unwrap_or_default()
    }
}

impl<'a> Subject<'a> {
    /// The form of the header and of each line that is not as this program writes it.
    pub fn forms(&self) -> impl Iterator<Item = (usize, &Form)> {
        let all = self.forms.get_or_init(|| {
            let form = |n: &usize| Form::of(self.sidecar.lines().get(*n)?, self.sidecar.line_bytes(*n));
            self.survey().rough.iter().filter_map(|n| Some((*n, form(n)?))).collect()
        });
        all.iter().map(|(line, form)| (*line, form))
    }

    /// The form of a line; `None` where nothing is wrong with it.
    pub fn form(&self, line: usize) -> Option<&Form> {
        let _ = self.forms();
        let all = self.forms.get()?;
        all.binary_search_by_key(&line, |(n, _)| *n).ok().and_then(|i| all.get(i)).map(|(_, form)| form)
    }

    /// The article with what it says; `None` where nobody looked.
    pub fn document(&self) -> Option<&Document<'a>> {
        let new = || Some(Document::new(self.article.as_ref()?.text(), self.analysis?));
        self.document.get_or_init(new).as_ref()
    }

    /// The annotations of a type that say something of the article as it is, each with its line. What was refused
    /// claims nothing.
    pub fn claims(&self, kind: Kind) -> impl Iterator<Item = Claim<'_>> {
        self.all_verdicts().claims[kind as usize].iter().filter_map(|(line, mention)| {
            let annotation = self.annotation(*line)?;
            Some(Claim { line: *line, annotation, body: annotation.body()?, mention: *mention })
        })
    }
}

/// An annotation that says something of the article as it is.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'s> {
    /// Line of the sidecar, from 0.
    pub line: usize,
    /// The annotation.
    pub annotation: &'s Annotation,
    /// What it says.
    pub body: &'s Body,
    /// What the tagger found of its type at exactly this place.
    pub mention: Option<&'s Mention>,
}

/// Takes findings in for one rule.
#[derive(Debug)]
pub struct Report<'r> {
    rule: &'static Rule,
    sidecar: &'r Sidecar,
    out: &'r mut Vec<Finding>,
}

impl<'r> Report<'r> {
    /// For `rule`, on `sidecar`.
    pub fn new(rule: &'static Rule, sidecar: &'r Sidecar, out: &'r mut Vec<Finding>) -> Self {
        Self { rule, sidecar, out }
    }

    /// Adds a finding on a line with the rule's own message.
    pub fn add(&mut self, line: usize) -> Draft<'_> {
        self.add_as(line, self.rule.key)
    }

    /// Adds a finding on a line, with an attribute of the rule's message.
    pub fn add_as(&mut self, line: usize, key: &'static str) -> Draft<'_> {
        let content = self.sidecar.lines().get(line).map(|l: &Line| &l.content);
        let (annotation, article) = match content {
            Some(Content::Annotation(a)) => (a.id.as_deref().map(str::to_owned), Some(a.span)),
            Some(Content::Unreadable(u)) => (u.id.clone(), None),
            _ => (None, None),
        };
        let finding = Finding {
            rule: self.rule.name,
            severity: self.rule.severity,
            message: Message { key, arguments: Vec::new() },
            line,
            end_line: line,
            bytes: 0..0,
            columns: Span::default(),
            annotation,
            article,
            candidates: [].into(),
            fix: None,
            corrections: Vec::new(),
        };
        let bytes = self.sidecar.line_bytes(line);
        Draft { finding, bytes, out: self.out }.on(0..bytes.len())
    }
}

/// A finding that is being written.
#[derive(Debug)]
#[must_use = "a draft counts only when it is `done`"]
pub struct Draft<'d> {
    finding: Finding,
    bytes: &'d [u8],
    out: &'d mut Vec<Finding>,
}

impl Draft<'_> {
    /// An argument of the message.
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.finding.message.arguments.push((name, value.into()));
        self
    }

    /// The bytes of the line that it is about.
    pub fn on(mut self, bytes: std::ops::Range<usize>) -> Self {
        self.finding.bytes = bytes;
        self
    }

    /// The value of the first key of this name in the line; the whole line where there is none.
    pub fn on_key(self, key: &str) -> Self {
        let quoted = format!("\"{key}\"");
        match memchr::memmem::find(self.bytes, quoted.as_bytes()) {
            Some(at) => self.on(at..at + quoted.len()),
            None => self,
        }
    }

    /// The place in the article.
    pub fn at(mut self, span: Span<CodePoint>) -> Self {
        self.finding.article = Some(span);
        self
    }

    /// How bad it is here.
    pub fn weighing(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// A line that a person may choose to have in its place.
    pub fn correct(mut self, title: Message, line: Object) -> Self {
        self.finding.corrections.push(Correction { title, change: Change::Line(line) });
        self
    }

    /// Where the annotation may be.
    pub fn among(mut self, places: impl Into<Places>) -> Self {
        self.finding.candidates = places.into();
        self
    }

    /// What sets it right.
    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.finding.fix = fix;
        self
    }

    /// Hands the finding in.
    pub fn done(mut self) {
        let column = |to: usize| {
            let part = self.bytes.get(..to.min(self.bytes.len())).unwrap_or_default();
            CodePoint::from(count(part))
        };
        let std::ops::Range { start, end } = self.finding.bytes;
        self.finding.columns = Span::new(column(start), column(end));
        self.out.push(self.finding);
    }
}

/// Code points of a line's beginning. What is not UTF-8 counts as one a byte sequence, as editors show it.
fn count(bytes: &[u8]) -> usize {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => text.chars().count(),
        Err(_) => String::from_utf8_lossy(bytes).chars().count(),
    }
}

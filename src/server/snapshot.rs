//! An article at one moment, for handlers and for the worker: nothing in it changes any more, and what
//! is costly is found out once, by whoever needs it first, on a thread that may take its time.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use ropey::Rope;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::article::{Place, Stored};
use super::capabilities::ResolvedClientCapabilities;
use super::concord::Discords;
use super::documents::Key;
use super::drift::Drift;
use super::encoding::Encoding;
use super::handlers::code_action::DOUBTS;
use super::handlers::pull::Report;
use super::tagging::Cell;
pub use super::tagging::{Tagged, Tagging};
use crate::config::{Layer, Settings};
use crate::lint::{Finding, Subject, lint_only};
use crate::messages::Locale;
use crate::sidecar::taken::{self, Taken};
use crate::sidecar::{Sidecar, Status, anchor};
use crate::tagger::article::Knowledge;
use crate::tagger::mention::{Analysis, Kind, Mention};
use crate::text::position::{CodePoint, Span};
use crate::workspace::annotator::Annotators;
use crate::workspace::config::Project;
use crate::workspace::files::FileError;
use crate::workspace::git;

/// Articles of so many bytes are worked on by whoever is there: that is done before another thread is awake.
pub const SMALL: usize = 128 << 10;

/// What is known of the client and its wishes.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Who annotates in which folder.
    pub annotators: Arc<Annotators>,
    /// What it can do.
    pub client: ResolvedClientCapabilities,
    /// How it counts.
    pub encoding: Encoding,
    /// Language of messages.
    pub locale: Locale,
    /// The client's own language.
    pub client_locale: Locale,
    /// What the editor has set at the start.
    pub options: Layer,
    /// What the editor sets.
    pub editor: Layer,
    /// The project; one without a file where there is none.
    pub project: Arc<Project>,
    /// What both say together.
    pub settings: Settings,
    /// What the tagger gets to know.
    pub knowledge: Knowledge,
}

impl World {
    /// The same client in a project.
    pub fn within(&self, project: Arc<Project>) -> World {
        let settings = Settings::of(&[&project.layer, &self.editor]);
        let mut knowledge = project.knowledge.clone();
        knowledge.date = settings.date;
        let locale = settings.locale.unwrap_or(self.client_locale);
        World { project, settings, knowledge, locale, ..self.clone() }
    }
}

/// Where the sidecar's text comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// From disk.
    Stored(Stored),
    /// From an open buffer, saved or not.
    Buffer {
        /// Its text.
        rope: Rope,
        /// The editor's version of it.
        version: i32,
        /// As the client writes it.
        uri: Uri,
    },
}

/// What the sidecar says of a place in the text as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands now, in code points.
    pub span: Span<CodePoint>,
    /// Its type, where the line tells one.
    pub kind: Option<Kind>,
    /// Whether it annotates or remembers a refusal.
    pub status: Status,
    /// Line of the sidecar, from 0.
    pub line: usize,
}

/// What rests on the sidecar and the text as stored, and not on what is typed.
#[derive(Debug, Default)]
pub struct Checked {
    findings: OnceLock<Vec<Diagnostic>>,
    doubts: OnceLock<Vec<Finding>>,
    old_text: OnceLock<Option<String>>,
    places: OnceLock<Vec<taken::Place>>,
}

impl Checked {
    /// The findings of the sidecar's check.
    pub fn findings(&self, check: impl FnOnce() -> Vec<Diagnostic>) -> &[Diagnostic] {
        self.findings.get_or_init(check)
    }
}

/// What the lines of a sidecar say of `base`.
fn places(base: &Rope, sidecar: &Sidecar) -> Vec<taken::Place> {
    if sidecar.annotations().next().is_none() {
        return Vec::new();
    }
    let text = String::from(base);
    taken::places(&anchor::Article::new(&text), sidecar)
}

/// An article at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The document's.
    pub key: Key,
    /// The article's, as the client writes it; `None` where only its sidecar is open.
    pub uri: Option<Uri>,
    /// The editor's version of the text.
    pub version: Option<i32>,
    /// Tells whether it is still the newest.
    pub generation: u64,
    /// The text in the editor.
    pub rope: Rope,
    /// The text as stored.
    pub base: Rope,
    /// From there to here.
    pub drift: Drift,
    /// Where it lies.
    pub place: Place,
    /// Whether the text as stored is that of a file.
    pub is_stored: bool,
    /// Why its file can't be read.
    pub trouble: Option<Arc<FileError>>,
    /// The sidecar's text.
    pub source: Source,
    /// The sidecar's text in the editor and its version, where it is open and says what `source` says.
    pub shown: Option<(Rope, i32)>,
    /// The sidecar's URI.
    pub sidecar_uri: Option<Uri>,
    /// Where it does not agree with other sidecars.
    pub discords: Discords,
    /// The client and its wishes.
    pub world: Arc<World>,
    /// Shared with later snapshots of the same text.
    pub tagging: Arc<Tagging>,
    /// Shared with later snapshots of the same sidecar and base text.
    pub checked: Arc<Checked>,
    /// What was read of the sidecar.
    pub sidecar: OnceLock<Arc<Sidecar>>,
    /// Cell of the text's findings.
    pub cell: OnceLock<Cell>,
    /// Found out once.
    pub marks: OnceLock<Marks>,
    /// Diagnostics of the article and of the sidecar, for a client that fetches them.
    pub reports: (OnceLock<Arc<Report>>, OnceLock<Arc<Report>>),
}

/// What the sidecar says, by line and by place.
#[derive(Debug, Default)]
pub struct Marks {
    /// In order of the lines.
    pub all: Vec<Mark>,
    by_span: HashMap<Span<CodePoint>, Vec<usize>>,
    /// Annotations that stand here and whose words are others now: line, type, and place in the text as stored.
    stale: HashMap<Span<CodePoint>, (usize, Option<Kind>, Span<CodePoint>)>,
    taken: Taken,
}

impl Marks {
    /// What is said of a span as one of this type. Where several lines do, one that annotates counts.
    pub fn at(&self, span: Span<CodePoint>, kind: Kind) -> Option<&Mark> {
        let here = || self.by_span.get(&span).into_iter().flatten().filter_map(|i| self.all.get(*i));
        let fits = |m: &&Mark| m.kind.is_none_or(|k| k == kind);
        here().filter(fits).find(|m| m.status == Status::Active).or_else(|| here().find(fits))
    }

    /// The line that annotates a span and has lost its value, and its place in the text as stored.
    pub fn stale_at(&self, span: Span<CodePoint>, kind: Kind) -> Option<(usize, Span<CodePoint>)> {
        let (line, of, stored) = *self.stale.get(&span)?;
        (of == Some(kind)).then_some((line, stored))
    }

    /// Whether a mention is new when many are annotated at once.
    pub fn leave(&self, mention: &Mention, analysis: &Analysis) -> bool {
        self.taken.leaves(mention.span, mention.value.kind(), analysis)
    }
}

impl Snapshot {
    /// The sidecar; an empty one where there is none.
    pub fn sidecar(&self) -> &Arc<Sidecar> {
        self.sidecar.get_or_init(|| match &self.source {
            Source::Stored(Stored::Read(sidecar)) => sidecar.clone(),
            Source::Stored(_) => Arc::default(),
            Source::Buffer { rope, .. } => Arc::new(Sidecar::read(String::from(rope))),
        })
    }

    /// The article's date, where its sidecar tells one.
    fn date(&self) -> Option<Date> {
        self.sidecar().header().and_then(|h| h.date)
    }

    /// What was found in the text; `None` where the analysis failed.
    pub fn tagged(&self) -> Option<&Tagged> {
        let cell = self.cell.get_or_init(|| self.tagging.cell(self.date()));
        self.tagging.fill(cell, &self.rope, self.date(), &self.world);
        cell.get().and_then(Option::as_ref)
    }

    /// Whether all that most requests ask of it is found out, and little.
    pub fn is_quick(&self) -> bool {
        let is_tagged = self.cell.get().is_some_and(|cell| cell.get().is_some());
        is_tagged && self.rope.len_bytes() <= SMALL && self.sidecar.get().is_some()
    }

    /// What the sidecar says.
    pub fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| self.marks_of(self.sidecar()))
    }

    /// What a sidecar says, at the places where that stands in the text now. A line whose text was
    /// edited, or that fitted the stored text nowhere for sure, is not here.
    pub fn marks_of(&self, sidecar: &Sidecar) -> Marks {
        let mut drift = self.drift.clone();
        drift.settle(&self.base, &self.rope);
        let fresh;
        let places = if sidecar.bytes() == self.sidecar().bytes() {
            self.checked.places.get_or_init(|| places(&self.base, sidecar))
        } else {
            fresh = places(&self.base, sidecar);
            &fresh
        };
        let mut marks = Marks::default();
        let mut here = Vec::new();
        for place in places {
            let Some(span) = drift.to_now(place.span) else { continue };
            here.push(taken::Place { span, ..*place });
            let taken::Place { kind, status, line, sure, .. } = *place;
            // A line that is not sure may be about anything.
            if sure {
                marks.by_span.entry(span).or_default().push(marks.all.len());
                marks.all.push(Mark { span, kind, status, line });
            } else if place.changed && status == Status::Active {
                marks.stale.insert(span, (line, kind, place.span));
            }
        }
        marks.taken = Taken::new(here);
        marks
    }

    /// What is found of annotations of which a person has to say where they are and what they say.
    pub fn doubts(&self) -> &[Finding] {
        self.checked.doubts.get_or_init(|| {
            if !self.is_sound() || self.sidecar().annotations().next().is_none() {
                return Vec::new();
            }
            let text = String::from(&self.base);
            let name = self.place.name().unwrap_or_default();
            lint_only(&Subject::new(self.sidecar(), name, Some(&text)), &DOUBTS)
        })
    }

    /// The text that a sidecar speaks of, where the article holds another by now and git still knows the old one.
    pub fn old_text(&self, sidecar: &Sidecar) -> Option<String> {
        let (article, now) = (self.place.article.as_deref()?, String::from(&self.base));
        let ask = || git::old_text(article, sidecar, &now);
        let hash = |s: &Sidecar| s.header().and_then(|h| h.sha256.clone());
        if hash(sidecar) == hash(self.sidecar()) {
            return self.checked.old_text.get_or_init(ask).clone();
        }
        ask()
    }

    /// What the sidecar says of a mention, if anything.
    pub fn mark_of(&self, mention: &Mention) -> Option<&Mark> {
        self.marks().at(mention.span, mention.value.kind())
    }

    /// Whether this is an article whose offsets can be trusted.
    pub fn is_sound(&self) -> bool {
        self.trouble.is_none()
    }
}

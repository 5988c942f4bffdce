//! The settings: what one place says of them (a layer), and what holds in the end.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::lint::{Rule, Severity};
use crate::messages::Locale;
use crate::tagger::mention::Kind;

/// Which mentions get an inlay hint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hints {
    /// Where the hint tells what the text does not.
    #[default]
    Informative,
    /// All.
    All,
    /// None.
    Off,
}

/// How suggestions show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suggestions {
    /// As diagnostics.
    #[default]
    Diagnostics,
    /// As colours only.
    Colours,
    /// Not at all.
    Off,
}

/// How much a rule's findings weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// They are left out.
    Off,
    /// They are told, as this.
    As(Severity),
}

impl Weight {
    /// The weight of a name: a severity's, or `off`.
    pub fn from_name(name: &str) -> Option<Weight> {
        if name == "off" { Some(Weight::Off) } else { Severity::from_name(name).map(Weight::As) }
    }
}

/// A pattern of paths, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern.
    pub text: String,
    /// Bytes of the file that says so.
    pub at: std::ops::Range<usize>,
}

/// What one place says: the project's file, or the editor. What it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// `articles`
    pub articles: Option<Vec<String>>,
    /// `exclude`
    pub exclude: Option<Vec<String>>,
    /// `types`, in the order of [`Kind::ALL`].
    pub types: [Option<bool>; 3],
    /// `suggestions`
    pub suggestions: Option<Suggestions>,
    /// `inlay-hints`
    pub inlay_hints: Option<Hints>,
    /// `severity`, by the name of a rule or a group.
    pub severity: BTreeMap<&'static str, Weight>,
    /// `date`
    pub date: Option<Date>,
    /// `locale`
    pub locale: Option<Locale>,
    /// `annotator`
    pub annotator: Option<String>,
    /// `creator`
    pub creator: Option<String>,
    /// `max-diagnostics`
    pub max_diagnostics: Option<usize>,
    /// `virtual-documents`
    pub virtual_documents: Option<bool>,
    /// `log-level`
    pub log_level: Option<&'static str>,
    /// `gazetteer`
    pub gazetteer: Option<Vec<Pattern>>,
    /// `officials`
    pub officials: Option<Vec<Pattern>>,
}

/// What holds for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which of [`Kind::ALL`] are on.
    pub types: [bool; 3],
    /// How suggestions show.
    pub suggestions: Suggestions,
    /// Which mentions get an inlay hint.
    pub inlay_hints: Hints,
    /// Weights that are not the rules' own, by the name of a rule or a group.
    pub severity: BTreeMap<&'static str, Weight>,
    /// Day that an article is read as of where nothing else tells one.
    pub date: Option<Date>,
    /// Language of messages.
    pub locale: Option<Locale>,
    /// Whose sidecar is written, where several annotate one article.
    pub annotator: Option<String>,
    /// The name that annotations carry.
    pub creator: Option<String>,
    /// How many diagnostics one file gets at most.
    pub max_diagnostics: usize,
    /// Whether the editor shows documents whose URI begins with `gannhan:`.
    pub virtual_documents: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings::of(&[])
    }
}

impl Settings {
    /// What layers say together; what a later one says counts.
    pub fn of(layers: &[&Layer]) -> Settings {
        fn last<T: Clone>(layers: &[&Layer], get: impl Fn(&Layer) -> Option<T>) -> Option<T> {
            layers.iter().rev().find_map(|l| get(l))
        }
        let mut severity = BTreeMap::new();
        for layer in layers {
            severity.extend(layer.severity.iter().map(|(name, weight)| (*name, *weight)));
        }
        Settings {
            types: std::array::from_fn(|i| last(layers, |l| l.types[i]).unwrap_or(true)),
            suggestions: last(layers, |l| l.suggestions).unwrap_or_default(),
            inlay_hints: last(layers, |l| l.inlay_hints).unwrap_or_default(),
            severity,
            date: last(layers, |l| l.date),
            locale: last(layers, |l| l.locale),
            annotator: last(layers, |l| l.annotator.clone()),
            creator: last(layers, |l| l.creator.clone()),
            max_diagnostics: last(layers, |l| l.max_diagnostics).unwrap_or(1000),
            virtual_documents: last(layers, |l| l.virtual_documents).unwrap_or(false),
        }
    }

    /// Whether a type of mention is on.
    pub fn has(&self, kind: Kind) -> bool {
        Kind::ALL.iter().zip(self.types).all(|(k, on)| *k != kind || on)
    }

    /// How much a rule's findings weigh, where `own` is what the rule says of this one: what is set for the rule,
    /// else for its group. `None` when they are left out.
    pub fn weigh(&self, rule: &Rule, own: Severity) -> Option<Severity> {
        match self.severity.get(rule.name).or_else(|| self.severity.get(rule.group.name())) {
            Some(Weight::Off) => None,
            Some(Weight::As(severity)) => Some(*severity),
            None => Some(own),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rule;

    #[test]
    fn a_later_layer_wins_and_a_rule_beats_its_group() {
        let project = Layer {
            types: [None, Some(false), None],
            inlay_hints: Some(Hints::All),
            severity: [("structure", Weight::Off), ("bad-json", Weight::As(Severity::Hint))].into(),
            ..Layer::default()
        };
        let editor = Layer {
            inlay_hints: Some(Hints::Off),
            severity: [("orphan", Weight::As(Severity::Info))].into(),
            ..Layer::default()
        };
        let settings = Settings::of(&[&project, &editor]);
        assert_eq!(settings.inlay_hints, Hints::Off);
        assert!(settings.has(Kind::Locality) && !settings.has(Kind::Official));
        let weigh = |name: &str| rule(name).and_then(|r| settings.weigh(r, r.severity));
        assert_eq!(weigh("bad-json"), Some(Severity::Hint));
        assert_eq!(weigh("bad-schema"), None);
        assert_eq!(weigh("orphan"), Some(Severity::Info));
        assert_eq!(weigh("anchor-empty"), Some(Severity::Error));
        assert_eq!(Settings::default().max_diagnostics, 1000);
    }
}

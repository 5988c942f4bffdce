//! What one pass over a sidecar's lines shows. Most rules have something to say of few lines, or of none, and look at
//! those alone.

use crate::sidecar::{Annotation, Content, Origin, Sidecar};
use crate::tagger::mention::Kind;
use crate::text::position::{CodePoint, Span};

use super::{unit, value};

/// Lines by what may be told of them, in their order, counted from 0.
#[derive(Debug, Default)]
pub struct Survey {
    /// Neither a header nor an annotation.
    pub others: Vec<usize>,
    /// Headers and annotations that are not wholly as this program writes them, with their line end.
    pub rough: Vec<usize>,
    /// Annotations of no text.
    pub empty: Vec<usize>,
    /// Annotations whose target is not named as the article is.
    pub strangers: Vec<usize>,
    /// Annotations by nobody.
    pub anonymous: Vec<usize>,
    /// Annotations that nobody has looked at.
    pub unseen: Vec<usize>,
    /// Annotations whose value is not sound by itself, by type.
    pub doubtful: [Vec<usize>; Kind::ALL.len()],
    /// Whether annotations stand out of order.
    pub is_mixed_up: bool,
    /// Whether two may have one id.
    pub may_repeat_ids: bool,
    /// Whether two may say the same of one place.
    pub may_double: bool,
    /// Whether two may overlap, neither inside the other.
    pub may_cross: bool,
}

impl Survey {
    /// Looks at all lines of a sidecar of the article that is named so.
    pub fn of(sidecar: &Sidecar, article_name: &str) -> Survey {
        let mut survey = Survey::default();
        let mut ids = Vec::with_capacity(sidecar.lines().len());
        let mut places = Places::default();
        for (n, line) in sidecar.lines().iter().enumerate() {
            let is_plain = match &line.content {
                Content::Annotation(annotation) => {
                    ids.extend(annotation.id.as_deref().map(ending));
                    survey.look(n, annotation, article_name);
                    places.add(annotation);
                    annotation.is_plain
                }
                Content::Header(header) => header.is_plain,
                _ => {
                    survey.others.push(n);
                    continue;
                }
            };
            if !is_plain || line.break_length != 1 {
                survey.rough.push(n);
            }
        }
        ids.sort_unstable();
        survey.may_repeat_ids = ids.windows(2).any(|pair| pair[0] == pair[1]);
        survey.is_mixed_up = places.is_mixed_up;
        survey.may_double = places.may_double;
        survey.may_cross = places.may_cross;
        survey
    }

    fn look(&mut self, n: usize, annotation: &Annotation, article_name: &str) {
        if annotation.span.is_empty() {
            self.empty.push(n);
        }
        if annotation.target_source.as_deref().is_some_and(|source| source != article_name) {
            self.strangers.push(n);
        }
        if annotation.creator.is_none() {
            self.anonymous.push(n);
        }
        if !annotation.is_active() {
            return;
        }
        if annotation.origin == Some(Origin::Bulk) {
            self.unseen.push(n);
        }
        if let (Some(kind), Some(body)) = (annotation.kind, annotation.body())
            && !body.is_sound(|body| value::is_sound(body) && unit::is_sound(annotation, body))
        {
            self.doubtful[kind as usize].push(n);
        }
    }
}

/// The last bytes of an id, which are what differs.
fn ending(id: &str) -> u64 {
    id.as_bytes().last_chunk().map_or(id.len() as u64, |bytes| u64::from_le_bytes(*bytes))
}

/// Where annotations stand, one after the other. As long as they stand in order, two of one place follow each other, and
/// what overlaps is found by the ends of the last and of the farthest; where that does not tell, it may be so.
#[derive(Default)]
struct Places {
    is_mixed_up: bool,
    may_double: bool,
    may_cross: bool,
    last: Option<(Span<CodePoint>, [bool; Kind::ALL.len()])>,
    /// Ends of what is open: of the innermost, and of the outermost, between which there is nothing.
    open: Option<(CodePoint, CodePoint)>,
    before: Option<Span<CodePoint>>,
}

impl Places {
    fn add(&mut self, annotation: &Annotation) {
        let span = annotation.span;
        if self.before.is_some_and(|before| before.order() > span.order()) {
            (self.is_mixed_up, self.may_double, self.may_cross) = (true, true, true);
        }
        self.before = Some(span);
        if !annotation.is_active() {
            return;
        }
        if let Some(kind) = annotation.kind {
            let mut kinds = match self.last {
                Some((last, kinds)) if last == span => kinds,
                _ => Default::default(),
            };
            self.may_double |= std::mem::replace(&mut kinds[kind as usize], true);
            self.last = Some((span, kinds));
        }
        if span.is_empty() {
            return;
        }
        self.open = match self.open {
            Some((inner, outer)) if span.start < outer => {
                let inside = if span.start < inner { inner } else { outer };
                // Of three in each other, the middle one's end is not known.
                self.may_cross |= span.end > inside || span.start < inner && inner != outer;
                Some((span.end, outer))
            }
            _ => Some((span.end, span.end)),
        };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What is not to be expected is not there: of places, whatever their order.
        #[test]
        fn nothing_is_overlooked(spans in prop::collection::vec((0_u32..30, 0_u32..6, 0_usize..3, any::<bool>()), 0..12), sorted in any::<bool>()) {
            let mut spans = spans;
            if sorted {
                spans.sort_by_key(|(start, length, ..)| (*start, std::cmp::Reverse(start + length)));
            }
            let lines: String = spans.iter().enumerate().map(|(n, (start, length, kind, active))| {
                let (kind, end) = (["Locality", "Official", "Amount"][*kind], start + length);
                let status = if *active { "" } else { r#","status":"rejected""# };
                format!(r#"{{"id":"urn:gannhan:{}","body":{{"type":"{kind}"}},"target":{{"selector":{{"type":"TextPositionSelector","start":{start},"end":{end}}}}}{status}}}"#, "abcdefgh"[n % 7..].to_owned()) + "\n"
            }).collect();
            let sidecar = Sidecar::read(lines);
            let all: Vec<&Annotation> = sidecar.annotations().map(|(_, a)| a).collect();
            let survey = Survey::of(&sidecar, "a.txt");
            let active = || all.iter().filter(|a| a.is_active()).enumerate();
            let pair = |test: &dyn Fn(&Annotation, &Annotation) -> bool| {
                active().any(|(n, a)| active().any(|(m, b)| n < m && (test(a, b) || test(b, a))))
            };
            let doubles = pair(&|a, b| (a.span, a.kind) == (b.span, b.kind));
            let crosses = pair(&|a, b| !a.span.is_empty() && !b.span.is_empty() && a.span.start < b.span.start && b.span.start < a.span.end && a.span.end < b.span.end);
            let repeats = all.iter().enumerate().any(|(n, a)| all[..n].iter().any(|b| a.id == b.id));
            prop_assert!(survey.may_double || !doubles);
            prop_assert!(survey.may_cross || !crosses);
            prop_assert!(survey.may_repeat_ids || !repeats);
            prop_assert_eq!(survey.is_mixed_up, !all.is_sorted_by_key(|a| a.order()));
        }
    }

    #[test]
    fn what_is_in_order_is_seen_to_be() {
        let line = |id: &str, start: u32, end: u32| {
            format!(
                r#"{{"id":"urn:gannhan:{id}","body":{{"type":"Locality"}},"target":{{"selector":{{"type":"TextPositionSelector","start":{start},"end":{end}}}}}}}"#
            ) + "\n"
        };
        let lines = [
            line("abcdefg1", 0, 9),
            line("abcdefg2", 2, 5),
            line("abcdefg3", 5, 9),
            line("abcdefg4", 20, 22),
        ];
        let survey = Survey::of(&Sidecar::read(lines.concat()), "a.txt");
        assert!(!survey.may_repeat_ids && !survey.may_double && !survey.may_cross && !survey.is_mixed_up);
    }
}

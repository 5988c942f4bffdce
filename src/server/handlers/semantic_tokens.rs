//! `textDocument/semanticTokens`: the colours of what is annotated and of what is found.

use tower_lsp::ls_types::{
    Position, Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens,
    SemanticTokensLegend,
};

use super::super::snapshot::Snapshot;
use super::offered;
use crate::config::Suggestions;
use crate::sidecar::Status;
use crate::tagger::mention::{Certainty, Kind};
use crate::text::position::{Byte, Span};

/// Bits of a token's modifiers, by their place in the legend.
const ANNOTATED: u32 = 1;
const AMBIGUOUS: u32 = 2;

/// Token types and modifiers, in the order of their numbers.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: Kind::ALL.map(|kind| SemanticTokenType::new(kind.name())).to_vec(),
        token_modifiers: ["annotated", "ambiguous"].map(SemanticTokenModifier::new).to_vec(),
    }
}

/// What is coloured, in one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Paint {
    span: Span<Byte>,
    kind: Kind,
    modifiers: u32,
}

/// The tokens that lie (partly) in a range; without one, all.
pub fn tokens(snapshot: &Snapshot, range: Option<Range>) -> Option<SemanticTokens> {
    let world = &snapshot.world;
    let whole = Span::new(Byte(0), Byte::from(snapshot.rope.len_bytes()));
    let wanted = range.map_or(whole, |range| world.encoding.span(&snapshot.rope, range));
    let mut paints = paints(snapshot)?;
    paints.retain(|p| p.span.overlaps(wanted));
    if !world.client.overlapping_tokens {
        paints = flatten(&paints);
        paints.retain(|p| p.span.overlaps(wanted));
    }
    let mut data = Vec::with_capacity(paints.len());
    let mut before = Position::default();
    for paint in paints {
        for span in lines(snapshot, paint.span) {
            let at = world.encoding.position(&snapshot.rope, span.start);
            let line = at.line - before.line;
            data.push(SemanticToken {
                delta_line: line,
                delta_start: if line == 0 { at.character - before.character } else { at.character },
                length: world.encoding.length(&snapshot.rope, span),
                token_type: paint.kind as u32,
                token_modifiers_bitset: paint.modifiers,
            });
            before = at;
        }
    }
    Some(SemanticTokens { result_id: None, data })
}

/// What is annotated, wherever the annotation comes from, and, where suggestions are wanted, what was found and
/// nothing is said of yet. By start, the longer first.
fn paints(snapshot: &Snapshot) -> Option<Vec<Paint>> {
    let tagged = offered(snapshot).then(|| snapshot.tagged()).flatten()?;
    let rope = &snapshot.rope;
    let mut paints: Vec<Paint> = Vec::new();
    for mark in snapshot.marks().all.iter().filter(|m| m.status == Status::Active) {
        let byte = |at: usize| Byte::from(rope.char_to_byte(at.min(rope.len_chars())));
        let span = Span::new(byte(mark.span.start.index()), byte(mark.span.end.index()));
        if let Some(kind) = mark.kind.filter(|_| !span.is_empty()) {
            paints.push(Paint { span, kind, modifiers: ANNOTATED });
        }
    }
    if snapshot.world.settings.suggestions != Suggestions::Off {
        let open = tagged.analysis.mentions.iter().filter(|m| snapshot.mark_of(m).is_none());
        paints.extend(open.map(|m| Paint {
            span: m.bytes,
            kind: m.value.kind(),
            modifiers: if m.certainty == Certainty::Ambiguous { AMBIGUOUS } else { 0 },
        }));
    }
    paints.sort_by_key(|p| (p.span.order(), p.kind));
    paints.dedup_by_key(|p| (p.span, p.kind));
    Some(paints)
}

/// The same without overlaps: what lies inside another shows, and the rest of the other around it. Of two with
/// the same span the first one shows.
fn flatten(paints: &[Paint]) -> Vec<Paint> {
    let mut out: Vec<Paint> = Vec::with_capacity(paints.len());
    // Those that go on, the innermost last; `at` is where the last token ended.
    let mut open: Vec<Paint> = Vec::new();
    let mut at = Byte(0);
    for paint in paints.iter().copied().map(Some).chain([None]) {
        let until = paint.map_or(Byte(u32::MAX), |p| p.span.start);
        while let Some(inner) = open.pop_if(|o| o.span.end <= until) {
            if at < inner.span.end {
                out.push(Paint { span: Span::new(at, inner.span.end), ..inner });
                at = inner.span.end;
            }
        }
        let Some(paint) = paint else { break };
        // What ends behind its neighbour goes on when that has ended.
        match open.iter().rposition(|o| o.span.end >= paint.span.end) {
            Some(i) if open[i].span == paint.span => {}
            Some(i) if i + 1 == open.len() => {
                if at < until {
                    out.push(Paint { span: Span::new(at, until), ..open[i] });
                }
                at = until;
                open.push(paint);
            }
            Some(i) => open.insert(i + 1, paint),
            None => {
                at = if open.is_empty() { until } else { at };
                open.insert(0, paint);
            }
        }
    }
    out
}

/// A token for each line that a span reaches into, without the line breaks; one where the client takes that.
fn lines(snapshot: &Snapshot, span: Span<Byte>) -> Vec<Span<Byte>> {
    let rope = &snapshot.rope;
    let (first, last) = (rope.byte_to_line(span.start.index()), rope.byte_to_line(span.end.index()));
    if first == last || snapshot.world.client.multiline_tokens {
        return vec![span];
    }
    let part = |line: usize| {
        let start = rope.line_to_byte(line).max(span.start.index());
        let end = snapshot.world.encoding.line_end(rope, line).index().min(span.end.index());
        (start < end).then(|| Span::new(Byte::from(start), Byte::from(end)))
    };
    (first..=last).filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paint(start: u32, end: u32, kind: Kind) -> Paint {
        Paint { span: Span::new(Byte(start), Byte(end)), kind, modifiers: 0 }
    }

    #[test]
    fn what_lies_inside_shows() {
        let (l, o) = (Kind::Locality, Kind::Official);
        let paints =
            [paint(0, 30, o), paint(10, 16, l), paint(16, 20, l), paint(40, 50, l), paint(42, 44, l)];
        let expected = [
            paint(0, 10, o),
            paint(10, 16, l),
            paint(16, 20, l),
            paint(20, 30, o),
            paint(40, 42, l),
            paint(42, 44, l),
            paint(44, 50, l),
        ];
        assert_eq!(flatten(&paints), expected);
        // The same span twice, and two that cross.
        assert_eq!(flatten(&[paint(1, 5, l), paint(1, 5, o)]), [paint(1, 5, l)]);
        assert_eq!(flatten(&[paint(0, 6, l), paint(3, 9, o)]), [paint(0, 6, l), paint(6, 9, o)],);
    }

    proptest! {
        /// No two tokens overlap, and what was coloured stays coloured.
        #[test]
        fn nothing_overlaps_and_nothing_is_lost(spans in prop::collection::vec((0u32..40, 1u32..12), 0..12)) {
            let mut paints: Vec<Paint> = spans.iter().map(|(s, l)| paint(*s, s + l, Kind::Amount)).collect();
            paints.sort_by_key(|p| p.span.order());
            let flat = flatten(&paints);
            for pair in flat.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for at in 0..60 {
                let here = |p: &&Paint| p.span.start <= Byte(at) && Byte(at) < p.span.end;
                prop_assert_eq!(paints.iter().any(|p| here(&p)), flat.iter().any(|p| here(&p)), "at {}", at);
            }
        }
    }
}

//! Changing a sidecar: the smallest edit that does it, so that every other line stays byte for byte.

use std::cmp::Reverse;
use std::ops::Range;

use super::canonical;
use super::line::{Content, Marker};
use super::{Annotation, Object, Sidecar};
use crate::text::position::CodePoint;

/// One change of a file: the bytes `range` of the old file give way to `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// In bytes of the file as it was read.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// The file after `edits`, which are in order and do not overlap (as this module makes them).
pub fn apply(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + edits.iter().map(|e| e.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        out.extend_from_slice(bytes.get(at..edit.range.start).unwrap_or_default());
        out.extend_from_slice(edit.text.as_bytes());
        at = edit.range.end;
    }
    out.extend_from_slice(bytes.get(at..).unwrap_or_default());
    out
}

impl Sidecar {
    /// Adds annotations, each at its sorted place among the readable ones, and the header where there
    /// is no line yet. Nothing that stands in the file changes. Edits are in order of the file.
    pub fn insert(&self, annotations: &[Object], header: &Object) -> Vec<Edit> {
        let mut new: Vec<(usize, _, String)> = annotations
            .iter()
            .map(|json| {
                let order = Annotation::from_json(json.clone()).map(|a| a.order());
                (self.place(order), order, canonical::line(json))
            })
            .collect();
        new.sort_by_key(|(place, order, _)| (*place, *order));
        let mut edits: Vec<Edit> = Vec::new();
        if self.is_blank() && !new.is_empty() {
            let at = self.place(None);
            edits.push(Edit { range: at..at, text: canonical::line(header) + "\n" });
        }
        for (at, _, line) in new {
            match edits.last_mut() {
                Some(last) if last.range.start == at => last.text.push_str(&line),
                _ => edits.push(Edit { range: at..at, text: self.break_before(at) + &line }),
            }
            if let Some(last) = edits.last_mut() {
                last.text.push('\n');
            }
        }
        edits
    }

    /// Adds the header of a sidecar that has none, before everything else.
    pub fn insert_header(&self, header: &Object) -> Edit {
        let at = self.start();
        Edit { range: at..at, text: canonical::line(header) + "\n" }
    }

    /// Takes a line away with its line break.
    pub fn remove(&self, line: usize) -> Option<Edit> {
        self.lines().get(line).map(|l| Edit { range: l.whole(), text: String::new() })
    }

    /// Takes the annotation with this id away.
    pub fn remove_id(&self, id: &str) -> Option<Edit> {
        self.find(id).and_then(|(line, _)| self.remove(line))
    }

    /// Writes a line anew where it stands; its line break stays.
    pub fn replace(&self, line: usize, json: &Object) -> Option<Edit> {
        self.lines().get(line).map(|l| Edit { range: l.range.clone(), text: canonical::line(json) })
    }

    /// Writes annotations anew, by line, and moves those lines whose new place is elsewhere.
    /// `changes` are lines (counted from 0) with their new objects.
    pub fn update(&self, changes: &[(usize, Object)]) -> Vec<u8> {
        let mut edits: Vec<Edit> =
            changes.iter().filter_map(|(line, json)| self.replace(*line, json)).collect();
        edits.sort_by_key(|e| e.range.start);
        edits.dedup_by_key(|e| e.range.start);
        Sidecar::read(apply(self.bytes(), &edits)).sorted()
    }

    /// The file with its annotations in order. Each other line stays where it is, and nothing moves over
    /// a conflict.
    pub fn sorted(&self) -> Vec<u8> {
        let mut order: Vec<usize> = (0..self.lines().len()).collect();
        let mut start = 0;
        let regions = self.conflicts();
        for stop in regions.iter().map(|r| r.start).chain([order.len()]) {
            self.sort_between(&mut order, start..stop.max(start));
            start = regions.iter().find(|r| r.start == stop).map_or(stop, |r| r.end);
        }
        let mut out = self.bytes()[..self.start()].to_vec();
        for (place, from) in order.iter().enumerate() {
            let line = &self.lines()[*from];
            out.extend_from_slice(&self.bytes()[line.range.clone()]);
            // The last line of a file may lack its line break; whoever stands there now lacks it.
            let kept = if place == *from { line } else { &self.lines()[place] };
            out.extend_from_slice(&self.bytes()[kept.range.end..kept.range.end + kept.break_length]);
        }
        out
    }

    fn sort_between(&self, order: &mut [usize], range: Range<usize>) {
        let key = |line: usize| match &self.lines()[line].content {
            Content::Annotation(a) => Some(a.order()),
            _ => None,
        };
        let places: Vec<usize> = range.filter(|l| key(*l).is_some()).collect();
        let mut lines = places.clone();
        lines.sort_by_key(|l| key(*l));
        for (place, line) in places.into_iter().zip(lines) {
            order[place] = line;
        }
    }

    /// Ranges of lines that git's conflict markers enclose, the markers included.
    pub fn conflicts(&self) -> Vec<Range<usize>> {
        let mut regions = Vec::new();
        let mut open = None;
        for (i, line) in self.lines().iter().enumerate() {
            match line.content {
                Content::Conflict(Marker::Ours) => open = open.or(Some(i)),
                Content::Conflict(Marker::Theirs) => {
                    regions.push(open.take().unwrap_or(i)..i + 1);
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            regions.push(start..self.lines().len());
        }
        regions
    }

    /// First byte behind a BOM.
    fn start(&self) -> usize {
        if self.has_bom() { 3 } else { 0 }
    }

    /// Where a new line with this order begins, in bytes: before the first annotation that comes after
    /// it, else behind the last annotation (or header), else at the end.
    fn place(&self, order: Option<(CodePoint, Reverse<CodePoint>)>) -> usize {
        if self.is_blank() {
            return self.start();
        }
        let later = order.and_then(|o| self.annotations().find(|(_, a)| a.order() > o)).map(|(i, _)| i);
        let behind_last = || {
            let known = |c: &Content| matches!(c, Content::Annotation(_) | Content::Header(_));
            self.lines().iter().rposition(|l| known(&l.content)).map(|i| i + 1)
        };
        let mut line = later.or_else(behind_last).unwrap_or(self.lines().len());
        // A line put between conflict markers would be lost with the side that is not chosen.
        if let Some(region) = self.conflicts().into_iter().find(|r| r.start < line && line < r.end) {
            line = region.start;
        }
        self.lines().get(line).map_or(self.bytes().len(), |l| l.range.start)
    }

    /// The line break that is missing at the end of the file, when something is put there.
    fn break_before(&self, at: usize) -> String {
        let open = at == self.bytes().len() && at > self.start() && !self.bytes().ends_with(b"\n");
        if open { "\n".to_owned() } else { String::new() }
    }
}

//! An article under edit. Of each paragraph is kept what it holds by itself and what it taught the others; an edit
//! has its own paragraphs read again, and the rest resolved again only where something that it rests on is another
//! now. What comes out is what [`super::analyse`] says of the text as it is.

mod cut;
mod edit;
#[cfg(test)]
mod tests;

use std::ops::Range;

use iso_currency::Currency;

use super::article::{Article, Knowledge};
use super::candidate::{Findings, Role};
use super::date::DateMention;
use super::mention::{Analysis, AsOf, Mention, Value};
use super::official::PersonName;
use super::resolve::part::{self, Kept, Lent, NEAR, Past, Record, Settled, View};
use super::{read, read_all, resolve, tail};
use crate::gazetteer::UnitId;
use crate::text::position::{Byte, CodePoint, Span};
use cut::{Cut, Piece};
pub use edit::Edit;

/// What is kept of an article beside its text and its analysis.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What somebody said its date is.
    date: Option<jiff::civil::Date>,
    /// Its paragraphs, in order; the three lists are of one length.
    pieces: Vec<Piece>,
    findings: Vec<Findings>,
    settled: Vec<Settled>,
    record: Record,
    /// What officials were settled by, where an edit can be followed in that.
    kept: Option<Kept>,
    /// What sums without a currency are in.
    lent: Option<Lent>,
    /// The first paragraph behind the last sentences, and how many there are from there on.
    tail: usize,
    tail_length: usize,
}

/// What an edit did to the analysis.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// What was edited; none where the text is as it was.
    pub edit: Option<Edit>,
    /// Whether every mention says what it said, at the place where its text stands now.
    pub is_slight: bool,
}

impl Draft {
    /// Analyses an article and keeps how.
    pub fn new(article: &Article<'_>, knowledge: &Knowledge) -> (Draft, Analysis) {
        let text = article.text;
        let ranges = super::paragraphs(text);
        let mut draft = Draft {
            date: article.date,
            pieces: cut::pieces(text, (0, 0), &ranges),
            findings: read_all(text, &ranges, knowledge),
            settled: Vec::new(),
            record: Record::default(),
            kept: None,
            lent: None,
            tail: 0,
            tail_length: ranges.len(),
        };
        draft.mark_bylines(&(0..ranges.len()));
        let dates = draft.findings.iter().flat_map(|f| &f.dates);
        let as_of = resolve::read_as_of(article.date, knowledge, dates);
        let analysis = draft.resolve(article, (knowledge, as_of));
        (draft, analysis)
    }

    /// The date that somebody said.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        self.date
    }

    /// The first byte of the last paragraph that begins at a byte or before.
    pub fn paragraph_before(&self, at: Byte) -> u32 {
        let behind = self.pieces.partition_point(|p| p.start <= at.0);
        behind.checked_sub(1).map_or(0, |i| self.pieces[i].start)
    }

    /// Resolves the whole article.
    fn resolve(&mut self, article: &Article<'_>, (knowledge, as_of): (&Knowledge, AsOf)) -> Analysis {
        self.rebase_all();
        let (record, settled, kept, analysis) = part::whole(article, (knowledge, as_of), &self.findings);
        (self.record, self.settled, self.kept) = (record, settled, kept);
        self.lent = Some(part::lent(self.findings.iter()));
        analysis
    }

    /// Replaces `range` of the text by `with` and brings the analysis up to that. Both must be what this draft was
    /// made for and has followed since, and the knowledge the same.
    pub fn change(
        &mut self,
        text: &mut String,
        analysis: &mut Analysis,
        knowledge: &Knowledge,
        (range, with): (Range<usize>, &str),
    ) -> Change {
        let count = |text: &str, at: usize| self.count(text, at);
        let Some(edit) = Edit::make(text, range, with, count) else {
            return Change { edit: None, is_slight: true };
        };
        let Cut { old, new } = cut::cut(text, &self.pieces, &edit);
        old.clone().for_each(|at| self.rebase(at));
        let (first, last) = (self.pieces.get(old.start), old.end.checked_sub(1).map(|at| &self.pieces[at]));
        let (start, old_window) = match (first, last) {
            (Some(first), Some(last)) if !old.is_empty() => {
                ((first.start as usize, first.chars as usize), first.start..last.end)
            }
            _ => ((0, 0), 0..0),
        };
        let start = if old.start == 0 { (0, 0) } else { start };
        let now = old.start..old.start + new.len();
        let was = Window {
            findings: self.findings.splice(old.clone(), read(text, &new, knowledge)).collect(),
            settled: self.settled.splice(old.clone(), vec![Settled::default(); new.len()]).collect(),
        };
        self.pieces.splice(old, cut::pieces(text, start, &new));
        self.pieces[now.end..].iter_mut().for_each(|piece| piece.shift(&edit));

        let article = Article { text, date: self.date };
        let roles = self.mark_bylines(&now);
        let as_of = self.as_of(&was, &now, analysis.as_of, &edit, knowledge);
        let same_day = (as_of.date, as_of.source) == (analysis.as_of.date, analysis.as_of.source);
        analysis.as_of = as_of;
        let mut stands = roles && same_day;
        if stands {
            let old = (was.findings.as_slice(), was.settled.as_slice());
            let settled = self.record.follow((text, as_of), old, &self.findings[now.clone()]);
            stands = settled.is_some();
            if let Some(settled) = settled {
                self.settled.splice(now.clone(), settled);
            }
        }
        if !stands {
            *analysis = self.resolve(&article, (knowledge, as_of));
            return Change { edit: Some(edit), is_slight: false };
        }
        let followed = self.follow(text, analysis, &edit, (was, old_window), now, start);
        if followed.is_none() {
            self.rebase_all();
            self.lent = Some(part::lent(self.findings.iter()));
            let (kept, resolved) = part::rest(&article, (knowledge, as_of), &self.findings, &self.settled);
            (self.kept, *analysis) = (kept, resolved);
        }
        Change { edit: Some(edit), is_slight: followed == Some(true) }
    }

    /// Code points before a byte.
    fn count(&self, text: &str, at: usize) -> usize {
        let behind = self.pieces.partition_point(|p| p.start as usize <= at);
        let (byte, chars) = behind.checked_sub(1).map_or((0, 0), |i| {
            let piece = &self.pieces[i];
            (piece.start as usize, piece.chars as usize)
        });
        chars + text.get(byte..at).unwrap_or_default().chars().count()
    }

    /// Puts the mentions of the edited paragraphs in the place of the old ones, and moves the others. `None` where
    /// officials or sums may be others now, anywhere: nothing was done then.
    fn follow(
        &mut self,
        text: &str,
        analysis: &mut Analysis,
        edit: &Edit,
        (mut was, old_window): (Window, Range<u32>),
        now: Range<usize>,
        (start, chars): (usize, usize),
    ) -> Option<bool> {
        let lent = self.lent?;
        let sums_differ = !sums(&was.findings).eq(sums(&self.findings[now.clone()]));
        if sums_differ && part::lent(self.findings.iter()) != lent {
            return None;
        }
        let first = analysis.mentions.partition_point(|m| m.bytes.start.0 < old_window.start);
        let behind = analysis.mentions.partition_point(|m| m.bytes.start.0 < old_window.end);
        let mut is_whole = true;
        let mut before: Vec<Mention> = Vec::with_capacity(behind - first);
        for mention in &analysis.mentions[first..behind] {
            let mut mention = mention.clone();
            if map_mention(&mut mention, |span| edit.map(span)) {
                before.push(mention);
            } else {
                is_whole &= !matches!(mention.value, Value::Official(_));
            }
        }
        let nears = self.nears(now.start, edit);
        let is_like = is_whole
            && !nears
            && was.map(edit)
            && was.is_like(&self.findings[now.clone()], &self.settled[now.clone()]);
        let officials = if is_like {
            before.iter().filter(|m| matches!(m.value, Value::Official(_))).cloned().collect()
        } else {
            self.renew(text, &was, now.clone(), nears)?
        };
        let persons = |all: &[Mention]| -> Vec<u32> { all.iter().filter_map(person).collect() };
        let in_order = persons(&officials) == persons(&analysis.mentions[first..behind]);
        let (findings, settled) = (&self.findings[now.clone()], &self.settled[now.clone()]);
        let mut mentions = part::mentions(findings, settled, officials, lent);
        let same = |(a, b)| part::says_the_same(a, b);
        let is_slight = in_order
            && [before.len(), mentions.len()] == [behind - first; 2]
            && mentions.iter().zip(&before).all(same);
        part::place(text, (Byte::from(start), CodePoint::from(chars)), &mut mentions);
        for mention in &mut analysis.mentions[behind..] {
            map_mention(mention, |span| Some(edit::moved(span, edit.shift())));
            mention.span = edit.grow(mention.span);
            if let Value::Official(value) = &mut mention.value {
                value.parts.iter_mut().for_each(|p| p.span = edit.grow(p.span));
            }
        }
        analysis.mentions.splice(first..behind, mentions);
        if let (false, Some(kept)) = (in_order, &mut self.kept) {
            kept.renumber(&mut analysis.mentions);
        }
        Some(is_slight)
    }

    /// The officials of the edited paragraphs, where the others stand.
    fn renew(&mut self, text: &str, was: &Window, now: Range<usize>, moved: bool) -> Option<Vec<Mention>> {
        let lag = |at: usize| self.pieces.get(at).map_or(0, Piece::lag);
        let view = View { text, findings: &self.findings, settled: &self.settled, lag: &lag };
        let past = Past { findings: &was.findings, settled: &was.settled };
        self.kept.as_mut()?.renew(&view, &past, now, moved)
    }

    /// Whether the edit brings a unit before it so near to an office behind it, or so far off, that the office may
    /// be of another unit now. `first`: the first paragraph that was edited.
    fn nears(&self, first: usize, edit: &Edit) -> bool {
        let near = NEAR as i64;
        let reach = near + edit.shift().abs();
        let behind = |at: i64| at - edit.start as i64 <= reach;
        let pieces = self.pieces[first..].iter().zip(&self.findings[first..]);
        let offices = pieces
            .take_while(|(piece, _)| behind(i64::from(piece.start)))
            .flat_map(|(piece, f)| f.officials.iter().map(|o| i64::from(o.bytes.start.0) + piece.lag()))
            .filter(|at| *at >= edit.new_end as i64 && behind(*at));
        let offices: Vec<i64> = offices.collect();
        if offices.is_empty() {
            return false;
        }
        let end = self.pieces.partition_point(|p| p.start as usize <= edit.start);
        let before = self.pieces[..end].iter().zip(&self.settled[..end]).rev();
        let units = before
            .take_while(|(piece, _)| edit.start as i64 - i64::from(piece.end) <= reach)
            .flat_map(|(piece, s)| s.localities.iter().map(|l| i64::from(l.bytes.start.0) + piece.lag()))
            .filter(|at| *at < edit.start as i64);
        let moves =
            |unit: i64| offices.iter().any(|at| (at - unit < near) != (at - edit.shift() - unit < near));
        units.into_iter().any(moves)
    }

    /// The date that the text is read as of now.
    fn as_of(
        &self,
        was: &Window,
        now: &Range<usize>,
        before: AsOf,
        edit: &Edit,
        knowledge: &Knowledge,
    ) -> AsOf {
        let old = was.findings.iter().flat_map(|f| &f.dates);
        let old = old.map(|d| edit.map(d.bytes).map(|bytes| DateMention { bytes, ..*d }));
        let new = self.findings[now.clone()].iter().flat_map(|f| &f.dates).copied().map(Some);
        if self.date.is_some() || old.eq(new) {
            return AsOf { at: before.at.and_then(|at| edit.map(at)), ..before };
        }
        let dates = self.pieces.iter().zip(&self.findings).flat_map(|(piece, f)| {
            f.dates.iter().map(|d| DateMention { bytes: edit::moved(d.bytes, piece.lag()), ..*d })
        });
        let dates: Vec<DateMention> = dates.collect();
        resolve::read_as_of(None, knowledge, dates.iter())
    }

    /// Marks who wrote, as [`mark_bylines`] does. False where paragraphs that were not edited are another thing now.
    fn mark_bylines(&mut self, now: &Range<usize>) -> bool {
        let length = self.findings.len();
        let tail = tail(&self.findings);
        let from = tail.min(self.tail).min(length.saturating_sub(self.tail_length));
        let mut stands = true;
        for (at, findings) in self.findings.iter_mut().enumerate().skip(from) {
            if matches!(findings.role, Role::Names | Role::Byline) {
                let role = if at >= tail { Role::Byline } else { Role::Names };
                stands &= findings.role == role || now.contains(&at);
                findings.role = role;
            }
        }
        (self.tail, self.tail_length) = (tail, length - tail);
        stands
    }

    /// Brings the spans of a paragraph up to where it stands.
    fn rebase(&mut self, at: usize) {
        let (Some(piece), Some(findings), Some(settled)) =
            (self.pieces.get_mut(at), self.findings.get_mut(at), self.settled.get_mut(at))
        else {
            return;
        };
        let lag = piece.lag();
        if lag != 0 {
            findings.each_span(&mut |span| *span = edit::moved(*span, lag));
            settled.localities.iter_mut().for_each(|l| l.bytes = edit::moved(l.bytes, lag));
            piece.base = piece.start;
        }
    }

    fn rebase_all(&mut self) {
        (0..self.pieces.len()).for_each(|at| self.rebase(at));
    }
}

/// The paragraphs that an edit concerned, as they were.
struct Window {
    findings: Vec<Findings>,
    settled: Vec<Settled>,
}

impl Window {
    /// Moves what officials rest on to where it stands since the edit; false where it was edited.
    fn map(&mut self, edit: &Edit) -> bool {
        let mut whole = true;
        let mut map = |span: &mut Span<Byte>| match edit.map(*span) {
            Some(mapped) => *span = mapped,
            None => whole = false,
        };
        self.findings.iter_mut().for_each(|f| f.each_official_span(&mut map));
        self.settled.iter_mut().flat_map(|s| &mut s.localities).for_each(|l| map(&mut l.bytes));
        whole
    }

    /// Whether all that officials rest on is what it was, paragraph by paragraph.
    fn is_like(&self, findings: &[Findings], settled: &[Settled]) -> bool {
        fn names(findings: &Findings) -> impl Iterator<Item = (&PersonName, [bool; 3])> {
            findings.names.iter().map(|n| (&n.name, [n.honoured, n.comrade, n.in_office]))
        }
        fn units(settled: &Settled) -> impl Iterator<Item = (Span<Byte>, Option<UnitId>)> {
            settled.localities.iter().map(|l| (l.bytes, l.value.unit))
        }
        let same = |(old, new): (&Findings, &Findings)| {
            old.given == new.given && old.officials == new.officials && names(old).eq(names(new))
        };
        let same_units = |(old, new): (&Settled, &Settled)| units(old).eq(units(new));
        self.findings.len() == findings.len()
            && self.findings.iter().zip(findings).all(same)
            && self.settled.iter().zip(settled).all(same_units)
    }
}

/// Number of the person whom a mention names.
fn person(mention: &Mention) -> Option<u32> {
    match &mention.value {
        Value::Official(value) => value.person_id,
        _ => None,
    }
}

/// What the sums of paragraphs tell of the article's currency.
fn sums(all: &[Findings]) -> impl Iterator<Item = (bool, Currency)> {
    all.iter().flat_map(|f| &f.amounts).map(|a| (a.value.currency_implied, a.value.currency))
}

/// Moves a mention's bytes; false where one of its spans went.
fn map_mention(mention: &mut Mention, map: impl Fn(Span<Byte>) -> Option<Span<Byte>>) -> bool {
    let mut whole = true;
    let mut put = |span: &mut Span<Byte>| match map(*span) {
        Some(mapped) => *span = mapped,
        None => whole = false,
    };
    put(&mut mention.bytes);
    if let Value::Official(value) = &mut mention.value {
        value.parts.iter_mut().for_each(|part| put(&mut part.bytes));
    }
    whole
}

//! What the grammars find in a paragraph, before the article as a whole settles it. Spans are bytes of
//! the article; token ranges count within the paragraph.

use std::ops::Range;

use super::locality::Evidence;
use super::mention::{AmountValue, Certainty, Reason};
use super::paragraph::Paragraph;
use crate::text::position::{Byte, Span};

/// A possible locality.
#[derive(Clone, Debug)]
pub struct LocalityCandidate {
    /// Designator and name.
    pub tokens: Range<u32>,
    /// The name alone.
    pub name: Range<u32>,
    /// Row of the designator's table, when one belongs to it.
    pub designator: Option<u16>,
    /// Row of the designator that the body right before it stands for (Huyện ủy X), when it has none itself.
    pub seat: Option<u16>,
    /// Node of the trie that holds the name's units; `None` for a name that no table has.
    pub node: Option<u32>,
    /// What speaks for it and against it.
    pub evidence: Evidence,
    /// Bytes of the article.
    pub bytes: Span<Byte>,
    /// Bytes of the name alone.
    pub name_bytes: Span<Byte>,
    /// The name, folded and mixed to one number: equal for the spellings of one name.
    pub name_key: u64,
}

impl LocalityCandidate {
    /// A candidate of the paragraph: `name` with or without a designator before it.
    pub fn new(p: &Paragraph<'_>, tokens: Range<u32>, name: Range<u32>, evidence: Evidence) -> Self {
        let keys = p.tokens[name.start as usize..name.end as usize].iter().map(|t| t.key.0);
        Self {
            bytes: p.bytes(tokens.clone()),
            name_bytes: p.bytes(name.clone()),
            name_key: keys.fold(0, |mixed, key| (mixed ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            designator: None,
            seat: None,
            node: None,
            tokens,
            name,
            evidence,
        }
    }

    /// The same with the row of its designator, or of its list's, and the node of its name.
    pub fn known(self, designator: Option<u16>, node: Option<u32>) -> Self {
        Self { designator, node, ..self }
    }
}

/// A sum, already read: amounts need no more than their paragraph.
#[derive(Clone, Debug)]
pub struct AmountCandidate {
    /// Bytes of the article.
    pub bytes: Span<Byte>,
    /// What it says.
    pub value: AmountValue,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why.
    pub reason: Reason,
    /// Whether its own sentence does not show that it is a sum: it counts among other sums.
    pub unplaced: bool,
}

/// What a paragraph is in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Sentences.
    #[default]
    Prose,
    /// A few words: a heading, a caption.
    Short,
    /// Nothing but capitalised words: a heading, or who wrote.
    Names,
    /// "Ảnh: …", "Nguồn: …"
    Credit,
    /// What sites put below an article: "Bình luận (12)", "» Cử tri xã X …".
    Below,
    /// Who wrote: names behind all sentences.
    Byline,
}

/// Everything found in one paragraph.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What the paragraph is.
    pub role: Role,
    /// Ordered by start, the longer first.
    pub localities: Vec<LocalityCandidate>,
    /// Ordered by start; they do not overlap.
    pub officials: Vec<super::official::OfficialCandidate>,
    /// Names of persons outside of these, ordered by start.
    pub names: Vec<super::official::NameCandidate>,
    /// Single capitalised words that do something (song Lợi duyệt): given names, where somebody is called so.
    pub given: Vec<super::official::PersonName>,
    /// Ordered by start; they do not overlap.
    pub amounts: Vec<AmountCandidate>,
    /// Dates and years that the paragraph names, in order.
    pub dates: Vec<super::date::DateMention>,
}

impl Findings {
    /// What is in it, in lists as long as it takes; its own are empty then and keep their room for the next paragraph.
    pub fn settle(&mut self) -> Findings {
        Findings {
            role: self.role,
            localities: settled(&mut self.localities),
            officials: settled(&mut self.officials),
            names: settled(&mut self.names),
            given: settled(&mut self.given),
            amounts: settled(&mut self.amounts),
            dates: settled(&mut self.dates),
        }
    }

    /// Calls `each` with every span of bytes in it.
    pub fn each_span(&mut self, each: &mut impl FnMut(&mut Span<Byte>)) {
        for candidate in &mut self.localities {
            each(&mut candidate.bytes);
            each(&mut candidate.name_bytes);
        }
        self.each_official_span(each);
        self.amounts.iter_mut().for_each(|amount| each(&mut amount.bytes));
        self.dates.iter_mut().for_each(|date| each(&mut date.bytes));
    }

    /// The same for officials and names of persons.
    pub fn each_official_span(&mut self, each: &mut impl FnMut(&mut Span<Byte>)) {
        for official in &mut self.officials {
            each(&mut official.bytes);
            official.person.iter_mut().for_each(|name| each(&mut name.bytes));
            official.side.iter_mut().for_each(&mut *each);
            for office in &mut official.offices {
                each(&mut office.bytes);
                each(&mut office.title);
                office.organ.iter_mut().for_each(&mut *each);
                office.places.iter_mut().for_each(&mut *each);
            }
        }
        self.names.iter_mut().for_each(|name| each(&mut name.name.bytes));
        self.given.iter_mut().for_each(|name| each(&mut name.bytes));
    }
}

/// The items in a list of their own. What an odd paragraph has very many of takes the list with it.
fn settled<T>(items: &mut Vec<T>) -> Vec<T> {
    const MOST: usize = 64;
    if items.len() > MOST {
        return std::mem::take(items);
    }
    let mut all = Vec::with_capacity(items.len());
    all.append(items);
    all
}

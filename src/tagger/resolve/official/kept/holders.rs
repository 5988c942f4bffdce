//! Who holds the offices near some paragraphs.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::Reference;
use super::super::holder::{self, REACH, Title};
use super::super::roll::bit;
use super::{Kept, Known, Told, View};
use crate::tagger::candidate::Findings;
use crate::tagger::official::OfficeCandidate;

/// The offices of a reference.
fn offices<'f>(findings: &'f Findings, known: &Known) -> &'f [OfficeCandidate] {
    findings.officials.get(known.candidate as usize).map_or(&[], |candidate| &candidate.offices)
}

impl Kept {
    /// Who holds which offices in some paragraphs, with all that tells whether an office alone is theirs.
    pub(super) fn holdings(&self, paragraphs: &[Findings], told: &[Told]) -> Vec<(Title, String)> {
        let mut all = Vec::new();
        for (findings, told) in paragraphs.iter().zip(told) {
            for known in &told.known {
                let Some(person) = known.person else { continue };
                for (office, power) in offices(findings, known).iter().zip(&known.powers) {
                    let name = self.people.name_of(person);
                    let form = (office.row, office.key, office.class, office.seat, office.designator);
                    let more = (office.is_short, office.central, office.qualified, office.places.is_empty());
                    let holder = format!("{person} {name:?} {power:?} {form:?} {more:?}");
                    all.push((holder::title(office), holder));
                }
            }
        }
        all
    }

    /// The paragraphs outside of `now` from the nearest on, on one side, whose sign has the title.
    fn beside(&self, now: &Range<usize>, before: bool, title: Title) -> impl Iterator<Item = usize> {
        let (head, tail) = (0..now.start, now.end..self.told.len());
        let (back, on) = if before { (head, 0..0) } else { (0..0, tail) };
        back.rev().chain(on).filter(move |at| self.told[*at].sign & bit(title.0) != 0)
    }

    /// Whether somebody's office without a name stands so near that who holds a title in the paragraphs tells of it.
    pub(super) fn is_asked_for(&self, view: &View<'_>, now: &Range<usize>, title: Title) -> bool {
        [true, false].into_iter().any(|before| {
            let mut holders = 0;
            for at in self.beside(now, before, title) {
                for known in &self.told[at].known {
                    let offices = &view.findings[at].officials[known.candidate as usize].offices;
                    let of = offices.iter().filter(|office| office.title_key == title.0);
                    if known.person.is_none() && of.clone().next().is_some() {
                        return true;
                    }
                    holders += of.filter(|office| holder::title(office) == title).count();
                }
                if holders >= REACH {
                    break;
                }
            }
            false
        })
    }

    /// The paragraphs outside of `now` that tell who holds the offices alone in there.
    pub(super) fn holders_beside(
        &self,
        view: &View<'_>,
        references: &[Reference<'_>],
        now: &Range<usize>,
    ) -> BTreeSet<usize> {
        let alone = references.iter().filter(|r| r.person.is_none());
        let offices = alone.flat_map(|r| &r.candidate.offices);
        let titles: BTreeSet<Title> = offices
            .flat_map(|office| {
                let (key, deputy, former) = holder::title(office);
                [(key, deputy, former), (key, deputy, true)]
            })
            .collect();
        let mut all = BTreeSet::new();
        for title in titles {
            for before in [true, false] {
                let mut holders = 0;
                for at in self.beside(now, before, title) {
                    let named = self.told[at].known.iter().filter(|known| known.person.is_some());
                    let offices = named.flat_map(|known| {
                        view.findings[at].officials[known.candidate as usize].offices.iter()
                    });
                    let here = offices.filter(|office| holder::title(office) == title).count();
                    if here > 0 {
                        all.insert(at);
                        holders += here;
                    }
                    if holders >= REACH {
                        break;
                    }
                }
            }
        }
        all
    }
}

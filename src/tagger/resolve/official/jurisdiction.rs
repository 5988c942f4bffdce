//! The unit that an office has power over: named in it, or implied.

use rustc_hash::FxHashMap as HashMap;
use std::sync::OnceLock;

use super::Reference;
use crate::gazetteer::lexicon::units_named;
use crate::gazetteer::unit::Era;
use crate::gazetteer::{Unit, UnitId};
use crate::tagger::locality::designator::Designator;
use crate::tagger::mention::{JurisdictionFrom, Level};
use crate::tagger::official::OfficeCandidate;
use crate::tagger::official::lexicon::{OrganClass, Seat, TitleClass};
use crate::tagger::resolve::ResolvedLocality;
use crate::tagger::share;
use crate::text::position::{Byte, Span};

/// A unit named at most this many bytes before an office is what its bare type means.
pub const NEAR: usize = 250;

/// So many units before an office are looked at.
pub const BEFORE: usize = 32;

/// A unit, and how it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Power {
    /// The unit.
    pub unit: Option<UnitId>,
    /// How it is known.
    pub from: Option<JurisdictionFrom>,
}

impl Power {
    fn text(unit: UnitId) -> Self {
        Self { unit: Some(unit), from: Some(JurisdictionFrom::Text) }
    }
    fn context(unit: Option<UnitId>) -> Self {
        Self { unit, from: unit.map(|_| JurisdictionFrom::Context) }
    }
}

/// The levels that an office can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reach {
    /// One bit for each level.
    levels: u8,
}

impl Reach {
    const ANY: Reach = Reach { levels: 0xff };

    fn level(level: Level) -> Self {
        Reach { levels: 1 << level as u8 }
    }

    fn either(self, other: Reach) -> Self {
        Reach { levels: self.levels | other.levels }
    }

    /// Whether a level is common to both.
    pub fn meets(self, other: Reach) -> bool {
        self.levels & other.levels != 0
    }

    /// What the office's form and its unit tell.
    pub fn of(office: &OfficeCandidate, power: Power) -> Self {
        match power.unit.and_then(Unit::get) {
            Some(unit) => Reach::level(unit.level()),
            None => Reach::by_form(office),
        }
    }

    /// What the office's form tells.
    fn by_form(office: &OfficeCandidate) -> Self {
        let city = Reach::level(Level::Province).either(Reach::level(Level::District));
        match office.designator {
            Some(Designator::Province) => return Reach::level(Level::Province),
            Some(Designator::City | Designator::Capital) => return city,
            Some(Designator::District) => return Reach::level(Level::District),
            Some(Designator::Commune | Designator::SpecialZone) => return Reach::level(Level::Commune),
            Some(Designator::Village) => return Reach::level(Level::Village),
            Some(Designator::Country | Designator::State) | None => {}
        }
        match office.seat {
            Some(Seat::Province) => Reach::level(Level::Province),
            Some(Seat::City) => city,
            Some(Seat::District) => Reach::level(Level::District),
            Some(Seat::Central) => Reach::level(Level::Country),
            Some(Seat::Any) | None => Reach::ANY,
        }
    }

    fn has(self, unit: Unit) -> bool {
        self.levels & (1 << unit.level() as u8) != 0
    }

    fn is_local(self) -> bool {
        self != Reach::ANY && !self.meets(Reach::level(Level::Country))
    }
}

/// The localities of an article, for looking up and for guessing.
pub struct Jurisdictions {
    /// Ordered by start.
    all: Vec<(Span<Byte>, Unit)>,
    usual: Usual,
}

/// What an article is about.
#[derive(Clone, Debug, Default)]
pub struct Usual {
    /// How often each unit is named, the most frequent first.
    counts: Vec<(Unit, u32)>,
    /// Whether units of the map of July 2025 are named: those of the old map are then past.
    reformed: bool,
}

/// What an office asks of the article: a unit of a level, and of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    reach: Reach,
    designator: Option<&'static str>,
}

impl Question {
    fn by(office: &OfficeCandidate) -> Question {
        Question { reach: Reach::by_form(office), designator: unit_type(office) }
    }

    /// The question that an office may have asked before it was settled to what it is.
    pub fn of(office: &OfficeCandidate, power: Power) -> Option<Question> {
        let open = power.from != Some(JurisdictionFrom::Text) && is_territorial(office);
        Some(Question::by(office)).filter(|question| open && question.reach.is_local())
    }
}

/// The unit that an article names most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Most {
    Nobody,
    One(UnitId),
    Several,
}

impl Usual {
    /// Of an article that names each unit so often.
    pub fn new(counts: &HashMap<UnitId, u32>) -> Usual {
        let unit = |(id, count): (&UnitId, &u32)| Some((Unit::get(*id)?, *count));
        let mut counts: Vec<(Unit, u32)> = counts.iter().filter_map(unit).collect();
        counts.sort_unstable_by_key(|(unit, count)| (std::cmp::Reverse(*count), unit.id()));
        let reformed = counts.iter().any(|(u, _)| u.era() == Era::Since2025);
        Usual { counts, reformed }
    }

    /// Whether a question has the same answer there.
    pub fn answers_as(&self, other: &Usual, question: &Question) -> bool {
        self.reformed == other.reformed && self.most(*question) == other.most(*question)
    }

    fn fits(&self, unit: &Unit, question: Question) -> bool {
        let past = self.reformed && unit.era() == Era::Before2025;
        question.reach.has(*unit) && !past && question.designator.is_none_or(|d| unit.designator() == d)
    }

    fn most(&self, question: Question) -> Most {
        let mut fitting = self.counts.iter().filter(|(unit, _)| self.fits(unit, question));
        let Some((unit, most)) = fitting.next() else { return Most::Nobody };
        let second = fitting.next().map_or(0, |(_, count)| *count);
        if *most >= second * 2 { Most::One(unit.id()) } else { Most::Several }
    }
}

impl Jurisdictions {
    /// Takes the article's localities.
    pub fn new(localities: &[ResolvedLocality]) -> Self {
        let mut all: Vec<(Span<Byte>, Unit)> =
            localities.iter().filter_map(|l| Some((l.bytes, Unit::get(l.value.unit?)?))).collect();
        all.sort_by_key(|(bytes, _)| bytes.order());
        let mut counts: HashMap<UnitId, u32> = HashMap::default();
        for (_, unit) in &all {
            *counts.entry(unit.id()).or_default() += 1;
        }
        Self { all, usual: Usual::new(&counts) }
    }

    /// The localities around a part of an article, in order.
    pub fn near(all: Vec<(Span<Byte>, Unit)>, usual: Usual) -> Self {
        Self { all, usual }
    }

    /// What it was made of besides the localities.
    pub fn into_usual(self) -> Usual {
        self.usual
    }

    /// Settles the offices that name their units.
    pub fn name(&self, references: &mut [Reference<'_>]) {
        references.iter_mut().for_each(|r| self.settle_named(r));
    }

    /// Settles the other offices; `of_person`: what the article tells of a person under a title.
    pub fn imply(&self, references: &mut [Reference<'_>], of_person: &HashMap<(u32, u64), UnitId>) {
        references.iter_mut().for_each(|r| self.settle_implied(r, of_person));
    }

    /// Settles the jurisdiction of every office, in `parts` parts at once.
    pub fn settle(&self, references: &mut [Reference<'_>], parts: usize) {
        share::change(references, parts, |run| run.iter_mut().for_each(|r| self.settle_named(r)));
        // What one person holds, from wherever the article names it.
        let mut of_person: HashMap<(u32, u64), UnitId> = HashMap::default();
        for reference in references.iter() {
            let Some(person) = reference.person else { continue };
            for (office, power) in reference.candidate.offices.iter().zip(&reference.powers) {
                if let Some(unit) = power.unit.filter(|_| power.from == Some(JurisdictionFrom::Text)) {
                    of_person.entry((person, office.title_key)).or_insert(unit);
                }
            }
        }
        share::change(references, parts, |run| {
            run.iter_mut().for_each(|r| self.settle_implied(r, &of_person));
        });
    }

    /// Settles the offices that name their unit, or whose title implies one.
    fn settle_named(&self, reference: &mut Reference<'_>) {
        let offices = &reference.candidate.offices;
        reference.powers.extend(offices.iter().map(|o| self.named(o)));
        let national = |powers: &mut [Power], set: &dyn Fn(&mut Power)| {
            for (power, office) in powers.iter_mut().zip(offices) {
                if power.from == Some(JurisdictionFrom::Context)
                    && office.entry().class == TitleClass::National
                {
                    set(power);
                }
            }
        };
        // A minister with a foreign name is another state's.
        if reference.candidate.person.as_ref().is_some_and(|n| !n.surname) {
            national(&mut reference.powers, &|power| *power = Power::default());
        }
        // "Tổng Bí thư, Chủ tịch nước Lào": one state for both.
        let country = |p: &&Power| {
            p.from == Some(JurisdictionFrom::Text)
                && p.unit.and_then(Unit::get).is_some_and(|u| u.level() == Level::Country)
        };
        if let Some(state) = reference.powers.iter().find(country).and_then(|p| p.unit) {
            national(&mut reference.powers, &|power| power.unit = Some(state));
        }
    }

    /// Settles the others by what is said around and elsewhere.
    fn settle_implied(&self, reference: &mut Reference<'_>, of_person: &HashMap<(u32, u64), UnitId>) {
        for at in 0..reference.powers.len() {
            let office = &reference.candidate.offices[at];
            let own = reference.person.and_then(|p| of_person.get(&(p, office.title_key))).copied();
            // A bare title of somebody whose post is told elsewhere: "Chủ tịch Trần Văn A".
            let bare = office.key == 0 && office.places.is_empty() && office.designator.is_none();
            if bare && own.is_some() && office.entry().class != TitleClass::Rank {
                reference.powers[at] = Power::context(own);
            } else if reference.powers[at].unit.is_none() && is_territorial(office) {
                let unit = self.implied(reference, at, own);
                reference.powers[at] = Power::context(unit);
            }
        }
    }

    /// The unit that the office names, or that its title implies.
    fn named(&self, office: &OfficeCandidate) -> Power {
        let class = office.entry().class;
        if class == TitleClass::Rank {
            return Power::default();
        }
        let units: Vec<Unit> = office.places.iter().filter_map(|p| self.at(*p)).collect();
        if let Some(first) = units.first() {
            // The country in an organisation's name (Hội Nông dân Việt Nam tỉnh) is not the jurisdiction.
            let organisation = first.level() == Level::Country && class != TitleClass::Envoy;
            return match units.get(1) {
                Some(second) if organisation && second.level() != Level::Country => Power::text(second.id()),
                None if organisation && office.designator.is_some() => Power::default(),
                _ => Power::text(first.id()),
            };
        }
        if !office.places.is_empty() {
            return Power::default();
        }
        let central = office.entry().central || office.seat == Some(Seat::Central) || office.central;
        if central && office.designator.is_none() { Power::context(vietnam()) } else { Power::default() }
    }

    /// The unit at a place of the text.
    fn at(&self, place: Span<Byte>) -> Option<Unit> {
        let first = self.all.partition_point(|(b, _)| b.start < place.start);
        self.all[first..].iter().take(4).find(|(b, _)| place.contains(*b)).map(|(_, u)| *u)
    }

    /// The unit that the text around implies: the person's other office, "về phía X", what the article
    /// says of the same person elsewhere, the one unit of that level that the article is about.
    fn implied(&self, reference: &Reference<'_>, at: usize, own: Option<UnitId>) -> Option<UnitId> {
        let office = &reference.candidate.offices[at];
        let reach = Reach::by_form(office);
        let fits = |unit: &Unit| reach.has(*unit) && unit.level() != Level::Country;
        let beside = reference
            .powers
            .iter()
            .filter(|p| p.from == Some(JurisdictionFrom::Text))
            .filter_map(|p| Unit::get(p.unit?))
            .find(fits);
        let side = reference.candidate.side.and_then(|s| self.at(s)).filter(fits);
        let own = own.and_then(Unit::get).filter(fits);
        if let Some(unit) = beside.or(side).or(own) {
            return Some(unit.id());
        }
        if !reach.is_local() {
            return None;
        }
        self.host(reference.candidate.bytes.start, Question::by(office))
    }

    /// The unit of a level that the article is about, if there is one.
    fn host(&self, at: Byte, question: Question) -> Option<UnitId> {
        let before = self.all.partition_point(|(b, _)| b.start < at);
        let fits = |(_, unit): &&(Span<Byte>, Unit)| self.usual.fits(unit, question);
        let nearest = || self.all[..before].iter().rev().take(BEFORE).find(fits);
        if let Some((bytes, unit)) = nearest()
            && at.index() - bytes.start.index() < NEAR
        {
            return Some(unit.id());
        }
        match self.usual.most(question) {
            Most::Nobody => None,
            Most::One(unit) => Some(unit),
            // The nearest before.
            Most::Several => nearest().map(|(_, unit)| unit.id()),
        }
    }
}

/// The type of unit that the office's form asks for.
pub fn unit_type(office: &OfficeCandidate) -> Option<&'static str> {
    match (office.designator, office.seat, office.class) {
        (Some(Designator::Province), ..) => Some("tỉnh"),
        (Some(Designator::City), ..) => Some("thành phố"),
        (None, Some(Seat::Province), Some(OrganClass::Committee)) => Some("tỉnh"),
        (None, Some(Seat::City), _) => Some("thành phố"),
        _ => None,
    }
}

/// Whether the office is one of a territory.
fn is_territorial(office: &OfficeCandidate) -> bool {
    let class = office.entry().class;
    !matches!(class, TitleClass::Rank | TitleClass::Envoy)
        && (office.places.is_empty() || office.designator.is_some())
        && !(office.class == Some(OrganClass::Army) && office.designator.is_none())
        && (office.key != 0 || office.designator.is_some())
}

fn vietnam() -> Option<UnitId> {
    static VIETNAM: OnceLock<Option<UnitId>> = OnceLock::new();
    *VIETNAM.get_or_init(|| {
        units_named("Việt Nam")
            .into_iter()
            .filter_map(Unit::get)
            .find(|u| u.level() == Level::Country)
            .map(Unit::id)
    })
}

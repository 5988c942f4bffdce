//! Who holds an office, by what the article says elsewhere.

use rustc_hash::FxHashMap as HashMap;

use super::Reference;
use super::jurisdiction::{Power, Reach, unit_type};
use crate::gazetteer::Unit;
use crate::tagger::mention::JurisdictionFrom;
use crate::tagger::official::lexicon::{Seat, TitleClass};
use crate::tagger::official::{OfficeCandidate, Standing};

/// From here on a fit is one of bodies.
const BODY: u8 = 4;

/// What it adds that a newly made holder was given the office by a predicate.
const NEW: u8 = 4;

/// How many earlier and later holders of a like title are looked at.
pub const REACH: usize = 48;

/// Every office that is named with a person, by its title.
pub struct Holders {
    /// Title, whether a deputy's, whether a former one's → reference and office, in order.
    by_title: HashMap<Title, Vec<(usize, usize)>>,
}

/// Somebody found.
pub struct Found {
    /// Number of the person.
    pub person: u32,
    /// Whether no other holder would do as well.
    pub sure: bool,
    /// What the office has power over where it is named with the person.
    pub power: Power,
}

impl Holders {
    /// Indexes the references.
    pub fn new(references: &[Reference<'_>]) -> Self {
        let mut by_title: HashMap<_, Vec<_>> = HashMap::default();
        for (r, reference) in references.iter().enumerate().filter(|(_, r)| r.person.is_some()) {
            for (o, office) in reference.candidate.offices.iter().enumerate() {
                by_title.entry(title(office)).or_default().push((r, o));
            }
        }
        Self { by_title }
    }

    /// The holder of an office alone: the nearest before, else the nearest after. Where nobody holds it, whoever held it
    /// ("cựu Trưởng phòng A … đưa tiền cho Trưởng phòng").
    pub fn of(
        &self,
        references: &[Reference<'_>],
        at: usize,
        office: &OfficeCandidate,
        power: Power,
    ) -> Option<Found> {
        let (key, deputy, former) = title(office);
        let named = |former: bool| {
            self.among(self.by_title.get(&(key, deputy, former))?, references, at, office, power)
        };
        named(former).or_else(|| named(true).filter(|_| !former).map(|found| Found { sure: false, ..found }))
    }

    fn among(
        &self,
        all: &[(usize, usize)],
        references: &[Reference<'_>],
        at: usize,
        office: &OfficeCandidate,
        power: Power,
    ) -> Option<Found> {
        let here = all.partition_point(|(r, _)| *r < at);
        let before = all[..here].iter().rev().take(REACH);
        let after = all[here..].iter().take(REACH);
        let mut best: Option<(u8, u32, Power)> = None;
        // Who holds the same title of another body: "Bộ trưởng A" of one ministry is no minister of another.
        let mut others: Vec<u32> = Vec::new();
        let mut sure = true;
        for (r, o) in before.chain(after) {
            let Some((reference, person)) = references.get(*r).and_then(|x| Some((x, x.person?))) else {
                continue;
            };
            let (Some(other), Some(theirs)) = (reference.candidate.offices.get(*o), reference.powers.get(*o))
            else {
                continue;
            };
            let bodies = [office.key, office.own_key, other.key, other.own_key];
            if other.entry().central
                && !bodies.contains(&0)
                && bodies[..2].iter().all(|k| !bodies[2..].contains(k))
            {
                others.push(person);
            }
            let Some(fit) = fit(office, power, other, *theirs) else { continue };
            // "tân Bí thư": rather whom a predicate gives the office.
            let given = office.new && reference.candidate.standing == Standing::Predicate;
            let fit = if given { fit + NEW } else { fit };
            match best {
                Some((_, p, _)) if p == person => {}
                Some((f, ..)) if fit <= f => sure &= fit < f,
                _ => best = Some((fit, person, *theirs)),
            }
        }
        best.filter(|(fit, person, _)| *fit >= BODY || !others.contains(person))
            .map(|(_, person, power)| Found { person, sure, power })
    }
}

/// A title, whether it is a deputy's, and whether a former one's.
pub type Title = (u64, bool, bool);

/// The title of an office.
pub fn title(office: &OfficeCandidate) -> Title {
    (office.title_key, office.deputy, office.former)
}

/// Whether the unit was told by the text around, not by the office.
fn is_guess(office: &OfficeCandidate, power: Power) -> bool {
    let central = office.entry().central || office.central || office.seat == Some(Seat::Central);
    power.from == Some(JurisdictionFrom::Context) && !central
}

/// How well an office alone fits one that is named with a person; `None` when they are two.
fn fit(office: &OfficeCandidate, power: Power, other: &OfficeCandidate, theirs: Power) -> Option<u8> {
    let bodies = match (office.key, other.key) {
        (a, b) if a == b => 2,
        // One of them names the body above.
        (a, b) if a == other.own_key || b == office.own_key => 2,
        // "Bộ trưởng" of a minister named before; not the other way round, where the body tells more.
        (0, _) => 1,
        // "Giám đốc Sở" of one Sở's director named before.
        _ if office.class.is_some() && office.class == other.class && office.is_short => 1,
        (_, 0) if other.entry().central || !other.places.is_empty() => 0,
        _ => return None,
    };
    // "Đại sứ Lào" is not the ambassador who is named without his state.
    let told = |power: Power| power.from == Some(JurisdictionFrom::Text);
    if office.entry().class == TitleClass::Envoy && told(power) && theirs.unit.is_none() {
        return None;
    }
    // A guess of the unit tells nothing of the level.
    let told = |office, power| if is_guess(office, power) { Power::default() } else { power };
    if !Reach::of(office, told(office, power)).meets(Reach::of(other, told(other, theirs))) {
        return None;
    }
    // "Chủ tịch UBND thành phố" is nobody who heads a quận.
    let named = theirs.unit.filter(|_| theirs.from == Some(JurisdictionFrom::Text)).and_then(Unit::get);
    if let (Some(asked), Some(unit)) = (unit_type(office), named)
        && !unit.designator().is_empty()
        && unit.designator() != asked
        && !(asked == "thành phố" && unit.designator() == "thủ đô")
    {
        return None;
    }
    let units = match (power.unit, theirs.unit) {
        (Some(a), Some(b)) if a == b => 2,
        // What was only guessed does not part them: of one form they are one office, when nobody fits better.
        (Some(_), Some(_)) if is_guess(office, power) || is_guess(other, theirs) => 0,
        (Some(_), Some(_)) => return None,
        _ => 1,
    };
    Some(bodies * 4 + units * 2 + u8::from(office.qualified == other.qualified))
}

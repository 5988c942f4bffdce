//! What a popup says of a mention: Markdown, a bold first line and a few short points.

use super::figure::{Style, currency_name, grouped, sign};
use super::markdown::escape;
use super::{day, unit};
use crate::gazetteer::{Unit, UnitId};
use crate::messages::{self, Locale, text};
use crate::tagger::amount::{explain, say};
use crate::tagger::mention::{
    AmountValue, Analysis, AsOf, DateSource, Inside, JurisdictionFrom, LocalityValue, Mention, OfficeValue,
    OfficialValue, PersonFrom, Reading, Value,
};
use crate::tagger::officials::Holder;
use crate::tagger::resolve::Why;

/// So many other candidates are named.
pub(super) const CANDIDATES: usize = 4;

/// The parts of a popup, escaped already.
struct Card {
    head: String,
    points: Vec<String>,
}

impl Card {
    fn point(&mut self, plain: impl AsRef<str>) {
        self.points.push(escape(plain.as_ref()));
    }

    fn maybe(&mut self, plain: Option<String>) {
        self.points.extend(plain.as_deref().map(escape));
    }
}

/// Markdown about a mention, which the article writes as `written`: what it says, how that is known, how
/// sure it is. `others`: what else the name could have meant, and why it does not ([`crate::tagger::others`]).
pub fn hover(
    written: &str,
    mention: &Mention,
    others: &[(UnitId, Why)],
    analysis: &Analysis,
    locale: Locale,
) -> String {
    let mut card = match &mention.value {
        Value::Locality(v) => locality(v, others, &analysis.as_of, locale),
        Value::Official(v) => official(v, analysis, locale),
        Value::Amount(v) => amount(written, v, locale),
    };
    let certainty = text(locale, &format!("certainty-{}", mention.certainty.name()), &[]);
    let reason = messages::reason(locale, mention.reason.0);
    let mut out = std::mem::take(&mut card.head);
    out.push_str("\n\n");
    for point in &card.points {
        out.push_str("- ");
        out.push_str(point);
        out.push('\n');
    }
    if !card.points.is_empty() {
        out.push('\n');
    }
    out.push_str(&format!("*{}: {}*\n", escape(&certainty), escape(&reason)));
    out
}

fn locality(value: &LocalityValue, others: &[(UnitId, Why)], as_of: &AsOf, locale: Locale) -> Card {
    let place = value.unit.and_then(Unit::get);
    let name = place.map_or_else(|| value.name.clone(), unit::name);
    let mut head = format!("**{}** · {}", escape(&name), escape(&unit::level(value.level, locale)));
    if let Some(code) = place.and_then(|u| unit::code(u, locale)) {
        head.push_str(" · ");
        head.push_str(&escape(&code));
    }
    let mut card = Card { head, points: Vec::new() };
    match (place, value.within.and_then(Unit::get)) {
        (Some(u), _) => facts(u, as_of, locale, &mut card),
        (None, Some(above)) => {
            let units = match unit::above(above, as_of.date) {
                higher if higher.is_empty() => unit::name(above),
                higher => format!("{}, {higher}", unit::name(above)),
            };
            card.point(text(locale, "hover-within", &[("units", units.into())]));
        }
        (None, None) => card.point(text(locale, "hover-no-unit", &[])),
    }
    let rivals: Vec<Unit> =
        value.candidates.iter().filter(|c| Some(**c) != value.unit).filter_map(|c| Unit::get(*c)).collect();
    if !rivals.is_empty() {
        let mut names: Vec<String> = rivals.iter().take(CANDIDATES).map(|u| unit::name_within(*u)).collect();
        if rivals.len() > CANDIDATES {
            names.push(text(locale, "unit-more", &[("count", (rivals.len() - CANDIDATES).into())]));
        }
        card.point(text(locale, "hover-others", &[("units", names.join("; ").into())]));
    }
    let others: Vec<_> = others.iter().filter(|(unit, _)| !value.candidates.contains(unit)).collect();
    for (other, why) in others.iter().take(CANDIDATES) {
        let Some(other) = Unit::get(*other) else { continue };
        let why = text(locale, &format!("why-{}", why.name()), &[]);
        card.point(text(
            locale,
            "hover-other",
            &[("unit", unit::name_within(other).into()), ("why", why.into())],
        ));
    }
    if let Some(more) = others.len().checked_sub(CANDIDATES).filter(|n| *n > 0) {
        card.point(text(locale, "hover-others-more", &[("count", more.into())]));
    }
    match value.inside {
        Inside::Nothing => {}
        Inside::Office => card.point(text(locale, "hover-inside-office", &[])),
        Inside::Organisation => card.point(text(locale, "hover-inside-organisation", &[])),
    }
    card.point(self::as_of(as_of, locale));
    card
}

/// Where a unit lies, its years, and what came before and after.
fn facts(place: Unit, as_of: &AsOf, locale: Locale, card: &mut Card) {
    let above = unit::above(place, as_of.date);
    if !above.is_empty() {
        card.point(text(locale, "hover-within", &[("units", above.into())]));
    }
    let years = [unit::years(place, locale), place.decree().map(String::from)];
    let years: Vec<String> = years.into_iter().flatten().collect();
    if !years.is_empty() {
        card.point(years.join(" · "));
    }
    card.maybe(unit::successors(place, locale));
    card.maybe(unit::predecessors(place, locale));
    if let Some(absence) = as_of.date.and_then(|d| unit::absence(place, d, locale)) {
        card.points.push(format!("**{}**", escape(&absence)));
    }
}

/// The date that units are resolved at, and why that one.
fn as_of(as_of: &AsOf, locale: Locale) -> String {
    let date = [("date", as_of.date.map_or_else(String::new, |d| day(d, locale)).into())];
    match (as_of.date, as_of.source) {
        (None, _) | (_, DateSource::None) => text(locale, "hover-as-of-none", &[]),
        (_, DateSource::Given) => text(locale, "hover-as-of-given", &date),
        (_, DateSource::Setting) => text(locale, "hover-as-of-setting", &date),
        (_, DateSource::Text) => text(locale, "hover-as-of-text", &date),
        (_, DateSource::Year) => text(locale, "hover-as-of-year", &date),
    }
}

fn official(value: &OfficialValue, analysis: &Analysis, locale: Locale) -> Card {
    let head = match (&value.person, value.person_from) {
        (Some(person), Some(PersonFrom::Coreference)) => {
            format!("**{}** · {}", escape(person), escape(&text(locale, "hover-person-elsewhere", &[])))
        }
        (Some(person), _) => format!("**{}**", escape(person)),
        (None, _) => match &value.holder {
            Some(holder) => {
                format!(
                    "**{}** · {}",
                    escape(&holder.person),
                    escape(&text(locale, "hover-person-table", &[]))
                )
            }
            None => format!("**{}**", escape(&text(locale, "hover-person-unknown", &[]))),
        },
    };
    let mut card = Card { head, points: Vec::new() };
    for office in &value.offices {
        card.point(self::office(office, locale));
    }
    card.maybe(value.holder.as_deref().map(|holder| self::holder(holder, locale)));
    if value.offices.is_empty() {
        match offices_elsewhere(value, analysis) {
            [] => {}
            offices => {
                let named: Vec<String> = offices.iter().map(|o| self::office(o, locale)).collect();
                card.point(text(locale, "hover-offices-elsewhere", &[("offices", named.join("; ").into())]));
            }
        }
    }
    card
}

/// What the project's table tells of a holder: the years, and where that is known from.
fn holder(holder: &Holder, locale: Locale) -> String {
    let from = holder.from.map_or_else(|| "…".to_owned(), |d| day(d, locale));
    let to = holder.to.map_or_else(|| "…".to_owned(), |d| day(d, locale));
    let args = [
        ("person", holder.person.as_str().into()),
        ("from", from.into()),
        ("to", to.into()),
        ("evidence", holder.evidence.as_str().into()),
    ];
    text(locale, "hover-holder", &args)
}

/// The offices that another mention of the same person names.
pub(super) fn offices_elsewhere<'a>(value: &OfficialValue, analysis: &'a Analysis) -> &'a [OfficeValue] {
    let Some(id) = value.person_id else { return &[] };
    let others = analysis.mentions.iter().filter_map(|m| match &m.value {
        Value::Official(o) => Some(o),
        _ => None,
    });
    others
        .filter(|o| o.person_id == Some(id))
        .map(|o| o.offices.as_slice())
        .find(|o| !o.is_empty())
        .unwrap_or(&[])
}

/// Title and body, and the unit it has power over.
fn office(office: &OfficeValue, locale: Locale) -> String {
    let mut said = title_and_organ(office);
    if let Some(place) = office.jurisdiction.and_then(Unit::get) {
        let key = match office.jurisdiction_from {
            Some(JurisdictionFrom::Context) => "hover-jurisdiction-implied",
            _ => "hover-jurisdiction",
        };
        said.push_str(" → ");
        said.push_str(&text(locale, key, &[("unit", unit::name(place).into())]));
    }
    said
}

/// Title and body in one.
pub fn title_and_organ(office: &OfficeValue) -> String {
    match office.organ.as_deref().filter(|o| !o.is_empty()) {
        Some(organ) => format!("{} · {organ}", office.title),
        None => office.title.clone(),
    }
}

fn amount(written: &str, value: &AmountValue, locale: Locale) -> Card {
    let reading = Reading { decimal: value.decimal, decimal_max: value.decimal_max };
    let other = match locale {
        Locale::En => Style::VI,
        Locale::Vi => Style::EN,
    };
    let own = figures(reading, Style::of(locale));
    let turned = figures(reading, other);
    let currency = currency_name(value.currency, locale);
    let head = format!(
        "**{} {}** · {} ({})",
        escape(&own),
        escape(sign(value.currency)),
        escape(&currency),
        value.currency.code()
    );
    let mut card = Card { head, points: Vec::new() };
    if let Some(modifier) = value.modifier {
        card.point(text(locale, &format!("modifier-{}", modifier.name().replace('_', "-")), &[]));
    }
    if own != turned {
        let key = match locale {
            Locale::En => "hover-figure-vietnamese",
            Locale::Vi => "hover-figure-english",
        };
        card.point(text(locale, key, &[("figure", turned.into())]));
    }
    let words = |n| say::number(n, say::NEWSPAPER);
    let words = value
        .decimal_max
        .map_or(words(value.decimal), |max| format!("{} – {}", words(value.decimal), words(max)));
    let words = format!("{words} {}", say::name(value.currency));
    card.point(text(locale, "hover-in-words", &[("words", words.into())]));
    let parts = explain::explain(written);
    if !parts.is_empty() {
        card.point(text(locale, "hover-read-as", &[("parts", parts.join(" · ").into())]));
    }
    if value.currency_implied {
        card.point(text(locale, "hover-currency-implied", &[]));
    }
    let others: Vec<String> = value
        .candidates
        .iter()
        .filter(|r| **r != reading)
        .map(|r| format!("{} {}", figures(*r, Style::of(locale)), sign(value.currency)))
        .collect();
    if !others.is_empty() {
        card.point(text(locale, "hover-other-readings", &[("figures", others.join("; ").into())]));
    }
    card
}

fn figures(reading: Reading, style: Style) -> String {
    let low = grouped(reading.decimal, style);
    reading.decimal_max.map_or(low.clone(), |max| format!("{low} – {}", grouped(max, style)))
}

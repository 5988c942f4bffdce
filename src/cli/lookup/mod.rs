//! `gannhan lookup`: what the gazetteer knows of a name.

use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::Path;

use anstyle::Style;
use jiff::civil::Date;

use super::output::{Out, note, note_faults};

use super::{FINDINGS, FINE, Global, day};
use crate::gazetteer::{Presence, Unit, UnitId};
use crate::messages::{Locale, text};
use crate::prose;
use crate::prose::unit;
use crate::tagger::mention::{AsOf, DateSource};
use crate::tagger::resolve::{self, Why};
use crate::workspace::config::Projects;

mod near;
mod query;

use query::Answer;

/// With more units than this, each gets one line.
const IN_FULL: usize = 6;

/// Show what the gazetteer knows of a place
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  gannhan lookup 'Hậu Giang'
  gannhan lookup 'TP. Cần Thơ' --date 2019-08-23
  gannhan lookup 'xã Tân Phú, huyện Tân Kỳ'")]
pub struct Lookup {
    /// A name in any spelling, if need be with its type before it and with the units above behind commas
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    /// Tell which of the units were there on this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day::parse)]
    date: Option<Date>,
}

impl Lookup {
    pub fn run(&self, global: &Global) -> io::Result<u8> {
        let locale = global.locale();
        let name = self.name.join(" ");
        let project = Projects::default().of(Path::new("."));
        note_faults(&project, locale);
        let found = match query::find(&name, project.knowledge.own.as_deref()) {
            Answer::Units(found) => found,
            Answer::Unknown(name) => {
                note(text(locale, "lookup-not-found", &[("name", name.clone().into())]));
                let near = near::names(&name);
                if !near.is_empty() {
                    note(text(locale, "lookup-near", &[("names", near.join(", ").into())]));
                }
                return Ok(FINDINGS);
            }
            Answer::Narrowed { name, by, known } => {
                note(text(locale, "lookup-not-such", &[("name", name.into()), ("by", by.into())]));
                let known: Vec<String> = known.iter().take(IN_FULL).map(|u| unit::name_within(*u)).collect();
                note(text(locale, "lookup-known", &[("units", known.join("; ").into())]));
                return Ok(FINDINGS);
            }
        };
        let as_of = AsOf { date: self.date, source: DateSource::Given, at: None };
        let judged = resolve::readings(&found.namesakes, found.designator, &found.above, as_of);
        let read = Read {
            meant: judged.as_ref().map(|(unit, _)| *unit),
            others: judged.map_or_else(Vec::new, |j| j.1),
        };
        let mut units = found.units;
        units.sort_by_key(|u| {
            let there = self.date.map(|d| Reverse(u.presence(d).percent()));
            (there, u.level(), Reverse(u.valid_from()), u.id())
        });
        let mut out = Out::new(global.color);
        if units.len() > IN_FULL {
            compact(&mut out, &units, &read, self.date, locale)?;
            out.flush()?;
            note(text(locale, "lookup-many", &[("count", units.len().into())]));
        } else {
            for (n, unit) in units.iter().enumerate() {
                if n > 0 {
                    writeln!(out)?;
                }
                full(&mut out, *unit, &read, self.date, locale)?;
            }
            read.rest(&mut out, &units, locale)?;
            out.flush()?;
        }
        Ok(FINE)
    }
}

/// Which unit the name means by itself, and why it does not mean the others.
struct Read {
    meant: Option<UnitId>,
    others: Vec<(UnitId, Why)>,
}

impl Read {
    /// What is to be told of one unit; nothing where the name has no other.
    fn verdict(&self, place: Unit, locale: Locale) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let open = self.others.iter().any(|(_, why)| *why == Why::Even);
        if self.meant == Some(place.id()) {
            return Some(text(locale, if open { "lookup-open" } else { "lookup-meant" }, &[]));
        }
        let why = self.others.iter().find(|(unit, _)| *unit == place.id())?.1;
        Some(match why {
            Why::Even => text(locale, "lookup-open", &[]),
            why => text(locale, "lookup-lost", &[("why", reason(why, locale).into())]),
        })
    }

    /// The units of the name that the question left out, and why.
    fn rest(&self, out: &mut Out, shown: &[Unit], locale: Locale) -> io::Result<()> {
        let left = |(unit, why): &(UnitId, Why)| Some((Unit::get(*unit)?, *why));
        let rest: Vec<(Unit, Why)> = self
            .others
            .iter()
            .filter_map(left)
            .filter(|(u, _)| shown.iter().all(|s| s.id() != u.id()))
            .collect();
        if rest.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        for (unit, why) in rest.iter().take(IN_FULL) {
            let (unit, why) = (unit::name_within(*unit), reason(*why, locale));
            writeln!(out, "{}", text(locale, "hover-other", &[("unit", unit.into()), ("why", why.into())]))?;
        }
        if let Some(more) = rest.len().checked_sub(IN_FULL).filter(|n| *n > 0) {
            writeln!(out, "{}", text(locale, "hover-others-more", &[("count", more.into())]))?;
        }
        Ok(())
    }
}

/// Why a unit is not meant, where no article but a question tells.
fn reason(why: Why, locale: Locale) -> String {
    let key = match why {
        Why::Date | Why::Abroad | Why::Even => format!("lookup-why-{}", why.name()),
        why => format!("why-{}", why.name()),
    };
    text(locale, &key, &[])
}

/// A unit on several lines.
fn full(out: &mut Out, place: Unit, read: &Read, date: Option<Date>, locale: Locale) -> io::Result<()> {
    let bold = if out.coloured { Style::new().bold() } else { Style::new() };
    write!(out, "{bold}{}{bold:#} · {}", unit::name(place), unit::level(place.level(), locale))?;
    if let Some(code) = unit::code(place, locale) {
        write!(out, " · {code}")?;
    }
    writeln!(out)?;
    let above = Some(unit::above(place, date)).filter(|a| !a.is_empty());
    let facts = [
        above.map(|units| text(locale, "hover-within", &[("units", units.into())])),
        unit::years(place, locale),
        place.decree().map(|decree| text(locale, "lookup-decree", &[("decree", decree.into())])),
        unit::successors(place, locale),
        unit::predecessors(place, locale),
        date.map(|d| {
            unit::absence(place, d, locale)
                .unwrap_or_else(|| text(locale, "unit-there", &[("date", prose::day(d, locale).into())]))
        }),
        read.verdict(place, locale),
    ];
    for fact in facts.into_iter().flatten() {
        writeln!(out, "  {fact}")?;
    }
    Ok(())
}

/// Units in columns, one line each.
fn compact(out: &mut Out, units: &[Unit], read: &Read, date: Option<Date>, locale: Locale) -> io::Result<()> {
    let rows: Vec<[String; 4]> = units
        .iter()
        .map(|u| {
            [
                unit::name(*u),
                u.code().unwrap_or("-").to_string(),
                unit::above(*u, date),
                unit::years(*u, locale).unwrap_or_default(),
            ]
        })
        .collect();
    let mut widths = [0; 4];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for (row, place) in rows.iter().zip(units) {
        let mut line = match date.map(|d| place.presence(d)) {
            None => String::new(),
            Some(Presence::Yes) => "✓ ".to_string(),
            Some(Presence::Perhaps(_)) => "? ".to_string(),
            Some(Presence::No) => "✗ ".to_string(),
        };
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(&format!("{cell:width$}  "));
        }
        let successors: Vec<String> = place.successors().map(|(u, _)| unit::name_and_code(u)).collect();
        if !successors.is_empty() {
            line.push_str("→ ");
            line.push_str(&successors.join(", "));
        }
        if let Some(verdict) = read.verdict(*place, locale) {
            line.push_str("  · ");
            line.push_str(&verdict);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

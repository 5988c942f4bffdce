//! `gannhan lookup`: what the gazetteer knows of a name.

use std::cmp::Reverse;
use std::io::{self, Write};

use anstyle::Style;
use jiff::civil::Date;

use super::output::{Out, note};
use super::{FINDINGS, FINE, Global, day};
use crate::gazetteer::{Presence, Unit};
use crate::messages::{Locale, text};
use crate::prose;
use crate::prose::unit;

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
        let mut units = match query::find(&name) {
            Answer::Units(units) => units,
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
        units.sort_by_key(|u| {
            let there = self.date.map(|d| Reverse(u.presence(d).percent()));
            (there, u.level(), Reverse(u.valid_from()), u.id())
        });
        let mut out = Out::new(global.color);
        if units.len() > IN_FULL {
            compact(&mut out, &units, self.date, locale)?;
            out.flush()?;
            note(text(locale, "lookup-many", &[("count", units.len().into())]));
        } else {
            for (n, unit) in units.iter().enumerate() {
                if n > 0 {
                    writeln!(out)?;
                }
                full(&mut out, *unit, self.date, locale)?;
            }
            out.flush()?;
        }
        Ok(FINE)
    }
}

/// A unit on several lines.
fn full(out: &mut Out, place: Unit, date: Option<Date>, locale: Locale) -> io::Result<()> {
    let bold = if out.coloured { Style::new().bold() } else { Style::new() };
    write!(out, "{bold}{}{bold:#} · {}", unit::name(place), unit::level(place.level(), locale))?;
    if let Some(code) = unit::code(place, locale) {
        write!(out, " · {code}")?;
    }
    writeln!(out)?;
    let above = Some(unit::above(place)).filter(|a| !a.is_empty());
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
    ];
    for fact in facts.into_iter().flatten() {
        writeln!(out, "  {fact}")?;
    }
    Ok(())
}

/// Units in columns, one line each.
fn compact(out: &mut Out, units: &[Unit], date: Option<Date>, locale: Locale) -> io::Result<()> {
    let rows: Vec<[String; 4]> = units
        .iter()
        .map(|u| {
            [
                unit::name(*u),
                u.code().unwrap_or("-").to_string(),
                unit::above(*u),
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
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

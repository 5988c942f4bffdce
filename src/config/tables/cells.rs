//! Rows and cells, each with the bytes where it stands.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use jiff::civil::Date;

use super::RULE;
use crate::config::near::near;
use crate::config::shape::{Problem, day};
use crate::config::source::Lines;
use crate::gazetteer::date::to_packed;
use crate::gazetteer::unit::{Era, by_code};
use crate::gazetteer::{Unit, UnitId};
use crate::lint::Finding;

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the headline.
    pub name: &'static str,
    /// Whether a table must have it.
    pub required: bool,
    /// What its cells say, for the documentation.
    pub about: &'static str,
}

/// A column of a table.
pub const fn column(name: &'static str, required: bool, about: &'static str) -> Column {
    Column { name, required, about }
}

/// A cell without the white space around it.
#[derive(Clone, Debug)]
pub struct Cell<'t> {
    /// What stands there.
    pub text: &'t str,
    /// Bytes of the file.
    pub at: Range<usize>,
}

/// A row: its cells by the number of the column, those with nothing in them left out.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    /// Number of the line, from 0.
    pub line: usize,
    /// Bytes of the whole line.
    pub at: Range<usize>,
    cells: Vec<Option<Cell<'t>>>,
}

impl<'t> Row<'t> {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> Option<&Cell<'t>> {
        self.cells.get(column)?.as_ref()
    }

    /// What stands in a column; empty for nothing.
    pub fn text(&self, column: usize) -> &'t str {
        self.cell(column).map_or("", |c| c.text)
    }
}

/// The rows of a table. Empty lines and lines that begin with `#` are none.
pub fn rows<'t>(text: &'t str, columns: &[Column], problems: &mut Vec<Problem>) -> Vec<Row<'t>> {
    let lines = Lines::new(text);
    let mut heads: Option<Vec<Option<usize>>> = None;
    let mut rows = Vec::new();
    for line in 0..lines.count() {
        let (mut start, mut written) = (lines.start(line), lines.line(line));
        if line == 0 && written.starts_with('\u{feff}') {
            start += '\u{feff}'.len_utf8();
            written = written.trim_start_matches('\u{feff}');
        }
        if written.trim().is_empty() || written.starts_with('#') {
            continue;
        }
        let at = start..start + written.len();
        let cells = split(written, start);
        match &heads {
            None => heads = Some(headline(&cells, &at, columns, problems)),
            Some(heads) => {
                let mut row = Row { line, at, cells: vec![None; columns.len()] };
                for (number, cell) in cells.into_iter().enumerate() {
                    match heads.get(number) {
                        Some(Some(column)) if !cell.text.is_empty() => row.cells[*column] = Some(cell),
                        Some(_) => {}
                        None if cell.text.is_empty() => {}
                        None => problems.push(Problem::new(&cell.at, "lint-bad-table.too-many", &[])),
                    }
                }
                rows.push(row);
            }
        }
    }
    rows
}

fn split(line: &str, start: usize) -> Vec<Cell<'_>> {
    let mut at = start;
    line.split('\t')
        .map(|cell| {
            let from = at + (cell.len() - cell.trim_start().len());
            at += cell.len() + 1;
            let text = cell.trim();
            Cell { text, at: from..from + text.len() }
        })
        .collect()
}

/// Which column each cell of the headline names.
fn headline(
    cells: &[Cell<'_>],
    at: &Range<usize>,
    columns: &[Column],
    problems: &mut Vec<Problem>,
) -> Vec<Option<usize>> {
    let mut heads: Vec<Option<usize>> = Vec::new();
    for cell in cells {
        let column = columns.iter().position(|c| c.name == cell.text);
        match column {
            Some(_) if heads.contains(&column) => {
                problems.push(Problem::new(
                    &cell.at,
                    "lint-bad-table.column-twice",
                    &[("column", cell.text)],
                ));
                heads.push(None);
                continue;
            }
            None if !cell.text.is_empty() => {
                let problem = match near(cell.text, columns.iter().map(|c| c.name)).first() {
                    Some(near) => Problem::new(
                        &cell.at,
                        "lint-bad-table.unknown-column-near",
                        &[("column", cell.text), ("near", near)],
                    ),
                    None => {
                        let known: Vec<&str> = columns.iter().map(|c| c.name).collect();
                        let arguments = [("column", cell.text), ("columns", &known.join(", "))];
                        Problem::new(&cell.at, "lint-bad-table.unknown-column", &arguments)
                    }
                };
                problems.push(problem);
            }
            _ => {}
        }
        heads.push(column);
    }
    for (number, column) in columns.iter().enumerate().filter(|(_, c)| c.required) {
        if !heads.contains(&Some(number)) {
            problems.push(Problem::new(at, "lint-bad-table.no-column", &[("column", column.name)]));
        }
    }
    heads
}

/// What the rows before said, each with its line.
pub struct Seen<K>(HashMap<K, usize>);

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Seen<K> {
    /// Whether no row before said the same; else that is told.
    pub fn is_new(&mut self, said: K, row: &Row<'_>, problems: &mut Vec<Problem>) -> bool {
        let before = self.0.insert(said, row.line);
        if let Some(line) = before {
            let line = (line + 1).to_string();
            problems.push(Problem::new(&row.at, "lint-bad-table.row-twice", &[("line", &line)]));
        }
        before.is_none()
    }
}

/// The days of a row: from, to. What is no day, or turned round, is told.
pub fn days(row: &Row<'_>, from: usize, to: usize, problems: &mut Vec<Problem>) -> Option<[Option<Date>; 2]> {
    let mut read = |column: usize| match row.cell(column) {
        None => Some(None),
        Some(cell) => {
            let read = day(cell.text);
            if read.is_none() {
                problems.push(Problem::new(&cell.at, "lint-bad-table.no-day", &[]));
            }
            read.map(Some)
        }
    };
    let days = [read(from)?, read(to)?];
    if let [Some(first), Some(last)] = days
        && last < first
    {
        let at = row.cell(to).map_or_else(|| row.at.clone(), |c| c.at.clone());
        problems.push(Problem::new(&at, "lint-bad-table.turned-round", &[]));
        return None;
    }
    Some(days)
}

/// A day as units store it; 0 for none.
pub fn packed(day: Option<Date>) -> u32 {
    day.map_or(0, to_packed)
}

/// The lists of codes that a reference can name.
const LISTS: [(&str, Era); 3] =
    [("2025", Era::Since2025), ("before-2025", Era::Before2025), ("country", Era::Country)];

/// What a reference (`2025:92`, `before-2025:93`, `country:LA`) names.
pub fn unit(cell: &Cell<'_>, problems: &mut Vec<Problem>) -> Option<UnitId> {
    let (list, code) = cell.text.split_once(':').unwrap_or(("", cell.text));
    let Some((_, era)) = LISTS.iter().find(|(name, _)| *name == list) else {
        problems.push(Problem::new(&cell.at, "lint-bad-table.no-reference", &[]));
        return None;
    };
    let found = by_code(*era, code).map(Unit::id);
    if found.is_none() {
        problems.push(Problem::new(&cell.at, "lint-bad-table.unknown-unit", &[("unit", cell.text)]));
    }
    found
}

/// The findings of problems, in the file's order.
pub fn findings(text: &str, problems: Vec<Problem>) -> Vec<Finding> {
    let lines = Lines::new(text);
    let mut found: Vec<Finding> =
        problems.into_iter().filter_map(|p| lines.finding(RULE, p.at, p.message)).collect();
    found.sort_by_key(|f| (f.line, f.bytes.start));
    found
}

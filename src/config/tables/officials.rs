//! Who held which office when: the tables of the key `officials`.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::cells::{self, Column, Row, Seen, column, days, rows};
use crate::config::shape::Problem;
use crate::gazetteer::unit::{Era, by_code};
use crate::gazetteer::{Unit, UnitId};
use crate::lint::Finding;
use crate::tagger::officials::{Holder, Office, Officials, office};

/// The columns.
pub const COLUMNS: &[Column] = &[
    column("person", true, "the full name"),
    column("office", true, "the title and the body, without the place: Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh"),
    column("jurisdiction", false, "the unit; may be left out for an office of the whole country"),
    column("from", false, "the first day in office, YYYY-MM-DD; empty for as long as anybody can tell"),
    column("to", false, "the last day in office; empty for still in office"),
    column("source", true, "where this is known from: a decision, an address on the web"),
    column(
        "id",
        false,
        "an id for the person, 6 or more of 0-9 and a-z; without it one is made of the name, so that namesakes need one each",
    ),
];
const PERSON: usize = 0;
const OFFICE: usize = 1;
const JURISDICTION: usize = 2;
const FROM: usize = 3;
const TO: usize = 4;
const SOURCE: usize = 5;
const ID: usize = 6;

const SHORTEST_ID: usize = 6;
const LONGEST_ID: usize = 32;

/// What all tables of a project tell.
#[derive(Debug, Default)]
pub struct Read {
    /// Who held what.
    pub officials: Officials,
    /// What is wrong, by table.
    pub findings: Vec<Vec<Finding>>,
}

/// Reads all tables of a project.
pub fn read(tables: &[&str]) -> Read {
    let mut read = Read::default();
    let mut seen = Seen::default();
    for text in tables {
        let mut problems = Vec::new();
        for row in rows(text, COLUMNS, &mut problems) {
            let Some((office, unit, holder)) = term(&row, &mut problems) else { continue };
            let days = format!("{:?} {:?}", holder.from, holder.to);
            if seen.is_new((holder.id.clone(), office, unit, days), &row, &mut problems) {
                read.officials.add(office, unit, holder);
            }
        }
        read.findings.push(cells::findings(text, problems));
    }
    read
}

fn term(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<(Office, UnitId, Holder)> {
    let mut missing = false;
    for column in [PERSON, OFFICE, SOURCE] {
        if row.cell(column).is_none() {
            let name = COLUMNS[column].name;
            problems.push(Problem::new(&row.at, "lint-bad-table.no-cell", &[("column", name)]));
            missing = true;
        }
    }
    let read = row.cell(OFFICE).and_then(|cell| {
        let text: String = cell.text.nfc().collect();
        let read = office(&text);
        if read.is_none() {
            problems.push(Problem::new(&cell.at, "lint-bad-table.no-office", &[]));
        }
        read
    });
    let unit = match row.cell(JURISDICTION) {
        Some(cell) => cells::unit(cell, problems),
        None if read.is_some_and(|r| r.central) => by_code(Era::Country, "VN").map(Unit::id),
        None => {
            if read.is_some() {
                problems.push(Problem::new(&row.at, "lint-bad-table.no-jurisdiction", &[]));
            }
            None
        }
    };
    let days = days(row, FROM, TO, problems);
    let person: String = row.text(PERSON).split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    let id = match row.cell(ID) {
        None => Some(id_of(&person)),
        Some(cell) => {
            let fits = (SHORTEST_ID..=LONGEST_ID).contains(&cell.text.len())
                && cell.text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
            if !fits {
                problems.push(Problem::new(&cell.at, "lint-bad-table.bad-id", &[]));
            }
            fits.then(|| cell.text.to_owned())
        }
    };
    if missing {
        return None;
    }
    let [from, to] = days?;
    let holder = Holder { person, id: id?, evidence: row.text(SOURCE).nfc().collect(), from, to };
    Some((read?.office, unit?, holder))
}

/// An id made of a name: the same wherever the table is read.
fn id_of(person: &str) -> String {
    const SYMBOLS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let digest = Sha256::digest(person.to_lowercase().as_bytes());
    digest.iter().take(10).map(|b| char::from(SYMBOLS[usize::from(*b) % SYMBOLS.len()])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read::said;

    fn check(table: &str, told: &[&str]) {
        let found: Vec<String> = read(&[table]).findings[0].iter().map(said).collect();
        assert_eq!(found, told);
    }

    const HEAD: &str = "person\toffice\tjurisdiction\tfrom\tto\tsource\tid\n";

    #[test]
    fn good_rows() {
        check(
            &format!(
                "{HEAD}Đỗ Thị Vân\tBí thư Tỉnh ủy\tbefore-2025:96\t2019-01-01\t2021-06-30\tQĐ 1\n\
                 Đỗ Thị Vân\tChủ tịch UBND tỉnh\tbefore-2025:96\t\t\tQĐ 2\n\
                 Lê Văn Sang\tBộ trưởng Bộ Công Thương\t\t2020-01-01\t\tQĐ 3\tlvsang1\n"
            ),
            &[],
        );
        assert_eq!(id_of("Đỗ Thị Vân"), id_of("ĐỖ THỊ VÂN"));
        assert_ne!(id_of("Đỗ Thị Vân"), id_of("Đỗ Thị Vần"));
    }

    #[test]
    fn bad_rows() {
        check(
            &format!(
                "{HEAD}\tBí thư Tỉnh ủy\t2025:96\t\t\tx\n\
                 Đỗ Thị Vân\tngười đẹp\t2025:96\t\t\tx\n\
                 Đỗ Thị Vân\tBí thư Tỉnh ủy\t\t\t\tx\n\
                 Đỗ Thị Vân\tBí thư Tỉnh ủy\t2025:96\t\t\t\n\
                 Đỗ Thị Vân\tBí thư Tỉnh ủy\t2025:96\t\t\tx\tAB\n\
                 Đỗ Thị Vân\tBí thư Tỉnh ủy\t2025:96\t2020-02-30\t\tx\n\
                 Đỗ Thị Vân\tBí thư Tỉnh ủy\t2025:96\t\t\tx\n\
                 Đỗ Thị Vân\tBí thư Tỉnh ủy\t2025:96\t\t\ty\n"
            ),
            &[
                "2:1-28 the cell “person” is empty",
                "3:12-21 no office is read in this; write the title and the body, without a person and a place",
                "4:1-31 an office of a place needs its unit in “jurisdiction”",
                "5:1-37 the cell “source” is empty",
                "6:39-41 an id has 6 to 32 of 0-9 and a-z",
                "7:35-45 expected a day of the form \"YYYY-MM-DD\"",
                "9:1-38 the same stands in line 8 already",
            ],
        );
    }
}

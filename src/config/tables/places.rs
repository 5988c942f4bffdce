//! Places and other names for places: the tables of the key `gazetteer`.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::cells::{self, Cell, Column, Row, Seen, column, days, packed, rows};
use crate::config::near::near;
use crate::config::shape::Problem;
use crate::gazetteer::own::{Place, intern, is_form};
use crate::gazetteer::{Unit, UnitId};
use crate::lint::Finding;
use crate::tagger::mention::Level;

/// The columns.
pub const COLUMNS: &[Column] = &[
    column(
        "name",
        true,
        "the name as articles write it, capitals included; a word with a small letter fits either",
    ),
    column("level", false, "country, region, province, district, commune or village: the row adds a place"),
    column("alias_of", false, "a unit: the row adds another name for it, and no place"),
    column("designator", false, "the place's type, which its full name begins with: thôn, khu phố"),
    column("code", false, "your own code for the place, up to 8 letters and figures"),
    column("within", false, "the unit that it lies in"),
    column("from", false, "its first day, YYYY-MM-DD"),
    column("to", false, "its last day, YYYY-MM-DD"),
    column("note", false, "anything; it is not read"),
];
const NAME: usize = 0;
const LEVEL: usize = 1;
const ALIAS_OF: usize = 2;
const DESIGNATOR: usize = 3;
const CODE: usize = 4;
const WITHIN: usize = 5;
const FROM: usize = 6;
const TO: usize = 7;

/// A reference to a place of one's own tables begins so.
const OWN: &str = "own:";
const LONGEST_CODE: usize = 8;

/// What all tables of a project add.
#[derive(Debug, Default)]
pub struct Read {
    /// Each name with the unit that it names.
    pub forms: Vec<(String, UnitId)>,
    /// What is wrong, by table.
    pub findings: Vec<Vec<Finding>>,
}

/// A row that adds a place, as far as it could be read by itself.
struct Draft<'t> {
    table: usize,
    row: Row<'t>,
    level: Level,
    place: Place,
}

/// Reads all tables of a project; they may refer to each other's places.
pub fn read(tables: &[&str]) -> Read {
    let mut problems: Vec<Vec<Problem>> = tables.iter().map(|_| Vec::new()).collect();
    let mut drafts = Vec::new();
    let mut aliases = Vec::new();
    for (table, text) in tables.iter().enumerate() {
        let told = &mut problems[table];
        for row in rows(text, COLUMNS, told) {
            if let Some(of) = row.cell(ALIAS_OF).cloned() {
                if alias(&row, told) {
                    aliases.push((table, row, of));
                }
            } else if let Some((level, place)) = place(&row, told) {
                drafts.push(Draft { table, row, level, place });
            }
        }
    }
    // The larger first: what lies in a place of one's own lies in a larger one.
    drafts.sort_by_key(|d| d.level);
    let mut own: HashMap<String, UnitId> = HashMap::new();
    let mut seen = Seen::default();
    let mut forms = Vec::new();
    for Draft { table, row, level, mut place } in drafts {
        let told = &mut problems[table];
        if let Some(cell) = row.cell(WITHIN) {
            let Some(within) = reference(cell, &own, told) else { continue };
            if Unit::get(within).is_none_or(|u| u.level() >= level) {
                told.push(Problem::new(&cell.at, "lint-bad-table.within-smaller", &[]));
                continue;
            }
            place.within = Some(within);
        }
        let Some(unit) = intern(&place) else { continue };
        if let Some(cell) = row.cell(CODE)
            && own.insert(cell.text.to_owned(), unit).is_some_and(|other| other != unit)
        {
            told.push(Problem::new(&cell.at, "lint-bad-table.code-twice", &[("code", cell.text)]));
        }
        take(&row, unit, &mut seen, &mut forms, told);
    }
    for (table, row, of) in aliases {
        let told = &mut problems[table];
        if let Some(unit) = reference(&of, &own, told) {
            take(&row, unit, &mut seen, &mut forms, told);
        }
    }
    let findings =
        tables.iter().zip(problems).map(|(text, problems)| cells::findings(text, problems)).collect();
    Read { forms, findings }
}

/// Takes a name in, unless it stands there already.
fn take(
    row: &Row<'_>,
    unit: UnitId,
    seen: &mut Seen<(String, UnitId)>,
    forms: &mut Vec<(String, UnitId)>,
    problems: &mut Vec<Problem>,
) {
    let name: String = row.text(NAME).nfc().collect();
    if seen.is_new((name.clone(), unit), row, problems) {
        forms.push((name, unit));
    }
}

fn reference(cell: &Cell<'_>, own: &HashMap<String, UnitId>, problems: &mut Vec<Problem>) -> Option<UnitId> {
    let Some(code) = cell.text.strip_prefix(OWN) else { return cells::unit(cell, problems) };
    let found = own.get(code).copied();
    if found.is_none() {
        problems.push(Problem::new(&cell.at, "lint-bad-table.unknown-own", &[("code", code)]));
    }
    found
}

/// Whether the row's name can stand in an article.
fn has_name(row: &Row<'_>, problems: &mut Vec<Problem>) -> bool {
    match row.cell(NAME) {
        None => problems.push(Problem::new(&row.at, "lint-bad-table.no-name", &[])),
        Some(cell) if !is_form(cell.text) => {
            problems.push(Problem::new(&cell.at, "lint-bad-table.bad-name", &[]));
        }
        Some(_) => return true,
    }
    false
}

/// Whether a row can be another name; what only a place has is told.
fn alias(row: &Row<'_>, problems: &mut Vec<Problem>) -> bool {
    for column in [LEVEL, DESIGNATOR, CODE, WITHIN, FROM, TO] {
        if let Some(cell) = row.cell(column) {
            let name = COLUMNS[column].name;
            problems.push(Problem::new(&cell.at, "lint-bad-table.not-of-alias", &[("column", name)]));
        }
    }
    has_name(row, problems)
}

fn place(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<(Level, Place)> {
    let named = has_name(row, problems);
    let names = || Level::ALL.iter().map(|l| l.name());
    let level = match row.cell(LEVEL) {
        None => {
            problems.push(Problem::new(&row.at, "lint-bad-table.no-level", &[]));
            None
        }
        Some(cell) => {
            let level = Level::ALL.into_iter().find(|l| l.name() == cell.text);
            if level.is_none() {
                let levels = names().collect::<Vec<_>>().join(", ");
                let problem = match near(cell.text, names()).first() {
                    Some(near) => Problem::new(
                        &cell.at,
                        "lint-bad-table.bad-level-near",
                        &[("levels", &levels), ("near", near)],
                    ),
                    None => Problem::new(&cell.at, "lint-bad-table.bad-level", &[("levels", &levels)]),
                };
                problems.push(problem);
            }
            level
        }
    };
    let days = days(row, FROM, TO, problems);
    let code = match row.cell(CODE) {
        None => Some(None),
        Some(cell) => {
            let fits =
                cell.text.len() <= LONGEST_CODE && cell.text.bytes().all(|b| b.is_ascii_alphanumeric());
            if !fits {
                problems.push(Problem::new(&cell.at, "lint-bad-table.bad-code", &[]));
            }
            fits.then(|| {
                let mut code = [0; LONGEST_CODE];
                code[..cell.text.len()].copy_from_slice(cell.text.as_bytes());
                Some(code)
            })
        }
    };
    let designator: String = row.text(DESIGNATOR).nfc().flat_map(char::to_lowercase).collect();
    if let Some(cell) = row.cell(DESIGNATOR).filter(|_| designator.len() > usize::from(u8::MAX)) {
        problems.push(Problem::new(&cell.at, "lint-bad-table.too-long", &[]));
        return None;
    }
    let ([from, to], code, level) = (days?, code?, level.filter(|_| named)?);
    let name = row.text(NAME).nfc().collect();
    let place = Place { name, designator, level, code, within: None, from: packed(from), to: packed(to) };
    Some((level, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read::said;

    /// Names with their units, and what is told: `line:from-to message`.
    fn check(table: &str, forms: &[(&str, &str)], told: &[&str]) {
        let read = read(&[table]);
        let found: Vec<String> = read.findings[0].iter().map(said).collect();
        assert_eq!(found, told);
        let unit = |u: UnitId| {
            Unit::get(u).map(|u| format!("{} {:?} {}", u.full_name(), u.level(), u.code().unwrap_or("-")))
        };
        let mut found: Vec<(String, String)> =
            read.forms.into_iter().map(|(name, u)| (name, unit(u).unwrap_or_default())).collect();
        found.sort();
        let wanted: Vec<(String, String)> =
            forms.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn places_and_other_names() {
        check(
            "# của tòa soạn\nname\tlevel\talias_of\tdesignator\tcode\twithin\tfrom\tto\tnote\n\
             Xóm Mía\tvillage\t\tXóm\tXM1\town:KDC9\t2001-01-01\t\tgần sông\n\
             Khu dân cư Số Chín\tcommune\t\t\tKDC9\t2025:92\n\nĐất Chín Rồng\t\t2025:92\nXóm Đường\t\town:XM1\n",
            &[
                ("Khu dân cư Số Chín", "Khu dân cư Số Chín Commune KDC9"),
                ("Xóm Mía", "xóm Xóm Mía Village XM1"),
                ("Xóm Đường", "xóm Xóm Mía Village XM1"),
                ("Đất Chín Rồng", "thành phố Cần Thơ Province 92"),
            ],
            &[],
        );
    }

    #[test]
    fn each_bad_row_is_told_and_the_others_count() {
        check(
            "name\tlevel\talias_of\tcode\twithin\tfrom\tto\tnots\tcode\n\
             Ao Sen Một\tvilage\n\
             \tvillage\n\
             123\tvillage\n\
             Ao Sen Hai\n\
             Ao Sen Ba\tvillage\t\t\t2025:999999\n\
             Ao Sen Tư\tvillage\t\t\tCần Thơ\n\
             Ao Sen Năm\tvillage\t\t\town:X\n\
             Ao Sen Sáu\tvillage\t\tA-1\n\
             Ao Sen Bảy\tvillage\t\t\t\t2020\n\
             Ao Sen Tám\tvillage\t\t\t\t2020-01-02\t2020-01-01\n\
             Ao Sen Chín\tprovince\t\t\t2025:92\n\
             Ao Sen Mười\tvillage\t2025:92\n\
             Ao Sen Tốt\tvillage\n\
             Ao Sen Tốt\tvillage\t\t\t\t\t\t\t\tx\n",
            &[("Ao Sen Mười", "thành phố Cần Thơ Province 92"), ("Ao Sen Tốt", "Ao Sen Tốt Village -")],
            &[
                "1:41-45 the column “nots” is not known; did you mean “note”?",
                "1:46-50 the column “code” stands twice",
                "2:12-18 expected one of country, region, province, district, commune, village; did you mean “village”?",
                "3:1-9 the row has no name",
                "4:1-4 a name begins with a letter",
                "5:1-11 say what it is: a place (level), or another name for one (alias_of)",
                "6:21-32 no unit is “2025:999999”",
                "7:21-28 expected a unit: 2025:CODE, before-2025:CODE or country:CODE",
                "8:22-27 no place of your tables has the code “X”",
                "9:21-24 a code has up to 8 letters and figures without marks",
                "10:23-27 expected a day of the form \"YYYY-MM-DD\"",
                "11:34-44 the last day is before the first",
                "12:24-31 what it lies in is no larger than itself",
                "13:13-20 another name for a unit has no “level” of its own",
                "15:1-28 the same stands in line 14 already",
                "15:27-28 there is no column above this cell",
            ],
        );
    }

    #[test]
    fn a_table_without_names() {
        check(
            "level\tcode\nvillage\tA\n",
            &[],
            &["1:1-11 the column “name” is missing", "2:1-10 the row has no name"],
        );
        check("", &[], &[]);
        check("# nothing\n", &[], &[]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_tried(text in "(name|level|alias_of|within|village|own:|2025:|country:LA|[ \\t\\n\\r#ếA1-])*") {
            let read = read(&[&text]);
            proptest::prop_assert!(read.findings[0].iter().all(|f| f.columns.start <= f.columns.end));
        }
    }
}

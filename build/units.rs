//! Gathers the units of all tables into one list, links parents and successors, and adds their names
//! to the trie.

mod days;

use std::collections::{HashMap, HashSet};

use crate::forms;
use crate::misspelling;
use crate::shared::layout::*;
use crate::shared::sense::{Case, Sense, SenseKind};
use crate::table::Table;
use crate::trie::Builder;

pub struct Units {
    pub rows: Vec<UnitRow>,
    pub successors: Vec<SuccessorRow>,
    pub predecessors: Vec<PredecessorRow>,
    pub codes: Vec<CodeRow>,
    pub strings: String,
}

#[derive(Default, Clone)]
struct Unit {
    level: u8,
    code: String,
    designator: String,
    name: String,
    aliases: Vec<String>,
    /// Forms that count only with evidence beside them.
    weak: Vec<String>,
    /// Forms that count only joined to another country by a dash (Việt - Lào).
    pairs: Vec<String>,
    from: u32,
    to: u32,
    seen: u8,
    flags: u8,
    era: u8,
    decree: String,
    parent: Option<usize>,
    successors: Vec<(usize, bool)>,
}

const COUNTRY: u8 = 0;
const REGION: u8 = 1;
const PROVINCE: u8 = 2;
const DISTRICT: u8 = 3;
const COMMUNE: u8 = 4;

pub fn build(trie: &mut Builder) -> Units {
    let mut units = Vec::new();
    countries(&mut units);
    let vietnam = units.iter().position(|u: &Unit| u.code == "VN").expect("countries.tsv has VN");
    regions(&mut units, vietnam);
    abroad(&mut units);
    vietnamese(&mut units, vietnam);
    former(&mut units, vietnam);
    aliases(&mut units);
    flag_names(&mut units);
    check_parents(&units);
    names(&units, trie);
    misspellings(&units, trie);
    pack(&units)
}

fn countries(units: &mut Vec<Unit>) {
    let t = Table::read("places/countries");
    let [code, name, aliases, ambiguous, from, to] =
        ["code", "name", "aliases", "ambiguous", "from", "to"].map(|c| t.column(c));
    for row in &t.rows {
        let forms = |kind: &str| -> Vec<String> {
            list(&row[ambiguous])
                .iter()
                .filter_map(|a| a.strip_prefix(kind)?.strip_prefix(':').map(String::from))
                .collect()
        };
        let mut weak = forms("context");
        weak.extend(forms("homonym"));
        units.push(Unit {
            level: COUNTRY,
            code: row[code].clone(),
            name: row[name].clone(),
            aliases: list(&row[aliases]),
            weak,
            pairs: forms("pair"),
            from: day(&row[from]),
            to: day(&row[to]),
            flags: NO_DESIGNATOR,
            era: ERA_COUNTRY,
            ..Unit::default()
        });
    }
}

fn regions(units: &mut Vec<Unit>, vietnam: usize) {
    let t = Table::read("places/regions");
    let (name, aliases, from, to, needs) =
        (t.column("name"), t.column("aliases"), t.column("from"), t.column("to"), t.column("needs"));
    for row in &t.rows {
        units.push(Unit {
            level: REGION,
            name: row[name].clone(),
            aliases: list(&row[aliases]),
            from: day(&row[from]),
            to: day(&row[to]),
            flags: NO_DESIGNATOR
                | match row[needs].as_str() {
                    "" => 0,
                    "not-before-country" => NOT_BEFORE_COUNTRY,
                    _ => NEEDS_CONTEXT,
                },
            era: ERA_REGION,
            parent: Some(vietnam),
            ..Unit::default()
        });
    }
}

fn abroad(units: &mut Vec<Unit>) {
    let t = Table::read("places/foreign");
    let (name, aliases, level, designator, country, parent, ambiguous) = (
        t.column("name"),
        t.column("aliases"),
        t.column("level"),
        t.column("designator"),
        t.column("country"),
        t.column("parent"),
        t.column("ambiguous"),
    );
    let first = units.len();
    for (i, row) in t.rows.iter().enumerate() {
        let above = units[..first].iter().position(|u| u.era == ERA_COUNTRY && u.code == row[country]);
        units.push(Unit {
            level: match row[level].as_str() {
                "province" => PROVINCE,
                "district" => DISTRICT,
                _ => t.fail(i, "level is province or district"),
            },
            designator: row[designator].clone(),
            name: row[name].clone(),
            aliases: list(&row[aliases]),
            weak: list(&row[ambiguous])
                .iter()
                .filter_map(|a| a.split_once(':').map(|(_, f)| f.to_string()))
                .collect(),
            era: ERA_ABROAD,
            parent: Some(above.unwrap_or_else(|| t.fail(i, "unknown country"))),
            ..Unit::default()
        });
    }
    for (i, row) in t.rows.iter().enumerate().filter(|(_, r)| !r[parent].is_empty()) {
        // A city may bear its province's name: the parent is the first-level unit.
        let is_above =
            |r: &Vec<String>| r[name] == row[parent] && r[country] == row[country] && r[level] == "province";
        let up = t.rows.iter().enumerate().position(|(j, r)| j != i && is_above(r));
        units[first + i].parent = Some(first + up.unwrap_or_else(|| t.fail(i, "unknown parent")));
    }
}

fn vietnamese(units: &mut Vec<Unit>, vietnam: usize) {
    let t = Table::read("units/gazetteer");
    let [level, code, kind, name, parent, province, snap, from, to, successors, decree] =
        ["level", "code", "type", "name", "parent", "province", "snap", "from", "to", "successors", "decree"]
            .map(|c| t.column(c));
    let first = units.len();
    // (era, level, code) → the units that had this code, in the order of the table.
    let mut by_code: HashMap<(u8, u8, &str), Vec<usize>> = HashMap::new();
    for (i, row) in t.rows.iter().enumerate() {
        let old = row[snap] != "----";
        let unit = Unit {
            level: match row[level].as_str() {
                "1" => PROVINCE,
                "2" => DISTRICT,
                "3" => COMMUNE,
                _ => t.fail(i, "level is 1, 2 or 3"),
            },
            code: row[code].clone(),
            designator: row[kind].to_lowercase(),
            name: row[name].clone(),
            from: if row[from].starts_with('<') { 0 } else { day(&row[from]) },
            to: day(&row[to]),
            seen: if old {
                row[snap].bytes().enumerate().map(|(b, c)| u8::from(c == b'1') << b).sum()
            } else {
                0
            },
            era: if old { ERA_BEFORE_2025 } else { ERA_2025 },
            decree: row[decree].clone(),
            ..Unit::default()
        };
        by_code.entry((unit.era, unit.level, &row[code])).or_default().push(units.len());
        units.push(unit);
    }
    for (i, row) in t.rows.iter().enumerate() {
        let own = units[first + i].clone();
        let above = match own.level {
            PROVINCE => None,
            COMMUNE if own.era == ERA_BEFORE_2025 => Some((DISTRICT, row[parent].as_str())),
            _ => Some((PROVINCE, row[province].as_str())),
        };
        units[first + i].parent = Some(match above {
            None => vietnam,
            Some((level, code)) => {
                // Of the forms that a code had, the one seen beside this unit most often, the last of them.
                let all = by_code.get(&(own.era, level, code)).unwrap_or_else(|| t.fail(i, "unknown parent"));
                *all.iter()
                    .max_by_key(|u| ((units[**u].seen & own.seen).count_ones(), **u))
                    .expect("never empty")
            }
        });
    }
    days::provinces(units, &by_code);
    days::districts(units, &by_code);
    days::communes(units, first, &t);
    let mut link = |table: &str, level: u8, whole: &dyn Fn(&Table, &[String]) -> bool| {
        let t = Table::read(table);
        let (old, new) = (t.column("old_code"), t.column("new_code"));
        for (i, row) in t.rows.iter().enumerate() {
            let last = |code: &str| {
                let district = by_code.get(&(ERA_BEFORE_2025, DISTRICT, code)).filter(|_| code.len() == 3);
                let all = by_code.get(&(ERA_BEFORE_2025, level, code)).or(district)?;
                all.iter().copied().find(|u| units[*u].seen & 8 != 0)
            };
            let from = last(&row[old]).unwrap_or_else(|| t.fail(i, "unknown old code"));
            let to = by_code
                .get(&(ERA_2025, level, row[new].as_str()))
                .unwrap_or_else(|| t.fail(i, "unknown new code"));
            let partial = !whole(&t, row);
            units[from].successors.push((to[0], partial));
        }
    };
    link("units/province_successors", PROVINCE, &|_, _| true);
    link("units/commune_successors", COMMUNE, &|t, row| row[t.column("extent")] == "whole");
    // A province that was merged under its own name and code began with that decree, too.
    let mergers = Table::read("units/province_successors");
    let [new, kind, decree] = ["new_code", "kind", "decree"].map(|c| mergers.column(c));
    for row in mergers.rows.iter().filter(|row| row[kind] == "merged") {
        let merged = &mut units[by_code[&(ERA_2025, PROVINCE, row[new].as_str())][0]];
        if merged.decree.is_empty() {
            merged.decree = row[decree].clone();
        }
    }
    // A unit that only changed its type lives on under the same code.
    for (i, row) in t.rows.iter().enumerate() {
        let own = &units[first + i];
        if own.era == ERA_2025 && !row[successors].is_empty() {
            let next = by_code[&(ERA_2025, own.level, row[code].as_str())]
                .iter()
                .copied()
                .find(|u| units[*u].from > own.to);
            units[first + i].successors.extend(next.map(|u| (u, false)));
        }
    }
}

fn former(units: &mut Vec<Unit>, vietnam: usize) {
    let t = Table::read("places/provinces_history");
    let [name, designator, from, to, successors, code, decree] =
        ["name", "designator", "from", "to", "successors", "code", "decree"].map(|c| t.column(c));
    let first = units.len();
    for row in &t.rows {
        units.push(Unit {
            level: PROVINCE,
            code: row[code].clone(),
            designator: row[designator].clone(),
            name: row[name].clone(),
            from: day(&row[from]),
            to: day(&row[to]),
            era: ERA_FORMER,
            decree: row[decree].clone(),
            parent: Some(vietnam),
            ..Unit::default()
        });
    }
    for (i, row) in t.rows.iter().enumerate() {
        for next in list(&row[successors]) {
            let ended = units[first + i].to;
            let found = units
                .iter()
                .enumerate()
                .filter(|(_, u)| matches!(u.era, ERA_FORMER | ERA_BEFORE_2025) && u.level == PROVINCE)
                .filter(|(_, u)| next.eq_ignore_ascii_case(&format!("{} {}", u.designator, u.name)))
                // The form that followed: not one that had ended by then.
                .filter(|(_, u)| u.to == 0 || u.to > ended)
                .min_by_key(|(_, u)| (u.to, u.from))
                .map(|(n, _)| n);
            let found = found.unwrap_or_else(|| t.fail(i, &format!("unknown successor {next}")));
            units[first + i].successors.push((found, false));
        }
    }
}

fn aliases(units: &mut [Unit]) {
    let t = Table::read("places/aliases");
    let [alias, era, targets] = ["alias", "era", "targets"].map(|c| t.column(c));
    for (i, row) in t.rows.iter().enumerate() {
        let targets = list(&row[targets]);
        let is_target =
            |u: &Unit| u.era <= ERA_2025 && targets.contains(&format!("{}:{}", u.level - 1, u.code));
        let mut hit = false;
        for unit in units.iter_mut().filter(|u| is_target(u)) {
            let fits = match row[era].as_str() {
                "before-2025" => unit.era == ERA_BEFORE_2025,
                "2025" => unit.era == ERA_2025,
                "any" => unit.era <= ERA_2025,
                _ => t.fail(i, "era is before-2025, 2025 or any"),
            };
            if fits {
                hit = true;
                unit.aliases.push(row[alias].clone());
            }
        }
        if !hit {
            t.fail(i, "no unit has this code in this era");
        }
    }
}

fn flag_names(units: &mut [Unit]) {
    for (table, flag) in [("places/everyday", EVERYDAY), ("places/persons", PERSON)] {
        let t = Table::read(table);
        let [name, kind, levels] = ["name", "kind", "levels"].map(|c| t.column(c));
        // `rare` words do not speak against a name, and numbers are names behind a designator only.
        let counts = |row: &&Vec<String>| row[kind] != "rare" && row[kind] != "number";
        let names: HashMap<_, _> =
            t.rows.iter().filter(counts).map(|r| (forms::fold(&r[name]), list(&r[levels]))).collect();
        for unit in units.iter_mut().filter(|u| u.era <= ERA_2025) {
            let level = ["", "", "province", "district", "commune"][usize::from(unit.level)];
            if names.get(&forms::fold(&unit.name)).is_some_and(|levels| levels.iter().any(|l| l == level)) {
                unit.flags |= flag;
            }
        }
    }
}

/// Parents must lead up and end: a loop in the tables would hang every walk over them.
fn check_parents(units: &[Unit]) {
    for unit in units {
        let above = unit.parent.map(|p| &units[p]);
        let up = above.is_none_or(|a| {
            a.level < unit.level || (unit.era == ERA_ABROAD && a.level <= unit.level && a.era == ERA_COUNTRY)
        });
        assert!(up, "the parent of {} {} is not above it", unit.designator, unit.name);
    }
}

fn names(units: &[Unit], trie: &mut Builder) {
    // A spelling that is another unit's own is that unit's.
    let own: HashSet<(u8, &str)> = units.iter().map(|u| (u.level, u.name.as_str())).collect();
    for (number, unit) in units.iter().enumerate() {
        let others: Vec<String> = forms::other_spellings(&unit.name)
            .into_iter()
            .filter(|form| !own.contains(&(unit.level, form.as_str())))
            .collect();
        for form in std::iter::once(&unit.name).chain(&unit.aliases).chain(&others) {
            // An abbreviation in capitals counts in capitals only (ĐBSCL); a region's first word is
            // often a common noun and may be lower case (đồng bằng sông Cửu Long).
            let abbreviation = form.chars().all(|c| !c.is_lowercase())
                && form.chars().count() > 1
                && form.chars().any(char::is_alphabetic)
                && !form.contains(' ');
            let case = if abbreviation { Case::Upper } else { Case::Any };
            let capital = unit.era != ERA_REGION;
            for path in forms::with_and_without_hyphens(form) {
                trie.insert(&path, Sense::new(SenseKind::Unit, case, number as u32), capital);
                if unit.weak.contains(form) {
                    trie.insert(&path, Sense::new(SenseKind::Weak, case, number as u32), capital);
                }
            }
        }
        for form in &unit.pairs {
            trie.insert(&forms::fold(form), Sense::new(SenseKind::Pair, Case::Any, number as u32), true);
        }
    }
}

/// Likely misspellings of the provinces' names, where they are nobody else's name: one syllable with
/// another tone, or with a letter that sounds alike. Smaller units' names lie too close together.
fn misspellings(units: &[Unit], trie: &mut Builder) {
    let large = |u: &&(usize, &Unit)| u.1.level == PROVINCE && u.1.era <= ERA_2025;
    for (number, unit) in units.iter().enumerate().collect::<Vec<_>>().iter().filter(large) {
        let words: Vec<&str> = unit.name.split(' ').collect();
        for (at, word) in words.iter().enumerate().filter(|_| words.len() > 1) {
            for wrong in misspelling::of(word) {
                let mut name = words.clone();
                name[at] = &wrong;
                let path = forms::fold(&name.join(" "));
                if !trie.contains(&path) {
                    trie.insert(&path, Sense::new(SenseKind::Misspelt, Case::Any, *number as u32), true);
                }
            }
        }
    }
}

fn pack(units: &[Unit]) -> Units {
    let mut strings = String::new();
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut put = |s: &str| -> u32 {
        *known.entry(s.to_string()).or_insert_with(|| {
            let at = strings.len() as u32;
            strings.push_str(s);
            at
        })
    };
    let mut successors = Vec::new();
    let mut rows = Vec::new();
    for unit in units {
        let mut code = [0u8; 8];
        code[..unit.code.len()].copy_from_slice(unit.code.as_bytes());
        rows.push(UnitRow {
            name: put(&unit.name),
            name_length: unit.name.len() as u32,
            designator: put(&unit.designator),
            from: unit.from,
            to: unit.to,
            parent: unit.parent.map_or(u32::MAX, |p| p as u32),
            successors: successors.len() as u32,
            successor_count: unit.successors.len() as u32,
            decree: put(&unit.decree),
            decree_length: unit.decree.len() as u32,
            code,
            designator_length: unit.designator.len() as u8,
            level: unit.level,
            seen: unit.seen,
            flags: unit.flags,
            era: unit.era,
            words: unit.name.split_whitespace().count() as u8,
            pad: [0; 2],
        });
        successors.extend(
            unit.successors.iter().map(|(u, p)| SuccessorRow { unit: *u as u32, partial: u32::from(*p) }),
        );
    }
    let mut codes: Vec<CodeRow> = (0u32..)
        .zip(units)
        .map(|(unit, u)| CodeRow { key: code_key(u.era, &u.code), unit, pad: 0 })
        .filter(|row| row.key != 0)
        .collect();
    codes.sort_by_key(|row| (row.key, row.unit));
    let mut predecessors: Vec<PredecessorRow> = (0u32..)
        .zip(units)
        .flat_map(|(before, u)| {
            let of = move |(unit, _): &(usize, bool)| PredecessorRow { unit: *unit as u32, before };
            u.successors.iter().map(of)
        })
        .collect();
    predecessors.sort_by_key(|row| (row.unit, row.before));
    Units { rows, successors, predecessors, codes, strings }
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|s| !s.is_empty()).map(String::from).collect()
}

/// `2025-07-01` as 20250701; 0 for nothing.
fn day(cell: &str) -> u32 {
    cell.replace('-', "").parse().unwrap_or(0)
}

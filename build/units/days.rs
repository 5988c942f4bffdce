//! The days on which units began or ended, from the tables that tell them.

use std::collections::HashMap;

use super::{DISTRICT, PROVINCE, Unit, day, list};
use crate::shared::layout::{ERA_2025, ERA_BEFORE_2025};
use crate::table::Table;

/// Days from `province_since.tsv`, for the forms of a code that the snapshots only bracket.
pub fn provinces(units: &mut [Unit], by_code: &HashMap<(u8, u8, &str), Vec<usize>>) {
    let t = Table::read("places/province_since");
    let [code, era, kind, from, to, decree] =
        ["code", "era", "type", "from", "to", "decree"].map(|c| t.column(c));
    for (i, row) in t.rows.iter().enumerate() {
        let era = if row[era] == "2025" { ERA_2025 } else { ERA_BEFORE_2025 };
        let level = if row[code].len() > 2 { DISTRICT } else { PROVINCE };
        let all = by_code.get(&(era, level, row[code].as_str())).unwrap_or_else(|| t.fail(i, "unknown code"));
        let unit = all.iter().copied().find(|u| units[*u].designator == row[kind].to_lowercase());
        let unit = unit.unwrap_or_else(|| t.fail(i, "no such type of this code"));
        units[unit].from = day(&row[from]);
        if !row[to].is_empty() {
            units[unit].to = day(&row[to]);
        }
        if units[unit].decree.is_empty() {
            units[unit].decree = row[decree].clone();
        }
    }
}

/// Days and successors from `district_dates.tsv`, for the forms of districts that began or ended before the reform.
pub fn districts(units: &mut [Unit], by_code: &HashMap<(u8, u8, &str), Vec<usize>>) {
    let t = Table::read("units/district_dates");
    let [code, kind, name, from, to, successor, decree] =
        ["code", "type", "name", "from", "to", "successor", "decree"].map(|c| t.column(c));
    for (i, row) in t.rows.iter().enumerate() {
        let is = |u: &Unit| u.name == row[name] && u.designator == row[kind].to_lowercase();
        let own = forms_of(by_code, &row[code]).iter().copied().find(|u| is(&units[*u]));
        let own = own.unwrap_or_else(|| t.fail(i, "no such district"));
        units[own].from = day(&row[from]);
        if !row[to].is_empty() {
            units[own].to = day(&row[to]);
        }
        units[own].decree = row[decree].clone();
        if !row[successor].is_empty() {
            // The last form of the successor's code.
            let next = forms_of(by_code, &row[successor]);
            let next = next.iter().copied().find(|u| *u != own && units[*u].seen & 8 != 0);
            let next = next.unwrap_or_else(|| t.fail(i, "no such successor"));
            units[own].successors.push((next, false));
        }
    }
}

/// Days from `commune_days.tsv`, for the communes that only the snapshots bracket.
pub fn communes(units: &mut [Unit], first: usize, gazetteer: &Table) {
    let [level, code, parent, province, snap] =
        ["level", "code", "parent", "province", "snap"].map(|c| gazetteer.column(c));
    let mut communes: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut forms: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, row) in gazetteer.rows.iter().enumerate() {
        if row[level] == "3" && row[snap] != "----" {
            communes.entry(&row[province]).or_default().push(i);
            forms.entry(&row[code]).or_default().push(first + i);
        }
    }
    let t = Table::read("units/commune_days");
    let [of, after, until, from, except] =
        ["province", "after", "until", "day", "except"].map(|c| t.column(c));
    for (i, row) in t.rows.iter().enumerate() {
        // The bits of the snapshots before and behind.
        let (before, behind) = match row[after].as_str() {
            "2019-05-10" => (1, 2),
            "2022-10-01" => (4, 8),
            _ => t.fail(i, "after is 2019-05-10 or 2022-10-01"),
        };
        let except = list(&row[except]);
        let there = |u: &Unit| (u.seen & before != 0, u.seen & behind != 0);
        for at in &communes[row[of].as_str()] {
            let source = &gazetteer.rows[*at];
            let unit = &units[first + at];
            let (was, is) = there(unit);
            if was == is || except.contains(&source[parent]) {
                continue;
            }
            // Another spelling of the same commune is no change.
            let spelling = forms[source[code].as_str()].iter().any(|other| {
                let other = &units[*other];
                there(other) == (is, was)
                    && other.designator == unit.designator
                    && is_spelling(&plain(&other.name), &plain(&unit.name))
            });
            if spelling {
                continue;
            }
            let unit = &mut units[first + at];
            if is {
                unit.from = day(&row[from]);
            } else {
                unit.to = day(&row[until]);
            }
        }
    }
}

/// Whether two names of one commune differ by so little that only their spelling does: Nàn Xín, Nàn Sín.
fn is_spelling(one: &str, other: &str) -> bool {
    const MOST: usize = 2;
    let other: Vec<char> = other.chars().collect();
    // Edit distance, row by row.
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let changed = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[other.len()] <= MOST
}

/// A name's letters without marks, i and y as one, for telling spellings of one name.
fn plain(name: &str) -> String {
    const PLAIN: [(char, &str); 6] = [
        ('a', "àáảãạăằắẳẵặâầấẩẫậ"),
        ('d', "đ"),
        ('e', "èéẻẽẹêềếểễệ"),
        ('i', "ìíỉĩịyỳýỷỹỵ"),
        ('o', "òóỏõọôồốổỗộơờớởỡợ"),
        ('u', "ùúủũụưừứửữự"),
    ];
    let bare = |c: char| PLAIN.iter().find(|(_, marked)| marked.contains(c)).map_or(c, |(bare, _)| *bare);
    let long = name.replace("N.T ", "Nông trường ").replace("NT ", "Nông trường ");
    let letters = long.to_lowercase().chars().filter(|c| c.is_alphanumeric()).map(bare).collect::<String>();
    letters.trim_start_matches('0').to_string()
}

fn forms_of<'c>(by_code: &'c HashMap<(u8, u8, &'c str), Vec<usize>>, code: &'c str) -> &'c [usize] {
    by_code.get(&(ERA_BEFORE_2025, DISTRICT, code)).map_or(&[], Vec::as_slice)
}

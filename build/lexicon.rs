//! Compiles `data/lexicon/*.tsv`. The first column, `forms`, holds the written forms, `|` between them;
//! every other column is `field:type` and becomes a field of the row's Rust struct (`TitleRow` for
//! `title.tsv`). Types: `str`, `bool` (`yes` or empty), integers, an enum's name (the cell is the
//! variant), `words` (a list like the forms), each with `?` behind for an optional one (empty: `None`).

use std::fmt::Write as _;

use crate::forms;
use crate::shared::sense::{Sense, SenseKind};
use crate::table::Table;
use crate::trie::Builder;

/// Adds every form to the trie; returns each table's name and its rows as Rust source.
pub fn build(trie: &mut Builder) -> Vec<(&'static str, String)> {
    SenseKind::TABLES.into_iter().map(|(kind, name)| (name, compile(kind, name, trie))).collect()
}

/// Tables that only the rules of `lint` read: their forms are compared by the rules themselves and stand in
/// no trie.
pub fn plain() -> Vec<(&'static str, String)> {
    PLAIN
        .into_iter()
        .map(|name| (name, slice(&Table::read(&format!("lexicon/{name}")), name, true)))
        .collect()
}

const PLAIN: [&str; 3] = ["office_body", "body_unit", "past"];

fn compile(kind: SenseKind, name: &str, trie: &mut Builder) -> String {
    let table = Table::read(&format!("lexicon/{name}"));
    let forms_column = table.column("forms");
    for (number, row) in table.rows.iter().enumerate() {
        for written in list(&row[forms_column]) {
            let (case, form) = forms::case(written);
            trie.insert(&forms::fold(form), Sense::new(kind, case, number as u32), false);
        }
    }
    slice(&table, name, false)
}

/// The rows as a Rust slice of structs, with or without their forms.
fn slice(table: &Table, name: &str, forms: bool) -> String {
    let forms_column = table.column("forms");
    let fields: Vec<(usize, &str, &str)> = table
        .header
        .iter()
        .enumerate()
        .filter_map(|(i, h)| h.split_once(':').map(|(field, ty)| (i, field, ty)))
        .collect();
    let mut rust = String::from("&[\n");
    for (number, row) in table.rows.iter().enumerate() {
        let _ = write!(rust, "    {} {{ ", struct_name(name));
        if forms {
            let _ = write!(rust, "forms: {}, ", words(&row[forms_column]));
        }
        for (column, field, ty) in &fields {
            let value = literal(ty, &row[*column])
                .unwrap_or_else(|| table.fail(number, &format!("{:?} is no {ty}", row[*column])));
            let _ = write!(rust, "{field}: {value}, ");
        }
        rust.push_str("},\n");
    }
    rust.push(']');
    rust
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|f| !f.is_empty())
}

fn words(cell: &str) -> String {
    format!("&{:?}", list(cell).collect::<Vec<_>>())
}

fn struct_name(table: &str) -> String {
    let mut name = String::new();
    for part in table.split('_') {
        let mut chars = part.chars();
        name.extend(chars.next().map(|c| c.to_ascii_uppercase()));
        name.extend(chars);
    }
    name + "Row"
}

fn literal(ty: &str, cell: &str) -> Option<String> {
    if let Some(inner) = ty.strip_suffix('?') {
        return if cell.is_empty() {
            Some("None".into())
        } else {
            Some(format!("Some({})", literal(inner, cell)?))
        };
    }
    match ty {
        "str" => Some(format!("{cell:?}")),
        "words" => Some(words(cell)),
        "bool" => match cell {
            "yes" => Some("true".into()),
            "" => Some("false".into()),
            _ => None,
        },
        "u8" | "u32" | "i32" => cell.parse::<i64>().ok().map(|n| n.to_string()),
        _ if !cell.is_empty() && cell.chars().all(char::is_alphanumeric) => Some(format!("{ty}::{cell}")),
        _ => None,
    }
}

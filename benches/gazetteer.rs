//! What the gazetteer costs by itself, in a process of its own: `cargo bench --bench gazetteer`. Memory is what the system
//! holds for the process (Linux).

use std::time::Instant;

use gannhan::gazetteer::lexicon::units_named;
use gannhan::gazetteer::{Unit, UnitId};

/// Bytes of the process that lie in memory.
fn resident() -> Option<u64> {
    const PAGE: u64 = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(statm.split(' ').nth(1)?.parse::<u64>().ok()? * PAGE)
}

fn main() {
    let before = resident();
    let start = Instant::now();
    let first = units_named("Hậu Giang").len();
    let cold = start.elapsed();
    let start = Instant::now();
    let second = units_named("Cà Mau").len();
    let warm = start.elapsed();
    // Every unit is read, every name looked up: no page of the tables is left out.
    let (mut units, mut found) = (0u64, 0u64);
    while let Some(unit) = Unit::get(UnitId(units as u32)) {
        found += units_named(unit.name()).len() as u64;
        found += unit.successors().count() as u64 + unit.ancestors().count() as u64;
        units += 1;
    }
    assert!(first > 0 && second > 0 && found > units, "the tables are there");
    println!("| units | first look, µs | second, µs | memory for all of it, MB |\n|---|---|---|---|");
    let grown = before.zip(resident()).map_or_else(
        || "not known here".to_string(),
        |(before, after)| format!("{:.1}", after.saturating_sub(before) as f64 / 1e6),
    );
    println!("| {units} | {} | {} | {grown} |", cold.as_micros(), warm.as_micros());
}

//! Compiles the tables of `data/` into one blob that the program reads in place, and each lexicon
//! table into a Rust slice of its rows.

mod forms;
mod layout;
mod lexicon;
mod misspelling;
mod table;
mod trie;
mod units;

/// The folding and the records are the program's own: one source for both sides.
#[path = "."]
mod shared {
    #![allow(dead_code, unused_imports)]
    #[path = "../src/gazetteer/layout.rs"]
    pub mod layout;
    #[path = "../src/text/letter.rs"]
    pub mod letter;
    #[path = "../src/gazetteer/sense.rs"]
    pub mod sense;
    #[path = "../src/text/syllable.rs"]
    pub mod syllable;
    #[path = "../src/text/token.rs"]
    pub mod token;
    #[path = "../src/text/words.rs"]
    pub mod words;
}

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data/units");
    println!("cargo::rerun-if-changed=data/places");
    println!("cargo::rerun-if-changed=data/lexicon");
    for file in [
        "text/letter.rs",
        "text/syllable.rs",
        "text/token.rs",
        "text/words.rs",
        "gazetteer/layout.rs",
        "gazetteer/sense.rs",
    ] {
        println!("cargo::rerun-if-changed=src/{file}");
    }
    if env::var("CARGO_CFG_TARGET_ENDIAN").as_deref() == Ok("big") {
        println!("cargo::error=the embedded tables are little-endian, and so must the target be");
        return;
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    layout::order(&out);
    let mut trie = trie::Builder::default();
    let units = units::build(&mut trie);
    for (name, rust) in lexicon::build(&mut trie).into_iter().chain(lexicon::plain()) {
        write(&out.join(format!("lexicon_{name}.rs")), rust.as_bytes());
    }

    let mut blob = Vec::new();
    let mut consts = String::new();
    let tables = trie.finish();
    let mut section = |name: &str, bytes: &[u8]| {
        blob.resize(blob.len().next_multiple_of(16), 0);
        let start = blob.len();
        blob.extend_from_slice(bytes);
        let _ = writeln!(consts, "const {name}: std::ops::Range<usize> = {start}..{};", blob.len());
    };
    section("ROOTS", bytemuck::cast_slice(&tables.roots));
    section("EDGES", bytemuck::cast_slice(&tables.edges));
    section("NODES", bytemuck::cast_slice(&tables.nodes));
    section("SENSES", bytemuck::cast_slice(&tables.senses));
    section("UNITS", bytemuck::cast_slice(&units.rows));
    section("SUCCESSORS", bytemuck::cast_slice(&units.successors));
    section("PREDECESSORS", bytemuck::cast_slice(&units.predecessors));
    section("CODES", bytemuck::cast_slice(&units.codes));
    section("STRINGS", units.strings.as_bytes());
    write(&out.join("gazetteer.bin"), &blob);
    write(&out.join("gazetteer_sections.rs"), consts.as_bytes());
}

fn write(path: &std::path::Path, bytes: &[u8]) {
    if let Err(e) = fs::write(path, bytes) {
        println!("cargo::error=cannot write {}: {e}", path.display());
    }
}

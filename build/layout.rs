//! Puts what a server runs side by side in the program: `layout/hot.ld`, written by `layout/record.py`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

const SCRIPT: &str = "build/layout/hot.ld";

/// Hands the script to the linker, where it is one that understands it.
pub fn order(out: &Path) {
    println!("cargo::rerun-if-changed={SCRIPT}");
    println!("cargo::rerun-if-env-changed=RUSTFLAGS");
    let var = |name| env::var(name).unwrap_or_default();
    // Elsewhere programs are laid out in another way; and while developing, links should be quick.
    if var("CARGO_CFG_TARGET_OS") != "linux" || var("PROFILE") != "release" {
        return;
    }
    let script = Path::new(&var("CARGO_MANIFEST_DIR")).join(SCRIPT);
    let argument = format!("-Wl,-T,{}", script.display());
    if links_with(&argument, out) {
        println!("cargo::rustc-link-arg-bin=gannhan={argument}");
    }
}

/// Whether a small program links with an argument to the linker that is used here.
fn links_with(argument: &str, out: &Path) -> bool {
    let var = |name| env::var(name).unwrap_or_default();
    let source = out.join("linked.rs");
    if fs::write(&source, "fn main() {}").is_err() {
        return false;
    }
    let mut rustc = Command::new(var("RUSTC"));
    rustc.arg("--target").arg(var("TARGET")).arg("-o").arg(out.join("linked")).arg(&source);
    let flags = var("CARGO_ENCODED_RUSTFLAGS");
    rustc.args(flags.split('\u{1f}').filter(|flag| !flag.is_empty()));
    if let Ok(linker) = env::var("RUSTC_LINKER") {
        rustc.arg("-C").arg(format!("linker={linker}"));
    }
    rustc.arg("-C").arg(format!("link-arg={argument}"));
    rustc.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

//! Findings as one array of JSON.

use std::io::{self, Write};

use super::finding::Record;

/// Writes them, one a line.
pub fn write(out: &mut impl Write, findings: &[Record]) -> io::Result<()> {
    out.write_all(b"[")?;
    for (n, finding) in findings.iter().enumerate() {
        out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, finding)?;
    }
    out.write_all(if findings.is_empty() { b"]\n" } else { b"\n]\n" })
}

//! Findings as GitHub's workflow commands, which show on the changed lines of a pull request.

use std::io::{self, Write};

use super::finding::Record;
use crate::lint::Severity;

/// Writes one command a line.
pub fn write(out: &mut impl Write, findings: &[Record]) -> io::Result<()> {
    for f in findings {
        let command = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Hint => "notice",
        };
        writeln!(
            out,
            "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}",
            property(&f.file),
            f.line,
            f.end_line,
            f.column,
            f.end_column,
            property(f.rule),
            data(&f.message),
        )?;
    }
    Ok(())
}

/// What would end the command or begin another is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_a_command() {
        assert_eq!(property("a:b,50%\n"), "a%3Ab%2C50%25%0A");
        assert_eq!(data("a:b,\r\n::error"), "a:b,%0D%0A::error");
    }
}

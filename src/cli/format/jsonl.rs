//! One mention a line, as JSON.

use std::io::{self, Write};

use crate::messages::Locale;
use crate::tagger::json;
use crate::tagger::mention::Analysis;

/// Writes the mentions of an article.
pub fn write(
    out: &mut impl Write,
    file: &str,
    text: &str,
    analysis: &Analysis,
    locale: Locale,
) -> io::Result<()> {
    for mention in &analysis.mentions {
        let line = json::mention(Some(file), text, mention, analysis, locale);
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

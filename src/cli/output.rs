//! Where output goes, and whether it is coloured.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use super::Color;
use crate::messages::{Locale, text};
use crate::workspace::config::Project;

/// Says something to the person at the terminal. When nobody can read it any more, that is no reason to stop.
pub fn note(message: impl AsRef<str>) {
    let _ = writeln!(io::stderr(), "gannhan: {}", message.as_ref());
}

/// A path as it is shown: from the current folder where it lies below.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok());
    below.unwrap_or(path).to_string_lossy().into_owned()
}

/// Says how much is wrong in a project's files, where anything is.
pub fn note_faults(project: &Project, locale: Locale) {
    if let (Some(file), count @ 1..) = (&project.file, project.faults()) {
        let args = [("file", shown(file).into()), ("count", count.into())];
        note(text(locale, "cli-config-faults", &args));
    }
}

/// Stdout for data, buffered, and whether it takes colours.
pub struct Out {
    stream: Stream,
    /// Whether to write colours to it.
    pub coloured: bool,
}

/// Written through `anstream` only for colours: without, the article's own bytes must pass as they are.
enum Stream {
    Plain(BufWriter<io::StdoutLock<'static>>),
    Coloured(BufWriter<AutoStream<io::StdoutLock<'static>>>),
}

impl Out {
    /// Opens stdout.
    pub fn new(color: Color) -> Out {
        let choice = match color {
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
            Color::Auto => AutoStream::choice(&io::stdout()),
        };
        let coloured = choice != ColorChoice::Never;
        let lock = io::stdout().lock();
        let stream = if coloured {
            Stream::Coloured(BufWriter::new(AutoStream::new(lock, choice)))
        } else {
            Stream::Plain(BufWriter::new(lock))
        };
        Out { stream, coloured }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.stream {
            Stream::Plain(s) => s.write(bytes),
            Stream::Coloured(s) => s.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(s) => s.flush(),
            Stream::Coloured(s) => s.flush(),
        }
    }
}

//! The command line: one file per command, one per output format. Data goes to stdout, everything else
//! to stderr.

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::messages::{Locale, speak, text};
use crate::workspace::config;

mod annotate;
mod day;
mod diff;
mod explain;
mod export;
mod format;
mod init;
mod lint;
mod lookup;
mod lsp;
mod merge;
mod ndjson;
mod output;
mod parallel;
mod rules;
mod tag;

/// Everything went well.
const FINE: u8 = 0;
/// The command ran, and what it looked for is not there or some input was bad.
const FINDINGS: u8 = 1;
/// Something could not be read or written, or an argument is wrong.
const FAILED: u8 = 2;

/// Tags localities, officials and amounts of money in Vietnamese news (gán nhãn: to label).
#[derive(Debug, Parser)]
#[command(name = "gannhan", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

/// What every command takes.
#[derive(Clone, Copy, Debug, clap::Args)]
struct Global {
    /// Language of messages; without it gannhan.toml, then LC_ALL, LC_MESSAGES or LANG decide
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE", hide_possible_values = false)]
    locale: Option<LocaleArg>,
    /// When to colour the output; `auto` does on a terminal, and not under NO_COLOR
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

impl Global {
    fn locale(&self) -> Locale {
        let locale = match self.locale {
            Some(LocaleArg::En) => Locale::En,
            Some(LocaleArg::Vi) => Locale::Vi,
            None => config::here().locale.unwrap_or_else(Locale::from_env),
        };
        speak(locale);
        locale
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LocaleArg {
    En,
    Vi,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Tag(tag::Tag),
    Init(init::Init),
    Lint(lint::Lint),
    Annotate(annotate::Annotate),
    Export(export::Export),
    Merge(merge::Merge),
    Explain(explain::Explain),
    Lookup(lookup::Lookup),
    Lsp(lsp::Lsp),
}

/// Reads the arguments of the process and does what they say.
pub fn main() -> ExitCode {
    if lsp::is_meant(std::env::args_os().skip(1)) {
        return crate::server::run();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too, on stdout and with 0. A closed pipe is no news.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILED));
        }
    };
    let global = cli.global;
    let ran = match cli.command {
        Command::Tag(tag) => tag.run(&global),
        Command::Init(init) => init.run(&global),
        Command::Lint(lint) => lint.run(&global),
        Command::Annotate(annotate) => annotate.run(&global),
        Command::Export(export) => export.run(&global),
        Command::Merge(merge) => merge.run(&global),
        Command::Explain(explain) => explain.run(&global),
        Command::Lookup(lookup) => lookup.run(&global),
        Command::Lsp(lsp) => return lsp.run(),
    };
    match ran {
        Ok(code) => ExitCode::from(code),
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(FINE),
        Err(error) => {
            let error = error.to_string();
            output::note(text(global.locale(), "cli-write-failed", &[("error", error.into())]));
            ExitCode::from(FAILED)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}

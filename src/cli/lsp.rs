//! `gannhan lsp`: the language server.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

/// The language server on stdin and stdout
#[derive(Debug, Args)]
pub struct Lsp {
    /// Accepted, and changes nothing: there is no other way to talk to it
    #[arg(long)]
    stdio: bool,
}

/// Whether these arguments mean the server and say no more: an editor should not wait for all commands to be set up.
pub fn is_meant(mut arguments: impl Iterator<Item = OsString>) -> bool {
    arguments.next().is_some_and(|command| command == "lsp") && arguments.all(|more| more == "--stdio")
}

impl Lsp {
    /// Serves until the client says `exit` or goes away.
    pub fn run(&self) -> ExitCode {
        crate::server::run()
    }
}

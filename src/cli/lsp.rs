//! `gannhan lsp`: the language server.

use std::process::ExitCode;

use clap::Args;

/// The language server on stdin and stdout
#[derive(Debug, Args)]
pub struct Lsp {
    /// Accepted, and changes nothing: there is no other way to talk to it
    #[arg(long)]
    stdio: bool,
}

impl Lsp {
    /// Serves until the client says `exit` or goes away.
    pub fn run(&self) -> ExitCode {
        crate::server::run()
    }
}

//! The command line from outside: the built binary on folders of its own.

mod annotate;
mod config;
mod export;
mod init;
mod lint;
mod lookup;
mod merge;
mod ndjson;
mod support;
mod tables;
mod tag;

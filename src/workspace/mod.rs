//! The only room that reads and writes files.

pub mod annotator;
pub mod articles;
pub mod config;
pub mod files;
pub mod git;
pub mod index;
pub mod init;
pub mod memory;
pub mod merge;
pub mod sidecars;
pub mod targets;
pub mod watch;

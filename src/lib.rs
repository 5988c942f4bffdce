//! gannhan (gán nhãn: to label): localities, officials and amounts of money in Vietnamese news.

pub mod cli;
pub mod config;
pub mod gazetteer;
pub mod lint;
pub mod messages;
pub mod prose;
pub mod server;
pub mod sidecar;
pub mod tagger;
pub mod text;
pub mod workspace;

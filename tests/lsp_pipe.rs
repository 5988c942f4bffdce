//! The language server as an editor meets it: the built program, over a pipe.

#[path = "lsp/annotate.rs"]
mod annotate;
#[path = "lsp/article.rs"]
mod article;
#[path = "lsp/changed.rs"]
mod changed;
// The latency benchmark uses the rest of it.
#[allow(dead_code)]
#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/config.rs"]
mod config;
#[path = "lsp/corpus.rs"]
mod corpus;
#[path = "lsp/fix.rs"]
mod fix;
#[path = "lsp/flood.rs"]
mod flood;
#[path = "lsp/navigate.rs"]
mod navigate;
#[path = "lsp/order.rs"]
mod order;
#[path = "lsp/positions.rs"]
mod positions;
#[path = "lsp/protocol.rs"]
mod protocol;
#[path = "lsp/pull.rs"]
mod pull;
#[path = "lsp/remark.rs"]
mod remark;
#[path = "lsp/review.rs"]
mod review;
#[path = "lsp/tokens.rs"]
mod tokens;
#[path = "lsp/transcript.rs"]
mod transcript;
#[path = "lsp/watch.rs"]
mod watch;

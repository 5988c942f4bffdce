//! From a changed article to published diagnostics: at most one analysis of an article runs at a time,
//! edits that come meanwhile are taken together, and what is stale by the end is dropped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tower_lsp::ls_types::Diagnostic;

use super::documents::Key;
use super::handlers::diagnostics;
use super::session::Session;

/// What was found in a snapshot.
#[derive(Default)]
pub struct Found {
    /// On the article.
    pub article: Vec<Diagnostic>,
    /// On its sidecar.
    pub sidecar: Vec<Diagnostic>,
}

/// Works on an article until its newest state is published.
pub async fn work(session: Arc<Session>, key: Key) {
    while let Some(snapshot) = session.next_work(&key) {
        let run = move || {
            let found = catch_unwind(AssertUnwindSafe(|| Found {
                article: diagnostics::article(&snapshot),
                sidecar: diagnostics::sidecar(&snapshot),
            }));
            (snapshot, found)
        };
        let Ok((snapshot, found)) = tokio::task::spawn_blocking(run).await else { return };
        let found = found.unwrap_or_else(|_| {
            tracing::error!("finding diagnostics panicked");
            Found::default()
        });
        if session.finish_work(&snapshot, found) {
            return;
        }
    }
}

//! From a changed article to published diagnostics: at most one analysis of an article runs at a time,
//! edits that come meanwhile are taken together, and what is stale by the end is dropped.

use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use rustc_hash::FxHasher;
use serde::Serialize;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::documents::Key;
use super::handlers::diagnostics;
use super::handlers::suggestion::Told;
use super::outlet::notification;
use super::session::Session;
use super::snapshot::Snapshot;

/// What was found in a snapshot.
#[derive(Default)]
pub struct Found {
    /// On the article: the message that tells it; nothing where there is nobody to tell.
    pub article: Option<Vec<u8>>,
    /// On its sidecar.
    pub sidecar: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Params<'a> {
    uri: &'a Uri,
    diagnostics: &'a [Told<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
}

impl Found {
    fn of(snapshot: &Snapshot) -> Found {
        let article = snapshot.uri.as_ref().map(|uri| {
            diagnostics::article_as(snapshot, |told| {
                let params = Params { uri, diagnostics: &told, version: snapshot.version };
                notification(PublishDiagnostics::METHOD, &params)
            })
        });
        Found { article, sidecar: diagnostics::sidecar(snapshot) }
    }

    /// A number that is the same for the same of an article.
    pub fn signature(&self) -> u64 {
        let mut hasher = FxHasher::default();
        self.article.hash(&mut hasher);
        hasher.finish()
    }
}

/// Works on an article until its newest state is published.
pub fn work(session: &Arc<Session>, key: &Key) {
    while let Some(snapshot) = session.next_work(key) {
        let start = Instant::now();
        let found = catch_unwind(AssertUnwindSafe(|| Found::of(&snapshot))).unwrap_or_else(|_| {
            tracing::error!("finding diagnostics panicked");
            Found::default()
        });
        session.timings.note(PublishDiagnostics::METHOD, start.elapsed());
        if session.finish_work(&snapshot, found) {
            return;
        }
    }
}

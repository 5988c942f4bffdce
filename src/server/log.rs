//! The log on stderr, and the trace that the client may ask for.

use std::sync::OnceLock;

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry, fmt, reload};

/// Changes what is logged.
static FILTER: OnceLock<reload::Handle<EnvFilter, Registry>> = OnceLock::new();

/// Stdout belongs to the protocol. `GANNHAN_LOG` takes the usual filters (`debug`, `gannhan=trace`).
pub fn to_stderr() {
    let filter = EnvFilter::try_from_env("GANNHAN_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let (filter, handle) = reload::Layer::new(filter);
    let writer = fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // Somebody may have set one already, in tests.
    if tracing_subscriber::registry().with(filter).with(writer).try_init().is_ok() {
        let _ = FILTER.set(handle);
    }
}

/// Logs at this level and above from now on.
pub fn set_level(level: &str) {
    if let Some(handle) = FILTER.get() {
        let _ = handle.reload(EnvFilter::new(level));
    }
}

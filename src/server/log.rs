//! The log on stderr, and the trace that the client may ask for.

use std::sync::OnceLock;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Registry, fmt, reload};

/// Changes what is logged.
static FILTER: OnceLock<reload::Handle<Targets, Registry>> = OnceLock::new();

/// Stdout belongs to the protocol. `GANNHAN_LOG` takes the usual filters (`debug`, `gannhan=trace`).
pub fn to_stderr() {
    let (filter, handle) = reload::Layer::new(wanted());
    let writer = fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // Somebody may have set one already, in tests.
    if tracing_subscriber::registry().with(filter).with(writer).try_init().is_ok() {
        let _ = FILTER.set(handle);
    }
}

/// Logs at this level and above from now on; without one as the environment says.
pub fn set_level(level: Option<&str>) {
    if let Some(handle) = FILTER.get() {
        let level = level.map(|level| level.parse().unwrap_or(LevelFilter::WARN));
        let filter = level.map_or_else(wanted, |level| Targets::new().with_default(level));
        let _ = handle.reload(filter);
    }
}

fn wanted() -> Targets {
    let wanted = std::env::var("GANNHAN_LOG").ok().and_then(|wanted| wanted.parse().ok());
    wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN))
}

//! The language server: the only room with protocol types. `session` is where everything changes;
//! `handlers` are functions of a snapshot and parameters; `wire` is the pipe.

mod article;
mod backend;
mod capabilities;
mod concord;
mod documents;
mod drift;
mod early;
mod encoding;
mod folders;
mod handlers;
mod log;
mod outlet;
mod plan;
mod publish;
mod session;
mod snapshot;
mod tagging;
mod timings;
mod uri;
mod watching;
mod wire;
mod workers;
mod writing;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tower_lsp::{LspService, Server};

use backend::Backend;
use outlet::{Sink, Stdout};

/// How long the server may take to end after `exit` or the end of its input.
const LAST_WORDS: Duration = Duration::from_millis(700);

/// Serves one client on stdin and stdout until it says `exit` or goes away. Success only after
/// `shutdown`.
pub fn run() -> ExitCode {
    log::to_stderr();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(8)
        .thread_keep_alive(Duration::from_secs(60))
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "can't start");
            return ExitCode::FAILURE;
        }
    };
    let busy = Arc::new(AtomicUsize::new(0));
    let out = Sink::to(Stdout::new());
    let shut_down = Arc::new(AtomicBool::new(false));
    let within = runtime.enter();
    let (service, socket) =
        LspService::build(|client| Backend::new(client, out.clone(), busy.clone(), shut_down.clone()))
            .custom_method("$/setTrace", Backend::set_trace)
            .finish();
    let early = early::way(service.inner().session());
    let idle = move || busy.load(Ordering::SeqCst) == 0;
    let (inlet, outlet, service, mut ended) = match wire::open(std::io::stdin(), &out, (early, idle), service)
    {
        Ok(ends) => ends,
        Err(error) => {
            tracing::error!(%error, "can't start");
            return ExitCode::FAILURE;
        }
    };
    drop(within);
    runtime.block_on(async {
        // One message never waits for another: a request to the client may be answered by any later one.
        let serve = Server::new(inlet, outlet, socket).concurrency_level(usize::MAX).serve(service);
        let end = async {
            // An error means that the reading thread is gone, which is an end too.
            let _ = ended.wait_for(|ended| *ended).await;
            tokio::time::sleep(LAST_WORDS).await;
        };
        tokio::select! {
            () = serve => {}
            () = end => tracing::warn!("ended with work under way"),
        }
    });
    runtime.shutdown_background();
    out.flush(LAST_WORDS);
    if shut_down.load(Ordering::SeqCst) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

//! How long requests took: for `gannhan.status`, and for a client that wants to be told of each.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::ls_types::notification::LogTrace;
use tower_lsp::ls_types::{LogTraceParams, TraceValue};

/// By the method's name.
pub struct Timings {
    client: Client,
    trace: Mutex<TraceValue>,
    all: Mutex<BTreeMap<&'static str, Timing>>,
}

/// How long something took, and how often.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timing {
    count: u64,
    last: Duration,
    slowest: Duration,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Timings {
    /// Of no request yet.
    pub fn new(client: Client) -> Timings {
        Timings { client, trace: Mutex::default(), all: Mutex::default() }
    }

    /// What the client wants to be told.
    pub fn trace(&self, value: TraceValue) {
        *lock(&self.trace) = value;
    }

    /// Waits for an answer and remembers how long it took.
    pub async fn of<T>(&self, method: &'static str, answer: impl Future<Output = T>) -> T {
        let start = Instant::now();
        let out = answer.await;
        let took = start.elapsed();
        tracing::debug!(method, micros = took.as_micros(), "answered");
        let timing = self.note(method, took);
        let trace = *lock(&self.trace);
        if trace != TraceValue::Off {
            let message = format!("{method}: {} ms", ms(took));
            let verbose = (trace == TraceValue::Verbose)
                .then(|| format!("{} so far, the slowest {} ms", timing.count, ms(timing.slowest)));
            self.client.send_notification::<LogTrace>(LogTraceParams { message, verbose }).await;
        }
        out
    }

    /// Remembers how long something took.
    pub fn note(&self, method: &'static str, took: Duration) -> Timing {
        let mut all = lock(&self.all);
        let timing = all.entry(method).or_default();
        timing.count += 1;
        timing.last = took;
        timing.slowest = timing.slowest.max(took);
        *timing
    }

    /// All of them; times in milliseconds.
    pub fn to_json(&self) -> Value {
        let all = lock(&self.all);
        let one = |t: &Timing| json!({"count": t.count, "last_ms": ms(t.last), "slowest_ms": ms(t.slowest)});
        Value::Object(all.iter().map(|(method, t)| (method.to_string(), one(t))).collect())
    }
}

/// In milliseconds.
fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

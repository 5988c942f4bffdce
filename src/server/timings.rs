//! How long requests took, for `gannhan.status`.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// By the method's name.
#[derive(Debug, Default)]
pub struct Timings(Mutex<BTreeMap<&'static str, Timing>>);

#[derive(Clone, Copy, Debug, Default)]
struct Timing {
    count: u64,
    last: Duration,
    slowest: Duration,
}

impl Timings {
    /// Waits for an answer and remembers how long it took.
    pub async fn of<T>(&self, method: &'static str, answer: impl Future<Output = T>) -> T {
        let start = Instant::now();
        let out = answer.await;
        let took = start.elapsed();
        tracing::debug!(method, micros = took.as_micros(), "answered");
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let timing = all.entry(method).or_default();
        timing.count += 1;
        timing.last = took;
        timing.slowest = timing.slowest.max(took);
        out
    }

    /// All of them; times in milliseconds.
    pub fn to_json(&self) -> Value {
        let ms = |d: Duration| (d.as_secs_f64() * 1e6).round() / 1e3;
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let one = |t: &Timing| json!({"count": t.count, "last_ms": ms(t.last), "slowest_ms": ms(t.slowest)});
        Value::Object(all.iter().map(|(method, t)| (method.to_string(), one(t))).collect())
    }
}

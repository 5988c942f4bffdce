//! Merging headers, key by key.

use serde_json::Value;

use super::place::Aim;
use super::{Merge, Version};
use crate::sidecar::header::Header;
use crate::sidecar::{ArticleStatus, Object};

/// Keys that tell of the text; they are written from what the merged positions count in.
const TEXT: [&str; 3] = ["sha256", "length", "unanchored"];
/// Keys that go together: how far the work is.
const STATE: [&str; 4] = ["status", "finished_by", "finished_at", "guideline"];

/// The merged header (none where no side has one), and a second one where both sides changed a key, each in its way.
pub fn merge(
    merge: &Merge<'_>,
    aim: &Aim<'_>,
    left: &[(String, &'static str)],
) -> (Option<Object>, Option<Object>) {
    let base = merge.base.and_then(header);
    let (mut ours, mut theirs) = match (header(merge.ours), header(merge.theirs)) {
        (Some(ours), Some(theirs)) => (ours.clone(), theirs.clone()),
        (Some(one), None) | (None, Some(one)) => (one.clone(), one.clone()),
        (None, None) => return (None, None),
    };
    let mut out = Object::new();
    let mut clash = false;
    let state = state(base, &ours, &theirs);
    let keys: Vec<String> = ours.keys().chain(theirs.keys()).cloned().collect();
    for key in keys {
        if out.contains_key(&key) || TEXT.contains(&key.as_str()) || STATE.contains(&key.as_str()) {
            continue;
        }
        let (o, t) = (ours.get(&key), theirs.get(&key));
        let b = base.and_then(|b| b.get(&key));
        let value = match (o, t) {
            _ if o == t || b == t => o.cloned(),
            _ if b == o => t.cloned(),
            (Some(Value::Number(a)), Some(Value::Number(b))) if key == "version" => {
                Some(if a.as_u64() >= b.as_u64() { o.cloned() } else { t.cloned() }.unwrap_or_default())
            }
            (o, t) if key == "suppress" => union(b, o, t),
            (o, _) => {
                clash = true;
                o.cloned()
            }
        };
        if let Some(value) = value {
            out.insert(key, value);
        }
    }
    out.extend(state);
    let finish = |json: &mut Object| {
        if let Some(hash) = &aim.hash {
            json.insert("sha256".into(), hash.clone().into());
        }
        if let Some(length) = aim.length {
            json.insert("length".into(), length.0.into());
        }
        Header::set_unanchored(json, left);
    };
    if clash {
        [&mut ours, &mut theirs].into_iter().for_each(finish);
        return (Some(ours), Some(theirs));
    }
    finish(&mut out);
    (Some(out), None)
}

fn header(version: Version<'_>) -> Option<&Object> {
    version.sidecar.header().map(|h| &*h.json)
}

/// How far the work is: the side that has changed it; of two that finished the article, the later.
fn state(base: Option<&Object>, ours: &Object, theirs: &Object) -> Object {
    let of = |o: &Object| -> Object {
        STATE.iter().filter_map(|k| Some(((*k).to_owned(), o.get(*k)?.clone()))).collect()
    };
    let (o, t) = (of(ours), of(theirs));
    let b = base.map(of);
    if o == t || b.as_ref() == Some(&t) {
        return o;
    }
    if b.as_ref() == Some(&o) {
        return t;
    }
    let done = |s: &Object| s.get("status").and_then(Value::as_str) == Some(ArticleStatus::Finished.name());
    let time = |s: &Object| s.get("finished_at").and_then(Value::as_str).map(str::to_owned);
    match (done(&o), done(&t)) {
        (true, true) if time(&t) > time(&o) => t,
        // Finished on one side and open again on the other: there is still something to do.
        (true, false) => t,
        _ => o,
    }
}

/// A list with what either side has added, and without what either has taken away.
fn union(base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>) -> Option<Value> {
    let list = |v: Option<&Value>| v.and_then(Value::as_array).cloned().unwrap_or_default();
    let (b, o, t) = (list(base), list(ours), list(theirs));
    let mut out: Vec<Value> = o.iter().filter(|v| t.contains(v) || !b.contains(v)).cloned().collect();
    out.extend(t.iter().filter(|v| !o.contains(v) && !b.contains(v)).cloned());
    (!out.is_empty()).then_some(Value::Array(out))
}

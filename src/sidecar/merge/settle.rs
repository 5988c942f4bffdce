//! A file in which git has left its own conflict, taken apart into the versions that it was made of.

use crate::sidecar::Sidecar;
use crate::sidecar::line::{Content, Marker};

/// The versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// What both come from; only where git wrote it (`merge.conflictStyle` diff3 or zdiff3) in every conflict.
    pub base: Option<Vec<u8>>,
    /// One side.
    pub ours: Vec<u8>,
    /// The other.
    pub theirs: Vec<u8>,
    /// What stands behind the first markers.
    pub labels: (String, String),
}

/// Takes a file apart. `None` when it has no conflict, or markers without their like.
pub fn split(sidecar: &Sidecar) -> Option<Parts> {
    let mut parts =
        Parts { base: Some(Vec::new()), ours: Vec::new(), theirs: Vec::new(), labels: Default::default() };
    let mut inside: Option<Marker> = None;
    let (mut conflicts, mut based) = (0, false);
    for (n, line) in sidecar.lines().iter().enumerate() {
        let bytes = sidecar.line_bytes(n);
        if let Content::Conflict(marker) = line.content {
            inside = match (inside, marker) {
                (None, Marker::Ours) => {
                    based = false;
                    conflicts += 1;
                    Some(marker)
                }
                (Some(Marker::Ours), Marker::Base) => {
                    based = true;
                    Some(marker)
                }
                (Some(Marker::Ours | Marker::Base), Marker::Middle) => Some(marker),
                (Some(Marker::Middle), Marker::Theirs) => {
                    if !based {
                        parts.base = None;
                    }
                    None
                }
                _ => return None,
            };
            let label = String::from_utf8_lossy(bytes.get(8..).unwrap_or_default()).into_owned();
            match marker {
                Marker::Ours if conflicts == 1 => parts.labels.0 = label,
                Marker::Theirs if conflicts == 1 => parts.labels.1 = label,
                _ => {}
            }
            continue;
        }
        let add = |to: &mut Vec<u8>| {
            to.extend_from_slice(bytes);
            to.push(b'\n');
        };
        if matches!(inside, None | Some(Marker::Ours)) {
            add(&mut parts.ours);
        }
        if matches!(inside, None | Some(Marker::Middle)) {
            add(&mut parts.theirs);
        }
        if let (None | Some(Marker::Base), Some(base)) = (inside, &mut parts.base) {
            add(base);
        }
    }
    (inside.is_none() && conflicts > 0).then_some(parts)
}

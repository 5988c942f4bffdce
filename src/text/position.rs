//! One type for each way of counting, so that a byte offset is never taken for a code point.

use serde::{Deserialize, Serialize};

macro_rules! position {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as a `usize`, for indexing.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            /// Saturates at `u32::MAX`; `decode` refuses texts that are longer.
            fn from(value: usize) -> Self {
                Self(u32::try_from(value).unwrap_or(u32::MAX))
            }
        }
    };
}

position!(
    /// Offset in UTF-8 bytes from the start of a text.
    Byte
);
position!(
    /// Offset in Unicode code points of the file as stored: a BOM counts as one, CRLF as two.
    CodePoint
);
position!(
    /// Offset in UTF-16 code units, the editors' usual way of counting.
    Utf16
);

/// A half-open range `start..end` in one way of counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span<P> {
    /// First position inside.
    pub start: P,
    /// First position behind.
    pub end: P,
}

impl<P: Copy + Ord> Span<P> {
    /// A span from `start` to `end`.
    pub fn new(start: P, end: P) -> Self {
        Self { start, end }
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside (or is equal).
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one position.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Sort key of the output: by start, the longer first.
    pub fn order(self) -> (P, std::cmp::Reverse<P>) {
        (self.start, std::cmp::Reverse(self.end))
    }
}

impl Span<Byte> {
    /// The range for slicing a `str`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }
}

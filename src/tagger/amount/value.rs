//! A value while it is read: one number, a range, or two readings of one figure.

use super::exact::Exact;

/// What the second number of a [`Pair`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Second {
    /// There is none.
    None,
    /// The upper end (năm bảy triệu).
    Upper,
    /// Another reading, less likely than the first.
    Other,
}

/// One or two numbers that are scaled and added together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The first.
    pub a: Exact,
    /// The second; the same as the first where there is none.
    pub b: Exact,
    /// What the second is.
    pub second: Second,
}

impl Pair {
    /// A single number.
    pub const fn one(value: Exact) -> Self {
        Self { a: value, b: value, second: Second::None }
    }

    /// A range.
    pub const fn range(low: Exact, high: Exact) -> Self {
        Self { a: low, b: high, second: Second::Upper }
    }

    /// Two readings, the likelier first.
    pub const fn either(likely: Exact, other: Exact) -> Self {
        Self { a: likely, b: other, second: Second::Other }
    }

    /// Times a power of ten.
    pub fn shift(self, power: i32) -> Option<Self> {
        Some(Self { a: self.a.shift(power)?, b: self.b.shift(power)?, second: self.second })
    }

    /// The sum; nothing where a range meets a doubt.
    pub fn add(self, other: Self) -> Option<Self> {
        let second = match (self.second, other.second) {
            (s, Second::None) | (Second::None, s) => s,
            (Second::Other, Second::Other) => Second::Other,
            _ => return None,
        };
        Some(Self { a: self.a.add(other.a)?, b: self.b.add(other.b)?, second })
    }

    /// Whether both numbers are below 10^`power`.
    pub fn below_power(self, power: i32) -> bool {
        self.a.below_power(power) && self.b.below_power(power)
    }
}

/// Why a sum is less than certain; the later, the graver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Nothing speaks against it.
    #[default]
    None,
    /// The currency's name is shared by several.
    Currency,
    /// Its number stands next to another one.
    Neighbour,
    /// Spaces group its digits.
    Spaces,
    /// It leaves out a scale (3 triệu 5 đồng).
    Shorthand,
    /// Its separators are foreign, or can be read in two ways.
    Separator,
    /// Its words can be read in two ways.
    Wording,
}

//! Exact decimals for reading sums: every step is checked, nothing is ever rounded.

use rust_decimal::Decimal;

/// `mantissa` × 10^-`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    mantissa: u128,
    places: u32,
}

/// Powers of ten beyond this do not fit.
const MAX_POWER: u32 = 37;

/// The powers of ten that fit.
const POWERS: [u128; MAX_POWER as usize + 1] = {
    let mut powers = [1; MAX_POWER as usize + 1];
    let mut power = 1;
    while power < powers.len() {
        powers[power] = powers[power - 1] * 10;
        power += 1;
    }
    powers
};

/// The largest mantissa of a [`Decimal`]: 96 bits.
const MAX_MANTISSA: u128 = (1 << 96) - 1;
/// The most decimal places of a [`Decimal`].
const MAX_PLACES: u32 = 28;

impl Exact {
    /// A whole number.
    pub const fn whole(value: u128) -> Self {
        Self { mantissa: value, places: 0 }
    }

    /// One half.
    pub const HALF: Self = Self { mantissa: 5, places: 1 };

    /// Reads ASCII digits (others are passed over), of which the last `places` are decimals.
    pub fn from_digits(digits: &str, places: usize) -> Option<Self> {
        let mut mantissa = 0u128;
        for b in digits.bytes().filter(u8::is_ascii_digit) {
            mantissa = mantissa.checked_mul(10)?.checked_add(u128::from(b - b'0'))?;
        }
        let places = u32::try_from(places).ok().filter(|p| *p <= MAX_POWER)?;
        Some(Self { mantissa, places })
    }

    /// Times a power of ten, which may be negative.
    pub fn shift(self, power: i32) -> Option<Self> {
        if power < 0 {
            let places = self.places.checked_add(power.unsigned_abs()).filter(|p| *p <= MAX_POWER)?;
            return Some(Self { places, ..self });
        }
        let power = power.unsigned_abs();
        if power <= self.places {
            return Some(Self { places: self.places - power, ..self });
        }
        let up = POWERS.get((power - self.places) as usize)?;
        Some(Self { mantissa: self.mantissa.checked_mul(*up)?, places: 0 })
    }

    /// The sum.
    pub fn add(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let a = self.at(places)?;
        let b = other.at(places)?;
        Some(Self { mantissa: a.checked_add(b)?, places })
    }

    fn at(self, places: u32) -> Option<u128> {
        self.mantissa.checked_mul(*POWERS.get((places - self.places) as usize)?)
    }

    /// Whether it is below another; `false` too where the two cannot be compared.
    pub fn below(self, other: Self) -> bool {
        let places = self.places.max(other.places);
        matches!((self.at(places), other.at(places)), (Some(a), Some(b)) if a < b)
    }

    /// Whether it is below 10^`power`.
    pub fn below_power(self, power: i32) -> bool {
        Self::whole(1).shift(power).is_some_and(|limit| self.below(limit))
    }

    /// The value as a [`Decimal`] without trailing zeros; nothing if it does not fit exactly.
    pub fn decimal(self) -> Option<Decimal> {
        let Self { mut mantissa, mut places } = self;
        while places > 0 && mantissa.is_multiple_of(10) {
            mantissa /= 10;
            places -= 1;
        }
        if mantissa > MAX_MANTISSA || places > MAX_PLACES {
            return None;
        }
        Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, places).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_exact_or_nothing() {
        let e = Exact::from_digits("33.662", 0).unwrap().shift(9).unwrap();
        assert_eq!(e.decimal().unwrap().to_string(), "33662000000000");
        let e = Exact::from_digits("950", 2).unwrap();
        assert_eq!(e.decimal().unwrap().to_string(), "9.5");
        assert_eq!(Exact::HALF.shift(9).unwrap().decimal().unwrap().to_string(), "500000000");
        assert_eq!(Exact::from_digits(&"9".repeat(40), 0), None);
        assert_eq!(Exact::from_digits(&"9".repeat(30), 0).unwrap().decimal(), None);
        assert_eq!(Exact::whole(10).shift(38), None);
        assert_eq!(Exact::whole(100).shift(37), None);
        assert_eq!(Exact::from_digits("1", 5).unwrap().shift(-30).unwrap().decimal(), None);
    }
}

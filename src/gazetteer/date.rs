//! Days as the tables store them, `yyyymmdd`, and as calendar dates.

use jiff::civil::Date;

/// A stored day; `None` for 0 or for what is no day of the calendar.
pub fn from_packed(day: u32) -> Option<Date> {
    let (year, month, day) = (day / 10_000, day / 100 % 100, day % 100);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A date as the tables store it. Years before 1 give 0.
pub fn to_packed(date: Date) -> u32 {
    match u32::try_from(date.year()) {
        Ok(year) => {
            year * 10_000 + date.month().unsigned_abs() as u32 * 100 + date.day().unsigned_abs() as u32
        }
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let date = jiff::civil::date(2025, 7, 1);
        assert_eq!(to_packed(date), 20_250_701);
        assert_eq!(from_packed(20_250_701), Some(date));
        assert_eq!(from_packed(0), None);
        assert_eq!(from_packed(20_250_231), None);
    }
}

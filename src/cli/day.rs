//! Days as people hand them over: `YYYY-MM-DD` and nothing else.

use jiff::civil::Date;

use crate::config::shape::day;

/// Reads a day of the calendar.
///
/// # Errors
/// What is not of this form, or no day.
pub fn parse(text: &str) -> Result<Date, String> {
    day(text).ok_or_else(|| "not a day of the form YYYY-MM-DD".to_string())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn one_form_only() {
        assert_eq!(parse("2019-08-23"), Ok(jiff::civil::date(2019, 8, 23)));
        for bad in ["20190823", "2019-8-23", "2019-02-30", "23/08/2019", "2019-08-23T10:00", "", "2019-08-2x"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}

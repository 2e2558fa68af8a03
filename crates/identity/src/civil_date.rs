//! A day of the civil calendar as identity numbers write it. Deadlines belong to `calendar`.

use std::fmt;

/// A date that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDate {
    year: u16,
    month: u8,
    day: u8,
}

impl CivilDate {
    /// The date of year, month and day, if there is such a day.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days(year, month) {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// Reads eight digits, `20261102`.
    pub fn from_digits(digits: &str) -> Option<Self> {
        if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Self::new(
            digits[..4].parse().ok()?,
            digits[4..6].parse().ok()?,
            digits[6..].parse().ok()?,
        )
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Eight digits, `20261102`.
    pub fn digits(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

const fn days(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// `2026-11-02`.
impl fmt::Display for CivilDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        for (digits, exists) in [
            ("20240229", true),
            ("20230229", false),
            ("19000229", false),
            ("20000229", true),
            ("20260431", false),
            ("20261301", false),
            ("20260001", false),
            ("20260100", false),
            ("2026010", false),
            ("2026-1-1", false),
        ] {
            assert_eq!(CivilDate::from_digits(digits).is_some(), exists, "{digits}");
        }
    }
}

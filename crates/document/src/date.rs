//! The dates that documents carry.

use std::{fmt, str::FromStr};

/// A day of the calendar, as written on a document. It does no arithmetic: that is the calendar's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// What was given is not a day written like 2026-11-30.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write it like 2026-11-30")]
pub struct NotADate(pub String);

impl Date {
    /// A day that exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
        exists.then_some(Date { year, month, day })
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// 2026年11月30日, as GB/T 9704-2012 writes the date of a document.
    pub fn arabic(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }

    /// 二〇二六年十一月三十日, as certificates write it.
    pub fn chinese(self) -> String {
        let year: String = self.year.to_string().chars().filter_map(numeral).collect();
        format!("{year}年{}月{}日", below_hundred(self.month), below_hundred(self.day))
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Date, NotADate> {
        let read = || {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
            if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
                return None;
            }
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        };
        read().ok_or_else(|| NotADate(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn numeral(digit: char) -> Option<char> {
    "〇一二三四五六七八九".chars().nth(digit.to_digit(10)? as usize)
}

/// 十一, 二十, 三十一: a number from 1 to 99 as it is read.
pub(crate) fn below_hundred(number: u8) -> String {
    let digit = |value: u8| "一二三四五六七八九".chars().nth(usize::from(value).wrapping_sub(1));
    let (tens, ones) = (number / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.extend(digit(tens));
    }
    if tens > 0 {
        text.push('十');
    }
    text.extend(digit(ones));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_in_both_ways() {
        for (iso, chinese, arabic) in [
            ("2026-11-30", "二〇二六年十一月三十日", "2026年11月30日"),
            ("2026-01-01", "二〇二六年一月一日", "2026年1月1日"),
            ("2030-10-10", "二〇三〇年十月十日", "2030年10月10日"),
            ("2028-02-29", "二〇二八年二月二十九日", "2028年2月29日"),
            ("2025-12-21", "二〇二五年十二月二十一日", "2025年12月21日"),
        ] {
            let date: Date = iso.parse().unwrap();
            assert_eq!(
                (date.chinese().as_str(), date.arabic().as_str(), date.to_string().as_str()),
                (chinese, arabic, iso)
            );
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-11-31",
            "2026-1-1",
            "30.11.2026",
            "",
            "二〇二六",
        ] {
            assert_eq!(wrong.parse::<Date>(), Err(NotADate(wrong.into())));
        }
    }
}

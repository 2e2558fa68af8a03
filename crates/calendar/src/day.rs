//! A civil day: the unit in which law counts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A civil day in Shanghai, as the number of days since 1970-01-01.
///
/// Written "YYYY-MM-DD". Arithmetic stays between [`Day::MIN`] and [`Day::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// The days of the week, as the weekend is a matter of law (国务院关于职工工作时间的规定 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A text or a number that names no day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day: {0:?}; a day is written YYYY-MM-DD and must exist")]
pub struct NotADay(pub String);

impl Day {
    /// 0001-01-01, the first day that can be written.
    pub const MIN: Day = Day(-719_162);
    /// 9999-12-31, the last day that can be written.
    pub const MAX: Day = Day(2_932_896);

    /// The day of that date, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then(|| days_from_civil(year, month, day))
    }

    /// The year, as people write it.
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.civil().1
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.civil().2
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        const FROM_THURSDAY: [Weekday; 7] = [
            Weekday::Thursday, // 1970-01-01
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
        ];
        FROM_THURSDAY[self.0.rem_euclid(7) as usize]
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// That many calendar days later; earlier if negative.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days)).clamp(Day::MIN, Day::MAX)
    }

    /// The day after.
    pub fn next(self) -> Day {
        self.plus(1)
    }

    /// Calendar days from `earlier` to this day; negative if this day comes first.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Every day from this one through `last`, both included.
    pub fn through(self, last: Day) -> impl DoubleEndedIterator<Item = Day> + Clone {
        (self.0..=last.0).map(Day)
    }

    fn civil(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

// Both conversions count in years that begin in March, so that the leap day comes last, and in
// eras of 400 years, after which the Gregorian calendar repeats.

const DAYS_OF_ERA: i64 = 146_097;
const DAYS_TO_1970: i64 = 719_468;

fn days_from_civil(year: i32, month: u32, day: u32) -> Day {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Day((era * DAYS_OF_ERA + day_of_era - DAYS_TO_1970) as i32)
}

fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let days = i64::from(days) + DAYS_TO_1970;
    let era = days.div_euclid(DAYS_OF_ERA);
    let day_of_era = days.rem_euclid(DAYS_OF_ERA);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year as i32, month as u32, day as u32)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Day, NotADay> {
        parse(text).ok_or_else(|| NotADay(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Day> {
    let digits = |from, to| -> Option<u32> {
        let part = text.get(from..to)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let dashes = text.get(4..5)? == "-" && text.get(7..8)? == "-";
    if text.len() != 10 || !dashes {
        return None;
    }
    Day::new(digits(0, 4)? as i32, digits(5, 7)?, digits(8, 10)?)
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

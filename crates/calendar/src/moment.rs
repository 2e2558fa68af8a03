//! A moment: when an act was done, to the millisecond.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Day;

const MILLISECONDS_OF_MINUTE: i64 = 60_000;
/// Milliseconds of a day: no day of Shanghai is longer or shorter.
pub const MILLISECONDS_OF_DAY: i64 = 1_440 * MILLISECONDS_OF_MINUTE;
/// Asia/Shanghai is UTC+8; summer time ended in 1991.
const SHANGHAI_MILLISECONDS: i64 = 8 * 60 * MILLISECONDS_OF_MINUTE;

/// A moment, as milliseconds since 1970-01-01T00:00:00Z. Shown in Shanghai time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// That hour and minute of that day in Shanghai; 24:00 is midnight at its end.
    pub fn at(day: Day, hour: u32, minute: u32) -> Moment {
        let minutes = i64::from(hour) * 60 + i64::from(minute);
        Moment(i64::from(day.0) * MILLISECONDS_OF_DAY + minutes * MILLISECONDS_OF_MINUTE - SHANGHAI_MILLISECONDS)
    }

    /// The civil day in Shanghai.
    pub fn day(self) -> Day {
        let days = self.in_shanghai().div_euclid(MILLISECONDS_OF_DAY);
        Day(days.clamp(i64::from(Day::MIN.0), i64::from(Day::MAX.0)) as i32)
    }

    /// Minutes since midnight in Shanghai, 0 to 1439.
    pub fn minute_of_day(self) -> u32 {
        (self.millisecond_of_day() / MILLISECONDS_OF_MINUTE) as u32
    }

    /// That many milliseconds later; earlier if negative.
    pub fn plus(self, milliseconds: i64) -> Moment {
        Moment(self.0.saturating_add(milliseconds))
    }

    fn millisecond_of_day(self) -> i64 {
        self.in_shanghai().rem_euclid(MILLISECONDS_OF_DAY)
    }

    fn in_shanghai(self) -> i64 {
        self.0.saturating_add(SHANGHAI_MILLISECONDS)
    }
}

/// ISO 8601, with milliseconds only where there are any: "2026-11-23T09:30:00+08:00".
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.minute_of_day();
        let milliseconds = self.millisecond_of_day() % MILLISECONDS_OF_MINUTE;
        let (seconds, fraction) = (milliseconds / 1_000, milliseconds % 1_000);
        write!(f, "{}T{:02}:{:02}:{seconds:02}", self.day(), minutes / 60, minutes % 60)?;
        if fraction != 0 {
            write!(f, ".{fraction:03}")?;
        }
        f.write_str("+08:00")
    }
}

//! A deadline: where a limit leads, kept so that a revised calendar moves its day.

use serde::{Deserialize, Serialize};

use crate::{Calendar, Day, Limit, Moment, OfficeHours, Ordinal, Unit};

/// The end of a limit. Its day is read off a calendar, so that a rest day declared later within
/// the limit moves it by itself.
///
/// A revision of days *before* its start shifts ordinals: ask its clock again ([`crate::Clock::due`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// The working day with that ordinal.
    Working(Ordinal),
    /// That civil day, or the next working day if it is a rest day (民法典 203).
    Calendar(Day),
}

impl Deadline {
    /// The end of a limit that begins with an act on `start`, which does not count (民法典 201).
    ///
    /// A limit of 0 ends on the day of the act, or on the next working day if that is a rest day.
    pub fn from(start: Day, limit: &Limit, calendar: &Calendar) -> Deadline {
        Deadline::after(start, limit.number, limit.unit, calendar)
    }

    /// The end of that many days after `start`.
    pub(crate) fn after(start: Day, number: u32, unit: Unit, calendar: &Calendar) -> Deadline {
        let days = i32::try_from(number).unwrap_or(i32::MAX);
        match unit {
            Unit::Working if days == 0 => Deadline::Working(calendar.ordinal(calendar.roll(start))),
            Unit::Working => Deadline::Working(calendar.ordinal(start).plus(days)),
            Unit::Calendar => Deadline::Calendar(start.plus(days)),
        }
    }

    /// What its limit counts.
    pub fn unit(self) -> Unit {
        match self {
            Deadline::Working(_) => Unit::Working,
            Deadline::Calendar(_) => Unit::Calendar,
        }
    }

    /// The last day, in that calendar.
    pub fn day(self, calendar: &Calendar) -> Day {
        match self {
            Deadline::Working(ordinal) => calendar.day_of(ordinal),
            Deadline::Calendar(day) => calendar.roll(day),
        }
    }

    /// When a person's own term ends: at 24:00 of the last day (民法典 203). What comes before is in time.
    pub fn ends_for_applicant(self, calendar: &Calendar) -> Moment {
        Moment::at(self.day(calendar), 24, 0)
    }

    /// When an office's term ends: as it closes on the last day (民法典 203). What comes before is in time.
    pub fn ends_for_office(self, calendar: &Calendar, hours: OfficeHours) -> Moment {
        Moment::at(self.day(calendar), 0, hours.close)
    }
}

//! Time as offices count it: the minutes in which they are open, one after the other.

use calendar::{Calendar, Day, Moment, OfficeHours, Ordinal};

/// An office with its calendar.
#[derive(Clone, Debug)]
pub struct Office {
    calendar: Calendar,
    hours: OfficeHours,
}

impl Office {
    /// An office with that calendar and those hours.
    pub fn new(calendar: Calendar, hours: OfficeHours) -> Self {
        Self { calendar, hours }
    }

    /// Its calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Minutes in which it was open through that moment.
    pub fn minutes(&self, moment: Moment) -> i64 {
        let day = moment.day();
        let through = i64::from(self.calendar.ordinal(day).0) * self.minutes_a_day();
        if self.calendar.is_working(day) {
            let today = moment.minute_of_day().clamp(self.hours.open, self.hours.close) - self.hours.open;
            through - self.minutes_a_day() + i64::from(today)
        } else {
            through
        }
    }

    /// The moment at which so many minutes are over.
    pub fn moment(&self, minutes: i64) -> Moment {
        let days = minutes.div_euclid(self.minutes_a_day());
        let rest = u32::try_from(minutes.rem_euclid(self.minutes_a_day())).unwrap_or(0);
        let day = self.calendar.day_of(Ordinal(i32::try_from(days + 1).unwrap_or(i32::MAX)));
        let minute = self.hours.open + rest;
        Moment::at(day, minute / 60, minute % 60)
    }

    /// Minutes until shortly before closing on a day.
    pub fn before_closing(&self, day: Day) -> i64 {
        i64::from(self.calendar.ordinal(day).0) * self.minutes_a_day() - CLOSING_MINUTES
    }

    /// How long it is open.
    pub fn minutes_a_day(&self) -> i64 {
        i64::from(self.hours.close - self.hours.open)
    }
}

/// Nothing begins so shortly before closing.
const CLOSING_MINUTES: i64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> Office {
        Office::new(
            Calendar::national(),
            OfficeHours {
                open: 9 * 60,
                close: 17 * 60,
            },
        )
    }

    #[test]
    fn office_minutes_lead_back_to_their_moment() {
        let friday: Day = "2026-11-20".parse().unwrap();
        for (hour, minute) in [(9, 0), (10, 30), (16, 59)] {
            let moment = Moment::at(friday, hour, minute);
            assert_eq!(office().moment(office().minutes(moment)), moment);
        }
    }

    #[test]
    fn a_night_and_a_weekend_have_no_office_minutes() {
        let friday: Day = "2026-11-20".parse().unwrap();
        let closing = office().minutes(Moment::at(friday, 17, 0));
        assert_eq!(office().minutes(Moment::at(friday.plus(1), 12, 0)), closing);
        assert_eq!(office().minutes(Moment::at(friday.plus(3), 9, 0)), closing);
        assert_eq!(office().moment(closing), Moment::at(friday.plus(3), 9, 0));
    }
}

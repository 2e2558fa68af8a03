//! When nobody is disturbed: what would come at night comes in the morning.

use calendar::{Day, Moment};
use people::record::account::QuietHours;

/// From nine in the evening to eight in the morning, unless the person says otherwise.
/// [assumption: what carriers ask of service texts; no law gives the hours]
pub(crate) const QUIET_HOURS_USUAL: QuietHours = QuietHours {
    from: 21 * 60,
    until: 8 * 60,
};

/// The first moment from then on that is not quiet.
pub(crate) fn earliest(at: Moment, quiet: QuietHours) -> Moment {
    let minute = u16::try_from(at.minute_of_day()).unwrap_or(0);
    if !quiet.covers(minute) {
        return at;
    }
    let morning = |day: Day| Moment::at(day, u32::from(quiet.until) / 60, u32::from(quiet.until) % 60);
    let today = morning(at.day());
    if today > at { today } else { morning(at.day().next()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        let (day, clock) = text.split_once(' ').unwrap();
        let (hour, minute) = clock.split_once(':').unwrap();
        let day = Day::new(2026, 11, day.parse().unwrap()).unwrap();
        Moment::at(day, hour.parse().unwrap(), minute.parse().unwrap())
    }

    #[test]
    fn messages_wait_till_morning() {
        let hours = |from: u16, until: u16| QuietHours {
            from: from * 60,
            until: until * 60,
        };
        for (quiet, at, expected) in [
            (QUIET_HOURS_USUAL, "2 09:30", "2 09:30"),
            (QUIET_HOURS_USUAL, "2 20:59", "2 20:59"),
            (QUIET_HOURS_USUAL, "2 21:00", "3 08:00"),
            (QUIET_HOURS_USUAL, "2 23:59", "3 08:00"),
            (QUIET_HOURS_USUAL, "3 00:00", "3 08:00"),
            (QUIET_HOURS_USUAL, "3 07:59", "3 08:00"),
            (QUIET_HOURS_USUAL, "3 08:00", "3 08:00"),
            // The last day of a month.
            (QUIET_HOURS_USUAL, "30 22:00", "31 08:00"),
            // A nap at noon.
            (hours(12, 14), "2 12:00", "2 14:00"),
            (hours(12, 14), "2 13:59", "2 14:00"),
            (hours(12, 14), "2 14:00", "2 14:00"),
            (hours(12, 14), "2 22:00", "2 22:00"),
            // From midnight on.
            (hours(0, 9), "2 00:00", "2 09:00"),
            (hours(0, 9), "2 23:59", "2 23:59"),
            // Until midnight.
            (hours(20, 0), "2 20:00", "3 00:00"),
            (hours(20, 0), "3 00:00", "3 00:00"),
            // No hour at all.
            (hours(8, 8), "2 08:00", "2 08:00"),
        ] {
            let expected = match expected {
                // Day 31 of November is the first of December.
                "31 08:00" => Moment::at(Day::new(2026, 12, 1).unwrap(), 8, 0),
                other => moment(other),
            };
            assert_eq!(earliest(moment(at), quiet), expected, "{at} {quiet:?}");
        }
    }
}

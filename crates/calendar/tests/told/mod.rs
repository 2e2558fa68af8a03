//! Words in which the examples are told.
#![allow(dead_code)]

use calendar::{Calendar, Clock, Day, Limit, OfficeHours};

/// The day of a date written out.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The nation's calendar.
pub fn national() -> Calendar {
    Calendar::national()
}

/// Twenty working days to decide.
pub fn decision() -> Limit {
    Limit::working(20, "行政许可法 42")
}

/// Ground of a special procedure.
pub const SPECIAL_PROCEDURE: &str = "行政许可法 45";

/// The sample office's hours.
pub const NINE_TO_FIVE: OfficeHours = OfficeHours {
    open: 9 * 60,
    close: 17 * 60,
};

/// A clock that was stopped and resumed on these pairs of days.
pub fn clock(started: &str, stoppings: &[(&str, &str)]) -> Clock {
    let mut clock = Clock::start(day(started));
    for (stopped, resumed) in stoppings {
        clock.stop(day(stopped), SPECIAL_PROCEDURE).unwrap();
        clock.resume(day(resumed)).unwrap();
    }
    clock
}

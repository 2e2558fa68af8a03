//! The light on a case: how it stands with its time.

use serde::{Deserialize, Serialize};

use crate::{Calendar, Clock, Day, Limit};

/// The part of a limit that, once left, turns the light yellow.
const YELLOW_FRACTION: u32 = 5;

/// What the light shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "light", rename_all = "snake_case")]
pub enum Light {
    /// Time enough; or finished in time.
    Green,
    /// One fifth of the limit or one day is left, whichever is more, and not the whole of it.
    Yellow,
    /// Past its end, also if stopped only afterwards; or finished late.
    Red {
        /// By how many days of the limit's unit, at least one.
        late_by: u32,
    },
    /// The clock stands still.
    Blue,
}

/// The light of a clock on a day not before its last entry. No limit is yellow from its start but one of no days at all.
pub fn light(clock: &Clock, limit: &Limit, calendar: &Calendar, today: Day) -> Light {
    match clock.late_by(calendar, limit, today) {
        late_by @ 1.. => Light::Red { late_by },
        0 if clock.finished().is_some_and(|finished| finished <= today) => Light::Green,
        0 => match clock.due(calendar, limit) {
            None => Light::Blue,
            Some(due) => {
                let left = limit.unit.days(calendar, today, due.day(calendar));
                if is_little(left, limit) { Light::Yellow } else { Light::Green }
            }
        },
    }
}

fn is_little(left: u32, limit: &Limit) -> bool {
    let little = left <= 1 || left.saturating_mul(YELLOW_FRACTION) <= limit.number;
    little && left < limit.number.max(1)
}

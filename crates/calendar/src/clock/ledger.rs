//! A clock as written and read back.

use serde::{Deserialize, Serialize};

use crate::{Clock, ClockRefusal, Day, Stopping};

/// A clock as written; read back entry by entry, so that none exists that could not have come about.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ledger {
    started: Day,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stoppings: Vec<Stopping>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    finished: Option<Day>,
}

impl From<Clock> for Ledger {
    fn from(clock: Clock) -> Ledger {
        let Clock {
            started,
            stoppings,
            finished,
        } = clock;
        Ledger {
            started,
            stoppings,
            finished,
        }
    }
}

impl TryFrom<Ledger> for Clock {
    type Error = ClockRefusal;

    fn try_from(ledger: Ledger) -> Result<Clock, ClockRefusal> {
        let mut last = ledger.started;
        for stopping in &ledger.stoppings {
            in_order(last, stopping.day)?;
            in_order(stopping.day, stopping.resumed.unwrap_or(stopping.day))?;
            last = stopping.day;
        }
        let clock = Clock {
            started: ledger.started,
            stoppings: ledger.stoppings,
            finished: ledger.finished,
        };
        in_order(clock.last_entry(), clock.finished.unwrap_or(Day::MAX))?;
        Ok(clock)
    }
}

fn in_order(last: Day, day: Day) -> Result<(), ClockRefusal> {
    if day < last {
        Err(ClockRefusal::BeforeLastEntry { day, last })
    } else {
        Ok(())
    }
}

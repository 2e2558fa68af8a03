//! The clock of the machine.

use std::time::{SystemTime, UNIX_EPOCH};

use calendar::Moment;

use super::Clock;

/// The clock of the machine, which somebody else keeps right.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }
}

//! Why a clock did not take an entry.

use crate::Day;

/// Why an entry was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockRefusal {
    /// The ledger only grows at its end: enter the day on which the act took effect.
    #[error("{day} lies before the last entry of {last}")]
    BeforeLastEntry {
        /// The day of the refused entry.
        day: Day,
        /// The day of the last entry.
        last: Day,
    },
    /// It already stands still on that ground: resume first.
    #[error("already stopped on the ground {ground}")]
    AlreadyStopped {
        /// The ground.
        ground: String,
    },
    /// Nothing to resume from: the clock runs, or stands still on other grounds.
    #[error("not stopped")]
    NotStopped,
    /// The clock has ended; its verdict stays.
    #[error("finished on {day}")]
    Finished {
        /// When.
        day: Day,
    },
    /// No clock of the case lists that ground: 行政许可法 45 is a closed list, a pack may name others for its promise.
    #[error("{ground} stops no clock of this case")]
    NotAGround {
        /// The ground.
        ground: String,
    },
}

//! In time or late: said once, at completion.

use serde::{Deserialize, Serialize};

/// Whether something was completed in time. Taken from the day of completion, never from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// On or before the day it was due.
    InTime,
    /// After it.
    Late {
        /// By how many days of the limit's unit, at least one.
        by: u32,
    },
}

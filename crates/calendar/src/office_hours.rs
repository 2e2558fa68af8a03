//! When an office is open.

use serde::{Deserialize, Serialize};

/// Opening and closing time, in minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// The first minute open.
    pub open: u32,
    /// The first minute closed; what comes then has come too late for the day (民法典 203).
    pub close: u32,
}

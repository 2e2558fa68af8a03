//! What a region changes in the national calendar.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Day;

/// A day on which a region departs from the national calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionalDayOff {
    /// The day.
    pub day: Day,
    /// Why, with the decision it rests on.
    pub reason: Arc<str>,
    /// Worked after all: a weekend that makes up for a day off. Normally false.
    #[serde(default)]
    pub work: bool,
}

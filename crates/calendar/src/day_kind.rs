//! What sort of day a day is, and why.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The kind of a day; names and reasons are as the notice has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayKind {
    /// A plain working day.
    Working,
    /// A Saturday or Sunday that is nothing else.
    Weekend,
    /// A day of a holiday, as arranged; this includes the weekends within it.
    Holiday {
        /// The holiday.
        name: Arc<str>,
    },
    /// A weekend day that is worked in exchange.
    MakeUp {
        /// The holiday it makes up for.
        holiday: Arc<str>,
    },
    /// A day off in the region, such as for a typhoon.
    DayOff {
        /// Why.
        reason: Arc<str>,
    },
}

impl DayKind {
    /// Whether offices work on such a day.
    pub fn is_working(&self) -> bool {
        match self {
            DayKind::Working | DayKind::MakeUp { .. } => true,
            DayKind::Weekend | DayKind::Holiday { .. } | DayKind::DayOff { .. } => false,
        }
    }
}

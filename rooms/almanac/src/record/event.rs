//! What has happened to the days. A declaration is a public word of an office: it holds nothing about a person.

use serde::{Deserialize, Serialize};

use super::Change;

/// One thing that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum DaysEvent {
    /// Days were declared.
    Declared {
        /// Counted up from 1.
        number: u32,
        /// What.
        change: Change,
    },
    /// A declaration was taken back before its first day.
    TakenBack {
        /// Which.
        number: u32,
    },
}

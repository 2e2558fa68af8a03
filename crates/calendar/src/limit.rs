//! A limit: how long something may take, counted in what, by which law.

use serde::{Deserialize, Serialize};

use crate::{Calendar, Day};

/// What a limit counts. There is no default: a limit without a unit is refused when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Working days, without rest days (行政许可法 82).
    Working,
    /// Calendar days, as in laws that do not say otherwise (民法典 200).
    Calendar,
}

impl Unit {
    /// As index rows write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Working => "working",
            Unit::Calendar => "calendar",
        }
    }

    /// Reads what [`Unit::as_str`] writes.
    pub fn from_text(text: &str) -> Option<Unit> {
        [Unit::Working, Unit::Calendar].into_iter().find(|unit| unit.as_str() == text)
    }

    /// Days of this unit in (after, through]; none if `through` comes first.
    pub fn days(self, calendar: &Calendar, after: Day, through: Day) -> u32 {
        let days = match self {
            Unit::Working => calendar.count(after, through),
            Unit::Calendar => through.since(after),
        };
        u32::try_from(days).unwrap_or(0)
    }
}

/// A limit of time. The day of the act does not count (民法典 201); 0 means on the same day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: Unit,
    /// The legal ground, such as 行政许可法 42.
    pub ground: String,
}

impl Limit {
    /// That many working days.
    pub fn working(number: u32, ground: impl Into<String>) -> Limit {
        Limit {
            number,
            unit: Unit::Working,
            ground: ground.into(),
        }
    }

    /// That many calendar days.
    pub fn calendar(number: u32, ground: impl Into<String>) -> Limit {
        Limit {
            number,
            unit: Unit::Calendar,
            ground: ground.into(),
        }
    }

    /// The limit with an extension granted on a ground of its own (such as 行政许可法 42: ten days more).
    pub fn extended(&self, by: u32, ground: &str) -> Limit {
        Limit {
            number: self.number.saturating_add(by),
            unit: self.unit,
            ground: format!("{}; {ground}", self.ground),
        }
    }
}

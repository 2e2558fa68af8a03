//! The days of the range laid out, so that counting is two loads.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Day, DayKind};

/// The place of a day in the count of working days: how many there were through it since the range began.
///
/// 0 stands before the first working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ordinal(pub i32);

impl Ordinal {
    /// That many working days later; earlier if negative.
    pub fn plus(self, working_days: i32) -> Ordinal {
        Ordinal(self.0.saturating_add(working_days))
    }
}

pub(crate) struct Table {
    first: Day,
    kinds: Vec<DayKind>,
    /// Working days from the first day through each day.
    counted: Vec<i32>,
    /// The day of each ordinal; ordinal 0 is the first day of the range.
    worked: Vec<Day>,
}

impl Table {
    pub(crate) fn new(first: Day, kinds: Vec<DayKind>) -> Table {
        let mut counted = Vec::with_capacity(kinds.len());
        let mut worked = vec![first];
        for (day, kind) in (first.0..).map(Day).zip(&kinds) {
            if kind.is_working() {
                worked.push(day);
            }
            counted.push(worked.len() as i32 - 1);
        }
        assert!(!kinds.is_empty(), "a calendar covers at least a day");
        Table {
            first,
            kinds,
            counted,
            worked,
        }
    }

    pub(crate) fn first(&self) -> Day {
        self.first
    }

    pub(crate) fn last(&self) -> Day {
        self.first.plus(self.kinds.len() as i32 - 1)
    }

    pub(crate) fn kind(&self, day: Day) -> &DayKind {
        &self.kinds[self.index(day)]
    }

    pub(crate) fn ordinal(&self, day: Day) -> Ordinal {
        if day < self.first {
            Ordinal(0)
        } else {
            Ordinal(self.counted[self.index(day)])
        }
    }

    pub(crate) fn day_of(&self, ordinal: Ordinal) -> Day {
        let last = self.worked.len() - 1;
        let index = usize::try_from(ordinal.0).unwrap_or(0);
        if index > last { self.last() } else { self.worked[index] }
    }

    fn index(&self, day: Day) -> usize {
        day.clamp(self.first, self.last()).since(self.first) as usize
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({} to {})", self.first(), self.last())
    }
}

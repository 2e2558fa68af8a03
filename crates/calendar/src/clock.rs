//! A clock: the ledger of when time ran for somebody, and on which ground it did not.

pub(crate) mod refusal;
pub(crate) mod running;

mod ledger;
mod reckoning;

use serde::{Deserialize, Serialize};

use crate::Day;
use ledger::Ledger;
use refusal::ClockRefusal;

/// A ledger of one start, stops with their grounds, resumptions and an end.
///
/// It ran in intervals (a, b]: the day on which it starts or resumes does not count, the day on
/// which it stops does, so that stopping and resuming on one day loses nothing. It may stand
/// still on several grounds at once and goes on when the last of them is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Ledger", into = "Ledger")]
pub struct Clock {
    started: Day,
    stoppings: Vec<Stopping>,
    finished: Option<Day>,
}

/// One standstill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopping {
    /// The day it began; this day still counts.
    pub day: Day,
    /// The legal ground, such as 行政许可法 45.
    pub ground: String,
    /// The day it ended; the next day counts again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed: Option<Day>,
}

impl Clock {
    /// A clock that runs from that day, which itself does not count.
    pub fn start(day: Day) -> Clock {
        Clock {
            started: day,
            stoppings: Vec::new(),
            finished: None,
        }
    }

    /// It stands still after that day, on a legal ground.
    pub fn stop(&mut self, day: Day, ground: impl Into<String>) -> Result<(), ClockRefusal> {
        let ground = ground.into();
        self.admit(day)?;
        if self.open_grounds().any(|open| open == ground) {
            return Err(ClockRefusal::AlreadyStopped { ground });
        }
        self.stoppings.push(Stopping {
            day,
            ground,
            resumed: None,
        });
        Ok(())
    }

    /// Every ground to stand still is gone: it runs on after that day.
    pub fn resume(&mut self, day: Day) -> Result<(), ClockRefusal> {
        self.lift(day, |_| true)
    }

    /// One ground to stand still is gone; it runs on after that day if it was the last.
    pub fn resume_from(&mut self, day: Day, ground: &str) -> Result<(), ClockRefusal> {
        self.lift(day, |stopping| stopping.ground == ground)
    }

    /// It ends with that day, for good.
    pub fn finish(&mut self, day: Day) -> Result<(), ClockRefusal> {
        self.admit(day)?;
        self.finished = Some(day);
        Ok(())
    }

    fn lift(&mut self, day: Day, gone: impl Fn(&Stopping) -> bool) -> Result<(), ClockRefusal> {
        self.admit(day)?;
        let mut lifted = false;
        for stopping in self.stoppings.iter_mut().filter(|stopping| stopping.resumed.is_none()) {
            if gone(stopping) {
                stopping.resumed = Some(day);
                lifted = true;
            }
        }
        if lifted { Ok(()) } else { Err(ClockRefusal::NotStopped) }
    }

    fn admit(&self, day: Day) -> Result<(), ClockRefusal> {
        if let Some(day) = self.finished {
            return Err(ClockRefusal::Finished { day });
        }
        let last = self.last_entry();
        if day < last {
            Err(ClockRefusal::BeforeLastEntry { day, last })
        } else {
            Ok(())
        }
    }

    fn last_entry(&self) -> Day {
        let days = |stopping: &Stopping| stopping.resumed.unwrap_or(stopping.day).max(stopping.day);
        self.stoppings.iter().map(days).fold(self.started, Day::max)
    }

    /// The day it started.
    pub fn started(&self) -> Day {
        self.started
    }

    /// Its standstills, in the order in which they began.
    pub fn stoppings(&self) -> &[Stopping] {
        &self.stoppings
    }

    /// The grounds on which it stands still.
    pub fn open_grounds(&self) -> impl Iterator<Item = &str> {
        self.stoppings
            .iter()
            .filter(|stopping| stopping.resumed.is_none())
            .map(|stopping| stopping.ground.as_str())
    }

    /// Whether it stands still and is not finished.
    pub fn is_stopped(&self) -> bool {
        self.finished.is_none() && self.open_grounds().next().is_some()
    }

    /// The day it ended.
    pub fn finished(&self) -> Option<Day> {
        self.finished
    }
}

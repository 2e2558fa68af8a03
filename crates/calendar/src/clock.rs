//! A clock: the ledger of when time ran for somebody, and on which ground it did not.

use serde::{Deserialize, Serialize};

use crate::{Calendar, Day, Deadline, Limit, Unit, Verdict};

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

/// An interval (after, through] in which the clock ran; without an end it still runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// The day before the first day that counts.
    pub after: Day,
    /// The last day that counts.
    pub through: Option<Day>,
}

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

impl Clock {
    /// A clock that runs from that day, which itself does not count.
    pub fn start(day: Day) -> Clock {
        Clock { started: day, stoppings: Vec::new(), finished: None }
    }

    /// It stands still after that day, on a legal ground.
    pub fn stop(&mut self, day: Day, ground: impl Into<String>) -> Result<(), ClockRefusal> {
        let ground = ground.into();
        self.admit(day)?;
        if self.open_grounds().any(|open| open == ground) {
            return Err(ClockRefusal::AlreadyStopped { ground });
        }
        self.stoppings.push(Stopping { day, ground, resumed: None });
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
        if day < last { Err(ClockRefusal::BeforeLastEntry { day, last }) } else { Ok(()) }
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

    /// The intervals in which it ran.
    pub fn running(&self) -> Vec<Running> {
        let mut running = Vec::new();
        let mut since = self.started;
        let mut stoppings = self.stoppings.iter().peekable();
        while let Some(stopping) = stoppings.next() {
            running.push(Running { after: since, through: Some(stopping.day) });
            let mut resumed = stopping.resumed;
            while let Some(overlapping) =
                stoppings.next_if(|next| resumed.is_none_or(|resumed| next.day < resumed))
            {
                resumed = resumed.zip(overlapping.resumed).map(|(one, other)| one.max(other));
            }
            match resumed {
                Some(day) => since = day,
                None => return running,
            }
        }
        running.push(Running { after: since, through: self.finished });
        running
    }

    /// The working days it ran, through that day.
    pub fn counted(&self, calendar: &Calendar, through: Day) -> u32 {
        self.counted_in(Unit::Working, calendar, through)
    }

    /// The days of that unit it ran, through that day.
    pub fn counted_in(&self, unit: Unit, calendar: &Calendar, through: Day) -> u32 {
        self.running()
            .iter()
            .map(|running| {
                let end = running.through.map_or(through, |end| end.min(through));
                unit.days(calendar, running.after, end)
            })
            .sum()
    }

    /// The days of the limit not yet used up through that day; 0 once they are.
    pub fn remaining(&self, calendar: &Calendar, limit: &Limit, through: Day) -> u32 {
        limit.number.saturating_sub(self.counted_in(limit.unit, calendar, through))
    }

    /// When the limit ends; none while the clock stands still, after which it goes on with what was left.
    pub fn due(&self, calendar: &Calendar, limit: &Limit) -> Option<Deadline> {
        if self.open_grounds().next().is_some() { None } else { self.ends(calendar, limit) }
    }

    /// Where the limit ends if the clock ever got there or is on its way.
    fn ends(&self, calendar: &Calendar, limit: &Limit) -> Option<Deadline> {
        let mut left = limit.number;
        let running = self.running();
        let on_its_way = self.open_grounds().next().is_none();
        for (place, interval) in running.iter().enumerate() {
            let deadline = Deadline::from(interval.after, &limit.with_number(left), calendar);
            let is_last = place + 1 == running.len();
            match interval.through {
                _ if is_last && on_its_way => return Some(deadline),
                Some(stop) if deadline.day(calendar) >= stop => {
                    left = left.saturating_sub(limit.unit.days(calendar, interval.after, stop));
                }
                Some(_) | None => return Some(deadline),
            }
        }
        None
    }

    /// In time or late, once finished: from the day of completion, whatever day it is today.
    pub fn verdict(&self, calendar: &Calendar, limit: &Limit) -> Option<Verdict> {
        let finished = self.finished?;
        Some(match self.late_by(calendar, limit, finished) {
            0 => Verdict::InTime,
            by => Verdict::Late { by },
        })
    }

    /// By how many days of the limit's unit it is past its end on that day; at least 1 once past, 0 before.
    pub fn late_by(&self, calendar: &Calendar, limit: &Limit, on: Day) -> u32 {
        let on = self.finished.map_or(on, |finished| finished.min(on));
        match self.ends(calendar, limit).map(|deadline| deadline.day(calendar)) {
            Some(due) if on > due => {
                let counted = |through| self.counted_in(limit.unit, calendar, through);
                (counted(on) - counted(due)).max(1)
            }
            Some(_) | None => 0,
        }
    }
}

impl Unit {
    /// Days of this unit in (after, through]; none if `through` comes first.
    pub(crate) fn days(self, calendar: &Calendar, after: Day, through: Day) -> u32 {
        let days = match self {
            Unit::Working => calendar.count(after, through),
            Unit::Calendar => through.since(after),
        };
        u32::try_from(days).unwrap_or(0)
    }
}

/// A clock as written; read back entry by entry, so that none exists that could not have come about.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ledger {
    started: Day,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stoppings: Vec<Stopping>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    finished: Option<Day>,
}

impl From<Clock> for Ledger {
    fn from(clock: Clock) -> Ledger {
        let Clock { started, stoppings, finished } = clock;
        Ledger { started, stoppings, finished }
    }
}

impl TryFrom<Ledger> for Clock {
    type Error = ClockRefusal;

    fn try_from(ledger: Ledger) -> Result<Clock, ClockRefusal> {
        let mut last = ledger.started;
        for stopping in &ledger.stoppings {
            in_order(last, stopping.day)?;
            in_order(stopping.day, stopping.resumed.unwrap_or(stopping.day))?;
            last = stopping.day;
        }
        let clock =
            Clock { started: ledger.started, stoppings: ledger.stoppings, finished: ledger.finished };
        in_order(clock.last_entry(), clock.finished.unwrap_or(Day::MAX))?;
        Ok(clock)
    }
}

fn in_order(last: Day, day: Day) -> Result<(), ClockRefusal> {
    if day < last { Err(ClockRefusal::BeforeLastEntry { day, last }) } else { Ok(()) }
}

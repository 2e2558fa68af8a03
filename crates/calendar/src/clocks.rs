//! The two clocks of a case: what the law allows and what was promised.

use serde::{Deserialize, Serialize};

use crate::light::light;
use crate::{Calendar, Clock, ClockRefusal, Day, Deadline, Light, Limit, Verdict};

/// What a clock is held to: its limit, and the grounds that stop it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The limit.
    pub limit: Limit,
    /// The grounds on which it stands still, and no others.
    #[serde(default)]
    pub stopped_by: Vec<String>,
}

/// A clock together with its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimedClock {
    /// What it is held to.
    pub terms: Terms,
    /// When it ran.
    pub clock: Clock,
}

/// The statutory clock and the shorter promised one. Lights follow the promised; both are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// What the law allows.
    pub statutory: TimedClock,
    /// What the office promised.
    pub promised: TimedClock,
}

impl Clocks {
    /// Both run from that day.
    pub fn start(day: Day, statutory: Terms, promised: Terms) -> Clocks {
        Clocks {
            statutory: TimedClock::start(day, statutory),
            promised: TimedClock::start(day, promised),
        }
    }

    /// The clocks that list the ground stand still after that day; refused if none does.
    pub fn stop(&mut self, day: Day, ground: &str) -> Result<(), ClockRefusal> {
        if !self.both().into_iter().any(|clock| clock.is_stopped_by(ground)) {
            return Err(ClockRefusal::NotAGround {
                ground: ground.to_owned(),
            });
        }
        self.together(|timed| {
            if timed.is_stopped_by(ground) {
                timed.clock.stop(day, ground)
            } else {
                Ok(())
            }
        })
    }

    /// The ground is gone: the clocks that stood still on it run on after that day, if on no other.
    pub fn resume(&mut self, day: Day, ground: &str) -> Result<(), ClockRefusal> {
        if !self.both().into_iter().any(|timed| timed.stands_on(ground)) {
            return Err(ClockRefusal::NotStopped);
        }
        self.together(|timed| {
            if timed.stands_on(ground) {
                timed.clock.resume_from(day, ground)
            } else {
                Ok(())
            }
        })
    }

    /// Both end with that day.
    pub fn finish(&mut self, day: Day) -> Result<(), ClockRefusal> {
        self.together(|timed| timed.clock.finish(day))
    }

    /// The light of the case: that of the promised clock.
    pub fn light(&self, calendar: &Calendar, today: Day) -> Light {
        self.promised.light(calendar, today)
    }

    /// Both change or neither.
    fn together(&mut self, enter: impl Fn(&mut TimedClock) -> Result<(), ClockRefusal>) -> Result<(), ClockRefusal> {
        let mut changed = self.clone();
        enter(&mut changed.statutory)?;
        enter(&mut changed.promised)?;
        *self = changed;
        Ok(())
    }

    fn both(&self) -> [&TimedClock; 2] {
        [&self.statutory, &self.promised]
    }
}

impl TimedClock {
    /// A clock under these terms that runs from that day.
    pub fn start(day: Day, terms: Terms) -> TimedClock {
        TimedClock {
            terms,
            clock: Clock::start(day),
        }
    }

    /// Days of its limit counted through that day.
    pub fn counted(&self, calendar: &Calendar, through: Day) -> u32 {
        self.clock.counted_in(self.terms.limit.unit, calendar, through)
    }

    /// Days of its limit left after that day.
    pub fn remaining(&self, calendar: &Calendar, through: Day) -> u32 {
        self.clock.remaining(calendar, &self.terms.limit, through)
    }

    /// When it ends; none while it stands still.
    pub fn due(&self, calendar: &Calendar) -> Option<Deadline> {
        self.clock.due(calendar, &self.terms.limit)
    }

    /// In time or late, once finished.
    pub fn verdict(&self, calendar: &Calendar) -> Option<Verdict> {
        self.clock.verdict(calendar, &self.terms.limit)
    }

    /// Its light on that day.
    pub fn light(&self, calendar: &Calendar, today: Day) -> Light {
        light(&self.clock, &self.terms.limit, calendar, today)
    }

    fn is_stopped_by(&self, ground: &str) -> bool {
        self.terms.stopped_by.iter().any(|listed| listed == ground)
    }

    fn stands_on(&self, ground: &str) -> bool {
        self.clock.open_grounds().any(|open| open == ground)
    }
}

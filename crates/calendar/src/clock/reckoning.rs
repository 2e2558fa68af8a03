//! What a clock has counted and where that leads: days used, the end, in time or late.

use crate::{Calendar, Clock, Day, Deadline, Limit, Unit, Verdict};

impl Clock {
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
        if self.open_grounds().next().is_some() {
            None
        } else {
            self.ends(calendar, limit)
        }
    }

    /// Where the limit ends if the clock ever got there or is on its way.
    fn ends(&self, calendar: &Calendar, limit: &Limit) -> Option<Deadline> {
        let mut left = limit.number;
        let running = self.running();
        let on_its_way = self.open_grounds().next().is_none();
        for (place, interval) in running.iter().enumerate() {
            let deadline = Deadline::after(interval.after, left, limit.unit, calendar);
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
    ///
    /// Record it with the completion: a calendar revised later speaks only about what is open.
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

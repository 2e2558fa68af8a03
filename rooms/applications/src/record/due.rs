//! Until when something is due, and from which day on somebody has to be told.

use calendar::{Calendar, Day, Deadline, Light, Limit, Unit};
use serde::{Deserialize, Serialize};

/// The part of a limit that, once left, makes time short: the same as the yellow light's.
const SHORT_FRACTION: u32 = 5;

/// Until when something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Where the limit leads, independent of a revised calendar.
    pub deadline: Deadline,
    /// The day it led to when it was recorded.
    pub day: Day,
    /// The days on which somebody is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Marks>,
}

/// The days on which somebody is told, as the calendar stood when this was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Time is short from this day on; none where it is short from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Day>,
    /// The first working day past the last day.
    pub late: Day,
    /// The second.
    pub later: Day,
}

/// The two days that decide a light, and what is counted to them, as index rows keep them: so a list, a task and a count show
/// the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LightDays {
    /// From this day on time is short.
    pub short: Day,
    /// The last day.
    pub due: Day,
    /// What the limit counts.
    pub unit: Unit,
}

impl LightDays {
    /// The light on a day: red past the last day, yellow once time is short, green before.
    #[must_use]
    pub fn light(self, calendar: &Calendar, today: Day) -> Light {
        if self.is_past(today) {
            Light::Red {
                late_by: self.unit.days(calendar, self.due, today).max(1),
            }
        } else if self.is_short(today) {
            Light::Yellow
        } else {
            Light::Green
        }
    }

    /// Whether the last day is over.
    #[must_use]
    pub fn is_past(self, today: Day) -> bool {
        today > self.due
    }

    /// Whether time is short, or over.
    #[must_use]
    pub fn is_short(self, today: Day) -> bool {
        today >= self.short
    }

    /// The days of the limit's unit that are left; none once the last is over.
    #[must_use]
    pub fn left(self, calendar: &Calendar, today: Day) -> Option<u32> {
        (!self.is_past(today)).then(|| self.unit.days(calendar, today, self.due))
    }
}

/// Who is told that a step is short of time or past it: yellow the handler, red the organ's head, two working days red
/// the bureau's supervisor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 承办人.
    Handler,
    /// 本单位负责人.
    Head,
    /// 审批局督查.
    Supervisor,
}

impl Due {
    /// Where so many days of a limit lead from a day.
    pub(super) fn of(from: Day, left: u32, limit: &Limit, calendar: &Calendar) -> Self {
        let left = Limit {
            number: left,
            ..limit.clone()
        };
        Self::at(Deadline::from(from, &left, calendar), from, limit, calendar)
    }

    /// The same deadline in today's calendar.
    pub(super) fn in_calendar(self, since: Day, limit: &Limit, calendar: &Calendar) -> Self {
        Self::at(self.deadline, since, limit, calendar)
    }

    /// The same where something else ends on a civil day before: also on a rest day, for nothing can be done after it.
    pub(super) fn no_later_than(self, last: Day, since: Day, limit: &Limit, calendar: &Calendar) -> Self {
        match self.day > last {
            true => Self::on(Deadline::Calendar(last), last, since, limit, calendar),
            false => self,
        }
    }

    fn at(deadline: Deadline, since: Day, limit: &Limit, calendar: &Calendar) -> Self {
        Self::on(deadline, deadline.day(calendar), since, limit, calendar)
    }

    fn on(deadline: Deadline, day: Day, since: Day, limit: &Limit, calendar: &Calendar) -> Self {
        let little = i32::try_from((limit.number / SHORT_FRACTION).max(1)).unwrap_or(1);
        let short = match limit.unit {
            Unit::Working => calendar.add(day, -little),
            Unit::Calendar => day.plus(-little),
        };
        Self {
            deadline,
            day,
            marks: Some(Marks {
                short: Some(short).filter(|short| *short > since),
                late: calendar.add(day, 1),
                later: calendar.add(day, 2),
            }),
        }
    }

    /// What decides its light. Where one day is all there is, time is short on the last day and not from the start: a light that
    /// is always yellow says nothing.
    #[must_use]
    pub fn light_days(&self) -> LightDays {
        LightDays {
            short: self.marks.and_then(|marks| marks.short).unwrap_or(self.day),
            due: self.day,
            unit: self.deadline.unit(),
        }
    }

    /// The same of a clock within a limit: one that goes on with little left of a longer limit is short of time from then on.
    #[must_use]
    pub fn light_days_within(&self, limit: u32) -> LightDays {
        let is_short_at_once = limit > 1 && self.marks.is_some_and(|marks| marks.short.is_none());
        let days = self.light_days();
        LightDays {
            short: if is_short_at_once { Day::MIN } else { days.short },
            ..days
        }
    }

    /// Who has to know on that day.
    #[must_use]
    pub fn level(&self, today: Day) -> Option<Level> {
        let marks = self.marks?;
        if today >= marks.later {
            Some(Level::Supervisor)
        } else if today >= marks.late {
            Some(Level::Head)
        } else {
            marks.short.filter(|short| today >= *short).map(|_| Level::Handler)
        }
    }

    /// The day on which the next level has to know.
    #[must_use]
    pub fn next_mark(&self, told: Option<Level>) -> Option<Day> {
        let marks = self.marks?;
        match told {
            None => Some(marks.short.unwrap_or(marks.late)),
            Some(Level::Handler) => Some(marks.late),
            Some(Level::Head) => Some(marks.later),
            Some(Level::Supervisor) => None,
        }
    }
}

impl Level {
    /// Every level, in the order in which they come.
    pub const ALL: [Self; 3] = [Self::Handler, Self::Head, Self::Supervisor];

    /// As index rows and the API write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::Head => "head",
            Self::Supervisor => "supervisor",
        }
    }

    /// Reads what [`Level::as_str`] writes.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_goes_on_with_little_left_is_yellow_at_once_and_a_term_of_one_day_is_not() {
        let calendar = Calendar::national();
        let monday = Day::new(2026, 11, 2).unwrap();
        let light = |left: u32, limit: u32| {
            let limit = Limit::working(limit, "rule");
            let due = Due::of(monday, left, &limit, &calendar);
            due.light_days_within(limit.number).light(&calendar, monday)
        };
        assert_eq!(light(3, 20), Light::Yellow);
        assert_eq!(light(20, 20), Light::Green);
        assert_eq!(light(1, 1), Light::Green);
    }

    #[test]
    fn a_lamp_counts_the_days_that_its_limit_counts() {
        let calendar = Calendar::national();
        let friday = Day::new(2026, 11, 6).unwrap();
        let light_days = |limit: &Limit| Due::of(friday, limit.number, limit, &calendar).light_days_within(limit.number);
        let (working, civil) = (Limit::working(5, "rule"), Limit::calendar(7, "rule"));
        assert_eq!(light_days(&working).due, light_days(&civil).due);
        assert_eq!(light_days(&working).left(&calendar, friday), Some(5));
        assert_eq!(light_days(&civil).left(&calendar, friday), Some(7));
        let next_monday = Day::new(2026, 11, 16).unwrap();
        assert_eq!(light_days(&working).light(&calendar, next_monday), Light::Red { late_by: 1 });
        assert_eq!(light_days(&civil).light(&calendar, next_monday), Light::Red { late_by: 3 });
    }
}

//! The working-day calendar: which days are worked, and counting them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::layout;
use crate::table::Table;
use crate::{Arrangement, Day, DayKind, Moment, Notice, OfficeHours, Ordinal, RegionalDayOff};

/// The working days of a region from 2014 through 2050. A value: a revision makes a new one.
///
/// Every question is answered in constant time. Outside its years it saturates: a day before
/// counts as its first day, a day after as its last ([`Calendar::covers`] tells).
#[derive(Clone, Debug)]
pub struct Calendar {
    arrangements: BTreeMap<i32, Arrangement>,
    regional: Vec<RegionalDayOff>,
    table: Arc<Table>,
}

impl Calendar {
    /// The nation's: weekends and every published arrangement.
    pub fn national() -> Calendar {
        static NATIONAL: LazyLock<Calendar> = LazyLock::new(|| {
            let by_year = |arrangement: &Arrangement| (arrangement.year, arrangement.clone());
            Calendar::new(Arrangement::published().iter().map(by_year).collect(), Vec::new())
        });
        NATIONAL.clone()
    }

    fn new(arrangements: BTreeMap<i32, Arrangement>, regional: Vec<RegionalDayOff>) -> Calendar {
        let table = Arc::new(layout::table(&arrangements, &regional));
        Calendar {
            arrangements,
            regional,
            table,
        }
    }

    /// This calendar with the arrangement of a year, in place of any it had.
    pub fn with_arrangement(&self, arrangement: Arrangement) -> Calendar {
        let mut arrangements = self.arrangements.clone();
        arrangements.insert(arrangement.year, arrangement);
        Calendar::new(arrangements, self.regional.clone())
    }

    /// This calendar with one more notice that amends a year: the days it names change, no others.
    ///
    /// A year without an arrangement is arranged by it.
    pub fn with_notice(&self, year: i32, notice: Notice) -> Calendar {
        let mut arrangement = self.arrangement(year).cloned();
        let amended = arrangement.get_or_insert(Arrangement {
            year,
            notices: Vec::new(),
        });
        amended.notices.push(notice);
        let amended = amended.clone();
        self.with_arrangement(amended)
    }

    /// This calendar with further days on which the region departs from the nation.
    pub fn with_days_off(&self, days: &[RegionalDayOff]) -> Calendar {
        let regional = self.regional.iter().chain(days).cloned().collect();
        Calendar::new(self.arrangements.clone(), regional)
    }

    /// The arrangement of a year, once published.
    pub fn arrangement(&self, year: i32) -> Option<&Arrangement> {
        self.arrangements.get(&year)
    }

    /// Whether that year is only computed from the statutory days, as its arrangement is not out.
    pub fn provisional(&self, year: i32) -> bool {
        self.arrangement(year).is_none()
    }

    /// The first day it knows.
    pub fn first(&self) -> Day {
        self.table.first()
    }

    /// The last day it knows.
    pub fn last(&self) -> Day {
        self.table.last()
    }

    /// Whether the day lies within its years.
    pub fn covers(&self, day: Day) -> bool {
        (self.first()..=self.last()).contains(&day)
    }

    /// What sort of day it is.
    pub fn day_kind(&self, day: Day) -> DayKind {
        self.table.kind(day).clone()
    }

    /// Whether offices work on that day.
    pub fn is_working(&self, day: Day) -> bool {
        self.table.kind(day).is_working()
    }

    /// How many working days there were from the start of the range through that day.
    pub fn ordinal(&self, day: Day) -> Ordinal {
        self.table.ordinal(day)
    }

    /// The working day with that ordinal.
    pub fn day_of(&self, ordinal: Ordinal) -> Day {
        self.table.day_of(ordinal)
    }

    /// The n-th working day after a day, or before it if negative; for 0 the last one not after it.
    pub fn add(&self, day: Day, working_days: i32) -> Day {
        let from = if working_days < 0 { self.roll(day) } else { day };
        self.day_of(self.ordinal(from).plus(working_days))
    }

    /// Working days in (after, through]: the first day does not count (民法典 201).
    ///
    /// Negative if `through` comes first.
    pub fn count(&self, after: Day, through: Day) -> i32 {
        self.ordinal(through).0 - self.ordinal(after).0
    }

    /// The day itself if it is worked, otherwise the next working day (民法典 203); never an earlier one.
    pub fn roll(&self, day: Day) -> Day {
        if self.is_working(day) {
            day
        } else {
            day.max(self.add(day, 1))
        }
    }

    /// The day on which an act counts as done: at or after closing time and on rest days, the next working day.
    pub fn effective_day(&self, moment: Moment, hours: OfficeHours) -> Day {
        let day = moment.day();
        let closed = moment.minute_of_day() >= hours.close;
        self.roll(if closed { day.next() } else { day })
    }

    /// Whether an office with these hours is open at that moment.
    pub fn is_open(&self, moment: Moment, hours: OfficeHours) -> bool {
        self.is_working(moment.day()) && (hours.open..hours.close).contains(&moment.minute_of_day())
    }

    /// One line a day, "2026-11-23 work" or "2026-11-28 rest", from the first through the last.
    pub fn lines(&self, from: Day, through: Day) -> impl Iterator<Item = String> {
        from.max(self.first()).through(through.min(self.last())).map(|day| {
            let work = if self.is_working(day) { "work" } else { "rest" };
            format!("{day} {work}")
        })
    }
}

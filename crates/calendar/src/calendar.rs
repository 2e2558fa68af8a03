//! The working-day calendar: which days are worked, and counting them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::table::Table;
use crate::{
    Arrangement, Day, DayKind, Moment, Notice, OfficeHours, Ordinal, RegionalDayOff, statutory,
};

/// The first and the last year of the calendar.
const YEARS: std::ops::RangeInclusive<i32> = 2014..=2050;

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
        let table = Arc::new(lay_out(&arrangements, &regional));
        Calendar { arrangements, regional, table }
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
        let amended = arrangement.get_or_insert(Arrangement { year, notices: Vec::new() });
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

    /// The n-th working day after a day; before it if negative; for 0 the last one not after it.
    pub fn add(&self, day: Day, working_days: i32) -> Day {
        self.day_of(self.ordinal(day).plus(working_days))
    }

    /// Working days in (after, through]: the first day does not count (民法典 201).
    ///
    /// Negative if `through` comes first.
    pub fn count(&self, after: Day, through: Day) -> i32 {
        self.ordinal(through).0 - self.ordinal(after).0
    }

    /// The day itself if it is worked, otherwise the next working day (民法典 203).
    pub fn roll(&self, day: Day) -> Day {
        if self.is_working(day) { day } else { self.add(day, 1) }
    }

    /// The day on which an act counts as done: at or after closing time and on rest days, the next working day.
    pub fn effective_day(&self, moment: Moment, hours: OfficeHours) -> Day {
        let day = moment.day();
        let closed = moment.minute_of_day() >= hours.close;
        self.roll(if closed { day.next() } else { day })
    }

    /// One line a day, "2026-11-23 work" or "2026-11-28 rest", from the first through the last.
    pub fn lines(&self, from: Day, through: Day) -> impl Iterator<Item = String> {
        from.max(self.first()).through(through.min(self.last())).map(|day| {
            let work = if self.is_working(day) { "work" } else { "rest" };
            format!("{day} {work}")
        })
    }
}

fn lay_out(arrangements: &BTreeMap<i32, Arrangement>, regional: &[RegionalDayOff]) -> Table {
    let first = Day::new(*YEARS.start(), 1, 1).expect("the range begins with a day");
    let last = Day::new(*YEARS.end(), 12, 31).expect("the range ends with a day");
    let mut days = Layout { first, kinds: first.through(last).map(plain).collect() };
    for year in YEARS {
        match arrangements.get(&year) {
            Some(arrangement) => arrangement.notices.iter().for_each(|notice| days.arrange(notice)),
            None => days.presume(year),
        }
    }
    regional.iter().for_each(|departure| days.depart(departure));
    Table::new(first, days.kinds)
}

fn plain(day: Day) -> DayKind {
    if day.is_weekend() { DayKind::Weekend } else { DayKind::Working }
}

struct Layout {
    first: Day,
    kinds: Vec<DayKind>,
}

impl Layout {
    fn arrange(&mut self, notice: &Notice) {
        for rest in &notice.rest {
            for day in rest.from.through(rest.through) {
                self.set(day, DayKind::Holiday { name: rest.holiday.clone() });
            }
        }
        for made_up in &notice.work {
            self.set(made_up.day, worked(made_up.day, &made_up.holiday));
        }
    }

    fn presume(&mut self, year: i32) {
        for (day, name) in statutory::rest_days(year) {
            self.set(day, DayKind::Holiday { name });
        }
    }

    fn depart(&mut self, regional: &RegionalDayOff) {
        let kind = if regional.work {
            worked(regional.day, &regional.reason)
        } else {
            DayKind::DayOff { reason: regional.reason.clone() }
        };
        self.set(regional.day, kind);
    }

    /// What lies outside the range is none of ours: a notice for the first year may reach back.
    fn set(&mut self, day: Day, kind: DayKind) {
        let place = usize::try_from(day.since(self.first)).ok();
        if let Some(place) = place.and_then(|index| self.kinds.get_mut(index)) {
            *place = kind;
        }
    }
}

fn worked(day: Day, holiday: &Arc<str>) -> DayKind {
    if day.is_weekend() { DayKind::MakeUp { holiday: holiday.clone() } } else { DayKind::Working }
}

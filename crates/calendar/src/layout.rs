//! Laying out the days: weekends, then what is arranged or presumed, then what a region departs in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::table::Table;
use crate::{Arrangement, Day, DayKind, Notice, RegionalDayOff, statutory};

/// The first and the last year of the calendar.
const YEARS: std::ops::RangeInclusive<i32> = 2014..=2050;

/// The days, by all of these: the nation's word first, then the region's; the later holds.
pub(crate) fn table(arrangements: &BTreeMap<i32, Arrangement>, regional: &[RegionalDayOff]) -> Table {
    let first = Day::new(*YEARS.start(), 1, 1).expect("the range begins with a day");
    let last = Day::new(*YEARS.end(), 12, 31).expect("the range ends with a day");
    let mut days = Layout {
        first,
        kinds: first.through(last).map(plain).collect(),
    };
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
    if day.is_weekend() {
        DayKind::Weekend
    } else {
        DayKind::Working
    }
}

struct Layout {
    first: Day,
    kinds: Vec<DayKind>,
}

impl Layout {
    fn arrange(&mut self, notice: &Notice) {
        for rest in &notice.rest {
            for day in rest.from.through(rest.through) {
                self.set(
                    day,
                    DayKind::Holiday {
                        name: rest.holiday.clone(),
                    },
                );
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
            DayKind::DayOff {
                reason: regional.reason.clone(),
            }
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
    if day.is_weekend() {
        DayKind::MakeUp {
            holiday: holiday.clone(),
        }
    } else {
        DayKind::Working
    }
}

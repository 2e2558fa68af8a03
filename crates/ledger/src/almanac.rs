//! Today's calendars and office hours of the city: what `decide` asks when it needs a day.

use std::collections::BTreeMap;

use calendar::{Calendar, Day, Moment, OfficeHours};
use identity::RegionCode;

/// The working-day calendars of the city and the hours of its offices.
#[derive(Clone, Debug)]
pub struct Almanac {
    /// For every region without a calendar of its own.
    pub national: Calendar,
    /// Regions with days off of their own (a typhoon, a local feast).
    pub regional: BTreeMap<RegionCode, Calendar>,
    /// When offices are open.
    pub hours: OfficeHours,
}

impl Almanac {
    /// The national calendar, with those hours.
    pub fn national(hours: OfficeHours) -> Self {
        Self {
            national: Calendar::national(),
            regional: BTreeMap::new(),
            hours,
        }
    }

    /// The calendar of the smallest region that covers `region` and has one of its own, or the national one.
    pub fn calendar(&self, region: RegionCode) -> &Calendar {
        let own = |candidate: &RegionCode| candidate.covers(region);
        let smallest = self.regional.iter().filter(|(candidate, _)| own(candidate)).next_back();
        smallest.map_or(&self.national, |(_, calendar)| calendar)
    }

    /// The working day on which an act at that moment counts as done in that region (民法典 203).
    pub fn effective_day(&self, moment: Moment, region: RegionCode) -> Day {
        self.calendar(region).effective_day(moment, self.hours)
    }
}

/// The national calendar; offices open from 09:00 to 17:00 until the pack says otherwise.
impl Default for Almanac {
    fn default() -> Self {
        Self::national(OfficeHours {
            open: 9 * 60,
            close: 17 * 60,
        })
    }
}

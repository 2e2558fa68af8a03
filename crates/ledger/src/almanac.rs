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
        let smallest = self.regional.iter().rfind(|(candidate, _)| own(candidate));
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

#[cfg(test)]
mod tests {
    use calendar::RegionalDayOff;

    use super::*;

    #[test]
    fn a_county_follows_its_city_unless_it_has_days_off_of_its_own() {
        let typhoon = Day::new(2026, 11, 23).unwrap();
        let day_off = RegionalDayOff {
            day: typhoon,
            reason: "台风".into(),
            work: false,
        };
        let city = RegionCode::fixed(371_600);
        let mut almanac = Almanac::default();
        almanac.regional.insert(city, Calendar::national().with_days_off(&[day_off]));
        almanac.regional.insert(RegionCode::fixed(371_625), Calendar::national());
        let working = |region| almanac.calendar(RegionCode::fixed(region)).is_working(typhoon);
        assert_eq!(
            [working(371_625), working(371_621), working(371_600), working(370_100)],
            [true, false, false, true]
        );
    }
}

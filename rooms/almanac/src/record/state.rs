//! What was declared, and the calendars that it makes.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Calendar, Day, Moment, Notice, OfficeHours, RegionalDayOff};
use identity::RegionCode;
use ledger::{Almanac, Stamp};
use serde::{Deserialize, Serialize};

use super::DaysEvent;

/// What a declaration changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// One day of a region: off, or worked.
    Day(DayChange),
    /// A notice of the State Council that amends a year, or arranges one that had none.
    Arrangement {
        /// The year it arranges.
        year: i32,
        /// The notice, as published.
        notice: Notice,
    },
}

/// A day on which a region departs from the nation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayChange {
    /// Where, with all below.
    pub region: RegionCode,
    /// Which.
    pub day: Day,
    /// Worked after all, to make up for a day off. Normally false.
    #[serde(default)]
    pub work: bool,
    /// Why: 台风“梅花”.
    pub reason: String,
    /// The decision it rests on.
    pub ground: String,
}

/// A declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Its number.
    pub number: u32,
    /// What it changes.
    pub change: Change,
    /// When it was declared.
    pub at: Moment,
    /// When it was taken back.
    pub taken_back: Option<Moment>,
}

/// Everything that was declared, in order.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Each declaration, those taken back too.
    pub declarations: Vec<Declaration>,
}

impl Declared {
    pub(super) fn apply(&mut self, event: &DaysEvent, stamp: &Stamp) {
        match event {
            DaysEvent::Declared { number, change } => self.declarations.push(Declaration {
                number: *number,
                change: change.clone(),
                at: stamp.at,
                taken_back: None,
            }),
            DaysEvent::TakenBack { number } => {
                for declaration in self.declarations.iter_mut().filter(|it| it.number == *number) {
                    declaration.taken_back = Some(stamp.at);
                }
            }
        }
    }

    /// A declaration.
    #[must_use]
    pub fn declaration(&self, number: u32) -> Option<&Declaration> {
        self.declarations.iter().find(|declaration| declaration.number == number)
    }

    /// What holds, in order.
    pub fn in_force(&self) -> impl Iterator<Item = &Change> {
        let holds = self
            .declarations
            .iter()
            .filter(|declaration| declaration.taken_back.is_none());
        holds.map(|declaration| &declaration.change)
    }

    /// Today's calendars, of everything that holds.
    #[must_use]
    pub fn almanac(&self, hours: OfficeHours) -> Almanac {
        almanac_of(self.in_force(), hours)
    }

    /// The calendars as they would be with one more declaration.
    #[must_use]
    pub fn almanac_with(&self, change: &Change, hours: OfficeHours) -> Almanac {
        almanac_of(self.in_force().chain([change]), hours)
    }

    /// The calendars as they would be without one of the declarations.
    #[must_use]
    pub fn almanac_without(&self, number: u32, hours: OfficeHours) -> Almanac {
        let others = self
            .declarations
            .iter()
            .filter(|declaration| declaration.taken_back.is_none() && declaration.number != number);
        almanac_of(others.map(|declaration| &declaration.change), hours)
    }
}

impl Change {
    /// Where it holds; the whole city for an arrangement.
    #[must_use]
    pub fn region(&self, city: RegionCode) -> RegionCode {
        match self {
            Self::Day(change) => change.region,
            Self::Arrangement { .. } => city,
        }
    }

    /// The first day that it names.
    #[must_use]
    pub fn first_day(&self) -> Day {
        match self {
            Self::Day(change) => change.day,
            Self::Arrangement { notice, .. } => {
                let rest = notice.rest.iter().map(|run| run.from);
                rest.chain(notice.work.iter().map(|made_up| made_up.day))
                    .min()
                    .unwrap_or(Day::MAX)
            }
        }
    }
}

/// The nation's calendar with the notices; of each region named, that with its own days and those of what it lies in.
fn almanac_of<'a>(changes: impl Iterator<Item = &'a Change>, hours: OfficeHours) -> Almanac {
    let mut almanac = Almanac::national(hours);
    let mut days: BTreeMap<RegionCode, Vec<RegionalDayOff>> = BTreeMap::new();
    for change in changes {
        match change {
            Change::Day(change) => days.entry(change.region).or_default().push(RegionalDayOff {
                day: change.day,
                reason: Arc::from(change.reason.as_str()),
                work: change.work,
            }),
            Change::Arrangement { year, notice } => almanac.national = almanac.national.with_notice(*year, notice.clone()),
        }
    }
    for region in days.keys() {
        let around = days.iter().filter(|(larger, _)| larger.covers(*region));
        let departures: Vec<RegionalDayOff> = around.flat_map(|(_, days)| days.iter().cloned()).collect();
        let calendar = almanac.national.with_days_off(&departures);
        almanac.regional.insert(*region, calendar);
    }
    almanac
}

/// The days on which offices of some region work by one almanac and rest by the other, in order.
#[must_use]
pub fn changed_days(one: &Almanac, other: &Almanac) -> Vec<Day> {
    let regions = one.regional.keys().chain(other.regional.keys());
    let pairs = regions
        .map(|region| (one.calendar(*region), other.calendar(*region)))
        .chain([(&one.national, &other.national)]);
    let differ = pairs.flat_map(|(one, other)| differences(one, other));
    let mut days: Vec<Day> = differ.collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn differences(one: &Calendar, other: &Calendar) -> Vec<Day> {
    let all = one.first().through(one.last());
    all.filter(|day| one.is_working(*day) != other.is_working(*day)).collect()
}

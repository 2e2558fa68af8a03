//! When applications come.

use calendar::{Day, Moment};

use super::Wish;
use super::chance::Chance;
use super::shares::Kind;
use super::world::World;

/// How busy a rest day is beside a working day.
const REST_DAY_WEIGHT: f64 = 0.12;
/// Small applications that come while offices are open.
const OFFICE_HOURS_SHARE: f64 = 0.82;
/// Minutes of the day in which the others come.
const ONLINE_MINUTES: (i64, i64) = (7 * 60, 22 * 60 + 30);
/// Between the registration of a project and its submission lie holidays at most.
const REGISTRATION_MILLISECONDS: i64 = 14 * 24 * 3_600_000;

/// When applications come: by months, working days and office hours.
pub struct Arrivals {
    days: Vec<Day>,
    weights: Vec<f64>,
    until: Moment,
}

impl Arrivals {
    /// Those of a history.
    pub fn new(world: &World, wish: &Wish) -> Self {
        let days: Vec<Day> = wish.first().day().through(wish.until.day()).collect();
        let weight = |day: &Day| {
            let month = world.invention.months.weights[day.month() as usize - 1];
            let is_working = world.office.calendar().is_working(*day);
            month * if is_working { 1.0 } else { REST_DAY_WEIGHT }
        };
        let weights = days.iter().map(weight).collect();
        Self {
            days,
            weights,
            until: wish.until,
        }
    }

    /// A moment early enough to submit before the history ends.
    pub fn draw(&self, world: &World, kind: Kind, chance: &mut Chance) -> Moment {
        let last = match kind {
            Kind::Joint => self.until.plus(-REGISTRATION_MILLISECONDS),
            Kind::Small => self.until,
        };
        loop {
            let at = self.draw_any(world, kind, chance);
            if at < last {
                return at;
            }
        }
    }

    fn draw_any(&self, world: &World, kind: Kind, chance: &mut Chance) -> Moment {
        let day = self.days[chance.weighed(self.weights.iter().copied())];
        let opening = world.office.minutes(Moment::at(day, 0, 0));
        let is_working = world.office.calendar().is_working(day);
        let millisecond = chance.between(0, 59_999);
        if kind == Kind::Joint || (is_working && chance.happens(OFFICE_HOURS_SHARE)) {
            let minute = chance.between(0, world.office.minutes_a_day() - 1);
            return world.office.moment(opening + minute).plus(millisecond);
        }
        let minute = u32::try_from(chance.between(ONLINE_MINUTES.0, ONLINE_MINUTES.1)).unwrap_or_default();
        Moment::at(day, minute / 60, minute % 60).plus(millisecond)
    }
}

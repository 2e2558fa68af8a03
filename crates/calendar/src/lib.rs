//! Days, moments, the working-day calendar of the People's Republic and the clocks that run on it.
//!
//! Pure: nothing here reads a clock, a disk or a network; who asks brings the day or the moment.
//! Time is Asia/Shanghai, which for our years is UTC+8 without summer time.
//! A [`Calendar`] knows which days are worked: weekends, the State Council's yearly notices
//! (embedded, with their numbers), regional days off. Years without a notice are provisional.
//! A [`Limit`] is number, unit and legal ground; a [`Deadline`] is where it leads; a [`Clock`] is a
//! ledger of start, stops and resumptions which counts the days it ran; a [`Light`] shows it.
//! Promise, light, forecast, figure and simulation all ask the same functions here.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

mod arrangement;
mod calendar;
mod clock;
mod clocks;
mod day;
mod day_kind;
mod deadline;
mod layout;
mod light;
mod limit;
mod lunar;
mod moment;
mod office_hours;
mod regional;
mod statutory;
mod table;
mod verdict;

pub use arrangement::{Arrangement, MakeUpDay, Notice, RestDays};
pub use calendar::Calendar;
pub use clock::refusal::ClockRefusal;
pub use clock::running::Running;
pub use clock::{Clock, Stopping};
pub use clocks::{Clocks, Terms, TimedClock};
pub use day::{Day, NotADay, Weekday};
pub use day_kind::DayKind;
pub use deadline::Deadline;
pub use light::{Light, light};
pub use limit::{Limit, Unit};
pub use moment::{MILLISECONDS_OF_DAY, Moment};
pub use office_hours::OfficeHours;
pub use regional::RegionalDayOff;
pub use table::Ordinal;
pub use verdict::Verdict;

//! The light of what is due, with its word: the same in every list, on the task itself, in counts and for watchers.

use calendar::{Calendar, Day};
use front::Texts;
use front::furniture::Lamp;

use crate::record::state::LightDays;

/// The light of what runs until a day: 剩 4 天, 今天到期, 超 1 天.
#[must_use]
pub fn due_lamp(texts: &Texts, days: LightDays, calendar: &Calendar, today: Day) -> Lamp {
    Lamp::of(texts, days.light(calendar, today), days.left(calendar, today))
}

//! The city: its region and its office hours.

use super::index::Index;
use super::{Found, Mistake};
use crate::definition::Level;
use crate::pack::Place;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    let Some(city) = &index.pack.city else { return };
    let top = Place::top("pack.toml");
    if index.region(city.city).is_none_or(|region| region.level != Level::City) {
        found.at(
            &top.key("city"),
            Mistake::NoSuchCity {
                code: city.city.to_string(),
            },
        );
    }
    let hours = &city.office_hours;
    match (minute(&hours.open), minute(&hours.close)) {
        (Some(open), Some(close)) if open < close => {}
        (Some(_), Some(_)) => found.at(
            &top.key("office_hours"),
            Mistake::OfficeClosesFirst {
                close: hours.close.clone(),
                open: hours.open.clone(),
            },
        ),
        (open, _) => found.at(
            &top.key("office_hours").key(if open.is_none() { "open" } else { "close" }),
            Mistake::NotATime,
        ),
    }
}

fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    Some(two_digits(hour, 24)? * 60 + two_digits(minute, 60)?)
}

fn two_digits(text: &str, below: u32) -> Option<u32> {
    let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number < below)
}

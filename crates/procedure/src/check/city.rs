//! The city: its region and its office hours.

use super::Found;
use super::index::Index;
use crate::definition::Level;
use crate::pack::Place;

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    let Some(city) = &index.pack.city else { return };
    let top = Place::top("pack.toml");
    if index.region(city.city).is_none_or(|region| region.level != Level::City) {
        found.at(
            &top.key("city"),
            format!("no region of level `city` has the code {}", city.city),
            "define it in regions.toml, or correct the code",
        );
    }
    let hours = &city.office_hours;
    match (minute(&hours.open), minute(&hours.close)) {
        (Some(open), Some(close)) if open < close => {}
        (Some(_), Some(_)) => found.at(
            &top.key("office_hours"),
            format!("the office closes at {} and opens at {}", hours.close, hours.open),
            "let it close after it opens",
        ),
        (open, _) => found.at(
            &top.key("office_hours").key(if open.is_none() { "open" } else { "close" }),
            "not a time of day",
            "write it as HH:MM, such as 09:00",
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

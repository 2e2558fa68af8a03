//! Prints "date work" or "date rest" for every day FROM through TO of the national calendar.

use calendar::{Calendar, Day, NotADay};

fn main() -> Result<(), NotADay> {
    let mut days = std::env::args().skip(1).map(|text| text.parse::<Day>());
    let from = days.next().unwrap_or(Ok(Day::MIN))?;
    let through = days.next().unwrap_or(Ok(Day::MAX))?;
    for line in Calendar::national().lines(from, through) {
        println!("{line}");
    }
    Ok(())
}

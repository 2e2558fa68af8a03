//! The coming months as people look at them: which days are worked, and why not.

use calendar::{Calendar, Day, DayKind};
use front::Texts;

/// Months shown, this one first.
const MONTHS: u32 = 3;

/// One month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) name: String,
    /// Weeks from Monday; none outside the month.
    pub(crate) weeks: Vec<Vec<Option<Cell>>>,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) number: u32,
    /// What kind of day, for the style.
    pub(crate) class: String,
    /// What kind of day, in a word.
    pub(crate) word: String,
}

/// This month and the next ones.
pub(crate) fn months(texts: &Texts, calendar: &Calendar, today: Day) -> Vec<Month> {
    let months = (0..MONTHS).filter_map(|later| {
        let months = today.month() - 1 + later;
        let year = today.year() + i32::try_from(months / 12).unwrap_or(0);
        Day::new(year, months % 12 + 1, 1)
    });
    months.map(|first| month(texts, calendar, first, today)).collect()
}

fn month(texts: &Texts, calendar: &Calendar, first: Day, today: Day) -> Month {
    let before = first.weekday() as usize;
    let days = (0..31)
        .map(|later| first.plus(later))
        .take_while(|day| day.month() == first.month());
    let mut cells: Vec<Option<Cell>> = vec![None; before];
    cells.extend(days.map(|day| Some(cell(texts, calendar, day, today))));
    Month {
        name: texts
            .say("days-month")
            .with("year", first.year().to_string())
            .with("month", first.month())
            .to_string(),
        weeks: cells.chunks(7).map(<[Option<Cell>]>::to_vec).collect(),
    }
}

fn cell(texts: &Texts, calendar: &Calendar, day: Day, today: Day) -> Cell {
    let (class, word) = match calendar.day_kind(day) {
        DayKind::Working => ("", String::new()),
        DayKind::Weekend => ("rest", texts.say("days-word-rest").to_string()),
        DayKind::Holiday { name } => ("holiday", name.to_string()),
        DayKind::MakeUp { .. } => ("worked", texts.say("days-word-worked").to_string()),
        DayKind::DayOff { .. } => ("off", texts.say("days-word-off").to_string()),
    };
    let when = match day.cmp(&today) {
        std::cmp::Ordering::Less => " past",
        std::cmp::Ordering::Equal => " today",
        std::cmp::Ordering::Greater => "",
    };
    Cell {
        number: day.day(),
        class: format!("{class}{when}"),
        word,
    }
}

//! Declarations as they are typed.

use std::sync::Arc;

use calendar::{Day, MakeUpDay, Notice, RestDays};
use front::{FormData, FormErrors, Message};
use identity::RegionCode;

use crate::record::{Change, DayChange, DaysRefusal};

/// The field in which it is told what is declared.
pub(super) const WHAT: &str = "what";
/// A notice of the State Council.
pub(super) const ARRANGEMENT: &str = "arrangement";

/// What was typed, or what is wrong with it.
pub(super) fn read(form: &FormData, region: RegionCode) -> Result<Change, FormErrors> {
    if form.value(WHAT) == ARRANGEMENT {
        arrangement(form)
    } else {
        day(form, region)
    }
}

fn day(form: &FormData, own: RegionCode) -> Result<Change, FormErrors> {
    let mut errors = FormErrors::default();
    let region = match form.given("region") {
        Some(region) => errors.take("region", region.parse().map_err(|_| "days-form-region")),
        None => Some(own),
    };
    let day = errors.take("day", a_day(form.value("day")));
    let change = region.zip(day).map(|(region, day)| {
        Change::Day(DayChange {
            region,
            day,
            work: form.value("kind") == "work",
            reason: form.value("reason").trim().to_owned(),
            ground: form.value("ground").trim().to_owned(),
        })
    });
    change.filter(|_| errors.is_empty()).ok_or(errors)
}

fn arrangement(form: &FormData) -> Result<Change, FormErrors> {
    let mut errors = FormErrors::default();
    let year = errors.take("year", form.value("year").trim().parse::<i32>().map_err(|_| "days-form-year"));
    let dated = errors.take("dated", a_day(form.value("dated")));
    let rest = errors.take("rest", lines(form.value("rest")).map(a_run).collect::<Result<Vec<_>, _>>());
    let work = errors.take(
        "work",
        lines(form.value("work")).map(a_make_up_day).collect::<Result<Vec<_>, _>>(),
    );
    match (year, dated, rest, work) {
        (Some(year), Some(dated), Some(rest), Some(work)) => Ok(Change::Arrangement {
            year,
            notice: Notice {
                number: form.value("number").trim().to_owned(),
                dated,
                source: form.value("source").trim().to_owned(),
                rest,
                work,
            },
        }),
        (_, _, _, _) => Err(errors),
    }
}

fn a_day(text: &str) -> Result<Day, Message> {
    text.trim().parse().map_err(|_| Message::new("days-form-day"))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// 国庆节 2026-10-01 2026-10-08, or one day.
fn a_run(line: &str) -> Result<RestDays, Message> {
    let wrong = || Message::new("days-form-rest-line").with("line", line);
    let mut parts = line.split_whitespace();
    let holiday = parts.next().ok_or_else(wrong)?;
    let from: Day = parts.next().and_then(|day| day.parse().ok()).ok_or_else(wrong)?;
    let through = parts.next().map_or(Ok(from), |day| day.parse().map_err(|_| wrong()))?;
    if parts.next().is_some() {
        return Err(wrong());
    }
    Ok(RestDays {
        holiday: Arc::from(holiday),
        from,
        through,
    })
}

/// 国庆节 2026-09-20.
fn a_make_up_day(line: &str) -> Result<MakeUpDay, Message> {
    let run = a_run(line)?;
    if run.from != run.through {
        return Err(Message::new("days-form-rest-line").with("line", line));
    }
    Ok(MakeUpDay {
        holiday: run.holiday,
        day: run.from,
    })
}

/// Beside which field a refusal of the record is shown.
pub(super) fn field(refusal: &DaysRefusal, what: &str) -> &'static str {
    let is_arrangement = what == ARRANGEMENT;
    match refusal {
        DaysRefusal::NotYourRegion => "region",
        DaysRefusal::ReasonMissing => "reason",
        DaysRefusal::GroundMissing if is_arrangement => "number",
        DaysRefusal::GroundMissing => "ground",
        DaysRefusal::TooLong { .. } if is_arrangement => "number",
        DaysRefusal::TooLong { .. } => "ground",
        DaysRefusal::DatedLater => "dated",
        DaysRefusal::NoRun { .. } => "rest",
        DaysRefusal::OtherYear(_) => "rest",
        DaysRefusal::ChangesNothing | DaysRefusal::DayBegun(_) if is_arrangement => "rest",
        DaysRefusal::ChangesNothing | DaysRefusal::DayBegun(_) | DaysRefusal::Unknown(_) | DaysRefusal::TakenBackBefore => "day",
    }
}

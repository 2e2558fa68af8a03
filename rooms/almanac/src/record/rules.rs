//! What may be declared, and when: only days that have not begun.

use authority::Capacity;
use calendar::{Day, Notice};
use identity::RegionCode;
use ledger::{Almanac, Context, Decision};

use super::command::{Declare, TakeBack};
use super::event::DaysEvent;
use super::refusal::DaysRefusal;
use super::state::{Change, DayChange, Declared, changed_days};

/// Longest reason, in characters: it stands in calendars.
pub const REASON_LENGTH_MAX: usize = 40;
/// Longest ground, in characters.
pub const GROUND_LENGTH_MAX: usize = 120;
/// No holiday is longer.
const RUN_DAYS_MAX: i32 = 31;

pub(super) fn declare(state: &Declared, command: Declare, context: &Context<'_>) -> Result<Decision<DaysEvent>, DaysRefusal> {
    let change = match command.change {
        Change::Day(change) => Change::Day(day(change, context)?),
        Change::Arrangement { year, notice } => arrangement(year, notice, context)?,
    };
    let hours = context.almanac.hours;
    may_change(&state.almanac(hours), &state.almanac_with(&change, hours), context)?;
    let number = state.declarations.last().map_or(0, |last| last.number) + 1;
    Ok(DaysEvent::Declared { number, change }.into())
}

pub(super) fn take_back(state: &Declared, command: &TakeBack, context: &Context<'_>) -> Result<Decision<DaysEvent>, DaysRefusal> {
    let declaration = state
        .declaration(command.number)
        .ok_or(DaysRefusal::Unknown(command.number))?;
    if declaration.taken_back.is_some() {
        return Err(DaysRefusal::TakenBackBefore);
    }
    if let Change::Day(change) = &declaration.change {
        in_region(change.region, context)?;
    }
    let hours = context.almanac.hours;
    may_change(&state.almanac(hours), &state.almanac_without(command.number, hours), context)?;
    Ok(DaysEvent::TakenBack { number: command.number }.into())
}

/// A day that has begun is counted: it never changes, so that counted days never fall and a verdict stays what it was.
fn may_change(now: &Almanac, then: &Almanac, context: &Context<'_>) -> Result<(), DaysRefusal> {
    let changed = changed_days(now, then);
    match changed.first() {
        None => Err(DaysRefusal::ChangesNothing),
        Some(first) if *first <= context.at.day() => Err(DaysRefusal::DayBegun(*first)),
        Some(_) => Ok(()),
    }
}

fn day(change: DayChange, context: &Context<'_>) -> Result<DayChange, DaysRefusal> {
    in_region(change.region, context)?;
    Ok(DayChange {
        reason: words(&change.reason, REASON_LENGTH_MAX, DaysRefusal::ReasonMissing)?,
        ground: words(&change.ground, GROUND_LENGTH_MAX, DaysRefusal::GroundMissing)?,
        ..change
    })
}

fn arrangement(year: i32, notice: Notice, context: &Context<'_>) -> Result<Change, DaysRefusal> {
    if notice.dated > context.at.day() {
        return Err(DaysRefusal::DatedLater);
    }
    for run in &notice.rest {
        if run.through < run.from || run.through.since(run.from) >= RUN_DAYS_MAX {
            return Err(DaysRefusal::NoRun {
                from: run.from,
                through: run.through,
            });
        }
    }
    let ends = notice.rest.iter().flat_map(|run| [run.from, run.through]);
    let named = ends.chain(notice.work.iter().map(|made_up| made_up.day));
    if let Some(other) = named.into_iter().find(|day| !belongs(*day, year)) {
        return Err(DaysRefusal::OtherYear(other));
    }
    Ok(Change::Arrangement {
        year,
        notice: Notice {
            number: words(&notice.number, REASON_LENGTH_MAX, DaysRefusal::GroundMissing)?,
            source: words(&notice.source, GROUND_LENGTH_MAX, DaysRefusal::GroundMissing)?,
            ..notice
        },
    })
}

/// An arrangement reaches into December of the year before, and no further.
fn belongs(day: Day, year: i32) -> bool {
    day.year() == year || (day.year() == year - 1 && day.month() == 12)
}

/// The policy has asked for the region that the page named; the record asks for the one that is declared.
fn in_region(region: RegionCode, context: &Context<'_>) -> Result<(), DaysRefusal> {
    let seeding = context.actor.capacity == Capacity::Seed;
    let own = context.actor.held_post().is_some_and(|post| post.region.covers(region));
    if seeding || own {
        Ok(())
    } else {
        Err(DaysRefusal::NotYourRegion)
    }
}

fn words(said: &str, max: usize, missing: DaysRefusal) -> Result<String, DaysRefusal> {
    match said.trim() {
        "" => Err(missing),
        said if said.chars().count() > max => Err(DaysRefusal::TooLong { max }),
        said => Ok(said.to_owned()),
    }
}

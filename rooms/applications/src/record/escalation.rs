//! Escalation: whoever has to see to a step that is short of time or late is told, once a level and round.
//!
//! A late step stays workable; that it was late is said by its verdict, when it is done.

use calendar::{Calendar, Day};
use ledger::{Context, Decision};
use procedure::definition::StepKind;

use super::due::{Due, Level};
use super::event::Event;
use super::refusal::Refusal;
use super::state::{Application, Status, StepState, StepStatus};

pub(super) fn escalate(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    if state.status != Status::InProgress {
        return Ok(Decision::nothing());
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (calendar, today) = (context.calendar(region), context.at.day());
    let events = state.steps.iter().flat_map(|step| reached(step, calendar, today));
    Ok(events.collect::<Vec<_>>().into())
}

/// What has to be told of a step. Who hears that it is late need not hear that time was short.
fn reached(step: &StepState, calendar: &Calendar, today: Day) -> impl Iterator<Item = Event> {
    let level = watched(step)
        .map(|due| due.in_calendar(step.running_since(), &step.limit(), calendar))
        .and_then(|due| due.level(today));
    let late_by = step
        .clock
        .as_ref()
        .map_or(0, |clock| clock.late_by(calendar, &step.limit(), today));
    let new = Level::ALL
        .into_iter()
        .filter(move |each| step.escalated.is_none_or(|told| *each > told) && level.is_some_and(|level| *each <= level))
        .filter(move |each| *each != Level::Handler || level == Some(Level::Handler));
    new.map(move |level| Event::Escalated {
        step: step.planned.step.clone(),
        level,
        day: today,
        late_by,
    })
}

/// The due day that somebody at a desk has to keep: a public notice ends by itself.
#[must_use]
pub(crate) fn watched(step: &StepState) -> Option<Due> {
    step.due
        .filter(|_| step.status == StepStatus::Open && step.planned.kind != StepKind::PublicNotice)
}

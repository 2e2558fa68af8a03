//! Escalation: whoever has to see to a step that is short of time or late is told, once a level and round.
//!
//! A late step stays workable; that it was late is said by its verdict, when it is done.

use calendar::{Calendar, Day};
use ledger::{Context, Decision};
use procedure::definition::StepKind;

use super::due::{Due, Level};
use super::dues;
use super::event::Event;
use super::refusal::Refusal;
use super::state::{Application, Status, StepState, StepStatus};

pub(super) fn escalate(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    if state.status != Status::InProgress {
        return Ok(Decision::nothing());
    }
    let mut course = dues::moved(state, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (calendar, today) = (context.calendar(region), context.at.day());
    for step in &course.state.steps.clone() {
        for event in reached(&course.state, step, calendar, today) {
            course.then(event);
        }
    }
    Ok(course.decided())
}

/// What has to be told of a step. Who hears that it is late need not hear that time was short.
fn reached(state: &Application, step: &StepState, calendar: &Calendar, today: Day) -> Vec<Event> {
    let Some((due, level)) = watched(state, step).and_then(|due| Some((due, due.level(today)?))) else {
        return Vec::new();
    };
    let is_new = |each: &Level| *each <= level && step.escalated.is_none_or(|told| *each > told);
    let new = Level::ALL
        .into_iter()
        .filter(is_new)
        .filter(|each| *each != Level::Handler || level == Level::Handler);
    let late_by = late_by(step, due, calendar, today);
    new.map(|level| Event::Escalated {
        step: step.planned.step.clone(),
        level,
        day: today,
        late_by,
    })
    .collect()
}

/// By how many days: as its clock says where that is what is watched, else since the day that was to be kept.
fn late_by(step: &StepState, due: Due, calendar: &Calendar, today: Day) -> u32 {
    match &step.clock {
        Some(clock) if is_timed(step) => clock.late_by(calendar, &step.limit(), today),
        Some(_) | None => due.deadline.unit().days(calendar, due.deadline.day(calendar), today),
    }
}

/// The due day that somebody at a desk has to keep. A public notice ends by itself, but its objections are answered by somebody;
/// and who holds a hearing or has something tested announced until when.
#[must_use]
pub(crate) fn watched(application: &Application, step: &StepState) -> Option<Due> {
    match step.status {
        StepStatus::Open if is_timed(step) => step.due,
        StepStatus::Open => step.answers_due,
        StepStatus::SpecialProcedure => {
            let running = application
                .specials_of(&step.planned.step)
                .filter(|special| special.ended.is_none());
            running.map(|special| special.announced).min_by_key(|due| due.day)
        }
        StepStatus::Waiting
        | StepStatus::Refining
        | StepStatus::Supplementing
        | StepStatus::Paying
        | StepStatus::Unsupported
        | StepStatus::Done
        | StepStatus::Dropped => None,
    }
}

/// Whether its own clock runs for somebody at a desk.
fn is_timed(step: &StepState) -> bool {
    step.status == StepStatus::Open && step.planned.kind != StepKind::PublicNotice
}

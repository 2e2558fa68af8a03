//! Gates: the outside event that opens what stands behind it, or the record that it never will.

use ledger::{Context, Decision};
use procedure::definition::GateId;

use super::command::{FailGate, OpenGate};
use super::desk::{in_progress, unbiased};
use super::event::Event;
use super::keeping;
use super::opening::Course;
use super::refusal::Refusal;
use super::state::{Application, GateState};

pub(super) fn open(state: &Application, command: OpenGate, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    closed_gate(state, &command.gate, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let day = context.day(region);
    let mut course = Course::from(state, context);
    course.then(Event::GateOpened {
        gate: command.gate,
        day,
        facts: command.facts,
    });
    course.open_ready(day, context.calendar(region));
    Ok(course.decided())
}

pub(super) fn fail(state: &Application, command: FailGate, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    closed_gate(state, &command.gate, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let day = context.day(region);
    let mut course = Course::from(state, context);
    course.keep([keeping::said(format!("gate/{}", command.gate), &command.reason)?]);
    course.then(Event::GateFailed { gate: command.gate, day });
    course.open_ready(day, context.calendar(region));
    Ok(course.decided())
}

/// A gate on which nothing has been recorded yet, on the desk of the actor's organ.
fn closed_gate<'a>(state: &'a Application, id: &GateId, context: &Context<'_>) -> Result<&'a GateState, Refusal> {
    in_progress(state)?;
    let gate = state.gate(id).ok_or_else(|| Refusal::UnknownGate(id.clone()))?;
    if context.actor.held_post().is_none_or(|post| post.organ != gate.organ) {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &gate.organ, context)?;
    if gate.opened_on.is_some() || gate.failed_on.is_some() {
        Err(Refusal::GateRecorded)
    } else {
        Ok(gate)
    }
}

//! Acceptance of a formal application, or not (行政许可法 32).

use ledger::{Context, Decision};
use procedure::definition::StepKind;

use super::command::{Accept, NotAccept};
use super::desk::open_step;
use super::event::Event;
use super::keeping;
use super::opening::{Course, verdict};
use super::refusal::Refusal;
use super::state::{Application, StepState};

pub(super) fn accept(state: &Application, command: &Accept, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = acceptance_step(state, &command.step, context)?;
    let (region, item) = (
        state.plan.as_ref().ok_or(Refusal::NotFiled)?.region,
        step.planned.item.clone(),
    );
    let (day, calendar) = (context.day(region), context.calendar(region));
    let mut course = Course::from(state, context);
    course.then(Event::StepDone {
        step: command.step.clone(),
        day,
        verdict: verdict(step, day, calendar),
    });
    course.then(Event::CaseAccepted { item, day });
    course.open_ready(day, calendar);
    Ok(course.decided())
}

pub(super) fn not_accept(state: &Application, command: NotAccept, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = acceptance_step(state, &command.step, context)?;
    let (region, item) = (
        state.plan.as_ref().ok_or(Refusal::NotFiled)?.region,
        step.planned.item.clone(),
    );
    let day = context.day(region);
    let mut course = Course::from(state, context);
    course.keep([keeping::said(format!("not_accepted/{item}"), &command.reasons)?]);
    course.then(Event::StepDone {
        step: command.step.clone(),
        day,
        verdict: verdict(step, day, context.calendar(region)),
    });
    course.then(Event::CaseNotAccepted { item, day });
    course.open_ready(day, context.calendar(region));
    Ok(course.decided())
}

fn acceptance_step<'a>(
    state: &'a Application,
    id: &procedure::definition::StepId,
    context: &Context<'_>,
) -> Result<&'a StepState, Refusal> {
    let step = open_step(state, id, context)?;
    if step.planned.kind == StepKind::Acceptance {
        Ok(step)
    } else {
        Err(Refusal::WrongKind)
    }
}

//! Public notices (公示) run their length by themselves.

use ledger::{Context, Decision};
use procedure::definition::StepKind;

use super::desk::in_progress;
use super::event::Event;
use super::opening::Course;
use super::refusal::Refusal;
use super::state::{Application, StepStatus};

/// Ends every notice whose last day is over; what comes after it counts from that last day.
pub(super) fn end(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let calendar = context.calendar(region);
    let today = context.at.day();
    let mut course = Course::from(state, context);
    for step in &state.steps {
        let running = step.planned.kind == StepKind::PublicNotice && step.status == StepStatus::Open;
        if let Some(due) = step.due.filter(|due| running && due.deadline.day(calendar) < today) {
            let day = due.deadline.day(calendar);
            course.then(Event::NoticeEnded {
                step: step.planned.step.clone(),
                day,
                counted: step.counted(calendar, day),
            });
            course.open_ready(day, calendar);
        }
    }
    Ok(course.decided())
}

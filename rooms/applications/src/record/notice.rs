//! Public notices (公示) run their length by themselves, and wait for the answers to what was objected.

use calendar::Verdict;
use ledger::{Context, Decision};
use procedure::definition::StepKind;

use super::desk::in_progress;
use super::dues;
use super::event::Event;
use super::opening::due;
use super::refusal::Refusal;
use super::state::{Application, StepStatus};

/// Ends every notice whose last day is over; what comes after it counts from that last day. One with an objection that nobody
/// has answered stays on its organ's desk until it is.
pub(super) fn end(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let calendar = context.calendar(region);
    let today = context.at.day();
    let mut course = dues::moved(state, context)?;
    for step in &course.state.steps.clone() {
        let running =
            step.planned.kind == StepKind::PublicNotice && step.status == StepStatus::Open && step.answers_due.is_none();
        let Some(over) = step.due.filter(|due| running && due.deadline.day(calendar) < today) else {
            continue;
        };
        let (id, day) = (step.planned.step.clone(), over.deadline.day(calendar));
        if step.unanswered > 0 {
            let due = step.planned.answer.as_ref().map_or(over, |limit| due(day, limit, calendar));
            course.then(Event::AnswersAwaited { step: id, day, due });
        } else {
            course.then(Event::NoticeEnded {
                step: id,
                day,
                verdict: Verdict::InTime,
                counted: step.counted(calendar, day),
            });
            course.open_ready(day, calendar);
        }
    }
    Ok(course.decided())
}

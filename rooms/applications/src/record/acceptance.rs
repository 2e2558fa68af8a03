//! Acceptance of a formal application, or not (行政许可法 32).

use calendar::{Calendar, Day};
use identity::OrganId;
use ledger::{Context, Decision};
use procedure::definition::{StepId, StepKind};

use super::command::{Accept, OwnSupplement};
use super::desk::open_step;
use super::event::Event;
use super::opening::{Course, verdict};
use super::proposal::ProposalNumber;
use super::refusal::Refusal;
use super::state::{Application, StepState};
use super::supplement::send_if_complete;

pub(super) fn accept(state: &Application, command: &Accept, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = acceptance_step(state, &command.step, context)?;
    let (region, item) = (
        state.plan.as_ref().ok_or(Refusal::NotFiled)?.region,
        step.planned.item.clone(),
    );
    let (day, calendar) = (context.day(region), context.calendar(region));
    let by_silence = answered_too_late(step, day, calendar).is_some();
    let takes_back = match (by_silence, state.has_unsent_supplement(&command.step), command.own_supplement) {
        (true, _, _) | (_, false, _) => false,
        (false, true, OwnSupplement::TakenBack) => true,
        (false, true, OwnSupplement::Stands) => return Err(Refusal::OwnSupplementWaits),
    };
    let accepted_on = if by_silence { state.received(step) } else { day };
    let mut course = Course::from(state, context);
    if takes_back {
        course.then(Event::SupplementTakenBack {
            step: command.step.clone(),
            day,
        });
    }
    course.then(Event::StepDone {
        step: command.step.clone(),
        day,
        verdict: verdict(step, day, calendar),
        counted: step.counted(calendar, day),
    });
    course.then(Event::CaseAccepted {
        item,
        day: accepted_on,
        by_silence,
    });
    course.open_ready(day, calendar);
    send_if_complete(&mut course, day, calendar);
    Ok(course.decided())
}

/// The last day of the law's term for an answer, if it is over: then silence has accepted already, from the day of receipt
/// (行政许可法 32).
fn answered_too_late(step: &StepState, day: Day, calendar: &Calendar) -> Option<Day> {
    let until = step.answer_by?.deadline.day(calendar);
    (day > until).then_some(until)
}

/// Not accepted, as approved: its reasons are the words of the proposal.
pub(super) fn not_accept(
    course: &mut Course,
    id: &StepId,
    elsewhere: Option<OrganId>,
    proposal: ProposalNumber,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let region = course.state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let step = course.state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    let (day, calendar, item) = (context.day(region), context.calendar(region), step.planned.item.clone());
    if let Some(until) = answered_too_late(step, day, calendar) {
        return Err(Refusal::SupplementTooLate { until });
    }
    let (verdict, counted) = (verdict(step, day, calendar), step.counted(calendar, day));
    course.then(Event::StepDone {
        step: id.clone(),
        day,
        verdict,
        counted,
    });
    course.then(Event::CaseNotAccepted {
        item,
        day,
        elsewhere,
        proposal: Some(proposal),
    });
    course.open_ready(day, calendar);
    send_if_complete(course, day, calendar);
    Ok(())
}

pub(super) fn acceptance_step<'a>(state: &'a Application, id: &StepId, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    let step = open_step(state, id, context)?;
    if step.planned.kind == StepKind::Acceptance {
        Ok(step)
    } else {
        Err(Refusal::WrongKind)
    }
}

//! What the applicant may do at any time or at the end: go on without an item, withdraw, rate.

use ledger::{Context, Decision};
use procedure::definition::OnRefusal;

use super::command::{LeaveOut, Rate, Withdraw};
use super::desk::in_progress;
use super::event::Event;
use super::keeping;
use super::opening::Course;
use super::refusal::Refusal;
use super::state::{Application, CaseStatus, Status, StepStatus};

/// The applicant goes on without an item: an optional one at any time, another once it was not supported or given back.
pub(super) fn leave_out(state: &Application, command: &LeaveOut, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let case = state
        .case(&command.item)
        .ok_or_else(|| Refusal::UnknownCase(command.item.clone()))?;
    if case.status.has_ended() || case.accepted_on.is_some() {
        return Err(Refusal::CaseNotThere(case.status));
    }
    let planned = state
        .planned_item(&command.item)
        .ok_or_else(|| Refusal::UnknownCase(command.item.clone()))?;
    let allowed = match planned.on_refusal {
        OnRefusal::Optional => true,
        OnRefusal::Continue => state.is_held_up(&command.item),
        OnRefusal::FailAll => false,
    };
    if !allowed {
        return Err(Refusal::CannotLeaveOut(command.item.clone()));
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let day = context.day(region);
    let mut course = Course::from(state, context);
    course.then(Event::LeftOut {
        item: command.item.clone(),
        day,
    });
    course.open_ready(day, context.calendar(region));
    Ok(course.decided())
}

pub(super) fn withdraw(state: &Application, command: Withdraw, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let reason = keeping::said_if_any("withdrawn".into(), &command.reason)?;
    Ok(Decision::from(Event::Withdrawn {
        day: context.day(region),
    })
    .with_secrets(reason))
}

pub(super) fn rate(state: &Application, command: Rate) -> Result<Decision<Event>, Refusal> {
    match state.status {
        Status::Unfiled => return Err(Refusal::NotFiled),
        Status::InProgress => return Err(Refusal::NotEnded),
        Status::Finished | Status::Withdrawn | Status::Terminated => {}
    }
    if state.rating.is_some() {
        return Err(Refusal::AlreadyRated);
    }
    let words = keeping::said_if_any("rating".into(), &command.words)?;
    Ok(Decision::from(Event::Rated { grade: command.grade }).with_secrets(words))
}

impl Application {
    /// Whether an item waits for the applicant's choice: not supported, or its draft decision was given back.
    #[must_use]
    pub fn is_held_up(&self, item: &procedure::definition::ItemId) -> bool {
        let given_back = |step: &super::state::StepState| step.status == StepStatus::Open && step.rounds > 1;
        let mut steps = self.steps.iter().filter(|step| step.planned.item == *item);
        steps.any(|step| step.status == StepStatus::Unsupported || given_back(step))
            || self.case(item).is_some_and(|case| case.status == CaseStatus::Refused)
    }
}

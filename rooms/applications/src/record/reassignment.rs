//! Another holder for a step: by the head of the organ, with a post that is handed over, or because its holder has left.

use ledger::{Context, Decision};

use super::command::{Reassign, TakeOver};
use super::desk::{in_progress, open_step};
use super::event::Event;
use super::keeping;
use super::refusal::Refusal;
use super::state::{Application, Reassignment, StepState, StepStatus};

pub(super) fn reassign(state: &Application, command: Reassign, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = step_with_a_holder(state, &command, context)?;
    let to = command.to.map(|colleague| colleague.account);
    if to == step.holder {
        return Ok(Decision::nothing());
    }
    if step.holder != command.from {
        return Err(step
            .holder
            .map_or(Refusal::NotClaimed, |holder| Refusal::HeldByAnother { holder }));
    }
    if to.is_some_and(|person| state.recused(&step.planned.organ).any(|recused| recused == person)) {
        return Err(Refusal::Recused);
    }
    let path = format!("reassigned/{}/{}", command.step, step.reassignments + 1);
    let words = match command.handover {
        Some(_) => keeping::said_if_any(path, &command.reason)?,
        None => Some(keeping::said(path, &command.reason)?),
    };
    let decision = Decision::from(Event::Reassigned {
        step: command.step,
        from: step.holder,
        to,
        cause: command.handover.map_or(Reassignment::Head, Reassignment::Handover),
    });
    let decision = decision.with_secrets(words);
    Ok(match command.to {
        Some(colleague) => decision.expecting(colleague.account, colleague.version),
        None => decision,
    })
}

/// A step that somebody holds or could hold, also while it waits for the applicant: of the actor's organ, unless a handover
/// that was ordered there is carried out.
fn step_with_a_holder<'a>(state: &'a Application, command: &Reassign, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    in_progress(state)?;
    let step = state
        .step(&command.step)
        .ok_or_else(|| Refusal::UnknownStep(command.step.clone()))?;
    let is_own = context.actor.held_post().is_some_and(|post| post.organ == step.planned.organ);
    if !is_own && command.handover.is_none() {
        return Err(Refusal::NotYourDesk);
    }
    if !step.takes_opinion() {
        return Err(Refusal::WrongKind);
    }
    match step.status {
        StepStatus::Open | StepStatus::Refining | StepStatus::Paying | StepStatus::SpecialProcedure | StepStatus::Unsupported => {
            Ok(step)
        }
        status @ (StepStatus::Waiting | StepStatus::Supplementing | StepStatus::Done | StepStatus::Dropped) => {
            Err(Refusal::NotOpen(status))
        }
    }
}

pub(super) fn take_over(state: &Application, command: &TakeOver, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = open_step(state, &command.step, context)?;
    let to = context.actor.holds_as().ok_or(Refusal::NotYourDesk)?;
    match step.holder {
        None => return Err(Refusal::NotClaimed),
        Some(holder) if holder == to => return Ok(Decision::nothing()),
        Some(holder) if holder != command.left.account => return Err(Refusal::HeldByAnother { holder }),
        Some(_) if step.stage != 0 => return Err(Refusal::WrongStage),
        Some(_) => {}
    }
    let decision = Decision::from(Event::Reassigned {
        step: command.step.clone(),
        from: step.holder,
        to: Some(to),
        cause: Reassignment::TakenOver,
    });
    Ok(decision.expecting(command.left.account, command.left.version))
}

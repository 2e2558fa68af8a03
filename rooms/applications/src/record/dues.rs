//! A revised calendar moves what is due: deadlines are ordinals of working days, so that only the days that they lead to move.

use ledger::{Context, Decision};

use super::event::{Event, Opened};
use super::refusal::Refusal;
use super::state::{Application, Status, StepStatus};

/// Moves what is due to where today's calendar leads; nothing where it leads to the same days.
pub(super) fn refresh(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    if state.status != Status::InProgress {
        return Ok(Decision::nothing());
    }
    let plan = state.plan.as_ref().ok_or(Refusal::NotFiled)?;
    let calendar = context.calendar(plan.region);
    let running = state.steps.iter().filter(|step| step.status == StepStatus::Open);
    let steps: Vec<Opened> = running
        .filter_map(|step| {
            let known = step.due?;
            let due = known.in_calendar(step.running_since(), &step.planned.limit, calendar);
            (due != known).then(|| Opened {
                step: step.planned.step.clone(),
                due,
            })
        })
        .collect();
    let asked = state.refining.iter().zip(plan.refinement_limit.as_ref().into_iter().cycle());
    let refinements: Vec<Opened> = asked
        .filter_map(|(asked, limit)| {
            let since = state
                .step(&asked.step)
                .map_or(asked.due.day, super::state::StepState::running_since);
            let due = asked.due.in_calendar(since, limit, calendar);
            (due.day != asked.due.day).then(|| Opened {
                step: asked.step.clone(),
                due,
            })
        })
        .collect();
    if steps.is_empty() && refinements.is_empty() {
        return Ok(Decision::nothing());
    }
    Ok(Event::DuesMoved {
        day: context.at.day(),
        steps,
        refinements,
    }
    .into())
}

//! A revised calendar moves what is due: deadlines are ordinals of working days, so that only the days that they lead to move.

use calendar::Calendar;
use ledger::{Context, Decision};
use procedure::plan::Plan;

use super::due::Due;
use super::event::{Event, Opened};
use super::refusal::Refusal;
use super::state::{Application, Status, StepStatus};
use super::supplement;

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
            let due = known.in_calendar(step.running_since(), &step.limit(), calendar);
            let answer_by = step
                .answer_by
                .map(|term| term.in_calendar(step.running_since(), &supplement::answer_limit(), calendar));
            (due != known || answer_by != step.answer_by).then(|| Opened {
                step: step.planned.step.clone(),
                due,
                answer_by,
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
                answer_by: None,
            })
        })
        .collect();
    let supplement = supplement_moved(state, plan, calendar);
    if steps.is_empty() && refinements.is_empty() && supplement.is_none() {
        return Ok(Decision::nothing());
    }
    Ok(Event::DuesMoved {
        day: context.at.day(),
        steps,
        refinements,
        supplement,
    }
    .into())
}

/// Where the applicant's term for a supplement leads now, while it is waited for and if it has moved.
fn supplement_moved(state: &Application, plan: &Plan, calendar: &Calendar) -> Option<Due> {
    let known = state.supplement.due.filter(|_| state.supplementing().next().is_some())?;
    let rule = plan.supplement.as_ref()?;
    let due = known.in_calendar(state.supplement.asked?, &rule.limit, calendar);
    (due.day != known.day).then_some(due)
}

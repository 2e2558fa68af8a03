//! A changed plan: new answers, a corrected form, better papers — after a negative opinion, or before the gate.

use std::sync::Arc;

use ledger::{Context, Decision};
use procedure::definition::{ItemId, Phase, StepId, StepKind};
use procedure::plan::{Plan, PlannedStep};

use super::command::ChangePlan;
use super::desk::in_progress;
use super::document::DeliveryWays;
use super::event::{Event, Opened, PlanChanged};
use super::keeping;
use super::opening::{Course, due_after_stop, to_look_again};
use super::refinement::{new_versions, reads};
use super::refusal::Refusal;
use super::state::{Application, Case, CaseStatus, StepState, StepStatus};
use super::submission::form_secrets;

pub(super) fn change(state: &Application, command: ChangePlan, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let is_being_issued =
        |case: &Case| case.status == CaseStatus::SignedOff || (case.status == CaseStatus::Granted && case.document.is_none());
    if state.cases.iter().any(is_being_issued) {
        return Err(Refusal::AlreadyIssued);
    }
    let new_answers = command.answers != state.answers;
    if !new_answers && command.form.is_none() && command.materials.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    let gate_recorded = state
        .gates
        .iter()
        .any(|gate| gate.opened_on.is_some() || gate.failed_on.is_some());
    if new_answers && gate_recorded {
        return Err(Refusal::GateRecorded);
    }
    decided_items_stay(state, &command.plan)?;
    accepted_steps_stay(state, &command.plan)?;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let mut course = Course::from(state, context);
    course.keep(keeping::said_if_any(
        format!("changed/{}", state.plan_version + 1),
        &command.note,
    )?);
    course.keep(command.form.as_ref().map(form_secrets).unwrap_or_default());
    let materials = new_versions_of_plan(state, &command, &mut course)?;
    let everything = new_answers || command.form.is_some();
    let touched = |step: &StepState| everything || reads(step, &materials);
    let planned = |step: &StepId| command.plan.steps.iter().any(|planned| planned.step == *step);
    let unsupported = state.steps.iter().filter(|step| step.status == StepStatus::Unsupported);
    let mut reopened: Vec<Opened> = unsupported
        .map(|step| Opened {
            step: step.planned.step.clone(),
            due: due_after_stop(step, day, calendar),
            answer_by: None,
        })
        .collect();
    reopened.extend(to_look_again(state, day, calendar, touched));
    reopened.retain(|opened| planned(&opened.step));
    let affected: Vec<StepId> = state
        .steps
        .iter()
        .filter(|step| step.status == StepStatus::Done && step.planned.kind == StepKind::Review)
        .filter(|step| touched(step))
        .map(|step| step.planned.step.clone())
        .collect();
    let delivery = command
        .form
        .as_ref()
        .and_then(|form| DeliveryWays::chosen(&command.plan, form));
    let changed = PlanChanged {
        day,
        answers: command.answers,
        plan: command.plan,
        materials,
        reopened,
        affected,
        delivery,
    };
    course.then(Event::PlanChanged(Box::new(changed)));
    course.open_ready(day, calendar);
    Ok(course.decided())
}

/// Papers may be new in the changed plan.
fn new_versions_of_plan(
    state: &Application,
    command: &ChangePlan,
    course: &mut Course,
) -> Result<Vec<super::state::Attachment>, Refusal> {
    let mut planned = state.clone();
    planned.plan = Some(Arc::new(command.plan.clone()));
    new_versions(&planned, &command.materials, course)
}

/// What has been decided cannot drop out of the plan.
fn decided_items_stay(state: &Application, plan: &Plan) -> Result<(), Refusal> {
    let decided = state
        .cases
        .iter()
        .filter(|case| matches!(case.status, CaseStatus::Granted | CaseStatus::Accepted));
    match decided.map(|case| &case.item).find(|item| plan.item(item).is_none()) {
        Some(item) => Err(Refusal::CannotLeaveOut(item.clone())),
        None => Ok(()),
    }
}

/// What has been accepted is decided as it was accepted (行政许可法 31, 32): what came to a desk stays there, with whoever objected
/// or asked to be heard, and nothing is reviewed before acceptance any more.
fn accepted_steps_stay(state: &Application, plan: &Plan) -> Result<(), Refusal> {
    let is_accepted = |item: &ItemId| {
        let case = state.case(item);
        case.is_some_and(|case| case.accepted_on.is_some() && !case.status.has_ended())
    };
    let has_begun = |step: &&StepState| !matches!(step.status, StepStatus::Waiting | StepStatus::Dropped);
    let begun = state.steps.iter().filter(has_begun).map(|step| step.planned.as_ref());
    let gone = begun.filter(|step| !plan.steps.iter().any(|planned| planned.step == step.step));
    let before_acceptance = plan.steps.iter().filter(|planned| planned.phase == Phase::PreReview);
    let is_new = |planned: &&PlannedStep| {
        let known = state.step(&planned.step);
        known.is_none_or(|step| step.status == StepStatus::Dropped)
    };
    let new = before_acceptance.filter(is_new);
    match gone.chain(new).find(|step| is_accepted(&step.item)) {
        Some(step) => Err(Refusal::AcceptedStays(step.item.clone())),
        None => Ok(()),
    }
}

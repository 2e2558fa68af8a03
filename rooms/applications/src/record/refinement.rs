//! Refinement (修改完善) in pre-review: the clock stands still while the applicant improves what was handed in.

use ledger::{Context, Decision};
use procedure::definition::{MaterialId, StepKind};

use super::command::{AskRefinement, SupplyRefinement, Upload};
use super::desk::{in_progress, is_pre_review, own_step};
use super::event::Event;
use super::keeping;
use super::opening::{Course, due, due_after_stop, to_look_again};
use super::refusal::Refusal;
use super::state::{Application, Attachment, StepState, StepStatus};
use super::submission::attachment;

/// Why a step's clock stands still during refinement.
pub(super) const GROUND: &str = "修改完善";

pub(super) fn ask(state: &Application, command: AskRefinement, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = own_step(state, &command.step, context)?;
    let plan = state.plan.as_ref().ok_or(Refusal::NotFiled)?;
    let rules = plan
        .refinement_limit
        .as_ref()
        .filter(|_| is_pre_review(step) && step.planned.kind != StepKind::PublicNotice);
    let limit = rules.ok_or(Refusal::NotInPreReview)?;
    if step.stage != 0 {
        return Err(Refusal::WrongStage);
    }
    if step.refinements >= plan.refinement_rounds {
        return Err(Refusal::NoMoreRounds {
            rounds: plan.refinement_rounds,
        });
    }
    if let Some(unknown) = command
        .materials
        .iter()
        .find(|id| !step.planned.materials.contains(id) && state.material(id).is_none())
    {
        return Err(Refusal::MaterialNotAsked(unknown.clone()));
    }
    let request = keeping::said(
        format!("refinement/{}/{}", command.step, step.refinements + 1),
        &command.request,
    )?;
    let day = context.day(plan.region);
    let due = due(day, limit, context.calendar(plan.region));
    Ok(Decision::from(Event::RefinementAsked {
        step: command.step,
        day,
        due,
        materials: command.materials,
    })
    .with_secret(request))
}

pub(super) fn supply(state: &Application, command: SupplyRefinement, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let step = state
        .step(&command.step)
        .ok_or_else(|| Refusal::UnknownStep(command.step.clone()))?;
    let plan = state.plan.as_ref().ok_or(Refusal::NotFiled)?;
    if step.status != StepStatus::Refining {
        return Err(Refusal::NotOpen(step.status));
    }
    let asked = state.refinement_materials(&command.step);
    if let Some(missing) = asked
        .iter()
        .find(|id| !command.materials.iter().any(|upload| upload.material == **id))
    {
        return Err(Refusal::RefinedMaterialMissing((*missing).clone()));
    }
    let mut course = Course::from(state, context);
    course.keep(keeping::said_if_any(
        format!("refined/{}/{}", command.step, step.refinements),
        &command.note,
    )?);
    let materials = new_versions(state, &command.materials, &mut course)?;
    let day = context.day(plan.region);
    let calendar = context.calendar(plan.region);
    let due = due_after_stop(step, day, calendar);
    let of_another = |other: &StepState| other.planned.item != step.planned.item;
    let reopened = to_look_again(state, day, calendar, |other| of_another(other) && reads(other, &materials));
    course.then(Event::RefinementSupplied {
        step: command.step,
        day,
        due,
        materials,
        reopened,
    });
    Ok(course.decided())
}

/// Whether a step had read an older version of one of these papers.
pub(super) fn reads(step: &StepState, materials: &[Attachment]) -> bool {
    materials
        .iter()
        .any(|attachment| step.planned.materials.contains(&attachment.material))
}

/// The next version of each paper, its particulars kept in the vault.
pub(super) fn new_versions(state: &Application, uploads: &[Upload], course: &mut Course) -> Result<Vec<Attachment>, Refusal> {
    let known = |id: &MaterialId| {
        state
            .plan
            .as_ref()
            .is_some_and(|plan| plan.materials.iter().any(|asked| asked.material == *id))
    };
    uploads
        .iter()
        .map(|upload| {
            let before = state.material(&upload.material);
            if before.is_none() && !known(&upload.material) {
                return Err(Refusal::MaterialNotAsked(upload.material.clone()));
            }
            let version = before.map_or(1, |attachment| attachment.version + 1);
            course.keep([keeping::paper(upload, version)]);
            Ok(attachment(upload, version))
        })
        .collect()
}

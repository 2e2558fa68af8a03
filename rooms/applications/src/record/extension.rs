//! Extension of the term to decide (行政许可法 42): once, before it has run out, with the approval of a head and reasons.

use authority::Duty;
use calendar::Day;
use identity::OrganId;
use ledger::Context;
use procedure::definition::{StepId, StepKind};
use procedure::plan::{Extension, Signatory};

use super::desk::{account, open_step};
use super::event::Event;
use super::opening::{Course, due_after_stop};
use super::proposal::ProposalNumber;
use super::refusal::Refusal;
use super::special::formal;
use super::state::{Application, StepState};

/// Longest number of the government's approval, in characters.
pub const APPROVAL_MAX: usize = 60;

/// How the term of a case was extended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extended {
    /// By how many days of its unit.
    pub days: u32,
    /// The day of the approval.
    pub day: Day,
    /// The proposal whose words are the reasons.
    pub proposal: ProposalNumber,
}

/// Whether an extension may be proposed for a step: by whoever works on it, of an accepted case, once, before the statutory
/// term has run out. The government's head approves in a paper of the government, whose number is said.
pub(super) fn admissible(
    state: &Application,
    id: &StepId,
    days: u32,
    approval: Option<&str>,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let step = open_step(state, id, context)?;
    if step.takes_opinion() && step.holder != Some(account(context)?) {
        return Err(step
            .holder
            .map_or(Refusal::NotClaimed, |holder| Refusal::HeldByAnother { holder }));
    }
    possible(state, step, days, context)?;
    let number = approval.map(str::trim).unwrap_or_default();
    if number.chars().count() > APPROVAL_MAX {
        return Err(Refusal::ApprovalTooLong { max: APPROVAL_MAX });
    }
    match state.extension_of(step).approved_by {
        Signatory::Government if number.is_empty() => Err(Refusal::ApprovalMissing),
        Signatory::Government | Signatory::Organ => Ok(()),
    }
}

fn possible(state: &Application, step: &StepState, days: u32, context: &Context<'_>) -> Result<(), Refusal> {
    formal(state, step)?;
    if matches!(step.planned.kind, StepKind::Acceptance | StepKind::PublicNotice) {
        return Err(Refusal::WrongKind);
    }
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let case = state
        .case(&step.planned.item)
        .ok_or_else(|| Refusal::UnknownCase(step.planned.item.clone()))?;
    let statutory = case.statutory.as_ref().ok_or(Refusal::NothingToExtend)?;
    if case.extended.is_some() {
        return Err(Refusal::ExtendedBefore);
    }
    if statutory
        .clock
        .late_by(context.calendar(region), &statutory.terms.limit, context.day(region))
        > 0
    {
        return Err(Refusal::TooLateToExtend);
    }
    let max = state.extension_of(step).days;
    if days == 0 || days > max {
        return Err(Refusal::DaysOutOfRange { max });
    }
    Ok(())
}

/// Both terms grow: the statutory one of the case and the promised one of its open step.
pub(super) fn extend(
    course: &mut Course,
    id: &StepId,
    days: u32,
    proposal: ProposalNumber,
    context: &Context<'_>,
) -> Result<(), Refusal> {
    let region = course.state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let step = course.state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    possible(&course.state, step, days, context)?;
    let (day, calendar) = (context.day(region), context.calendar(region));
    let extension = course.state.extension_of(step);
    // A step that is late already gets what is left of the days, counted from when they were due.
    let mut longer = step.clone();
    longer.extended += days;
    let due = due_after_stop(&longer, longer.running_since(), calendar);
    course.then(Event::Extended {
        step: id.clone(),
        item: step.planned.item.clone(),
        day,
        days,
        ground: extension.ground,
        due,
        proposal,
    });
    Ok(())
}

/// Whose approval it needs: the head of the deciding organ's, or of the government's where several organs handle it together.
pub(super) fn signatory(state: &Application, id: &StepId, deciding: OrganId) -> Result<(OrganId, Duty), Refusal> {
    let by_government = state
        .step(id)
        .is_some_and(|step| state.extension_of(step).approved_by == Signatory::Government);
    let lead = state.plan.as_ref().and_then(|plan| plan.lead.clone());
    match lead {
        _ if !by_government => Ok((deciding, Duty::Sign)),
        Some(bureau) => Ok((bureau, Duty::Lead)),
        None => Err(Refusal::NobodyLeads),
    }
}

impl Application {
    /// By how much the term of a step's case may be extended, and by whom.
    #[must_use]
    pub fn extension_of(&self, step: &StepState) -> Extension {
        self.planned_item(&step.planned.item)
            .and_then(|item| item.extension.clone())
            .unwrap_or_else(Extension::by_the_organ)
    }
}

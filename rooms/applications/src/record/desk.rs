//! Work at an organ's desk: claim, release, opinion, and the chain 承办 → 审核 → 签发.

use identity::{OrganId, RecordId};
use ledger::{Context, Decision};
use procedure::definition::{Phase, StepId, StepKind};

use super::command::{Claim, GiveOpinion, PassStage, Release, ReturnStage};
use super::event::Event;
use super::hearing::heard;
use super::keeping;
use super::opening::{Course, verdict};
use super::refusal::Refusal;
use super::state::{Application, CaseStatus, Opinion, Status, StepState, StepStatus};

/// The step that somebody at a desk works on: open, and on the desk of the actor's organ.
pub(super) fn open_step<'a>(state: &'a Application, id: &StepId, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    in_progress(state)?;
    let step = state.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))?;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if post.organ != step.planned.organ {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &post.organ, context)?;
    match step.status {
        StepStatus::Open => Ok(step),
        status @ (StepStatus::Waiting
        | StepStatus::Refining
        | StepStatus::Supplementing
        | StepStatus::SpecialProcedure
        | StepStatus::Paying
        | StepStatus::Unsupported
        | StepStatus::Done
        | StepStatus::Dropped) => Err(Refusal::NotOpen(status)),
    }
}

/// The application has been submitted and has not ended.
pub(super) fn in_progress(state: &Application) -> Result<(), Refusal> {
    match state.status {
        Status::InProgress => Ok(()),
        Status::Unfiled => Err(Refusal::NotFiled),
        status @ (Status::Finished | Status::Withdrawn | Status::Terminated) => Err(Refusal::Ended(status)),
    }
}

/// In whose name a step is held: whoever stands in holds it for the absent colleague.
pub(super) fn account(context: &Context<'_>) -> Result<RecordId, Refusal> {
    context.actor.holds_as().ok_or(Refusal::NotYourDesk)
}

/// Whoever is recused does nothing at that organ's desk, and nobody does it in that name.
pub(super) fn unbiased(state: &Application, organ: &OrganId, context: &Context<'_>) -> Result<(), Refusal> {
    if state
        .recused(organ)
        .any(|recused| context.actor.hands().any(|hand| hand == recused))
    {
        Err(Refusal::Recused)
    } else {
        Ok(())
    }
}

/// The open step, claimed by whoever acts.
pub(super) fn own_step<'a>(state: &'a Application, id: &StepId, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    let step = open_step(state, id, context)?;
    match step.holder {
        Some(holder) if holder == account(context)? => Ok(step),
        Some(holder) => Err(Refusal::HeldByAnother { holder }),
        None => Err(Refusal::NotClaimed),
    }
}

pub(super) fn claim(state: &Application, command: &Claim, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = open_step(state, &command.step, context)?;
    let claimer = account(context)?;
    match step.holder {
        Some(holder) if holder == claimer => Ok(Decision::nothing()),
        Some(holder) => Err(Refusal::HeldByAnother { holder }),
        None => Ok(Event::Claimed {
            step: command.step.clone(),
            holder: claimer,
        }
        .into()),
    }
}

pub(super) fn release(state: &Application, command: &Release, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    // A draft on its way through the chain stays its drafter's, who may not agree with it in the next stage.
    if own_step(state, &command.step, context)?.stage != 0 {
        return Err(Refusal::WrongStage);
    }
    Ok(Event::Released {
        step: command.step.clone(),
    }
    .into())
}

pub(super) fn give_opinion(state: &Application, command: GiveOpinion, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = own_step(state, &command.step, context)?;
    if !step.takes_opinion() {
        return Err(Refusal::WrongKind);
    }
    if step.stage != 0 {
        return Err(Refusal::WrongStage);
    }
    heard(state, &step.planned.item, context)?;
    let words = opinion_words(step, &command)?;
    let mut course = Course::from(state, context);
    course.keep(words);
    if step.has_next_stage() {
        course.then(Event::OpinionDrafted {
            step: command.step,
            opinion: command.opinion,
            points: command.points,
        });
    } else {
        conclude(&mut course, &command.step, command.opinion, command.points, context);
    }
    Ok(course.decided())
}

/// Agreement needs no words, unless what was reviewed has changed; everything else does.
fn opinion_words(step: &StepState, command: &GiveOpinion) -> Result<Option<ledger::Secret>, Refusal> {
    let path = format!("opinion/{}/{}", command.step, step.rounds);
    match command.opinion {
        Opinion::Agree if step.planned.kind == StepKind::Confirmation && step.changed && command.text.trim().is_empty() => {
            Err(Refusal::ChangedNeedsWords)
        }
        Opinion::Agree => keeping::said_if_any(path, &command.text),
        Opinion::Conditional | Opinion::NotSupported => keeping::said(path, &command.text).map(Some),
    }
}

pub(super) fn pass_stage(state: &Application, command: &PassStage, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = chain_step(state, &command.step, context)?;
    let opinion = step.draft.ok_or(Refusal::WrongStage)?;
    let mut course = Course::from(state, context);
    if step.has_next_stage() {
        course.then(Event::StagePassed {
            step: command.step.clone(),
        });
    } else {
        conclude(&mut course, &command.step, opinion, Vec::new(), context);
    }
    Ok(course.decided())
}

pub(super) fn return_stage(state: &Application, command: ReturnStage, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let step = chain_step(state, &command.step, context)?;
    let reason = keeping::said(format!("returned/{}/{}", command.step, step.rounds), &command.reason)?;
    Ok(Decision::from(Event::StageReturned { step: command.step }).with_secret(reason))
}

/// A step beyond the first stage of its chain, in the hands of somebody with the duty of the stage who did not draft it.
fn chain_step<'a>(state: &'a Application, id: &StepId, context: &Context<'_>) -> Result<&'a StepState, Refusal> {
    let step = open_step(state, id, context)?;
    let duty = step.duty();
    if step.stage == 0 || !context.actor.held_post().is_some_and(|post| post.duties.contains(&duty)) {
        return Err(Refusal::WrongStage);
    }
    if context.actor.hands().any(|hand| step.drafters.contains(&hand)) {
        Err(Refusal::OwnDraft)
    } else {
        Ok(step)
    }
}

/// The organ's opinion stands: the step is done, or waits for the applicant's choice.
fn conclude(course: &mut Course, id: &StepId, opinion: Opinion, points: Vec<u8>, context: &Context<'_>) {
    let Some((region, step)) = course
        .state
        .filing
        .as_ref()
        .map(|filing| filing.region)
        .zip(course.state.step(id))
    else {
        return;
    };
    let calendar = context.calendar(region);
    let day = context.day(region);
    let item = step.planned.item.clone();
    let (verdict, counted) = (verdict(step, day, calendar), step.counted(calendar, day));
    course.then(Event::OpinionGiven {
        step: id.clone(),
        day,
        opinion,
        verdict,
        counted,
        points,
    });
    course.open_ready(day, calendar);
    debug_assert!(course.state.case(&item).is_none_or(|case| case.status != CaseStatus::Granted));
}

/// Whether a step belongs to pre-review.
pub(super) fn is_pre_review(step: &StepState) -> bool {
    step.planned.phase == Phase::PreReview || step.planned.kind == StepKind::Confirmation
}

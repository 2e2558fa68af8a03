//! Recusal (回避): by one's own word at once, on the applicant's application by decision of the head (行政许可法 48 for
//! hearings; 公务员法 76 for everybody who handles a matter). Somebody else must be there who can go on; no clock stops.

use identity::{OrganId, RecordId};
use ledger::{Context, Decision};
use people::record::account::Colleague;

use super::command::{AskRecusal, DecideRecusal, DeclareConflict};
use super::desk::{in_progress, unbiased};
use super::event::Event;
use super::keeping;
use super::refusal::Refusal;
use super::state::{Application, RecusalOutcome, StepStatus};

pub(super) fn declare(state: &Application, command: DeclareConflict, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let person = context.actor.account.ok_or(Refusal::NotYourDesk)?;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if state.recused(&post.organ).any(|recused| recused == person) {
        return Ok(Decision::nothing());
    }
    let number = next(state);
    let words = keeping::said(format!("recusal/{number}"), &command.reason)?;
    let decision = Decision::from(Event::ConflictDeclared {
        recusal: number,
        organ: post.organ.clone(),
        person,
        day: day(state, context)?,
    });
    go_on(state, &post.organ, person, &command.others, decision.with_secret(words))
}

pub(super) fn ask(state: &Application, command: AskRecusal, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    if !state.organs().contains(&command.organ) {
        return Err(Refusal::NotYourDesk);
    }
    let pending = |recusal: &super::state::Recusal| recusal.organ == command.organ && recusal.outcome == RecusalOutcome::Pending;
    if state.recusals.iter().any(pending) {
        return Err(Refusal::RecusalPending);
    }
    let number = next(state);
    let words = [
        keeping::said(format!("recusal/{number}/whom"), &command.whom)?,
        keeping::said(format!("recusal/{number}"), &command.reason)?,
    ];
    let decision = Decision::from(Event::RecusalAsked {
        recusal: number,
        organ: command.organ,
        day: day(state, context)?,
    });
    Ok(decision.with_secrets(words))
}

pub(super) fn decide(state: &Application, command: DecideRecusal, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let known = state.recusals.iter().find(|recusal| recusal.number == command.recusal);
    let recusal = known.ok_or(Refusal::UnknownRecusal(command.recusal))?;
    if recusal.outcome != RecusalOutcome::Pending {
        return Err(Refusal::RecusalDecided);
    }
    unbiased(state, &recusal.organ, context)?;
    if command
        .person
        .is_some_and(|person| context.actor.hands().any(|hand| hand == person))
    {
        return Err(Refusal::OwnRecusal);
    }
    let words = keeping::said(format!("recusal_decided/{}", command.recusal), &command.reason)?;
    let decision = Decision::from(Event::RecusalDecided {
        recusal: command.recusal,
        person: command.person,
        day: day(state, context)?,
    })
    .with_secret(words);
    match command.person {
        Some(person) => go_on(state, &recusal.organ, person, &command.others, decision),
        None => Ok(decision),
    }
}

/// Every step lies on one desk, and somebody there may act on it: others than whoever is recused must still be in their posts.
fn go_on(
    state: &Application,
    organ: &OrganId,
    person: RecordId,
    others: &[Colleague],
    decision: Decision<Event>,
) -> Result<Decision<Event>, Refusal> {
    let has_step = state
        .steps
        .iter()
        .any(|step| step.planned.organ == *organ && !matches!(step.status, StepStatus::Done | StepStatus::Dropped));
    let is_needed = has_step || state.has_gate_to_record(organ);
    let unfit = |other: &Colleague| other.account == person || state.recused(organ).any(|recused| recused == other.account);
    if is_needed && (others.is_empty() || others.iter().any(unfit)) {
        return Err(Refusal::NobodyElse);
    }
    Ok(others
        .iter()
        .fold(decision, |decision, other| decision.expecting(other.account, other.version)))
}

fn next(state: &Application) -> u16 {
    u16::try_from(state.recusals.len() + 1).unwrap_or(u16::MAX)
}

fn day(state: &Application, context: &Context<'_>) -> Result<calendar::Day, Refusal> {
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    Ok(context.day(region))
}

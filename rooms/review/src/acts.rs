//! Doing something to an application from a desk: the policy is asked, the command submitted, and what stood in its way told.

mod obstacle;

use applications::access::Seen;
use applications::record::command::TakeOver;
use applications::record::proof::Check;
use applications::record::proposal::Proposed;
use applications::record::state::{GateState, StepState};
use applications::record::{Application, Applications, Refusal};
use authority::{Act, Permit};
use identity::{FunctionId, OrganId};
use ledger::{CommandOf, Key, Receipt, SubmitError};

pub(crate) use obstacle::{is_conflict, message};

use crate::at_desk::AtDesk;
use crate::desks::Desks;

/// What came of it.
pub(crate) type Outcome = Result<Receipt<Application>, Obstacle>;

/// Why it was not done. Nothing has changed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Obstacle {
    /// The step is no longer, or never was, the reader's to work on.
    NotYours,
    /// The application refuses.
    Refused(Refusal),
    /// The same form was sent before, with other content.
    SentBefore,
    /// The ledger cannot answer now.
    Unavailable,
}

/// Something asked of a step.
pub(crate) async fn on_step<C>(desks: &Desks, at: &AtDesk, seen: &Seen, step: &StepState, command: C, key: Key) -> Outcome
where
    C: CommandOf<Applications>,
{
    let permit = seen
        .permit_on_step::<C::Act>(at.actor_on(step), step)
        .map_err(|_| Obstacle::NotYours)?;
    submit(desks, permit, command, key).await
}

/// Something signed or declined.
pub(crate) async fn on_proposal<C>(desks: &Desks, at: &AtDesk, seen: &Seen, proposed: &Proposed, command: C, key: Key) -> Outcome
where
    C: CommandOf<Applications, Act = authority::acts::Approve>,
{
    let permit = permit_on_proposal(at, seen, proposed).ok_or(Obstacle::NotYours)?;
    submit(desks, permit, command, key).await
}

/// Something recorded of a gate.
pub(crate) async fn on_gate<C>(
    desks: &Desks,
    at: &AtDesk,
    seen: &Seen,
    gate: &GateState,
    function: &FunctionId,
    command: C,
    key: Key,
) -> Outcome
where
    C: CommandOf<Applications, Act = authority::acts::RecordGate>,
{
    let permit = permit_on_gate(at, seen, gate, function).ok_or(Obstacle::NotYours)?;
    submit(desks, permit, command, key).await
}

/// By which right the reader signs or declines a proposal: rather in a capacity whose hands did not make it.
pub(crate) fn permit_on_proposal(at: &AtDesk, seen: &Seen, proposed: &Proposed) -> Option<Permit<authority::acts::Approve>> {
    let permits = || at.actors().filter_map(|actor| seen.permit_on_proposal(actor, proposed).ok());
    let is_own = |permit: &Permit<_>| permit.actor().hands().any(|hand| proposed.is_of(hand));
    permits().find(|permit| !is_own(permit)).or_else(|| permits().next())
}

/// By which right the reader records a gate.
pub(crate) fn permit_on_gate(
    at: &AtDesk,
    seen: &Seen,
    gate: &GateState,
    function: &FunctionId,
) -> Option<Permit<authority::acts::RecordGate>> {
    at.actors().find_map(|actor| seen.permit_on_gate(actor, gate, function).ok())
}

/// By which right the reader checks a promise.
pub(crate) fn permit_on_check(at: &AtDesk, seen: &Seen, check: &Check) -> Option<Permit<authority::acts::WorkOnStep>> {
    permit_to_handle(at, seen, &check.organ)
}

/// By which right the reader handles at an organ's desk what is no step.
pub(crate) fn permit_to_handle(at: &AtDesk, seen: &Seen, organ: &OrganId) -> Option<Permit<authority::acts::WorkOnStep>> {
    at.actors().find_map(|actor| seen.permit_to_handle(actor, organ).ok())
}

/// The step of somebody who holds no post any more that could go on with it.
pub(crate) async fn take_over(desks: &Desks, at: &AtDesk, seen: &Seen, step: &StepState, key: Key) -> Result<(), Obstacle> {
    let holder = step.holder.ok_or(Obstacle::Refused(Refusal::NotClaimed))?;
    let left = desks
        .departed(holder, &step.planned.organ)
        .await
        .map_err(|_| Obstacle::Unavailable)?;
    let command = TakeOver {
        step: step.planned.step.clone(),
        left: left.ok_or(Obstacle::Refused(Refusal::HolderIsThere))?,
    };
    on_step(desks, at, seen, step, command, key).await.map(|_| ())
}

pub(crate) async fn submit<A: Act, C: CommandOf<Applications, Act = A>>(
    desks: &Desks,
    permit: Permit<A>,
    command: C,
    key: Key,
) -> Outcome {
    let record = permit.record();
    desks
        .ledger()
        .submit::<Applications, C>(&permit, record, command, key)
        .await
        .map_err(Obstacle::from)
}

impl From<SubmitError<Refusal>> for Obstacle {
    fn from(error: SubmitError<Refusal>) -> Self {
        match error {
            SubmitError::Refused(refusal) => Self::Refused(refusal),
            SubmitError::KeyReused => Self::SentBefore,
            SubmitError::NotPermitted => Self::NotYours,
            SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::Unavailable(_) | SubmitError::Broken(_) => {
                tracing::error!(%error, "an act at a desk was not committed");
                Self::Unavailable
            }
        }
    }
}

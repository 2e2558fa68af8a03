//! Looking at one application: what the reader may see of it; whatever may not be seen does not exist.

use applications::access::{self, AccessError, Seen};
use applications::record::state::{GateState, StepState};
use front::Problem;
use identity::RecordId;
use ledger::Unavailable;
use procedure::definition::{GateId, StepId};

use crate::at_desk::AtDesk;
use crate::desks::Desks;

/// The application with that identifier, if there is one and the reader may see it.
pub(crate) async fn application(desks: &Desks, at: &AtDesk, id: &str) -> Result<Seen, Problem> {
    let record: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
    access::see(desks.ledger(), at.actor(), record).await.map_err(problem)
}

/// A step of it.
pub(crate) fn step<'a>(seen: &'a Seen, id: &str) -> Result<&'a StepState, Problem> {
    seen.application.step(&StepId::from(id)).ok_or(Problem::NotFound)
}

/// A gate of it that is the reader's organ's to record.
pub(crate) fn gate<'a>(seen: &'a Seen, at: &AtDesk, id: &str) -> Result<&'a GateState, Problem> {
    let gate = seen.application.gate(&GateId::from(id));
    gate.filter(|gate| at.organ().is_some_and(|organ| organ == gate.organ))
        .ok_or(Problem::NotFound)
}

/// What an application that cannot be shown is to a page.
pub(crate) fn problem(error: AccessError) -> Problem {
    match error {
        AccessError::Hidden => Problem::NotFound,
        AccessError::Unavailable(error) => unavailable(error),
    }
}

/// The ledger cannot answer: the operator hears why, the reader that nothing was changed.
pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer a desk");
    Problem::Unavailable
}

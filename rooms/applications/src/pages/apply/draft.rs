//! `/drafts/{draft}`: on to where something is missing.

use axum::extract::{Path, State};
use axum::response::Redirect;
use front::Problem;
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};

use super::trouble::not_open;
use crate::access::see;
use crate::drafts::{OpenDraft, OpenError, open};
use crate::room::ApplicationRoom;

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
) -> Result<Redirect, Problem> {
    match opened(&room, &current, id).await? {
        Opened::Draft(open) => Ok(Redirect::to(&open.readiness().next().address(id))),
        Opened::Submitted => Ok(Redirect::to(&format!("/applications/{id}"))),
    }
}

/// What stands under the identifier of a draft.
pub(super) enum Opened {
    /// The draft.
    Draft(Box<OpenDraft>),
    /// The application that it became.
    Submitted,
}

/// The draft, or the application that it became meanwhile, by a colleague or in another window.
pub(super) async fn opened(room: &ApplicationRoom, current: &CurrentActor, id: RecordId) -> Result<Opened, Problem> {
    match open(room, current, id).await {
        Ok(open) => Ok(Opened::Draft(Box::new(open))),
        Err(OpenError::Hidden) if see(&room.ledger, &current.actor, id).await.is_ok() => Ok(Opened::Submitted),
        Err(error) => Err(not_open(error)),
    }
}

/// The draft; of one that was submitted meanwhile, that is said.
pub(super) async fn the_draft(room: &ApplicationRoom, current: &CurrentActor, id: RecordId) -> Result<OpenDraft, Problem> {
    match opened(room, current, id).await? {
        Opened::Draft(open) => Ok(*open),
        Opened::Submitted => Err(Problem::Conflict("draft-submitted".into())),
    }
}

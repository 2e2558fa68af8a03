//! `/authorisations/…/revocation`: taken back, and at once there is no access.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::{Path, State};
use axum::response::Redirect;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::record::authorisation::RevokeAuthorisation;
use people::{Authorisation, CurrentActor, RequireSignedIn};

use super::authorisations::own;
use crate::helping::Names;
use crate::room::CounterRoom;
use crate::words::unavailable;

#[derive(Template)]
#[template(path = "pages/revocation.html")]
pub(super) struct RevocationPage {
    chrome: Chrome,
    holder: String,
    action: String,
}

pub(super) async fn new(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<RevocationPage>, Problem> {
    let given = own(&room, &current, id).await?;
    Ok(Page(RevocationPage {
        holder: Names::of(&room, &reader).person(given.holder).await?,
        action: format!("/authorisations/{id}/revocation"),
        chrome: reader.portal("authorisation-revoke", Place::Nowhere),
    }))
}

pub(super) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    _: FormData,
) -> Result<Redirect, Problem> {
    revoke(&room, &current, id).await?;
    Ok(Redirect::to("/authorisations"))
}

/// Takes an authorisation back that is the actor's own and in force.
pub(crate) async fn revoke(room: &CounterRoom, current: &CurrentActor, id: RecordId) -> Result<(), Problem> {
    let given = own(room, current, id).await?;
    let subject = Subject::new(id, room.ledger().city()).of(given.party);
    let permit = current.permit::<acts::RevokeAuthorisation>(&subject)?;
    let key = Key::derived(&["revoke-authorisation", &id.to_string()]);
    let revoked = room
        .ledger()
        .submit::<Authorisation, _>(&permit, id, RevokeAuthorisation, key)
        .await;
    match revoked {
        Ok(_) => Ok(()),
        Err(SubmitError::Unavailable(reason) | SubmitError::Broken(reason)) => Err(unavailable(ledger::Unavailable(reason))),
        Err(SubmitError::Refused(refusal)) => Err(Problem::Refused(refusal.key().into())),
        Err(SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused | SubmitError::NotPermitted) => {
            Err(Problem::Conflict("problem-conflict".into()))
        }
    }
}

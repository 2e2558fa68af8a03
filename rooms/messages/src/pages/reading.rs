//! `/inbox/{message}/reading`: somebody has read a message, and goes where it leads.

use axum::extract::{Path, State};
use axum::response::Redirect;
use front::{FormData, Problem};
use identity::RecordId;
use people::RequireSignedIn;

use super::{address_of, audience_of, unavailable};
use crate::record::{Audience, Messages};
use crate::room::MessageRoom;
use crate::views::{mark_all_read, mark_read};

pub(super) async fn one(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(message): Path<RecordId>,
    _form: FormData,
) -> Result<Redirect, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let audience = audience_of(&current).ok_or(Problem::NotFound)?;
    let snapshot = room.ledger().state::<Messages>(message).await.map_err(unavailable)?;
    let told = snapshot
        .and_then(|snapshot| snapshot.state.told.clone())
        .filter(|told| told.audience == audience)
        .ok_or(Problem::NotFound)?;
    mark_read(room.ledger(), account, message).await.map_err(unavailable)?;
    Ok(Redirect::to(&address_of(&told.fact, &audience)))
}

pub(super) async fn all(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    _form: FormData,
) -> Result<Redirect, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let audience = audience_of(&current).ok_or(Problem::NotFound)?;
    mark_all_read(room.ledger(), &audience, account).await.map_err(unavailable)?;
    Ok(Redirect::to(match audience {
        Audience::Party(_) => "/inbox",
        Audience::Post(_) => "/desk/inbox",
    }))
}

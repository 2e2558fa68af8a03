//! `/account/other-sessions/end`: signed out everywhere but here (ASVS 7.5.2).

use axum::extract::State;
use axum::response::Redirect;
use front::{FormData, Problem};

use super::unavailable;
use crate::current::{Address, RequireSignedIn};
use crate::people::People;
use crate::security_log::{Network, Noted};

pub(super) async fn end_others(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    Address(address): Address,
    _: FormData,
) -> Result<Redirect, Problem> {
    let session = current.session().ok_or(Problem::SignedOut)?;
    people.end_other_sessions(session).await.map_err(unavailable)?;
    people
        .note(Noted::OtherSessionsEnded, current.account(), &Network::of(address))
        .await;
    Ok(Redirect::to("/account"))
}

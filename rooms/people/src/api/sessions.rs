//! `/api/v1/sessions`: a program signs in with name and password and gets a token for `Authorization: Bearer`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use front::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::current::{Address, RequireSignedIn};
use crate::pages::{not_let_in, unavailable};
use crate::people::People;
use crate::security_log::{Network, Noted};
use crate::session::{Carrier, IDLE_MINUTES_MAX, SESSION_HOURS_MAX};

/// Who wants to sign in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    /// The sign-in name, or the resident number.
    name: String,
    /// The password.
    password: String,
}

/// A session for a program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Opened {
    /// For the header `Authorization: Bearer`. It is shown once.
    token: String,
    /// The account.
    account: String,
    /// The capacity in which the session starts: `person`, `enterprise:…` or `post:…`.
    capacity: String,
    /// The session ends after so many minutes without a request …
    idle_minutes_max: i64,
    /// … and after so many hours in any case.
    hours_max: i64,
}

/// Signs a program in.
#[utoipa::path(
    post, path = "/api/v1/sessions", tag = "people", request_body = Credentials,
    responses(
        (status = 201, description = "Signed in", body = Opened),
        (status = 422, description = "Name and password do not belong together"),
        (status = 429, description = "Too many attempts; see Retry-After"),
    )
)]
pub(crate) async fn create(
    State(people): State<People>,
    Address(address): Address,
    Json(credentials): Json<Credentials>,
) -> Result<(StatusCode, Json<Opened>), Problem> {
    let signed_in = people
        .sign_in(&credentials.name, credentials.password, Carrier::Program, address)
        .await
        .map_err(not_let_in)?;
    let opened = Opened {
        token: signed_in.session.secret(),
        account: signed_in.account.to_string(),
        capacity: signed_in
            .capacity
            .map_or_else(|| "person".to_owned(), |capacity| capacity.to_string()),
        idle_minutes_max: IDLE_MINUTES_MAX,
        hours_max: SESSION_HOURS_MAX,
    };
    Ok((StatusCode::CREATED, Json(opened)))
}

/// Ends the session of the request.
#[utoipa::path(
    delete, path = "/api/v1/sessions", tag = "people",
    responses((status = 204, description = "Signed out"), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn end(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    Address(address): Address,
) -> Result<StatusCode, Problem> {
    let session = current.session().ok_or(Problem::SignedOut)?;
    people.end_session(session).await.map_err(unavailable)?;
    people.note(Noted::SignedOut, current.account(), &Network::of(address)).await;
    Ok(StatusCode::NO_CONTENT)
}

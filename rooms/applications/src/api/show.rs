//! `/api/v1/applications/{application}`: how one stands.

use axum::Json;
use axum::extract::{Path, State};
use front::Problem;
use people::RequireSignedIn;
use proof::Evidence;

use super::document::ApplicationDocument;
use crate::access::see;
use crate::pages::{evidence_of, hidden};
use crate::room::ApplicationRoom;

/// Says how an application stands.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}", tag = "applications",
    params(("application" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The application", body = ApplicationDocument),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "No such application, or not for you"),
    )
)]
pub(crate) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<String>,
) -> Result<Json<ApplicationDocument>, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    ApplicationDocument::of(&room, &seen).await.map(Json)
}

/// The evidence of its filing: what proves, to anybody and without this service, that it stands in the city's log.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/evidence", tag = "applications",
    params(("application" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "The event, the signed promise and, seconds after it was written, the proof (docs/evidence.md)", body = serde_json::Value),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "No such application, or not yours"),
    )
)]
pub(crate) async fn evidence(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<String>,
) -> Result<Json<Evidence>, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    evidence_of(&room, &current, id).await.map(|(_, evidence)| Json(evidence))
}

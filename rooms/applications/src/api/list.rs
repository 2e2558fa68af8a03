//! `/api/v1/applications`: one's own.

use axum::Json;
use axum::extract::State;
use front::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::party::Applicant;
use crate::pages::unavailable;
use crate::record::state::Status;
use crate::room::ApplicationRoom;
use crate::views::own;

/// An application in the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApplicationLine {
    /// Its record.
    id: String,
    /// Its number, as on the receipt.
    number: String,
    /// The matter's id.
    matter: String,
    /// What it is called.
    title: String,
    /// The region's code.
    region: String,
    /// `in_progress`, `finished`, `withdrawn`, `terminated`.
    #[schema(value_type = String)]
    status: Status,
    /// How many things are asked of the applicant now.
    asked: u32,
    /// The working day on which it counts as submitted.
    submitted: String,
    /// The day of its end.
    ended: Option<String>,
}

/// Lists the applications of the applicant for whom one acts, the newest first.
#[utoipa::path(
    get, path = "/api/v1/applications", tag = "applications",
    responses(
        (status = 200, description = "The newest 200", body = [ApplicationLine]),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Posts have no applications of their own"),
    )
)]
pub(crate) async fn index(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
) -> Result<Json<Vec<ApplicationLine>>, Problem> {
    let rows = own(&room.ledger, &applicant.current.actor).await.map_err(unavailable)?;
    let lines = rows.into_iter().map(|row| ApplicationLine {
        id: row.record.to_string(),
        number: row.number,
        matter: row.matter,
        title: row.title,
        region: row.region.to_string(),
        status: row.status,
        asked: row.asked,
        submitted: row.submitted.to_string(),
        ended: row.ended.map(|day| day.to_string()),
    });
    Ok(Json(lines.collect()))
}

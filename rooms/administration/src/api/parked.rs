//! `/api/v1/parked`: what reactions and timers could not do, tried again or let be.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use front::Problem;
use ledger::{Parked, ParkedOutcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::parked::{Place, Retried};
use crate::releases::unavailable;
use crate::room::{Administration, Administrator};

/// Something that a reaction or a timer could not do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ParkedDocument {
    /// The reaction's name, or `timer:` and the timer's.
    reaction: String,
    /// The record.
    record: String,
    /// The event's position in the log, or the timer's moment in milliseconds.
    mark: i64,
    /// `failed`: it waits for somebody; `refused`: the record does not take it.
    outcome: &'static str,
    /// Why.
    reason: String,
    /// How often it was tried.
    attempts: u32,
    /// When it was last tried (RFC 3339).
    tried: String,
}

/// Where something is parked, as the list says it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceDocument {
    /// The reaction.
    reaction: String,
    /// The record.
    record: String,
    /// The event's position, or the timer's moment.
    mark: i64,
}

/// What became of something that was tried again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RetriedDocument {
    /// `done`; `failed` or `refused`: it stays parked.
    outcome: &'static str,
    /// Why it was not done.
    reason: Option<String>,
}

/// What is parked, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/parked", tag = "administration",
    responses((status = 200, description = "At most 1,000", body = Vec<ParkedDocument>), (status = 404, description = "Not for this actor"))
)]
pub(crate) async fn list(State(room): State<Administration>, _: Administrator) -> Result<Json<Vec<ParkedDocument>>, Problem> {
    let parked = room.ledger().parked().await.map_err(unavailable)?;
    Ok(Json(parked.into_iter().map(ParkedDocument::from).collect()))
}

/// Tries once more what is parked.
#[utoipa::path(
    post, path = "/api/v1/parked/retry", tag = "administration", request_body = PlaceDocument,
    responses(
        (status = 200, description = "It was tried", body = RetriedDocument),
        (status = 404, description = "Nothing is parked there, or not for this actor"),
        (status = 503, description = "The ledger cannot write now"),
    )
)]
pub(crate) async fn retry(
    State(room): State<Administration>,
    administrator: Administrator,
    Json(place): Json<PlaceDocument>,
) -> Result<Json<RetriedDocument>, Problem> {
    let parked = parked_at(&room, place).await?;
    let retried = room.retry(&administrator, &parked).await?;
    let outcome = retried.as_str();
    match retried {
        Retried::Done => Ok(Json(RetriedDocument { outcome, reason: None })),
        Retried::Refused(reason) | Retried::Failed(reason) => Ok(Json(RetriedDocument {
            outcome,
            reason: Some(reason),
        })),
        Retried::Unavailable => Err(Problem::Unavailable),
    }
}

/// Lets be what need not be done.
#[utoipa::path(
    post, path = "/api/v1/parked/dismissal", tag = "administration", request_body = PlaceDocument,
    responses((status = 204, description = "It is parked no longer"), (status = 404, description = "Nothing is parked there, or not for this actor"))
)]
pub(crate) async fn dismiss(
    State(room): State<Administration>,
    administrator: Administrator,
    Json(place): Json<PlaceDocument>,
) -> Result<StatusCode, Problem> {
    let parked = parked_at(&room, place).await?;
    room.let_be(&administrator, &parked).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn parked_at(room: &Administration, place: PlaceDocument) -> Result<Parked, Problem> {
    let place = Place {
        record: place.record.parse().map_err(|_| Problem::NotFound)?,
        reaction: place.reaction,
        mark: place.mark,
    };
    room.parked_at(&place).await.map_err(unavailable)?.ok_or(Problem::NotFound)
}

impl From<Parked> for ParkedDocument {
    fn from(parked: Parked) -> Self {
        Self {
            record: parked.record.to_string(),
            outcome: match parked.outcome {
                ParkedOutcome::Failed => "failed",
                ParkedOutcome::Refused => "refused",
            },
            mark: parked.mark,
            reason: parked.reason,
            attempts: parked.attempts,
            tried: parked.at.to_string(),
            reaction: parked.reaction,
        }
    }
}

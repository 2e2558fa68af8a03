//! The same for programs.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::routing::get;
use axum::{Json, Router};
use front::Problem;
use ledger::Epoch;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use crate::pages::unavailable;
use crate::room::TransparencyRoom;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(show, consistency),
    components(schemas(LogDocument, HeadDocument, EpochDocument, ConsistencyDocument))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<TransparencyRoom> {
    Router::new()
        .route("/api/v1/log", get(show))
        .route("/api/v1/log/consistency", get(consistency))
}

/// The log as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogDocument {
    /// The public key by which everything of the log is checked: `name+id+key` (C2SP signed-note).
    key: String,
    /// The last head; none until something has happened.
    head: Option<HeadDocument>,
    /// Each time that the log was put back to an earlier position, the earliest first.
    epochs: Vec<EpochDocument>,
}

/// That the log was put back, as its own event says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EpochDocument {
    /// The number of the epoch that began with it; it is part of the log's name.
    epoch: u32,
    /// The position to which the log was put back: what stood behind it is gone.
    position: u64,
    /// When, in milliseconds since 1970.
    at: i64,
    /// Why.
    reason: String,
    /// The last head that is known of the log as it was before, as it was signed.
    old_head: Option<String>,
}

/// A signed head.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeadDocument {
    /// Which log: `zhoudao/CITY/EPOCH/SUITE`.
    origin: String,
    /// How many events it covers.
    size: u64,
    /// The root over them, in Base64.
    root: String,
    /// When it was made, in milliseconds since 1970.
    at: i64,
    /// As it was signed.
    note: String,
}

/// That the log has only grown.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConsistencyDocument {
    /// The hashes of RFC 9162 §2.1.4, in Base64.
    hashes: Vec<String>,
}

/// From which size to which.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sizes {
    /// The size of the earlier head.
    from: u64,
    /// The size of the later head.
    to: u64,
}

/// The public key and the last signed head of the city's log.
#[utoipa::path(get, path = "/api/v1/log", tag = "log", responses((status = 200, body = LogDocument)))]
pub(crate) async fn show(State(room): State<TransparencyRoom>) -> Result<Json<LogDocument>, Problem> {
    let signed = room.ledger.head().await.map_err(unavailable)?;
    Ok(Json(LogDocument {
        key: room.ledger.log_key().to_string(),
        head: signed.map(|signed| HeadDocument {
            origin: signed.head.origin.to_string(),
            size: signed.head.size,
            root: signed.head.root.to_string(),
            at: signed.head.at,
            note: signed.note.to_string(),
        }),
        epochs: room.ledger.epochs().iter().map(epoch).collect(),
    }))
}

fn epoch(epoch: &Epoch) -> EpochDocument {
    EpochDocument {
        epoch: epoch.put_back.epoch,
        position: epoch.put_back.position,
        at: epoch.at.0,
        reason: epoch.put_back.reason.clone(),
        old_head: epoch.put_back.old_head.clone(),
    }
}

/// That the log of a later head begins with all that it held under an earlier one.
#[utoipa::path(get, path = "/api/v1/log/consistency", tag = "log", params(Sizes), responses(
    (status = 200, body = ConsistencyDocument),
    (status = 404, description = "The log is not that long"),
    (status = 422, description = "The sizes cannot be read")
))]
pub(crate) async fn consistency(
    State(room): State<TransparencyRoom>,
    sizes: Result<Query<Sizes>, QueryRejection>,
) -> Result<Json<ConsistencyDocument>, Problem> {
    let Query(Sizes { from, to }) = sizes.map_err(|_| Problem::invalid("log-sizes-unreadable"))?;
    let head = room.ledger.head().await.map_err(unavailable)?;
    let covered = head.map_or(0, |signed| signed.head.size);
    let proof = match to <= covered {
        true => room.ledger.consistency(from, to).await.map_err(unavailable)?,
        false => None,
    };
    let proof = proof.ok_or(Problem::NotFound)?;
    Ok(Json(ConsistencyDocument {
        hashes: proof.hashes.iter().map(ToString::to_string).collect(),
    }))
}

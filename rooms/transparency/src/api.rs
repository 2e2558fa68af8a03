//! The same for programs.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::routing::get;
use axum::{Json, Router};
use calendar::Day;
use front::Problem;
use ledger::{DayHead, SignedHead, WitnessStanding};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use crate::pages::unavailable;
use crate::room::TransparencyRoom;

/// Heads that are answered at a time.
const HEADS_MAX: u32 = 100;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(show, heads, consistency),
    components(schemas(
        LogDocument,
        HeadDocument,
        WitnessDocument,
        HeadsDocument,
        DayHeadDocument,
        ConsistencyDocument
    ))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<TransparencyRoom> {
    Router::new()
        .route("/api/v1/log", get(show))
        .route("/api/v1/log/heads", get(heads))
        .route("/api/v1/log/consistency", get(consistency))
}

/// The log as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LogDocument {
    /// The public key by which everything of the log is checked: `name+id+key` (C2SP signed-note).
    key: String,
    /// The last head; none until something has happened.
    head: Option<HeadDocument>,
    /// The witnesses that have ever answered.
    witnesses: Vec<WitnessDocument>,
}

/// A witness of the log.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WitnessDocument {
    /// The public key by which its countersignatures are checked (C2SP tlog-cosignature).
    key: String,
    /// The last head that it has countersigned, with its signature.
    head: Option<HeadDocument>,
    /// When it did, in milliseconds since 1970.
    at: Option<i64>,
    /// Whether it refuses to countersign, because the log is not what it has seen.
    refuses: bool,
}

/// Heads by day, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeadsDocument {
    /// At most a hundred.
    heads: Vec<DayHeadDocument>,
    /// The day from which the next hundred go back; none if there are no more.
    #[schema(value_type = Option<String>, format = Date)]
    before: Option<Day>,
}

/// The head by which a day is known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayHeadDocument {
    /// The day.
    #[schema(value_type = String, format = Date)]
    day: Day,
    /// The head, with all countersignatures.
    head: HeadDocument,
    /// The names of the witnesses that have countersigned it.
    witnesses: Vec<String>,
}

/// Until which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Before {
    /// Heads of days before this one; without it, the newest.
    #[param(value_type = Option<String>, format = Date)]
    before: Option<Day>,
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
    let witnesses = room.ledger.witnesses().await.map_err(unavailable)?;
    Ok(Json(LogDocument {
        key: room.ledger.log_key().to_string(),
        head: signed.as_ref().map(HeadDocument::of),
        witnesses: witnesses.iter().map(WitnessDocument::of).collect(),
    }))
}

impl HeadDocument {
    fn of(signed: &SignedHead) -> Self {
        Self {
            origin: signed.head.origin.to_string(),
            size: signed.head.size,
            root: signed.head.root.to_string(),
            at: signed.head.at,
            note: signed.note.to_string(),
        }
    }
}

impl WitnessDocument {
    fn of(standing: &WitnessStanding) -> Self {
        Self {
            key: standing.witness.to_string(),
            head: standing.last.as_ref().map(|last| HeadDocument::of(&last.signed)),
            at: standing.last.as_ref().map(|last| last.at.0),
            refuses: standing.refusal.is_some(),
        }
    }
}

/// The heads by which days are known, with their countersignatures: what to keep, and to compare with what others have kept.
#[utoipa::path(get, path = "/api/v1/log/heads", tag = "log", params(Before), responses(
    (status = 200, body = HeadsDocument),
    (status = 422, description = "The day cannot be read")
))]
pub(crate) async fn heads(
    State(room): State<TransparencyRoom>,
    before: Result<Query<Before>, QueryRejection>,
) -> Result<Json<HeadsDocument>, Problem> {
    let Query(Before { before }) = before.map_err(|_| Problem::invalid("log-day-unreadable"))?;
    let last = before.map_or(Day::MAX, |day| day.plus(-1));
    let heads = room
        .ledger
        .day_heads(Day::MIN..=last, 0, HEADS_MAX)
        .await
        .map_err(unavailable)?;
    let is_full = heads.len() == HEADS_MAX as usize;
    Ok(Json(HeadsDocument {
        before: heads.last().map(|head| head.day).filter(|_| is_full),
        heads: heads.iter().map(DayHeadDocument::of).collect(),
    }))
}

impl DayHeadDocument {
    fn of(head: &DayHead) -> Self {
        Self {
            day: head.day,
            head: HeadDocument::of(&head.signed),
            witnesses: head.witnesses.iter().map(|(witness, _)| witness.name().to_string()).collect(),
        }
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

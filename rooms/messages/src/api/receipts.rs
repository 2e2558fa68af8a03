//! `/api/v1/sms-receipts`: the SMS gateway tells what became of a text. Only its own signature counts.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use front::Problem;
use identity::RecordId;
use ledger::ReactionError;
use message_gateway::Standing;
use message_gateway::sms::{Receipt, SIGNATURE_HEADER, TIME_HEADER, now};
use serde::Serialize;
use utoipa::ToSchema;

use crate::record::Outcome;
use crate::room::MessageRoom;
use crate::sending::{RECEIPTS_PATH, settle};

/// The largest receipt.
const RECEIPT_BYTES_MAX: usize = 4 * 1024;

/// A receipt (`docs/sms-gateway.md`).
#[derive(Debug, Serialize, ToSchema)]
#[allow(dead_code, reason = "it describes what the gateway's own type reads")]
pub(crate) struct ReceiptDocument {
    /// The identifier of the text.
    id: String,
    /// `accepted`, `delivered` or `failed`.
    status: String,
    /// Why it failed.
    reason: Option<String>,
}

/// Takes a receipt. Said twice, or otherwise the second time, it changes nothing.
#[utoipa::path(
    post, path = "/api/v1/sms-receipts", tag = "messages", request_body = ReceiptDocument,
    params(
        ("zhoudao-time" = String, Header, description = "Milliseconds since 1970, within five minutes"),
        ("zhoudao-signature" = String, Header, description = "HMAC-SHA256 over method, path, time and the body's SHA-256"),
    ),
    responses((status = 204, description = "Taken"), (status = 404, description = "Not signed by the gateway"))
)]
pub(crate) async fn create(State(room): State<MessageRoom>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, Problem> {
    if !is_from_gateway(&room, &headers, &body) {
        return Err(Problem::NotFound);
    }
    let receipt: Receipt = serde_json::from_slice(&body).map_err(|_| Problem::invalid("problem-invalid"))?;
    let Some((message, delivery)) = identified(&receipt.id) else {
        return Ok(StatusCode::NO_CONTENT);
    };
    let outcome = match receipt.status.standing(receipt.reason) {
        Standing::Accepted => return Ok(StatusCode::NO_CONTENT),
        Standing::Delivered => Outcome::Delivered,
        Standing::Failed { reason } => Outcome::Failed { reason },
    };
    match settle(&room, message, delivery, outcome).await {
        Ok(()) | Err(ReactionError::Refused(_)) => Ok(StatusCode::NO_CONTENT),
        Err(error @ (ReactionError::Failed(_) | ReactionError::Unavailable(_))) => {
            tracing::error!(%error, "a receipt could not be written down");
            Err(Problem::Unavailable)
        }
    }
}

fn is_from_gateway(room: &MessageRoom, headers: &HeaderMap, body: &[u8]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let at = text(TIME_HEADER).and_then(|at| at.parse::<i64>().ok());
    let (Some(gateway), Some(at), Some(signature)) = (&room.gateways().sms, at, text(SIGNATURE_HEADER)) else {
        return false;
    };
    body.len() <= RECEIPT_BYTES_MAX && gateway.key().check("POST", RECEIPTS_PATH, at, body, signature, now()).is_ok()
}

/// `MESSAGE-DELIVERY`, as texts are handed over.
fn identified(id: &str) -> Option<(RecordId, u16)> {
    let (message, delivery) = id.split_once('-')?;
    Some((message.parse().ok()?, delivery.parse().ok()?))
}

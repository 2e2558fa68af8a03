//! `/api/v1/me/sent`: what was sent to oneself by SMS and e-mail.

use axum::Json;
use axum::extract::State;
use front::Problem;
use people::RequireSignedIn;
use serde::Serialize;
use utoipa::ToSchema;

use crate::pages::unavailable;
use crate::record::Messages;
use crate::room::MessageRoom;
use crate::views::of_account;

/// The most texts that are answered.
const SENT_MAX: u32 = 200;

/// A text that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentDocument {
    /// The message it tells of.
    message: String,
    /// What it tells.
    #[schema(value_type = String)]
    kind: serde_json::Value,
    /// `sms` or `email`.
    channel: &'static str,
    /// `queued`, `handed_over`, `delivered`, `failed`, `given_up`, `skipped`.
    status: &'static str,
    /// Since when.
    since: String,
}

/// Lists what was sent to oneself, the newest first.
#[utoipa::path(
    get, path = "/api/v1/me/sent", tag = "messages",
    responses((status = 200, description = "The newest 200", body = [SentDocument]), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn index(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
) -> Result<Json<Vec<SentDocument>>, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    let mut documents = Vec::new();
    for row in of_account(room.ledger(), account, SENT_MAX).await.map_err(unavailable)? {
        let snapshot = room.ledger().state::<Messages>(row.message).await.map_err(unavailable)?;
        let Some(told) = snapshot.and_then(|snapshot| snapshot.state.told.clone()) else {
            continue;
        };
        documents.push(SentDocument {
            message: row.message.to_string(),
            kind: serde_json::to_value(told.fact.kind).map_err(|_| Problem::Broken)?,
            channel: row.channel.as_str(),
            status: row.status.as_str(),
            since: row.changed.to_string(),
        });
    }
    Ok(Json(documents))
}

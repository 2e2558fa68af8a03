//! `/api/v1/applications/{application}/recusals`: whom the applicant asked not to work on it, and what came of it.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::{IdempotencyKey, Message, Problem};
use ledger::Key;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::acts::of_applicant;
use super::party::Applicant;
use super::problem::unreadable;
use crate::access::see;
use crate::pages::{hidden, not_done};
use crate::record::command::AskRecusal;
use crate::record::state::{RecusalAsked, RecusalOutcome};
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;

/// Whom one asks not to work on the application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecusalRequest {
    /// Of which organ.
    organ: String,
    /// Whom, in words.
    whom: String,
    /// Why, in words.
    reason: String,
}

/// One that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecusalDocument {
    /// Counted up.
    recusal: u16,
    /// Of which organ.
    organ: String,
    /// When it was asked.
    day: String,
    /// `pending`, `recused` or `declined`.
    outcome: &'static str,
}

/// Lists what the applicant asked for.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/recusals", tag = "applications",
    params(("application" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "What was asked for", body = [RecusalDocument]),
        (status = 404, description = "No such application, or not for you"),
    )
)]
pub(crate) async fn list(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    Path(id): Path<String>,
) -> Result<Json<Vec<RecusalDocument>>, Problem> {
    let (seen, _) = of_applicant(&room, &applicant, &id).await?;
    Ok(Json(documents(&seen.application)))
}

/// Asks that somebody of an organ does not work on it; the organ's head decides.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/recusals", tag = "applications", request_body = RecusalRequest,
    params(("application" = String, Path, description = "Its id"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses(
        (status = 201, description = "What was asked for", body = [RecusalDocument]),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn create(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path(id): Path<String>,
    request: Result<Json<RecusalRequest>, JsonRejection>,
) -> Result<(StatusCode, Json<Vec<RecusalDocument>>), Problem> {
    let Json(request) = request.map_err(|rejection| unreadable(&rejection))?;
    let (seen, permit) = of_applicant(&room, &applicant, &id).await?;
    let organ = request.organ.parse();
    let command = AskRecusal {
        organ: organ.map_err(|_| Problem::Refused(Message::new("recusal-organ-missing")))?,
        whom: request.whom,
        reason: request.reason,
    };
    room.ledger
        .submit::<Applications, _>(&permit, seen.record, command, Key::new(key.as_str()))
        .await
        .map_err(not_done)?;
    let seen = see(&room.ledger, &applicant.current.actor, seen.record)
        .await
        .map_err(hidden)?;
    Ok((StatusCode::CREATED, Json(documents(&seen.application))))
}

/// What officials said of themselves is not among it.
fn documents(application: &Application) -> Vec<RecusalDocument> {
    let by_applicant = application
        .recusals
        .iter()
        .filter(|recusal| recusal.asked == RecusalAsked::ByApplicant);
    let document = |recusal: &crate::record::state::Recusal| RecusalDocument {
        recusal: recusal.number,
        organ: recusal.organ.to_string(),
        day: recusal.day.to_string(),
        outcome: match recusal.outcome {
            RecusalOutcome::Pending => "pending",
            RecusalOutcome::Recused(_) => "recused",
            RecusalOutcome::Declined => "declined",
        },
    };
    by_applicant.map(document).collect()
}

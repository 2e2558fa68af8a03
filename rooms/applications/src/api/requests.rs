//! `/api/v1/applications/{application}/requests`: what the holder of a certificate asks to be done with it, and what came of that.

use authority::acts;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use front::{IdempotencyKey, Problem, Reader};
use identity::RecordId;
use ledger::Key;
use people::RequireSignedIn;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::party::Applicant;
use super::problem::{Wrong, unreadable};
use super::tokens;
use crate::access::{Seen, see};
use crate::pages::{hidden, not_done, unavailable};
use crate::record::command::{MakeRequest, WithdrawRequest};
use crate::record::request::{Request, RequestKind, RequestNumber, RequestOutcome};
use crate::record::{Application, Applications};
use crate::room::ApplicationRoom;

/// What is asked for about a certificate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequestMade {
    /// `change`, `prolong`, `reissue`, `correct`, `cancel`.
    #[schema(value_type = String)]
    what: RequestKind,
    /// What is to be changed to what, or why; a prolongation needs none.
    #[serde(default)]
    words: String,
    /// The token of what it is proven with, uploaded as `material-request-proof`.
    #[serde(default)]
    proof: Option<String>,
}

/// Something that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RequestDocument {
    /// Counted up.
    request: u16,
    /// The certificate's place in the application, as it stands now.
    document: u16,
    /// `change`, `prolong`, `reissue`, `correct`, `cancel`.
    #[schema(value_type = String)]
    what: RequestKind,
    /// When it was asked.
    day: String,
    /// Until when the organ decides.
    due: String,
    /// The certificate's last day, where silence through it counts as a prolongation: it was asked for thirty days before.
    silence_grants_after: Option<String>,
    /// `granted`, `refused`, `deemed`, `withdrawn`, `lapsed`; none while it is not decided.
    outcome: Option<&'static str>,
    /// The paper that refuses it.
    refusal: Option<u16>,
    /// What is to be changed to what, or why.
    words: String,
    /// Where that is read with which it was proven.
    proof: Option<String>,
}

/// Lists what was asked for about the certificates of an application.
#[utoipa::path(
    get, path = "/api/v1/applications/{application}/requests", tag = "applications",
    params(("application" = String, Path, description = "Its id")),
    responses(
        (status = 200, description = "What was asked for, in its order", body = [RequestDocument]),
        (status = 404, description = "No such application, or not for you"),
    )
)]
pub(crate) async fn list(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<String>,
) -> Result<Json<Vec<RequestDocument>>, Problem> {
    let record = id.parse().map_err(|_| Problem::NotFound)?;
    let seen = see(&room.ledger, &current.actor, record).await.map_err(hidden)?;
    Ok(Json(documents(&room, record, &seen.application).await?))
}

/// Asks as its holder that something be done with a certificate; the organ that issued it decides.
#[utoipa::path(
    post, path = "/api/v1/applications/{application}/documents/{document}/requests", tag = "applications",
    request_body = RequestMade,
    params(
        ("application" = String, Path, description = "Its id"),
        ("document" = u16, Path, description = "The certificate's place in it"),
        ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")
    ),
    responses(
        (status = 201, description = "What was asked for", body = [RequestDocument]),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn create(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path((id, document)): Path<(RecordId, u16)>,
    reader: Reader,
    made: Result<Json<RequestMade>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(made) = made.map_err(|rejection| unreadable(&rejection))?;
    let seen = seen(&room, &applicant, id).await?;
    let permit = seen.permit::<acts::AskAsHolder>(&applicant.current.actor).map_err(hidden)?;
    let mut wrong = Wrong::default();
    let proofs = tokens::papers(&room, applicant.party, made.proof.as_slice(), &mut wrong)
        .await
        .map_err(unavailable)?;
    if !wrong.is_empty() {
        return Ok(wrong.answer(&reader.texts));
    }
    tokens::claim(&room, id, &proofs).await.map_err(unavailable)?;
    let command = MakeRequest {
        document,
        kind: made.what,
        words: made.words,
        proof: proofs.first().map(|waiting| waiting.paper.upload()),
    };
    let asked = room
        .ledger
        .submit::<Applications, _>(&permit, id, command, act_key(&key, "requests", document));
    let receipt = asked.await.map_err(not_done)?;
    tokens::handed_in(&room, applicant.party, &proofs).await;
    Ok((StatusCode::CREATED, Json(documents(&room, id, &receipt.state).await?)).into_response())
}

/// Takes back what nobody has decided yet.
#[utoipa::path(
    put, path = "/api/v1/applications/{application}/requests/{request}/withdrawal", tag = "applications",
    params(
        ("application" = String, Path, description = "Its id"),
        ("request" = u16, Path, description = "Which request"),
        ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")
    ),
    responses(
        (status = 200, description = "What was asked for", body = [RequestDocument]),
        (status = 404, description = "No such application, or not for you"),
        (status = 422, description = "Refused, with the reason"),
    )
)]
pub(crate) async fn withdraw(
    State(room): State<ApplicationRoom>,
    applicant: Applicant,
    key: IdempotencyKey,
    Path((id, request)): Path<(RecordId, RequestNumber)>,
) -> Result<Json<Vec<RequestDocument>>, Problem> {
    let seen = seen(&room, &applicant, id).await?;
    let permit = seen.permit::<acts::AskAsHolder>(&applicant.current.actor).map_err(hidden)?;
    let key = act_key(&key, "withdrawal", request.0);
    let withdrawn = room
        .ledger
        .submit::<Applications, _>(&permit, id, WithdrawRequest { request }, key);
    let receipt = withdrawn.await.map_err(not_done)?;
    Ok(Json(documents(&room, id, &receipt.state).await?))
}

/// The key of an act on one of several: under the same header, another act has another key.
fn act_key(key: &IdempotencyKey, act: &str, number: u16) -> Key {
    Key::new(key.as_str()).and(act).and(&number.to_string())
}

async fn seen(room: &ApplicationRoom, applicant: &Applicant, id: RecordId) -> Result<Seen, Problem> {
    see(&room.ledger, &applicant.current.actor, id).await.map_err(hidden)
}

async fn documents(room: &ApplicationRoom, record: RecordId, application: &Application) -> Result<Vec<RequestDocument>, Problem> {
    let requests = application.requests.iter();
    let paths: Vec<String> = requests
        .clone()
        .map(|request| request.requested.number.words_path())
        .collect();
    let words = room.ledger.secrets(record, &paths).await.map_err(unavailable)?;
    let documents = requests.zip(&paths).map(|(request, path)| {
        let words = words.get(path).and_then(|words| words.as_str()).unwrap_or_default();
        RequestDocument::of(record, request, words)
    });
    Ok(documents.collect())
}

impl RequestDocument {
    fn of(record: RecordId, request: &Request, words: &str) -> Self {
        let requested = &request.requested;
        let (outcome, refusal) = match request.outcome {
            None => (None, None),
            Some(RequestOutcome::Granted(_)) => (Some("granted"), None),
            Some(RequestOutcome::Refused { document, .. }) => (Some("refused"), Some(document)),
            Some(RequestOutcome::Deemed(_)) => (Some("deemed"), None),
            Some(RequestOutcome::Withdrawn(_)) => (Some("withdrawn"), None),
            Some(RequestOutcome::Lapsed) => (Some("lapsed"), None),
        };
        Self {
            request: requested.number.0,
            document: request.document,
            what: requested.kind,
            day: requested.day.to_string(),
            due: request.due.day.to_string(),
            silence_grants_after: requested.silence_grants_after.map(|day| day.to_string()),
            outcome,
            refusal,
            words: words.to_owned(),
            proof: requested
                .proof
                .as_ref()
                .map(|_| format!("/applications/{record}/requests/{}/proof", requested.number)),
        }
    }
}

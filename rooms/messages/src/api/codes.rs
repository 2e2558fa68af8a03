//! `/api/v1/me/phone` and `/api/v1/query-codes`: proofs by a code that is sent by SMS.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use front::{IdempotencyKey, Message, Problem, Reader};
use identity::{ApplicationNumber, Phone, PhoneError};
use ledger::Key;
use people::{Caller, RequireSignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::codes;
use crate::pages::{phone, query_code};
use crate::record::Channel;
use crate::room::MessageRoom;

/// A phone that is to be proved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhoneWanted {
    /// The phone.
    phone: String,
}

/// A phone with the code that was sent there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhoneProof {
    /// The phone.
    phone: String,
    /// The code.
    code: String,
}

/// An application whose query code is lost.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueryCodeWanted {
    /// The application's number.
    number: String,
    /// The proved phone of somebody who acts for its applicant.
    phone: String,
}

/// The same with the code that was sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueryCodeProof {
    /// The application's number.
    number: String,
    /// The phone.
    phone: String,
    /// The code.
    code: String,
}

/// A query code that was recovered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueryCodeDocument {
    /// The query code.
    query_code: String,
}

/// Sends a code to a phone that one's account is to have.
#[utoipa::path(
    post, path = "/api/v1/me/phone/codes", tag = "messages", request_body = PhoneWanted,
    responses((status = 202, description = "Sent"), (status = 400, description = "No phone number"), (status = 401, description = "Not signed in"), (status = 422, description = "The city sends no SMS"), (status = 429, description = "Too many codes"))
)]
pub(crate) async fn send_to_phone(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    Json(wanted): Json<PhoneWanted>,
) -> Result<StatusCode, Problem> {
    offered(&room)?;
    phone::send_code(&room, &current, &reader, &read(&wanted.phone)?).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Proves a phone, which is one's account's from then on; the old one is told.
#[utoipa::path(
    put, path = "/api/v1/me/phone", tag = "messages", request_body = PhoneProof,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 204, description = "Proved"), (status = 401, description = "Not signed in"), (status = 422, description = "The code does not count"))
)]
pub(crate) async fn prove_phone(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Json(proof): Json<PhoneProof>,
) -> Result<StatusCode, Problem> {
    let key = Key::new(key.as_str());
    let account = current.account().ok_or(Problem::SignedOut)?;
    let wanted = read(&proof.phone)?;
    codes::take(&room, &phone::subject(account, &wanted), &proof.code)
        .await
        .map_err(crate::pages::refused)?;
    phone::proved(&room, &current, wanted, key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a code for a lost query code. The answer is the same whether number and phone belong together or not.
#[utoipa::path(
    post, path = "/api/v1/query-codes/codes", tag = "messages", request_body = QueryCodeWanted,
    responses((status = 202, description = "Sent, if they belong together"), (status = 422, description = "The city sends no SMS"), (status = 429, description = "Too many codes"))
)]
pub(crate) async fn send_for_query_code(
    State(room): State<MessageRoom>,
    caller: Caller,
    reader: Reader,
    Json(wanted): Json<QueryCodeWanted>,
) -> Result<StatusCode, Problem> {
    offered(&room)?;
    query_code::send_code(&room, caller, &reader, &number(&wanted.number)?, &read(&wanted.phone)?).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Recovers a lost query code.
#[utoipa::path(
    post, path = "/api/v1/query-codes", tag = "messages", request_body = QueryCodeProof,
    responses((status = 200, description = "The query code", body = QueryCodeDocument), (status = 422, description = "The code does not count"))
)]
pub(crate) async fn recover_query_code(
    State(room): State<MessageRoom>,
    Json(proof): Json<QueryCodeProof>,
) -> Result<Json<QueryCodeDocument>, Problem> {
    let (number, phone) = (number(&proof.number)?, read(&proof.phone)?);
    let recovering = query_code::recovered(&room, &number, &phone, &proof.code);
    let query_code = recovering.await?.map_err(crate::pages::refused)?;
    Ok(Json(QueryCodeDocument { query_code }))
}

fn offered(room: &MessageRoom) -> Result<(), Problem> {
    if room.channels().contains(&Channel::Sms) {
        Ok(())
    } else {
        Err(Problem::Refused(Message::new("query-code-at-window")))
    }
}

fn read(phone: &str) -> Result<Phone, Problem> {
    phone
        .parse()
        .map_err(|error: PhoneError| Problem::Invalid(people::said(error.key(), error.arguments())))
}

fn number(text: &str) -> Result<ApplicationNumber, Problem> {
    text.trim()
        .parse::<ApplicationNumber>()
        .map_err(|error| Problem::Invalid(people::said(error.key(), error.arguments())))
}

//! `/api/v1/counter/secrets`, `/api/v1/counter/phones`: a lost sign-in, a changed phone.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use front::{FormErrors, IdempotencyKey, Problem};
use identity::Phone;
use people::said;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{as_form, wrong};
use crate::at_window::AtWindow;
use crate::pages::{checks_of, handed_over, phone_changed, read_person};
use crate::room::CounterRoom;
use crate::words::problem;

/// Who stands there, what shows it, and the new phone.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recovery {
    /// The name.
    name: String,
    /// The identity number.
    resident_number: String,
    /// The new phone; only to change it.
    phone: Option<String>,
    /// Two different ones of `identity_card`, `face`, `second_document`.
    checks: Vec<String>,
}

/// A sign-in secret to hand over on paper. It is shown once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SecretDocument {
    /// The secret; it must be changed at its first use.
    secret: String,
    /// Until when it signs in, in milliseconds since 1970.
    until: i64,
}

/// Makes a new sign-in secret; the old one is dead, all sessions of the account end.
#[utoipa::path(
    post, path = "/api/v1/counter/secrets", tag = "counter", request_body = Recovery,
    params(("Idempotency-Key" = String, Header, description = "Chosen by the sender; sent again, it is refused")),
    responses(
        (status = 201, description = "The secret", body = SecretDocument),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not at a window"),
        (status = 422, description = "No such account, staff, oneself, or fewer than two checks"),
    )
)]
pub(crate) async fn hand_over(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    key: IdempotencyKey,
    Json(recovery): Json<Recovery>,
) -> Result<(StatusCode, Json<SecretDocument>), Problem> {
    let form = as_form(&serde_json::to_value(&recovery).map_err(|_| Problem::invalid("form-unreadable"))?)?;
    let mut errors = FormErrors::default();
    let person = read_person(&form, &mut errors).filter(|_| errors.is_empty());
    let person = person.ok_or_else(|| wrong(&errors))?;
    let handed = handed_over(&room, &at, &person, checks_of(&form), key.as_str())
        .await
        .map_err(problem)?;
    Ok((
        StatusCode::CREATED,
        Json(SecretDocument {
            secret: handed.secret,
            until: handed.until.0,
        }),
    ))
}

/// Changes the phone of whoever stands there; all sessions of the account end.
#[utoipa::path(
    post, path = "/api/v1/counter/phones", tag = "counter", request_body = Recovery,
    params(("Idempotency-Key" = String, Header, description = "Chosen by the sender; sent twice, it happens once")),
    responses(
        (status = 204, description = "The phone is another"),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not at a window"),
        (status = 422, description = "No such account, staff, oneself, a wrong phone, or fewer than two checks"),
    )
)]
pub(crate) async fn change_phone(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    key: IdempotencyKey,
    Json(recovery): Json<Recovery>,
) -> Result<StatusCode, Problem> {
    let mut form = as_form(&serde_json::to_value(&recovery).map_err(|_| Problem::invalid("form-unreadable"))?)?;
    let phone = form
        .value("phone")
        .parse::<Phone>()
        .map_err(|error| Problem::Refused(said(error.key(), error.arguments())))?;
    form.forget("phone");
    let mut errors = FormErrors::default();
    let person = read_person(&form, &mut errors).filter(|_| errors.is_empty());
    let person = person.ok_or_else(|| wrong(&errors))?;
    phone_changed(&room, &at, &person, phone, checks_of(&form), key.as_str())
        .await
        .map_err(problem)?;
    Ok(StatusCode::NO_CONTENT)
}

//! `/api/v1/counter/visits`: somebody stands at the window.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use front::{IdempotencyKey, Problem};
use people::{CapacityKey, RequireSignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{as_form, wrong};
use crate::at_window::AtWindow;
use crate::pages::{end_visit, read_visit};
use crate::room::CounterRoom;
use crate::words::problem;

/// Who stands there, and how that was made sure of.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VisitOpened {
    /// `person` or `enterprise`.
    kind: String,
    /// `oneself` (the person, the legal representative) or `agent`.
    present: String,
    /// The person's name, or the legal representative's; of a registered enterprise whose agent is there it may be left out.
    name: Option<String>,
    /// That person's identity number.
    resident_number: Option<String>,
    /// Where the person is reached.
    phone: Option<String>,
    /// Of an enterprise: the credit code.
    credit_code: Option<String>,
    /// Of an enterprise: the name as on the licence.
    enterprise_name: Option<String>,
    /// Of an agent: the name.
    agent_name: Option<String>,
    /// Of an agent: the identity number.
    agent_number: Option<String>,
    /// What was checked: `identity_card`, `face`, `second_document`, `business_licence`, `mandate_paper`.
    checks: Vec<String>,
    /// For one matter alone; without it, for all that the party applies for.
    matter: Option<String>,
}

/// The capacity in which the clerk acts for the party from then on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Capacity {
    /// The authorisation of the visit; it ends with the day.
    authorisation: String,
    /// For `PUT /api/v1/me/capacity`.
    capacity: String,
}

/// Opens a visit at the clerk's window.
#[utoipa::path(
    post, path = "/api/v1/counter/visits", tag = "counter", request_body = VisitOpened,
    params(("Idempotency-Key" = String, Header, description = "Chosen by the sender; sent twice, it is one visit")),
    responses(
        (status = 201, description = "The clerk may act for the party today", body = Capacity),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not at a window"),
        (status = 422, description = "It is not sure who stands there, or name and number do not belong together"),
    )
)]
pub(crate) async fn create(
    State(room): State<CounterRoom>,
    AtWindow(at): AtWindow,
    key: IdempotencyKey,
    Json(visit): Json<VisitOpened>,
) -> Result<(StatusCode, Json<Capacity>), Problem> {
    let document = serde_json::to_value(&visit).map_err(|_| Problem::invalid("form-unreadable"))?;
    let form = as_form(&document)?;
    let visit = read_visit(&form, &room.catalogue.current()).map_err(|errors| wrong(&errors))?;
    let opened = visit.open(&room, &at, key.as_str()).await.map_err(problem)?;
    Ok((
        StatusCode::CREATED,
        Json(Capacity {
            authorisation: opened.to_string(),
            capacity: CapacityKey::Behalf(opened).to_string(),
        }),
    ))
}

/// Ends the visit in whose capacity the session acts; the session acts in the post again. An authorisation that a party
/// gave a helper stays in force.
#[utoipa::path(
    delete, path = "/api/v1/counter/visits/current", tag = "counter",
    responses(
        (status = 204, description = "The visit is over"),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not acting for anybody"),
    )
)]
pub(crate) async fn end(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
) -> Result<StatusCode, Problem> {
    end_visit(&room, &current).await?;
    Ok(StatusCode::NO_CONTENT)
}

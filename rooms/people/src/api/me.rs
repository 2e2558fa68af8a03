//! `/api/v1/me`: who one is, and as what one acts.

use axum::Json;
use axum::extract::State;
use front::{Presence, Problem, Reader};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::capacity::{CapacityChoice, CapacityKey};
use crate::current::{Address, RequireSignedIn};
use crate::pages::unavailable;
use crate::people::People;
use crate::security_log::{Network, Noted};

/// Who acts in this session.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    /// The account.
    account: String,
    /// One's own name.
    name: String,
    /// The capacity in which the session acts.
    capacity: CapacityDocument,
    /// Every capacity in which it could.
    capacities: Vec<CapacityDocument>,
    /// What scripts of our own pages send as `x-form-token` with every change. It changes with the capacity.
    form_token: String,
}

/// A capacity.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CapacityDocument {
    /// `person`, `enterprise:…` or `post:…`.
    key: String,
    /// In words.
    label: String,
}

/// The capacity to act in from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CapacityChosen {
    /// `person`, `enterprise:…` or `post:…`.
    capacity: String,
}

/// Says who acts in this session.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "people",
    responses((status = 200, description = "Who acts", body = Me), (status = 401, description = "Not signed in"))
)]
pub(crate) async fn show(RequireSignedIn(current): RequireSignedIn, reader: Reader) -> Result<Json<Me>, Problem> {
    let chosen = current.chosen().ok_or(Problem::SignedOut)?;
    Ok(Json(Me {
        account: current.account().map(|account| account.to_string()).unwrap_or_default(),
        name: current.name().to_owned(),
        capacity: document(chosen, &reader),
        capacities: current.choices().iter().map(|choice| document(choice, &reader)).collect(),
        form_token: reader
            .presence
            .as_ref()
            .map(|presence: &Presence| presence.form_token.clone())
            .unwrap_or_default(),
    }))
}

/// Chooses the capacity in which this session acts.
#[utoipa::path(
    put, path = "/api/v1/me/capacity", tag = "people", request_body = CapacityChosen,
    responses(
        (status = 200, description = "The capacity from now on", body = CapacityDocument),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not a capacity of this person"),
    )
)]
pub(crate) async fn choose_capacity(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    Address(address): Address,
    Json(chosen): Json<CapacityChosen>,
) -> Result<Json<CapacityDocument>, Problem> {
    let key: CapacityKey = chosen.capacity.parse().map_err(|_| Problem::NotFound)?;
    let choice = current
        .choices()
        .iter()
        .find(|choice| choice.key == key)
        .ok_or(Problem::NotFound)?;
    let session = current.session().ok_or(Problem::SignedOut)?;
    people.choose_capacity(session, &choice.key).await.map_err(unavailable)?;
    people
        .note(Noted::CapacityChosen, current.account(), &Network::of(address))
        .await;
    Ok(Json(document(choice, &reader)))
}

fn document(choice: &CapacityChoice, reader: &Reader) -> CapacityDocument {
    CapacityDocument {
        key: choice.key.to_string(),
        label: choice.label.words(&reader.texts),
    }
}

//! `/api/v1/authorisations`: who may act for me.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use front::{IdempotencyKey, Problem};
use identity::RecordId;
use people::record::Basis;
use people::{Authorisation, RequireSignedIn, views};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{as_form, wrong};
use crate::pages::{AUTHORISATIONS_LISTED_MAX, give_authorisation, read_authorisation, revoke_authorisation};
use crate::room::CounterRoom;
use crate::words::unavailable;

/// An authorisation to be given to a helper.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuthorisationGiven {
    /// The helper's account.
    helper: String,
    /// `take_through` (the helper sits beside and sees) or `do_for` (the helper acts).
    mode: String,
    /// `all`, `matter:ID`, `project:HEX` or `application:HEX`.
    reach: String,
    /// The last day.
    until: String,
}

/// An authorisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuthorisationDocument {
    /// Its record.
    id: String,
    /// Who may act.
    holder: String,
    /// In which post.
    post: String,
    /// `take_through`, `do_for`, or `visit` at a window.
    mode: String,
    /// How far.
    reach: String,
    /// The first day.
    from: String,
    /// The last day.
    until: String,
    /// Whether it is in force today.
    in_force: bool,
}

/// Lists the authorisations of the party as whom one acts, those of visits too, the newest first.
#[utoipa::path(
    get, path = "/api/v1/authorisations", tag = "counter",
    responses(
        (status = 200, description = "The newest 200", body = [AuthorisationDocument]),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Posts give no authorisations"),
    )
)]
pub(crate) async fn list(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
) -> Result<Json<Vec<AuthorisationDocument>>, Problem> {
    let party = current.actor.party().filter(|_| current.actor.behalf().is_none());
    let party = party.ok_or(Problem::NotFound)?;
    let mut documents = Vec::new();
    for id in views::authorisations_of(room.ledger(), party, AUTHORISATIONS_LISTED_MAX)
        .await
        .map_err(unavailable)?
    {
        let snapshot = room.ledger().state::<Authorisation>(id).await.map_err(unavailable)?;
        let Some(snapshot) = snapshot else { continue };
        let Some(given) = &snapshot.state.given else { continue };
        documents.push(AuthorisationDocument {
            id: id.to_string(),
            holder: given.holder.to_string(),
            post: given.post.as_str().to_owned(),
            mode: match given.basis {
                Basis::Given(mode) => mode.as_str().to_owned(),
                Basis::Visit { .. } => "visit".to_owned(),
            },
            reach: given.reach.to_string(),
            from: given.from.to_string(),
            until: given.until.to_string(),
            in_force: snapshot.state.in_force(room.today()).is_some(),
        });
    }
    Ok(Json(documents))
}

/// Gives a helper an authorisation.
#[utoipa::path(
    post, path = "/api/v1/authorisations", tag = "counter", request_body = AuthorisationGiven,
    params(("Idempotency-Key" = String, Header, description = "Chosen by the sender; sent twice, it is given once")),
    responses(
        (status = 201, description = "Its record, as text"),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Only the person or the legal representative gives it"),
        (status = 422, description = "No such helper, not one's own, or too long"),
    )
)]
pub(crate) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    key: IdempotencyKey,
    Json(given): Json<AuthorisationGiven>,
) -> Result<(StatusCode, Json<String>), Problem> {
    let form = as_form(&serde_json::to_value(&given).map_err(|_| Problem::invalid("form-unreadable"))?)?;
    let giving = read_authorisation(&room, &current, &form)
        .await?
        .map_err(|errors| wrong(&errors))?;
    let given = give_authorisation(&room, &current, giving, key.as_str()).await?;
    let id = given.map_err(|refusal| Problem::Refused(refusal.key().into()))?;
    Ok((StatusCode::CREATED, Json(id.to_string())))
}

/// Takes an authorisation back; from then on its holder has no access.
#[utoipa::path(
    delete, path = "/api/v1/authorisations/{authorisation}", tag = "counter",
    params(("authorisation" = String, Path, description = "Its record")),
    responses(
        (status = 204, description = "Taken back"),
        (status = 401, description = "Not signed in"),
        (status = 404, description = "Not one's own, over, or there is none"),
    )
)]
pub(crate) async fn revoke(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
) -> Result<StatusCode, Problem> {
    revoke_authorisation(&room, &current, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

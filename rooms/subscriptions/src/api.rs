//! The same for programs: what is on its way, and what is to become of what is parked.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use front::{FormData, FormErrors, IdempotencyKey, Problem};
use identity::RecordId;
use ledger::Key;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

use crate::following::subscriptions;
use crate::pages::{Asked, KINDS, drawn, parked, record_of, refused, unavailable};
use crate::queue::{self, Delivery, Status, tallies};
use crate::record::{Dismiss, End, Replay, Subscriptions};
use crate::room::{Administrator, SubscriptionRoom};

/// The most deliveries in one answer.
const DELIVERIES_MAX: usize = 500;

/// This room's part of the API's description.
#[derive(OpenApi)]
#[openapi(
    paths(list, open, end, deliveries, replay, dismiss),
    components(schemas(SubscriptionDocument, OpeningDocument, OpenedDocument, DeliveryDocument, StatusDocument))
)]
#[derive(Debug)]
pub struct Api;

pub(crate) fn routes() -> Router<SubscriptionRoom> {
    Router::new()
        .route("/api/v1/subscriptions", get(list).post(open))
        .route("/api/v1/subscriptions/{subscription}/end", post(end))
        .route("/api/v1/subscriptions/{subscription}/deliveries", get(deliveries))
        .route(
            "/api/v1/subscriptions/{subscription}/deliveries/{position}/replay",
            post(replay),
        )
        .route(
            "/api/v1/subscriptions/{subscription}/deliveries/{position}/dismissal",
            post(dismiss),
        )
}

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SubscriptionDocument {
    /// Its identifier.
    id: String,
    /// The receiver's name.
    name: String,
    /// Whom it reaches, without the path.
    origin: String,
    /// `active`, `paused`, `lapsed` (the receiver said that it is gone) or `ended`.
    standing: String,
    /// Events that wait.
    waiting: u64,
    /// Events that were tried as often as is tried.
    parked: u64,
    /// When the oldest of both happened (RFC 3339).
    oldest: Option<String>,
}

/// A subscription to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpeningDocument {
    /// The receiver's name: a system, never a person.
    name: String,
    /// Where it takes events: `https://…`.
    address: String,
    /// Which kinds of record: `application`, `project`, `release`, `days`.
    kinds: Vec<String>,
    /// Of them only these types of events: `application.submitted`; all without any.
    #[serde(default)]
    types: Vec<String>,
    /// What the receiver needs personal data for; without purpose, basis and fields none goes along.
    #[serde(default)]
    purpose: String,
    /// On which legal basis, with its article.
    #[serde(default)]
    basis: String,
    /// Which fields go along: `form/applicant`, `form/*`.
    #[serde(default)]
    fields: Vec<String>,
}

/// A subscription that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenedDocument {
    /// Its identifier.
    id: String,
    /// The secret by which the receiver knows the city. Said once: sent again under the same key, it is left out.
    secret: Option<String>,
}

impl OpeningDocument {
    /// Read by the same code as the page's form.
    fn form(self) -> Result<FormData, Problem> {
        let one = [
            ("name", self.name),
            ("address", self.address),
            ("types", self.types.join("\n")),
            ("purpose", self.purpose),
            ("basis", self.basis),
            ("fields", self.fields.join("\n")),
        ];
        let kinds = self.kinds.into_iter().map(|kind| (KINDS, kind));
        Ok(FormData::of(one.into_iter().chain(kinds))?)
    }
}

/// How deliveries stand.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StatusDocument {
    /// They go when they are due.
    Waiting,
    /// They wait for somebody.
    #[default]
    Parked,
    /// The receiver has them.
    Delivered,
    /// Somebody let them be.
    Dismissed,
}

/// Which deliveries.
#[derive(Debug, Deserialize, IntoParams)]
pub(crate) struct Wanted {
    /// How they stand; what is parked if nothing is said.
    #[serde(default)]
    status: StatusDocument,
}

/// An event on its way to one receiver.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeliveryDocument {
    /// The event's position in the log.
    position: u64,
    /// The record to which it happened.
    subject: String,
    /// `application.submitted`.
    event_type: String,
    /// When it happened (RFC 3339).
    happened: String,
    /// How often it was tried.
    attempts: u32,
    /// When it is tried next (RFC 3339).
    due: String,
    /// What was in the way the last time; empty if nothing was.
    reason: String,
}

impl From<StatusDocument> for Status {
    fn from(status: StatusDocument) -> Self {
        match status {
            StatusDocument::Waiting => Self::Waiting,
            StatusDocument::Parked => Self::Parked,
            StatusDocument::Delivered => Self::Delivered,
            StatusDocument::Dismissed => Self::Dismissed,
        }
    }
}

impl From<Delivery> for DeliveryDocument {
    fn from(delivery: Delivery) -> Self {
        Self {
            position: delivery.position,
            subject: delivery.record.to_string(),
            event_type: delivery.event_type,
            happened: delivery.happened.to_string(),
            attempts: delivery.attempts,
            due: delivery.due.to_string(),
            reason: delivery.reason.map(|reason| reason.to_string()).unwrap_or_default(),
        }
    }
}

/// Every subscription, in the order in which they were opened.
#[utoipa::path(
    get, path = "/api/v1/subscriptions", tag = "subscriptions",
    responses((status = 200, description = "Every subscription", body = Vec<SubscriptionDocument>))
)]
pub(crate) async fn list(
    State(room): State<SubscriptionRoom>,
    _: Administrator,
) -> Result<Json<Vec<SubscriptionDocument>>, Problem> {
    let mut on_their_way = tallies(room.ledger()).await.map_err(unavailable)?;
    let mut documents = Vec::new();
    for id in subscriptions(room.ledger()).await.map_err(unavailable)? {
        let snapshot = room.ledger().state::<Subscriptions>(id).await.map_err(unavailable)?;
        let Some(snapshot) = snapshot else { continue };
        let tally = on_their_way.remove(&id).unwrap_or_default();
        documents.push(SubscriptionDocument {
            id: id.to_string(),
            name: snapshot.state.name.clone(),
            origin: snapshot.state.origin.clone(),
            standing: snapshot.state.standing.as_str().to_owned(),
            waiting: tally.waiting,
            parked: tally.parked,
            oldest: tally.oldest.map(|oldest| oldest.to_string()),
        });
    }
    Ok(Json(documents))
}

/// Opens a subscription. What happens from then on is told.
#[utoipa::path(
    post, path = "/api/v1/subscriptions", tag = "subscriptions", request_body = OpeningDocument,
    params(("Idempotency-Key" = String, Header, description = "Sent twice, it is opened once")),
    responses((status = 201, description = "Opened, with the secret", body = OpenedDocument), (status = 422, description = "Refused, with the first reason"))
)]
pub(crate) async fn open(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    key: IdempotencyKey,
    Json(opening): Json<OpeningDocument>,
) -> Result<(StatusCode, Json<OpenedDocument>), Problem> {
    let asked = Asked::read(&opening.form()?).map_err(wrong)?;
    let (id, secret) = (record_of(key.as_str()), drawn()?);
    let permit = administrator.permit(&room, id)?;
    let key = Key::derived(&["api-open-subscription", key.as_str()]);
    let opened = room
        .ledger()
        .submit::<Subscriptions, _>(&permit, id, asked.opening(secret.clone()), key)
        .await
        .map_err(refused)?;
    room.look();
    let document = OpenedDocument {
        id: id.to_string(),
        secret: (!opened.replayed).then(|| secret.text().to_owned()),
    };
    Ok((StatusCode::CREATED, Json(document)))
}

/// What is wrong first; programs send again and hear the next.
fn wrong(errors: FormErrors) -> Problem {
    let first = errors.iter().next().map(|error| error.message.clone());
    first.map_or(Problem::Broken, Problem::Refused)
}

/// Ends a subscription for good: what has not arrived is never sent.
#[utoipa::path(
    post, path = "/api/v1/subscriptions/{subscription}/end", tag = "subscriptions",
    params(("subscription" = String, Path, description = "Which"), ("Idempotency-Key" = String, Header, description = "Sent twice, it happens once")),
    responses((status = 204, description = "Ended"), (status = 404, description = "No such subscription"), (status = 422, description = "It has ended before"))
)]
pub(crate) async fn end(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path(subscription): Path<String>,
    key: IdempotencyKey,
) -> Result<StatusCode, Problem> {
    let id = id_of(&room, &subscription).await?;
    let permit = administrator.permit(&room, id)?;
    let key = Key::derived(&["api-end-subscription", &id.to_string(), key.as_str()]);
    room.ledger()
        .submit::<Subscriptions, _>(&permit, id, End, key)
        .await
        .map_err(refused)?;
    queue::ended(room.ledger(), id).await.map_err(unavailable)?;
    room.look();
    Ok(StatusCode::NO_CONTENT)
}

/// Events on their way to one receiver.
#[utoipa::path(
    get, path = "/api/v1/subscriptions/{subscription}/deliveries", tag = "subscriptions", params(Wanted),
    responses((status = 200, description = "At most 500", body = Vec<DeliveryDocument>), (status = 404, description = "No such subscription"))
)]
pub(crate) async fn deliveries(
    State(room): State<SubscriptionRoom>,
    _: Administrator,
    Path(subscription): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<DeliveryDocument>>, Problem> {
    let id = id_of(&room, &subscription).await?;
    let found = queue::listed(room.ledger(), id, wanted.status.into(), DELIVERIES_MAX).await;
    Ok(Json(
        found.map_err(unavailable)?.into_iter().map(DeliveryDocument::from).collect(),
    ))
}

/// Sends again what is parked, from the first attempt.
#[utoipa::path(
    post, path = "/api/v1/subscriptions/{subscription}/deliveries/{position}/replay", tag = "subscriptions",
    responses((status = 204, description = "It goes again"), (status = 404, description = "No such delivery"), (status = 409, description = "It is not parked"))
)]
pub(crate) async fn replay(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path((subscription, position)): Path<(String, u64)>,
    key: IdempotencyKey,
) -> Result<StatusCode, Problem> {
    let id = id_of(&room, &subscription).await?;
    parked(&room, id, position).await?;
    let permit = administrator.permit(&room, id)?;
    queue::roused(room.ledger(), id).await.map_err(unavailable)?;
    let command = Replay {
        position: Some(position),
    };
    let key = Key::derived(&["api-replay", &id.to_string(), key.as_str()]);
    room.ledger()
        .submit::<Subscriptions, _>(&permit, id, command, key)
        .await
        .map_err(refused)?;
    queue::replayed(room.ledger(), id, Some(position))
        .await
        .map_err(unavailable)?;
    room.look();
    Ok(StatusCode::NO_CONTENT)
}

/// Lets something be that is parked: the receiver is never told, and the later events of its record go.
#[utoipa::path(
    post, path = "/api/v1/subscriptions/{subscription}/deliveries/{position}/dismissal", tag = "subscriptions",
    responses((status = 204, description = "It is let be"), (status = 404, description = "No such delivery"), (status = 409, description = "It is not parked"))
)]
pub(crate) async fn dismiss(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path((subscription, position)): Path<(String, u64)>,
    key: IdempotencyKey,
) -> Result<StatusCode, Problem> {
    let id = id_of(&room, &subscription).await?;
    parked(&room, id, position).await?;
    let permit = administrator.permit(&room, id)?;
    let key = Key::derived(&["api-dismiss", &id.to_string(), key.as_str()]);
    let command = Dismiss { position };
    room.ledger()
        .submit::<Subscriptions, _>(&permit, id, command, key)
        .await
        .map_err(refused)?;
    queue::dismissed(room.ledger(), id, position).await.map_err(unavailable)?;
    room.look();
    Ok(StatusCode::NO_CONTENT)
}

async fn id_of(room: &SubscriptionRoom, subscription: &str) -> Result<RecordId, Problem> {
    let id = subscription.parse().map_err(|_| Problem::NotFound)?;
    let snapshot = room.ledger().state::<Subscriptions>(id).await.map_err(unavailable)?;
    snapshot.map(|_| id).ok_or(Problem::NotFound)
}

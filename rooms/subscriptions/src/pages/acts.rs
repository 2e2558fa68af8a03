//! What an administrator does with a subscription.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{FormData, FormErrors, Message, Page, Problem, Reader};
use identity::RecordId;
use ledger::{CommandOf, Key};
use sha2::{Digest, Sha256};
use webhook::Secret;

use super::form::{self, Asked};
use super::show::{self, Said};
use super::{path_of, refused};
use crate::queue;
use crate::record::{Dismiss, End, Pause, RenewSecret, Replay, Resume, Subscriptions};
use crate::room::{Administrator, SubscriptionRoom};

/// Opens one, and shows its secret, which is shown once.
pub(super) async fn open(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let asked = match Asked::read(&form) {
        Ok(asked) => asked,
        Err(errors) => return Ok(again(&reader, form, errors)),
    };
    let (id, secret) = (record_of(form.key().unwrap_or_default()), drawn()?);
    let opening = asked.opening(secret.clone());
    let permit = administrator.permit(&room, id)?;
    let key = Key::derived(&["open-subscription", form.key().unwrap_or_default(), form.value("name")]);
    match room.ledger().submit::<Subscriptions, _>(&permit, id, opening, key).await {
        Ok(receipt) if receipt.replayed => Ok(Redirect::to(&path_of(id)).into_response()),
        Ok(_) => {
            room.look();
            shown(&room, &reader, id, &secret).await
        }
        Err(error) => Err(refused(error)),
    }
}

/// Gives another secret, and shows it once. Sent twice, the first answer may have been lost: then it is renewed once more.
pub(super) async fn renew_secret(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    reader: Reader,
    Path(subscription): Path<String>,
    form: FormData,
) -> Result<Response, Problem> {
    let id = id_of(&subscription)?;
    let secret = drawn()?;
    let renewal = RenewSecret { secret: secret.clone() };
    if submit(&room, &administrator, id, renewal, "renew-secret", &form).await? == Done::Before {
        return Ok(Redirect::to(&path_of(id)).into_response());
    }
    shown(&room, &reader, id, &secret).await
}

pub(super) async fn pause(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path(subscription): Path<String>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let id = id_of(&subscription)?;
    submit(&room, &administrator, id, Pause, "pause", &form).await?;
    Ok(back(id, Said::Paused))
}

pub(super) async fn resume(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path(subscription): Path<String>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let id = id_of(&subscription)?;
    submit(&room, &administrator, id, Resume, "resume", &form).await?;
    queue::roused(room.ledger(), id).await.map_err(super::unavailable)?;
    room.look();
    Ok(back(id, Said::Resumed))
}

/// Has a receiver tried at once that is left alone: it changes nothing but when, so that the log need not say so.
pub(super) async fn rouse(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path(subscription): Path<String>,
    _: FormData,
) -> Result<Redirect, Problem> {
    let id = id_of(&subscription)?;
    show::named(&room, id).await?;
    administrator.permit(&room, id)?;
    queue::roused(room.ledger(), id).await.map_err(super::unavailable)?;
    queue::hastened(room.ledger(), id).await.map_err(super::unavailable)?;
    room.look();
    Ok(back(id, Said::Roused))
}

pub(super) async fn end(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path(subscription): Path<String>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let id = id_of(&subscription)?;
    submit(&room, &administrator, id, End, "end", &form).await?;
    queue::ended(room.ledger(), id).await.map_err(super::unavailable)?;
    room.look();
    Ok(back(id, Said::Ended))
}

pub(super) async fn replay_all(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path(subscription): Path<String>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let id = id_of(&subscription)?;
    again_from_the_first_attempt(&room, &administrator, id, None, &form).await
}

pub(super) async fn replay(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path((subscription, position)): Path<(String, u64)>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let id = id_of(&subscription)?;
    parked(&room, id, position).await?;
    again_from_the_first_attempt(&room, &administrator, id, Some(position), &form).await
}

pub(super) async fn dismiss(
    State(room): State<SubscriptionRoom>,
    administrator: Administrator,
    Path((subscription, position)): Path<(String, u64)>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let id = id_of(&subscription)?;
    parked(&room, id, position).await?;
    submit(&room, &administrator, id, Dismiss { position }, "dismiss", &form).await?;
    queue::dismissed(room.ledger(), id, position)
        .await
        .map_err(super::unavailable)?;
    room.look();
    Ok(back(id, Said::Dismissed))
}

async fn again_from_the_first_attempt(
    room: &SubscriptionRoom,
    administrator: &Administrator,
    id: RecordId,
    position: Option<u64>,
    form: &FormData,
) -> Result<Redirect, Problem> {
    submit(room, administrator, id, Replay { position }, "replay", form).await?;
    let ledger = room.ledger();
    queue::replayed(ledger, id, position).await.map_err(super::unavailable)?;
    queue::roused(ledger, id).await.map_err(super::unavailable)?;
    room.look();
    Ok(back(id, Said::Replayed))
}

/// Only what is parked is sent again or let be.
pub(crate) async fn parked(room: &SubscriptionRoom, id: RecordId, position: u64) -> Result<(), Problem> {
    let found = queue::one(room.ledger(), id, position).await.map_err(super::unavailable)?;
    match found {
        Some(delivery) if delivery.status == queue::Status::Parked => Ok(()),
        Some(_) => Err(Problem::Conflict(Message::new("delivery-not-parked"))),
        None => Err(Problem::NotFound),
    }
}

/// Whether a command was done now, or had been when it was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Now,
    Before,
}

async fn submit<C: CommandOf<Subscriptions, Act = authority::acts::Administer>>(
    room: &SubscriptionRoom,
    administrator: &Administrator,
    id: RecordId,
    command: C,
    name: &str,
    form: &FormData,
) -> Result<Done, Problem> {
    let permit = administrator.permit(room, id)?;
    let key = Key::derived(&[name, "subscription", &id.to_string(), form.key().unwrap_or_default()]);
    let receipt = room
        .ledger()
        .submit::<Subscriptions, _>(&permit, id, command, key)
        .await
        .map_err(refused)?;
    Ok(if receipt.replayed { Done::Before } else { Done::Now })
}

async fn shown(room: &SubscriptionRoom, reader: &Reader, id: RecordId, secret: &Secret) -> Result<Response, Problem> {
    let page = show::page(room, reader, id, Some(secret.text().to_owned())).await?;
    Ok(Page(page).into_response())
}

fn again(reader: &Reader, form: FormData, errors: FormErrors) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, form::page(reader, form, errors)).into_response()
}

fn back(id: RecordId, said: Said) -> Redirect {
    Redirect::to(&format!("{}?said={}", path_of(id), said.as_str()))
}

fn id_of(subscription: &str) -> Result<RecordId, Problem> {
    subscription.parse().map_err(|_| Problem::NotFound)
}

pub(crate) fn drawn() -> Result<Secret, Problem> {
    Secret::drawn().map_err(|error| {
        tracing::error!(%error, "no random bytes for a secret");
        Problem::Unavailable
    })
}

/// The record of a form or a request, by its key: sent twice, it is the same subscription.
pub(crate) fn record_of(key: &str) -> RecordId {
    let hash = Sha256::new()
        .chain_update("zhoudao-subscription")
        .chain_update(key)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    RecordId::from_bytes(bytes)
}

//! What became of an event at a receiver.

use calendar::{MILLISECONDS_OF_DAY, Moment};
use identity::RecordId;
use ledger::{Ledger, Statement, Unavailable, values};

use super::{Delivery, Reason, Status};

/// How long it is remembered that something was delivered or let be, in days.
const REMEMBERED_DAYS: i64 = 30;

/// The receiver has it.
pub(crate) async fn delivered(ledger: &Ledger, subscription: RecordId, delivery: &Delivery) -> Result<(), Unavailable> {
    let tried = delivery.attempts + 1;
    mark(ledger, subscription, delivery, Status::Delivered, tried, ledger.now(), None).await
}

/// It is tried again at a moment.
pub(crate) async fn postponed(
    ledger: &Ledger,
    subscription: RecordId,
    delivery: &Delivery,
    due: Moment,
    reason: Reason,
) -> Result<(), Unavailable> {
    let tried = delivery.attempts + 1;
    mark(ledger, subscription, delivery, Status::Waiting, tried, due, Some(reason)).await
}

/// It waits for somebody.
pub(crate) async fn parked(
    ledger: &Ledger,
    subscription: RecordId,
    delivery: &Delivery,
    reason: Reason,
) -> Result<(), Unavailable> {
    let tried = delivery.attempts + 1;
    mark(
        ledger,
        subscription,
        delivery,
        Status::Parked,
        tried,
        ledger.now(),
        Some(reason),
    )
    .await
}

async fn mark(
    ledger: &Ledger,
    subscription: RecordId,
    delivery: &Delivery,
    status: Status,
    attempts: u32,
    due: Moment,
    reason: Option<Reason>,
) -> Result<(), Unavailable> {
    // Only while it still waits: somebody may have let it be, or ended the subscription, while it was on its way.
    let update = "UPDATE subscription_delivery SET status = $1, attempts = $2, due = $3, changed = $4, reason = $5
         WHERE city = $6 AND subscription = $7 AND position = $8 AND status = 'waiting'";
    let values = values![
        status.as_str(),
        attempts,
        due,
        ledger.now(),
        reason.map(Reason::word).unwrap_or_default(),
        ledger.city(),
        subscription,
        delivery.position
    ];
    ledger.side(vec![Statement::new(update, values)]).await.map(|_| ())
}

/// What waits for another attempt goes at once.
pub(crate) async fn hastened(ledger: &Ledger, subscription: RecordId) -> Result<(), Unavailable> {
    let now = ledger.now();
    let update =
        "UPDATE subscription_delivery SET due = $1 WHERE city = $2 AND subscription = $3 AND status = 'waiting' AND due > $4";
    let values = values![now, ledger.city(), subscription, now];
    ledger.side(vec![Statement::new(update, values)]).await.map(|_| ())
}

/// What is parked goes again, from the first attempt: one event, or all.
pub(crate) async fn replayed(ledger: &Ledger, subscription: RecordId, position: Option<u64>) -> Result<(), Unavailable> {
    let now = ledger.now();
    let all = "UPDATE subscription_delivery SET status = 'waiting', attempts = 0, due = $1, changed = $2
         WHERE city = $3 AND subscription = $4 AND status = 'parked'";
    let update = match position {
        None => Statement::new(all, values![now, now, ledger.city(), subscription]),
        Some(position) => Statement::new(
            format!("{all} AND position = $5"),
            values![now, now, ledger.city(), subscription, position],
        ),
    };
    ledger.side(vec![update]).await.map(|_| ())
}

/// What is parked is let be; the later events of its record go.
pub(crate) async fn dismissed(ledger: &Ledger, subscription: RecordId, position: u64) -> Result<(), Unavailable> {
    let update = "UPDATE subscription_delivery SET status = 'dismissed', changed = $1
         WHERE city = $2 AND subscription = $3 AND position = $4 AND status = 'parked'";
    let values = values![ledger.now(), ledger.city(), subscription, position];
    ledger.side(vec![Statement::new(update, values)]).await.map(|_| ())
}

/// The subscription has ended: what was not delivered is let be.
pub(crate) async fn ended(ledger: &Ledger, subscription: RecordId) -> Result<(), Unavailable> {
    let update = "UPDATE subscription_delivery SET status = 'dismissed', changed = $1
         WHERE city = $2 AND subscription = $3 AND status IN ('waiting', 'parked')";
    let values = values![ledger.now(), ledger.city(), subscription];
    ledger.side(vec![Statement::new(update, values)]).await.map(|_| ())
}

/// What is long done is forgotten.
pub(crate) async fn forget(ledger: &Ledger) -> Result<(), Unavailable> {
    let before = ledger.now().plus(-REMEMBERED_DAYS * MILLISECONDS_OF_DAY);
    let delete = "DELETE FROM subscription_delivery WHERE city = $1 AND status IN ('delivered', 'dismissed') AND changed < $2";
    let values = values![ledger.city(), before];
    ledger.side(vec![Statement::new(delete, values)]).await.map(|_| ())
}

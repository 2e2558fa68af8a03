//! What is on its way to receivers: beside the log, for it can be made again from it.
//!
//! An event is in the queue of every subscription that wants it. One that waits, or is parked, holds up the later events of its record at that
//! subscription: a receiver hears what happened to a record in order, or not yet.

mod marking;
mod putting_back;
mod reason;
mod resting;
mod tallies;

use calendar::Moment;
use identity::RecordId;
use ledger::{Beside, Ledger, Row, Statement, Unavailable, values};

pub(crate) use marking::{delivered, dismissed, ended, forget, hastened, parked, postponed, replayed};
pub use putting_back::put_back;
pub use reason::Reason;
pub use resting::{Rest, rest};
pub(crate) use resting::{answered, failed, roused};
pub use tallies::{Tally, tallies, tally};

/// What the room keeps beside the log.
const SIDE: &[&str] = &[
    "
    CREATE TABLE subscription_delivery (
        city BIGINT NOT NULL,
        subscription BYTEA NOT NULL,
        position BIGINT NOT NULL,
        record BYTEA NOT NULL,
        event_type TEXT NOT NULL,
        happened BIGINT NOT NULL,
        status TEXT NOT NULL,
        attempts BIGINT NOT NULL,
        due BIGINT NOT NULL,
        changed BIGINT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (city, subscription, position)
    );
    CREATE INDEX subscription_delivery_due ON subscription_delivery (city, subscription, status, due);
    CREATE INDEX subscription_delivery_record ON subscription_delivery (city, subscription, record, position)
        WHERE status IN ('waiting', 'parked');
    CREATE INDEX subscription_delivery_changed ON subscription_delivery (city, status, changed);",
    "
    CREATE TABLE subscription_rest (
        city BIGINT NOT NULL,
        subscription BYTEA NOT NULL,
        failures BIGINT NOT NULL,
        until BIGINT NOT NULL,
        PRIMARY KEY (city, subscription)
    );",
];

/// What the room keeps beside the log: a reaction that has put an event into a queue does not come back to it, so that queues go with an export.
pub const BESIDE_THE_LOG: Beside = Beside {
    room: "subscriptions",
    steps: SIDE,
    taken_out: &["subscription_delivery", "subscription_rest"],
};

/// How an event stands at a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It goes when it is due.
    Waiting,
    /// It was tried as often as is tried, and waits for somebody.
    Parked,
    /// The receiver has it.
    Delivered,
    /// Somebody let it be.
    Dismissed,
}

impl Status {
    /// Every one of them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Parked, Self::Delivered, Self::Dismissed];

    /// As the table has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Parked => "parked",
            Self::Delivered => "delivered",
            Self::Dismissed => "dismissed",
        }
    }

    fn of(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .unwrap_or(Self::Waiting)
    }
}

/// An event at one receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The event's position in the log.
    pub position: u64,
    /// The record to which it happened.
    pub record: RecordId,
    /// `application.submitted`.
    pub event_type: String,
    /// When it happened.
    pub happened: Moment,
    /// How it stands.
    pub status: Status,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next.
    pub due: Moment,
    /// When that last changed.
    pub changed: Moment,
    /// What was in the way the last time; none if nothing was.
    pub reason: Option<Reason>,
    /// An earlier event of the record that has to arrive first.
    pub behind: Option<u64>,
}

const COLUMNS: &str = "position, record, event_type, happened, status, attempts, due, changed, reason,
    (SELECT min(earlier.position) FROM subscription_delivery AS earlier
     WHERE earlier.city = delivery.city AND earlier.subscription = delivery.subscription
       AND earlier.record = delivery.record AND earlier.position < delivery.position
       AND earlier.status IN ('waiting', 'parked'))";

fn read(row: &Row) -> Result<Delivery, Unavailable> {
    Ok(Delivery {
        position: row.get(0)?,
        record: row.get(1)?,
        event_type: row.get(2)?,
        happened: row.get(3)?,
        status: Status::of(&row.get::<String>(4)?),
        attempts: row.get(5)?,
        due: row.get(6)?,
        changed: row.get(7)?,
        reason: Reason::read(&row.get::<String>(8)?),
        behind: row.get(9)?,
    })
}

/// Puts an event into the queues of subscriptions; what is there already stays as it is.
pub(crate) async fn put(ledger: &Ledger, subscriptions: &[RecordId], entry: &ledger::Entry) -> Result<(), Unavailable> {
    let now = ledger.now();
    let event_type = format!("{}.{}", entry.kind, entry.event_type);
    let insert = "INSERT INTO subscription_delivery
             (city, subscription, position, record, event_type, happened, status, attempts, due, changed, reason)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $8, '') ON CONFLICT (city, subscription, position) DO NOTHING";
    let inserts = subscriptions.iter().map(|subscription| {
        let values = values![
            ledger.city(),
            *subscription,
            entry.position,
            entry.record,
            event_type.as_str(),
            entry.at,
            now,
            now
        ];
        Statement::new(insert, values)
    });
    ledger.side(inserts.collect()).await.map(|_| ())
}

/// What is due at a receiver, in the order of the log: the first that waits of each record, unless an earlier one is parked.
pub(crate) async fn due(ledger: &Ledger, subscription: RecordId, limit: usize) -> Result<Vec<Delivery>, Unavailable> {
    let due = format!(
        "SELECT {COLUMNS} FROM subscription_delivery AS delivery
         WHERE city = $1 AND subscription = $2 AND status = 'waiting' AND due <= $3
           AND NOT EXISTS (SELECT 1 FROM subscription_delivery AS earlier
               WHERE earlier.city = delivery.city AND earlier.subscription = delivery.subscription
                 AND earlier.record = delivery.record AND earlier.position < delivery.position
                 AND earlier.status IN ('waiting', 'parked'))
         ORDER BY position LIMIT $4"
    );
    let values = values![ledger.city(), subscription, ledger.now(), limit];
    let rows = ledger.query(due, values).await?;
    rows.iter().map(read).collect()
}

/// What stands so at a receiver: what waits and what is parked the oldest first, what is done the newest first.
pub async fn listed(ledger: &Ledger, subscription: RecordId, status: Status, limit: usize) -> Result<Vec<Delivery>, Unavailable> {
    let order = match status {
        Status::Waiting | Status::Parked => "position",
        Status::Delivered | Status::Dismissed => "changed DESC, position DESC",
    };
    let listed = format!(
        "SELECT {COLUMNS} FROM subscription_delivery AS delivery
         WHERE city = $1 AND subscription = $2 AND status = $3 ORDER BY {order} LIMIT $4"
    );
    let rows = ledger
        .query(listed, values![ledger.city(), subscription, status.as_str(), limit])
        .await?;
    rows.iter().map(read).collect()
}

/// One of them.
pub async fn one(ledger: &Ledger, subscription: RecordId, position: u64) -> Result<Option<Delivery>, Unavailable> {
    let one = format!(
        "SELECT {COLUMNS} FROM subscription_delivery AS delivery WHERE city = $1 AND subscription = $2 AND position = $3"
    );
    let rows = ledger.query(one, values![ledger.city(), subscription, position]).await?;
    rows.first().map(read).transpose()
}

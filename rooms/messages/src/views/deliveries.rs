//! What leaves the house: one row a text, with how it stands.

use calendar::Moment;
use identity::{RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, Value, values};

use crate::record::{Channel, Delivery, DeliveryStatus, Message};

/// One row a text.
pub(super) const DELIVERY: Table = Table {
    name: "message_delivery",
    version: 1,
    create: "
        CREATE TABLE message_delivery (
            city BIGINT NOT NULL, message BYTEA NOT NULL, number BIGINT NOT NULL, account BYTEA NOT NULL, channel TEXT NOT NULL,
            status TEXT NOT NULL, due BIGINT NOT NULL, changed BIGINT NOT NULL, region BIGINT NOT NULL,
            PRIMARY KEY (city, message, number));
        CREATE INDEX message_delivery_due ON message_delivery (city, status, channel, due);
        CREATE INDEX message_delivery_account ON message_delivery (city, account, changed);
        CREATE INDEX message_delivery_changed ON message_delivery (city, changed);",
};

/// A text in the log of what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Its message.
    pub message: RecordId,
    /// Which of its texts.
    pub number: u16,
    /// To whom.
    pub account: RecordId,
    /// By which way.
    pub channel: Channel,
    /// How it stands.
    pub status: DeliveryStatus,
    /// When that changed last.
    pub changed: Moment,
}

/// A text whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its message.
    pub message: RecordId,
    /// Which of its texts.
    pub number: u16,
}

/// Which part of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SentFilter {
    /// Only by this way.
    pub channel: Option<Channel>,
    /// Only what stands so.
    pub status: Option<DeliveryStatus>,
}

/// How many texts of a channel stand how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The way.
    pub channel: Channel,
    /// How they stand.
    pub status: DeliveryStatus,
    /// How many.
    pub count: u32,
}

pub(super) fn rows(id: RecordId, before: &Message, after: &Message, rows: &mut Rows) {
    let Some(told) = &after.told else { return };
    for (number, delivery) in after.deliveries.iter().enumerate() {
        match before.deliveries.get(number) {
            None => insert(id, number, delivery, told.region, rows),
            Some(known) if known != delivery => update(id, number, delivery, rows),
            Some(_) => {}
        }
    }
}

fn insert(id: RecordId, number: usize, delivery: &Delivery, region: RegionCode, rows: &mut Rows) {
    rows.execute(
        "INSERT INTO message_delivery (city, message, number, account, channel, status, due, changed, region)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            rows.city(),
            id,
            number,
            delivery.planned.account,
            delivery.planned.channel.as_str(),
            delivery.status.as_str(),
            delivery.due,
            delivery.changed,
            region
        ],
    );
}

fn update(id: RecordId, number: usize, delivery: &Delivery, rows: &mut Rows) {
    rows.execute(
        "UPDATE message_delivery SET status = $1, due = $2, changed = $3 WHERE city = $4 AND message = $5 AND number = $6",
        values![
            delivery.status.as_str(),
            delivery.due,
            delivery.changed,
            rows.city(),
            id,
            number
        ],
    );
}

/// The texts of a channel in a state whose time has come, the longest due first.
///
/// # Errors
/// When the store cannot be read.
pub async fn due(
    ledger: &Ledger,
    channel: Channel,
    status: DeliveryStatus,
    until: Moment,
    limit: u32,
) -> Result<Vec<Due>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT message, number FROM message_delivery
             WHERE city = $1 AND status = $2 AND channel = $3 AND due <= $4 ORDER BY due, message, number LIMIT $5",
            values![ledger.city(), status.as_str(), channel.as_str(), until, limit],
        )
        .await?;
    rows.iter().map(Due::read).collect()
}

/// The texts of a channel that a gateway took between two moments and said no more about, the oldest first; each with the
/// moment at which it was taken.
///
/// # Errors
/// When the store cannot be read.
pub async fn handed_over(
    ledger: &Ledger,
    channel: Channel,
    since: Moment,
    until: Moment,
    limit: u32,
) -> Result<Vec<(Due, Moment)>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT message, number, changed FROM message_delivery
             WHERE city = $1 AND status = $2 AND channel = $3 AND changed BETWEEN $4 AND $5 ORDER BY changed LIMIT $6",
            values![
                ledger.city(),
                DeliveryStatus::HandedOver.as_str(),
                channel.as_str(),
                since,
                until,
                limit
            ],
        )
        .await?;
    rows.iter().map(|row| Ok((Due::read(row)?, row.get(2)?))).collect()
}

/// When the next queued text of a channel is due.
///
/// # Errors
/// When the store cannot be read.
pub async fn next_due(ledger: &Ledger, channel: Channel) -> Result<Option<Moment>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT MIN(due) FROM message_delivery WHERE city = $1 AND status = $2 AND channel = $3",
            values![ledger.city(), DeliveryStatus::Queued.as_str(), channel.as_str()],
        )
        .await?;
    rows.first().map_or(Ok(None), |row| row.get(0))
}

/// What was sent to a person, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_account(ledger: &Ledger, account: RecordId, limit: u32) -> Result<Vec<DeliveryRow>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT message, number, account, channel, status, changed FROM message_delivery
             WHERE city = $1 AND account = $2 ORDER BY changed DESC, message, number LIMIT $3",
            values![ledger.city(), account, limit],
        )
        .await?;
    rows.iter().map(DeliveryRow::read).collect()
}

/// What was sent for a region with all below, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_city(
    ledger: &Ledger,
    region: RegionCode,
    filter: SentFilter,
    limit: u32,
) -> Result<Vec<DeliveryRow>, Unavailable> {
    let (first, last) = region.ranges()[0];
    let mut values = values![ledger.city(), first, last];
    let mut sql = String::from(
        "SELECT message, number, account, channel, status, changed FROM message_delivery
         WHERE city = $1 AND region BETWEEN $2 AND $3",
    );
    let mut and = |column: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            sql.push_str(&format!(" AND {column} = ${}", values.len()));
        }
    };
    and("channel", filter.channel.map(|channel| channel.as_str().into()));
    and("status", filter.status.map(|status| status.as_str().into()));
    values.push(limit.into());
    sql.push_str(&format!(" ORDER BY changed DESC, message, number LIMIT ${}", values.len()));
    ledger.query(sql, values).await?.iter().map(DeliveryRow::read).collect()
}

/// How many texts of each channel stand how, for a region with all below, since a moment.
///
/// # Errors
/// When the store cannot be read.
pub async fn tally(ledger: &Ledger, region: RegionCode, since: Moment) -> Result<Vec<Tally>, Unavailable> {
    let (first, last) = region.ranges()[0];
    let rows = ledger
        .query(
            "SELECT channel, status, COUNT(*) FROM message_delivery
             WHERE city = $1 AND changed >= $2 AND region BETWEEN $3 AND $4 GROUP BY channel, status",
            values![ledger.city(), since, first, last],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Tally {
            channel: channel(row, 0)?,
            status: status(row, 1)?,
            count: row.get(2)?,
        })
    };
    rows.iter().map(read).collect()
}

impl Due {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            message: row.get(0)?,
            number: row.get(1)?,
        })
    }
}

impl DeliveryRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            message: row.get(0)?,
            number: row.get(1)?,
            account: row.get(2)?,
            channel: channel(row, 3)?,
            status: status(row, 4)?,
            changed: row.get(5)?,
        })
    }
}

fn channel(row: &Row, index: usize) -> Result<Channel, Unavailable> {
    let text: String = row.get(index)?;
    Channel::named(&text).ok_or_else(|| Unavailable(format!("an index row holds the unknown channel {text}")))
}

fn status(row: &Row, index: usize) -> Result<DeliveryStatus, Unavailable> {
    let text: String = row.get(index)?;
    DeliveryStatus::named(&text).ok_or_else(|| Unavailable(format!("an index row holds the unknown state {text}")))
}

//! Inboxes: one row a message, by audience; what somebody has read stands beside.

use calendar::Moment;
use identity::RecordId;
use ledger::{Ledger, Row, Rows, Statement, Table, Unavailable, Value, values};

use crate::record::{Audience, Message};

/// One row a message.
pub(super) const MESSAGE: Table = Table {
    name: "message",
    version: 1,
    create: "
        CREATE TABLE message (
            city BIGINT NOT NULL, audience TEXT NOT NULL, at BIGINT NOT NULL, message BYTEA NOT NULL, notice TEXT NOT NULL,
            application BYTEA, short TEXT NOT NULL, PRIMARY KEY (city, audience, at, message));
        CREATE INDEX message_short ON message (city, short);",
};

/// Unread messages beyond this number are counted as this many.
pub const UNREAD_COUNTED_MAX: u32 = 100;

/// So many of the newest messages are looked at to count the unread ones.
const UNREAD_LOOKED_AT_MAX: u32 = 500;

/// The hexadecimal digits of a message's identifier that stand in its short link.
const SHORT_DIGITS: usize = 12;

/// A message in an inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// Its record.
    pub message: RecordId,
    /// When it was told.
    pub at: Moment,
    /// Whether this reader has read it.
    pub is_read: bool,
}

/// Which part of an inbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InboxFilter {
    /// Only what has not been read.
    pub unread_only: bool,
    /// Only about this application.
    pub application: Option<RecordId>,
}

/// The part of a message's identifier that its short link shows.
#[must_use]
pub fn shortened(message: RecordId) -> String {
    message.to_string().chars().take(SHORT_DIGITS).collect()
}

pub(super) fn rows(id: RecordId, before: &Message, after: &Message, rows: &mut Rows) {
    let (None, Some(told)) = (&before.told, &after.told) else {
        return;
    };
    rows.execute(
        "INSERT INTO message (city, audience, at, message, notice, application, short) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            rows.city(),
            told.audience.to_string(),
            told.at,
            id,
            told.fact.kind.notice().map_or("safety", |notice| notice.as_str()),
            told.fact.about.as_ref().map(|about| about.application),
            shortened(id)
        ],
    );
}

/// An audience's messages as one of its members sees them, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn messages(
    ledger: &Ledger,
    audience: &Audience,
    reader: RecordId,
    filter: InboxFilter,
    (offset, limit): (u32, u32),
) -> Result<Vec<InboxRow>, Unavailable> {
    let mut values = values![reader, ledger.city(), audience.to_string()];
    let mut sql = String::from(
        "SELECT m.message, m.at, r.at FROM message m
         LEFT JOIN message_read r ON r.city = m.city AND r.account = $1 AND r.message = m.message
         WHERE m.city = $2 AND m.audience = $3",
    );
    filter.narrow(&mut sql, &mut values);
    values.extend([limit.into(), offset.into()]);
    let last = values.len();
    sql.push_str(&format!(" ORDER BY m.at DESC, m.message LIMIT ${} OFFSET ${last}", last - 1));
    ledger.query(sql, values).await?.iter().map(InboxRow::read).collect()
}

/// How many messages there are.
///
/// # Errors
/// When the store cannot be read.
pub async fn count(ledger: &Ledger, audience: &Audience, reader: RecordId, filter: InboxFilter) -> Result<u32, Unavailable> {
    let mut values = values![reader, ledger.city(), audience.to_string()];
    let mut sql = String::from(
        "SELECT COUNT(*) FROM message m LEFT JOIN message_read r ON r.city = m.city AND r.account = $1 AND r.message = m.message
         WHERE m.city = $2 AND m.audience = $3",
    );
    filter.narrow(&mut sql, &mut values);
    let rows = ledger.query(sql, values).await?;
    rows.first().map_or(Ok(0), |row| row.get(0))
}

/// How many of the newest messages this reader has not read, up to [`UNREAD_COUNTED_MAX`]: every page asks, and an inbox may
/// hold what years have brought.
///
/// # Errors
/// When the store cannot be read.
pub async fn unread(ledger: &Ledger, audience: &Audience, reader: RecordId) -> Result<u32, Unavailable> {
    let rows = ledger
        .query(
            "SELECT COUNT(*) FROM (SELECT 1 FROM (
                 SELECT city, message FROM message WHERE city = $1 AND audience = $2 ORDER BY at DESC, message DESC LIMIT $3) m
             WHERE NOT EXISTS (SELECT 1 FROM message_read r WHERE r.city = m.city AND r.account = $4 AND r.message = m.message)
             LIMIT $5) unread",
            values![
                ledger.city(),
                audience.to_string(),
                UNREAD_LOOKED_AT_MAX,
                reader,
                UNREAD_COUNTED_MAX
            ],
        )
        .await?;
    rows.first().map_or(Ok(0), |row| row.get(0))
}

/// The message of a short link.
///
/// # Errors
/// When the store cannot be read.
pub async fn one(ledger: &Ledger, short: &str) -> Result<Option<RecordId>, Unavailable> {
    let found = "SELECT message FROM message WHERE city = $1 AND short = $2 LIMIT 1";
    let rows = ledger.query(found, values![ledger.city(), short]).await?;
    rows.first().map(|row| row.get(0)).transpose()
}

/// This reader has read a message.
///
/// # Errors
/// When the store cannot be written.
pub async fn mark_read(ledger: &Ledger, reader: RecordId, message: RecordId) -> Result<(), Unavailable> {
    let mark = "INSERT INTO message_read (city, account, message, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let values = values![ledger.city(), reader, message, ledger.now()];
    ledger.side(vec![Statement::new(mark, values)]).await.map(|_| ())
}

/// This reader has read all of an inbox.
///
/// # Errors
/// When the store cannot be written.
pub async fn mark_all_read(ledger: &Ledger, audience: &Audience, reader: RecordId) -> Result<(), Unavailable> {
    let mark = "INSERT INTO message_read (city, account, message, at)
                SELECT m.city, $1, m.message, $2 FROM message m WHERE m.city = $3 AND m.audience = $4 ON CONFLICT DO NOTHING";
    let values = values![reader, ledger.now(), ledger.city(), audience.to_string()];
    ledger.side(vec![Statement::new(mark, values)]).await.map(|_| ())
}

impl InboxFilter {
    fn narrow(self, sql: &mut String, values: &mut Vec<Value>) {
        if self.unread_only {
            sql.push_str(" AND r.at IS NULL");
        }
        if let Some(application) = self.application {
            values.push(application.into());
            sql.push_str(&format!(" AND m.application = ${}", values.len()));
        }
    }
}

impl InboxRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            message: row.get(0)?,
            at: row.get(1)?,
            is_read: row.get::<Option<Moment>>(2)?.is_some(),
        })
    }
}

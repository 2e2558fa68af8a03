//! Index rows of messages, written with each command, and the queries on them: inboxes, and what is sent.

mod deliveries;
mod inbox;

use identity::RecordId;
use ledger::{Beside, Ledger, Rows, Stamp, Statement, Table, Unavailable, values};

use crate::record::Message;

pub use deliveries::{DeliveryRow, Due, SentFilter, Tally, due, handed_over, next_due, of_account, of_city, tally};
pub use inbox::{InboxFilter, InboxRow, count, mark_all_read, mark_read, messages, one, shortened, unread};

/// The index tables of messages.
pub static TABLES: &[Table] = &[inbox::MESSAGE, deliveries::DELIVERY];

/// The timer that tells what was foreseen.
pub const FORESEEN_TIMER: &str = "message";

/// What the room keeps outside the log: which messages somebody has read, and codes that were sent.
pub const SIDE: &[&str] = &["
    CREATE TABLE message_read (
        city BIGINT NOT NULL,
        account BYTEA NOT NULL,
        message BYTEA NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (city, account, message)
    );
    CREATE TABLE message_code (
        city BIGINT NOT NULL,
        subject BYTEA NOT NULL,
        digest BYTEA NOT NULL,
        expires BIGINT NOT NULL,
        guesses BIGINT NOT NULL,
        PRIMARY KEY (city, subject)
    );
    CREATE INDEX message_code_expires ON message_code (city, expires);
    CREATE TABLE message_throttle (
        city BIGINT NOT NULL,
        subject BYTEA NOT NULL,
        since BIGINT NOT NULL,
        attempts BIGINT NOT NULL,
        PRIMARY KEY (city, subject)
    );
    CREATE INDEX message_throttle_since ON message_throttle (city, since);"];

/// What the room keeps beside the log; codes and throttles stay where they are.
pub const BESIDE_THE_LOG: Beside = Beside {
    room: "messages",
    steps: SIDE,
    taken_out: &["message_read"],
};

/// Forgets every code that was sent: a city that was put back must not take one that was used since.
///
/// # Errors
/// When the ledger cannot write.
pub async fn forget_codes(ledger: &Ledger) -> Result<(), Unavailable> {
    let forget = Statement::new("DELETE FROM message_code WHERE city = $1", values![ledger.city()]);
    ledger.side(vec![forget]).await.map(|_| ())
}

/// What one command changes in the index tables.
pub(crate) fn rows(id: RecordId, before: &Message, after: &Message, _stamp: &Stamp, rows: &mut Rows) {
    inbox::rows(id, before, after, rows);
    deliveries::rows(id, before, after, rows);
    let at = |message: &Message| message.foreseen.as_ref().map(|foreseen| foreseen.at);
    if at(before) != at(after) {
        rows.timer(FORESEEN_TIMER, at(after));
    }
}

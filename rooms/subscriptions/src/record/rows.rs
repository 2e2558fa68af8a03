//! Every subscription, as lists and the reaction need it.

use identity::RecordId;
use ledger::{Rows, Table, values};

use super::state::Subscription;

pub(super) const TABLES: &[Table] = &[SUBSCRIPTION];

/// `since` is the position of the event that opened it: what happened before is not told.
const SUBSCRIPTION: Table = Table {
    name: "subscription",
    version: 1,
    create: "
        CREATE TABLE subscription (
            city BIGINT NOT NULL, since BIGINT NOT NULL, record BYTEA NOT NULL, standing TEXT NOT NULL,
            PRIMARY KEY (city, since));",
};

pub(super) fn write(id: RecordId, before: &Subscription, after: &Subscription, rows: &mut Rows) {
    if before.opened_at.is_none() {
        rows.execute(
            "INSERT INTO subscription (city, since, record, standing) VALUES ($1, $2, $3, $4)",
            values![rows.city(), rows.origin(), id, after.standing.as_str()],
        );
    } else if before.standing != after.standing {
        rows.execute(
            "UPDATE subscription SET standing = $1 WHERE city = $2 AND since = $3",
            values![after.standing.as_str(), rows.city(), rows.origin()],
        );
    }
}

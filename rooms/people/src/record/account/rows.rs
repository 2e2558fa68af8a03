//! The index of accounts: who holds which post. No row holds a name.

use identity::RecordId;
use ledger::{Rows, Table, values};

use super::AccountState;

pub(super) const TABLES: &[Table] = &[Table {
    name: "people_post_holder",
    version: 1,
    create: "
        CREATE TABLE people_post_holder (
            city BIGINT NOT NULL,
            organ TEXT NOT NULL,
            post TEXT NOT NULL,
            account BYTEA NOT NULL,
            since BIGINT NOT NULL,
            PRIMARY KEY (city, organ, post, account)
        );
        CREATE INDEX people_post_holder_account ON people_post_holder (city, account);",
}];

pub(super) fn write(account: RecordId, before: &AccountState, after: &AccountState, rows: &mut Rows) {
    for (post, held) in before.posts() {
        if !after.holds(post) {
            rows.execute(
                "DELETE FROM people_post_holder WHERE city = $1 AND organ = $2 AND post = $3 AND account = $4",
                values![rows.city(), held.organ.as_str(), post.as_str(), account],
            );
        }
    }
    for (post, held) in after.posts() {
        if !before.holds(post) {
            rows.execute(
                "INSERT INTO people_post_holder (city, organ, post, account, since) VALUES ($1, $2, $3, $4, $5)",
                values![rows.city(), held.organ.as_str(), post.as_str(), account, held.since],
            );
        }
    }
}

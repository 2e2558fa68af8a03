//! The index of accounts: who holds which post. No row holds a name.

use identity::RecordId;
use ledger::{Rows, Table, values};

use super::AccountState;

pub(super) const TABLES: &[Table] = &[HOLDER, ABSENCE];

const HOLDER: Table = Table {
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
};

/// Who is away when, and who stands in.
const ABSENCE: Table = Table {
    name: "people_absence",
    version: 2,
    create: "
        CREATE TABLE people_absence (
            city BIGINT NOT NULL,
            account BYTEA NOT NULL,
            number BIGINT NOT NULL,
            organ TEXT NOT NULL,
            first_day BIGINT NOT NULL,
            last_day BIGINT NOT NULL,
            deputy BYTEA,
            declared_by BYTEA,
            PRIMARY KEY (city, account, number)
        );
        CREATE INDEX people_absence_organ ON people_absence (city, organ, last_day);
        CREATE INDEX people_absence_deputy ON people_absence (city, deputy, last_day);",
};

pub(super) fn write(account: RecordId, before: &AccountState, after: &AccountState, rows: &mut Rows) {
    for (post, held) in before.posts() {
        if !after.holds(post) {
            rows.execute(
                "DELETE FROM people_post_holder WHERE city = $1 AND organ = $2 AND post = $3 AND account = $4",
                values![rows.city(), held.organ.as_str(), post.as_str(), account],
            );
        }
    }
    absences(account, before, after, rows);
    for (post, held) in after.posts() {
        if !before.holds(post) {
            rows.execute(
                "INSERT INTO people_post_holder (city, organ, post, account, since) VALUES ($1, $2, $3, $4, $5)",
                values![rows.city(), held.organ.as_str(), post.as_str(), account, held.since],
            );
        }
    }
}

fn absences(account: RecordId, before: &AccountState, after: &AccountState, rows: &mut Rows) {
    for gone in before.absences().iter().filter(|absence| !after.absences().contains(absence)) {
        rows.execute(
            "DELETE FROM people_absence WHERE city = $1 AND account = $2 AND number = $3",
            values![rows.city(), account, gone.number],
        );
    }
    for new in after.absences().iter().filter(|absence| !before.absences().contains(absence)) {
        rows.execute(
            "INSERT INTO people_absence (city, account, number, organ, first_day, last_day, deputy, declared_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                rows.city(),
                account,
                new.number,
                new.organ.as_str(),
                new.from,
                new.until,
                new.deputy,
                new.declared_by
            ],
        );
    }
}

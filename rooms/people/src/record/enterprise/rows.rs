//! The index of enterprises: who may act for which, and until when; and what they are called.

use identity::RecordId;
use ledger::{Rows, Table, values};

use super::EnterpriseState;

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "people_enterprise_member",
        version: 1,
        create: "
        CREATE TABLE people_enterprise_member (
            city BIGINT NOT NULL,
            account BYTEA NOT NULL,
            enterprise BYTEA NOT NULL,
            first_day BIGINT NOT NULL,
            last_day BIGINT NOT NULL,
            PRIMARY KEY (city, account, enterprise, first_day)
        );
        CREATE INDEX people_enterprise_member_enterprise ON people_enterprise_member (city, enterprise);",
    },
    Table {
        name: "people_enterprise",
        version: 1,
        create: "
        CREATE TABLE people_enterprise (
            city BIGINT NOT NULL, enterprise BYTEA NOT NULL, name TEXT NOT NULL, PRIMARY KEY (city, enterprise));",
    },
    // A name from each of its characters on: whatever stands somewhere in it begins one of these, and is found by the index.
    Table {
        name: "people_enterprise_name",
        version: 1,
        create: "
        CREATE TABLE people_enterprise_name (
            city BIGINT NOT NULL, tail TEXT NOT NULL, enterprise BYTEA NOT NULL, PRIMARY KEY (city, tail, enterprise));",
    },
];

/// The legal representative's days have no bounds.
const ALWAYS: (i32, i32) = (i32::MIN, i32::MAX);

pub(super) fn write(enterprise: RecordId, before: &EnterpriseState, after: &EnterpriseState, rows: &mut Rows) {
    let (old, new) = (members(before), members(after));
    for (account, first, _) in old.iter().filter(|member| !new.contains(member)) {
        rows.execute(
            "DELETE FROM people_enterprise_member WHERE city = $1 AND account = $2 AND enterprise = $3 AND first_day = $4",
            values![rows.city(), *account, enterprise, *first],
        );
    }
    for (account, first, last) in new.iter().filter(|member| !old.contains(member)) {
        rows.execute(
            "INSERT INTO people_enterprise_member (city, account, enterprise, first_day, last_day) VALUES ($1, $2, $3, $4, $5)",
            values![rows.city(), *account, enterprise, *first, *last],
        );
    }
    if before.name() != after.name() {
        rows.execute(
            "INSERT INTO people_enterprise (city, enterprise, name) VALUES ($1, $2, $3)
             ON CONFLICT (city, enterprise) DO UPDATE SET name = excluded.name",
            values![rows.city(), enterprise, after.name()],
        );
        for tail in tails(before.name()) {
            rows.execute(
                "DELETE FROM people_enterprise_name WHERE city = $1 AND tail = $2 AND enterprise = $3",
                values![rows.city(), tail, enterprise],
            );
        }
        for tail in tails(after.name()) {
            rows.execute(
                "INSERT INTO people_enterprise_name (city, tail, enterprise) VALUES ($1, $2, $3)",
                values![rows.city(), tail, enterprise],
            );
        }
    }
}

fn tails(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices().map(|(place, _)| &name[place..])
}

fn members(state: &EnterpriseState) -> Vec<(RecordId, i32, i32)> {
    let representative = state.representative().map(|account| (account, ALWAYS.0, ALWAYS.1));
    let agents = state.mandates().iter().filter(|mandate| mandate.revoked.is_none());
    representative
        .into_iter()
        .chain(agents.map(|mandate| (mandate.agent, mandate.from.0, mandate.until.0)))
        .collect()
}

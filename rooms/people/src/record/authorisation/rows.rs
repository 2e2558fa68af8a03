//! The index of authorisations: by who may act, and by whose they are. No row holds a name.

use authority::Party;
use identity::RecordId;
use ledger::{Rows, Table, values};

use super::AuthorisationState;

pub(super) const TABLES: &[Table] = &[Table {
    name: "people_authorisation",
    version: 1,
    create: "
        CREATE TABLE people_authorisation (
            city BIGINT NOT NULL,
            holder BYTEA NOT NULL,
            authorisation BYTEA NOT NULL,
            party BYTEA NOT NULL,
            organ TEXT NOT NULL,
            first_day BIGINT NOT NULL,
            last_day BIGINT NOT NULL,
            visit BIGINT NOT NULL,
            given BIGINT NOT NULL,
            ended BIGINT,
            PRIMARY KEY (city, holder, authorisation)
        );
        CREATE INDEX people_authorisation_party ON people_authorisation (city, party, given);",
}];

pub(super) fn write(authorisation: RecordId, before: &AuthorisationState, after: &AuthorisationState, rows: &mut Rows) {
    let Some(given) = &after.given else { return };
    if before.given.is_none() {
        rows.execute(
            "INSERT INTO people_authorisation (city, holder, authorisation, party, organ, first_day, last_day, visit, given, ended)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values![
                rows.city(),
                given.holder,
                authorisation,
                party_id(given.party),
                given.organ.as_str(),
                given.from,
                given.until,
                given.is_visit(),
                given.at,
                after.ended
            ],
        );
    } else if before.ended != after.ended {
        rows.execute(
            "UPDATE people_authorisation SET ended = $1 WHERE city = $2 AND holder = $3 AND authorisation = $4",
            values![after.ended, rows.city(), given.holder, authorisation],
        );
    }
}

/// The record behind a party; persons' and enterprises' identifiers never coincide.
pub(crate) fn party_id(party: Party) -> RecordId {
    match party {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}

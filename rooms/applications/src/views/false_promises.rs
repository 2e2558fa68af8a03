//! Who promised falsely, and until when they may use no promise again.

use authority::Party;
use calendar::Day;
use identity::RecordId;
use ledger::{Ledger, Rows, Table, Unavailable, values};

use crate::record::Application;

/// One row for each promise that was found false.
pub(super) const FALSE_PROMISE: Table = Table {
    name: "false_promise",
    version: 1,
    create: "
        CREATE TABLE false_promise (
            city BIGINT NOT NULL, applicant BYTEA NOT NULL, application BYTEA NOT NULL, material TEXT NOT NULL,
            barred_until BIGINT NOT NULL, PRIMARY KEY (city, applicant, application, material));",
};

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    let Some(filing) = &after.filing else { return };
    let found_false = after.promises.iter().filter(|promised| promised.is_false());
    for promised in found_false {
        let known = before
            .promised(&promised.material)
            .is_some_and(crate::record::proof::Promised::is_false);
        if let Some(until) = promised.barred_until.filter(|_| !known) {
            rows.execute(
                "INSERT INTO false_promise (city, applicant, application, material, barred_until) VALUES ($1, $2, $3, $4, $5)",
                values![rows.city(), of(filing.applicant), id, promised.material.as_str(), until],
            );
        }
    }
}

fn of(party: Party) -> RecordId {
    match party {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}

/// Through which day false promises bar an applicant from promising again; none where nothing bars them.
///
/// # Errors
/// When the store cannot be read.
pub async fn barred_until(ledger: &Ledger, party: Party) -> Result<Option<Day>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT MAX(barred_until) FROM false_promise WHERE city = $1 AND applicant = $2",
            values![ledger.city(), of(party)],
        )
        .await?;
    match rows.first() {
        Some(row) => row.get(0),
        None => Ok(None),
    }
}

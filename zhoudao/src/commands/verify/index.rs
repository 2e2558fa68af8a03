//! Every row of the index tables against the events from which it follows.

use std::collections::BTreeSet;

use administration::record::Releases;
use almanac::record::Days;
use applications::record::Applications;
use ledger::{Difference, Ledger, Record, Unavailable};
use messages::record::Messages;
use oversight::record::{ExportRecord, Inquiries};
use people::{Account, Authorisation, Enterprise, Service};
use privacy::record::DataRequests;
use projects::record::Project;
use subscriptions::record::{Disclosures, Subscriptions};

use super::FINDINGS_SHOWN_MAX;

/// How the rows of a kind of record are compared.
type Comparing = fn(&Ledger) -> Result<Vec<Difference>, Unavailable>;

/// Every kind of record that the rooms keep, room by room.
const ROOMS: &[(&[&str], Comparing)] = &[
    (&[Account::KIND], compare::<Account>),
    (&[Enterprise::KIND], compare::<Enterprise>),
    (&[Authorisation::KIND], compare::<Authorisation>),
    (&[Service::KIND], compare::<Service>),
    (&[Project::KIND], compare::<Project>),
    (&[Applications::KIND], compare::<Applications>),
    (&[Days::KIND], compare::<Days>),
    (&[Messages::KIND], compare::<Messages>),
    (&[Inquiries::KIND], compare::<Inquiries>),
    (&[ExportRecord::KIND], compare::<ExportRecord>),
    (&[Releases::KIND], compare::<Releases>),
    (&[DataRequests::KIND], compare::<DataRequests>),
    (&[Subscriptions::KIND], compare::<Subscriptions>),
    (&[Disclosures::KIND], compare::<Disclosures>),
    (&review::KINDS, review::differences),
    (&counter::KINDS, counter::differences),
];

fn compare<R: Record>(ledger: &Ledger) -> Result<Vec<Difference>, Unavailable> {
    ledger.verify_fold::<R>()
}

/// Says which rows are not what the log says, table by table, and whether all are.
pub(super) fn said(ledger: &Ledger) -> anyhow::Result<bool> {
    let mut wrong = 0;
    for (kinds, differences) in ROOMS {
        let kinds = kinds.join(", ");
        let differences =
            differences(ledger).map_err(|error| anyhow::anyhow!("the index tables of {kinds} cannot be compared: {error}"))?;
        for difference in differences.iter().take(FINDINGS_SHOWN_MAX) {
            println!("{}", sentence(difference));
        }
        wrong += differences.len();
    }
    let known: BTreeSet<&str> = ROOMS.iter().flat_map(|(kinds, _)| kinds.iter().copied()).collect();
    let kinds = ledger.query_blocking("SELECT DISTINCT kind FROM record ORDER BY kind", Vec::new())?;
    for row in &kinds {
        let kind: String = row.get(0)?;
        if kind != ledger::OWN_KIND && !known.contains(kind.as_str()) {
            println!("records of the kind {kind}: this program knows no such kind, and cannot compare their rows");
            wrong += 1;
        }
    }
    if wrong > 0 {
        println!("{wrong} rows of the index tables are not what the log says; the log is what counts");
        return Ok(false);
    }
    println!("the index tables of {} kinds of record are what the log says", kinds.len());
    Ok(true)
}

fn sentence(difference: &Difference) -> String {
    let Difference { table, row, is_live } = difference;
    match is_live {
        true => format!("table {table}: the row {row} was put there or altered; no event accounts for it"),
        false => format!("table {table}: the row {row} is missing or was altered; the log accounts for it"),
    }
}

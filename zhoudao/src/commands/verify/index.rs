//! Every row of the index tables against the events from which it follows.

use std::collections::BTreeSet;

use ledger::{Difference, Ledger};

use super::FINDINGS_SHOWN_MAX;
use crate::counted::counted;
use crate::kinds;

/// Says which rows are not what the log says, table by table, and whether all are.
pub(super) fn said(ledger: &Ledger) -> anyhow::Result<bool> {
    let mut wrong = 0;
    for compared in kinds::ALL {
        let differences = compared.differences(ledger)?;
        for difference in differences.iter().take(FINDINGS_SHOWN_MAX) {
            println!("{}", sentence(difference));
        }
        wrong += differences.len() as u64;
    }
    let known: BTreeSet<&str> = kinds::ALL.iter().flat_map(|compared| compared.kinds).copied().collect();
    let kinds = ledger.query_blocking("SELECT DISTINCT kind FROM record ORDER BY kind", Vec::new())?;
    for row in &kinds {
        let kind: String = row.get(0)?;
        if kind != ledger::OWN_KIND && !known.contains(kind.as_str()) {
            println!("records of the kind {kind}: this program knows no such kind, and cannot compare their rows");
            wrong += 1;
        }
    }
    if wrong > 0 {
        let rows = counted(wrong, "row of the index tables is", "rows of the index tables are");
        println!("{rows} not what the log says; the log is what counts");
        return Ok(false);
    }
    let kinds = counted(kinds.len() as u64, "kind of record is", "kinds of record are");
    println!("the index tables: {kinds} what the log says");
    Ok(true)
}

fn sentence(difference: &Difference) -> String {
    let Difference { table, row, is_live } = difference;
    match is_live {
        true => format!("table {table}: the row {row} was put there or altered; no event accounts for it"),
        false => format!("table {table}: the row {row} is missing or was altered; the log accounts for it"),
    }
}

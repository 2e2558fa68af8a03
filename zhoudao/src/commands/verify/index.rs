//! Every row of the index tables against the events from which it follows, and the text of the city's rules against their digest.

use std::collections::BTreeSet;

use ledger::{Difference, Ledger, values};

use super::FINDINGS_SHOWN_MAX;
use crate::counted::counted;
use crate::kinds;

/// What comparing the index tables has led to.
pub(super) struct CheckedIndex {
    /// How many kinds of record there are.
    pub(super) kinds: u64,
    /// What is wrong, a sentence a row.
    pub(super) findings: Vec<String>,
}

/// Compares all rows, table by table.
pub(super) fn checked(ledger: &Ledger, releases: &BTreeSet<String>) -> anyhow::Result<CheckedIndex> {
    let altered = catalogue::altered_releases(ledger)?;
    let mut findings: Vec<String> = altered
        .iter()
        .map(|release| {
            let (number, digest) = (release.number, &release.digest);
            format!("table release: the rules of release {number} are not those that came into force as {digest}")
        })
        .collect();
    findings.extend(missing_releases(ledger, releases)?);
    for compared in kinds::ALL {
        findings.extend(compared.differences(ledger)?.iter().map(sentence));
    }
    let known: BTreeSet<&str> = kinds::ALL.iter().flat_map(|compared| compared.kinds).copied().collect();
    let kinds = ledger.query_blocking("SELECT DISTINCT kind FROM record ORDER BY kind", Vec::new())?;
    for row in &kinds {
        let kind: String = row.get(0)?;
        if kind != ledger::OWN_KIND && !known.contains(kind.as_str()) {
            findings.push(format!(
                "records of the kind {kind}: this program knows no such kind, and cannot compare their rows"
            ));
        }
    }
    Ok(CheckedIndex {
        kinds: kinds.len() as u64,
        findings,
    })
}

impl CheckedIndex {
    /// Says which rows are not what the log says, and whether all are.
    pub(super) fn said(&self) -> bool {
        for finding in self.findings.iter().take(FINDINGS_SHOWN_MAX) {
            println!("{finding}");
        }
        let is_in_order = self.findings.is_empty();
        if is_in_order {
            let kinds = counted(self.kinds, "kind of record is", "kinds of record are");
            println!("the index tables: {kinds} what the log says");
        } else {
            let wrong = self.findings.len() as u64;
            let rows = counted(wrong, "row of the index tables is", "rows of the index tables are");
            println!("{rows} not what the log says; the log is what counts");
        }
        is_in_order
    }
}

/// The releases that events name and that are not there.
fn missing_releases(ledger: &Ledger, named: &BTreeSet<String>) -> anyhow::Result<Vec<String>> {
    let kept = ledger.query_blocking("SELECT digest FROM release WHERE city = $1", values![ledger.city()])?;
    let kept = kept.iter().map(|row| row.get(0)).collect::<Result<BTreeSet<String>, _>>()?;
    let missing = named.difference(&kept);
    Ok(missing
        .map(|digest| format!("table release: the rules {digest} are not there, and events were decided by them"))
        .collect())
}

fn sentence(difference: &Difference) -> String {
    let Difference { table, row, is_live } = difference;
    match is_live {
        true => format!("table {table}: the row {row} was put there or altered; no event accounts for it"),
        false => format!("table {table}: the row {row} is missing or was altered; the log accounts for it"),
    }
}

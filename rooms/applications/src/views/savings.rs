//! What issuing together saved: for each application behind a gate the lengths from which baseline and ours are reckoned.

use calendar::Day;
use identity::{RecordId, RegionCode};
use ledger::{Ledger, Row, Rows, Table, Unavailable, values};
use procedure::plan::Lengths;

use super::asking::Asking;
use crate::record::Application;
use crate::record::state::Status;

/// One row for each application with a gate.
pub(super) const SAVING: Table = Table {
    name: "saving",
    version: 1,
    create: "
        CREATE TABLE saving (
            city BIGINT NOT NULL, county BIGINT NOT NULL, submitted BIGINT NOT NULL, number TEXT NOT NULL, record BYTEA NOT NULL,
            title TEXT NOT NULL, matter TEXT NOT NULL, formal BIGINT NOT NULL, before BIGINT NOT NULL, behind BIGINT NOT NULL,
            gate TEXT NOT NULL, opened BIGINT, status TEXT NOT NULL, ended BIGINT, PRIMARY KEY (city, county, submitted, number));",
};

/// An application with a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavingRow {
    /// Its record.
    pub record: RecordId,
    /// Its number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Its matter.
    pub matter: String,
    /// Where.
    pub county: RegionCode,
    /// The day of its submission.
    pub submitted: Day,
    /// The lengths of its plan.
    pub lengths: Lengths,
    /// Its gate.
    pub gate: String,
    /// The day on which the gate opened.
    pub opened: Option<Day>,
    /// Where it stands.
    pub status: Status,
    /// The day of its end.
    pub ended: Option<Day>,
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, rows: &mut Rows) {
    let (Some(filing), Some(plan), Some(gate)) = (&after.filing, &after.plan, after.gates.first()) else {
        return;
    };
    let is_new = before.gates.is_empty();
    let county = filing.region.county();
    if is_new || before.plan_version != after.plan_version {
        let lengths = Lengths::of(plan);
        rows.execute(
            "INSERT INTO saving (city, county, submitted, number, record, title, matter, formal, before, behind, gate, opened, status, ended)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
             ON CONFLICT (city, county, submitted, number) DO UPDATE SET
                 formal = excluded.formal, before = excluded.before, behind = excluded.behind, status = excluded.status, ended = excluded.ended",
            values![
                rows.city(),
                county,
                filing.day,
                filing.number.to_string(),
                id,
                &filing.title,
                plan.matter.as_str(),
                lengths.formal,
                lengths.before,
                lengths.behind,
                gate.gate.as_str(),
                gate.opened_on,
                after.status.as_str(),
                after.ended_on
            ],
        );
        return;
    }
    let known = before.gates.first().and_then(|gate| gate.opened_on);
    if (known, before.status) != (gate.opened_on, after.status) {
        rows.execute(
            "UPDATE saving SET opened = $1, status = $2, ended = $3 WHERE city = $4 AND county = $5 AND submitted = $6 AND number = $7",
            values![
                gate.opened_on,
                after.status.as_str(),
                after.ended_on,
                rows.city(),
                county,
                filing.day,
                filing.number.to_string()
            ],
        );
    }
}

/// The applications with a gate of some counties, the newest first; those withdrawn or terminated saved nothing.
///
/// # Errors
/// When the store cannot be read.
pub async fn savings(ledger: &Ledger, counties: &[RegionCode], limit: u32) -> Result<Vec<SavingRow>, Unavailable> {
    let mut asking = Asking {
        values: values![ledger.city(), limit],
    };
    let mut parts = Vec::new();
    for county in counties {
        let county = asking.add(*county);
        parts.push(format!(
            "SELECT * FROM (SELECT record, number, title, matter, county, submitted, formal, before, behind, gate, opened, status, ended FROM saving
             WHERE city = $1 AND county = {county} AND status IN ('in_progress', 'finished') ORDER BY submitted DESC, number DESC LIMIT $2) AS part"
        ));
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT * FROM ({}) AS parts ORDER BY submitted DESC, number DESC LIMIT $2",
        parts.join(" UNION ALL ")
    );
    let asked = asking.asked(&sql);
    let rows = ledger.query(asked.sql, asked.values).await?;
    rows.iter().map(SavingRow::read).collect()
}

impl SavingRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            record: row.get(0)?,
            number: row.get(1)?,
            title: row.get(2)?,
            matter: row.get(3)?,
            county: row.get(4)?,
            submitted: row.get(5)?,
            lengths: Lengths {
                formal: row.get(6)?,
                before: row.get(7)?,
                behind: row.get(8)?,
            },
            gate: row.get(9)?,
            opened: row.get(10)?,
            status: Status::from_text(&row.get::<String>(11)?),
            ended: row.get(12)?,
        })
    }
}

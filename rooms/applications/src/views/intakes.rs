//! One row for each application that a window took in: the day's list of the window.

use calendar::Day;
use identity::{OrganId, RecordId};
use ledger::{Ledger, Row, Rows, Stamp, Table, Unavailable, values};

use super::filings::containing;
use crate::record::Application;
use crate::record::state::Status;

/// One row an intake.
pub(super) const INTAKE: Table = Table {
    name: "intake",
    version: 1,
    create: "
        CREATE TABLE intake (
            city BIGINT NOT NULL, organ TEXT NOT NULL, day BIGINT NOT NULL, at BIGINT NOT NULL, application BYTEA NOT NULL,
            clerk TEXT NOT NULL, PRIMARY KEY (city, organ, day, at, application));",
};

/// An intake in the list of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeRow {
    /// The application.
    pub application: RecordId,
    /// Its number, as written.
    pub number: String,
    /// The matter's id.
    pub matter: String,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// The account of the clerk.
    pub clerk: String,
    /// When it was taken in.
    pub at: calendar::Moment,
}

/// How much a window took in on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IntakeCounts {
    /// By the whole window.
    pub all: usize,
    /// By one clerk.
    pub own: usize,
}

pub(super) fn rows(id: RecordId, before: &Application, after: &Application, stamp: &Stamp, rows: &mut Rows) {
    let Some(filing) = after.filing.as_ref().filter(|_| before.filing.is_none()) else {
        return;
    };
    if let Some(organ) = filing.entrance.window() {
        rows.execute(
            "INSERT INTO intake (city, organ, day, at, application, clerk) VALUES ($1, $2, $3, $4, $5, $6)",
            values![
                rows.city(),
                organ.as_str(),
                filing.at.day(),
                filing.at,
                id,
                stamp.actor.as_str()
            ],
        );
    }
}

/// What a window took in on the days from `first` to `last`, the newest first, whose title or number contains a text.
///
/// # Errors
/// When the store cannot be read.
pub async fn intakes(
    ledger: &Ledger,
    organ: &OrganId,
    days: (Day, Day),
    text: &str,
    limit: u32,
) -> Result<Vec<IntakeRow>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT a.record, a.number, a.matter, a.title, a.status, i.clerk, i.at
             FROM intake i JOIN application a ON a.city = i.city AND a.record = i.application
             WHERE i.city = $1 AND i.organ = $2 AND i.day BETWEEN $3 AND $4
               AND (a.title LIKE $5 ESCAPE '\\' OR a.number LIKE $5 ESCAPE '\\')
             ORDER BY i.day DESC, i.at DESC LIMIT $6",
            values![ledger.city(), organ.as_str(), days.0, days.1, containing(text), limit],
        )
        .await?;
    rows.iter().map(IntakeRow::read).collect()
}

/// How much a window took in on a day, and how much of it a clerk.
///
/// # Errors
/// When the store cannot be read.
pub async fn intake_counts(ledger: &Ledger, organ: &OrganId, day: Day, clerk: RecordId) -> Result<IntakeCounts, Unavailable> {
    let rows = ledger
        .query(
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN clerk = $1 THEN 1 ELSE 0 END), 0) FROM intake
             WHERE city = $2 AND organ = $3 AND day = $4",
            values![clerk.to_string(), ledger.city(), organ.as_str(), day],
        )
        .await?;
    rows.first().map_or(Ok(IntakeCounts::default()), |row| {
        Ok(IntakeCounts {
            all: row.get(0)?,
            own: row.get(1)?,
        })
    })
}

impl IntakeRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            application: row.get(0)?,
            number: row.get(1)?,
            matter: row.get(2)?,
            title: row.get(3)?,
            status: Status::from_text(&row.get::<String>(4)?),
            clerk: row.get(5)?,
            at: row.get(6)?,
        })
    }
}

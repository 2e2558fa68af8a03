//! What lies in whose hands: tasks per person, by how they stand with their time.

use applications::views::TaskStatus;
use calendar::Day;
use identity::{OrganId, RecordId};
use ledger::{Ledger, Row, Unavailable, values};

/// What one person has, or what nobody has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// Who; none for what has not been claimed.
    pub(crate) holder: Option<RecordId>,
    /// Past their day.
    pub(crate) late: u32,
    /// Due today or on the next working day.
    pub(crate) soon: u32,
    /// With more time.
    pub(crate) in_time: u32,
    /// Waiting for the applicant.
    pub(crate) waiting: u32,
}

impl Load {
    /// All of them.
    pub(crate) fn all(&self) -> u32 {
        self.late + self.soon + self.in_time + self.waiting
    }

    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            holder: row.get(0)?,
            late: row.get(1)?,
            soon: row.get(2)?,
            in_time: row.get(3)?,
            waiting: row.get(4)?,
        })
    }
}

/// The tasks of an organ's handlers, counted for each.
pub(crate) async fn loads(ledger: &Ledger, organ: &OrganId, today: Day, soon: Day) -> Result<Vec<Load>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT holder, COUNT(CASE WHEN status = $1 AND due < $2 THEN 1 END),
                    COUNT(CASE WHEN status = $1 AND due >= $2 AND due <= $3 THEN 1 END),
                    COUNT(CASE WHEN status = $1 AND due > $3 THEN 1 END), COUNT(CASE WHEN status = $4 THEN 1 END)
             FROM task WHERE city = $5 AND organ = $6 AND (status = $1 OR status = $4) AND (duty = 'handle' OR holder IS NOT NULL)
             GROUP BY holder",
            values![
                TaskStatus::Open.as_str(),
                today,
                soon,
                TaskStatus::WaitsForApplicant.as_str(),
                ledger.city(),
                organ.as_str()
            ],
        )
        .await?;
    rows.iter().map(Load::read).collect()
}

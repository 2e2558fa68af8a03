//! What lies in whose hands: every task of an organ once, by how it stands with its time.

use applications::views::TaskStatus;
use calendar::Day;
use identity::{OrganId, RecordId};
use ledger::{Ledger, Row, Unavailable, values};

/// In whose hands tasks lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hands {
    /// Somebody has claimed them, and answers for them also while they are checked and signed.
    Of(RecordId),
    /// Nobody has claimed them.
    #[default]
    Nobody,
    /// They are decided by whoever checks or signs, and claimed by nobody.
    Deciders,
}

/// What lies in the same hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// Whose.
    pub(crate) hands: Hands,
    /// Past their day.
    pub(crate) late: u32,
    /// Short of time: yellow.
    pub(crate) soon: u32,
    /// With more time.
    pub(crate) in_time: u32,
    /// Waiting for the applicant.
    pub(crate) waiting: u32,
    /// Standing still on a special procedure.
    pub(crate) special: u32,
    /// Everything else, for which no clock runs: public notices, gates, proposals, applications for recusal.
    pub(crate) others: u32,
}

impl Load {
    /// All of them.
    pub(crate) fn all(&self) -> u32 {
        self.late + self.soon + self.in_time + self.waiting + self.special + self.others
    }

    fn read(row: &Row) -> Result<Self, Unavailable> {
        let holder: Option<RecordId> = row.get(0)?;
        let is_handled: bool = row.get(1)?;
        Ok(Self {
            hands: match (holder, is_handled) {
                (Some(holder), _) => Hands::Of(holder),
                (None, true) => Hands::Nobody,
                (None, false) => Hands::Deciders,
            },
            late: row.get(2)?,
            soon: row.get(3)?,
            in_time: row.get(4)?,
            waiting: row.get(5)?,
            special: row.get(6)?,
            others: row.get(7)?,
        })
    }
}

/// The tasks of an organ, counted by hands.
pub(crate) async fn loads(ledger: &Ledger, organ: &OrganId, today: Day) -> Result<Vec<Load>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT holder, holder IS NOT NULL OR duty = 'handle',
                    COUNT(CASE WHEN status = $1 AND due < $2 THEN 1 END),
                    COUNT(CASE WHEN status = $1 AND due >= $2 AND short <= $2 THEN 1 END),
                    COUNT(CASE WHEN status = $1 AND due >= $2 AND short > $2 THEN 1 END),
                    COUNT(CASE WHEN status = $3 THEN 1 END), COUNT(CASE WHEN status = $4 THEN 1 END),
                    COUNT(CASE WHEN status NOT IN ($1, $3, $4) THEN 1 END)
             FROM task WHERE city = $5 AND organ = $6 GROUP BY 1, 2",
            values![
                TaskStatus::Open.as_str(),
                today,
                TaskStatus::WaitsForApplicant.as_str(),
                TaskStatus::SpecialProcedure.as_str(),
                ledger.city(),
                organ.as_str()
            ],
        )
        .await?;
    rows.iter().map(Load::read).collect()
}

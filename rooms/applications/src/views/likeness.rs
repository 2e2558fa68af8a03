//! How long applications of a matter took that have ended: what an honest waiting sentence is read from.

use calendar::Day;
use ledger::{Ledger, Unavailable, values};

/// The newest so many are looked at: enough for a percentile, and never more than a page shows in time.
pub const LOOKED_AT_MAX: u32 = 1_000;

/// An application that has been finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The day of its submission.
    pub submitted: Day,
    /// The day of its end.
    pub ended: Day,
    /// What applications with the same items share.
    pub alike: String,
}

/// The finished applications of a matter that ended on or after a day, the newest first, at most [`LOOKED_AT_MAX`].
///
/// # Errors
/// When the store cannot be read.
pub async fn finished(ledger: &Ledger, matter: &str, since: Day) -> Result<Vec<Finished>, Unavailable> {
    let sql = "SELECT submitted, ended, alike FROM overview
               WHERE city = $1 AND matter = $2 AND ended IS NOT NULL AND ended >= $3 AND status = 'finished' ORDER BY ended DESC LIMIT $4";
    let rows = ledger
        .query(sql, values![ledger.city(), matter, since, LOOKED_AT_MAX])
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Finished {
                submitted: row.get(0)?,
                ended: row.get(1)?,
                alike: row.get(2)?,
            })
        })
        .collect()
}

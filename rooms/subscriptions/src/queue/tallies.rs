//! How much is on its way.

use std::collections::BTreeMap;

use calendar::Moment;
use identity::RecordId;
use ledger::{Ledger, Unavailable, values};

use super::Status;

/// How much is on its way to a receiver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Events that wait.
    pub waiting: u64,
    /// Events that are parked.
    pub parked: u64,
    /// When the oldest of both happened.
    pub oldest: Option<Moment>,
}

/// Of every receiver to which something is on its way.
///
/// # Errors
/// When the store cannot be read.
pub async fn tallies(ledger: &Ledger) -> Result<BTreeMap<RecordId, Tally>, Unavailable> {
    let counted = "SELECT subscription, status, count(*), min(happened) FROM subscription_delivery
         WHERE city = $1 AND status IN ('waiting', 'parked') GROUP BY subscription, status";
    let mut tallies: BTreeMap<RecordId, Tally> = BTreeMap::new();
    for row in ledger.query(counted, values![ledger.city()]).await? {
        let tally = tallies.entry(row.get(0)?).or_default();
        let (count, oldest): (u64, Moment) = (row.get(2)?, row.get(3)?);
        if row.get::<String>(1)? == Status::Parked.as_str() {
            tally.parked = count;
        } else {
            tally.waiting = count;
        }
        tally.oldest = Some(tally.oldest.map_or(oldest, |other| other.min(oldest)));
    }
    Ok(tallies)
}

/// Of one.
///
/// # Errors
/// When the store cannot be read.
pub async fn tally(ledger: &Ledger, subscription: RecordId) -> Result<Tally, Unavailable> {
    Ok(tallies(ledger).await?.remove(&subscription).unwrap_or_default())
}

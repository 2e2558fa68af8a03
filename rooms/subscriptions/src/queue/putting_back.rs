//! The queue of a city whose log was put back to an earlier position.

use identity::RecordId;
use ledger::{Ledger, Statement, Unavailable, values};

use crate::record::{SubscriptionEvent, Subscriptions};

/// Puts the queue back with the log: events behind the position have never happened, and what was let be since then goes again. What
/// a receiver has, it has.
///
/// # Errors
/// When the ledger cannot write.
pub async fn put_back(ledger: &Ledger, position: u64) -> Result<(), Unavailable> {
    let never_happened = Statement::new(
        "DELETE FROM subscription_delivery WHERE city = $1 AND position > $2",
        values![ledger.city(), position],
    );
    let mut statements = vec![never_happened];
    for (subscription, event) in let_be(ledger, position).await? {
        if !says_so(ledger, subscription, event).await? {
            statements.push(Statement::new(
                "UPDATE subscription_delivery SET status = 'waiting', attempts = 0, due = $1, changed = $2
                 WHERE city = $3 AND subscription = $4 AND position = $5",
                values![ledger.now(), ledger.now(), ledger.city(), subscription, event],
            ));
        }
    }
    ledger.side(statements).await.map(|_| ())
}

/// What was let be of the events that have happened.
async fn let_be(ledger: &Ledger, position: u64) -> Result<Vec<(RecordId, u64)>, Unavailable> {
    let dismissed = "SELECT subscription, position FROM subscription_delivery
         WHERE city = $1 AND status = 'dismissed' AND position <= $2";
    let rows = ledger.query(dismissed, values![ledger.city(), position]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Whether the log still says that an event was let be, or that its subscription has ended.
async fn says_so(ledger: &Ledger, subscription: RecordId, event: u64) -> Result<bool, Unavailable> {
    for entry in ledger.history(subscription).await? {
        match entry.event::<Subscriptions>()? {
            Some(SubscriptionEvent::Dismissed { position }) if position == event => return Ok(true),
            Some(SubscriptionEvent::Ended) => return Ok(true),
            Some(_) | None => {}
        }
    }
    Ok(false)
}

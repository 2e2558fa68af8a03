//! How long address and secret of a receiver are kept: as long as events are sent with them.

use ledger::{Due, Ledger, Unavailable, Verdict};

use crate::record::{ADDRESS, Standing, Subscriptions, secret_path};

/// A subscription that is not over needs its address and the secrets that sign; what was replaced, and what has ended, goes when its term is over.
pub(crate) fn judged(ledger: &Ledger, due: &Due) -> Result<Verdict, Unavailable> {
    let Some(subscription) = ledger.state_blocking::<Subscriptions>(due.record)? else {
        return Ok(Verdict::Erased);
    };
    let signing = subscription.state.secrets_at(ledger.now());
    let is_used = due.path == ADDRESS || signing.into_iter().any(|number| due.path == secret_path(number));
    Ok(match subscription.state.standing {
        Standing::Active | Standing::Paused | Standing::Lapsed if is_used => Verdict::Needed,
        Standing::Active | Standing::Paused | Standing::Lapsed | Standing::Unopened | Standing::Ended => Verdict::Erased,
    })
}

//! What was declared stands: today's calendars of the ledger, at start and after each declaration.

use std::sync::Arc;

use ledger::{Ledger, Unavailable};
use tokio::sync::Mutex;

use crate::record::{Days, Declared, record_of};

/// Puts the calendars in force, one after the other, so that an older state never replaces a newer one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    turn: Arc<Mutex<()>>,
}

impl Standing {
    /// What was declared so far is in force when this answers.
    pub(crate) async fn renew(&self, ledger: &Ledger) -> Result<(), Unavailable> {
        let _turn = self.turn.lock().await;
        if let Some(snapshot) = ledger.state::<Days>(record_of(ledger.city())).await? {
            stand(ledger, &snapshot.state);
        }
        Ok(())
    }
}

/// Before anything else happens.
pub(crate) fn at_start(ledger: &Ledger) -> Result<(), Unavailable> {
    if let Some(snapshot) = ledger.state_blocking::<Days>(record_of(ledger.city()))? {
        stand(ledger, &snapshot.state);
    }
    Ok(())
}

fn stand(ledger: &Ledger, declared: &Declared) {
    ledger.set_almanac(declared.almanac(ledger.almanac().hours));
}

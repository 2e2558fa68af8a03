//! The clock of a history: it stands where it was put.

use std::sync::atomic::{AtomicI64, Ordering};

use calendar::Moment;
use ledger::Clock;

/// A clock that only its owner moves, and forward unless somebody sets it back.
#[derive(Debug)]
pub struct HistoryClock(AtomicI64);

impl HistoryClock {
    /// A clock that shows that moment.
    pub fn new(moment: Moment) -> Self {
        Self(AtomicI64::new(moment.0))
    }

    /// From now on it is that moment, unless it is later already.
    pub fn set(&self, moment: Moment) {
        self.0.fetch_max(moment.0, Ordering::SeqCst);
    }

    /// Somebody moves its hands by so many milliseconds, forward or back.
    pub fn tamper(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for HistoryClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

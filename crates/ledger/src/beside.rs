//! What rooms keep beside the log.

use crate::error::Unavailable;
use crate::ledger::Ledger;

/// The tables that a room keeps beside the log: sessions, throttles, what is on its way.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// The room.
    pub room: &'static str,
    /// The numbered steps that make the tables; a released step never changes.
    pub steps: &'static [&'static str],
    /// The tables that go with an export; the others are of no use elsewhere.
    pub taken_out: &'static [&'static str],
}

impl Ledger {
    /// Makes the tables, unless they are there. For a thread that may wait.
    pub fn keep_beside(&self, beside: &Beside) -> Result<(), Unavailable> {
        self.migrate(beside.room, beside.steps)
    }
}

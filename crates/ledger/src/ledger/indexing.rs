//! Kinds of record and their tables.

use super::Ledger;
use crate::error::Unavailable;
use crate::index::{Difference, stand, verify};
use crate::record::Record;
use crate::sqlite::migrate;
use crate::waiting::wait;

impl Ledger {
    /// Makes a kind of record known, and creates or rebuilds its index tables. Once a kind, before
    /// [`Ledger::start`](Self::start); for a thread that may wait.
    pub fn register<R: Record>(&self) -> Result<(), Unavailable> {
        if !self.inner.is_reading_only {
            wait(self.alone(|writer| stand::<R>(&writer.connection, writer.shared.city)))??;
        }
        self.inner.shared.add_kind(R::KIND);
        Ok(())
    }

    /// Creates tables outside the log (sessions, throttles) by numbered steps which, once released, never change: a later
    /// change is a further step. For a thread that may wait.
    pub fn migrate(&self, room: &'static str, steps: &'static [&'static str]) -> Result<(), Unavailable> {
        let done = wait(self.alone(move |writer| migrate(&writer.connection, room, steps)))?;
        done.map_err(|error| Unavailable(error.to_string()))
    }

    /// Rebuilds the index tables of a kind in memory and compares them with those of the city. For a thread that may wait.
    pub fn verify_fold<R: Record>(&self) -> Result<Vec<Difference>, Unavailable> {
        self.inner
            .readers
            .read_at_length(|connection| verify::<R>(connection, self.city()))
    }
}

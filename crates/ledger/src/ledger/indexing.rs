//! Kinds of record and their tables.

use std::sync::Arc;

use super::Ledger;
use crate::engine::migrate;
use crate::error::Unavailable;
use crate::index::{Difference, stand, verify};
use crate::record::Record;
use crate::waiting::wait;

impl Ledger {
    /// Makes a kind of record known, and creates or rebuilds its index tables. Once a kind, before
    /// [`Ledger::start`](Self::start); for a thread that may wait.
    pub fn register<R: Record>(&self) -> Result<(), Unavailable> {
        if !self.inner.is_reading_only {
            let readers = Arc::clone(&self.inner.readers);
            wait(self.alone(move |writer| stand::<R>(&mut *writer.engine, &readers, writer.shared.city)))??;
        }
        self.inner.shared.add_kind(R::KIND);
        Ok(())
    }

    /// The kinds of record that were made known.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.inner.shared.kinds()
    }

    /// Creates tables outside the log (sessions, throttles) by numbered steps which, once released, never change: a later
    /// change is a further step. For a thread that may wait.
    pub fn migrate(&self, room: &'static str, steps: &'static [&'static str]) -> Result<(), Unavailable> {
        let done = wait(self.alone(move |writer| migrate(&mut *writer.engine, room, steps)))?;
        done.map_err(|error| Unavailable(error.to_string()))
    }

    /// Rebuilds the index tables of a kind in memory and compares them with those of the city. For a thread that may wait.
    pub fn verify_fold<R: Record>(&self) -> Result<Vec<Difference>, Unavailable> {
        self.inner.readers.read_at_length(|source| verify::<R>(source, self.city()))
    }
}

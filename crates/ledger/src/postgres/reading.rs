//! Reading connections.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use super::link::Link;
use super::server::{Postgres, Purpose};
use crate::engine::{Fault, Opening, READERS_MAX, Reader, Source};
use crate::value::{Row, Value};

/// Opens connections that only read.
pub(crate) struct PostgresReaders {
    postgres: Arc<Postgres>,
}

impl PostgresReaders {
    pub(super) fn of(postgres: Arc<Postgres>) -> Self {
        Self { postgres }
    }
}

impl Opening for PostgresReaders {
    fn open(&self) -> Result<Box<dyn Reader>, Fault> {
        Ok(Box::new(PostgresReader {
            link: self.postgres.connect(Purpose::Reading)?,
            _postgres: Arc::clone(&self.postgres),
            time: Cell::new(None),
            is_in_snapshot: Cell::new(false),
        }))
    }

    fn at_a_time(&self) -> usize {
        READERS_MAX
    }

    /// Even a single row is a way to another machine and back.
    fn is_at_hand(&self) -> bool {
        false
    }
}

struct PostgresReader {
    link: Arc<Link>,
    /// What drives the connection.
    _postgres: Arc<Postgres>,
    /// How long the server was told that a question may take; it has not been told yet if there is none.
    time: Cell<Option<Option<Duration>>>,
    is_in_snapshot: Cell<bool>,
}

impl Reader for PostgresReader {
    fn take_at_most(&self, time: Option<Duration>) -> Result<(), Fault> {
        if self.time.get() != Some(time) {
            let milliseconds = time.map_or(0, |time| time.as_millis());
            self.link.batch(&format!("SET statement_timeout = {milliseconds}"))?;
            self.time.set(Some(time));
        }
        Ok(())
    }

    fn is_idle(&self) -> bool {
        !self.link.is_closed() && !self.is_in_snapshot.get()
    }
}

impl Source for PostgresReader {
    fn each(&self, sql: &str, values: &[Value], tell: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        self.link.each(sql, values, tell)
    }

    fn columns_of(&self, table: &str) -> Result<Vec<String>, Fault> {
        self.link.columns_of(table)
    }

    fn begin_snapshot(&self) -> Result<(), Fault> {
        self.is_in_snapshot.set(true);
        self.link.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn end_snapshot(&self) -> Result<(), Fault> {
        self.link.batch("COMMIT")?;
        self.is_in_snapshot.set(false);
        Ok(())
    }
}

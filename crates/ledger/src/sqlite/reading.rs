//! Reading connections to the file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::connection::{DATABASE_FILE, open_to_read};
use crate::engine::{Fault, Opening, Reader, Source};
use crate::value::{Row, Value};

/// Steps of the engine between two looks at the time.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;

/// Opens connections that only read.
pub(crate) struct SqliteReaders {
    file: PathBuf,
}

impl SqliteReaders {
    pub(crate) fn of(folder: &Path) -> Self {
        Self {
            file: folder.join(DATABASE_FILE),
        }
    }
}

impl Opening for SqliteReaders {
    fn open(&self) -> Result<Box<dyn Reader>, Fault> {
        Ok(Box::new(SqliteReader::open(&self.file)?))
    }

    /// Reading a few rows costs less than handing the question to another thread.
    fn is_at_hand(&self) -> bool {
        true
    }
}

struct SqliteReader {
    connection: Connection,
    started: Instant,
    /// Milliseconds since it started, after which the question is broken off.
    until: Arc<AtomicU64>,
}

impl SqliteReader {
    fn open(file: &Path) -> rusqlite::Result<Self> {
        let mut connection = open_to_read(file)?;
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let (end, started) = (Arc::clone(&until), Instant::now());
        let is_over = move || milliseconds(started.elapsed()) > end.load(Ordering::Relaxed);
        connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(is_over))?;
        Ok(Self {
            connection,
            started,
            until,
        })
    }
}

impl Reader for SqliteReader {
    fn take_at_most(&self, time: Option<Duration>) -> Result<(), Fault> {
        let until = time.map_or(u64::MAX, |time| milliseconds(self.started.elapsed() + time));
        self.until.store(until, Ordering::Relaxed);
        Ok(())
    }

    fn is_idle(&self) -> bool {
        self.connection.is_autocommit()
    }
}

impl Source for SqliteReader {
    fn each(&self, sql: &str, values: &[Value], tell: &mut dyn FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        self.connection.each(sql, values, tell)
    }

    fn columns_of(&self, table: &str) -> Result<Vec<String>, Fault> {
        self.connection.columns_of(table)
    }

    fn begin_snapshot(&self) -> Result<(), Fault> {
        self.connection.begin_snapshot()
    }

    fn end_snapshot(&self) -> Result<(), Fault> {
        self.connection.end_snapshot()
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

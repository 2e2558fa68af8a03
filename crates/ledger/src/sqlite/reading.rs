//! Reading connections to the file.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::connection::{DATABASE_FILE, open_to_read};
use crate::engine::{Fault, Opening, READERS_MAX, Reader, Source};
use crate::value::{Row, Value};

/// Steps of the engine between two looks at the time.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;

/// How many long questions are answered at a time on the smallest machine: one must not keep all others waiting.
const READERS_MIN: usize = 4;

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

    /// They work on this machine's processors and wait for its disk in turn.
    fn at_a_time(&self) -> usize {
        let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        processors.saturating_mul(2).clamp(READERS_MIN, READERS_MAX)
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use tokio::time::timeout;

    use super::*;
    use crate::engine::Readers;
    use crate::options::Syncing;
    use crate::sqlite::connection::open_to_write;

    /// Longer than it takes to read a row.
    const PATIENCE: Duration = Duration::from_secs(30);
    /// More than are answered at a time.
    const LONG_QUESTIONS: usize = 16;

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_looks_up_a_few_rows_does_not_wait_for_those_who_read_much() {
        let folder = tempfile::tempdir().unwrap();
        open_to_write(&folder.path().join(DATABASE_FILE), None, Syncing::WhenClosed).unwrap();
        let readers = Arc::new(Readers::start(SqliteReaders::of(folder.path())).unwrap());
        let (begin, begun) = channel();
        let (end, ended) = channel::<()>();
        let ended = Arc::new(std::sync::Mutex::new(ended));
        let reading: Vec<_> = (0..LONG_QUESTIONS)
            .map(|_| {
                let (readers, begin, ended) = (Arc::clone(&readers), begin.clone(), Arc::clone(&ended));
                let long = move |_: &dyn Source| {
                    begin.send(()).unwrap();
                    // Nothing ever comes: it ends with whoever could send.
                    let _ = ended.lock().unwrap().recv();
                    Ok(())
                };
                tokio::spawn(async move { readers.read(long).await })
            })
            .collect();
        // The first are at work, the others wait for them.
        tokio::task::block_in_place(|| begun.recv().unwrap());
        while readers.is_free() {
            tokio::task::yield_now().await;
        }
        let found = timeout(PATIENCE, readers.look_up(|source| source.rows("SELECT 1", &[]))).await;
        assert_eq!(found.expect("nobody is waited for").unwrap(), [Row(vec![Value::Integer(1)])]);
        drop(end);
        for reading in reading {
            reading.await.unwrap().unwrap();
        }
        readers.close();
        assert!(readers.look_up(|_| Ok(())).await.is_err(), "it is closed");
    }
}

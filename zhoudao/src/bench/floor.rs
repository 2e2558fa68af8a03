//! The floor: the least that any honest program must do for this workload, fixed in `docs/bench-workload.md` so that nobody
//! chooses their own. A SQLite file with four tables and three indexes, one writer with a queue, everything that waits in one
//! synced commit; on PostgreSQL a connection a client and a statement a transition. No sessions, authorisation, events, proof or
//! idempotency keys.
//!
//! It is the one place beside the ledger that opens a database of its own, and only while `zhoudao bench` runs.

mod postgres;
mod reading;
mod transitions;
mod writer;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

use super::case::{Case, Kind, Transition};
use super::target::{Detail, Load, Target, Task};
pub use postgres::PostgresFloor;
use transitions::Days;
use writer::{Write, Writer};

/// The file's name in its folder.
const FILE: &str = "floor.db";
/// Pages kept in memory by the writer and by each reader, as the ledger has them.
const WRITER_CACHE_KIB: i64 = 16 << 10;
const READER_CACHE_KIB: i64 = 8 << 10;
/// Finished cases loaded in one commit.
const LOADED_TOGETHER: usize = 500;

/// The floor, open.
#[derive(Clone)]
pub struct Floor {
    inner: Arc<Inner>,
}

struct Inner {
    writer: Writer,
    readers: Mutex<Vec<Connection>>,
    file: PathBuf,
    today: i32,
}

impl Floor {
    /// Opens the floor of a folder, and creates what is not there yet.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join(FILE);
        let days = Days::today();
        let today = days.today;
        let writer = Writer::start(open_to_write(&file)?, days)?;
        Ok(Self {
            inner: Arc::new(Inner {
                writer,
                readers: Mutex::default(),
                file,
                today,
            }),
        })
    }

    /// Fills a new folder with finished cases and a backlog: the same statements, many cases in one commit.
    pub fn load(folder: &Path, kind: Kind, finished: Range<u64>, backlog: Range<u64>) -> anyhow::Result<()> {
        let connection = open_to_write(&folder.join(FILE))?;
        let days = Days::today();
        let finished = finished.map(|number| (kind, number, usize::MAX));
        let cases: Vec<_> = finished.chain(backlog.map(|number| (Kind::Joint, number, 1))).collect();
        for together in cases.chunks(LOADED_TOGETHER) {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            for (kind, number, transitions) in together {
                let case = Case::new(*kind, *number)?;
                for transition in case.transitions().into_iter().take(*transitions) {
                    transitions::perform(&connection, &days, &case, transition)?;
                }
            }
            connection.execute_batch("COMMIT")?;
        }
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(())
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> anyhow::Result<T> {
        let idle = self.inner.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| open_to_read(&self.inner.file), Ok)?;
        let answer = read(&connection)?;
        self.inner
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
        Ok(answer)
    }
}

impl Target for Floor {
    async fn perform(&self, case: &Case, transition: Transition) -> anyhow::Result<()> {
        let (reply, answer) = oneshot::channel();
        self.inner.writer.send(Write {
            case: *case,
            transition,
            reply,
        })?;
        answer.await?
    }

    async fn follow(&self, _: &Case, _: Transition) -> anyhow::Result<()> {
        Ok(())
    }

    async fn todo(&self, department: u8) -> anyhow::Result<Vec<Task>> {
        self.read(|connection| reading::todo(connection, department))
    }

    async fn detail(&self, case: &Case) -> anyhow::Result<Detail> {
        self.read(|connection| reading::detail(connection, case.number))
    }

    async fn dashboard(&self) -> anyhow::Result<Vec<Load>> {
        self.read(|connection| reading::dashboard(connection, self.inner.today))
    }
}

fn open_to_write(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    prepare(&connection, WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Copied by the writer as often as the ledger copies its own: faster here than every 1,000 pages.
    connection.pragma_update(None, "wal_autocheckpoint", 4_096)?;
    connection.execute_batch(include_str!("floor/tables.sql"))?;
    Ok(connection)
}

fn open_to_read(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    prepare(&connection, READER_CACHE_KIB)?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: i64) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "cache_size", -cache_kib)
}

//! How the database file is opened.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::engine::Fault;
use crate::error::{OpenError, Unavailable};
use crate::options::Syncing;

/// The file's name in the data folder.
pub(crate) const DATABASE_FILE: &str = "city.db";

/// Versions before it may damage a database when two connections write and checkpoint at once.
const ENGINE_VERSION_MIN: i32 = 3_054_000;

/// How long a connection waits for a lock that another holds; only opening and checkpointing ever do.
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// Prepared statements kept by the writer; the rooms' statements are a few hundred.
const WRITER_STATEMENTS_MAX: usize = 512;
/// Each takes some kilobytes, and there are many readers.
const READER_STATEMENTS_MAX: usize = 128;
/// The size to which the write-ahead log is cut when it starts anew.
const LOG_BYTES_KEPT: i64 = 128 << 20;
const WRITER_CACHE_KIB: i64 = 16 << 10;
/// What a reader has read is forgotten with the next commit: there is little to be kept.
const READER_CACHE_KIB: i64 = 512;

/// Refuses an engine that is not known to be sound.
pub(crate) fn check_engine() -> Result<(), OpenError> {
    if rusqlite::version_number() >= ENGINE_VERSION_MIN {
        Ok(())
    } else {
        Err(OpenError::OldEngine {
            found: rusqlite::version().to_owned(),
        })
    }
}

/// The only writing connection.
pub(crate) fn open_to_write(file: &Path, bytes_max: Option<u64>, syncing: Syncing) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match syncing {
        Syncing::BeforeAnswering => Connection::open_with_flags_and_vfs(file, flags, gathering()?.as_str())?,
        Syncing::WhenClosed => Connection::open_with_flags(file, flags)?,
    };
    prepare(&connection, WRITER_CACHE_KIB, WRITER_STATEMENTS_MAX)?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |mode| mode.get(0))?;
    if mode != "wal" {
        return Err(Unavailable("its disk cannot keep a write-ahead log: use a disk of this machine".to_owned()).into());
    }
    let synchronous = match syncing {
        // Acknowledged means on the disk: every commit is synced.
        Syncing::BeforeAnswering => "FULL",
        Syncing::WhenClosed => "OFF",
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    // What is deleted is overwritten with zeros.
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "journal_size_limit", LOG_BYTES_KEPT)?;
    // The writer checkpoints when it is best for the city.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    if let Some(bytes) = bytes_max {
        let page_bytes: u64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        connection.pragma_update(None, "max_page_count", bytes.div_ceil(page_bytes))?;
    }
    Ok(connection)
}

/// The file system that writes a commit at one go: half the calls of a commit were those that write its pages.
fn gathering() -> Result<String, Unavailable> {
    gathering_disk::over_the_default().map_err(|error| Unavailable(error.to_string()))
}

/// One of the connections that only read.
pub(crate) fn open_to_read(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    prepare(&connection, READER_CACHE_KIB, READER_STATEMENTS_MAX)?;
    connection.pragma_update(None, "query_only", "ON")?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: i64, statements_max: usize) -> rusqlite::Result<()> {
    connection.busy_timeout(LOCK_WAIT)?;
    // Otherwise a join is planned anew whenever its values change.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(statements_max);
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", "OFF")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    connection.pragma_update(None, "cell_size_check", "ON")
}

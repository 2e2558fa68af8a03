//! The readers: read-only connections, each question with a short snapshot of its own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::connection::{DATABASE_FILE, open_to_read};
use super::fault::Fault;
use crate::error::Unavailable;
use crate::shared::locked;
use crate::waiting::wait;

/// How many questions are answered at a time; more would not make the disk faster.
const READERS_MAX: usize = 8;
/// How long one question may take: the write-ahead log cannot shrink past the oldest of them.
const QUESTION_TIME_MAX: Duration = Duration::from_secs(30);
/// Steps of the engine between two looks at the time.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;

/// The connections that are open and not in use.
pub(crate) struct Readers {
    file: PathBuf,
    free: Semaphore,
    idle: Mutex<Vec<Reader>>,
    started: Instant,
}

struct Reader {
    connection: Connection,
    /// Milliseconds since the readers started, after which the question is broken off.
    until: Arc<AtomicU64>,
}

impl Readers {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            file: folder.join(DATABASE_FILE),
            free: Semaphore::new(READERS_MAX),
            idle: Mutex::default(),
            started: Instant::now(),
        }
    }

    /// Reads on a thread that may wait.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let readers = Arc::clone(self);
        let permit = self.free.acquire().await.map_err(|_| closed())?;
        // The permit goes back when the reading ends, not when whoever asked has left.
        permit.forget();
        let reading = tokio::task::spawn_blocking(move || {
            let _given_back = GivenBack(&readers.free);
            readers.now(read)
        });
        reading
            .await
            .map_err(|_| Unavailable("reading failed unexpectedly".to_owned()))?
    }

    /// Reads a few rows by their key: on this very thread, for that costs less than handing the question to another. While all
    /// readers are at work, on a thread that may wait.
    pub(crate) async fn look_up<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Unavailable> {
        if let Ok(_permit) = self.free.try_acquire() {
            return self.now(read);
        }
        self.read(read).await
    }

    /// Reads on this thread.
    pub(crate) fn read_blocking<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Unavailable> {
        let _permit = wait(self.free.acquire()).map_err(|_| closed())?;
        self.now(read)
    }

    /// Reads on this thread for as long as it takes, on a connection of its own: for checks of the whole city.
    pub(crate) fn read_at_length<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Unavailable> {
        let connection = open_to_read(&self.file).map_err(|error| Unavailable::from(Fault::from(error)))?;
        Ok(read(&connection)?)
    }

    /// Ends all reading: who waits is told so.
    pub(crate) fn close(&self) {
        self.free.close();
        locked(&self.idle).clear();
    }

    fn now<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Unavailable> {
        let idle = locked(&self.idle).pop();
        let reader = idle
            .map_or_else(|| self.open(), Ok)
            .map_err(|error| Unavailable::from(Fault::from(error)))?;
        let until = self.started.elapsed() + QUESTION_TIME_MAX;
        reader.until.store(milliseconds(until), Ordering::Relaxed);
        let answer = read(&reader.connection);
        // A connection that is still in a transaction is not used again.
        if reader.connection.is_autocommit() && !self.free.is_closed() {
            locked(&self.idle).push(reader);
        }
        Ok(answer?)
    }

    fn open(&self) -> rusqlite::Result<Reader> {
        let mut connection = open_to_read(&self.file)?;
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let (end, started) = (Arc::clone(&until), self.started);
        let is_over = move || milliseconds(started.elapsed()) > end.load(Ordering::Relaxed);
        connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(is_over))?;
        Ok(Reader { connection, until })
    }
}

struct GivenBack<'a>(&'a Semaphore);

impl Drop for GivenBack<'_> {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn closed() -> Unavailable {
    Unavailable("the ledger is closed".to_owned())
}

//! The readers: connections that only read, each question with a short snapshot of its own.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crew::{Crew, Pace};
use tokio::sync::Semaphore;

use super::fault::Fault;
use super::source::Source;
use crate::error::Unavailable;
use crate::shared::locked;
use crate::waiting::wait;

/// How many long questions are answered at a time at most; more would not make the disk faster.
pub(crate) const READERS_MAX: usize = 8;
/// How long one question may take: the database cannot clean up behind the oldest of them.
const QUESTION_TIME_MAX: Duration = Duration::from_secs(30);

/// Opens reading connections.
pub(crate) trait Opening: Send + Sync {
    /// A new connection.
    fn open(&self) -> Result<Box<dyn Reader>, Fault>;

    /// How many long questions are answered at a time. Each has a thread and a connection, and what they need.
    fn at_a_time(&self) -> usize;

    /// Whether a few rows are read at once, so that no other thread need be asked to wait for them.
    fn is_at_hand(&self) -> bool;
}

/// A connection that only reads.
pub(crate) trait Reader: Source + Send {
    /// How long the questions that follow may take; for ever without a time.
    fn take_at_most(&self, time: Option<Duration>) -> Result<(), Fault>;

    /// Whether nothing is open on it, so that it can be used again.
    fn is_idle(&self) -> bool;
}

/// The connections that are open and not in use.
pub(crate) struct Readers {
    opening: Box<dyn Opening>,
    crew: Crew,
    free: Semaphore,
    idle: Mutex<Vec<Box<dyn Reader>>>,
}

impl Readers {
    /// Starts the threads that read; they end with the last of these.
    pub(crate) fn start(opening: impl Opening + 'static) -> io::Result<Self> {
        let at_a_time = opening.at_a_time();
        Ok(Self {
            opening: Box::new(opening),
            crew: Crew::open("ledger-reader", at_a_time, Pace::AtOnce)?,
            free: Semaphore::new(at_a_time),
            idle: Mutex::default(),
        })
    }

    /// Reads on a thread that may wait.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&dyn Source) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let readers = Arc::clone(self);
        let permit = self.free.acquire().await.map_err(|_| closed())?;
        // The permit goes back when the reading ends, not when whoever asked has left.
        permit.forget();
        let reading = self.crew.done(move || {
            let _given_back = GivenBack(&readers.free);
            readers.now(read)
        });
        reading
            .await
            .ok_or_else(|| Unavailable("reading failed unexpectedly".to_owned()))?
    }

    /// Reads a few rows by their key: where the database is at hand, on this very thread, for that costs less than handing the
    /// question to another; it does not wait for those who read much.
    pub(crate) async fn look_up<T: Send + 'static>(
        self: &Arc<Self>,
        read: impl FnOnce(&dyn Source) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Unavailable> {
        match self.opening.is_at_hand() {
            true => self.now(read),
            false => self.read(read).await,
        }
    }

    /// Reads on this thread.
    pub(crate) fn read_blocking<T>(&self, read: impl FnOnce(&dyn Source) -> Result<T, Fault>) -> Result<T, Unavailable> {
        let _permit = wait(self.free.acquire()).map_err(|_| closed())?;
        self.now(read)
    }

    /// Reads on this thread for as long as it takes, on a connection of its own: for checks of the whole city.
    pub(crate) fn read_at_length<T>(&self, read: impl FnOnce(&dyn Source) -> Result<T, Fault>) -> Result<T, Unavailable> {
        let reader = self.opening.open()?;
        reader.take_at_most(None)?;
        Ok(read(&*reader)?)
    }

    /// Ends all reading: who waits is told so.
    pub(crate) fn close(&self) {
        self.free.close();
        locked(&self.idle).clear();
    }

    /// Whether another long question would be answered at once.
    #[cfg(test)]
    pub(crate) fn is_free(&self) -> bool {
        self.free.available_permits() > 0
    }

    /// One that is open still: those of a database that was restarted are not.
    fn idle(&self) -> Option<Box<dyn Reader>> {
        let mut idle = locked(&self.idle);
        while let Some(reader) = idle.pop() {
            if reader.is_idle() {
                return Some(reader);
            }
        }
        None
    }

    fn now<T>(&self, read: impl FnOnce(&dyn Source) -> Result<T, Fault>) -> Result<T, Unavailable> {
        if self.free.is_closed() {
            return Err(closed());
        }
        let reader = self.idle().map_or_else(|| self.opening.open(), Ok)?;
        reader.take_at_most(Some(QUESTION_TIME_MAX))?;
        let answer = read(&*reader);
        if reader.is_idle() && !self.free.is_closed() {
            locked(&self.idle).push(reader);
        }
        Ok(answer?)
    }
}

struct GivenBack<'a>(&'a Semaphore);

impl Drop for GivenBack<'_> {
    fn drop(&mut self) {
        self.0.add_permits(1);
    }
}

fn closed() -> Unavailable {
    Unavailable("the ledger is closed".to_owned())
}

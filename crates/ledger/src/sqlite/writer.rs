//! The writer: one thread, the only writing connection, one commit for everybody who waits.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rusqlite::Connection;
use tokio::sync::mpsc;

use super::connection::{DATABASE_FILE, open_to_write};
use super::fault::Fault;
use super::fold::last_event;
use super::folder_lock::FolderLock;
use super::transaction::{Broken, Done, Memory, Transaction};
use super::work::{Message, Work};
use crate::error::Unavailable;
use crate::shared::Shared;
use crate::waiting::{wait, wait_at_most};

/// How many messages may wait; further senders wait in their turn.
pub(crate) const QUEUE_MAX: usize = 4_096;
/// How many commands share a commit at most, so that nobody waits for a crowd.
const TRANSACTION_COMMANDS_MAX: usize = 512;
/// The pages of the write-ahead log after which they are copied into the database.
const CHECKPOINT_PAGES: u64 = 4_096;
/// How long nothing must have happened before the log is copied without need.
const IDLE: Duration = Duration::from_secs(1);
/// Series kept in memory; the rest is read again when it is drawn from.
const SERIES_MAX: usize = 10_000;

/// Owns the only writing connection and the lock of the folder.
pub(crate) struct Writer {
    pub(crate) connection: Connection,
    pub(crate) shared: Arc<Shared>,
    memory: Memory,
    /// Pages in the write-ahead log since it last started anew.
    log_pages: Arc<AtomicU64>,
    /// Whether erased values may still lie in the write-ahead log.
    log_must_be_cut: bool,
    // Freed after the connection is closed.
    _lock: FolderLock,
}

impl Writer {
    pub(crate) fn open(folder: &Path, lock: FolderLock, shared: Arc<Shared>, bytes_max: Option<u64>) -> Result<Self, Fault> {
        let mut connection = open_to_write(&folder.join(DATABASE_FILE), bytes_max)?;
        let log_pages = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&log_pages);
        connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
            counter.store(u64::try_from(pages).unwrap_or(0), Ordering::Relaxed);
            Ok(())
        }))?;
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| Unavailable(format!("the machine gives no random bytes: {error}")))?;
        let memory = Memory {
            position: 0,
            series: HashMap::new(),
            keepings: HashSet::new(),
            generator: ChaCha20Rng::from_seed(seed),
        };
        Ok(Self {
            connection,
            shared,
            memory,
            log_pages,
            log_must_be_cut: false,
            _lock: lock,
        })
    }

    /// Works until it is told to close or nobody is left who could send.
    pub(crate) fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut waiting = Vec::with_capacity(TRANSACTION_COMMANDS_MAX);
        loop {
            let received = if self.has_something_to_copy() {
                wait_at_most(IDLE, messages.recv_many(&mut waiting, TRANSACTION_COMMANDS_MAX))
            } else {
                Some(wait(messages.recv_many(&mut waiting, TRANSACTION_COMMANDS_MAX)))
            };
            match received {
                Some(0) => break,
                Some(_) if self.take(waiting.drain(..)).is_closing => break,
                Some(_) => {}
                None => self.copy_log(),
            }
        }
        messages.close();
        while let Ok(late) = messages.try_recv() {
            self.take(std::iter::once(late));
        }
        self.copy_log();
    }

    fn take(&mut self, messages: impl Iterator<Item = Message>) -> Taken {
        let mut together = Vec::new();
        let mut taken = Taken { is_closing: false };
        for message in messages {
            match message {
                Message::Together(work) => together.push(work),
                Message::Alone(work) => {
                    self.commit_together(std::mem::take(&mut together));
                    work(self);
                }
                Message::Close => taken.is_closing = true,
            }
        }
        self.commit_together(together);
        if self.log_must_be_cut || self.log_pages.load(Ordering::Relaxed) >= CHECKPOINT_PAGES {
            self.copy_log();
        }
        taken
    }

    /// Performs all in one transaction, commits once, then answers all.
    fn commit_together(&mut self, mut together: Vec<Box<dyn Work>>) {
        if together.is_empty() {
            return;
        }
        let committed = self.transact(&mut together);
        if let Err(unavailable) = &committed {
            tracing::error!(%unavailable, commands = together.len(), "a commit failed; nothing of it was written");
            self.start_afresh();
        }
        for work in together {
            work.answer(committed.as_ref().copied());
        }
    }

    fn transact(&mut self, together: &mut [Box<dyn Work>]) -> Result<(), Unavailable> {
        let mut transaction = Transaction::begin(&self.connection, &self.shared, &mut self.memory)?;
        for work in together {
            perform(work.as_mut(), &mut transaction).map_err(|Broken(unavailable)| unavailable)?;
        }
        let done = transaction.commit()?;
        self.publish(done);
        Ok(())
    }

    fn publish(&mut self, done: Done) {
        self.memory.position = done.position;
        if self.memory.series.len() + done.series.len() > SERIES_MAX {
            self.memory.series.clear();
        }
        self.memory.series.extend(done.series);
        self.memory.keepings.extend(done.keepings);
        self.log_must_be_cut |= done.is_erasing;
        self.shared.cache.publish(done.held);
        if let Some(at) = done.last_event_at {
            self.shared.set_last_event_at(at);
            self.shared.end.send_replace(done.position);
        }
        for committed in done.committed {
            // Nobody need be watching.
            let _ = self.shared.committed.send(committed);
        }
    }

    /// After a failure only the disk is believed.
    fn start_afresh(&mut self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "the failed transaction could not be rolled back");
        }
        self.shared.cache.clear();
        if let Err(fault) = self.remember() {
            tracing::error!(?fault, "the end of the log could not be read");
        }
    }

    /// Reads from the disk what the writer keeps in memory.
    pub(crate) fn remember(&mut self) -> Result<(), Fault> {
        self.memory.series.clear();
        self.memory.keepings.clear();
        if let Some((position, at)) = last_event(&self.connection)? {
            self.memory.position = position;
            self.shared.set_last_event_at(at);
            self.shared.end.send_replace(position);
        }
        Ok(())
    }

    /// Has what was erased vanish from the write-ahead log too.
    pub(crate) fn cut_log_soon(&mut self) {
        self.log_must_be_cut = true;
    }

    fn has_something_to_copy(&self) -> bool {
        self.log_must_be_cut || self.log_pages.load(Ordering::Relaxed) > 0
    }

    /// Copies the write-ahead log into the database, and cuts it where it must not be kept.
    fn copy_log(&mut self) {
        let is_cut = self.log_must_be_cut || self.log_pages.load(Ordering::Relaxed) >= 8 * CHECKPOINT_PAGES;
        let mode = if is_cut { "TRUNCATE" } else { "PASSIVE" };
        match self.checkpoint(mode) {
            Ok(true) => {
                self.log_must_be_cut = false;
                self.log_pages.store(0, Ordering::Relaxed);
            }
            Ok(false) => tracing::debug!("a reader holds the write-ahead log; it is copied later"),
            Err(error) => tracing::warn!(%error, "the write-ahead log could not be copied into the database"),
        }
    }

    /// Whether everything was copied.
    fn checkpoint(&self, mode: &str) -> rusqlite::Result<bool> {
        let sql = format!("PRAGMA wal_checkpoint({mode})");
        let (busy, pages, copied): (bool, i64, i64) = self
            .connection
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(!busy && pages == copied)
    }
}

/// What taking messages led to.
struct Taken {
    is_closing: bool,
}

/// Performs one piece of work; if it panics, the others do not notice.
fn perform(work: &mut dyn Work, transaction: &mut Transaction<'_>) -> Result<(), Broken> {
    match catch_unwind(AssertUnwindSafe(|| work.perform(transaction))) {
        Ok(performed) => performed,
        Err(_) if transaction.is_half_written() => Err(Broken(Unavailable(
            "writing failed unexpectedly; nothing was written".to_owned(),
        ))),
        Err(_) => {
            work.panicked(transaction);
            Ok(())
        }
    }
}

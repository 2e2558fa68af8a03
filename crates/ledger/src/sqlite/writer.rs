//! The writer: one thread, the only writing connection, one commit for everybody who waits.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
use super::write_ahead_log::WriteAheadLog;
use crate::chance::{RandomBytes, Stream};
use crate::error::Unavailable;
use crate::options::{Options, Syncing};
use crate::shared::Shared;
use crate::waiting::{wait, wait_at_most};

/// How many messages may wait; further senders wait in their turn.
pub(crate) const QUEUE_MAX: usize = 4_096;
/// How many commands share a commit at most, so that nobody waits for a crowd.
const TRANSACTION_COMMANDS_MAX: usize = 512;
/// Series kept in memory; the rest is read again when it is drawn from.
const SERIES_MAX: usize = 10_000;

/// Owns the only writing connection and the lock of the folder.
pub(crate) struct Writer {
    pub(crate) connection: Connection,
    pub(crate) shared: Arc<Shared>,
    pub(crate) write_ahead_log: WriteAheadLog,
    memory: Memory,
    /// The data folder, when nothing in it was synced.
    unsynced: Option<PathBuf>,
    // Freed after the connection is closed.
    _lock: FolderLock,
}

impl Writer {
    pub(crate) fn open(folder: &Path, lock: FolderLock, shared: Arc<Shared>, options: &Options) -> Result<Self, Fault> {
        let file = folder.join(DATABASE_FILE);
        let mut connection = open_to_write(&file, options.bytes_max, options.syncing)?;
        let write_ahead_log = WriteAheadLog::watch(&mut connection)?;
        let mut seed = [0; 32];
        let random = RandomBytes::of(options.chance, Stream::Writer);
        random
            .fill(&mut seed)
            .map_err(|error| Unavailable(format!("the machine gives no random bytes: {error}")))?;
        let memory = Memory {
            position: 0,
            series: HashMap::new(),
            keepings: HashSet::new(),
            generator: ChaCha20Rng::from_seed(seed),
        };
        Ok(Self {
            connection,
            shared,
            write_ahead_log,
            memory,
            unsynced: (options.syncing == Syncing::WhenClosed).then(|| folder.to_path_buf()),
            _lock: lock,
        })
    }

    /// Works until it is told to close or nobody is left who could send.
    pub(crate) fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut waiting = Vec::with_capacity(TRANSACTION_COMMANDS_MAX);
        loop {
            let received = match self.write_ahead_log.pause() {
                Some(pause) => wait_at_most(pause, messages.recv_many(&mut waiting, TRANSACTION_COMMANDS_MAX)),
                None => Some(wait(messages.recv_many(&mut waiting, TRANSACTION_COMMANDS_MAX))),
            };
            match received {
                Some(0) => break,
                Some(_) if self.take(waiting.drain(..)).is_closing => break,
                Some(_) => self.write_ahead_log.copy_if_long(&self.connection),
                None => self.write_ahead_log.copy_and_cut(&self.connection),
            }
        }
        messages.close();
        while let Ok(late) = messages.try_recv() {
            self.take(std::iter::once(late));
        }
        self.write_ahead_log.copy_and_cut(&self.connection);
        if let Some(folder) = &self.unsynced
            && let Err(error) = crate::disk::sync_everything_in(folder)
        {
            tracing::error!(%error, "the city could not be synced");
        }
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
        if done.is_erasing {
            self.write_ahead_log.must_be_cut();
        }
        self.shared.cache.publish(done.held);
        if let Some(at) = done.last_event_at {
            self.shared.set_last_event_at(at);
            self.shared.end.send_replace(done.position);
        }
        for committed in done.committed {
            self.shared.onlookers.tell(&committed);
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

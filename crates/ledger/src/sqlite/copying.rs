//! Copies the write-ahead log on a thread of its own, so that nobody waits for it: the writer goes on meanwhile.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{Builder, JoinHandle};

use super::connection::open_to_write;
use super::write_ahead_log::{Mode, copied_by};
use crate::engine::Fault;
use crate::error::Unavailable;
use crate::options::Syncing;

/// The thread, with a connection of its own.
pub(super) struct Copying {
    asking: Option<Sender<()>>,
    answers: Receiver<Option<u64>>,
    is_at_work: bool,
    thread: Option<JoinHandle<()>>,
}

/// How far it is.
pub(super) enum Turn {
    /// It waits to be asked.
    Free,
    /// It copies.
    AtWork,
    /// It has copied all that the log held, so many pages, and waits again.
    Copied(u64),
    /// A reader or the disk stood in the way, and it waits again.
    Hindered,
}

impl Copying {
    /// Starts the thread.
    pub(super) fn start(file: PathBuf, syncing: Syncing) -> Result<Self, Fault> {
        let connection = open_to_write(&file, None, syncing)?;
        let (asking, asked) = channel();
        let (answering, answers) = channel();
        let copy = move || {
            while let Ok(()) = asked.recv() {
                if answering.send(copied_by(&connection, Mode::Passive)).is_err() {
                    return;
                }
            }
        };
        let thread = Builder::new()
            .name("ledger-copying".to_owned())
            .spawn(copy)
            .map_err(|error| Unavailable(format!("no thread can be started: {error}")))?;
        Ok(Self {
            asking: Some(asking),
            answers,
            is_at_work: false,
            thread: Some(thread),
        })
    }

    /// Has it copy what is in the log now.
    pub(super) fn begin(&mut self) {
        self.is_at_work = self.asking.as_ref().is_some_and(|asking| asking.send(()).is_ok());
    }

    /// How far it is. That it has copied is said once.
    pub(super) fn turn(&mut self) -> Turn {
        if !self.is_at_work {
            return Turn::Free;
        }
        match self.answers.try_recv() {
            Ok(copied) => {
                self.is_at_work = false;
                copied.map_or(Turn::Hindered, Turn::Copied)
            }
            Err(TryRecvError::Empty) => Turn::AtWork,
            // It is asked again, and found gone: then nothing is copied but what the writer cuts.
            Err(TryRecvError::Disconnected) => {
                self.is_at_work = false;
                Turn::Free
            }
        }
    }

    /// Waits until it has nothing to do.
    pub(super) fn wait(&mut self) {
        if self.is_at_work {
            // Without an answer it is gone.
            let _ = self.answers.recv();
            self.is_at_work = false;
        }
    }
}

impl Drop for Copying {
    fn drop(&mut self) {
        self.asking = None;
        // Its connection is closed when the thread has ended; one that panicked closed it too.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

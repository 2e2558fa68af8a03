//! The floor's only writer: everything that waits in one commit.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::transitions::{Days, perform};
use crate::bench::case::{Case, Transition};

/// A transition on its way to the disk.
pub struct Write {
    /// Of which case.
    pub case: Case,
    /// Which.
    pub transition: Transition,
    /// Told when it is synced.
    pub reply: oneshot::Sender<anyhow::Result<()>>,
}

/// The way to the writer's thread, which ends with it.
pub struct Writer {
    queue: Option<Sender<Write>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(connection: Connection, days: Days) -> anyhow::Result<Self> {
        let (queue, waiting) = channel();
        let thread = Builder::new()
            .name("floor-writer".to_owned())
            .spawn(move || write_all(&connection, &days, &waiting))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Puts a transition into the queue.
    pub fn send(&self, write: Write) -> anyhow::Result<()> {
        let queue = self.queue.as_ref().ok_or_else(ended)?;
        queue.send(write).map_err(|_| ended())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        // A writer that panicked has been told of by the clients it left without an answer.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn write_all(connection: &Connection, days: &Days, waiting: &Receiver<Write>) {
    while let Ok(first) = waiting.recv() {
        let together: Vec<Write> = std::iter::once(first).chain(waiting.try_iter()).collect();
        let committed = commit(connection, days, &together);
        for write in together {
            let answer = match &committed {
                Ok(()) => Ok(()),
                Err(error) => Err(anyhow::anyhow!("the floor cannot write: {error}")),
            };
            // A client that has left needs no answer.
            let _ = write.reply.send(answer);
        }
        if committed.is_err() {
            return;
        }
    }
}

fn commit(connection: &Connection, days: &Days, together: &[Write]) -> anyhow::Result<()> {
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    for write in together {
        perform(connection, days, &write.case, write.transition)?;
    }
    connection.prepare_cached("COMMIT")?.execute([])?;
    Ok(())
}

fn ended() -> anyhow::Error {
    anyhow::anyhow!("the floor's writer has ended")
}

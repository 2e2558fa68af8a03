//! The writer: one thread, one writing connection, one commit for everybody who waits.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use tokio::sync::mpsc;

use super::committing::{Asked, Begun, Committing, End, Written};
use super::fault::Fault;
use super::fold::last_event;
use super::transaction::{Broken, Done, Memory, Transaction};
use super::work::{Message, Work};
use crate::chance::{RandomBytes, Stream};
use crate::error::Unavailable;
use crate::options::Options;
use crate::point::Point;
use crate::shared::Shared;
use crate::waiting::{wait, wait_at_most};

/// How many messages may wait; further senders wait in their turn.
pub(crate) const QUEUE_MAX: usize = 4_096;
/// How many commands share a commit at most, so that nobody waits for a crowd.
const TRANSACTION_COMMANDS_MAX: usize = 512;
/// Series kept in memory; the rest is read again when it is drawn from.
const SERIES_MAX: usize = 10_000;

/// Owns the only writing connection of this process.
pub(crate) struct Writer {
    pub(crate) engine: Box<dyn Committing>,
    pub(crate) shared: Arc<Shared>,
    memory: Memory,
}

impl Writer {
    pub(crate) fn new(engine: Box<dyn Committing>, shared: Arc<Shared>, options: &Options) -> Result<Self, Fault> {
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
        Ok(Self { engine, shared, memory })
    }

    /// Works until it is told to close or nobody is left who could send.
    pub(crate) fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut waiting = Vec::with_capacity(TRANSACTION_COMMANDS_MAX);
        loop {
            let received = match self.engine.pause() {
                Some(pause) => wait_at_most(pause, messages.recv_many(&mut waiting, TRANSACTION_COMMANDS_MAX)),
                None => Some(wait(messages.recv_many(&mut waiting, TRANSACTION_COMMANDS_MAX))),
            };
            match received {
                Some(0) => break,
                Some(_) if self.take(waiting.drain(..)).is_closing => break,
                Some(_) => self.engine.go_on(),
                None => self.engine.rest(),
            }
        }
        messages.close();
        while let Ok(late) = messages.try_recv() {
            self.take(std::iter::once(late));
        }
        self.engine.end();
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

    /// Performs all in one transaction, commits once, then answers all. Where something cannot be written, each is performed
    /// again in a transaction of its own: only the one at fault fails.
    fn commit_together(&mut self, mut together: Vec<Box<dyn Work>>) {
        if together.is_empty() {
            return;
        }
        Point::BatchTaken.pass();
        let began = Instant::now();
        match self.transact(&mut together) {
            Ok(written) => {
                self.shared.measures.committed(together.len(), began.elapsed());
                for work in together {
                    work.answer(Ok(&written));
                    Point::CommitAnswered.pass();
                }
            }
            Err(Fault::Own(_)) if together.len() > 1 => {
                self.start_afresh();
                together.into_iter().for_each(|work| self.commit_together(vec![work]));
            }
            Err(fault) => {
                match &fault {
                    Fault::Disk(unavailable) => {
                        self.shared.measures.commit_failed();
                        tracing::error!(%unavailable, commands = together.len(), "a commit failed, or its answer did not come");
                    }
                    Fault::Own(unavailable) => tracing::error!(%unavailable, "the database refuses what a command leads to"),
                }
                self.start_afresh();
                together.into_iter().for_each(|work| work.answer(Err(&fault)));
            }
        }
    }

    fn transact(&mut self, together: &mut [Box<dyn Work>]) -> Result<Written, Fault> {
        let asked: Vec<Asked> = together.iter().filter_map(|work| work.asked()).collect();
        // Not borrowed while the database is waited for: whoever hears of others' commits writes there.
        let told = *self.shared.end.borrow();
        let Begun { news, end, earlier } = self.engine.begin(self.memory.position, told, &asked)?;
        Point::BatchBegun.may_fail()?;
        if let Some(end) = end {
            self.memory.series.clear();
            self.memory.position = end.position;
            self.shared.hear(&news, end);
        }
        let mut transaction = Transaction::new(&mut *self.engine, &self.shared, &mut self.memory, earlier);
        for work in together {
            perform(work.as_mut(), &mut transaction).map_err(|Broken(fault)| fault)?;
        }
        let (done, written) = transaction.commit()?;
        Point::CommitDone.may_fail()?;
        self.publish(done);
        Point::CommitPublished.pass();
        Ok(written)
    }

    fn publish(&mut self, done: Done) {
        self.memory.position = done.position;
        if self.memory.series.len() + done.series.len() > SERIES_MAX {
            self.memory.series.clear();
        }
        self.memory.series.extend(done.series);
        self.memory.keepings.extend(done.keepings);
        if done.is_erasing {
            self.engine.forget_erased();
        }
        self.shared.cache.publish(done.held);
        if let Some(at) = done.last_event_at {
            let position = done.position;
            self.shared.tell(&done.committed, End { position, at });
        }
    }

    /// After a failure only the disk is believed: the next transaction reads where the log ends.
    fn start_afresh(&mut self) {
        self.engine.roll_back();
        self.shared.cache.clear();
        self.memory.series.clear();
        self.memory.keepings.clear();
        Point::BatchUndone.pass();
    }

    /// Reads where the log ends when the city is opened.
    pub(crate) fn remember(&mut self) -> Result<(), Fault> {
        if let Some(end) = last_event(&*self.engine, self.shared.city)? {
            self.memory.position = end.position;
            self.shared.tell(&[], end);
        }
        Point::CityRemembered.may_fail()?;
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
        Err(_) => {
            work.panicked(transaction.shared);
            Ok(())
        }
    }
}

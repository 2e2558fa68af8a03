//! The writer: one thread, one writing connection, one commit for everybody who waits.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use super::committing::{Asked, Begun, Committing, Written};
use super::fault::Fault;
use super::fold::last_event;
use super::queue::{Next, Queue};
use super::transaction::{Broken, Done, Memory, Transaction};
use super::work::{Message, Work};
use crate::chance::{RandomBytes, Stream};
use crate::error::Unavailable;
use crate::options::Options;
use crate::point::Point;
use crate::shared::Shared;

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
    pub(crate) fn run(mut self, mut queue: Queue) {
        loop {
            match queue.next(self.engine.pause()) {
                Next::Message(Message::Close) | Next::Over => break,
                Next::Message(message) => {
                    self.take(message, &mut queue);
                    self.engine.go_on();
                }
                Next::Nothing => self.engine.rest(),
            }
        }
        queue.close();
        while let Some(late) = queue.at_hand() {
            self.take(late, &mut queue);
        }
        self.engine.end();
    }

    fn take(&mut self, message: Message, queue: &mut Queue) {
        match message {
            Message::Together(work) => {
                let mut together = vec![work];
                queue.join(&mut together);
                self.commit_together(together, Some(queue));
            }
            Message::Alone(work) => work(self),
            Message::Close => {}
        }
    }

    /// Performs all in one transaction, which those of a queue may join, commits once, then answers all. Where something cannot be
    /// written, each is performed again in a transaction of its own: only the one at fault fails.
    fn commit_together(&mut self, mut together: Vec<Box<dyn Work>>, queue: Option<&mut Queue>) {
        Point::BatchTaken.pass();
        let began = Instant::now();
        match self.transact(&mut together, queue) {
            Ok(written) => {
                self.shared.measures.committed(together.len(), began.elapsed());
                for work in together {
                    work.answer(Ok(&written));
                    Point::CommitAnswered.pass();
                }
            }
            Err(Fault::Own(_)) if together.len() > 1 => {
                self.start_afresh();
                together.into_iter().for_each(|work| self.commit_together(vec![work], None));
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

    fn transact(&mut self, together: &mut Vec<Box<dyn Work>>, queue: Option<&mut Queue>) -> Result<Written, Fault> {
        let Begun { end, mut earlier } = self.engine.begin(self.memory.position, &asked(together))?;
        Point::BatchBegun.may_fail()?;
        if let Some(end) = end {
            // Others have written, and may have been waited for: whoever came meanwhile need not wait for them once more.
            let waited = together.len();
            if let Some(queue) = queue {
                queue.join(together);
            }
            // Not borrowed while the database is waited for: whoever hears of others' commits writes there.
            let told = *self.shared.end.borrow();
            if end.position < told {
                return Err(Fault::Disk(was_put_back(told, end.position)));
            }
            let heard = self.engine.hear(told, end.position, &asked(&together[waited..]))?;
            earlier.extend(heard.earlier);
            self.memory.series.clear();
            self.memory.position = end.position;
            self.shared.hear(&heard.news, end);
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
        self.shared
            .publish(done.held, &done.committed, (done.position, done.last_event_at));
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
            self.shared.remember(end);
        }
        Point::CityRemembered.may_fail()?;
        Ok(())
    }
}

/// The log is shorter than what was heard of it: another copy of the database stands in its place, or a standby that had not everything. What
/// memory holds may never have happened.
fn was_put_back(told: u64, end: u64) -> Unavailable {
    Unavailable(format!(
        "the database's log ends at position {end}, and this server has seen it up to {told}: it was put back under a server at work. \
         Nothing is written; see to the database, and start every server of the city again"
    ))
}

/// By what the commands of a batch are known again.
fn asked(together: &[Box<dyn Work>]) -> Vec<Asked> {
    together.iter().filter_map(|work| work.asked()).collect()
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

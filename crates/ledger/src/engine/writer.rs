//! The writer: one writing connection, one commit for everybody who waits. On a file, the next batch is decided while the last one is
//! written ([`ahead`](super::ahead)); where other servers write too, within the transaction that writes it.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use tokio::sync::mpsc;

use super::ahead::{Ahead, Engine, Landed, OnItsWay, locked};
use super::committing::{Asked, Begun, Committing, End, Recognised, Written};
use super::fault::Fault;
use super::fold::last_event;
use super::transaction::{Batch, Broken, Done, Memory, Transaction};
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
    engine: Engine,
    pub(crate) shared: Arc<Shared>,
    memory: Memory,
    /// Where batches are written while the next one is decided.
    ahead: Option<Ahead>,
    open: Option<Open>,
}

/// Commands that were decided ahead and wait for the batch before them.
struct Open {
    works: Vec<Box<dyn Work>>,
    batch: Batch,
}

/// What the writer hears.
enum Heard {
    /// So many messages; none when nobody is left who could send.
    Messages(usize),
    /// What was on its way has come to its end.
    Landed(Landed),
    /// Nothing, for so long that there is time for what can wait.
    Nothing,
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
        let beside = engine.beside()?;
        let engine = Arc::new(Mutex::new(engine));
        let ahead = beside.map(|source| Ahead::start(Arc::clone(&engine), source)).transpose()?;
        Ok(Self {
            engine,
            shared,
            memory,
            ahead,
            open: None,
        })
    }

    /// The connection. Nothing is on its way while work has it for itself.
    pub(crate) fn engine(&self) -> MutexGuard<'_, Box<dyn Committing>> {
        locked(&self.engine)
    }

    /// Works until it is told to close or nobody is left who could send.
    pub(crate) fn run(mut self, mut messages: mpsc::Receiver<Message>) {
        let mut waiting = Vec::with_capacity(TRANSACTION_COMMANDS_MAX);
        loop {
            match self.listen(&mut messages, &mut waiting) {
                Heard::Messages(0) => break,
                Heard::Messages(_) if self.take(waiting.drain(..)).is_closing => break,
                Heard::Messages(_) => {}
                Heard::Landed(landed) => self.land(landed),
                Heard::Nothing => self.engine().rest(),
            }
            self.hand_over();
        }
        messages.close();
        while let Ok(late) = messages.try_recv() {
            self.take(std::iter::once(late));
        }
        self.finish();
        // The connection that reads is closed before the one that writes, which puts the file in order.
        self.ahead = None;
        self.engine().end();
    }

    fn listen(&mut self, messages: &mut mpsc::Receiver<Message>, waiting: &mut Vec<Message>) -> Heard {
        let room = TRANSACTION_COMMANDS_MAX - self.open.as_ref().map_or(0, |open| open.works.len());
        if let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.before().is_some()) {
            return wait(async {
                tokio::select! {
                    biased;
                    landed = ahead.landed() => Heard::Landed(landed),
                    count = messages.recv_many(waiting, room), if room > 0 => Heard::Messages(count),
                }
            });
        }
        let pause = self.engine().pause();
        let received = messages.recv_many(waiting, room);
        match pause {
            Some(pause) => wait_at_most(pause, received).map_or(Heard::Nothing, Heard::Messages),
            None => Heard::Messages(wait(received)),
        }
    }

    fn take(&mut self, messages: impl Iterator<Item = Message>) -> Taken {
        let mut together = Vec::new();
        let mut taken = Taken { is_closing: false };
        for message in messages {
            match message {
                Message::Together(work) if self.ahead.is_some() => self.decide(work),
                Message::Together(work) => together.push(work),
                Message::Alone(work) => {
                    self.commit_together(std::mem::take(&mut together));
                    self.finish();
                    work(self);
                }
                Message::Close => taken.is_closing = true,
            }
        }
        self.commit_together(together);
        taken
    }

    /// Decides ahead what is written with the next batch.
    fn decide(&mut self, mut work: Box<dyn Work>) {
        let Some(ahead) = &self.ahead else { return };
        let before = ahead.before();
        let open = self.open.get_or_insert_with(|| {
            Point::BatchTaken.pass();
            let position = before.map_or(self.memory.position, |done| done.position);
            Open {
                works: Vec::new(),
                batch: Batch::new(&self.shared, position, Recognised::WhenAsked),
            }
        });
        let mut transaction = Transaction {
            source: &*ahead.source,
            shared: &self.shared,
            memory: &mut self.memory,
            before,
            batch: &mut open.batch,
        };
        match perform(work.as_mut(), &mut transaction) {
            Ok(()) => open.works.push(work),
            // What could not be read concerns nobody else: the connection that decides has no transaction.
            Err(Broken(fault)) => {
                tracing::error!(unavailable = %fault.unavailable(), "what a command needs could not be read");
                work.answer(Err(&fault));
            }
        }
    }

    /// Has written what was decided, unless another batch is on its way.
    fn hand_over(&mut self) {
        if let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.before().is_none())
            && let Some(Open { works, batch }) = self.open.take()
        {
            ahead.hand(self.memory.position, works, batch);
        }
    }

    /// Waits until nothing is decided that is not written.
    fn finish(&mut self) {
        self.hand_over();
        while let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.before().is_some()) {
            let landed = wait(ahead.landed());
            self.land(landed);
            self.hand_over();
        }
    }

    /// Answers whose batch was written. Where it was not, what was decided behind it is decided again.
    fn land(&mut self, landed: Landed) {
        let Some(OnItsWay { works, done, began }) = self.ahead.as_mut().and_then(Ahead::take) else {
            return;
        };
        if let Landed::Written(written) = landed {
            self.publish(done);
            Point::CommitPublished.pass();
            return self.answer(works, &written, began);
        }
        let later = self.open.take().map_or_else(Vec::new, |open| open.works);
        match landed {
            Landed::Failed(fault) => self.undo(works, fault),
            Landed::Overtaken | Landed::Written(_) => self.commit_each(works),
        }
        later.into_iter().for_each(|work| self.decide(work));
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
                Point::CommitPublished.pass();
                self.answer(together, &written, began);
                self.engine().go_on();
            }
            Err(fault) => self.undo(together, fault),
        }
    }

    fn transact(&mut self, together: &mut [Box<dyn Work>]) -> Result<Written, Fault> {
        let engine = Arc::clone(&self.engine);
        let mut engine = locked(&engine);
        let asked: Vec<Asked> = together.iter().filter_map(|work| work.asked()).collect();
        // Not borrowed while the database is waited for: whoever hears of others' commits writes there.
        let told = *self.shared.end.borrow();
        let Begun { news, end, recognised } = engine.begin(self.memory.position, told, &asked)?;
        Point::BatchBegun.may_fail()?;
        if let Some(end) = end {
            self.memory.series.clear();
            self.memory.position = end.position;
            self.shared.hear(&news, end);
        }
        let mut batch = Batch::new(&self.shared, self.memory.position, recognised);
        let mut transaction = Transaction {
            source: &**engine,
            shared: &self.shared,
            memory: &mut self.memory,
            before: None,
            batch: &mut batch,
        };
        for work in together {
            perform(work.as_mut(), &mut transaction).map_err(|Broken(fault)| fault)?;
        }
        Point::CommitAsked.may_fail()?;
        let written = engine.commit(&batch.pending, &batch.done.series)?;
        Point::CommitDone.may_fail()?;
        if batch.done.is_erasing {
            engine.forget_erased();
        }
        drop(engine);
        self.publish(batch.done);
        Ok(written)
    }

    fn answer(&self, works: Vec<Box<dyn Work>>, written: &Written, began: Instant) {
        self.shared.measures.committed(works.len(), began.elapsed());
        for work in works {
            work.answer(Ok(written));
            Point::CommitAnswered.pass();
        }
    }

    /// Undoes what could not be written. Where that is somebody's own fault, each is performed again by itself.
    fn undo(&mut self, works: Vec<Box<dyn Work>>, fault: Fault) {
        if matches!(fault, Fault::Own(_)) && works.len() > 1 {
            return self.commit_each(works);
        }
        match &fault {
            Fault::Disk(unavailable) => {
                self.shared.measures.commit_failed();
                tracing::error!(%unavailable, commands = works.len(), "a commit failed, or its answer did not come");
            }
            Fault::Own(unavailable) => tracing::error!(%unavailable, "the database refuses what a command leads to"),
        }
        self.start_afresh();
        works.into_iter().for_each(|work| work.answer(Err(&fault)));
    }

    fn commit_each(&mut self, works: Vec<Box<dyn Work>>) {
        self.start_afresh();
        works.into_iter().for_each(|work| self.commit_together(vec![work]));
    }

    fn publish(&mut self, done: Done) {
        self.memory.position = done.position;
        if self.memory.series.len() + done.series.len() > SERIES_MAX {
            self.memory.series.clear();
        }
        self.memory.series.extend(done.series);
        self.memory.keepings.extend(done.keepings);
        self.shared.cache.publish(done.held);
        if let Some(at) = done.last_event_at {
            let position = done.position;
            self.shared.tell(&done.committed, End { position, at });
        }
    }

    /// After a failure only the disk is believed: the next transaction reads where the log ends.
    fn start_afresh(&mut self) {
        self.engine().roll_back();
        self.shared.cache.clear();
        self.memory.series.clear();
        self.memory.keepings.clear();
        Point::BatchUndone.pass();
    }

    /// Reads where the log ends when the city is opened.
    pub(crate) fn remember(&mut self) -> Result<(), Fault> {
        let end = last_event(&**self.engine(), self.shared.city)?;
        if let Some(end) = end {
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

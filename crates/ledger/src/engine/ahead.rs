//! Deciding ahead: a thread of its own writes and syncs a batch, while the writer decides the next one. What is on its way is seen by
//! whoever decides, and by nobody else.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Instant;

use tokio::sync::mpsc;

use super::committing::{Beside, Committing, Pending, Written};
use super::fault::Fault;
use super::transaction::{Batch, Done};
use super::work::Work;
use crate::error::Unavailable;
use crate::point::Point;

/// The writing connection: whoever has the lock writes.
pub(super) type Engine = Arc<Mutex<Box<dyn Committing>>>;

/// The connection, for whoever needs it now.
pub(super) fn locked(engine: &Engine) -> MutexGuard<'_, Box<dyn Committing>> {
    // Whatever a thread was doing when it panicked is rolled back before the next transaction.
    engine.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The thread that writes, and what it has been handed.
pub(super) struct Ahead {
    /// What is read by whoever decides.
    pub(super) source: Beside,
    handing: Option<Sender<Handed>>,
    landing: mpsc::UnboundedReceiver<Landed>,
    on_its_way: Option<OnItsWay>,
    thread: Option<JoinHandle<()>>,
}

/// A batch that is being written.
pub(super) struct OnItsWay {
    pub(super) works: Vec<Box<dyn Work>>,
    pub(super) done: Done,
    pub(super) began: Instant,
}

/// What is to be written.
struct Handed {
    known: u64,
    pending: Vec<Pending>,
    series: HashMap<String, u64>,
    is_erasing: bool,
}

/// What became of it.
pub(super) enum Landed {
    Written(Written),
    Failed(Fault),
    /// A commit that had failed was written nevertheless: what was decided since has not seen it.
    Overtaken,
}

impl From<Fault> for Landed {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

impl Ahead {
    /// Starts the thread.
    pub(super) fn start(engine: Engine, source: Beside) -> Result<Self, Fault> {
        let (handing, handed) = channel();
        let (landed, landing) = mpsc::unbounded_channel();
        let thread = Builder::new()
            .name("ledger-writing".to_owned())
            .spawn(move || write_all(&engine, &handed, &landed))
            .map_err(|error| Unavailable(format!("no thread can be started: {error}")))?;
        Ok(Self {
            source,
            handing: Some(handing),
            landing,
            on_its_way: None,
            thread: Some(thread),
        })
    }

    /// What is on its way.
    pub(super) fn before(&self) -> Option<&Done> {
        self.on_its_way.as_ref().map(|batch| &batch.done)
    }

    /// Has a batch written that was decided behind that position. Nothing else is on its way.
    pub(super) fn hand(&mut self, known: u64, works: Vec<Box<dyn Work>>, batch: Batch) {
        let handed = Handed {
            known,
            pending: batch.pending,
            series: batch.done.series.clone(),
            is_erasing: batch.done.is_erasing,
        };
        self.on_its_way = Some(OnItsWay {
            works,
            done: batch.done,
            began: Instant::now(),
        });
        if let Some(handing) = &self.handing {
            // A thread that is gone answers nothing, which is heard.
            let _ = handing.send(handed);
        }
    }

    /// Waits until what is on its way has landed.
    pub(super) async fn landed(&mut self) -> Landed {
        let landed = self.landing.recv().await;
        let gone = || Fault::Disk(Unavailable("the thread that writes has ended: restart the server".to_owned()));
        landed.unwrap_or_else(|| gone().into())
    }

    /// Takes what was on its way.
    pub(super) fn take(&mut self) -> Option<OnItsWay> {
        self.on_its_way.take()
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.handing = None;
        // One that panicked has ended too.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn write_all(engine: &Engine, handed: &Receiver<Handed>, landed: &mpsc::UnboundedSender<Landed>) {
    while let Ok(handed) = handed.recv() {
        let mut engine = locked(engine);
        let written = write(&mut **engine, &handed).unwrap_or_else(Landed::from);
        let is_written = matches!(written, Landed::Written(_));
        if landed.send(written).is_err() {
            return;
        }
        if is_written {
            engine.go_on();
        }
    }
}

fn write(engine: &mut dyn Committing, handed: &Handed) -> Result<Landed, Fault> {
    let begun = engine.begin(handed.known, handed.known, &[])?;
    Point::BatchBegun.may_fail()?;
    if begun.end.is_some() {
        return Ok(Landed::Overtaken);
    }
    Point::CommitAsked.may_fail()?;
    let written = engine.commit(&handed.pending, &handed.series)?;
    Point::CommitDone.may_fail()?;
    if handed.is_erasing {
        engine.forget_erased();
    }
    Ok(Landed::Written(written))
}

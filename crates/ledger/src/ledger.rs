//! The face of the ledger.

mod holding;
mod indexing;
mod opening;
mod proving;
mod reacting;
mod reading;
mod submitting;
mod watching;
mod witnessing;

pub use watching::{LateTimers, ParkedCount, Queue};

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use calendar::Moment;
use identity::{RecordId, RegionCode};
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::JoinSet;

use crate::almanac::Almanac;
use crate::drafts::Drafts;
use crate::engine::{Message, Readers};
use crate::erasing::ListPlace;
use crate::error::{OpenError, Unavailable};
use crate::files::Files;
use crate::leases::Leases;
use crate::options::{Database, Options};
use crate::postgres::Asking;
use crate::proving::Anchor;
use crate::reaction::Handlers;
use crate::receipt::Committed;
use crate::shared::{Shared, locked};
use crate::waiting::wait;

pub use holding::Held;

/// How long reactions and timers may take to end when the ledger closes; what is cut off is done again later.
const CLOSING_TIME_MAX: Duration = Duration::from_secs(10);

/// The durable records of one city. Cheap to clone; every clone is the same ledger.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    readers: Arc<Readers>,
    /// The way to the writer; none when the folder was opened for reading only, or the ledger is closed.
    writer: Mutex<Option<WriterHandle>>,
    is_reading_only: bool,
    handlers: Mutex<Handlers>,
    reacting: Mutex<JoinSet<()>>,
    stopping: watch::Sender<bool>,
    files: Files,
    anchor: Anchor,
    leases: Arc<Leases>,
    /// By which memory hears of other servers; none where there are none, or nothing is remembered.
    others: Option<Asking>,
    list_place: ListPlace,
    notices: Vec<String>,
}

/// The writer's thread and the way to it.
struct WriterHandle {
    sender: mpsc::Sender<Message>,
    thread: JoinHandle<()>,
}

impl Ledger {
    /// Opens the ledger of a data folder as its only server, and creates what is not there yet.
    pub fn open(folder: &Path, options: Options) -> Result<Self, OpenError> {
        opening::open(folder, &options).map(|inner| Self { inner: Arc::new(inner) })
    }

    /// Opens a data folder for reading only, beside a running server or without one.
    pub fn open_reading(folder: &Path, options: Options) -> Result<Self, OpenError> {
        opening::open_reading(folder, &options).map(|inner| Self { inner: Arc::new(inner) })
    }

    /// The city whose records a data folder holds; none if it holds none.
    pub fn city_in(folder: &Path) -> Result<Option<RegionCode>, OpenError> {
        Self::city_at(folder, &Database::InFolder, None)
    }

    /// The city whose records a database holds, in a data folder or elsewhere: the one that is named, or else the only one; none if it
    /// is not there and never was.
    pub fn city_at(folder: &Path, database: &Database, named: Option<RegionCode>) -> Result<Option<RegionCode>, OpenError> {
        let cities = opening::cities_in(folder, database)?;
        let found = match (named, cities.as_slice()) {
            (Some(named), cities) => cities.contains(&named).then_some(named),
            (None, []) => None,
            (None, [city]) => Some(*city),
            (None, _) => return Err(OpenError::ManyCities),
        };
        if found.is_none() {
            opening::not_lost(folder, database)?;
        }
        Ok(found)
    }

    /// The city.
    pub fn city(&self) -> RegionCode {
        self.inner.shared.city
    }

    /// Now, as the ledger counts: never before its last event.
    pub fn now(&self) -> Moment {
        self.inner.shared.now()
    }

    /// A code that only this city can work out of a value, for a purpose: whoever shows it has it from the city.
    pub fn code(&self, purpose: &str, value: &str) -> [u8; 32] {
        self.inner.shared.keys.code(self.city(), purpose, value)
    }

    /// What the operator should be told at start, in words.
    pub fn notices(&self) -> &[String] {
        &self.inner.notices
    }

    /// Replaces today's calendars and office hours.
    pub fn set_almanac(&self, almanac: Almanac) {
        self.inner.shared.set_almanac(Arc::new(almanac));
    }

    /// Today's calendars and office hours.
    pub fn almanac(&self) -> Arc<Almanac> {
        Arc::clone(&self.inner.shared.standing().almanac)
    }

    /// Names the release of the city pack in force.
    pub fn set_release(&self, release: &str) {
        self.inner.shared.set_release(release.into());
    }

    /// Tells of every event after its commit. A slow listener loses some; the log is the truth.
    pub fn watch(&self) -> broadcast::Receiver<Committed> {
        self.inner.shared.committed.subscribe()
    }

    /// Tells of every event of one record after its commit, and of no others. A slow listener loses some.
    pub fn watch_record(&self, record: RecordId) -> broadcast::Receiver<Committed> {
        self.inner.shared.onlookers.join(record)
    }

    /// The position of the log's last event; 0 while it has none.
    pub fn position(&self) -> u64 {
        *self.inner.shared.end.borrow()
    }

    /// The encrypted attachments.
    pub fn files(&self) -> &Files {
        &self.inner.files
    }

    /// The forms that are being filled in.
    pub fn drafts(&self) -> Drafts {
        Drafts::new(self.clone())
    }

    /// Stops reactions and timers, commits what waits, closes the database and frees the folder.
    pub async fn close(&self) {
        self.inner.stopping.send_replace(true);
        let mut reacting = std::mem::take(&mut *locked(&self.inner.reacting));
        let ended = async { while reacting.join_next().await.is_some() {} };
        if tokio::time::timeout(CLOSING_TIME_MAX, ended).await.is_err() {
            tracing::warn!("a reaction did not end in time; it is done again after the next start");
            reacting.shutdown().await;
        }
        *locked(&self.inner.handlers) = Handlers::default();
        self.inner.leases.give_back().await;
        self.inner.readers.close();
        if let Some(thread) = self.inner.leave_writer().await
            && !matches!(tokio::task::spawn_blocking(move || thread.join()).await, Ok(Ok(())))
        {
            tracing::error!("the writer did not end by itself");
        }
    }

    /// Whether something that only one of the servers of a city does at a time is this server's now: to be asked before each
    /// step of it.
    pub async fn holds(&self, name: &'static str) -> bool {
        self.inner.leases.holds(name).await
    }

    /// What only one of the servers of a city does at a time.
    pub(crate) fn leases(&self) -> &Arc<Leases> {
        &self.inner.leases
    }

    /// The data folder.
    pub(crate) fn data(&self) -> &Path {
        self.inner.files.data()
    }

    /// Where the last head of the log lies beside the database.
    pub(crate) fn anchor(&self) -> &Anchor {
        &self.inner.anchor
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.inner.shared
    }
}

impl Inner {
    async fn send(&self, message: Message) -> Result<(), Unavailable> {
        self.sender()?.send(message).await.map_err(|_| closed())
    }

    /// The way to the writer.
    fn sender(&self) -> Result<mpsc::Sender<Message>, Unavailable> {
        let writer = locked(&self.writer);
        writer.as_ref().map(|writer| writer.sender.clone()).ok_or_else(|| {
            let reason = if self.is_reading_only {
                "the ledger was opened for reading only"
            } else {
                "the ledger is closed"
            };
            Unavailable(reason.to_owned())
        })
    }

    /// Tells the writer that nothing more comes, and gives its thread to whoever waits for its end.
    async fn leave_writer(&self) -> Option<JoinHandle<()>> {
        let writer = locked(&self.writer).take()?;
        // A writer that has already ended needs not be told.
        let _ = writer.sender.send(Message::Close).await;
        Some(writer.thread)
    }
}

/// The last handle is gone: what waits is committed, then the folder is free.
impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(thread) = wait(self.leave_writer())
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the writer did not end by itself");
        }
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Ledger({} at {})", self.city(), self.position())
    }
}

fn closed() -> Unavailable {
    Unavailable("the ledger is closed".to_owned())
}

//! Where a simulated city lies: a folder on a lossy disk, under a clock that stands where it was put. Nothing in it comes from
//! the machine: keys, identifiers and salts are drawn from the seed.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use calendar::Moment;
use lossy_disk::{Disk, Spill};
use people::Sample;
use tokio::sync::Notify;

use crate::city::Foundation;
use crate::gateways::Ways;
use crate::history::HistoryClock;
use crate::stored::Stored;

/// The address of a city that nobody visits.
const ADDRESS: &str = "http://127.0.0.1:8310";
/// Each opening of a city draws from a seed of its own.
const OPENINGS_APART: u64 = 1 << 32;

/// The folder, its disk, its clock.
pub struct Place {
    folder: tempfile::TempDir,
    disk: Disk,
    clock: Arc<HistoryClock>,
    sample: Arc<Sample>,
    seed: u64,
    openings: AtomicU64,
    struck: Arc<Notify>,
}

impl Place {
    /// A new one.
    pub fn new(seed: u64, first: Moment, sample: Arc<Sample>) -> anyhow::Result<Self> {
        lossy_disk::install()?;
        let folder = tempfile::Builder::new().prefix("zhoudao-simulation-").tempdir()?;
        fs::write(folder.path().join("keys"), format!("zhoudao-keys-1 {seed:064x}\n"))?;
        let disk = Disk::under(folder.path(), seed, Spill::WhenCut)?;
        let struck = Arc::new(Notify::new());
        let strike = Arc::clone(&struck);
        disk.when_cut(move || strike.notify_one());
        Ok(Self {
            folder,
            disk,
            clock: Arc::new(HistoryClock::new(first)),
            sample,
            seed,
            openings: AtomicU64::new(0),
            struck,
        })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Its disk.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// Its clock.
    pub fn clock(&self) -> &Arc<HistoryClock> {
        &self.clock
    }

    /// Opens its city.
    pub async fn open(&self) -> anyhow::Result<Foundation> {
        let opening = self.openings.fetch_add(1, Ordering::Relaxed);
        let options = Stored::default()
            .options(self.folder())?
            .with_clock(Arc::clone(&self.clock) as _)
            .with_seed(self.seed + opening * OPENINGS_APART);
        Foundation::open(self.folder(), options, ADDRESS, Some(Arc::clone(&self.sample)), &Ways::None).await
    }

    /// Whether its power is cut.
    pub fn is_dark(&self) -> bool {
        self.disk.is_cut()
    }

    /// Waits until its power is cut.
    pub async fn is_struck(&self) {
        while !self.is_dark() {
            self.struck.notified().await;
        }
    }

    /// The power is back, and the city, closed before, is opened from what its disk has left.
    pub async fn open_again(&self) -> anyhow::Result<Foundation> {
        self.disk.restore();
        self.open().await
    }
}

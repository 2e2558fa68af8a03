//! Where a simulated city lies: a folder on a lossy disk, under a clock that stands where it was put. Nothing in it comes from
//! the machine: keys, identifiers and salts are drawn from seeds. A city is founded once, and each seed lives in a copy of it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use calendar::Moment;
use lossy_disk::{Disk, Spill};
use people::Sample;
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::city::Foundation;
use crate::gateways::Ways;
use crate::history::HistoryClock;
use crate::stored::Stored;

/// The address of a city that nobody visits.
const ADDRESS: &str = "http://127.0.0.1:8310";
/// Each opening of a city draws from a seed of its own.
const OPENINGS_APART: u64 = 1 << 32;

/// The seed of what is drawn at the founding.
const FOUNDING: u64 = 0;

/// A city with its staff, before anybody has applied.
pub struct Founded {
    folder: TempDir,
    first: Moment,
    sample: Arc<Sample>,
}

impl Founded {
    /// Founds it, at that moment.
    pub async fn found(first: Moment, sample: Arc<Sample>) -> anyhow::Result<Self> {
        let folder = new_folder()?;
        fs::write(folder.path().join("keys"), format!("zhoudao-keys-1 {FOUNDING:064x}\n"))?;
        let clock = Arc::new(HistoryClock::new(first));
        let city = open(folder.path(), &clock, &sample, FOUNDING).await?;
        city.ledger.close().await;
        Ok(Self { folder, first, sample })
    }
}

fn new_folder() -> std::io::Result<TempDir> {
    tempfile::Builder::new().prefix("zhoudao-simulation-").tempdir()
}

async fn open(folder: &Path, clock: &Arc<HistoryClock>, sample: &Arc<Sample>, seed: u64) -> anyhow::Result<Foundation> {
    let options = Stored::default()
        .options(folder)?
        .with_clock(Arc::clone(clock) as _)
        .with_seed(seed);
    Foundation::open(folder, options, ADDRESS, Some(Arc::clone(sample)), &Ways::None).await
}

/// Copies everything that lies in a folder.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The folder, its disk, its clock.
pub struct Place {
    folder: TempDir,
    disk: Disk,
    clock: Arc<HistoryClock>,
    sample: Arc<Sample>,
    seed: u64,
    openings: AtomicU64,
    struck: Arc<Notify>,
}

impl Place {
    /// A copy of a city, on a disk of its own.
    pub fn copy_of(founded: &Founded, seed: u64) -> anyhow::Result<Self> {
        lossy_disk::install()?;
        let folder = new_folder()?;
        copy(founded.folder.path(), folder.path())?;
        let disk = Disk::under(folder.path(), seed, Spill::WhenCut)?;
        let struck = Arc::new(Notify::new());
        let strike = Arc::clone(&struck);
        disk.when_cut(move || strike.notify_one());
        Ok(Self {
            folder,
            disk,
            clock: Arc::new(HistoryClock::new(founded.first)),
            sample: Arc::clone(&founded.sample),
            seed,
            openings: AtomicU64::new(1),
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

    /// Who works there.
    pub fn sample(&self) -> &Sample {
        &self.sample
    }

    /// Its clock.
    pub fn clock(&self) -> &Arc<HistoryClock> {
        &self.clock
    }

    /// Opens its city.
    pub async fn open(&self) -> anyhow::Result<Foundation> {
        let opening = self.openings.fetch_add(1, Ordering::Relaxed);
        open(self.folder(), &self.clock, &self.sample, self.seed + opening * OPENINGS_APART).await
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

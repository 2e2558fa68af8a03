//! The store before a run: finished cases and a backlog, prepared once and copied for each measurement.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::case::{Case, Kind, Transition};
use super::city::City;
use super::client::bring;
use super::floor::Floor;
use super::http;
use super::plan::{BACKLOG, Stored, Via};
use super::target::Target;

/// Clients that load at a time: the more wait, the more share a commit.
const LOADERS: usize = 256;
/// How often it is told how far loading has come.
const TOLD_EVERY: u64 = 1_000;

/// A prepared store of both sides.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
}

/// Which side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The city's data folder.
    City,
    /// The floor's.
    Floor,
}

impl Store {
    /// Loads both sides into a folder: the city by the very commands of the workload, the floor by its statements.
    pub async fn prepare(folder: &Path, stored: Stored, via: Via) -> anyhow::Result<Self> {
        let store = Self {
            folder: folder.to_path_buf(),
        };
        for side in [Side::City, Side::Floor] {
            fs::create_dir_all(store.of(side))?;
        }
        let began = Instant::now();
        store.load_city(stored).await?;
        if via == Via::Http {
            http::settle(&store.of(Side::City), super::city::region()?).await?;
        }
        let city = began.elapsed();
        let began = Instant::now();
        Floor::load(
            &store.of(Side::Floor),
            stored.kind,
            0..stored.finished,
            stored.finished..stored.next_number(),
        )?;
        eprintln!(
            "loaded {} finished {} cases and {BACKLOG} open ones: city {:.0} s, {} MB; floor {:.0} s, {} MB",
            stored.finished,
            stored.kind.as_str(),
            city.as_secs_f64(),
            megabytes(&store.of(Side::City))?,
            began.elapsed().as_secs_f64(),
            megabytes(&store.of(Side::Floor))?
        );
        Ok(store)
    }

    async fn load_city(&self, stored: Stored) -> anyhow::Result<()> {
        let city = City::open(&self.of(Side::City))?;
        load(&city, stored.kind, 0..stored.finished, Case::transitions).await?;
        load(&city, Kind::Joint, stored.finished..stored.next_number(), |_| {
            vec![Transition::Submit]
        })
        .await?;
        city.close().await;
        Ok(())
    }

    /// A copy of one side, on the disk.
    pub fn copy(&self, side: Side) -> anyhow::Result<tempfile::TempDir> {
        let copy = tempfile::Builder::new().prefix("run-").tempdir_in(&self.folder)?;
        copy_folder(&self.of(side), copy.path())?;
        Ok(copy)
    }

    fn of(&self, side: Side) -> PathBuf {
        self.folder.join(match side {
            Side::City => "city",
            Side::Floor => "floor",
        })
    }
}

async fn load<T: Target>(
    target: &T,
    kind: Kind,
    numbers: std::ops::Range<u64>,
    transitions: impl Fn(&Case) -> Vec<Transition> + Clone + Send + Sync + 'static,
) -> anyhow::Result<()> {
    let cases = numbers
        .clone()
        .map(|number| Case::new(kind, number))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let began = Instant::now();
    let count = numbers.end - numbers.start;
    let tell = |brought: u64| {
        if brought.is_multiple_of(TOLD_EVERY) {
            eprintln!(
                "loading {} cases: {brought} of {count} after {:.0} s",
                kind.as_str(),
                began.elapsed().as_secs_f64()
            );
        }
    };
    bring(target, cases.into_iter(), transitions, LOADERS, tell).await
}

/// Copies files and synchronises them, so that nothing of it is written while something is measured.
fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
            fs::File::open(&target)?.sync_all()?;
        }
    }
    Ok(())
}

fn megabytes(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            megabytes(&entry.path())? << 20
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(bytes >> 20)
}

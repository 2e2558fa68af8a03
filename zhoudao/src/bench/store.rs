//! The store before a run: finished cases and a backlog, prepared once and copied for each measurement.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use ledger::Database;

use super::case::{Case, Kind, Transition};
use super::city::City;
use super::client::bring;
use super::databases::{Made, Server};
use super::floor::{Floor, PostgresFloor};
use super::http;
use super::plan::{BACKLOG, Engine, Stored, Via};
use super::target::Target;

/// The file of a city's keys.
const KEYS: &str = "keys";
/// Clients that load at a time: the more wait, the more share a commit.
const LOADERS: usize = 256;
/// How often it is told how far loading has come.
const TOLD_EVERY: u64 = 1_000;

/// A prepared store of both sides.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// On PostgreSQL, the databases of both.
    databases: Option<Databases>,
    /// Copies made so far.
    copies: AtomicU32,
    /// How many finished cases it holds.
    finished: u64,
    /// Bytes of either side with nothing but finished cases.
    bytes: (u64, u64),
}

#[derive(Debug)]
struct Databases {
    server: Server,
    city: Made,
    floor: Made,
}

/// A copy of one side of a store: a folder, and on PostgreSQL a database.
#[derive(Debug)]
pub struct Copy {
    folder: tempfile::TempDir,
    database: Option<Made>,
}

impl Copy {
    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A folder for a further server of the same city, with the same keys.
    pub fn another_folder(&self) -> anyhow::Result<PathBuf> {
        let folder = tempfile::Builder::new().prefix("server-").tempdir_in(self.path())?.keep();
        fs::copy(self.path().join(KEYS), folder.join(KEYS))?;
        Ok(folder)
    }

    /// The database, where there is one beside the folder.
    pub fn made(&self) -> Option<&Made> {
        self.database.as_ref()
    }

    /// Where the city's records lie.
    pub fn database(&self) -> anyhow::Result<Database> {
        database_of(self.made())
    }
}

fn database_of(made: Option<&Made>) -> anyhow::Result<Database> {
    made.map_or(Ok(Database::InFolder), Made::database)
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
    pub async fn prepare(folder: &Path, stored: Stored, via: Via, engine: &Engine) -> anyhow::Result<Self> {
        let databases = match engine {
            Engine::Sqlite => None,
            Engine::Postgres(server) => Some(Databases {
                city: server.make("city", None)?,
                floor: server.make("floor", None)?,
                server: server.clone(),
            }),
        };
        let mut store = Self {
            folder: folder.to_path_buf(),
            databases,
            copies: AtomicU32::new(0),
            finished: stored.finished,
            bytes: (0, 0),
        };
        for side in [Side::City, Side::Floor] {
            fs::create_dir_all(store.of(side))?;
        }
        let began = Instant::now();
        store.bytes.0 = store.load_city(stored).await?;
        if via == Via::Http {
            http::settle(&store.of(Side::City), super::city::region()?).await?;
        }
        let city = began.elapsed();
        let began = Instant::now();
        store.bytes.1 = store.load_floor(stored).await?;
        eprintln!(
            "loaded {} finished {} cases and {BACKLOG} open ones: city {:.0} s, floor {:.0} s",
            stored.finished,
            stored.kind.as_str(),
            city.as_secs_f64(),
            began.elapsed().as_secs_f64()
        );
        Ok(store)
    }

    /// The bytes of one finished case on the disk, if the store holds any.
    pub fn bytes_a_case(&self, side: Side) -> Option<f64> {
        let bytes = match side {
            Side::City => self.bytes.0,
            Side::Floor => self.bytes.1,
        };
        (self.finished > 0).then(|| bytes as f64 / self.finished as f64)
    }

    /// Answers how many bytes the finished cases take.
    async fn load_floor(&self, stored: Stored) -> anyhow::Result<u64> {
        let folder = self.of(Side::Floor);
        let Some(databases) = &self.databases else {
            Floor::load(&folder, stored.kind, 0..stored.finished, 0..0)?;
            let bytes = bytes_in(&folder)?;
            Floor::load(&folder, Kind::Joint, 0..0, stored.finished..stored.next_number())?;
            return Ok(bytes);
        };
        let floor = PostgresFloor::create(databases.floor.config()?).await?;
        load(&floor, stored.kind, 0..stored.finished, Case::transitions).await?;
        let bytes = databases.floor.bytes()?;
        load_backlog(&floor, stored).await?;
        Ok(bytes)
    }

    /// The same of the city.
    async fn load_city(&self, stored: Stored) -> anyhow::Result<u64> {
        let made = self.databases.as_ref().map(|databases| &databases.city);
        let folder = self.of(Side::City);
        let city = City::open(&folder, database_of(made)?)?;
        load(&city, stored.kind, 0..stored.finished, Case::transitions).await?;
        // With the tree over the log.
        city.cover().await?;
        city.close().await;
        let bytes = made.map_or_else(|| bytes_in(&folder), Made::bytes)?;
        let city = City::open(&folder, database_of(made)?)?;
        load_backlog(&city, stored).await?;
        city.close().await;
        Ok(bytes)
    }

    /// A copy of one side, on the disk.
    pub fn copy(&self, side: Side) -> anyhow::Result<Copy> {
        let folder = tempfile::Builder::new().prefix("run-").tempdir_in(&self.folder)?;
        copy_folder(&self.of(side), folder.path())?;
        let number = self.copies.fetch_add(1, Ordering::Relaxed);
        let database = self.databases.as_ref().map(|databases| {
            let template = match side {
                Side::City => &databases.city,
                Side::Floor => &databases.floor,
            };
            databases.server.make(&format!("run_{number}"), Some(template))
        });
        Ok(Copy {
            folder,
            database: database.transpose()?,
        })
    }

    fn of(&self, side: Side) -> PathBuf {
        self.folder.join(match side {
            Side::City => "city",
            Side::Floor => "floor",
        })
    }
}

async fn load_backlog<T: Target>(target: &T, stored: Stored) -> anyhow::Result<()> {
    let backlog = stored.finished..stored.next_number();
    load(target, Kind::Joint, backlog, |_| vec![Transition::Submit]).await
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

fn bytes_in(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            bytes_in(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(bytes)
}

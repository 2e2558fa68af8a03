//! How a ledger is opened.

use std::fmt;
use std::num::NonZeroU8;
use std::path::PathBuf;
use std::sync::Arc;

use identity::RegionCode;
use proof::Suite;

use crate::chance::Chance;
use crate::clock::{Clock, SystemClock};
use crate::files::Bucket;
use crate::postgres::PostgresAddress;

/// How a ledger is opened: whose city, with which keys, under which clock.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// The city.
    pub city: RegionCode,
    /// The key file; without one it lies in the data folder.
    pub keys: Option<PathBuf>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The size in bytes at which the database is full, if it is to be full before the disk is.
    pub bytes_max: Option<u64>,
    /// When what is written reaches the disk.
    pub syncing: Syncing,
    /// How the log of a new city is hashed, for good; SHA-256 if nothing is said. A city that is there must be hashed so.
    pub suite: Option<Suite>,
    /// Where random bytes come from.
    pub chance: Chance,
    /// Where the records lie.
    pub database: Database,
    /// Into how many parts the tables of a new PostgreSQL are divided by the city; one if nothing is said. A database that is there must be
    /// divided so.
    pub partitions: Option<NonZeroU8>,
    /// Where the attachments lie.
    pub attachments: Attachments,
}

/// Where the records of a city lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Database {
    /// In one file of the data folder, for one server.
    #[default]
    InFolder,
    /// In a PostgreSQL that many servers share.
    Postgres(PostgresAddress),
}

/// Where the attachments of a city lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Attachments {
    /// In the folder `files` of the data folder.
    #[default]
    InFolder,
    /// In an object store that many servers share.
    InBucket(Bucket),
}

/// When what is written reaches the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syncing {
    /// Before it is answered: every commit, every stored file.
    BeforeAnswering,
    /// When the ledger is closed, all at once.
    WhenClosed,
}

impl Options {
    /// That city, with its keys in the data folder, under the machine's clock.
    pub fn new(city: RegionCode) -> Self {
        Self {
            city,
            keys: None,
            clock: Arc::new(SystemClock),
            bytes_max: None,
            syncing: Syncing::BeforeAnswering,
            suite: None,
            database: Database::InFolder,
            attachments: Attachments::InFolder,
            chance: Chance::Machine,
            partitions: None,
        }
    }

    /// With the keys of that file, which must exist.
    pub fn with_keys(mut self, file: impl Into<PathBuf>) -> Self {
        self.keys = Some(file.into());
        self
    }

    /// Under that clock.
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// With a log that is hashed so.
    pub fn with_suite(mut self, suite: Suite) -> Self {
        self.suite = Some(suite);
        self
    }

    /// With one sync when the ledger is closed, and none before: only for a folder that is thrown away if it never is, such as
    /// a sample city in the making.
    pub fn syncing_when_closed(mut self) -> Self {
        self.syncing = Syncing::WhenClosed;
        self
    }

    /// In that database.
    pub fn in_database(mut self, database: Database) -> Self {
        self.database = database;
        self
    }

    /// With tables that are divided into that many parts by the city, each of which may lie on a server of its own.
    pub fn in_partitions(mut self, partitions: NonZeroU8) -> Self {
        self.partitions = Some(partitions);
        self
    }

    /// With attachments that lie there.
    pub fn with_attachments(mut self, attachments: Attachments) -> Self {
        self.attachments = attachments;
        self
    }

    /// With random bytes that anybody can foresee who knows the seed: only for a simulation.
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.chance = Chance::Seeded(seed);
        self
    }

    /// With a database that is full at that many bytes.
    pub fn with_bytes_max(mut self, bytes: u64) -> Self {
        self.bytes_max = Some(bytes);
        self
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Options({}, keys {:?})", self.city, self.keys)
    }
}

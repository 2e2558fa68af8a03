//! Why the ledger did not do what it was asked.

use std::path::PathBuf;

use identity::{RecordId, RegionCode};

use crate::postgres::PostgresAddress;

/// The ledger cannot answer now, and the text says what to do. What was asked may have been committed all the same, if the way to the disk
/// broke before its answer came: asked again under the same key, it happens once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unavailable(pub String);

/// Why a command was not committed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError<Refusal> {
    /// The record refused.
    #[error(transparent)]
    Refused(Refusal),
    /// A unique value is held by another record.
    #[error("another record already holds this {scope}")]
    Claimed {
        /// What kind of value.
        scope: &'static str,
    },
    /// Another record has changed since it was read: read it again and decide anew.
    #[error("record {record} has changed since it was read")]
    Stale {
        /// The record that changed.
        record: RecordId,
    },
    /// The actor used this key for another command: each command has a key of its own.
    #[error("this key was already used for another command")]
    KeyReused,
    /// The permit was given for another record.
    #[error("the permit names another record")]
    NotPermitted,
    /// The ledger cannot answer now. Sent again under the same key, the command happens once, whether or not it was committed.
    #[error("{0}")]
    Unavailable(String),
    /// Nothing was written, and would not be if it were sent again: deciding it failed unexpectedly, or the database refuses what it leads
    /// to. A fault of the program.
    #[error("{0}")]
    Broken(String),
}

impl<Refusal> From<Unavailable> for SubmitError<Refusal> {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable.0)
    }
}

/// Why a data folder cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another server works on the folder.
    #[error("another server is using the data folder {}; stop it first, or give this one a folder of its own", .0.display())]
    InUse(PathBuf),
    /// The folder holds no city.
    #[error("there is no city in {}: is --data right? A new city begins with zhoudao import", .0.display())]
    Empty(PathBuf),
    /// The database holds no such city.
    #[error(
        "there is no such city in the database at {0}: are --database and --city right? A new city begins with zhoudao import"
    )]
    EmptyDatabase(PostgresAddress),
    /// There was a city, and its database is gone: a new one in its place would go by the name of its log.
    #[error(
        "a head lies in {}, but {place} holds no city any more. Are the disk and the options right? If the database is lost, put a backup \
         back into a new folder and name this one with --old; a new city begins in a folder without the file head",
        folder.display()
    )]
    Lost {
        /// The folder with the head.
        folder: PathBuf,
        /// Where the city was.
        place: String,
    },
    /// The city that was in the folder lies in a database now.
    #[error("the city of {} was moved into a database: serve it there, with --database", .0.display())]
    Moved(PathBuf),
    /// The log is hashed in another way, and will be for good.
    #[error("the log of the city in {} is hashed with {found} since it was founded, and cannot be hashed with {expected}: only a new city chooses", folder.display())]
    OtherSuite {
        /// The folder.
        folder: PathBuf,
        /// How it is hashed.
        found: &'static str,
        /// How it was to be hashed.
        expected: &'static str,
    },
    /// The key is none of the folder's log.
    #[error("this is not the key of the log in {}: its name is zhoudao/{city}/EPOCH/SUITE", folder.display())]
    OtherLog {
        /// The folder.
        folder: PathBuf,
        /// The city.
        city: RegionCode,
    },
    /// The folder belongs to another city.
    #[error("the data folder {} holds the city {found}, not {expected}", folder.display())]
    OtherCity {
        /// The folder.
        folder: PathBuf,
        /// The city it holds.
        found: RegionCode,
        /// The city asked for.
        expected: RegionCode,
    },
    /// The key file is missing, unreadable or not of this city.
    #[error("the key file {}: {reason}; --keys names it where it lies elsewhere", file.display())]
    Keys {
        /// The key file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The bundled engine is older than the one that is known to be sound.
    #[error("SQLite {found} is too old: 3.54.0 or later is needed")]
    OldEngine {
        /// Its version.
        found: String,
    },
    /// The database was written by a newer program, or altered.
    #[error("the database in {}: {reason}", folder.display())]
    Database {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The PostgreSQL cannot be used.
    #[error("the database at {address}: {reason}")]
    Postgres {
        /// Where it is.
        address: PostgresAddress,
        /// What is wrong.
        reason: String,
    },
    /// The object store cannot be used.
    #[error("the attachments in {bucket}: {reason}")]
    Attachments {
        /// Where they lie.
        bucket: String,
        /// What is wrong.
        reason: String,
    },
    /// The machine gives no random bytes.
    #[error("the machine gives no random bytes: {0}")]
    NoRandomness(String),
    /// The database holds several cities.
    #[error("the database holds several cities: say which one with --city CODE")]
    ManyCities,
    /// The disk refuses.
    #[error("the data folder {}: {error}", folder.display())]
    Disk {
        /// The folder.
        folder: PathBuf,
        /// What the disk says.
        error: std::io::Error,
    },
}

//! Why a backup was not made, or a city not put back.

use std::io;
use std::path::{Path, PathBuf};

use crate::engine::Fault;
use crate::error::{OpenError, Unavailable};
use crate::files::FileError;

/// What went wrong, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum CareError {
    /// The city cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The disk refuses.
    #[error("{}: {error}", path.display())]
    Disk {
        /// Which file or folder.
        path: PathBuf,
        /// What the disk says.
        error: io::Error,
    },
    /// The key file of backups cannot be used.
    #[error("the backup key {}: {reason}", file.display())]
    Key {
        /// The key file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// What was stored is not what was written, or is read with another key.
    #[error("{} is damaged, was altered, or was sealed under another backup key", .0.display())]
    Damaged(PathBuf),
    /// Another backup is being made into the folder.
    #[error("another backup is being made into {}: let it end first", .0.display())]
    Busy(PathBuf),
    /// There is no finished backup.
    #[error("there is no finished backup in {}: name the folder to which zhoudao backup writes", .0.display())]
    NoBackup(PathBuf),
    /// No backup reaches that far.
    #[error("no backup reaches position {wanted}: the last one ends at {last}")]
    NotYet {
        /// The position asked for.
        wanted: u64,
        /// The last position that is in a backup.
        last: u64,
    },
    /// What an earlier position had is not known any more.
    #[error(
        "what was drawn and claimed at position {wanted} is not known any more: choose a position from {since} on, or put back the end of an \
         earlier backup"
    )]
    TooEarly {
        /// The position asked for.
        wanted: u64,
        /// The first position that can be restored.
        since: u64,
    },
    /// The folder already holds a city.
    #[error("{} already holds a city: move it aside, and name it with --old so that what it knows of erasures and heads is kept", .0.display())]
    Occupied(PathBuf),
    /// The backup belongs to another city or other keys.
    #[error("{0}")]
    Other(String),
    /// An attachment cannot be read or put where it belongs.
    #[error("an attachment: {0}")]
    File(#[from] FileError),
    /// The database or its content refuses.
    #[error("{0}")]
    Refused(Unavailable),
}

impl CareError {
    /// A fault of the disk at a path.
    pub(super) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::Disk {
            path: path.to_path_buf(),
            error,
        }
    }
}

impl From<Unavailable> for CareError {
    fn from(unavailable: Unavailable) -> Self {
        Self::Refused(unavailable)
    }
}

impl From<Fault> for CareError {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault.into())
    }
}

impl From<rusqlite::Error> for CareError {
    fn from(error: rusqlite::Error) -> Self {
        Fault::from(error).into()
    }
}

//! Why a backup was not made, or a city not put back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use identity::RegionCode;

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
    #[error("the backup key {}: {reason}; --backup-key names its file", file.display())]
    Key {
        /// The key file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// What was stored is not what was written, or is read with another key.
    #[error("{} is damaged, was altered, or was sealed under another backup key", .0.display())]
    Damaged(PathBuf),
    /// Events were deleted from the log that was to be backed up.
    #[error(
        "the log is to end at position {position} and has {events} events: some were deleted behind the program's back. Nothing was backed up, and no \
         backup was removed. Change nothing, look at the city with zhoudao verify, and put back the last backup that was made before"
    )]
    Incomplete {
        /// Its last position.
        position: u64,
        /// How many events it has.
        events: u64,
    },
    /// A backup would lie on the disk that it is to outlive.
    #[error(
        "{} lies in the data folder {}: backups that lie with the city are lost with it. Name a folder on another disk or machine with --to",
        to.display(), data.display()
    )]
    WithinTheCity {
        /// The folder for backups.
        to: PathBuf,
        /// The city's own.
        data: PathBuf,
    },
    /// The folder holds backups that this key does not open.
    #[error(
        "the backups in {} are sealed under another backup key: name theirs with --backup-key, or with --to a folder that has none",
        .0.display()
    )]
    OtherBackupKey(PathBuf),
    /// The folder holds backups of another city.
    #[error("{} holds backups of the city {city}: name a folder of this city's own with --to", folder.display())]
    BackupsOfAnother {
        /// The folder.
        folder: PathBuf,
        /// Whose they are.
        city: u32,
    },
    /// Another backup is being made into the folder.
    #[error("another backup is being made into {}: let it end first", .0.display())]
    Busy(PathBuf),
    /// The folder for backups cannot be used.
    #[error("the folder for backups {}: {error}", folder.display())]
    Backups {
        /// The folder.
        folder: PathBuf,
        /// What the disk says.
        error: io::Error,
    },
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
    /// Before the first event there is no city.
    #[error(
        "position 0 is before the first event, and nothing would be left: name the position of the last event that is to stay"
    )]
    NothingLeft,
    /// What was named as the old data folder is none.
    #[error(
        "there is no data folder {}: name with --old the one in whose place the new one comes, or leave --old out if nothing is left of it",
        .0.display()
    )]
    NoOldFolder(PathBuf),
    /// What was named as the old data folder is another city's: its erasures and its head say nothing of this one.
    #[error(
        "{} does not hold the city of the backup, or holds one with other keys: name with --old the data folder of this city, with --old-database \
         its database, or leave them out if nothing is left of it",
        .0
    )]
    OldOfAnother(String),
    /// The head of the old data folder is of no use.
    #[error(
        "{} is damaged: move it aside, and name a head that somebody else has (/log, a witness) with --head",
        .0.display()
    )]
    OldHead(PathBuf),
    /// A server would go on writing what is lost by then.
    #[error("a server still works on {0}: stop it first, or what it writes meanwhile is lost")]
    StillServed(String),
    /// A file stands where a folder is needed.
    #[error("{} is a file: name a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder already holds a city.
    #[error("{} already holds a city: move it aside, and name it with --old so that what it knows of erasures and heads is kept", .0.display())]
    Occupied(PathBuf),
    /// The folder holds something else.
    #[error(
        "{} is not empty: a city comes into a new folder. Choose another --to, or delete that one if it is what a restore that was cut off \
         has left",
        .0.display()
    )]
    NotEmpty(PathBuf),
    /// Of what was made half, something is left.
    #[error("{why}. What was made by then is no city and could not be removed ({error}): delete {}", folder.display())]
    LeftBehind {
        /// The folder.
        folder: PathBuf,
        /// Why it could not be removed.
        error: io::Error,
        /// Why there is no city.
        why: Box<CareError>,
    },
    /// The backup belongs to another city or other keys.
    #[error("{0}")]
    Other(String),
    /// The database has the city already.
    #[error("the database (--database, or DATABASE_URL) has the city {0} already: name one that does not, or serve it there")]
    AlreadyThere(RegionCode),
    /// The connection was lost while the database was asked to keep the city.
    #[error(
        "whether the database has taken the city is not known ({reason}). If zhoudao verify --database finds it there, serve it there; if not, rename {} \
         back to {} and move it once more",
        left.display(), back.display()
    )]
    Unanswered {
        /// Where the file lies now.
        left: PathBuf,
        /// Where it lay.
        back: PathBuf,
        /// What the database says.
        reason: Unavailable,
    },
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

    /// What the engine refuses, with the file in which it does.
    pub(super) fn within(self, file: &Path) -> Self {
        let Self::Refused(unavailable) = &self else { return self };
        Self::Refused(Unavailable(format!("{}: {unavailable}", file.display())))
    }
}

/// Makes a folder, unless it is there.
pub(super) fn make_folder(folder: &Path) -> Result<(), CareError> {
    let file_in_the_way = || folder.ancestors().find(|path| path.is_file());
    fs::create_dir_all(folder).map_err(|error| match file_in_the_way() {
        Some(file) => CareError::NotAFolder(file.to_path_buf()),
        None => CareError::disk(folder)(error),
    })
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

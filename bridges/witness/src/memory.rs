//! What a witness has seen: of each log the last head that it has countersigned, in a file of its own.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use proof::{Note, Origin};

use crate::filed_as;

/// The file that says that somebody works here.
const LOCK_FILE: &str = "lock";

/// A folder of heads, which one witness at a time works in.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    /// Held as long as the witness works.
    _lock: File,
}

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// It cannot be read or written.
    #[error("the folder {folder} of what this witness has seen cannot be used: {error}")]
    Disk {
        /// The folder.
        folder: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Another witness works in it.
    #[error("another witness works in the folder {0}: end it first, or use another folder")]
    Taken(PathBuf),
    /// What lies there was changed.
    #[error("{0} is no signed head: put back what this witness has written; without it, it would countersign anything")]
    Damaged(PathBuf),
}

impl Memory {
    /// The memory in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn open(folder: &Path) -> Result<Self, MemoryError> {
        let disk = |error| MemoryError::Disk {
            folder: folder.to_owned(),
            error,
        };
        fs::create_dir_all(folder).map_err(disk)?;
        let lock = File::create(folder.join(LOCK_FILE)).map_err(disk)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                folder: folder.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(MemoryError::Taken(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(disk(error)),
        }
    }

    /// The last head of that log, with the signatures of both; none if the witness has never seen it.
    ///
    /// # Errors
    /// When the file cannot be read, or is something else.
    pub fn last(&self, origin: &Origin) -> Result<Option<Note>, MemoryError> {
        let file = self.file(origin);
        match fs::read_to_string(&file) {
            Ok(note) => note.parse().map(Some).map_err(|_| MemoryError::Damaged(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(MemoryError::Damaged(file)),
            Err(error) => Err(self.disk(error)),
        }
    }

    /// Keeps a head in place of the last one; when this returns, it is on the disk.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, origin: &Origin, note: &Note) -> Result<(), MemoryError> {
        let file = self.file(origin);
        let next = file.with_extension("new");
        let written = || -> io::Result<()> {
            let mut writing = File::create(&next)?;
            writing.write_all(note.to_string().as_bytes())?;
            writing.sync_all()?;
            fs::rename(&next, &file)?;
            File::open(&self.folder)?.sync_all()
        };
        written().map_err(|error| self.disk(error))
    }

    fn file(&self, origin: &Origin) -> PathBuf {
        self.folder.join(filed_as(origin)).with_extension("txt")
    }

    fn disk(&self, error: io::Error) -> MemoryError {
        MemoryError::Disk {
            folder: self.folder.clone(),
            error,
        }
    }
}

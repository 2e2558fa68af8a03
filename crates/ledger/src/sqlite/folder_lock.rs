//! One server a data folder.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use crate::error::OpenError;

/// The lock's name in the folder.
const FILE_NAME: &str = "lock";

/// Held by the writer; the operating system frees it however the server ends.
pub(crate) struct FolderLock {
    file: File,
}

impl FolderLock {
    pub(crate) fn take(folder: &Path) -> Result<Self, OpenError> {
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).write(true).open(folder.join(FILE_NAME));
        file.and_then(Self::of).map_err(|error| refused(folder, error))
    }

    /// That of a folder to which nothing is to be written; none where no server has ever worked on it.
    pub(crate) fn take_if_there(folder: &Path) -> Result<Option<Self>, OpenError> {
        match File::open(folder.join(FILE_NAME)) {
            Ok(file) => Self::of(file).map(Some).map_err(|error| refused(folder, error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(refused(folder, error)),
        }
    }

    fn of(file: File) -> io::Result<Self> {
        file.try_lock()?;
        Ok(Self { file })
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that was started meanwhile has it open too until it runs its own program.
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the lock of the data folder is freed when the process ends");
        }
    }
}

fn refused(folder: &Path, error: io::Error) -> OpenError {
    let folder = folder.to_path_buf();
    if error.kind() == io::ErrorKind::WouldBlock {
        OpenError::InUse(folder)
    } else {
        OpenError::Disk { folder, error }
    }
}

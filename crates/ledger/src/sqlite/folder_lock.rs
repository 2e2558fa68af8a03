//! One server a data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::OpenError;

/// Held by the writer; the operating system frees it however the server ends.
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    pub(crate) fn take(folder: &Path) -> Result<Self, OpenError> {
        let disk = |error| OpenError::Disk {
            folder: folder.to_path_buf(),
            error,
        };
        let path = folder.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(disk)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(folder.to_path_buf())),
            Err(TryLockError::Error(error)) => Err(disk(error)),
        }
    }
}

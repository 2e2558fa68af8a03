//! Stored files in the folder `files` of the data folder: `ab/abcdef…`.

use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::File;

use super::error::FileError;
use super::{FOLDER, FileName, INCOMING, blocking};
use crate::disk;
use crate::options::Syncing;
use crate::point::Point;

/// The folder of attachments.
#[derive(Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    syncing: Syncing,
}

impl Folder {
    pub(super) fn of(data: &Path, syncing: Syncing) -> Self {
        Self {
            path: data.join(FOLDER),
            syncing,
        }
    }

    /// Where a file lies.
    pub(super) fn file(&self, name: &FileName) -> PathBuf {
        self.path.join(name.initial()).join(name.as_str())
    }

    /// Gives a file its name, so that it keeps it after a power cut. For a thread that may wait.
    pub(super) fn place(&self, from: &Path, name: &FileName) -> io::Result<()> {
        let to = self.file(name);
        let new = to.parent().filter(|own| !own.exists());
        if let Some(own) = new {
            std::fs::create_dir_all(own)?;
        }
        if self.syncing == Syncing::BeforeAnswering {
            std::fs::File::open(from)?.sync_all()?;
        }
        Point::FileSynced.pass();
        std::fs::rename(from, &to)?;
        Point::FileNamed.may_fail()?;
        match (self.syncing, new) {
            (Syncing::WhenClosed, _) => Ok(()),
            (Syncing::BeforeAnswering, None) => disk::sync_folder_of(&to),
            (Syncing::BeforeAnswering, Some(own)) => {
                disk::sync_folder(own)?;
                disk::sync_folder(&self.path)
            }
        }
    }

    pub(super) async fn read(&self, name: &FileName) -> Result<File, FileError> {
        match File::open(self.file(name)).await {
            Ok(file) => Ok(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(FileError::Missing),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn holds(&self, name: &FileName) -> Result<bool, FileError> {
        Ok(tokio::fs::try_exists(self.file(name)).await?)
    }

    /// Removes a file; somebody else may have been faster.
    pub(super) async fn remove(&self, name: &FileName) -> Result<(), FileError> {
        let file = self.file(name);
        blocking(move || match std::fs::remove_file(&file) {
            Ok(()) => disk::sync_folder_of(&file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }

    /// Whether nothing was ever placed in it: what is removed leaves the folder in which it lay.
    pub(super) fn is_bare(&self) -> bool {
        std::fs::read_dir(&self.path).is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name() == INCOMING))
    }

    /// The names and lengths of all.
    pub(super) fn list(&self) -> io::Result<Vec<(String, u64)>> {
        super::stored_in(&self.path)
    }
}

//! Where stored files lie: in a folder, or in an object store that many servers share.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::error::FileError;
use super::folder::Folder;
use super::store::Store;
use super::{FileName, SEGMENT_BYTES, blocking};
use crate::digest::hex;
use crate::error::OpenError;
use crate::options::{Attachments, Syncing};
use crate::waiting::wait;

/// Where stored files lie.
#[derive(Clone)]
pub(crate) enum Shelf {
    Folder(Folder),
    Store(Arc<Store>),
}

impl Shelf {
    pub(crate) fn of(data: &Path, attachments: &Attachments, syncing: Syncing) -> Result<Self, OpenError> {
        Ok(match attachments {
            Attachments::InFolder => Self::Folder(Folder::of(data, syncing)),
            Attachments::InBucket(bucket) => Self::Store(Arc::new(Store::new(bucket)?)),
        })
    }

    /// Whether it is there and lets the city in; what the operator should know where it cannot be reached now.
    pub(super) fn look(&self) -> Result<Option<String>, OpenError> {
        match self {
            Self::Folder(_) => Ok(None),
            Self::Store(store) => store.look(),
        }
    }

    /// Whether it is a folder in which nothing was ever placed. A bucket never is: one that is empty may be one from which everything was erased, and
    /// one that is away is told of when it is looked at.
    pub(super) fn is_bare(&self) -> bool {
        match self {
            Self::Folder(folder) => folder.is_bare(),
            Self::Store(_) => false,
        }
    }

    /// Puts a file that was written whole under its name; it stays there, whatever happens, when this answers. In a folder it is moved.
    pub(crate) async fn place(&self, from: &Path, name: &FileName) -> Result<(), FileError> {
        match self {
            Self::Folder(folder) => {
                let (folder, from, name) = (folder.clone(), from.to_path_buf(), name.clone());
                blocking(move || folder.place(&from, &name)).await
            }
            Self::Store(store) => store.place(from, name).await,
        }
    }

    /// The same for a thread that may wait.
    pub(crate) fn place_waiting(&self, from: &Path, name: &FileName) -> Result<(), FileError> {
        match self {
            Self::Folder(folder) => Ok(folder.place(from, name)?),
            Self::Store(store) => wait(store.place(from, name)),
        }
    }

    pub(super) async fn read(&self, name: &FileName) -> Result<Box<dyn AsyncRead + Send + Sync + Unpin>, FileError> {
        match self {
            Self::Folder(folder) => Ok(Box::new(folder.read(name).await?)),
            Self::Store(store) => store.read(name).await,
        }
    }

    pub(super) async fn holds(&self, name: &FileName) -> Result<bool, FileError> {
        match self {
            Self::Folder(folder) => folder.holds(name).await,
            Self::Store(store) => store.holds(name).await,
        }
    }

    /// Removes a file; that it is not there is no error.
    pub(super) async fn remove(&self, name: &FileName) -> Result<(), FileError> {
        match self {
            Self::Folder(folder) => folder.remove(name).await,
            Self::Store(store) => store.remove(name).await,
        }
    }

    /// The names and lengths of all. For a thread that may wait.
    pub(crate) fn list(&self) -> Result<Vec<(String, u64)>, FileError> {
        match self {
            Self::Folder(folder) => Ok(folder.list()?),
            Self::Store(store) => wait(store.list()),
        }
    }

    /// A file as it was stored. For a thread that may wait.
    pub(crate) fn stored(&self, name: &FileName) -> Result<Box<dyn Read>, FileError> {
        match self {
            Self::Folder(folder) => match File::open(folder.file(name)) {
                Ok(file) => Ok(Box::new(file)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Err(FileError::Missing),
                Err(error) => Err(error.into()),
            },
            Self::Store(store) => Ok(Box::new(Waiting(wait(store.read(name))?))),
        }
    }

    /// Whether a file is what was stored under its name. For a thread that may wait.
    pub(crate) fn is_whole(&self, name: &FileName) -> Result<bool, FileError> {
        let mut stored = self.stored(name)?;
        let mut digest = Sha256::new();
        let mut piece = vec![0; SEGMENT_BYTES];
        loop {
            match stored.read(&mut piece)? {
                0 => return Ok(hex(&digest.finalize()) == name.as_str()),
                bytes => digest.update(&piece[..bytes]),
            }
        }
    }
}

/// What comes piece by piece, for a thread that may wait.
struct Waiting(Box<dyn AsyncRead + Send + Sync + Unpin>);

impl Read for Waiting {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        wait(self.0.read(into))
    }
}

//! A file on its way in: read, hashed, encrypted, written, synced, named.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};

use super::error::FileError;
use super::sealing::{FileKey, Segments, TAG_BYTES};
use super::{FORMAT, FileName, Files, INCOMING, SEGMENT_BYTES, blocking};
use crate::digest::hex;
use crate::options::Syncing;
use crate::point::Point;

/// What is known of a file once it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name: the digest of what is stored.
    pub name: FileName,
    /// Its key, for the vault.
    pub key: FileKey,
    /// Its length in bytes, as it came.
    pub bytes: u64,
    /// Its SHA-256 as it came, in lowercase hexadecimal digits: what people compare, for the vault.
    pub sha256: String,
}

/// A file that is removed unless it is finished.
struct Incoming {
    path: Option<PathBuf>,
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if let Some(path) = &self.path
            && let Err(error) = std::fs::remove_file(path)
        {
            tracing::warn!(%error, "a file that did not come in whole could not be removed");
        }
    }
}

pub(super) async fn store(files: &Files, reader: impl AsyncRead + Unpin, bytes_max: u64) -> Result<Stored, FileError> {
    let mut random = [0; 48];
    files
        .random
        .fill(&mut random)
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    let (key, temporary) = random.split_at(32);
    let key = FileKey::new(key.try_into().map_err(|_| FileError::Damaged)?);
    let path = files.folder.join(INCOMING).join(hex(temporary));
    let mut incoming = Incoming {
        path: Some(path.clone()),
    };
    let written = write(files, &key, &path, reader, bytes_max).await?;
    place(files, &path, &written.name).await?;
    Point::FileKept.pass();
    incoming.path = None;
    Ok(Stored {
        name: written.name,
        key,
        bytes: written.bytes,
        sha256: written.sha256,
    })
}

struct Written {
    name: FileName,
    bytes: u64,
    sha256: String,
}

async fn write(
    files: &Files,
    key: &FileKey,
    path: &Path,
    mut reader: impl AsyncRead + Unpin,
    bytes_max: u64,
) -> Result<Written, FileError> {
    let mut file = File::create_new(path).await?;
    file.write_all(FORMAT).await?;
    Point::FileBegun.pass();
    let mut stored = Sha256::new_with_prefix(FORMAT);
    let mut plain = Sha256::new();
    let mut segments = Segments::new(&files.keys.of(key.bytes()));
    let mut bytes = 0;
    let mut segment = read_segment(&mut reader).await?;
    loop {
        bytes += segment.len() as u64;
        if bytes > bytes_max {
            return Err(FileError::TooLong { bytes_max });
        }
        // Only a segment that is not full can be known to be the last before the next has been read.
        let next = if segment.len() < SEGMENT_BYTES {
            Vec::new()
        } else {
            read_segment(&mut reader).await?
        };
        plain.update(&segment);
        segments.seal(&mut segment, next.is_empty())?;
        stored.update(&segment);
        file.write_all(&segment).await?;
        Point::FileSegmentWritten.pass();
        if next.is_empty() {
            break;
        }
        segment = next;
    }
    file.flush().await?;
    if files.syncing == Syncing::BeforeAnswering {
        file.sync_all().await?;
    }
    Point::FileSynced.pass();
    Ok(Written {
        name: FileName::of(&stored.finalize().into()),
        bytes,
        sha256: hex(&plain.finalize()),
    })
}

/// The next plain bytes, a whole segment unless the file ends.
async fn read_segment(reader: &mut (impl AsyncRead + Unpin)) -> Result<Vec<u8>, FileError> {
    let mut segment = Vec::with_capacity(SEGMENT_BYTES + TAG_BYTES);
    reader.take(SEGMENT_BYTES as u64).read_to_end(&mut segment).await?;
    Ok(segment)
}

/// Gives the file its name, so that it keeps it after a power cut.
async fn place(files: &Files, from: &Path, name: &FileName) -> Result<(), FileError> {
    let (from, to, folder) = (from.to_path_buf(), files.path(name), files.folder.clone());
    let syncing = files.syncing;
    blocking(move || {
        let new = to.parent().filter(|own| !own.exists());
        if let Some(own) = new {
            std::fs::create_dir_all(own)?;
        }
        std::fs::rename(&from, &to)?;
        Point::FileNamed.may_fail()?;
        match (syncing, new) {
            (Syncing::WhenClosed, _) => Ok(()),
            (Syncing::BeforeAnswering, None) => crate::disk::sync_folder_of(&to),
            (Syncing::BeforeAnswering, Some(own)) => {
                crate::disk::sync_folder(own)?;
                crate::disk::sync_folder(&folder)
            }
        }
    })
    .await
}

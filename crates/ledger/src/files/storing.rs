//! A file on its way in: read, hashed, encrypted, written, named.

use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};

use super::error::FileError;
use super::sealing::{FileKey, Segments, TAG_BYTES};
use super::{FORMAT, FileName, Files, SEGMENT_BYTES};
use crate::digest::hex;
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

/// A file that is removed unless it was moved away.
struct Incoming {
    path: PathBuf,
}

impl Drop for Incoming {
    fn drop(&mut self) {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, "a file that is no longer needed could not be removed");
            }
            _ => {}
        }
    }
}

pub(super) async fn store(files: &Files, reader: impl AsyncRead + Unpin, bytes_max: u64) -> Result<Stored, FileError> {
    let mut random = [0; 48];
    files
        .random
        .fill(&mut random)
        .map_err(|error| io::Error::other(error.to_string()))?;
    let (key, temporary) = random.split_at(32);
    let key = FileKey::new(key.try_into().map_err(|_| FileError::Damaged)?);
    let incoming = Incoming {
        path: files.incoming().join(hex(temporary)),
    };
    let written = write(files, &key, &incoming.path, reader, bytes_max).await?;
    files.shelf.place(&incoming.path, &written.name).await?;
    Point::FileKept.pass();
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

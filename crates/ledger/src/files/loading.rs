//! A file on its way out: read, checked, decrypted, segment by segment.

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::error::FileError;
use super::sealing::{FileKey, Segments, TAG_BYTES};
use super::{FORMAT, FileName, Files, SEGMENT_BYTES};

/// Segments that are read ahead of a slow receiver.
const AHEAD_MAX: usize = 2;

/// A file that is being read. Every segment it gives is as it was stored; a file that was cut off ends in an error.
pub struct Loading {
    file: Box<dyn AsyncRead + Send + Sync + Unpin>,
    segments: Segments,
    /// The next segment, still encrypted: read ahead, to know whether it is the last.
    next: Vec<u8>,
    is_at_the_end: bool,
}

pub(super) async fn load(files: &Files, name: &FileName, key: &FileKey) -> Result<Loading, FileError> {
    let mut file = files.shelf.read(name).await?;
    let mut format = [0; FORMAT.len()];
    file.read_exact(&mut format).await.map_err(|_| FileError::Damaged)?;
    if &format != FORMAT {
        return Err(FileError::Damaged);
    }
    let segments = Segments::new(&files.keys.of(key.bytes()));
    let mut loading = Loading {
        file,
        segments,
        next: Vec::new(),
        is_at_the_end: false,
    };
    loading.next = loading.read_segment().await?;
    Ok(loading)
}

impl Loading {
    /// The next bytes; none at the end.
    pub async fn segment(&mut self) -> Result<Option<Vec<u8>>, FileError> {
        if self.is_at_the_end {
            return Ok(None);
        }
        let mut segment = std::mem::take(&mut self.next);
        self.next = self.read_segment().await?;
        self.is_at_the_end = self.next.is_empty();
        self.segments.open(&mut segment, self.is_at_the_end)?;
        Ok(Some(segment).filter(|segment| !segment.is_empty()))
    }

    /// The whole file, if it is not longer than that.
    pub async fn whole(mut self, bytes_max: u64) -> Result<Vec<u8>, FileError> {
        let mut whole = Vec::new();
        while let Some(segment) = self.segment().await? {
            whole.extend_from_slice(&segment);
            if whole.len() as u64 > bytes_max {
                return Err(FileError::TooLong { bytes_max });
            }
        }
        Ok(whole)
    }

    /// The file as a stream, for the body of an answer.
    pub fn stream(mut self) -> ReceiverStream<Result<Vec<u8>, FileError>> {
        let (sender, receiver) = mpsc::channel(AHEAD_MAX);
        tokio::spawn(async move {
            while let Some(segment) = self.segment().await.transpose() {
                let is_the_end = segment.is_err();
                // Whoever reads may have left.
                if sender.send(segment).await.is_err() || is_the_end {
                    return;
                }
            }
        });
        ReceiverStream::new(receiver)
    }

    async fn read_segment(&mut self) -> Result<Vec<u8>, FileError> {
        let sealed = SEGMENT_BYTES + TAG_BYTES;
        let mut segment = Vec::with_capacity(sealed);
        (&mut self.file).take(sealed as u64).read_to_end(&mut segment).await?;
        Ok(segment)
    }
}

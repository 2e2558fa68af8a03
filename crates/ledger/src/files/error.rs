//! What can go wrong with an attachment.

use std::io;

use crate::error::Unavailable;

/// Why a file was not stored or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is longer than it may be.
    #[error("the file is longer than {bytes_max} bytes: send a shorter one")]
    TooLong {
        /// The limit.
        bytes_max: u64,
    },
    /// It is not there.
    #[error("there is no such file any more: an earlier backup may have it")]
    Missing,
    /// It was cut off, altered, or is read with another file's key.
    #[error("the stored file is damaged, or the key is not its own: put it back from a backup")]
    Damaged,
    /// The name is no name of a file.
    #[error("this is no name of a stored file: it has 64 lowercase hexadecimal digits")]
    Name,
    /// The object store refuses, or cannot be reached.
    #[error("the object store gives no right answer ({0}): is it running, and does it let the city read and write?")]
    Store(String),
    /// It is not known to be erased, so that it is still there.
    #[error("what was to be erased cannot be put on the list ({0}): it is still there")]
    List(Unavailable),
    /// The sender or the disk broke off.
    #[error("the file could not be read or written ({0}): look at the disk, and whether it is full")]
    Broken(#[from] io::Error),
}

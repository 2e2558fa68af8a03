//! The platform's own files, to which a sync carries.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;

use rusqlite::ffi;

/// Where synced bytes lie. Failures are SQLite's codes.
pub(crate) trait Platter {
    /// Fills the buffer; behind the file's end there are zeros.
    fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), i32>;
    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), i32>;
    fn size(&mut self) -> Result<u64, i32>;
    /// Shortens or lengthens.
    fn truncate(&mut self, size: u64) -> Result<(), i32>;
}

/// A file that SQLite does not have open, or no longer.
pub(crate) struct OpenedFile(File);

impl OpenedFile {
    pub(crate) fn open(file: &Path) -> std::io::Result<Self> {
        OpenOptions::new().read(true).write(true).open(file).map(Self)
    }
}

impl Platter for OpenedFile {
    fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), i32> {
        buffer.fill(0);
        let mut read = 0;
        while read < buffer.len() {
            match self.0.read_at(&mut buffer[read..], at + read as u64) {
                Ok(0) => break,
                Ok(bytes) => read += bytes,
                Err(_) => return Err(ffi::SQLITE_IOERR_READ),
            }
        }
        Ok(())
    }

    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), i32> {
        self.0.write_all_at(bytes, at).map_err(|_| ffi::SQLITE_IOERR_WRITE)
    }

    fn size(&mut self) -> Result<u64, i32> {
        self.0
            .metadata()
            .map(|metadata| metadata.len())
            .map_err(|_| ffi::SQLITE_IOERR_FSTAT)
    }

    fn truncate(&mut self, size: u64) -> Result<(), i32> {
        self.0.set_len(size).map_err(|_| ffi::SQLITE_IOERR_TRUNCATE)
    }
}

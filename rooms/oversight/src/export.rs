//! Taking a list out as XLSX: rows go to the file page by page, never all in memory; the file is sent as it lies on the disk.

mod book;
mod shelf;

pub(crate) use book::{Book, write};
pub(crate) use shelf::{Beginning, Exports, Progress};

//! The engine below a city on one machine: one SQLite file, one writer, many readers.

mod binding;
mod committing;
mod connection;
mod copying;
mod fault;
mod file;
mod folder_lock;
mod reading;
mod tables;
mod write_ahead_log;
mod writing;

pub(crate) use binding::{execute, execute_with};
pub(crate) use committing::SqliteWriter;
pub(crate) use connection::{DATABASE_FILE, check_engine, open_to_read};
pub(crate) use file::{leaf_of, suite_of};
pub(crate) use folder_lock::FolderLock;
pub(crate) use reading::SqliteReaders;
pub(crate) use tables::{LOG, ordered_by_key};

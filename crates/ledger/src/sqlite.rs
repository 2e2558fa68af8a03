//! The engine below a city on one machine: one SQLite file, one writer, many readers.

mod binding;
mod connection;
mod fault;
mod fold;
mod folder_lock;
mod migrations;
mod readers;
mod side;
mod submission;
mod transaction;
mod work;
mod write_ahead_log;
mod writer;
mod writing;

pub(crate) use binding::{execute, question};
pub(crate) use connection::{DATABASE_FILE, check_engine, open_to_read};
pub(crate) use fault::Fault;
pub(crate) use fold::{fold, last_event, origin_of, text};
pub(crate) use folder_lock::FolderLock;
pub(crate) use migrations::{migrate, migrate_log};
pub(crate) use readers::Readers;
pub(crate) use side::Side;
pub(crate) use submission::Submission;
pub(crate) use transaction::holder;
pub(crate) use work::Message;
pub(crate) use writer::{QUEUE_MAX, Writer};
pub(crate) use writing::keeping_number;

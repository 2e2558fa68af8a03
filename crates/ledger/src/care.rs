//! Caring for what was entrusted: backups beside the running server, putting a city back, taking everything out and in again, and
//! erasing what is past its term.
//!
//! A backup is a folder of its own beside earlier ones: the database as of one moment and the list of attachments, sealed under a
//! [`BackupKey`]; attachments are shared by all backups. The keys of the city are never in it. A city that is put back opens a new epoch of
//! its log ([`crate::PutBack`]); what was erased since is in a list outside backups and is erased again.

mod aging;
mod backup;
mod began;
mod commands;
mod crossing;
mod erased;
mod error;
mod export;
mod files;
mod heads;
mod import;
mod keys;
mod listing;
mod looking;
mod manifest;
mod moving;
mod old;
mod putting;
mod restore;
mod rewinding;
mod scrubbing;
mod sealing;
mod shared_list;
mod snapshot;
mod target;
mod terms;
mod tree;
mod values;
mod vouched;

pub use backup::{Backup, BackupMade, Records, Stage, backup, make_backups_folder};
pub use commands::{CheckedCommands, CommandFinding};
pub use erased::{Erased, ErasedWhat, ErasedWhy};
pub use error::CareError;
pub use export::{Export, Listing, Values};
pub use files::CheckedFiles;
pub use import::import;
pub use keys::BackupKey;
pub use looking::{BackupRead, read_backup};
pub use manifest::{Found, Manifest, backups_in, holds_backups};
pub(crate) use moving::MOVED_FILE;
pub use moving::{Moved, Moving, move_in};
pub use restore::{Restore, Restored, restore};
pub use scrubbing::Scrubbed;
pub use terms::{Due, TermsKept, Verdict};
pub use values::{CheckedValues, ValueFinding};

pub(crate) use began::{beginning, unsigned};
pub(crate) use files::named_in;
pub(crate) use listing::{keep_list, note_file};
pub(crate) use shared_list::note_file_in_database;
pub(crate) use terms::{Terms, watch_terms};

//! Durable records: decide → append → index, in one transaction.
//!
//! A room describes its records by a [`Record`] (pure) and submits commands through [`Ledger::submit`]. What it gets
//! back is a [`Receipt`] of something that is on the disk. Beside the log: the vault for personal values, encrypted
//! [`Files`], [`Drafts`], index tables with [`Ledger::query`], and what follows from events: reactions and timers.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used))]

mod almanac;
mod cache;
mod canonical;
mod clock;
mod context;
mod decision;
mod digest;
mod disk;
mod drafts;
mod error;
mod export;
mod files;
mod index;
mod key;
mod leaf;
mod ledger;
mod options;
mod reaction;
mod receipt;
mod record;
mod rows;
mod shared;
mod sqlite;
mod value;
mod vault;
mod waiting;

pub use almanac::Almanac;
pub use clock::{Clock, ClockError, MovableClock, SystemClock};
pub use context::{Context, Draws, Rehearsal};
pub use decision::{Claim, Decision, Expectation, Keeping, Secret};
pub use drafts::{DRAFT_DAYS, Draft, DraftHeading, Drafts};
pub use error::{OpenError, SubmitError, Unavailable};
pub use files::{FileError, FileKey, FileName, Files, Loading, Stored};
pub use index::Difference;
pub use key::{KEY_BYTES_MAX, Key};
pub use ledger::Ledger;
pub use options::Options;
pub use reaction::{ATTEMPTS_MAX, Lag, Parked, ParkedOutcome, ReactionError, timer_key};
pub use receipt::{Committed, Entry, Receipt, Snapshot, Stamp};
pub use record::{CommandOf, Record, Table};
pub use rows::{Rows, Statement};
pub use value::{FromValue, Row, Value};

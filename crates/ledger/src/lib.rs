//! Durable records: decide → append → index, in one transaction.
//!
//! A room describes its records by a [`Record`] (pure) and submits commands through [`Ledger::submit`]. What it gets
//! back is a [`Receipt`] of something that is on the disk. Beside the log: the vault for personal values, encrypted
//! [`Files`], [`Drafts`], index tables with [`Ledger::query`], and what follows from events: reactions and timers.
//!
//! # How a command is committed
//! One thread, the writer, owns this server's only writing connection. It takes every command that waits, begins a transaction,
//! and for each: looks whether the actor's key is known (then the answer is the earlier one), takes the state from memory or
//! folds it, has the record decide, and works out events, leaves, vault values and index rows. Then everything is written, one
//! commit, one sync of the disk for all, and only then the answers. A refusal or a panic concerns its own command; where
//! something cannot be written, each is decided and committed again by itself; a fault of the disk concerns all of the
//! transaction, after which nothing that was in memory is believed any more. States are shown to readers after the commit,
//! never before.
//!
//! # What others may rely on
//! - A series has no gap and no double: numbers drawn by a command that is not committed were never drawn.
//! - Time never goes back, not even when the clock does, nor across a restart.
//! - The events of one command stand next to each other in the log, under one key. Index rows are worked out once a command,
//!   when it is committed and when tables are rebuilt, so that both give the same.
//! - SQL names its values `$1`, `$2`, … in the order of first use; a region, a day and a moment are integers, an identifier is
//!   16 bytes. Rows of one record do not depend on those of another.
//! - Identifiers are random, so that a table keyed by them is written all over the disk. Tables without `WITHOUT ROWID` lie in
//!   order of insertion; where a table is written all the time, [`Rows::origin`] is the better key.
//!
//! This is module `engine`. Below it lies one of two: `sqlite`, one file and one server, or `postgres`, one database and many
//! servers. Nothing of either is in the public face, but for where it lies.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used))]

mod almanac;
mod beside;
mod cache;
mod canonical;
mod care;
mod chance;
mod clock;
mod context;
mod decision;
mod digest;
mod disk;
mod drafts;
mod engine;
mod erasing;
mod error;
mod export;
mod files;
mod index;
mod key;
mod leaf;
mod leases;
mod ledger;
mod measures;
mod onlookers;
mod options;
mod packing;
mod point;
mod postgres;
mod proving;
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
pub use beside::Beside;
pub use care::{
    Backup, BackupKey, BackupMade, BackupRead, CareError, CheckedCommands, CheckedFiles, CheckedValues, CommandFinding, Due,
    Erased, ErasedWhat, ErasedWhy, Export, Found, Listing, Manifest, Moved, Moving, Records, Restore, Restored, Scrubbed, Stage,
    TermsKept, ValueFinding, Values, Verdict, backup, backups_in, holds_backups, import, make_backups_folder, move_in,
    read_backup, restore,
};
pub use chance::Chance;
pub use clock::{Clock, ClockError, MovableClock, SystemClock};
pub use context::{Context, Draws, Rehearsal};
pub use decision::{Claim, Decision, Expectation, Keeping, Secret};
pub use disk::{Legible, put_down};
pub use drafts::{DRAFT_DAYS, Draft, DraftHeading, Drafts};
pub use erasing::{NoWarrant, Warrant};
pub use error::{OpenError, SubmitError, Unavailable};
pub use files::{
    Bucket, BucketAddress, CredentialsError, FileError, FileKey, FileName, Files, Loading, StoreCredentials, StoreEndpoint,
    Stored, WrongBucket, WrongEndpoint,
};
pub use index::Difference;
pub use key::{KEY_BYTES_MAX, Key};
pub use leaf::unpack as unpack_leaf;
pub use ledger::{Held, LateTimers, Ledger, ParkedCount, Queue};
pub use measures::{Distribution, Measures, Outcome};
pub use options::{Attachments, Database, Options, Syncing};
pub use point::{Arming, NoSuchArming, Point, Strike};
pub use postgres::PostgresAddress;
pub use proving::{
    Checked, Cosigned, DayHead, Epoch, Finding, OWN_KIND, PutBack, REASON_CHARACTERS_MAX, Refusal, RefusalReason, SignedHead,
    WitnessStanding, Word,
};
pub use reaction::{ATTEMPTS_MAX, Lag, Parked, ParkedOutcome, PassingError, ReactionError, Settling, timer_key};
pub use receipt::{Committed, Entry, Receipt, Snapshot, Stamp};
pub use record::{CommandOf, Record, Table};
pub use rows::{Rows, Statement, Sums};
pub use value::{FromValue, Row, Value};

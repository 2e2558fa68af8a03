//! Named points of failure: places at which a test ends the process, holds it up, or has the ledger meet a fault.
//!
//! They are in the program that ships, so that what is tortured is what is served; while nothing is armed, passing one costs a load
//! and a branch. Every point stands in the list below, and a test shows that each is passed.

mod arming;

pub(crate) use arming::Struck;
pub use arming::{Arming, NoSuchArming, Strike};

use std::collections::BTreeMap;

use crate::options::Database;

/// A line a point: its name, and `fails` where the place can meet a fault and go on.
macro_rules! points {
    ($($engine:ident { $($(#[doc = $what:literal])* $point:ident = $name:literal $($fails:ident)?,)* })*) => {
        /// A place in the ledger at which something can be made to go wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Point {
            $($($(#[doc = $what])* $point,)*)*
        }

        impl Point {
            /// All of them.
            pub const ALL: &[Self] = &[$($(Self::$point,)*)*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self {
                    $($(Self::$point => $name,)*)*
                }
            }

            /// Whether a fault can be met there; elsewhere a process can only end or be held up.
            pub fn can_fail(self) -> bool {
                match self {
                    $($(Self::$point => points!(@can_fail $($fails)?),)*)*
                }
            }

            /// Whether a city in that database comes by.
            pub fn is_passed_in(self, database: &Database) -> bool {
                match self {
                    $($(Self::$point => points!(@is_in $engine database),)*)*
                }
            }
        }
    };
    (@can_fail) => { false };
    (@can_fail fails) => { true };
    (@is_in Everywhere $database:ident) => { true };
    (@is_in InFolder $database:ident) => { matches!($database, Database::InFolder) };
    (@is_in Postgres $database:ident) => { matches!($database, Database::Postgres(_)) };
}

points! {
    Everywhere {
        /// The writer has taken what waits.
        BatchTaken = "batch.taken",
        /// A transaction has begun, and it is known what was committed before.
        BatchBegun = "batch.begun" fails,
        /// What had failed was undone.
        BatchUndone = "batch.undone",
        /// A record was taken from memory or folded.
        CommandLoaded = "command.loaded",
        /// A key was known: the earlier answer is about to be given.
        CommandReplayed = "command.replayed",
        /// A record has decided.
        CommandDecided = "command.decided",
        /// Its secrets are encrypted.
        CommandSealed = "command.sealed",
        /// Its events are folded, and their leaves written out.
        CommandFolded = "command.folded",
        /// Its index rows are worked out.
        CommandShown = "command.shown",
        /// Statements outside the log wait for the commit.
        SideTaken = "side.taken",
        /// Everything is decided, nothing is written.
        CommitAsked = "commit.asked" fails,
        /// It is committed, and nobody in this process knows it; to fail here is to lose the database's answer.
        CommitDone = "commit.done" fails,
        /// Readers see it, nobody was answered.
        CommitPublished = "commit.published",
        /// One was answered, others may not have been.
        CommitAnswered = "commit.answered",
        /// The key file is on the disk under another name.
        KeysWritten = "keys.written" fails,
        /// It has its name.
        KeysNamed = "keys.named" fails,
        /// The row of a new city is there, nothing else of it.
        CityFounded = "city.founded",
        /// It is known where the log ends.
        CityRemembered = "city.remembered" fails,
        /// The transaction of a room's steps has begun.
        MigrationBegun = "migration.begun" fails,
        /// A step was done, and not noted.
        MigrationStepped = "migration.stepped" fails,
        /// It was noted.
        MigrationNoted = "migration.noted" fails,
        /// All steps are done, and not committed.
        MigrationDone = "migration.done" fails,
        /// They are committed.
        MigrationCommitted = "migration.committed",
        /// The old index tables are gone.
        IndexDropped = "index.dropped" fails,
        /// The new ones have their rows.
        IndexFilled = "index.filled" fails,
        /// They are noted, and not committed.
        IndexNoted = "index.noted" fails,
        /// Readers see the new ones.
        IndexStood = "index.stood",
        /// A reaction has read events.
        ReactionRead = "reaction.read",
        /// It has handled one, and its cursor does not say so.
        ReactionHandled = "reaction.handled",
        /// It could not, and will try again.
        ReactionFailed = "reaction.failed",
        /// Its cursor has moved.
        ReactionMoved = "reaction.moved",
        /// Something is about to be parked.
        ReactionParking = "reaction.parking",
        /// It is parked, and the cursor does not say so.
        ReactionParked = "reaction.parked",
        /// Timers are due.
        TimerTaken = "timer.taken",
        /// One was handled, and is still set.
        TimerHandled = "timer.handled",
        /// It is no longer set.
        TimerFired = "timer.fired",
        /// The tree has grown in memory.
        TreeGrown = "tree.grown",
        /// Tiles and head are committed, the head is not yet beside the database.
        TreeWritten = "tree.written" fails,
        /// The head is on the disk under another name.
        HeadWritten = "head.written" fails,
        /// It has its name.
        HeadNamed = "head.named" fails,
        /// An attachment has its first bytes.
        FileBegun = "file.begun",
        /// A segment of it is written.
        FileSegmentWritten = "file.segment_written",
        /// It is whole and on the disk, under no name.
        FileSynced = "file.synced",
        /// It has its name, which may not be on the disk.
        FileNamed = "file.named" fails,
        /// Its name is on the disk.
        FileKept = "file.kept",
        /// An attachment is on the list of what was erased, and still there.
        FileListed = "file.listed",
        /// It is gone.
        FileDeleted = "file.deleted",
    }
    InFolder {
        /// The folder is ours.
        FolderLocked = "folder.locked",
        /// SQLite's transaction has begun, nothing is known yet.
        SqliteBegun = "sqlite.begun" fails,
        /// A command's events are written.
        SqliteEventsWritten = "sqlite.events_written" fails,
        /// Its key is.
        SqliteKeyWritten = "sqlite.key_written" fails,
        /// Its secrets are.
        SqliteSecretsWritten = "sqlite.secrets_written" fails,
        /// Its unique values are.
        SqliteClaimsWritten = "sqlite.claims_written" fails,
        /// What it drew is.
        SqliteDrawsWritten = "sqlite.draws_written" fails,
        /// Its index rows are.
        SqliteRowsWritten = "sqlite.rows_written" fails,
        /// Statements outside the log are executed.
        SqliteSideWritten = "sqlite.side_written" fails,
        /// What was added to sums is written.
        SqliteSumsWritten = "sqlite.sums_written" fails,
        /// Series are written: only the commit is left.
        SqliteSeriesWritten = "sqlite.series_written" fails,
        /// The write-ahead log is about to be copied.
        SqliteCopying = "sqlite.copying",
        /// It was.
        SqliteCopied = "sqlite.copied",
        /// What was erased is on the list beside the database, and still in the database.
        ErasureListed = "erasure.listed" fails,
        /// It is only on the list.
        ErasureTakenOver = "erasure.taken_over" fails,
        /// A value whose term is over is gone, with the files that it opened.
        TermErased = "term.erased" fails,
        /// Values are done, what rooms keep outside the log is not.
        TermsKept = "term.kept" fails,
        /// The database was searched for what was erased.
        ScrubSearched = "scrub.searched" fails,
        /// That is noted.
        ScrubNoted = "scrub.noted" fails,
        /// A copy of the database lies in the data folder, and nothing says that it is whole.
        BackupCopied = "backup.copied",
        /// The copy is whole.
        BackupTaken = "backup.taken",
        /// It is sealed in the folder of backups, and was read again.
        BackupSealed = "backup.sealed",
        /// So are the attachments.
        BackupAttached = "backup.attached",
        /// The backup says what it is.
        BackupDescribed = "backup.described",
        /// It has its name.
        BackupNamed = "backup.named",
        /// What was erased is known beside it.
        BackupListed = "backup.listed",
        /// The copy is gone.
        BackupCleared = "backup.cleared",
    }
    Postgres {
        /// The city's pen is ours.
        PenTaken = "postgres.pen_taken" fails,
        /// A batch is about to be sent.
        PostgresSending = "postgres.sending" fails,
        /// Statements are on their way, and not all are answered.
        PostgresSent = "postgres.sent",
        /// The commit was answered; to fail here is to lose the connection before.
        PostgresLanded = "postgres.landed" fails,
        /// The other servers were told.
        PostgresTold = "postgres.told" fails,
        /// A lease was taken or renewed, and nobody believes it yet.
        LeaseTaken = "lease.taken" fails,
        /// Leases were given back.
        LeasesGivenBack = "lease.given_back",
    }
}

impl Point {
    /// How often each was passed since something was armed or [`Point::watch`] was called.
    pub fn passed() -> BTreeMap<Self, u32> {
        arming::passed()
    }

    /// Has passings counted.
    pub fn watch() {
        arming::watch();
    }

    /// Passes a point at which nothing can be refused.
    #[inline]
    pub(crate) fn pass(self) {
        debug_assert!(!self.can_fail(), "{self:?} is listed as one that fails");
        if arming::is_watched() {
            // It cannot be armed to fail.
            let _ = arming::pass(self);
        }
    }

    /// Passes a point at which a fault may be met.
    #[inline]
    pub(crate) fn may_fail(self) -> Result<(), Struck> {
        debug_assert!(self.can_fail(), "{self:?} is not listed as one that fails");
        if arming::is_watched() { arming::pass(self) } else { Ok(()) }
    }
}

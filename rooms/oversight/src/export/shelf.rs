//! Exports under way and ready, for their owner alone, until the house closes or an hour has passed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use calendar::Moment;
use identity::RecordId;
use tempfile::TempPath;

/// How long a file lies ready.
const READY_MILLISECONDS: i64 = 3_600_000;
/// Most exports of one account at a time.
const OF_ACCOUNT_MAX: usize = 4;

/// All of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exports {
    shelf: Arc<Mutex<BTreeMap<RecordId, Entry>>>,
}

#[derive(Debug)]
struct Entry {
    owner: RecordId,
    began: Moment,
    progress: Progress,
}

/// How far an export is.
#[derive(Clone, Debug)]
pub(crate) enum Progress {
    /// So many rows are written.
    Writing {
        /// Rows so far.
        rows: u32,
    },
    /// The file is there.
    Ready {
        /// Rows in all.
        rows: u32,
        /// What it is called: what it holds, and as of which day.
        name: String,
        /// Where it lies.
        file: Arc<TempPath>,
    },
    /// It could not be written.
    Failed,
}

/// Whether an export begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// It does.
    Begun,
    /// The same was asked for before.
    BegunBefore,
    /// The account has too many.
    TooMany,
}

impl Exports {
    /// A new export of an account.
    pub(crate) fn begin(&self, id: RecordId, owner: RecordId, now: Moment) -> Beginning {
        let mut shelf = self.locked();
        shelf.retain(|_, entry| now.0 - entry.began.0 < READY_MILLISECONDS);
        if shelf.contains_key(&id) {
            return Beginning::BegunBefore;
        }
        let under_way = |entry: &&Entry| entry.owner == owner && matches!(entry.progress, Progress::Writing { .. });
        if shelf.values().filter(under_way).count() >= OF_ACCOUNT_MAX {
            return Beginning::TooMany;
        }
        let entry = Entry {
            owner,
            began: now,
            progress: Progress::Writing { rows: 0 },
        };
        shelf.insert(id, entry);
        Beginning::Begun
    }

    pub(crate) fn set(&self, id: RecordId, progress: Progress) {
        if let Some(entry) = self.locked().get_mut(&id) {
            entry.progress = progress;
        }
    }

    /// How far an export is, for its owner.
    pub(crate) fn progress(&self, id: RecordId, owner: RecordId) -> Option<Progress> {
        let shelf = self.locked();
        shelf
            .get(&id)
            .filter(|entry| entry.owner == owner)
            .map(|entry| entry.progress.clone())
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, BTreeMap<RecordId, Entry>> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

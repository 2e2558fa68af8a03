//! How the ledger is: for whoever watches over the city, and for whoever asks whether requests may be sent to it.

use std::path::Path;

use calendar::Moment;

use super::Ledger;
use crate::error::Unavailable;
use crate::measures::Measures;
use crate::reaction::{ParkedOutcome, prove_writing};
use crate::shared::locked;
use crate::sqlite::DATABASE_FILE;
use crate::values;

/// How long after its moment a timer is late: before that it is on its way.
pub(crate) const LATE_MILLISECONDS: i64 = 10_000;

/// What waits for the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// How many messages.
    pub waiting: usize,
    /// How many may wait before senders wait in their turn.
    pub most: usize,
}

/// Timers of a name whose moment is over and whose handler has not been called to an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateTimers {
    /// The timers' name.
    pub name: String,
    /// How many.
    pub count: u64,
    /// The moment that the first of them has missed.
    pub oldest: Moment,
}

/// How much of a reaction, or of a timer's handler, is parked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedCount {
    /// The reaction's name, or `timer:NAME`.
    pub reaction: String,
    /// How it ended.
    pub outcome: ParkedOutcome,
    /// How much.
    pub count: u64,
}

impl Ledger {
    /// What has been counted since the ledger was opened.
    pub fn measures(&self) -> &Measures {
        &self.shared().measures
    }

    /// What waits for the writer; nothing once the ledger is closed.
    pub fn queue(&self) -> Option<Queue> {
        let writer = locked(&self.inner.writer);
        writer.as_ref().map(|writer| Queue {
            waiting: writer.sender.max_capacity() - writer.sender.capacity(),
            most: writer.sender.max_capacity(),
        })
    }

    /// Whether the ledger writes: its writer answers, and if its last commit failed, another one succeeds. While all is well that
    /// costs no sync of the disk.
    ///
    /// # Errors
    /// When it does not.
    pub async fn prove_writing(&self) -> Result<(), Unavailable> {
        if self.measures().is_last_commit_bad() {
            prove_writing(self).await
        } else {
            self.side(Vec::new()).await.map(|_| ())
        }
    }

    /// Whether everything that [`start`](Self::start) began still runs.
    pub fn reactions_run(&self) -> bool {
        let mut reacting = locked(&self.inner.reacting);
        let is_closing = *self.inner.stopping.borrow();
        while let Some(ended) = reacting.try_join_next() {
            if !is_closing {
                tracing::error!(
                    panicked = ended.is_err(),
                    "a reaction ended; what it follows waits for a restart"
                );
                self.measures().reaction_ended();
            }
        }
        self.measures().reactions_ended() == 0
    }

    /// The timers that are late, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn late_timers(&self) -> Result<Vec<LateTimers>, Unavailable> {
        let before = self.now().plus(-LATE_MILLISECONDS);
        let late =
            "SELECT name, count(*), min(at) FROM timer WHERE city = $1 AND fired = 0 AND at <= $2 GROUP BY name ORDER BY name";
        let rows = self.query(late, values![self.city(), before]).await?;
        rows.iter()
            .map(|row| {
                Ok(LateTimers {
                    name: row.get(0)?,
                    count: row.get(1)?,
                    oldest: row.get(2)?,
                })
            })
            .collect()
    }

    /// How much is parked, by reaction and outcome.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn parked_counts(&self) -> Result<Vec<ParkedCount>, Unavailable> {
        let parked = "SELECT reaction, outcome, count(*) FROM parked WHERE city = $1 GROUP BY reaction, outcome ORDER BY reaction, outcome";
        let rows = self.query(parked, values![self.city()]).await?;
        rows.iter()
            .map(|row| {
                Ok(ParkedCount {
                    reaction: row.get(0)?,
                    outcome: ParkedOutcome::of(&row.get::<String>(1)?),
                    count: row.get(2)?,
                })
            })
            .collect()
    }

    /// How long the write-ahead log of a data folder is; none where there is none.
    pub fn write_ahead_log_bytes(folder: &Path) -> Option<u64> {
        let file = folder.join(format!("{DATABASE_FILE}-wal"));
        std::fs::metadata(file).map(|metadata| metadata.len()).ok()
    }
}

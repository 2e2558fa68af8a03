//! What reactions and timers could not do, as administrators see it: tried again, or let be.
//!
//! It stands beside the log, and so does what becomes of it: the journal is told who did what.

use front::Problem;
use identity::RecordId;
use ledger::{Parked, ParkedOutcome, ReactionError, Unavailable};

use crate::releases::unavailable;
use crate::room::{Administration, Administrator};

/// The most that is tried again in one go: whoever asked for it waits.
pub(crate) const RETRIED_MAX: usize = 50;

/// Under the program's own name: the journal has it unless it is told otherwise.
const JOURNAL: &str = "zhoudao::administration";

/// How much is parked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParkedTally {
    /// What failed: it waits for somebody.
    pub(crate) failed: u64,
    /// What a record refused: an outcome to be known.
    pub(crate) refused: u64,
}

/// Where something is parked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) reaction: String,
    pub(crate) record: RecordId,
    pub(crate) mark: i64,
}

/// What became of something that was tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Retried {
    /// It is done, and no longer parked.
    Done,
    /// The record refused, for this reason; it stays parked.
    Refused(String),
    /// It failed again, for this reason; it stays parked.
    Failed(String),
    /// The ledger cannot write now; it stays parked.
    Unavailable,
}

impl ParkedTally {
    /// Everything that is parked.
    pub(crate) fn total(self) -> u64 {
        self.failed + self.refused
    }
}

impl Place {
    fn is_of(&self, parked: &Parked) -> bool {
        (&self.reaction, self.record, self.mark) == (&parked.reaction, parked.record, parked.mark)
    }
}

impl Administration {
    /// How much is parked.
    pub(crate) async fn parked_tally(&self) -> Result<ParkedTally, Unavailable> {
        let mut tally = ParkedTally::default();
        for counted in self.ledger().parked_counts().await? {
            match counted.outcome {
                ParkedOutcome::Failed => tally.failed += counted.count,
                ParkedOutcome::Refused => tally.refused += counted.count,
            }
        }
        Ok(tally)
    }

    /// What is parked there; none if somebody else has dealt with it meanwhile.
    pub(crate) async fn parked_at(&self, place: &Place) -> Result<Option<Parked>, Unavailable> {
        let parked = self.ledger().parked().await?;
        Ok(parked.into_iter().find(|parked| place.is_of(parked)))
    }

    /// What failed, the oldest first, as much as is tried again in one go.
    pub(crate) async fn failed(&self) -> Result<Vec<Parked>, Unavailable> {
        let parked = self.ledger().parked().await?;
        let failed = parked.into_iter().filter(|parked| parked.outcome == ParkedOutcome::Failed);
        let mut failed: Vec<Parked> = failed.take(RETRIED_MAX).collect();
        // As it would have been done: of one record, what follows from the earlier event before the later.
        failed.sort_by_key(|parked| parked.mark);
        Ok(failed)
    }

    /// Tries something once more.
    pub(crate) async fn retry(&self, administrator: &Administrator, parked: &Parked) -> Result<Retried, Problem> {
        administrator.permit(self, parked.record)?;
        let retried = match self.ledger().retry_parked(parked).await {
            Ok(()) => Retried::Done,
            Err(ReactionError::Refused(reason)) => Retried::Refused(reason),
            Err(ReactionError::Failed(reason)) => Retried::Failed(reason),
            Err(ReactionError::Unavailable(_)) => Retried::Unavailable,
        };
        let outcome = retried.as_str();
        tracing::info!(
            target: JOURNAL,
            account = administrator.0.account().map(tracing::field::display),
            reaction = parked.reaction,
            record = %parked.record,
            mark = parked.mark,
            outcome,
            "what was parked was tried again"
        );
        Ok(retried)
    }

    /// Takes something off the list that need not be done.
    pub(crate) async fn let_be(&self, administrator: &Administrator, parked: &Parked) -> Result<(), Problem> {
        administrator.permit(self, parked.record)?;
        self.ledger().dismiss_parked(parked).await.map_err(unavailable)?;
        tracing::info!(
            target: JOURNAL,
            account = administrator.0.account().map(tracing::field::display),
            reaction = parked.reaction,
            record = %parked.record,
            mark = parked.mark,
            "what was parked was dismissed"
        );
        Ok(())
    }
}

impl Retried {
    /// As the journal and programs read it.
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused(_) => "refused",
            Self::Failed(_) => "failed",
            Self::Unavailable => "unavailable",
        }
    }
}

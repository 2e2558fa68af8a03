//! How this room's errors become problems of a page.

use front::{Message, Problem};
use ledger::{SubmitError, Unavailable};
use people::record::AccountRefusal;

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer");
    Problem::Unavailable
}

/// A command to an account that was not followed.
pub(crate) fn not_done(error: SubmitError<AccountRefusal>) -> Problem {
    match error {
        SubmitError::Refused(refusal) => Problem::Refused(Message::new(refusal.key())),
        SubmitError::Unavailable(reason) | SubmitError::Broken(reason) => unavailable(Unavailable(reason)),
        SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused | SubmitError::NotPermitted => {
            tracing::error!(%error, "an account could not be changed");
            Problem::Broken
        }
    }
}
